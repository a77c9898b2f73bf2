"""Who owes reviews, counted in the database: for reminders and for HR's progress.

One line for each cycle and rater, whatever the number of reviews. Nothing here has an actor: jobs ask,
and reads that have asked a policy; ``which`` is what they leave out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.expressions import Q
from tortoise.functions import Count, Min

from erm.feedback.cycles.deadlines import Extensions
from erm.feedback.cycles.models import Cycle, CycleReminder, Review
from erm.feedback.cycles.reminders import Reminded, next_on
from erm.feedback.cycles.rules import (
    OPEN_REVIEWS,
    WRITABLE,
    CyclePhase,
    CycleState,
    ParticipantState,
)
from erm.feedback.cycles.writing import deadline_of


@dataclass(frozen=True, slots=True)
class Owing:
    """What one rater owes in one cycle: how many reviews, and since when the first of them."""

    cycle_id: UUID
    rater_id: UUID
    owed: int
    asked_at: datetime


async def owing_of(cycle_ids: Collection[UUID], which: Q = Q()) -> list[Owing]:
    """Everybody who owes reviews in cycles, about people who still take part in them."""
    if not cycle_ids:
        return []
    rows = (
        await Review.filter(
            which,
            cycle_id__in=list(cycle_ids),
            state__in=list(OPEN_REVIEWS),
            rater_id__isnull=False,
            participant__state=ParticipantState.ACTIVE,
            participant__results_at__isnull=True,
        )
        .annotate(owed=Count("id"), asked_at=Min("created_at"))
        .group_by("cycle_id", "rater_id")
        .values_list("cycle_id", "rater_id", "owed", "asked_at")
    )
    return [Owing(*row) for row in rows]


async def reminded_of(
    cycle_ids: Collection[UUID], person_ids: Collection[UUID] | None = None
) -> dict[tuple[UUID, UUID], Reminded]:
    """How often people were reminded, by cycle and person."""
    found = CycleReminder.filter(cycle_id__in=list(cycle_ids))
    if person_ids is not None:
        found = found.filter(person_id__in=list(person_ids))
    return {
        (cycle, person): Reminded(count, last_on)
        for cycle, person, count, last_on in await found.values_list(
            "cycle_id", "person_id", "count", "last_on"
        )
    }


def has_time(cycle: Cycle, rater_id: UUID, extensions: Extensions, moment: datetime) -> bool:
    """Whether a rater can still write in a cycle: the rule of ``writing``, for all that they owe."""
    if cycle.state not in WRITABLE or deadline_of(cycle, rater_id, extensions).at <= moment:
        return False
    return cycle.state is CycleState.WRITING or (rater_id, CyclePhase.WRITING) in extensions


def first_day(cycle: Cycle, asked_at: datetime) -> date:
    """The first day on which a rater could write, by the cycle's clocks.

    That is when writing began, which follows from the last day of nomination or from the launch, and
    for whoever was asked later the day on which they were.
    """
    zone = ZoneInfo(cycle.time_zone)
    asked_on = asked_at.astimezone(zone).date()
    if cycle.nomination_until is not None:
        return max(asked_on, cycle.nomination_until + timedelta(days=1))
    return asked_on


def next_reminder(
    cycle: Cycle,
    owing: Owing,
    extensions: Extensions,
    reminded: Reminded | None,
    time_zone: str,
) -> date | None:
    """The day of a rater's next reminder in a cycle; None where there is none any more."""
    until = deadline_of(cycle, owing.rater_id, extensions).on
    first = min(first_day(cycle, owing.asked_at), until)
    return next_on(first, until, reminded, time_zone)


def by_rater(owing: Iterable[Owing]) -> Mapping[UUID, list[Owing]]:
    """What each rater owes, over all cycles."""
    found: dict[UUID, list[Owing]] = defaultdict(list)
    for each in owing:
        found[each.rater_id].append(each)
    return found
