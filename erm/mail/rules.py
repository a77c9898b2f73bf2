"""Pure rules of outgoing mail: states, answers of mail servers, when to try again."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from erm.mail.refusals import blames_address


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


class OutboxState(StrEnum):
    """How administrators look through the outbox."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    BOUNCED = "bounced"
    CANCELLED = "cancelled"


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

INTERRUPTIONS = 10
"""After how many tries in three days a mail is parked whose worker died over it again."""

TEXT_OF_PARKED_KEPT_FOR = timedelta(days=14)
"""How long a mail that could not be delivered can be sent again; then its text is dropped."""

_BACK_OFF_MINUTES = (1, 5, 15, 60)
_JITTER = 0.5
_AT_LEAST = 4
"""Tries before a mail is given up that was sent again by hand after days; each has them anyhow."""


def next_attempt(
    created_at: datetime, attempts: int, now: datetime, chance: float = 0.0
) -> datetime | None:
    """When to try again after ``attempts`` temporary failures (at least 1), or None to give up.

    ``chance`` from 0 to 1 spreads it over up to half as long again, so that what failed together is not
    tried together.
    """
    if now - created_at >= GIVE_UP_AFTER and attempts >= _AT_LEAST:
        return None
    minutes = _BACK_OFF_MINUTES[min(attempts, len(_BACK_OFF_MINUTES)) - 1]
    return now + timedelta(minutes=minutes * (1 + _JITTER * chance))


# ---- servers and domains that rest --------------------------------------------------------------

_SERVER_PAUSES = (5, 15, 60, 300)
SILENCES = 3
"""After how many conversations in a row that came to nothing a server is left alone."""


def is_about_the_server(stage: Stage, code: int | None) -> bool:
    """Whether a failure may concern all mail that this server is given.

    It fell silent, hung up, spoke nonsense, or takes no mail for now before it knows for whom it is.
    """
    if code is None or not 200 <= code <= 599:
        return True
    return stage is Stage.MAIL and 400 <= code <= 499


def server_pause(failures: int, chance: float = 0.0) -> timedelta:
    """How long to leave a server alone that could not be talked to ``failures`` times (at least 1)."""
    seconds = _SERVER_PAUSES[min(failures, len(_SERVER_PAUSES)) - 1]
    return timedelta(seconds=seconds * (1 + _JITTER * chance))


_DOMAIN_PAUSES = (60, 300, 900, 3600)
DOMAIN_FAILURES = 3
"""After how many refusals in a row for now a domain rests."""
SLOW = timedelta(seconds=5)
"""A domain whose answer took longer rests as long as it took, while others wait for their turn."""
_ABOUT_THE_DOMAIN = frozenset({421, 450, 451})


def is_about_the_domain(stage: Stage, code: int | None) -> bool:
    """Whether a refusal may concern all mail to the recipient's domain for now, not this one alone."""
    return stage in (Stage.RCPT, Stage.DATA) and code in _ABOUT_THE_DOMAIN


def domain_pause(failures: int, chance: float = 0.0) -> timedelta | None:
    """How long a domain rests after so many refusals in a row; None while it goes on."""
    if failures < DOMAIN_FAILURES:
        return None
    seconds = _DOMAIN_PAUSES[min(failures - DOMAIN_FAILURES, len(_DOMAIN_PAUSES) - 1)]
    return timedelta(seconds=seconds * (1 + _JITTER * chance))


_BURST_SECONDS = 2.0


def _burst(rate: float) -> int:
    return max(1, int(rate * _BURST_SECONDS))


KIND_LENGTH = 64
"""Most characters of a kind."""


def kinds_called(name: str) -> list[str]:
    """The kinds of mail that a name may stand for: itself, or none where no kind is as long."""
    return [name] if len(name) <= KIND_LENGTH else []


def slots(rate: float, free_at: datetime, now: datetime) -> int:
    """How many mails may go to a domain at this moment (GCRA).

    ``rate`` is in mails a second; ``free_at`` is when all that went would have gone at an even pace. Two
    seconds' worth may go at once.
    """
    ahead = max((free_at - now).total_seconds(), 0.0)
    return max(0, int(_burst(rate) - ahead * rate + 1e-6))


def after_taking(rate: float, free_at: datetime, now: datetime, count: int) -> datetime:
    """``free_at`` once ``count`` more have gone."""
    return max(free_at, now) + timedelta(seconds=count / rate)


_TELLING = re.compile(r"5\.(?:1\.[1-9]\d*|2\.1|4\.[1-9]\d*)\b")


def is_dead_address(stage: Stage, code: int | None, text: str) -> bool:
    """Whether a refusal says that there is no such mailbox (RFC 3463), and not that ours is unwanted.

    Without an enhanced status code that tells something nobody can know, and the address is not given up.
    """
    permanent = code is not None and 500 <= code <= 599
    status = _TELLING.match(text.strip())
    if stage is not Stage.RCPT or not permanent or status is None:
        return False
    return blames_address(status.group(), text)
