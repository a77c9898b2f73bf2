"""A document as a workbook: numbers are numbers, charts are the program's own beside their numbers."""

from __future__ import annotations

import io

from erm.core.language import say
from erm.core.tables import Book, Cell, Kind
from erm.core.tables import Column as PlainColumn
from erm.core.tables import Table as PlainTable
from erm.printing.parts import Chart, Document, Note, Table, Words


def bind(document: Document, language: str) -> bytes:
    """The workbook. Words and notes come last: whoever opens it wants the numbers."""
    stream = io.BytesIO()
    with Book(stream) as book:
        for part in document.parts:
            if isinstance(part, Table):
                book.add(plain(part))
            elif isinstance(part, Chart) and part.points:
                _draw(book, part, language)
        book.add(about(document, language))
    return stream.getvalue()


def plain(table: Table) -> PlainTable:
    """A table without its looks."""
    columns = [PlainColumn(column.title, column.kind) for column in table.columns]
    return PlainTable(table.name, columns, table.rows)


def about(document: Document, language: str) -> PlainTable:
    """What the document says in words: its title, its facts, its notes and its paragraphs."""
    rows: list[list[Cell]] = [[document.title, document.subtitle]]
    rows += [[name, value] for name, value in document.facts]
    for part in document.parts:
        if isinstance(part, Note):
            rows.append([say(language, "printing.note"), part.text])
        elif isinstance(part, Words):
            rows += [[part.name, paragraph] for paragraph in part.paragraphs]
        elif part.note:
            rows.append([part.name, part.note])
    columns = [
        PlainColumn(say(language, "printing.what"), Kind.TEXT),
        PlainColumn(say(language, "printing.value"), Kind.TEXT),
    ]
    return PlainTable(say(language, "printing.about"), columns, rows)


def _draw(book: Book, chart: Chart, language: str) -> None:
    """A sheet with the points and the program's own chart of them."""
    intervals = any(point.low is not None for point in chart.points)
    notes = any(point.note for point in chart.points)
    columns = [PlainColumn(""), PlainColumn(chart.value_title, chart.kind)]
    if intervals:
        columns += [
            PlainColumn(say(language, "printing.from"), chart.kind),
            PlainColumn(say(language, "printing.until"), chart.kind),
        ]
    if notes:
        columns.append(PlainColumn(say(language, "printing.note")))
    rows: list[list[Cell]] = []
    for point in chart.points:
        row: list[Cell] = [point.label, point.value]
        row += [point.low, point.high] if intervals else []
        row += [point.note] if notes else []
        rows.append(row)
    sheet = book.add(PlainTable(chart.name, columns, rows))
    drawn = book.workbook.add_chart({"type": "column" if chart.upright else "bar"})
    last = len(rows)
    drawn.add_series(
        {
            "name": [sheet.name, 0, 1],
            "categories": [sheet.name, 1, 0, last, 0],
            "values": [sheet.name, 1, 1, last, 1],
            "gap": 60,
            "fill": {"color": "#0B6E69"},
        }
    )
    drawn.set_legend({"none": True})
    drawn.set_title({"name": [sheet.name, 0, 1], "name_font": {"size": 11}})
    values: dict[str, object] = {"major_gridlines": {"visible": True, "line": {"color": "#D8D6D0"}}}
    if chart.low is not None:
        values["min"] = chart.low
    if chart.high is not None:
        values["max"] = chart.high
    # A program draws lying bars from below upwards; the first point belongs on top.
    drawn.set_y_axis(values if chart.upright else {"reverse": True})
    drawn.set_x_axis({} if chart.upright else values)
    drawn.set_size({"width": 640, "height": 320 if chart.upright else max(200, 90 + 22 * last)})
    sheet.insert_chart(1, len(columns) + 1, drawn, {"description": chart.name})
