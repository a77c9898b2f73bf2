"""Facts of celebrations. They carry ids, never what was written."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from erm.core.events import Event
from erm.recognition.celebrations.rules import CelebrationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class CardDelivered(Event):
    """A person's morning has come. ``signatures`` is how many lines stand on their card."""

    celebration_id: UUID
    person_id: UUID
    signatures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CelebrationDelivered(Event):
    """The morning of a day that its person shares with everybody; of other days nothing is said."""

    celebration_id: UUID
    person_id: UUID
    kind: CelebrationKind
    years: int | None
