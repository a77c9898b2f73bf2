"""Exactly one digest per person and period, in every zone, through every change of the clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erm.digest.rules import (
    EARLIEST_HOUR,
    LATEST_HOUR,
    DigestFrequency,
    Preference,
    due_period,
    next_at,
    occurrence,
    period_of,
)

START = datetime(2025, 12, 29, tzinfo=UTC)
TWO_YEARS = timedelta(days=2 * 365 + 7)
AWKWARD = [
    "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Chatham",
    "Pacific/Kiritimati", "Africa/Cairo", "Asia/Gaza", "Africa/Casablanca", "America/Santiago",
    "Antarctica/Troll", "Asia/Beirut", "Pacific/Pago_Pago", "Europe/Moscow",
]  # fmt: skip
preferences = st.builds(
    Preference,
    st.just(DigestFrequency.WEEKLY),
    st.integers(1, 7),
    st.integers(EARLIEST_HOUR, LATEST_HOUR),
)


def live(zone: ZoneInfo, preference: Preference, step: timedelta, span: timedelta) -> int:
    """Let a worker look every ``step``; checks every digest made, and returns how many there were."""
    made: dict[str, datetime] = {}
    moment = START
    while moment < START + span:
        period = due_period(moment, preference, zone)
        if period is not None and period not in made:
            made[period] = moment
            local = moment.astimezone(zone)
            assert EARLIEST_HOUR <= local.hour <= LATEST_HOUR
            if moment >= START + timedelta(days=7):
                assert local.isoweekday() == preference.weekday, "made on its day"
                late = moment - occurrence(
                    local.date() - timedelta(days=local.weekday()), preference, zone
                )
                assert timedelta() <= late < step, "made at its hour"
        moment += step
    day = START.astimezone(zone).date() + timedelta(days=7)
    while day + timedelta(days=14) < (START + span).astimezone(zone).date():
        assert period_of(day) in made, f"{period_of(day)} has a digest"
        day += timedelta(days=7)
    return len(made)


@given(st.sampled_from(AWKWARD), preferences)
@settings(max_examples=25, deadline=None)
def test_every_week_has_one_digest_at_its_hour(zone: str, preference: Preference) -> None:
    assert live(ZoneInfo(zone), preference, timedelta(hours=1), TWO_YEARS) >= 103


@pytest.mark.soak
@pytest.mark.parametrize("weekday", [1, 5, 7])
def test_every_zone_for_two_years(weekday: int) -> None:
    for name in sorted(available_timezones()):
        for hour in (EARLIEST_HOUR, 9, 14, LATEST_HOUR):
            preference = Preference(weekday=weekday, hour=hour)
            assert live(ZoneInfo(name), preference, timedelta(hours=1), TWO_YEARS) >= 103


@given(st.sampled_from(AWKWARD), preferences, st.integers(0, 400))
@settings(max_examples=200, deadline=None)
def test_next_at_is_when_it_becomes_due(zone: str, preference: Preference, hours: int) -> None:
    place = ZoneInfo(zone)
    moment = START + timedelta(days=70, hours=hours)
    following = next_at(moment, preference, place, this_period_done=False)
    assert following is not None
    assert following > moment
    assert due_period(following, preference, place) == period_of(following.astimezone(place).date())
    before = following - timedelta(minutes=1)
    assert due_period(before, preference, place) != period_of(following.astimezone(place).date())


def test_a_worker_that_was_away_makes_up_for_it_in_the_same_week_but_not_at_night() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    monday_nine = Preference()
    at = lambda day, hour: datetime(2026, 11, day, hour, 30, tzinfo=berlin)  # noqa: E731
    assert due_period(at(23, 8), monday_nine, berlin) is None
    assert due_period(at(23, 9), monday_nine, berlin) == "2026-W48"
    assert due_period(at(25, 3), monday_nine, berlin) is None
    assert due_period(at(25, 6), monday_nine, berlin) == "2026-W48"
    assert due_period(at(29, 21), monday_nine, berlin) == "2026-W48"
    assert due_period(at(29, 22), monday_nine, berlin) is None


def test_what_lay_before_a_person_or_a_choice_is_not_made_up_for() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    wednesday = datetime(2026, 11, 25, 12, tzinfo=berlin)
    assert due_period(wednesday, Preference(), berlin, since=wednesday) is None
    earlier = datetime(2026, 11, 20, 12, tzinfo=berlin)
    assert due_period(wednesday, Preference(), berlin, since=earlier) == "2026-W48"


def test_nobody_gets_what_they_switched_off() -> None:
    off = Preference(DigestFrequency.OFF)
    noon = datetime(2026, 11, 25, 12, tzinfo=UTC)
    assert due_period(noon, off, ZoneInfo("UTC")) is None
    assert next_at(noon, off, ZoneInfo("UTC"), this_period_done=False) is None


def test_the_week_belongs_to_its_iso_year() -> None:
    assert period_of(date(2027, 1, 3)) == "2026-W53"
    assert period_of(date(2027, 1, 4)) == "2027-W01"
