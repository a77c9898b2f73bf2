"""Writing what a plan says, in the transaction of the caller: all of it or nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from erm.audit import commands as audit
from erm.audit.rules import Action
from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.database.connections import connection, dialect
from erm.core.work import record
from erm.people import policy
from erm.people.errors import AdministratorsOnly, ImportGuarded, ImportHasProblems
from erm.people.events import ManagerChanged, PersonChanged, PersonJoined, PersonLeft
from erm.people.importing.directory import FIELDS
from erm.people.importing.kinds import GuardKind, ImportPlan, Move
from erm.people.importing.parsing import Progress
from erm.people.models import Bond, Department, DepartmentMembership, Person
from erm.people.rules import BondKind

BATCH = 500
_DERIVED = ("search_text", "sort_key", "leaving_announced")


async def apply_import(
    actor: Actor,
    plan: ImportPlan,
    allow: Collection[GuardKind] = (),
    *,
    progress: Progress | None = None,
) -> None:
    """Apply a plan that was made in the same unit of work.

    Raises ``AdministratorsOnly``, ``ImportHasProblems``, or ``ImportGuarded`` for a limit that is
    not among ``allow``.
    """
    if not policy.may_import_people(actor):
        raise AdministratorsOnly
    if plan.problems:
        raise ImportHasProblems(count=len(plan.problems))
    if any(guard.kind not in allow for guard in plan.guards):
        raise ImportGuarded(field="allow")
    writer = _Writer(plan, progress)
    await writer.departments()
    await writer.people()
    await writer.memberships()
    await writer.bonds()
    _record(plan)
    audit.append(
        Action.PEOPLE_IMPORTED,
        actor_id=None if actor.is_system else actor.person_id,
        subject_kind="ImportUpload",
        subject_id=None,
        details={
            "joined": len(plan.operations.joined),
            "changed": len(plan.operations.changed),
            "left": len(plan.operations.left),
            "managers": len(plan.operations.manager_moves),
            "guards_allowed": len(plan.guards),
        },
    )


class _Writer:
    """Writes in batches, and tells how far it is."""

    def __init__(self, plan: ImportPlan, progress: Progress | None) -> None:
        self.operations = plan.operations
        self.instant = now()
        self.progress = progress
        self.done = 0
        self.total = (
            len(self.operations.added)
            + len(self.operations.updated)
            + len(self.operations.department_moves)
            + len(self.operations.manager_moves)
        )

    def _told(self, more: int) -> None:
        self.done += more
        if self.progress is not None:
            self.progress("apply", self.done, self.total)

    async def departments(self) -> None:
        """Parents come before their children: that is the order in which they were planned."""
        for row in self.operations.departments:
            _ = await Department.create(**row, created_at=self.instant)

    async def people(self) -> None:
        """New people, then changed ones."""
        for rows in _batches(self.operations.added):
            await Person.bulk_create(
                [Person(**row, created_at=self.instant, updated_at=self.instant) for row in rows]
            )
            self._told(len(rows))
        names = (*FIELDS, *_DERIVED, "updated_at")
        for rows in _batches(self.operations.updated):
            await connection().execute_many(
                _update_sql(names),
                [
                    [
                        _stored(name, {**row, "updated_at": self.instant}[name])
                        for name in (*names, "id")
                    ]
                    for row in rows
                ],
            )
            self._told(len(rows))

    async def memberships(self) -> None:
        """End and begin departments."""
        moves = self.operations.department_moves
        await self._end(DepartmentMembership, moves)
        for batch in _batches([move for move in moves if move.after is not None]):
            await DepartmentMembership.bulk_create(
                [
                    DepartmentMembership(
                        person_id=m.person_id, department_id=m.after, starts_on=m.on
                    )
                    for m in batch
                ]
            )

    async def bonds(self) -> None:
        """End and begin the bonds to managers."""
        moves = self.operations.manager_moves
        await self._end(Bond, moves)
        for batch in _batches([move for move in moves if move.after is not None]):
            await Bond.bulk_create(
                [
                    Bond(
                        kind=BondKind.MANAGER,
                        subject_id=m.person_id,
                        other_id=m.after,
                        starts_on=m.on,
                    )
                    for m in batch
                ]
            )

    async def _end(self, model: type[Bond] | type[DepartmentMembership], moves: list[Move]) -> None:
        """End what held; what began on that very day, or later, never was."""
        by_day: dict[date, list[UUID]] = {}
        never: list[UUID] = []
        for move in moves:
            if move.ending is None or move.begun_on is None:
                continue
            if move.begun_on >= move.on:
                never.append(move.ending)
            else:
                by_day.setdefault(move.on, []).append(move.ending)
        for batch in _batches(never):
            await model.filter(id__in=batch).delete()
        for day, ending in by_day.items():
            for batch in _batches(ending):
                await model.filter(id__in=batch).update(ends_on=day)
        self._told(len(moves))


def _record(plan: ImportPlan) -> None:
    operations, instant = plan.operations, now()
    for key in operations.joined:
        record(PersonJoined(at=instant, person_id=key))
    for key in operations.changed:
        record(PersonChanged(at=instant, person_id=key))
    for move in operations.manager_moves:
        record(
            ManagerChanged(
                at=instant, person_id=move.person_id, before_id=move.before, after_id=move.after
            )
        )
    for key in operations.left:
        record(PersonLeft(at=instant, person_id=key))


def _batches(items: Sequence[Any]) -> list[Sequence[Any]]:
    return [items[start : start + BATCH] for start in range(0, len(items), BATCH)]


def _stored(name: str, value: Any) -> Any:
    """A value of a person as the driver wants it: SQLite keeps ids, dates and times as text."""
    stored = Person._meta.fields_map[name].to_db_value(value, Person)  # noqa: SLF001 - no other way
    if dialect() != "sqlite" or stored is None or isinstance(stored, str | int):
        return stored
    return stored.isoformat(" ") if isinstance(stored, datetime) else str(stored)


def _update_sql(names: Sequence[str]) -> str:
    """One UPDATE for many people. Tortoise's bulk_update is a CASE of all rows for each field."""
    mark = "?{}" if dialect() == "sqlite" else "${}"
    sets = ", ".join(f'"{name}" = {mark.format(place)}' for place, name in enumerate(names, 1))
    key = mark.format(len(names) + 1)
    return f'UPDATE "person" SET {sets}, "version" = "version" + 1 WHERE "id" = {key}'  # noqa: S608
