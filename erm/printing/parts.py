"""What a report is made of, before it has a form. No tables of the database, no people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from erm.core.tables import Cell, Kind


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    ``digits`` after the point of a number, on paper (a share has none). ``shade``: from which to which
    value its cells are shaded on paper, light to strong, as in a heat map; the number is written all
    the same. ``aside``: an end of the interval of the number before; on paper it stands
    small below that number, and has no column. ``weight``: how wide a text is compared with other texts.
    """

    title: str
    kind: Kind = Kind.NUMBER
    digits: int = 0
    shade: tuple[float, float] | None = None
    weight: float = 1.0
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; the first column says what a row is about.

    A cell is a text, a number, a share from 0 to 1, a day, or None where nothing is told. A text may
    stand in a column of numbers ("80 % or more"). ``strong``: indices of rows that stand out, such as
    the company among its departments. ``note`` stands below it on paper.
    """

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    strong: frozenset[int] = frozenset()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A bar. ``value`` None: nothing is told, and ``note`` says why. ``low``/``high``: its interval."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    note: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars that lie, one under another; ``upright``: that stand beside each other, as months do.

    ``kind`` and ``digits`` say how values are written; ``low`` and ``high`` are the ends of the axis,
    found from the values where they are None. ``value_title`` is what the values are.
    """

    name: str
    points: Sequence[Point]
    value_title: str
    kind: Kind = Kind.NUMBER
    digits: int = 0
    low: float | None = 0.0
    high: float | None = None
    upright: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Paragraphs under a heading; ``listed`` sets each apart, as comments are."""

    name: str
    paragraphs: Sequence[str]
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """Something that the reader must know: it stands in a frame."""

    text: str


Part = Table | Chart | Words | Note


@dataclass(frozen=True, slots=True)
class Document:
    """A report. ``facts``: what it is about, as pairs of a name and a value, such as "Period"."""

    title: str
    subtitle: str
    facts: Sequence[tuple[str, str]]
    parts: Sequence[Part] = field(default=())
