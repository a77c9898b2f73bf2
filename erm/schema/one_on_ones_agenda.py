"""The agenda of a meeting: talking points, and templates for them."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from uuid import UUID

import strawberry

from erm.core.paging import PageRequest
from erm.one_on_ones import queries
from erm.one_on_ones.views import TalkingPointView, TemplateView
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.ids import to_global
from erm.schema.node import Node, node_of
from erm.schema.paging import After, Connection, First
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


@strawberry.enum(description="Why something is suggested as a talking point.")
class SuggestionKind(Enum):
    """The kinds of suggestions."""

    PROMISE_OVERDUE = strawberry.enum_value(
        "promise_overdue", description="A promise of one of the two is late."
    )
    GOAL_AT_RISK = strawberry.enum_value(
        "goal_at_risk", description="A goal of one of the two is at risk or off track."
    )
    FEEDBACK_RECEIVED = strawberry.enum_value(
        "feedback_received", description="One of the two received feedback."
    )
    FEEDBACK_OWED = strawberry.enum_value(
        "feedback_owed", description="One of the two waits for feedback from the other."
    )
    THANKS_RECEIVED = strawberry.enum_value(
        "thanks_received", description="One of the two was thanked."
    )
    STEP_DUE = strawberry.enum_value(
        "step_due", description="A goal or a step towards one is late or due within two weeks."
    )
    LOW_CHECK_IN = strawberry.enum_value(
        "low_check_in", description="A goal's last check-in is off track, or progress fell."
    )
    CHECK_IN_DUE = strawberry.enum_value(
        "check_in_due", description="A check-in is due on a plan of one of the two."
    )
    PLAN_QUIET = strawberry.enum_value(
        "plan_quiet", description="A plan of one of the two has gone quiet."
    )


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
    recurring: bool = strawberry.field(
        description="Whether it comes back in the next meeting after it was discussed."
    )
    discussed_at: datetime | None = strawberry.field(
        description="When it was ticked off; null while it is open."
    )
    from_suggestion: SuggestionKind | None = strawberry.field(
        description="The kind of suggestion that it was made from; told to its author only."
    )

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
            recurring=view.recurring,
            discussed_at=view.discussed_at,
            from_suggestion=None
            if view.from_suggestion is None
            else SuggestionKind[view.from_suggestion.name],
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


@strawberry.type
class SeriesAgenda:
    """What a series shows of its agenda."""

    key: strawberry.Private[UUID]

    @strawberry.field(
        description="What was talked about in all meetings, newest first: shared points and the "
        "viewer's own private ones."
    )
    async def discussed_points(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[TalkingPoint]:
        """A page of discussed points."""
        wanted = (self.key, PageRequest.of(first, after))
        page = await info.context.loader(queries.discussed_pages).load(wanted)
        assert page is not None, "every page asked for is answered"  # noqa: S101
        return Connection[TalkingPoint].of(page, TalkingPoint.of)


@strawberry.type(description="A point of a template.")
class AgendaTemplatePoint:
    """A point that applying a template adds."""

    body: str = strawberry.field(description="What it is about.")
    recurring: bool = strawberry.field(description="Whether it comes back in every meeting.")


@strawberry.type(description="Talking points to begin an agenda with.")
class AgendaTemplate:
    """A built-in template, or one of the viewer's own, which nobody else sees."""

    id: strawberry.ID = strawberry.field(
        description="To be given when applying it: a global id, or the key of a built-in one."
    )
    key: str = strawberry.field(description="Its name in lists.")
    name: str = strawberry.field(description="What it is called.")
    description: str = strawberry.field(
        description="What it is good for; empty for the viewer's own."
    )
    built_in: bool = strawberry.field(
        description="Whether it comes with erm, in the viewer's language, and cannot be changed."
    )
    points: list[AgendaTemplatePoint] = strawberry.field(description="Its points, in order.")
    version: int = strawberry.field(description="To be given back when saving.")

    @classmethod
    def of(cls, view: TemplateView) -> AgendaTemplate:
        """Dress a view."""
        return cls(
            id=strawberry.ID(view.key) if view.id is None else to_global("AgendaTemplate", view.id),
            key=view.key,
            name=view.name,
            description=view.description,
            built_in=view.id is None,
            points=[AgendaTemplatePoint(body=p.body, recurring=p.recurring) for p in view.points],
            version=view.version,
        )


@strawberry.type
class AgendaViewer:
    """The viewer's templates."""

    @strawberry.field(description="Built-in templates for agendas, then the viewer's own by name.")
    async def agenda_templates(self, info: Info) -> list[AgendaTemplate]:
        """All templates that I can apply."""
        views = await queries.agenda_templates(info.context.actor)
        return [AgendaTemplate.of(view) for view in views]
