"""Everybody who leads some department, in one go: for the mail that a report is there."""

from __future__ import annotations

from collections import Counter, defaultdict
from uuid import UUID

from erm.core.clock import today
from erm.people.models import Bond, DepartmentMembership, Person
from erm.people.queries import department_parents, holding, present
from erm.people.rules import BondKind, upwards


async def leaders() -> set[UUID]:
    """Who manages, directly or below, at least half of the present people of some department.

    The same as ``erm.people.leading`` says of one person, in four queries for all of them.
    """
    day = today()
    there = {person.id for person in await Person.filter(present(day)).only("id")}
    parents = await department_parents()
    at = {
        person: department
        for person, department in await DepartmentMembership.filter(holding(day)).values_list(
            "person_id", "department_id"
        )
        if person in there
    }
    manager_of = {
        subject: manager
        for subject, manager in await Bond.filter(holding(day), kind=BondKind.MANAGER).values_list(
            "subject_id", "other_id"
        )
        if subject in there and manager in there
    }
    people: Counter[UUID] = Counter()
    managed: dict[UUID, Counter[UUID]] = defaultdict(Counter)
    for person in there:
        departments = upwards(at.get(person), parents)
        people.update(departments)
        for manager in upwards(manager_of.get(person), manager_of):
            if manager != person:
                managed[manager].update(departments)
    return {
        manager
        for manager, counts in managed.items()
        if any(2 * count >= people[department] for department, count in counts.items())
    }
