"""Who may see and sign what of celebrations.

Every right to read has two forms that must agree (a test holds them together): a predicate over one
row and a filter over rows. A person reads nothing of their own day before it was delivered, whatever
role they have; HR and administrators have no right of their own here, and jobs read nothing.
"""

from __future__ import annotations

from uuid import UUID

from tortoise.expressions import Q, Subquery

from erm.core.actor import Actor
from erm.people.queries import team_mates
from erm.recognition.celebrations.models import CardSignature, Celebration
from erm.recognition.celebrations.rules import CelebrationAudience, CelebrationState

_NOTHING = Q(id__in=[])


def may_read_celebration(actor: Actor, celebration: Celebration, manager_id: UUID | None) -> bool:
    """Its person once it was delivered; others by the audience, until it is cancelled.

    ``manager_id`` is the person's present manager. The team of a person: their manager, who else
    reports to that manager, and the person's own reports.
    """
    if actor.is_system or celebration.state is CelebrationState.CANCELLED:
        return False
    if actor.person_id == celebration.person_id:
        return celebration.state is CelebrationState.DELIVERED
    if celebration.audience is CelebrationAudience.TEAM:
        return actor.manager_id == celebration.person_id or (
            manager_id is not None and manager_id in (actor.person_id, actor.manager_id)
        )
    return celebration.audience is CelebrationAudience.EVERYONE


def readable_celebrations(actor: Actor) -> Q:
    """The filter form of :func:`may_read_celebration`."""
    if actor.is_system:
        return _NOTHING
    team = Q(person_id__in=Subquery(team_mates(actor).values("subject_id")))
    if actor.manager_id is not None:
        team |= Q(person_id=actor.manager_id)
    of_others = Q(audience=CelebrationAudience.EVERYONE) | (
        Q(audience=CelebrationAudience.TEAM) & team
    )
    own = Q(person_id=actor.person_id)
    return (own & Q(state=CelebrationState.DELIVERED)) | (
        ~own & ~Q(state=CelebrationState.CANCELLED) & of_others
    )


def may_sign(actor: Actor, celebration: Celebration) -> bool:
    """Whoever reads it and is not its person, until it is delivered."""
    return (
        not actor.is_system
        and actor.person_id != celebration.person_id
        and celebration.state is CelebrationState.PLANNED
    )


def may_mark_read(actor: Actor, celebration: Celebration) -> bool:
    """Its person."""
    return not actor.is_system and actor.person_id == celebration.person_id


def may_read_signature(
    actor: Actor,
    signature: CardSignature,
    celebration: Celebration,
    manager_id: UUID | None,
) -> bool:
    """Whoever reads the celebration, until it is withdrawn; a hidden one its author alone."""
    shown = signature.hidden_at is None or signature.author_id == actor.person_id
    return (
        signature.withdrawn_at is None
        and shown
        and may_read_celebration(actor, celebration, manager_id)
    )


def readable_signatures(actor: Actor) -> Q:
    """The filter form of :func:`may_read_signature`."""
    if actor.is_system:
        return _NOTHING
    return (
        Q(withdrawn_at__isnull=True)
        & (Q(hidden_at__isnull=True) | Q(author_id=actor.person_id))
        & Q(
            celebration_id__in=Subquery(
                Celebration.filter(readable_celebrations(actor)).values("id")
            )
        )
    )


def may_change_choice(actor: Actor) -> bool:
    """One's own, and nobody else's."""
    return not actor.is_system
