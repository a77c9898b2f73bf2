"""The table's lines of plans, goals and what belongs to them.

The manager is that of the person whose plan or goal it is. A goal's author is who wrote it down, and
counts only for private ones. Whoever reads a goal only because everybody does gets nothing of what
was told of it.
"""

from __future__ import annotations

from tests.authorization.relations import ALL, HR, MENTOR, MM, A, M, S
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
    "DevelopmentPlan": {
        "draft that the person began": who(S),
        "draft that the person began, to be shared with everybody who can be": who(S),
        "draft that the present manager began": who(S, M),
        "draft that a former manager began": who(S),
        "proposed": who(S, M),
        "active": who(S, M),
        "active, shared with HR": who(S, M, HR),
        "active, shared with the mentor": who(S, M, MENTOR),
        "active, shared with the manager's manager": who(S, M, MM),
        "closed, agreed with the present manager": who(S, M),
        "closed before the present manager came": who(S),
        "closed before the present manager came, shared with HR": who(S, HR),
        "closed before the present manager came, shared with managers": who(S, M, MM),
        "closed without having been proposed": who(S),
    },
    "FocusArea": {AS_PARENT: AS_PARENT},
    "Goal": {
        AS_PARENT: AS_PARENT,
        "private": who(A),
        "without a plan": who(S, M),
        "for everyone": who(ALL),
    },
    "Milestone": {AS_PARENT: AS_PARENT},
    "CheckIn": {AS_PARENT: AS_PARENT, "of a goal for everyone": who(S, M)},
}

QUERY: dict[str, Rule] = fields(links="developmentPlan goal goalsToAlignTo")
VIEWER: dict[str, Rule] = fields(
    links="developmentPlans teamDevelopmentPlans checkInsDue goals teamGoals"
)
PERSON: dict[str, Rule] = fields(
    links="developmentPlans", canDraftPlan=each("oneself and one's reports")
)

TOLD = "nothing for whoever reads the goal only because everybody does"

FIELDS: dict[str, dict[str, Rule]] = {
    "DevelopmentPlan": fields(
        "id title focus startsOn endsOn state sharedWithHr sharedWithMentor "
        "sharedWithManagersManager checkInEvery quietAfter checkInDueOn agreedByPersonAt "
        "agreedByManagerAt signedAt closedAt closingNote outcome progress lastActivityAt quietDays "
        "quiet daysOver changesSinceSigning version",
        links="person mentor agreedManager renewedFrom renewedTo focusAreas goals changes readers",
        visibleTo=each("exactly those who can read it now; HR as a role is not listed"),
        unseenChanges=each("what others changed since the viewer looked; 0 for mere readers"),
        canEdit=true_for(S, M),
        canAgree=each("whoever has not agreed yet to a proposed plan"),
        canCheckIn=true_for(S, M),
        canClose=true_for(S, M),
        canRenew=true_for(S, M),
        canExtend=true_for(S, M),
        canShare=true_for(S),
        canAcknowledge=true_for(S, M),
    ),
    "PlanReaderLine": fields("reader", links="person"),
    "FocusArea": fields(
        "id kind title why targetRank targetLabel position version",
        links="plan competency skill goals source",
        canEdit=true_for(S, M),
    ),
    "Goal": fields(
        "id title description dueOn progress status checkedInAt kind measure visibility weight "
        "numberStart numberTarget numberNow unit direction childrenCounted version",
        links="plan person author focusArea milestones checkIns parent children evidence source",
        statusReason=each(TOLD),
        confidence=each(TOLD),
        changes=each(TOLD),
        readers=each(TOLD),
        hasParent=each("true for a private parent's author only"),
        canEdit=true_for(S, M),
        canCheckIn=true_for(S, M),
        canRemove=true_for(S, M),
        canAddEvidence=true_for(S, M),
    ),
    "Milestone": fields("id title dueOn doneAt position", links="goal"),
    "CheckIn": fields(
        "id progress status comment reason confidence number createdAt", links="author goal"
    ),
    **page("CheckIn"),
    "DevelopmentChange": fields("at subject field before after afterSigning", links="by goal"),
    **page("DevelopmentChange"),
    **{
        f"{name}Success": fields(links=what)
        for name, what in {
            "DraftPlan": "plan",
            "EditPlan": "plan",
            "ProposePlan": "plan",
            "AgreePlan": "plan",
            "ClosePlan": "plan",
            "SetPlanMentor": "plan",
            "SharePlan": "plan",
            "AcknowledgePlanChanges": "plan",
            "RenewPlan": "plan renewed",
            "ExtendPlan": "plan",
            "AddFocusArea": "focusArea plan",
            "EditFocusArea": "focusArea",
            "RemoveFocusArea": "plan",
            "AddGoal": "goal plan",
            "EditGoal": "goal",
            "RemoveGoal": "plan",
            "AddMilestone": "goal",
            "SetMilestoneDone": "goal",
            "RemoveMilestone": "goal",
            "CheckIn": "checkIn goal",
        }.items()
    },
}

MUTATIONS: dict[str, Right] = {
    "draftPlan": may(S, M),
    "editPlan": may(S, M, note="whether HR reads it only the person decides"),
    "setPlanMentor": may(S, M),
    "sharePlan": may(S),
    "proposePlan": may(S, M),
    "agreePlan": may(S, M, note="who has not agreed yet"),
    "acknowledgePlanChanges": may(S, M),
    "closePlan": may(S, M),
    "renewPlan": may(S, M),
    "extendPlan": may(S, M),
    "addFocusArea": may(S, M),
    "editFocusArea": may(S, M),
    "removeFocusArea": may(S, M),
    "addGoal": may(S, M, note="without a plan for oneself or a report"),
    "editGoal": may(S, M, note="a private one its author; who reads it only the person decides"),
    "removeGoal": may(S, M, note="without a plan who set it, before anybody checked in"),
    "addMilestone": may(S, M),
    "setMilestoneDone": may(S, M),
    "removeMilestone": may(S, M),
    "checkIn": may(S, M, note="on a private one its author"),
}
