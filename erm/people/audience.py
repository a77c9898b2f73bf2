"""Whom something is for: a rule over the directory, as it is stored and as it is asked.

Criteria of different sorts all have to hold (in these departments *and* hired in that time), those
of one sort need only one to. Who is named by hand is added, and who is excluded is taken out last of
all. The directory is asked as of today: departments and managers are those that hold on the day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tortoise.expressions import Q, Subquery

from erm.core.clock import today
from erm.core.text import clean_line
from erm.people.errors import AudienceUnfit
from erm.people.models import Bond, Department, DepartmentMembership, Person
from erm.people.queries import department_parents, holding, present
from erm.people.rules import BondKind, downwards

LISTED_MAXIMUM = 5_000
"""How many people may be named by hand, or excluded."""
WORDS_MAXIMUM = 100
"""How many departments, locations, managers or titles a rule may name."""
WORD_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Audience:
    """A rule. Without any criterion it is for nobody but who is named in ``people``."""

    everyone: bool = False
    departments: tuple[UUID, ...] = ()
    with_subdepartments: bool = True
    locations: tuple[str, ...] = ()
    hired_from: date | None = None
    hired_until: date | None = None
    managers: tuple[UUID, ...] = ()
    titles: tuple[str, ...] = ()
    people: tuple[UUID, ...] = ()
    excluded: tuple[UUID, ...] = ()

    @property
    def has_criteria(self) -> bool:
        """Whether it asks anything of the directory."""
        return bool(
            self.departments
            or self.locations
            or self.hired_from
            or self.hired_until
            or self.managers
            or self.titles
        )

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "everyone": self.everyone,
            "departments": [str(key) for key in self.departments],
            "with_subdepartments": self.with_subdepartments,
            "locations": list(self.locations),
            "hired_from": None if self.hired_from is None else self.hired_from.isoformat(),
            "hired_until": None if self.hired_until is None else self.hired_until.isoformat(),
            "managers": [str(key) for key in self.managers],
            "titles": list(self.titles),
            "people": [str(key) for key in self.people],
            "excluded": [str(key) for key in self.excluded],
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Audience:
        """From what was stored."""
        return cls(
            everyone=value["everyone"],
            departments=_ids(value["departments"]),
            with_subdepartments=value["with_subdepartments"],
            locations=tuple(value["locations"]),
            hired_from=_day(value["hired_from"]),
            hired_until=_day(value["hired_until"]),
            managers=_ids(value["managers"]),
            titles=tuple(value["titles"]),
            people=_ids(value["people"]),
            excluded=_ids(value["excluded"]),
        )


def _ids(values: list[str]) -> tuple[UUID, ...]:
    return tuple(UUID(each) for each in values)


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


async def clean_audience(
    audience: Audience, *, field: str = "audience", refusal: type[AudienceUnfit] = AudienceUnfit
) -> Audience:
    """A rule that can be asked: trimmed, each entry once, of people and departments that exist.

    Raises ``AudienceUnfit``, in the words of whoever asks: ``refusal``.
    """
    unfit = refusal(field=field)
    many = (audience.departments, audience.locations, audience.managers, audience.titles)
    if any(len(each) > WORDS_MAXIMUM for each in many):
        raise unfit
    if max(len(audience.people), len(audience.excluded)) > LISTED_MAXIMUM:
        raise unfit
    first, last = audience.hired_from, audience.hired_until
    if first is not None and last is not None and last < first:
        raise unfit
    departments = tuple(dict.fromkeys(audience.departments))
    if await Department.filter(id__in=list(departments)).count() < len(departments):
        raise unfit
    named = {*audience.managers, *audience.people, *audience.excluded}
    if await Person.filter(id__in=list(named)).count() < len(named):
        raise unfit
    return Audience(
        everyone=audience.everyone,
        departments=departments,
        with_subdepartments=audience.with_subdepartments,
        locations=_words(audience.locations, field),
        hired_from=first,
        hired_until=last,
        managers=tuple(dict.fromkeys(audience.managers)),
        titles=_words(audience.titles, field),
        people=tuple(dict.fromkeys(audience.people)),
        excluded=tuple(dict.fromkeys(audience.excluded)),
    )


def _words(values: tuple[str, ...], field: str) -> tuple[str, ...]:
    cleaned = (
        clean_line(value, field=field, maximum=WORD_LENGTH, required=False) for value in values
    )
    return tuple(dict.fromkeys(word for word in cleaned if word))


async def people_in(
    audience: Audience, day: date | None = None, *, begun: bool = False
) -> list[UUID]:
    """Everybody present on a day, today, whom the rule names, in the order of the directory.

    ``begun``: without those whose first day is still to come.
    """
    day = day or today()
    there = present(day)
    if begun:
        there &= Q(hired_on__isnull=True) | Q(hired_on__lte=day)
    ids = (
        await Person.filter(await _chosen(audience, day), there)
        .order_by("sort_key", "id")
        .values_list("id", flat=True)
    )
    out = set(audience.excluded)
    return [key for key in ids if key not in out]  # type: ignore[misc]


async def _chosen(audience: Audience, day: date) -> Q:
    by_hand = Q(id__in=list(audience.people))
    if audience.has_criteria:
        return await _criteria(audience, day) | by_hand
    return Q() if audience.everyone else by_hand


async def _criteria(audience: Audience, day: date) -> Q:
    found = Q()
    if audience.departments:
        departments = list(audience.departments)
        if audience.with_subdepartments:
            departments = list(downwards(departments, await department_parents()))
        members = DepartmentMembership.filter(holding(day), department_id__in=departments)
        found &= Q(id__in=Subquery(members.values("person_id")))
    if audience.managers:
        bonds = Bond.filter(
            holding(day), kind=BondKind.MANAGER, other_id__in=list(audience.managers)
        )
        found &= Q(id__in=Subquery(bonds.values("subject_id")))
    if audience.locations:
        found &= Q(location__in=list(audience.locations))
    if audience.titles:
        found &= Q(title__in=list(audience.titles))
    if audience.hired_from is not None:
        found &= Q(hired_on__gte=audience.hired_from)
    if audience.hired_until is not None:
        found &= Q(hired_on__lte=audience.hired_until)
    return found
