"""Push over HTTP to a service that decrypts what it gets and believes nothing."""

from __future__ import annotations

from datetime import timedelta

import orjson
import pytest

from erm.core.clock import now
from erm.core.ids import new_id
from erm.core.work import unit_of_work
from erm.integrations.addresses import Hosts
from erm.integrations.answers import WAIT_MAXIMUM, asked_to_wait
from erm.integrations.rules import Problem
from erm.integrations.sending import Sender
from erm.notifications import pushing
from erm.notifications.models import Dispatch, PushSubscription
from erm.people.models import Person
from tests.integrations.receiver import answer
from tests.notifications.push_service import PushService, push_service
from tests.notifications.telling import HANDOVER, Browser, Office

QUIET = timedelta(minutes=6)


async def browser_at(office: Office, service: PushService, person: Person) -> Browser:
    """A browser that subscribed at the service, which lies inside and is allowed."""
    hosts = Hosts.of([service.inner.host])
    office.push = Sender(hosts, timeout=0.3)  # type: ignore[assignment]
    made = Browser()
    made.endpoint = service.endpoint(str(new_id()), await pushing.public_key(office.bus))
    async with unit_of_work(office.bus):
        await pushing.subscribe(
            office.cast.actor(person),
            endpoint=made.endpoint,
            p256dh=made.p256dh,
            auth=made.auth,
            device="Firefox",
            hosts=hosts,
        )
    return made


async def test_a_browser_shows_what_was_sent_and_nobody_on_the_way_can_read_it(
    office: Office,
) -> None:
    c = office.cast
    async with push_service() as service:
        browser = await browser_at(office, service, c.ann)
        thing = await office.tell(HANDOVER, c.ann, person_id=c.bo.id)
        await office.run(QUIET)
        (request,) = service.inner.received
        assert service.verdict() == 201
        assert browser.read(request.body) == {
            "kind": "HANDOVER_SHARED",
            "words": "Bo Test hands work over to you",
            "path": f"/things/{thing}",
        }
        for secret in (b"Bo Test", b"hands", str(thing).encode(), b"A thing", b"ann@erm.test"):
            assert secret not in request.body
            assert secret.decode() not in repr(request.headers)
        with pytest.raises(Exception, match=r".*"):
            Browser().read(request.body)
    assert ("push", "sent") in await office.states(c.ann)


async def test_a_subscription_that_is_over_is_forgotten_and_one_that_is_busy_is_left_alone(
    office: Office,
) -> None:
    c = office.cast
    async with push_service() as service:
        browser = await browser_at(office, service, c.ann)
        await office.tell(HANDOVER, c.ann, person_id=c.bo.id)
        service.inner.answers.append(answer(429, b"", "Retry-After: 7200"))
        begun = now() + QUIET
        await office.run(begun)
        row = await Dispatch.get(recipient_id=c.ann.id, channel="push")
        assert (row.state.value, row.due_at) == ("waiting", begun + timedelta(hours=2))
        await office.run(begun + timedelta(hours=1))
        assert len(service.inner.received) == 1
        await office.run(begun + timedelta(hours=2))
        assert [browser.read(body)["kind"] for body in service.bodies()] == ["HANDOVER_SHARED"] * 2
        assert ("push", "sent") in await office.states(c.ann)
        service.keys.clear()
        await office.tell(HANDOVER, c.ann, person_id=c.bo.id)
        await office.run(timedelta(hours=5))
    assert await PushSubscription.all().count() == 0
    assert (await office.states(c.ann))[-1] == ("push", "dropped")


def target_at(service: PushService, key: str) -> tuple[Browser, pushing.PushTarget]:
    browser = Browser()
    endpoint = service.endpoint("one", key)
    return browser, pushing.PushTarget(new_id(), endpoint, browser.p256dh, browser.auth)


async def test_whatever_a_service_says_is_an_answer(office: Office) -> None:
    key = await pushing.public_key(office.bus)
    async with push_service() as service:
        _, target = target_at(service, key)
        pusher = pushing.Pusher(Sender(Hosts.of([service.inner.host]), timeout=0.2), "a@erm.test")
        said = service.inner.answers
        said += [answer(status) for status in (201, 404, 410, 413, 400, 500)]
        came = [await pusher.send(target, {"words": "x"}) for _ in range(6)]
        assert [each.status for each in came] == [201, 404, 410, 413, 400, 500]
        assert [each.accepted for each in came] == [True, False, False, False, False, False]
        said.append(answer(307, b"", "Location: http://127.0.0.1/"))
        assert (await pusher.send(target, {"words": "x"})).problem is Problem.REDIRECTED
        service.inner.delay = 5
        assert (await pusher.send(target, {"words": "x"})).problem is Problem.TIMED_OUT
    assert (await pusher.send(target, {"words": "x"})).problem is Problem.CONNECT_FAILED


async def test_words_without_end_are_cut_so_that_the_service_takes_them(office: Office) -> None:
    key = await pushing.public_key(office.bus)
    async with push_service() as service:
        browser, target = target_at(service, key)
        pusher = pushing.Pusher(Sender(Hosts.of([service.inner.host])), "a@erm.test")
        came = await pusher.send(target, {"kind": "", "words": "Щ" * 5_000, "path": "/x"})
        assert came.status == 201
        read = browser.read(service.bodies()[0])
        assert read["path"] == "/x"
        assert read["words"].endswith("Щ…")


async def test_the_service_knows_who_signed_and_for_whom(office: Office) -> None:
    key = await pushing.public_key(office.bus)
    async with push_service() as service:
        _, target = target_at(service, "another key")
        pusher = pushing.Pusher(Sender(Hosts.of([service.inner.host])), "a@erm.test")
        assert (await pusher.send(target, {"words": "x"})).status == 403
        _, target = target_at(service, key)
        assert (await pusher.send(target, {"words": "x"})).status == 201
        signed = service.inner.received[-1].headers["authorization"]
        head, claims, signature = signed.removeprefix("vapid t=").partition(",")[0].split(".")
        told = orjson.loads(pushing.decode(claims))
        forged = pushing.encode(orjson.dumps({**told, "aud": "https://elsewhere.test"}))
        assert not service.is_signed(f"vapid t={head}.{forged}.{signature},k={key}", key)


def test_whom_a_signature_is_for_has_no_usual_port() -> None:
    assert pushing.origin("https://Push.example.com:443/x?y") == "https://push.example.com"
    assert pushing.origin("https://push.example.com:8443/x") == "https://push.example.com:8443"


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("-5", 0),
        ("soon", 0),
        ("", 0),
        ("9" * 400, WAIT_MAXIMUM.total_seconds()),
        ("Mon, 23 Nov 2026 09:01:00 GMT", 60),
        ("Mon, 23 Nov 2026 08:00:00 GMT", 0),
        ("Mon, 23 Nov 2099 08:00:00 GMT", WAIT_MAXIMUM.total_seconds()),
        ("Mon, 99 Nov 2026 08:00:00 GMT", 0),
    ],
)
def test_how_long_a_service_asks_to_be_left_alone(said: str, seconds: float) -> None:
    instant = now().replace(year=2026, month=11, day=23, hour=9, minute=0, second=0, microsecond=0)
    assert asked_to_wait(said, instant).total_seconds() == seconds
