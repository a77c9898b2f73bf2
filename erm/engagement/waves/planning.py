"""The next wave of a survey, and what a launch would do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import today
from erm.core.ids import new_id
from erm.engagement.surveys import policy
from erm.engagement.surveys.models import Survey
from erm.engagement.surveys.questions import Question, questions_by_survey
from erm.engagement.surveys.rules import SurveyState
from erm.engagement.waves.calendar import Days, days_of, first_number_from
from erm.engagement.waves.classes import SegmentLoss
from erm.engagement.waves.models import SurveyWave
from erm.engagement.waves.populations import asked_before, population_of
from erm.engagement.waves.rotation import questions_of_wave
from erm.engagement.waves.segments import LevelsOf


@dataclass(frozen=True, slots=True)
class PreviewView:
    """What a launch would do now. ``combinations``: see ``classes.Classes``."""

    people: int
    combinations: int
    combinations_kept: int
    smallest: int
    losses: tuple[SegmentLoss, ...]
    over_asked: int
    first_questions: tuple[Question, ...]
    opens_at: datetime
    closes_at: datetime


async def preview(actor: Actor, survey_id: UUID, levels_of: LevelsOf) -> PreviewView | None:
    """What the launch of a draft would do as of now; None for whoever is not HR, and without a draft."""
    if not policy.may_manage_surveys(actor):
        return None
    survey = await Survey.get_or_none(id=survey_id, state=SurveyState.DRAFT)
    if survey is None:
        return None
    questions = (await questions_by_survey([survey.id]))[survey.id]
    first = questions_of_wave(questions, {}, survey.wave_questions)
    found = await population_of(survey, len(first), survey.starts_on, levels_of)
    days = days_of(survey.starts_on, survey.open_days)
    return PreviewView(
        people=len(found.invited),
        combinations=found.classes.combinations,
        combinations_kept=found.classes.combinations_kept,
        smallest=found.classes.smallest,
        losses=found.classes.losses,
        over_asked=found.over_asked,
        first_questions=tuple(first),
        opens_at=days.opens_at,
        closes_at=days.closes_at,
    )


async def plan_next(survey: Survey, after: SurveyWave | None = None) -> SurveyWave | None:
    """Plan the wave that follows, in the open unit of work; None if there is none, or it is planned.

    It begins after the one before it, and not before today: times that went by are not made up for.
    """
    last = await SurveyWave.filter(survey_id=survey.id).order_by("-number").first()
    if last is not None and (after is None or last.id != after.id):
        return None
    number = 1 if last is None else last.number + 1
    earliest = survey.starts_on if last is None else last.ends_on + timedelta(days=1)
    start = first_number_from(
        survey.rhythm, survey.starts_on, number, max(earliest, _soonest(number))
    )
    if start is None:
        return None
    questions = (await questions_by_survey([survey.id]))[survey.id]
    days = days_of(start[1], survey.open_days)
    asked = questions_of_wave(questions, await asked_before(survey.id), survey.wave_questions)
    return await SurveyWave.create(
        id=new_id(),
        survey_id=survey.id,
        number=number,
        **dates(days),
        question_ids=[str(each.id) for each in asked],
    )


def _soonest(number: int) -> date:
    """A first wave may begin on the day it was asked for, even if that is today."""
    return date.min if number == 1 else today()


def dates(days: Days) -> dict[str, Any]:
    """When a wave begins and ends, as columns."""
    return {
        "starts_on": days.starts_on,
        "ends_on": days.ends_on,
        "opens_at": days.opens_at,
        "closes_at": days.closes_at,
    }
