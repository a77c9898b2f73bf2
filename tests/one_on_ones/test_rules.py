from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erm.one_on_ones.recurrence import next_day
from erm.one_on_ones.rules import (
    ActionItemState,
    Cadence,
    instant_of,
    is_overdue,
    pair_key,
    reordered,
    wall_clock,
)

TUESDAY = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("cadence", "after", "expected"),
    [
        (Cadence.WEEKLY, TUESDAY, date(2026, 3, 10)),
        (Cadence.WEEKLY, date(2026, 3, 9), date(2026, 3, 10)),
        (Cadence.WEEKLY, date(2026, 3, 10), date(2026, 3, 17)),
        (Cadence.WEEKLY, date(2026, 2, 1), TUESDAY),
        (Cadence.EVERY_TWO_WEEKS, TUESDAY, date(2026, 3, 17)),
        (Cadence.EVERY_TWO_WEEKS, date(2026, 3, 16), date(2026, 3, 17)),
        (Cadence.EVERY_TWO_WEEKS, date(2026, 3, 17), date(2026, 3, 31)),
        (Cadence.MONTHLY, TUESDAY, date(2026, 4, 7)),
        (Cadence.MONTHLY, date(2026, 4, 6), date(2026, 4, 7)),
        (Cadence.MONTHLY, date(2026, 12, 1), date(2027, 1, 5)),
    ],
)
def test_the_next_day_follows_the_rhythm(cadence: Cadence, after: date, expected: date) -> None:
    assert next_day(TUESDAY, cadence, after) == expected


def test_a_fifth_weekday_is_the_last_one_where_a_month_has_four() -> None:
    fifth_tuesday = date(2026, 3, 31)
    assert next_day(fifth_tuesday, Cadence.MONTHLY, fifth_tuesday) == date(2026, 4, 28)
    assert next_day(fifth_tuesday, Cadence.MONTHLY, date(2026, 5, 26)) == date(2026, 6, 30)


@settings(deadline=None)
@given(
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.sampled_from([Cadence.WEEKLY, Cadence.EVERY_TWO_WEEKS, Cadence.MONTHLY]),
    st.integers(0, 2000),
)
def test_the_next_day_is_later_near_and_on_the_same_weekday(
    start: date, cadence: Cadence, later: int
) -> None:
    after = start + timedelta(days=later)
    day = next_day(start, cadence, after)
    longest = {Cadence.WEEKLY: 7, Cadence.EVERY_TWO_WEEKS: 14, Cadence.MONTHLY: 35}
    assert after < day <= after + timedelta(days=longest[cadence])
    assert day.weekday() == start.weekday()


def test_the_clock_on_the_wall_stays_when_summer_time_begins() -> None:
    before = instant_of(date(2026, 3, 24), 10 * 60, "Europe/Berlin")
    after = instant_of(date(2026, 3, 31), 10 * 60, "Europe/Berlin")
    assert before == datetime(2026, 3, 24, 9, tzinfo=UTC)
    assert after == datetime(2026, 3, 31, 8, tzinfo=UTC)


def test_a_time_that_the_clocks_skip_moves_on_and_one_shown_twice_is_the_first() -> None:
    assert instant_of(date(2026, 3, 29), 150, "Europe/Berlin") == datetime(
        2026, 3, 29, 1, 30, tzinfo=UTC
    )
    assert instant_of(date(2026, 10, 25), 150, "Europe/Berlin") == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )


@settings(deadline=None)
@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)),
    st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia"]),
)
def test_the_clock_on_the_wall_leads_back_to_the_minute(moment: datetime, zone: str) -> None:
    instant = moment.replace(second=0, microsecond=0, tzinfo=UTC)
    day, minutes = wall_clock(instant, zone)
    again = instant_of(day, minutes, zone)
    local, local_again = instant.astimezone(ZoneInfo(zone)), again.astimezone(ZoneInfo(zone))
    assert local.replace(fold=0, tzinfo=None) == local_again.replace(fold=0, tzinfo=None)


@pytest.mark.parametrize(
    ("moved", "before", "expected"),
    [(1, 3, [2, 1, 3]), (3, 1, [3, 1, 2]), (1, None, [2, 3, 1]), (2, 2, [1, 2, 3])],
)
def test_a_moved_point_stands_before_the_other(
    moved: int, before: int | None, expected: list[int]
) -> None:
    ids = [UUID(int=n) for n in (1, 2, 3)]
    place = None if before is None else UUID(int=before)
    assert reordered(ids, UUID(int=moved), place) == [UUID(int=n) for n in expected]


def test_a_pair_has_one_name() -> None:
    one, other = UUID(int=1), UUID(int=2)
    assert pair_key(one, other) == pair_key(other, one)


def test_a_promise_is_overdue_after_its_day_while_it_is_open() -> None:
    today = date(2026, 3, 3)
    assert is_overdue(ActionItemState.OPEN, date(2026, 3, 2), today)
    assert not is_overdue(ActionItemState.OPEN, today, today)
    assert not is_overdue(ActionItemState.OPEN, None, today)
    assert not is_overdue(ActionItemState.DONE, date(2026, 3, 2), today)
