"""Refusals of points."""

from __future__ import annotations

from erm.core.errors import Conflict, InvalidInput, NotAllowed, NotFound


class PointsOff(Conflict):
    """The company has points switched off: nothing is given and nothing redeemed."""

    code = "POINTS_OFF"


class TooFewPoints(InvalidInput):
    """Everybody who is thanked gets at least one; ``count`` says how many people there are."""

    code = "POINTS_TOO_FEW"


class TooManyPoints(InvalidInput):
    """More than the company lets go with one kudos, which is ``count``."""

    code = "POINTS_TOO_MANY"


class NotEnoughPoints(Conflict):
    """There are only ``count`` left."""

    code = "POINTS_NOT_ENOUGH"


class PointsSpent(Conflict):
    """A receiver has spent what would have to go back."""

    code = "POINTS_SPENT"


class RulesAreHrs(NotAllowed):
    """HR decides how many points people may give."""

    code = "ALLOWANCE_RULES_ARE_HRS"


class TooManyRules(InvalidInput):
    """There are at most ``maximum`` rules."""

    code = "ALLOWANCE_TOO_MANY_RULES"


class AllowanceOutOfRange(InvalidInput):
    """An allowance is 0 to ``maximum`` points."""

    code = "ALLOWANCE_OUT_OF_RANGE"


class DepartmentUnknown(InvalidInput):
    """No such department."""

    code = "DEPARTMENT_UNKNOWN"


class RewardNotFound(NotFound):
    """No such reward."""

    code = "REWARD_NOT_FOUND"


class RewardsAreHrs(NotAllowed):
    """HR keeps the catalogue of rewards."""

    code = "REWARDS_ARE_HRS"


class TooManyRewards(InvalidInput):
    """There are at most ``maximum`` rewards in use."""

    code = "REWARD_TOO_MANY"


class CostOutOfRange(InvalidInput):
    """A reward costs 1 to ``maximum`` points."""

    code = "REWARD_COST_OUT_OF_RANGE"


class StockOutOfRange(InvalidInput):
    """There are 0 to ``maximum`` of a reward."""

    code = "REWARD_STOCK_OUT_OF_RANGE"


class RewardsIncomplete(InvalidInput):
    """An order names each reward in use once."""

    code = "REWARD_ORDER_INCOMPLETE"


class RewardStale(Conflict):
    """It was changed, or somebody took one, since it was read."""

    code = "STALE_VERSION"


class RewardRetired(Conflict):
    """It is not offered any more."""

    code = "REWARD_RETIRED"


class RewardGone(Conflict):
    """None is left."""

    code = "REWARD_OUT_OF_STOCK"


class CostChanged(Conflict):
    """It costs ``count`` points now, and not what the person saw."""

    code = "COST_CHANGED"


class RedemptionNotFound(NotFound):
    """No such redemption, or it is not the actor's to see."""

    code = "REDEMPTION_NOT_FOUND"


class RedemptionIsOnes(NotAllowed):
    """Nobody decides about what they redeem themselves."""

    code = "REDEMPTION_IS_ONES_OWN"


class RedemptionIsHrs(NotAllowed):
    """HR and administrators decide."""

    code = "REDEMPTION_IS_HRS"


class RedemptionNotOpen(Conflict):
    """Somebody decided already, or it is over: this cannot be done with it any more."""

    code = "REDEMPTION_NOT_OPEN"


class RedemptionStale(Conflict):
    """It was changed since it was read."""

    code = "STALE_VERSION"
