"""Handovers: what one person chose to pass on to another, and what can be passed on."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.language import say
from erm.flows.open_items import OpenItem, open_items
from erm.handovers import queries, rules
from erm.handovers.views import HandoverLineView, HandoverView
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.ids import from_global, to_global
from erm.schema.node import Node, load_node, node_of
from erm.schema.refs import PersonRef


@strawberry.enum(description="Why something is handed over.")
class HandoverReason(Enum):
    """The reasons."""

    NEW_MANAGER = strawberry.enum_value(
        "new_manager", description="The author has a new manager, who is the receiver."
    )
    MOVING = strawberry.enum_value("moving", description="The author takes up other work.")
    LEAVING = strawberry.enum_value("leaving", description="The author leaves the company.")


@strawberry.enum(description="Whether the receiver can read a handover.")
class HandoverState(Enum):
    """The states."""

    DRAFT = strawberry.enum_value("draft", description="Its author's alone.")
    SHARED = strawberry.enum_value("shared", description="Author and receiver read it.")


@strawberry.enum(description="What a line of a handover is about.")
class HandoverLineKind(Enum):
    """The kinds of line."""

    PROMISE = strawberry.enum_value("promise", description="Something that the author promised.")
    SERIES = strawberry.enum_value("series", description="One-on-ones of the author.")
    REQUEST = strawberry.enum_value(
        "request", description="A request for feedback, to the author or from them."
    )
    GOAL = strawberry.enum_value(
        "goal", description="A goal of the author's, for the receiver to know of."
    )


@strawberry.enum(description="What became of a line of a handover.")
class HandoverLineState(Enum):
    """The states of a line."""

    OFFERED = strawberry.enum_value("offered", description="The receiver has not answered yet.")
    ACCEPTED = strawberry.enum_value("accepted", description="The receiver took it over.")
    DECLINED = strawberry.enum_value("declined", description="It stays with the author.")


SUBJECTS = {
    rules.LineKind.PROMISE: "ActionItem",
    rules.LineKind.SERIES: "OneOnOneSeries",
    rules.LineKind.REQUEST: "FeedbackRequest",
    rules.LineKind.GOAL: "Goal",
}
"""The types that lines are about."""


@strawberry.type(description="One thing that is handed over.")
class HandoverLine(Node):
    """A line as the author or the receiver sees it."""

    other_key: strawberry.Private[UUID | None]
    key: str = strawberry.field(description="Its name in lists.")
    kind: HandoverLineKind = strawberry.field(description="What it is about.")
    text: str = strawberry.field(description="What the author wrote about it.")
    due_on: date | None = strawberry.field(description="By when it is due.")
    state: HandoverLineState = strawberry.field(description="What became of it.")
    subject_id: strawberry.ID | None = strawberry.field(
        description="Id of what it is about, for its author to save the draft anew; null for the "
        "receiver."
    )

    @strawberry.field(
        description="Whom it concerns besides: to whom it was promised, who is met, or who asked "
        "or was asked."
    )
    async def other(self, info: Info) -> PersonRef | None:
        """The third person."""
        return await refs.maybe_person(info, self.other_key)

    @classmethod
    def of(cls, view: HandoverLineView) -> HandoverLine:
        """Dress a view."""
        return cls(
            id=to_global("HandoverLine", view.id),
            key=str(view.id),
            other_key=view.other_id,
            kind=HandoverLineKind[view.kind.name],
            text=view.text,
            due_on=view.due_on,
            state=HandoverLineState[view.state.name],
            subject_id=None
            if view.subject_id is None
            else to_global(SUBJECTS[view.kind], view.subject_id),
        )


@strawberry.type(description="What one person hands over to another. Nobody else reads it.")
class Handover(Node):
    """A note as the author or the receiver sees it."""

    own_key: strawberry.Private[UUID]
    author_key: strawberry.Private[UUID]
    receiver_key: strawberry.Private[UUID]
    about_key: strawberry.Private[UUID | None]
    reason: HandoverReason = strawberry.field(description="Why it was written.")
    state: HandoverState = strawberry.field(description="Whether the receiver can read it.")
    note: str = strawberry.field(description="What the author wrote; may be empty.")
    created_at: datetime = strawberry.field(description="When it was begun.")
    shared_at: datetime | None = strawberry.field(description="When it was shared.")
    version: int = strawberry.field(description="Goes up with every change; saving needs it.")

    @strawberry.field(description="Who hands over.")
    async def author(self, info: Info) -> PersonRef:
        """The author."""
        return await refs.person(info, self.author_key)

    @strawberry.field(description="Who takes over.")
    async def receiver(self, info: Info) -> PersonRef:
        """The receiver."""
        return await refs.person(info, self.receiver_key)

    @strawberry.field(description="The former manager, where a manager changed.")
    async def about(self, info: Info) -> PersonRef | None:
        """The former manager."""
        return await refs.maybe_person(info, self.about_key)

    @strawberry.field(description="The single things that are handed over.")
    async def lines(self, info: Info) -> list[HandoverLine]:
        """The lines."""
        found = await info.context.loader(queries.lines_of).load(self.own_key)
        return [HandoverLine.of(view) for view in found or []]

    @classmethod
    def of(cls, view: HandoverView) -> Handover:
        """Dress a view."""
        return cls(
            id=to_global("Handover", view.id),
            own_key=view.id,
            author_key=view.author_id,
            receiver_key=view.receiver_id,
            about_key=view.about_id,
            reason=HandoverReason[view.reason.name],
            state=HandoverState[view.state.name],
            note=view.note,
            created_at=view.created_at,
            shared_at=view.shared_at,
            version=view.version,
        )


@node_of("Handover")
async def _load_handover(info: Info, key: UUID) -> Handover | None:
    view = await info.context.loader(queries.handovers_by_ids).load(key)
    return None if view is None else Handover.of(view)


@node_of("HandoverLine")
async def _load_line(info: Info, key: UUID) -> HandoverLine | None:
    view = await info.context.loader(queries.lines_by_ids).load(key)
    return None if view is None else HandoverLine.of(view)


@strawberry.type(description="Something that the viewer still has open and can hand over or close.")
class HandoverCandidate:
    """An open thing of the viewer's."""

    item: strawberry.Private[OpenItem]
    key: str = strawberry.field(description="Its name in lists.")
    kind: HandoverLineKind = strawberry.field(description="What it is.")
    subject_id: strawberry.ID = strawberry.field(description="Its id.")
    due_on: date | None = strawberry.field(description="By when it is due.")

    @strawberry.field(description="What it says, or with whom it is.")
    async def title(self, info: Info) -> str:
        """The words of it; a series has none of its own."""
        if self.item.other_id is None or self.item.kind is not rules.LineKind.SERIES:
            return self.item.title
        person = await refs.person(info, self.item.other_id)
        return say(info.context.language, "handovers.series", person=person.name)

    @strawberry.field(
        description="Whom it concerns besides: to whom it was promised, who is met, or who asked "
        "or was asked."
    )
    async def other(self, info: Info) -> PersonRef | None:
        """The third person."""
        return await refs.maybe_person(info, self.item.other_id)

    @classmethod
    def of(cls, item: OpenItem) -> HandoverCandidate:
        """Dress an open item."""
        return cls(
            item=item,
            key=f"{item.kind.value}:{item.subject_id}",
            kind=HandoverLineKind[item.kind.name],
            subject_id=to_global(SUBJECTS[item.kind], item.subject_id),
            due_on=item.due_on,
        )


