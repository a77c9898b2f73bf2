"""Which departments somebody leads: a question to the directory, for there is no such title in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from uuid import UUID

from tortoise.expressions import Q
from tortoise.functions import Count

from erm.core.actor import Actor
from erm.core.clock import today
from erm.people.models import Bond, DepartmentMembership
from erm.people.queries import DEPTH_MAXIMUM, department_parents, holding
from erm.people.rules import BondKind, upwards

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
    parents = await department_parents()
    people, managed = Counter[UUID](), Counter[UUID]()
    for department, number in (await _heads()).items():
        for each in upwards(department, parents):
            people[each] += number
    for some in _batches(await all_reports(actor)):
        for department, number in (await _heads(some)).items():
            for each in upwards(department, parents):
                managed[each] += number
    led = {key for key, number in managed.items() if number and 2 * number >= people[key]}
    return frozenset(key for key in parents if any(each in led for each in upwards(key, parents)))


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
