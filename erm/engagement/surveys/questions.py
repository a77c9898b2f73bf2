"""Questions of surveys as the rest of engagement reads them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from erm.engagement.bank.content import ItemContent
from erm.engagement.bank.rules import SurveyQuestionKind
from erm.engagement.surveys.models import SurveyQuestion


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a survey, with its own copy of the words.

    ``always``: asked in every wave. ``echo``: it asks whether anything has changed about its driver.
    """

    id: UUID
    survey_id: UUID
    item_id: UUID | None
    position: int
    kind: SurveyQuestionKind
    content: ItemContent
    driver_id: UUID | None
    outcome: bool
    reversed: bool
    always: bool
    echo: bool

    @property
    def scale(self) -> tuple[int, int] | None:
        """Lowest and highest answer, if it is answered on a scale."""
        return self.content.scale(self.kind)

    @classmethod
    def of(cls, row: SurveyQuestion) -> Question:
        """From its row."""
        return cls(
            id=row.id,
            survey_id=row.survey_id,
            item_id=row.item_id,
            position=row.position,
            kind=row.kind,
            content=ItemContent.from_json(row.content),
            driver_id=row.driver_id,
            outcome=row.outcome,
            reversed=row.reversed,
            always=row.always,
            echo=row.echo,
        )


async def questions_by_survey(survey_ids: Iterable[UUID]) -> dict[UUID, list[Question]]:
    """All questions of surveys, in their order, in one query. No policy: for the rest of engagement."""
    found: dict[UUID, list[Question]] = {key: [] for key in survey_ids}
    for row in await SurveyQuestion.filter(survey_id__in=list(found)).order_by("position", "id"):
        found[row.survey_id].append(Question.of(row))
    return found
