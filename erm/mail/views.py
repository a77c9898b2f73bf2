"""A mail as an administrator reads it in the local mailbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from erm.mail.rules import BlockReason, MailState


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


@dataclass(frozen=True, slots=True)
class OutgoingMailView:
    """One mail of the outbox, without what it says."""

    id: UUID
    kind: str
    to_name: str
    to_address: str
    person_id: UUID | None
    state: MailState
    attempts: int
    created_at: datetime
    next_attempt_at: datetime | None
    sent_at: datetime | None
    bounced_at: datetime | None
    answer: str | None
    last_error: str | None
    replayable: bool


@dataclass(frozen=True, slots=True)
class TryView:
    """One try to hand a mail to a server."""

    at: datetime
    server: str
    taken: bool
    stage: str
    code: int | None
    answer: str | None
    milliseconds: int


@dataclass(frozen=True, slots=True)
class OutboxView:
    """The outbox in figures."""

    queued: int
    retrying: int
    parked: int
    sent_today: int
    bounced_this_week: int
    oldest_due_at: datetime | None


@dataclass(frozen=True, slots=True)
class BlockView:
    """An address that gets no mail."""

    id: UUID
    address: str
    person_id: UUID | None
    reason: BlockReason
    diagnostic: str
    since: datetime


@dataclass(frozen=True, slots=True)
class ServerView:
    """A mail server, and until when it is left alone."""

    host: str
    port: int
    encrypted: bool
    paused_until: datetime | None


@dataclass(frozen=True, slots=True)
class PaceView:
    """How fast mail goes to a domain (0: as fast as it takes it), and how much waits for it."""

    domain: str
    per_minute: int
    waiting: int
    paused_until: datetime | None
