"""Ties between departments, by a rule that names nobody. Pure.

A tie of one kind of contact is told if at least five pairs of people make it up, with at least three
people on each side; else it is as if it were not, in every number that is made from ties. Each kind
passes or fails for itself, whatever was asked for, so that asking for one kind more or less tells
nothing of a kind that is not shown. Numbers are coarse.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

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
    """How often two people, in either order, had one kind of contact; once for each pair and kind."""

    one: str
    other: str
    kind: TieKind
    times: int


Strand = list[tuple[str, str, int]]
"""Contacts of one kind between two groups, or inside one: a person on each side, how often."""


def _is_told(strand: Strand) -> bool:
    return (
        len({(first, second) for first, second, _ in strand}) >= PAIRS_MINIMUM
        and len({first for first, _, _ in strand}) >= SIDE_MINIMUM
        and len({second for _, second, _ in strand}) >= SIDE_MINIMUM
    )


def _is_told_inside(strand: Strand) -> bool:
    people = {person for first, second, _ in strand for person in (first, second)}
    pairs = {(first, second) for first, second, _ in strand}
    return len(pairs) >= PAIRS_MINIMUM and len(people) >= PAIRS_MINIMUM


def _contacts(strand: Strand) -> int:
    return sum(times for _, _, times in strand)


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
    counts: Iterable[PairCount], group_of: Mapping[str, str], kinds: Collection[TieKind]
) -> Ties:
    """Tie groups by contacts of the chosen kinds; people without a group are left out."""
    strands: dict[tuple[str, str], dict[TieKind, Strand]] = {}
    for one, other, kind, times in counts:
        first, second = group_of.get(one), group_of.get(other)
        if first is None or second is None or kind not in kinds:
            continue
        if first < second or (first == second and one < other):
            place, entry = (first, second), (one, other, times)
        else:
            place, entry = (second, first), (other, one, times)
        strands.setdefault(place, {}).setdefault(kind, []).append(entry)
    between, inside = [], {}
    for (first, second), by_kind in sorted(strands.items()):
        if first == second:
            told = [strand for strand in by_kind.values() if _is_told_inside(strand)]
            inside[first] = sum(coarse(_contacts(strand)) for strand in told)
        elif tie := _tie(first, second, by_kind):
            between.append(tie)
    return Ties(tuple(between), inside)


def _tie(first: str, second: str, by_kind: Mapping[TieKind, Strand]) -> Tie | None:
    told = {kind: strand for kind, strand in by_kind.items() if _is_told(strand)}
    if not told:
        return None
    whole = [entry for strand in told.values() for entry in strand]
    return Tie(
        first,
        second,
        {kind: coarse(_contacts(strand)) for kind, strand in told.items()},
        at_least(len({(left, right) for left, right, _ in whole})),
        _rests_on_one(whole),
    )


def _rests_on_one(whole: Strand) -> bool:
    """Whether one person takes part in more than half of the contacts of two larger groups."""
    sides: tuple[dict[str, int], dict[str, int]] = ({}, {})
    for first, second, times in whole:
        for side, person in zip(sides, (first, second), strict=True):
            side[person] = side.get(person, 0) + times
    if min(map(len, sides)) < RELIANCE_SIDE_MINIMUM:
        return False
    busiest = max(max(side.values()) for side in sides)
    return busiest > RELIANCE_SHARE * _contacts(whole)


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
