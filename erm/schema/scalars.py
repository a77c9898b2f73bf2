"""Days and instants as the API writes them. What is not exactly that is refused, not guessed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import strawberry
from graphql import GraphQLError

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_INSTANT = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})", re.ASCII
)


def parse_date(value: object) -> date:
    """A day from ``2026-11-21``. Raises ``GraphQLError``."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise GraphQLError("A Date is written like 2026-11-21.")


def parse_datetime(value: object) -> datetime:
    """An instant in UTC from ``2026-11-21T09:30:00+03:00``. Raises ``GraphQLError``."""
    if isinstance(value, str) and _INSTANT.fullmatch(value):
        try:
            return datetime.fromisoformat(value).astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise GraphQLError("A DateTime is written like 2026-11-21T09:30:00+03:00, with its offset.")


def write_datetime(value: datetime) -> str:
    """An instant in UTC. Raises ``ValueError`` for a naive one: that is a defect of ours."""
    if value.tzinfo is None:
        raise ValueError("an instant without an offset")
    return value.astimezone(UTC).isoformat()


SCALARS: dict[Any, Any] = {
    date: strawberry.scalar(
        name="Date",
        description="A day of the calendar, without a time zone: 2026-11-21.",
        serialize=date.isoformat,
        parse_value=parse_date,
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description="An instant in ISO 8601. Given with any offset, answered in UTC.",
        serialize=write_datetime,
        parse_value=parse_datetime,
    ),
}
"""Strawberry's own read a naive time as if it were one."""
