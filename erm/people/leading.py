"""Which departments somebody leads: a question to the directory, for there is no such title in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from uuid import UUID

from tortoise.expressions import Q
from tortoise.functions import Count

from erm.core.actor import Actor
from erm.core.clock import today
from erm.people.models import Bond, Department, DepartmentMembership
from erm.people.queries import DEPTH_MAXIMUM, holding
from erm.people.rules import BondKind

AT_ONCE = 10_000


async def all_reports(actor: Actor) -> set[UUID]:
    """Everybody whom the actor manages now, directly or below; leavers left out.

    One query for each level. Somebody who has left manages nobody.
    """
    day = today()
    found = set(actor.report_ids)
    level = set(found)
    for _ in range(DEPTH_MAXIMUM):
        below: set[UUID] = set()
        for some in _batches(level):
            below.update(
                await Bond.filter(
                    holding(day),
                    Q(subject__left_on__isnull=True) | Q(subject__left_on__gt=day),
                    kind=BondKind.MANAGER,
                    other_id__in=some,
                ).values_list("subject_id", flat=True)  # type: ignore[arg-type]
            )
        level = below - found - {actor.person_id}
        if not level:
            break
        found |= level
    return found


async def departments_led(actor: Actor) -> frozenset[UUID]:
    """The departments of which the actor manages at least half of the present people.

    The people of those below a department are its people too, and whoever leads a department leads
    those below it. No query for whoever manages nobody, and for the system.
    """
    if actor.is_system or not actor.report_ids:
        return frozenset()
    parents: dict[UUID, UUID | None] = dict(await Department.all().values_list("id", "parent_id"))
    people, managed = Counter[UUID](), Counter[UUID]()
    for department, number in (await _heads()).items():
        for each in _upwards(department, parents):
            people[each] += number
    for some in _batches(await all_reports(actor)):
        for department, number in (await _heads(some)).items():
            for each in _upwards(department, parents):
                managed[each] += number
    led = {key for key, number in managed.items() if number and 2 * number >= people[key]}
    return frozenset(key for key in parents if not led.isdisjoint(_upwards(key, parents)))


async def _heads(of: list[UUID] | None = None) -> dict[UUID, int]:
    """How many are in each department now, of everybody or of these."""
    day = today()
    members = DepartmentMembership.filter(
        holding(day), Q(person__left_on__isnull=True) | Q(person__left_on__gt=day)
    )
    if of is not None:
        members = members.filter(person_id__in=of)
    rows = (
        await members.annotate(people=Count("id"))
        .group_by("department_id")
        .values_list("department_id", "people")
    )
    return dict(rows)


def _batches(keys: Iterable[UUID]) -> Iterator[list[UUID]]:
    """A database takes so many values in a statement and no more."""
    left = sorted(keys)
    for start in range(0, len(left), AT_ONCE):
        yield left[start : start + AT_ONCE]


def _upwards(key: UUID, parents: dict[UUID, UUID | None]) -> list[UUID]:
    """A department and those above it."""
    found: list[UUID] = []
    at: UUID | None = key
    while at is not None and at not in found:
        found.append(at)
        at = parents.get(at)
    return found
