"""The table's lines of thanking, company values, the company's choices, and moderation."""

from __future__ import annotations

from tests.authorization.relations import ADM, ALL, HR, TEAM, A, R
from tests.authorization.table_rules import (
    AS_PARENT,
    NOBODY,
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
    "CompanyValue": {"in use": who(ALL), "retired": who(ALL)},
    "Kudos": {
        "public": who(ALL),
        "private": who(A, R),
        "for a team": who(A, R, TEAM),
        "hidden": who(A, HR, ADM),
        "private and hidden": who(A),
        "for a team and hidden": who(A),
        "withdrawn": NOBODY,
    },
    "KudosComment": {
        AS_PARENT: AS_PARENT,
        "hidden comment": who(A, HR, ADM),
        "deleted": NOBODY,
    },
    "ScheduledKudos": {"waits": who(A), "could not be said": who(A)},
    "ModerationReport": {
        "of a colleague's words": who(HR, ADM),
        "of the words of HR": who(ADM),
    },
}
"""A hidden comment needs its kudos to be readable as well."""

QUERY: dict[str, Rule] = fields(
    "textWarnings",
    links="companyValues moderationReport",
    allCompanyValues=each("HR's, retired ones too; empty for others"),
    kudosGroups=each("groups that can be thanked; one's own first, sizes without oneself"),
    teamAudiences=each("the viewer's own teams, and those of the people named"),
    scheduledKudos=each("one's own"),
    recognitionSettings=each("the same for all, but for the list of words"),
    moderationQueue=each(
        "HR's and administrators', without reports of their own words; empty for others"
    ),
)

FIELDS: dict[str, dict[str, Rule]] = {
    "CompanyValue": fields(
        "id name description color icon position retired version kudosCount",
        canEdit=true_for(HR),
    ),
    "Kudos": fields(
        "id message visibility createdAt editedAt receiverCount commentCount pictureUrl pictureAlt "
        "hidden hiddenReason groups mentions edits",
        links="author receivers companyValue comments audience awards",
        reactions=each("the same for all, but for which of them are the viewer's own"),
        viewerReceived=each("whether the viewer was thanked, in person or through a group"),
        points=each("the author and the receivers; null for others"),
        pointsForViewer=each("the viewer's own share"),
        editableUntil=each("the author's, for a day; null for others"),
        canWithdraw=true_for(A),
        canEdit=true_for(A),
        canHide=true_for(HR, ADM),
        canRestore=true_for(HR, ADM),
        canReport=each("who reads them and did not give them, while they are not hidden"),
        canMakePrivate=true_for(R),
    ),
    "KudosGroup": fields("kind name size", links="manager department"),
    "Mention": fields("label", links="person"),
    "KudosEdit": fields("at message", links="companyValue"),
    "ReactionCount": fields("kind count", mine=each("whether the viewer left this sign")),
    "KudosComment": fields(
        "id body createdAt mentions hidden hiddenReason",
        links="author kudos",
        canDelete=true_for(A),
        canHide=true_for(HR, ADM),
        canRestore=true_for(HR, ADM),
        canReport=each("who reads it and did not write it, while it is not hidden"),
    ),
    **page("Kudos"),
    **page("KudosComment"),
    # ---- thanking
    "KudosGroupChoice": fields("id kind name size"),
    "ScheduledKudos": fields(
        "id giveAt groups message visibility pictureUrl pictureAlt points state problem",
        links="receivers companyValue audience mentioned",
    ),
    "GiveKudosSuccess": fields(links="kudos notTold"),
    "EditKudosSuccess": fields(links="kudos notTold"),
    "ScheduleKudosSuccess": fields(links="scheduled"),
    "CancelScheduledKudosSuccess": fields("cancelledId"),
    "GiveScheduledKudosNowSuccess": fields(links="kudos"),
    "WithdrawKudosSuccess": fields("withdrawnId"),
    "MakeKudosPrivateSuccess": fields(links="kudos"),
    "ReactSuccess": fields(links="kudos"),
    "UnreactSuccess": fields(links="kudos"),
    "CommentOnKudosSuccess": fields(links="comment kudos notTold"),
    "DeleteKudosCommentSuccess": fields(links="kudos"),
    # ---- the company's values and choices
    "RecognitionSettings": fields(
        "valueRequired pointsEnabled allowance giftMaximum leaderboardEnabled celebrationsEnabled "
        "version editHours",
        blockedWords=only(HR),
        canEdit=true_for(HR),
        canSchedule=each("whether the viewer may write"),
    ),
    "SaveCompanyValueSuccess": fields(links="value"),
    "RetireCompanyValueSuccess": fields(links="value"),
    "OrderCompanyValuesSuccess": fields(links="values"),
    "EditRecognitionSettingsSuccess": fields("settings"),
    # ---- moderation
    "ModerationReport": fields(
        "id kind reason words snapshot state createdAt decidedAt decision restoredAt "
        "restoredReason hidden hiddenReason gone private version",
        links="author reporter decidedBy kudos",
        canDecide=true_for(HR, ADM),
        canRestore=true_for(HR, ADM),
    ),
    **page("ModerationReport"),
    "ReportContentSuccess": fields("reportedId"),
    "DecideReportSuccess": fields(links="report"),
    "HideKudosSuccess": fields(links="kudos"),
    "HideKudosCommentSuccess": fields(links="kudos"),
    "RestoreContentSuccess": fields("restoredId"),
}

MUTATIONS: dict[str, Right] = {
    "giveKudos": may(ALL),
    "editKudos": may(A, note="for a day"),
    "scheduleKudos": may(ALL),
    "cancelScheduledKudos": may(A),
    "giveScheduledKudosNow": may(A),
    "withdrawKudos": may(A),
    "makeKudosPrivate": may(R, note="who was named in person"),
    "react": may(ALL, note="whoever reads the kudos"),
    "unreact": may(ALL, note="whoever reads the kudos"),
    "commentOnKudos": may(ALL, note="whoever reads the kudos"),
    "deleteKudosComment": may(A),
    "saveCompanyValue": may(HR),
    "retireCompanyValue": may(HR),
    "orderCompanyValues": may(HR),
    "editRecognitionSettings": may(HR),
    "reportContent": may(ALL, note="what they read and did not write"),
    "decideReport": may(HR, ADM, note="not about what they wrote"),
    "hideKudos": may(HR, ADM, note="what they can read and did not give"),
    "hideKudosComment": may(HR, ADM, note="what they can read and did not write"),
    "restoreContent": may(HR, ADM, note="not what they wrote"),
}
