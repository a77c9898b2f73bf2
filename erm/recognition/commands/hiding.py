"""What moderators hide and show again. Nothing is deleted, and everything is audited."""

from __future__ import annotations

from uuid import UUID

from erm.audit import commands as audit
from erm.audit.rules import Action
from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.core.text import clean_text
from erm.core.work import record
from erm.recognition import policy
from erm.recognition.changes import changed, narrowed
from erm.recognition.commands.finding import readable_comment, readable_kudos
from erm.recognition.errors import AlreadyHidden, KudosNotHidden, OwnWords
from erm.recognition.events import KudosCommentRemoved, KudosRestored, KudosWasHidden
from erm.recognition.models import Kudos, KudosComment
from erm.recognition.queries import view_one
from erm.recognition.rules import REASON_MAXIMUM
from erm.recognition.views import KudosView


async def hide_kudos(actor: Actor, *, kudos_id: UUID, reason: str) -> KudosView:
    """As a moderator, hide kudos that one can read from all but their author and moderators.

    Who did it, when and why is kept with the kudos. Raises ``KudosNotFound``, ``NotAllowed``,
    ``OwnWords``, ``AlreadyHidden``.
    """
    kudos = (await readable_kudos(actor, kudos_id)).kudos
    _check_moderator(actor, kudos.author_id)
    if not await hide_kudos_row(actor, kudos, reason):
        raise AlreadyHidden
    return await view_one(actor, await Kudos.get(id=kudos_id))


async def restore_kudos(actor: Actor, *, kudos_id: UUID, reason: str) -> KudosView:
    """As a moderator, show hidden kudos again. Raises what :func:`hide_kudos` does, ``KudosNotHidden``."""
    kudos = (await readable_kudos(actor, kudos_id)).kudos
    _check_moderator(actor, kudos.author_id)
    _ = clean_text(reason, field="reason", maximum=REASON_MAXIMUM)
    if not await restore_kudos_row(actor, kudos.id):
        raise KudosNotHidden
    return await view_one(actor, await Kudos.get(id=kudos_id))


async def hide_comment(actor: Actor, *, comment_id: UUID, reason: str) -> KudosView:
    """As a moderator, hide a comment; returns the kudos that it stands under.

    Raises ``CommentNotFound``, ``NotAllowed``, ``OwnWords``, ``AlreadyHidden``.
    """
    comment = await readable_comment(actor, comment_id)
    _check_moderator(actor, comment.author_id)
    if not await hide_comment_row(actor, comment, reason):
        raise AlreadyHidden
    return await view_one(actor, await Kudos.get(id=comment.kudos_id))


async def restore_comment(actor: Actor, *, comment_id: UUID, reason: str) -> KudosView:
    """As a moderator, show a hidden comment again."""
    comment = await readable_comment(actor, comment_id)
    _check_moderator(actor, comment.author_id)
    _ = clean_text(reason, field="reason", maximum=REASON_MAXIMUM)
    if not await restore_comment_row(actor, comment.id, comment.kudos_id):
        raise KudosNotHidden
    return await view_one(actor, await Kudos.get(id=comment.kudos_id))


async def hide_kudos_row(actor: Actor, kudos: Kudos, reason: str) -> bool:
    """Hide kudos for a moderator who was checked; whether they were still to be hidden."""
    reason = clean_text(reason, field="reason", maximum=REASON_MAXIMUM)
    moment = now()
    if not await Kudos.filter(
        id=kudos.id, hidden_at__isnull=True, withdrawn_at__isnull=True
    ).update(hidden_at=moment, hidden_by_id=actor.person_id, hidden_reason=reason):
        return False
    _note(Action.KUDOS_HIDDEN, actor, "Kudos", kudos.id)
    record(KudosWasHidden(at=moment, kudos_id=kudos.id, by_id=actor.person_id))
    narrowed(kudos)
    return True


async def restore_kudos_row(actor: Actor, kudos_id: UUID) -> bool:
    """Show kudos again for a moderator who was checked; whether they were hidden."""
    if not await Kudos.filter(
        id=kudos_id, hidden_at__isnull=False, withdrawn_at__isnull=True
    ).update(hidden_at=None, hidden_by_id=None, hidden_reason=""):
        return False
    _note(Action.KUDOS_RESTORED, actor, "Kudos", kudos_id)
    record(KudosRestored(at=now(), kudos_id=kudos_id, by_id=actor.person_id))
    changed(kudos_id)
    return True


async def hide_comment_row(actor: Actor, comment: KudosComment, reason: str) -> bool:
    """Hide a comment for a moderator who was checked; whether it was still to be hidden."""
    reason = clean_text(reason, field="reason", maximum=REASON_MAXIMUM)
    moment = now()
    if not await KudosComment.filter(
        id=comment.id, hidden_at__isnull=True, deleted_at__isnull=True
    ).update(hidden_at=moment, hidden_by_id=actor.person_id, hidden_reason=reason):
        return False
    _note(Action.KUDOS_COMMENT_HIDDEN, actor, "KudosComment", comment.id)
    record(KudosCommentRemoved(at=moment, kudos_id=comment.kudos_id, comment_id=comment.id))
    changed(comment.kudos_id)
    return True


async def restore_comment_row(actor: Actor, comment_id: UUID, kudos_id: UUID) -> bool:
    """Show a comment again for a moderator who was checked; whether it was hidden."""
    if not await KudosComment.filter(
        id=comment_id, hidden_at__isnull=False, deleted_at__isnull=True
    ).update(hidden_at=None, hidden_by_id=None, hidden_reason=""):
        return False
    _note(Action.KUDOS_COMMENT_RESTORED, actor, "KudosComment", comment_id)
    changed(kudos_id)
    return True


def _check_moderator(actor: Actor, author_id: UUID) -> None:
    if not policy.is_moderator(actor):
        raise NotAllowed
    if actor.person_id == author_id:
        raise OwnWords


def _note(action: Action, actor: Actor, kind: str, key: UUID) -> None:
    audit.append(action, actor_id=actor.person_id, subject_kind=kind, subject_id=key)
