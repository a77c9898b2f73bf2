"""Comments as one viewer may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from erm.core.actor import Actor
from erm.engagement.comments import policy
from erm.engagement.comments.models import CommentReply, SurveyComment
from erm.engagement.comments.rules import REPLIES_MOST
from erm.engagement.comments.sealed import open_reply, open_words


@dataclass(frozen=True, slots=True)
class CommentReplyView:
    """An answer to a comment."""

    id: UUID
    words: str
    replier_id: UUID
    created_on: date


@dataclass(frozen=True, slots=True)
class SurveyCommentView:
    """What somebody wrote. ``themes``: keys of those of the group's themes that it touches."""

    id: UUID
    wave_id: UUID
    question_id: UUID
    words: str
    themes: tuple[str, ...]
    replies: tuple[CommentReplyView, ...]
    can_reply: bool


@dataclass(frozen=True, slots=True)
class CommentThemeView:
    """What several comments of a group are about; ``words`` that three of them or more have."""

    key: str
    name: str
    words: tuple[str, ...]
    comments: int


def view_comment(
    actor: Actor, row: SurveyComment, replies: Sequence[CommentReply], themes: Sequence[str]
) -> SurveyCommentView:
    """A comment for this actor, who may read it."""
    return SurveyCommentView(
        id=row.id,
        wave_id=row.wave_id,
        question_id=row.question_id,
        words=open_words(row.words_sealed, row.id),
        themes=tuple(themes),
        replies=tuple(
            CommentReplyView(
                each.id, open_reply(each.words_sealed, each.id), each.replier_id, each.created_on
            )
            for each in replies
        ),
        can_reply=policy.may_reply(actor, row) and len(replies) < REPLIES_MOST,
    )
