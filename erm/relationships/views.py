"""A relationship as one of its two people sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from erm.one_on_ones.views import SeriesView
from erm.people.views import PersonView
from erm.relationships.rules import RelationshipBond, TouchpointKind


@dataclass(frozen=True, slots=True)
class RelationshipView:
    """The actor's pair with ``person_id``.

    ``days_since_contact`` counts calendar days in the actor's zone; ``silent_days`` too, but from
    the start of the series if that was later: it is what ``quiet`` is decided by, and None
    while their one-on-ones pause. ``series`` is the active one.
    """

    person_id: UUID
    bond: RelationshipBond
    last_contact_at: datetime | None
    days_since_contact: int | None
    cadence_days: int | None
    silent_days: int | None
    quiet: bool
    paused: bool
    person: PersonView
    series: SeriesView | None


@dataclass(frozen=True, slots=True)
class TouchpointView:
    """One contact. ``subject_id`` is the row to show for it, of the type that its kind implies."""

    id: UUID
    kind: TouchpointKind
    subject_id: UUID
    occurred_at: datetime
    by_id: UUID
