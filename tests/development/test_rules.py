from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from erm.development.rules import (
    STEPS,
    PlanState,
    Step,
    both_agreed,
    check_in_due_on,
    days_over,
    is_quiet,
    list_order,
    mean_progress,
    quiet_days,
    state_on,
    steps_of,
)

MANAGER, FORMER = UUID(int=1), UUID(int=2)


def test_every_state_says_what_can_be_done_in_it() -> None:
    assert set(STEPS) == set(PlanState)
    assert {
        (state.value, step.value, following.value)
        for state, steps in STEPS.items()
        for step, following in steps.items()
        if following is not state
    } == {
        ("draft", "propose", "proposed"),
        ("proposed", "agree", "active"),
        ("draft", "close", "closed"),
        ("proposed", "close", "closed"),
        ("active", "close", "closed"),
        ("active", "renew", "closed"),
        ("expired", "close", "closed"),
        ("expired", "renew", "closed"),
        ("expired", "extend", "active"),
    }
    assert set(STEPS[PlanState.CLOSED]) == {Step.SHARE}
    assert {state for state in PlanState if Step.CHECK_IN in STEPS[state]} == {
        PlanState.ACTIVE,
        PlanState.EXPIRED,
    }
    assert {state for state in PlanState if Step.EDIT in STEPS[state]} == {
        PlanState.DRAFT,
        PlanState.PROPOSED,
        PlanState.ACTIVE,
    }


def test_an_agreed_plan_expires_the_day_after_its_last_and_takes_a_last_word_for_two_weeks() -> (
    None
):
    last = date(2026, 3, 31)
    for state in (PlanState.DRAFT, PlanState.PROPOSED, PlanState.CLOSED):
        assert state_on(state, last, date(2030, 1, 1)) is state
    assert state_on(PlanState.ACTIVE, last, last) is PlanState.ACTIVE
    expired = state_on(PlanState.ACTIVE, last, last + timedelta(days=1))
    assert expired is PlanState.EXPIRED
    assert days_over(PlanState.ACTIVE, last, last + timedelta(days=9)) == 0
    assert days_over(expired, last, last + timedelta(days=9)) == 9
    assert Step.CHECK_IN in steps_of(expired, 14)
    left = steps_of(expired, 15)
    assert left == {Step.ACKNOWLEDGE, Step.SHARE, Step.EXTEND, Step.RENEW, Step.CLOSE}


def test_a_check_in_is_due_by_the_cadence_and_never_after_the_end() -> None:
    start, end = date(2026, 1, 1), date(2026, 3, 31)

    def due(last_on: date, state: PlanState = PlanState.ACTIVE) -> date | None:
        return check_in_due_on(state, last_on=last_on, starts_on=start, ends_on=end, every=14)

    assert due(date(2026, 2, 1)) == date(2026, 2, 15)
    assert due(date(2025, 12, 1)) == date(2026, 1, 15)
    assert due(date(2026, 3, 17)) == end
    assert due(date(2026, 3, 18)) is None
    for state in PlanState:
        assert (due(date(2026, 2, 1), state) is None) is (state is not PlanState.ACTIVE)


@pytest.mark.parametrize(
    ("person", "agreed", "manager", "expected"),
    [
        (True, MANAGER, MANAGER, True),
        (True, None, MANAGER, False),
        (False, MANAGER, MANAGER, False),
        (True, FORMER, MANAGER, False),
        (True, None, None, True),
        (False, FORMER, None, False),
    ],
)
def test_the_person_and_the_manager_of_now_have_to_agree(
    person: bool, agreed: UUID | None, manager: UUID | None, expected: bool
) -> None:
    assert both_agreed(person_agreed=person, agreed_manager=agreed, manager=manager) is expected


def test_an_active_plan_is_quiet_after_as_many_days_as_it_says() -> None:
    last = datetime(2026, 3, 1, 12, tzinfo=UTC)
    almost = quiet_days(last, last + timedelta(days=21, seconds=-1))
    exactly = quiet_days(last, last + timedelta(days=21))
    assert (almost, exactly) == (20, 21)
    assert not is_quiet(PlanState.ACTIVE, almost, 21)
    assert is_quiet(PlanState.ACTIVE, exactly, 21)
    assert not is_quiet(PlanState.ACTIVE, exactly, 22)
    for state in (PlanState.DRAFT, PlanState.PROPOSED, PlanState.EXPIRED, PlanState.CLOSED):
        assert not is_quiet(state, 100, 21)
    assert quiet_days(last, last - timedelta(days=1)) == 0


def test_progress_is_a_hundred_only_when_all_is_done() -> None:
    assert mean_progress([]) is None
    assert mean_progress([0]) == 0
    assert mean_progress([100, 99]) == 99
    assert mean_progress([None, 40]) == 40
    assert mean_progress([None]) is None
    assert mean_progress([100, 100]) == 100


def test_what_is_alive_stands_first() -> None:
    assert sorted(PlanState, key=list_order) == [
        PlanState.EXPIRED,
        PlanState.ACTIVE,
        PlanState.PROPOSED,
        PlanState.DRAFT,
        PlanState.CLOSED,
    ]
