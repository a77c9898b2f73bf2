"""What erm does by itself: closing meetings that were held, and putting away pauses that are over."""

from __future__ import annotations

import asyncio
from uuid import UUID

from erm.core.clock import now
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.one_on_ones.commands.closing import close, open_next
from erm.one_on_ones.commands.placing import settle_pause
from erm.one_on_ones.errors import MeetingClosed
from erm.one_on_ones.holding import QUIET_FOR, both_active
from erm.one_on_ones.models import OneOnOneMeeting, OneOnOneSeries
from erm.one_on_ones.rhythm import DAY
from erm.one_on_ones.rules import MeetingState

AT_ONCE = 500
"""How many meetings, or pauses, one run looks at."""


async def close_meetings_held(bus: Bus, stop: asyncio.Event | None = None) -> int:
    """Close the meetings in which both were active, when it has been quiet in them for some hours.

    One transaction for each, so any number of workers may do it, and one of the two at the same
    moment. Answers how many were closed.
    """
    quiet = now() - QUIET_FOR
    found = (
        await OneOnOneMeeting.filter(
            state=MeetingState.OPEN,
            scheduled_at__lte=quiet,
            low_active_at__lte=quiet,
            high_active_at__lte=quiet,
        )
        .order_by("scheduled_at")
        .limit(AT_ONCE)
        .values_list("id", "series_id", "scheduled_at", "low_active_at", "high_active_at")
    )
    closed = 0
    for meeting_id, series_id, *times in found:
        if stop is not None and stop.is_set():
            break
        if both_active(*times):
            closed += await _close_if_held(bus, meeting_id, series_id)
    return closed


async def _close_if_held(bus: Bus, meeting_id: UUID, series_id: UUID) -> bool:
    try:
        async with unit_of_work(bus):
            series = await (
                OneOnOneSeries.filter(id=series_id).select_for_update(no_key=True).first()
            )
            meeting = await OneOnOneMeeting.get_or_none(id=meeting_id, state=MeetingState.OPEN)
            if series is None or meeting is None:
                return False
            if not both_active(meeting.scheduled_at, meeting.low_active_at, meeting.high_active_at):
                return False
            await close(meeting, series, held=True, by_id=None)
            _ = await open_next(meeting, series)
    except MeetingClosed:  # one of the two was faster
        return False
    return True


async def put_away_pauses(bus: Bus) -> int:
    """Turn the days of pauses that are over into skipped days; answers how many pauses."""
    series_ids = (
        await OneOnOneSeries.filter(paused_until__lte=now().date() + DAY)
        .order_by("paused_until")
        .limit(AT_ONCE)
        .values_list("id", flat=True)
    )
    over = 0
    for series_id in series_ids:
        async with unit_of_work(bus):
            series = await (
                OneOnOneSeries.filter(id=series_id).select_for_update(no_key=True).first()
            )
            if series is not None and series.paused_until is not None:
                await settle_pause(series, now())
                over += series.paused_until is None
    return over
