"""From cells to rows: each value is understood, or noted as a problem."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from zoneinfo import available_timezones

from erm.core.text import fold
from erm.people.importing.kinds import Column, File, Problem, ProblemCode, Row
from erm.people.importing.reading import read_cells
from erm.people.rules import Locale, is_work_email

Progress = Callable[[str, int, int], None]
"""Called with the stage, how much of it is done, and how much there is."""

EVERY = 500
"""After how many rows progress is told."""
_MAXIMUM = {
    Column.WORK_EMAIL: 254,
    Column.EMPLOYEE_NUMBER: 64,
    Column.GIVEN_NAME: 120,
    Column.FAMILY_NAME: 120,
    Column.FULL_NAME: 240,
    Column.FULL_NAME_FAMILY_FIRST: 240,
    Column.TITLE: 200,
    Column.LOCATION: 200,
    Column.MANAGER: 254,
}
_DEPARTMENT_MAXIMUM = 200
_DEPARTMENT_SPLIT = re.compile(r"\s*(?:>|→|\\|\s/\s)\s*")
_ISO = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[T ][\d:.,+Z-]*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?: [\d:]+)?")
_YEARS = range(1930, 2101)
_LANGUAGES = {
    "en": Locale.EN,
    "eng": Locale.EN,
    "english": Locale.EN,
    "английский": Locale.EN,
    "ru": Locale.RU,
    "rus": Locale.RU,
    "russian": Locale.RU,
    "русский": Locale.RU,
}
_LANGUAGES_FOLDED = {fold(name): locale for name, locale in _LANGUAGES.items()}


class _Refused(Exception):
    """A value cannot be used, and why."""

    def __init__(self, code: ProblemCode, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(code)


def parse(content: bytes, file_name: str, progress: Progress | None = None) -> File:
    """Read a whole file. Every problem is in ``problems``; rows with one are not in ``rows``."""
    file = File(file_name)
    for line, cells in read_cells(content, file):
        row = _row(line, cells, file)
        if row is not None:
            file.rows.append(row)
        if progress is not None and file.row_count % EVERY == 0:
            progress("read", file.row_count, 0)
    if not file.row_count and not file.problems:
        file.problems.append(Problem(1, ProblemCode.FILE_EMPTY))
    if progress is not None:
        progress("read", file.row_count, file.row_count)
    return file


def _row(line: int, cells: list[str], file: File) -> Row | None:
    row, sound = Row(line), True
    for heading, cell in zip(file.headings, cells, strict=True):
        if heading.column is None:
            continue
        value = " ".join(cell.split())
        try:
            _check_characters(value)
            _set(row, heading.column, value)
        except _Refused as refused:
            sound = False
            file.problems.append(
                Problem(line, refused.code, heading.header, value[:200], dict(refused.params))
            )
    if row.hired_on and row.left_on and row.left_on < row.hired_on:
        sound = False
        file.problems.append(
            Problem(line, ProblemCode.LEFT_BEFORE_HIRED, value=row.left_on.isoformat())
        )
    if sound and not row.work_email and not row.employee_number:
        sound = False
        file.problems.append(
            Problem(line, ProblemCode.VALUE_MISSING, column=Column.WORK_EMAIL.value)
        )
    if not sound:
        file.unsound.update(_identities(cells, file))
    return row if sound else None


def _identities(cells: list[str], file: File) -> set[str]:
    identifying = (Column.WORK_EMAIL, Column.EMPLOYEE_NUMBER)
    return {
        " ".join(cell.split()).lower()
        for heading, cell in zip(file.headings, cells, strict=True)
        if heading.column in identifying and cell.strip()
    }


def _check_characters(value: str) -> None:
    if not value.isprintable() and any(unicodedata.category(c) in ("Cc", "Cs") for c in value):
        raise _Refused(ProblemCode.BAD_CHARACTER)


def _set(row: Row, column: Column, value: str) -> None:
    if len(value) > _MAXIMUM.get(column, 1000):
        raise _Refused(ProblemCode.TOO_LONG, maximum=_MAXIMUM.get(column, 1000))
    match column:
        case Column.WORK_EMAIL:
            row.work_email = _email(value)
        case Column.EMPLOYEE_NUMBER:
            row.employee_number = value or None
        case Column.GIVEN_NAME:
            row.given_name = value
        case Column.FAMILY_NAME:
            row.family_name = value
        case Column.FULL_NAME:
            row.given_name, _, row.family_name = value.partition(" ")
            _check_name(row)
        case Column.FULL_NAME_FAMILY_FIRST:
            # Surname, name, patronymic; the last is not kept.
            words = value.replace(",", " ").split()
            row.family_name = words[0] if len(words) > 1 else ""
            row.given_name = words[1] if len(words) > 1 else value
            _check_name(row)
        case Column.TITLE:
            row.title = value
        case Column.LOCATION:
            row.location = value
        case Column.DEPARTMENT:
            row.department = _department(value)
        case Column.MANAGER:
            row.manager = value.lower() if "@" in value else value
        case Column.TIME_ZONE:
            row.time_zone = _time_zone(value)
        case Column.LOCALE:
            row.locale = _locale(value)
        case Column.HIRED_ON:
            row.hired_on = _date(value)
        case Column.LEFT_ON:
            row.left_on = _date(value)
        case Column.LAST_DAY:
            last = _date(value)
            row.left_on = None if last is None else last + timedelta(days=1)


def _check_name(row: Row) -> None:
    longest = _MAXIMUM[Column.GIVEN_NAME]
    if len(row.given_name) > longest or len(row.family_name) > longest:
        raise _Refused(ProblemCode.TOO_LONG, maximum=longest)


def _email(value: str) -> str:
    email = value.lower()
    if email and not is_work_email(email):
        raise _Refused(ProblemCode.BAD_EMAIL)
    return email


def _department(value: str) -> tuple[str, ...]:
    names = tuple(name for name in _DEPARTMENT_SPLIT.split(value) if name)
    if any(len(name) > _DEPARTMENT_MAXIMUM for name in names) or len(names) > 10:
        raise _Refused(ProblemCode.TOO_LONG, maximum=_DEPARTMENT_MAXIMUM)
    return names


@cache
def _time_zones() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones()}


def _time_zone(value: str) -> str | None:
    if not value:
        return None
    found = _time_zones().get(value.lower().replace(" ", "_"))
    if found is None:
        raise _Refused(ProblemCode.UNKNOWN_TIME_ZONE)
    return found


def _locale(value: str) -> Locale | None:
    if not value:
        return None
    found = _LANGUAGES_FOLDED.get(fold(re.split(r"[-_]", value)[0]))
    if found is None:
        raise _Refused(ProblemCode.UNKNOWN_LOCALE)
    return found


def _date(value: str) -> date | None:
    """A day: 2024-03-01, 01.03.2024, or with slashes where only one reading is possible."""
    if not value:
        return None
    if match := _ISO.fullmatch(value):
        year, month, day = (int(part) for part in match.groups()[:3])
    elif match := _DAY_FIRST.fullmatch(value):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        day, month = first, second
        if match[2] != ".":
            if first <= 12 and second <= 12 and first != second:
                raise _Refused(ProblemCode.AMBIGUOUS_DATE)
            if second > 12:
                day, month = second, first
    else:
        raise _Refused(ProblemCode.BAD_DATE)
    if year not in _YEARS:
        raise _Refused(ProblemCode.BAD_DATE)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise _Refused(ProblemCode.BAD_DATE) from error
