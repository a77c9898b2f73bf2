"""Columns of a table as questions, segments and answer sheets, with every cell that is wrong. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from erm.core.csv_reading import CsvProblem
from erm.core.localized import Localized
from erm.core.text import fold
from erm.disclosure.labels import Label
from erm.engagement.ballots.sheet import Answer, Sheet
from erm.engagement.bank.content import ItemContent
from erm.engagement.bank.rules import SurveyQuestionKind
from erm.engagement.past.reading import Table
from erm.engagement.past.rules import (
    NO,
    OPTIONS_MOST,
    SEPARATOR,
    VALUE_MAXIMUM,
    WORDS_MAXIMUM,
    YES,
    PastColumnUse,
)
from erm.engagement.surveys.questions import Question
from erm.engagement.surveys.rules import SegmentKind
from erm.people.rules import TENURE_BANDS, band_of_years

PROBLEMS_MOST = 200
"""Beyond so many problems no more are looked for."""


@dataclass(frozen=True, slots=True)
class PastColumn:
    """What HR says a column is. ``driver_name``: a driver by name, which is made if there is none."""

    name: str
    use: PastColumnUse
    kind: SurveyQuestionKind | None = None
    segment: SegmentKind | None = None
    driver_id: UUID | None = None
    driver_name: str = ""
    text: str = ""
    reversed: bool = False
    lowest: int | None = None
    highest: int | None = None

    @property
    def asks(self) -> bool:
        """Whether it becomes a question."""
        return self.use in (PastColumnUse.QUESTION, PastColumnUse.OUTCOME)


@dataclass(frozen=True, slots=True)
class Parsed:
    """Answers by row and question, labels by row, and what is wrong."""

    answers: Sequence[dict[UUID, Answer]]
    words: Sequence[dict[UUID, tuple[str, str | None]]]
    labels: Sequence[Label]
    problems: tuple[CsvProblem, ...]

    def sheets(self, class_of: Sequence[int]) -> list[Sheet]:
        """The answer sheets, given the class of each row."""
        return [
            Sheet(number, answers, words)
            for number, answers, words in zip(class_of, self.answers, self.words, strict=True)
        ]


def content_of(column: PastColumn, cells: Sequence[str]) -> ItemContent:
    """The words of a question; the options of a choice are what was chosen, by the alphabet."""
    options: tuple[Localized, ...] = ()
    if column.kind is SurveyQuestionKind.SINGLE_CHOICE:
        options = _options(cells)
    elif column.kind is SurveyQuestionKind.MULTIPLE_CHOICE:
        options = _options([each for cell in cells for each in _chosen(cell)])
    is_scale = column.kind is SurveyQuestionKind.SCALE
    text = column.text or column.name
    return ItemContent(
        Localized(text, text),
        options=options,
        lowest=column.lowest if is_scale else None,
        highest=column.highest if is_scale else None,
    )


def _options(values: Sequence[str]) -> tuple[Localized, ...]:
    found = sorted({value for value in values if value}, key=lambda value: (fold(value), value))
    return tuple(Localized(value, value) for value in found)


def _chosen(cell: str) -> list[str]:
    return [each.strip() for each in cell.split(SEPARATOR) if each.strip()]


def parse(
    table: Table,
    asked: Mapping[str, Question],
    segments: Mapping[SegmentKind, str],
    departments: Mapping[str, str],
) -> Parsed:
    """Read every cell. ``asked``: questions by column; ``segments``: columns in order of worth.

    ``departments``: ids by folded name; a department of another name is told of by that name.
    """
    problems: list[CsvProblem] = []
    rows = len(table.rows)
    answers: list[dict[UUID, Answer]] = [{} for _ in range(rows)]
    words: list[dict[UUID, tuple[str, str | None]]] = [{} for _ in range(rows)]
    for name, question in asked.items():
        options = {each.en: at for at, each in enumerate(question.content.options)}
        if len(options) > OPTIONS_MOST:
            problems.append(CsvProblem(1, name, "PAST_TOO_MANY_OPTIONS", {"count": OPTIONS_MOST}))
            continue
        for row, cell in enumerate(table.column(name)):
            if not cell:
                continue
            if question.kind is SurveyQuestionKind.TEXT:
                words[row][question.id] = (cell[:WORDS_MAXIMUM], None)
                continue
            found = _answer(question, options, cell)
            if isinstance(found, CsvProblem):
                problems.append(CsvProblem(table.lines[row], name, found.code, found.params))
            else:
                answers[row][question.id] = found
            if len(problems) >= PROBLEMS_MOST:
                break
    columns: list[list[str | None]] = []
    for kind, name in segments.items():
        values: list[str | None] = []
        for row, cell in enumerate(table.column(name)):
            value = _segment(kind, cell, departments) if cell else None
            if isinstance(value, CsvProblem):
                problems.append(CsvProblem(table.lines[row], name, value.code, value.params))
                value = None
            values.append(value)
        columns.append(values)
    labels: list[Label] = list(zip(*columns, strict=True)) if columns else [()] * rows
    return Parsed(answers, words, labels, tuple(problems[:PROBLEMS_MOST]))


def _answer(question: Question, options: Mapping[str, int], cell: str) -> Answer | CsvProblem:
    match question.kind:
        case SurveyQuestionKind.YES_NO:
            said = fold(cell)
            if said in YES | NO:
                return said in YES
            return CsvProblem(0, "", "BAD_CHOICE", {"value": cell[:40], "choices": "yes, no"})
        case SurveyQuestionKind.SINGLE_CHOICE:
            return options[cell]
        case SurveyQuestionKind.MULTIPLE_CHOICE:
            return tuple(sorted({options[each] for each in _chosen(cell)}))
        case _:
            low, high = question.scale or (0, 0)
            number = _whole(cell)
            if number is not None and low <= number <= high:
                return number
            params = {"value": cell[:40], "low": low, "high": high}
            return CsvProblem(0, "", "BAD_NUMBER", params)


def _whole(cell: str) -> int | None:
    """A whole number; 4.0 and 4,0 are, as programs for tables write them."""
    digits = cell.replace(",", ".")
    whole, _, rest = digits.partition(".")
    if whole.isascii() and whole.isdigit() and len(whole) < 10 and not rest.strip("0"):
        return int(whole)
    return None


def _segment(kind: SegmentKind, cell: str, departments: Mapping[str, str]) -> str | CsvProblem:
    value = " ".join(cell.split())[:VALUE_MAXIMUM]
    match kind:
        case SegmentKind.DEPARTMENT:
            return departments.get(fold(value), value)
        case SegmentKind.MANAGING:
            said = fold(value)
            if said in YES | NO:
                return "yes" if said in YES else "no"
            return CsvProblem(0, "", "BAD_CHOICE", {"value": cell[:40], "choices": "yes, no"})
        case SegmentKind.TENURE:
            if value in TENURE_BANDS:
                return value
            years = value.replace(",", ".").partition(".")[0]
            if years.isascii() and years.isdigit() and len(years) < 3:
                return band_of_years(int(years))
            params = {"value": cell[:40], "low": 0, "high": 99}
            return CsvProblem(0, "", "BAD_NUMBER", params)
        case _:
            return value
