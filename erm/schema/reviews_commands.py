"""What raters do with their reviews: the inputs, the successes and the mutations."""

from __future__ import annotations

from uuid import UUID

import strawberry

from erm.feedback.cycles.answers import Answer, GoalAnswer
from erm.feedback.cycles.commands import guest_reviews, reviews
from erm.feedback.cycles.queries.reviews import reviews_by_ids
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.guest_links import by_link
from erm.schema.ids import from_global
from erm.schema.reviews import (
    GuestReview,
    Review,
    goals_about,
    shown_guest_review,
    shown_review,
    titles_of,
)


@strawberry.input(description="How far a goal was reached.")
class GoalResultInput:
    """A goal's rating."""

    goal_id: strawberry.ID = strawberry.field(description="Id of a goal that the viewer may read.")
    value: int = strawberry.field(description="The value, on the question's scale.")


@strawberry.input(description="An answer to one question; which part is set follows from its kind.")
class ReviewAnswerInput:
    """An answer."""

    question_id: strawberry.ID = strawberry.field(description="Id of the question.")
    value: int | None = strawberry.field(
        default=None, description="A rating, a level, or the option chosen."
    )
    values: list[int] | None = strawberry.field(
        default=None, description="The options of a multiple choice."
    )
    text: str | None = strawberry.field(
        default=None, description="A text; at most 10,000 characters."
    )
    cannot_judge: bool = strawberry.field(
        default=False, description="Whether the rater cannot judge; empties the rest."
    )
    goal_results: list[GoalResultInput] | None = strawberry.field(
        default=None, description="Goals, one by one."
    )

    def answer(self) -> Answer:
        """As the domain takes it; it puts in what the goals are called."""
        goals = None
        if self.goal_results is not None:
            goals = tuple(
                GoalAnswer(from_global(goal.goal_id, "Goal", field="answers"), "", goal.value)
                for goal in self.goal_results
            )
        return Answer(
            value=self.value,
            values=None if self.values is None else tuple(self.values),
            text=self.text,
            cannot_judge=self.cannot_judge,
            goals=goals,
        )


def _answers(given: list[ReviewAnswerInput]) -> dict[UUID, Answer]:
    return {
        from_global(each.question_id, "CycleQuestion", field="answers"): each.answer()
        for each in given
    }


@strawberry.input(description="What stands in a review; saved as one types.")
class SaveReviewInput:
    """Input of ``saveReview``."""

    review_id: strawberry.ID = strawberry.field(description="Id of the review.")
    version: int = strawberry.field(
        description="The version that was read; a stale one is refused with REVIEW_CHANGED."
    )
    answers: list[ReviewAnswerInput] = strawberry.field(
        description="All answers; what is not among them is emptied."
    )


@strawberry.type(description="It was saved.")
class SaveReviewSuccess:
    """Answer of ``saveReview``."""

    review: Review = strawberry.field(description="The review as it is now.")


@strawberry.input(description="Which review is done.")
class SubmitReviewInput:
    """Input of ``submitReview``."""

    review_id: strawberry.ID = strawberry.field(description="Id of the review.")
    version: int = strawberry.field(
        description="The version that was read; a stale one is refused with REVIEW_CHANGED."
    )


@strawberry.type(description="It was submitted, now or before.")
class SubmitReviewSuccess:
    """Answer of ``submitReview``."""

    review: Review = strawberry.field(description="The review as it is now.")


@strawberry.input(description="Which review to take up again.")
class ReopenReviewInput:
    """Input of ``reopenReview``."""

    review_id: strawberry.ID = strawberry.field(description="Id of the review.")


@strawberry.type(description="It can be changed, and is to be submitted again.")
class ReopenReviewSuccess:
    """Answer of ``reopenReview``."""

    review: Review = strawberry.field(description="The review as it is now.")


@strawberry.input(description="To which former text to return.")
class RestoreReviewVersionInput:
    """Input of ``restoreReviewVersion``."""

    review_id: strawberry.ID = strawberry.field(description="Id of the review.")
    number: int = strawberry.field(description="Its number.")
    version: int = strawberry.field(
        description="The version that was read; a stale one is refused with REVIEW_CHANGED."
    )


@strawberry.type(description="It stands there again; what stood there is a former text now.")
class RestoreReviewVersionSuccess:
    """Answer of ``restoreReviewVersion``."""

    review: Review = strawberry.field(description="The review as it is now.")


@strawberry.input(description="Which review one will not write, and why.")
class DeclineReviewInput:
    """Input of ``declineReview``."""

    review_id: strawberry.ID = strawberry.field(description="Id of the review.")
    reason: str = strawberry.field(
        description="Why; read by who sees the list. At most 1,000 characters."
    )


@strawberry.type(description="It was noted.")
class DeclineReviewSuccess:
    """Answer of ``declineReview``."""

    review: Review = strawberry.field(description="The review as it is now.")


@strawberry.input(description="What stands in a guest's review.")
class SaveGuestReviewInput:
    """Input of ``saveGuestReview``."""

    token: str = strawberry.field(description="The secret in the link.")
    version: int = strawberry.field(
        description="The version that was read; a stale one is refused with REVIEW_CHANGED."
    )
    answers: list[ReviewAnswerInput] = strawberry.field(
        description="All answers; what is not among them is emptied."
    )


