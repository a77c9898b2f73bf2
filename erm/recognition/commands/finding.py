"""Finding what a command is about, as its actor may see it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.recognition import policy
from erm.recognition.errors import CommentNotFound, KudosHidden, KudosNotFound
from erm.recognition.models import Kudos, KudosComment, KudosReceiver


@dataclass(frozen=True, slots=True)
class Found:
    """Kudos that the actor may read, and those named in them in person, in order."""

    kudos: Kudos
    named_ids: tuple[UUID, ...]


async def readable_kudos(actor: Actor, kudos_id: UUID) -> Found:
    """Kudos that the actor may read. Raises ``KudosNotFound``."""
    kudos = await Kudos.get_or_none(id=kudos_id)
    # Of a department that was thanked only the actor is of interest.
    receivers = await KudosReceiver.filter(
        Q(group_id__isnull=True) | Q(person_id=actor.person_id), kudos_id=kudos_id
    ).order_by("position", "id")
    receiver_ids = {receiver.person_id for receiver in receivers}
    if kudos is None or not policy.may_read_kudos(actor, kudos, receiver_ids):
        raise KudosNotFound
    named_ids = tuple(each.person_id for each in receivers if each.group_id is None)
    return Found(kudos, named_ids)


async def joinable_kudos(actor: Actor, kudos_id: UUID) -> Found:
    """Kudos under which the actor may leave something. Raises ``KudosNotFound``, ``KudosHidden``."""
    found = await readable_kudos(actor, kudos_id)
    if not policy.may_join_in(actor, found.kudos):
        raise KudosHidden
    return found


async def readable_comment(actor: Actor, comment_id: UUID) -> KudosComment:
    """A comment that the actor may read. Raises ``CommentNotFound``."""
    comment = await KudosComment.filter(policy.readable_comments(actor), id=comment_id).first()
    if comment is None:
        raise CommentNotFound
    return comment
