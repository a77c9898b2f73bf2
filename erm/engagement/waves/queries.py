"""Reads of waves, and of their surveys and questions, as one actor may see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from tortoise.expressions import Q, Subquery

from erm.core.actor import Actor
from erm.core.paging import Page, PageRequest, page_of
from erm.engagement.surveys.models import Survey, SurveyQuestion
from erm.engagement.surveys.questions import Question, questions_by_survey
from erm.engagement.surveys.views import SurveyView, view_survey
from erm.engagement.waves import policy
from erm.engagement.waves.models import RollEntry, SurveyWave
from erm.engagement.waves.rolls import taken_by_wave, waves_inviting
from erm.engagement.waves.rules import WaveState
from erm.engagement.waves.views import WaveView, view_wave
from erm.people.leading import departments_led


def questions_among(wave: SurveyWave, questions: Sequence[Question]) -> list[Question]:
    """The questions of a wave in its order, of those of its survey."""
    by_id = {each.id: each for each in questions}
    return [by_id[key] for key in map(UUID, wave.question_ids) if key in by_id]


async def questions_of(wave: SurveyWave) -> list[Question]:
    """What is asked in a wave, in its order. No policy: for the rest of engagement."""
    found = await questions_by_survey([wave.survey_id])
    return questions_among(wave, found[wave.survey_id])


async def led_by(actor: Actor) -> frozenset[UUID]:
    """The departments that somebody leads, where that matters: HR reads everything anyhow."""
    return frozenset() if actor.is_hr else await departments_led(actor)


async def waves_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, WaveView]:
    """Waves by id; those that the actor may not read are missing."""
    led = await led_by(actor)
    rows = await SurveyWave.filter(
        policy.readable_waves(actor, leads=bool(led)), id__in=list(set(ids))
    )
    return {view.id: view for view in await views_of(actor, rows, led)}


async def waves_of_surveys(actor: Actor, survey_ids: Sequence[UUID]) -> dict[UUID, list[WaveView]]:
    """Those waves of surveys that the actor may read, newest first, by survey."""
    led = await led_by(actor)
    rows = await SurveyWave.filter(
        policy.readable_waves(actor, leads=bool(led)), survey_id__in=list(set(survey_ids))
    ).order_by("-number")
    found: dict[UUID, list[WaveView]] = {key: [] for key in survey_ids}
    for view in await views_of(actor, rows, led):
        found[view.survey_id].append(view)
    return found


async def questions_of_waves(actor: Actor, wave_ids: Sequence[UUID]) -> dict[UUID, list[Question]]:
    """What waves ask, in their order, of those that the actor may read."""
    led = await led_by(actor)
    rows = await SurveyWave.filter(
        policy.readable_waves(actor, leads=bool(led)), id__in=list(set(wave_ids))
    )
    questions = await questions_by_survey({row.survey_id for row in rows})
    return {row.id: questions_among(row, questions[row.survey_id]) for row in rows}


async def surveys_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, SurveyView]:
    """Surveys by id: all for HR, for others those with a wave that they may read."""
    led = await led_by(actor)
    rows = await Survey.filter(
        policy.readable_surveys(actor, leads=bool(led)), id__in=list(set(ids))
    )
    return {row.id: view_survey(actor, row) for row in rows}


async def questions_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, Question]:
    """Questions of surveys by id; those that the actor may not read are missing."""
    led = await led_by(actor)
    rows = await SurveyQuestion.filter(
        policy.readable_questions(actor, leads=bool(led)), id__in=list(set(ids))
    )
    return {row.id: Question.of(row) for row in rows}


async def past_waves(actor: Actor, page: PageRequest) -> Page[WaveView]:
    """The waves to which the actor was invited and that are over, newest first."""
    if actor.is_system:
        return page_of([], page, 0, lambda view: (str(view.id),))
    invited = RollEntry.filter(person_id=actor.person_id)
    found = SurveyWave.filter(Q(id__in=Subquery(invited.values("wave_id"))), state=WaveState.CLOSED)
    count = found.count
    if (after := page.after_id) is not None:
        found = found.filter(id__lt=after)
    rows = await found.order_by("-id").limit(page.first + 1)
    views = await views_of(actor, rows, await led_by(actor))
    return page_of(views, page, count, lambda view: (str(view.id),))


async def view_of_invited(actor: Actor, row: SurveyWave) -> WaveView:
    """A wave to which the actor is invited, read together with its survey."""
    taken = {}
    if policy.may_manage_waves(actor):
        taken = await taken_by_wave([row.id])
    led = await led_by(actor)
    return view_wave(actor, row, row.survey, taken=taken, asked={row.id}, led=led)


async def views_of(
    actor: Actor, rows: Sequence[SurveyWave], led: frozenset[UUID]
) -> list[WaveView]:
    """Waves that the actor may read, in their order, in at most three queries."""
    if not rows:
        return []
    keys = [row.id for row in rows]
    surveys = {
        row.id: row for row in await Survey.filter(id__in=list({row.survey_id for row in rows}))
    }
    taken: dict[UUID, int] = defaultdict(int)
    if policy.may_manage_waves(actor):
        taken |= await taken_by_wave([row.id for row in rows if row.state is WaveState.OPEN])
    asked = await waves_inviting(actor.person_id, keys)
    return [
        view_wave(actor, row, surveys[row.survey_id], taken=taken, asked=asked, led=led)
        for row in rows
    ]
