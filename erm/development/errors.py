"""Refusals of development plans."""

from __future__ import annotations

from erm.core.errors import Conflict, InvalidInput, NotAllowed, NotFound


class PlanNotFound(NotFound):
    """No such plan, or the actor may not read it."""

    code = "PLAN_NOT_FOUND"


class GoalNotFound(NotFound):
    """No such goal, or the actor may not read its plan."""

    code = "GOAL_NOT_FOUND"


class MilestoneNotFound(NotFound):
    """No such milestone, or the actor may not read its plan."""

    code = "MILESTONE_NOT_FOUND"


class PlanNotForThisPerson(NotAllowed):
    """A plan is drafted by the person or by their manager."""

    code = "PLAN_NOT_FOR_THIS_PERSON"


class PlanReadOnly(NotAllowed):
    """The actor reads this plan and does not work on it."""

    code = "PLAN_READ_ONLY"


class SharingIsThePersons(NotAllowed):
    """Only the person themselves says whether HR reads their plan."""

    code = "PLAN_SHARING_IS_THE_PERSONS"


class AgreedAlready(NotAllowed):
    """The actor has agreed; now it is the other side's turn."""

    code = "PLAN_AWAITS_THE_OTHER"


class PlanStateDoesNotAllow(Conflict):
    """The plan is in a state in which this cannot be done."""

    code = "PLAN_STATE_DOES_NOT_ALLOW"


class PlanClosedAlready(Conflict):
    """The plan is closed and does not change any more."""

    code = "PLAN_CLOSED"


class PlanNotActive(Conflict):
    """Check-ins belong to plans that both have agreed."""

    code = "PLAN_NOT_ACTIVE"


class GoalAgreed(Conflict):
    """A goal that both agreed is not removed."""

    code = "GOAL_AGREED"


class StaleVersion(Conflict):
    """The row was changed since it was read."""

    code = "STALE_VERSION"


class DateOutOfRange(InvalidInput):
    """The date lies too far away."""

    code = "DATE_OUT_OF_RANGE"


class ProgressOutOfRange(InvalidInput):
    """Progress is told in percent, 0 to 100."""

    code = "PROGRESS_OUT_OF_RANGE"


class TooManyGoals(InvalidInput):
    """One plan has only so much room."""

    code = "TOO_MANY_GOALS"


class TooManyMilestones(InvalidInput):
    """One goal has only so much room."""

    code = "TOO_MANY_MILESTONES"
