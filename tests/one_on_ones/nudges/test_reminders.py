"""When reminders come: never by night, on the clocks of their reader, across every change of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erm.one_on_ones.reminders import (
    ENOUGH,
    LEAD_MAXIMUM,
    LEAD_MINIMUM,
    REACH,
    ask_at,
    by_night,
    due_after,
    due_before,
    remind_at,
)

BERLIN = "Europe/Berlin"
ZONES = [
    BERLIN, "America/New_York", "America/Santiago", "Australia/Lord_Howe", "Pacific/Auckland",
    "Asia/Kolkata", "Africa/Casablanca", "Pacific/Kiritimati",
]  # fmt: skip


def berlin(day: int, clock: str, month: int = 11) -> datetime:
    hour, minute = clock.split(":")
    return datetime(2026, month, day, int(hour), int(minute), tzinfo=ZoneInfo(BERLIN))


@pytest.mark.parametrize(
    ("meeting", "lead", "expected"),
    [
        # By day: exactly as long before as was chosen.
        (berlin(24, "14:00"), 60, berlin(24, "13:00")),
        (berlin(24, "08:00"), 60, berlin(24, "07:00")),
        (berlin(24, "14:00"), 2_880, berlin(22, "14:00")),
        # It would fall into the night: in the morning, while that is soon enough.
        (berlin(24, "07:30"), 60, berlin(24, "07:00")),
        (berlin(24, "07:15"), 60, berlin(24, "07:00")),
        (berlin(24, "10:00"), 240, berlin(24, "07:00")),
        (berlin(25, "22:00"), 1_440, berlin(25, "07:00")),
        # The morning would be too late: on the evening before.
        (berlin(24, "07:14"), 60, berlin(23, "18:00")),
        (berlin(24, "06:00"), 30, berlin(23, "18:00")),
        (berlin(24, "00:30"), 60, berlin(23, "18:00")),
        (berlin(24, "22:00"), 30, berlin(24, "18:00")),
    ],
)
def test_a_reminder_comes_by_day(meeting: datetime, lead: int, expected: datetime) -> None:
    assert remind_at(meeting.astimezone(UTC), lead, BERLIN) == expected


@given(
    at=st.datetimes(datetime(2026, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC)),
    lead=st.integers(LEAD_MINIMUM, LEAD_MAXIMUM),
    zone=st.sampled_from(ZONES),
)
def test_no_reminder_comes_by_night_or_too_late(at: datetime, lead: int, zone: str) -> None:
    at = at.replace(second=0, microsecond=0)
    comes = remind_at(at, lead, zone)
    assert not by_night(comes, zone)
    assert 7 <= comes.astimezone(ZoneInfo(zone)).hour < 21
    assert at - REACH <= comes < at
    assert at - comes >= min(ENOUGH, timedelta(minutes=lead))
    assert due_before(comes, at, lead, zone)
    assert not due_before(comes - timedelta(minutes=1), at, lead, zone)
    assert not due_before(at, at, lead, zone)


@pytest.mark.parametrize("zone", ZONES)
def test_the_morning_is_seven_on_the_clocks_also_when_they_change(zone: str) -> None:
    for number in range(366):
        day = date(2026, 6, 1) + timedelta(days=number)
        local = datetime(day.year, day.month, day.day, 7, 30, tzinfo=ZoneInfo(zone))
        comes = remind_at(local.astimezone(UTC), 60, zone).astimezone(ZoneInfo(zone))
        assert (comes.date(), comes.hour, comes.minute) == (day, 7, 0)


def test_a_worker_that_was_away_does_not_make_up_for_it_by_night() -> None:
    meeting = berlin(24, "07:05").astimezone(UTC)
    assert due_before(berlin(23, "18:00"), meeting, 60, BERLIN)
    assert due_before(berlin(23, "20:59"), meeting, 60, BERLIN)
    assert not due_before(berlin(23, "21:00"), meeting, 60, BERLIN)
    assert not due_before(berlin(24, "06:59"), meeting, 60, BERLIN)


@pytest.mark.parametrize("zone", ZONES)
def test_the_question_comes_on_the_next_morning(zone: str) -> None:
    for clock in (0, 9, 14, 23):
        local = datetime(2026, 10, 24, clock, 30, tzinfo=ZoneInfo(zone))
        asked = ask_at(local.astimezone(UTC), zone)
        assert asked.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == datetime(2026, 10, 25, 9)
        assert due_after(asked, local, zone)
        assert not due_after(asked - timedelta(minutes=1), local, zone)
        assert not due_after(asked + timedelta(hours=13), local, zone), "by night"
        assert due_after(asked + timedelta(hours=24), local, zone)
        assert not due_after(asked + timedelta(hours=36), local, zone), "too late to ask"
