"""A report on people: made for one reader, told in groups, put down in the ledger."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from babel.dates import format_date

from erm.core.actor import Actor
from erm.core.clock import today
from erm.core.language import babel_locale, say
from erm.people.groups import MINIMUM
from erm.reports.counting import Month
from erm.reports.figures import Figure
from erm.reports.groups import Arranged, Group, Tables, arrange
from erm.reports.ledger import note
from erm.reports.measures import cycles, development, directory, one_on_ones, recognition
from erm.reports.measures.common import Column, Measured, Window
from erm.reports.places import Places, Sorted, names_of, places
from erm.reports.policy import may_pull_reports
from erm.reports.rules import (
    DAYS,
    Key,
    PeopleReportKind,
    ReportAct,
    ReportAsOf,
    ReportBy,
    month_ends,
)
from erm.reports.views import CellView, ColumnView, MonthView, ReportView, RowView

MEASURES: Mapping[PeopleReportKind, Callable[[Window], Awaitable[Measured]]] = {
    PeopleReportKind.ONE_ON_ONES: one_on_ones.measure,
    PeopleReportKind.CYCLES: cycles.measure,
    PeopleReportKind.DEVELOPMENT: development.measure,
    PeopleReportKind.RECOGNITION: recognition.measure,
    PeopleReportKind.DIRECTORY: directory.measure,
}
MONTH = "month"
EVERYBODY = "everybody"


async def people_report(
    actor: Actor,
    kind: PeopleReportKind,
    *,
    by: ReportBy = ReportBy.DEPARTMENT,
    as_of: ReportAsOf = ReportAsOf.NOW,
    act: ReportAct = ReportAct.VIEWED,
) -> ReportView | None:
    """A report, for HR; None for everybody else.

    It is put down in the ledger before it is given out. At most twelve queries, whatever the number of
    people: where they are, what is counted, what groups are called, the ledger.
    """
    if not may_pull_reports(actor):
        return None
    until = today()
    months = month_ends(until)
    first = until - timedelta(days=DAYS - 1)
    found = await places(first, months[0][1])
    window = Window(first, until, await asyncio.to_thread(_months, found, months, as_of))
    measured = await MEASURES[kind](window)
    if measured.people is not None:
        found = found.only(measured.people)
    besides = {MONTH: measured.by_month} if measured.by_month is not None else None
    # Arranging and counting take a while in a large company; meanwhile others are answered.
    tables = await asyncio.to_thread(arrange, found, besides=besides)
    names = await names_of(
        actor,
        by,
        {key for key in found.now[by].values() if key}
        | {key for key in found.then[by].values() if key},
    )
    view = await asyncio.to_thread(_view, actor, kind, by, as_of, window, measured, tables, names)
    await note(actor, kind, by, act)
    return view


def _months(
    found: Places, months: Sequence[tuple[date, date]], as_of: ReportAsOf
) -> tuple[Month, ...]:
    """Whom each month is about.

    Now: those of the time who are there today. Then: all of the time, also those who have left since,
    unless those are too few: the difference between the two would be about them.
    """
    told = []
    for first, last in months:
        there = [
            left_on
            for hired_on, left_on in found.presences
            if (hired_on is None or hired_on <= last) and (left_on is None or left_on > last)
        ]
        still = sum(left_on is None or left_on > found.until for left_on in there)
        all_of_then = as_of is ReportAsOf.THEN and len(there) - still >= MINIMUM
        told.append(
            Month(first, last, last, len(there))
            if all_of_then
            else Month(first, last, found.until, still)
        )
    return tuple(told)


def _view(
    actor: Actor,
    kind: PeopleReportKind,
    by: ReportBy,
    as_of: ReportAsOf,
    window: Window,
    measured: Measured,
    tables: Tables | None,
    names: Mapping[Key, Sorted],
) -> ReportView:
    teller = _Teller(actor, kind, measured)
    table = Arranged((), 0) if tables is None else tables.table(by, as_of)
    rows = sorted(
        table.rows, key=lambda row: (row.together, names.get(row.key, ("", 0, "")), row.key)
    )
    everybody = table.everybody
    whole = None
    months: tuple[MonthView, ...] = ()
    if tables is not None:
        name = say(actor.locale, "reports.everybody")
        whole = teller.row(Group(EVERYBODY, everybody), name)
        if measured.by_month is None:
            months = tuple(teller.months(window.months))
        else:
            of_month = tables.table(MONTH, as_of).rows
            months = tuple(
                MonthView(group.key, teller.row(group, "").cells)
                for group in of_month
                if not group.together
            )
    return ReportView(
        kind=kind,
        by=by,
        as_of=as_of,
        first=window.months[0].first if measured.by_month is not None else window.first,
        until=window.until,
        title=say(
            actor.locale, f"reports.title.{by}", kind=say(actor.locale, f"reports.kind.{kind}")
        ),
        columns=tuple(teller.column(column) for column in measured.columns),
        everybody=whole,
        rows=tuple(
            teller.row(
                row,
                say(actor.locale, f"reports.together.{by}") if row.together else names[row.key][2],
            )
            for row in rows
        ),
        months=months,
        notes=tuple(_notes(actor, kind, by, as_of, window, told=tables is not None)),
        withheld=table.withheld,
    )


class _Teller:
    """Turns figures into what is told."""

    def __init__(self, actor: Actor, kind: PeopleReportKind, measured: Measured) -> None:
        self._language = actor.locale
        self._kind = kind
        self._measured = measured

    def column(self, column: Column) -> ColumnView:
        name = f"reports.{self._kind}.{column.key}"
        return ColumnView(
            column.key,
            say(self._language, name),
            column.unit,
            say(self._language, f"{name}.help"),
            column.main,
        )

    def row(self, group: Group, label: str) -> RowView:
        return RowView(
            group.key,
            label,
            len(group.members),
            group.together,
            tuple(
                self._cell(column.key, self._measured.statistics[column.key].of(group.members))
                for column in self._measured.columns
            ),
        )

    def months(self, months: Sequence[Month]) -> list[MonthView]:
        """Those in which there were enough people; the others are left out, and not nothing.

        Nor is the time before anything was put down at all told as nothing: it begins with the first
        month of which there is something.
        """
        begun = next(
            (
                index
                for index in range(len(months))
                if any(figure.value for figure in self._measured.months[index].values())
            ),
            len(months),
        )
        return [
            MonthView(
                month.key,
                tuple(
                    self._cell(key, figure) for key, figure in self._measured.months[index].items()
                ),
            )
            for index, month in enumerate(months)
            if month.people >= MINIMUM and index >= begun
        ]

    def _cell(self, key: str, figure: Figure) -> CellView:
        reason = None if figure.value is not None else say(self._language, "reports.reason.nothing")
        return CellView(key, figure.value, figure.low, figure.high, figure.n, reason)


def _notes(
    actor: Actor,
    kind: PeopleReportKind,
    by: ReportBy,
    as_of: ReportAsOf,
    window: Window,
    *,
    told: bool,
) -> list[str]:
    """What one must know to read the numbers."""
    locale = babel_locale(actor.locale)

    def day(value: date) -> str:
        return format_date(value, "long", locale=locale)

    def said(key: str, **words: Any) -> str:
        return say(actor.locale, f"reports.note.{key}", **words)

    if not told:
        return [said("too_few")]
    notes = []
    if kind in (PeopleReportKind.ONE_ON_ONES, PeopleReportKind.RECOGNITION):
        notes.append(said("days", first=day(window.first), until=day(window.until)))
    if kind is not PeopleReportKind.ONE_ON_ONES:
        notes.append(said(kind.value, first=day(window.months[0].first)))
    notes.append(said("groups"))
    if as_of is ReportAsOf.THEN:
        notes.append(said("then", first=day(window.first)))
        if by is ReportBy.LOCATION:
            notes.append(said("location"))
    if kind is not PeopleReportKind.CYCLES:
        notes.append(said("months_then" if as_of is ReportAsOf.THEN else "months_now"))
    notes.append(said("interval"))
    return notes
