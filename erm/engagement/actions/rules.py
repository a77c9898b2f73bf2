"""Pure rules of plans of action."""

from __future__ import annotations

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
