"""Moving, skipping and closing meetings."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.work import record
from erm.one_on_ones import queries
from erm.one_on_ones.commands.closing import close, open_next
from erm.one_on_ones.commands.locking import (
    checked_time,
    locked_meeting,
    locked_series,
    other_of,
)
from erm.one_on_ones.commands.placing import (
    check_not_resting,
    last_closed_day,
    leave_out,
    open_meeting,
    put,
    rhythm_of,
)
from erm.one_on_ones.errors import (
    DayNotSkipped,
    SeriesPausedNow,
    SkipNotUndone,
    SkipTooLate,
)
from erm.one_on_ones.events import MeetingMoved, MeetingSkipped, SkipUndone
from erm.one_on_ones.models import SkippedDay
from erm.one_on_ones.rules import SCHEDULE_BACK
from erm.one_on_ones.views import MeetingView


async def move_meeting(actor: Actor, *, meeting_id: UUID, scheduled_at: datetime) -> MeetingView:
    """Put one meeting, with all that it holds, at another time; the rhythm of the series stays.

    Moved onto or beyond later days of the rhythm it takes the place of the last of them, and those
    before it are skipped. Raises ``MeetingNotFound``, ``MeetingClosed``, ``SeriesPausedNow``, or
    what :func:`checked_time` raises.
    """
    meeting, series = await locked_meeting(actor, meeting_id)
    check_not_resting(meeting, series)
    at = checked_time(scheduled_at, field="scheduled_at", back=SCHEDULE_BACK)
    if at == meeting.scheduled_at:
        return await _view(actor, meeting.id)
    rhythm = await rhythm_of(series)
    day, passed = rhythm.place_of(
        rhythm.day_of(at), present=meeting.planned_on, after=await last_closed_day(series)
    )
    await leave_out(rhythm, series.id, passed, actor.person_id)
    if day < meeting.planned_on:
        await SkippedDay.filter(series_id=series.id, planned_on=day).delete()
    await put(meeting, rhythm, day, at)
    record(
        MeetingMoved(
            at=now(),
            meeting_id=meeting.id,
            series_id=series.id,
            by_id=actor.person_id,
            other_id=other_of(series, actor.person_id),
            scheduled_at=at,
            planned_at=rhythm.at(day),
            skipped=tuple(passed),
            place_changed=day != meeting.planned_on,
        )
    )
    return await _view(actor, meeting.id)


async def skip_meeting(actor: Actor, *, meeting_id: UUID) -> MeetingView:
    """Do not meet this time: the same meeting, with all that it holds, takes its next place.

    Raises ``MeetingNotFound``, ``MeetingClosed``, ``SeriesPausedNow``, or ``SkipTooLate``.
    """
    meeting, series = await locked_meeting(actor, meeting_id)
    check_not_resting(meeting, series)
    moment = now()
    if meeting.scheduled_at <= moment:
        raise SkipTooLate
    rhythm = await rhythm_of(series)
    day = rhythm.first_after(meeting.planned_on, moment)
    await leave_out(rhythm, series.id, [meeting.planned_on], actor.person_id)
    at = await put(meeting, rhythm, day)
    record(
        MeetingSkipped(
            at=moment,
            meeting_id=meeting.id,
            series_id=series.id,
            by_id=actor.person_id,
            other_id=other_of(series, actor.person_id),
            day=meeting.planned_on,
            scheduled_at=at,
        )
    )
    return await _view(actor, meeting.id)


async def undo_skip(actor: Actor, *, series_id: UUID, day: date) -> MeetingView:
    """Meet on a skipped day after all: the open meeting goes back to it.

    Raises ``SeriesNotFound``, ``SeriesEndedAlready``, ``DayNotSkipped``, ``SeriesPausedNow`` for a
    day in a pause, or ``SkipNotUndone`` for one that has passed or is not before the open meeting.
    """
    series = await locked_series(actor, series_id)
    meeting = await open_meeting(series)
    rhythm = await rhythm_of(series)
    if day not in rhythm.skipped:
        raise DayNotSkipped(field="day")
    if rhythm.in_pause(day):
        raise SeriesPausedNow(field="day")
    moment = now()
    in_order = await last_closed_day(series) < day < meeting.planned_on
    if not in_order or rhythm.at(day) <= moment or not any(rhythm.all_days(day, day)):
        raise SkipNotUndone(field="day")
    await SkippedDay.filter(series_id=series.id, planned_on=day).delete()
    at = await put(meeting, rhythm, day)
    record(
        SkipUndone(
            at=moment,
            meeting_id=meeting.id,
            series_id=series.id,
            by_id=actor.person_id,
            other_id=other_of(series, actor.person_id),
            day=day,
            scheduled_at=at,
        )
    )
    return await _view(actor, meeting.id)


async def close_meeting(
    actor: Actor, *, meeting_id: UUID, held: bool, next_meeting_at: datetime | None = None
) -> tuple[MeetingView, MeetingView]:
    """Close a meeting, held or not, and open the next; open points and promises move into it.

    The next is at the next place of the rhythm after this meeting and after now, at the same time on
    the clocks of the series' zone, unless ``next_meeting_at`` says otherwise for that one. Answers
    both. Raises ``MeetingNotFound``, ``MeetingClosed``, ``SeriesPausedNow``, or what
    :func:`checked_time` raises.
    """
    meeting, series = await locked_meeting(actor, meeting_id)
    at = None
    if next_meeting_at is not None:
        at = checked_time(next_meeting_at, field="next_meeting_at", back=timedelta(0))
    await close(meeting, series, held=held, by_id=actor.person_id)
    following = await open_next(meeting, series, by_id=actor.person_id, at=at)
    views = await queries.meetings_by_ids(actor, [meeting.id, following.id])
    return views[meeting.id], views[following.id]


async def _view(actor: Actor, meeting_id: UUID) -> MeetingView:
    return (await queries.meetings_by_ids(actor, [meeting_id]))[meeting_id]
