"""Promises that two people made each other in their one-on-ones."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.paging import PageRequest
from erm.one_on_ones import queries, rules
from erm.one_on_ones.views import ActionItemView, ChangeView, CommentView
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.ids import to_global
from erm.schema.node import Node, node_of
from erm.schema.paging import After, Connection, First
from erm.schema.refs import (
    GoalRef,
    OneOnOneMeetingRef,
    OneOnOneSeriesRef,
    PersonRef,
    TalkingPointRef,
)


@strawberry.enum(description="What became of a promise.")
class ActionItemState(Enum):
    """The states of an action item."""

    OPEN = strawberry.enum_value("open", description="It is still to be done.")
    DONE = strawberry.enum_value("done", description="It was done.")
    DROPPED = strawberry.enum_value("dropped", description="The two let go of it.")
    BECAME_GOAL = strawberry.enum_value(
        "became_goal", description="It goes on as a goal in a plan of whoever promised it."
    )
    HANDED_OVER = strawberry.enum_value(
        "handed_over", description="Whoever promised it handed it over to somebody else."
    )


@strawberry.enum(description="Which promises to list.")
class PromiseFilter(Enum):
    """The choices."""

    OPEN = strawberry.enum_value("open", description="Those still to be kept.")
    SETTLED = strawberry.enum_value(
        "settled", description="Those that were done, dropped or passed on."
    )
    ALL = strawberry.enum_value("all", description="All of them.")


@strawberry.enum(description="What changed about a promise.")
class ActionItemChangeKind(Enum):
    """The kinds of lines in a promise's history."""

    MADE = strawberry.enum_value("made", description="It was written down.")
    BODY = strawberry.enum_value("body", description="Its words.")
    OWNER = strawberry.enum_value("owner", description="Whose promise it is.")
    DUE_ON = strawberry.enum_value("due_on", description="Until when.")
    STATE = strawberry.enum_value("state", description="What became of it.")


@strawberry.type(description="What one of the two wrote about a promise.")
class ActionItemComment(Node):
    """A comment as one of the two sees it."""

    author_key: strawberry.Private[UUID]
    key: str = strawberry.field(description="Its name in lists.")
    body: str = strawberry.field(description="What was written.")
    created_at: datetime = strawberry.field(description="When.")
    edited_at: datetime | None = strawberry.field(
        description="When it was last changed, if it was."
    )
    mine: bool = strawberry.field(description="Whether the viewer wrote it, and so may change it.")

    @strawberry.field(description="Who wrote it.")
    async def author(self, info: Info) -> PersonRef:
        """Its author."""
        return await refs.person(info, self.author_key)

    @classmethod
    def of(cls, view: CommentView) -> ActionItemComment:
        """Dress a view."""
        return cls(
            author_key=view.author_id,
            key=str(view.id),
            id=to_global("ActionItemComment", view.id),
            body=view.body,
            created_at=view.created_at,
            edited_at=view.edited_at,
            mine=view.mine,
        )


@strawberry.type(description="One line of a promise's history.")
class ActionItemChange:
    """A change as it is told."""

    by_key: strawberry.Private[UUID | None]
    key: str = strawberry.field(description="Its name in lists.")
    kind: ActionItemChangeKind = strawberry.field(description="What changed.")
    before: str = strawberry.field(
        description="As it was: words, the name of a person, an ISO date or nothing, a state."
    )
    after: str = strawberry.field(description="As it was from then on, in the same form.")
    at: datetime = strawberry.field(description="When.")

    @strawberry.field(description="Who changed it; null for erm itself.")
    async def by(self, info: Info) -> PersonRef | None:
        """Who did it."""
        return await refs.maybe_person(info, self.by_key)

    @classmethod
    def of(cls, view: ChangeView) -> ActionItemChange:
        """Dress a view."""
        return cls(
            by_key=view.by_id,
            key=view.key,
            kind=ActionItemChangeKind[view.kind.name],
            before=view.before,
            after=view.after,
            at=view.at,
        )


