"""The pure rules of points."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erm.recognition.points.rules import (
    Conditions,
    Standing,
    first_day,
    first_that_fits,
    last_day,
    month_of,
    part_of_month,
    split,
)


@given(st.integers(1, 2_000), st.integers(0, 100_000))
def test_a_split_loses_and_makes_no_point_and_is_fair_to_one(people: int, more: int) -> None:
    receivers = [UUID(int=number) for number in range(people)]
    shares = split(people + more, receivers)
    assert sum(shares.values()) == people + more
    assert list(shares) == receivers
    given_out = list(shares.values())
    assert max(given_out) - min(given_out) <= 1
    assert min(given_out) >= 1
    assert given_out == sorted(given_out, reverse=True)


def test_a_split_needs_a_point_for_each_and_each_once() -> None:
    one = uuid4()
    for points, receivers in ((0, []), (1, [one, uuid4()]), (5, [one, one])):
        with pytest.raises(ValueError, match="once"):
            split(points, receivers)


@pytest.mark.parametrize(
    ("instant", "time_zone", "month"),
    [
        ("2026-11-30T22:59:59+00:00", "Europe/Berlin", "2026-11"),
        ("2026-11-30T23:00:00+00:00", "Europe/Berlin", "2026-12"),
        ("2026-11-30T10:00:00+00:00", "Pacific/Kiritimati", "2026-12"),
        ("2026-12-01T11:59:59+00:00", "Etc/GMT+12", "2026-11"),
        # The clocks of Lord Howe go forward by half an hour; those of Samoa left out a day.
        ("2026-10-31T12:59:59+00:00", "Australia/Lord_Howe", "2026-10"),
        ("2011-12-31T09:59:59+00:00", "Pacific/Apia", "2011-12"),
        ("2026-12-31T23:30:00+00:00", "UTC", "2026-12"),
    ],
)
def test_a_month_is_that_of_the_persons_own_clock(instant: str, time_zone: str, month: str) -> None:
    assert month_of(datetime.fromisoformat(instant), time_zone) == month


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(["Pacific/Kiritimati", "Asia/Kathmandu", "Europe/Moscow", "Pacific/Pago_Pago"]),
)
def test_an_instant_lies_in_its_month(instant: datetime, time_zone: str) -> None:
    month = month_of(instant, time_zone)
    day = instant.astimezone(ZoneInfo(time_zone)).date()
    assert first_day(month) <= day <= last_day(month)
    assert (last_day(month) + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("hired_on", "points"),
    [
        (None, 100),
        (date(2020, 1, 1), 100),
        (date(2026, 11, 1), 100),
        (date(2026, 11, 2), 97),
        (date(2026, 11, 16), 50),
        (date(2026, 11, 30), 4),
        (date(2026, 12, 1), 0),
        (date(2027, 5, 5), 0),
    ],
)
def test_who_begins_in_a_month_gets_the_part_that_is_left_rounded_up(
    hired_on: date | None, points: int
) -> None:
    assert part_of_month(100, "2026-11", hired_on) == points


def test_a_month_of_29_days_has_29_parts() -> None:
    assert part_of_month(29, "2028-02", date(2028, 2, 29)) == 1
    assert part_of_month(100, "2027-02", date(2027, 2, 28)) == 4


@given(st.integers(0, 10_000), st.dates(date(2026, 10, 1), date(2026, 12, 31)))
def test_a_part_is_never_more_than_the_whole(points: int, hired_on: date) -> None:
    part = part_of_month(points, "2026-11", hired_on)
    assert 0 <= part <= points
    assert (part > 0) == (points > 0 and hired_on <= date(2026, 11, 30))


def test_the_first_rule_that_fits_decides() -> None:
    here, above, elsewhere = uuid4(), uuid4(), uuid4()
    person = Standing(frozenset({here, above}), "  Zürich ", "Инженёр", is_manager=False)

    def rule(**given: object) -> Conditions:
        values = {"department_id": None, "location": "", "title": "", "managers_only": False}
        return Conditions(**(values | given | {"points": 1}))  # type: ignore[arg-type]

    fitting = [
        rule(),
        rule(department_id=here),
        rule(department_id=above),
        rule(location="zurich"),
        rule(title="ИНЖЕНЕР"),
        rule(department_id=above, location="Zürich", title="инженер"),
    ]
    others = [
        rule(department_id=elsewhere),
        rule(location="Zürich West"),
        rule(title="Инженер по качеству"),
        rule(managers_only=True),
        rule(department_id=here, title="Seller"),
    ]
    for each in fitting:
        assert first_that_fits([*others, each, rule()], person) == len(others)
    assert first_that_fits(others, person) is None
