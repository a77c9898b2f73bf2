"""Who reads notices: the one for whom each was made, as long as they may read what it is about."""

from __future__ import annotations

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.recognition.notices.models import KudosNotice
from erm.recognition.policy import is_moderator, readable_kudos

_NOTHING = Q(id__in=[])


def may_own_notice(actor: Actor, notice: KudosNotice) -> bool:
    """Whether it was made for the actor. Whether they may still read it is asked of its kudos."""
    return not actor.is_system and notice.recipient_id == actor.person_id


def own_notices(actor: Actor) -> Q:
    """The filter form of :func:`may_own_notice`."""
    return _NOTHING if actor.is_system else Q(recipient_id=actor.person_id)


def readable_notices(actor: Actor) -> Q:
    """The actor's own, of kudos and comments that they may read now.

    A notice of what was withdrawn, hidden or made private would tell that it was there.
    """
    if actor.is_system:
        return _NOTHING
    comment = Q(comment_id__isnull=True) | Q(
        comment__deleted_at__isnull=True, comment__hidden_at__isnull=True
    )
    if is_moderator(actor):
        comment |= Q(comment__deleted_at__isnull=True)
    of_kudos = readable_kudos(actor, "kudos__") & comment
    return own_notices(actor) & (Q(kudos_id__isnull=True) | of_kudos)
