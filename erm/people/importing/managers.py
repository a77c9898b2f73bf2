"""Who manages whom after an import: unknown managers, leavers and cycles are found here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from erm.people.importing.directory import Known
from erm.people.importing.identities import Target
from erm.people.importing.kinds import Column, File, Problem, ProblemCode


def resolve_managers(file: File, known: Known, targets: list[Target]) -> dict[UUID, UUID]:
    """Managers by person, of everybody in the file who will be there.

    Without a column for managers they stay as they are.
    """
    if Column.MANAGER not in file.columns:
        return {
            target.person_id: known.bonds[target.person_id][1]
            for target in targets
            if not target.gone and target.person_id in known.bonds
        }
    by_reference: dict[str, Target] = {}
    by_id = {target.person_id: target for target in targets}
    for target in targets:
        for reference in (target.values["work_email"], target.values["employee_number"]):
            if reference:
                by_reference[reference] = target
    managers: dict[UUID, UUID] = {}
    for target in targets:
        reference = target.row.manager
        if target.gone or not reference or reference.lower() in file.unsound:
            continue
        found = by_reference.get(reference)
        if found is None:
            former = known.by_email.get(reference) or known.by_number.get(reference)
            found = by_id.get(former) if former else None
            if found is None:
                code = ProblemCode.MANAGER_HAS_LEFT if former else ProblemCode.UNKNOWN_MANAGER
                _note(file, target, code)
                continue
        if found is target:
            _note(file, target, ProblemCode.MANAGER_IS_SELF)
        elif found.gone:
            _note(file, target, ProblemCode.MANAGER_HAS_LEFT)
        else:
            managers[target.person_id] = found.person_id
    for key in in_cycles(managers):
        _note(file, by_id[key], ProblemCode.MANAGER_CYCLE)
    return managers


def in_cycles(managers: Mapping[UUID, UUID]) -> set[UUID]:
    """Everybody who is above themselves. Linear: each person is walked over once."""
    done: set[UUID] = set()
    found: set[UUID] = set()
    for start in managers:
        path: dict[UUID, int] = {}
        at: UUID | None = start
        while at is not None and at not in done and at not in path:
            path[at] = len(path)
            at = managers.get(at)
        if at is not None and at in path:
            found.update(key for key, place in path.items() if place >= path[at])
        done.update(path)
    return found


def managed_in_cycles(pairs: Iterable[tuple[UUID, UUID | None]]) -> list[list[UUID]]:
    """The cycles themselves, each from its smallest id on: for the page of data quality."""
    managers = {person: manager for person, manager in pairs if manager is not None}
    left, cycles = in_cycles(managers), []
    while left:
        start = min(left)
        cycle, at = [start], managers[start]
        while at != start:
            cycle.append(at)
            at = managers[at]
        left.difference_update(cycle)
        cycles.append(cycle)
    return cycles


def _note(file: File, target: Target, code: ProblemCode) -> None:
    file.problems.append(Problem(target.row.line, code, Column.MANAGER, target.row.manager))
