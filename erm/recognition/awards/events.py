"""Facts of awards. They carry ids, never what was written."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from erm.core.events import Event
from erm.recognition.awards.rules import AwardState


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardMoved(Event):
    """An award took a step: opened, to the jury, to HR, or cancelled."""

    award_id: UUID
    before: AwardState
    after: AwardState


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardNominated(Event):
    """Somebody nominated somebody for the first time."""

    award_id: UUID
    nomination_id: UUID
    author_id: UUID
    nominee_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardAnnounced(Event):
    """It was said who has an award, with public kudos."""

    award_id: UUID
    by_id: UUID
    winner_ids: tuple[UUID, ...]
    kudos_id: UUID
