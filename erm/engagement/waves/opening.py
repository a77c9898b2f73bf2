"""Opening waves whose first day has begun somewhere: roll, classes, questions and a pair of keys.

Everything is decided in one unit of work, from the directory as it is on the wave's first day. Whoever
is transferred before that day is told of in the new department, whoever is transferred after it in the
old one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID, uuid4

import structlog
from tortoise.expressions import F

from erm.core.clock import now
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.language import languages, say
from erm.core.localized import Localized
from erm.core.logging import describe
from erm.core.sealing import seal_bytes
from erm.core.work import record, unit_of_work
from erm.engagement.bank.content import ItemContent
from erm.engagement.bank.models import SurveyDriver
from erm.engagement.bank.rules import SurveyQuestionKind
from erm.engagement.blind import make_key
from erm.engagement.surveys.models import EngagementSettings, Survey, SurveyQuestion
from erm.engagement.surveys.questions import Question, questions_by_survey
from erm.engagement.surveys.rules import SurveyRhythm, SurveyState
from erm.engagement.surveys.settings import SETTINGS_ID
from erm.engagement.surveys.views import segments_of
from erm.engagement.waves.commands import after_cancelling
from erm.engagement.waves.events import WaveOpened
from erm.engagement.waves.models import RollEntry, SurveyWave, WaveClass
from erm.engagement.waves.planning import plan_next
from erm.engagement.waves.populations import Population, asked_before, population_of
from erm.engagement.waves.rotation import questions_of_wave
from erm.engagement.waves.rules import WaveState
from erm.engagement.waves.segments import LevelsOf

log = structlog.get_logger("erm.surveys")

EchoFor = Callable[[UUID], Awaitable[Sequence[UUID]]]
"""The drivers of a survey about which something was planned, so that it is asked whether they changed."""
_AT_ONCE = 1_000


async def no_echo(survey_id: UUID) -> Sequence[UUID]:
    """Where nothing was planned."""
    return ()


async def open_due_waves(
    bus: Bus, levels_of: LevelsOf, echo_for: EchoFor = no_echo, stop: asyncio.Event | None = None
) -> int:
    """Open every wave whose time has come; answers how many. Several workers may do so at once.

    Surveys that were asked once and are told of are ended besides.
    """
    await _end_finished(bus)
    opened = 0
    for wave in await SurveyWave.filter(state=WaveState.PLANNED, opens_at__lte=now()).order_by(
        "opens_at", "id"
    ):
        if stop is not None and stop.is_set():
            break
        try:
            opened += await _open(wave.id, bus, levels_of, echo_for)
        except Exception as error:  # noqa: BLE001 (one survey must not keep the others shut)
            log.error("wave_not_opened", wave=str(wave.id), **describe(error))
    return opened


async def _open(wave_id: UUID, bus: Bus, levels_of: LevelsOf, echo_for: EchoFor) -> bool:
    """Open one wave, unless somebody was faster or nobody can be invited."""
    # Made before the transaction: it takes a while.
    public, private = await asyncio.to_thread(make_key)
    async with unit_of_work(bus):
        await _one_at_a_time()
        # Locked, so that it is not called off meanwhile.
        wave = (
            await SurveyWave.filter(id=wave_id, state=WaveState.PLANNED)
            .select_for_update(no_key=True)
            .first()
        )
        if wave is None:
            return False
        survey = await Survey.get(id=wave.survey_id)
        asked = await _questions(survey, echo_for)
        people = await population_of(survey, len(asked), wave.starts_on, levels_of)
        few = len(people.invited) < survey.score_group
        if few or wave.closes_at <= now() or survey.state is not SurveyState.LAUNCHED:
            # Nothing could ever be told of so few, or their time is over: they are not asked in vain.
            await SurveyWave.filter(id=wave_id).update(
                state=WaveState.CANCELLED, version=F("version") + 1
            )
            await after_cancelling(wave)
            return False
        await SurveyWave.filter(id=wave_id).update(
            state=WaveState.OPEN,
            question_ids=[str(each.id) for each in asked],
            invited=len(people.invited),
            loss=[each.to_json() for each in people.classes.losses],
            public_key=public,
            private_key_sealed=seal_bytes(
                private, table="survey_wave", column="private_key_sealed", row_id=wave_id
            ),
            version=F("version") + 1,
        )
        await _write_roll(wave_id, survey, people)
        await plan_next(survey, after=wave)
        record(WaveOpened(at=now(), wave_id=wave_id, survey_id=survey.id))
    return True


async def _one_at_a_time() -> None:
    """Let no other wave open meanwhile: how much somebody is asked is counted over all of them."""
    fresh = EngagementSettings(id=SETTINGS_ID, updated_at=now())
    await EngagementSettings.bulk_create([fresh], ignore_conflicts=True)
    await EngagementSettings.filter(id=SETTINGS_ID).select_for_update().first()


async def _questions(survey: Survey, echo_for: EchoFor) -> list[Question]:
    """What the wave asks, with an echo for each driver about which something is planned."""
    echoes = set(await echo_for(survey.id))
    there = (await questions_by_survey([survey.id]))[survey.id]
    missing = echoes - {each.driver_id for each in there if each.echo}
    if missing:
        position = max((each.position for each in there), default=0)
        for place, driver in enumerate(
            await SurveyDriver.filter(id__in=list(missing)).order_by("position", "id"), start=1
        ):
            _ = await SurveyQuestion.create(
                id=new_id(),
                survey_id=survey.id,
                position=position + place,
                kind=SurveyQuestionKind.SCALE_5,
                content=echo_content(Localized.from_json(driver.names)).to_json(),
                driver_id=driver.id,
                always=False,
                echo=True,
            )
        there = (await questions_by_survey([survey.id]))[survey.id]
    wanted = [each for each in there if not each.echo or each.driver_id in echoes]
    return questions_of_wave(wanted, await asked_before(survey.id), survey.wave_questions)


def echo_content(driver: Localized) -> ItemContent:
    """The question whether anything has changed about a driver."""

    def told(key: str) -> Localized:
        return Localized(
            **{
                language: say(language, f"survey.echo.{key}", driver=driver.of(language))
                for language in languages()
            }
        )

    return ItemContent(
        text=told("text"), labels=tuple(told(f"label.{point}") for point in range(1, 6))
    )


async def _write_roll(wave_id: UUID, survey: Survey, people: Population) -> None:
    segments = [segment.value for segment in segments_of(survey)]
    await WaveClass.bulk_create(
        [
            WaveClass(
                id=new_id(),
                wave_id=wave_id,
                number=each.number,
                label=dict(zip(segments, each.label, strict=True)),
                invited=each.people,
            )
            for each in people.classes.classes
        ],
        batch_size=_AT_ONCE,
    )
    entries = [
        RollEntry(
            id=uuid4(),
            wave_id=wave_id,
            person_id=person,
            class_number=people.classes.class_of[person],
        )
        for person in people.invited
    ]
    # In the order of keys drawn by lot: nothing is told by the place of a row.
    entries.sort(key=lambda entry: entry.id.bytes)
    await RollEntry.bulk_create(entries, batch_size=_AT_ONCE)


async def _end_finished(bus: Bus) -> None:
    """End the surveys that were to be asked once, and are told of."""
    over = await SurveyWave.filter(
        state=WaveState.CLOSED,
        survey__state=SurveyState.LAUNCHED,
        survey__rhythm=SurveyRhythm.ONCE,
    ).values_list("survey_id", flat=True)
    if not over:
        return
    async with unit_of_work(bus):
        await Survey.filter(id__in=list(over), state=SurveyState.LAUNCHED).update(
            state=SurveyState.ENDED, ended_at=now(), version=F("version") + 1
        )
