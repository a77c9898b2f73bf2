"""Who may do what with kudos.

Every right to read has two forms that must agree (a test holds them together): a predicate over one
row and a filter over rows. Managers and HR have no right of their own here, and jobs read nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from tortoise.expressions import Q, Subquery

from erm.core.actor import Actor
from erm.recognition.models import Kudos, KudosComment, KudosReceiver
from erm.recognition.rules import KudosVisibility

_NOTHING = Q(id__in=[])


def may_read_kudos(actor: Actor, kudos: Kudos, receiver_ids: Collection[UUID]) -> bool:
    """Public ones everybody, private ones the author and the receivers.

    Withdrawn ones nobody; hidden ones, of those, the author and administrators.
    """
    if actor.is_system or kudos.withdrawn_at is not None:
        return False
    is_author = actor.person_id == kudos.author_id
    shown = kudos.hidden_at is None or is_author or actor.is_administrator
    return shown and (
        kudos.visibility is KudosVisibility.PUBLIC or is_author or actor.person_id in receiver_ids
    )


def readable_kudos(actor: Actor) -> Q:
    """The filter form of :func:`may_read_kudos`."""
    if actor.is_system:
        return _NOTHING
    mine = Q(author_id=actor.person_id)
    received = Q(
        id__in=Subquery(KudosReceiver.filter(person_id=actor.person_id).values("kudos_id"))
    )
    readable = Q(withdrawn_at__isnull=True) & (
        Q(visibility=KudosVisibility.PUBLIC) | mine | received
    )
    if not actor.is_administrator:
        readable &= Q(hidden_at__isnull=True) | mine
    return readable


def may_withdraw_kudos(actor: Actor, kudos: Kudos) -> bool:
    """The author."""
    return not actor.is_system and actor.person_id == kudos.author_id


def may_make_kudos_private(actor: Actor, receiver_ids: Collection[UUID]) -> bool:
    """Any of the receivers: being thanked in front of everybody is not for everybody."""
    return not actor.is_system and actor.person_id in receiver_ids


def may_hide_kudos(actor: Actor) -> bool:
    """Administrators, for kudos that they can read."""
    return not actor.is_system and actor.is_administrator


def may_join_in(actor: Actor, kudos: Kudos) -> bool:
    """Reacting and commenting: whoever reads them, unless they are hidden."""
    return not actor.is_system and kudos.hidden_at is None


def may_read_comment(
    actor: Actor, comment: KudosComment, kudos: Kudos, receiver_ids: Collection[UUID]
) -> bool:
    """Whoever may read the kudos, until it is deleted."""
    return comment.deleted_at is None and may_read_kudos(actor, kudos, receiver_ids)


def readable_comments(actor: Actor) -> Q:
    """The filter form of :func:`may_read_comment`."""
    if actor.is_system:
        return _NOTHING
    return Q(
        deleted_at__isnull=True,
        kudos_id__in=Subquery(Kudos.filter(readable_kudos(actor)).values("id")),
    )


def may_delete_comment(actor: Actor, author_id: UUID) -> bool:
    """Whoever wrote it, and administrators."""
    return not actor.is_system and (actor.person_id == author_id or actor.is_administrator)
