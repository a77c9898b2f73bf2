"""Beginning, changing and ending a series."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from tortoise.exceptions import IntegrityError
from tortoise.expressions import F

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.ids import new_id
from erm.core.work import record
from erm.one_on_ones import policy, queries
from erm.one_on_ones.commands.action_items import drop_open_of
from erm.one_on_ones.commands.closing import close_last
from erm.one_on_ones.commands.locking import checked_time, locked_series, other_of
from erm.one_on_ones.commands.placing import keep_pause, open_meeting, put, rhythm_of, settle_pause
from erm.one_on_ones.errors import (
    SeriesAlreadyActive,
    SeriesEndedAlready,
    SeriesKindNotTrue,
    SeriesNotWithThisPerson,
    SeriesPausedNow,
)
from erm.one_on_ones.events import FormerRhythm, SeriesChanged, SeriesEnded, SeriesStarted
from erm.one_on_ones.models import OneOnOneMeeting, OneOnOneSeries, SkippedDay
from erm.one_on_ones.rhythm import DAY, Rhythm, beginning
from erm.one_on_ones.rules import (
    FIRST_MEETING_BACK,
    Cadence,
    SeriesKind,
    pair_key,
    wall_clock,
)
from erm.one_on_ones.views import SeriesView
from erm.people.commands import check_time_zone
from erm.people.queries import mentor_and_mentee, require_present


async def start_series(
    actor: Actor,
    *,
    person_id: UUID,
    cadence: Cadence,
    first_meeting_at: datetime,
    kind: SeriesKind | None = None,
    rrule: str | None = None,
    time_zone: str | None = None,
) -> SeriesView:
    """Begin to meet somebody regularly, in the actor's time zone unless told; opens the first meeting.

    By a rule of their own the first meeting is on its first day from the given one on. Raises
    ``PERSON_UNKNOWN``, ``PERSON_HAS_LEFT``, ``SeriesNotWithThisPerson``, ``SeriesKindNotTrue``,
    ``SeriesAlreadyActive``, ``TIME_ZONE_UNKNOWN``, or what :func:`checked_time` and
    :func:`checked_rule` raise.
    """
    await require_present(actor, person_id, field="person_id")
    if not policy.may_start_series(actor, person_id):
        raise SeriesNotWithThisPerson(field="person_id")
    kind = await _kind(actor, person_id, kind)
    zone = actor.time_zone if time_zone is None else check_time_zone(time_zone)
    first = checked_time(first_meeting_at, field="first_meeting_at", back=FIRST_MEETING_BACK)
    begun = beginning(cadence, rrule, *wall_clock(first, zone), zone)
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
            kind=kind,
            cadence=cadence,
            rrule=begun.kept,
            time_zone=zone,
            rhythm_from=begun.rhythm.anchor,
            wall_minutes=begun.rhythm.minutes,
            started_by_id=actor.person_id,
            created_at=moment,
        )
    except IntegrityError as error:  # the other one began at the same moment
        raise SeriesAlreadyActive from error
    at = begun.rhythm.at(begun.rhythm.anchor)
    meeting = await OneOnOneMeeting.create(
        series_id=series.id,
        open_series_id=series.id,
        number=1,
        planned_on=begun.rhythm.anchor,
        planned_at=at,
        scheduled_at=at,
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


async def _kind(actor: Actor, person_id: UUID, chosen: SeriesKind | None) -> SeriesKind:
    """What the two are to each other. Raises ``SeriesKindNotTrue``."""
    reporting = actor.manages(person_id) or actor.manager_id == person_id
    if chosen is SeriesKind.MANAGER and not reporting:
        raise SeriesKindNotTrue(field="kind")
    if chosen is not None:
        return chosen
    if reporting:
        return SeriesKind.MANAGER
    mentored = await mentor_and_mentee(actor.person_id, person_id)
    return SeriesKind.MENTOR if mentored else SeriesKind.PEER


async def change_series(
    actor: Actor,
    *,
    series_id: UUID,
    cadence: Cadence,
    next_meeting_at: datetime | None = None,
    rrule: str | None = None,
    time_zone: str | None = None,
) -> SeriesView:
    """Change the rhythm: the open meeting and all that follow.

    ``next_meeting_at`` moves the open meeting, and the rhythm to its day and hour. Without it the
    rhythm counts from where the open meeting has its place; that one stays where it is if its time
    has passed, or if it was moved and still has that place. The hour on the wall is kept in another
    time zone. A custom rule is kept unless another is given. Raises ``SeriesNotFound``,
    ``SeriesEndedAlready``, ``SeriesPausedNow``, ``TIME_ZONE_UNKNOWN``, or what :func:`checked_time`
    and :func:`checked_rule` raise.
    """
    series = await locked_series(actor, series_id)
    meeting = await open_meeting(series)
    zone = series.time_zone if time_zone is None else check_time_zone(time_zone)
    if rrule is None and cadence is Cadence.CUSTOM:
        rrule = series.rrule
    day, minutes = meeting.planned_on, series.wall_minutes
    if next_meeting_at is not None:
        at = checked_time(next_meeting_at, field="next_meeting_at", back=timedelta(0))
        day, minutes = wall_clock(at, zone)
    begun = beginning(cadence, rrule, day, minutes, zone)
    same = (cadence, begun.kept, zone) == (series.cadence, series.rrule, series.time_zone)
    if same and next_meeting_at is None:
        return await _view(actor, series.id)
    former = _former(series, meeting, begun.rhythm.anchor)
    await settle_pause(series, now())
    await keep_pause(series, await rhythm_of(series), former.planned_on, actor.person_id)
    skipped = (await rhythm_of(series)).skipped
    rhythm = replace(
        begun.rhythm,
        skipped=skipped,
        paused_from=series.paused_from,
        paused_until=series.paused_until,
    )
    await _place_anew(meeting, series, rhythm, given=next_meeting_at is not None)
    await OneOnOneSeries.filter(id=series.id).update(
        cadence=cadence,
        rrule=begun.kept,
        time_zone=zone,
        rhythm_from=rhythm.anchor,
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


async def _place_anew(
    meeting: OneOnOneMeeting, series: OneOnOneSeries, rhythm: Rhythm, *, given: bool
) -> None:
    """Put the open meeting where a new rhythm has it. ``given``: on its first day, as was said."""
    moment = now()
    if given:
        if rhythm.in_pause(rhythm.anchor):
            raise SeriesPausedNow(field="next_meeting_at")
        await SkippedDay.filter(series_id=series.id, planned_on=rhythm.anchor).delete()
        await put(meeting, rhythm, rhythm.anchor)
        return
    if meeting.scheduled_at <= moment:
        return  # it waits to be closed
    moved = meeting.scheduled_at != Rhythm.of(series).at(meeting.planned_on)
    if moved and rhythm.anchor == meeting.planned_on:
        await put(meeting, rhythm, meeting.planned_on, meeting.scheduled_at)
        return
    await put(meeting, rhythm, rhythm.first_after(rhythm.anchor - DAY, moment))


def _former(series: OneOnOneSeries, meeting: OneOnOneMeeting, anchor: date) -> FormerRhythm:
    rhythm = Rhythm.of(series)
    return FormerRhythm(
        calendar_uid=series.calendar_uid or series.id,
        calendar_sequence=series.calendar_sequence,
        rrule=rhythm.rrule,
        rhythm_from=series.rhythm_from,
        wall_minutes=series.wall_minutes,
        time_zone=series.time_zone,
        planned_on=min(meeting.planned_on, anchor),
        planned_at=rhythm.at(meeting.planned_on),
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


async def end_series_of_former_manager(*, person_id: UUID, manager_id: UUID) -> UUID | None:
    """End what two had as report and manager; what they have as mentor or as peers goes on.

    Answers the id of what ended, if anything did. For the flow that knows that the bond has ended;
    needs a unit of work. Open promises can still be kept, and nothing passes to anybody else.
    """
    series = (
        await OneOnOneSeries.filter(
            active_pair=pair_key(person_id, manager_id), kind=SeriesKind.MANAGER
        )
        .select_for_update(no_key=True)
        .first()
    )
    if series is None or series.ended_at is not None:
        return None
    await _end(series, by_id=person_id, manager_changed=True)
    return series.id


async def _end(
    series: OneOnOneSeries, *, by_id: UUID, left: bool = False, manager_changed: bool = False
) -> None:
    moment = now()
    actor_id = None if manager_changed else by_id
    await keep_pause(series, await rhythm_of(series), Rhythm.of(series).day_of(moment), actor_id)
    await close_last(series, by_id=actor_id)
    await OneOnOneSeries.filter(id=series.id).update(
        active_pair=None,
        ended_at=moment,
        ended_by_id=actor_id,
        paused_from=None,
        paused_until=None,
        version=F("version") + 1,
    )
    record(
        SeriesEnded(
            at=moment,
            series_id=series.id,
            by_id=by_id,
            other_id=other_of(series, by_id),
            left=left,
            manager_changed=manager_changed,
        )
    )


async def _view(actor: Actor, series_id: UUID) -> SeriesView:
    return (await queries.series_by_ids(actor, [series_id]))[series_id]
