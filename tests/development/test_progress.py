"""How far a goal is: bounds, monotony and the empty cases, over whatever numbers there are."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from erm.development.errors import DirectionDoesNotFit, NoDistance, NumberInvalid
from erm.development.numbers import measured_by, parse_number
from erm.development.progress import (
    Measured,
    Part,
    direction_of,
    of_milestones,
    of_number,
    progress_of,
    rolled_up,
    told_as,
)
from erm.development.rules import GoalMeasure, NumberDirection

numbers = st.decimals(-(10**14) + 1, 10**14 - 1, places=4, allow_nan=False, allow_infinity=False)
percents = st.integers(0, 100)
parts = st.lists(st.builds(Part, st.integers(1, 100), st.none() | percents), max_size=12)


@given(numbers, numbers, numbers)
def test_a_number_is_never_below_0_nor_above_100_and_100_only_at_the_target(
    start: Decimal, target: Decimal, now: Decimal
) -> None:
    assume(start != target)
    progress = of_number(start, target, now)
    assert progress is not None
    assert 0 <= progress <= 100
    reached = now >= target if target > start else now <= target
    assert (progress == 100) is reached
    assert of_number(start, target, start) == 0
    assert of_number(start, target, target) == 100


@given(numbers, numbers, numbers, numbers)
def test_whoever_comes_nearer_to_the_target_does_not_lose(
    start: Decimal, target: Decimal, one: Decimal, other: Decimal
) -> None:
    assume(start != target)
    nearer, farther = sorted((one, other), reverse=target > start)
    first, second = of_number(start, target, farther), of_number(start, target, nearer)
    assert first is not None
    assert second is not None
    assert first <= second


@given(numbers, numbers)
def test_a_number_mirrored_is_as_far(start: Decimal, target: Decimal) -> None:
    assume(start != target)
    middle = (start + target) / 2
    assert of_number(start, target, middle) == of_number(-start, -target, -middle)


@pytest.mark.parametrize(
    ("start", "target", "now", "direction", "expected"),
    [
        ("0", "10", None, None, 0),
        (None, "10", None, None, None),
        (None, "10", "9.9999", NumberDirection.UP, 0),
        (None, "10", "10", NumberDirection.UP, 100),
        (None, "10", "9", NumberDirection.DOWN, 100),
        (None, "10", "11", NumberDirection.DOWN, 0),
        ("10", "10", "10", None, None),
        ("10", "10", "99", None, None),
        ("0", None, "5", None, None),
        ("0", "3", "1", None, 33),
        ("0", "3", "2.9999", None, 99),
        ("100", "0", "25", None, 75),
        ("100", "0", "140", None, 0),
    ],
)
def test_a_number_in_particular(
    start: str | None,
    target: str | None,
    now: str | None,
    direction: NumberDirection | None,
    expected: int | None,
) -> None:
    given_ = [None if each is None else Decimal(each) for each in (start, target, now)]
    assert of_number(*given_, direction) == expected


@given(st.integers(0, 50), st.integers(0, 50))
def test_milestones_are_a_share_and_none_of_none_is_nothing(done: int, open_: int) -> None:
    total = done + open_
    progress = of_milestones(done, total)
    if total == 0:
        assert progress is None
        return
    assert progress is not None
    assert 0 <= progress <= 100
    assert (progress == 100) is (done == total)
    more = of_milestones(min(done + 1, total), total)
    assert more is not None
    assert more >= progress


@given(parts)
def test_a_roll_up_lies_between_its_parts_and_is_100_only_when_all_are(parts: list[Part]) -> None:
    known = [part.progress for part in parts if part.progress is not None]
    progress = rolled_up(parts)
    if not known:
        assert progress is None
        return
    assert progress is not None
    assert min(known) <= progress <= max(known)
    assert (progress == 100) is (set(known) == {100})


@given(parts, st.integers(1, 100), percents, percents)
def test_a_roll_up_grows_with_every_part_of_it(
    parts: list[Part], weight: int, one: int, other: int
) -> None:
    before = rolled_up([*parts, Part(weight, min(one, other))])
    after = rolled_up([*parts, Part(weight, max(one, other))])
    assert before is not None
    assert after is not None
    assert before <= after


@given(parts, st.integers(1, 100))
def test_weights_are_relative_and_need_not_sum_to_anything(parts: list[Part], factor: int) -> None:
    scaled = [Part(part.weight * factor, part.progress) for part in parts]
    assert rolled_up(scaled) == rolled_up(parts)


@given(parts, st.integers(1, 100))
def test_what_is_not_measured_counts_in_nothing(parts: list[Part], weight: int) -> None:
    assert rolled_up([*parts, Part(weight, None)]) == rolled_up(parts)


@given(st.integers(-(2**40), 2**40), st.sampled_from(GoalMeasure), st.integers(0, 60), parts)
def test_whatever_is_stored_progress_is_a_percentage_or_nothing(
    told: int, measure: GoalMeasure, total: int, parts: list[Part]
) -> None:
    progress = progress_of(Measured(measure, told=told, done=total // 2, total=total), parts)
    assert progress is None or 0 <= progress <= 100
    if measure is GoalMeasure.YES_NO:
        assert progress in (0, 100)


@given(numbers)
def test_a_number_is_shown_as_it_can_be_typed_again(number: Decimal) -> None:
    text = told_as(number)
    assert text is not None
    assert "E" not in text
    assert parse_number(text, field="number") == number


@pytest.mark.parametrize(
    ("typed", "number"),
    [("12,5", "12.5"), (" 1\u00a0200 ", "1200"), ("\u22123", "-3"), ("+4.0000", "4"), ("007", "7")],
)
def test_numbers_are_understood_as_people_write_them(typed: str, number: str) -> None:
    assert parse_number(typed, field="number") == Decimal(number)


@pytest.mark.parametrize(
    "typed",
    ["", "x", "1e5", "NaN", "Infinity", "1.23456", "1" * 15, "1,000.5", "0x10", "٣", "--1", "."],
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(NumberInvalid) as refused:
        parse_number(typed, field="number_target")
    assert refused.value.field == "number_target"


@given(numbers, numbers, st.none() | st.sampled_from(NumberDirection))
def test_a_direction_follows_from_start_and_target_or_is_refused(
    start: Decimal, target: Decimal, direction: NumberDirection | None
) -> None:
    def columns() -> dict[str, object]:
        return measured_by(
            GoalMeasure.NUMBER, start=start, target=target, unit="", direction=direction
        )

    if start == target:
        with pytest.raises(NoDistance):
            columns()
    elif direction not in (None, direction_of(start, target)):
        with pytest.raises(DirectionDoesNotFit):
            columns()
    else:
        assert columns()["direction"] is direction_of(start, target)
