"""Passwords cost an attacker much, and the server no more than it can spare."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest

from erm.access import passwords
from erm.access.models import Credential, Session
from erm.access.passwords import hash_password, verify_password, warm
from erm.core.events import Bus
from tests.access.test_sessions import SET
from tests.access.test_sign_in import PASSWORD, give_password, sign_in
from tests.cast import Cast
from tests.conftest import PUBLIC_URL


async def test_a_password_of_nearly_a_megabyte_is_answered_at_once(
    cast: Cast, api, bus: Bus
) -> None:
    await give_password(bus, cast.ann)
    warm()
    huge = "correct horse battery staple " * 34_000
    best = {"sign in": 9.0, "set": 9.0}
    person, stranger = api(cast.ann), api(None)
    for _ in range(3):
        started = time.perf_counter()
        assert (await sign_in(stranger, "ann@erm.test", huge))["code"] == "SIGN_IN_FAILED"
        best["sign in"] = min(best["sign in"], time.perf_counter() - started)
        started = time.perf_counter()
        answer = await person.run(SET, {"new": huge, "current": PASSWORD})
        best["set"] = min(best["set"], time.perf_counter() - started)
        assert answer["setPassword"]["code"] == "PASSWORD_TOO_LONG"
    print(f"\na password of {len(huge)} characters is answered in (s): {best}")
    assert max(best.values()) < 0.5


async def test_more_than_a_megabyte_is_not_even_read(cast: Cast, api) -> None:
    browser = api(None)
    response = await browser.client.post(
        "/graphql",
        content=b'{"query": "' + b"x" * 1_100_000 + b'"}',
        headers={"Content-Type": "application/json", "Origin": PUBLIC_URL},
    )
    assert response.status_code == 413


async def test_a_password_that_only_begins_like_the_right_one_is_wrong(
    cast: Cast, api, bus: Bus
) -> None:
    longest = ("a fairly long sentence that nobody guesses " * 7)[:256]
    await give_password(bus, cast.ann, password=longest)
    assert (await sign_in(api(None), "ann@erm.test", longest))["__typename"] == "SignInSuccess"
    for wrong in (longest + "x", longest[:-1], longest * 2):
        assert (await sign_in(api(None), "ann@erm.test", wrong))["code"] == "SIGN_IN_FAILED"
    assert await Session.all().count() == 1


async def test_of_any_number_at_once_two_are_hashed(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = await hash_password(PASSWORD)
    lock, busy, most = threading.Lock(), 0, 0
    original = passwords._hasher.verify_and_update

    def counted(*given):
        nonlocal busy, most
        with lock:
            busy += 1
            most = max(most, busy)
        try:
            return original(*given)
        finally:
            with lock:
                busy -= 1

    monkeypatch.setattr(passwords._hasher, "verify_and_update", counted)
    answers = await asyncio.gather(*(verify_password(PASSWORD, stored) for _ in range(30)))
    assert [matches for matches, _ in answers] == [True] * 30
    assert most == 2


async def test_the_loop_goes_on_while_passwords_are_hashed() -> None:
    stored = await hash_password(PASSWORD)
    hashing = asyncio.gather(*(verify_password(PASSWORD, stored) for _ in range(10)))
    turns = 0
    while not hashing.done():
        await asyncio.sleep(0.002)
        turns += 1
    await hashing
    assert turns > 20


async def test_equal_passwords_have_different_hashes(cast: Cast, bus: Bus) -> None:
    await give_password(bus, cast.ann)
    await give_password(bus, cast.bo)
    first, second = await Credential.all().values_list("password_hash", flat=True)
    assert first != second
