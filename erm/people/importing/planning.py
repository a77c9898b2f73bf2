"""Comparing a file with the directory of today."""

from __future__ import annotations

import asyncio
from dataclasses import astuple
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

import orjson

from erm.people.importing.departments import DepartmentPlan
from erm.people.importing.directory import Held, Known, load_directory
from erm.people.importing.identities import NAMES, Target, match_rows
from erm.people.importing.kinds import (
    DEACTIVATED_MAXIMUM,
    NUMBERS_CHANGED_MAXIMUM,
    Change,
    ChangeKind,
    Column,
    FieldChange,
    File,
    Guard,
    GuardKind,
    ImportPlan,
    Move,
    Operations,
    Problem,
    ProblemCode,
)
from erm.people.importing.managers import resolve_managers
from erm.people.importing.parsing import EVERY, Progress, parse
from erm.people.rules import Locale, display_name, has_left, search_text, sort_key

_LEAVING = {Column.LEFT_ON, Column.LAST_DAY}
_COLUMN_OF = {
    "work_email": Column.WORK_EMAIL,
    "employee_number": Column.EMPLOYEE_NUMBER,
    "given_name": Column.GIVEN_NAME,
    "family_name": Column.FAMILY_NAME,
    "title": Column.TITLE,
    "location": Column.LOCATION,
    "time_zone": Column.TIME_ZONE,
    "locale": Column.LOCALE,
    "hired_on": Column.HIRED_ON,
    "left_on": Column.LEFT_ON,
}
_BLANK: dict[str, Any] = {
    "work_email": "",
    "employee_number": None,
    "given_name": "",
    "family_name": "",
    "title": "",
    "location": "",
    "hired_on": None,
    "left_on": None,
}


async def plan_import(
    content: bytes,
    file_name: str,
    today: date,
    *,
    default_time_zone: str = "UTC",
    default_locale: Locale = Locale.EN,
    progress: Progress | None = None,
) -> ImportPlan:
    """What a file would do to the directory, with every problem in it. Writes nothing."""
    known = await load_directory(today)
    blank = {**_BLANK, "time_zone": default_time_zone, "locale": default_locale}

    def compare() -> ImportPlan:
        comparison = _Comparison(parse(content, file_name, progress), known, today, blank)
        comparison.run(progress)
        return comparison.plan(content)

    # Seconds for a large file: in a thread, so that the server answers others meanwhile.
    return await asyncio.to_thread(compare)


