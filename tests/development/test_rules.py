from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from erm.development.rules import (
    STEPS,
    PlanState,
    Step,
    both_agreed,
    is_quiet,
    list_order,
    mean_progress,
    quiet_days,
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
    }
    assert STEPS[PlanState.CLOSED] == {}
    assert [state for state in PlanState if Step.CHECK_IN in STEPS[state]] == [PlanState.ACTIVE]


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


def test_an_active_plan_is_quiet_after_three_weeks() -> None:
    last = datetime(2026, 3, 1, 12, tzinfo=UTC)
    almost = quiet_days(last, last + timedelta(days=21, seconds=-1))
    exactly = quiet_days(last, last + timedelta(days=21))
    assert (almost, exactly) == (20, 21)
    assert not is_quiet(PlanState.ACTIVE, almost)
    assert is_quiet(PlanState.ACTIVE, exactly)
    for state in (PlanState.DRAFT, PlanState.PROPOSED, PlanState.CLOSED):
        assert not is_quiet(state, 100)
    assert quiet_days(last, last - timedelta(days=1)) == 0


def test_progress_is_a_hundred_only_when_all_is_done() -> None:
    assert mean_progress([]) is None
    assert mean_progress([0]) == 0
    assert mean_progress([100, 99]) == 99
    assert mean_progress([100, 100]) == 100


def test_what_is_alive_stands_first() -> None:
    assert sorted(PlanState, key=list_order) == [
        PlanState.ACTIVE,
        PlanState.PROPOSED,
        PlanState.DRAFT,
        PlanState.CLOSED,
    ]