@strawberry.type
class HandoversQuery:
    """Root fields of handovers."""

    @strawberry.field(
        description="One handover that the viewer wrote or that was shared with them."
    )
    async def handover(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="Its id.")]
    ) -> Handover | None:
        """A handover."""
        return await load_node(info, "Handover", from_global(id, "Handover"))  # type: ignore[no-any-return]


@strawberry.type
class HandoversViewer:
    """The viewer's handovers."""

    @strawberry.field(description="Written by the viewer or shared with them, newest first.")
    async def handovers(self, info: Info) -> list[Handover]:
        """One's own."""
        return [Handover.of(view) for view in await queries.own_handovers(info.context.actor)]

    @strawberry.field(
        description="Open promises, one-on-ones, requests for feedback and goals of the viewer "
        "that are not offered to anybody."
    )
    async def handover_candidates(self, info: Info) -> list[HandoverCandidate]:
        """What can be handed over."""
        return [HandoverCandidate.of(item) for item in await open_items(info.context.actor)]


@strawberry.type
class RelationshipHandovers:
    """What the page of a pair shows of handovers."""

    person_key: strawberry.Private[UUID]

    @strawberry.field(
        description="Shared between the two in either direction, and the viewer's drafts to the "
        "other; newest first."
    )
    async def handovers(self, info: Info) -> list[Handover]:
        """Handovers of the pair."""
        found = await info.context.loader(queries.handovers_with).load(self.person_key)
        return [Handover.of(view) for view in found or []]
