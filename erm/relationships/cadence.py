"""Expected and real rhythm of one's own one-on-ones, and of a manager's with their reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.expressions import Q
from tortoise.functions import Max

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.one_on_ones import policy
from erm.one_on_ones import queries as one_on_ones
from erm.one_on_ones.models import OneOnOneMeeting, OneOnOneSeries, SkippedDay
from erm.one_on_ones.recurrence import between
from erm.one_on_ones.rules import DAYS_BETWEEN, Cadence, MeetingState
from erm.one_on_ones.views import SeriesView
from erm.people.queries import people_by_ids
from erm.people.views import PersonView
from erm.relationships.contacts import as_instant, last_contacts, pairs_filter
from erm.relationships.models import Touchpoint
from erm.relationships.rhythm import WINDOWS, Running, expected, mean_days, silence
from erm.relationships.rules import TouchpointKind

LONGEST = max(WINDOWS)
_LATE = 1.5
_FOUR_YEARS = 4 * 365 + 1
RUNNING_COLUMNS = (
    "cadence",
    "rrule",
    "rhythm_from",
    "created_at",
    "ended_at",
    "paused_from",
    "paused_until",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CadenceReportView:
    """How often two people meant to meet and how often they did, by the windows of ``rhythm``.

    ``mean_days`` is of the last 365 days. ``silence`` is how many times the rhythm has passed
    without a meeting.
    """

    key: str
    expected_days: float | None
    held: Mapping[int, int]
    expected: Mapping[int, float]
    mean_days: float | None
    last_held_at: datetime | None
    next_at: datetime | None
    silence: float = 0.0


@dataclass(frozen=True, slots=True)
class TeamCadenceView:
    """One of the actor's reports. ``series`` is the active one, if there is one."""

    person: PersonView
    series: SeriesView | None
    report: CadenceReportView


async def reports_of(actor: Actor, series_ids: Sequence[UUID]) -> dict[UUID, CadenceReportView]:
    """The rhythm of each series of the actor's pairs, in five queries, for a loader."""
    if actor.is_system:
        return {}
    day, zone = today(actor.time_zone), ZoneInfo(actor.time_zone)
    rows = await OneOnOneSeries.filter(
        policy.readable_series(actor), id__in=list(set(series_ids))
    ).values("id", *RUNNING_COLUMNS)
    keys = [row["id"] for row in rows]
    mine = OneOnOneMeeting.filter(policy.readable_meetings(actor), series_id__in=keys)
    held: dict[UUID, list[datetime]] = defaultdict(list)
    since = now() - timedelta(days=LONGEST + 1)
    for series, planned, closed in await mine.filter(
        held=True, scheduled_at__gte=since
    ).values_list("series_id", "scheduled_at", "closed_at"):
        held[series].append(min(planned, closed or planned))
    ever = (
        await mine.filter(held=True)
        .annotate(last=Max("scheduled_at"))
        .group_by("series_id")
        .values_list("series_id", "last")
    )
    last = {series: as_instant(at) for series, at in ever}
    following: dict[Any, Any] = dict(
        await mine.filter(state=MeetingState.OPEN).values_list("series_id", "scheduled_at")
    )
    skipped = await skipped_days(keys, day)
    reports = {}
    for row in rows:
        key = row["id"]
        times = sorted(held[key])
        if times:
            last[key] = times[-1]
        reports[key] = _report(
            str(key),
            running_of(row, skipped.get(key, ()), zone),
            times,
            last.get(key),
            following.get(key) if row["ended_at"] is None else None,
            actor,
        )
    return reports


def running_of(row: Mapping[str, Any], skipped: Iterable[date], zone: ZoneInfo) -> Running:
    """When a series, given as its ``RUNNING_COLUMNS``, was meant to run."""
    ended = row["ended_at"]
    return Running(
        cadence_days=_cadence_days(row["cadence"], row["rrule"], row["rhythm_from"]),
        began_on=row["created_at"].astimezone(zone).date(),
        ended_on=None if ended is None else ended.astimezone(zone).date(),
        paused_from=row["paused_from"],
        paused_until=row["paused_until"],
        skipped=tuple(skipped),
    )


