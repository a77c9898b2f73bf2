"""Who a row is about: somebody of the directory, or somebody new."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from erm.core.ids import new_id
from erm.people.importing.directory import Known
from erm.people.importing.kinds import Column, File, Problem, ProblemCode, Row

NAMES = frozenset(
    {Column.GIVEN_NAME, Column.FAMILY_NAME, Column.FULL_NAME, Column.FULL_NAME_FAMILY_FIRST}
)


@dataclass(slots=True)
class Target:
    """A row and its person: ``before`` is None for somebody new; ``values`` are the fields to be."""

    row: Row
    person_id: UUID
    before: dict[str, Any] | None
    values: dict[str, Any] = field(default_factory=dict)
    gone: bool = False


def match_rows(file: File, known: Known) -> list[Target]:
    """Find the person of every row; rows that cannot have one are noted as problems."""
    targets: list[Target] = []
    emails: dict[str, int] = {}
    numbers: dict[str, int] = {}
    people: dict[UUID, int] = {}
    for row in file.rows:
        problem = _repeated(row, emails, numbers)
        by_email = known.by_email.get(row.work_email)
        by_number = known.by_number.get(row.employee_number or "")
        key = by_number or by_email
        if problem is None and by_email and by_number and by_email != by_number:
            problem = Problem(
                row.line,
                ProblemCode.IDENTITY_CONFLICT,
                Column.EMPLOYEE_NUMBER,
                row.employee_number,
                {"email": row.work_email, "number": row.employee_number},
            )
        if problem is None and key is not None and key in people:
            problem = Problem(
                row.line,
                ProblemCode.DUPLICATE_PERSON,
                Column.WORK_EMAIL,
                row.work_email,
                {"first": people[key]},
            )
        if problem is None:
            problem = _incomplete(row, file, new=key is None)
        if problem is not None:
            file.problems.append(problem)
            file.unsound.update(v.lower() for v in (row.work_email, row.employee_number) if v)
            continue
        if key is not None:
            people[key] = row.line
        targets.append(Target(row, key or new_id(), known.people[key] if key else None))
    return targets


def _repeated(row: Row, emails: dict[str, int], numbers: dict[str, int]) -> Problem | None:
    found = None
    if row.work_email and emails.setdefault(row.work_email, row.line) != row.line:
        found = Problem(
            row.line,
            ProblemCode.DUPLICATE_EMAIL,
            Column.WORK_EMAIL,
            row.work_email,
            {"first": emails[row.work_email]},
        )
    number = row.employee_number
    if number and numbers.setdefault(number, row.line) != row.line and found is None:
        found = Problem(
            row.line,
            ProblemCode.DUPLICATE_NUMBER,
            Column.EMPLOYEE_NUMBER,
            number,
            {"first": numbers[number]},
        )
    return found


def _incomplete(row: Row, file: File, *, new: bool) -> Problem | None:
    named = bool(row.given_name or row.family_name)
    if not named and (new or file.columns & NAMES):
        return Problem(row.line, ProblemCode.VALUE_MISSING, Column.FULL_NAME)
    if new and not row.work_email:
        return Problem(row.line, ProblemCode.VALUE_MISSING, Column.WORK_EMAIL)
    return None
