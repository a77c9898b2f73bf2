"""Refusals of feedback."""

from __future__ import annotations

from erm.core.errors import Conflict, InvalidInput, NotAllowed, NotFound


class RequestNotFound(NotFound):
    """No such request, or not for the actor to read."""

    code = "FEEDBACK_REQUEST_NOT_FOUND"


class NoteNotFound(NotFound):
    """No such note, or not for the actor to read."""

    code = "FEEDBACK_NOTE_NOT_FOUND"


class GuestLinkInvalid(NotFound):
    """The link of a guest is unknown, over, used up or taken back: which of these is not told."""

    code = "GUEST_LINK_INVALID"


class AskedOneself(InvalidInput):
    """Nobody asks themselves for feedback."""

    code = "FEEDBACK_ASKED_OF_ONESELF"


class AskedSubject(InvalidInput):
    """Nobody is asked what they think of themselves."""

    code = "FEEDBACK_ASKED_OF_SUBJECT"


class NobodyAsked(InvalidInput):
    """A question needs somebody to answer it."""

    code = "FEEDBACK_NOBODY_ASKED"


class TooManyAsked(InvalidInput):
    """More than ``maximum`` people were to be asked at once."""

    code = "FEEDBACK_TOO_MANY_ASKED"


class AboutNotReport(NotAllowed):
    """About somebody else only their manager asks."""

    code = "FEEDBACK_ABOUT_NOT_A_REPORT"


class GuestAddressUnusable(InvalidInput):
    """Mail cannot be sent to what was typed as a guest's address."""

    code = "GUEST_ADDRESS_UNUSABLE"


class GuestTwice(InvalidInput):
    """Two guests with one address."""

    code = "GUEST_TWICE"


class GuestIsColleague(InvalidInput):
    """The address is a colleague's, who has an account and is asked as a colleague."""

    code = "GUEST_IS_A_COLLEAGUE"


class TooManyGuests(Conflict):
    """Mail to ``maximum`` guests was sent for this person within a day."""

    code = "FEEDBACK_TOO_MANY_GUESTS"


class WrittenToOneself(InvalidInput):
    """Nobody writes feedback to themselves."""

    code = "FEEDBACK_TO_ONESELF"


class OneRecipient(InvalidInput):
    """Feedback goes either to a person or to a team."""

    code = "FEEDBACK_ONE_RECIPIENT"


class TeamUnknown(InvalidInput):
    """There is no such team."""

    code = "FEEDBACK_TEAM_UNKNOWN"


class TeamEmpty(InvalidInput):
    """Nobody else works in that team."""

    code = "FEEDBACK_TEAM_EMPTY"


class TeamTooLarge(InvalidInput):
    """More than ``maximum`` people work in that team."""

    code = "FEEDBACK_TEAM_TOO_LARGE"


class VisibilityFixed(InvalidInput):
    """Who reads the answer was said when the question was asked."""

    code = "FEEDBACK_VISIBILITY_FIXED"


class DueDayPassed(InvalidInput):
    """The day by which an answer is wished lies in the past."""

    code = "FEEDBACK_DUE_DAY_PASSED"


class DueBeforeSent(InvalidInput):
    """The day by which an answer is wished comes before the question."""

    code = "FEEDBACK_DUE_BEFORE_SENT"


class SendTimePassed(InvalidInput):
    """The time at which a question is to be sent lies in the past."""

    code = "FEEDBACK_SEND_TIME_PASSED"


class RecipientIsNotRequester(InvalidInput):
    """An answer goes to the person whom the question is about, and to nobody else."""

    code = "FEEDBACK_RECIPIENT_IS_NOT_REQUESTER"


class AlreadyAsked(Conflict):
    """The same question already waits for the same person."""

    code = "FEEDBACK_ALREADY_ASKED"


class RequestAlreadyAnswered(Conflict):
    """The request was answered before."""

    code = "FEEDBACK_REQUEST_ALREADY_ANSWERED"


class RequestAlreadyDeclined(Conflict):
    """The request was declined before."""

    code = "FEEDBACK_REQUEST_ALREADY_DECLINED"


class RequestAlreadyWithdrawn(Conflict):
    """The request was withdrawn before."""

    code = "FEEDBACK_REQUEST_ALREADY_WITHDRAWN"


class RequestNotSentYet(Conflict):
    """The request is scheduled: nobody can answer it yet."""

    code = "FEEDBACK_REQUEST_NOT_SENT_YET"


class NothingToThankFor(Conflict):
    """The guest has not answered."""

    code = "FEEDBACK_NOTHING_TO_THANK_FOR"


class NoteAlreadyThanked(Conflict):
    """The recipient has thanked for it: what they thanked for stays."""

    code = "FEEDBACK_NOTE_ALREADY_THANKED"


class NoteTooOldToEdit(Conflict):
    """The day in which a note may be changed is over."""

    code = "FEEDBACK_NOTE_TOO_OLD_TO_EDIT"


class AlreadyAskedBack(Conflict):
    """The recipient may ask back once."""

    code = "FEEDBACK_ALREADY_ASKED_BACK"


class NotAskedBack(Conflict):
    """Nobody has asked anything back."""

    code = "FEEDBACK_NOT_ASKED_BACK"


class AlreadyAnsweredBack(Conflict):
    """What was asked back was answered before."""

    code = "FEEDBACK_ALREADY_ANSWERED_BACK"


class AlreadyLinked(Conflict):
    """The note leads there already."""

    code = "FEEDBACK_ALREADY_LINKED"


class GoalOfAnother(InvalidInput):
    """Feedback is linked to a goal of one's own."""

    code = "FEEDBACK_GOAL_OF_ANOTHER"


class DraftChanged(Conflict):
    """The draft was saved elsewhere since it was read."""

    code = "FEEDBACK_DRAFT_CHANGED"


class TooManyDrafts(Conflict):
    """One person keeps at most ``maximum`` drafts."""

    code = "FEEDBACK_TOO_MANY_DRAFTS"
