"""Pure rules of awards: quarters, days, conflicts, the count of votes."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erm.recognition.awards.rules import (
    AwardConflict,
    AwardState,
    Tally,
    conflict_of,
    is_due,
    is_quarter,
    leading,
    months_later,
    next_quarter,
)

ME, OTHER = uuid4(), uuid4()


def test_a_quarter_is_written_in_one_way_and_followed_by_the_next() -> None:
    assert is_quarter("2026-Q4")
    assert not any(map(is_quarter, ("2026-Q5", "2026-Q0", "Q4", "26-Q1", "2026-q1", " 2026-Q1")))
    assert [next_quarter(q) for q in ("2026-Q4", "2026-Q1", "2026-Q3", "")] == [
        "2027-Q1",
        "2026-Q2",
        "2026-Q4",
        "",
    ]


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_three_months_later_is_a_day_of_the_third_month(day: date) -> None:
    later = months_later(day)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == 3
    assert later.day <= day.day
    assert later.day == day.day or day.day > 28


def test_a_draft_opens_on_its_first_day_and_the_others_move_after_their_last() -> None:
    day = date(2026, 11, 22)
    assert is_due(AwardState.DRAFT, day, day)
    assert not is_due(AwardState.NOMINATING, day, day)
    assert is_due(AwardState.VOTING, day, date(2026, 11, 23))


@pytest.mark.parametrize(
    ("nominee", "authors", "managers", "conflict"),
    [
        (ME, [], {}, AwardConflict.ONESELF),
        (OTHER, [ME], {}, AwardConflict.OWN_NOMINATION),
        (OTHER, [], {ME: OTHER}, AwardConflict.MANAGER),
        (OTHER, [], {OTHER: ME}, AwardConflict.REPORT),
        (OTHER, [OTHER], {ME: uuid4(), OTHER: uuid4()}, None),
    ],
)
def test_a_juror_does_not_judge_where_they_are_not_free(
    nominee: UUID, authors: list[UUID], managers: dict[UUID, UUID], conflict: AwardConflict | None
) -> None:
    assert conflict_of(ME, nominee, nominated_by=authors, managers=managers) is conflict


def test_two_votes_are_needed_or_all_that_there_can_be() -> None:
    assert not Tally(ME, (5,), 3).qualifies
    assert Tally(ME, (5, 1), 3).qualifies
    assert Tally(ME, (5,), 1).qualifies
    assert not Tally(ME, (), 1).qualifies
    assert Tally(ME, (), 0).qualifies


tallies = st.lists(
    st.tuples(st.lists(st.integers(1, 5), max_size=4), st.integers(0, 3)).map(
        lambda made: Tally(uuid4(), tuple(made[0]), len(made[0]) + made[1])
    ),
    max_size=8,
)


@given(tallies, st.integers(1, 4))
def test_who_leads_is_as_good_as_anybody_who_does_not(some: list[Tally], wanted: int) -> None:
    ahead = leading(some, wanted)
    by_id = {one.nominee_id: one for one in some}
    means = {i: Fraction(sum(t.scores), len(t.scores)) for i, t in by_id.items() if t.scores}
    there = [i for i, t in by_id.items() if t.qualifies and t.scores]
    assert set(ahead) <= set(there)
    assert len(ahead) >= min(wanted, len(there))
    if ahead:
        worst = min(means[i] for i in ahead)
        assert all(means[i] < worst for i in there if i not in ahead)
        # More than wanted only where the last place is shared.
        assert sum(means[i] > worst for i in ahead) < wanted
