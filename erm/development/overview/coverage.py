"""How much of the company develops by a plan, for HR: numbers of groups, never whose."""

from __future__ import annotations

import asyncio
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from typing import Any
from uuid import UUID

from tortoise.expressions import Q
from tortoise.functions import Count, Max

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.database.connections import connection, dialect
from erm.development.competencies.models import Assessment
from erm.development.competencies.rules import AssessmentState
from erm.development.models import CheckIn, DevelopmentChange, Goal, Milestone
from erm.development.overview.groups import NamedGroup, groups_on, there_on
from erm.development.overview.policy import may_see_company
from erm.development.overview.rules import (
    CHECKED_IN_WITHIN,
    MONTHS,
    YEAR,
    CoverageBy,
    Covered,
    GoalsOfPerson,
    PlanSpan,
    Presence,
    covered,
    month_ends,
)
from erm.development.rules import GoalStatus, GoalVisibility, PlanOutcome
from erm.people.groups import MINIMUM
from erm.people.models import Person


@dataclass(frozen=True, slots=True)
class CoverageGroupView:
    """A group and what it comes to."""

    key: str
    name: str
    numbers: Covered


@dataclass(frozen=True, slots=True)
class CoverageMonthView:
    """The company at the end of a month. ``completed``: plans of that month."""

    month: date
    people: int
    with_plan: int
    completed: int


@dataclass(frozen=True, slots=True)
class CoverageView:
    """``company`` is all groups together, None in a company of fewer than five."""

    on: date
    by: CoverageBy
    groups: tuple[CoverageGroupView, ...]
    company: CoverageGroupView | None
    trend: tuple[CoverageMonthView, ...]
    withheld: int
    minimum: int = MINIMUM


_FIRST = date(1970, 1, 1)
"""The figures look a year back, which the first days of the calendar do not have."""


async def development_coverage(
    actor: Actor, *, by: CoverageBy = CoverageBy.DEPARTMENT, on: date | None = None
) -> CoverageView | None:
    """The company on a day, today unless given; None for everybody but HR.

    A day to come is today, and one before 1970 the first of that year: nobody was there either. Eight
    queries, three more for a day of the past, whatever the number of people: who was there, in which
    groups, and their plans, check-ins, goals and assessments then.
    """
    if not may_see_company(actor):
        return None
    day = max(_FIRST, min(on or today(), today()))
    moment = min(datetime.combine(day + timedelta(days=1), time(), UTC), now())
    people = await there_on(day)
    found = await groups_on(actor, by, people, day)
    spans = await _spans(moment)
    told: dict[str, Any] = {
        "checked_in": await _checked_in(moment),
        "assessed": await _assessed(moment),
        "goals": await _goals(moment),
    }
    presence = await _presence(month_ends(day, MONTHS)[0][1])

    def view(group: NamedGroup) -> CoverageGroupView:
        numbers = covered(group.members, _of(spans, group.members), moment, day, **told)
        return CoverageGroupView(group.key, group.name, numbers)

    def count() -> CoverageView:
        return CoverageView(
            on=day,
            by=by,
            groups=tuple(view(group) for group in found.rows),
            company=None if found.company is None else view(found.company),
            trend=_trend(day, moment, presence, chain.from_iterable(spans.values())),
            withheld=found.withheld,
        )

    # Counting takes a while in a large company; meanwhile others are answered.
    return await asyncio.to_thread(count)


def _of(spans: Mapping[UUID, Sequence[PlanSpan]], members: frozenset[UUID]) -> list[PlanSpan]:
    return [span for person in members for span in spans.get(person, ())]


_SPANS = """
SELECT id, person_id, signed_at, closed_at, ends_on, outcome, quiet_after, last_activity_at
FROM development_plan
WHERE signed_at <= {0} AND (closed_at IS NULL OR closed_at > {1})
ORDER BY id
"""


async def _spans(moment: datetime) -> dict[UUID, list[PlanSpan]]:
    """The plans that were signed by a moment and not closed a year and more before, by person.

    Read as the database gives them: Tortoise takes five times as long over so many moments.
    """
    since = moment - YEAR - timedelta(days=31)
    marks = ("?1", "?2") if dialect() == "sqlite" else ("$1", "$2")
    _, rows = await connection().execute_query(_SPANS.format(*marks), [moment, since])
    touched: dict[UUID, datetime] = {}
    if any(_instant(row["last_activity_at"]) > moment for row in rows):
        touched = await _touched_by(moment)
    spans: dict[UUID, list[PlanSpan]] = {}
    for row in rows:
        person, signed = _key(row["person_id"]), _instant(row["signed_at"])
        last = _instant(row["last_activity_at"])
        if last > moment:
            last = max(signed, touched.get(_key(row["id"]), signed))
        ends = row["ends_on"]
        span = PlanSpan(
            person,
            signed,
            None if row["closed_at"] is None else _instant(row["closed_at"]),
            date.fromisoformat(ends) if isinstance(ends, str) else ends,
            None if row["outcome"] is None else PlanOutcome(row["outcome"]),
            row["quiet_after"],
            last,
        )
        spans.setdefault(person, []).append(span)
    return spans