@strawberry.type(description="It was saved.")
class SaveGuestReviewSuccess:
    """Answer of ``saveGuestReview``."""

    review: GuestReview = strawberry.field(description="The review as it is now.")


@strawberry.input(description="A guest's review that is done.")
class SubmitGuestReviewInput:
    """Input of ``submitGuestReview``."""

    token: str = strawberry.field(description="The secret in the link.")
    version: int = strawberry.field(
        description="The version that was read; a stale one is refused with REVIEW_CHANGED."
    )


@strawberry.type(description="It was submitted, now or before.")
class SubmitGuestReviewSuccess:
    """Answer of ``submitGuestReview``."""

    review: GuestReview = strawberry.field(description="The review as it is now.")


@strawberry.input(description="A guest's review to be taken up again.")
class ReopenGuestReviewInput:
    """Input of ``reopenGuestReview``."""

    token: str = strawberry.field(description="The secret in the link.")


@strawberry.type(description="It can be changed, and is to be submitted again.")
class ReopenGuestReviewSuccess:
    """Answer of ``reopenGuestReview``."""

    review: GuestReview = strawberry.field(description="The review as it is now.")


@strawberry.type
class ReviewsMutation:
    """What a rater does with their review."""

    @command("Save what stands in a review, as one types.")
    async def save_review(self, info: Info, input: SaveReviewInput) -> SaveReviewSuccess:
        """Save."""
        actor = info.context.actor
        key = from_global(input.review_id, "Review", field="review_id")
        answers = _answers(input.answers)
        await reviews.save_review(
            actor,
            review_id=key,
            version=input.version,
            answers=answers,
            goal_titles=await _goal_titles(info, key) if _names_goals(answers) else {},
        )
        return SaveReviewSuccess(review=await shown_review(info, key))

    @command("Hand a review in. It can be reopened until the deadline.")
    async def submit_review(self, info: Info, input: SubmitReviewInput) -> SubmitReviewSuccess:
        """Submit."""
        key = from_global(input.review_id, "Review", field="review_id")
        await reviews.submit_review(info.context.actor, review_id=key, version=input.version)
        return SubmitReviewSuccess(review=await shown_review(info, key))

    @command("Take a submitted review up again.")
    async def reopen_review(self, info: Info, input: ReopenReviewInput) -> ReopenReviewSuccess:
        """Reopen."""
        key = from_global(input.review_id, "Review", field="review_id")
        await reviews.reopen_review(info.context.actor, review_id=key)
        return ReopenReviewSuccess(review=await shown_review(info, key))

    @command("Return to a former text of a review.")
    async def restore_review_version(
        self, info: Info, input: RestoreReviewVersionInput
    ) -> RestoreReviewVersionSuccess:
        """Restore."""
        key = from_global(input.review_id, "Review", field="review_id")
        await reviews.restore_review_version(
            info.context.actor, review_id=key, number=input.number, version=input.version
        )
        return RestoreReviewVersionSuccess(review=await shown_review(info, key))

    @command("Say that one will not write a review that one was chosen for. It can be undone.")
    async def decline_review(self, info: Info, input: DeclineReviewInput) -> DeclineReviewSuccess:
        """Decline."""
        key = from_global(input.review_id, "Review", field="review_id")
        await reviews.decline_review(info.context.actor, review_id=key, reason=input.reason)
        return DeclineReviewSuccess(review=await shown_review(info, key))

    @command("Save a guest's review by its link.", public=True, own_transactions=True)
    async def save_guest_review(
        self, info: Info, input: SaveGuestReviewInput
    ) -> SaveGuestReviewSuccess:
        """Save."""

        async def save() -> GuestReview:
            await guest_reviews.save_guest_review(
                input.token, version=input.version, answers=_answers(input.answers)
            )
            return await shown_guest_review(input.token)

        return SaveGuestReviewSuccess(review=await by_link(info, save))

    @command("Hand a guest's review in by its link.", public=True, own_transactions=True)
    async def submit_guest_review(
        self, info: Info, input: SubmitGuestReviewInput
    ) -> SubmitGuestReviewSuccess:
        """Submit."""

        async def submit() -> GuestReview:
            await guest_reviews.submit_guest_review(input.token, version=input.version)
            return await shown_guest_review(input.token)

        return SubmitGuestReviewSuccess(review=await by_link(info, submit))

    @command("Take a guest's review up again by its link.", public=True, own_transactions=True)
    async def reopen_guest_review(
        self, info: Info, input: ReopenGuestReviewInput
    ) -> ReopenGuestReviewSuccess:
        """Reopen."""

        async def reopen() -> GuestReview:
            await guest_reviews.reopen_guest_review(input.token)
            return await shown_guest_review(input.token)

        return ReopenGuestReviewSuccess(review=await by_link(info, reopen))


def _names_goals(answers: dict[UUID, Answer]) -> bool:
    return any(answer.goals for answer in answers.values())


async def _goal_titles(info: Info, review_id: UUID) -> dict[UUID, str]:
    """The goals that the viewer may rate in a review of theirs."""
    actor = info.context.actor
    view = (await reviews_by_ids(actor, [review_id])).get(review_id)
    if view is None:
        return {}
    goals = await goals_about(actor, [view.subject_id])
    return dict(titles_of(goals[view.subject_id]))
