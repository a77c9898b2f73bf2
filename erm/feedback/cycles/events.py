"""Facts of feedback cycles. They carry ids and states, never what was written.

No fact says who rated whom in an anonymous perspective to anybody who may not know it: subscribers
write mail to the rater only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from erm.core.events import Event
from erm.feedback.cycles.rules import CyclePhase, CycleState


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleLaunched(Event):
    """A cycle began: its terms are frozen, its participants enrolled."""

    cycle_id: UUID
    by_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleMoved(Event):
    """A cycle went from one state to another; launching it is one such step."""

    cycle_id: UUID
    before: CycleState
    after: CycleState
    by_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleDatesChanged(Event):
    """Last days of a running cycle were changed."""

    cycle_id: UUID
    by_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineExtended(Event):
    """Somebody was given more time."""

    cycle_id: UUID
    person_id: UUID
    phase: CyclePhase
    until_on: date
    by_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantAdded(Event):
    """Somebody came into a running cycle."""

    cycle_id: UUID
    participant_id: UUID
    person_id: UUID
    by_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantRemoved(Event):
    """Somebody was taken out of a cycle, or has left the company."""

    cycle_id: UUID
    participant_id: UUID
    person_id: UUID
    by_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PacketReleased(Event):
    """Somebody's packet was handed out; ``by_id`` is None where the day did it."""

    cycle_id: UUID
    participant_id: UUID
    person_id: UUID
    by_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PacketAcknowledged(Event):
    """The subject has read their packet; ``answered``: and has written something to it."""

    cycle_id: UUID
    participant_id: UUID
    person_id: UUID
    answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationsSent(Event):
    """Somebody's raters were chosen, and the choice waits for approval by ``approver_id``."""

    cycle_id: UUID
    participant_id: UUID
    approver_id: UUID
