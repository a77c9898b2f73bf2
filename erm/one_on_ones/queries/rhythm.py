"""Reads of a rhythm: the days that are left out, the meetings to come, whom one could meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.one_on_ones import policy
from erm.one_on_ones.errors import DateOutOfRange, TimeWithoutZone
from erm.one_on_ones.holding import rests
from erm.one_on_ones.models import OneOnOneMeeting, OneOnOneSeries, SkippedDay
from erm.one_on_ones.queries.batches import unique
from erm.one_on_ones.queries.series import series_with
from erm.one_on_ones.rhythm import Beginning, Rhythm, beginning
from erm.one_on_ones.rules import NEW_FOR, SCHEDULE_AHEAD, Cadence, ProposalReason, wall_clock
from erm.one_on_ones.views import ProposalView
from erm.people.commands import check_time_zone
from erm.people.queries import manager_periods, people_by_ids
from erm.people.rules import sort_key

UPCOMING_MAXIMUM = 26


async def _rhythms(
    actor: Actor, series_ids: Sequence[UUID]
) -> dict[UUID, tuple[OneOnOneSeries, Rhythm]]:
    """The rhythms of active series of the actor, with what is left out; in two queries."""
    rows = await OneOnOneSeries.filter(
        policy.readable_series(actor), id__in=unique(series_ids), ended_at__isnull=True
    )
    skipped: dict[UUID, list[date]] = defaultdict(list)
    for series, day in await SkippedDay.filter(series_id__in=[row.id for row in rows]).values_list(
        "series_id", "planned_on"
    ):
        skipped[series].append(day)
    return {row.id: (row, Rhythm.of(row, skipped[row.id])) for row in rows}


async def skipped_days_of(actor: Actor, series_ids: Sequence[UUID]) -> dict[UUID, list[date]]:
    """The days to come of each series on which the two skip, first one first."""
    moment = now()
    days: dict[UUID, list[date]] = {series: [] for series in series_ids}
    for series, (_, rhythm) in (await _rhythms(actor, series_ids)).items():
        start = rhythm.day_of(moment)
        to_come = sorted(day for day in rhythm.skipped if day >= start)
        days[series] = [day for day in to_come if any(rhythm.all_days(day, day))]
    return days


SeriesCount = tuple[UUID, int]


async def upcoming_of(
    actor: Actor, wanted: Sequence[SeriesCount]
) -> dict[SeriesCount, list[datetime]]:
    """When the next meetings of each series are, the open one first; none while it rests."""
    series_ids = unique(series for series, _ in wanted)
    rhythms = await _rhythms(actor, series_ids)
    places: dict[UUID, tuple[date, datetime]] = {
        series: (day, at)
        for series, day, at in await OneOnOneMeeting.filter(
            policy.readable_meetings(actor), open_series_id__in=series_ids
        ).values_list("series_id", "planned_on", "scheduled_at")
    }
    moment = now()
    found: dict[SeriesCount, list[datetime]] = {}
    for series, asked in wanted:
        count = min(asked, UPCOMING_MAXIMUM)
        found[series, asked] = []
        if series not in rhythms or series not in places or count < 1:
            continue
        (row, rhythm), (day, at) = rhythms[series], places[series]
        if not rests(day, row.paused_from, row.paused_until):
            after = max(day, rhythm.day_of(at))
            found[series, asked] = [at, *rhythm.upcoming(after, moment, count - 1)]
    return found


async def preview(
    actor: Actor,
    *,
    cadence: Cadence,
    first_meeting_at: datetime,
    rrule: str | None,
    time_zone: str | None,
) -> Beginning:
    """The rhythm that would begin; no row is read or made.

    Raises ``TimeWithoutZone``, ``DateOutOfRange``, ``TIME_ZONE_UNKNOWN`` and what
    :func:`erm.one_on_ones.recurrence.checked_rule` raises.
    """
    if first_meeting_at.tzinfo is None:
        raise TimeWithoutZone(field="first_meeting_at")
    if abs(first_meeting_at - now()) > SCHEDULE_AHEAD:
        raise DateOutOfRange(field="first_meeting_at")
    zone = actor.time_zone if time_zone is None else check_time_zone(time_zone)
    return beginning(cadence, rrule, *wall_clock(first_meeting_at, zone), zone)


def previewed(begun: Beginning, count: int) -> list[datetime]:
    """The first instants of a rhythm that would begin."""
    rhythm = begun.rhythm
    first = rhythm.at(rhythm.anchor)
    rest = rhythm.upcoming(rhythm.anchor, first, min(count, UPCOMING_MAXIMUM) - 1)
    return [first, *rest][: max(0, count)]


async def proposals(actor: Actor) -> list[ProposalView]:
    """The actor's manager and reports with whom they have no one-on-ones; new ones first.

    Nothing is written: looking makes no rows. Who was manager before is told of the last 90 days.
    """
    people = [*actor.report_ids, *([actor.manager_id] if actor.manager_id else [])]
    if not people:
        return []
    taken = await series_with(actor, people)
    known = await people_by_ids(actor, [person for person in people if person not in taken])
    there = [person for person, view in known.items() if not view.has_left]
    if not there:
        return []
    since = today() - NEW_FOR
    subjects = {actor.person_id if person == actor.manager_id else person for person in there}
    periods = await manager_periods(subjects, since)
    views = []
    for person in there:
        mine = person == actor.manager_id
        subject, manager = (actor.person_id, person) if mine else (person, actor.person_id)
        began = max(
            (p.starts_on for p in periods[subject] if p.manager_id == manager), default=None
        )
        view = ProposalView(person, ProposalReason.NOT_MEETING, None)
        if began is not None and began > since:
            before = [
                p for p in periods[subject] if p.manager_id != manager and p.starts_on < began
            ]
            reason = ProposalReason.NEW_MANAGER if mine else ProposalReason.NEW_REPORT
            former = max(before, key=lambda p: p.starts_on, default=None)
            view = replace(
                view,
                reason=reason,
                former_manager_id=None if former is None else former.manager_id,
            )
        views.append(view)
    order = list(ProposalReason)
    names = {key: sort_key(view.given_name, view.family_name) for key, view in known.items()}
    return sorted(views, key=lambda v: (order.index(v.reason), names[v.person_id], v.person_id))
