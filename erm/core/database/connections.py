"""Opening and closing the database for a process.

URLs: ``sqlite:///relative.db``, ``sqlite:////absolute.db``, ``postgres://user:pw@host:5432/name``.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import asyncpg  # type: ignore[import-untyped]
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.backends.base.executor import EXECUTOR_CACHE
from tortoise.connection import get_connection
from tortoise.context import TortoiseContext

from erm.core.database.routing import (
    READER,
    WRITER,
    ReaderWriterRouter,
    SingleConnectionRouter,
    in_writing,
)

APP = "erm"
MIGRATIONS = "erm.migrations"
MODEL_MODULES = (
    "erm.core.database.models",
    "erm.audit.models",
    "erm.mail.models",
    "erm.people.models",
    "erm.access.models",
    "erm.one_on_ones.models",
    "erm.feedback.models",
    "erm.feedback.cycles.models",
    "erm.files.models",
    "erm.development.competencies.models",
    "erm.development.skills.models",
    "erm.development.learning.models",
    "erm.development.models",
    "erm.integrations.models",
    "erm.recognition.choices.models",
    "erm.recognition.points.models",
    "erm.notifications.models",
    "erm.recognition.models",
    "erm.recognition.celebrations.models",
    "erm.recognition.moderation.models",
    "erm.recognition.awards.models",
    "erm.engagement.bank.models",
    "erm.engagement.surveys.models",
    "erm.engagement.waves.models",
    "erm.engagement.ballots.models",
    "erm.engagement.ledger.models",
    "erm.engagement.results.models",
    "erm.engagement.comments.models",
    "erm.engagement.actions.models",
    "erm.engagement.past.models",
    "erm.handovers.models",
    "erm.relationships.models",
    "erm.digest.models",
    "erm.reports.models",
)
"""All tables belong to one Tortoise app: with one app per domain foreign keys across apps break
``makemigrations``. Names, not imports: the core knows no domain."""


def is_sqlite(url: str) -> bool:
    """Whether the URL names a SQLite file."""
    return url.startswith("sqlite:")


def sqlite_path(url: str) -> Path:
    """The file of a ``sqlite:///`` URL. Raises ``ValueError`` for an in-memory or malformed one."""
    match = re.fullmatch(r"sqlite:///(.+)", url)
    if match is None or ":memory:" in url:
        raise ValueError("a SQLite URL is sqlite:///relative.db or sqlite:////absolute.db")
    return Path(match[1])


def tortoise_config(url: str, *, pool_size: int = 10, migrating: bool = False) -> dict[str, Any]:
    """Tortoise's configuration for a database URL.

    ``migrating`` switches SQLite's foreign keys off, for Tortoise rebuilds an altered table with
    DROP TABLE, whose cascades would empty the tables that refer to it.
    """
    app = {"models": list(MODEL_MODULES), "default_connection": WRITER, "migrations": MIGRATIONS}
    if is_sqlite(url):
        path = str(sqlite_path(url))
        writer: dict[str, Any] = {"file_path": path}
        if migrating:
            writer["foreign_keys"] = "OFF"
        engine = "erm.core.database.sqlite"
        connections = {
            WRITER: {"engine": engine, "credentials": writer},
            READER: {"engine": engine, "credentials": {"file_path": path, "query_only": "ON"}},
        }
        routers: list[type] = [ReaderWriterRouter]
    else:
        parts = urlsplit(url)
        if parts.scheme not in ("postgres", "postgresql") or not parts.hostname:
            raise ValueError("a PostgreSQL URL is postgres://user:password@host:5432/name")
        credentials = {
            "host": parts.hostname,
            "port": parts.port or 5432,
            "user": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "database": parts.path.lstrip("/"),
            "minsize": 1,
            "maxsize": pool_size,
            "application_name": "erm",
        }
        engine = "erm.core.database.asyncpg_client"
        connections = {WRITER: {"engine": engine, "credentials": credentials}}
        routers = [SingleConnectionRouter]
    return {
        "connections": connections,
        "apps": {APP: app},
        "routers": routers,
        "use_tz": True,
        "timezone": "UTC",
    }


@asynccontextmanager
async def database(
    url: str, *, pool_size: int = 10, migrating: bool = False
) -> AsyncIterator[TortoiseContext]:
    """Open the database for this process and close it at the end.

    The context is visible from every task: servers run their life span and their requests in
    different ones.
    """
    if is_sqlite(url):
        sqlite_path(url).parent.mkdir(parents=True, exist_ok=True)
    # Prepared statements are remembered by the connection's name, whatever its dialect.
    EXECUTOR_CACHE.clear()
    context = TortoiseContext()
    async with context:
        await context.init(
            tortoise_config(url, pool_size=pool_size, migrating=migrating),
            _enable_global_fallback=True,
        )
        yield context


def connection() -> BaseDBAsyncClient:
    """The connection for raw SQL: inside a unit of work its transaction, else one for reading."""
    writer = get_connection(WRITER)
    if in_writing() or writer.capabilities.dialect != "sqlite":
        return writer
    return get_connection(READER)


def dialect() -> str:
    """``sqlite`` or ``postgres``, for SQL that must differ."""
    return str(get_connection(WRITER).capabilities.dialect)


async def wipe_free_space(tables: Sequence[str]) -> None:
    """Rewrite tables, or the whole SQLite file, so that nothing replaced in them can be read there.

    Outside of a transaction; others wait meanwhile.
    """
    writer = get_connection(WRITER)
    if writer.capabilities.dialect == "sqlite":
        await writer.execute_query("VACUUM")
        await writer.execute_query("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    for table in tables:
        await writer.execute_query(f'VACUUM FULL "{table}"')


async def forget_replaced(tables: Sequence[str], *, patience_ms: int | None = None) -> bool:
    """Let what was just replaced or deleted in tables be read from no file of the database any more.

    SQLite wipes it from its pages by itself (``secure_delete``); the write-ahead log still has the
    pages as they were, and is emptied here. PostgreSQL keeps former rows until their table is
    rewritten, for which nobody may be reading it, a backup neither: whoever asks waits behind us. With
    ``patience_ms`` that is given up after so long, and False is the answer: it must be done later.
    Outside of a transaction. Where readers hold SQLite's log, a later call empties it.
    """
    writer = get_connection(WRITER)
    if writer.capabilities.dialect == "sqlite":
        await writer.execute_query("PRAGMA wal_checkpoint(TRUNCATE)")
        return True
    async with writer.acquire_connection() as held:
        await held.execute(f"SET lock_timeout = {patience_ms or 0}")
        try:
            for table in tables:
                await held.execute(f'VACUUM FULL "{table}"')
        except asyncpg.LockNotAvailableError:
            return False
        finally:
            await held.execute("RESET lock_timeout")
    return True
