"""No sequence of calls, by whomever, leads a cycle where it must not be or shows anybody too much."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from tortoise.expressions import Q

from erm.feedback.cycles import policy, policy_packets
from erm.feedback.cycles.commands import changes, participants
from tests.feedback.cycles.machine import CycleMachine


@pytest.fixture
def template(request: pytest.FixtureRequest) -> Path:
    """A file with an empty, migrated database, to be copied."""
    found: Path = request.getfixturevalue("_sqlite_template")
    return found


def run(template: Path, *, examples: int, steps: int, shrinks: bool = True) -> None:
    machine = type("Machine", (CycleMachine,), {"template": template})
    phases = [Phase.generate, Phase.shrink] if shrinks else [Phase.generate]
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            report_multiple_bugs=shrinks,
            phases=phases,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_nothing_that_is_done_in_any_order_breaks_a_promise(template: Path) -> None:
    run(template, examples=3, steps=30)


def all_manage(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody manages every cycle."""
    monkeypatch.setattr(policy, "may_manage_cycles", lambda actor: True)
    monkeypatch.setattr(policy, "readable_cycles", lambda actor: Q())


def all_read_packets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody reads every packet as soon as there are results."""
    made = Q(results_at__isnull=False)
    monkeypatch.setattr(policy_packets, "readable_packets", lambda actor: made)


def former_managers_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was begun is not taken back from anybody."""

    async def keep(*_: object, **__: object) -> int:
        return 0

    monkeypatch.setattr(changes, "cancel_reviews", keep)
    monkeypatch.setattr(participants, "cancel_reviews", keep)


@pytest.mark.parametrize(
    "fault",
    [
        all_read_packets,
        pytest.param(all_manage, marks=pytest.mark.soak),
        pytest.param(former_managers_stay, marks=pytest.mark.soak),
    ],
)
def test_the_machine_finds_what_is_broken(
    template: Path, monkeypatch: pytest.MonkeyPatch, fault: Callable[[pytest.MonkeyPatch], None]
) -> None:
    fault(monkeypatch)
    with pytest.raises(BaseException) as caught:
        run(template, examples=40, steps=30, shrinks=False)
    found = caught.value
    faults = found.exceptions if isinstance(found, BaseExceptionGroup) else [found]
    assert any(isinstance(each, AssertionError) for each in faults), faults


@pytest.mark.soak
def test_nothing_that_is_done_for_long_breaks_a_promise(template: Path) -> None:
    run(template, examples=300, steps=80)
