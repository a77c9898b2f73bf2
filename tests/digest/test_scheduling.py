"""When digests come: in every zone, through every change of the clocks, whenever the worker runs."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import islice, pairwise, takewhile
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erm.digest.rules import EARLIEST_HOUR, LATEST_HOUR, DigestFrequency, Preference
from erm.digest.scheduling import (
    APART,
    BY_DAY,
    Decision,
    Made,
    Slot,
    Timing,
    allowed,
    decide,
    next_time,
    slots,
    wall,
)
from erm.notifications.reach import DEFAULT_REACH, ReachView, is_reachable

ZONES = sorted(available_timezones())
BERLIN = ZoneInfo("Europe/Berlin")
ALWAYS = ReachView(0, 0, frozenset())
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
CADENCES = [DigestFrequency.DAILY, DigestFrequency.WEEKLY, DigestFrequency.MONTHLY]
HOURS = st.integers(EARLIEST_HOUR, LATEST_HOUR)

reaches = st.builds(
    ReachView,
    st.integers(0, 23),
    st.integers(0, 23),
    st.frozensets(st.integers(1, 7), max_size=6),
    st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)
timings = st.builds(
    Timing,
    st.sampled_from(CADENCES),
    st.integers(1, 7),
    HOURS,
    st.sampled_from(ZONES).map(ZoneInfo),
    reaches | st.just(DEFAULT_REACH),
)


def in_years(timing: Timing, first: int, last: int) -> list[Slot]:
    """The slots of some years."""
    end = datetime(last + 1, 1, 1, tzinfo=UTC)
    return list(takewhile(lambda slot: slot.at < end, slots(timing, date(first, 1, 1))))


def periods(cadence: DigestFrequency, first: date, last: date) -> Iterator[str]:
    """Every day, week or month from a day to a day, said in another way than the rules say it."""
    form = {
        DigestFrequency.DAILY: "%Y-%m-%d",
        DigestFrequency.WEEKLY: "%G-W%V",
        DigestFrequency.MONTHLY: "%Y-%m",
    }[cadence]
    seen = None
    for number in range((last - first).days + 1):
        period = (first + timedelta(days=number)).strftime(form)
        if period != seen:
            yield period
        seen = period


def check_every_period(timing: Timing, first: int, last: int) -> None:
    """Somebody who may always be reached has each period once, on its day and at its hour."""
    made = in_years(timing, first, last)
    last_day = made[-1].at.astimezone(timing.zone).date()
    assert [slot.period for slot in made] == list(
        periods(timing.cadence, date(first, 1, 1), last_day)
    )
    for slot in made:
        local = slot.at.astimezone(timing.zone)
        assert (local.hour, local.minute) == (timing.hour, 0)
        assert slot.at < slot.until
        if timing.cadence is not DigestFrequency.DAILY:
            assert local.isoweekday() == timing.weekday
        if timing.cadence is DigestFrequency.MONTHLY:
            assert local.day <= 7
    for before, after in pairwise(made):
        assert before.at < after.at
        assert before.until <= after.at


@pytest.mark.parametrize("cadence", CADENCES)
def test_every_zone_has_every_period_once_in_one_year(cadence: DigestFrequency) -> None:
    draw = random.Random(cadence)
    year = draw.randint(2020, 2030)
    # A year of days has as many slots as ten of weeks: a part of the zones each time the year turns.
    zones = draw.sample(ZONES, 60) if cadence is DigestFrequency.DAILY else ZONES
    for name in zones:
        timing = Timing(cadence, draw.randint(1, 7), draw.randint(6, 21), ZoneInfo(name), ALWAYS)
        check_every_period(timing, year, year)


@given(
    st.sampled_from([DigestFrequency.WEEKLY, DigestFrequency.MONTHLY]),
    st.sampled_from(ZONES),
    st.integers(1, 7),
    HOURS,
)
@settings(max_examples=20, deadline=None)
def test_a_zone_has_every_period_once_in_ten_years(
    cadence: DigestFrequency, zone: str, weekday: int, hour: int
) -> None:
    check_every_period(Timing(cadence, weekday, hour, ZoneInfo(zone), ALWAYS), 2021, 2030)


@pytest.mark.soak
@pytest.mark.parametrize("cadence", CADENCES)
def test_every_zone_has_every_period_once_in_ten_years(cadence: DigestFrequency) -> None:
    for number, name in enumerate(ZONES):
        for hour in (EARLIEST_HOUR, 9, LATEST_HOUR):
            timing = Timing(cadence, number % 7 + 1, hour, ZoneInfo(name), ALWAYS)
            check_every_period(timing, 2021, 2030)


def check_reach(timing: Timing, first: int, last: int) -> None:
    """Nobody gets one at night, in their quiet hours or on a day off, nor two close together."""
    made = in_years(timing, first, last)
    assert made, "it never stops"
    assert len({slot.period for slot in made}) == len(made)
    quiet = timing.reach
    chosen = quiet == DEFAULT_REACH
    day_is_possible = any(
        is_reachable(
            datetime(2026, 6, 3, hour, tzinfo=UTC),
            ReachView(quiet.quiet_from, quiet.quiet_to, frozenset()),
            ZoneInfo("UTC"),
        )
        for hour in range(EARLIEST_HOUR, LATEST_HOUR + 1)
    )
    for slot in made:
        if day_is_possible:
            assert is_reachable(slot.at, BY_DAY, timing.zone)
        local = slot.at.astimezone(timing.zone)
        if chosen:
            assert local.hour == timing.hour or is_reachable(slot.at, quiet, timing.zone)
        else:
            assert is_reachable(slot.at, quiet, timing.zone)
    for before, after in pairwise(made):
        assert after.at - before.at >= APART[timing.cadence]
        assert before.at < before.until <= after.at
    longest = {
        DigestFrequency.DAILY: timedelta(days=9),
        DigestFrequency.WEEKLY: timedelta(days=15),
        DigestFrequency.MONTHLY: timedelta(days=45),
    }[timing.cadence]
    pause = timing.reach.paused_until
    for before, after in pairwise(made):
        if pause is None or not before.at.date() - longest <= pause <= after.at.date() + longest:
            assert after.at - before.at <= longest, "nobody is forgotten"


@given(timings)
@settings(max_examples=60, deadline=None)
def test_nobody_gets_one_when_they_are_not_to_be_reached(timing: Timing) -> None:
    check_reach(timing, 2026, 2026)


@pytest.mark.soak
@given(timings)
@settings(max_examples=500, deadline=None)
def test_nobody_gets_one_when_they_are_not_to_be_reached_for_years(timing: Timing) -> None:
    check_reach(timing, 2025, 2028)


@cache
def moments(seed: int, days: int) -> tuple[datetime, ...]:
    """When a worker looks: as a rule every minute or so, now and then not for hours or weeks."""
    draw = random.Random(seed)
    moment, found = datetime(2026, 2, 1, tzinfo=UTC), []
    end = moment + timedelta(days=days)
    while moment < end:
        found.append(moment)
        away = draw.random()
        if away < 0.01:
            moment += timedelta(days=draw.randint(1, 40))
        elif away < 0.1:
            moment += timedelta(hours=draw.randint(1, 30))
        else:
            moment += timedelta(minutes=draw.randint(1, 600))
    return tuple(found)


def live(timing: Timing, looks: tuple[datetime, ...]) -> dict[str, datetime]:
    """Let a worker look at these moments, as the job does: at the row first, then by the rule."""
    made: dict[str, datetime] = {}
    last: datetime | None = None
    row = next_time(looks[0], timing)
    for moment in looks:
        if row is None or row > moment:
            continue
        known = Made(made.keys(), last, timing.cadence)
        decision = decide(moment, timing, since=looks[0], made=known)
        if decision.period is None:
            assert decision.at is not None
            assert decision.at > moment, "or it would be asked again at once"
            row = decision.at
            continue
        assert decision.period not in made
        made[decision.period] = last = moment
        assert allowed(moment, timing) == moment
        row = next_time(moment, timing, Made(made.keys(), last, timing.cadence))
        assert row is not None
        assert row > moment
    return made


@given(timings, st.integers(0, 20))
@settings(max_examples=30, deadline=None)
def test_each_period_is_made_once_whenever_the_worker_looks(timing: Timing, seed: int) -> None:
    looks = moments(seed, 120)
    made = live(timing, looks)
    first, end = date(2025, 11, 1), looks[-1] + timedelta(days=1)
    planned = {
        slot.period: slot for slot in takewhile(lambda slot: slot.at < end, slots(timing, first))
    }
    for period, moment in made.items():
        assert planned[period].at <= moment < planned[period].until
    # What a worker could have made, it made: nothing is lost to the moment at which it looks.
    for slot in planned.values():
        could = [
            moment
            for moment in looks
            if looks[0] < slot.at <= moment < slot.until and allowed(moment, timing) == moment
        ]
        assert (slot.period in made) == bool(could), slot
        if could:
            assert made[slot.period] == could[0]


@pytest.mark.soak
@given(timings, st.integers(0, 500))
@settings(max_examples=500, deadline=None)
def test_each_period_is_made_once_whenever_the_worker_looks_for_years(
    timing: Timing, seed: int
) -> None:
    made = live(timing, moments(seed, 700))
    assert list(made.values()) == sorted(made.values())


def local(day: int, hour: int, minute: int = 0, *, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN)


def of(
    frequency: DigestFrequency = DigestFrequency.WEEKLY, reach: ReachView = ALWAYS, **other: int
) -> Timing:
    return Timing.of(Preference(frequency, **other), BERLIN, reach)


def due(moment: datetime, timing: Timing, **other: object) -> str | None:
    return decide(moment, timing, since=LONG_AGO, **other).period  # type: ignore[arg-type]


def test_a_worker_that_was_away_makes_up_for_the_present_week_by_day_only() -> None:
    weekly = of()
    assert due(local(23, 8, 59), weekly) is None, "last week's is not made up for"
    assert due(local(23, 9), weekly) == "2026-W48"
    assert decide(local(25, 3), weekly, since=LONG_AGO) == Decision(None, local(25, 6))
    assert due(local(25, 6), weekly) == "2026-W48"
    assert due(local(29, 21, 59), weekly) == "2026-W48"
    assert decide(local(29, 22), weekly, since=LONG_AGO) == Decision(None, local(30, 9))


def test_one_of_sunday_evening_is_made_up_for_in_the_days_after_it() -> None:
    sunday = of(weekday=7, hour=21)
    assert due(local(24, 9), sunday) == "2026-W47"
    assert decide(local(27, 10), sunday, since=LONG_AGO) == Decision(None, local(29, 21))


def test_a_worker_that_was_away_makes_up_for_the_present_day_and_month_as_well() -> None:
    daily = of(DigestFrequency.DAILY)
    assert due(local(24, 15), daily) == "2026-11-24"
    assert decide(local(24, 23), daily, since=LONG_AGO) == Decision(None, local(25, 9))
    monthly = of(DigestFrequency.MONTHLY, weekday=3)
    assert decide(local(3, 12), monthly, since=LONG_AGO) == Decision(None, local(4, 9))
    assert due(local(28, 12), monthly) == "2026-11"


def test_what_was_missed_waits_for_the_next_allowed_hour_and_day() -> None:
    reach = ReachView(12, 14, frozenset({6, 7}))
    assert decide(local(25, 12, 30), of(reach=reach), since=LONG_AGO).at == local(25, 14)
    friday_night = decide(local(27, 23), of(reach=reach), since=LONG_AGO)
    assert friday_night == Decision(None, local(30, 9)), "no day is left in that week"


def test_what_lay_before_a_person_or_a_choice_is_not_made_up_for() -> None:
    wednesday = local(25, 12)
    assert decide(wednesday, of(), since=wednesday) == Decision(None, local(30, 9))
    assert decide(wednesday, of(), since=local(20, 12)).period == "2026-W48"


def test_nobody_gets_what_they_switched_off_nor_on_days_that_are_all_off() -> None:
    for timing in (of(DigestFrequency.OFF), of(reach=ReachView(0, 0, frozenset(range(1, 8))))):
        assert decide(local(25, 12), timing, since=LONG_AGO) == Decision(None, None)
        assert next_time(local(25, 12), timing) is None


def test_days_off_are_skipped_daily_and_move_the_others() -> None:
    reach = ReachView(20, 7, frozenset({1, 6, 7}))
    first = [
        slot.at for slot in islice(slots(of(DigestFrequency.DAILY, reach), date(2026, 11, 26)), 4)
    ]
    assert first == [local(26, 9), local(27, 9), local(1, 9, month=12), local(2, 9, month=12)]
    assert next_time(local(22, 12), of(reach=reach)) == local(24, 7)
    assert next_time(local(22, 12), of(reach=reach, weekday=7)) == local(24, 7), "Sunday's"
    monthly = of(DigestFrequency.MONTHLY, reach, weekday=6)
    assert next_time(local(22, 12), monthly) == local(8, 7, month=12)


def test_quiet_hours_move_it_to_their_end() -> None:
    reach = ReachView(8, 11, frozenset())
    assert next_time(local(22, 12), of(reach=reach)) == local(23, 11)
    night_shift = ReachView(5, 23, frozenset())
    assert next_time(local(22, 12), of(reach=night_shift)) == local(23, 23), (
        "no hour of the day is left"
    )


def test_a_choice_stands_above_quiet_hours_that_nobody_chose() -> None:
    chosen = of(reach=DEFAULT_REACH, weekday=6, hour=21)
    assert next_time(local(22, 12), chosen) == local(28, 21)
    own = ReachView(19, 7, frozenset({6, 7}))
    assert next_time(local(22, 12), of(reach=own, weekday=6, hour=21)) == local(23, 7)
    assert next_time(local(22, 12), of(DigestFrequency.DAILY, DEFAULT_REACH)) == local(23, 9)


def test_after_a_pause_one_comes_and_not_one_for_each_week_of_it() -> None:
    until = date(2027, 1, 13)
    paused = of(reach=ReachView(20, 7, frozenset(), until))
    found = next_time(local(22, 12), paused)
    assert found == datetime(2027, 1, 13, 7, tzinfo=BERLIN)
    assert next_time(found, paused) == datetime(2027, 1, 18, 9, tzinfo=BERLIN)
    monday = of(reach=ReachView(20, 7, frozenset(), date(2027, 1, 18)))
    found = next_time(local(22, 12), monday)
    assert found == datetime(2027, 1, 18, 9, tzinfo=BERLIN), "not at seven and at nine"


@pytest.mark.parametrize("frequency", CADENCES)
def test_a_pause_of_years_costs_no_more_than_one_of_days(frequency: DigestFrequency) -> None:
    far = of(frequency, ReachView(20, 7, frozenset(), date(2060, 1, 1)))
    at = next_time(local(22, 12), far)
    assert at is not None
    assert at.astimezone(BERLIN).year == 2060


def test_hours_that_the_clocks_skip_or_show_twice() -> None:
    assert wall(date(2026, 3, 29), 2, BERLIN) == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert wall(date(2026, 10, 25), 2, BERLIN) == datetime(2026, 10, 25, 0, tzinfo=UTC)
    samoa = ZoneInfo("Pacific/Apia")
    jump = datetime(2011, 12, 30, 10, tzinfo=UTC)
    assert wall(date(2011, 12, 30), 9, samoa) == jump, "a day that never was"
    daily = Timing.of(Preference(DigestFrequency.DAILY), samoa, ALWAYS)
    found = [slot.period for slot in islice(slots(daily, date(2011, 12, 29)), 3)]
    assert found == ["2011-12-29", "2011-12-31", "2012-01-01"]


def test_who_chooses_anew_is_not_told_the_same_again_within_days() -> None:
    """A weekly one on Monday; on Monday evening they choose a daily, a monthly, another day."""
    made = Made({"2026-W48"}, local(23, 9), DigestFrequency.WEEKLY)
    evening = local(23, 10)
    assert next_time(evening, of(DigestFrequency.DAILY, hour=11), made) == local(24, 11)
    first_tuesday = of(DigestFrequency.MONTHLY, weekday=2)
    assert next_time(evening, first_tuesday, made) == local(5, 9, month=1).replace(year=2027)
    assert next_time(evening, of(weekday=5), made) == local(4, 9, month=12), "one a week"
    daily = Made({"2026-11-27"}, local(27, 9), DigestFrequency.DAILY)
    assert next_time(local(27, 9), of(), daily) == local(30, 9)
    sunday = Made({"2026-11-29"}, local(29, 9), DigestFrequency.DAILY)
    assert next_time(local(29, 9), of(), sunday) == local(7, 9, month=12)


def test_who_moves_to_another_zone_gets_each_week_once() -> None:
    tokyo, honolulu = ZoneInfo("Asia/Tokyo"), ZoneInfo("Pacific/Honolulu")
    eight = local(23, 8)
    there = Timing.of(Preference(), tokyo, ALWAYS)
    assert decide(eight, there, since=LONG_AGO) == Decision("2026-W48", eight), "16:00 in Tokyo"
    done = Made({"2026-W48"}, local(23, 9), DigestFrequency.WEEKLY)
    back = Timing.of(Preference(), honolulu, ALWAYS)
    moment = local(23, 10)
    assert decide(moment, back, since=LONG_AGO, made=done) == Decision(
        None, datetime(2026, 11, 30, 9, tzinfo=honolulu)
    )


@given(st.lists(st.sampled_from(ZONES), min_size=2, max_size=6), timings, st.integers(0, 20))
@settings(max_examples=25, deadline=None)
def test_moving_about_doubles_and_loses_nothing(
    places: list[str], timing: Timing, seed: int
) -> None:
    """The zone changes now and then; the row is worked out anew each time, as the job does it."""
    draw = random.Random(seed)
    moment = begin = datetime(2026, 2, 1, tzinfo=UTC)
    made: dict[str, datetime] = {}
    last, here = None, replace(timing, reach=ALWAYS)
    row = next_time(moment, here)
    for _ in range(2000):
        moment += timedelta(minutes=draw.randint(1, 120))
        known = Made(made.keys(), last, here.cadence)
        if draw.random() < 0.01:
            here = replace(here, zone=ZoneInfo(draw.choice(places)))
            row = decide(moment, here, since=begin, made=known).at
        if row is None or row > moment:
            continue
        decision = decide(moment, here, since=begin, made=known)
        if decision.period is not None:
            assert decision.period not in made
            assert is_reachable(moment, BY_DAY, here.zone)
            made[decision.period] = last = moment
            known = Made(made.keys(), last, here.cadence)
            decision = Decision(None, next_time(moment, here, known))
        row = decision.at
    # With a worker that is there every hour, and in any zone, there is one for every whole week.
    if here.cadence is DigestFrequency.WEEKLY:
        whole = list(periods(here.cadence, date(2026, 2, 9), (moment - timedelta(days=9)).date()))
        assert set(whole) <= made.keys()
