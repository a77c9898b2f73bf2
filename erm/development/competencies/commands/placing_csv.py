"""People's levels from a file: HR's. All of it, or nothing.

Columns: ``work_email``, ``framework`` (its name in either language), ``track`` and ``level`` (key or
name), ``starts_on``. What the file does not name stays as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

from erm.audit import commands as audit
from erm.audit.rules import Action
from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.csv_reading import CsvProblem, CsvReport, CsvRow, read_rows
from erm.core.text import fold
from erm.core.work import record
from erm.development.competencies.commands.frameworks import require_hr
from erm.development.competencies.commands.placing import lock_levels, write_stays
from erm.development.competencies.events import PersonPlaced
from erm.development.competencies.models import CareerLevel, CareerPlacement
from erm.development.competencies.rules import DAYS_AHEAD, Stay, placed
from erm.people.models import Person
from erm.people.queries import present

COLUMNS: Mapping[str, Sequence[str]] = {
    "work_email": ("email", "e-mail", "почта", "рабочая почта", "электронная почта"),
    "framework": ("competency framework", "модель", "модель компетенций"),
    "track": ("трек", "направление"),
    "level": ("уровень",),
    "starts_on": ("from", "since", "start date", "с", "начало", "дата начала"),
}
BATCH = 500


@dataclass(slots=True)
class _Known:
    """What the cells of the file may name."""

    people: dict[str, UUID] = field(default_factory=dict)
    frameworks: dict[str, UUID] = field(default_factory=dict)
    tracks: dict[tuple[UUID, str], str] = field(default_factory=dict)
    levels: dict[tuple[UUID, str, str], UUID] = field(default_factory=dict)


async def import_placements(actor: Actor, *, csv: str, apply: bool = False) -> CsvReport:
    """Set the levels that a file names.

    Raises ``OnlyHrManagesFrameworks``, ``FILE_TOO_LARGE``.
    """
    require_hr(actor)
    rows, problems = read_rows(csv, COLUMNS, required=list(COLUMNS))
    known = await _known(rows)
    wanted: dict[UUID, dict[date, tuple[int, UUID]]] = defaultdict(dict)
    latest = today() + timedelta(days=DAYS_AHEAD)
    bad = {problem.line for problem in problems}
    for row in rows:
        if row.line in bad:
            continue
        found = _read(row, known, latest, problems)
        if found is None:
            continue
        person, level, day = found
        if day in wanted[person]:
            first = wanted[person][day][0]
            problems.append(row.problem("starts_on", "DUPLICATE_ROW", first=first))
            continue
        wanted[person][day] = (row.line, level)
    report = CsvReport(rows=len(rows), problems=tuple(problems))
    if problems:
        return report
    if apply:
        await lock_levels([level for days in wanted.values() for _, level in days.values()] or [])
        await _lock_people(list(wanted))
    return await _write(actor, wanted, report, apply=apply)


async def _write(
    actor: Actor,
    wanted: Mapping[UUID, Mapping[date, tuple[int, UUID]]],
    report: CsvReport,
    *,
    apply: bool,
) -> CsvReport:
    created = changed = unchanged = 0
    before = await _stays(list(wanted))
    for person, days in wanted.items():
        stays = tuple(before[person])
        levels = {stay.starts_on: stay.level_id for stay in stays}
        for day, (_, level) in sorted(days.items()):
            if levels.get(day) == level:
                unchanged += 1
                continue
            changed += day in levels
            created += day not in levels
            stays = placed(stays, level, day)
        if apply and stays != tuple(before[person]):
            await write_stays(actor, person, before[person], stays)
            record(PersonPlaced(at=now(), person_id=person, level_id=stays[-1].level_id))
    if apply:
        audit.append(
            Action.PLACEMENTS_IMPORTED,
            actor_id=actor.person_id,
            subject_kind="CareerPlacement",
            subject_id=None,
            details={"created": created, "changed": changed},
        )
    return replace(report, created=created, changed=changed, unchanged=unchanged, applied=apply)


def _read(
    row: CsvRow, known: _Known, latest: date, problems: list[CsvProblem]
) -> tuple[UUID, UUID, date] | None:
    cells = row.cells
    count = len(problems)
    person = known.people.get(cells["work_email"].casefold())
    if person is None:
        problems.append(row.problem("work_email", "PERSON_UNKNOWN", value=cells["work_email"]))
    level = _level(row, known, problems)
    day = _day(row, latest, problems)
    if len(problems) > count or person is None or level is None or day is None:
        return None
    return person, level, day


def _level(row: CsvRow, known: _Known, problems: list[CsvProblem]) -> UUID | None:
    framework = known.frameworks.get(fold(row.cells["framework"]))
    if framework is None:
        value = row.cells["framework"]
        problems.append(row.problem("framework", "FRAMEWORK_UNKNOWN", value=value))
        return None
    track = known.tracks.get((framework, fold(row.cells["track"])))
    if track is None:
        problems.append(row.problem("track", "TRACK_UNKNOWN", value=row.cells["track"]))
        return None
    level = known.levels.get((framework, track, fold(row.cells["level"])))
    if level is None:
        problems.append(row.problem("level", "LEVEL_UNKNOWN", value=row.cells["level"]))
    return level


def _day(row: CsvRow, latest: date, problems: list[CsvProblem]) -> date | None:
    value = row.cells["starts_on"]
    try:
        day = date.fromisoformat(value)
    except ValueError:
        problems.append(row.problem("starts_on", "BAD_DATE", value=value))
        return None
    if day > latest:
        problems.append(row.problem("starts_on", "DATE_TOO_FAR", count=DAYS_AHEAD))
        return None
    return day


async def _known(rows: Sequence[CsvRow]) -> _Known:
    known = _Known()
    emails = sorted({row.cells.get("work_email", "").casefold() for row in rows})
    for start in range(0, len(emails), BATCH):
        found = await Person.filter(
            present(today()), work_email__in=emails[start : start + BATCH]
        ).values_list("work_email", "id")
        known.people |= {email.casefold(): key for email, key in found}
    for level in await CareerLevel.filter(
        retired_at__isnull=True, framework__retired_at__isnull=True
    ).select_related("framework"):
        framework = level.framework_id
        for name in level.framework.names.values():
            known.frameworks.setdefault(fold(name), framework)
        for name in (level.track_key, *level.track_names.values()):
            known.tracks.setdefault((framework, fold(name)), level.track_key)
        for name in (level.key, *level.names.values()):
            known.levels.setdefault((framework, level.track_key, fold(name)), level.id)
    known.frameworks.pop("", None)
    return known


async def _lock_people(ids: Sequence[UUID]) -> None:
    wanted = sorted(ids)
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        await Person.filter(id__in=batch).order_by("id").select_for_update()


async def _stays(ids: Sequence[UUID]) -> dict[UUID, list[Stay]]:
    found: dict[UUID, list[Stay]] = {person: [] for person in ids}
    for start in range(0, len(ids), BATCH):
        for person, level, starts, ends in (
            await CareerPlacement.filter(person_id__in=ids[start : start + BATCH])
            .order_by("starts_on")
            .values_list("person_id", "level_id", "starts_on", "ends_on")
        ):
            found[person].append(Stay(level, starts, ends))
    return found
