"""CSV files that people import: from text to rows, with every problem in its place.

A spreadsheet program of one country writes commas, of another semicolons; some begin with a mark of
byte order or a line ``sep=;``. What the header does not make understood is a problem, never a guess.
Nothing here knows what the columns are about: each import names its own.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TextIO

from erm.core.errors import InvalidInput
from erm.core.language import say
from erm.core.text import fold

DELIMITERS = (",", ";", "\t", "|")
SAMPLE = 64 * 1024
"""Characters of the header's line that are looked at."""
MAXIMUM = 1024 * 1024
"""Bytes of a file that is given as text."""


@dataclass(frozen=True, slots=True)
class CsvProblem:
    """One thing to mend. ``line`` counts from 1; ``column`` is one of ours, or empty for the row.

    ``code`` has a sentence ``csv.problem.<code>``.
    """

    line: int
    column: str
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def message(self, language: str) -> str:
        """The problem in words."""
        return say(language, f"csv.problem.{self.code}", **self.params)


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row: the line on which it begins, and its trimmed cells by our columns."""

    line: int
    cells: Mapping[str, str]

    def problem(self, column: str, code: str, **params: Any) -> CsvProblem:
        """A problem of one of its cells."""
        return CsvProblem(self.line, column, code, params)


@dataclass(frozen=True, slots=True)
class CsvReport:
    """What an import did, or would do. With ``problems`` nothing was written."""

    rows: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    retired: int = 0
    problems: tuple[CsvProblem, ...] = ()
    applied: bool = False


def plain_header(header: str) -> str:
    """A header without case, accents, punctuation and doubled spaces."""
    return " ".join("".join(c if c.isalnum() else " " for c in fold(header)).split())


def detect_delimiter(stream: TextIO, understood: Callable[[str], bool]) -> tuple[str, int]:
    """The delimiter that makes most headers understood, and how many lines come before the header."""
    skipped = 0
    line = stream.readline(SAMPLE)
    if line.strip().lower().startswith("sep=") and len(line.strip()) == 5:
        return line.strip()[4], 1
    while line and not line.strip():
        skipped += 1
        line = stream.readline(SAMPLE)

    def score(delimiter: str) -> tuple[int, int]:
        try:
            headers = next(csv.reader([line], delimiter=delimiter), [])
        except csv.Error:
            return (0, 0)
        return (sum(map(understood, headers)), len(headers))

    return max(DELIMITERS, key=score), skipped


def read_rows(
    text: str,
    columns: Mapping[str, Sequence[str]],
    *,
    required: Sequence[str],
    maximum: int = MAXIMUM,
) -> tuple[list[CsvRow], list[CsvProblem]]:
    """The rows of a file, and what is wrong with its form.

    ``columns``: ours, each with other headers under which it is known (in any language; its own name
    counts without being listed). Columns that are none of ours are a problem: a misspelt one would
    be lost without a word. Empty rows are passed over; a broken quotation mark ends the reading, for
    nothing behind it can be trusted. Raises ``InvalidInput`` (``FILE_TOO_LARGE``).
    """
    if len(text.encode(errors="replace")) > maximum:
        raise InvalidInput("FILE_TOO_LARGE", field="csv", maximum=maximum // (1024 * 1024))
    text = text.removeprefix("\ufeff")
    if not text.strip("\x00 \t\r\n"):
        return [], [CsvProblem(1, "", "FILE_EMPTY")]
    known = {plain_header(name): ours for ours, names in columns.items() for name in (ours, *names)}
    delimiter, skipped = detect_delimiter(
        io.StringIO(text, newline=""), lambda header: plain_header(header) in known
    )
    stream = io.StringIO(text, newline="")
    for _ in range(skipped):
        stream.readline()
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    rows: list[CsvRow] = []
    problems: list[CsvProblem] = []
    headings: list[str] | None = None
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
        if headings is None:
            headings = _read_header(line, cells, known, required, problems)
            if problems:
                return [], problems
            continue
        if len(cells) > len(headings) and not any(c.strip() for c in cells[len(headings) :]):
            cells = cells[: len(headings)]
        if len(cells) != len(headings):
            params = {"count": len(cells), "expected": len(headings)}
            problems.append(CsvProblem(line, "", "WRONG_COLUMN_COUNT", params))
            continue
        row = CsvRow(
            line, {name: c.strip() for name, c in zip(headings, cells, strict=True) if name}
        )
        problems += [row.problem(name, "VALUE_MISSING") for name in required if not row.cells[name]]
        rows.append(row)
    if headings is None and not problems:
        problems.append(CsvProblem(1, "", "FILE_EMPTY"))
    return rows, problems


def _read_header(
    line: int,
    cells: Sequence[str],
    known: Mapping[str, str],
    required: Sequence[str],
    problems: list[CsvProblem],
) -> list[str]:
    headings: list[str] = []
    for cell in cells:
        header = " ".join(cell.split())
        ours = known.get(plain_header(header), "")
        if header and not ours:
            problems.append(CsvProblem(line, header, "COLUMN_UNKNOWN", {"name": header}))
        elif ours and ours in headings:
            problems.append(CsvProblem(line, ours, "COLUMN_REPEATED", {"name": header}))
        headings.append(ours)
    problems += [
        CsvProblem(line, name, "COLUMN_MISSING", {"name": name})
        for name in required
        if name not in headings
    ]
    return headings
