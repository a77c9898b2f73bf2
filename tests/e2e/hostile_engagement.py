"""Rows of surveys in which everything that people can type is hostile text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import uuid4

from erm.core.clock import now, today
from erm.engagement.actions.models import ActionPlan, ActionStep
from erm.engagement.bank.models import SurveyDriver, SurveyItem
from erm.engagement.bank.rules import SurveyQuestionKind
from erm.engagement.comments.models import CommentReply, SurveyComment
from erm.engagement.comments.sealed import seal_reply, seal_words
from erm.engagement.results.models import WaveRelease
from erm.engagement.surveys.models import Survey, SurveyQuestion
from erm.engagement.waves.models import RollEntry
from tests.cast import Cast
from tests.schema.survey_report_rows import SurveyReportRows
from tests.security.payloads import payloads

OWN_SCREENS = ("/engagement", "/engagement/plans")
HR_SCREENS = ("/engagement/surveys", "/engagement/bank", "/reports/people")


async def write(
    cast: Cast, texts: list[str], page_of: Callable[..., str]
) -> tuple[list[str], list[str]]:
    """A survey that was told of, in hostile words; the addresses for Ann, and those for Hana (HR)."""
    lines: Iterator[str] = iter(payloads() * 3)

    def both(length: int) -> dict[str, str]:
        return {"en": next(lines)[:length], "ru": next(lines)[:length]}

    rows = SurveyReportRows(cast)
    await rows.begin()
    await rows.grow([next(lines)[:60]])
    wave = rows.wave
    await Survey.filter(id=rows.survey.id).update(titles=both(150), intros=both(900))
    for driver in await SurveyDriver.filter(key__isnull=True):
        await SurveyDriver.filter(id=driver.id).update(names=both(90), descriptions=both(300))
    for question in await SurveyQuestion.filter(survey_id=rows.survey.id):
        content = {"text": both(250), "help": both(250), "labels": [both(60), both(60)]}
        await SurveyQuestion.filter(id=question.id).update(content={**content, "options": []})
    await SurveyItem.create(
        kind=SurveyQuestionKind.SCALE_5,
        content={**content, "options": []},
        licence=next(lines)[:110],
        source=next(lines)[:300],
        created_at=now(),
    )
    asked = await SurveyQuestion.create(
        survey_id=rows.survey.id,
        position=90,
        kind=SurveyQuestionKind.TEXT,
        content={"text": both(250), "help": both(100), "labels": [], "options": []},
    )
    wave.question_ids = [*wave.question_ids, str(asked.id)]
    await wave.save()
    await WaveRelease.filter(wave_id=wave.id).update(
        plan={"groups": [{"number": 0, "people": 20, "wordBlocks": [1], "blocks": [1]}]},
        themes=[{"number": 0, "words": [next(lines)[:40], next(lines)[:40]], "authors": 9}],
    )
    for text in [*texts, *(next(lines) for _ in range(12))]:
        key = uuid4()
        await SurveyComment.create(
            id=key,
            wave_id=wave.id,
            question_id=asked.id,
            group_number=1,
            words_sealed=seal_words(text, key),
            reply_hash=key.hex * 2,
            themes=[0],
        )
    reply = uuid4()
    await CommentReply.create(
        id=reply,
        comment_id=key,
        replier_id=cast.mo.id,
        words_sealed=seal_reply(texts[0][:1_900], reply),
        created_on=today(),
    )
    await RollEntry.create(wave_id=wave.id, person_id=cast.ann.id, class_number=0)
    plan = await ActionPlan.create(
        wave_id=wave.id,
        department_id=cast.engineering.id,
        driver_ids=[str(driver.id)],
        title=next(lines)[:190],
        aim=texts[0][:1_900],
        created_by_id=cast.mo.id,
        created_at=now(),
        updated_at=now(),
    )
    for position in range(3):
        await ActionStep.create(
            plan_id=plan.id,
            position=position,
            text=next(lines)[:490],
            owner_id=cast.ann.id,
            due_on=today() + timedelta(days=position),
        )
    report = page_of("engagement/report", "SurveyWave", wave)
    return (
        [
            *OWN_SCREENS,
            page_of("engagement/plans", "ActionPlan", plan),
            page_of("engagement/ledger", "SurveyWave", wave),
        ],
        [
            *HR_SCREENS,
            page_of("engagement/surveys", "Survey", rows.survey),
            report,
            *(f"{report}/{part}" for part in ("heat-map", "breakdown", "trend", "drivers")),
            f"{report}/comments",
        ],
    )
