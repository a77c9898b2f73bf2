from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from erm.core.errors import DomainError, InvalidInput
from erm.one_on_ones import recurrence
from erm.one_on_ones.recurrence import (
    GAP_MAXIMUM,
    WEEKDAYS,
    between,
    checked_rule,
    mean_days,
    next_day,
    parsed,
    rule_of,
)
from erm.one_on_ones.rules import Cadence

TUESDAY = date(2026, 3, 3)
STANDARD = (Cadence.WEEKLY, Cadence.EVERY_TWO_WEEKS, Cadence.MONTHLY)
ANCHORS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def custom(rrule: str, anchor: date = TUESDAY) -> str:
    """The rule as it is kept and spelt out."""
    kept = checked_rule(Cadence.CUSTOM, rrule, anchor)
    return rule_of(Cadence.CUSTOM, anchor, kept)


def by_dateutil(rrule: str, anchor: date, last: date) -> list[date]:
    """The days of a rule by another expander."""
    start, end = (datetime.combine(day, time()) for day in (anchor, last))
    return [found.date() for found in rrulestr(rrule, dtstart=start).between(start, end, inc=True)]


# ---- rules that are understood -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("FREQ=WEEKLY;BYDAY=TU", "FREQ=WEEKLY;BYDAY=TU"),
        ("rrule:byday=th,mo;freq=weekly;interval=1;", "FREQ=WEEKLY;BYDAY=MO,TH"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;WKST=SU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;WKST=SU"),
        ("FREQ=WEEKLY;BYDAY=FR;WKST=SU", "FREQ=WEEKLY;BYDAY=FR"),
        ("FREQ=DAILY;BYDAY=MO,WE", "FREQ=WEEKLY;BYDAY=MO,WE"),
        ("FREQ=MONTHLY;BYDAY=MO", "FREQ=WEEKLY;BYDAY=MO"),
        ("FREQ=MONTHLY;BYDAY=+2TU", "FREQ=MONTHLY;BYDAY=2TU"),
        ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2", "FREQ=MONTHLY;BYDAY=2TU"),
        ("FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("FREQ=MONTHLY;BYMONTHDAY=15,1", "FREQ=MONTHLY;BYMONTHDAY=1,15"),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        ),
        ("FREQ=YEARLY;BYMONTH=9,3;BYDAY=1MO", "FREQ=YEARLY;BYMONTH=3,9;BYDAY=1MO"),
    ],
)
def test_a_rule_has_one_spelling(typed: str, kept: str) -> None:
    assert checked_rule(Cadence.CUSTOM, typed, TUESDAY) == kept
    assert str(parsed(kept)) == kept


