"""SQLite as a server needs it: one writer, a reader that waits for nobody; one form on both engines."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from tortoise.connection import get_connection
from tortoise.exceptions import OperationalError

from erm.access.models import RateLimit
from erm.core.database.connections import connection, database, tortoise_config
from erm.core.database.routing import READER, WRITER
from erm.core.events import Bus
from erm.core.work import unit_of_work
from tests.database import make_schema, sqlite_url


@pytest.fixture
def url(tmp_path: Path) -> str:
    made = sqlite_url(tmp_path / "own.db")
    make_schema(made)
    return made


async def pragma(name: str, which: str = WRITER) -> object:
    rows = await get_connection(which).execute_query_dict(f"PRAGMA {name}")
    return next(iter(rows[0].values()))


async def test_the_file_is_tuned_for_a_server(url: str) -> None:
    async with database(url):
        assert await pragma("journal_mode") == "wal"
        assert await pragma("foreign_keys") == 1
        assert await pragma("busy_timeout") == 30_000
        assert await pragma("synchronous") == 2
        assert await pragma("query_only", READER) == 1


async def test_the_reader_can_write_nothing(url: str) -> None:
    async with database(url):
        with pytest.raises(OperationalError, match="readonly"):
            await get_connection(READER).execute_script("DELETE FROM rate_limit")


async def test_a_read_beside_an_open_transaction_does_not_wait_and_sees_what_was_committed(
    url: str,
) -> None:
    async with database(url):
        begun, finish = asyncio.Event(), asyncio.Event()

        async def write() -> None:
            async with unit_of_work(Bus()):
                _ = await RateLimit.create(key="k", window_started=1, count=1)
                assert await RateLimit.filter(key="k").count() == 1
                begun.set()
                await finish.wait()

        task = asyncio.create_task(write())
        await begun.wait()
        assert await asyncio.wait_for(RateLimit.filter(key="k").count(), 5) == 0
        finish.set()
        await task
        assert await RateLimit.filter(key="k").count() == 1


async def test_a_statement_is_remembered_for_its_own_engine_only(
    url: str, request: pytest.FixtureRequest
) -> None:
    elsewhere = request.getfixturevalue("postgres").create_database("second", "template_erm")
    for address in (url, elsewhere, url):
        async with database(address):
            async with unit_of_work(Bus()):
                _ = await RateLimit.create(key=f"k{address}"[:64], window_started=1, count=1)
                await RateLimit.filter(count=1).delete()
            assert await connection().execute_query_dict("SELECT key FROM rate_limit") == []


@pytest.mark.parametrize(
    "bad", ["sqlite://relative.db", "sqlite:///:memory:", "mysql://a/b", "postgres:///x", ""]
)
def test_an_address_of_no_database_is_refused(bad: str) -> None:
    with pytest.raises(ValueError, match="URL"):
        tortoise_config(bad)
