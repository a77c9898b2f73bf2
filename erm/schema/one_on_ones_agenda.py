"""The agenda of a meeting: talking points."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from uuid import UUID

import strawberry

from erm.one_on_ones import queries
from erm.one_on_ones.views import TalkingPointView
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.ids import to_global
from erm.schema.node import Node, node_of
from erm.schema.refs import OneOnOneMeetingRef, PersonRef


@strawberry.enum(description="Who of the two reads a talking point.")
class Visibility(Enum):
    """The author's choice."""

    SHARED = strawberry.enum_value("shared", description="Both.")
    PRIVATE = strawberry.enum_value("private", description="Only its author.")


@strawberry.enum(description="Whether a talking point was talked about.")
class TalkingPointState(Enum):
    """The states of a talking point."""

    OPEN = strawberry.enum_value("open", description="It is still to be talked about.")
    DISCUSSED = strawberry.enum_value("discussed", description="It was talked about.")


@strawberry.type(description="Something that one of the two wants to talk about.")
class TalkingPoint(Node):
    """A talking point as the viewer sees it."""

    key: strawberry.Private[UUID]
    meeting_key: strawberry.Private[UUID]
    author_key: strawberry.Private[UUID]
    body: str = strawberry.field(description="What it is about.")
    visibility: Visibility = strawberry.field(description="Who of the two reads it.")
    state: TalkingPointState = strawberry.field(description="Whether it was talked about.")
    position: int = strawberry.field(
        description="Its place, from 0, among the points that the viewer sees."
    )
    carried_over: bool = strawberry.field(
        description="Whether it was left open in an earlier meeting."
    )
    created_at: datetime = strawberry.field(description="When it was written.")
    version: int = strawberry.field(description="To be given back when editing.")

    @strawberry.field(description="Who wrote it.")
    async def author(self, info: Info) -> PersonRef:
        """Its author."""
        return await refs.person(info, self.author_key)

    @strawberry.field(description="The meeting on whose list it stands.")
    async def meeting(self, info: Info) -> OneOnOneMeetingRef:
        """Its meeting."""
        return await refs.shown(info, "OneOnOneMeeting", self.meeting_key)

    @classmethod
    def of(cls, view: TalkingPointView) -> TalkingPoint:
        """Dress a view."""
        return cls(
            id=to_global("TalkingPoint", view.id),
            key=view.id,
            meeting_key=view.meeting_id,
            author_key=view.author_id,
            body=view.body,
            visibility=Visibility[view.visibility.name],
            state=TalkingPointState[view.state.name],
            position=view.position,
            carried_over=view.carried_over,
            created_at=view.created_at,
            version=view.version,
        )


@node_of("TalkingPoint")
async def load_talking_point(info: Info, key: UUID) -> TalkingPoint | None:
    """A talking point by key."""
    view = await info.context.loader(queries.talking_points_by_ids).load(key)
    return None if view is None else TalkingPoint.of(view)


@strawberry.type
class MeetingAgenda:
    """What a meeting shows of its agenda."""

    key: strawberry.Private[UUID]

    @strawberry.field(description="In order: the shared points and the viewer's own private ones.")
    async def talking_points(self, info: Info) -> list[TalkingPoint]:
        """What to talk about."""
        views = await info.context.loader(queries.talking_points_of).load(self.key)
        return [TalkingPoint.of(view) for view in views or ()]

    @strawberry.field(description="How many of these points are still open.")
    async def open_point_count(self, info: Info) -> int:
        """Counted as the viewer sees them."""
        return await info.context.loader(queries.open_point_counts).load(self.key) or 0
