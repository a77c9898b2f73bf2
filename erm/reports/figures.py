"""Numbers of groups with their uncertainty. Pure; definitions stand in ``docs/domains/reports.md``.

An interval says between which values the long-run number would plausibly lie (19 times in 20), if the
days that were counted are taken for a sample of how these people are.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from uuid import UUID

from erm.recognition.fairness.statistics import gini_estimate
from erm.recognition.fairness.statistics import share as share_of

FINE_FROM = 20
"""From so many people on shares are told in steps of 0.01, before in steps of 0.05."""
_COARSE, _FINE = 0.05, 0.01


@dataclass(frozen=True, slots=True)
class Figure:
    """A number about ``n`` people; None where there is none, such as the mean of nothing."""

    value: float | None
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Share:
    """What share of a group is among these people."""

    people: Collection[UUID]

    def of(self, members: Sequence[UUID]) -> Figure:
        """Of a group."""
        return share(sum(person in self.people for person in members), len(members))


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of a number that each person has, 0 unless it is given.

    ``share``: the number is from 0 to 1, and told in the steps of shares.
    """

    values: Mapping[UUID, float]
    share: bool = False

    def of(self, members: Sequence[UUID]) -> Figure:
        """Of a group."""
        numbers = [self.values.get(person, 0.0) for person in members]
        squares = sum(number * number for number in numbers)
        return mean(sum(numbers), squares, len(numbers), share=self.share)


@dataclass(frozen=True, slots=True)
class Concentration:
    """How unequally a number is spread among a group: the Gini coefficient, see ``fairness``."""

    values: Mapping[UUID, int]

    def of(self, members: Sequence[UUID]) -> Figure:
        """Of a group; None where nobody has anything."""
        found = gini_estimate([self.values.get(person, 0) for person in members])
        if found is None:
            return Figure(None, None, None, len(members))
        return Figure(found.value, found.low, found.high, len(members))


Statistic = Share | Mean | Concentration


def stepped(part: float, people: int) -> float:
    """A share in the steps in which it is told of so many people."""
    step = _FINE if people >= FINE_FROM else _COARSE
    return round(round(part / step) * step, 2)


def share(number: int, people: int) -> Figure:
    """So many of so many people, with Wilson's interval."""
    if people == 0:
        return Figure(None, None, None, 0)
    found = share_of(number, people)
    return Figure(
        stepped(number / people, people),
        stepped(found.low / 100, people),
        stepped(found.high / 100, people),
        people,
    )


def mean(total: float, squares: float, people: int, *, share: bool = False) -> Figure:
    """The mean of numbers given by their sum and the sum of their squares, with Student's interval."""
    if people == 0:
        return Figure(None, None, None, 0)
    middle = total / people
    half = 0.0
    if people > 1:
        # Slow to load, and needed where somebody pulls a report.
        from scipy.special import stdtrit

        variance = max(0.0, (squares - total * middle) / (people - 1))
        half = float(stdtrit(people - 1, 0.975)) * sqrt(variance / people)
    if share:
        ends = (stepped(max(0.0, middle - half), people), stepped(min(1.0, middle + half), people))
        return Figure(stepped(middle, people), *ends, people)
    return Figure(
        round(middle, 1), round(max(0.0, middle - half), 1), round(middle + half, 1), people
    )
