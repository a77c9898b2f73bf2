"""Facts of handovers."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from erm.core.events import Event
from erm.handovers.rules import LineKind


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverShared(Event):
    """The receiver can read it from now on."""

    handover_id: UUID
    author_id: UUID
    receiver_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverLineSettled(Event):
    """The receiver took something over, or would not."""

    handover_id: UUID
    line_id: UUID
    kind: LineKind
    author_id: UUID
    receiver_id: UUID
    accepted: bool