@strawberry.type(description="A promise that one of the two made to the other.")
class ActionItem(Node):
    """A promise as one of the two sees it."""

    key: strawberry.Private[UUID]
    series_key: strawberry.Private[UUID]
    meeting_key: strawberry.Private[UUID]
    author_key: strawberry.Private[UUID]
    owner_key: strawberry.Private[UUID]
    other_key: strawberry.Private[UUID]
    origin_key: strawberry.Private[UUID | None]
    goal_key: strawberry.Private[UUID | None]
    made_in_number: strawberry.Private[int]
    body: str = strawberry.field(description="What was promised.")
    due_on: date | None = strawberry.field(description="Until when, if that was said.")
    state: ActionItemState = strawberry.field(description="What became of it.")
    overdue: bool = strawberry.field(
        description="Whether it is open although its day, in the viewer's zone, is over."
    )
    carried_over: bool = strawberry.field(
        description="Whether it was promised in an earlier meeting than the one where it stands."
    )
    created_at: datetime = strawberry.field(description="When it was promised.")
    done_at: datetime | None = strawberry.field(description="When it was done.")
    version: int = strawberry.field(description="To be given back when editing.")

    @strawberry.field(description="Who promised it.")
    async def owner(self, info: Info) -> PersonRef:
        """Whose promise it is."""
        return await refs.person(info, self.owner_key)

    @strawberry.field(description="The one of the two to whom it was promised.")
    async def other(self, info: Info) -> PersonRef:
        """Whose promise it is not."""
        return await refs.person(info, self.other_key)

    @strawberry.field(description="Who wrote it down.")
    async def author(self, info: Info) -> PersonRef:
        """Its author."""
        return await refs.person(info, self.author_key)

    @strawberry.field(description="The series in which it was promised.")
    async def series(self, info: Info) -> OneOnOneSeriesRef:
        """Its series."""
        return await refs.shown(info, "OneOnOneSeries", self.series_key)

    @strawberry.field(
        description="The meeting where it stands: the current one while it is open, "
        "else the one in which it was settled."
    )
    async def meeting(self, info: Info) -> OneOnOneMeetingRef:
        """Its meeting."""
        return await refs.shown(info, "OneOnOneMeeting", self.meeting_key)

    @strawberry.field(description="The meeting in which it was promised.")
    async def made_in(self, info: Info) -> OneOnOneMeetingRef:
        """Where it began."""
        wanted = (self.series_key, self.made_in_number)
        key = await info.context.loader(queries.made_in_ids).load(wanted)
        assert key is not None, "meetings are never deleted"  # noqa: S101
        return await refs.shown(info, "OneOnOneMeeting", key)

    @strawberry.field(
        description="The talking point that it came from; null where the viewer may not read that."
    )
    async def origin_point(self, info: Info) -> TalkingPointRef | None:
        """Where it came from."""
        return await refs.load(info, "TalkingPoint", self.origin_key)

    @strawberry.field(
        description="The goal that it became; null where the viewer may not read that."
    )
    async def goal(self, info: Info) -> GoalRef | None:
        """Where it goes on."""
        return await refs.load(info, "Goal", self.goal_key)

    @strawberry.field(description="What the two wrote about it, oldest first.")
    async def comments(self, info: Info) -> list[ActionItemComment]:
        """Comments."""
        views = await info.context.loader(queries.comments_of).load(self.key)
        return [ActionItemComment.of(view) for view in views or ()]

    @strawberry.field(description="How many comments it has.")
    async def comment_count(self, info: Info) -> int:
        """The number of comments."""
        return await info.context.loader(queries.comment_counts).load(self.key) or 0

    @strawberry.field(description="What happened to it, oldest first.")
    async def history(self, info: Info) -> list[ActionItemChange]:
        """Its history."""
        views = await info.context.loader(queries.history_of).load(self.key)
        return [ActionItemChange.of(view) for view in views or ()]

    @classmethod
    def of(cls, view: ActionItemView) -> ActionItem:
        """Dress a view."""
        return cls(
            id=to_global("ActionItem", view.id),
            key=view.id,
            series_key=view.series_id,
            meeting_key=view.meeting_id,
            author_key=view.author_id,
            owner_key=view.owner_id,
            other_key=view.other_id,
            origin_key=view.origin_point_id,
            goal_key=view.goal_id,
            made_in_number=view.made_in_number,
            body=view.body,
            due_on=view.due_on,
            state=ActionItemState[view.state.name],
            overdue=view.overdue,
            carried_over=view.carried_over,
            created_at=view.created_at,
            done_at=view.done_at,
            version=view.version,
        )


