"""Days and instants: exactly what is documented, or nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from graphql import GraphQLError

from erm.schema.scalars import parse_date, parse_datetime, write_datetime


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-11-21T09:30:00+03:00", datetime(2026, 11, 21, 6, 30, tzinfo=UTC)),
        ("2026-11-21T09:30Z", datetime(2026, 11, 21, 9, 30, tzinfo=UTC)),
        ("2026-11-21T09:30:00.123Z", datetime(2026, 11, 21, 9, 30, 0, 123_000, tzinfo=UTC)),
        ("2024-02-29T00:00:00-12:00", datetime(2024, 2, 29, 12, tzinfo=UTC)),
    ],
)
def test_an_instant_is_read_with_its_offset(text: str, instant: datetime) -> None:
    assert parse_datetime(text) == instant
    assert parse_datetime(text).tzinfo is UTC
    assert parse_datetime(write_datetime(instant)) == instant


@pytest.mark.parametrize(
    "value",
    [
        "2026-11-21T09:30:00",
        "2026-11-21",
        "20261121T093000Z",
        "2026-11-21 09:30:00Z",
        "2025-02-29T00:00:00Z",
        "2026-11-21T25:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "２０２６-11-21T09:30:00Z",
        "",
        1_790_000_000,
        True,
        None,
        [],
    ],
)
def test_what_is_no_instant_is_refused(value: object) -> None:
    with pytest.raises(GraphQLError):
        parse_datetime(value)


@pytest.mark.parametrize("value", ["2025-02-29", "20260101", "2026-W01-1", "2026-1-1", "", 5, None])
def test_what_is_no_day_is_refused(value: object) -> None:
    with pytest.raises(GraphQLError):
        parse_date(value)


def test_a_day_is_read_and_written() -> None:
    assert parse_date("2024-02-29") == date(2024, 2, 29)


def test_a_naive_instant_is_never_written() -> None:
    with pytest.raises(ValueError, match="offset"):
        write_datetime(datetime(2026, 11, 21))
