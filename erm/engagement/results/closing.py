"""Closing waves: from sealed ballots to what is told of them, once.

A wave whose time is over is claimed, its ballots are brought into their last order and its key is
destroyed; then everything is worked out at once, and becomes readable at once. Before that nothing
reads an answer. Whoever dies in the middle leaves a wave that is CLOSING, and any worker goes on.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from tortoise.expressions import F

from erm.core.clock import now, today
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.logging import describe
from erm.core.work import record, unit_of_work
from erm.disclosure.plan import PlannedGroup, Reason
from erm.engagement.ballots import closing as ballots
from erm.engagement.ballots.sheet import Sheet
from erm.engagement.results.events import WaveReleased
from erm.engagement.results.figures import Figure, Subject
from erm.engagement.results.models import ReleaseFigure, ReleaseGroup, WaveRelease
from erm.engagement.results.notes import Notes
from erm.engagement.results.releasing import (
    FormerWave,
    Release,
    Terms,
    former_from,
    groups_from,
    make_release,
)
from erm.engagement.results.rules import GroupKind, HiddenReason, Shown
from erm.engagement.surveys.models import Survey
from erm.engagement.surveys.questions import Question
from erm.engagement.surveys.views import segments_of
from erm.engagement.waves.models import SurveyWave, WaveClass
from erm.engagement.waves.queries import questions_of
from erm.engagement.waves.rolls import ClassOfWave, classes_of, earlier_waves, roll_of
from erm.engagement.waves.rules import WaveState
from erm.engagement.waves.segments import LevelsOf, hierarchy_of, labels_of

log = structlog.get_logger("erm.surveys")
_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class WordPlan:
    """What of a plan matters for words: the word block of each class that is in one."""

    word_blocks: Mapping[int, int]
    withheld: Reason | None


StoreWords = Callable[
    [SurveyWave, WordPlan, Sequence[Sheet], Sequence[Question]], Awaitable[list[dict[str, Any]]]
]
"""Keeps what was written in words, in the open unit of work, and answers its themes."""


async def close_due_waves(
    bus: Bus,
    store_words: StoreWords,
    *,
    levels_of: LevelsOf | None = None,
    moment: datetime | None = None,
    stop: asyncio.Event | None = None,
) -> int:
    """Close every wave whose time is over, in every zone; answers how many were told of.

    Several workers may do so at once: of what two have worked out only one is kept.
    """
    moment = moment or now()
    released = 0
    for wave_id in await SurveyWave.filter(
        state__in=[WaveState.OPEN, WaveState.CLOSING], closes_at__lte=moment
    ).values_list("id", flat=True):
        if stop is not None and stop.is_set():
            break
        try:
            released += await close_wave(UUID(str(wave_id)), bus, store_words, levels_of)
        except Exception as error:  # noqa: BLE001 (one survey must not keep the others open)
            log.error("wave_not_closed", wave=str(wave_id), **describe(error))
    return released


async def close_wave(
    wave_id: UUID, bus: Bus, store_words: StoreWords, levels_of: LevelsOf | None = None
) -> bool:
    """Close one wave whose time is over, and tell of it. False where somebody else has done so.

    With ``levels_of`` it is said of every group there was why it is told of or not.
    """
    async with unit_of_work(bus):
        await SurveyWave.filter(id=wave_id, state=WaveState.OPEN, closes_at__lte=now()).update(
            state=WaveState.CLOSING, version=F("version") + 1
        )
    wave = await SurveyWave.get(id=wave_id)
    if wave.state is not WaveState.CLOSING:
        return False
    _ = await ballots.seal_off(wave_id)
    sheets = await ballots.sheets_of(wave_id)
    survey = await Survey.get(id=wave.survey_id)
    questions = await questions_of(wave)
    classes = await classes_of(wave_id)
    release = await _work_out(wave, survey, questions, sheets, classes, levels_of)
    async with unit_of_work(bus):
        if not await SurveyWave.filter(id=wave_id, state=WaveState.CLOSING).update(
            state=WaveState.CLOSED,
            answered=len(sheets),
            released_at=now(),
            destroy_on=today() + timedelta(days=survey.keep_days),
            version=F("version") + 1,
        ):
            return False
        await write_release(wave, release, sheets, questions, store_words)
        if survey.keep_days == 0:
            await ballots.destroy(wave_id)
        record(WaveReleased(at=now(), wave_id=wave_id, survey_id=survey.id))
    if survey.keep_days == 0:
        await ballots.wipe()
    return True


async def destroy_due(bus: Bus) -> int:
    """Destroy the ballots of the waves whose day has come, as was promised; answers of how many."""
    destroyed = 0
    for wave_id in await SurveyWave.filter(
        state=WaveState.CLOSED, destroyed=False, destroy_on__lte=today()
    ).values_list("id", flat=True):
        async with unit_of_work(bus):
            await ballots.destroy(UUID(str(wave_id)))
        destroyed += 1
    if destroyed:
        await ballots.wipe()
    return destroyed


async def _work_out(
    wave: SurveyWave,
    survey: Survey,
    questions: Sequence[Question],
    sheets: Sequence[Sheet],
    classes: Sequence[ClassOfWave],
    levels_of: LevelsOf | None,
) -> Release:
    segments = segments_of(survey)
    hierarchy = await hierarchy_of(segments)
    membership = await roll_of(wave.id)
    former = await _former(wave, questions)
    exact = None
    if levels_of is not None:
        labels = await labels_of(list(membership), segments, wave.starts_on, levels_of)
        exact = Counter(labels.values())
    # In a large company this takes a while; meanwhile others are answered.
    return await asyncio.to_thread(
        make_release,
        terms_of(survey),
        questions,
        sheets,
        {each.number: (each.values(segments), each.invited) for each in classes},
        hierarchy=hierarchy,
        membership=membership,
        former=former,
        rng=secrets.SystemRandom(),
        exact=exact,
    )


def terms_of(survey: Survey) -> Terms:
    """What was promised, of a survey's frozen columns."""
    return Terms(
        survey.id,
        [segment.value for segment in segments_of(survey)],
        survey.score_group,
        survey.word_group,
    )


