"""How often the people of each department meet one on one, for HR: rates, never whose.

A meeting is counted for each of the two people, in their own group. So the rows add up to the
company, and the company tells nothing that the rows do not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.expressions import Q
from tortoise.functions import Count

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.language import say
from erm.one_on_ones.models import OneOnOneSeries
from erm.relationships.cadence import RUNNING_COLUMNS, running_of, skipped_days
from erm.relationships.departments import MINIMUM, Group, present_partition
from erm.relationships.models import Touchpoint
from erm.relationships.policy import may_see_departments
from erm.relationships.rhythm import WINDOWS, meant
from erm.relationships.rules import TouchpointKind

MEETING_WINDOW = 90
"""Somebody meets who has met in the last so many days."""
EXPECTED_MINIMUM = 1.0
"""Where fewer meetings than this were meant there is no rate to speak of."""
COMPANY = "company"


@dataclass(frozen=True, slots=True)
class DepartmentRateView:
    """A group, how many of it meet, and held and rate by window."""

    key: str
    name: str
    people: int
    meeting_people: int
    held: Mapping[int, int]
    rate: Mapping[int, float | None]


@dataclass(frozen=True, slots=True)
class OneOnOneRatesView:
    """``company`` is None where nothing can be told of anybody."""

    departments: tuple[DepartmentRateView, ...]
    company: DepartmentRateView | None
    withheld: int
    minimum: int = MINIMUM


class _Sums:
    """What the people of one group come to."""

    def __init__(self) -> None:
        self.held: Counter[int] = Counter()
        self.meant: dict[int, float] = dict.fromkeys(WINDOWS, 0.0)
        self.meeting: set[UUID] = set()

    def add(self, other: _Sums) -> None:
        self.held += other.held
        for window, number in other.meant.items():
            self.meant[window] += number
        self.meeting |= other.meeting

    def view(self, key: str, name: str, people: int) -> DepartmentRateView:
        return DepartmentRateView(
            key,
            name,
            people,
            len(self.meeting),
            {window: self.held[window] for window in WINDOWS},
            {window: _rate(self.held[window], self.meant[window]) for window in WINDOWS},
        )


def _rate(held: int, expected: float) -> float | None:
    return round(held / expected, 2) if expected >= EXPECTED_MINIMUM else None


async def one_on_one_rates(actor: Actor) -> OneOnOneRatesView | None:
    """Rates of the departments over 30, 90 and 365 days; None for everybody but HR.

    Every pair counts, whatever the two are to each other. Seven queries.
    """
    if not may_see_departments(actor):
        return None
    parted = await present_partition()
    groups = parted.groups
    group_of = {person: group.key for group in groups for person in group.members}
    sums: dict[str, _Sums] = defaultdict(_Sums)
    await _count_held(group_of, sums)
    await _count_meant(group_of, sums)
    total = _Sums()
    for group in groups:
        total.add(sums[group.key])
    return OneOnOneRatesView(
        tuple(
            sums[group.key].view(group.key, _name(actor, group), len(group.members))
            for group in groups
        ),
        total.view(COMPANY, say(actor.locale, "relationships.rates.company"), len(group_of))
        if groups
        else None,
        parted.withheld,
    )


def _name(actor: Actor, group: Group) -> str:
    return group.name or say(actor.locale, "relationships.rates.smaller")


async def _count_held(group_of: Mapping[UUID, str], sums: dict[str, _Sums]) -> None:
    moment = now()

    def within(days: int) -> Q:
        return Q(occurred_at__gte=moment - timedelta(days=days))

    held = Touchpoint.filter(within(max(WINDOWS)), kind=TouchpointKind.ONE_ON_ONE_HELD).annotate(
        **{f"in{days}": Count("id", _filter=within(days)) for days in WINDOWS}
    )
    # By person and not by pair: in a large company that is a tenth of the rows.
    for side in ("low_id", "high_id"):
        for person, *counts in await held.group_by(side).values_list(
            side, *(f"in{days}" for days in WINDOWS)
        ):
            group = group_of.get(person)
            if group is None:
                continue
            counted = dict(zip(WINDOWS, counts, strict=True))
            sums[group].held.update(counted)
            if counted[MEETING_WINDOW]:
                sums[group].meeting.add(person)


async def _count_meant(group_of: Mapping[UUID, str], sums: dict[str, _Sums]) -> None:
    day, zone = today(), ZoneInfo("UTC")
    since = now().astimezone(UTC) - timedelta(days=max(WINDOWS) + 1)
    rows = await OneOnOneSeries.filter(Q(ended_at__isnull=True) | Q(ended_at__gte=since)).values(
        "id", "low_id", "high_id", *RUNNING_COLUMNS
    )
    skipped = await skipped_days(None, day)
    for row in rows:
        running = running_of(row, skipped.get(row["id"], ()), zone)
        numbers = {window: meant(running, day, window) for window in WINDOWS}
        for person in (row["low_id"], row["high_id"]):
            group = group_of.get(person)
            if group is not None:
                for window, number in numbers.items():
                    sums[group].meant[window] += number
