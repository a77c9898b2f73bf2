"""Reviews of feedback cycles, each as its rater sees it, and what one owes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.actor import Actor
from erm.core.paging import PageRequest
from erm.development import queries as development
from erm.development.views import GoalView
from erm.feedback.cycles.queries import owed, reviews
from erm.feedback.cycles.queries.guest_reviews import guest_review
from erm.feedback.cycles.views.reviews import (
    GuestReviewView,
    ReviewView,
    TaskKind,
    TaskView,
    VersionView,
)
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.cycle_enums import Perspective, ReviewState
from erm.schema.cycles import CycleQuestion
from erm.schema.enums import describe
from erm.schema.ids import from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.paging import After, Connection, First
from erm.schema.refs import CycleParticipantRef, CycleRef, GoalRef, PersonRef
from erm.schema.review_answers import ReviewAnswer, dress_answers

describe(
    TaskKind,
    "CycleTaskKind",
    "What the viewer has to do in a cycle.",
    {
        TaskKind.NOMINATE: "Choose raters.",
        TaskKind.APPROVE_NOMINATIONS: "Approve what others have chosen.",
        TaskKind.WRITE_REVIEWS: "Write reviews.",
        TaskKind.PREPARE_PACKETS: "Sum packets up and hand them out.",
        TaskKind.READ_PACKET: "Read one's own packet.",
        TaskKind.CALIBRATE: "Lead a calibration.",
    },
)


@strawberry.type(description="A former text of a review.")
class ReviewVersion:
    """A version to which the rater can return."""

    number: int = strawberry.field(description="Counts from 1.")
    saved_at: datetime = strawberry.field(description="When that was saved.")
    answers: list[ReviewAnswer] = strawberry.field(description="What stood there.")

    @classmethod
    def of(cls, view: VersionView, order: Sequence[UUID]) -> ReviewVersion:
        """Dress a view."""
        return cls(
            number=view.number,
            saved_at=view.saved_at,
            answers=dress_answers(view.answers, order),
        )


# ---- goals of the subject ------------------------------------------------------------------------


async def goals_about(actor: Actor, subject_ids: Sequence[UUID]) -> dict[UUID, list[GoalView]]:
    """The goals of each person that the actor may read and rate, for a loader.

    Asked of the goals themselves, so a rater sees no goal here that they do not see there, and nobody
    sees a private one: not even its author, whose rating others read.
    """
    return await development.agreed_goals_of(actor, subject_ids)


# ---- reviews -------------------------------------------------------------------------------------


@strawberry.type(
    description="What one rater writes about one participant; read by that rater alone."
)
class Review(Node):
    """A review as its rater sees it."""

    key: strawberry.Private[UUID]
    cycle_key: strawberry.Private[UUID]
    subject_key: strawberry.Private[UUID]
    question_keys: strawberry.Private[tuple[UUID, ...]]
    asks_for_goals: strawberry.Private[bool]
    perspective: Perspective = strawberry.field(description="As what the viewer is asked.")
    state: ReviewState = strawberry.field(description="Where it stands.")
    anonymous: bool = strawberry.field(
        description="Whether nobody, HR included, ever learns that this is the viewer's."
    )
    minimum: int = strawberry.field(
        description="With fewer raters than this nothing of the perspective is shown."
    )
    rater_count: int = strawberry.field(description="How many are asked in this perspective.")
    terms: list[str] = strawberry.field(
        description="Who will see what of this, and when, in words: as promised at launch."
    )
    period_from: date = strawberry.field(description="The first day that is looked back on.")
    period_until: date = strawberry.field(description="The last day that is looked back on.")
    answered: int = strawberry.field(description="How many questions are answered.")
    minutes: int = strawberry.field(
        description="About how many minutes what is left takes: 3 a text, half a minute any other."
    )
    due_on: date = strawberry.field(description="The viewer's last day.")
    due_at: datetime = strawberry.field(description="The end of that day by the cycle's clocks.")
    overdue: bool = strawberry.field(
        description="Whether it was not submitted and the time is over."
    )
    extended: bool = strawberry.field(description="Whether the viewer has more time than others.")
    saved_at: datetime | None = strawberry.field(description="When it was last saved.")
    submitted_at: datetime | None = strawberry.field(description="When it was submitted.")
    version: int = strawberry.field(description="To be given back when saving or submitting.")
    can_write: bool = strawberry.field(description="Whether answers can be saved now.")
    can_submit: bool = strawberry.field(
        description="Whether it can be submitted now, once all required questions are answered."
    )
    can_reopen: bool = strawberry.field(
        description="Whether it was submitted and can still be changed; nobody needs to be asked."
    )
    can_decline: bool = strawberry.field(
        description="Whether the viewer may decline: as a peer, before submitting."
    )
    can_undo_decline: bool = strawberry.field(
        description="Whether the viewer declined and may still change their mind."
    )
    about_to_be_left_out: bool = strawberry.field(
        description="Whether fewer are asked than the minimum, so that what is written here will be "
        "shown to nobody."
    )

    @strawberry.field(description="The cycle.")
    async def cycle(self, info: Info) -> CycleRef:
        """In which cycle."""
        return await refs.shown(info, "Cycle", self.cycle_key)

    @strawberry.field(description="Who is reviewed.")
    async def subject(self, info: Info) -> PersonRef:
        """About whom it is."""
        return await refs.person(info, self.subject_key)

    @strawberry.field(description="The questions of this perspective, in order.")
    async def questions(self, info: Info) -> list[CycleQuestion]:
        """What is asked."""
        return await refs.load_all(info, "CycleQuestion", self.question_keys)

    @strawberry.field(
        description="What was answered so far, in the order of the questions. Empty once the results "
        "of an anonymous perspective are made: it is destroyed then."
    )
    async def answers(self, info: Info) -> list[ReviewAnswer]:
        """Its answers."""
        found = await info.context.loader(reviews.answers_of).load(self.key)
        return dress_answers(found or {}, self.question_keys)

    @strawberry.field(
        description="The subject's goals that the viewer may read, where a question asks for goals."
    )
    async def goals(self, info: Info) -> list[GoalRef]:
        """Goals to rate."""
        if not self.asks_for_goals:
            return []
        found = await info.context.loader(goals_about).load(self.subject_key)
        return await refs.load_all(info, "Goal", [goal.id for goal in found or ()])

    @strawberry.field(description="Former texts, newest first, at most 50.")
    async def versions(self, info: Info) -> list[ReviewVersion]:
        """What stood there before."""
        found = await info.context.loader(reviews.versions_of).load(self.key)
        return [ReviewVersion.of(view, self.question_keys) for view in found or ()]

    @classmethod
    def of(cls, view: ReviewView) -> Review:
        """Dress a view."""
        return cls(
            id=to_global("Review", view.id),
            key=view.id,
            cycle_key=view.cycle_id,
            subject_key=view.subject_id,
            question_keys=view.question_ids,
            asks_for_goals=view.asks_for_goals,
            perspective=view.perspective,
            state=view.state,
            anonymous=view.anonymous,
            minimum=view.minimum,
            rater_count=view.rater_count,
            terms=list(view.terms),
            period_from=view.period_from,
            period_until=view.period_until,
            answered=view.answered,
            minutes=view.minutes,
            due_on=view.due_on,
            due_at=view.due_at,
            overdue=view.overdue,
            extended=view.extended,
            saved_at=view.saved_at,
            submitted_at=view.submitted_at,
            version=view.version,
            can_write=view.can_write,
            can_submit=view.can_submit,
            can_reopen=view.can_reopen,
            can_decline=view.can_decline,
            can_undo_decline=view.can_undo_decline,
            about_to_be_left_out=view.about_to_be_left_out,
        )


@node_of("Review")
async def load_review(info: Info, key: UUID) -> Review | None:
    """A review by key, for its rater."""
    view = await info.context.loader(reviews.reviews_by_ids).load(key)
    return None if view is None else Review.of(view)


async def shown_review(info: Info, key: UUID) -> Review:
    """A review that the viewer has just worked on. Raises ``LookupError`` if it is not theirs."""
    return await refs.shown(info, "Review", key)  # type: ignore[no-any-return]


# ---- what one owes -------------------------------------------------------------------------------


@strawberry.type(description="The reviews that the viewer has to write and can write now.")
class ReviewsOwed:
    """One line for all of them."""

    count: int = strawberry.field(description="How many.")
    minutes: int = strawberry.field(description="About how many minutes they take in all.")
    reviews: list[Review] = strawberry.field(description="Which, nearest deadline first.")


@strawberry.type(description="Something that the viewer has to do in a cycle.")
class CycleTask:
    """A task."""

    cycle_key: strawberry.Private[UUID]
    participant_key: strawberry.Private[UUID | None]
    kind: TaskKind = strawberry.field(description="What.")
    count: int = strawberry.field(description="How many of it.")
    until: date | None = strawberry.field(description="By when: the viewer's last day.")
    overdue: bool = strawberry.field(description="Whether that day is over.")

    @strawberry.field(description="In which cycle.")
    async def cycle(self, info: Info) -> CycleRef:
        """The cycle."""
        return await refs.shown(info, "Cycle", self.cycle_key)

    @strawberry.field(description="About whom, where it is about one participant.")
    async def participant(self, info: Info) -> CycleParticipantRef | None:
        """The participant."""
        return await refs.load(info, "CycleParticipant", self.participant_key)

    @classmethod
    def of(cls, view: TaskView) -> CycleTask:
        """Dress a view."""
        return cls(
            cycle_key=view.cycle_id,
            participant_key=view.participant_id,
            kind=view.kind,
            count=view.count,
            until=view.until,
            overdue=view.overdue,
        )


@strawberry.type
class ReviewsViewer:
    """What the viewer has of reviews."""

    @strawberry.field(description="The reviews that the viewer has to write now.")
    async def reviews_to_write(self, info: Info) -> ReviewsOwed:
        """What I owe."""
        actor = info.context.actor
        views = await reviews.reviews_owed(actor)
        info.context.prime(reviews.reviews_by_ids, {view.id: view for view in views})
        return ReviewsOwed(
            count=len(views),
            minutes=sum(view.minutes for view in views),
            reviews=[Review.of(view) for view in views],
        )

    @strawberry.field(description="The reviews that the viewer has submitted, latest asked first.")
    async def reviews_written(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[Review]:
        """What I wrote."""
        page = await reviews.reviews_written(info.context.actor, PageRequest.of(first, after))
        return Connection[Review].of(page, Review.of)

    @strawberry.field(
        description="What the viewer has to do in cycles, by kind, nearest deadline first."
    )
    async def cycle_tasks(self, info: Info) -> list[CycleTask]:
        """My tasks."""
        return [CycleTask.of(view) for view in await owed.cycle_tasks(info.context.actor)]


ReviewId = Annotated[strawberry.ID, strawberry.argument(description="Id of the review.")]


@strawberry.type
class ReviewsQuery:
    """Root fields of reviews."""

    @strawberry.field(description="A review; null unless the viewer is its rater.")
    async def review(self, info: Info, id: ReviewId) -> Review | None:
        """A review by id."""
        return await load_review(info, from_global(id, "Review"))


# ---- guests --------------------------------------------------------------------------------------


@strawberry.type(description="A review as somebody without an account sees it behind their link.")
class GuestReview:
    """A guest's review."""

    cycle_name: str = strawberry.field(description="What the cycle is called.")
    subject_name: str = strawberry.field(description="Who is reviewed.")
    company_terms: list[str] = strawberry.field(
        description="Who will see what of this, and when, in the guest's language."
    )
    anonymous: bool = strawberry.field(
        description="Whether nobody in the company ever learns who wrote what."
    )
    minimum: int = strawberry.field(
        description="With fewer raters than this nothing of the perspective is shown."
    )
    questions: list[CycleQuestion] = strawberry.field(description="What is asked, in order.")
    answers: list[ReviewAnswer] = strawberry.field(description="What was answered so far.")
    due_on: date = strawberry.field(description="The last day.")
    due_at: datetime = strawberry.field(description="The end of that day; the link ends with it.")
    version: int = strawberry.field(description="To be given back when saving or submitting.")
    state: ReviewState = strawberry.field(description="Where it stands.")
    can_write: bool = strawberry.field(description="Whether answers can be saved now.")
    about_to_be_left_out: bool = strawberry.field(
        description="Whether fewer are asked than the minimum, so that what is written here will be "
        "shown to nobody."
    )

    @classmethod
    def of(cls, view: GuestReviewView) -> GuestReview:
        """Dress a view, in the guest's language."""
        return cls(
            cycle_name=view.cycle_name,
            subject_name=view.subject_name,
            company_terms=list(view.terms),
            anonymous=view.anonymous,
            minimum=view.minimum,
            questions=[CycleQuestion.of(each, view.locale) for each in view.questions],
            answers=dress_answers(view.answers, [each.id for each in view.questions]),
            due_on=view.due_on,
            due_at=view.due_at,
            version=view.version,
            state=view.state,
            can_write=view.can_write,
            about_to_be_left_out=view.about_to_be_left_out,
        )


async def shown_guest_review(token: str) -> GuestReview:
    """The review behind a link that was just used. Raises ``LookupError`` if there is none."""
    view = await guest_review(token)
    if view is None:
        raise LookupError("a guest's review that was just written is not behind its link")
    return GuestReview.of(view)


def titles_of(goals: Sequence[GoalView]) -> Mapping[UUID, str]:
    """What goals are called."""
    return {goal.id: goal.title for goal in goals}
