"""Push: encrypted as RFC 8291 says, signed as RFC 8292 says, sealed, and to public addresses only."""

from __future__ import annotations

import asyncio
import base64
from dataclasses import replace
from typing import Any

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02  # type: ignore[import-untyped]

from erm.core.clock import now
from erm.core.errors import DomainError
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.work import unit_of_work
from erm.integrations.addresses import Hosts
from erm.integrations.rules import Problem
from erm.integrations.sending import Sender
from erm.notifications import pushing
from erm.notifications.models import PushKey, PushSubscription
from erm.notifications.rules import PUSH_AT_MOST
from tests.cast import Cast
from tests.integrations.known_failures.test_a_webhook_that_reaches_an_internal_address import (
    SPELLINGS,
)
from tests.notifications.telling import Browser, Office, Push

# RFC 8291, appendix A.
CLEAR = b"When I grow up, I want to be a watermelon"
SERVER_PRIVATE = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
BROWSER_PUBLIC = (
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
)
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS"
    "6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qu"
    "lcy4a-fN"
)


def test_a_message_is_encrypted_as_the_standard_shows() -> None:
    private = int.from_bytes(pushing.decode(SERVER_PRIVATE), "big")
    made = pushing.encrypt(
        CLEAR,
        BROWSER_PUBLIC,
        AUTH,
        salt=pushing.decode(SALT),
        pair=ec.derive_private_key(private, ec.SECP256R1()),
    )
    assert pushing.encode(made) == BODY


def test_no_two_messages_are_encrypted_alike() -> None:
    assert pushing.encrypt(CLEAR, BROWSER_PUBLIC, AUTH) != pushing.encrypt(
        CLEAR, BROWSER_PUBLIC, AUTH
    )


@pytest.mark.parametrize("key", ["", "AAAA", "ä", BROWSER_PUBLIC[:-4], "B" * 87])
def test_keys_that_are_none_are_a_mistake_and_nothing_else(key: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        pushing.encrypt(CLEAR, key, AUTH)


async def test_a_message_is_signed_with_the_key_that_browsers_subscribed_to(
    office: Office,
) -> None:
    browser = await office.browser(office.cast.ann)
    (target,) = await pushing.targets_of(office.cast.ann.id)
    push = Push()
    await pushing.Pusher(push, "Company <mail@company.example>").send(target, {"words": "x"})
    ((url, body, headers),) = push.sent
    assert url == browser.endpoint
    assert browser.read(body) == {"words": "x"}
    assert (headers["content-encoding"], headers["ttl"]) == ("aes128gcm", "86400")
    assert Vapid02.verify(headers["authorization"])
    token, key = headers["authorization"].removeprefix("vapid t=").split(",k=")
    assert key == await pushing.public_key(office.bus)
    claims = orjson.loads(pushing.decode(token.split(".")[1]))
    assert (claims["aud"], claims["sub"]) == (
        "https://push.example.com",
        "mailto:mail@company.example",
    )
    assert 0 < claims["exp"] - now().timestamp() <= 24 * 3600


async def test_there_is_one_key_however_many_ask_for_it_first(db: Any, bus: Bus) -> None:
    keys = await asyncio.gather(*(pushing.public_key(bus) for _ in range(5)))
    assert len(set(keys)) == 1
    assert len(pushing.decode(keys[0])) == 65
    assert await PushKey.all().count() == 1


async def test_addresses_and_keys_are_sealed(office: Office) -> None:
    browser = await office.browser(office.cast.ann)
    rows = [*await PushSubscription.all().values(), *await PushKey.all().values()]
    raw = repr(rows) + "".join(
        base64.b64encode(bytes(value)).decode()
        for row in rows
        for value in row.values()
        if isinstance(value, bytes | memoryview)
    )
    for secret in (browser.endpoint, browser.p256dh, browser.auth):
        assert secret not in raw


async def test_one_whose_seal_is_broken_is_passed_over(office: Office) -> None:
    await office.browser(office.cast.ann)
    there = await office.browser(office.cast.ann)
    first = await PushSubscription.all().order_by("id").first()
    await PushSubscription.filter(id=first.id).update(keys_sealed=b"broken")  # type: ignore[union-attr]
    (target,) = await pushing.targets_of(office.cast.ann.id)
    assert target.endpoint == there.endpoint


async def test_a_person_has_ten_browsers_and_the_oldest_makes_room(office: Office) -> None:
    first = await office.browser(office.cast.ann)
    for _ in range(PUSH_AT_MOST):
        await office.browser(office.cast.ann)
    targets = await pushing.targets_of(office.cast.ann.id)
    assert len(targets) == PUSH_AT_MOST
    assert first.endpoint not in {each.endpoint for each in targets}


async def test_a_browser_that_subscribes_again_is_the_same_and_follows_who_is_signed_in(
    office: Office,
) -> None:
    c = office.cast
    browser = await office.browser(c.ann)
    for person in (c.ann, c.bo):
        async with unit_of_work(office.bus):
            await pushing.subscribe(
                c.actor(person),
                endpoint=browser.endpoint,
                p256dh=browser.p256dh,
                auth=browser.auth,
                device="Again",
                hosts=Hosts(),
            )
    assert await pushing.targets_of(c.ann.id) == []
    assert len(await pushing.targets_of(c.bo.id)) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"endpoint": "http://push.example.com/1"},
        {"endpoint": "https://localhost/1"},
        {"endpoint": "https://10.0.0.1/1"},
        {"endpoint": "https://push.example.com:8080/1"},
        {"endpoint": "https://push.example.com/" + "x" * 2000},
        {"endpoint": "javascript:alert(1)"},
        {"p256dh": "AAAA"},
        {"p256dh": pushing.encode(b"\x04" + bytes(64))},
        {"auth": "AAAA"},
        {"auth": "ä"},
    ],
)
async def test_what_no_browser_gives_is_refused(
    cast: Cast, bus: Bus, change: dict[str, str]
) -> None:
    browser = Browser()
    given = {
        "endpoint": browser.endpoint,
        "p256dh": browser.p256dh,
        "auth": browser.auth,
        **change,
    }
    with pytest.raises(DomainError) as refused:
        async with unit_of_work(bus):
            await pushing.subscribe(cast.actor(cast.ann), device="Firefox", hosts=Hosts(), **given)
    assert refused.value.code == "PUSH_SUBSCRIPTION_INVALID"
    assert await PushSubscription.all().count() == 0


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_of_a_machine_inside_is_a_browsers_address(spelling: str) -> None:
    browser = Browser()
    with pytest.raises(DomainError) as refused:
        pushing.check(f"https://{spelling}/push", browser.p256dh, browser.auth, Hosts())
    assert refused.value.code == "PUSH_SUBSCRIPTION_INVALID"


