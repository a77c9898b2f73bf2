"""Writes of recognition, each within the caller's unit of work.

State changes are conditional updates: whoever finds nothing left to change was second, and is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.core.text import clean_text
from erm.core.work import record
from erm.people.queries import require_all_present
from erm.recognition import policy
from erm.recognition.errors import (
    AlreadyHidden,
    AlreadyPrivate,
    CommentNotFound,
    CompanyValueRetired,
    CompanyValueUnknown,
    KudosHidden,
    KudosNotFound,
    NoReceiver,
    ReceiverTwice,
    ThankedOneself,
    TooManyReceivers,
)
from erm.recognition.events import (
    KudosCommented,
    KudosGiven,
    KudosMadePrivate,
    KudosReacted,
    KudosWasHidden,
    KudosWithdrawn,
)
from erm.recognition.models import (
    CompanyValue,
    Kudos,
    KudosComment,
    KudosReaction,
    KudosReceiver,
)
from erm.recognition.queries import view_one
from erm.recognition.rules import (
    COMMENT_MAXIMUM,
    MESSAGE_MAXIMUM,
    REASON_MAXIMUM,
    RECEIVERS_MAXIMUM,
    KudosVisibility,
    ReactionKind,
)
from erm.recognition.views import KudosCommentView, KudosView, view_comment


async def give_kudos(
    actor: Actor,
    *,
    receiver_ids: Sequence[UUID],
    message: str,
    company_value_id: UUID | None = None,
    visibility: KudosVisibility = KudosVisibility.PUBLIC,
) -> KudosView:
    """Thank one to twenty people.

    Raises ``NoReceiver``, ``TooManyReceivers``, ``ReceiverTwice``, ``ThankedOneself``,
    ``CompanyValueUnknown``, ``CompanyValueRetired`` and the refusals of text and people.
    """
    if actor.is_system:
        raise NotAllowed
    _check_receivers(actor, receiver_ids)
    message = clean_text(message, field="message", maximum=MESSAGE_MAXIMUM)
    await require_all_present(actor, receiver_ids, field="receiver_ids")
    if company_value_id is not None:
        await _require_current_value(company_value_id)
    moment = now()
    kudos = await Kudos.create(
        author_id=actor.person_id,
        company_value_id=company_value_id,
        message=message,
        visibility=visibility,
        created_at=moment,
    )
    await KudosReceiver.bulk_create(
        [
            KudosReceiver(kudos_id=kudos.id, person_id=person_id, position=position)
            for position, person_id in enumerate(receiver_ids)
        ]
    )
    record(
        KudosGiven(
            at=moment,
            kudos_id=kudos.id,
            author_id=actor.person_id,
            receiver_ids=tuple(receiver_ids),
        )
    )
    return await view_one(actor, kudos)


async def withdraw_kudos(actor: Actor, *, kudos_id: UUID) -> UUID:
    """Take one's own kudos back. The row stays, unreadable to all; returns its id."""
    kudos, receiver_ids = await _readable(actor, kudos_id)
    if not policy.may_withdraw_kudos(actor, kudos):
        raise NotAllowed
    moment = now()
    if not await Kudos.filter(id=kudos_id, withdrawn_at__isnull=True).update(withdrawn_at=moment):
        raise KudosNotFound
    record(
        KudosWithdrawn(
            at=moment, kudos_id=kudos_id, author_id=kudos.author_id, receiver_ids=receiver_ids
        )
    )
    return kudos_id


async def make_kudos_private(actor: Actor, *, kudos_id: UUID) -> KudosView:
    """As a receiver, keep kudos between their author and their receivers from now on.

    Raises ``AlreadyPrivate``. There is no way back.
    """
    kudos, receiver_ids = await _readable(actor, kudos_id)
    if not policy.may_make_kudos_private(actor, receiver_ids):
        raise NotAllowed
    moment = now()
    changed = await Kudos.filter(
        id=kudos_id,
        visibility=KudosVisibility.PUBLIC,
        withdrawn_at__isnull=True,
        hidden_at__isnull=True,
    ).update(
        visibility=KudosVisibility.PRIVATE,
        made_private_at=moment,
        made_private_by_id=actor.person_id,
    )
    kudos, _ = await _readable(actor, kudos_id)
    if not changed:
        raise AlreadyPrivate
    record(KudosMadePrivate(at=moment, kudos_id=kudos_id, person_id=actor.person_id))
    return await view_one(actor, kudos)


