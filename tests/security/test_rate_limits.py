"""Whoever tries again and again is slowed down, and an office behind one address is not."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest

from erm.access.commands.passwords import set_password
from erm.access.commands.sign_in import redeem_sign_in_link, request_sign_in_link
from erm.access.commands.sign_in import sign_in as sign_in_command
from erm.access.models import RateLimit, Session
from erm.access.rules import LimitedAction
from erm.core import clock
from erm.core.actor import ActorKind
from erm.core.database.connections import database
from erm.core.errors import DomainError, TooManyAttempts
from erm.core.events import Bus
from tests.access.test_sign_in import PASSWORD, SIGN_IN, give_password
from tests.access.test_sign_in_link import a_token
from tests.cast import Cast, company
from tests.database import free_port
from tests.processes import Process, environment, running

OF_50 = 35
"""So many of fifty quick tries must be refused unseen."""


async def throttled(attempts) -> int:
    """How many of these were refused because there were too many."""

    async def one(attempt) -> bool:
        try:
            await attempt
        except TooManyAttempts:
            return True
        except DomainError:
            return False
        return False

    with clock.at(clock.now()):
        return sum([await one(attempt) for attempt in attempts])


def by_password(bus: Bus, email: str, password: str, address: str):
    return sign_in_command(
        bus, email=email, password=password, address=address, device="", replacing=None
    )


async def test_of_50_passwords_for_one_account_from_50_places_35_are_refused(
    cast: Cast, bus: Bus
) -> None:
    await give_password(bus, cast.ann)
    tries = (by_password(bus, "ann@erm.test", f"guess {n}", f"192.0.2.{n}") for n in range(50))
    assert await throttled(tries) >= OF_50


async def test_of_50_accounts_tried_from_one_place_35_are_refused(cast: Cast, bus: Bus) -> None:
    tries = (by_password(bus, f"p{n}@erm.test", PASSWORD, "192.0.2.7") for n in range(50))
    assert await throttled(tries) >= OF_50


async def test_one_place_is_one_whatever_addresses_its_network_has(cast: Cast, bus: Bus) -> None:
    tries = (
        by_password(bus, f"p{n}@erm.test", PASSWORD, f"2001:db8:1:2:{n:x}::{n:x}")
        for n in range(50)
    )
    assert await throttled(tries) >= OF_50
    elsewhere = [by_password(bus, "p1@erm.test", PASSWORD, "2001:db8:1:3::1")]
    assert await throttled(elsewhere) == 0


async def test_of_50_links_for_one_account_35_are_refused(cast: Cast, bus: Bus) -> None:
    tries = (
        request_sign_in_link(bus, email="ann@erm.test", address=f"192.0.2.{n}", language="en")
        for n in range(50)
    )
    assert await throttled(tries) >= OF_50


async def test_of_50_guessed_links_35_are_refused(cast: Cast, bus: Bus) -> None:
    tries = (
        redeem_sign_in_link(bus, token=str(n), address="192.0.2.7", device="", replacing=None)
        for n in range(50)
    )
    assert await throttled(tries) >= OF_50


async def test_of_50_guesses_of_the_present_password_35_are_refused(
    cast: Cast, bus: Bus, actor_of
) -> None:
    await give_password(bus, cast.ann)
    actor = actor_of(cast.ann)
    assert actor.kind is ActorKind.SESSION
    tries = (
        set_password(
            bus, actor, current_password=f"guess {n}", new_password="nine loud pebbles", company="x"
        )
        for n in range(50)
    )
    assert await throttled(tries) >= OF_50


async def test_tries_at_the_same_moment_are_each_counted(cast: Cast, bus: Bus) -> None:
    async def one(number: int) -> bool:
        try:
            await request_sign_in_link(
                bus, email="ann@erm.test", address=f"192.0.2.{number}", language="en"
            )
        except TooManyAttempts:
            return True
        return False

    with clock.at(clock.now()):
        assert sum(await asyncio.gather(*(one(n) for n in range(50)))) == 45


async def test_an_office_that_signs_in_is_not_slowed_down(cast: Cast, bus: Bus) -> None:
    people = [*await cast.crowd(20)]
    await give_password(bus, *people)
    with clock.at(clock.now()):
        for person in people:
            await by_password(bus, person.work_email, PASSWORD, "192.0.2.7")
        for n in range(14):
            with pytest.raises(DomainError, match="SIGN_IN_FAILED"):
                await by_password(bus, f"p{n}@erm.test", PASSWORD, "192.0.2.7")
        token = await a_token(bus)
        await redeem_sign_in_link(bus, token=token, address="192.0.2.7", device="", replacing=None)
    assert await Session.all().count() == 21


async def test_what_is_counted_names_nobody(cast: Cast, bus: Bus) -> None:
    with pytest.raises(DomainError):
        await by_password(bus, "ann@erm.test", "guess", "192.0.2.7")
    rows = await RateLimit.all()
    assert len(rows) == 2
    assert all(len(row.key) == 64 for row in rows)
    assert LimitedAction.PASSWORD not in "".join(row.key for row in rows)


@pytest.mark.xdist_group("processes")
async def test_a_restart_forgets_no_try(database_url: str, tmp_path: Path) -> None:
    async with database(database_url):
        await company()
    port = free_port()
    env = environment(database_url, port, tmp_path, ERM_MODE="development")
    headers = {"Origin": f"http://localhost:{port}"}
    server = Process(["serve"], env, tmp_path / "server.log")
    codes: list[str] = []

    async def guess(client: httpx.AsyncClient, number: int) -> str:
        body = {
            "query": SIGN_IN,
            "variables": {"email": "ann@erm.test", "password": f"guess {number}"},
        }
        response = await client.post("/graphql", json=body, headers=headers)
        return str(response.json()["data"]["signIn"]["code"])

    with running(server):
        await server.wait_until_it_answers()
        async with httpx.AsyncClient(base_url=server.base, timeout=30) as client:
            codes = [await guess(client, n) for n in range(12)]
        assert codes.count("TOO_MANY_ATTEMPTS") >= 2
        await asyncio.to_thread(server.kill)
        server.start()
        await server.wait_until_it_answers()
        async with httpx.AsyncClient(base_url=server.base, timeout=30) as client:
            again = [await guess(client, n) for n in range(3)]
    assert again == ["TOO_MANY_ATTEMPTS"] * 3
