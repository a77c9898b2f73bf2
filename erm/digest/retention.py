"""How long it is known which digests were made."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import UUID

from erm.core.clock import now
from erm.core.database.purging import purge_old
from erm.digest.models import DigestIssue, DigestSchedule

KEPT_FOR = timedelta(days=180)
"""How long an issue stays. Rules look back 45 days at most, but to the last one, which stays longer."""


async def purge(stop: asyncio.Event | None = None) -> int:
    """Delete issues of long ago but everybody's last one; returns how many."""
    return await purge_old(DigestIssue, now() - KEPT_FOR, kept=_last_ones, stop=stop)


async def _last_ones(ids: list[UUID]) -> Collection[UUID]:
    """Those by which it is judged, after however long a pause, whether their person came back."""
    people: Any = (
        await DigestIssue.filter(id__in=ids).distinct().values_list("person_id", flat=True)
    )
    last: Any = await DigestSchedule.filter(
        person_id__in=list(people), last_issue_id__in=ids
    ).values_list("last_issue_id", flat=True)
    return list(last)
