"""Facts of evidence."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from erm.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceAdded(Event):
    """Somebody showed how a goal goes. ``person_id`` is whose goal it is."""

    evidence_id: UUID
    goal_id: UUID
    person_id: UUID
    by_id: UUID
