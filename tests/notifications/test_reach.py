"""When somebody may be reached: on their own clock, in every zone, through every change of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erm.core.clock import now
from erm.core.ids import new_id
from erm.notifications.models import Reach
from erm.notifications.reach import (
    DEFAULT_REACH,
    ReachView,
    is_reachable,
    next_reachable,
    reach_of,
)
from tests.cast import Cast

START = datetime(2021, 1, 1, tzinfo=UTC)
HOURS = 10 * 366 * 24
ZONES = sorted(available_timezones())
ALWAYS = ReachView(0, 0, frozenset())
BERLIN = ZoneInfo("Europe/Berlin")


@cache
def changes(zone: ZoneInfo) -> tuple[datetime, ...]:
    """The hours within which the clocks of a zone change, in ten years; the first one if none do."""
    found = [START]
    former = START.astimezone(zone).utcoffset()
    for day in range(1, HOURS // 24):
        instant = START + timedelta(days=day)
        offset = instant.astimezone(zone).utcoffset()
        if offset != former:
            found.append(instant)
        former = offset
    return tuple(found)


reaches = st.builds(
    ReachView,
    st.integers(0, 23),
    st.integers(0, 23),
    st.frozensets(st.integers(1, 7), max_size=6),
)


def minutes(start: datetime, end: datetime) -> Iterator[datetime]:
    """Every quarter of an hour of a stretch, and every minute of its last three hours."""
    at = start
    while at < end:
        yield at
        at += timedelta(minutes=1 if end - at <= timedelta(hours=3) else 15)


def check(instant: datetime, reach: ReachView, zone: ZoneInfo) -> datetime:
    found = next_reachable(instant, reach, zone)
    assert found >= instant
    assert found.tzinfo is UTC
    assert is_reachable(found, reach, zone)
    for earlier in minutes(instant, found):
        assert not is_reachable(earlier, reach, zone), earlier
    assert next_reachable(found, reach, zone) == found
    return found


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(ZONES), st.integers(0, HOURS * 60), reaches)
def test_it_is_the_first_instant_at_which_somebody_may_be_reached(
    name: str, minute: int, reach: ReachView
) -> None:
    check(START + timedelta(minutes=minute), reach, ZoneInfo(name))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(ZONES), st.data(), reaches)
def test_it_is_the_first_one_around_every_change_of_the_clocks(
    name: str, data: st.DataObject, reach: ReachView
) -> None:
    zone = ZoneInfo(name)
    change = data.draw(st.sampled_from(changes(zone)))
    check(change - timedelta(minutes=data.draw(st.integers(-600, 2880))), reach, zone)


def test_a_weekend_ends_on_monday_morning_in_every_zone() -> None:
    for zone in map(ZoneInfo, ZONES):
        friday_night = datetime(2026, 11, 20, 22, 30, tzinfo=zone)
        found = next_reachable(friday_night, DEFAULT_REACH, zone)
        assert found.astimezone(zone).replace(tzinfo=None) == datetime(2026, 11, 23, 7), zone


def test_who_has_no_quiet_hours_is_reached_at_once() -> None:
    instant = datetime(2026, 11, 21, 3, 12, 5, 17, tzinfo=UTC)
    assert next_reachable(instant, ALWAYS, BERLIN) == instant


def test_quiet_hours_that_end_within_a_jump_of_the_clocks_end_with_it() -> None:
    # Berlin has no 2:30 on that night.
    reach = ReachView(22, 2, frozenset())
    found = next_reachable(datetime(2026, 3, 28, 23, tzinfo=UTC), reach, BERLIN)
    assert found == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert found.astimezone(BERLIN).hour == 3


def test_quiet_hours_that_end_in_an_hour_that_comes_twice_end_the_first_time() -> None:
    reach = ReachView(22, 2, frozenset())
    found = next_reachable(datetime(2026, 10, 24, 22, tzinfo=UTC), reach, BERLIN)
    assert found == datetime(2026, 10, 25, 0, tzinfo=UTC)
    assert found.astimezone(BERLIN).fold == 0


def test_an_hour_that_comes_again_within_the_quiet_hours_is_quiet_again() -> None:
    # 2 to 3 is quiet; it comes twice, and between both there is no moment to be reached.
    reach = ReachView(2, 3, frozenset())
    found = next_reachable(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), reach, BERLIN)
    assert found == datetime(2026, 10, 25, 2, tzinfo=UTC)


def test_a_change_of_the_clocks_at_an_odd_minute_is_found() -> None:
    # St. John's went from 0:01 to 1:01 until 2011.
    zone = ZoneInfo("America/St_Johns")
    reach = ReachView(23, 1, frozenset())
    found = next_reachable(datetime(2010, 3, 14, 3, tzinfo=UTC), reach, zone)
    assert found == datetime(2010, 3, 14, 3, 31, tzinfo=UTC)


def test_a_day_that_a_zone_left_out_is_not_waited_for() -> None:
    # Samoa had no 30 December 2011, a Friday.
    zone = ZoneInfo("Pacific/Apia")
    reach = ReachView(0, 0, frozenset({1, 2, 3, 4, 6, 7}))
    found = next_reachable(datetime(2011, 12, 24, 12, tzinfo=UTC), reach, zone)
    assert found.astimezone(zone).date() == date(2012, 1, 6)


def test_a_pause_ends_as_its_day_begins_on_the_own_clock() -> None:
    zone = ZoneInfo("Pacific/Auckland")
    reach = ReachView(0, 0, frozenset(), date(2027, 2, 1))
    found = next_reachable(datetime(2026, 11, 20, tzinfo=UTC), reach, zone)
    assert found == datetime(2027, 1, 31, 11, tzinfo=UTC)


def test_a_pause_that_ends_on_a_day_off_lets_through_on_the_next_day() -> None:
    reach = ReachView(20, 7, frozenset({6, 7}), date(2026, 12, 5))
    found = next_reachable(datetime(2026, 11, 20, tzinfo=UTC), reach, BERLIN)
    assert found.astimezone(BERLIN).replace(tzinfo=None) == datetime(2026, 12, 7, 7)


def test_a_reach_without_any_day_is_a_mistake_and_not_an_endless_search() -> None:
    with pytest.raises(ValueError, match="a reach needs a day"):
        next_reachable(START, ReachView(0, 0, frozenset(range(1, 8))), BERLIN)


async def test_who_chose_nothing_has_the_default(cast: Cast) -> None:
    _ = await Reach.create(
        person_id=cast.ann.id,
        quiet_from=22,
        quiet_to=6,
        days_off=[7],
        paused_until=date(2030, 1, 1),
        updated_at=now(),
    )
    nobody = new_id()
    assert await reach_of([cast.ann.id, cast.bo.id, nobody]) == {
        cast.ann.id: ReachView(22, 6, frozenset({7}), date(2030, 1, 1)),
        cast.bo.id: DEFAULT_REACH,
        nobody: DEFAULT_REACH,
    }
