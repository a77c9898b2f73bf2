"""Figures of a calibration: how ratings lie, how each manager rates beside the others, nine boxes.

Every mean stands with how many ratings it is of and with its 95 % interval, or without one where
none can be told: of fewer than two ratings, and where all are alike, which tells nothing of how much
they vary.

- The mean of n ratings: m ± t·s/√n with n - 1 degrees of freedom (Student 1908).
- A manager's leniency: the mean of theirs less the mean of the whole group, theirs included. That is
  (1 - n/N) times the difference to all others, whose interval is Welch's (Welch 1947): standard error
  √(s₁²/n + s₂²/(N - n)) with the degrees of freedom of Welch and Satterthwaite, rounded down.

A small number of ratings gives a wide interval: one that holds 0 is no evidence of leniency. One
manager's ratings of one person over several questions are one figure, their mean: they are not
independent of one another. Figures on other scales are put onto the largest first.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, variance
from uuid import UUID

from erm.feedback.cycles.results import (
    QuestionResult,
    ResultBound,
    band_limits,
    interval,
)

T_975 = (
    *(12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228),
    *(2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086),
    *(2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042),
)
"""How many standard errors hold 95 % on both sides with 1 to 30 degrees of freedom."""
T_975_FURTHER = ((120, 1.980), (60, 2.000), (40, 2.021))
"""The same for at least so many degrees of freedom; between two of them the larger holds."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean of ``n`` figures, with its 95 % interval where that can be told."""

    n: int
    mean: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Leniency:
    """How one manager rates beside the group. ``difference`` above 0: more generously."""

    rater_id: UUID
    reviews: int
    mean: float
    difference: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating as a manager gave it, on 1…``scale``."""

    rater_id: UUID
    participant_id: UUID
    value: int
    scale: int


@dataclass(frozen=True, slots=True)
class Others:
    """The shown mean of those who are neither oneself nor the manager, and how many they are."""

    mean: float
    low: float | None
    high: float | None
    raters: int


def quantile(freedom: float) -> float:
    """Student's t for 95 % on both sides. Degrees of freedom are rounded down: rather too wide."""
    whole = int(freedom)
    if whole < 1:
        raise ValueError("an interval needs at least one degree of freedom")
    if whole <= len(T_975):
        return T_975[whole - 1]
    return next((t for least, t in T_975_FURTHER if whole >= least), T_975[-1])


def estimate(values: Sequence[float], scale: int) -> Estimate | None:
    """The mean of ratings on 1…``scale`` with its interval; None where there are none."""
    n = len(values)
    if not n:
        return None
    mean = fmean(values)
    spread = variance(values) if n > 1 else 0.0
    if not spread:
        return Estimate(n, mean)
    half = quantile(n - 1) * math.sqrt(spread / n)
    return Estimate(n, mean, max(1.0, mean - half), min(float(scale), mean + half))


def leniency(ratings: Iterable[Rated]) -> list[Leniency]:
    """Each manager's leniency, the most generous first."""
    all_of: dict[tuple[UUID, UUID], list[float]] = defaultdict(list)
    given = list(ratings)
    scale = max((one.scale for one in given), default=0)
    for one in given:
        all_of[one.rater_id, one.participant_id].append(onto(one.value, one.scale, scale))
    by_rater: dict[UUID, list[float]] = defaultdict(list)
    for (rater_id, _), values in all_of.items():
        by_rater[rater_id].append(fmean(values))
    everybody = [value for values in by_rater.values() for value in values]
    found = [
        _leniency(rater_id, own, [v for key, vs in by_rater.items() if key != rater_id for v in vs])
        for rater_id, own in by_rater.items()
        if everybody
    ]
    return sorted(found, key=lambda one: (-one.difference, one.rater_id))


def _leniency(rater_id: UUID, own: Sequence[float], rest: Sequence[float]) -> Leniency:
    n, mean = len(own), fmean(own)
    if not rest:
        return Leniency(rater_id, n, mean, 0.0, None, None)
    share = len(rest) / (n + len(rest))
    difference = share * (mean - fmean(rest))
    half = _welch(own, rest)
    if half is None:
        return Leniency(rater_id, n, mean, difference, None, None)
    return Leniency(
        rater_id, n, mean, difference, difference - share * half, difference + share * half
    )


def _welch(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Half of the 95 % interval of the difference of two means."""
    if len(one) < 2 or len(other) < 2:
        return None
    a, b = variance(one) / len(one), variance(other) / len(other)
    if not a + b:
        return None
    freedom = (a + b) ** 2 / (a * a / (len(one) - 1) + b * b / (len(other) - 1))
    return quantile(freedom) * math.sqrt(a + b)


def others_mean(shown: Iterable[tuple[QuestionResult, int]], scale: int) -> Others | None:
    """What those beside oneself and the manager said of one question: from shown figures alone.

    ``shown``: the result of each perspective with its weight; what is left out, or has no weight,
    counts nowhere. The interval of several is the weighted mean of theirs, rather too wide than too
    narrow; there is none as soon as one of them has none. Rounded as in packets, to one decimal.
    """
    counted = [
        (result, weight) for result, weight in shown if result.mean is not None and weight > 0
    ]
    weights = sum(weight for _, weight in counted)
    if not weights:
        return None

    def weighted(figures: Sequence[int]) -> float:
        total = sum(figure * weight for figure, (_, weight) in zip(figures, counted, strict=True))
        return math.floor(total / weights + 0.5) / 10

    exact = [one.bound is ResultBound.EXACT for one, _ in counted]
    limits = [interval(one) for one, _ in counted]
    told = [each for each in limits if each is not None]
    known = all(exact) and len(told) == len(counted)
    return Others(
        mean=weighted([one.mean or 0 for one, _ in counted]),
        low=weighted([low for low, _ in told]) if known else None,
        high=min(float(scale), weighted([high for _, high in told])) if known else None,
        raters=sum(one.answered or 0 for one, _ in counted),
    )


def distribution(values: Sequence[int], scale: int) -> list[tuple[int, int]]:
    """How often each value of the scale was given."""
    return [(value, values.count(value)) for value in range(1, scale + 1)]


def onto(value: int, scale: int, larger: int) -> float:
    """A rating on 1…``scale`` as one on 1…``larger``."""
    return float(value) if scale == larger else 1 + (value - 1) * (larger - 1) / (scale - 1)


def third(value: int, scale: int) -> int:
    """In which third of its scale a rating lies: 0, 1 or 2. A scale of two has no middle."""
    limits = band_limits(scale)
    place = next(place for place, (first, last) in enumerate(limits) if first <= value <= last)
    return 2 if place == len(limits) - 1 else place


def box(x: tuple[int, int] | None, y: tuple[int, int] | None) -> int | None:
    """The box of nine, 1 (both low) to 9 (both high), of two ratings with their scales.

    Three in a row: ``x`` grows from left to right, ``y`` from row to row.
    """
    if x is None or y is None:
        return None
    return 3 * third(*y) + third(*x) + 1


def as_it_stands(manager: int | None, calibrated: Mapping[UUID, int], question: UUID) -> int | None:
    """A manager's rating after calibration. Where the manager gave none, none was changed."""
    return None if manager is None else calibrated.get(question, manager)
