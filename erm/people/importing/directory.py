"""The directory of today, in memory, in the shape that a comparison needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from erm.core.database.connections import connection, dialect
from erm.core.work import in_unit_of_work
from erm.people.models import Bond, Department, DepartmentMembership, Person
from erm.people.queries import holding
from erm.people.rules import BondKind, display_name, has_left

FIELDS = (
    "work_email",
    "employee_number",
    "given_name",
    "family_name",
    "title",
    "location",
    "time_zone",
    "locale",
    "hired_on",
    "left_on",
)
"""The columns of a person that a file can change."""

Held = tuple[UUID, UUID, date]
"""A bond or membership that holds: its row, the manager or department, since when."""


@dataclass(slots=True)
class Known:
    """Everybody in the directory by id, address and number, with what holds today."""

    people: dict[UUID, dict[str, Any]]
    by_email: dict[str, UUID]
    by_number: dict[str, UUID]
    departments: dict[UUID, dict[str, Any]]
    memberships: dict[UUID, Held]
    bonds: dict[UUID, Held]
    names: dict[UUID, str]
    present_count: int
    number_count: int


async def load_directory(day: date) -> Known:
    """Read it, in four queries.

    In a unit of work nobody else changes people, departments or managers until its end: on SQLite
    because it is the one writer, on PostgreSQL by a lock, for two imports at once would each miss
    what the other adds.
    """
    if in_unit_of_work() and dialect() == "postgres":
        await connection().execute_query(
            "LOCK TABLE person, department, department_membership, bond IN SHARE ROW EXCLUSIVE MODE"
        )
    rows = await Person.all().values("id", *FIELDS)
    people = {row.pop("id"): row for row in rows}
    memberships = await DepartmentMembership.filter(holding(day)).values_list(
        "person_id", "id", "department_id", "starts_on"
    )
    bonds = await Bond.filter(holding(day), kind=BondKind.MANAGER).values_list(
        "subject_id", "id", "other_id", "starts_on"
    )
    departments = await Department.all().values("id", "name", "parent_id")
    there = [p for p in people.values() if not has_left(p["left_on"], day)]
    return Known(
        people=people,
        by_email={p["work_email"]: key for key, p in people.items()},
        by_number={p["employee_number"]: key for key, p in people.items() if p["employee_number"]},
        departments={row["id"]: row for row in departments},
        memberships={person: (key, held, since) for person, key, held, since in memberships},
        bonds={person: (key, held, since) for person, key, held, since in bonds},
        names={key: display_name(p["given_name"], p["family_name"]) for key, p in people.items()},
        present_count=len(there),
        number_count=sum(1 for p in there if p["employee_number"]),
    )
