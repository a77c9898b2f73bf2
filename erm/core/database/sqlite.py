"""SQLite, tuned for a server.

Write-ahead log, foreign keys on, a busy timeout, and transactions that begin IMMEDIATE: a deferred
one takes its write lock late and then fails with "database is locked" instead of waiting (40 of 80
transactions of two processes, measured; 0 this way).

The module's name contains "sqlite" because Tortoise's migrations choose the schema editor by it.
"""

from __future__ import annotations

import asyncio
import sqlite3
from typing import Any

from tortoise.backends.base.client import TransactionalDBClient, TransactionContext
from tortoise.backends.sqlite.client import (
    SqliteClient,
    SqliteTransactionContext,
    SqliteTransactionWrapper,
)
from tortoise.backends.sqlite.executor import SqliteExecutor
from tortoise.connection import get_connections
from tortoise.exceptions import TransactionManagementError

from erm.core.database.many import IN_JSON

BUSY_TIMEOUT_MS = 30_000


class ServerExecutor(SqliteExecutor):
    """Writes ``IN`` with many values as JSON."""

    FILTER_FUNC_OVERRIDE = {**SqliteExecutor.FILTER_FUNC_OVERRIDE, **IN_JSON}


class ServerSqliteClient(SqliteClient):
    """One connection to a SQLite file with the server's pragmas."""

    executor_class = ServerExecutor

    def __init__(self, file_path: str, **kwargs: Any) -> None:
        kwargs.setdefault("synchronous", "FULL")
        kwargs.setdefault("temp_store", "MEMORY")
        # What is deleted or replaced is wiped from its page: it may have been private.
        kwargs.setdefault("secure_delete", "ON")
        kwargs.setdefault("cache_size", -32_000)
        super().__init__(file_path, **kwargs)
        # First of all pragmas: switching to WAL may itself have to wait for another process.
        self.pragmas = {"busy_timeout": BUSY_TIMEOUT_MS, **self.pragmas}
        self._opening = asyncio.Lock()

    async def create_connection(self, with_db: bool) -> None:
        """Open the file once, even when several tasks ask first at the same time."""
        async with self._opening:
            await super().create_connection(with_db)

    def _in_transaction(self) -> TransactionContext:
        return _ImmediateContext(ImmediateTransaction(self), self._lock)


class ImmediateTransaction(SqliteTransactionWrapper):
    """A transaction that takes the write lock when it begins."""

    async def begin(self) -> None:
        """Begin; waits for other processes up to the busy timeout."""

        def start(connection: sqlite3.Connection) -> None:
            # We hold the connection's lock, so a transaction that is still open is the remains of
            # a task that was cancelled between asking for BEGIN and hearing of it.
            if connection.in_transaction:
                connection.rollback()
            connection.execute("BEGIN IMMEDIATE")

        try:
            connection = self._connection
            await connection._execute(start, connection._conn)  # type: ignore[no-untyped-call]  # noqa: SLF001
        except sqlite3.OperationalError as error:
            raise TransactionManagementError(error) from error

    async def execute_script(self, query: str) -> None:
        """Run statements one by one: ``executescript`` would commit the transaction first."""
        for statement in statements(query):
            await self.execute_query(statement)


def statements(script: str) -> list[str]:
    """The statements of a script; semicolons in strings, comments and triggers do not part them."""
    found: list[str] = []
    draft = ""
    for piece in script.split(";"):
        draft += piece + ";"
        if sqlite3.complete_statement(draft):
            found.append(draft.strip())
            draft = ""
    rest = draft.removesuffix(";").strip()
    if rest:
        found.append(rest)
    return [statement for statement in found if statement != ";"]


class _ImmediateContext(SqliteTransactionContext):
    """Like Tortoise's, but gives the lock back when the beginning fails or is cancelled."""

    async def __aenter__(self) -> TransactionalDBClient:
        await self._trxlock.acquire()
        try:
            await self.ensure_connection()
            await self.connection.begin()
        except BaseException:
            self._trxlock.release()
            raise
        self.token = get_connections().set(self.connection_name, self.connection)
        return self.connection  # type: ignore[no-any-return]


client_class = ServerSqliteClient
