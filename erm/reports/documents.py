"""A report as a document to take along: what the screen shows, a chart of its main column, its months."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date

from erm.core.actor import Actor
from erm.core.errors import NotAllowed
from erm.core.language import babel_locale, say
from erm.core.tables import Cell, Kind
from erm.printing.document import Chart, Column, Document, Part, Point, Table, Words
from erm.reports.report import people_report
from erm.reports.rules import PeopleReportKind, ReportAct, ReportAsOf, ReportBy, ReportUnit
from erm.reports.views import CellView, ColumnView, MonthView, ReportView, RowView

CHART_ROWS = 40
"""Most groups that are drawn, the largest ones; the table has all."""
_DIGITS = {ReportUnit.NUMBER: 1, ReportUnit.DAYS: 1, ReportUnit.INDEX: 2, ReportUnit.SHARE: 0}


async def people_document(
    actor: Actor,
    kind: PeopleReportKind,
    *,
    by: ReportBy,
    as_of: ReportAsOf,
    act: ReportAct,
) -> Document:
    """A report, through the same query as the screen's. Raises ``NotAllowed`` but for HR."""
    view = await people_report(actor, kind, by=by, as_of=as_of, act=act)
    if view is None:
        raise NotAllowed
    return _Writer(actor.locale).document(view)


class _Writer:
    """Describes a report in one language."""

    def __init__(self, language: str) -> None:
        self._language = language

    def document(self, view: ReportView) -> Document:
        """The whole."""
        parts: list[Part] = []
        rows = [*([] if view.everybody is None else [view.everybody]), *view.rows]
        main = next(column for column in view.columns if column.main)
        at = view.columns.index(main)
        if rows:
            # The chart has its table beside it: the same numbers, in the next part.
            parts.append(self._bars(main, at, view))
        parts.append(self._groups(view, rows))
        if view.months:
            parts += [self._upright(view, main), self._months(view)]
        parts.append(Words(self._said("print.reading"), view.notes, listed=True))
        facts = [
            (
                self._said("print.period"),
                self._said(
                    "print.between", first=self._day(view.first), until=self._day(view.until)
                ),
            ),
            (
                self._said("print.people"),
                f"{0 if view.everybody is None else view.everybody.people}",
            ),
            (
                self._said("print.groups"),
                self._said("withheld", count=view.withheld)
                if view.withheld
                else f"{len(view.rows)}",
            ),
        ]
        subtitle = self._said(f"as_of.{view.as_of}", day=self._day(view.first))
        return Document(view.title, subtitle, facts, parts)

    def _groups(self, view: ReportView, rows: Sequence[RowView]) -> Table:
        columns = [
            Column(self._said(f"by.{view.by}"), Kind.TEXT),
            Column(self._said("print.people")),
        ]
        for column in view.columns:
            columns += self._columns(column, shaded=True)
        return Table(
            self._said("print.groups"),
            columns,
            [[row.label, row.people, *self._cells(row.cells)] for row in rows],
            strong=frozenset() if view.everybody is None else frozenset({0}),
            note=" ".join(f"{column.label}: {column.help}" for column in view.columns),
        )

    def _months(self, view: ReportView) -> Table:
        told = self._told_by_month(view)
        columns = [
            Column(self._said("print.month"), Kind.TEXT),
            Column(self._said("print.people")),
        ]
        for column in told:
            columns += self._columns(column)
        return Table(
            self._said("print.months"),
            columns,
            [
                [self._month(month.month), month.cells[0].n, *self._cells(month.cells)]
                for month in view.months
            ],
        )

    def _columns(self, column: ColumnView, *, shaded: bool = False) -> list[Column]:
        """A number and the ends of its interval."""
        share = column.unit is ReportUnit.SHARE
        kind, digits = (Kind.SHARE if share else Kind.NUMBER), _DIGITS[column.unit]
        return [
            Column(column.label, kind, digits, shade=(0.0, 1.0) if shaded and share else None),
            Column(self._said("print.low", what=column.label), kind, digits, aside=True),
            Column(self._said("print.high", what=column.label), kind, digits, aside=True),
        ]

    def _cells(self, cells: Sequence[CellView]) -> list[Cell]:
        found: list[Cell] = []
        for cell in cells:
            found += [cell.reason if cell.value is None else cell.value, cell.low, cell.high]
        return found

    def _bars(self, main: ColumnView, at: int, view: ReportView) -> Chart:
        largest = sorted(view.rows, key=lambda row: -row.people)[:CHART_ROWS]
        drawn = [row for row in view.rows if row in largest]
        first = [] if view.everybody is None else [view.everybody]
        return Chart(
            main.label,
            [
                self._point(row.label, row.cells[at], strong=row is view.everybody)
                for row in (*first, *drawn)
            ],
            main.help,
            Kind.SHARE if main.unit is ReportUnit.SHARE else Kind.NUMBER,
            _DIGITS[main.unit],
            high=1.0 if main.unit is ReportUnit.SHARE else None,
        )

    def _upright(self, view: ReportView, main: ColumnView) -> Chart:
        first = self._told_by_month(view)[0]
        return Chart(
            self._said("print.by_month", what=first.label),
            [
                self._point(self._month(month.month, short=True), _of(month, first.key))
                for month in view.months
            ],
            first.help,
            Kind.SHARE if first.unit is ReportUnit.SHARE else Kind.NUMBER,
            _DIGITS[first.unit],
            high=1.0 if first.unit is ReportUnit.SHARE else None,
            upright=True,
        )

    def _point(self, label: str, cell: CellView, *, strong: bool = False) -> Point:
        return Point(label, cell.value, cell.low, cell.high, cell.reason or "", strong)

    def _told_by_month(self, view: ReportView) -> list[ColumnView]:
        by_key = {column.key: column for column in view.columns}
        return [by_key[cell.key] for cell in view.months[0].cells]

    def _month(self, month: str, *, short: bool = False) -> str:
        pattern = "LLL yy" if short else "LLLL yyyy"
        locale = babel_locale(self._language)
        return format_date(date.fromisoformat(f"{month}-01"), pattern, locale=locale)

    def _day(self, day: date) -> str:
        return format_date(day, "long", locale=babel_locale(self._language))

    def _said(self, key: str, **words: object) -> str:
        return say(self._language, f"reports.{key}", **words)


def _of(month: MonthView, key: str) -> CellView:
    return next(cell for cell in month.cells if cell.key == key)
