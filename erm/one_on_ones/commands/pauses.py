"""Pausing a series for a leave, and going on with it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.work import record
from erm.one_on_ones import queries
from erm.one_on_ones.commands.locking import locked_series, other_of
from erm.one_on_ones.commands.placing import (
    keep_pause,
    last_closed_day,
    leave_out,
    open_meeting,
    put,
    rhythm_of,
    set_pause,
    settle_pause,
)
from erm.one_on_ones.errors import (
    DateOutOfRange,
    PauseInThePast,
    PauseWithoutDays,
    SeriesNotPaused,
)
from erm.one_on_ones.events import SeriesPaused, SeriesResumed
from erm.one_on_ones.models import OneOnOneMeeting, OneOnOneSeries
from erm.one_on_ones.rhythm import DAY
from erm.one_on_ones.rules import SCHEDULE_AHEAD
from erm.one_on_ones.views import SeriesView

PAUSE_MAXIMUM = timedelta(days=2 * 366)
"""The longest pause whose end is known from the beginning."""


async def pause_series(
    actor: Actor, *, series_id: UUID, first: date, until: date | None = None
) -> SeriesView:
    """Do not meet from a day on, until before the day on which they meet again.

    The open meeting, if it is to be in the pause, takes its first place after it, with all that it
    holds; while nobody knows when that is, it rests. Another pause than the one that there is takes
    its place. Raises ``SeriesNotFound``, ``SeriesEndedAlready``, ``PauseInThePast``,
    ``PauseWithoutDays``, ``DateOutOfRange``.
    """
    series = await locked_series(actor, series_id)
    _ = await open_meeting(series)
    moment = now()
    await settle_pause(series, moment)
    today = (await rhythm_of(series)).day_of(moment)
    if await OneOnOneMeeting.exists(
        series_id=series.id, planned_on=first, scheduled_at__lte=moment
    ):
        first += DAY  # they have met on this day, or were to: the pause comes after it
    _check(first, until, today)
    if series.paused_from is not None:
        await _go_on(actor, series)
    await set_pause(series, first, until)
    meeting = await _make_way(actor, series)
    record(
        SeriesPaused(
            at=moment,
            series_id=series.id,
            meeting_id=meeting.id,
            by_id=actor.person_id,
            other_id=other_of(series, actor.person_id),
            paused_from=first,
            paused_until=until,
        )
    )
    return await _view(actor, series.id)


async def resume_series(actor: Actor, *, series_id: UUID) -> SeriesView:
    """End a pause, or one that was to come: the open meeting takes the next place of the rhythm.

    Raises ``SeriesNotFound``, ``SeriesEndedAlready``, ``SeriesNotPaused``.
    """
    series = await locked_series(actor, series_id)
    _ = await open_meeting(series)
    moment = now()
    await settle_pause(series, moment)
    if series.paused_from is None:
        raise SeriesNotPaused
    await _go_on(actor, series)
    meeting = await open_meeting(series)
    record(
        SeriesResumed(
            at=moment,
            series_id=series.id,
            meeting_id=meeting.id,
            by_id=actor.person_id,
            other_id=other_of(series, actor.person_id),
            scheduled_at=meeting.scheduled_at,
        )
    )
    return await _view(actor, series.id)


async def _make_way(actor: Actor, series: OneOnOneSeries) -> OneOnOneMeeting:
    """Put the open meeting behind the pause that has just begun, if it was to be in it."""
    meeting, rhythm = await open_meeting(series), await rhythm_of(series)
    first, moment = series.paused_from, now()
    day = meeting.planned_on
    among = rhythm.in_pause(day) or rhythm.in_pause(rhythm.day_of(meeting.scheduled_at))
    if first is None or not among or meeting.scheduled_at <= moment:
        return meeting
    if day < first:  # it had been moved into what is the pause now
        await leave_out(rhythm, series.id, [day], actor.person_id)
    if day < first or (rhythm.in_pause(day) and series.paused_until is not None):
        day = rhythm.first_after(first - DAY, moment)
    await put(meeting, rhythm, day)
    return meeting


async def _go_on(actor: Actor, series: OneOnOneSeries) -> None:
    """End the pause now: its days that have passed are skipped, the open meeting comes forward."""
    meeting, moment = await open_meeting(series), now()
    paused_from = series.paused_from
    rhythm = await rhythm_of(series)
    today = rhythm.day_of(moment)
    ends_on = today if rhythm.at(today) > moment else today + DAY
    await keep_pause(series, rhythm, ends_on, actor.person_id)
    await set_pause(series, None, None)
    if paused_from is None or meeting.planned_on < paused_from:
        return  # it comes before the pause
    rhythm = await rhythm_of(series)
    after = max(await last_closed_day(series), paused_from - DAY)
    await put(meeting, rhythm, rhythm.first_after(after, moment))


def _check(first: date, until: date | None, today: date) -> None:
    if first < today:
        raise PauseInThePast(field="from")
    if first > today + SCHEDULE_AHEAD:
        raise DateOutOfRange(field="from")
    if until is not None and until <= first:
        raise PauseWithoutDays(field="until")
    if until is not None and until > first + PAUSE_MAXIMUM:
        raise DateOutOfRange(field="until")


async def _view(actor: Actor, series_id: UUID) -> SeriesView:
    return (await queries.series_by_ids(actor, [series_id]))[series_id]
