"""Driver analysis: how much of the outcome goes together with each driver. Pure.

The shares are those of Lindeman, Merenda and Gold (1980), the Shapley value of the explained variance:
what a driver adds to a linear regression, averaged over all orders in which drivers may come in. Beyond
``EXACT_MOST`` drivers there are too many orders, and Johnson's (2000) relative weights stand for them,
which come out nearly alike. Intervals are the middle 95 % of resampled people (Efron 1979), drawn from a
fixed seed so that the same answers tell the same. None of it says what is the cause of what.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import factorial

import numpy as np

from erm.engagement.results.statistics import Numbers

EXACT_MOST = 10
"""Most drivers whose orders are all gone through."""
RESAMPLES = 400
SEED = 9474
_RIDGE = 1e-9
"""Added to the diagonal, so that two drivers which are one and the same share what they explain."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Shares of the explained variance (they add up to 1), the explained variance, and intervals."""

    n: int
    explained: float
    explained_from: float
    explained_until: float
    shares: tuple[float, ...]
    shares_from: tuple[float, ...]
    shares_until: tuple[float, ...]


SAME = 1e-9
"""Below which variance, of scores from 0 to 100, a column is the same for everybody but for rounding."""


def weigh(scores: Numbers, outcome: Numbers, *, resamples: int = RESAMPLES) -> Weights | None:
    """The drivers (columns of ``scores``) held against the outcome; rows are people, none missing.

    None where the outcome, or some driver, is the same for everybody: then nothing goes together.
    """
    table = np.column_stack([scores, outcome]).astype(float)
    if (table.std(axis=0) < 1e-12).any():
        return None
    people = len(table)
    # Centred once, which changes no correlation and keeps the sums small.
    table -= table.mean(axis=0)
    found, explained = _shares(_correlations(table, np.full((1, people), 1.0)))
    rng = np.random.default_rng(SEED)
    drawn: list[Numbers] = []
    for start in range(0, resamples, 50):
        many = min(50, resamples - start)
        weights = rng.multinomial(people, np.full(people, 1 / people), size=many)
        drawn.append(_correlations(table, weights.astype(float)))
    resampled, again = _shares(np.concatenate(drawn))
    low, high = np.nanpercentile(resampled, [2.5, 97.5], axis=0)
    less, more = np.nanpercentile(again, [2.5, 97.5])
    return Weights(
        n=people,
        explained=float(explained[0]),
        explained_from=float(min(less, explained[0])),
        explained_until=float(max(more, explained[0])),
        shares=tuple(float(each) for each in found[0]),
        shares_from=tuple(float(each) for each in np.minimum(low, found[0])),
        shares_until=tuple(float(each) for each in np.maximum(high, found[0])),
    )


def _correlations(table: Numbers, weights: Numbers) -> Numbers:
    """A matrix for each row of weights, over people."""
    found = np.empty((len(weights), table.shape[1], table.shape[1]))
    for number, weight in enumerate(weights):
        total = weight.sum()
        mean = weight @ table / total
        covariance = (table * weight[:, None]).T @ table / total - np.outer(mean, mean)
        variances = np.diag(covariance)
        # Drawn again, a column may be the same for everybody: then it goes together with nothing.
        same = variances < SAME
        spread = np.where(same, np.inf, np.sqrt(np.maximum(variances, SAME)))
        found[number] = covariance / np.outer(spread, spread)
        found[number][same, same] = 1.0
    return found


def _shares(correlations: Numbers) -> tuple[Numbers, Numbers]:
    """Shares and explained variance of each matrix, whose last row and column are the outcome's."""
    drivers = correlations.shape[1] - 1
    among = correlations[:, :drivers, :drivers] + _RIDGE * np.eye(drivers)
    beside = correlations[:, :drivers, drivers]
    explained = _explained(among, beside, list(range(drivers)))
    parts = (
        _averaged_over_orders(among, beside) if drivers <= EXACT_MOST else _relative(among, beside)
    )
    total = parts.sum(axis=1, keepdims=True)
    some = total > 1e-12
    return np.where(some, parts / np.where(some, total, 1.0), 1 / drivers), explained


def _explained(among: Numbers, beside: Numbers, chosen: list[int]) -> Numbers:
    if not chosen:
        return np.zeros(len(among))
    inner = among[:, chosen][:, :, chosen]
    side = beside[:, chosen]
    solved = np.linalg.solve(inner, side[:, :, None])[:, :, 0]
    return np.asarray(np.clip((solved * side).sum(axis=1), 0.0, 1.0))


def _averaged_over_orders(among: Numbers, beside: Numbers) -> Numbers:
    drivers = among.shape[1]
    of_set = [
        _explained(among, beside, [i for i in range(drivers) if mask >> i & 1])
        for mask in range(1 << drivers)
    ]
    parts = np.zeros((len(among), drivers))
    for mask in range(1 << drivers):
        size = mask.bit_count()
        if size == drivers:
            continue
        chance = factorial(size) * factorial(drivers - size - 1) / factorial(drivers)
        for driver in range(drivers):
            if not mask >> driver & 1:
                parts[:, driver] += chance * (of_set[mask | 1 << driver] - of_set[mask])
    return np.asarray(np.maximum(parts, 0.0))


def _relative(among: Numbers, beside: Numbers) -> Numbers:
    """Johnson's: the outcome on uncorrelated stand-ins, told back to the drivers they stand for."""
    values, vectors = np.linalg.eigh(among)
    roots = np.sqrt(np.maximum(values, 0.0))
    root = (vectors * roots[:, None, :]) @ vectors.transpose(0, 2, 1)
    weights = np.linalg.solve(root + _RIDGE * np.eye(root.shape[1]), beside[:, :, None])[:, :, 0]
    return np.asarray((root**2 @ (weights**2)[:, :, None])[:, :, 0])
