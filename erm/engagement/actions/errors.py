"""Refusals of plans of action."""

from __future__ import annotations

from erm.core.errors import Conflict, InvalidInput, NotAllowed, NotFound


class ActionPlanNotFound(NotFound):
    """No such plan, or it is not for the actor."""

    code = "ACTION_PLAN_NOT_FOUND"


class ActionStepNotFound(NotFound):
    """No such step, or it belongs to a plan that is not for the actor."""

    code = "ACTION_STEP_NOT_FOUND"


class ActionWaveNotFound(NotFound):
    """No such wave, or the actor may not know of it."""

    code = "ACTION_WAVE_NOT_FOUND"


class ActionPlanNotYours(NotAllowed):
    """Plans of the company are HR's, those of a department HR's and of whoever leads it."""

    code = "ACTION_PLAN_NOT_YOURS"


class ActionStepNotYours(NotAllowed):
    """A step is settled by its owner or by whoever may change the plan."""

    code = "ACTION_STEP_NOT_YOURS"


class ActionDepartmentUnknown(InvalidInput):
    """No such department."""

    code = "ACTION_DEPARTMENT_UNKNOWN"


class ActionDriversUnfit(InvalidInput):
    """A plan is about one driver or ``maximum``, and the wave asked about each."""

    code = "ACTION_DRIVERS_UNFIT"


class ActionStepsMissing(InvalidInput):
    """A plan has a step at least."""

    code = "ACTION_STEPS_MISSING"


class ActionStepsTooMany(InvalidInput):
    """A plan has at most ``maximum`` steps."""

    code = "ACTION_STEPS_TOO_MANY"


class ActionStepForeign(InvalidInput):
    """A step that is changed belongs to the plan, and is named once."""

    code = "ACTION_STEP_FOREIGN"


class ActionDueInThePast(InvalidInput):
    """A step that is new, or gets another day, is due today or later."""

    code = "ACTION_DUE_IN_THE_PAST"


class ActionPlanPlaceFixed(InvalidInput):
    """A plan stays with its wave and its department."""

    code = "ACTION_PLAN_PLACE_FIXED"


class ActionEndUnfit(InvalidInput):
    """A plan ends done or dropped."""

    code = "ACTION_END_UNFIT"


class ActionPlanStale(Conflict):
    """Somebody changed the plan in the meantime."""

    code = "ACTION_PLAN_STALE"


class ActionStepStale(Conflict):
    """Somebody changed the step in the meantime."""

    code = "ACTION_STEP_STALE"


class ActionWaveNotTold(Conflict):
    """Nothing is told of the wave yet."""

    code = "ACTION_WAVE_NOT_TOLD"


class ActionPlanEnded(Conflict):
    """The plan is over."""

    code = "ACTION_PLAN_ENDED"
