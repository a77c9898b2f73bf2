"""A table of answers: from bytes to cells, one row for a person. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from erm.core.csv_reading import CsvProblem, detect_delimiter
from erm.engagement.past.rules import COLUMNS_MOST, NAME_MAXIMUM, ROWS_MOST
from erm.people.importing.reading import detect_encoding

_REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class Table:
    """Headers in their order, rows of trimmed cells, and the line on which each begins."""

    headers: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    lines: Sequence[int]
    problems: tuple[CsvProblem, ...]

    def column(self, name: str) -> list[str]:
        """All cells under a header."""
        at = self.headers.index(name)
        return [row[at] for row in self.rows]


def read_table(content: bytes) -> Table:
    """The table in a file, whatever its encoding and delimiter, and what is wrong with its form.

    Columns without a header are passed over, and so are empty rows. A broken quotation mark ends the
    reading, for nothing behind it can be trusted.
    """
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        return Table((), (), (), (CsvProblem(1, "", "FILE_EMPTY"),))
    text = content.decode(detect_encoding(content), "replace").removeprefix("\ufeff")
    delimiter, skipped = detect_delimiter(io.StringIO(text, newline=""), lambda header: False)
    stream = io.StringIO(text, newline="")
    for _ in range(skipped):
        stream.readline()
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    headers: list[str] | None = None
    kept: list[int] = []
    rows: list[list[str]] = []
    lines: list[int] = []
    problems: list[CsvProblem] = []
    begins = 1 + skipped
    while True:
        line = begins
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error:
            problems.append(CsvProblem(line, "", "BROKEN_QUOTES"))
            break
        begins = 1 + skipped + reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if any(_REPLACEMENT in cell for cell in cells):
            problems.append(CsvProblem(line, "", "PAST_UNREADABLE"))
        if headers is None:
            headers = [" ".join(cell.split())[:NAME_MAXIMUM] for cell in cells]
            kept = [at for at, name in enumerate(headers) if name]
            problems += _wrong_header(line, [headers[at] for at in kept])
            continue
        if len(cells) > len(headers) and not any(c.strip() for c in cells[len(headers) :]):
            cells = cells[: len(headers)]
        if len(cells) != len(headers):
            params = {"count": len(cells), "expected": len(headers)}
            problems.append(CsvProblem(line, "", "WRONG_COLUMN_COUNT", params))
            continue
        if len(rows) == ROWS_MOST:
            problems.append(CsvProblem(line, "", "PAST_TOO_MANY_ROWS", {"count": ROWS_MOST}))
            break
        rows.append([cells[at].strip() for at in kept])
        lines.append(line)
    return Table(tuple(headers[at] for at in kept) if headers else (), rows, lines, tuple(problems))


def _wrong_header(line: int, names: Sequence[str]) -> list[CsvProblem]:
    found = [
        CsvProblem(line, name, "COLUMN_REPEATED", {"name": name})
        for at, name in enumerate(names)
        if name in names[:at]
    ]
    if len(names) > COLUMNS_MOST:
        found.append(CsvProblem(line, "", "PAST_TOO_MANY_COLUMNS", {"count": COLUMNS_MOST}))
    return found
