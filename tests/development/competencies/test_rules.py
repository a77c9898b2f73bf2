"""Stays, gaps and ranks of another time."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erm.development.competencies.rules import Stay, ended, gap, placed, translated_rank

DAY = date(2026, 1, 1)
LEVELS = [UUID(int=n) for n in range(1, 4)]
STEPS = st.lists(
    st.tuples(st.sampled_from(["place", "end"]), st.integers(0, 12), st.sampled_from(LEVELS)),
    max_size=12,
)


def on(stays: tuple[Stay, ...], day: date) -> list[UUID]:
    return [
        stay.level_id
        for stay in stays
        if stay.starts_on <= day and (stay.ends_on is None or stay.ends_on > day)
    ]


@given(STEPS)
def test_nobody_is_ever_at_two_levels_and_the_last_word_holds(
    steps: list[tuple[str, int, UUID]],
) -> None:
    stays: tuple[Stay, ...] = ()
    for step, days, level in steps:
        day = DAY + timedelta(days=days)
        before = stays
        stays = placed(stays, level, day) if step == "place" else ended(stays, day)
        assert on(stays, day) == ([level] if step == "place" else [])
        earlier = [DAY + timedelta(days=n) for n in range(days)]
        assert [on(stays, each) for each in earlier] == [on(before, each) for each in earlier]
        if step == "end":
            assert not any(on(stays, day + timedelta(days=n)) for n in range(20))
    assert list(stays) == sorted(stays, key=lambda stay: stay.starts_on)
    assert all(len(on(stays, DAY + timedelta(days=n))) <= 1 for n in range(30))
    assert all(stay.ends_on is None or stay.ends_on > stay.starts_on for stay in stays)


@given(st.integers(0, 15), st.integers(0, 15))
def test_a_gap_is_positive_below_what_is_expected(expected: int, seen: int) -> None:
    found = gap(expected, seen)
    assert found is not None
    assert (found > 0) == (seen < expected)
    assert gap(expected, None) is None


@pytest.mark.parametrize(
    ("rank", "then", "now", "expected"),
    [
        (0, "ab", "ba", 0),
        (2, "abc", "abc", 2),
        (2, "abc", "axbc", 3),
        (2, "abc", "ac", None),
        (4, "abc", "abc", None),
    ],
)
def test_a_rank_of_then_is_that_of_the_same_level_now(
    rank: int, then: str, now: str, expected: int | None
) -> None:
    assert translated_rank(rank, list(then), list(now)) == expected
