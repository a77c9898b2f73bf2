"""The figures of a calibration against a library of statistics, and where they stay silent."""

from __future__ import annotations

from uuid import UUID, uuid4

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from erm.feedback.cycles.calibration import (
    Rated,
    as_it_stands,
    box,
    distribution,
    estimate,
    leniency,
    others_mean,
    quantile,
    third,
)
from erm.feedback.cycles.results import QuestionResult, ResultBound, interval
from erm.feedback.cycles.rules import QuestionKind

ratings = st.lists(st.integers(1, 5), min_size=2, max_size=60)


def shown(
    mean: int | None, answered: int | None, *, bound: ResultBound = ResultBound.EXACT
) -> QuestionResult:
    return QuestionResult(uuid4(), QuestionKind.RATING, 5, answered, 0, mean, bound)


def of(rater: UUID, *values: int, scale: int = 5) -> list[Rated]:
    return [Rated(rater, uuid4(), value, scale) for value in values]


@pytest.mark.parametrize("freedom", [*range(1, 200), 1000, 10_000])
def test_no_interval_is_narrower_than_students(freedom: int) -> None:
    exact = float(stats.t.ppf(0.975, freedom))
    assert exact - 0.0006 <= quantile(freedom) <= exact * 1.025


def test_an_interval_needs_something_to_vary() -> None:
    with pytest.raises(ValueError, match="degree of freedom"):
        quantile(0.9)


@given(ratings)
def test_a_mean_and_its_interval_are_those_of_scipy(values: list[int]) -> None:
    found = estimate(values, 5)
    assert found is not None
    assert found.n == len(values)
    assert found.mean == pytest.approx(np.mean(values))
    if len(set(values)) == 1:
        assert (found.low, found.high) == (None, None)
        return
    low, high = stats.t.interval(
        0.95, len(values) - 1, loc=np.mean(values), scale=stats.sem(values)
    )
    assert found.low == pytest.approx(max(1, low), abs=0.06)
    assert found.high == pytest.approx(min(5, high), abs=0.06)


def test_of_no_rating_there_is_no_mean_and_of_one_no_interval() -> None:
    assert estimate([], 5) is None
    alone = estimate([4], 5)
    assert alone is not None
    assert (alone.n, alone.mean, alone.low, alone.high) == (1, 4, None, None)


@pytest.mark.filterwarnings("ignore:Precision loss:RuntimeWarning")
@given(ratings, ratings)
def test_leniency_is_the_difference_to_the_group_with_the_interval_of_welch(
    own: list[int], rest: list[int]
) -> None:
    one, other = uuid4(), uuid4()
    found = {each.rater_id: each for each in leniency(of(one, *own) + of(other, *rest))}[one]
    assert found.reviews == len(own)
    assert found.difference == pytest.approx(np.mean(own) - np.mean(own + rest), abs=1e-9)
    if len(set(own)) == 1 and len(set(rest)) == 1:
        assert (found.low, found.high) == (None, None)
        return
    share = len(rest) / (len(own) + len(rest))
    exact = stats.ttest_ind(own, rest, equal_var=False).confidence_interval(0.95)
    assert found.low is not None
    assert found.high is not None
    # Degrees of freedom are rounded down, so it is never narrower.
    assert found.low <= share * exact.low + 0.002
    assert found.high >= share * exact.high - 0.002
    assert found.low <= found.difference <= found.high


def test_of_one_review_a_managers_leniency_has_no_interval() -> None:
    one, other = uuid4(), uuid4()
    found = {each.rater_id: each for each in leniency(of(one, 5) + of(other, 2, 3, 4))}
    assert (found[one].reviews, found[one].low, found[one].high) == (1, None, None)
    assert found[one].difference == pytest.approx(5 - 14 / 4)
    assert found[other].difference < 0
    assert (found[other].low, found[other].high) == (None, None), "the rest is one review"


def test_a_manager_alone_in_a_group_is_not_compared_with_themselves() -> None:
    (found,) = leniency(of(uuid4(), 1, 2, 3))
    assert (found.difference, found.low, found.high) == (0, None, None)


def test_several_questions_about_one_person_are_one_figure() -> None:
    rater, person = uuid4(), uuid4()
    twice = [Rated(rater, person, 5, 5), Rated(rater, person, 3, 5)]
    found = {each.rater_id: each for each in leniency([*twice, *of(uuid4(), 2, 4)])}
    assert (found[rater].reviews, found[rater].mean) == (1, 4)


def test_the_smaller_scale_is_put_onto_the_larger_one() -> None:
    rater = uuid4()
    found = {each.rater_id: each for each in leniency(of(rater, 3, scale=3) + of(uuid4(), 5, 1))}
    assert found[rater].mean == 5


def test_the_others_are_the_weighted_mean_of_what_is_shown() -> None:
    peers, reports = shown(40, 4), shown(30, 6)
    found = others_mean([(peers, 2), (reports, 1)], 5)
    assert found is not None
    assert (found.mean, found.raters) == (3.7, 10)
    both = interval(peers), interval(reports)
    assert both[0] is not None
    assert both[1] is not None
    assert found.low == pytest.approx((2 * both[0][0] + both[1][0]) / 30, abs=0.06)
    assert found.high == pytest.approx((2 * both[0][1] + both[1][1]) / 30, abs=0.06)


@pytest.mark.parametrize("left_out", [shown(None, None), shown(None, 3)])
def test_what_is_left_out_is_missing_and_not_zero(left_out: QuestionResult) -> None:
    found = others_mean([(left_out, 1), (shown(40, 4), 1)], 5)
    assert found is not None
    assert (found.mean, found.raters) == (4, 4)
    assert others_mean([(left_out, 1)], 5) is None


def test_a_perspective_without_weight_is_no_part_of_the_others() -> None:
    assert others_mean([(shown(40, 4), 0)], 5) is None


def test_a_limit_has_no_interval() -> None:
    found = others_mean([(shown(48, 5, bound=ResultBound.AT_LEAST), 1)], 5)
    assert found is not None
    assert (found.mean, found.low, found.high) == (4.8, None, None)


def test_each_value_of_the_scale_is_counted() -> None:
    assert distribution([3, 3, 5], 5) == [(1, 0), (2, 0), (3, 2), (4, 0), (5, 1)]


@pytest.mark.parametrize(
    ("scale", "thirds"),
    [
        (2, [0, 2]),
        (3, [0, 1, 2]),
        (4, [0, 1, 1, 2]),
        (5, [0, 0, 1, 2, 2]),
        (9, [0, 0, 0, 1, 1, 1, 2, 2, 2]),
    ],
)
def test_a_scale_has_three_thirds(scale: int, thirds: list[int]) -> None:
    assert [third(value, scale) for value in range(1, scale + 1)] == thirds


def test_the_nine_boxes_run_from_low_to_high() -> None:
    found = [box((x, 3), (y, 3)) for y in (1, 2, 3) for x in (1, 2, 3)]
    assert found == list(range(1, 10))
    assert box(None, (1, 3)) is None
    assert box((1, 3), None) is None


def test_a_rating_stands_as_calibration_left_it() -> None:
    question = uuid4()
    assert as_it_stands(4, {question: 3}, question) == 3
    assert as_it_stands(4, {}, question) == 4
    assert as_it_stands(None, {question: 3}, question) is None
