"""Closing a meeting and opening the next: by one of the two, by both having been there, by an end."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from erm.core.clock import now
from erm.core.work import record
from erm.one_on_ones.commands.carrying import carry_over
from erm.one_on_ones.commands.locking import other_of
from erm.one_on_ones.commands.placing import leave_out, rhythm_of
from erm.one_on_ones.errors import MeetingClosed, SeriesPausedNow
from erm.one_on_ones.events import MeetingHeld, MeetingMoved, MeetingNotHeld
from erm.one_on_ones.holding import both_active, rests
from erm.one_on_ones.models import OneOnOneMeeting, OneOnOneSeries
from erm.one_on_ones.rules import MeetingState


async def close(
    meeting: OneOnOneMeeting, series: OneOnOneSeries, *, held: bool, by_id: UUID | None
) -> None:
    """Close an open meeting of a locked series. ``by_id`` None: by what both did in it.

    Raises ``MeetingClosed`` if somebody was faster.
    """
    moment = now()
    closed = await OneOnOneMeeting.filter(id=meeting.id, state=MeetingState.OPEN).update(
        open_series_id=None,
        state=MeetingState.CLOSED,
        held=held,
        closed_at=moment,
        closed_by_id=by_id,
    )
    if not closed:
        raise MeetingClosed
    person = by_id or series.low_id
    two = {"by_id": person, "other_id": other_of(series, person)}
    facts = {
        "at": moment,
        "meeting_id": meeting.id,
        "series_id": series.id,
        "scheduled_at": meeting.scheduled_at,
    }
    if held:
        record(MeetingHeld(**facts, **two, by_activity=by_id is None))  # type: ignore[arg-type]
    else:
        record(MeetingNotHeld(**facts, **two))  # type: ignore[arg-type]


async def open_next(
    meeting: OneOnOneMeeting,
    series: OneOnOneSeries,
    *,
    by_id: UUID | None = None,
    at: datetime | None = None,
) -> OneOnOneMeeting:
    """Open the meeting after one that was closed; what is open moves into it.

    It is at the next place of the rhythm after that meeting and after now, unless ``at`` says
    another time for this one. Raises ``SeriesPausedNow`` for a time given in a pause without an end.
    """
    moment = now()
    rhythm = await rhythm_of(series)
    was_on = rhythm.day_of(meeting.scheduled_at)
    day = rhythm.first_after(max(meeting.planned_on, was_on), moment)
    passed: list[date] = []
    if at is not None:
        if rests(day, series.paused_from, series.paused_until):
            raise SeriesPausedNow(field="next_meeting_at")
        day, passed = rhythm.place_of(max(day, rhythm.day_of(at)), present=day, after=day)
        await leave_out(rhythm, series.id, passed, by_id)
    planned = rhythm.at(day)
    following = await OneOnOneMeeting.create(
        series_id=series.id,
        open_series_id=series.id,
        number=meeting.number + 1,
        planned_on=day,
        planned_at=planned,
        scheduled_at=at or planned,
        created_at=moment,
    )
    await carry_over(series, meeting, following)
    if by_id is not None and following.scheduled_at != planned:
        record(
            MeetingMoved(
                at=moment,
                meeting_id=following.id,
                series_id=series.id,
                by_id=by_id,
                other_id=other_of(series, by_id),
                scheduled_at=following.scheduled_at,
                planned_at=planned,
                skipped=tuple(passed),
            )
        )
    return following


async def close_last(series: OneOnOneSeries, *, by_id: UUID | None) -> None:
    """Close the open meeting of a series that ends: held if both were active in it, else not held."""
    meeting = await OneOnOneMeeting.get_or_none(open_series_id=series.id)
    if meeting is None:
        return
    if both_active(meeting.scheduled_at, meeting.low_active_at, meeting.high_active_at):
        await close(meeting, series, held=True, by_id=None)
        return
    await OneOnOneMeeting.filter(id=meeting.id, state=MeetingState.OPEN).update(
        open_series_id=None,
        state=MeetingState.CLOSED,
        held=False,
        closed_at=now(),
        closed_by_id=by_id,
    )