def _key(value: UUID | str) -> UUID:
    """An id: SQLite keeps it as text."""
    return UUID(value) if isinstance(value, str) else value


async def _touched_by(moment: datetime) -> dict[UUID, datetime]:
    """When something last happened in each plan by a moment, from what was kept of it."""
    found: dict[UUID, datetime] = {}
    for model, column, plan in (
        (CheckIn, "created_at", "goal__plan_id"),
        (Milestone, "done_at", "goal__plan_id"),
        (DevelopmentChange, "at", "plan_id"),
    ):
        rows = (
            await model.filter(**{f"{column}__lte": moment, f"{plan}__isnull": False})
            .annotate(last=Max(column))
            .group_by(plan)
            .values_list(plan, "last")
        )
        for key, last in rows:
            found[key] = max(found.get(key, _instant(last)), _instant(last))
    return found


def _instant(value: datetime | str) -> datetime:
    """A moment: SQLite keeps it as text."""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


async def _checked_in(moment: datetime) -> frozenset[UUID]:
    """Who has a goal, not a private one, on which somebody checked in lately."""
    ids = (
        await CheckIn.filter(
            created_at__gt=moment - CHECKED_IN_WITHIN,
            created_at__lte=moment,
            goal__visibility__not=GoalVisibility.PRIVATE,
        )
        .distinct()
        .values_list("goal__person_id", flat=True)
    )
    return frozenset(ids)  # type: ignore[arg-type]


async def _assessed(moment: datetime) -> frozenset[UUID]:
    """Who was assessed by both sides in the last year."""
    ids = (
        await Assessment.filter(
            state=AssessmentState.COMPARED,
            compared_at__gt=moment - YEAR,
            compared_at__lte=moment,
        )
        .distinct()
        .values_list("person_id", flat=True)
    )
    return frozenset(ids)  # type: ignore[arg-type]


async def _goals(moment: datetime) -> dict[UUID, GoalsOfPerson]:
    """The goals, not private ones, of plans that were closed in the last year, by person."""
    rows = (
        await Goal.filter(
            plan__signed_at__isnull=False,
            plan__closed_at__gt=moment - YEAR,
            plan__closed_at__lte=moment,
            visibility__not=GoalVisibility.PRIVATE,
        )
        .annotate(all=Count("id"), done=Count("id", _filter=Q(status=GoalStatus.DONE)))
        .group_by("person_id")
        .values_list("person_id", "all", "done")
    )
    return {person: GoalsOfPerson(everything, done) for person, everything, done in rows}


async def _presence(since: date) -> list[Presence]:
    """When everybody came and left who was there after a day."""
    rows = await Person.filter(Q(left_on__isnull=True) | Q(left_on__gt=since)).values_list(
        "id", "hired_on", "left_on"
    )
    return [Presence(*row) for row in rows]


def _trend(
    day: date, moment: datetime, people: Sequence[Presence], spans: Iterable[PlanSpan]
) -> tuple[CoverageMonthView, ...]:
    """The company at the end of each of the last months, without those when it was too small."""
    months = month_ends(day, MONTHS)
    ends = [
        min(datetime.combine(last + timedelta(days=1), time(), UTC), moment) for _, last in months
    ]
    begin = datetime.combine(months[0][0], time(), UTC)
    planned: list[set[UUID]] = [set() for _ in months]
    completed: list[list[UUID]] = [[] for _ in months]
    for span in spans:
        for index in range(bisect_left(ends, span.signed_at), len(months)):
            if not span.covers(ends[index], months[index][1]):
                break
            planned[index].add(span.person)
        if span.outcome is PlanOutcome.COMPLETED and span.closed_within(begin, moment):
            assert span.closed_at is not None  # noqa: S101 (or it was not closed)
            completed[bisect_left(ends, span.closed_at)].append(span.person)
    found = []
    for index, (first, last) in enumerate(months):
        there = {each.person for each in people if each.there_on(last)}
        if len(there) >= MINIMUM:
            found.append(
                CoverageMonthView(
                    month=first,
                    people=len(there),
                    with_plan=len(planned[index] & there),
                    completed=sum(person in there for person in completed[index]),
                )
            )
    return tuple(found)
