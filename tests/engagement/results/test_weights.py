"""Driver analysis: both methods, and what cannot be analysed."""

from __future__ import annotations

import numpy as np
import pytest

from erm.engagement.results import weights
from erm.engagement.results.statistics import correction, effect_of, mean_interval, share_interval
from erm.engagement.results.weights import weigh


def people(drivers: int, count: int = 400, seed: int = 4) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    common = rng.normal(size=(count, 1))
    scores = common + rng.normal(size=(count, drivers))
    parts = np.arange(drivers, 0, -1)
    return scores, scores @ parts + rng.normal(size=count) * 5


def test_relative_weights_come_out_nearly_like_all_orders(monkeypatch: pytest.MonkeyPatch) -> None:
    scores, outcome = people(6)
    exact = weigh(scores, outcome, resamples=20)
    monkeypatch.setattr(weights, "EXACT_MOST", 1)
    relative = weigh(scores, outcome, resamples=20)
    assert exact is not None
    assert relative is not None
    assert np.allclose(exact.shares, relative.shares, atol=0.01)
    assert exact.explained == pytest.approx(relative.explained)
    assert list(exact.shares) == sorted(exact.shares, reverse=True)
    assert sum(relative.shares) == pytest.approx(1)


def test_many_drivers_are_weighed_too() -> None:
    found = weigh(*people(14), resamples=20)
    assert found is not None
    assert len(found.shares) == 14
    assert all(
        low <= share <= high
        for low, share, high in zip(
            found.shares_from, found.shares, found.shares_until, strict=True
        )
    )


def test_two_drivers_that_are_one_share_what_they_explain() -> None:
    scores, outcome = people(2)
    twins = np.column_stack([scores[:, 0], scores[:, 0], scores[:, 1]])
    found = weigh(twins, outcome, resamples=10)
    assert found is not None
    assert found.shares[0] == pytest.approx(found.shares[1], abs=1e-6)


def test_the_same_answers_tell_the_same() -> None:
    assert weigh(*people(3), resamples=30) == weigh(*people(3), resamples=30)


def test_nothing_goes_together_where_all_said_the_same() -> None:
    scores, outcome = people(3)
    assert weigh(scores, np.full(len(outcome), 75.0)) is None
    scores[:, 1] = 50
    assert weigh(scores, outcome) is None


def test_intervals_stay_within_their_scale_and_know_how_many_were_asked() -> None:
    low, high = mean_interval([99.0, 1.0], [400.0, 400.0], [5, 5], [50, 50])
    assert high[0] == 100
    assert low[1] == 0
    low, high = mean_interval([50.0], [0.0], [1], [10])
    assert (low[0], high[0]) == (0, 100)
    assert correction([10, 5, 1], [10, np.inf, 1]).tolist() == [0, 1, 0]
    low, high = share_interval([0.0, 1.0, 0.5], [10, 10, 10], [np.inf, np.inf, 10])
    assert low[0] == 0
    assert high[0] == pytest.approx(0.2775, abs=1e-4)
    assert high[1] == 1
    assert (low[2], high[2]) == (0.5, 0.5)


@pytest.mark.parametrize(
    ("difference", "word"),
    [(0.19, "none"), (-0.2, "small"), (0.5, "medium"), (-0.79, "medium"), (0.8, "large")],
)
def test_the_word_for_a_difference_is_cohens(difference: float, word: str) -> None:
    assert effect_of(difference).value == word


@pytest.mark.parametrize("seed", [23, 34, 49, 97, 108, 123, 135])
def test_a_driver_that_a_sample_drew_all_alike_goes_together_with_nothing_there(seed: int) -> None:
    """One person differs: a third of all samples leave them out, and had been divided by nothing."""
    rng = np.random.default_rng(seed)
    count, drivers = int(rng.integers(6, 14)), int(rng.integers(2, 5))
    table = rng.integers(1, 6, size=(count, drivers + 1)) * 25.0 - 25.0
    table[1:, 0] = table[1, 0]
    found = weigh(table[:, :drivers], table[:, drivers])
    assert found is not None
    for low, value, high in (
        (found.explained_from, found.explained, found.explained_until),
        *zip(found.shares_from, found.shares, found.shares_until, strict=True),
    ):
        assert 0 <= low <= value <= high <= 1
