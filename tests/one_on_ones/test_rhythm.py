from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erm.one_on_ones.recurrence import between, rule_of
from erm.one_on_ones.rhythm import Rhythm, beginning
from erm.one_on_ones.rules import Cadence
from tests.one_on_ones.rhythms import ZONES, problems, skipped_by_clocks

TUESDAY = date(2026, 3, 3)
RULES = (
    "FREQ=WEEKLY;BYDAY=SU",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU",
    "FREQ=MONTHLY;BYDAY=-1SU",
    "FREQ=WEEKLY;INTERVAL=3;BYDAY=SA,SU",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=DAILY",
)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def rhythm(rrule: str, **more: object) -> Rhythm:
    values: dict[str, object] = {"anchor": TUESDAY, "minutes": 600, "time_zone": "Europe/Berlin"}
    return Rhythm(rrule, **(values | more))  # type: ignore[arg-type]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("minutes", [0, 30, 150, 600])
def test_for_ten_years_the_wall_time_holds_and_no_meeting_is_doubled_or_lost(
    zone: str, minutes: int
) -> None:
    first = next(between("FREQ=WEEKLY;BYDAY=SU", date(2016, 1, 1), date(2016, 1, 1), date.max))
    for rrule in ("FREQ=WEEKLY;BYDAY=SU", "FREQ=MONTHLY;BYDAY=-1SU"):
        assert problems(rhythm(rrule, anchor=first, minutes=minutes, time_zone=zone), 10) == []


@given(
    rrule=st.sampled_from(RULES),
    zone=st.sampled_from(ZONES),
    minutes=st.integers(0, 24 * 60 - 1),
    anchor=st.dates(date(1995, 1, 1), date(2036, 1, 1)),
)
@settings(deadline=None, max_examples=50)
def test_the_wall_time_holds_at_any_hour_of_any_rhythm(
    rrule: str, zone: str, minutes: int, anchor: date
) -> None:
    assert problems(rhythm(rrule, anchor=anchor, minutes=minutes, time_zone=zone), 2) == []


def test_summer_time_begins_in_these_zones_at_all() -> None:
    """Otherwise the tests above would not show anything."""
    days = [date(2016, 1, 1) + timedelta(days=n) for n in range(3653)]
    gaps = {
        zone: sum(
            any(
                skipped_by_clocks(day, minutes, zone) for minutes in (15, 120, 150, 195, 1335, 1395)
            )
            for day in days
        )
        for zone in ZONES
    }
    assert all(count >= 3 for zone, count in gaps.items() if "Kolkata" not in zone), gaps
    assert gaps["Asia/Kolkata"] == 0


def test_a_day_that_a_zone_leaves_out_has_no_meeting() -> None:
    """Samoa went from 29 to 31 December 2011."""
    daily = rhythm("FREQ=DAILY", anchor=date(2011, 12, 28), time_zone="Pacific/Apia")
    days = list(daily.days(daily.anchor, date(2012, 1, 1)))
    assert [day.day for day in days] == [28, 29, 31, 1]
    assert daily.first_after(date(2011, 12, 29), LONG_AGO) == date(2011, 12, 31)


@given(
    rrule=st.sampled_from(RULES),
    picks=st.sets(st.integers(0, 60), max_size=10),
    pause=st.none() | st.tuples(st.integers(0, 300), st.integers(1, 200)),
    zone=st.sampled_from(ZONES[:6]),
)
@settings(deadline=None, max_examples=80)
def test_skipped_and_paused_days_are_left_out_exactly(
    rrule: str, picks: set[int], pause: tuple[int, int] | None, zone: str
) -> None:
    whole = rhythm(rrule, time_zone=zone)
    last = TUESDAY + timedelta(days=700)
    days = list(whole.days(TUESDAY, last))
    skipped = frozenset(day for number, day in enumerate(days) if number in picks)
    start = None if pause is None else TUESDAY + timedelta(days=pause[0])
    end = None if pause is None or start is None else start + timedelta(days=pause[1])
    left = rhythm(rrule, time_zone=zone, skipped=skipped, paused_from=start, paused_until=end)
    expected = [
        day
        for day in days
        if day not in skipped and not (start is not None and end is not None and start <= day < end)
    ]
    assert list(left.days(TUESDAY, last)) == expected
    before = TUESDAY - timedelta(days=1)
    assert left.upcoming(before, LONG_AGO, len(expected)) == [left.at(day) for day in expected]


