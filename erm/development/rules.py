"""Pure rules of development plans: states and what leads from one to the next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
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


TOLD = frozenset({GoalMeasure.PERCENT, GoalMeasure.YES_NO})
"""Measures whose progress is what somebody said in a check-in; of the others it follows."""


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


class GoalPart(StrEnum):
    """What can be taken away from a goal."""

    FOCUS_AREA = "focus_area"
    PARENT = "parent"


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


class PlanReader(StrEnum):
    """As what somebody reads a plan or a goal."""

    PERSON = "person"
    MANAGER = "manager"
    MENTOR = "mentor"
    MANAGERS_MANAGER = "managers_manager"
    HR = "hr"


class Step(StrEnum):
    """What somebody does with a plan.

    TICK is to say that a milestone was reached; SHARE, to say who else reads the plan; ACKNOWLEDGE,
    that one has seen what changed.
    """

    EDIT = "edit"
    PROPOSE = "propose"
    AGREE = "agree"
    REMOVE_GOAL = "remove_goal"
    TICK = "tick"
    ADD_EVIDENCE = "add_evidence"
    CHECK_IN = "check_in"
    ACKNOWLEDGE = "acknowledge"
    EXTEND = "extend"
    RENEW = "renew"
    CLOSE = "close"
    SHARE = "share"


STEPS: dict[PlanState, dict[Step, PlanState]] = {
    PlanState.DRAFT: {
        Step.EDIT: PlanState.DRAFT,
        Step.REMOVE_GOAL: PlanState.DRAFT,
        Step.TICK: PlanState.DRAFT,
        Step.ADD_EVIDENCE: PlanState.DRAFT,
        Step.SHARE: PlanState.DRAFT,
        Step.PROPOSE: PlanState.PROPOSED,
        Step.CLOSE: PlanState.CLOSED,
    },
    PlanState.PROPOSED: {
        Step.EDIT: PlanState.PROPOSED,
        Step.REMOVE_GOAL: PlanState.PROPOSED,
        Step.TICK: PlanState.PROPOSED,
        Step.ADD_EVIDENCE: PlanState.PROPOSED,
        Step.SHARE: PlanState.PROPOSED,
        Step.AGREE: PlanState.ACTIVE,
        Step.CLOSE: PlanState.CLOSED,
    },
    PlanState.ACTIVE: {
        Step.EDIT: PlanState.ACTIVE,
        Step.TICK: PlanState.ACTIVE,
        Step.ADD_EVIDENCE: PlanState.ACTIVE,
        Step.CHECK_IN: PlanState.ACTIVE,
        Step.ACKNOWLEDGE: PlanState.ACTIVE,
        Step.SHARE: PlanState.ACTIVE,
        Step.EXTEND: PlanState.ACTIVE,
        Step.RENEW: PlanState.CLOSED,
        Step.CLOSE: PlanState.CLOSED,
    },
    PlanState.EXPIRED: {
        Step.TICK: PlanState.EXPIRED,
        Step.ADD_EVIDENCE: PlanState.EXPIRED,
        Step.CHECK_IN: PlanState.EXPIRED,
        Step.ACKNOWLEDGE: PlanState.EXPIRED,
        Step.SHARE: PlanState.EXPIRED,
        Step.EXTEND: PlanState.ACTIVE,
        Step.RENEW: PlanState.CLOSED,
        Step.CLOSE: PlanState.CLOSED,
    },
    PlanState.CLOSED: {Step.SHARE: PlanState.CLOSED},
}
"""Which steps a plan can take in each state, and where they lead. ``AGREE`` leads on once both sides
have agreed."""

AFTERWARDS = frozenset({Step.TICK, Step.ADD_EVIDENCE, Step.CHECK_IN})
"""What may be said of an expired plan for :data:`AFTERWARDS_DAYS` more days."""
AFTERWARDS_DAYS = 14
LAPSES_AFTER = 60
"""So many days after its last day a plan that nobody closed or renewed is closed by erm."""
EXTENSION_MAXIMUM = 92
"""The end of a plan moves by at most so many days beyond the one that both agreed."""

TITLE_MAXIMUM = 200
TEXT_MAXIMUM = 5_000
UNIT_MAXIMUM = 40
GOALS_MAXIMUM = 30
FOCUS_AREAS_MAXIMUM = 12
MILESTONES_MAXIMUM = 50
OWN_GOALS_MAXIMUM = 200
"""How many goals outside plans one person has at most."""
WEIGHT_MAXIMUM = 100
DEPTH_MAXIMUM = 5
"""How many goals may stand above one another, the lowest and the highest included."""
DATES_WITHIN = timedelta(days=5 * 366)
"""How far from today a period or a due date may lie."""
CHECK_IN_EVERY = (1, 92)
"""Fewest and most days between two check-ins."""
QUIET_AFTER_DAYS = (7, 184)
"""Fewest and most days after which a plan may be called quiet."""
SKILL_LEVELS = 4
"""Levels of a skill count from 1 to this."""
NEEDS_REASON = frozenset({GoalStatus.AT_RISK, GoalStatus.OFF_TRACK})
"""Statuses that say little without a reason."""


def state_on(state: PlanState, ends_on: date, day: date) -> PlanState:
    """The state as it is told on a day: an active plan whose last day is over has expired."""
    return PlanState.EXPIRED if state is PlanState.ACTIVE and ends_on < day else state


def days_over(state: PlanState, ends_on: date, day: date) -> int:
    """Days since the last day of an expired plan, else 0. ``state`` as :func:`state_on` told it."""
    return (day - ends_on).days if state is PlanState.EXPIRED else 0


def steps_of(state: PlanState, over: int) -> frozenset[Step]:
    """Which steps a plan can take, ``over`` days after its last day."""
    steps = frozenset(STEPS[state])
    return steps - AFTERWARDS if over > AFTERWARDS_DAYS else steps


def quiet_days(last_activity_at: datetime, moment: datetime) -> int:
    """Whole days since the last activity."""
    return max((moment - last_activity_at).days, 0)


def is_quiet(state: PlanState, days: int, quiet_after: int) -> bool:
    """Whether nobody has touched an active plan for as long as its two agreed to be long."""
    return state is PlanState.ACTIVE and days >= quiet_after


def check_in_due_on(
    state: PlanState, *, last_on: date, starts_on: date, ends_on: date, every: int
) -> date | None:
    """When the next check-in is due by the plan's cadence, ``last_on`` the day of the last one, or
    of the agreement. None unless the plan is active, and where that lies after its end.
    """
    due = max(last_on, starts_on) + timedelta(days=every)
    return due if state is PlanState.ACTIVE and due <= ends_on else None


def both_agreed(*, person_agreed: bool, agreed_manager: UUID | None, manager: UUID | None) -> bool:
    """Whether a plan binds both sides: the person, and whoever is their manager now.

    Somebody who has no manager agrees alone.
    """
    return person_agreed and (manager is None or agreed_manager == manager)


def mean_progress(progress: Iterable[int | None]) -> int | None:
    """Mean of the goals' progress in percent, rounded down so that 100 means all.

    What is not measured does not count; None where nothing is.
    """
    measured = [each for each in progress if each is not None]
    return sum(measured) // len(measured) if measured else None


def list_order(state: PlanState) -> int:
    """Where plans of a state stand in a list: what is alive first, what is over last."""
    order = (
        PlanState.EXPIRED,
        PlanState.ACTIVE,
        PlanState.PROPOSED,
        PlanState.DRAFT,
        PlanState.CLOSED,
    )
    return order.index(state)
