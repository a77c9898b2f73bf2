"""Comments on promises, by either of the two."""

from __future__ import annotations

from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.text import clean_text
from erm.one_on_ones import policy, queries
from erm.one_on_ones.commands.locking import locked_item
from erm.one_on_ones.errors import CommentNotFound, CommentOfTheOther, TooManyComments
from erm.one_on_ones.models import ActionItemComment
from erm.one_on_ones.rules import BODY_MAXIMUM, COMMENTS_MAXIMUM
from erm.one_on_ones.views import ActionItemView


async def comment_on_action_item(
    actor: Actor, *, action_item_id: UUID, body: str
) -> ActionItemView:
    """Say something about a promise, settled or not, also after the series has ended.

    Raises ``ActionItemNotFound``, ``TooManyComments``, ``TEXT_REQUIRED``, ``TEXT_TOO_LONG``.
    """
    item, _ = await locked_item(actor, action_item_id)
    body = clean_text(body, field="body", maximum=BODY_MAXIMUM)
    if await ActionItemComment.filter(item_id=item.id).count() >= COMMENTS_MAXIMUM:
        raise TooManyComments(maximum=COMMENTS_MAXIMUM)
    _ = await ActionItemComment.create(
        item_id=item.id, author_id=actor.person_id, body=body, created_at=now()
    )
    return await _item(actor, item.id)


async def edit_action_item_comment(actor: Actor, *, comment_id: UUID, body: str) -> ActionItemView:
    """Change the words of one's own comment.

    Raises ``CommentNotFound``, ``CommentOfTheOther``, ``TEXT_REQUIRED``, ``TEXT_TOO_LONG``.
    """
    comment = await _own(actor, comment_id)
    body = clean_text(body, field="body", maximum=BODY_MAXIMUM)
    saved = await ActionItemComment.filter(id=comment.id).update(body=body, edited_at=now())
    if not saved:
        raise CommentNotFound
    return await _item(actor, comment.item_id)


async def delete_action_item_comment(actor: Actor, *, comment_id: UUID) -> ActionItemView:
    """Take one's own comment away. Raises ``CommentNotFound``, ``CommentOfTheOther``."""
    comment = await _own(actor, comment_id)
    await ActionItemComment.filter(id=comment.id).delete()
    return await _item(actor, comment.item_id)


async def _own(actor: Actor, comment_id: UUID) -> ActionItemComment:
    comment = await ActionItemComment.get_or_none(policy.readable_comments(actor), id=comment_id)
    if comment is None:
        raise CommentNotFound
    if not policy.may_edit_comment(actor, comment):
        raise CommentOfTheOther
    return comment


async def _item(actor: Actor, item_id: UUID) -> ActionItemView:
    return (await queries.action_items_by_ids(actor, [item_id]))[item_id]
