"""Handovers as one viewer may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from erm.handovers.rules import HandoverReason, HandoverState, LineKind, LineState


@dataclass(frozen=True, slots=True)
class HandoverView:
    """A note from its author to a receiver, without its lines."""

    id: UUID
    author_id: UUID
    receiver_id: UUID
    about_id: UUID | None
    reason: HandoverReason
    state: HandoverState
    note: str
    created_at: datetime
    shared_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class HandoverLineView:
    """A line. ``subject_id`` is told to the author only: to the receiver it would open nothing."""

    id: UUID
    handover_id: UUID
    kind: LineKind
    subject_id: UUID | None
    other_id: UUID | None
    text: str
    due_on: date | None
    state: LineState
