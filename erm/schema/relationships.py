"""Relationships: the page of a pair and the list of one's people."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.paging import PageRequest
from erm.one_on_ones.queries import series_by_ids
from erm.people.queries import people_by_ids
from erm.relationships import attention, contacts, queries, rules, tallies
from erm.relationships.attention import ReasonView, StandingView
from erm.relationships.contacts import PairPage
from erm.relationships.tallies import TallyView
from erm.relationships.views import RelationshipView, TouchpointView
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.handovers import RelationshipHandovers
from erm.schema.ids import from_global
from erm.schema.node import Node
from erm.schema.paging import After, Connection, First
from erm.schema.refs import ActionItemRef, OneOnOneSeriesRef, PersonRef
from erm.schema.suggestions import RelationshipSuggestions


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


@strawberry.enum(description="How soon a relationship needs the viewer.")
class RelationshipAttention(Enum):
    """How pressing."""

    NOW = strawberry.enum_value(
        "now", description="They have been silent too long, or the viewer owes something."
    )
    SOON = strawberry.enum_value("soon", description="The other owes something, or it can wait.")
    FINE = strawberry.enum_value("fine", description="Nothing asks for attention.")


@strawberry.enum(description="Why a relationship stands where it stands.")
class RelationshipReasonKind(Enum):
    """The kinds of reasons, the most pressing first."""

    SILENT = strawberry.enum_value(
        "silent", description="One and a half times their rhythm has passed without contact."
    )
    MY_PROMISE_OVERDUE = strawberry.enum_value(
        "my_promise_overdue", description="The viewer promised something and is late."
    )
    FEEDBACK_I_OWE = strawberry.enum_value(
        "feedback_i_owe", description="The other waits too long for the viewer's feedback."
    )
    HANDOVER_WAITING = strawberry.enum_value(
        "handover_waiting", description="What the other handed over waits for the viewer's answer."
    )
    THEIR_PROMISE_OVERDUE = strawberry.enum_value(
        "their_promise_overdue", description="The other promised something and is late."
    )
    FEEDBACK_THEY_OWE = strawberry.enum_value(
        "feedback_they_owe", description="The viewer waits too long for the other's feedback."
    )
    NO_SERIES = strawberry.enum_value(
        "no_series", description="Manager and report without one-on-ones."
    )
    ON_RHYTHM = strawberry.enum_value("on_rhythm", description="They meet as they meant to.")
    RECENT_CONTACT = strawberry.enum_value(
        "recent_contact", description="They have no rhythm; this is their last contact."
    )


@strawberry.type(description="One line of why a relationship stands where it stands.")
class RelationshipReason:
    """A reason, which the viewer can check."""

    kind: RelationshipReasonKind = strawberry.field(description="What kind of reason it is.")
    text: str = strawberry.field(description="The reason in the viewer's language.")
    days: int | None = strawberry.field(description="The number of days in it, if there is one.")

    @classmethod
    def of(cls, view: ReasonView) -> RelationshipReason:
        """Dress a view."""
        return cls(kind=RelationshipReasonKind[view.kind.name], text=view.text, days=view.days)


@strawberry.type(description="What one of two people gave the other.")
class RelationshipTally:
    """Counts of one direction."""

    thanks: int = strawberry.field(description="Kudos, and thanks for feedback.")
    feedback: int = strawberry.field(description="Feedback notes.")
    promises_kept: int = strawberry.field(description="Promises that were kept.")
    promises_open: int = strawberry.field(description="Promises that are still open.")

    @classmethod
    def of(cls, view: TallyView) -> RelationshipTally:
        """Dress a view."""
        return cls(
            thanks=view.thanks,
            feedback=view.feedback,
            promises_kept=view.promises_kept,
            promises_open=view.promises_open,
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
        read = contacts.SUBJECTS[rules.subject_kind(self.view.kind)]
        # The same loader as that of ``subject``: each row is read once for both.
        found = await info.context.loader(read).load(self.view.subject_id)
        return None if found is None else contacts.subject_title(info.context.actor, found)

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
class Relationship(RelationshipHandovers, RelationshipSuggestions):
    """A pair as one of the two sees it."""

    person_key: strawberry.Private[UUID]
    view: strawberry.Private[RelationshipView]
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

    @strawberry.field(description="Contacts of the two, newest first.")
    async def touchpoints(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        kinds: Annotated[
            list[TouchpointKind] | None,
            strawberry.argument(description="Only contacts of these kinds; null for all."),
        ] = None,
    ) -> Connection[Touchpoint]:
        """A page of contacts."""
        chosen = None if kinds is None else tuple(rules.TouchpointKind[k.name] for k in kinds)
        wanted = PairPage(self.person_key, chosen, PageRequest.of(first, after))
        page = await info.context.loader(contacts.touchpoints_of).load(wanted)
        assert page is not None, "every page asked for is answered"  # noqa: S101
        return Connection[Touchpoint].of(page, Touchpoint.of)

    @strawberry.field(description="How soon it needs the viewer.")
    async def attention(self, info: Info) -> RelationshipAttention:
        """Where its first reason stands."""
        return RelationshipAttention[(await self._standing(info)).attention.name]

    @strawberry.field(
        description="Why it stands where it stands, line by line, the most pressing first."
    )
    async def reasons(self, info: Info) -> list[RelationshipReason]:
        """Each line of the rule that holds."""
        return [RelationshipReason.of(view) for view in (await self._standing(info)).reasons]

    async def _standing(self, info: Info) -> StandingView:
        found = await info.context.loader(attention.standings).load(self.view)
        assert found is not None, "every relationship stands somewhere"  # noqa: S101
        return found

    @strawberry.field(
        description="Their real rhythm: the mean number of days between one-on-ones of the last "
        "180 days; null for less than three of them."
    )
    async def usual_days(self, info: Info) -> float | None:
        """The usual rhythm."""
        return await info.context.loader(tallies.usual_days_with).load(self.person_key)

    @strawberry.field(description="What the viewer gave the other.")
    async def given(self, info: Info) -> RelationshipTally:
        """By the viewer."""
        found = await info.context.loader(tallies.tallies_with).load(self.person_key)
        return RelationshipTally.of(TallyView() if found is None else found.given)

    @strawberry.field(description="What the other gave the viewer.")
    async def received(self, info: Info) -> RelationshipTally:
        """By the other."""
        found = await info.context.loader(tallies.tallies_with).load(self.person_key)
        return RelationshipTally.of(TallyView() if found is None else found.received)

    @classmethod
    def of(cls, view: RelationshipView) -> Relationship:
        """Dress a view."""
        return cls(
            person_key=view.person_id,
            view=view,
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
    _prime(info, view)
    return Relationship.of(view)


def _prime(info: Info, view: RelationshipView) -> None:
    """Let the loaders know what the relationship was made from."""
    info.context.prime(people_by_ids, {view.person_id: view.person})
    if view.series is not None:
        info.context.prime(series_by_ids, {view.series.id: view.series})
        info.context.prime(queries.series_ids_with, {view.person_id: view.series.id})


@strawberry.type
class RelationshipsViewer:
    """The viewer's people."""

    @strawberry.field(
        description="Those to whom the viewer has a bond, or had a contact in the last 180 days; "
        "those first that need attention."
    )
    async def relationships(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[Relationship]:
        """My people."""
        page = await attention.relationships(info.context.actor, PageRequest.of(first, after))
        stand = {each.relationship: each.standing for each in page.items}
        info.context.prime(attention.standings, stand)
        for view in stand:
            _prime(info, view)
        return Connection[Relationship].of(page, lambda each: Relationship.of(each.relationship))


@strawberry.type
class PersonRelationships:
    """What a person's page shows of their relationship with the viewer."""

    key: strawberry.Private[UUID]

    @strawberry.field(description="The viewer and this person; null for the viewer themselves.")
    async def relationship(self, info: Info) -> Relationship | None:
        """Our pair."""
        return await _pair(info, self.key)
