"""Refusals of feedback."""

from __future__ import annotations

from erm.core.errors import Conflict, InvalidInput, NotFound


class RequestNotFound(NotFound):
    """No such request, or neither asked by nor of the actor."""

    code = "FEEDBACK_REQUEST_NOT_FOUND"


class NoteNotFound(NotFound):
    """No such note, or not for the actor to read."""

    code = "FEEDBACK_NOTE_NOT_FOUND"


class AskedOneself(InvalidInput):
    """Nobody asks themselves for feedback."""

    code = "FEEDBACK_ASKED_OF_ONESELF"


class WrittenToOneself(InvalidInput):
    """Nobody writes feedback to themselves."""

    code = "FEEDBACK_TO_ONESELF"


class DueDayPassed(InvalidInput):
    """The day by which an answer is wished lies in the past."""

    code = "FEEDBACK_DUE_DAY_PASSED"


class RecipientIsNotRequester(InvalidInput):
    """An answer goes to the person who asked, and to nobody else."""

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


class NoteAlreadyThanked(Conflict):
    """The recipient has thanked for it: what they thanked for stays."""

    code = "FEEDBACK_NOTE_ALREADY_THANKED"


class NoteTooOldToEdit(Conflict):
    """The day in which a note may be changed is over."""

    code = "FEEDBACK_NOTE_TOO_OLD_TO_EDIT"
