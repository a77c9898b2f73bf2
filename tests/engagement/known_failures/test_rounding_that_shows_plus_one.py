"""In other products 74.6 became 75.4, which they show as 75 to 75, +1.

Here the difference that is told is that of the numbers that are told, and whether it is a change is
decided on what they are exactly.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from erm.engagement.results.changes import change
from erm.engagement.results.figures import Figure
from erm.engagement.results.statistics import one_decimal, told_difference

MEANS = some.floats(0, 100)


def figure(mean: float, variance: float = 400.0, n: int = 50, asked: int = 100) -> Figure:
    return Figure(n=n, population=asked, mean=one_decimal(mean), exact_mean=mean, variance=variance)


@given(MEANS, MEANS)
def test_the_difference_is_that_of_what_is_shown(now: float, before: float) -> None:
    told = told_difference(now, before)
    shown = one_decimal(now), one_decimal(before)
    assert abs(told - (shown[0] - shown[1])) < 1e-6
    if shown[0] == shown[1]:
        assert told == 0
    assert (told > 0) is (shown[0] > shown[1])


@given(MEANS, MEANS, some.integers(5, 10_000))
def test_what_does_not_differ_to_the_eye_is_no_change(now: float, before: float, n: int) -> None:
    found = change(figure(now, n=n, asked=n), figure(before, n=n, asked=n), 1)
    assert found is not None
    assert found.changed is (found.difference != 0)
    assert (found.direction > 0) is (found.changed and now > before)


def test_75_to_75_is_0() -> None:
    found = change(figure(74.96), figure(75.04), 1)
    assert found is not None
    assert (found.difference, found.changed, found.direction) == (0.0, False, 0)
    # Within the band: told, and not called a change.
    near = change(figure(76.0), figure(75.0), 1)
    assert near is not None
    assert (near.difference, near.changed) == (1.0, False)
    assert near.band > 1
