"""What every report has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from erm.reports.counting import Month
from erm.reports.figures import Figure, Statistic
from erm.reports.rules import Key, ReportUnit


@dataclass(frozen=True, slots=True)
class Column:
    """A column. The main one is drawn."""

    key: str
    unit: ReportUnit
    main: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """The days over which figures are counted, the last one included, and the months of the report."""

    first: date
    until: date
    months: Sequence[Month]


@dataclass(frozen=True, slots=True)
class Measured:
    """Columns in their order, with what each counts.

    ``months``: figures of everybody by the number of the month. ``people``: whom the report is about,
    where that is not everybody. ``by_month``: instead of ``months``, to which month each of them belongs.
    """

    columns: Sequence[Column]
    statistics: Mapping[str, Statistic]
    months: Mapping[int, Mapping[str, Figure]] = field(default_factory=dict)
    people: frozenset[UUID] | None = None
    by_month: Mapping[UUID, Key] | None = None
