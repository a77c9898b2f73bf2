"""The words of an import: columns, problems, changes, guards, plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from erm.people.rules import Locale


class Column(StrEnum):
    """What a column of the file can mean. The values are the names that people see."""

    WORK_EMAIL = "workEmail"
    EMPLOYEE_NUMBER = "employeeNumber"
    GIVEN_NAME = "givenName"
    FAMILY_NAME = "familyName"
    FULL_NAME = "fullName"
    FULL_NAME_FAMILY_FIRST = "fullNameFamilyFirst"
    TITLE = "title"
    DEPARTMENT = "department"
    MANAGER = "manager"
    LOCATION = "location"
    TIME_ZONE = "timeZone"
    LOCALE = "locale"
    HIRED_ON = "hiredOn"
    LEFT_ON = "leftOn"
    LAST_DAY = "lastDay"


class ProblemCode(StrEnum):
    """Why a row, or the whole file, cannot be used. Each has a sentence ``import.problem.<CODE>``."""

    FILE_EMPTY = "FILE_EMPTY"
    UNREADABLE_BYTES = "UNREADABLE_BYTES"
    BROKEN_QUOTES = "BROKEN_QUOTES"
    COLUMN_MISSING = "COLUMN_MISSING"
    COLUMN_REPEATED = "COLUMN_REPEATED"
    WRONG_COLUMN_COUNT = "WRONG_COLUMN_COUNT"
    VALUE_MISSING = "VALUE_MISSING"
    BAD_CHARACTER = "BAD_CHARACTER"
    TOO_LONG = "TOO_LONG"
    BAD_EMAIL = "BAD_EMAIL"
    BAD_DATE = "BAD_DATE"
    AMBIGUOUS_DATE = "AMBIGUOUS_DATE"
    LEFT_BEFORE_HIRED = "LEFT_BEFORE_HIRED"
    UNKNOWN_TIME_ZONE = "UNKNOWN_TIME_ZONE"
    UNKNOWN_LOCALE = "UNKNOWN_LOCALE"
    DUPLICATE_EMAIL = "DUPLICATE_EMAIL"
    DUPLICATE_NUMBER = "DUPLICATE_NUMBER"
    DUPLICATE_PERSON = "DUPLICATE_PERSON"
    IDENTITY_CONFLICT = "IDENTITY_CONFLICT"
    UNKNOWN_MANAGER = "UNKNOWN_MANAGER"
    MANAGER_IS_SELF = "MANAGER_IS_SELF"
    MANAGER_HAS_LEFT = "MANAGER_HAS_LEFT"
    MANAGER_CYCLE = "MANAGER_CYCLE"
    DEPARTMENT_AMBIGUOUS = "DEPARTMENT_AMBIGUOUS"


class ChangeKind(StrEnum):
    """What would happen to a person."""

    ADDED = "added"
    CHANGED = "changed"
    DEACTIVATED = "deactivated"


class GuardKind(StrEnum):
    """The limits."""

    MANY_DEACTIVATED = "many_deactivated"
    MANY_EMPLOYEE_NUMBERS_CHANGED = "many_employee_numbers_changed"


DEACTIVATED_MAXIMUM = 0.40
"""Share of the people present that a file may deactivate."""
NUMBERS_CHANGED_MAXIMUM = 0.05
"""Share of the known employee numbers that a file may change."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. ``line`` is the line of the file, counted from 1, on which the row begins."""

    line: int
    code: ProblemCode
    column: str | None = None
    value: str | None = None
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, as text."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """What would happen to one person. ``line`` is None for those who are missing from the file."""

    kind: ChangeKind
    line: int | None
    name: str
    email: str
    details: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Guard:
    """A limit that the file passes: ``count`` of ``total`` people."""

    kind: GuardKind
    count: int
    total: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of the file, and what it was understood as."""

    header: str
    column: Column | None


@dataclass(slots=True)
class Row:
    """One understood row. Of the optional fields only those count whose column is in the file."""

    line: int
    work_email: str = ""
    employee_number: str | None = None
    given_name: str = ""
    family_name: str = ""
    title: str = ""
    location: str = ""
    department: tuple[str, ...] = ()
    manager: str = ""
    time_zone: str | None = None
    locale: Locale | None = None
    hired_on: date | None = None
    left_on: date | None = None


@dataclass(slots=True)
class File:
    """A file as it was read: what it is like, its understood rows, and the problems so far.

    ``unsound`` holds addresses and numbers of rows with a problem, so that one fault is not told
    again for everybody who reports to that row, or as somebody missing.
    """

    name: str
    encoding: str = ""
    delimiter: str = ""
    headings: list[Heading] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    row_count: int = 0
    problems: list[Problem] = field(default_factory=list)
    unsound: set[str] = field(default_factory=set)

    @property
    def columns(self) -> frozenset[Column]:
        """What the file has columns for."""
        return frozenset(h.column for h in self.headings if h.column is not None)


@dataclass(slots=True)
class Move:
    """A change of a person's manager or department on a day.

    ``ending`` is the row that held, since ``begun_on``; ``after`` is the new manager or department.
    """

    person_id: UUID
    on: date
    ending: UUID | None
    begun_on: date | None
    before: UUID | None
    after: UUID | None


@dataclass(slots=True)
class Operations:
    """What applying a plan writes."""

    departments: list[dict[str, Any]] = field(default_factory=list)
    added: list[dict[str, Any]] = field(default_factory=list)
    updated: list[dict[str, Any]] = field(default_factory=list)
    department_moves: list[Move] = field(default_factory=list)
    manager_moves: list[Move] = field(default_factory=list)
    joined: list[UUID] = field(default_factory=list)
    changed: list[UUID] = field(default_factory=list)
    left: list[UUID] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What a file would do to the directory on ``day``."""

    file_name: str
    encoding: str
    delimiter: str
    headings: tuple[Heading, ...]
    row_count: int
    changes: tuple[Change, ...]
    unchanged: int
    problems: tuple[Problem, ...]
    guards: tuple[Guard, ...]
    digest: str
    day: date
    operations: Operations

    def count(self, kind: ChangeKind) -> int:
        """How many people it would add, change or deactivate."""
        return sum(change.kind is kind for change in self.changes)

    @property
    def can_apply(self) -> bool:
        """Whether the file has no problem and would change something."""
        return not self.problems and bool(self.changes)