@lru_cache(maxsize=1_000)
def _cadence_days(cadence: Cadence, rrule: str | None, rhythm_from: date) -> float:
    """The days between two meetings; of a custom rule exactly, for twice a week is every 3.5 days."""
    if rrule is None:
        return DAYS_BETWEEN[cadence]
    until = rhythm_from + timedelta(days=_FOUR_YEARS - 1)
    return round(
        _FOUR_YEARS / max(1, sum(1 for _ in between(rrule, rhythm_from, rhythm_from, until))), 1
    )


async def skipped_days(series_ids: Sequence[UUID] | None, day: date) -> dict[UUID, list[date]]:
    """The days of the last year on which each series skipped; None for every series there is."""
    found = SkippedDay.filter(planned_on__gte=day - timedelta(days=LONGEST))
    if series_ids is not None:
        found = found.filter(series_id__in=list(series_ids))
    days: dict[UUID, list[date]] = defaultdict(list)
    for series, planned_on in await found.values_list("series_id", "planned_on"):
        days[series].append(planned_on)
    return days


def _report(
    key: str,
    running: Running | None,
    held: Sequence[datetime],
    last_held_at: datetime | None,
    next_at: datetime | None,
    actor: Actor,
) -> CadenceReportView:
    day, zone = today(actor.time_zone), ZoneInfo(actor.time_zone)
    since = day - timedelta(days=LONGEST)
    days = [on for at in held if (on := at.astimezone(zone).date()) > since]
    last_day = None if last_held_at is None else last_held_at.astimezone(zone).date()
    return CadenceReportView(
        key=key,
        expected_days=None if running is None else running.cadence_days,
        held={
            window: sum(1 for each in days if each > day - timedelta(days=window))
            for window in WINDOWS
        },
        expected={
            window: 0.0 if running is None else expected(running, day, window) for window in WINDOWS
        },
        mean_days=mean_days(days),
        last_held_at=last_held_at,
        next_at=next_at,
        silence=0.0 if running is None else silence(running, last_day, day),
    )


async def team_cadence(actor: Actor) -> list[TeamCadenceView]:
    """The rhythm of the actor with each of their reports.

    Those without one-on-ones come first, then those who have not met for one and a half times their
    rhythm, the longest first; then the others, in the same order.
    """
    reports = sorted(actor.report_ids)
    if actor.is_system or not reports:
        return []
    people = await people_by_ids(actor, reports)
    series = await one_on_ones.series_with(actor, reports)
    known = await reports_of(actor, [view.id for view in series.values()])
    alone = [person for person in reports if person not in series]
    known_alone = await _reports_without(actor, alone)
    views = []
    for key in reports:
        active = series.get(key)
        report = known_alone[key] if active is None else known[active.id]
        views.append(TeamCadenceView(people[key], active, report))
    return sorted(views, key=_urgency)


def _urgency(view: TeamCadenceView) -> tuple[int, float, str]:
    name = str(view.person.id)
    if view.series is None:
        return 0, 0.0, name
    return (1 if view.report.silence > _LATE else 2), -view.report.silence, name


async def _reports_without(
    actor: Actor, person_ids: Sequence[UUID]
) -> dict[UUID, CadenceReportView]:
    """What the actor's pairs without a series have met all the same, before it ended."""
    me = actor.person_id
    last = await last_contacts(actor, person_ids, TouchpointKind.ONE_ON_ONE_HELD)
    held: dict[UUID, list[datetime]] = defaultdict(list)
    for low, high, at in (
        await Touchpoint.filter(
            pairs_filter(me, person_ids) & Q(kind=TouchpointKind.ONE_ON_ONE_HELD),
            occurred_at__gte=now() - timedelta(days=LONGEST),
        )
        .order_by("occurred_at")
        .values_list("low_id", "high_id", "occurred_at")
    ):
        held[high if low == me else low].append(at)
    reports = {}
    for person in person_ids:
        reports[person] = _report(str(person), None, held[person], last.get(person), None, actor)
    return reports