async def test_nobody_takes_the_browser_of_another_out(office: Office) -> None:
    c = office.cast
    browser = await office.browser(c.ann)
    (device,) = await pushing.devices(c.actor(c.ann))
    for person in (c.bo, c.hana, c.ada):
        with pytest.raises(DomainError) as refused:
            async with unit_of_work(office.bus):
                await pushing.unsubscribe(c.actor(person), device_id=device.id)
        assert refused.value.code == "PUSH_DEVICE_NOT_FOUND"
        async with unit_of_work(office.bus):
            await pushing.unsubscribe(c.actor(person), endpoint=browser.endpoint)
        assert await pushing.devices(c.actor(person)) == []
    assert await PushSubscription.all().count() == 1
    async with unit_of_work(office.bus):
        await pushing.unsubscribe(c.actor(c.ann), device_id=device.id)
    assert await PushSubscription.all().count() == 0


async def test_a_name_that_means_something_inside_is_not_connected_to(office: Office) -> None:
    async def inside(_: str, __: int) -> list[str]:
        return ["10.0.0.7"]

    await office.browser(office.cast.ann)
    (target,) = await pushing.targets_of(office.cast.ann.id)
    sender = Sender(Hosts(), resolve_host=inside)
    answer = await pushing.Pusher(sender, "erm@localhost").send(target, {"words": "x"})
    assert answer.problem is Problem.FORBIDDEN_ADDRESS


async def test_a_target_with_keys_that_are_none_counts_as_gone(office: Office) -> None:
    await office.browser(office.cast.ann)
    (target,) = await pushing.targets_of(office.cast.ann.id)
    push = Push()
    broken = replace(target, id=new_id(), p256dh="AAAA")
    answer = await pushing.Pusher(push, "erm@localhost").send(broken, {"words": "x"})
    assert answer.status == 410
    assert push.sent == []
