"""PostgreSQL through asyncpg, with one parameter for many values.

The module's name contains "asyncpg" because Tortoise's migrations choose the schema editor by it.
"""

from __future__ import annotations

from tortoise.backends.asyncpg.client import AsyncpgDBClient
from tortoise.backends.asyncpg.executor import AsyncpgExecutor

from erm.core.database.many import IN_ARRAY


class ServerExecutor(AsyncpgExecutor):
    """Writes ``IN`` with many values as an array."""

    FILTER_FUNC_OVERRIDE = {**AsyncpgExecutor.FILTER_FUNC_OVERRIDE, **IN_ARRAY}


class ServerAsyncpgClient(AsyncpgDBClient):
    """A pool of connections to PostgreSQL."""

    executor_class = ServerExecutor


client_class = ServerAsyncpgClient
