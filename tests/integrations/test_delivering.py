"""Deliveries: claimed once, signed, retried with growing waits, given up, switched off."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from standardwebhooks.webhooks import Webhook

from erm.audit.models import AuditEntry
from erm.core.clock import at, now
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.sealing import seal
from erm.flows.subscriptions import build_bus
from erm.integrations.addresses import Hosts
from erm.integrations.answers import Answer
from erm.integrations.delivering import PER_TARGET, Courier, purge, release_stale
from erm.integrations.models import ChatChannel, Delivery, DeliveryAttempt, WebhookEndpoint
from erm.integrations.rules import (
    LEASE,
    RETRY_AFTER,
    ChatService,
    DeliveryState,
    EventKind,
    Problem,
    disabled_reason,
    next_attempt,
)
from erm.integrations.sending import Sender
from erm.integrations.signing import new_secret
from erm.mail.models import Mail
from erm.settings import Settings
from tests.cast import Cast
from tests.conftest import OpenDatabase
from tests.integrations import rows
from tests.integrations.receiver import answer, receiver

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
OK = Answer(accepted=True, status=200)
STOP = asyncio.Event()


class FakeSender(Sender):
    """Answers what it is told to, and remembers what it was given."""

    def __init__(self, *answers: Answer | Callable[[], Any]) -> None:
        super().__init__(Hosts())
        self.answers = list(answers)
        self.sent: list[tuple[str, bytes, dict[str, str]]] = []

    async def post(self, url: str, body: bytes, headers: Any) -> Answer:
        self.sent.append((url, body, dict(headers)))
        found = self.answers.pop(0) if self.answers else OK
        if isinstance(found, Answer):
            return found
        result: Answer = await found()
        return result


async def everything(
    subjects: Collection[tuple[EventKind, UUID]],
) -> set[tuple[EventKind, UUID]]:
    return set(subjects)


async def nothing(
    subjects: Collection[tuple[EventKind, UUID]],
) -> set[tuple[EventKind, UUID]]:
    return set()


def courier(settings: Settings, sender: Sender, told: Any = everything, **options: Any) -> Courier:
    bus = build_bus(settings)
    return Courier(settings, bus, told, sender=sender, chance=lambda: 0.0, **options)


# -------------------------------------------------------------------------------------------- rules


def test_waits_grow_as_standard_webhooks_proposes_and_end_after_three_days() -> None:
    waits = []
    for attempts in range(1, 11):
        again = next_attempt(EventKind.KUDOS_GIVEN, attempts, MONDAY, 0.0)
        waits.append(None if again is None else again - MONDAY)
    assert waits == [*RETRY_AFTER, None]
    assert timedelta(days=3) < sum(RETRY_AFTER, timedelta()) < timedelta(days=4)


def test_a_wait_is_never_shorter_and_at_most_a_fifth_longer() -> None:
    for attempts, wait in enumerate(RETRY_AFTER, start=1):
        for chance in (0.0, 0.5, 1.0):
            again = next_attempt(EventKind.KUDOS_GIVEN, attempts, MONDAY, chance)
            assert again is not None
            assert wait <= again - MONDAY <= wait * 1.2


def test_a_test_is_tried_once() -> None:
    assert next_attempt(EventKind.TEST, 1, MONDAY, 0.0) is None


@pytest.mark.parametrize(
    "status, days, reason",
    [(410, 0, "gone"), (500, 4.9, None), (500, 5, "failing"), (None, 5, "failing"), (404, 0, None)],
)
def test_when_an_integration_is_switched_off(
    status: int | None, days: float, reason: str | None
) -> None:
    assert disabled_reason(status, MONDAY, MONDAY + timedelta(days=days)) == reason


# --------------------------------------------------------------------------------- one after another


async def test_a_real_receiver_gets_what_its_own_library_accepts(
    db: OpenDatabase, settings: Settings
) -> None:
    async with receiver() as found:
        inside = replace(settings, integration_hosts=(found.host,))
        secret = new_secret()
        to = await rows.endpoint(found.url, secret=secret)
        row = await rows.delivery(to)
        bus = build_bus(settings)
        assert await Courier(inside, bus, everything).run(STOP) == 1
        (request,) = found.received
        assert Webhook(secret).verify(request.body, request.headers) == {"type": "award.announced"}
        assert request.headers["webhook-id"] == str(row.event_id)
        row = await Delivery.get(id=row.id)
        assert (row.state, row.attempts) == (DeliveryState.DELIVERED, 1)
        assert row.finished_at is not None
        assert row.claimed_until is None
        (tried,) = await DeliveryAttempt.filter(delivery_id=row.id)
        assert (tried.status, tried.problem, tried.answer) == (200, "", "ok")


async def test_without_the_operator_s_word_the_same_receiver_gets_nothing(
    db: OpenDatabase, settings: Settings
) -> None:
    async with receiver() as found:
        row = await rows.delivery(await rows.endpoint(found.url))
        assert await Courier(settings, Bus(), everything).run(STOP) == 0
        assert found.connections == 0
        (tried,) = await DeliveryAttempt.filter(delivery_id=row.id)
        assert tried.problem == Problem.FORBIDDEN_URL


async def test_a_chat_is_posted_to(db: OpenDatabase, settings: Settings) -> None:
    async with receiver() as found:
        inside = replace(settings, integration_hosts=(found.host,))
        address = f"mmost://127.0.0.1:{found.port}/3ccdd113474722377935511fc85d3dd4"
        to = await rows.channel(address, ChatService.MATTERMOST)
        row = await rows.delivery(to, body="Ann thanks Bo")
        assert await Courier(inside, Bus(), everything).run(STOP) == 1
        assert b"Ann thanks Bo" in found.received[0].body
        assert (await Delivery.get(id=row.id)).state is DeliveryState.DELIVERED


async def test_failures_are_tried_again_under_the_same_id_and_then_given_up(
    db: OpenDatabase, settings: Settings
) -> None:
    sender = FakeSender(*[Answer(status=500)] * 20)
    to = await rows.endpoint()
    instant = MONDAY
    row = await rows.delivery(to, at=instant)
    for number, wait in enumerate([*RETRY_AFTER, None], start=1):
        with at(instant):
            await courier(settings, sender).run(STOP)
            row = await Delivery.get(id=row.id)
            assert row.attempts == number == len(sender.sent)
            if wait is None:
                break
            assert row.state is DeliveryState.WAITING
            assert row.next_at == instant + wait
        with at(instant + wait - timedelta(seconds=1)):
            await courier(settings, sender).run(STOP)
        assert len(sender.sent) == number
        instant += wait
    assert row.state is DeliveryState.GIVEN_UP
    assert {sent[2]["webhook-id"] for sent in sender.sent} == {str(row.event_id)}
    assert len({sent[2]["webhook-timestamp"] for sent in sender.sent}) == 10
    assert await DeliveryAttempt.filter(delivery_id=row.id).count() == 10
    assert (await WebhookEndpoint.get(id=to.id)).failing_since == MONDAY


async def test_one_arrival_ends_the_time_of_failing(db: OpenDatabase, settings: Settings) -> None:
    to = await rows.endpoint(failing_since=MONDAY - timedelta(days=4))
    await rows.delivery(to)
    await courier(settings, FakeSender()).run(STOP)
    assert (await WebhookEndpoint.get(id=to.id)).failing_since is None


@pytest.mark.parametrize("kind", ["endpoint", "channel"])
@pytest.mark.parametrize("status, failing", [(410, None), (500, timedelta(days=5))])
async def test_whoever_is_gone_or_fails_for_five_days_is_switched_off_and_administrators_hear_of_it(
    cast: Cast, settings: Settings, kind: str, status: int, failing: timedelta | None
) -> None:
    since = None if failing is None else now() - failing
    to: Any = await getattr(rows, kind)(failing_since=since)
    tried, waiting = await rows.delivery(to), await rows.delivery(to, at=now() + timedelta(days=1))
    sender = FakeSender(Answer(status=status))
    poster: Any = type("Poster", (), {"post": lambda *_: sender.post("", b"", {})})()
    await courier(settings, sender, poster=poster).run(STOP)
    to = await type(to).get(id=to.id)
    assert not to.enabled
    assert to.disabled_reason == ("gone" if status == 410 else "failing")
    assert to.version == 2
    assert (await Delivery.get(id=waiting.id)).state is DeliveryState.GIVEN_UP
    assert (await Delivery.get(id=tried.id)).state is not DeliveryState.SENDING
    (mail,) = await Mail.filter(kind="integration_news")
    assert mail.recipient_id == cast.ada.id
    assert to.name in mail.text
    assert "/company/integrations/" in mail.text
    assert await AuditEntry.filter(action="integration.disabled", actor_id=None).count() == 1


async def test_an_ordinary_failure_switches_nothing_off(cast: Cast, settings: Settings) -> None:
    to = await rows.endpoint(failing_since=now() - timedelta(days=4))
    await rows.delivery(to)
    await courier(settings, FakeSender(Answer(status=500))).run(STOP)
    assert (await WebhookEndpoint.get(id=to.id)).enabled
    assert not await Mail.exists()


# ------------------------------------------------------------------------------------------ secrets


def _former(row_id: UUID, secret: str) -> bytes:
    return seal(secret, table="webhook_endpoint", column="former_secret_sealed", row_id=row_id)


async def test_for_a_day_after_a_change_both_secrets_sign(
    db: OpenDatabase, settings: Settings
) -> None:
    new, former = new_secret(), new_secret()
    to = await rows.endpoint(secret=new)
    until = now() + timedelta(hours=24)
    await WebhookEndpoint.filter(id=to.id).update(
        former_secret_sealed=_former(to.id, former), former_until=until
    )
    sender = FakeSender()
    await rows.delivery(to)
    await courier(settings, sender).run(STOP)
    _, body, headers = sender.sent[0]
    assert Webhook(new).verify(body, headers) == Webhook(former).verify(body, headers)
    with at(until):
        await rows.delivery(to)
        await courier(settings, sender).run(STOP)
    assert len(sender.sent[1][2]["webhook-signature"].split()) == 1
    with at(until + timedelta(seconds=1)):
        await purge()
    assert (await WebhookEndpoint.get(id=to.id)).former_secret_sealed is None


async def test_a_secret_whose_key_is_lost_sends_nothing(
    db: OpenDatabase, settings: Settings
) -> None:
    to = await rows.endpoint(secret_sealed=b"\x01nonsense")
    row = await rows.delivery(to)
    sender = FakeSender()
    await courier(settings, sender).run(STOP)
    assert sender.sent == []
    (tried,) = await DeliveryAttempt.filter(delivery_id=row.id)
    assert tried.problem == Problem.SEAL_BROKEN


# ------------------------------------------------------------------------------- several workers, kills


async def test_many_workers_send_each_delivery_once(db: OpenDatabase, settings: Settings) -> None:
    targets = [await rows.endpoint() for _ in range(3)]
    for number in range(24):
        await rows.delivery(targets[number % 3])
    sender = FakeSender()

    async def pause() -> Answer:
        await asyncio.sleep(0.001)
        return OK

    sender.answers = [pause] * 24
    arrived = await asyncio.gather(*(courier(settings, sender).run(STOP) for _ in range(5)))
    assert sum(arrived) == 24
    assert len({sent[2]["webhook-id"] for sent in sender.sent}) == len(sender.sent) == 24
    assert await Delivery.filter(state=DeliveryState.DELIVERED, attempts=1).count() == 24


async def test_a_slow_receiver_holds_up_no_other(db: OpenDatabase, settings: Settings) -> None:
    slow, quick = await rows.endpoint("https://slow.example.com/"), await rows.endpoint()
    for _ in range(10):
        await rows.delivery(slow, at=now() - timedelta(hours=1))
    await rows.delivery(quick)
    sender = FakeSender()
    claimed = await courier(settings, sender)._claim()
    assert [each.row.endpoint_id for each in claimed].count(slow.id) == PER_TARGET
    assert [each.row.endpoint_id for each in claimed].count(quick.id) == 1


async def test_what_a_dead_worker_had_in_hand_is_sent_again_under_its_id(
    db: OpenDatabase, settings: Settings
) -> None:
    row = await rows.delivery(await rows.endpoint(), at=MONDAY)
    sender = FakeSender()
    with at(MONDAY):
        await courier(settings, sender)._claim()  # and then it dies
        assert await courier(settings, sender).run(STOP) == 0
    with at(MONDAY + LEASE):
        assert await release_stale(Bus()) == 0
    with at(MONDAY + LEASE + timedelta(seconds=1)):
        assert await release_stale(Bus()) == 1
        assert await courier(settings, sender).run(STOP) == 1
    (sent,) = sender.sent
    assert sent[2]["webhook-id"] == str(row.event_id)
    tries = await DeliveryAttempt.filter(delivery_id=row.id).order_by("at")
    assert [each.problem for each in tries] == [Problem.INTERRUPTED, ""]


async def test_a_worker_that_was_thought_dead_changes_nothing_any_more(
    db: OpenDatabase, settings: Settings
) -> None:
    row = await rows.delivery(await rows.endpoint())

    async def slowly() -> Answer:
        await Delivery.filter(id=row.id).update(claimed_until=now() - timedelta(seconds=1))
        assert await release_stale(Bus()) == 1
        assert await courier(settings, FakeSender(OK)).run(STOP) == 1
        return Answer(status=500)

    await courier(settings, FakeSender(slowly)).run(STOP)
    row = await Delivery.get(id=row.id)
    assert (row.state, row.attempts) == (DeliveryState.DELIVERED, 2)
    assert await DeliveryAttempt.filter(delivery_id=row.id).count() == 3


async def test_on_stop_nothing_more_is_sent_and_claims_are_given_back(
    db: OpenDatabase, settings: Settings
) -> None:
    to = await rows.endpoint()
    for _ in range(3):
        await rows.delivery(to)
    stop = asyncio.Event()
    stop.set()
    sender = FakeSender()
    one = courier(settings, sender)
    for claimed in await one._claim():
        await one._deliver(claimed, stop)
    assert sender.sent == []
    assert await Delivery.filter(state=DeliveryState.WAITING, attempts=0).count() == 3


async def test_a_crash_while_sending_is_a_failure_and_stops_no_other(
    db: OpenDatabase, settings: Settings
) -> None:
    async def crash() -> Answer:
        raise RuntimeError("boom")

    to = await rows.endpoint()
    for _ in range(2):
        await rows.delivery(to)
    assert await courier(settings, FakeSender(crash, OK)).run(STOP) == 1
    assert await Delivery.filter(state=DeliveryState.WAITING, attempts=1).count() == 1


# --------------------------------------------------------------------------------- what may not be told


async def test_what_may_not_be_told_any_more_is_dropped_before_it_is_sent(
    db: OpenDatabase, settings: Settings
) -> None:
    row = await rows.delivery(
        await rows.endpoint(), kind=EventKind.KUDOS_GIVEN, subject_id=new_id()
    )
    sender = FakeSender()
    await courier(settings, sender, nothing).run(STOP)
    assert sender.sent == []
    row = await Delivery.get(id=row.id)
    assert (row.state, row.body) == (DeliveryState.DROPPED, "")


async def test_that_something_is_gone_is_told_in_any_case(
    db: OpenDatabase, settings: Settings
) -> None:
    await rows.delivery(await rows.endpoint(), kind=EventKind.KUDOS_REMOVED, subject_id=new_id())
    assert await courier(settings, FakeSender(), nothing).run(STOP) == 1


async def test_what_was_in_hand_when_it_was_switched_off_is_not_tried_again(
    db: OpenDatabase, settings: Settings
) -> None:
    to = await rows.endpoint()
    row = await rows.delivery(to)

    async def meanwhile() -> Answer:
        await WebhookEndpoint.filter(id=to.id).update(enabled=False)
        return Answer(status=500)

    await courier(settings, FakeSender(meanwhile)).run(STOP)
    assert (await Delivery.get(id=row.id)).state is DeliveryState.GIVEN_UP


async def test_an_integration_that_is_removed_meanwhile_takes_its_log_with_it(
    db: OpenDatabase, settings: Settings
) -> None:
    to = await rows.endpoint()
    await rows.delivery(to)

    async def meanwhile() -> Answer:
        await WebhookEndpoint.filter(id=to.id).delete()
        return OK

    await courier(settings, FakeSender(meanwhile)).run(STOP)
    assert not await Delivery.exists()
    assert not await DeliveryAttempt.exists()


async def test_old_deliveries_are_forgotten_but_not_who_was_told_of_kudos(
    db: OpenDatabase, settings: Settings
) -> None:
    long_ago = now() - timedelta(days=31)
    to, chat = await rows.endpoint(), await rows.channel()
    over: dict[str, Any] = {"state": DeliveryState.DELIVERED, "at": long_ago, "attempts": 1}
    told = await rows.delivery(to, kind=EventKind.KUDOS_GIVEN, subject_id=new_id(), **over)
    await rows.delivery(to, **over)
    await rows.delivery(chat, kind=EventKind.KUDOS_GIVEN, subject_id=new_id(), **over)
    waiting = await rows.delivery(to, at=long_ago)
    new = await rows.delivery(to, state=DeliveryState.DELIVERED)
    await DeliveryAttempt.create(delivery_id=told.id, at=long_ago, status=200)
    await purge()
    left = {row.id: row.body for row in await Delivery.all()}
    assert left == {told.id: "", waiting.id: waiting.body, new.id: new.body}
    assert not await DeliveryAttempt.exists()
    assert await ChatChannel.all().count() == 1


async def test_answers_of_receivers_are_kept_short_and_harmless(
    db: OpenDatabase, settings: Settings
) -> None:
    async with receiver() as found:
        found.answers = [answer(500, b"\x00\x07\xff<script>" + b"x" * 5000)]
        inside = replace(settings, integration_hosts=(found.host,))
        await rows.delivery(await rows.endpoint(found.url))
        await Courier(inside, Bus(), everything).run(STOP)
        (tried,) = await DeliveryAttempt.all()
        assert tried.status == 500
        assert len(tried.answer) <= 1000
        assert tried.answer.replace("\ufffd", "").strip().startswith("<script>x")
