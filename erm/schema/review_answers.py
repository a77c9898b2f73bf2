"""Answers to the questions of a review, as whoever may read them reads them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import strawberry

from erm.feedback.cycles.answers import Answer, Answers
from erm.schema.ids import to_global


@strawberry.type(description="How far a goal was reached, in a rater's eyes.")
class GoalResult:
    """A goal's rating."""

    goal_id: strawberry.ID = strawberry.field(description="Global id of the goal.")
    title: str = strawberry.field(description="What it was called then.")
    value: int = strawberry.field(description="The value, on the question's scale.")


@strawberry.type(description="An answer to one question; which part is set follows from its kind.")
class ReviewAnswer:
    """An answer."""

    question_id: strawberry.ID = strawberry.field(description="Global id of the question.")
    value: int | None = strawberry.field(description="A rating, a level, or the option chosen.")
    values: list[int] | None = strawberry.field(description="The options of a multiple choice.")
    text: str | None = strawberry.field(description="A text.")
    cannot_judge: bool = strawberry.field(
        description="Whether the rater cannot judge: an answer of its own, and no zero."
    )
    goal_results: list[GoalResult] | None = strawberry.field(description="Goals, one by one.")

    @classmethod
    def of(cls, question_id: UUID, answer: Answer) -> ReviewAnswer:
        """Dress an answer."""
        return cls(
            question_id=to_global("CycleQuestion", question_id),
            value=answer.value,
            values=None if answer.values is None else list(answer.values),
            text=answer.text,
            cannot_judge=answer.cannot_judge,
            goal_results=None
            if answer.goals is None
            else [
                GoalResult(
                    goal_id=to_global("Goal", goal.goal_id), title=goal.title, value=goal.value
                )
                for goal in answer.goals
            ],
        )


def dress_answers(answers: Answers, order: Sequence[UUID] = ()) -> list[ReviewAnswer]:
    """Answers in the order of their questions."""
    place = {key: number for number, key in enumerate(order)}
    keys = sorted(answers, key=lambda key: (place.get(key, len(place)), key))
    return [ReviewAnswer.of(key, answers[key]) for key in keys]
