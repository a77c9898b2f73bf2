"""Every rhythm in every zone, at every quarter of an hour, for ten years."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from erm.one_on_ones.recurrence import day_after
from erm.one_on_ones.rhythm import Rhythm
from tests.one_on_ones.rhythms import ZONES, problems

pytestmark = pytest.mark.soak

RULES = (
    "FREQ=WEEKLY;BYDAY=SU",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA",
    "FREQ=WEEKLY;BYDAY=MO,TH",
    "FREQ=MONTHLY;BYDAY=1SU",
    "FREQ=MONTHLY;BYDAY=-1SU",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=DAILY",
)


@pytest.mark.parametrize("zone", ZONES)
def test_the_wall_time_holds_for_ten_years_at_every_quarter_of_an_hour(zone: str) -> None:
    for since in (date(2006, 1, 1), date(2026, 1, 1)):
        for rrule in RULES:
            anchor = day_after(rrule, since, since - timedelta(days=1))
            for minutes in range(0, 24 * 60, 15 if rrule != "FREQ=DAILY" else 180):
                rhythm = Rhythm(rrule, anchor, minutes, zone)
                assert problems(rhythm, 10) == [], (zone, rrule, minutes)
