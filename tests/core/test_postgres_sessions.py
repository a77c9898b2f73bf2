"""Connections to PostgreSQL go back to their pool at once, and take nothing with them."""

from __future__ import annotations

import re

import asyncpg
import pytest
from tortoise.connection import get_connection

from erm.core.database.connections import database
from erm.core.database.routing import WRITER
from tests.database import PostgresServer
from tests.processes import ROOT

pytestmark = pytest.mark.postgres


@pytest.fixture
def url(postgres: PostgresServer) -> str:
    return postgres.create_database("sessions", "template_erm")


async def last_statements(url: str) -> list[str]:
    """What each other connection to the database sent last."""
    watcher = await asyncpg.connect(url)
    try:
        rows = await watcher.fetch(
            "SELECT query FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    finally:
        await watcher.close()
    return [row["query"] for row in rows]


async def test_after_a_query_nothing_more_is_sent(url: str) -> None:
    async with database(url, pool_size=1):
        await get_connection(WRITER).execute_query("SELECT 4711")
        assert await last_statements(url) == ["SELECT 4711"]


async def test_a_transaction_that_was_given_up_is_rolled_back(url: str) -> None:
    async with database(url, pool_size=1):
        writer = get_connection(WRITER)
        async with writer.acquire_connection() as connection:
            await connection.transaction().start()
            await connection.execute("CREATE TABLE given_up (id INT)")
        assert (await last_statements(url))[0].startswith("ROLLBACK")
        _, rows = await writer.execute_query("SELECT to_regclass('given_up') AS found")
        assert rows[0]["found"] is None


def test_nothing_leaves_a_session_changed() -> None:
    """But who listens, on a connection of its own, and one setting that is changed back."""
    leaves = re.compile(
        r"""["']SET (?!LOCAL)[a-z_]+|pg_(?:try_)?advisory_lock\b|add_listener|CREATE TEMP|WITH HOLD"""
    )
    found = {
        (file.relative_to(ROOT).as_posix(), match[0])
        for file in (ROOT / "erm").rglob("*.py")
        for match in leaves.finditer(file.read_text("utf-8"))
    }
    assert found == {
        ("erm/core/database/connections.py", '"SET lock_timeout'),
        ("erm/core/signals.py", "add_listener"),
    }
