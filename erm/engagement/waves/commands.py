"""Launching and ending surveys, cancelling waves; each within the caller's unit of work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tortoise.expressions import F

from erm.audit import commands as audit
from erm.audit.rules import Action
from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.language import say
from erm.core.text import clean_text
from erm.core.work import record
from erm.engagement.bank.models import SurveyItem
from erm.engagement.surveys.commands import draft_of
from erm.engagement.surveys.errors import (
    OnlyHrMakesSurveys,
    SurveyChanged,
    SurveyNotFound,
    SurveyNotReady,
    SurveyNotRunning,
)
from erm.engagement.surveys.models import Survey
from erm.engagement.surveys.promise import make_promise, promise_hash
from erm.engagement.surveys.queries import problems
from erm.engagement.surveys.questions import questions_by_survey
from erm.engagement.surveys.rules import SurveyRhythm, SurveyState
from erm.engagement.surveys.settings import monthly_questions
from erm.engagement.surveys.views import SurveyView, terms_of, view_survey
from erm.engagement.waves import policy
from erm.engagement.waves.errors import WaveNotFound, WaveOver
from erm.engagement.waves.events import WaveCancelled
from erm.engagement.waves.models import SurveyWave
from erm.engagement.waves.planning import plan_next
from erm.engagement.waves.populations import invited_to
from erm.engagement.waves.queries import surveys_by_ids, waves_by_ids
from erm.engagement.waves.rotation import questions_of_wave
from erm.engagement.waves.rules import WaveState
from erm.engagement.waves.views import WaveView

REASON_MAXIMUM = 500


async def launch_survey(actor: Actor, *, survey_id: UUID, version: int) -> SurveyView:
    """Freeze what a draft asks and promises, and plan its first wave.

    Raises ``OnlyHrMakesSurveys``, ``SurveyNotFound``, ``SurveyNotDraft``, ``SurveyNotReady``,
    ``SurveyChanged``.
    """
    await require_managed(actor, survey_id)
    row = await draft_of(actor, survey_id)
    problem = await _in_the_way(row)
    if problem is not None:
        key, count = problem
        raise SurveyNotReady(problem=say(actor.locale, f"survey.problem.{key}", count=count))
    stored = make_promise(terms_of(row)).to_json()
    moment = now()
    if not await Survey.filter(id=row.id, version=version, state=SurveyState.DRAFT).update(
        state=SurveyState.LAUNCHED,
        promise=stored,
        promise_hash=promise_hash(stored),
        launched_at=moment,
        updated_at=moment,
        version=F("version") + 1,
    ):
        raise SurveyChanged
    row = await Survey.get(id=row.id)
    await plan_next(row)
    _note(actor, Action.SURVEY_LAUNCHED, row.id, score_group=row.score_group, day=row.starts_on)
    return view_survey(actor, row)


async def _in_the_way(row: Survey) -> tuple[str, int] | None:
    """The first thing that stands in the way of a launch, with its number."""
    questions = (await questions_by_survey([row.id]))[row.id]
    items = [each.item_id for each in questions if each.item_id is not None]
    gone = await SurveyItem.filter(id__in=items, retired_at__isnull=False).only("id")
    found = problems(
        row,
        questions,
        {item.id for item in gone},
        most=await monthly_questions(),
        day=today(),
    )
    if found:
        return found[0]
    asked = questions_of_wave(questions, {}, row.wave_questions)
    people, _ = await invited_to(row, len(asked), row.starts_on)
    return ("too_few", row.score_group) if len(people) < row.score_group else None


async def end_survey(actor: Actor, *, survey_id: UUID, version: int) -> SurveyView:
    """Let no further wave begin. One that is open goes on to its end.

    Raises ``OnlyHrMakesSurveys``, ``SurveyNotFound``, ``SurveyNotRunning``, ``SurveyChanged``.
    """
    await require_managed(actor, survey_id)
    row = await Survey.get(id=survey_id)
    if row.state is not SurveyState.LAUNCHED:
        raise SurveyNotRunning
    moment = now()
    if not await Survey.filter(id=row.id, version=version, state=SurveyState.LAUNCHED).update(
        state=SurveyState.ENDED, ended_at=moment, updated_at=moment, version=F("version") + 1
    ):
        raise SurveyChanged
    await SurveyWave.filter(survey_id=row.id, state=WaveState.PLANNED).update(
        state=WaveState.CANCELLED, version=F("version") + 1
    )
    _note(actor, Action.SURVEY_ENDED, row.id)
    return view_survey(actor, await Survey.get(id=row.id))


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A wave that was called off, whether it was open before, and why, in words for those invited."""

    view: WaveView
    was_open: bool
    reason: str


async def cancel_wave(actor: Actor, *, wave_id: UUID, reason: str) -> Cancelled:
    """Call a wave off, before or while it is open. A pulse goes on with the next one.

    Whoever calls this destroys the ballots in the same unit of work (``ballots.closing``). Raises
    ``WaveNotFound``, ``OnlyHrMakesSurveys``, ``WaveOver`` and the refusals of texts.
    """
    found = await waves_by_ids(actor, [wave_id])
    if wave_id not in found:
        raise WaveNotFound
    if not policy.may_manage_waves(actor):
        raise OnlyHrMakesSurveys
    reason = clean_text(reason, field="reason", maximum=REASON_MAXIMUM)
    wave = await SurveyWave.get(id=wave_id)
    if not await SurveyWave.filter(
        id=wave_id, state__in=[WaveState.PLANNED, WaveState.OPEN]
    ).update(state=WaveState.CANCELLED, private_key_sealed=None, version=F("version") + 1):
        raise WaveOver
    await after_cancelling(wave)
    audit.append(
        Action.SURVEY_WAVE_CANCELLED,
        actor_id=actor.person_id,
        subject_kind="SurveyWave",
        subject_id=wave_id,
        details={"survey": wave.survey_id, "number": wave.number},
    )
    view = (await waves_by_ids(actor, [wave_id]))[wave_id]
    return Cancelled(view, was_open=wave.state is WaveState.OPEN, reason=reason)


async def after_cancelling(wave: SurveyWave) -> None:
    """Go on with the next wave, or end a survey that was to be asked once. In the open unit of work."""
    survey = await Survey.get(id=wave.survey_id)
    if survey.state is SurveyState.LAUNCHED:
        if survey.rhythm is SurveyRhythm.ONCE:
            await Survey.filter(id=survey.id).update(
                state=SurveyState.ENDED, ended_at=now(), version=F("version") + 1
            )
        else:
            await plan_next(survey, after=wave)
    record(WaveCancelled(at=now(), wave_id=wave.id, survey_id=wave.survey_id))


async def require_managed(actor: Actor, survey_id: UUID) -> None:
    """Let HR do something with a survey. Raises ``SurveyNotFound``, ``OnlyHrMakesSurveys``."""
    if survey_id not in await surveys_by_ids(actor, [survey_id]):
        raise SurveyNotFound
    if not policy.may_manage_waves(actor):
        raise OnlyHrMakesSurveys


def _note(actor: Actor, action: Action, survey_id: UUID, **details: Any) -> None:
    audit.append(
        action,
        actor_id=actor.person_id,
        subject_kind="Survey",
        subject_id=survey_id,
        details=details,
    )
