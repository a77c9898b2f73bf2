"""Tables as files: CSV that no spreadsheet program runs, and XLSX whose texts are texts.

Every export goes through here. A spreadsheet program takes a cell that begins with ``=`` for a
formula, whoever wrote it; so such a cell gets an apostrophe before it in CSV. :func:`unguarded` takes
it away again, so that what was exported can be imported. XLSX says of each cell what it is and needs
no apostrophe.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import BinaryIO, Self

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from erm.core.clock import now

Cell = str | int | float | date | None

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_RUN = "=+\\-@＝＋－＠"
"""What a formula begins with, in narrow and in wide letters."""
_WOULD_RUN = re.compile(rf"(?:'|[\s\x00-\x1f\ufeff])*[{_RUN}]|'*[\t\r\n]")
# Where a program splits cells at semicolons or tabs, one begins in the middle of ours.
_INSIDE = re.compile(r"([;\t\r\n][ ]*)('*[=+@＝＋＠])")
_GUARDED_INSIDE = re.compile(r"([;\t\r\n][ ]*)'('*[=+@＝＋＠])")

_CELL_MAXIMUM = 32_767
"""Most characters of a cell in XLSX."""
_SHEET_NAME_MAXIMUM = 31
_WIDTHS = (8, 60)


class Kind(StrEnum):
    """How the cells of a column are written. SHARE is a number from 0 to 1, shown in percent."""

    TEXT = "text"
    NUMBER = "number"
    SHARE = "share"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its title in the reader's language."""

    title: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns. ``name`` is what the sheet is called."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


def guarded(text: str) -> str:
    """A text that no spreadsheet program takes for a formula."""
    text = _INSIDE.sub(r"\1'\2", text)
    return f"'{text}" if _WOULD_RUN.match(text) else text


def unguarded(text: str) -> str:
    """What :func:`guarded` was given."""
    if text.startswith("'") and _WOULD_RUN.match(text, 1):
        text = text[1:]
    return _GUARDED_INSIDE.sub(r"\1\2", text)


def to_csv(table: Table) -> bytes:
    """The table as CSV: UTF-8 with a byte order mark, commas, every cell quoted.

    Days are written as 2026-11-22 and shares from 0 to 1, whatever the language: programs read it.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([guarded(column.title) for column in table.columns])
    for row in table.rows:
        writer.writerow([_plain(cell) for cell in row])
    return stream.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    return guarded(cell) if isinstance(cell, str) else cell


def to_xlsx(*tables: Table) -> bytes:
    """The tables as sheets of one workbook: texts as texts, numbers and days as such."""
    stream = io.BytesIO()
    with Book(stream) as book:
        for table in tables:
            book.add(table)
    return stream.getvalue()


class Book:
    """A workbook in the making, written to ``stream`` when it is left. Nothing in it is a formula."""

    def __init__(self, stream: BinaryIO) -> None:
        self.workbook = xlsxwriter.Workbook(
            stream,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self.workbook.set_properties({"created": now().replace(tzinfo=None, microsecond=0)})
        self._bold = self.workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self._formats = {
            Kind.TEXT: self.workbook.add_format({"text_wrap": True, "valign": "top"}),
            Kind.NUMBER: self.workbook.add_format({"valign": "top"}),
            Kind.SHARE: self.workbook.add_format({"num_format": "0%", "valign": "top"}),
            Kind.DAY: self.workbook.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
        }
        self._taken: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.workbook.close()

    def add(self, table: Table) -> Worksheet:
        """A sheet with the table from its first cell on: its title row stays in sight."""
        sheet = self.workbook.add_worksheet(_sheet_name(table.name, self._taken))
        for x, column in enumerate(table.columns):
            sheet.write_string(0, x, column.title[:_CELL_MAXIMUM], self._bold)
            sheet.set_column(x, x, _width(table, x))
        for y, row in enumerate(table.rows, start=1):
            for x, cell in enumerate(row):
                layout = self._formats[table.columns[x].kind]
                if isinstance(cell, str):
                    sheet.write_string(y, x, cell[:_CELL_MAXIMUM], layout)
                elif isinstance(cell, date):
                    sheet.write_datetime(y, x, cell, self._formats[Kind.DAY])
                elif cell is not None:
                    sheet.write_number(y, x, cell, layout)
        sheet.freeze_panes(1, 1)
        if table.rows:
            sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
        return sheet


def _width(table: Table, x: int) -> int:
    longest = max(
        (len(str(row[x])) for row in table.rows if row[x] is not None),
        default=0,
    )
    narrowest, widest = _WIDTHS
    return min(max(longest, len(table.columns[x].title), narrowest) + 2, widest)


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name that a workbook takes: short, without its marks, and not there twice."""
    plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", name).strip(" '")[:_SHEET_NAME_MAXIMUM] or "1"
    found, number = plain, 1
    while found.casefold() in taken:
        number += 1
        found = f"{plain[: _SHEET_NAME_MAXIMUM - 4]} {number}"
    taken.add(found.casefold())
    return found