@node_of("ActionItem")
async def load_action_item(info: Info, key: UUID) -> ActionItem | None:
    """An action item by key."""
    view = await info.context.loader(queries.action_items_by_ids).load(key)
    return None if view is None else ActionItem.of(view)


@node_of("ActionItemComment")
async def load_comment(info: Info, key: UUID) -> ActionItemComment | None:
    """A comment by key."""
    view = await info.context.loader(queries.comments_by_ids).load(key)
    return None if view is None else ActionItemComment.of(view)


@strawberry.type
class SeriesPromises:
    """What a series shows of promises."""

    key: strawberry.Private[UUID]

    @strawberry.field(description="Promises of both that are still open, first due first.")
    async def open_action_items(self, info: Info) -> list[ActionItem]:
        """Open promises."""
        views = await info.context.loader(queries.open_action_items_of).load(self.key)
        return [ActionItem.of(view) for view in views or ()]


@strawberry.type
class MeetingPromises:
    """What a meeting shows of promises."""

    key: strawberry.Private[UUID]

    @strawberry.field(description="Promises made in this meeting or carried into it, oldest first.")
    async def action_items(self, info: Info) -> list[ActionItem]:
        """Promises."""
        views = await info.context.loader(queries.action_items_of).load(self.key)
        return [ActionItem.of(view) for view in views or ()]


Which = Annotated[
    PromiseFilter, strawberry.argument(description="Which of them; open ones unless given.")
]


@strawberry.type
class PromisesViewer:
    """The viewer's promises."""

    @strawberry.field(description="What the viewer promised and has not done, first due first.")
    async def promises(self, info: Info) -> list[ActionItem]:
        """My open promises."""
        return [ActionItem.of(view) for view in await queries.promises(info.context.actor)]

    @strawberry.field(description="What was promised to the viewer and is open, first due first.")
    async def promised_to_me(self, info: Info) -> list[ActionItem]:
        """Others' open promises to me."""
        return [ActionItem.of(view) for view in await queries.promised_to(info.context.actor)]

    @strawberry.field(
        description="What the viewer promised in all their one-on-ones, ended ones too; first due "
        "first, without a date last."
    )
    async def promises_made(
        self,
        info: Info,
        state: Which = PromiseFilter.OPEN,
        first: First = None,
        after: After = None,
    ) -> Connection[ActionItem]:
        """A page of my promises."""
        which, page = rules.PromiseFilter[state.name], PageRequest.of(first, after)
        found = await queries.promises_made(info.context.actor, which, page)
        return Connection[ActionItem].of(found, ActionItem.of)

    @strawberry.field(description="What others promised the viewer, in the same order.")
    async def promises_received(
        self,
        info: Info,
        state: Which = PromiseFilter.OPEN,
        first: First = None,
        after: After = None,
    ) -> Connection[ActionItem]:
        """A page of promises to me."""
        which, page = rules.PromiseFilter[state.name], PageRequest.of(first, after)
        found = await queries.promises_received(info.context.actor, which, page)
        return Connection[ActionItem].of(found, ActionItem.of)
