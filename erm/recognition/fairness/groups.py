"""The people who are there today, in groups of five or more by one thing."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.core.clock import today
from erm.core.language import say
from erm.people.groups import MINIMUM, SMALLER, Parted, parted
from erm.people.models import Department, DepartmentMembership, Person
from erm.people.overlaps import apart
from erm.people.queries import holding, present
from erm.recognition.fairness.rules import RecognitionBy

COMPANY = "company"


@dataclass(frozen=True, slots=True)
class Group:
    """Some people with a name in the viewer's language. ``department_id`` where they are one."""

    key: str
    label: str
    department_id: UUID | None
    members: frozenset[UUID]

    @property
    def smaller(self) -> bool:
        """Whether these are the groups that are too small for a line of their own."""
        return self.key == SMALLER


@dataclass(frozen=True, slots=True)
class Groups:
    """Everybody is in exactly one of ``rows``; ``withheld`` groups have none of their own.

    ``company`` is everybody, None where they are too few to tell anything of.
    """

    people: int
    rows: tuple[Group, ...]
    withheld: int
    company: Group | None


async def groups_today(actor: Actor, by: RecognitionBy) -> Groups:
    """Everybody, in groups: three queries, for both ways to group are needed to tell either.

    Locations are parted so that no union of them differs from one of departments by one to four
    people: whoever has both tables would know about those.
    """
    day = today()
    hired = Q(hired_on__isnull=True) | Q(hired_on__lte=day)
    rows = await Person.filter(present(day), hired).values_list("id", "location")
    place_of: dict[UUID, str | None] = {key: " ".join(place.split()) or None for key, place in rows}
    department_of: dict[UUID, UUID | None] = dict.fromkeys(place_of)
    for person, department in (
        await DepartmentMembership.filter(holding(day))
        .order_by("starts_on", "id")
        .values_list("person_id", "department_id")
    ):
        if person in department_of:
            department_of[person] = department
    departments = parted(department_of, complete=True)
    if by is RecognitionBy.DEPARTMENT:
        names: dict[UUID, str] = dict(await Department.all().values_list("id", "name"))
        found = _departments(departments, names)
        withheld, smaller = departments.withheld, _members(departments)
    else:
        # In a large company this takes a while; meanwhile others are answered.
        places = await asyncio.to_thread(
            apart, parted(place_of, complete=True), [each.members for each in departments.groups]
        )
        found = [
            Group(each.key, each.key, None, each.members)
            for each in places.large
            if each.key is not None
        ]
        withheld, smaller = places.withheld, _members(places)
    found.sort(key=lambda group: (group.label.casefold(), group.key))
    if smaller is not None:
        label = say(actor.locale, f"recognition.groups.smaller.{by}")
        found.append(Group(SMALLER, label, None, smaller))
    everybody = frozenset(place_of)
    company = Group(COMPANY, say(actor.locale, "recognition.groups.company"), None, everybody)
    enough = len(everybody) >= MINIMUM
    return Groups(len(everybody), tuple(found), withheld, company if enough else None)


def _members(found: Parted[Any]) -> frozenset[UUID] | None:
    return None if found.smaller is None else found.smaller.members


def _departments(found: Parted[UUID], names: dict[UUID, str]) -> list[Group]:
    return [
        Group(str(each.key), names[each.key], each.key, each.members)
        for each in found.large
        if each.key is not None
    ]
