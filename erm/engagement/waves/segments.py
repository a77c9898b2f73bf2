"""By what people may be told of: values of segments from the directory, as they are on a day."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from erm.core.language import say
from erm.disclosure.labels import Hierarchy, Label
from erm.engagement.waves.rules import SegmentKind
from erm.people.models import Bond, Department, DepartmentMembership, Person
from erm.people.queries import holding, present
from erm.people.rules import BondKind, tenure_band

LevelsOf = Callable[[Sequence[UUID], date], Awaitable[Mapping[UUID, str]]]
"""The names of people's levels on a day; whoever has none is missing. Levels are another domain's."""

YES, NO = "yes", "no"
_AT_ONCE = 5_000
"""How many ids one statement names: SQLite takes 32,766."""


async def no_levels(people: Sequence[UUID], day: date) -> Mapping[UUID, str]:
    """For those who ask for no level."""
    return {}


async def labels_of(
    people: Sequence[UUID],
    segments: Sequence[SegmentKind],
    day: date,
    levels_of: LevelsOf = no_levels,
) -> dict[UUID, Label]:
    """Each person's values on a day, in the order of the segments; None where the directory has none."""
    columns = [await _values(segment, people, day, levels_of) for segment in segments]
    return {person: tuple(column.get(person) for column in columns) for person in people}


async def _values(
    segment: SegmentKind, people: Sequence[UUID], day: date, levels_of: LevelsOf
) -> Mapping[UUID, str]:
    match segment:
        case SegmentKind.DEPARTMENT:
            return await _departments(people, day)
        case SegmentKind.LOCATION:
            rows = await _rows(people, "location")
            return {row["id"]: row["location"] for row in rows if row["location"]}
        case SegmentKind.TENURE:
            rows = await _rows(people, "hired_on")
            return {
                row["id"]: tenure_band(row["hired_on"], day)
                for row in rows
                if row["hired_on"] is not None
            }
        case SegmentKind.LEVEL:
            return await levels_of(people, day)
        case SegmentKind.MANAGING:
            return await _managing(people, day)


async def _departments(people: Sequence[UUID], day: date) -> dict[UUID, str]:
    found: dict[UUID, str] = {}
    for some in _chunks(people):
        rows = await DepartmentMembership.filter(holding(day), person_id__in=some).values_list(
            "person_id", "department_id"
        )
        found |= {person: str(department) for person, department in rows}
    return found


async def _managing(people: Sequence[UUID], day: date) -> dict[UUID, str]:
    there = Person.filter(present(day)).only("id")
    bonds = Bond.filter(holding(day), kind=BondKind.MANAGER).values_list("other_id", "subject_id")
    still = {person.id for person in await there}
    managers = {manager for manager, report in await bonds if report in still}
    return {person: YES if person in managers else NO for person in people}


async def _rows(people: Sequence[UUID], *columns: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for some in _chunks(people):
        found += await Person.filter(id__in=some).values("id", *columns)
    return found


def _chunks(people: Sequence[UUID]) -> list[list[UUID]]:
    return [list(people[at : at + _AT_ONCE]) for at in range(0, len(people), _AT_ONCE)]


async def hierarchy_of(segments: Sequence[SegmentKind]) -> Hierarchy:
    """How values lie in each other: departments as their tree is now."""
    parents: dict[str, str | None] = {}
    if SegmentKind.DEPARTMENT in segments:
        for key, parent in await Department.all().values_list("id", "parent_id"):
            parents[str(key)] = None if parent is None else str(parent)
    return Hierarchy([segment.value for segment in segments], parents)


async def department_names() -> dict[str, str]:
    """Names of departments by the text of their id, for labels."""
    return {str(key): name for key, name in await Department.all().values_list("id", "name")}


def label_text(
    segment: SegmentKind, value: str | None, departments: Mapping[str, str], language: str
) -> str | None:
    """A value in words; None where it is not told, and for a department that is no more."""
    if value is None:
        return None
    match segment:
        case SegmentKind.DEPARTMENT:
            return departments.get(value)
        case SegmentKind.TENURE:
            return say(language, f"survey.tenure.{value}")
        case SegmentKind.MANAGING:
            return say(language, f"survey.managing.{value}")
        case SegmentKind.LOCATION | SegmentKind.LEVEL:
            return value
