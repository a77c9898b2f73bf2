"""Beginning, changing and ending a series."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from tortoise.exceptions import IntegrityError
from tortoise.expressions import F

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.ids import new_id
from erm.core.work import record
from erm.one_on_ones import policy, queries
from erm.one_on_ones.commands.action_items import drop_open_of
from erm.one_on_ones.commands.locking import checked_time, locked_series, other_of
from erm.one_on_ones.errors import (
    SeriesAlreadyActive,
    SeriesEndedAlready,
    SeriesNotWithThisPerson,
)
from erm.one_on_ones.events import FormerRhythm, SeriesChanged, SeriesEnded, SeriesStarted
from erm.one_on_ones.models import OneOnOneMeeting, OneOnOneSeries
from erm.one_on_ones.recurrence import rule_of
from erm.one_on_ones.rules import (
    FIRST_MEETING_BACK,
    Cadence,
    MeetingState,
    instant_of,
    pair_key,
    wall_clock,
)
from erm.one_on_ones.views import SeriesView
from erm.people.queries import require_present


async def start_series(
    actor: Actor, *, person_id: UUID, cadence: Cadence, first_meeting_at: datetime
) -> SeriesView:
    """Begin to meet somebody regularly, in the actor's time zone; opens the first meeting.

    Raises ``PERSON_UNKNOWN``, ``PERSON_HAS_LEFT``, ``SeriesNotWithThisPerson``,
    ``SeriesAlreadyActive``, or what :func:`checked_time` raises.
    """
    await require_present(actor, person_id, field="person_id")
    if not policy.may_start_series(actor, person_id):
        raise SeriesNotWithThisPerson(field="person_id")
    first = checked_time(first_meeting_at, field="first_meeting_at", back=FIRST_MEETING_BACK)
    day, minutes = wall_clock(first, actor.time_zone)
    low, high = sorted((actor.person_id, person_id))
    pair = pair_key(low, high)
    if await OneOnOneSeries.filter(active_pair=pair).exists():
        raise SeriesAlreadyActive
    moment = now()
    try:
        series = await OneOnOneSeries.create(
            low_id=low,
            high_id=high,
            active_pair=pair,
            cadence=cadence,
            time_zone=actor.time_zone,
            rhythm_from=day,
            wall_minutes=minutes,
            started_by_id=actor.person_id,
            created_at=moment,
        )
    except IntegrityError as error:  # the other one began at the same moment
        raise SeriesAlreadyActive from error
    meeting = await OneOnOneMeeting.create(
        series_id=series.id,
        open_series_id=series.id,
        number=1,
        planned_on=day,
        scheduled_at=first,
        created_at=moment,
    )
    record(
        SeriesStarted(
            at=moment,
            series_id=series.id,
            meeting_id=meeting.id,
            by_id=actor.person_id,
            other_id=person_id,
        )
    )
    return await _view(actor, series.id)


async def change_series(
    actor: Actor, *, series_id: UUID, cadence: Cadence, next_meeting_at: datetime | None = None
) -> SeriesView:
    """Change the rhythm. ``next_meeting_at`` also moves the open meeting, and the rhythm to its day.

    Raises ``SeriesNotFound``, ``SeriesEndedAlready``, or what :func:`checked_time` raises.
    """
    series = await locked_series(actor, series_id)
    if series.ended_at is not None:
        raise SeriesEndedAlready
    meeting = await OneOnOneMeeting.get(open_series_id=series.id)
    former = _former(series, meeting)
    if next_meeting_at is not None:
        at = checked_time(next_meeting_at, field="next_meeting_at", back=timedelta(0))
        day, minutes = wall_clock(at, series.time_zone)
        await OneOnOneMeeting.filter(id=meeting.id).update(
            scheduled_at=at, planned_on=day, planned_at=at
        )
    elif cadence is series.cadence:
        return await _view(actor, series.id)
    else:
        day, minutes = meeting.planned_on, series.wall_minutes
    await OneOnOneSeries.filter(id=series.id).update(
        cadence=cadence,
        rhythm_from=day,
        wall_minutes=minutes,
        calendar_uid=new_id(),
        calendar_sequence=0,
        version=F("version") + 1,
    )
    record(
        SeriesChanged(
            at=now(),
            series_id=series.id,
            meeting_id=meeting.id,
            by_id=actor.person_id,
            other_id=other_of(series, actor.person_id),
            former=former,
        )
    )
    return await _view(actor, series.id)


def _former(series: OneOnOneSeries, meeting: OneOnOneMeeting) -> FormerRhythm:
    return FormerRhythm(
        calendar_uid=series.calendar_uid or series.id,
        calendar_sequence=series.calendar_sequence,
        rrule=rule_of(series.cadence, series.rhythm_from, series.rrule),
        rhythm_from=series.rhythm_from,
        wall_minutes=series.wall_minutes,
        time_zone=series.time_zone,
        planned_on=meeting.planned_on,
        planned_at=instant_of(meeting.planned_on, series.wall_minutes, series.time_zone),
        scheduled_at=meeting.scheduled_at,
    )


async def end_series(actor: Actor, *, series_id: UUID) -> SeriesView:
    """Stop meeting. What was written stays readable, and open promises can still be kept.

    Raises ``SeriesNotFound`` or ``SeriesEndedAlready``.
    """
    series = await locked_series(actor, series_id)
    if series.ended_at is not None:
        raise SeriesEndedAlready
    await _end(series, by_id=actor.person_id)
    return await _view(actor, series.id)


async def end_series_of_leaver(person_id: UUID) -> int:
    """End every series of somebody who leaves, and let go of its open promises.

    Answers how many series ended. For the flow that hears of the leaving; needs a unit of work.
    """
    active = await (
        OneOnOneSeries.filter(policy.series_of_person(person_id), ended_at__isnull=True)
        .order_by("id")
        .select_for_update(no_key=True)
    )
    for series in active:
        await _end(series, by_id=person_id, left=True)
    await drop_open_of([series.id for series in active])
    return len(active)


async def _end(series: OneOnOneSeries, *, by_id: UUID, left: bool = False) -> None:
    moment = now()
    await OneOnOneSeries.filter(id=series.id).update(
        active_pair=None, ended_at=moment, ended_by_id=by_id, version=F("version") + 1
    )
    await OneOnOneMeeting.filter(open_series_id=series.id).update(
        open_series_id=None,
        state=MeetingState.CLOSED,
        held=False,
        closed_at=moment,
        closed_by_id=by_id,
    )
    record(
        SeriesEnded(
            at=moment,
            series_id=series.id,
            by_id=by_id,
            other_id=other_of(series, by_id),
            left=left,
        )
    )


async def _view(actor: Actor, series_id: UUID) -> SeriesView:
    return (await queries.series_by_ids(actor, [series_id]))[series_id]
