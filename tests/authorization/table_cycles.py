"""The table's lines of feedback cycles.

Of a cycle and its participants ``SELF`` is the participant, ``AUTHOR`` the rater, ``MANAGER`` this
participant's manager in the cycle, and ``RECIPIENT`` whom the choice of raters was delegated to; of a
cycle it is whoever prepares somebody in it as well. Administrators are nowhere.
"""

from __future__ import annotations

from tests.authorization.relations import HR, A, M, R, S
from tests.authorization.table_rules import (
    AS_PARENT,
    NOBODY,
    PUBLIC,
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
    "Cycle": {"draft": who(HR), "launched": who(S, A, R, HR)},
    "CycleQuestion": {AS_PARENT: AS_PARENT},
    "CycleParticipant": {"": who(S, M, R, HR)},
    "CycleProgramme": {"": who(HR)},
    "Review": {"asked": who(A), "not asked": NOBODY},
    "NominatedReview": {"not asked": who(S, M, R, HR), "asked": who(S, M, R, A, HR)},
}

QUERY: dict[str, Rule] = {
    **fields(links="cycle cycles cycleParticipant review"),
    "cycleTemplates": each("none for others than HR"),
    "cycleProgrammes": each("none for others than HR"),
    "cycleAudiencePreview": each("null for others than HR"),
}

VIEWER: dict[str, Rule] = fields("reviewsToWrite cycleTasks", links="reviewsWritten")

FIELDS: dict[str, dict[str, Rule]] = {
    # ---- the cycle
    "Cycle": fields(
        "id name description state templateName timeZone periodFrom periodUntil currentPhase "
        "releasedBy releaseOn nominator nominationCap nominationsNeedApproval loadLimit calibrates "
        "termsHash createdAt launchedAt endedAt version",
        links="perspectives terms questions owner previous calibrationSessions",
        phases=each("with the viewer's own extension"),
        canManage=true_for(HR),
        audience=only(HR, note="null for others"),
        programme=only(HR, note="null for others"),
        allowedStates=each("none for others than HR"),
        blockers=each("none for others than HR"),
        history=only(HR, note="null for others, administrators too"),
        progress=only(HR, note="null for others, administrators too"),
        participants=only(R, HR, note="a manager's own; null for others"),
        packetsToRelease=each("those that the viewer may hand out; null for others"),
        myParticipation=each("the viewer's own"),
    ),
    "CycleQuestion": fields(
        "id position kind text help competency required weight perspectives licence source version",
        links="texts helps scale options wordings",
    ),
    "CycleParticipant": fields(
        "id state packet releasedAt acknowledgedAt",
        links="cycle person manager managerAtLaunch departmentAtLaunch departmentNow",
        canRemove=true_for(HR),
        canExtend=true_for(M, HR),
        canReleasePacket=each("as the cycle says: the manager (HR where there is none) or HR"),
        lacksSummary=each("for who may hand their packet out; false for others"),
        extensions=each("for HR, the manager and the person; none for others"),
        nominations=only(S, M, R, HR, note="null for facilitators"),
        reviewCounts=each("for HR and the manager; null for others, the participant first of all"),
    ),
    "CyclePhaseDates": fields("phase untilOn myUntilOn"),
    "CyclePerspective": fields("kind anonymous minimum weight"),
    "CycleTerm": fields("perspective text"),
    "CycleBlocker": fields("kind stops count text", links="people"),
    "CycleExtension": fields("phase untilOn reason createdAt", links="person by"),
    "PerspectiveCount": fields("perspective asked submitted declined"),
    "LocalizedText": fields("en ru"),
    "ScalePoint": fields("value label labels"),
    "ChoiceOption": fields("value label labels"),
    "QuestionWording": fields("number texts at", links="by"),
    "CycleHistoryEntry": fields("at what", links="actor participant"),
    **page("Cycle"),
    **page("CycleParticipant"),
    **page("CycleHistoryEntry"),
    # ---- templates, programmes and rules: HR
    "CycleTemplate": fields("key name description builtIn definition"),
    "CycleDefinition": fields(
        "name description perspectives questions nominator nominationCap nominationsNeedApproval "
        "loadLimit calibrates releasedBy nominationDays writingDays calibrationDays packetDays "
        "acknowledgeDays periodMonths"
    ),
    "CycleQuestionDraft": fields(
        "kind texts helps scale options competency required weight perspectives licence source "
        "bankQuestionId"
    ),
    "CycleProgramme": fields(
        "id name trigger months days startsOn nextOn launchesItself endedAt version",
        links="audience owner cycles",
    ),
    "CycleAudience": fields(
        "withSubdepartments locations hiredFrom hiredUntil titles everyone count",
        links="departments managers people excluded sample",
    ),
    # ---- choosing raters
    "NominatedReview": fields(
        "id perspective guestName guestEmail state reason load overloaded",
        links="rater proposedBy",
        canReject=true_for(M),
        canUndo=each("the manager a rejection, the rater their own decline"),
        canRemove=true_for(S),
    ),
    "Nominations": fields(
        "cap minimum until sentAt approvedAt canNominate canApprove canDelegate suggestions",
        links="nominator delegatedTo approvedBy reviews",
    ),
    "NominationSuggestion": fields("reason load overloaded", links="person"),
    # ---- writing
    "Review": fields(
        "id perspective state anonymous minimum raterCount terms periodFrom periodUntil answered "
        "minutes dueOn dueAt overdue extended savedAt submittedAt version aboutToBeLeftOut "
        "canWrite canSubmit canReopen canDecline canUndoDecline",
        links="cycle subject questions goals answers versions",
    ),
    "ReviewAnswer": fields("questionId value values text cannotJudge goalResults"),
    "GoalResult": fields("goalId title value"),
    "ReviewVersion": fields("number savedAt answers"),
    "ReviewsOwed": fields("count minutes", links="reviews"),
    "CycleTask": fields("kind count until overdue", links="cycle participant"),
    "GuestReview": fields(
        "cycleName subjectName companyTerms anonymous minimum questions answers dueOn dueAt version "
        "state canWrite aboutToBeLeftOut"
    ),
    **page("Review"),
    # ---- what mutations answer
    **{
        f"{name}Success": fields(links=links)
        for name, links in {
            "Nominate": "participant",
            "SendNominations": "participant",
            "ApproveNominations": "participant",
            "RejectNomination": "participant",
            "RemoveNomination": "participant",
            "DelegateNomination": "participant",
            "UndoNominationRefusal": "review",
            "ResendGuestLink": "review",
            "SaveReview": "review",
            "SubmitReview": "review",
            "ReopenReview": "review",
            "RestoreReviewVersion": "review",
            "DeclineReview": "review",
            "SaveGuestReview": "review",
            "SubmitGuestReview": "review",
            "ReopenGuestReview": "review",
            "CreateCycle": "cycle",
            "EditCycle": "cycle",
            "ChangeCycleDates": "cycle",
            "RewordCycleQuestion": "question",
            "MoveCycle": "cycle",
            "RemoveCycleParticipant": "participant",
            "SaveCycleTemplate": "template",
            "SaveCycleProgramme": "programme",
            "EndCycleProgramme": "programme",
        }.items()
    },
    "AddCycleParticipantsSuccess": fields("added", links="cycle"),
    "ExtendCycleDeadlineSuccess": fields("untilOn", links="cycle"),
    "DeleteCycleTemplateSuccess": fields("key"),
}

