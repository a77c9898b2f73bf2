"""The table's lines of points: purses, rewards, redemptions, rules, the check of the ledger.

Of an entry of the ledger ``SELF`` is whose account it is in, of a redemption who redeems.
"""

from __future__ import annotations

from tests.authorization.relations import ADM, ALL, HR, S
from tests.authorization.table_rules import (
    Readers,
    Right,
    Rule,
    each,
    fields,
    may,
    only,
    page,
    true_for,
    who,
)

READERS: dict[str, dict[str, Readers | str]] = {
    "PointsMove": {"": who(S)},
    "Reward": {"offered": who(ALL), "retired": who(ALL)},
    "Redemption": {
        state: who(S, HR, ADM)
        for state in ("requested", "approved", "fulfilled", "rejected", "cancelled")
    },
    "AllowanceRule": {"": who(HR)},
}

QUERY: dict[str, Rule] = fields(
    links="rewards pointsMoves redemptions redemptionQueue allowanceRules",
    ledgerCheck=only(HR, ADM, note="null for others"),
)
VIEWER: dict[str, Rule] = fields(
    points=each("the viewer's own; nobody else's are shown anywhere, not to HR either")
)

FIELDS: dict[str, dict[str, Rule]] = {
    "PointsPurse": fields("allowance left month expiresOn earned held giftMaximum canGive"),
    "PointsMove": fields("id at kind amount account", links="person kudos redemption"),
    **page("PointsMove"),
    "Reward": fields(
        "id name description cost stock pictureUrl pictureAlt position retired version",
        affordable=each("by what the viewer has earned"),
        canEdit=true_for(HR),
    ),
    "Redemption": fields(
        "id rewardName cost state note reason createdAt decidedAt fulfilledAt version",
        links="person reward decidedBy",
        canCancel=each("whose it is until it is decided; HR and administrators, never their own"),
        canDecide=each("HR and administrators, never their own"),
        canFulfil=each("HR and administrators, never their own"),
    ),
    **page("Redemption"),
    "AllowanceRule": fields("id location title managersOnly points people", links="department"),
    "LedgerCheck": fields(
        "balanced accounts transfers issued allowances earned expired redeemed problems"
    ),
    "SaveRewardSuccess": fields(links="reward"),
    "RetireRewardSuccess": fields(links="reward"),
    "OrderRewardsSuccess": fields(links="rewards"),
    "RedeemRewardSuccess": fields(links="redemption"),
    "CancelRedemptionSuccess": fields(links="redemption"),
    "DecideRedemptionSuccess": fields(links="redemption"),
    "FulfilRedemptionSuccess": fields(links="redemption"),
    "SetAllowanceRulesSuccess": fields(links="rules"),
}

MUTATIONS: dict[str, Right] = {
    "saveReward": may(HR),
    "retireReward": may(HR),
    "orderRewards": may(HR),
    "redeemReward": may(ALL, note="with one's own points"),
    "cancelRedemption": may(
        S, HR, ADM, note="one's own until it is decided; HR and administrators others' only"
    ),
    "decideRedemption": may(HR, ADM, note="never one's own"),
    "fulfilRedemption": may(HR, ADM, note="never one's own"),
    "setAllowanceRules": may(HR),
}
