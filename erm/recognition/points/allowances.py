"""How many points somebody may give in a month, and granting them when they first do.

Looking at one's points writes nothing: what would be granted is told. The first gift of a month opens
that month's account and fills it, once, whatever time zones the person lives through.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.people.models import Bond, DepartmentMembership, Person
from erm.people.queries import department_parents, holding, present
from erm.people.rules import BondKind, upwards
from erm.recognition.choices.models import RecognitionSettings
from erm.recognition.points import ledger
from erm.recognition.points.models import AllowanceRule
from erm.recognition.points.rules import (
    AccountKind,
    Conditions,
    Standing,
    TransferKind,
    first_that_fits,
    month_of,
    part_of_month,
)


def this_month(actor: Actor) -> str:
    """The month on the actor's own calendar."""
    return month_of(now(), actor.time_zone)


async def allowance_of(actor: Actor, month: str, settings: RecognitionSettings) -> int:
    """How many points the actor is granted in a month, as things stand now."""
    person = await Person.get(id=actor.person_id)
    rules = [conditions(row) for row in await AllowanceRule.all().order_by("position", "id")]
    points = settings.allowance
    if rules:
        above = await _departments_above([actor.person_id])
        standing = Standing(
            above.get(actor.person_id, frozenset()),
            person.location,
            person.title,
            bool(actor.report_ids),
        )
        place = first_that_fits(rules, standing)
        if place is not None:
            points = rules[place].points
    return part_of_month(points, month, person.hired_on)


async def grant_once(actor: Actor, month: str, settings: RecognitionSettings) -> None:
    """Fill the actor's account of a month, unless that was done.

    Before anything else of the unit of work locks an account. An allowance of nothing opens none, so
    that a rule which gives more later is not too late.
    """
    holder = ledger.allowance(actor.person_id, month)
    if await ledger.exists(holder):
        return
    points = await allowance_of(actor, month, settings)
    if points and await ledger.opened(holder):
        await ledger.transfer(TransferKind.GRANT, {holder: points}, AccountKind.ISSUED)


async def people_by_rule(rules: list[Conditions]) -> dict[int, int]:
    """To how many people of today each rule applies, by its place."""
    if not rules:
        return {}
    day = today()
    people = await Person.filter(present(day)).values_list("id", "location", "title")
    managers: Any = await Bond.filter(
        holding(day), kind=BondKind.MANAGER, subject_id__in=[row[0] for row in people]
    ).values_list("other_id", flat=True)
    leading, above = set(managers), await _departments_above(None)
    counts: dict[int, int] = dict.fromkeys(range(len(rules)), 0)
    for key, location, title in people:
        standing = Standing(above.get(key, frozenset()), location, title, key in leading)
        place = first_that_fits(rules, standing)
        if place is not None:
            counts[place] += 1
    return counts


def conditions(row: AllowanceRule) -> Conditions:
    """A rule's row without the database."""
    return Conditions(row.department_id, row.location, row.title, row.managers_only, row.points)


async def _departments_above(people: Iterable[UUID] | None) -> Mapping[UUID, frozenset[UUID]]:
    """By person, for these people or all: their department of today and all above it."""
    found = DepartmentMembership.filter(holding(today()))
    if people is not None:
        found = found.filter(person_id__in=list(people))
    rows: Any = await found.values_list("person_id", "department_id")
    parents = await department_parents()
    chains = {
        department: frozenset(upwards(department, parents))
        for department in {department for _, department in rows}
    }
    return {person: chains[department] for person, department in rows}
