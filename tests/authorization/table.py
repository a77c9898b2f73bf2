"""The written table: who gets what. It is written from the product's promises, not from the code.

``READERS``   for each type that stands for a row: who reads it, by variant
``FIELDS``    for every type of the schema: every field, and whether anybody reads less of it than
              of the row
``MUTATIONS`` who may do what

A type, field or mutation of the schema that is not here fails the build, and so does one here that
the schema does not have.
"""

from __future__ import annotations

from tests.authorization import (
    table_awards,
    table_ballots,
    table_calibration,
    table_celebrations,
    table_competencies,
    table_cycles,
    table_development,
    table_development_overview,
    table_fairness,
    table_feedback,
    table_integrations,
    table_learning,
    table_notices,
    table_packets,
    table_points,
    table_recognition,
    table_reports,
    table_skills,
)
from tests.authorization.relations import ADM, ALL, HR, A, M, P, R, S
from tests.authorization.table_rules import (
    AS_PARENT,
    NOBODY,
    PUBLIC,
    Kind,
    Readers,
    Right,
    Rule,
    each,
    fields,
    may,
    only,
    page,
    who,
)

__all__ = ["AS_PARENT", "FIELDS", "HIDDEN", "MUTATIONS", "READERS", "Kind", "Readers"]

READERS: dict[str, dict[str, Readers | str]] = {
    "Person": {"in the directory": who(ALL), "has left": who(ALL)},
    "Department": {"": who(ALL)},
    "Session": {"alive": who(S), "over": NOBODY},
    "AccessToken": {"valid": who(S), "expired": NOBODY},
    "OneOnOneSeries": {"active": who(P), "ended": who(P)},
    "OneOnOneMeeting": {"open": who(P), "closed": who(P)},
    "NotesVersion": {AS_PARENT: AS_PARENT},
    "TalkingPoint": {"shared": who(P), "private": who(A)},
    "ActionItem": {"": who(P)},
    "ActionItemComment": {AS_PARENT: AS_PARENT},
    "AgendaTemplate": {"one's own": who(S), "built in": who(ALL)},
    **table_feedback.READERS,
    **table_development.READERS,
    "Handover": {"draft": who(A), "shared": who(A, R)},
    "HandoverLine": {AS_PARENT: AS_PARENT},
    "Touchpoint": {"": who(P)},
    "Mail": {"in the local mailbox": who(ADM)},
    "ImportUpload": {"": who(A)},
    **table_cycles.READERS,
    **table_calibration.READERS,
    **table_packets.READERS,
    **table_skills.READERS,
    **table_learning.READERS,
    **table_integrations.READERS,
    **table_competencies.READERS,
    **table_recognition.READERS,
    **table_fairness.READERS,
    **table_reports.READERS,
    **table_notices.READERS,
    **table_points.READERS,
    **table_celebrations.READERS,
    **table_awards.READERS,
}
"""``RECIPIENT`` is also who is asked; the manager is that of the recipient, or of the plan's person."""

HIDDEN = {"ImportUpload", "FeedbackDraft"}
"""Rows that have texts and no type of their own in the schema."""


