"""Numbers with their uncertainty. Pure; methods and sources in ``docs/domains/engagement-reports.md``.

Everything takes arrays, one element for a group, because a large company has thousands of groups.
The people who were asked are a finite population: where most of them answered, little is unknown, and
where all did, nothing (Cochran 1977, section 2.6). ``population`` is how many were asked; infinite
where nobody knows, as of some past surveys, and then no correction is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from erm.engagement.results.rules import FINE_SHARES, EffectSize

Numbers: TypeAlias = NDArray[np.floating[Any]]

CONFIDENCE = 0.95
Z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
"""Of an interval that holds 95 times in a hundred."""
EFFECTS = ((0.8, EffectSize.LARGE), (0.5, EffectSize.MEDIUM), (0.2, EffectSize.SMALL))
"""From which difference in standard deviations on it has which name."""


def correction(n: ArrayLike, population: ArrayLike) -> Numbers:
    """The finite-population correction, a factor of standard errors: sqrt((N - n) / (N - 1)).

    0 where all have answered, 1 where the population is infinite.
    """
    count, size = np.asarray(n, float), np.asarray(population, float)
    finite = np.isfinite(size)
    some = np.where(finite, size, 2.0)
    part = np.clip((some - count) / np.maximum(some - 1, 1.0), 0.0, 1.0)
    return np.where(finite, np.sqrt(part), 1.0)


def mean_interval(
    mean: ArrayLike, variance: ArrayLike, n: ArrayLike, population: ArrayLike
) -> tuple[Numbers, Numbers]:
    """Student's interval around means of ``n`` answers between 0 and 100, corrected.

    ``variance`` is the sample's (divided by n - 1). Fewer than two answers tell nothing: 0 to 100.
    """
    middle, count = np.asarray(mean, float), np.asarray(n, float)
    enough = count >= 2
    freedom = np.where(enough, count - 1, 1.0)
    error = np.sqrt(np.asarray(variance, float) / np.maximum(count, 1.0))
    half = _student(freedom) * error * correction(count, population)
    low = np.where(enough, np.clip(middle - half, 0.0, 100.0), 0.0)
    high = np.where(enough, np.clip(middle + half, 0.0, 100.0), 100.0)
    return low, high


def share_interval(
    share: ArrayLike, n: ArrayLike, population: ArrayLike
) -> tuple[Numbers, Numbers]:
    """The interval after Wilson (1927) around shares of 0 to 1, with the effective number of answers.

    That is as many answers as would leave as much unknown in an infinite population: n (N - 1) / (N - n)."""
    part, count = np.asarray(share, float), np.maximum(np.asarray(n, float), 1.0)
    inverse = correction(count, population) ** 2 / count
    middle = (part + Z * Z * inverse / 2) / (1 + Z * Z * inverse)
    half = Z / (1 + Z * Z * inverse) * np.sqrt(part * (1 - part) * inverse + Z * Z * inverse**2 / 4)
    return np.clip(middle - half, 0.0, 1.0), np.clip(middle + half, 0.0, 1.0)


def enps_interval(
    promoters: ArrayLike, detractors: ArrayLike, n: ArrayLike, population: ArrayLike
) -> tuple[Numbers, Numbers, Numbers]:
    """The difference of two shares in points of -100 to 100, and its interval.

    Both shares come of one draw, so their errors hang together: the variance is that of a multinomial
    distribution, (p + d - (p - d)^2) / n.
    """
    more, less = np.asarray(promoters, float), np.asarray(detractors, float)
    count = np.maximum(np.asarray(n, float), 1.0)
    score = more - less
    error = np.sqrt(np.maximum(more + less - score**2, 0.0) / count)
    half = Z * error * correction(count, population)
    return score * 100, np.clip(score - half, -1, 1) * 100, np.clip(score + half, -1, 1) * 100


@dataclass(frozen=True, slots=True)
class Sample:
    """Means of 0 to 100 with what is needed to compare them; not rounded."""

    mean: Numbers
    variance: Numbers
    n: Numbers
    population: Numbers


def band(now: Sample, before: Sample) -> Numbers:
    """How far two means must be apart to be called different: 95 %, variances not taken for equal.

    Welch's (1947) with the finite-population correction of each side; 0 where everybody answered both
    times, for then nothing is left to chance.
    """
    one, other = _error_squared(now), _error_squared(before)
    total = one + other
    parts = one**2 / np.maximum(now.n - 1, 1.0) + other**2 / np.maximum(before.n - 1, 1.0)
    freedom = np.where(parts > 0, total**2 / np.where(parts > 0, parts, 1.0), 1.0)
    return np.where(total > 0, _student(np.maximum(freedom, 1.0)) * np.sqrt(total), 0.0)


def standardised(now: Sample, before: Sample) -> Numbers:
    """The difference in standard deviations of people (Cohen's d, pooled); 0 where all said the same."""
    freedom = np.maximum(now.n + before.n - 2, 1.0)
    pooled = ((now.n - 1) * now.variance + (before.n - 1) * before.variance) / freedom
    some = pooled > 0
    return np.where(some, (now.mean - before.mean) / np.sqrt(np.where(some, pooled, 1.0)), 0.0)


def effect_of(difference: float) -> EffectSize:
    """The word for a difference in standard deviations."""
    return next(
        (name for least, name in EFFECTS if abs(difference) >= least - 1e-12), EffectSize.NONE
    )


def one_decimal(value: float) -> float:
    """As means, and differences of means, are told."""
    return round(value, 1) + 0.0


def told_difference(now: float, before: float) -> float:
    """The difference of two means as they are told, so that 75 and 75 never are one apart."""
    return one_decimal(one_decimal(now) - one_decimal(before))


def step(n: float) -> float:
    """The steps that shares of so many answers are told in."""
    return 0.01 if n >= FINE_SHARES else 0.05


def told_share(share: float, n: float) -> float:
    """A share in its steps."""
    return _stepped(round(share / step(n) + 0.0), n)


def at_least(share: float, n: float) -> float:
    """The last step that a share is not below."""
    return _stepped(int(np.floor(share / step(n) + 1e-9)), n)


def at_most(share: float, n: float) -> float:
    """The first step that a share is not above."""
    return _stepped(int(np.ceil(share / step(n) - 1e-9)), n)


def _stepped(steps: int, n: float) -> float:
    return round(min(max(steps * step(n), 0.0), 1.0), 2)


def _error_squared(sample: Sample) -> Numbers:
    factor = correction(sample.n, sample.population) ** 2
    return np.asarray(sample.variance / np.maximum(sample.n, 1.0) * factor)


def _student(freedom: Numbers) -> Numbers:
    # Not needed to read figures, and slow to load.
    from scipy.special import stdtrit

    return np.asarray(stdtrit(freedom, (1 + CONFIDENCE) / 2), dtype=float)
