"""How far cycles are, counted in the database: as cheap to answer for 20,000 participants as for 20.

Departments are effective-dated: "as at launch" is what each participant's row keeps, "as now" is where
they work today. Both count the same participants and the same reviews, and say who moved between.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.functions import Count, Max

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.database.connections import connection, dialect
from erm.feedback.cycles.deadlines import Extensions
from erm.feedback.cycles.models import (
    Cycle,
    CycleParticipant,
    CyclePerspective,
    CycleReminder,
    Review,
)
from erm.feedback.cycles.policy_progress import counted_reviews, may_see_progress
from erm.feedback.cycles.queries.cycles import extensions_by_cycle
from erm.feedback.cycles.queries.owing import Owing, has_time, next_reminder, owing_of, reminded_of
from erm.feedback.cycles.queries.reviews import ASKED
from erm.feedback.cycles.reminders import Reminded
from erm.feedback.cycles.rules import (
    BEFORE_RESULTS,
    PacketState,
    ParticipantState,
    Perspective,
    ReviewState,
)
from erm.feedback.cycles.views.cycles import PerspectiveCountView
from erm.feedback.cycles.views.progress import (
    DepartmentProgressView,
    DirectoryAsOf,
    ProgressView,
    RaterOwingView,
)
from erm.people.models import Person

LISTED_MAXIMUM = 200
"""How many people a list of those who owe holds; the numbers count all."""

_MEMBERSHIPS = """
LEFT JOIN department_membership m ON m.person_id = p.person_id
  AND m.starts_on <= {day} AND (m.ends_on IS NULL OR m.ends_on > {day})
