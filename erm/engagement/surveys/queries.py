"""Reads of surveys, as HR sees them. Whoever is asked reads them through ``waves``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import today
from erm.core.language import say
from erm.engagement.bank.models import SurveyItem
from erm.engagement.surveys import policy
from erm.engagement.surveys.models import Survey
from erm.engagement.surveys.questions import Question, questions_by_survey
from erm.engagement.surveys.rules import SurveyState
from erm.engagement.surveys.settings import monthly_questions
from erm.engagement.surveys.views import SurveyView, view_survey
from erm.people.audience import Audience


async def surveys(actor: Actor) -> list[SurveyView]:
    """All surveys, newest first; none for whoever is not HR."""
    rows = await Survey.filter(policy.listed_surveys(actor)).order_by("-id")
    return [view_survey(actor, row) for row in rows]


async def questions_of_surveys(
    actor: Actor, survey_ids: Sequence[UUID]
) -> dict[UUID, list[Question]]:
    """All questions of surveys for HR, in one query; of others, who see those of waves, none."""
    if not policy.may_manage_surveys(actor):
        return {}
    return await questions_by_survey(survey_ids)


async def problems_of_surveys(actor: Actor, survey_ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    """What stands in the way of the launch of drafts, in the viewer's language; for HR.

    Whether there are people enough is not told here: the preview counts them, and so does the launch.
    """
    rows = await Survey.filter(
        policy.listed_surveys(actor), id__in=list(set(survey_ids)), state=SurveyState.DRAFT
    )
    questions = await questions_by_survey([row.id for row in rows])
    items = {each.item_id for some in questions.values() for each in some if each.item_id}
    gone = await SurveyItem.filter(id__in=list(items), retired_at__isnull=False).only("id")
    retired = {item.id for item in gone}
    most, day = await monthly_questions(), today()
    return {
        row.id: [
            say(actor.locale, f"survey.problem.{key}", count=count)
            for key, count in problems(row, questions[row.id], retired, most=most, day=day)
        ]
        for row in rows
    }


def problems(
    row: Survey, questions: Sequence[Question], retired: set[UUID], *, most: int, day: date
) -> list[tuple[str, int]]:
    """What stands in the way of a launch, each with its number. ``most``: questions in 30 days."""
    found = []
    if not any(row.titles.values()):
        found.append(("title", 0))
    if not questions:
        found.append(("questions", 0))
    audience = Audience.from_json(row.audience)
    if not (audience.everyone or audience.has_criteria or audience.people):
        found.append(("audience", 0))
    if row.starts_on < day:
        found.append(("starts_on", 0))
    gone = sum(each.item_id in retired for each in questions)
    if gone:
        found.append(("question_gone", gone))
    asked = min(len(questions), row.wave_questions or len(questions))
    if asked > most:
        found.append(("monthly", most))
    return found
