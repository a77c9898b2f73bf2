"""PostgreSQL through asyncpg, with one parameter for many values.

The module's name contains "asyncpg" because Tortoise's migrations choose the schema editor by it.
"""

from __future__ import annotations

from asyncpg import Connection  # type: ignore[import-untyped]
from tortoise.backends.asyncpg.client import AsyncpgDBClient
from tortoise.backends.asyncpg.executor import AsyncpgExecutor

from erm.core.database.many import IN_ARRAY


class ServerExecutor(AsyncpgExecutor):
    """Writes ``IN`` with many values as an array."""

    FILTER_FUNC_OVERRIDE = {**AsyncpgExecutor.FILTER_FUNC_OVERRIDE, **IN_ARRAY}


class PlainConnection(Connection):  # type: ignore[misc]
    """A connection that goes back to its pool without being told to forget its session's state.

    Nothing in ``erm`` leaves any: locks are of transactions, who listens has a connection of its own,
    and the one setting that is changed is changed back. To be told so was one more round trip after
    each query outside of a transaction. A transaction that is still open is rolled back all the same.
    """

    def get_reset_query(self) -> str:
        """Nothing, which asyncpg then does not send."""
        return ""


class ServerAsyncpgClient(AsyncpgDBClient):
    """A pool of connections to PostgreSQL."""

    executor_class = ServerExecutor
    connection_class = PlainConnection


client_class = ServerAsyncpgClient
