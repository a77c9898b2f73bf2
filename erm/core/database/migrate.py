"""Bringing a database to the present schema."""

from __future__ import annotations

from collections.abc import Callable

from tortoise.connection import get_connection
from tortoise.utils import generate_schema_for_client

from erm.core.database.connections import database
from erm.core.database.routing import WRITER

Progress = Callable[[str], None]


async def migrate(url: str, progress: Progress | None = None) -> list[str]:
    """Bring the database at ``url`` to the present schema."""
    async with database(url, migrating=True):
        await generate_schema_for_client(get_connection(WRITER), safe=True)
    return []
