"""What somebody is told, in their language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from erm.reports.rules import (
    PeopleReportKind,
    ReportAct,
    ReportAsOf,
    ReportBy,
    ReportEvery,
    ReportFormat,
    ReportUnit,
)


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column. ``main``: it is drawn."""

    key: str
    label: str
    unit: ReportUnit
    help: str
    main: bool


@dataclass(frozen=True, slots=True)
class CellView:
    """A number about ``n`` people with its interval; ``reason`` says why there is none."""

    key: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    reason: str | None


@dataclass(frozen=True, slots=True)
class RowView:
    """A group. ``together``: groups that are too small for a row of their own."""

    key: str
    label: str
    people: int
    together: bool
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class MonthView:
    """Everybody in a month such as "2026-11"."""

    month: str
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report. ``everybody`` is None in a company of fewer than five."""

    kind: PeopleReportKind
    by: ReportBy
    as_of: ReportAsOf
    first: date
    until: date
    title: str
    columns: tuple[ColumnView, ...]
    everybody: RowView | None
    rows: tuple[RowView, ...]
    months: tuple[MonthView, ...]
    notes: tuple[str, ...]
    withheld: int


@dataclass(frozen=True, slots=True)
class ScheduleView:
    """A report that comes by mail."""

    id: UUID
    kind: PeopleReportKind
    by: ReportBy
    as_of: ReportAsOf
    format: ReportFormat
    every: ReportEvery
    next_on: date
    last_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class AccessView:
    """A line of the ledger."""

    id: UUID
    person_id: UUID
    kind: PeopleReportKind
    by: ReportBy
    act: ReportAct
    at: datetime
