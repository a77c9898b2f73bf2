"""Nobody gets into a session from outside, and nobody stays in one that has ended."""

from __future__ import annotations

import asyncio

import pytest

from erm.access.models import AccessToken, Session, SignInLink
from erm.core.actor import SYSTEM, Role
from erm.core.clock import today
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.flows.subscriptions import build_bus
from erm.people.commands import announce_leavers
from erm.people.models import Person
from tests.access.test_sessions import SET
from tests.access.test_sign_in import ME, PASSWORD, give_password, sign_in
from tests.access.test_tokens_and_roles import GRANT, person_id
from tests.cast import Cast
from tests.conftest import COOKIE, Api
from tests.everyday import SETTINGS


def set_cookie(browser: Api, token: str) -> None:
    browser.client.cookies.set(COOKIE, token, domain="erm.test", path="/")


async def is_somebody(browser: Api) -> bool:
    """Whether the server answers this browser as a person."""
    response = await browser.post(ME)
    if response.status_code == 401:
        return False
    viewer = (response.json().get("data") or {}).get("viewer")
    return viewer is not None


@pytest.mark.parametrize("planted", ["chosen-by-the-attacker", "A" * 43, ""])
async def test_a_token_that_was_planted_is_never_taken_over(
    cast: Cast, api, bus: Bus, planted: str
) -> None:
    await give_password(bus, cast.ann)
    browser = api(None)
    set_cookie(browser, planted)
    await sign_in(browser, "ann@erm.test")
    attacker = api(None)
    set_cookie(attacker, planted)
    assert not await is_somebody(attacker)
    assert planted not in {c.value for c in browser.client.cookies.jar if c.value}


async def test_a_session_that_was_planted_ends_when_its_victim_signs_in(
    cast: Cast, api, bus: Bus
) -> None:
    await give_password(bus, cast.ann)
    planted = await cast.session(cast.bo)
    victim = api(None)
    set_cookie(victim, planted)
    await sign_in(victim, "ann@erm.test")
    (session,) = await Session.all()
    assert session.person_id == cast.ann.id


@pytest.mark.parametrize("reason", ["sign in", "password", "role"])
async def test_the_token_is_another_after_each_change_of_rights(
    cast: Cast, api, bus: Bus, reason: str
) -> None:
    await give_password(bus, cast.ada)
    browser = api(None)
    await sign_in(browser, "ada@erm.test")
    before = browser.client.cookies[COOKIE]
    if reason == "sign in":
        await sign_in(browser, "ada@erm.test")
    elif reason == "password":
        await browser.run(SET, {"new": "nine loud pebbles", "current": PASSWORD})
    else:
        await browser.run(GRANT, {"id": await person_id(browser), "role": Role.HR.name})
    after = browser.client.cookies[COOKIE]
    assert after != before
    assert len(after) >= 43
    thief = api(None)
    set_cookie(thief, before)
    assert not await is_somebody(thief)
    assert await is_somebody(browser)


async def test_tokens_are_256_random_bits_and_never_alike(cast: Cast, api, bus: Bus) -> None:
    await give_password(bus, cast.ann)
    tokens = set()
    for _ in range(8):
        browser = api(None)
        await sign_in(browser, "ann@erm.test")
        tokens.add(browser.client.cookies[COOKIE])
    assert len(tokens) == 8
    assert min(map(len, tokens)) == 43  # 256 bits in base64


async def deactivate(person: Person) -> None:
    """As the importer and the hourly job do it: the last day is set, and the rest of erm hears."""
    await Person.filter(id=person.id).update(left_on=today())
    async with unit_of_work(build_bus(SETTINGS)):
        await announce_leavers(SYSTEM)


async def test_of_100_deactivated_people_none_is_answered_again(cast: Cast, api) -> None:
    people = await cast.crowd(100)
    later_answers = 0
    for person in people:
        browser = api(None)
        set_cookie(browser, await cast.session(person))
        program = api(None, bearer=await cast.access_token(person))
        assert await is_somebody(browser)
        assert await is_somebody(program)
        ended = asyncio.Event()

        async def ask_on(who: Api, ended: asyncio.Event = ended) -> int:
            # Without a pause, so that requests are under way when the account ends.
            answers = 0
            while not ended.is_set():
                await is_somebody(who)
            for _ in range(2):
                answers += await is_somebody(who)
            return answers

        asking = [asyncio.create_task(ask_on(who)) for who in (browser, program)]
        await asyncio.sleep(0)
        await deactivate(person)
        # From the commit on, so there is no time to wait for.
        ended.set()
        later_answers += sum(await asyncio.gather(*asking))
    print(f"\n100 deactivations: {later_answers} later answers of 400")
    assert later_answers == 0
    assert await Session.all().count() == 0
    assert await AccessToken.all().count() == 0
    assert await SignInLink.all().count() == 0
