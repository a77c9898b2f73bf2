"""Who reads notices: the one for whom each was made, as long as they may read what it is about."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.recognition.models import Kudos, KudosComment
from erm.recognition.notices.models import KudosNotice
from erm.recognition.policy import (
    is_moderator,
    may_read_comment,
    may_read_kudos,
    readable_kudos,
)

_NOTHING = Q(id__in=[])


def may_read_notice(
    actor: Actor,
    notice: KudosNotice,
    kudos: Kudos | None,
    receiver_ids: Collection[UUID],
    comment: KudosComment | None = None,
) -> bool:
    """Their own, of kudos and comments that they may read now.

    A notice of what was withdrawn, hidden or made private would tell that it was there.
    """
    if actor.is_system or notice.recipient_id != actor.person_id:
        return False
    if kudos is None:
        return True
    if comment is not None and not may_read_comment(actor, comment, kudos, receiver_ids):
        return False
    return may_read_kudos(actor, kudos, receiver_ids)


def readable_notices(actor: Actor) -> Q:
    """The filter form of :func:`may_read_notice`."""
    if actor.is_system:
        return _NOTHING
    shown = Q(comment__deleted_at__isnull=True)
    if not is_moderator(actor):
        shown &= Q(comment__hidden_at__isnull=True) | Q(comment__author_id=actor.person_id)
    of_kudos = readable_kudos(actor, "kudos__") & (Q(comment_id__isnull=True) | shown)
    return own_notices(actor) & (Q(kudos_id__isnull=True) | of_kudos)


def own_notices(actor: Actor) -> Q:
    """All that were made for the actor, for marking them seen: this tells nothing of them."""
    return _NOTHING if actor.is_system else Q(recipient_id=actor.person_id)
