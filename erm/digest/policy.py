"""Who may do what with a digest: everybody with their own, and nobody with another's."""

from __future__ import annotations

from uuid import UUID

from tortoise.expressions import Q

from erm.core.actor import Actor, ActorKind
from erm.digest.models import DigestPreference
from erm.digest.rules import DigestSection, available_sections

NOTHING = Q(person_id__in=[])


def may_read_preference(actor: Actor, preference: DigestPreference) -> bool:
    """Whether the preference is the actor's own."""
    return not actor.is_system and actor.person_id == preference.person_id


def readable_preferences(actor: Actor) -> Q:
    """The actor's own preference."""
    return NOTHING if actor.is_system else Q(person_id=actor.person_id)


def may_change_preference(actor: Actor, person_id: UUID) -> bool:
    """Whether the actor decides about that person's digest."""
    return not actor.is_system and actor.person_id == person_id


def sections_of(actor: Actor) -> tuple[DigestSection, ...]:
    """The sections that the actor can have, in the order in which they stand."""
    return available_sections(manages=bool(actor.report_ids), hr=actor.is_hr)


def may_preview_digests(actor: Actor) -> bool:
    """Administrators, in their browser; they see how much there is, and nothing of what."""
    return actor.is_administrator and actor.kind is ActorKind.SESSION
