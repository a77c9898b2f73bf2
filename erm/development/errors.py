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
    """Only the person themselves says who else reads their plan."""

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


class PlanHasExpired(Conflict):
    """The plan's last day is over: it can be closed, renewed or extended, and not much else."""

    code = "PLAN_EXPIRED"


class OutcomeNotPossible(InvalidInput):
    """A plan ends as completed, once both agreed, or as given up; the rest erm says itself."""

    code = "PLAN_OUTCOME_NOT_POSSIBLE"


class ExtensionTooLong(InvalidInput):
    """The end moves only so far beyond the one that both agreed."""

    code = "EXTENSION_TOO_LONG"


class ExtensionNotLater(InvalidInput):
    """To extend is to end later, and not in the past."""

    code = "EXTENSION_NOT_LATER"


class MentorIsThePerson(InvalidInput):
    """Nobody is their own mentor."""

    code = "MENTOR_IS_THE_PERSON"


class DaysOutOfRange(InvalidInput):
    """A number of days that is too small or too large."""

    code = "DAYS_OUT_OF_RANGE"


class FocusAreaNotFound(NotFound):
    """No such focus area, or the actor may not read its plan."""

    code = "FOCUS_AREA_NOT_FOUND"


class FocusAreaOfAnotherPlan(InvalidInput):
    """A goal belongs to a focus area of its own plan."""

    code = "FOCUS_AREA_OF_ANOTHER_PLAN"


class FocusDoesNotFit(InvalidInput):
    """A competency or a skill is given for focus areas of that kind, and for no others."""

    code = "FOCUS_DOES_NOT_FIT"


class FocusTargetOutOfRange(InvalidInput):
    """There is no such level of the competency or the skill."""

    code = "FOCUS_TARGET_OUT_OF_RANGE"


class TooManyFocusAreas(InvalidInput):
    """Whoever concentrates on everything concentrates on nothing."""

    code = "TOO_MANY_FOCUS_AREAS"


class GoalReadOnly(NotAllowed):
    """The actor reads this goal and does not work on it."""

    code = "GOAL_READ_ONLY"


class GoalNotForThisPerson(NotAllowed):
    """A goal is set by the person or by their manager."""

    code = "GOAL_NOT_FOR_THIS_PERSON"


class GoalVisibilityIsThePersons(NotAllowed):
    """Only the person themselves keeps a goal private or shows it to everybody."""

    code = "GOAL_VISIBILITY_IS_THE_PERSONS"


class GoalHasCheckIns(Conflict):
    """What was told of the goal would be gone with it."""

    code = "GOAL_HAS_CHECK_INS"


class GoalIsTheAuthors(NotAllowed):
    """A goal without a plan is taken away by whoever set it."""

    code = "GOAL_IS_THE_AUTHORS"


class GoalIsOver(InvalidInput):
    """A goal that was reached or dropped is not carried into the next plan."""

    code = "GOAL_IS_OVER"


class NumberNeeded(InvalidInput):
    """A goal that is measured by a number needs one to reach."""

    code = "NUMBER_NEEDED"


class NumberInvalid(InvalidInput):
    """No number: digits, at most four of them after the point."""

    code = "NUMBER_INVALID"


class NoDistance(InvalidInput):
    """Start and target are the same: there is nothing to go."""

    code = "NO_DISTANCE"


class DirectionDoesNotFit(InvalidInput):
    """From the start to the target the number goes the other way."""

    code = "DIRECTION_DOES_NOT_FIT"


class NotMeasuredByNumber(InvalidInput):
    """The goal is measured otherwise: no number belongs to it."""

    code = "NOT_MEASURED_BY_NUMBER"


class WeightOutOfRange(InvalidInput):
    """Weights are whole numbers, 1 to 100."""

    code = "WEIGHT_OUT_OF_RANGE"


class ParentCycle(InvalidInput):
    """The goal would count in itself."""

    code = "PARENT_CYCLE"


class ParentTooDeep(InvalidInput):
    """Too many goals would stand above one another."""

    code = "PARENT_TOO_DEEP"


class ParentNotPossible(InvalidInput):
    """Only an open goal that the actor reads can be a parent."""

    code = "PARENT_NOT_POSSIBLE"


class ProgressNeeded(InvalidInput):
    """A goal that is measured in percent, or by yes and no, is told that way."""

    code = "PROGRESS_NEEDED"


class ProgressIsCounted(InvalidInput):
    """Its progress follows from what it is measured by, and is not told."""

    code = "PROGRESS_IS_COUNTED"


class ProgressIsYesOrNo(InvalidInput):
    """Reached or not: 0 or 100."""

    code = "PROGRESS_IS_YES_OR_NO"


class ReasonNeeded(InvalidInput):
    """Whoever says that a goal is at risk says why."""

    code = "REASON_NEEDED"


class TooManyOwnGoals(InvalidInput):
    """One person has only so many goals outside plans."""

    code = "TOO_MANY_OWN_GOALS"


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


class SourceNotFound(NotFound):
    """Nothing that the actor may read, or nothing that a plan could be made from."""

    code = "DEVELOPMENT_SOURCE_NOT_FOUND"


class SourceOfAnother(InvalidInput):
    """What a plan is made from is about the person whose plan it is."""

    code = "DEVELOPMENT_SOURCE_OF_ANOTHER"


class CompetencyNotAssessed(InvalidInput):
    """The assessment does not ask this competency."""

    code = "COMPETENCY_NOT_ASSESSED"
