"""A wave is told of once, when its time is over, and not before."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from erm.core.clock import now, today
from erm.core.events import Bus
from erm.engagement.ballots.models import Ballot
from erm.engagement.comments.models import SurveyComment
from erm.engagement.comments.storing import store
from erm.engagement.results import queries
from erm.engagement.results.closing import close_due_waves, close_wave, destroy_due
from erm.engagement.results.models import ReleaseFigure, ReleaseGroup, WaveRelease
from erm.engagement.results.rules import HiddenReason, Shown
from erm.engagement.waves.models import RollEntry, SurveyWave
from erm.engagement.waves.rules import WaveState
from tests.cast import Cast
from tests.engagement.results import stage


async def test_a_wave_is_told_of_when_its_time_is_over(cast: Cast) -> None:
    asked = await stage.survey(cast)
    people = await stage.crowd(cast)
    wave = await stage.wave(asked, people.everybody, stage.anything(silent=4))
    assert await close_due_waves(Bus(), store) == 1
    found = await SurveyWave.get(id=wave.id)
    assert (found.state, found.answered) == (WaveState.CLOSED, 35)
    assert found.destroy_on == today() + timedelta(days=30)
    release = await WaveRelease.get(wave_id=wave.id)
    assert (release.invited, release.answered, release.withheld) == (47, 35, None)
    groups = {row.number: row for row in await ReleaseGroup.filter(wave_id=wave.id)}
    assert groups[0].shown is Shown.WHOLLY
    assert {row.department_id for row in groups.values() if row.shown is not Shown.HIDDEN} >= {
        None,
        cast.engineering.id,
        cast.sales.id,
    }
    assert await ReleaseFigure.filter(wave_id=wave.id, group_number=0).count() == 3 + 7
    assert await SurveyComment.filter(wave_id=wave.id).count() == 35
    assert not await RollEntry.filter(wave_id=wave.id, issued=True).exists()
    assert await Ballot.filter(wave_id=wave.id).count() == 35
    # A second time there is nothing to do.
    assert await close_due_waves(Bus(), store) == 0


async def test_nothing_is_read_of_a_wave_before_it_is_closed(cast: Cast) -> None:
    asked = await stage.survey(cast)
    people = await stage.crowd(cast)
    wave = await stage.wave(asked, people.everybody, stage.anything(), over=False)
    hr = cast.actor(cast.hana)
    assert await close_due_waves(Bus(), store) == 0
    assert not await close_wave(wave.id, Bus(), store)
    assert (await SurveyWave.get(id=wave.id)).state is WaveState.OPEN
    assert await queries.report(hr, wave.id) is None
    assert await queries.trend(hr, wave.id) == []
    assert await queries.driver_analysis(hr, wave.id) is None


async def test_two_workers_make_one_release(cast: Cast) -> None:
    asked = await stage.survey(cast)
    people = await stage.crowd(cast)
    wave = await stage.wave(asked, people.everybody, stage.anything())
    done = await asyncio.gather(*(close_wave(wave.id, Bus(), store) for _ in range(3)))
    assert sorted(done) == [False, False, True]
    assert await WaveRelease.filter(wave_id=wave.id).count() == 1
    assert await SurveyComment.filter(wave_id=wave.id).count() == 47
    assert await Ballot.filter(wave_id=wave.id).count() == 47


async def test_another_worker_goes_on_where_one_died(cast: Cast) -> None:
    asked = await stage.survey(cast)
    people = await stage.crowd(cast)
    wave = await stage.wave(asked, people.everybody, stage.anything())

    async def dies(*_: Any) -> list[dict[str, Any]]:
        raise ConnectionError("the machine went away")

    assert await close_due_waves(Bus(), dies) == 0
    assert (await SurveyWave.get(id=wave.id)).state is WaveState.CLOSING
    assert not await WaveRelease.exists(wave_id=wave.id)
    assert not await ReleaseGroup.exists(wave_id=wave.id)
    assert await queries.report(cast.actor(cast.hana), wave.id) is None
    assert await close_due_waves(Bus(), store) == 1
    assert await queries.report(cast.actor(cast.hana), wave.id) is not None


@pytest.mark.parametrize("keep_days", [0, 30])
async def test_ballots_are_destroyed_on_the_day_that_was_promised(
    cast: Cast, keep_days: int
) -> None:
    asked = await stage.survey(cast, keep_days=keep_days)
    people = await stage.crowd(cast)
    wave = await stage.closed(await stage.wave(asked, people.everybody, stage.anything()))
    assert await destroy_due(Bus()) == 0
    assert wave.destroyed is (keep_days == 0)
    assert await Ballot.filter(wave_id=wave.id).exists() is (keep_days > 0)
    if keep_days:
        await SurveyWave.filter(id=wave.id).update(destroy_on=today())
        assert await destroy_due(Bus()) == 1
        assert await destroy_due(Bus()) == 0
        assert not await Ballot.filter(wave_id=wave.id).exists()
        assert (await SurveyWave.get(id=wave.id)).destroyed


async def test_too_few_answers_are_told_as_that_and_nothing_else(cast: Cast) -> None:
    asked = await stage.survey(cast)
    people = await stage.crowd(cast)
    few = stage.anything()
    wave = await stage.closed(
        await stage.wave(
            asked,
            people.everybody,
            lambda number, asked: few(number, asked) if number < 4 else None,
        )
    )
    assert (await WaveRelease.get(wave_id=wave.id)).withheld is HiddenReason.TOO_FEW_ANSWERED
    assert not await ReleaseFigure.exists(wave_id=wave.id)
    assert not await SurveyComment.exists(wave_id=wave.id)
    report = await queries.report(cast.actor(cast.hana), wave.id)
    assert report is not None
    assert report.withheld is HiddenReason.TOO_FEW_ANSWERED
    assert "Fewer than 5 people answered" in report.withheld_text
    assert [figure.mean for figure in report.figures] == [None] * 10
    assert report.group.rate is None


async def test_the_plan_depends_on_who_took_part_and_not_on_what_was_said(cast: Cast) -> None:
    people = await stage.crowd(cast)
    hashes: list[str] = []
    for answering in (stage.all_say(1), stage.all_say(5), stage.anything()):
        fresh = await stage.survey(cast)
        wave = await stage.closed(await stage.wave(fresh, people.everybody, answering))
        hashes.append((await WaveRelease.get(wave_id=wave.id)).plan_hash)
    assert len(set(hashes)) == 1


async def test_a_wave_that_nobody_answered_is_closed(cast: Cast) -> None:
    asked = await stage.survey(cast)
    people = await stage.crowd(cast)
    wave = await stage.closed(await stage.wave(asked, people.everybody, lambda number, asked: None))
    assert wave.answered == 0
    assert wave.released_at is not None
    assert wave.released_at <= now()
