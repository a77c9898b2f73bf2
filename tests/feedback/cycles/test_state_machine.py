"""No sequence of calls, by whomever, leads a cycle where it must not be or shows anybody too much."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.feedback.cycles.machine import CycleMachine


@pytest.fixture
def template(request: pytest.FixtureRequest) -> Path:
    """A file with an empty, migrated database, to be copied."""
    found: Path = request.getfixturevalue("_sqlite_template")
    return found


def run(template: Path, *, examples: int, steps: int) -> None:
    machine = type("Machine", (CycleMachine,), {"template": template})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            phases=[Phase.explicit, Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_nothing_that_is_done_in_any_order_breaks_a_promise(template: Path) -> None:
    run(template, examples=4, steps=30)


@pytest.mark.soak
def test_nothing_that_is_done_for_long_breaks_a_promise(template: Path) -> None:
    run(template, examples=300, steps=80)
