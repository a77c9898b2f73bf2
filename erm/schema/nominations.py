"""Choosing raters in feedback cycles, as whoever it concerns sees it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import strawberry

from erm.feedback.cycles.queries import loads, nominations
from erm.feedback.cycles.views.reviews import NominatedReviewView, NominationsView
from erm.relationships import raters
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.cycle_enums import Perspective, ReviewState
from erm.schema.ids import to_global
from erm.schema.node import Node, node_of
from erm.schema.refs import PersonRef

SUGGESTED = 6
"""How many people are suggested at a time."""


@strawberry.type(description="Somebody who was chosen to review a participant.")
class NominatedReview(Node):
    """A chosen rater. What they write is no part of it."""

    rater_key: strawberry.Private[UUID | None]
    proposed_by_key: strawberry.Private[UUID | None]
    perspective: Perspective = strawberry.field(description="PEER, or EXTERNAL for a guest.")
    guest_name: str | None = strawberry.field(description="A guest's name.")
    guest_email: str | None = strawberry.field(description="A guest's address.")
    state: ReviewState = strawberry.field(
        description="Where it stands. Of an anonymous perspective PROPOSED, REJECTED and DECLINED are "
        "told, and ASSIGNED for all else: never who has submitted."
    )
    reason: str | None = strawberry.field(description="Why it was rejected or declined.")
    load: int = strawberry.field(
        description="How many reviews the rater is asked for in all cycles that are being written, "
        "written or not; 0 for a guest and for who has left."
    )
    overloaded: bool = strawberry.field(
        description="Whether that is more than the cycle's limit. It blocks nobody."
    )
    can_reject: bool = strawberry.field(description="Whether the viewer may refuse them now.")
    can_undo: bool = strawberry.field(
        description="Whether the viewer may take a rejection, or their own decline, back now."
    )
    can_remove: bool = strawberry.field(
        description="Whether the viewer may take them off the list now."
    )

    @strawberry.field(description="Who was chosen; null for a guest.")
    async def rater(self, info: Info) -> PersonRef | None:
        """The rater."""
        return await refs.maybe_person(info, self.rater_key)

    @strawberry.field(description="Who chose them; null where nobody knows any more.")
    async def proposed_by(self, info: Info) -> PersonRef | None:
        """Who put them on the list."""
        return await refs.maybe_person(info, self.proposed_by_key)

    @classmethod
    def of(cls, view: NominatedReviewView) -> NominatedReview:
        """Dress a view."""
        return cls(
            id=to_global("NominatedReview", view.id),
            rater_key=view.rater_id,
            proposed_by_key=view.proposed_by_id,
            perspective=view.perspective,
            guest_name=view.guest_name,
            guest_email=view.guest_email,
            state=view.state,
            reason=view.reason,
            load=view.load,
            overloaded=view.overloaded,
            can_reject=view.can_reject,
            can_undo=view.can_undo,
            can_remove=view.can_remove,
        )


@node_of("NominatedReview")
async def load_nominated(info: Info, key: UUID) -> NominatedReview | None:
    """A chosen rater by the key of their review, if it concerns the viewer."""
    view = await info.context.loader(nominations.nominated_reviews_by_ids).load(key)
    return None if view is None else NominatedReview.of(view)


@strawberry.type(description="Somebody who could be asked, and why.")
class NominationSuggestion:
    """A suggestion."""

    person_key: strawberry.Private[UUID]
    reason: str = strawberry.field(description="Why, in the viewer's language.")
    load: int = strawberry.field(
        description="How many reviews they are asked for in all cycles that are being written."
    )
    overloaded: bool = strawberry.field(
        description="Whether one more would be more than the cycle's limit."
    )

    @strawberry.field(description="Who could be asked.")
    async def person(self, info: Info) -> PersonRef:
        """Whom it is about."""
        return await refs.person(info, self.person_key)


@strawberry.type(description="The choice of one participant's peers and external raters.")
class Nominations:
    """The list, whose it is to make and to approve, and until when."""

    view: strawberry.Private[NominationsView]
    cap: int = strawberry.field(description="How many may be asked at most.")
    minimum: int = strawberry.field(
        description="With fewer peers than this nothing of what they write is shown; 0 if they are "
        "named."
    )
    until: date = strawberry.field(description="The last day of choosing, extensions included.")
    reviews: list[NominatedReview] = strawberry.field(description="Who was chosen, in order.")
    sent_at: datetime | None = strawberry.field(
        description="When the choice was sent; null while it is being made or changed."
    )
    approved_at: datetime | None = strawberry.field(description="When it was approved, if it was.")
    can_nominate: bool = strawberry.field(description="Whether the viewer may choose now.")
    can_approve: bool = strawberry.field(
        description="Whether there is something for the viewer to approve now."
    )
    can_delegate: bool = strawberry.field(
        description="Whether the viewer may let somebody else choose."
    )

    @strawberry.field(description="Whose it is to choose: the participant, their manager, or HR.")
    async def nominator(self, info: Info) -> PersonRef:
        """Who should choose."""
        return await refs.person(info, self.view.nominator_id)

    @strawberry.field(description="Who chooses in their place, if anybody.")
    async def delegated_to(self, info: Info) -> PersonRef | None:
        """The delegate."""
        return await refs.maybe_person(info, self.view.delegated_to_id)

    @strawberry.field(description="Who approved it.")
    async def approved_by(self, info: Info) -> PersonRef | None:
        """The approver."""
        return await refs.maybe_person(info, self.view.approved_by_id)

    @strawberry.field(
        description="Whom one could ask, at most 6, for who may choose now. About oneself out of "
        "one's own contacts; about others out of the directory."
    )
    async def suggestions(self, info: Info) -> list[NominationSuggestion]:
        """Suggestions that stay suggestions."""
        view = self.view
        if not view.can_nominate:
            return []
        found = await info.context.loader(raters.raters_suggested).load(view.subject_id)
        listed = {each.rater_id for each in view.reviews}
        chosen = [each for each in found or () if each.person_id not in listed][:SUGGESTED]
        known = await info.context.loader(loads.rater_loads).load_many(
            [each.person_id for each in chosen]
        )
        return [
            NominationSuggestion(
                person_key=each.person_id,
                reason=each.reason,
                load=load or 0,
                overloaded=(load or 0) >= view.load_limit,
            )
            for each, load in zip(chosen, known, strict=True)
        ]

    @classmethod
    def of(cls, view: NominationsView) -> Nominations:
        """Dress a view."""
        return cls(
            view=view,
            cap=view.cap,
            minimum=view.minimum,
            until=view.until,
            reviews=[NominatedReview.of(each) for each in view.reviews],
            sent_at=view.sent_at,
            approved_at=view.approved_at,
            can_nominate=view.can_nominate,
            can_approve=view.can_approve,
            can_delegate=view.can_delegate,
        )


@strawberry.type
class ParticipantNominations:
    """What a participant has of it."""

    key: strawberry.Private[UUID]

    @strawberry.field(
        description="The choice of their raters: for themselves, who chooses for them, their manager "
        "and HR; null for others, and where nobody is chosen."
    )
    async def nominations(self, info: Info) -> Nominations | None:
        """Who was chosen."""
        view = await info.context.loader(nominations.nominations_of).load(self.key)
        return None if view is None else Nominations.of(view)
