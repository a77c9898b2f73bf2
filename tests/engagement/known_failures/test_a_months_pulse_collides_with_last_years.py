"""In other products a pulse is known by its month, and March is put together with March of last year.

Here a wave is known by its number in its survey, and nothing by the name of a month.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from tortoise.exceptions import IntegrityError

from erm.core.clock import today
from erm.engagement.surveys.rules import OPEN_DAYS_MOST, SurveyRhythm
from erm.engagement.waves.calendar import days_of, next_start
from erm.engagement.waves.models import SurveyWave
from erm.engagement.waves.rules import WaveState
from tests.cast import Cast
from tests.engagement.making import bank, draft, launched, open_all, waves_of


def starts(rhythm: SurveyRhythm, first: date, count: int) -> list[date]:
    found = [next_start(rhythm, first, number) for number in range(1, count + 1)]
    return [day for day in found if day is not None]


def test_each_month_of_two_years_has_a_wave_of_its_own() -> None:
    months = starts(SurveyRhythm.MONTHLY, date(2025, 1, 31), 26)
    assert [(day.year, day.month) for day in months] == [
        (2025 + month // 12, month % 12 + 1) for month in range(26)
    ]
    assert months[:4] == [
        date(2025, 1, 31),
        date(2025, 2, 28),
        date(2025, 3, 31),
        date(2025, 4, 30),
    ]
    assert months[13] == date(2026, 2, 28)


@pytest.mark.parametrize("rhythm", [each for each in SurveyRhythm if each is not SurveyRhythm.ONCE])
def test_a_wave_is_over_everywhere_before_the_next_one_begins_anywhere(
    rhythm: SurveyRhythm,
) -> None:
    for first in (date(2027, 1, 29), date(2027, 1, 31), date(2027, 2, 1), date(2028, 2, 29)):
        days = [days_of(day, OPEN_DAYS_MOST[rhythm]) for day in starts(rhythm, first, 30)]
        for one, following in pairwise(days):
            assert one.closes_at < following.opens_at


async def test_a_pulse_goes_on_into_its_second_year_with_new_numbers(cast: Cast) -> None:
    await bank()
    survey = await launched(
        cast.actor(cast.hana),
        draft(rhythm=SurveyRhythm.QUARTERLY, open_days=14, starts_on=today()),
    )
    for number in range(1, 6):
        wave = (await waves_of(survey.id))[-1]
        assert wave.number == number
        assert await open_all(wave.starts_on) == 1
        await SurveyWave.filter(id=wave.id).update(state=WaveState.CLOSED)
    waves = await waves_of(survey.id)
    assert waves[4].starts_on - waves[0].starts_on in (timedelta(days=365), timedelta(days=366))
    assert len({wave.starts_on for wave in waves}) == len(waves)
    with pytest.raises(IntegrityError):
        await SurveyWave.filter(id=waves[4].id).update(number=1)
