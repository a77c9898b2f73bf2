"""Moving and closing meetings, and their notes."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from tortoise.expressions import F

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.text import clean_text
from erm.core.work import record
from erm.one_on_ones import queries
from erm.one_on_ones.commands.carrying import carry_over
from erm.one_on_ones.commands.locking import checked_time, locked_meeting, other_of
from erm.one_on_ones.errors import NotesChanged
from erm.one_on_ones.events import MeetingHeld, MeetingMoved, MeetingNotHeld
from erm.one_on_ones.models import (
    OneOnOneMeeting,
)
from erm.one_on_ones.recurrence import next_day
from erm.one_on_ones.rules import (
    NOTES_MAXIMUM,
    SCHEDULE_BACK,
    MeetingState,
    instant_of,
    wall_clock,
)
from erm.one_on_ones.views import MeetingView


async def move_meeting(actor: Actor, *, meeting_id: UUID, scheduled_at: datetime) -> MeetingView:
    """Put one meeting at another time; the rhythm of the series stays.

    Raises ``MeetingNotFound``, ``MeetingClosed``, or what :func:`checked_time` raises.
    """
    meeting, series = await locked_meeting(actor, meeting_id)
    at = checked_time(scheduled_at, field="scheduled_at", back=SCHEDULE_BACK)
    if at != meeting.scheduled_at:
        await OneOnOneMeeting.filter(id=meeting.id).update(scheduled_at=at)
        record(
            MeetingMoved(
                at=now(),
                meeting_id=meeting.id,
                series_id=series.id,
                by_id=actor.person_id,
                other_id=other_of(series, actor.person_id),
                scheduled_at=at,
                planned_at=instant_of(meeting.planned_on, series.wall_minutes, series.time_zone),
            )
        )
    return await _view(actor, meeting.id)


async def close_meeting(
    actor: Actor, *, meeting_id: UUID, held: bool, next_meeting_at: datetime | None = None
) -> tuple[MeetingView, MeetingView]:
    """Close a meeting, held or not, and open the next; open points and promises move into it.

    The next is on the first day of the rhythm after this meeting and after today, at the same time
    on the clocks of the series' zone, unless ``next_meeting_at`` says otherwise for that one.
    Answers both. Raises ``MeetingNotFound``, ``MeetingClosed``, or what :func:`checked_time` raises.
    """
    meeting, series = await locked_meeting(actor, meeting_id)
    moment = now()
    if next_meeting_at is not None:
        at = checked_time(next_meeting_at, field="next_meeting_at", back=timedelta(0))
        day, _ = wall_clock(at, series.time_zone)
    else:
        today, _ = wall_clock(moment, series.time_zone)
        was_on, _ = wall_clock(meeting.scheduled_at, series.time_zone)
        day = next_day(series.rhythm_from, series.cadence, max(meeting.planned_on, was_on, today))
        at = instant_of(day, series.wall_minutes, series.time_zone)
    await OneOnOneMeeting.filter(id=meeting.id).update(
        open_series_id=None,
        state=MeetingState.CLOSED,
        held=held,
        closed_at=moment,
        closed_by_id=actor.person_id,
    )
    following = await OneOnOneMeeting.create(
        series_id=series.id,
        open_series_id=series.id,
        number=meeting.number + 1,
        planned_on=day,
        scheduled_at=at,
        created_at=moment,
    )
    await carry_over(series, meeting, following)
    fact = MeetingHeld if held else MeetingNotHeld
    record(
        fact(
            at=moment,
            meeting_id=meeting.id,
            series_id=series.id,
            by_id=actor.person_id,
            other_id=other_of(series, actor.person_id),
            scheduled_at=meeting.scheduled_at,
        )
    )
    views = await queries.meetings_by_ids(actor, [meeting.id, following.id])
    return views[meeting.id], views[following.id]


async def save_shared_notes(
    actor: Actor, *, meeting_id: UUID, text: str, version: int
) -> MeetingView:
    """Replace the notes of the two, if they are still as they were read.

    Saving the same text again is no conflict: it is the repetition of a request whose answer was
    lost. Raises ``MeetingNotFound``, ``MeetingClosed``, ``NotesChanged``, ``TEXT_TOO_LONG``.
    """
    meeting, _ = await locked_meeting(actor, meeting_id)
    text = clean_text(text, field="text", maximum=NOTES_MAXIMUM, required=False)
    saved = await OneOnOneMeeting.filter(
        id=meeting.id, state=MeetingState.OPEN, shared_notes_version=version
    ).update(
        shared_notes=text,
        shared_notes_version=F("shared_notes_version") + 1,
        shared_notes_edited_by_id=actor.person_id,
        shared_notes_edited_at=now(),
    )
    if not saved and meeting.shared_notes != text:
        raise NotesChanged(field="text")
    return await _view(actor, meeting.id)


async def _view(actor: Actor, meeting_id: UUID) -> MeetingView:
    return (await queries.meetings_by_ids(actor, [meeting_id]))[meeting_id]
