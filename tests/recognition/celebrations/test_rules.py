"""When something is celebrated: worked out for any zone, any day and any wish."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erm.recognition.celebrations.rules import (
    CARD_OPENS_BEFORE,
    MORNING,
    CelebrationAudience,
    CelebrationKind,
    Choice,
    Whose,
    is_day,
    is_narrower,
    kept_on,
    morning_of,
    next_day,
    occasion,
    occasions,
)
from tests.recognition.celebrations.builders import ANNIVERSARY, BIRTHDAY, EVERYONE, OFF, TEAM, utc

ZONES = sorted(zone for zone in available_timezones() if "/" in zone and zone != "posix/rules")
DAY = timedelta(days=1)
LEAP = date(2024, 2, 29)

birthdays = st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda day: (day.month, day.day))
audiences = st.sampled_from(CelebrationAudience)
instants = st.datetimes(datetime(2025, 1, 1), datetime(2045, 1, 1)).map(
    lambda at: at.replace(tzinfo=ZoneInfo("UTC"))
)
people = st.builds(
    lambda anniversary, birthday, born, hired_on, zone, left_on: Whose(
        Choice(anniversary, birthday, *born), hired_on, zone, left_on
    ),
    audiences,
    audiences,
    birthdays,
    st.none() | st.dates(date(1985, 1, 1), date(2046, 12, 31)) | st.just(LEAP),
    st.sampled_from(ZONES),
    st.none() | st.dates(date(2025, 1, 1), date(2046, 1, 1)),
)


def planned_right(whose: Whose, instant: datetime) -> None:
    """What is planned at an instant is right, and complete."""
    zone = ZoneInfo(whose.zone)
    here = instant.astimezone(zone).date()
    found = occasions(whose, instant)
    assert len({(one.kind, one.day) for one in found}) == len(found)
    for one in found:
        assert one.audience is whose.choice.audience(one.kind) is not OFF
        assert here <= one.day <= here + CARD_OPENS_BEFORE
        assert one.due_at > instant
        assert whose.left_on is None or one.day < whose.left_on
        local = one.due_at.astimezone(zone)
        assert (local.date(), local.time()) == (one.day, MORNING)
        month, day = (
            (whose.hired_on.month, whose.hired_on.day)
            if one.kind is ANNIVERSARY and whose.hired_on is not None
            else (whose.choice.birth_month, whose.choice.birth_day)
        )
        if (one.day.month, one.day.day) != (month, day):
            assert ((month, day), (one.day.month, one.day.day)) == ((2, 29), (2, 28))
            assert one.day + DAY == date(one.day.year, 3, 1)
        if one.kind is ANNIVERSARY:
            assert whose.hired_on is not None
            assert one.years == one.day.year - whose.hired_on.year >= 1
        else:
            assert one.years is None
        # It is planned all the time from a week before until its morning, and not a moment longer.
        early = datetime.combine(one.day - CARD_OPENS_BEFORE, MORNING, tzinfo=zone)
        for at in (early, one.due_at - timedelta(seconds=1)):
            assert one in occasions(whose, at.astimezone(ZoneInfo("UTC")))
        for at in (one.due_at, one.due_at + DAY):
            assert (one.kind, one.day) not in {(o.kind, o.day) for o in occasions(whose, at)}
        before = datetime.combine(one.day - CARD_OPENS_BEFORE - DAY, MORNING, tzinfo=zone)
        assert one.day not in {o.day for o in occasions(whose, before)}


@settings(max_examples=300, deadline=None)
@given(people, instants)
def test_what_is_planned_is_right_at_any_instant_in_any_zone(
    whose: Whose, instant: datetime
) -> None:
    planned_right(whose, instant)


@pytest.mark.soak
@settings(max_examples=60_000, deadline=None)
@given(people, instants)
def test_what_is_planned_is_right_at_very_many_instants(whose: Whose, instant: datetime) -> None:
    planned_right(whose, instant)


@settings(max_examples=40, deadline=None)
@given(people, st.integers(2025, 2044))
def test_whatever_a_person_wants_there_is_at_most_one_day_a_year_of_each_kind(
    whose: Whose, year: int
) -> None:
    days = [date(year, 1, 1) + n * DAY for n in range(366)]
    for kind in CelebrationKind:
        found = [day for day in days if day.year == year and occasion(whose, kind, day)]
        named = (
            whose.hired_on is not None and whose.hired_on.year < year
            if kind is ANNIVERSARY
            else True
        )
        if whose.choice.audience(kind) is OFF or not named:
            assert not found
        elif whose.left_on is None:
            assert len(found) == 1
        else:
            assert all(day < whose.left_on for day in found)
            assert len(found) <= 1


def test_the_29th_of_february_is_kept_on_the_28th_in_other_years() -> None:
    assert kept_on(2, 29, 2024) == LEAP
    assert kept_on(2, 29, 2027) == date(2027, 2, 28)
    assert kept_on(2, 29, 2100) == date(2100, 2, 28)
    assert next_day(2, 29, date(2027, 3, 1)) == date(2028, 2, 29)
    assert next_day(2, 29, date(2027, 2, 28)) == date(2027, 2, 28)
    whose = Whose(Choice(), LEAP, "Europe/Berlin")
    assert occasion(whose, ANNIVERSARY, date(2028, 2, 28)) is None
    one = occasion(whose, ANNIVERSARY, date(2028, 2, 29))
    assert one is not None
    assert one.years == 4


def test_without_a_word_of_theirs_a_birthday_is_nobodys_business() -> None:
    whose = Whose(Choice(birth_month=11, birth_day=22), date(2020, 11, 22), "UTC")
    (one,) = occasions(whose, utc(2026, 11, 20, 12))
    assert (one.kind, one.audience, one.years) == (ANNIVERSARY, TEAM, 6)


def test_the_morning_is_that_of_the_persons_clock_also_where_the_clocks_change() -> None:
    assert morning_of(date(2026, 3, 29), "Europe/Berlin") == utc(2026, 3, 29, 7)
    assert morning_of(date(2026, 3, 28), "Europe/Berlin") == utc(2026, 3, 28, 8)
    assert morning_of(date(2026, 6, 1), "Pacific/Kiritimati") == utc(2026, 5, 31, 19)
    assert morning_of(date(2026, 6, 1), "Pacific/Honolulu") == utc(2026, 6, 1, 19)


def test_a_day_of_some_year_is_a_birthday_and_no_other_is() -> None:
    assert is_day(2, 29)
    assert not any((is_day(2, 30), is_day(13, 1), is_day(0, 1), is_day(4, 31), is_day(1, 0)))


def test_nobody_team_and_everybody_are_told_apart_by_how_many_they_are() -> None:
    assert is_narrower(OFF, TEAM)
    assert is_narrower(TEAM, EVERYONE)
    assert not is_narrower(TEAM, TEAM)
    assert not is_narrower(EVERYONE, OFF)


def test_a_birthday_tells_no_year() -> None:
    whose = Whose(Choice(birthday=EVERYONE, birth_month=5, birth_day=1), None, "UTC")
    (one,) = occasions(whose, utc(2026, 4, 28))
    assert (one.kind, one.years) == (BIRTHDAY, None)
