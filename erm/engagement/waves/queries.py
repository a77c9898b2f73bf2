"""Reads of waves: what is asked in one, and what one person may know of it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from erm.engagement.surveys.questions import Question, questions_by_survey
from erm.engagement.waves.models import SurveyWave


def questions_among(wave: SurveyWave, questions: Sequence[Question]) -> list[Question]:
    """The questions of a wave in its order, of those of its survey."""
    by_id = {each.id: each for each in questions}
    return [by_id[key] for key in map(UUID, wave.question_ids) if key in by_id]


async def questions_of(wave: SurveyWave) -> list[Question]:
    """What is asked in a wave, in its order. No policy: for the rest of engagement."""
    found = await questions_by_survey([wave.survey_id])
    return questions_among(wave, found[wave.survey_id])
