"""The table's lines of feedback at any time.

Of a request the author is who asks, the recipient who is asked, ``SELF`` whom it is about where that
is somebody else. Of a question to a guest the author is who asks.
"""

from __future__ import annotations

from tests.authorization.relations import ALL, HR, A, M, R, S
from tests.authorization.table_rules import (
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
    "FeedbackRequest": {
        "pending": who(A, R),
        "answered": who(A, R),
        "declined": who(A, R),
        "withdrawn": who(A, R),
        "scheduled": who(A),
        "withdrawn before it was sent": who(A),
        "about a report": who(A, R, S),
        "about a report, declined": who(A, R, S),
    },
    "FeedbackNote": {
        "for the recipient": who(A, R),
        "for the recipient and their manager": who(A, R, M),
    },
    "GuestFeedback": {"of a guest": who(A), "of a guest, about a report": who(A, S)},
    "FeedbackDraft": {"": who(A)},
    "BankQuestion": {"for asking": who(ALL), "for cycles": who(HR), "retired": who(HR)},
}

QUERY: dict[str, Rule] = fields(
    links="feedbackRequest feedbackNote guestFeedback questionBank",
    mailAct=each("whoever holds the link; nobody needs to be signed in"),
    guestPage=each("whoever holds the secret of the link; nobody needs to be signed in"),
)
VIEWER: dict[str, Rule] = fields(
    "whomToAsk feedbackDraft",
    links="feedbackRequestsToAnswer feedbackRequestsSent feedbackRequestsAboutMe feedbackReceived "
    "feedbackArchived feedbackGiven guestFeedback",
)

FIELDS: dict[str, dict[str, Rule]] = {
    "FeedbackRequest": fields(
        "id question dueOn state createdAt overdue sendAt visibility askedCount",
        links="requester asked note subject readers",
        declineReason=only(A, R),
    ),
    "FeedbackNote": fields(
        "id situation behaviour impact nextStep visibility createdAt editedAt thankedAt "
        "recipientCount",
        links="author recipient request department",
        visibleTo=each("exactly those who read it, by their ties, and are there"),
        competency=each("the recipient, and their manager unless they wrote it"),
        archivedAt=only(R),
        followUp=only(A, R),
        canEdit=true_for(A),
        canThank=true_for(R),
        canArchive=true_for(R),
        canAskBack=true_for(R),
        canAnswerBack=true_for(A),
    )
    | {"links": only(R)},
    "FeedbackLink": fields("kind title createdAt", links="goal meeting kudos"),
    "FeedbackFollowUp": fields("question askedAt answer answeredAt"),
    "FeedbackDraft": fields("key content version savedAt"),
    "WhomToAsk": fields("contacts lastContactAt reason", links="person"),
    "GuestFeedback": fields(
        "id question guestName state dueOn sendAt expiresAt declineReason createdAt settledAt "
        "situation behaviour impact nextStep thankedAt",
        links="requester subject",
        guestEmail=only(A),
        archivedAt=each("whom it is about"),
        canThank=each("whom it is about, who may be who asked"),
        canArchive=each("whom it is about, who may be who asked"),
        canWithdraw=true_for(A),
    ),
    "GuestRequest": fields("requesterName aboutName question dueOn readerNames"),
    "MailAct": fields("kind actor other title done expiresOn"),
    "PerformMailActSuccess": fields("act"),
    "GuestPage": fields("company guestName locale expiresAt request review"),
    "BankQuestion": fields(
        "id key kind text help competency forAsking forCycles licence source version retiredAt",
        links="texts helps scale options",
        canEdit=true_for(HR),
        wordings=only(HR),
    ),
    **page("FeedbackRequest"),
    **page("FeedbackNote"),
    **page("GuestFeedback"),
    "RequestFeedbackSuccess": fields(links="requests guestRequests"),
    "ArchiveFeedbackSuccess": fields(links="note guestFeedback"),
    "DiscardFeedbackDraftSuccess": fields("key"),
    "SaveFeedbackDraftSuccess": fields("draft"),
    "AnswerAsGuestSuccess": fields("done"),
    "DeclineAsGuestSuccess": fields("done"),
    **{
        f"{name}Success": fields(links=links)
        for name, links in {
            "WithdrawFeedbackRequest": "request",
            "DeclineFeedbackRequest": "request",
            "GiveFeedback": "note",
            "EditFeedback": "note",
            "ThankForFeedback": "note",
            "AskBack": "note",
            "AnswerBack": "note",
            "LinkFeedbackToCompetency": "note",
            "LinkFeedbackToGoal": "note",
            "TurnFeedbackIntoGoal": "note goal",
            "TurnFeedbackIntoTalkingPoint": "note meeting",
            "TurnFeedbackIntoKudos": "note kudos",
            "ThankForGuestFeedback": "guestFeedback",
            "WithdrawGuestFeedback": "guestFeedback",
            "SaveBankQuestion": "question",
            "RetireBankQuestion": "question",
        }.items()
    },
}

MUTATIONS: dict[str, Right] = {
    "requestFeedback": may(ALL, note="about oneself, or about a present report"),
    "withdrawFeedbackRequest": may(A),
    "declineFeedbackRequest": may(R),
    "giveFeedback": may(ALL, note="in answer to a request only who was asked"),
    "editFeedback": may(A),
    "thankForFeedback": may(R),
    "askBack": may(R, note="once"),
    "answerBack": may(A, note="once, what was asked back"),
    "archiveFeedback": may(R, note="of what a guest wrote: whom it is about"),
    "linkFeedbackToCompetency": may(R),
    "linkFeedbackToGoal": may(R, note="a goal of one's own"),
    "turnFeedbackIntoGoal": may(R, note="in a plan of one's own"),
    "turnFeedbackIntoTalkingPoint": may(R, note="in a one-on-one of one's own"),
    "turnFeedbackIntoKudos": may(R),
    "saveFeedbackDraft": may(ALL, note="one's own"),
    "discardFeedbackDraft": may(ALL, note="one's own"),
    "performMailAct": PUBLIC,
    "answerAsGuest": PUBLIC,
    "declineAsGuest": PUBLIC,
    "thankForGuestFeedback": may(A, S, note="whom it is about"),
    "withdrawGuestFeedback": may(A),
    "saveBankQuestion": may(HR, note="the company's own questions"),
    "retireBankQuestion": may(HR),
}
