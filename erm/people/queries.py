"""Reads of the directory, as one actor sees it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.core.clock import today
from erm.people import policy
from erm.people.errors import PersonHasLeft, PersonUnknown
from erm.people.models import Bond, Person
from erm.people.rules import BondKind, has_left
from erm.people.views import PersonView

PERSON_COLUMNS = (
    "id",
    "given_name",
    "family_name",
    "title",
    "work_email",
    "employee_number",
    "location",
    "time_zone",
    "locale",
    "hired_on",
    "left_on",
)


def view_of(actor: Actor, row: dict[str, Any], day: date) -> PersonView:
    """A row of ``PERSON_COLUMNS`` as the actor may see it on a day."""
    key, left = row["id"], has_left(row["left_on"], day)
    sees_email = policy.may_see_work_email(actor, key, left=left)
    sees_number = policy.may_see_employee_number(actor, key)
    return PersonView(
        id=key,
        given_name=row["given_name"],
        family_name=row["family_name"],
        title=row["title"],
        work_email=row["work_email"] if sees_email else None,
        employee_number=row["employee_number"] if sees_number else None,
        location=row["location"],
        time_zone=row["time_zone"],
        locale=row["locale"],
        hired_on=row["hired_on"],
        left_on=row["left_on"],
        has_left=left,
    )


def present(day: date) -> Q:
    """Filter: people who have not left by a day."""
    return Q(left_on__isnull=True) | Q(left_on__gt=day)


def holding(day: date) -> Q:
    """Filter: bonds or memberships that hold on a day."""
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gt=day))


async def people_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, PersonView]:
    """People by id, those who left included."""
    rows = await Person.filter(policy.readable_people(actor), id__in=list(set(ids))).values(
        *PERSON_COLUMNS
    )
    day = today()
    return {row["id"]: view_of(actor, row, day) for row in rows}


async def require_present(actor: Actor, person_id: UUID, *, field: str) -> PersonView:
    """A person with whom something new may be begun.

    Raises ``InvalidInput``: ``PERSON_UNKNOWN`` or ``PERSON_HAS_LEFT`` for the input field.
    """
    return (await require_all_present(actor, [person_id], field=field))[person_id]


async def require_all_present(
    actor: Actor, ids: Sequence[UUID], *, field: str
) -> dict[UUID, PersonView]:
    """Like :func:`require_present` for several people, in one query."""
    found = await people_by_ids(actor, ids)
    for person_id in ids:
        person = found.get(person_id)
        if person is None:
            raise PersonUnknown(field=field)
        if person.has_left:
            raise PersonHasLeft(field=field)
    return found


async def managers_of(ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Current managers by person; people without one, or whose manager has left, are missing."""
    rows = await Bond.filter(
        holding(today()), kind=BondKind.MANAGER, subject_id__in=list(set(ids))
    ).values_list("subject_id", "other_id")
    managers: dict[UUID, UUID] = dict(rows)
    gone = set(
        await Person.filter(id__in=list(set(managers.values())), left_on__lte=today()).values_list(
            "id", flat=True
        )
    )
    return {person: manager for person, manager in managers.items() if manager not in gone}


async def manager_of(person_id: UUID) -> UUID | None:
    """The current manager of a person, if they have one who is still there."""
    return (await managers_of([person_id])).get(person_id)


async def manager_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """Current managers by person, for a loader."""
    return await managers_of(ids)


async def report_ids_of(person_id: UUID) -> frozenset[UUID]:
    """The people whose current manager this is; leavers are not among them."""
    day = today()
    ids = await Bond.filter(holding(day), kind=BondKind.MANAGER, other_id=person_id).values_list(
        "subject_id", flat=True
    )
    there = await Person.filter(present(day), id__in=list(ids)).values_list("id", flat=True)
    return frozenset(there)  # type: ignore[arg-type]


async def persons_with_managers(actor: Actor) -> list[tuple[UUID, UUID | None]]:
    """Everybody present with their current manager, in two queries: for jobs over all people."""
    day = today()
    ids = await Person.filter(present(day)).order_by("id").values_list("id", flat=True)
    there = set(ids)
    rows = await Bond.filter(holding(day), kind=BondKind.MANAGER).values_list(
        "subject_id", "other_id"
    )
    managers: dict[Any, Any] = dict(rows)
    return [
        (i, managers[i] if managers.get(i) in there else None)  # type: ignore[misc]
        for i in ids
    ]
