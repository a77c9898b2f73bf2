"""Pure rules of the overviews: which plan covers whom when, and what is told of a group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from erm.development.rules import PlanOutcome
from erm.people.groups import MINIMUM


class CoverageBy(StrEnum):
    """What people are grouped by: one thing at a time."""

    DEPARTMENT = "department"
    LEVEL = "level"
    LOCATION = "location"


CHECKED_IN_WITHIN = timedelta(days=30)
YEAR = timedelta(days=365)
MONTHS = 12
"""How many months of the past are told of."""
STEP = 0.05
"""Shares are told in steps of so much: of a small group they would tell whom they are about."""


class PlanSpan(NamedTuple):
    """A plan that was signed: from when until when it covers whose development.

    ``touched_at`` is the last activity in it by the moment that is asked about.
    """

    person: UUID
    signed_at: datetime
    closed_at: datetime | None
    ends_on: date
    outcome: PlanOutcome | None
    quiet_after: int
    touched_at: datetime

    def covers(self, moment: datetime, day: date) -> bool:
        """Whether the person worked by this plan then: signed, not closed, not over."""
        return (
            self.signed_at <= moment
            and (self.closed_at is None or self.closed_at > moment)
            and self.ends_on >= day
        )

    def quiet(self, moment: datetime) -> bool:
        """Whether nobody had touched it for as long as its people agreed to call quiet."""
        return (moment - self.touched_at).days >= self.quiet_after

    def closed_within(self, since: datetime, until: datetime) -> bool:
        """Whether it was closed after one moment and by another."""
        return self.closed_at is not None and since < self.closed_at <= until


class Presence(NamedTuple):
    """When somebody came and left. ``left_on`` is the first day on which they were gone."""

    person: UUID
    hired_on: date | None
    left_on: date | None

    def there_on(self, day: date) -> bool:
        """Whether they belonged to the company on a day."""
        return (self.hired_on is None or self.hired_on <= day) and (
            self.left_on is None or self.left_on > day
        )


@dataclass(frozen=True, slots=True)
class Covered:
    """What a group comes to. Counts are of people, but for those of closed plans."""

    people: int
    with_plan: int
    checked_in: int
    quiet: int
    closed: int
    completed: int
    goals_done_share: float | None
    assessed: int


def share(part: int, whole: int) -> float:
    """A part of a whole from 0 to 1, in steps."""
    return round(round(part / whole / STEP) * STEP, 2)


class GoalsOfPerson(NamedTuple):
    """How many goals of plans that were closed somebody had, and how many of them they reached."""

    all: int
    done: int


def covered(
    members: frozenset[UUID],
    spans: Iterable[PlanSpan],
    moment: datetime,
    day: date,
    *,
    checked_in: frozenset[UUID],
    assessed: frozenset[UUID],
    goals: Mapping[UUID, GoalsOfPerson],
) -> Covered:
    """What is told of a group at a moment, the end of ``day``; ``spans`` may be of others too.

    Quiet is who has a plan and no plan that anybody touched. The share of goals is told where plans
    of at least five people were closed.
    """
    quiet: dict[UUID, bool] = {}
    closed = completed = 0
    for span in spans:
        if span.person not in members:
            continue
        if span.covers(moment, day):
            quiet[span.person] = quiet.get(span.person, True) and span.quiet(moment)
        if span.closed_within(moment - YEAR, moment):
            closed += 1
            completed += span.outcome is PlanOutcome.COMPLETED
    of_members = [goals[person] for person in members if person in goals]
    told = len(of_members) >= MINIMUM
    return Covered(
        people=len(members),
        with_plan=len(quiet),
        checked_in=len(members & checked_in),
        quiet=sum(quiet.values()),
        closed=closed,
        completed=completed,
        goals_done_share=share(sum(g.done for g in of_members), sum(g.all for g in of_members))
        if told
        else None,
        assessed=len(members & assessed),
    )


def month_ends(day: date, count: int = MONTHS) -> list[tuple[date, date]]:
    """The last months, each with its first day and its last one, the last of them until ``day``."""
    found = [(day.replace(day=1), day)]
    while len(found) < count:
        last = found[-1][0] - timedelta(days=1)
        found.append((last.replace(day=1), last))
    return found[::-1]


class Seen(NamedTuple):
    """At which rank a side sees how many people of whom a rank is expected."""

    expected: int
    rank: int
    people: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A competency in a group: means to one decimal. ``below``: the share below what is expected."""

    people: int
    own: float | None
    managers: float | None
    below: float | None


def gap_of(own: Sequence[Seen], managers: Sequence[Seen]) -> Gap:
    """What two sides come to, each for itself: they are never averaged into one number."""
    seen = sum(each.people for each in managers)
    below = sum(each.people for each in managers if each.rank < each.expected)
    return Gap(
        people=max(seen, sum(each.people for each in own)),
        own=_mean_gap(own),
        managers=_mean_gap(managers),
        below=share(below, seen) if seen >= MINIMUM else None,
    )


def _mean_gap(seen: Sequence[Seen]) -> float | None:
    people = sum(each.people for each in seen)
    if people < MINIMUM:
        return None
    return round(sum((each.expected - each.rank) * each.people for each in seen) / people, 1) + 0.0
