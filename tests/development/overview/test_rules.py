"""What is told of a group, as pure rules."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from erm.core.ids import new_id
from erm.development.overview.rules import (
    GoalsOfPerson,
    PlanSpan,
    Seen,
    covered,
    gap_of,
    month_ends,
    share,
)
from erm.development.rules import PlanOutcome

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TODAY = NOW.date()
DAY = timedelta(days=1)
NOTHING: dict[str, frozenset[UUID]] = {"checked_in": frozenset(), "assessed": frozenset()}


def span(person: UUID, **changes: object) -> PlanSpan:
    return PlanSpan(person, NOW - 60 * DAY, None, TODAY + 30 * DAY, None, 21, NOW - DAY)._replace(
        **changes  # type: ignore[arg-type]
    )


def test_a_plan_covers_from_signing_until_it_is_closed_or_over() -> None:
    plan = span(new_id(), closed_at=NOW - 5 * DAY, ends_on=TODAY - 10 * DAY)
    days = [n for n in range(70) if plan.covers(NOW - n * DAY, TODAY - n * DAY)]
    assert days == list(range(10, 61))
    assert not span(new_id(), closed_at=NOW - DAY).covers(NOW, TODAY)
    assert span(new_id(), ends_on=TODAY).covers(NOW, TODAY)


def test_people_are_counted_once_and_quiet_only_if_nobody_touched_any_plan_of_theirs() -> None:
    ann, bo, cy = new_id(), new_id(), new_id()
    long_ago = {"touched_at": NOW - 22 * DAY}
    spans = [span(ann, **long_ago), span(ann), span(bo, **long_ago), span(bo, **long_ago)]
    spans.append(span(cy, touched_at=NOW - 13 * DAY, quiet_after=14))
    found = covered(frozenset((ann, bo, cy)), spans, NOW, TODAY, goals={}, **NOTHING)
    assert (found.people, found.with_plan, found.quiet) == (3, 3, 1)


def test_plans_of_others_and_of_longer_ago_are_not_counted() -> None:
    ann, bo = new_id(), new_id()
    closed = [
        span(ann, closed_at=NOW - 10 * DAY, outcome=PlanOutcome.COMPLETED),
        span(ann, closed_at=NOW - 20 * DAY, outcome=PlanOutcome.LAPSED),
        span(ann, closed_at=NOW - 366 * DAY, outcome=PlanOutcome.COMPLETED),
        span(bo, closed_at=NOW - 10 * DAY, outcome=PlanOutcome.COMPLETED),
    ]
    found = covered(frozenset((ann,)), closed, NOW, TODAY, goals={}, **NOTHING)
    assert (found.closed, found.completed, found.with_plan) == (2, 1, 0)


def test_how_many_goals_were_reached_is_told_of_five_people_or_more() -> None:
    people = [new_id() for _ in range(6)]
    goals = {person: GoalsOfPerson(4, 3) for person in people[:4]}
    found = covered(frozenset(people), [], NOW, TODAY, goals=goals, **NOTHING)
    assert found.goals_done_share is None
    goals[people[4]] = GoalsOfPerson(4, 1)
    found = covered(frozenset(people), [], NOW, TODAY, goals=goals, **NOTHING)
    assert found.goals_done_share == 0.65


@given(st.integers(0, 500), st.integers(1, 500))
def test_shares_are_told_in_steps(part: int, whole: int) -> None:
    told = share(min(part, whole), whole)
    assert 0 <= told <= 1
    assert abs(told - min(part, whole) / whole) <= 0.025 + 1e-9
    assert round(told * 20) == told * 20 or abs(round(told * 20) - told * 20) < 1e-9


def test_the_last_twelve_months_end_today() -> None:
    found = month_ends(date(2026, 3, 15))
    assert len(found) == 12
    assert found[0] == (date(2025, 4, 1), date(2025, 4, 30))
    assert found[-2:] == [
        (date(2026, 2, 1), date(2026, 2, 28)),
        (date(2026, 3, 1), date(2026, 3, 15)),
    ]


def test_each_side_has_a_gap_of_its_own_to_one_decimal() -> None:
    own = [Seen(3, 3, 4), Seen(3, 4, 2)]
    managers = [Seen(3, 2, 4), Seen(3, 3, 2)]
    found = gap_of(own, managers)
    assert (found.people, found.own, found.managers, found.below) == (6, -0.3, 0.7, 0.65)


def test_a_side_of_fewer_than_five_people_says_nothing() -> None:
    found = gap_of([Seen(3, 3, 5)], [Seen(3, 1, 4)])
    assert (found.own, found.managers, found.below) == (0.0, None, None)


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 5), st.integers(1, 9))))
def test_a_gap_lies_between_the_smallest_and_the_largest(seen: list[tuple[int, int, int]]) -> None:
    found = gap_of([Seen(*each) for each in seen], []).own
    gaps = [expected - rank for expected, rank, _ in seen]
    if found is None:
        assert sum(people for _, _, people in seen) < 5
    else:
        assert min(gaps) - 0.05 <= found <= max(gaps) + 0.05
