"""Pure rules of outgoing mail: states, answers of mail servers, when to try again."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum


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
