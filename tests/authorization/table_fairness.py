"""The table's lines of fairness: a manager's team, HR's report, the leaderboard, hints whom to thank."""

from __future__ import annotations

from tests.authorization.relations import HR, S
from tests.authorization.table_rules import Readers, Right, Rule, each, fields, may, only, who

READERS: dict[str, dict[str, Readers | str]] = {"ThanksNudge": {"stands": who(S), "is over": who()}}

QUERY: dict[str, Rule] = fields(
    teamThanks=each(
        "the viewer's reports, of the kudos that the viewer may read; empty for others"
    ),
    recognitionReport=only(
        HR, note="null for others, administrators too; counts public kudos only"
    ),
    leaderboard=each("null unless the company wants one; never who left, or left it"),
)
VIEWER: dict[str, Rule] = fields(
    thanksNudge=each("the viewer's own, from their own contacts; null where there is none")
)

FIELDS: dict[str, dict[str, Rule]] = {
    # ---- a manager's team
    "TeamThanks": fields("lines quietAfter"),
    "TeamThanksLine": fields("lastThankedOn days quiet received given", links="person"),
    # ---- the company, in groups of five people or more: HR
    "RecognitionReport": fields(
        "days from until people company groups withheld flows values minimumGroup"
    ),
    "ThanksGroupLine": fields(
        "label smaller people participation gave received gini", links="department"
    ),
    "Share": fields("share low high n of"),
    "Estimate": fields("value low high"),
    "ThanksFlow": fields("from to kudos perTen", links="fromDepartment toDepartment"),
    "ValueUse": fields("kudos share departments", links="value"),
    "ValueUseCell": fields("label smaller kudos share", links="department"),
    # ---- everybody, where the company wants it
    "Leaderboard": fields("days lines", onIt=each("whether the viewer has not left it")),
    "LeaderboardLine": fields(
        "place received", links="person", isViewer=each("whether it is the viewer")
    ),
    # ---- one's own
    "ThanksNudge": fields("id since helpers"),
    "ThanksHelper": fields("reason", links="person"),
    "DismissThanksNudgeSuccess": fields("dismissedId"),
}

MUTATIONS: dict[str, Right] = {"dismissThanksNudge": may(S, note="one's own")}
