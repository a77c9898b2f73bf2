"""The numbers of fairness against formulas, tables and libraries written by others."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats  # type: ignore[import-untyped]

from erm.recognition.fairness.statistics import (
    Estimate,
    gini,
    gini_estimate,
    per_ten,
    poisson_interval,
    share,
)

counts = st.lists(st.integers(0, 50), min_size=2, max_size=60)


def by_definition(numbers: list[int]) -> float:
    """The mean difference over all ordered pairs of different people, over twice the mean."""
    x = np.array(numbers, dtype=float)
    n = len(x)
    return float(np.abs(x[:, None] - x[None, :]).sum() / (n * (n - 1)) / (2 * x.mean()))


@given(counts)
def test_gini_is_the_mean_difference_over_twice_the_mean(numbers: list[int]) -> None:
    found = gini(numbers)
    if sum(numbers) == 0:
        assert found is None
    else:
        assert found == pytest.approx(by_definition(numbers), abs=1e-9)


def test_gini_agrees_with_numpy_on_large_random_data() -> None:
    random = np.random.default_rng(6)
    for size in (5, 100, 2_000):
        x = random.poisson(random.gamma(0.7, 3.0, size)) + (np.arange(size) == 0)
        assert gini(x.tolist()) == pytest.approx(by_definition(x.tolist()), abs=1e-9)


def test_gini_at_its_ends() -> None:
    assert gini([3, 3, 3, 3, 3]) == pytest.approx(0)
    assert gini([0, 0, 7, 0, 0]) == pytest.approx(1)
    assert gini([0, 0, 0]) is None
    assert gini([4]) is None


@given(counts, st.randoms())
def test_gini_depends_neither_on_the_order_nor_on_the_unit(
    numbers: list[int], random: np.random.Generator
) -> None:
    mixed = [3 * number for number in numbers]
    random.shuffle(mixed)
    assert gini(mixed) == (None if sum(numbers) == 0 else pytest.approx(gini(numbers), abs=1e-9))


@settings(max_examples=50)
@given(st.lists(st.integers(0, 9), min_size=3, max_size=40))
def test_the_interval_of_gini_is_the_jackknife_of_leaving_each_out(numbers: list[int]) -> None:
    found = gini_estimate(numbers)
    value = gini(numbers)
    if value is None:
        assert found is None
        return
    assert found is not None
    assert 0 <= found.low <= found.value <= found.high <= 1
    if not 0.001 < value < 0.999:
        return
    without = np.array([by_definition(numbers[:i] + numbers[i + 1 :]) for i in range(len(numbers))])
    n = len(numbers)
    error = np.sqrt((n - 1) / n * ((without - without.mean()) ** 2).sum())
    at, half = np.log(value / (1 - value)), 1.959964 * error / (value * (1 - value))
    assert found.low == pytest.approx(1 / (1 + np.exp(half - at)), abs=0.006)
    assert found.high == pytest.approx(1 / (1 + np.exp(-half - at)), abs=0.006)


@pytest.mark.parametrize("numbers", [[1, 1, 1, 1, 1], [0, 0, 0, 0, 4], [2] * 40])
def test_an_interval_never_promises_certainty(numbers: list[int]) -> None:
    found = gini_estimate(numbers)
    assert found is not None
    assert found.high - found.low > 0.01


@pytest.mark.parametrize(("people", "mean"), [(5, 2.0), (12, 1.0), (60, 2.0)])
def test_the_interval_of_gini_holds_about_as_often_as_it_says(people: int, mean: float) -> None:
    """Thanks of people who differ: Poisson numbers around means of a gamma distribution."""
    random = np.random.default_rng(60)

    def draw(size: int) -> list[int]:
        return [int(n) for n in random.poisson(random.gamma(1.5, mean / 1.5, size))]

    truth = gini(draw(200_000))
    assert truth is not None
    estimates = [found for _ in range(400) if (found := gini_estimate(draw(people))) is not None]
    held = sum(each.low <= truth + 0.005 and truth - 0.005 <= each.high for each in estimates)
    assert held / len(estimates) > 0.92


@given(st.integers(1, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_shares_have_the_interval_of_wilson(numbers: tuple[int, int]) -> None:
    n, of = numbers
    found = share(n, of)
    expected = stats.binomtest(n, of).proportion_ci(method="wilson")
    assert found.share == pytest.approx(100 * n / of, abs=0.051)
    assert found.low == pytest.approx(100 * expected.low, abs=0.051)
    assert found.high == pytest.approx(100 * expected.high, abs=0.051)
    assert (found.n, found.of) == numbers


def test_of_nobody_nothing_is_known() -> None:
    found = share(0, 0)
    assert (found.low, found.high) == (0, 100)


@given(st.integers(0, 5_000))
def test_counts_have_the_interval_of_byar_close_to_the_exact_one(events: int) -> None:
    low, high = poisson_interval(events)
    exact_low = stats.chi2.ppf(0.025, 2 * events) / 2 if events else 0.0
    exact_high = stats.chi2.ppf(0.975, 2 * events + 2) / 2
    assert low == pytest.approx(exact_low, abs=0.03)
    assert high == pytest.approx(exact_high, abs=0.1)


def test_a_rate_is_per_ten_people() -> None:
    assert per_ten(10, 20) == Estimate(5.0, 2.39, 9.2)
    assert per_ten(0, 5).low == 0
