"""Tells an unreachable database from a defect of ours."""

from __future__ import annotations

import sqlite3

import asyncpg  # type: ignore[import-untyped]
from tortoise.exceptions import DBConnectionError

RETRY_AFTER = 2
"""Seconds after which it is worth asking again."""

_SQLITE = ("unable to open database", "database is locked", "disk i/o error", "disk is full")


def is_outage(error: BaseException) -> bool:
    """Whether the database could not be reached, or not be written, at the moment."""
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        if isinstance(
            cause,
            DBConnectionError
            | ConnectionError
            | asyncpg.PostgresConnectionError
            | asyncpg.CannotConnectNowError
            | asyncpg.AdminShutdownError
            | asyncpg.CrashShutdownError
            | asyncpg.TooManyConnectionsError,
        ):
            return True
        if isinstance(cause, asyncpg.InterfaceError) and "clos" in str(cause):
            return True
        if isinstance(cause, sqlite3.OperationalError):
            return any(words in str(cause).lower() for words in _SQLITE)
        cause = cause.__cause__ or cause.__context__
    return False