FIELDS: dict[str, dict[str, Rule]] = {
    # ---- the roots
    "Query": fields(
        "instance",
        links="node person people departments department orgChart pair series meeting "
        "kudos mail handover",
        rhythmPreview=each("what was given, in the viewer's language"),
        viewer=each("whoever asks; null when nobody is signed in"),
        **table_feedback.QUERY,
        **table_cycles.QUERY,
        **table_calibration.QUERY,
        **table_packets.QUERY,
        **table_skills.QUERY,
        **table_learning.QUERY,
        **table_integrations.QUERY,
        **table_competencies.QUERY,
        **table_development.QUERY,
        **table_development_overview.QUERY,
        **table_recognition.QUERY,
        **table_fairness.QUERY,
        **table_reports.QUERY,
        **table_notices.QUERY,
        **table_points.QUERY,
        **table_celebrations.QUERY,
        **table_awards.QUERY,
        mailbox=only(ADM, note="null for others, and when a mail server is configured"),
        roleHolders=only(ADM, note="null for others"),
        dataQuality=only(ADM, note="null for others"),
        oneOnOneRates=only(HR, note="null for others, administrators too"),
        departmentNetwork=only(HR, note="null for others, administrators too"),
        auditLog=only(ADM, note="null for others"),
        peopleImport=only(ADM, note="null for others, and for what is not there"),
    ),
    "Viewer": fields(
        "roles locale timeZone hasPassword home digest oneOnOneSettings calendarFeed",
        links="handovers handoverCandidates person series promises promisedToMe promisesMade "
        "promisesReceived agendaTemplates relationships "
        "sessions accessTokens teamCadence seriesProposals",
        **table_feedback.VIEWER,
        **table_cycles.VIEWER,
        **table_packets.VIEWER,
        **table_skills.VIEWER,
        **table_learning.VIEWER,
        **table_competencies.VIEWER,
        **table_development.VIEWER,
        **table_development_overview.VIEWER,
        **table_fairness.VIEWER,
        **table_notices.VIEWER,
        **table_points.VIEWER,
        **table_celebrations.VIEWER,
    ),
    # ---- open to everybody, signed in or not
    "Instance": fields("name demo demoAccounts passwordMinimumLength mailIsLocal"),
    "DemoAccount": fields("name email title password role"),
    "PageInfo": fields("hasNextPage hasPreviousPage startCursor endCursor"),
    "Refusal": fields("kind code message field"),
    # ---- people
    "Person": fields(
        "id name givenName familyName title location timeZone locale hiredOn leftOn hasLeft "
        "directReportCount",
        links="department manager managerChain directReports feedbackForThem kudosReceived",
        workEmail=each("a leaver's only HR and administrators"),
        employeeNumber=only(S, HR, ADM),
        history=only(S, M, HR, ADM),
        isViewer=each("whether it is the viewer"),
        relationship=each("the viewer's pair with this person; null with oneself"),
        series=each("the viewer's active series with this person"),
        canStartSeries=each("anybody there but oneself, while there is no series"),
        **table_notices.PERSON,
        **table_skills.PERSON,
        **table_learning.PERSON,
        **table_competencies.PERSON,
        **table_development.PERSON,
    ),
    "PersonHistoryEntry": fields("kind startsOn endsOn", links="person department"),
    "Department": fields("id name path headCount", links="parent people"),
    **page("Person"),
    # ---- import and data quality: administrators
    "PeopleImportPreview": fields(
        "uploadId fileName encoding delimiter columns rowCount added changed deactivated unchanged "
        "changes problems guards planDigest canApply"
    ),
    "ImportColumn": fields("header field"),
    "ImportChange": fields("kind line name email details"),
    "ImportFieldChange": fields("field before after"),
    "ImportProblem": fields("line column code message value"),
    "ImportGuard": fields("kind count of message"),
    **page("ImportChange"),
    **page("ImportProblem"),
    "DataQuality": fields("checkedAt peopleCount counts issues"),
    "DataQualityCount": fields("kind count"),
    "DataQualityIssue": fields("key kind reason", links="people"),
    **page("DataQualityIssue"),
    # ---- access: one's own, except for the list of those who hold roles
    "Session": fields(
        "id device createdAt",
        lastSeenAt=each("changes with every use"),
        current=each("whether this session is the one that asks"),
    ),
    "AccessToken": fields(
        "id name prefix scopes createdAt expiresAt", lastUsedAt=each("changes with every use")
    ),
    "RoleHolder": fields("role grantedAt", links="person"),
    # ---- one-on-ones
    "OneOnOneSeries": fields(
        "id kind cadence rrule timeZone wallTime pausedFrom pausedUntil skippedDays upcoming endedAt",
        links="people current meetings openActionItems discussedPoints",
        cadenceReport=each("by the viewer's own calendar"),
        rhythm=each("in the viewer's language"),
        other=each("the one of the two who is not the viewer"),
        suggestions=each("made for the viewer, from what they may read"),
    ),
    "OneOnOneMeeting": fields(
        "id number plannedAt scheduledAt moved state held heldBy asksWhetherHeld closedAt sharedNotes notesState "
        "notesEditable",
        links="series talkingPoints actionItems sharedNotesEditedBy notesVersions",
        privateNotes=each("the viewer's own; empty when they have none"),
        privateNotesVersion=each("of the viewer's own"),
        openPointCount=each("counts only what the viewer may read"),
    ),
    "RhythmPreview": fields("rrule rhythm meetings problem"),
    "SeriesProposal": fields("key kind reason", links="person formerManager"),
    "NotesState": fields("update number text"),
    "NotesVersion": fields("id number text createdAt", links="author"),
    **page("NotesVersion"),
    "Subscription": fields(links="notesChanged kudosNews"),
    "NotesChanged": fields("number update", links="author"),
    "NotesPresence": fields("anchor head leaving", links="person"),
    "TalkingPoint": fields(
        "id body visibility state carriedOver createdAt version recurring discussedAt",
        links="author meeting",
        position=each("among those that the viewer may read: no gap tells of a private one"),
        fromSuggestion=only(A, note="null for the other"),
    ),
    "ActionItem": fields(
        "id body dueOn state overdue carriedOver createdAt doneAt version commentCount history",
        links="owner other author series meeting madeIn originPoint goal comments",
    ),
    "ActionItemComment": fields(
        "id key body createdAt editedAt", links="author", mine=each("whether the viewer wrote it")
    ),
    "ActionItemChange": fields("key kind before after at", links="by"),
    "Suggestion": fields("key kind body reason visibility", links="subject"),
    "AgendaTemplate": fields("id key name description builtIn points version"),
    "AgendaTemplatePoint": fields("body recurring"),
    **page("TalkingPoint"),
    **page("ActionItem"),
    **page("OneOnOneMeeting"),
    # ---- relationships: the viewer's own pairs
    "Relationship": fields(
        "key bond lastContactAt daysSinceContact cadenceDays quiet usualDays given received",
        links="person series openPromises touchpoints handovers",
        attention=each("the viewer's own: the other of the two has another"),
        reasons=each("the viewer's own: the other of the two has others"),
        suggestions=each("made for the viewer, from what they may read"),
    ),
    "CadenceReport": fields(
        "key expectedDays held30 held90 held365 expected30 expected90 expected365 meanDays "
        "lastHeldAt nextAt"
    ),
    "TeamCadence": fields("key report", links="person series"),
    "RelationshipReason": fields("kind text days"),
    "RelationshipTally": fields("thanks feedback promisesKept promisesOpen"),
    "Touchpoint": fields(
        "key kind occurredAt",
        links="by subject",
        subjectTitle=each("null where the viewer may not read the subject"),
    ),
    # ---- departments, of five people or more: HR
    "OneOnOneRates": fields("minimum departments company withheld"),
    "DepartmentRate": fields(
        "key name people meetingPeople held30 held90 held365 rate30 rate90 rate365"
    ),
    "DepartmentNetwork": fields("minimum days departments ties findings withheld"),
    "NetworkDepartment": fields("key name people x y insideShare reach betweenness"),
    "NetworkTie": fields("key fromKey toKey contacts meetings thanks feedback pairsAtLeast"),
    "NetworkFinding": fields("key kind text departmentKeys"),
    **page("Relationship"),
    **page("Touchpoint"),
    # ---- handovers: author and receiver
    "Handover": fields(
        "id reason state note createdAt sharedAt version", links="author receiver about lines"
    ),
    "HandoverLine": fields(
        "id key kind text dueOn state",
        links="other",
        subjectId=only(A, note="null for the receiver, to whom it would open nothing"),
    ),
    "HandoverCandidate": fields("key kind subjectId title dueOn", links="other"),
    # ---- the audit log: administrators
    "AuditEntry": fields("key number at action subjectKind details", links="actor"),
    **page("AuditEntry"),
    # ---- home and mail: the viewer's own home, the administrators' mailbox
    "Home": fields(links="needs meetings thanksReceived feedbackReceived"),
    "HomeNeed": fields(
        "key kind since dueOn overdue daysQuiet count",
        links="person meeting feedbackRequest actionItem plan handover cycle cycleParticipant "
        "assessment mentorship certificate",
    ),
    "DigestPreference": fields("frequency weekday hour nextAt"),
    "OneOnOneSettings": fields("nudgeLeadMinutes nudgeAfter calendarMail"),
    "CalendarFeed": fields("key createdAt lastReadAt"),
    "Mail": fields("id to subject kind state createdAt sentAt lastError html text"),
    **page("Mail"),
    # ---- what mutations answer: to whoever did it, by the rules of the rows in it
    **{
        f"{name}Success": fields(links=links)
        for name, links in {
            "SignIn": "viewer",
            "RedeemSignInLink": "viewer",
            "SetPassword": "viewer",
            "EndSession": "viewer",
            "RevokeAccessToken": "viewer",
            "GrantRole": "roleHolders",
            "RevokeRole": "roleHolders",
            "UpdateMyProfile": "viewer",
            "StartSeries": "series",
            "ChangeSeries": "series",
            "EndSeries": "series",
            "MoveMeeting": "meeting",
            "CloseMeeting": "meeting next",
            "SkipMeeting": "meeting",
            "UndoSkip": "meeting",
            "PauseSeries": "series",
            "ResumeSeries": "series",
            "AddTalkingPoint": "talkingPoint meeting",
            "EditTalkingPoint": "talkingPoint",
            "MoveTalkingPoint": "meeting",
            "SetTalkingPointState": "talkingPoint",
            "DeleteTalkingPoint": "meeting",
            "SavePrivateNotes": "meeting",
            "AppendNotes": "number meeting",
            "AddActionItem": "actionItem meeting",
            "EditActionItem": "actionItem",
            "SetActionItemState": "actionItem",
            "ApplyAgendaTemplate": "meeting added",
            "SaveAgendaTemplate": "template",
            "DeleteAgendaTemplate": "deletedId",
            "DismissSuggestion": "series",
            "CommentOnActionItem": "actionItem",
            "EditActionItemComment": "actionItem",
            "DeleteActionItemComment": "actionItem",
            "TurnActionItemIntoGoal": "actionItem goal",
            "SetDigestPreference": "viewer",
            "SetOneOnOneSettings": "settings",
            "SaveHandover": "handover",
            "ShareHandover": "handover",
            "SettleHandoverLine": "handover",
        }.items()
    },
    "ShowPresenceSuccess": fields("shown"),
    "DeleteHandoverSuccess": fields("deletedId"),
    "CloseOpenItemsSuccess": fields("closed", links="candidates"),
    "ApplyPeopleImportSuccess": fields("added changed deactivated"),
    "RequestSignInLinkSuccess": fields("validMinutes"),
    "SignOutSuccess": fields("signedOut"),
    "EndOtherSessionsSuccess": fields("ended", links="viewer"),
    "CreateAccessTokenSuccess": fields("secret", links="accessToken viewer"),
    "SendMyDigestNowSuccess": fields("address"),
    "CreateCalendarFeedSuccess": fields("url", links="feed"),
    "RevokeCalendarFeedSuccess": fields("revoked"),
    "UnsubscribeDigestSuccess": fields("unsubscribed"),
    **table_feedback.FIELDS,
    **table_cycles.FIELDS,
    **table_calibration.FIELDS,
    **table_packets.FIELDS,
    **table_skills.FIELDS,
    **table_learning.FIELDS,
    **table_integrations.FIELDS,
    **table_competencies.FIELDS,
    **table_development.FIELDS,
    **table_development_overview.FIELDS,
    **table_recognition.FIELDS,
    **table_fairness.FIELDS,
    **table_reports.FIELDS,
    **table_notices.FIELDS,
    **table_points.FIELDS,
    **table_ballots.FIELDS,
    **table_celebrations.FIELDS,
    **table_awards.FIELDS,
}