async def _former(wave: SurveyWave, questions: Sequence[Question]) -> list[FormerWave]:
    """The earlier waves; the figures of each question or driver from the last wave that has some."""
    missing = {
        survey_subject
        for each in questions
        for survey_subject in (each.id, each.driver_id, wave.survey_id)
        if survey_subject is not None
    }
    found = []
    for earlier in reversed(await earlier_waves(wave)):
        release = await WaveRelease.get(wave_id=earlier.id)
        figures: dict[tuple[int, Subject], Figure] = {}
        if missing:
            for number, kind, subject, value in await ReleaseFigure.filter(
                wave_id=earlier.id, subject__in=list(missing)
            ).values_list("group_number", "subject_kind", "subject", "value"):
                figures[number, Subject(kind, subject)] = Figure.from_json(value)
            missing -= {subject.key for _, subject in figures}
        found.append(
            FormerWave(
                earlier.number,
                former_from(release.plan, await roll_of(earlier.id)),
                groups_from(release.plan),
                figures,
                Notes.from_json(release.drivers).totals,
            )
        )
    return found[::-1]


async def write_release(
    wave: SurveyWave,
    release: Release,
    sheets: Sequence[Sheet],
    questions: Sequence[Question],
    store_words: StoreWords,
    *,
    stand_for: float = 1.0,
) -> None:
    """Write all that is told of a wave, in the open unit of work.

    ``stand_for``: of how many people who were asked each one that the plan knows of stands (of a past
    survey it knows only those who answered).
    """
    plan = release.plan
    themes = await store_words(
        wave, WordPlan(release.word_block_of_class, plan.withheld), sheets, questions
    )
    _ = await WaveRelease.create(
        wave_id=wave.id,
        plan=plan.to_json(),
        plan_hash=plan.hash,
        drivers=release.notes.to_json(),
        themes=themes,
        withheld=_reason(plan.withheld),
        invited=wave.invited,
        answered=len(sheets),
        made_at=now(),
    )
    await ReleaseGroup.bulk_create(
        [
            _group_row(
                wave.id, group, plan.segments, release.depths.get(group.number, 0), stand_for
            )
            for group in plan.groups
        ],
        batch_size=_AT_ONCE,
    )
    await ReleaseFigure.bulk_create(
        [
            ReleaseFigure(
                id=new_id(),
                wave_id=wave.id,
                group_number=number,
                subject_kind=subject.kind,
                subject=subject.key,
                value=figure.to_json(),
            )
            for number, figures in release.figures.items()
            for subject, figure in figures.items()
        ],
        batch_size=_AT_ONCE,
    )
    await _note_blocks(wave.id, plan.blocks)


async def _note_blocks(wave_id: UUID, block_of: Mapping[int, int]) -> None:
    rows = await WaveClass.filter(wave_id=wave_id)
    for row in rows:
        row.block = block_of.get(row.number)
    if rows:
        await WaveClass.bulk_update(rows, fields=["block"], batch_size=200)


def _group_row(
    wave_id: UUID, group: PlannedGroup, segments: Iterable[str], depth: int, stand_for: float
) -> ReleaseGroup:
    label = {
        segment: value
        for segment, value in zip(segments, group.label, strict=True)
        if value is not None
    }
    invited = group.people if group.invited is None else group.invited
    return ReleaseGroup(
        id=new_id(),
        wave_id=wave_id,
        number=group.number,
        kind=GroupKind(group.kind.value),
        segments=group.segments,
        label=label,
        department_id=_department(label.get("department")),
        depth=depth,
        shown=Shown(group.shown.value),
        reason=_reason(group.reason),
        shown_in=group.shown_in,
        words=group.words,
        invited=None if invited is None else round(invited * stand_for),
        answered=group.answered,
    )


def _department(value: str | None) -> UUID | None:
    """The department's id; None for one that a past survey names and the directory does not know."""
    try:
        return None if value is None else UUID(value)
    except ValueError:
        return None


def _reason(reason: Reason | None) -> HiddenReason | None:
    return None if reason is None else HiddenReason(reason.value)