@pytest.mark.parametrize(
    ("rrule", "spelt_out"),
    [
        ("FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=TU"),
        ("FREQ=WEEKLY;INTERVAL=3", "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU"),
        ("FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=3"),
        ("FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=3"),
        ("FREQ=YEARLY;BYMONTH=6", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=3"),
        ("FREQ=DAILY;INTERVAL=10", "FREQ=DAILY;INTERVAL=10"),
    ],
)
def test_what_a_rule_leaves_unsaid_is_said_by_the_day_from_which_it_counts(
    rrule: str, spelt_out: str
) -> None:
    assert custom(rrule) == spelt_out


@pytest.mark.parametrize(
    ("rrule", "code"),
    [
        (None, "RRULE_REQUIRED"),
        ("  ", "RRULE_REQUIRED"),
        ("every Tuesday", "RRULE_NOT_UNDERSTOOD"),
        ("BYDAY=TU", "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=", "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=FORTNIGHTLY", "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=WEEKLY;FREQ=DAILY", "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=WEEKLY;BYDAY=XX", "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=WEEKLY;BYDAY=2TU", "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=WEEKLY;BYDAY=0TU", "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=MONTHLY;BYDAY=6TU", "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=WEEKLY;BYMONTHDAY=3", "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=WEEKLY;BYMONTH=13", "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=WEEKLY;INTERVAL=0", "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=WEEKLY;INTERVAL=-1", "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=WEEKLY;INTERVAL=2,3", "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=WEEKLY;INTERVAL=99999999999999999999", "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=WEEKLY;INTERVAL=٣", "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=WEEKLY;WKST=XX", "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=MONTHLY;BYSETPOS=1", "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=WEEKLY;X-WHO=ME", "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=WEEKLY\nDTSTART:20260101", "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=WEEKLY;BYDAY=" + ",".join(["TU"] * 100), "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=WEEKLY" + " " * 1_000_000, "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=WEEKLY;COUNT=10", "RRULE_WITH_AN_END"),
        ("FREQ=WEEKLY;UNTIL=20270101T000000Z", "RRULE_WITH_AN_END"),
        ("FREQ=HOURLY", "RRULE_MORE_THAN_DAILY"),
        ("FREQ=SECONDLY", "RRULE_MORE_THAN_DAILY"),
        ("FREQ=DAILY;BYHOUR=9,15", "RRULE_MORE_THAN_DAILY"),
        ("FREQ=YEARLY;BYWEEKNO=20", "RRULE_NOT_SUPPORTED"),
        ("FREQ=YEARLY;BYYEARDAY=100", "RRULE_NOT_SUPPORTED"),
        ("FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1", "RRULE_NOT_SUPPORTED"),
        ("FREQ=WEEKLY;INTERVAL=2;BYMONTH=1", "RRULE_NOT_SUPPORTED"),
        ("FREQ=MONTHLY;BYDAY=MO,-1FR", "RRULE_NOT_SUPPORTED"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "RRULE_TOO_RARE"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "RRULE_TOO_RARE"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "RRULE_TOO_RARE"),
        ("FREQ=YEARLY;INTERVAL=2", "RRULE_TOO_RARE"),
        ("FREQ=WEEKLY;INTERVAL=60", "RRULE_TOO_RARE"),
        ("FREQ=MONTHLY;INTERVAL=12;BYMONTH=7", "RRULE_TOO_RARE"),
        ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=40", "RRULE_TOO_RARE"),
        ("FREQ=YEARLY;BYMONTH=2;BYDAY=5MO", "RRULE_TOO_RARE"),
    ],
)
def test_what_is_no_rhythm_of_two_people_is_refused_and_says_why(
    rrule: str | None, code: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        checked_rule(Cadence.CUSTOM, rrule, TUESDAY)
    assert (refused.value.code, refused.value.field) == (code, "rrule")


@pytest.mark.parametrize("cadence", STANDARD)
def test_a_standard_rhythm_takes_no_rule(cadence: Cadence) -> None:
    assert checked_rule(cadence, None, TUESDAY) is None
    with pytest.raises(InvalidInput) as refused:
        checked_rule(cadence, "FREQ=WEEKLY", TUESDAY)
    assert refused.value.code == "RRULE_NOT_EXPECTED"


@pytest.mark.parametrize(
    "rrule",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTH=7;BYDAY=1MO",
        "FREQ=YEARLY;BYDAY=53MO;BYMONTHDAY=-31",
        "FREQ=DAILY;BYMONTHDAY=" + ",".join(str(day) for day in range(-31, 0)),
        "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=" + ",".join(map(str, range(300, 350))),
    ],
)
def test_the_work_on_a_hostile_rule_is_bounded_by_ten_years(
    rrule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: Counter[str] = Counter()
    for name in ("_fits", "_of_month", "_of_year"):
        whole = getattr(recurrence, name)

        def counting(*given: Any, _name: str = name, _whole: Any = whole) -> Any:
            looked[_name] += 1
            return _whole(*given)

        monkeypatch.setattr(recurrence, name, counting)
    with suppress(DomainError):
        checked_rule(Cadence.CUSTOM, rrule, TUESDAY)
    days, months = 10 * 366 + 1, 11 * 12
    assert looked["_fits"] <= days
    assert looked["_of_month"] <= months
    assert looked["_of_year"] <= 11
    assert looked.total() > 0


# ---- the days ----------------------------------------------------------------------------------


@pytest.mark.parametrize("cadence", STANDARD)
@given(anchor=ANCHORS)
@settings(deadline=None, max_examples=60)
def test_a_standard_rhythm_is_its_rule_day_by_day(cadence: Cadence, anchor: date) -> None:
    last = anchor + timedelta(days=800)
    day, walked = anchor, [anchor]
    while (day := next_day(anchor, cadence, day)) <= last:
        walked.append(day)
    assert walked == by_dateutil(rule_of(cadence, anchor), anchor, last)


@pytest.mark.parametrize("anchor", [date(2026, 3, 24), date(2026, 3, 31), date(2026, 6, 29)])
def test_a_monthly_rhythm_meets_once_in_every_month(anchor: date) -> None:
    days = list(between(rule_of(Cadence.MONTHLY, anchor), anchor, anchor, date(2036, 12, 31)))
    months = [(day.year, day.month) for day in days]
    assert len(set(months)) == len(months) == (2036 - 2026) * 12 + 13 - anchor.month
    assert {day.weekday() for day in days} == {anchor.weekday()}


NUMBERS = st.integers(1, 31).map(str) | st.integers(-31, -1).map(str)


@st.composite
def rules(draw: st.DrawFn) -> str:
    """A rule as somebody might type it; not all of them are taken."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}"]
    if draw(st.booleans()):
        parts.append(f"INTERVAL={draw(st.integers(1, 5))}")
    if frequency in ("MONTHLY", "YEARLY") and draw(st.booleans()):
        parts.append(f"BYMONTHDAY={','.join(draw(st.lists(NUMBERS, min_size=1, max_size=4)))}")
    if draw(st.booleans()):
        of_month = frequency in ("MONTHLY", "YEARLY")
        nth = draw(st.sampled_from(["", "1", "2", "-1", "5"])) if of_month else ""
        days = draw(st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=4))
        parts.append(f"BYDAY={','.join(nth + day for day in days)}")
    if draw(st.booleans()):
        months = draw(st.lists(st.integers(1, 12), min_size=1, max_size=6))
        parts.append(f"BYMONTH={','.join(map(str, months))}")
    if draw(st.booleans()):
        parts.append(f"BYSETPOS={draw(st.sampled_from([1, 2, 3, -1, -2]))}")
    if draw(st.booleans()):
        parts.append(f"WKST={draw(st.sampled_from(WEEKDAYS))}")
    return ";".join(draw(st.permutations(parts)))


@given(rrule=rules(), anchor=ANCHORS)
@settings(deadline=None, max_examples=300)
def test_every_rule_that_is_taken_has_the_days_that_another_expander_finds(
    rrule: str, anchor: date
) -> None:
    try:
        kept = checked_rule(Cadence.CUSTOM, rrule, anchor)
    except DomainError:
        assume(False)
    spelt_out = rule_of(Cadence.CUSTOM, anchor, kept)
    last = anchor + timedelta(days=4 * 366)
    days = list(between(spelt_out, anchor, anchor, last))
    assert days == by_dateutil(rrule, anchor, last)
    assert days == by_dateutil(spelt_out, anchor, last)
    assert all((later - day).days <= GAP_MAXIMUM for day, later in pairwise(days))
    middle = anchor + timedelta(days=500)
    assert list(between(spelt_out, anchor, middle, last)) == [day for day in days if day >= middle]
    assert next_day(anchor, Cadence.CUSTOM, middle, kept) == next(d for d in days if d > middle)
    in_four_years = [day for day in days if day < anchor + timedelta(days=1461)]
    assert mean_days(spelt_out, anchor) == round(1461 / len(in_four_years))


@pytest.mark.parametrize(
    ("rrule", "days"),
    [
        ("FREQ=WEEKLY;BYDAY=MO,TH", 4),
        ("FREQ=WEEKLY;INTERVAL=3", 21),
        ("FREQ=DAILY", 1),
        ("FREQ=MONTHLY;BYMONTHDAY=15", 30),
        ("FREQ=YEARLY", 365),
    ],
)
def test_about_how_often_is_the_mean_of_four_years(rrule: str, days: int) -> None:
    assert mean_days(custom(rrule), TUESDAY) == days