def test_in_a_pause_without_an_end_nothing_comes_and_a_meeting_rests() -> None:
    paused = rhythm("FREQ=WEEKLY;BYDAY=TU", paused_from=TUESDAY + timedelta(days=14))
    assert len(paused.upcoming(TUESDAY - timedelta(days=1), LONG_AGO, 9)) == 2
    resting = paused.first_after(TUESDAY + timedelta(days=7), LONG_AGO)
    assert paused.in_pause(resting)
    assert resting == TUESDAY + timedelta(days=14)


@pytest.mark.parametrize(
    ("moved_by", "place", "passed"),
    [
        (-3, 0, []),
        (0, 0, []),
        (4, 0, []),
        (6, 0, []),
        (7, 7, [0]),
        (9, 7, [0]),
        (14, 14, [0, 7]),
        (30, 28, [0, 7, 14, 21]),
    ],
)
def test_a_moved_meeting_takes_the_place_of_the_last_day_that_it_reaches(
    moved_by: int, place: int, passed: list[int]
) -> None:
    weekly = rhythm("FREQ=WEEKLY;BYDAY=TU")
    days = timedelta
    found = weekly.place_of(TUESDAY + days(moved_by), present=TUESDAY, after=TUESDAY - days(days=7))
    assert found == (TUESDAY + days(place), [TUESDAY + days(each) for each in passed])


@given(
    rrule=st.sampled_from(RULES),
    moves=st.lists(st.integers(-10, 40), min_size=1, max_size=12),
)
@settings(deadline=None, max_examples=80)
def test_however_meetings_are_moved_each_day_of_the_rhythm_is_one_meeting_or_skipped(
    rrule: str, moves: list[int]
) -> None:
    """Moving, then closing, again and again: no place twice, none forgotten, all in order."""
    base = rhythm(rrule)
    anchor = next(base.all_days(TUESDAY, date.max))
    skipped: set[date] = set()
    held: list[date] = []
    present = anchor
    for move in moves:
        now = rhythm(rrule, skipped=frozenset(skipped))
        after = held[-1] if held else anchor - timedelta(days=1)
        day = max(present + timedelta(days=move), after + timedelta(days=1))
        place, passed = now.place_of(day, present=present, after=after)
        skipped.update(passed)
        skipped.discard(place)
        held.append(place)
        now = rhythm(rrule, skipped=frozenset(skipped))
        present = now.first_after(max(place, day), LONG_AGO)
        assert place > after
    assert held == sorted(set(held))
    every = set(base.all_days(anchor, held[-1]))
    assert set(held) | (skipped & every) == every
    assert not set(held) & skipped


@given(
    st.sampled_from([Cadence.WEEKLY, Cadence.EVERY_TWO_WEEKS, Cadence.MONTHLY]),
    st.dates(date(2020, 1, 1), date(2040, 1, 1)),
)
@settings(deadline=None, max_examples=60)
def test_a_standard_rhythm_begins_on_the_day_that_was_chosen(cadence: Cadence, day: date) -> None:
    begun = beginning(cadence, None, day, 600, "Europe/Berlin")
    assert (begun.rhythm.anchor, begun.kept) == (day, None)
    assert begun.rhythm.rrule == rule_of(cadence, day)


@pytest.mark.parametrize(
    ("rrule", "first"),
    [
        ("FREQ=WEEKLY;BYDAY=TU", TUESDAY),
        ("FREQ=WEEKLY;BYDAY=MO,TH", date(2026, 3, 5)),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", date(2026, 3, 16)),
        ("FREQ=MONTHLY;BYDAY=-1FR", date(2026, 3, 27)),
        ("FREQ=MONTHLY;BYMONTHDAY=1", date(2026, 4, 1)),
    ],
)
def test_by_a_rule_of_their_own_two_begin_on_its_first_day(rrule: str, first: date) -> None:
    begun = beginning(Cadence.CUSTOM, rrule, TUESDAY, 600, "Europe/Berlin")
    assert begun.rhythm.anchor == first
    following = list(between(begun.rhythm.rrule, first, first, first + timedelta(days=800)))
    assert following == list(
        between(begun.rhythm.rrule, TUESDAY, first, first + timedelta(days=800))
    )
