"""What a rater answers, and the checks of it.

The form in which answers are stored, sealed::

    {"<question id>": {"value": 4, "values": [1, 3], "text": "…", "cannot_judge": false,
                       "goals": [{"goal_id": "…", "title": "…", "value": 3}]}}

"Cannot judge" is an answer of its own and no number: it counts in no mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from erm.core.errors import InvalidInput
from erm.core.text import clean_text
from erm.feedback.cycles.questions import QuestionContent
from erm.feedback.cycles.rules import QuestionKind

TEXT_MAXIMUM = 10_000
GOALS_MAXIMUM = 50
GOAL_TITLE_MAXIMUM = 200


@dataclass(frozen=True, slots=True)
class GoalAnswer:
    """How far a goal was reached, on the question's scale. The title is kept as it was then."""

    goal_id: UUID
    title: str
    value: int


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to one question; which part is set follows from the question's kind."""

    value: int | None = None
    values: tuple[int, ...] | None = None
    text: str | None = None
    cannot_judge: bool = False
    goals: tuple[GoalAnswer, ...] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was answered."""
        return not (
            self.cannot_judge or self.value is not None or self.values or self.text or self.goals
        )

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        found: dict[str, Any] = {}
        if self.value is not None:
            found["value"] = self.value
        if self.values is not None:
            found["values"] = list(self.values)
        if self.text is not None:
            found["text"] = self.text
        if self.cannot_judge:
            found["cannot_judge"] = True
        if self.goals is not None:
            found["goals"] = [
                {"goal_id": str(goal.goal_id), "title": goal.title, "value": goal.value}
                for goal in self.goals
            ]
        return found

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Answer:
        """From what was stored."""
        values, goals = value.get("values"), value.get("goals")
        return cls(
            value=value.get("value"),
            values=None if values is None else tuple(values),
            text=value.get("text"),
            cannot_judge=bool(value.get("cannot_judge", False)),
            goals=None
            if goals is None
            else tuple(
                GoalAnswer(UUID(goal["goal_id"]), goal["title"], goal["value"]) for goal in goals
            ),
        )


Answers = dict[UUID, Answer]


def answers_to_json(answers: Mapping[UUID, Answer]) -> dict[str, Any]:
    """Answers by question as they are stored; empty ones are left out."""
    return {str(key): one.to_json() for key, one in answers.items() if not one.is_empty}


def answers_from_json(value: Mapping[str, Any]) -> Answers:
    """From what was stored."""
    return {UUID(key): Answer.from_json(one) for key, one in value.items()}


def clean_answer(
    kind: QuestionKind, content: QuestionContent, answer: Answer, *, field: str = "answers"
) -> Answer:
    """An answer that fits its question; "cannot judge" empties the rest.

    Raises ``InvalidInput`` (``ANSWER_UNFIT``, ``TEXT_TOO_LONG``).
    """
    if answer.cannot_judge:
        return Answer(cannot_judge=True)
    unfit = InvalidInput("ANSWER_UNFIT", field=field)
    scale = {point.value for point in content.scale}
    options = {point.value for point in content.options}
    if kind is QuestionKind.TEXT:
        text = clean_text(answer.text or "", field=field, maximum=TEXT_MAXIMUM, required=False)
        return Answer(text=text or None)
    if kind is QuestionKind.MULTIPLE_CHOICE:
        values = tuple(sorted(set(answer.values or ())))
        if not set(values) <= options:
            raise unfit
        return Answer(values=values or None)
    if kind is QuestionKind.GOAL_RESULT:
        goals = answer.goals or ()
        if len(goals) > GOALS_MAXIMUM or len({goal.goal_id for goal in goals}) < len(goals):
            raise unfit
        if any(
            goal.value not in scale or not 0 < len(goal.title) <= GOAL_TITLE_MAXIMUM
            for goal in goals
        ):
            raise unfit
        return Answer(goals=goals or None)
    allowed = options if kind is QuestionKind.SINGLE_CHOICE else scale
    if answer.value is not None and answer.value not in allowed:
        raise unfit
    return Answer(value=answer.value)