class _Comparison:
    """A file beside the directory, and what differs."""

    def __init__(self, file: File, known: Known, today: date, blank: dict[str, Any]) -> None:
        self.file = file
        self.known = known
        self.today = today
        self.blank = blank
        self.columns = file.columns
        self.operations = Operations()
        self.changes: list[Change] = []
        self.unchanged = 0
        self.numbers_changed = 0
        self.departments = DepartmentPlan(known.departments)
        self.names = dict(known.names)

    def run(self, progress: Progress | None) -> None:
        """Compare every row, then everybody who has none."""
        targets = match_rows(self.file, self.known)
        for target in targets:
            target.values = self._values(target)
            target.gone = has_left(target.values["left_on"], self.today)
            self.names[target.person_id] = _name(target.values)
        managers = resolve_managers(self.file, self.known, targets)
        self.departments.prepare(t.row.department for t in targets if not t.gone)
        for done, target in enumerate(targets, 1):
            self._compare(target, managers.get(target.person_id), self._department(target))
            if progress is not None and (done % EVERY == 0 or done == len(targets)):
                progress("compare", done, len(targets))
        self._deactivate_missing({target.person_id for target in targets})
        self.operations.departments = self.departments.new

    def plan(self, content: bytes) -> ImportPlan:
        """The outcome."""
        guards = self._guards()
        told = (
            sha256(content).hexdigest(),
            self.today.isoformat(),
            [astuple(change) for change in self.changes],
            [astuple(guard) for guard in guards],
        )
        return ImportPlan(
            file_name=self.file.name,
            encoding=self.file.encoding,
            delimiter=self.file.delimiter,
            headings=tuple(self.file.headings),
            row_count=self.file.row_count,
            changes=tuple(self.changes),
            unchanged=self.unchanged,
            problems=tuple(sorted(self.file.problems, key=lambda p: (p.line, p.code))),
            guards=tuple(guards),
            digest=sha256(orjson.dumps(told)).hexdigest(),
            day=self.today,
            operations=self.operations,
        )

    def _values(self, target: Target) -> dict[str, Any]:
        """The fields of a person as they would be."""
        row = target.row
        values = dict(self.blank if target.before is None else target.before)
        if row.work_email:
            values["work_email"] = row.work_email
        if Column.EMPLOYEE_NUMBER in self.columns:
            values["employee_number"] = row.employee_number
        if self.columns & NAMES:
            # Somebody with one name only has it as their given name.
            values["given_name"] = row.given_name or row.family_name
            values["family_name"] = row.family_name if row.given_name else ""
        if Column.TITLE in self.columns:
            values["title"] = row.title
        if Column.LOCATION in self.columns:
            values["location"] = row.location
        if row.time_zone is not None:
            values["time_zone"] = row.time_zone
        if row.locale is not None:
            values["locale"] = row.locale
        if Column.HIRED_ON in self.columns:
            values["hired_on"] = row.hired_on
        if self.columns & _LEAVING:
            values["left_on"] = row.left_on
        elif has_left(values["left_on"], self.today):
            # The file is the directory: whoever is in it without a leaving date is there.
            values["left_on"] = None
        return values

    def _department(self, target: Target) -> UUID | None:
        if target.gone or not target.row.department:
            return None
        found = self.departments.find(target.row.department)
        if found is None:
            self.file.problems.append(
                Problem(
                    target.row.line,
                    ProblemCode.DEPARTMENT_AMBIGUOUS,
                    Column.DEPARTMENT,
                    " > ".join(target.row.department),
                )
            )
        return found

    def _compare(self, target: Target, manager: UUID | None, department: UUID | None) -> None:
        before, values, key = target.before, target.values, target.person_id
        old = before or dict.fromkeys(_COLUMN_OF, None)
        details = [
            FieldChange(column, _text(old[name]), _text(values[name]))
            for name, column in _COLUMN_OF.items()
            if _text(old[name]) != _text(values[name])
        ]
        department_move = manager_move = None
        if target.gone:
            department_move, manager_move = self._endings(key, values["left_on"])
        else:
            if Column.DEPARTMENT in self.columns:
                held = self.known.memberships.get(key)
                department_move = _move(key, self.today, held, department)
            if Column.MANAGER in self.columns:
                manager_move = _move(key, self.today, self.known.bonds.get(key), manager)
            details += _told(department_move, Column.DEPARTMENT, self.departments.names)
            details += _told(manager_move, Column.MANAGER, self.names)
        was_gone = before is not None and has_left(before["left_on"], self.today)
        if before is None:
            kind = ChangeKind.ADDED
        elif target.gone and not was_gone:
            kind = ChangeKind.DEACTIVATED
        elif details:
            kind = ChangeKind.CHANGED
        else:
            self.unchanged += 1
            return
        number = old["employee_number"]
        if number is not None and number != values["employee_number"]:
            self.numbers_changed += 1
        self._note(kind, target.row.line, values, details)
        self._write(key, values, new=before is None, was_gone=was_gone, gone=target.gone)
        self._moved(department_move, manager_move)

    def _deactivate_missing(self, seen: set[UUID]) -> None:
        for key, before in self.known.people.items():
            if key in seen or has_left(before["left_on"], self.today):
                continue
            if {
                before["work_email"],
                (before["employee_number"] or "").lower(),
            } & self.file.unsound:
                continue
            values = {**before, "left_on": self.today}
            detail = FieldChange(Column.LEFT_ON, _text(before["left_on"]), _text(self.today))
            self._note(ChangeKind.DEACTIVATED, None, values, [detail])
            self._write(key, values, new=False, was_gone=False, gone=True)
            self._moved(*self._endings(key, self.today))

    def _endings(self, key: UUID, day: date) -> tuple[Move | None, Move | None]:
        return (
            _move(key, day, self.known.memberships.get(key), None),
            _move(key, day, self.known.bonds.get(key), None),
        )

    def _moved(self, department: Move | None, manager: Move | None) -> None:
        if department is not None:
            self.operations.department_moves.append(department)
        if manager is not None:
            self.operations.manager_moves.append(manager)

    def _note(
        self, kind: ChangeKind, line: int | None, values: dict[str, Any], details: list[FieldChange]
    ) -> None:
        self.changes.append(Change(kind, line, _name(values), values["work_email"], tuple(details)))

    def _write(
        self, key: UUID, values: dict[str, Any], *, new: bool, was_gone: bool, gone: bool
    ) -> None:
        words = values["given_name"], values["family_name"]
        row = {
            **values,
            "id": key,
            "search_text": search_text(*words, values["title"]),
            "sort_key": sort_key(*words),
            "leaving_announced": gone,
        }
        operations = self.operations
        (operations.added if new else operations.updated).append(row)
        if gone and not was_gone and not new:
            operations.left.append(key)
        elif not gone and (new or was_gone):
            operations.joined.append(key)
        elif not new:
            operations.changed.append(key)

    def _guards(self) -> list[Guard]:
        guards = []
        gone, there = len(self.operations.left), self.known.present_count
        if gone > DEACTIVATED_MAXIMUM * there:
            guards.append(Guard(GuardKind.MANY_DEACTIVATED, gone, there))
        changed, known = self.numbers_changed, self.known.number_count
        if changed > NUMBERS_CHANGED_MAXIMUM * known:
            guards.append(Guard(GuardKind.MANY_EMPLOYEE_NUMBERS_CHANGED, changed, known))
        return guards


def _move(key: UUID, on: date, held: Held | None, after: UUID | None) -> Move | None:
    """What ends and what begins on a day, or None if nothing does."""
    ending, before, begun_on = held or (None, None, None)
    return None if before == after else Move(key, on, ending, begun_on, before, after)


def _told(move: Move | None, column: Column, names: dict[UUID, str]) -> list[FieldChange]:
    if move is None:
        return []
    before = None if move.before is None else names.get(move.before)
    after = None if move.after is None else names.get(move.after)
    return [FieldChange(column, before, after)]


def _name(values: dict[str, Any]) -> str:
    return display_name(values["given_name"], values["family_name"])


def _text(value: Any) -> str | None:
    if value is None or value == "":
        return None
    return value.isoformat() if isinstance(value, date) else str(value)
