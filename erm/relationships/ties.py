"""Ties between departments, by a rule that names nobody. Pure.

A tie of one kind of contact is told if at least five pairs of people make it up, with at least three
people on each side; else it is as if it were not, in every number that is made from ties. Each kind
passes or fails for itself, whatever was asked for, so that asking for one kind more or less tells
nothing of a kind that is not shown. Numbers are coarse.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from erm.relationships.rules import TouchpointKind

PAIRS_MINIMUM = 5
"""Fewest pairs of people of a tie, and of the contacts inside a department."""
SIDE_MINIMUM = 3
"""Fewest people on each side of a tie."""
RELIANCE_SIDE_MINIMUM = 5
"""Fewest people on each side of a tie of which it is said that it rests on one person."""
RELIANCE_SHARE = 0.5
"""A tie rests on one person who takes part in more than this share of its contacts."""


class TieKind(StrEnum):
    """What ties departments."""

    MEETINGS = "meetings"
    THANKS = "thanks"
    FEEDBACK = "feedback"


KIND_OF = {
    TouchpointKind.ONE_ON_ONE_HELD: TieKind.MEETINGS,
    TouchpointKind.KUDOS_GIVEN: TieKind.THANKS,
    TouchpointKind.FEEDBACK_THANKED: TieKind.THANKS,
    TouchpointKind.FEEDBACK_GIVEN: TieKind.FEEDBACK,
}
"""Which contacts are counted; promises, plans and questions tie nobody by themselves."""


class PairCount(NamedTuple):
    """How often two people, in either order, had one kind of contact."""

    one: UUID
    other: UUID
    kind: TieKind
    times: int


@dataclass(slots=True)
class _Strand:
    """The contacts of one kind between two groups, or inside one."""

    contacts: int = 0
    pairs: set[tuple[UUID, UUID]] = field(default_factory=set)
    taking_part: Counter[UUID] = field(default_factory=Counter)
    first_side: set[UUID] = field(default_factory=set)
    second_side: set[UUID] = field(default_factory=set)

    def add(self, first: UUID, second: UUID, count: int) -> None:
        self.contacts += count
        self.pairs.add((first, second))
        self.taking_part[first] += count
        self.taking_part[second] += count
        self.first_side.add(first)
        self.second_side.add(second)

    @property
    def is_told(self) -> bool:
        sides = len(self.first_side), len(self.second_side)
        return len(self.pairs) >= PAIRS_MINIMUM and min(sides) >= SIDE_MINIMUM

    @property
    def is_told_inside(self) -> bool:
        people = self.first_side | self.second_side
        return len(self.pairs) >= PAIRS_MINIMUM and len(people) >= PAIRS_MINIMUM


@dataclass(frozen=True, slots=True)
class Tie:
    """What is told of two groups. Contacts are by kind, of the kinds that are told, and coarse."""

    first: str
    second: str
    contacts: Mapping[TieKind, int]
    pairs_at_least: int
    rests_on_one: bool

    @property
    def total(self) -> int:
        """Contacts of all kinds."""
        return sum(self.contacts.values())


@dataclass(frozen=True, slots=True)
class Ties:
    """Everything that is told: ties by pair of keys, and coarse contacts inside each group."""

    between: tuple[Tie, ...]
    inside: Mapping[str, int]


def ties(
    counts: Iterable[PairCount], group_of: Mapping[UUID, str], kinds: Collection[TieKind]
) -> Ties:
    """Tie groups by contacts of the chosen kinds; people without a group are left out."""
    strands: dict[tuple[str, str], dict[TieKind, _Strand]] = {}
    for each in counts:
        one, other = group_of.get(each.one), group_of.get(each.other)
        if each.kind not in kinds or one is None or other is None:
            continue
        (first, left), (second, right) = sorted(((one, each.one), (other, each.other)))
        by_kind = strands.setdefault((first, second), {})
        by_kind.setdefault(each.kind, _Strand()).add(left, right, each.times)
    between, inside = [], {}
    for (first, second), by_kind in sorted(strands.items()):
        if first == second:
            told = [s.contacts for s in by_kind.values() if s.is_told_inside]
            inside[first] = sum(coarse(contacts) for contacts in told)
        elif tie := _tie(first, second, by_kind):
            between.append(tie)
    return Ties(tuple(between), inside)


def _tie(first: str, second: str, by_kind: Mapping[TieKind, _Strand]) -> Tie | None:
    told = {kind: strand for kind, strand in by_kind.items() if strand.is_told}
    if not told:
        return None
    pairs = set[tuple[UUID, UUID]]()
    for strand in told.values():
        pairs |= strand.pairs
    return Tie(
        first,
        second,
        {kind: coarse(strand.contacts) for kind, strand in told.items()},
        at_least(len(pairs)),
        _rests_on_one(told.values()),
    )


def _rests_on_one(told: Collection[_Strand]) -> bool:
    """Whether one person takes part in more than half of the contacts of two larger groups."""
    taking_part = Counter[UUID]()
    first, second = set[UUID](), set[UUID]()
    for strand in told:
        taking_part += strand.taking_part
        first |= strand.first_side
        second |= strand.second_side
    if min(len(first), len(second)) < RELIANCE_SIDE_MINIMUM:
        return False
    busiest = max(taking_part.values())
    return busiest > RELIANCE_SHARE * sum(strand.contacts for strand in told)


def coarse(number: int) -> int:
    """A count to the nearest 5, above 100 to the nearest 10, above 1,000 to the nearest 100."""
    step = 5 if number < 100 else 10 if number < 1_000 else 100
    return max(step, (number + step // 2) // step * step) if number else 0


def at_least(number: int) -> int:
    """The largest of 5, 10, 20, 50, 100, 200, 500 … that is not above the number; 0 below 5."""
    reached = 0
    for step in _steps():
        if step > number:
            break
        reached = step
    return reached


def _steps() -> Iterator[int]:
    step = 5
    while True:
        yield from (step, 2 * step, 4 * step)
        step *= 10
