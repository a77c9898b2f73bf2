"""Pure rules of plans of action."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum


class ActionPlanState(StrEnum):
    """How far a plan of action is."""

    ACTIVE = "active"
    DONE = "done"
    DROPPED = "dropped"


class ActionStepState(StrEnum):
    """How far a step is."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


DRIVERS_MOST = 2
STEPS_MOST = 20
TITLE_MAXIMUM = 200
AIM_MAXIMUM = 2_000
STEP_MAXIMUM = 500

ECHO_AFTER = timedelta(days=14)
"""How old a plan is before people are asked whether anything has changed."""
ECHO_EVERY = timedelta(days=60)
"""How long nobody is asked the same of a driver again."""
ECHOES_MOST = 2
"""Most such questions in one wave."""


def is_overdue(due_on: date | None, day: date, *, open_: bool) -> bool:
    """Whether a step should have been done before this day."""
    return open_ and due_on is not None and due_on < day
