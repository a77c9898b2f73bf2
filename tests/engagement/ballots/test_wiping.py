"""Wiping former rows: done, or left for later, but never in anybody's way."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from tortoise.connection import get_connection

from erm.core.clock import now
from erm.core.database.connections import forget_replaced
from erm.core.database.routing import WRITER
from erm.engagement.ballots import box, closing
from erm.engagement.ballots.closing import seal_off, wipe_again
from erm.engagement.ballots.models import Ballot
from erm.engagement.waves.models import SurveyWave
from erm.engagement.waves.rules import WaveState
from tests.cast import Cast
from tests.conftest import OpenDatabase
from tests.engagement.ballots.builders import OpenWave, open_wave, voted

POSTGRES = pytest.mark.parametrize(
    "database_kind", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True
)


@POSTGRES
async def test_a_backup_under_way_is_not_waited_for(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever waits for a lock on a table makes everybody else wait behind them."""
    wave = await open_wave([cast.ann, cast.bo])
    await voted(wave, [cast.ann])
    monkeypatch.setattr(closing, "PATIENCE_MS", 50)
    monkeypatch.setattr(box, "PATIENCE_MS", 50)
    box._wiped[0] = float("-inf")
    async with get_connection(WRITER).acquire_connection() as backup, backup.transaction():
        await backup.execute("LOCK TABLE survey_ballot_waiting IN ACCESS SHARE MODE")
        await voted(wave, [cast.bo])
        await SurveyWave.filter(id=wave.id).update(state=WaveState.CLOSING)
        begun = time.monotonic()
        assert await seal_off(wave.id) == 2
        assert not await closing.wipe()
        assert time.monotonic() - begun < 5
    assert await closing.wipe()
    settings = await get_connection(WRITER).execute_query_dict("SHOW lock_timeout")
    assert settings == [{"lock_timeout": "0"}]


@POSTGRES
async def test_a_wipe_keeps_the_rows(cast: Cast, db: OpenDatabase) -> None:
    people = await cast.crowd(45)
    wave = await open_wave(people)
    await voted(wave, people)
    before = {row.id for row in await Ballot.all()}
    assert await forget_replaced(["survey_ballot", "survey_wave"], patience_ms=1_000)
    assert {row.id for row in await Ballot.all()} == before


@pytest.mark.parametrize(
    ("state", "released_ago", "closed_ago", "expected"),
    [
        (WaveState.CLOSED, timedelta(hours=5), timedelta(hours=5), True),
        (WaveState.CLOSED, timedelta(days=3), timedelta(days=3), False),
        (WaveState.CANCELLED, None, timedelta(hours=-5), True),
        (WaveState.CANCELLED, None, timedelta(days=3), False),
        (WaveState.OPEN, None, timedelta(hours=-5), False),
    ],
)
async def test_what_was_closed_lately_is_wiped_again(
    cast: Cast,
    state: WaveState,
    released_ago: timedelta | None,
    closed_ago: timedelta,
    expected: bool,
) -> None:
    wave: OpenWave = await open_wave([cast.ann])
    released = None if released_ago is None else now() - released_ago
    await SurveyWave.filter(id=wave.id).update(
        state=state, released_at=released, closes_at=now() - closed_ago
    )
    assert await wipe_again() is expected
