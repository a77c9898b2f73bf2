"""Which departments somebody leads: a question to the directory, for there is no such title in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import today
from erm.core.database.connections import connection, dialect
from erm.core.remembering import once
from erm.people.queries import department_ids, department_parents
from erm.people.rules import upwards

# Every department with the one above it, how many present people are in it, how many of them the actor
# manages directly or below, and whether the actor is in it. Somebody who has left manages nobody, and a
# circle of managers ends where it began.
_DEPARTMENTS = """
WITH RECURSIVE below (id) AS (
    SELECT b.subject_id FROM bond b JOIN person p ON p.id = b.subject_id
    WHERE b.other_id = {me} AND {bond}
    UNION
    SELECT b.subject_id FROM below JOIN bond b ON b.other_id = below.id
        JOIN person p ON p.id = b.subject_id
    WHERE {bond}
)
SELECT CAST(d.id AS TEXT) AS id, CAST(d.parent_id AS TEXT) AS parent, COUNT(p.id) AS people,
    COUNT(CASE WHEN p.id <> {me} AND p.id IN (SELECT id FROM below) THEN 1 END) AS managed,
    COUNT(CASE WHEN m.person_id = {me} THEN 1 END) AS own
FROM department d
    LEFT JOIN department_membership m ON m.department_id = d.id
        AND m.starts_on <= {day} AND (m.ends_on IS NULL OR m.ends_on > {day})
    LEFT JOIN person p ON p.id = m.person_id AND {present}
GROUP BY d.id, d.parent_id
"""


def _statement(me: str, day: str) -> str:
    present = f"(p.left_on IS NULL OR p.left_on > {day})"
    holding = f"b.starts_on <= {day} AND (b.ends_on IS NULL OR b.ends_on > {day})"
    bond = f"b.kind = 'manager' AND {holding} AND {present}"
    return _DEPARTMENTS.format(me=me, day=day, present=present, bond=bond)


_STATEMENTS = {"sqlite": _statement("?1", "?2"), "postgres": _statement("$1", "$2")}


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands: their own department with all above it, and the departments they lead."""

    own: frozenset[UUID] = frozenset()
    led: frozenset[UUID] = frozenset()


@once
async def place_of(actor: Actor) -> Place:
    """One query for whoever manages somebody, two small ones for others, none for the system.

    Led is a department of which the actor manages at least half of the present people, directly or
    below, and what is below such a one. The people of those below a department are its people too.
    """
    if actor.is_system:
        return Place()
    if not actor.report_ids:
        department = (await department_ids(actor, [actor.person_id])).get(actor.person_id)
        if department is None:
            return Place()
        return Place(own=frozenset(upwards(department, await department_parents())))
    rows = await _departments(actor.person_id)
    parents = {
        UUID(row["id"]): None if row["parent"] is None else UUID(row["parent"]) for row in rows
    }
    people, managed = Counter[UUID](), Counter[UUID]()
    own: set[UUID] = set()
    for row in rows:
        above = upwards(UUID(row["id"]), parents)
        for each in above:
            people[each] += row["people"]
            managed[each] += row["managed"]
        if row["own"]:
            own.update(above)
    led = {key for key, number in managed.items() if number and 2 * number >= people[key]}
    return Place(
        own=frozenset(own),
        led=frozenset(key for key in parents if any(each in led for each in upwards(key, parents))),
    )


async def departments_led(actor: Actor) -> frozenset[UUID]:
    """The departments that the actor leads; no query for whoever manages nobody, and the system."""
    if actor.is_system or not actor.report_ids:
        return frozenset()
    return (await place_of(actor)).led


async def _departments(person_id: UUID) -> list[dict[str, Any]]:
    day: Any = today()
    values = [str(person_id), day.isoformat()] if dialect() == "sqlite" else [person_id, day]
    return await connection().execute_query_dict(_STATEMENTS[dialect()], values)
