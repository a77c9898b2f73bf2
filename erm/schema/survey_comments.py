"""What was written in words on a survey, as far as it may be told; and answers to unknown authors."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.paging import Page, PageRequest
from erm.engagement.comments import commands, queries
from erm.engagement.comments.queries import CommentsView
from erm.engagement.comments.views import (
    CommentReplyView,
    CommentThemeView,
    SurveyCommentView,
)
from erm.engagement.results.rules import HiddenReason
from erm.schema import refs
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.ids import from_global, maybe_from_global, to_global
from erm.schema.paging import After, Connection, Edge, First, PageInfo
from erm.schema.refs import PersonRef, SurveyQuestionRef
from erm.schema.survey_figures import SurveyGroup


@strawberry.type(description="An answer to a comment whose author nobody knows.")
class CommentReply:
    """An answer."""

    replier_key: strawberry.Private[UUID]
    id: strawberry.ID = strawberry.field(description="Id of the answer.")
    words: str = strawberry.field(description="What was answered.")
    created_on: date = strawberry.field(description="The day.")

    @strawberry.field(description="Who answered.")
    async def replier(self, info: Info) -> PersonRef:
        """The one who answered, who is no secret."""
        return await refs.person(info, self.replier_key)

    @classmethod
    def of(cls, view: CommentReplyView) -> CommentReply:
        """Dress a view."""
        return cls(
            id=to_global("CommentReply", view.id),
            replier_key=view.replier_id,
            words=view.words,
            created_on=view.created_on,
        )


@strawberry.type(description="What somebody wrote on a survey. Nothing says who, or when.")
class SurveyComment:
    """A comment as the viewer sees it."""

    question_key: strawberry.Private[UUID]
    id: strawberry.ID = strawberry.field(description="Id of the comment, drawn by lot.")
    words: str = strawberry.field(description="What they wrote.")
    themes: list[str] = strawberry.field(
        description="Keys of the themes of the group that it touches."
    )
    replies: list[CommentReply] = strawberry.field(description="Answers to it, the oldest first.")
    can_reply: bool = strawberry.field(
        description="Whether the viewer may answer: its author kept a way to be answered."
    )

    @strawberry.field(description="The question that it was written under.")
    async def question(self, info: Info) -> SurveyQuestionRef:
        """The question."""
        return await refs.shown(info, "SurveyQuestion", self.question_key)

    @classmethod
    def of(cls, view: SurveyCommentView) -> SurveyComment:
        """Dress a view."""
        return cls(
            id=to_global("SurveyComment", view.id),
            question_key=view.question_id,
            words=view.words,
            themes=list(view.themes),
            replies=[CommentReply.of(each) for each in view.replies],
            can_reply=view.can_reply,
        )


@strawberry.type(
    description="What several comments of a group are about, found on this machine. Only words that "
    "three comments of the group have are named."
)
class CommentTheme:
    """A theme."""

    key: str = strawberry.field(description="Which theme, within the wave.")
    name: str = strawberry.field(description="Its most telling words.")
    words: list[str] = strawberry.field(description="Its words, the most telling first.")
    comments: int = strawberry.field(description="How many comments of the group have it.")

    @classmethod
    def of(cls, view: CommentThemeView) -> CommentTheme:
        """Dress a view."""
        return cls(key=view.key, name=view.name, words=list(view.words), comments=view.comments)


@strawberry.type(description="Comments that are told in a group, in an order that says nothing.")
class SurveyComments:
    """A page of comments, and the group that they are told in."""

    page: strawberry.Private[Page[SurveyCommentView]]
    asked: SurveyGroup = strawberry.field(description="The group that was asked for.")
    group: SurveyGroup = strawberry.field(
        description="The group whose comments these are: the smallest larger one that is large "
        "enough for comments, if the one asked for is not."
    )
    reason: HiddenReason | None = strawberry.field(
        description="Why no comments are told; null where they are."
    )
    reason_text: str | None = strawberry.field(description="The same in the viewer's language.")
    themes: list[CommentTheme] = strawberry.field(
        description="Themes of all comments of the group, the largest first."
    )
    edges: list[Edge[SurveyComment]] = strawberry.field(description="The comments of this page.")
    page_info: PageInfo = strawberry.field(description="Where this page stands.")

    @strawberry.field(description="How many comments there are under this filter.")
    async def total_count(self) -> int:
        """Counted already."""
        return await self.page.count()

    @classmethod
    def of(cls, view: CommentsView) -> SurveyComments:
        """Dress a view."""
        connection = Connection[SurveyComment].of(view.page, SurveyComment.of)
        return cls(
            page=view.page,
            asked=SurveyGroup.of(view.asked),
            group=SurveyGroup.of(view.group),
            reason=view.reason,
            reason_text=view.reason_text or None,
            themes=[CommentTheme.of(each) for each in view.themes],
            edges=connection.edges,
            page_info=connection.page_info,
        )


WaveId = Annotated[strawberry.ID, strawberry.argument(description="Id of the wave.")]
GroupKey = Annotated[
    str | None,
    strawberry.argument(
        description="Key of a group of its report; the largest that the viewer may read unless given."
    ),
]
QuestionId = Annotated[
    strawberry.ID | None, strawberry.argument(description="Only comments under this question.")
]
ThemeKey = Annotated[
    str | None, strawberry.argument(description="Only comments that touch this theme.")
]
Search = Annotated[
    str, strawberry.argument(description="Only comments that hold this, whatever the case.")
]


@strawberry.type
class SurveyCommentsQuery:
    """Root fields of comments."""

    @strawberry.field(
        description="What was written in words, told in a group that is large enough for it: to HR, "
        "and to whoever leads the department. Null where nothing may be read. Each reading is put "
        "down in the ledger."
    )
    async def survey_comments(
        self,
        info: Info,
        wave_id: WaveId,
        group: GroupKey = None,
        question_id: QuestionId = None,
        theme: ThemeKey = None,
        search: Search = "",
        first: First = None,
        after: After = None,
    ) -> SurveyComments | None:
        """Comments of a group."""
        view = await queries.survey_comments(
            info.context.actor,
            PageRequest.of(first, after),
            wave_id=from_global(wave_id, "SurveyWave", field="wave_id"),
            group=group,
            question_id=maybe_from_global(question_id, "SurveyQuestion", field="question_id"),
            theme=theme,
            search=search,
        )
        return None if view is None else SurveyComments.of(view)


@strawberry.input(description="What to answer to which comment.")
class ReplyToCommentInput:
    """Input of ``replyToComment``."""

    comment_id: strawberry.ID = strawberry.field(description="Id of the comment.")
    words: str = strawberry.field(description="What to answer; at most 2,000 characters.")


@strawberry.type(description="The answer waits for its author, who alone can find it.")
class ReplyToCommentSuccess:
    """Answer of ``replyToComment``."""

    comment: SurveyComment = strawberry.field(description="The comment with its answers.")


@strawberry.type
class SurveyCommentsMutation:
    """What can be done with comments."""

    @command(
        "Answer a comment whose author nobody knows: whoever reads it, if its author kept a way to "
        "be answered."
    )
    async def reply_to_comment(
        self, info: Info, input: ReplyToCommentInput
    ) -> ReplyToCommentSuccess:
        """Answer."""
        view = await commands.reply_to_comment(
            info.context.actor,
            comment_id=from_global(input.comment_id, "SurveyComment", field="comment_id"),
            words=input.words,
        )
        return ReplyToCommentSuccess(comment=SurveyComment.of(view))
