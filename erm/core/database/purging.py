"""Deleting what is old: some rows at a time, so that nobody waits for a year to go."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise.expressions import Q
from tortoise.models import Model

AT_ONCE = 500
"""Rows of one statement; each is a transaction of its own."""

Kept = Callable[[list[UUID]], Awaitable[Collection[UUID]]]
"""Those of these rows that stay although they are old."""


async def purge_old(
    model: type[Model],
    before: datetime,
    *,
    column: str = "created_at",
    also: Q | None = None,
    kept: Kept | None = None,
    stop: asyncio.Event | None = None,
    at_once: int = AT_ONCE,
) -> int:
    """Delete rows whose ``column`` lies before a moment; returns how many. Ends early on ``stop``.

    ``also`` says which of those may go, ``kept`` which stay. Ids are in the order of time, so that it walks
    along the primary key and ends at the first page with nothing old: what is young is never looked at.
    Which rows are old is read outside of any transaction, and asked once more by the statement that
    deletes.
    """
    deleted = 0
    after: UUID | None = None
    while stop is None or not stop.is_set():
        page = model.all() if after is None else model.filter(id__gt=after)
        rows: Any = await page.order_by("id").limit(at_once).values_list("id", column)
        old = [key for key, at in rows if at < before]
        if not old:
            break
        found = model.filter(id__in=old, **{f"{column}__lt": before})
        if also is not None:
            found = found.filter(also)
        if kept is not None and (stay := await kept(old)):
            found = found.exclude(id__in=list(stay))
        # SQLite's own count has in it what goes with them.
        ids: Any = await found.values_list("id", flat=True)
        if ids:
            await found.filter(id__in=list(ids)).delete()
            deleted += len(ids)
        if len(rows) < at_once:
            break
        after = rows[-1][0]
    return deleted
