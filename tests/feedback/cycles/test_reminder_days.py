"""On which days and at which hours somebody is reminded."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erm.feedback.cycles.holidays import country_of, working_day_from, works_on
from erm.feedback.cycles.reminders import (
    EVERY,
    PATIENCE,
    Reminded,
    counted,
    half_time,
    in_other_words,
    is_office_time,
    next_on,
    send_at,
)

BERLIN = "Europe/Berlin"
ZONES = [BERLIN, "America/New_York", "Asia/Dubai", "Asia/Jerusalem", "Europe/Moscow", "UTC"]
days = st.dates(date(2024, 1, 1), date(2029, 12, 31))


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Europe/Berlin", "DE"),
        ("Europe/Stockholm", "SE"),
        ("America/Los_Angeles", "US"),
        ("Asia/Kolkata", "IN"),
        ("Asia/Calcutta", "IN"),
        ("Europe/Kyiv", "UA"),
        ("Europe/Kiev", "UA"),
        ("UTC", None),
        ("Etc/GMT+3", None),
    ],
)
def test_the_country_follows_from_the_time_zone(zone: str, country: str | None) -> None:
    assert country_of(zone) == country


def test_every_zone_has_working_days() -> None:
    for zone in available_timezones():
        day = working_day_from(date(2026, 12, 31), zone)
        assert works_on(day, zone)


@pytest.mark.parametrize(
    ("day", "zone", "works"),
    [
        (date(2026, 11, 23), BERLIN, True),
        (date(2026, 11, 22), BERLIN, False),
        (date(2026, 12, 25), BERLIN, False),
        (date(2026, 12, 25), "Asia/Tokyo", True),
        (date(2026, 11, 26), "America/New_York", False),
        (date(2026, 11, 26), "Europe/London", True),
        # In Israel the week begins on Sunday.
        (date(2026, 11, 22), "Asia/Jerusalem", True),
        (date(2026, 11, 20), "Asia/Jerusalem", False),
        # Holidays of one region of a country: nobody knows whether the person lives there.
        (date(2026, 6, 4), BERLIN, True),
        (date(2026, 12, 25), "UTC", True),
        (date(2026, 12, 26), "UTC", False),
    ],
)
def test_weekends_and_holidays_are_those_of_the_country(day: date, zone: str, works: bool) -> None:
    assert works_on(day, zone) is works


@pytest.mark.parametrize(("length", "place"), [(1, 1), (2, 2), (3, 2), (7, 4), (14, 8), (21, 11)])
def test_half_time_is_the_first_day_of_the_second_half(length: int, place: int) -> None:
    first = date(2026, 11, 2)
    assert half_time(first, first + timedelta(days=length - 1)) == first + timedelta(days=place - 1)


def test_a_fortnight_has_a_reminder_at_half_time_and_then_every_four_days() -> None:
    # Monday to Sunday after next, in a country without a holiday between.
    first, until = date(2026, 11, 2), date(2026, 11, 15)
    found, reminded = [], Reminded(0, first)
    while (day := next_on(first, until, reminded, BERLIN)) is not None:
        found.append(day)
        reminded = Reminded(reminded.count + 1, day)
    assert found == [date(2026, 11, 9), date(2026, 11, 13)]


def test_a_reminder_of_a_weekend_comes_on_monday_and_the_next_one_four_days_later() -> None:
    first, until = date(2026, 11, 2), date(2026, 11, 29)
    # Half time is Monday the 16th; 20 Friday, 24 Tuesday, 28 Saturday, then it is too late.
    found, reminded = [], Reminded(0, first)
    while (day := next_on(first, until, reminded, BERLIN)) is not None:
        found.append(day)
        reminded = Reminded(reminded.count + 1, day)
    assert [day.day for day in found] == [16, 20, 24]
    assert next_on(first, until, Reminded(1, date(2026, 11, 18)), BERLIN) == date(2026, 11, 23)


@given(days, st.integers(0, 90), st.integers(0, 6), days, st.sampled_from(ZONES))
def test_nobody_is_reminded_on_a_day_off_too_soon_or_too_late(
    first: date, length: int, count: int, last: date, zone: str
) -> None:
    until = first + timedelta(days=length)
    day = next_on(first, until, Reminded(count, last), zone)
    if day is not None:
        assert works_on(day, zone)
        assert day <= until
        assert day >= (last + EVERY if count else half_time(first, until))
        assert day > last


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2029, 12, 31)),
    st.sampled_from(ZONES),
)
def test_mail_is_sent_by_day_on_a_working_day_and_as_soon_as_that_allows(
    moment: datetime, zone: str
) -> None:
    instant = moment.replace(tzinfo=UTC)
    sent = send_at(instant, zone)
    assert sent >= instant
    assert is_office_time(sent, zone)
    if sent > instant:
        assert not is_office_time(instant, zone)
        assert sent.astimezone(ZoneInfo(zone)).hour == 9
        step = instant
        while step + timedelta(hours=1) < sent:
            assert not is_office_time(step, zone)
            step += timedelta(hours=1)


def test_the_night_is_by_the_readers_clocks() -> None:
    noon_in_berlin = datetime(2026, 11, 23, 11, tzinfo=UTC)
    assert is_office_time(noon_in_berlin, BERLIN)
    assert not is_office_time(noon_in_berlin, "America/Los_Angeles")


def test_an_answer_begins_the_count_anew() -> None:
    third = Reminded(PATIENCE, date(2026, 11, 2))
    assert counted(None, answered=False) == 1
    assert counted(third, answered=False) == PATIENCE + 1
    assert counted(third, answered=True) == 1


def test_after_three_without_an_answer_the_words_change() -> None:
    day = date(2026, 11, 2)
    assert not in_other_words(None, answered=False)
    assert not in_other_words(Reminded(PATIENCE - 1, day), answered=False)
    assert in_other_words(Reminded(PATIENCE, day), answered=False)
    assert not in_other_words(Reminded(PATIENCE, day), answered=True)
