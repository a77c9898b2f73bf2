"""Opening waves: roll, classes, keys, the next wave; what happens where nobody can be asked."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from erm.core.clock import at, now, today
from erm.core.events import Bus
from erm.core.sealing import unseal_bytes
from erm.core.work import unit_of_work
from erm.engagement.bank.built_ins import driver_id, item_id
from erm.engagement.surveys.commands import QuestionDraft
from erm.engagement.surveys.models import Survey, SurveyQuestion
from erm.engagement.surveys.rules import SegmentKind, SurveyRhythm, SurveyState
from erm.engagement.waves import opening
from erm.engagement.waves.commands import end_survey
from erm.engagement.waves.models import RollEntry, SurveyWave, WaveClass
from erm.engagement.waves.queries import questions_of
from erm.engagement.waves.rules import WaveState
from erm.people.audience import Audience
from tests.cast import Cast
from tests.engagement.making import bank, draft, launched, open_all, opened, waves_of


async def test_a_wave_opens_when_its_first_day_begins_in_the_first_of_all_zones(cast: Cast) -> None:
    await bank()
    survey = await launched(cast.actor(cast.hana))
    wave = (await waves_of(survey.id))[0]
    for early, opens in ((1, 0), (-1, 1)):
        with at(wave.opens_at - timedelta(minutes=early)):
            assert await opening.open_due_waves(Bus(), opening_levels) == opens
    assert (await SurveyWave.get(id=wave.id)).state is WaveState.OPEN
    assert wave.closes_at - wave.opens_at == timedelta(days=14, hours=26)


async def opening_levels(people: object, day: object) -> dict[UUID, str]:
    return {}


async def test_everybody_present_is_on_the_roll_once_and_every_class_is_large_enough(
    cast: Cast,
) -> None:
    await bank()
    await cast.crowd(6, manager=cast.max, department=cast.sales)
    wave = await opened(
        cast.actor(cast.hana),
        draft(
            segments=(SegmentKind.DEPARTMENT, SegmentKind.LOCATION, SegmentKind.MANAGING),
            starts_on=today(),
        ),
    )
    roll = await RollEntry.filter(wave_id=wave.id)
    assert {entry.person_id for entry in roll} == {p.id for p in cast.people} - {cast.dee.id}
    assert not any(entry.issued or entry.blinded_hash for entry in roll)
    classes = await WaveClass.filter(wave_id=wave.id).order_by("number")
    sizes = {row.number: 0 for row in classes}
    for entry in roll:
        sizes[entry.class_number] += 1
    assert sizes == {row.number: row.invited for row in classes}
    assert min(sizes.values()) >= 5
    assert any(row.label["department"] == str(cast.sales.id) for row in classes)
    wave = await SurveyWave.get(id=wave.id)
    assert wave.invited == len(roll)
    lost = {each["kind"]: each for each in wave.loss}
    assert lost["department"]["people"] == len(roll)
    assert lost["department"]["kept"] < len(roll)
    sealed = unseal_bytes(
        bytes(wave.private_key_sealed or b""),
        table="survey_wave",
        column="private_key_sealed",
        row_id=wave.id,
    )
    assert sealed
    assert "BEGIN PUBLIC KEY" in wave.public_key


async def test_whoever_has_not_begun_to_work_is_not_asked(cast: Cast) -> None:
    await bank()
    await cast.crowd(6)
    for person, days in ((cast.ann, 1), (cast.bo, 0)):
        person.hired_on = today() + timedelta(days=days)
        await person.save(update_fields=["hired_on"])
    wave = await opened(cast.actor(cast.hana), draft(starts_on=today()))
    roll = await RollEntry.filter(wave_id=wave.id)
    assert {entry.person_id for entry in roll} == {
        person.id for person in cast.people if person not in (cast.dee, cast.ann)
    }


async def test_two_workers_open_a_wave_once(cast: Cast) -> None:
    await bank()
    survey = await launched(cast.actor(cast.hana), draft(starts_on=today()))
    assert await open_all() == 1
    assert await open_all() == 0
    (wave,) = await waves_of(survey.id)
    assert await RollEntry.filter(wave_id=wave.id).count() == 9


async def test_a_pulse_plans_the_next_wave_and_asks_in_turn(cast: Cast) -> None:
    await bank()
    items = ("glad", "purpose_use", "workload_time", "team_help", "voice_safe")
    wanted = draft(
        rhythm=SurveyRhythm.WEEKLY,
        open_days=5,
        starts_on=today(),
        wave_questions=3,
        questions=[
            QuestionDraft(item_id=item_id(key), always=key == "glad", outcome=key == "glad")
            for key in items
        ],
    )
    survey = await launched(cast.actor(cast.hana), wanted)
    asked = []
    for week in range(3):
        day = wanted.starts_on + timedelta(weeks=week)
        assert await open_all(day) == 1
        wave = (await waves_of(survey.id))[week]
        assert wave.starts_on == day
        asked.append([row.content.text.en for row in await questions_of(wave)])
        await SurveyWave.filter(id=wave.id).update(state=WaveState.CLOSED)
    texts = {
        row.item_id: row.content["text"]["en"]
        for row in await SurveyQuestion.filter(survey_id=survey.id)
    }
    glad, *others = [texts[item_id(key)] for key in items]
    assert asked == [
        [glad, others[0], others[1]],
        [glad, others[2], others[3]],
        [glad, others[0], others[1]],
    ]


async def test_an_ended_pulse_opens_no_further_wave(cast: Cast) -> None:
    await bank()
    hana = cast.actor(cast.hana)
    wave = await opened(hana, draft(rhythm=SurveyRhythm.WEEKLY, open_days=5, starts_on=today()))
    survey = await Survey.get(id=wave.survey_id)
    async with unit_of_work(Bus()):
        view = await end_survey(hana, survey_id=survey.id, version=survey.version)
    assert view.state is SurveyState.ENDED
    assert [row.state for row in await waves_of(survey.id)] == [
        WaveState.OPEN,
        WaveState.CANCELLED,
    ]
    assert await open_all(today() + timedelta(days=7)) == 0


async def test_a_survey_that_is_asked_once_is_over_when_it_was_told_of(cast: Cast) -> None:
    await bank()
    wave = await opened(cast.actor(cast.hana))
    await open_all()
    assert (await Survey.get(id=wave.survey_id)).state is SurveyState.LAUNCHED
    await SurveyWave.filter(id=wave.id).update(state=WaveState.CLOSED)
    await open_all()
    assert (await Survey.get(id=wave.survey_id)).state is SurveyState.ENDED


async def test_nobody_is_asked_in_vain(cast: Cast) -> None:
    await bank()
    people = tuple(p.id for p in (cast.ann, cast.bo, cast.mo, cast.max, cast.cy))
    survey = await launched(
        cast.actor(cast.hana), draft(audience=Audience(people=people), starts_on=today())
    )
    cast.ann.left_on = today()
    await cast.ann.save()
    assert await open_all() == 0
    (wave,) = await waves_of(survey.id)
    assert wave.state is WaveState.CANCELLED
    assert not await RollEntry.exists()
    assert (await Survey.get(id=survey.id)).state is SurveyState.ENDED


async def test_a_worker_that_slept_through_it_opens_no_wave_that_is_over(cast: Cast) -> None:
    await bank()
    survey = await launched(
        cast.actor(cast.hana),
        draft(rhythm=SurveyRhythm.WEEKLY, open_days=5, starts_on=today()),
    )
    late = today() + timedelta(days=16)
    assert await open_all(late) == 0
    first, second = await waves_of(survey.id)
    assert first.state is WaveState.CANCELLED
    assert (second.number, second.state) == (2, WaveState.PLANNED)
    assert second.starts_on == today() + timedelta(weeks=3)


async def test_what_was_planned_is_asked_about_again(cast: Cast) -> None:
    await bank()

    async def echo_for(survey_id: UUID) -> list[UUID]:
        return [driver_id("workload")]

    wave = await opened(cast.actor(cast.hana), echo_for=echo_for)
    echo = (await questions_of(wave))[-1]
    assert echo.echo
    assert echo.driver_id == driver_id("workload")
    assert echo.content.text.en.count("Workload") == 1
    assert echo.content.text.ru.count("Нагрузка") == 1
    assert len(echo.content.labels) == 5


async def test_a_wave_that_cannot_be_opened_keeps_no_other_shut(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bank()
    hana = cast.actor(cast.hana)
    one = await launched(hana, draft(starts_on=today()))
    other = await launched(hana, draft(starts_on=today(), segments=(SegmentKind.LEVEL,)))

    async def broken(people: object, day: object) -> dict[UUID, str]:
        raise RuntimeError("no levels today")

    assert await open_all(levels_of=broken) == 1
    assert (await waves_of(one.id))[0].state is WaveState.OPEN
    assert (await waves_of(other.id))[0].state is WaveState.PLANNED
    assert now() > (await waves_of(other.id))[0].opens_at
