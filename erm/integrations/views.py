"""What an administrator sees of integrations. No secret and no address of a chat is among it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from erm.integrations.rules import ChatService, DeliveryState, DisabledReason, EventKind, Problem
from erm.people.rules import Locale


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointView:
    """An address that takes webhooks. ``secret_ends``: the last four characters."""

    id: UUID
    name: str
    url: str
    events: tuple[EventKind, ...]
    enabled: bool
    disabled_reason: DisabledReason | None
    failing_since: datetime | None
    created_at: datetime
    version: int
    secret_ends: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelView:
    """A chat that is posted to."""

    id: UUID
    name: str
    service: ChatService
    events: tuple[EventKind, ...]
    language: Locale
    enabled: bool
    disabled_reason: DisabledReason | None
    failing_since: datetime | None
    created_at: datetime
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryView:
    """One event for one endpoint or channel. ``next_at`` only while it waits for a try."""

    id: UUID
    event: EventKind
    event_id: UUID
    state: DeliveryState
    attempts: int
    next_at: datetime | None
    created_at: datetime
    finished_at: datetime | None
    body: str
    can_replay: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptView:
    """One try."""

    at: datetime
    status: int | None
    problem: Problem | None
    milliseconds: int
    answer: str
