"""Lines under kudos."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from erm.audit import commands as audit
from erm.audit.rules import Action
from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.core.text import clean_text
from erm.core.work import record
from erm.recognition import policy
from erm.recognition.changes import changed
from erm.recognition.choices.events import WarnedWordsSent
from erm.recognition.choices.words import check_words
from erm.recognition.commands.finding import joinable_kudos, readable_comment, readable_kudos
from erm.recognition.commands.mentioning import keep_mentions, picked_mentions
from erm.recognition.errors import CommentNotFound
from erm.recognition.events import KudosCommented, KudosCommentRemoved, KudosMentioned
from erm.recognition.models import KudosComment
from erm.recognition.queries import view_one
from erm.recognition.rules import COMMENT_MAXIMUM
from erm.recognition.views import KudosCommentView, KudosView, view_comment


@dataclass(frozen=True, slots=True)
class Commented:
    """A new comment, the kudos as they are now, and who is named but may not see it."""

    comment: KudosCommentView
    kudos: KudosView
    not_told: tuple[UUID, ...]


async def comment_on_kudos(
    actor: Actor,
    *,
    kudos_id: UUID,
    body: str,
    mention_ids: Sequence[UUID] = (),
    despite_warning: bool = False,
) -> Commented:
    """Write a line under kudos.

    Raises ``KudosNotFound``, ``KudosHidden``, ``TextMayHurt``, ``TooManyMentions``, ``PersonUnknown`` and
    the refusals of text.
    """
    found = await joinable_kudos(actor, kudos_id)
    body = clean_text(body, field="body", maximum=COMMENT_MAXIMUM)
    warned = await check_words(body, field="body", despite=despite_warning)
    mentions = await picked_mentions(actor, mention_ids, body)
    comment = await KudosComment.create(
        kudos_id=kudos_id, author_id=actor.person_id, body=body, created_at=now()
    )
    told, not_told = await keep_mentions(actor, found.kudos, mentions, comment_id=comment.id)
    record(
        KudosCommented(
            at=comment.created_at,
            kudos_id=kudos_id,
            comment_id=comment.id,
            author_id=actor.person_id,
        )
    )
    if told:
        record(
            KudosMentioned(
                at=comment.created_at,
                kudos_id=kudos_id,
                comment_id=comment.id,
                author_id=actor.person_id,
                person_ids=told,
            )
        )
    if warned:
        record(
            WarnedWordsSent(at=comment.created_at, author_id=actor.person_id, comment_id=comment.id)
        )
    changed(kudos_id)
    return Commented(view_comment(actor, comment), await view_one(actor, found.kudos), not_told)


async def delete_kudos_comment(actor: Actor, *, comment_id: UUID) -> KudosView:
    """Delete one's own comment. Its words are gone for good; that there was one is kept, and audited.

    Raises ``CommentNotFound``.
    """
    comment = await readable_comment(actor, comment_id)
    if not policy.may_delete_comment(actor, comment.author_id):
        raise NotAllowed
    moment = now()
    if not await KudosComment.filter(id=comment_id, deleted_at__isnull=True).update(
        body="", deleted_at=moment, deleted_by_id=actor.person_id
    ):
        raise CommentNotFound
    audit.append(
        Action.KUDOS_COMMENT_DELETED,
        actor_id=actor.person_id,
        subject_kind="KudosComment",
        subject_id=comment_id,
    )
    record(KudosCommentRemoved(at=moment, kudos_id=comment.kudos_id, comment_id=comment_id))
    changed(comment.kudos_id)
    found = await readable_kudos(actor, comment.kudos_id)
    return await view_one(actor, found.kudos)
