"""Drafts: what fits, what is refused, copies, and what stands in the way of a launch."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from erm.core.clock import today
from erm.core.errors import DomainError
from erm.core.events import Bus
from erm.core.localized import Localized
from erm.core.work import unit_of_work
from erm.engagement.bank.built_ins import item_id
from erm.engagement.bank.commands import retire_item
from erm.engagement.surveys import commands
from erm.engagement.surveys.commands import QuestionDraft
from erm.engagement.surveys.models import Survey, SurveyQuestion
from erm.engagement.surveys.promise import Terms, make_promise, promise_hash
from erm.engagement.surveys.queries import problems_of_surveys
from erm.engagement.surveys.questions import questions_by_survey
from erm.engagement.surveys.rules import (
    SegmentKind,
    SurveyReaders,
    SurveyRhythm,
    SurveyState,
)
from erm.engagement.waves.commands import launch_survey
from erm.people.audience import Audience
from tests.cast import Cast
from tests.engagement.making import bank, draft, launched, saved, waves_of

WEEKLY = {"rhythm": SurveyRhythm.WEEKLY, "open_days": 5}


def item(key: str, **more: Any) -> QuestionDraft:
    return QuestionDraft(item_id=item_id(key), **more)


UNFIT: list[tuple[str, dict[str, Any]]] = [
    ("SURVEY_SEGMENTS_UNFIT", {"segments": tuple(SegmentKind)}),
    ("SURVEY_SEGMENTS_UNFIT", {"segments": (SegmentKind.LEVEL, SegmentKind.LEVEL)}),
    ("SURVEY_KEEP_DAYS_UNFIT", {"keep_days": 31}),
    ("SURVEY_OPEN_DAYS_OUT_OF_RANGE", {"open_days": 0}),
    ("SURVEY_OPEN_DAYS_OUT_OF_RANGE", {"rhythm": SurveyRhythm.WEEKLY, "open_days": 6}),
    ("SURVEY_REMIND_DAYS_UNFIT", {"remind_days": (14,)}),
    ("SURVEY_REMIND_DAYS_UNFIT", {"remind_days": (1, 2, 3, 4, 5, 6)}),
    ("SURVEY_WAVE_QUESTIONS_OUT_OF_RANGE", {"wave_questions": 2}),
    ("SURVEY_WAVE_QUESTIONS_OUT_OF_RANGE", WEEKLY | {"wave_questions": 5}),
    ("SURVEY_WAVE_QUESTIONS_OUT_OF_RANGE", WEEKLY | {"wave_questions": 3}),
    ("SURVEY_AUDIENCE_UNFIT", {"audience": Audience(people=(uuid4(),))}),
    ("SURVEY_QUESTIONS_UNFIT", {"questions": [item("glad"), item("glad")]}),
    ("SURVEY_QUESTIONS_UNFIT", {"questions": [QuestionDraft()]}),
    ("SURVEY_QUESTIONS_UNFIT", {"questions": [QuestionDraft(question_id=uuid4())]}),
    ("SURVEY_QUESTIONS_UNFIT", {"questions": [QuestionDraft(uuid4(), item_id("glad"))]}),
    ("SURVEY_OUTCOME_UNFIT", {"questions": [item("change_one", outcome=True)]}),
    ("TEXT_TOO_LONG", {"titles": Localized("x" * 201)}),
]


async def test_what_does_not_fit_is_refused_and_leaves_nothing(cast: Cast) -> None:
    await bank()
    for code, changed in UNFIT:
        with pytest.raises(DomainError) as refused:
            await saved(cast.actor(cast.hana), draft(**changed))
        assert refused.value.code == code, changed
    for person in (cast.ann, cast.mo, cast.ada):
        with pytest.raises(DomainError) as refused:
            await saved(cast.actor(person))
        assert refused.value.code == "SURVEYS_ONLY_HR"
    assert not await Survey.exists()
    assert not await SurveyQuestion.exists()


async def test_a_draft_keeps_the_words_that_it_was_made_with(cast: Cast) -> None:
    await bank()
    hana = cast.actor(cast.hana)
    view = await saved(hana)
    first = (await questions_by_survey([view.id]))[view.id]
    await SurveyQuestion.filter(id=first[1].id).update(
        content={**first[1].content.to_json(), "text": {"en": "As it was", "ru": ""}}
    )
    wanted = draft(
        questions=[
            item("team_help"),
            QuestionDraft(question_id=first[1].id, always=False),
            QuestionDraft(question_id=first[0].id, outcome=True),
        ]
    )
    async with unit_of_work(Bus()):
        changed = await commands.save_survey(hana, wanted, survey_id=view.id, version=view.version)
    now_ = (await questions_by_survey([view.id]))[view.id]
    assert [each.item_id for each in now_] == [
        item_id("team_help"),
        first[1].item_id,
        first[0].item_id,
    ]
    assert now_[1].id == first[1].id
    assert (now_[1].content.text.en, now_[1].always) == ("As it was", False)
    assert (now_[2].outcome, now_[2].driver_id) == (True, None)
    with pytest.raises(DomainError) as refused:
        async with unit_of_work(Bus()):
            await commands.save_survey(hana, draft(), survey_id=view.id, version=view.version)
    assert refused.value.code == "SURVEY_CHANGED"

    async with unit_of_work(Bus()):
        copy = await commands.copy_survey(hana, survey_id=view.id)
    copied = (await questions_by_survey([copy.id]))[copy.id]
    assert [(each.content, each.outcome) for each in copied] == [
        (each.content, each.outcome) for each in now_
    ]
    assert {each.id for each in copied}.isdisjoint(each.id for each in now_)
    async with unit_of_work(Bus()):
        await commands.delete_draft(hana, survey_id=view.id, version=changed.version)
    assert [row.id for row in await Survey.all()] == [copy.id]
    assert await SurveyQuestion.all().count() == 3


async def test_what_stands_in_the_way_is_said_and_a_launch_is_refused_for_it(cast: Cast) -> None:
    await bank()
    hana = cast.actor(cast.hana)
    view = await saved(
        hana,
        draft(
            (),
            titles=Localized(),
            audience=Audience(),
            starts_on=today() - timedelta(days=1),
        ),
    )
    told = (await problems_of_surveys(hana, [view.id]))[view.id]
    assert len(told) == 4
    assert not await problems_of_surveys(cast.actor(cast.mo), [view.id])
    few = await saved(hana, draft(audience=Audience(people=(cast.ann.id, cast.bo.id))))
    gone = await saved(hana)
    async with unit_of_work(Bus()):
        await retire_item(hana, item_id=item_id("glad"), retired=True)
    for each, words in (
        (view, told[0]),
        (few, "smallest group"),
        (gone, "not in use"),
    ):
        with pytest.raises(DomainError) as refused:
            async with unit_of_work(Bus()):
                await launch_survey(hana, survey_id=each.id, version=each.version)
        assert refused.value.code == "SURVEY_NOT_READY"
        assert words in refused.value.params["problem"] or each is few
        assert (await Survey.get(id=each.id)).state is SurveyState.DRAFT
        assert not await waves_of(each.id)


async def test_a_launch_freezes_the_promise_in_every_language(cast: Cast) -> None:
    await bank()
    survey = await launched(
        cast.actor(cast.hana),
        draft(
            score_group=6,
            word_group=12,
            keep_days=0,
            segments=(SegmentKind.TENURE, SegmentKind.DEPARTMENT),
            readers=SurveyReaders.EVERYONE,
        ),
    )
    promise = survey.promise
    assert survey.state is SurveyState.LAUNCHED
    assert promise.terms == Terms(
        6, 12, (SegmentKind.TENURE, SegmentKind.DEPARTMENT), SurveyReaders.EVERYONE, 0
    )
    assert promise.hash == promise_hash((await Survey.get(id=survey.id)).promise)
    english, russian = promise.told("en"), promise.told("ru")
    assert len(english) == len(russian) == 8
    assert sum("6" in each for each in english) == 2
    assert sum("12" in each for each in russian) == 1
    assert any("how long you have been here, department" in each for each in english)
    assert promise.told("xx") == english
    (wave,) = await waves_of(survey.id)
    assert (wave.number, wave.starts_on) == (1, survey.starts_on)


def test_every_term_is_in_the_promise_and_changes_its_hash() -> None:
    terms = Terms(5, 10, (SegmentKind.DEPARTMENT,), SurveyReaders.MANAGERS, 30)
    others = (
        replace(terms, score_group=7),
        replace(terms, word_group=11),
        replace(terms, segments=()),
        replace(terms, readers=SurveyReaders.HR),
        replace(terms, keep_days=0),
        replace(terms, keep_days=90),
    )
    stored = [make_promise(each).to_json() for each in (terms, *others)]
    assert len({promise_hash(each) for each in stored}) == len(stored)
    for language in ("en", "ru"):
        told = {tuple(each["sentences"][language]) for each in stored}
        assert len(told) == len(stored)
