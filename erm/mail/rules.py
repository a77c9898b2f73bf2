"""Pure rules of outgoing mail: states, answers of mail servers, when to try again."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import IntEnum, StrEnum


class MailState(StrEnum):
    """Where a mail stands."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    PARKED = "parked"
    CANCELLED = "cancelled"


class Transport(StrEnum):
    """How a mail left: over SMTP, or kept in the local mailbox."""

    SMTP = "smtp"
    LOCAL = "local"


class Urgency(IntEnum):
    """Which of two mails that are due goes first: the lower one."""

    NOW = 0
    """Somebody waits for it: a link to sign in."""
    SOON = 1
    """It was caused by what one person did."""
    BULK = 2
    """It goes to many at the same time: digests, reminders, reports."""


class BlockReason(StrEnum):
    """Why an address gets no mail any more."""

    HARD_BOUNCE = "hard_bounce"
    COMPLAINT = "complaint"
    ADMINISTRATOR = "administrator"


class InboundOutcome(StrEnum):
    """What became of a mail that came in."""

    ANSWERED = "answered"
    BOUNCE = "bounce"
    COMPLAINT = "complaint"
    REFUSED = "refused"
    IGNORED = "ignored"


class Stage(StrEnum):
    """Where in the conversation with a mail server (RFC 5321) something went wrong."""

    CONNECT = "connect"
    EHLO = "ehlo"
    STARTTLS = "starttls"
    AUTH = "auth"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"


class Verdict(StrEnum):
    """What a failure means: this mail again later, this mail never, or the server itself is away."""

    TEMPORARY = "temporary"
    PERMANENT = "permanent"
    SERVER = "server"


_SESSION_STAGES = frozenset({Stage.CONNECT, Stage.EHLO, Stage.STARTTLS, Stage.AUTH})
# The conversation is out of step, or the server wants something of us that is not about this mail.
_NOT_ABOUT_THE_MAIL = frozenset({500, 502, 503, 530, 534, 535, 538})
# Our own sender address is refused: a setting, which does not become right by parking people's mail.
_ABOUT_THE_SENDER = frozenset({501, 550, 551, 553})


def classify(stage: Stage, code: int | None) -> Verdict:
    """What a reply code at a stage means; ``code`` None is a lost or silent connection.

    Before MAIL everything concerns the server, whatever the code: nothing was said about any mail
    yet. From MAIL on, 4xx and lost connections are temporary and 5xx are permanent, except that
    codes which say nothing about this mail are tried again, and so is 552 for a recipient, which
    RFC 5321 (4.5.3.1.10) wants treated as 452. A code that has no place at the stage is temporary.
    """
    if stage in _SESSION_STAGES:
        return Verdict.SERVER
    if code is None or not 500 <= code <= 599 or code in _NOT_ABOUT_THE_MAIL:
        return Verdict.TEMPORARY
    if stage is Stage.MAIL and code in _ABOUT_THE_SENDER:
        return Verdict.TEMPORARY
    if stage is Stage.RCPT and code == 552:
        return Verdict.TEMPORARY
    return Verdict.PERMANENT


def pace_domain(address: str) -> str:
    """The domain of an address as its pace is counted: lower case, in its ASCII form where it has one."""
    domain = address.rpartition("@")[2].lower()
    try:
        return domain.encode("idna").decode()[:253]
    except UnicodeError:
        return domain[:253]


LEASE = timedelta(minutes=5)
"""How long a claim holds. A worker that dies loses its mails to the next one after this."""

GIVE_UP_AFTER = timedelta(days=3)
"""How long temporary failures are tried again before the mail is parked."""

KEPT_FOR = timedelta(days=30)
"""How long a mail that needs nothing any more stays in the outbox."""

_BACK_OFF_MINUTES = (1, 5, 15, 60)


def next_attempt(created_at: datetime, attempts: int, now: datetime) -> datetime | None:
    """When to try again after ``attempts`` temporary failures (at least 1), or None to give up."""
    if now - created_at >= GIVE_UP_AFTER:
        return None
    minutes = _BACK_OFF_MINUTES[min(attempts, len(_BACK_OFF_MINUTES)) - 1]
    return now + timedelta(minutes=minutes)
