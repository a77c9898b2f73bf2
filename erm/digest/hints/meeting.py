"""Hints about one-on-ones: meetings, promises, pairs that may have gone quiet."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from tortoise.expressions import Q
from tortoise.functions import Max

from erm.digest.hints.batch import EARTH, Batch
from erm.digest.home import MEETINGS_AHEAD, PROMISES_AHEAD, Part
from erm.digest.needs import Source
from erm.one_on_ones.models import ActionItem, OneOnOneMeeting, OneOnOneSeries
from erm.one_on_ones.recurrence import mean_days
from erm.one_on_ones.rules import DAYS_BETWEEN, ActionItemState, Cadence, MeetingState
from erm.relationships.contacts import as_instant
from erm.relationships.models import Touchpoint
from erm.relationships.rules import is_quiet


def _pairs(ids: list[UUID], path: str = "series__") -> Q:
    either: dict[str, Any] = {f"{path}low_id__in": ids}
    other: dict[str, Any] = {f"{path}high_id__in": ids}
    return Q(**either) | Q(**other)


async def meetings(batch: Batch) -> None:
    """Open meetings, from any time back to the days ahead."""
    rows = await OneOnOneMeeting.filter(
        _pairs(batch.ids), state=MeetingState.OPEN, scheduled_at__lte=batch.at + MEETINGS_AHEAD
    ).values_list("series__low_id", "series__high_id")
    for pair in rows:
        batch.mark(Source.MEETINGS, pair, pair)


async def promises(batch: Batch) -> None:
    """Open promises that are due soon, of either side."""
    rows = await ActionItem.filter(
        _pairs(batch.ids),
        state=ActionItemState.OPEN,
        due_on__lte=batch.today + PROMISES_AHEAD + EARTH,
    ).values_list("owner_id", "series__low_id", "series__high_id")
    for owner, low, high in rows:
        other = high if owner == low else low
        batch.mark(Source.PROMISES, [owner], [other])
        batch.mark(Part.PROMISED, [other], [owner])


async def quiet_pairs(batch: Batch) -> None:
    """Pairs with a rhythm that have been silent about as long as makes them quiet."""
    series = await OneOnOneSeries.filter(
        _pairs(batch.ids, ""), active_pair__isnull=False
    ).values_list("low_id", "high_id", "cadence", "rrule", "rhythm_from", "created_at")
    if not series:
        return
    last = {
        (low, high): as_instant(at)
        for low, high, at in await Touchpoint.filter(
            low_id__in=list({row[0] for row in series}),
            high_id__in=list({row[1] for row in series}),
        )
        .annotate(last=Max("occurred_at"))
        .group_by("low_id", "high_id")
        .values_list("low_id", "high_id", "last")
    }
    for low, high, cadence, rrule, anchor, created_at in series:
        contact = max(created_at, last.get((low, high), created_at))
        silent = (batch.at + EARTH).date() - (contact - EARTH).date()
        if is_quiet(silent.days, _cadence_days(Cadence(cadence), rrule, anchor)):
            batch.mark(Source.PAIRS, (low, high))


def _cadence_days(cadence: Cadence, rrule: str | None, anchor: date) -> int:
    if cadence is Cadence.CUSTOM and rrule:
        return mean_days(rrule, anchor)
    return DAYS_BETWEEN[cadence]


ALL = (meetings, promises, quiet_pairs)
