"""The table's lines of plans of action, comments on surveys, and the ledger of their reports.

Of a plan ``RECIPIENT`` are the people of its department, ``MANAGER`` who leads it, ``SELF`` who has a step
of it. Of a comment ``MANAGER`` is who leads the department that it is told in. Of a line of the ledger
``RECIPIENT`` is who was invited to the wave.
"""

from __future__ import annotations

from tests.authorization.relations import ALL, HR, A, M, R, S
from tests.authorization.table_rules import (
    AS_PARENT,
    Readers,
    Right,
    Rule,
    each,
    fields,
    may,
    page,
    true_for,
    who,
)

READERS: dict[str, dict[str, Readers | str]] = {
    "ActionPlan": {
        "of the company": who(ALL),
        "of a department": who(S, A, R, M, HR),
        "of a department, ended": who(S, A, R, M, HR),
    },
    "ActionStep": {AS_PARENT: AS_PARENT},
    "SurveyComment": {
        "told in a department": who(M, HR),
        "told among everybody's": who(HR),
    },
    "CommentReply": {AS_PARENT: AS_PARENT},
    "ReportAccess": {"": who(R, HR)},
}

QUERY: dict[str, Rule] = fields(
    links="actionPlans actionPlan",
    surveyComments=each("HR, and who leads the department; null for others"),
    reportLedger=each("HR and who was invited to the wave; null for others"),
)
VIEWER: dict[str, Rule] = fields(
    actionPlans=each("active ones of the company and of the viewer's own departments"),
    actionSteps=each("the viewer's own open ones"),
)

FIELDS: dict[str, dict[str, Rule]] = {
    "ActionPlan": fields(
        "id title aim state createdAt endedAt version",
        links="wave department drivers steps createdBy",
        canEdit=true_for(M, HR),
        asked=each("what later waves said, as far as the viewer reads their reports"),
    ),
    "ActionStep": fields(
        "id text dueOn state settledAt version overdue",
        links="plan owner",
        canSettle=each("its owner, and who may change the plan, while that is active"),
    ),
    "ActionEcho": fields("figure", links="wave"),
    **page("ActionPlan"),
    "SurveyComment": fields(
        "id words",
        links="question replies",
        themes=each("those of the group that is looked at"),
        canReply=each("whoever reads it, if its author kept a way to be answered"),
    ),
    "CommentReply": fields("id words createdOn", links="replier"),
    "CommentTheme": fields("key name words comments"),
    "SurveyComments": fields(
        "asked group reason reasonText themes pageInfo totalCount", links="edges"
    ),
    "SurveyCommentEdge": fields("cursor", links="node"),
    "ReportAccess": fields(
        "id act at",
        links="person",
        part=each("in the viewer's language"),
        scope=each("in the viewer's language"),
    ),
    **page("ReportAccess"),
    "SaveActionPlanSuccess": fields(links="plan"),
    "SettleActionStepSuccess": fields(links="plan"),
    "EndActionPlanSuccess": fields(links="plan"),
    "ReplyToCommentSuccess": fields(links="comment"),
}

MUTATIONS: dict[str, Right] = {
    "saveActionPlan": may(M, HR, note="the company's HR alone; about a wave that was told of"),
    "settleActionStep": may(S, M, HR, note="of an active plan"),
    "endActionPlan": may(M, HR),
    "replyToComment": may(M, HR, note="if its author kept a way to be answered"),
}
