"""Numbers with their uncertainty. Pure; definitions and sources in ``docs/domains/recognition-fairness.md``.

An interval says between which values the long-run number would plausibly lie (19 times in 20) if the
days that were counted are taken for a sample of how people are to each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import NormalDist

Z = NormalDist().inv_cdf(0.975)
"""Of an interval that holds 95 times in a hundred."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number, and between which it plausibly lies."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Share:
    """``n`` of ``of`` in per cent to one decimal, with its interval; 0 to 100 where ``of`` is 0."""

    share: float
    low: float
    high: float
    n: int
    of: int


def share(n: int, of: int) -> Share:
    """A share with its interval after Wilson (1927), which stays within 0 and 100 for few people too."""
    if of == 0:
        return Share(0.0, 0.0, 100.0, 0, 0)
    part = n / of
    middle = (part + Z * Z / (2 * of)) / (1 + Z * Z / of)
    half = Z / (1 + Z * Z / of) * sqrt(part * (1 - part) / of + Z * Z / (4 * of * of))
    # At the ends the formula gives exactly 0 and 1, but for the last bit.
    low = 0.0 if n == 0 else middle - half
    high = 1.0 if n == of else middle + half
    return Share(round(part * 100, 1), round(low * 100, 1), round(high * 100, 1), n, of)


def poisson_interval(events: int) -> tuple[float, float]:
    """Between which the expected number of events lies, after Byar (Breslow and Day 1987)."""

    def bound(number: int, z: float) -> float:
        return number * (1 - 1 / (9 * number) + z / (3 * sqrt(number))) ** 3

    return (bound(events, -Z) if events else 0.0), bound(events + 1, Z)


def per_ten(events: int, people: int) -> Estimate:
    """Events per ten people, to two decimals."""
    low, high = poisson_interval(events)
    return Estimate(*(round(number * 10 / people, 2) for number in (events, low, high)))


def gini(counts: Iterable[int]) -> float | None:
    """How unequally something is spread: 0 where all have the same, 1 where one has everything.

    The mean difference of two different people over twice the mean, which compares groups of any
    size. None for fewer than two people, and where there is nothing to spread.
    """
    ordered = sorted(counts)
    n, total = len(ordered), sum(ordered)
    if n < 2 or total == 0:
        return None
    weighted = sum(rank * number for rank, number in enumerate(ordered, start=1))
    return (2 * weighted / total - (n + 1)) / (n - 1)


def gini_estimate(counts: Sequence[int]) -> Estimate | None:
    """The coefficient to two decimals with an interval from the jackknife, on the logit scale.

    Where all have the same, or one has everything, leaving somebody out changes nothing and would
    promise certainty; then the interval is that of one thanks more, to whoever has least.
    """
    value = gini(counts)
    if value is None or len(counts) < 3:
        return None
    low = high = value
    interval = _logit_interval(counts, value)
    if interval is None:
        ordered = sorted(counts)
        more = [ordered[0] + 1, *ordered[1:]]
        around = gini(more)
        interval = None if around is None else _logit_interval(more, around)
    if interval is not None:
        low, high = min(value, interval[0]), max(value, interval[1])
    return Estimate(round(value, 2), round(low, 2), round(high, 2))


def _logit_interval(counts: Sequence[int], value: float) -> tuple[float, float] | None:
    """None where the coefficient stands at one of its ends, and has no logit."""
    tiny = 1e-9
    if not tiny < value < 1 - tiny:
        return None
    middle = log(value / (1 - value))
    half = Z * _jackknife_error(counts) / (value * (1 - value))
    return _of_logit(middle - half), _of_logit(middle + half)


def _of_logit(number: float) -> float:
    return 1 / (1 + exp(-number)) if number > -700 else 0.0


def _jackknife_error(counts: Sequence[int]) -> float:
    """The standard error: the coefficient without each person in turn, in one pass after sorting.

    Asked for where at least two people have something, so nobody's absence leaves nothing.
    """
    ordered = sorted(counts)
    n, total = len(ordered), sum(ordered)
    weighted = sum(rank * number for rank, number in enumerate(ordered, start=1))
    above, without = total, []
    for rank, number in enumerate(ordered, start=1):
        above -= number
        # Whoever stands above moves down by one rank.
        rest = weighted - rank * number - above
        without.append((2 * rest / (total - number) - n) / (n - 2))
    mean = sum(without) / n
    return sqrt((n - 1) / n * sum((each - mean) ** 2 for each in without))