async def hide_kudos(actor: Actor, *, kudos_id: UUID, reason: str) -> KudosView:
    """As an administrator, hide kudos from all but their author and administrators.

    Who did it, when and why is kept with the kudos. Raises ``AlreadyHidden``.
    """
    await _readable(actor, kudos_id)
    if not policy.may_hide_kudos(actor):
        raise NotAllowed
    reason = clean_text(reason, field="reason", maximum=REASON_MAXIMUM)
    moment = now()
    changed = await Kudos.filter(
        id=kudos_id, hidden_at__isnull=True, withdrawn_at__isnull=True
    ).update(hidden_at=moment, hidden_by_id=actor.person_id, hidden_reason=reason)
    kudos, _ = await _readable(actor, kudos_id)
    if not changed:
        raise AlreadyHidden
    record(KudosWasHidden(at=moment, kudos_id=kudos_id, administrator_id=actor.person_id))
    return await view_one(actor, kudos)


async def react(actor: Actor, *, kudos_id: UUID, kind: ReactionKind) -> KudosView:
    """Leave a sign under kudos. Leaving it twice is the same as once."""
    kudos = await _joinable(actor, kudos_id)
    moment = now()
    reaction = KudosReaction(
        kudos_id=kudos_id, person_id=actor.person_id, kind=kind, created_at=moment
    )
    await KudosReaction.bulk_create([reaction], ignore_conflicts=True)
    if await KudosReaction.exists(id=reaction.id):
        record(KudosReacted(at=moment, kudos_id=kudos_id, person_id=actor.person_id, kind=kind))
    return await view_one(actor, kudos)


async def unreact(actor: Actor, *, kudos_id: UUID, kind: ReactionKind) -> KudosView:
    """Take one's own sign away; taking away what is not there changes nothing."""
    kudos, _ = await _readable(actor, kudos_id)
    await KudosReaction.filter(kudos_id=kudos_id, person_id=actor.person_id, kind=kind).delete()
    return await view_one(actor, kudos)


async def comment_on_kudos(
    actor: Actor, *, kudos_id: UUID, body: str
) -> tuple[KudosCommentView, KudosView]:
    """Write a line under kudos; returns it and the kudos as they are now."""
    kudos = await _joinable(actor, kudos_id)
    body = clean_text(body, field="body", maximum=COMMENT_MAXIMUM)
    comment = await KudosComment.create(
        kudos_id=kudos_id, author_id=actor.person_id, body=body, created_at=now()
    )
    record(
        KudosCommented(
            at=comment.created_at,
            kudos_id=kudos_id,
            comment_id=comment.id,
            author_id=actor.person_id,
        )
    )
    return view_comment(actor, comment), await view_one(actor, kudos)


async def delete_kudos_comment(actor: Actor, *, comment_id: UUID) -> KudosView:
    """Delete a comment: one's own, or as an administrator. Its words are gone for good."""
    comment = await KudosComment.filter(policy.readable_comments(actor), id=comment_id).first()
    if comment is None:
        raise CommentNotFound
    if not policy.may_delete_comment(actor, comment.author_id):
        raise NotAllowed
    changed = await KudosComment.filter(id=comment_id, deleted_at__isnull=True).update(
        body="", deleted_at=now(), deleted_by_id=actor.person_id
    )
    if not changed:
        raise CommentNotFound
    kudos, _ = await _readable(actor, comment.kudos_id)
    return await view_one(actor, kudos)


def _check_receivers(actor: Actor, receiver_ids: Sequence[UUID]) -> None:
    field = "receiver_ids"
    if not receiver_ids:
        raise NoReceiver(field=field)
    if len(receiver_ids) > RECEIVERS_MAXIMUM:
        raise TooManyReceivers(field=field, maximum=RECEIVERS_MAXIMUM)
    if len(set(receiver_ids)) < len(receiver_ids):
        raise ReceiverTwice(field=field)
    if actor.person_id in receiver_ids:
        raise ThankedOneself(field=field)


async def _require_current_value(company_value_id: UUID) -> None:
    value = await CompanyValue.get_or_none(id=company_value_id)
    if value is None:
        raise CompanyValueUnknown(field="company_value_id")
    if value.retired_at is not None:
        raise CompanyValueRetired(field="company_value_id")


async def _readable(actor: Actor, kudos_id: UUID) -> tuple[Kudos, tuple[UUID, ...]]:
    kudos = await Kudos.get_or_none(id=kudos_id)
    receivers = await KudosReceiver.filter(kudos_id=kudos_id).order_by("position", "id")
    receiver_ids = tuple(receiver.person_id for receiver in receivers)
    if kudos is None or not policy.may_read_kudos(actor, kudos, receiver_ids):
        raise KudosNotFound
    return kudos, receiver_ids


async def _joinable(actor: Actor, kudos_id: UUID) -> Kudos:
    kudos, _ = await _readable(actor, kudos_id)
    if not policy.may_join_in(actor, kudos):
        raise KudosHidden
    return kudos
