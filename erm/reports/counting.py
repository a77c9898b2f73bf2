"""Counting in the database: what a large company did in a year comes back as a few rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from erm.core.database.connections import connection, dialect
from erm.people.rules import BondKind


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the report.

    ``people`` were there on its last day and not gone by ``gone_by``, which is that day, or today
    where only people who are there today are counted.
    """

    first: date
    last: date
    gone_by: date
    people: int

    @property
    def key(self) -> str:
        """As in "2026-11"."""
        return f"{self.first:%Y-%m}"


class Statement:
    """A statement with its values, in the dialect of the database."""

    def __init__(self) -> None:
        self.values: list[Any] = []

    def moment(self, value: datetime) -> str:
        """The mark of a moment."""
        self.values.append(value)
        number = len(self.values)
        return f"?{number}" if dialect() == "sqlite" else f"${number}::timestamptz"

    def day(self, value: date) -> str:
        """A day. It is written out, for the kinds of marks cannot be told in every place."""
        return f"'{value.isoformat()}'" if dialect() == "sqlite" else f"DATE '{value.isoformat()}'"

    def months(self, months: Sequence[Month]) -> str:
        """A table of months: number, first moment, first moment after, last day, ``gone_by``."""
        return " UNION ALL ".join(
            f"SELECT {index} AS number, {self.moment(begin_of(month.first))} AS begins, "
            f"{self.moment(begin_of(month.last + timedelta(days=1)))} AS ends, "
            f"{self.day(month.last)} AS last, {self.day(month.gone_by)} AS gone_by"
            for index, month in enumerate(months)
        )

    async def rows(self, text: str) -> Sequence[Any]:
        """What it gives."""
        _, rows = await connection().execute_query(text, self.values)
        return rows


THERE = """(person.hired_on IS NULL OR person.hired_on <= month.last)
    AND (person.left_on IS NULL OR person.left_on > month.gone_by)"""
"""Which people a month is about. Needs ``person`` and ``month``."""


def begin_of(day: date) -> datetime:
    """The first moment of a day (UTC)."""
    return datetime.combine(day, time(), UTC)


def key_of(value: UUID | str) -> UUID:
    """An id: SQLite keeps it as text."""
    return UUID(value) if isinstance(value, str) else value


def instant(value: datetime | str) -> datetime:
    """A moment: SQLite keeps it as text."""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def day_of(value: date | str | None) -> date | None:
    """A day: SQLite keeps it as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


async def people_among(text: str, statement: Statement) -> frozenset[UUID]:
    """The people that a statement gives in its column ``person``."""
    return frozenset(key_of(row["person"]) for row in await statement.rows(text))


MANAGED = BondKind.MANAGER.value