"""
_PARTICIPANTS = """
SELECT p.department_at_launch_id AS was, m.department_id AS now, COUNT(*) AS times
FROM cycle_participant p {memberships}
WHERE p.cycle_id = {cycle} AND p.state = 'active'
GROUP BY p.department_at_launch_id, m.department_id
"""
_REVIEWS = """
SELECT p.department_at_launch_id AS was, m.department_id AS now, r.state AS state, COUNT(*) AS times
FROM review r JOIN cycle_participant p ON p.id = r.participant_id {memberships}
WHERE r.cycle_id = {cycle} AND p.state = 'active' AND p.person_id <> {viewer}
GROUP BY p.department_at_launch_id, m.department_id, r.state
"""
"""Places are filled with names of parameters, never with values."""

Departments = tuple[UUID | None, UUID | None]
"""Where somebody worked at launch and where they work now."""


async def progress_of(actor: Actor, cycle_id: UUID, as_of: DirectoryAsOf) -> ProgressView | None:
    """A cycle's progress; None for whoever may not follow it, and for a draft's there is little."""
    if not may_see_progress(actor):
        return None
    cycle = await Cycle.get_or_none(id=cycle_id)
    if cycle is None:
        return None
    reviews = Review.filter(
        counted_reviews(actor), cycle_id=cycle_id, participant__state=ParticipantState.ACTIVE
    )
    counted: dict[tuple[Perspective, ReviewState], int] = {
        (Perspective(perspective), ReviewState(state)): count
        for perspective, state, count in await reviews.annotate(count=Count("id"))
        .group_by("perspective", "state")
        .values_list("perspective", "state", "count")
    }
    packets: Mapping[Any, int] = dict(
        await CycleParticipant.filter(cycle_id=cycle_id, state=ParticipantState.ACTIVE)
        .annotate(count=Count("id"))
        .group_by("packet")
        .values_list("packet", "count")
    )
    kinds = [row.kind for row in await CyclePerspective.filter(cycle_id=cycle_id).order_by("id")]
    owing = await owing_of([cycle_id], counted_reviews(actor))
    reminded = await reminded_of([cycle_id])
    states = _summed((state, count) for (_, state), count in counted.items())
    submitted = await _submitted(actor, cycle_id)
    return ProgressView(
        participants=sum(packets.values()),
        reviews=sum(count for state, count in states.items() if state in ASKED),
        submitted=states.get(ReviewState.SUBMITTED, 0),
        by_state={state: states[state] for state in ReviewState if state in states},
        by_perspective=tuple(_perspective(kind, counted) for kind in kinds),
        by_department=tuple(await _departments(actor, cycle_id, as_of)),
        owing=tuple(_line(each, reminded, submitted) for each in _most(owing)),
        overloaded=tuple(await _overloaded(cycle, owing, reminded, submitted)),
        packets={PacketState(state): count for state, count in packets.items()},
        reminded_on=await _reminded_on(cycle_id),
        next_reminder_on=await _next_reminder(cycle, owing, reminded),
    )


def _summed(pairs: Any) -> dict[Any, int]:
    found: Counter[Any] = Counter()
    for key, count in pairs:
        found[key] += count
    return dict(found)


def _perspective(
    kind: Perspective, counted: Mapping[tuple[Perspective, ReviewState], int]
) -> PerspectiveCountView:
    return PerspectiveCountView(
        perspective=kind,
        asked=sum(counted.get((kind, state), 0) for state in ASKED),
        submitted=counted.get((kind, ReviewState.SUBMITTED), 0),
        declined=counted.get((kind, ReviewState.DECLINED), 0),
    )


# ---- departments --------------------------------------------------------------------------------


async def _departments(
    actor: Actor, cycle_id: UUID, as_of: DirectoryAsOf
) -> list[DepartmentProgressView]:
    """A line for each department in which a participant was at launch or is now."""
    people: Counter[UUID | None] = Counter()
    joined: Counter[UUID | None] = Counter()
    left: Counter[UUID | None] = Counter()
    asked: Counter[UUID | None] = Counter()
    submitted: Counter[UUID | None] = Counter()
    place = 0 if as_of is DirectoryAsOf.LAUNCH else 1
    for departments, _, times in await _counts(_PARTICIPANTS, cycle_id, actor):
        was, now_in = departments
        people[departments[place]] += times
        if was != now_in:
            left[was] += times
            joined[now_in] += times
    for departments, state, times in await _counts(_REVIEWS, cycle_id, actor):
        if state in ASKED:
            asked[departments[place]] += times
        if state is ReviewState.SUBMITTED:
            submitted[departments[place]] += times
    keys = people.keys() | joined.keys() | left.keys()
    found = [
        DepartmentProgressView(key, people[key], asked[key], submitted[key], joined[key], left[key])
        for key in keys
    ]
    return sorted(found, key=lambda one: (-one.participants, str(one.department_id)))


async def _counts(
    sql: str, cycle_id: UUID, actor: Actor
) -> list[tuple[Departments, ReviewState | None, int]]:
    """Run one of the statements above; departments as at launch and as now."""
    values: list[Any]
    if dialect() == "sqlite":
        names = {"cycle": "?1", "day": "?2", "viewer": "?3"}
        values = [str(cycle_id), today().isoformat(), str(actor.person_id)]
    else:
        names = {"cycle": "$1", "day": "$2", "viewer": "$3"}
        values = [cycle_id, today(), actor.person_id]
    if "{viewer}" not in sql:
        values = values[:2]
    statement = sql.format(memberships=_MEMBERSHIPS.format(**names), **names)
    rows = await connection().execute_query_dict(statement, values)
    return [
        (
            (_id(row["was"]), _id(row["now"])),
            ReviewState(row["state"]) if "state" in dict(row) else None,
            row["times"],
        )
        for row in rows
    ]


def _id(value: Any) -> UUID | None:
    return None if value is None else UUID(str(value))


# ---- who owes -----------------------------------------------------------------------------------


def _most(owing: Sequence[Owing]) -> list[Owing]:
    return sorted(owing, key=lambda one: (-one.owed, one.rater_id))[:LISTED_MAXIMUM]


def _line(
    owing: Owing,
    reminded: Mapping[tuple[UUID, UUID], Reminded],
    submitted: Mapping[UUID, int],
) -> RaterOwingView:
    last = reminded.get((owing.cycle_id, owing.rater_id))
    return RaterOwingView(
        person_id=owing.rater_id,
        owed=owing.owed,
        submitted=submitted.get(owing.rater_id, 0),
        reminders=0 if last is None else last.count,
        last_reminded_on=None if last is None or not last.count else last.last_on,
    )


async def _submitted(actor: Actor, cycle_id: UUID) -> dict[UUID, int]:
    rows = (
        await Review.filter(
            counted_reviews(actor),
            cycle_id=cycle_id,
            state=ReviewState.SUBMITTED,
            rater_id__isnull=False,
            participant__state=ParticipantState.ACTIVE,
        )
        .annotate(count=Count("id"))
        .group_by("rater_id")
        .values_list("rater_id", "count")
    )
    return dict(rows)


async def _overloaded(
    cycle: Cycle,
    owing: Sequence[Owing],
    reminded: Mapping[tuple[UUID, UUID], Reminded],
    submitted: Mapping[UUID, int],
) -> list[RaterOwingView]:
    """Raters of the cycle who are asked for more than its limit, over all that are being written."""
    here = Review.filter(cycle_id=cycle.id, state__in=list(ASKED)).values("rater_id")
    heavy = (
        await Review.filter(
            rater_id__in=Subquery(here),
            state__in=[*ASKED, ReviewState.PROPOSED],
            cycle__state__in=list(BEFORE_RESULTS),
            participant__state=ParticipantState.ACTIVE,
            participant__results_at__isnull=True,
        )
        .annotate(load=Count("id"))
        .group_by("rater_id")
        .filter(load__gt=cycle.load_limit)
        .values_list("rater_id", "load")
    )
    owed = {each.rater_id: each for each in owing}
    nothing = {key: Owing(cycle.id, key, 0, now()) for key, _ in heavy if key not in owed}
    return [
        _line(owed.get(key) or nothing[key], reminded, submitted)
        for key, _ in sorted(heavy, key=lambda pair: (-pair[1], pair[0]))[:LISTED_MAXIMUM]
    ]


async def _reminded_on(cycle_id: UUID) -> date | None:
    (found,) = (
        await CycleReminder.filter(cycle_id=cycle_id, count__gt=0)
        .annotate(last=Max("last_on"))
        .values_list("last", flat=True)
    ) or (None,)
    return found  # type: ignore[return-value]


async def _next_reminder(
    cycle: Cycle, owing: Sequence[Owing], reminded: Mapping[tuple[UUID, UUID], Reminded]
) -> date | None:
    """The nearest day on which somebody will be reminded by itself; today where that is overdue."""
    extensions: Extensions = (await extensions_by_cycle([cycle.id]))[cycle.id]
    there = [each for each in owing if has_time(cycle, each.rater_id, extensions, now())]
    if not there:
        return None
    zones: dict[Any, Any] = dict(
        await Person.filter(
            Q(left_on__isnull=True) | Q(left_on__gt=today()),
            id__in=Subquery(Review.filter(cycle_id=cycle.id).values("rater_id")),
        ).values_list("id", "time_zone")
    )
    days = [
        next_reminder(
            cycle,
            each,
            extensions,
            reminded.get((cycle.id, each.rater_id)),
            zones[each.rater_id],
        )
        for each in there
        if each.rater_id in zones
    ]
    found = min((day for day in days if day is not None), default=None)
    return None if found is None else max(found, today(cycle.time_zone))