MUTATIONS: dict[str, Right] = {
    # ---- access
    "signIn": PUBLIC,
    "requestSignInLink": PUBLIC,
    "redeemSignInLink": PUBLIC,
    "unsubscribeDigest": PUBLIC,
    "signOut": may(ALL, session=True, note="ends the session that asks"),
    "setPassword": may(ALL, session=True, note="one's own"),
    "endSession": may(S, session=True, note="one's own"),
    "endOtherSessions": may(ALL, session=True, note="one's own"),
    "createAccessToken": may(ALL, session=True, note="one's own"),
    "revokeAccessToken": may(S, session=True, note="one's own"),
    "grantRole": may(ADM, session=True),
    "revokeRole": may(ADM, session=True),
    # ---- people
    "updateMyProfile": may(ALL, note="one's own"),
    "applyPeopleImport": may(ADM, note="what one has uploaded oneself"),
    # ---- one-on-ones
    "startSeries": may(ALL, note="not with oneself; as manager and report only they"),
    "changeSeries": may(P),
    "endSeries": may(P),
    "moveMeeting": may(P),
    "closeMeeting": may(P),
    "skipMeeting": may(P),
    "undoSkip": may(P),
    "pauseSeries": may(P),
    "resumeSeries": may(P),
    "addTalkingPoint": may(P),
    "editTalkingPoint": may(A),
    "moveTalkingPoint": may(P, note="a private one only its author"),
    "setTalkingPointState": may(P, note="a private one only its author"),
    "deleteTalkingPoint": may(A),
    "appendNotes": may(P),
    "showPresence": may(P),
    "savePrivateNotes": may(P, note="each their own"),
    "addActionItem": may(P),
    "editActionItem": may(P),
    "setActionItemState": may(P),
    "applyAgendaTemplate": may(P, note="one's own template, or a built-in one"),
    "saveAgendaTemplate": may(ALL, note="one's own"),
    "deleteAgendaTemplate": may(S, note="one's own"),
    "dismissSuggestion": may(P, note="what is suggested to oneself; for oneself"),
    "commentOnActionItem": may(P),
    "editActionItemComment": may(A),
    "deleteActionItemComment": may(A),
    "turnActionItemIntoGoal": may(S, note="whoever promised it, into a plan of their own"),
    # ---- development
    # ---- handovers
    "saveHandover": may(ALL, note="one's own drafts"),
    "shareHandover": may(A),
    "deleteHandover": may(A, note="drafts only"),
    "settleHandoverLine": may(R),
    "closeOpenItems": may(ALL, note="one's own"),
    # ---- reminders and the calendar
    "setOneOnOneSettings": may(ALL, note="one's own"),
    "createCalendarFeed": may(ALL, session=True, note="one's own"),
    "revokeCalendarFeed": may(ALL, session=True, note="one's own"),
    # ---- digest
    "setDigestPreference": may(ALL, note="one's own"),
    "sendMyDigestNow": may(ALL, note="one's own"),
    **table_feedback.MUTATIONS,
    **table_cycles.MUTATIONS,
    **table_calibration.MUTATIONS,
    **table_packets.MUTATIONS,
    **table_skills.MUTATIONS,
    **table_learning.MUTATIONS,
    **table_integrations.MUTATIONS,
    **table_competencies.MUTATIONS,
    **table_development.MUTATIONS,
    **table_development_overview.MUTATIONS,
    **table_recognition.MUTATIONS,
    **table_fairness.MUTATIONS,
    **table_reports.MUTATIONS,
    **table_notices.MUTATIONS,
    **table_points.MUTATIONS,
    **table_ballots.MUTATIONS,
    **table_celebrations.MUTATIONS,
    **table_awards.MUTATIONS,
}
"""Everything else is refused: what one may not read is not found, what one may read not allowed."""
