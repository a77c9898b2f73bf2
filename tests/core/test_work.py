"""A unit of work is all or nothing, for its rows and for what follows from its facts."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from erm.core.clock import now
from erm.core.database.connections import connection, database, dialect
from erm.core.database.models import WorkerHeartbeat
from erm.core.errors import Conflict
from erm.core.events import Bus, Event
from erm.core.work import in_unit_of_work, record, unit_of_work


@dataclass(frozen=True, slots=True, kw_only=True)
class Beaten(Event):
    name: str


async def beat(name: str) -> None:
    await WorkerHeartbeat.create(name=name, beat_at=now(), started_at=now())


async def names() -> set[str]:
    return set(await WorkerHeartbeat.all().values_list("name", flat=True))


@pytest.fixture
async def small(tmp_path: Path) -> AsyncIterator[str]:
    """A SQLite file with one table."""
    url = f"sqlite:///{tmp_path / 'small.db'}"
    async with database(url):
        async with unit_of_work(Bus()):
            await connection().execute_script(
                "CREATE TABLE worker_heartbeat (name VARCHAR(120) PRIMARY KEY NOT NULL,"
                " beat_at TIMESTAMP NOT NULL, started_at TIMESTAMP NOT NULL)"
            )
        yield url


async def test_rows_and_consequences_are_committed_together(small: str) -> None:
    bus = Bus()

    async def follow(event: Beaten) -> None:
        assert in_unit_of_work()
        await beat(f"after {event.name}")

    bus.subscribe(Beaten, follow)
    async with unit_of_work(bus):
        await beat("a")
        record(Beaten(at=now(), name="a"))
        assert await names() == {"a"}
    assert await names() == {"a", "after a"}


async def test_a_refusal_of_a_subscriber_rolls_everything_back(small: str) -> None:
    bus = Bus()

    async def refuse(event: Beaten) -> None:
        raise Conflict

    async def write() -> None:
        async with unit_of_work(bus):
            await beat("a")
            record(Beaten(at=now(), name="a"))

    bus.subscribe(Beaten, refuse)
    with pytest.raises(Conflict):
        await write()
    assert await names() == set()


async def test_an_inner_unit_joins_the_outer(small: str) -> None:
    with contextlib.suppress(Conflict):
        async with unit_of_work(Bus()):
            async with unit_of_work(Bus()):
                await beat("inner")
            raise Conflict
    assert await names() == set()


def test_a_fact_outside_of_a_unit_is_a_programming_error() -> None:
    with pytest.raises(RuntimeError, match="unit_of_work"):
        record(Beaten(at=now(), name="a"))


async def test_a_read_beside_an_open_transaction_does_not_wait_for_it(small: str) -> None:
    written, go_on = asyncio.Event(), asyncio.Event()

    async def write() -> None:
        async with unit_of_work(Bus()):
            await beat("slow")
            written.set()
            await go_on.wait()

    writer = asyncio.create_task(write())
    await written.wait()
    assert await asyncio.wait_for(names(), 5) == set()
    go_on.set()
    await writer
    assert await names() == {"slow"}


async def test_concurrent_units_lose_no_update(small: str) -> None:
    start = now()
    async with unit_of_work(Bus()):
        await WorkerHeartbeat.create(name="n", beat_at=start, started_at=start)

    async def write(number: int) -> None:
        async with unit_of_work(Bus()):
            row = await WorkerHeartbeat.get(name="n")
            later = row.beat_at + timedelta(seconds=1)
            await WorkerHeartbeat.filter(name="n").update(beat_at=later)

    await asyncio.gather(*(write(i) for i in range(40)))
    row = await WorkerHeartbeat.get(name="n")
    assert row.beat_at - start == timedelta(seconds=40)


@pytest.mark.parametrize("delay", [0, 0.0002, 0.0005, 0.001, 0.002])
async def test_a_cancelled_unit_leaves_the_connection_usable(small: str, delay: float) -> None:
    async def write(name: str) -> None:
        async with unit_of_work(Bus()):
            await beat(name)
            await asyncio.sleep(0.001)

    for i in range(20):
        task = asyncio.create_task(write(f"cancelled {i}"))
        await asyncio.sleep(delay)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        await asyncio.wait_for(write(f"kept {i}"), 5)
    assert {f"kept {i}" for i in range(20)} <= await names()


async def test_the_reader_cannot_write(small: str) -> None:
    assert dialect() == "sqlite"
    with pytest.raises(Exception, match="readonly"):
        await connection().execute_query("DELETE FROM worker_heartbeat")
