"""Pure rules of development plans: states and what leads from one to the next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID


class PlanState(StrEnum):
    """Where a plan stands. EXPIRED is never stored: it is an active plan whose last day is over."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    ACTIVE = "active"
    CLOSED = "closed"
    EXPIRED = "expired"


class GoalStatus(StrEnum):
    """How a goal goes."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    DONE = "done"
    DROPPED = "dropped"


GOALS_OVER = frozenset({GoalStatus.DONE, GoalStatus.DROPPED})
"""What nobody works towards any more."""


class GoalKind(StrEnum):
    """What a goal is for."""

    GROWTH = "growth"
    RESULT = "result"


class GoalMeasure(StrEnum):
    """What a goal's progress is counted from."""

    PERCENT = "percent"
    MILESTONES = "milestones"
    NUMBER = "number"
    YES_NO = "yes_no"
    GOALS = "goals"


class NumberDirection(StrEnum):
    """Which way a number is to go."""

    UP = "up"
    DOWN = "down"


class GoalVisibility(StrEnum):
    """Who reads a goal.

    PRIVATE: its author alone. SHARED: whoever reads its plan, or, without one, the person and their
    manager. EVERYONE: the whole company besides, and it can be chosen as the parent of a goal.
    """

    PRIVATE = "private"
    SHARED = "shared"
    EVERYONE = "everyone"


class Confidence(StrEnum):
    """How sure one is that a goal will be reached."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class FocusKind(StrEnum):
    """What a focus area is tied to."""

    COMPETENCY = "competency"
    SKILL = "skill"
    ASPIRATION = "aspiration"


class PlanOutcome(StrEnum):
    """How a plan ended. LAPSED: nobody closed it for 60 days after its last day."""

    COMPLETED = "completed"
    GIVEN_UP = "given_up"
    RENEWED = "renewed"
    LAPSED = "lapsed"


class Origin(StrEnum):
    """From what a focus area or a goal was made."""

    FEEDBACK = "feedback"
    ACTION_ITEM = "action_item"
    PACKET = "packet"
    ASSESSMENT = "assessment"


class EvidenceKind(StrEnum):
    """What shows how a goal goes."""

    NOTE = "note"
    LINK = "link"
    FILE = "file"
    FEEDBACK = "feedback"
    KUDOS = "kudos"
    ACTION_ITEM = "action_item"


class Step(StrEnum):
    """What somebody does with a plan."""

    EDIT = "edit"
    PROPOSE = "propose"
    AGREE = "agree"
    REMOVE_GOAL = "remove_goal"
    CHECK_IN = "check_in"
    CLOSE = "close"


STEPS: dict[PlanState, dict[Step, PlanState]] = {
    PlanState.DRAFT: {
        Step.EDIT: PlanState.DRAFT,
        Step.REMOVE_GOAL: PlanState.DRAFT,
        Step.PROPOSE: PlanState.PROPOSED,
        Step.CLOSE: PlanState.CLOSED,
    },
    PlanState.PROPOSED: {
        Step.EDIT: PlanState.PROPOSED,
        Step.REMOVE_GOAL: PlanState.PROPOSED,
        Step.AGREE: PlanState.ACTIVE,
        Step.CLOSE: PlanState.CLOSED,
    },
    PlanState.ACTIVE: {
        Step.EDIT: PlanState.ACTIVE,
        Step.CHECK_IN: PlanState.ACTIVE,
        Step.CLOSE: PlanState.CLOSED,
    },
    PlanState.CLOSED: {},
}
"""Which steps a plan can take in each state, and where they lead. ``AGREE`` leads on once both sides
have agreed."""

TITLE_MAXIMUM = 200
TEXT_MAXIMUM = 5_000
GOALS_MAXIMUM = 30
MILESTONES_MAXIMUM = 50
DATES_WITHIN = timedelta(days=5 * 366)
"""How far from today a period or a due date may lie."""
QUIET_AFTER = 21
"""An active plan without activity for this many days has gone quiet."""


def quiet_days(last_activity_at: datetime, moment: datetime) -> int:
    """Whole days since the last activity."""
    return max((moment - last_activity_at).days, 0)


def is_quiet(state: PlanState, days: int) -> bool:
    """Whether nobody has touched an active plan for three weeks."""
    return state is PlanState.ACTIVE and days >= QUIET_AFTER


def both_agreed(*, person_agreed: bool, agreed_manager: UUID | None, manager: UUID | None) -> bool:
    """Whether a plan binds both sides: the person, and whoever is their manager now.

    Somebody who has no manager agrees alone.
    """
    return person_agreed and (manager is None or agreed_manager == manager)


def mean_progress(progress: Sequence[int]) -> int | None:
    """Mean of the goals' progress in percent, rounded down so that 100 means all; None without."""
    return sum(progress) // len(progress) if progress else None


def list_order(state: PlanState) -> int:
    """Where plans of a state stand in a list: what is alive first, what is over last."""
    order = (PlanState.ACTIVE, PlanState.PROPOSED, PlanState.DRAFT, PlanState.CLOSED)
    return order.index(state)
