"""How long it is known what people were told, how it reached them, and when they were away."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

from tortoise.expressions import Q

from erm.core.clock import now
from erm.core.database.purging import AT_ONCE, purge_old
from erm.notifications.models import Dispatch, Notification, Reach
from erm.notifications.rules import DISPATCHED_KEPT_FOR, KEPT_FOR, OPEN


async def purge(stop: asyncio.Event | None = None) -> int:
    """Delete notifications of long ago, seen or not, and earlier how they were told; returns how many.

    What still waits to be told stays as long as its notification does.
    """
    instant = now()
    told = instant - DISPATCHED_KEPT_FOR
    over = ~Q(state__in=list(OPEN)) & Q(finished_at__lt=told)
    dispatches = await purge_old(Dispatch, told, also=over, stop=stop)
    return dispatches + await purge_old(Notification, instant - KEPT_FOR, stop=stop)


async def put_away_pauses(stop: asyncio.Event | None = None) -> int:
    """Forget when people were away once it is over everywhere on Earth; returns of how many."""
    day = now().date() - timedelta(days=1)
    forgotten = 0
    while stop is None or not stop.is_set():
        # A pause that somebody begins meanwhile ends later and stays.
        over = Reach.filter(paused_until__lt=day)
        ids: Any = await over.limit(AT_ONCE).values_list("person_id", flat=True)
        if not ids:
            break
        forgotten += await over.filter(person_id__in=list(ids)).update(paused_until=None)
        if len(ids) < AT_ONCE:
            break
    return forgotten
