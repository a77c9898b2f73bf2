"""Relationships: the page of a pair and the list of one's people."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from erm.one_on_ones.queries import series_by_ids
from erm.people.queries import people_by_ids
from erm.relationships import queries, rules
from erm.relationships.views import RelationshipView, TouchpointView
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.ids import from_global
from erm.schema.node import Node
from erm.schema.paging import After, Connection, First, page_request
from erm.schema.refs import ActionItemRef, OneOnOneSeriesRef, PersonRef


@strawberry.enum(description="What happened between two people.")
class TouchpointKind(Enum):
    """The kinds of contact."""

    ONE_ON_ONE_HELD = strawberry.enum_value("one_on_one_held", description="They met one on one.")
    FEEDBACK_ASKED = strawberry.enum_value(
        "feedback_asked", description="One asked the other for feedback."
    )
    FEEDBACK_GIVEN = strawberry.enum_value(
        "feedback_given", description="One wrote feedback to the other."
    )
    FEEDBACK_THANKED = strawberry.enum_value(
        "feedback_thanked", description="One thanked the other for feedback."
    )
    KUDOS_GIVEN = strawberry.enum_value("kudos_given", description="One gave the other kudos.")
    PROMISE_MADE = strawberry.enum_value(
        "promise_made", description="One promised the other something."
    )
    PROMISE_KEPT = strawberry.enum_value("promise_kept", description="One kept a promise.")
    PLAN_AGREED = strawberry.enum_value(
        "plan_agreed", description="They agreed on a development plan."
    )
    CHECK_IN = strawberry.enum_value("check_in", description="One told how a goal goes.")


@strawberry.enum(description="What the other person is to the viewer.")
class RelationshipBond(Enum):
    """The kinds of bond."""

    MY_MANAGER = strawberry.enum_value("my_manager", description="The viewer's manager.")
    MY_REPORT = strawberry.enum_value("my_report", description="A direct report of the viewer.")
    COLLEAGUE = strawberry.enum_value("colleague", description="Neither manager nor report.")
    FORMER_MANAGER = strawberry.enum_value(
        "former_manager", description="Was the viewer's manager."
    )
    FORMER_REPORT = strawberry.enum_value(
        "former_report", description="Was a direct report of the viewer."
    )


_NODES = {
    rules.SubjectKind.MEETING: "OneOnOneMeeting",
    rules.SubjectKind.FEEDBACK_REQUEST: "FeedbackRequest",
    rules.SubjectKind.FEEDBACK_NOTE: "FeedbackNote",
    rules.SubjectKind.KUDOS: "Kudos",
    rules.SubjectKind.ACTION_ITEM: "ActionItem",
    rules.SubjectKind.PLAN: "DevelopmentPlan",
    rules.SubjectKind.GOAL: "Goal",
}


@strawberry.type(description="One recorded contact between the viewer and another person.")
class Touchpoint:
    """A contact."""

    view: strawberry.Private[TouchpointView]
    key: str = strawberry.field(description="Its name in lists.")
    kind: TouchpointKind = strawberry.field(description="What happened.")
    occurred_at: datetime = strawberry.field(description="When.")

    @strawberry.field(description="Who acted.")
    async def by(self, info: Info) -> PersonRef:
        """Who acted."""
        return await refs.person(info, self.view.by_id)

    @strawberry.field(
        description="What it was about; null if the viewer may not read that (any more)."
    )
    async def subject(self, info: Info) -> Node | None:
        """The meeting, request, note, kudos, action item, plan or goal."""
        name = _NODES[rules.subject_kind(self.view.kind)]
        return await refs.load(info, name, self.view.subject_id)  # type: ignore[no-any-return]

    @strawberry.field(
        description="A line about it, at most 120 characters; null where `subject` is."
    )
    async def subject_title(self, info: Info) -> str | None:
        """A short title."""
        read = queries.SUBJECTS[rules.subject_kind(self.view.kind)]
        # The same loader as that of ``subject``: each row is read once for both.
        found = await info.context.loader(read).load(self.view.subject_id)
        return None if found is None else queries.subject_title(info.context.actor, found)

    @classmethod
    def of(cls, view: TouchpointView) -> Touchpoint:
        """Dress a view."""
        return cls(
            view=view,
            key=str(view.id),
            kind=TouchpointKind[view.kind.name],
            occurred_at=view.occurred_at,
        )


@strawberry.type(description="The viewer and one other person. Nobody else reads this.")
class Relationship:
    """A pair as one of the two sees it."""

    person_key: strawberry.Private[UUID]
    key: str = strawberry.field(description="Its name in lists.")
    bond: RelationshipBond = strawberry.field(description="What the other is to the viewer.")
    last_contact_at: datetime | None = strawberry.field(description="The last contact, if any.")
    days_since_contact: int | None = strawberry.field(
        description="Days since then by the viewer's calendar."
    )
    cadence_days: int | None = strawberry.field(
        description="How often they mean to meet: 7, 14 or 30 days; null without one-on-ones."
    )
    quiet: bool = strawberry.field(
        description="Whether one and a half times that has passed without contact."
    )

    @strawberry.field(description="The other person.")
    async def person(self, info: Info) -> PersonRef:
        """The other person."""
        return await refs.person(info, self.person_key)

    @strawberry.field(description="Their one-on-ones, while they go on.")
    async def series(self, info: Info) -> OneOnOneSeriesRef | None:
        """The active series."""
        found = await info.context.loader(queries.series_ids_with).load(self.person_key)
        return await refs.load(info, "OneOnOneSeries", found)

    @strawberry.field(description="Open promises between the two, first due first.")
    async def open_promises(self, info: Info) -> list[ActionItemRef]:
        """Promises of both."""
        found = await info.context.loader(queries.open_promise_ids_with).load(self.person_key)
        return await refs.load_all(info, "ActionItem", found or [])

    @strawberry.field(description="Every contact of the two, newest first.")
    async def touchpoints(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[Touchpoint]:
        """A page of contacts."""
        wanted = (self.person_key, page_request(first, after))
        page = await info.context.loader(queries.touchpoints_of).load(wanted)
        assert page is not None, "every page asked for is answered"  # noqa: S101
        return Connection[Touchpoint].of(page, Touchpoint.of)

    @classmethod
    def of(cls, view: RelationshipView) -> Relationship:
        """Dress a view."""
        return cls(
            person_key=view.person_id,
            key=str(view.person_id),
            bond=RelationshipBond[view.bond.name],
            last_contact_at=view.last_contact_at,
            days_since_contact=view.days_since_contact,
            cadence_days=view.cadence_days,
            quiet=view.quiet,
        )


@strawberry.type
class RelationshipsQuery:
    """Root fields of relationships."""

    @strawberry.field(
        description="The viewer and that person; null with oneself and for who is not there."
    )
    async def pair(
        self,
        info: Info,
        person_id: Annotated[
            strawberry.ID, strawberry.argument(description="Id of the other person.")
        ],
    ) -> Relationship | None:
        """The page of a pair."""
        key = from_global(person_id, "Person", field="person_id")
        return await _pair(info, key)


async def _pair(info: Info, key: UUID) -> Relationship | None:
    """A pair; the person and the series that it was made from are not read again."""
    view = await info.context.loader(queries.pairs_with).load(key)
    if view is None:
        return None
    info.context.prime(people_by_ids, {key: view.person})
    if view.series is not None:
        info.context.prime(series_by_ids, {view.series.id: view.series})
        info.context.prime(queries.series_ids_with, {key: view.series.id})
    return Relationship.of(view)


@strawberry.type
class RelationshipsViewer:
    """The viewer's people."""

    @strawberry.field(
        description="Those to whom the viewer has a bond, or had a contact in the last 180 days; "
        "quiet ones first."
    )
    async def relationships(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[Relationship]:
        """My people."""
        page = await queries.relationships(info.context.actor, page_request(first, after))
        return Connection[Relationship].of(page, Relationship.of)


@strawberry.type
class PersonRelationships:
    """What a person's page shows of their relationship with the viewer."""

    key: strawberry.Private[UUID]

    @strawberry.field(description="The viewer and this person; null for the viewer themselves.")
    async def relationship(self, info: Info) -> Relationship | None:
        """Our pair."""
        return await _pair(info, self.key)
