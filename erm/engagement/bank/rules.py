"""Pure rules of questions."""

from __future__ import annotations

from enum import StrEnum


class SurveyQuestionKind(StrEnum):
    """How a question is answered. SCALE: any other scale, of a past survey; its ends stand in the content."""

    SCALE_5 = "scale_5"
    SCALE_7 = "scale_7"
    SCALE_11 = "scale_11"
    SCALE = "scale"
    YES_NO = "yes_no"
    SINGLE_CHOICE = "single_choice"
    MULTIPLE_CHOICE = "multiple_choice"
    TEXT = "text"


SCALES: dict[SurveyQuestionKind, tuple[int, int]] = {
    SurveyQuestionKind.SCALE_5: (1, 5),
    SurveyQuestionKind.SCALE_7: (1, 7),
    SurveyQuestionKind.SCALE_11: (0, 10),
}
"""Lowest and highest answer of each scale."""

CHOICES = frozenset({SurveyQuestionKind.SINGLE_CHOICE, SurveyQuestionKind.MULTIPLE_CHOICE})
"""Kinds that are answered with options."""
SCORED = frozenset({*SCALES, SurveyQuestionKind.SCALE, SurveyQuestionKind.YES_NO})
"""Kinds of which a score is told: they can be an outcome, and can be turned round."""
