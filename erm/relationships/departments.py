"""The company in groups that name nobody: departments of five people or more.

Whoever counts by department counts over this partition and over nothing else. Each present person
is in exactly one group, the department to which they themselves belong today, never in that of a
department above it. So no two rows of a table overlap, and none can be subtracted from another to
leave a few people over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from erm.core.clock import today
from erm.people.groups import MINIMUM, SMALLER, parted
from erm.people.models import Department, DepartmentMembership, Person
from erm.people.queries import holding, present

__all__ = ["MINIMUM", "SMALLER", "Group", "Partition", "partition", "present_partition"]


@dataclass(frozen=True, slots=True)
class Group:
    """Some people of whom something may be told together. ``key`` is the department's id.

    ``name`` is None for the small departments together, which have a name in each language.
    """

    key: str
    name: str | None
    members: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Partition:
    """The departments that are large enough, by name, and ``smaller``: the others together.

    ``smaller`` is None where even together they are too few; then their people are counted nowhere.
    ``withheld`` is how many departments have no group of their own.
    """

    departments: tuple[Group, ...]
    smaller: Group | None
    withheld: int

    @property
    def groups(self) -> tuple[Group, ...]:
        """Everything about which something may be told."""
        return self.departments if self.smaller is None else (*self.departments, self.smaller)


def partition(
    names: Mapping[UUID, str], department_of: Mapping[UUID, UUID | None], minimum: int = MINIMUM
) -> Partition:
    """Put people, given with the department of each or None, into groups."""
    found = parted(department_of, minimum)
    departments = [
        Group(str(each.key), names[each.key], each.members)
        for each in found.large
        if each.key is not None
    ]
    return Partition(
        tuple(sorted(departments, key=lambda group: (group.name or "", group.key))),
        None if found.smaller is None else Group(SMALLER, None, found.smaller.members),
        found.withheld,
    )


async def present_partition() -> Partition:
    """The company as of today, in three queries: present people by the membership that holds.

    Whoever belongs to two departments at once counts in the one that they joined last.
    """
    day = today()
    names: dict[UUID, str] = dict(await Department.all().values_list("id", "name"))
    department_of: dict[UUID, UUID | None] = dict.fromkeys(
        await Person.filter(present(day)).values_list("id", flat=True)  # type: ignore[arg-type]
    )
    for person, department in (
        await DepartmentMembership.filter(holding(day))
        .order_by("starts_on", "id")
        .values_list("person_id", "department_id")
    ):
        if person in department_of:
            department_of[person] = department
    return partition(names, department_of)
