"""Refusals of looking after outgoing mail."""

from __future__ import annotations

from erm.core.errors import Conflict, InvalidInput, NotFound


class OutgoingMailNotFound(NotFound):
    """There is no such mail, or no such blocked address, for this actor."""

    code = "OUTGOING_MAIL_NOT_FOUND"


class MailNotReplayable(Conflict):
    """It is still under way, it left, or its text is gone."""

    code = "MAIL_NOT_REPLAYABLE"


class MailNotCancellable(Conflict):
    """It has left already, or is leaving now."""

    code = "MAIL_NOT_CANCELLABLE"


class AddressUnusable(InvalidInput):
    """It is no address of mail."""

    code = "MAIL_ADDRESS_INVALID"


class AddressAlreadyBlocked(Conflict):
    """It gets no mail already."""

    code = "MAIL_ADDRESS_BLOCKED_ALREADY"


class AddressIsBlocked(Conflict):
    """It gets no mail; it must be unblocked first."""

    code = "MAIL_ADDRESS_BLOCKED"


class TooManyTestMails(Conflict):
    """There were many within an hour; ``count`` says how many there may be."""

    code = "TOO_MANY_TEST_MAILS"


class MailActInvalid(InvalidInput):
    """A link that is not ours, whose time is over, or whose act is not possible any more."""

    code = "MAIL_ACT_INVALID"


class MailAnswerEmpty(InvalidInput):
    """Somebody answered a mail by mail and wrote nothing, or nothing that could be told from quotes."""

    code = "MAIL_ANSWER_EMPTY"
