"""Writes of drafts, each within the caller's unit of work. Launching and ending stand in ``waves``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tortoise.expressions import F

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.ids import new_id
from erm.core.localized import Localized
from erm.engagement.bank.content import clean_localized
from erm.engagement.bank.errors import OutcomeUnfit
from erm.engagement.bank.models import SurveyItem
from erm.engagement.bank.rules import SCORED
from erm.engagement.surveys import policy
from erm.engagement.surveys.errors import (
    GroupsTooSmall,
    KeepDaysUnfit,
    OnlyHrMakesSurveys,
    OpenDaysUnfit,
    QuestionsUnfit,
    RemindDaysUnfit,
    SegmentsUnfit,
    SurveyAudienceUnfit,
    SurveyChanged,
    SurveyNotDraft,
    SurveyNotFound,
    WaveQuestionsUnfit,
)
from erm.engagement.surveys.models import Survey, SurveyQuestion
from erm.engagement.surveys.rules import (
    INTRO_MAXIMUM,
    KEEP_DAYS,
    MOST,
    OPEN_DAYS_MOST,
    QUESTIONS_MOST,
    REMINDERS_MOST,
    SCORES_FEWEST,
    SEGMENTS_MOST,
    TITLE_MAXIMUM,
    WORDS_FEWEST,
    SegmentKind,
    SurveyReaders,
    SurveyRhythm,
    SurveyState,
)
from erm.engagement.surveys.views import SurveyView, view_survey
from erm.people.audience import Audience, clean_audience


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """A question of a draft: one that it has (``question_id``), or one of the bank (``item_id``)."""

    question_id: UUID | None = None
    item_id: UUID | None = None
    always: bool = True
    outcome: bool = False


@dataclass(frozen=True, slots=True)
class SurveyDraft:
    """A survey as HR wrote it."""

    titles: Localized
    intros: Localized
    rhythm: SurveyRhythm
    readers: SurveyReaders
    audience: Audience
    segments: Sequence[SegmentKind]
    starts_on: date
    questions: Sequence[QuestionDraft]
    score_group: int = SCORES_FEWEST
    word_group: int = WORDS_FEWEST
    keep_days: int = 30
    open_days: int = 14
    remind_days: Sequence[int] = (3, 1)
    wave_questions: int | None = None


async def save_survey(
    actor: Actor, draft: SurveyDraft, *, survey_id: UUID | None = None, version: int | None = None
) -> SurveyView:
    """Make a draft, or change one.

    Raises ``OnlyHrMakesSurveys``, ``SurveyNotFound``, ``SurveyNotDraft``, ``SurveyChanged``,
    ``SurveyAudienceUnfit`` and a refusal for each figure that is out of its range.
    """
    row = None if survey_id is None else await draft_of(actor, survey_id)
    _require_hr(actor)
    values = await _checked(draft)
    moment = now()
    if row is None:
        key = new_id()
        _ = await Survey.create(
            id=key, owner_id=actor.person_id, created_at=moment, updated_at=moment, **values
        )
    else:
        key = row.id
        if not await Survey.filter(id=key, version=version, state=SurveyState.DRAFT).update(
            **values, updated_at=moment, version=F("version") + 1
        ):
            raise SurveyChanged
    await _write_questions(key, draft.questions)
    return view_survey(actor, await Survey.get(id=key))


async def copy_survey(actor: Actor, *, survey_id: UUID) -> SurveyView:
    """Make a draft of any survey, with the words that it has now. It begins on the same day or today.

    Raises ``OnlyHrMakesSurveys``, ``SurveyNotFound``.
    """
    row = await Survey.get_or_none(id=survey_id)
    if row is None:
        raise SurveyNotFound
    _require_hr(actor)
    moment, key = now(), new_id()
    copied = {
        name: getattr(row, name)
        for name in (
            "titles",
            "intros",
            "rhythm",
            "readers",
            "audience",
            "segments",
            "score_group",
            "word_group",
            "keep_days",
            "open_days",
            "remind_days",
            "wave_questions",
        )
    }
    if not row.audience:
        # What was imported was asked of nobody here.
        copied["audience"] = Audience().to_json()
    _ = await Survey.create(
        id=key,
        owner_id=actor.person_id,
        created_at=moment,
        updated_at=moment,
        starts_on=max(row.starts_on, moment.date()),
        **copied,
    )
    await SurveyQuestion.bulk_create(
        [
            SurveyQuestion(
                id=new_id(),
                survey_id=key,
                item_id=each.item_id,
                position=each.position,
                kind=each.kind,
                content=each.content,
                driver_id=each.driver_id,
                outcome=each.outcome,
                reversed=each.reversed,
                always=each.always,
            )
            for each in await SurveyQuestion.filter(survey_id=row.id, echo=False).order_by(
                "position", "id"
            )
        ]
    )
    return view_survey(actor, await Survey.get(id=key))


async def delete_draft(actor: Actor, *, survey_id: UUID, version: int) -> UUID:
    """Delete a draft with its questions.

    Raises ``OnlyHrMakesSurveys``, ``SurveyNotFound``, ``SurveyNotDraft``, ``SurveyChanged``.
    """
    row = await draft_of(actor, survey_id)
    _require_hr(actor)
    if not await Survey.filter(id=row.id, version=version, state=SurveyState.DRAFT).delete():
        raise SurveyChanged
    return row.id


async def draft_of(actor: Actor, survey_id: UUID) -> Survey:
    """A draft by id, for HR. Raises ``SurveyNotFound``, ``SurveyNotDraft``."""
    row = await Survey.get_or_none(id=survey_id)
    if row is None or not policy.may_list_survey(actor, row):
        raise SurveyNotFound
    if row.state is not SurveyState.DRAFT:
        raise SurveyNotDraft
    return row


async def _checked(draft: SurveyDraft) -> dict[str, Any]:
    segments = tuple(draft.segments)
    if len(segments) > SEGMENTS_MOST or len(set(segments)) < len(segments):
        raise SegmentsUnfit(field="segments", maximum=SEGMENTS_MOST)
    if not SCORES_FEWEST <= draft.score_group <= MOST:
        raise GroupsTooSmall(field="score_group", smallest=SCORES_FEWEST, largest=MOST)
    # Words tell more than scores: never of fewer people.
    smallest = max(WORDS_FEWEST, draft.score_group)
    if not smallest <= draft.word_group <= MOST:
        raise GroupsTooSmall(field="word_group", smallest=smallest, largest=MOST)
    if draft.keep_days not in KEEP_DAYS:
        raise KeepDaysUnfit(field="keep_days")
    longest = OPEN_DAYS_MOST[draft.rhythm]
    if not 1 <= draft.open_days <= longest:
        raise OpenDaysUnfit(field="open_days", maximum=longest)
    remind = sorted(set(draft.remind_days), reverse=True)
    if len(remind) > REMINDERS_MOST or any(not 0 < day < draft.open_days for day in remind):
        raise RemindDaysUnfit(field="remind_days", maximum=REMINDERS_MOST)
    if len(draft.questions) > QUESTIONS_MOST:
        raise QuestionsUnfit(field="questions", maximum=QUESTIONS_MOST)
    if draft.wave_questions is not None:
        always = max(1, sum(each.always for each in draft.questions))
        most = len(draft.questions) if draft.rhythm is not SurveyRhythm.ONCE else 0
        if not always <= draft.wave_questions <= most:
            raise WaveQuestionsUnfit(field="wave_questions", smallest=always, largest=most)
    audience = await clean_audience(draft.audience, refusal=SurveyAudienceUnfit)
    return {
        "titles": clean_localized(
            draft.titles, field="titles", maximum=TITLE_MAXIMUM, required=False
        ).to_json(),
        "intros": clean_localized(
            draft.intros, field="intros", maximum=INTRO_MAXIMUM, required=False, lines=True
        ).to_json(),
        "rhythm": draft.rhythm,
        "readers": draft.readers,
        "audience": audience.to_json(),
        "segments": [each.value for each in segments],
        "score_group": draft.score_group,
        "word_group": draft.word_group,
        "keep_days": draft.keep_days,
        "starts_on": draft.starts_on,
        "open_days": draft.open_days,
        "remind_days": remind,
        "wave_questions": draft.wave_questions,
    }


async def _write_questions(survey_id: UUID, drafts: Sequence[QuestionDraft]) -> None:
    """Let a draft ask these questions, in this order: those it had keep their words."""
    there = {row.id: row for row in await SurveyQuestion.filter(survey_id=survey_id)}
    wanted = [each.item_id for each in drafts if each.item_id is not None]
    items = {row.id: row for row in await SurveyItem.filter(id__in=wanted, retired_at__isnull=True)}
    unfit = QuestionsUnfit(field="questions", maximum=QUESTIONS_MOST)
    kept: list[SurveyQuestion] = []
    added: list[SurveyQuestion] = []
    for position, each in enumerate(drafts, start=1):
        if each.question_id is not None and each.item_id is None:
            row = there.pop(each.question_id, None)
            if row is None:
                raise unfit
            kept.append(row)
        elif each.item_id is not None and each.question_id is None:
            item = items.get(each.item_id)
            if item is None:
                raise unfit
            row = _from_bank(survey_id, item)
            added.append(row)
        else:
            raise unfit
        if each.outcome and row.kind not in SCORED:
            raise OutcomeUnfit(field="questions")
        if each.outcome:
            # Drivers are held against the outcome, so it is none of theirs.
            row.driver_id = None
        row.position, row.always, row.outcome = position, each.always, each.outcome
    asked = [row.item_id for row in (*kept, *added) if row.item_id is not None]
    if len(set(asked)) < len(asked):
        raise unfit
    if there:
        await SurveyQuestion.filter(id__in=list(there)).delete()
    if kept:
        await SurveyQuestion.bulk_update(kept, ["position", "always", "outcome", "driver_id"])
    await SurveyQuestion.bulk_create(added)


def _from_bank(survey_id: UUID, item: SurveyItem) -> SurveyQuestion:
    return SurveyQuestion(
        id=new_id(),
        survey_id=survey_id,
        item_id=item.id,
        position=0,
        kind=item.kind,
        content=item.content,
        driver_id=item.driver_id,
        reversed=item.reversed,
    )


def _require_hr(actor: Actor) -> None:
    if not policy.may_manage_surveys(actor):
        raise OnlyHrMakesSurveys