MUTATIONS: dict[str, Right] = {
    # ---- cycles, templates and programmes
    "createCycle": may(HR),
    "editCycle": may(HR, note="a draft only; what was launched nobody edits"),
    "moveCycle": may(HR, note="by the table of states; and erm itself on a phase's last day"),
    "changeCycleDates": may(HR),
    "rewordCycleQuestion": may(HR, note="until the first review is submitted"),
    "addCycleParticipants": may(HR, note="until writing is over"),
    "removeCycleParticipant": may(HR, note="until their packet is released"),
    "extendCycleDeadline": may(M, HR, note="a manager their own participants; nobody themselves"),
    "saveCycleTemplate": may(HR),
    "deleteCycleTemplate": may(HR, note="of the company's own"),
    "saveCycleProgramme": may(HR),
    "endCycleProgramme": may(HR),
    # ---- choosing raters
    "nominate": may(S, R, note="whoever chooses: participant or manager, or whom they asked to"),
    "sendNominations": may(S, R, note="whoever chooses"),
    "removeNomination": may(S, R, note="whoever chooses"),
    "delegateNomination": may(S, note="who should choose, never whom it was delegated to"),
    "approveNominations": may(M, note="HR where there is no manager; nobody their own"),
    "rejectNomination": may(M, note="HR where there is no manager; nobody their own"),
    "undoNominationRefusal": may(M, A, note="a rejection the manager, a decline the rater"),
    "resendGuestLink": may(S, M, HR),
    # ---- writing
    "saveReview": may(A),
    "submitReview": may(A),
    "reopenReview": may(A),
    "restoreReviewVersion": may(A),
    "declineReview": may(A, note="who was chosen"),
    "saveGuestReview": PUBLIC,
    "submitGuestReview": PUBLIC,
    "reopenGuestReview": PUBLIC,
}
"""Whoever manages a participant is ``MANAGER`` where participants choose for themselves."""
