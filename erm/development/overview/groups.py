"""The people who were there on a day, in groups by one thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.core.language import say
from erm.core.localized import Localized
from erm.development.competencies.models import CareerLevel, CareerPlacement
from erm.development.overview.rules import CoverageBy
from erm.people.groups import MINIMUM, SMALLER, parted
from erm.people.models import Department, DepartmentMembership, Person
from erm.people.queries import holding, present

COMPANY = "company"

Parts = tuple[str, int, str]
"""A name as it is sorted: what comes first, a number, what comes last."""


@dataclass(frozen=True, slots=True)
class NamedGroup:
    """A group of five people or more, with a name in the viewer's language."""

    key: str
    name: str
    members: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Groups:
    """All groups, and how many are too small to be one of their own. Everybody is in one of them."""

    rows: tuple[NamedGroup, ...]
    withheld: int
    company: NamedGroup | None


async def there_on(day: date) -> dict[UUID, str]:
    """Everybody who belonged to the company on a day, with where they work (today)."""
    hired = Q(hired_on__isnull=True) | Q(hired_on__lte=day)
    rows: list[tuple[UUID, str]] = await Person.filter(present(day), hired).values_list(
        "id", "location"
    )
    return dict(rows)


async def groups_on(actor: Actor, by: CoverageBy, people: Mapping[UUID, str], day: date) -> Groups:
    """People, given with where they work, in groups as of a day: two queries at most."""
    key_of: dict[UUID, str | None] = dict.fromkeys(people)
    names: dict[str, Parts] = {}
    if by is CoverageBy.LOCATION:
        places = {person: " ".join(where.split()) for person, where in people.items()}
        key_of |= {person: where or None for person, where in places.items()}
        names = {where: (where, 0, "") for where in places.values()}
    elif by is CoverageBy.DEPARTMENT:
        rows = (
            await DepartmentMembership.filter(holding(day))
            .order_by("starts_on", "id")
            .values_list("person_id", "department_id")
        )
        key_of |= {person: str(key) for person, key in rows if person in people}
        departments = await Department.all().values_list("id", "name")
        names = {str(key): (name, 0, "") for key, name in departments}
    else:
        rows = (
            await CareerPlacement.filter(holding(day))
            .order_by("starts_on", "id")
            .values_list("person_id", "level_id")
        )
        key_of |= {person: str(key) for person, key in rows if person in people}
        names = await _level_names(actor)
    found = parted(key_of, complete=True)
    named = sorted(
        (names[each.key], each.key, each.members) for each in found.large if each.key is not None
    )
    ordered = [NamedGroup(key, _name(parts), members) for parts, key, members in named]
    if found.smaller is not None:
        together = say(actor.locale, f"development.groups.smaller.{by}")
        ordered.append(NamedGroup(SMALLER, together, found.smaller.members))
    return Groups(tuple(ordered), found.withheld, company_of(actor, frozenset(people)))


def company_of(actor: Actor, members: frozenset[UUID]) -> NamedGroup | None:
    """All of them together, if they are enough."""
    if len(members) < MINIMUM:
        return None
    return NamedGroup(COMPANY, say(actor.locale, "development.groups.company"), members)


async def _level_names(actor: Actor) -> dict[str, Parts]:
    """Levels as track, rank and name: in this order they stand in a table."""
    rows = await CareerLevel.all().values_list("id", "track_names", "rank", "names")
    return {
        str(key): (
            Localized.from_json(track).of(actor.locale),
            rank,
            Localized.from_json(names).of(actor.locale),
        )
        for key, track, rank, names in rows
    }


def _name(parts: Parts) -> str:
    return " · ".join(part for part in (parts[0], parts[2]) if part)
