"""A mail as an administrator reads it in the local mailbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from erm.mail.rules import MailState


@dataclass(frozen=True, slots=True)
class MailView:
    """One mail with its content."""

    id: UUID
    to: str
    subject: str
    kind: str
    state: MailState
    created_at: datetime
    sent_at: datetime | None
    last_error: str | None
    text: str
    html: str | None


@dataclass(frozen=True, slots=True)
class MailHealth:
    """The state of the outbox in figures, without any content."""

    queued: int
    retrying: int
    parked: int
    oldest_due_at: datetime | None
