"""Promises that two people made each other in their one-on-ones."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from uuid import UUID

import strawberry

from erm.one_on_ones import queries
from erm.one_on_ones.views import ActionItemView
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.ids import to_global
from erm.schema.node import Node, node_of
from erm.schema.refs import OneOnOneMeetingRef, OneOnOneSeriesRef, PersonRef


@strawberry.enum(description="What became of a promise.")
class ActionItemState(Enum):
    """The states of an action item."""

    OPEN = strawberry.enum_value("open", description="It is still to be done.")
    DONE = strawberry.enum_value("done", description="It was done.")
    DROPPED = strawberry.enum_value("dropped", description="The two let go of it.")


@strawberry.type(description="A promise that one of the two made to the other.")
class ActionItem(Node):
    """A promise as one of the two sees it."""

    key: strawberry.Private[UUID]
    series_key: strawberry.Private[UUID]
    meeting_key: strawberry.Private[UUID]
    author_key: strawberry.Private[UUID]
    owner_key: strawberry.Private[UUID]
    other_key: strawberry.Private[UUID]
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
