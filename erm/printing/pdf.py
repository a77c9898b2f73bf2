"""A document on paper: A4, with headings, tables whose titles repeat, and bars as vectors.

``report.typ`` has the looks. Everything that somebody typed reaches it as data (JSON), and data is
never read as markup: a name such as ``#panic()`` is printed as it stands. The typesetter sees the
folder of that one file and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from math import ceil, floor, log10
from pathlib import Path
from typing import Any, Literal

import orjson
import typst
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from erm.core.clock import now, today
from erm.core.language import DEFAULT, babel_locale, languages, say
from erm.core.tables import Cell, Kind
from erm.printing.fonts import FAMILY, fonts
from erm.printing.parts import Chart, Column, Document, Part, Table, Words

OutputFormat = Literal["pdf", "png"]
TEMPLATE = Path(__file__).with_name("report.typ")
_WIDE_FROM = 8
"""From so many columns on the pages lie on their side."""
_TEXT_MAXIMUM = 4_000
"""Most characters of a cell or paragraph on paper; a longer one would be pages of one cell."""


def typeset(document: Document, language: str) -> bytes:
    """The document as PDF."""
    made = _compile(document, language, form="pdf")
    if not isinstance(made, bytes):  # pragma: no cover - a PDF is one file
        raise TypeError(type(made).__name__)
    return made


def pictures(document: Document, language: str, *, ppi: float = 100) -> list[bytes]:
    """Each page as a PNG picture, to be looked at."""
    made = _compile(document, language, form="png", ppi=ppi)
    return made if isinstance(made, list) else [made]


def _compile(
    document: Document, language: str, *, form: OutputFormat, ppi: float | None = None
) -> bytes | list[bytes]:
    known = language if language in languages() else DEFAULT
    compiler = typst.Compiler(str(TEMPLATE), root=str(TEMPLATE.parent), font_paths=fonts())
    made = compiler.compile(
        format=form,
        ppi=ppi,
        sys_inputs={"data": orjson.dumps(_data(document, known)).decode()},
        timestamp=now().replace(microsecond=0),
    )
    if made is None:  # pragma: no cover - only where it is told to write a file
        raise TypeError("None")
    return made


def _data(document: Document, language: str) -> dict[str, Any]:
    widest = max(
        (
            sum(not column.aside for column in p.columns)
            for p in document.parts
            if isinstance(p, Table)
        ),
        default=0,
    )
    day = format_date(today(), "long", locale=babel_locale(language))
    return {
        "family": FAMILY,
        "language": language,
        "wide": widest >= _WIDE_FROM,
        "title": document.title,
        "subtitle": document.subtitle,
        "facts": [[name, value] for name, value in document.facts],
        "made": say(language, "printing.made", day=day),
        # The typesetter alone knows the numbers of pages.
        "page": say(language, "printing.page", page="\0", pages="\1"),
        "nothing": say(language, "printing.nothing"),
        "parts": [_part(part, language) for part in document.parts],
    }


def _part(part: Part, language: str) -> dict[str, Any]:
    if isinstance(part, Table):
        return _table(part, language)
    if isinstance(part, Chart):
        return _chart(part, language)
    if isinstance(part, Words):
        paragraphs = [_short(each) for each in part.paragraphs]
        return {"kind": "words", "name": part.name, "listed": part.listed, "texts": paragraphs}
    return {"kind": "note", "text": part.text}


def _table(table: Table, language: str) -> dict[str, Any]:
    columns = [
        {"title": column.title, "text": column.kind is Kind.TEXT, "weight": column.weight}
        for column in table.columns
        if not column.aside
    ]
    rows = [_row(row, table.columns, language) for row in table.rows]
    return {
        "kind": "table",
        "name": table.name,
        "columns": columns,
        "rows": rows,
        "strong": sorted(table.strong),
        "note": table.note,
    }


def _row(row: Sequence[Cell], columns: Sequence[Column], language: str) -> list[dict[str, Any]]:
    """The cells of a row, each with the ends of its interval where it has one."""
    found: list[dict[str, Any]] = []
    for cell, column in zip(row, columns, strict=True):
        if not column.aside:
            found.append(_cell(cell, column, language))
        elif cell is not None:
            found[-1]["ends"].append(written(cell, column.kind, column.digits, language))
    return found


def _cell(cell: Cell, column: Column, language: str) -> dict[str, Any]:
    """The words of a cell and how strongly it is shaded, 0 to 1."""
    shade = None
    if column.shade is not None and isinstance(cell, int | float):
        low, high = column.shade
        shade = min(1.0, max(0.0, (cell - low) / (high - low)))
    return {"text": written(cell, column.kind, column.digits, language), "shade": shade, "ends": []}


def written(cell: Cell, kind: Kind, digits: int, language: str) -> str:
    """A value as the language writes it: 1,234.5 or 1 234,5, 80% or 80 %; nothing for None."""
    locale = babel_locale(language)
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _short(cell)
    if isinstance(cell, date):
        return format_date(cell, "medium", locale=locale)
    decimals = f"#,##0.{'0' * digits}" if digits else "#,##0"
    if kind is Kind.SHARE:
        return format_percent(cell, _percent_pattern(language, digits), locale=locale)
    return format_decimal(cell, decimals, locale=locale)


@cache
def _percent_pattern(language: str, digits: int) -> str:
    pattern: str = babel_locale(language).percent_formats[None].pattern
    return pattern.replace("#,##0", f"#,##0.{'0' * digits}") if digits else pattern


def _short(text: str) -> str:
    return text if len(text) <= _TEXT_MAXIMUM else f"{text[: _TEXT_MAXIMUM - 1]}…"


def _chart(chart: Chart, language: str) -> dict[str, Any]:
    low, high = axis(chart)

    def place(value: float | None) -> float | None:
        """Where on the axis, 0 to 1."""
        return None if value is None else min(1.0, max(0.0, (value - low) / (high - low)))

    def text(value: float | None) -> str:
        return written(value, chart.kind, chart.digits, language)

    points = [
        {
            "label": point.label,
            "place": place(point.value),
            "low": place(point.low),
            "high": place(point.high),
            "value": text(point.value),
            "note": point.note,
            "strong": point.strong,
        }
        for point in chart.points
    ]
    return {
        "kind": "chart",
        "name": chart.name,
        "title": chart.value_title,
        "upright": chart.upright,
        "zero": place(0.0),
        "points": points,
        "ends": [text(low), text(high)],
        "note": chart.note,
    }


def axis(chart: Chart) -> tuple[float, float]:
    """The ends of the axis: as asked for, else round numbers around all values."""
    values = [
        value
        for point in chart.points
        for value in (point.value, point.low, point.high)
        if value is not None
    ] or [0.0, 1.0]
    low = min(values) if chart.low is None else chart.low
    high = max(values) if chart.high is None else chart.high
    if high <= low:
        high = low + 1.0
    step: float = 10.0 ** floor(log10(high - low))
    if chart.low is None:
        low = floor(low / step) * step
    if chart.high is None:
        # Not further than needed: 34 ends at 35, and not at 40.
        fine = step / 2
        high = ceil(round(high / fine, 9)) * fine
    return low, high
