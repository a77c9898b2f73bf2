"""Reads of the directory, as one actor sees it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import orjson
from tortoise.expressions import Q, Subquery
from tortoise.functions import Count
from tortoise.queryset import QuerySet

from erm.core.actor import Actor
from erm.core.clock import today
from erm.core.database.connections import connection, dialect
from erm.core.errors import InvalidInput
from erm.core.paging import Page, PageRequest, page_of
from erm.core.remembering import once, once_each
from erm.core.text import fold
from erm.people import policy
from erm.people.errors import PersonHasLeft, PersonUnknown
from erm.people.models import Bond, Department, DepartmentMembership, Person
from erm.people.rules import BondKind, HistoryKind, downwards, has_left, upwards
from erm.people.views import DepartmentView, HistoryEntryView, PersonView

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

DEPTH_MAXIMUM = 50
WORDS_MAXIMUM = 8


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


@once_each
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


@once_each
async def managers_of(ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Current managers by person; people without one, or whose manager has left, are missing."""
    day = today()
    rows = await Bond.filter(
        holding(day),
        Q(other__left_on__isnull=True) | Q(other__left_on__gt=day),
        kind=BondKind.MANAGER,
        subject_id__in=list(set(ids)),
    ).values_list("subject_id", "other_id")
    return dict(rows)


async def former_managers_of(ids: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """Everybody who was a person's manager in a period that is over, by person; they may be again."""
    found: dict[UUID, set[UUID]] = {}
    for subject, other in await Bond.filter(
        kind=BondKind.MANAGER, ends_on__lte=today(), subject_id__in=list(set(ids))
    ).values_list("subject_id", "other_id"):
        found.setdefault(subject, set()).add(other)
    return found


@dataclass(frozen=True, slots=True)
class ManagerPeriod:
    """Since when somebody has, or had, a manager."""

    manager_id: UUID
    starts_on: date


async def manager_periods(ids: Iterable[UUID], since: date) -> dict[UUID, list[ManagerPeriod]]:
    """Who is a person's manager, or was until ``since`` or later, by person, in one query.

    For what one may know of oneself and of one's reports; callers ask for nobody else.
    """
    periods: dict[UUID, list[ManagerPeriod]] = {person: [] for person in ids}
    for subject, manager, starts_on in await Bond.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=since),
        kind=BondKind.MANAGER,
        subject_id__in=list(periods),
        starts_on__lte=today(),
    ).values_list("subject_id", "other_id", "starts_on"):
        periods[subject].append(ManagerPeriod(manager, starts_on))
    return periods


async def manager_of(person_id: UUID) -> UUID | None:
    """The current manager of a person, if they have one who is still there."""
    return (await managers_of([person_id])).get(person_id)


async def mentor_and_mentee(one: UUID, other: UUID) -> bool:
    """Whether one of two people is the other's mentor now."""
    return await Bond.filter(
        holding(today()),
        Q(subject_id=one, other_id=other) | Q(subject_id=other, other_id=one),
        kind=BondKind.MENTOR,
    ).exists()


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


def reports_of_reports(actor: Actor) -> QuerySet[Bond]:
    """The bonds of those whose manager's manager the actor is now, leavers left out.

    For policies, which take ``values("subject_id")`` of it as a ``Subquery``.
    """
    day = today()
    return Bond.filter(
        holding(day),
        Q(subject__left_on__isnull=True) | Q(subject__left_on__gt=day),
        kind=BondKind.MANAGER,
        other_id__in=list(actor.report_ids),
    )


def team_mates(actor: Actor) -> QuerySet[Bond]:
    """The bonds of those who report now to the actor, or to the actor's manager; leavers left out.

    For policies, which take ``values("subject_id")`` of it as a ``Subquery``.
    """
    day = today()
    managers = [key for key in (actor.person_id, actor.manager_id) if key is not None]
    return Bond.filter(
        holding(day),
        Q(subject__left_on__isnull=True) | Q(subject__left_on__gt=day),
        kind=BondKind.MANAGER,
        other_id__in=managers,
    )


async def managers_among(manager_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Of those who report now to one of these managers: to whom; leavers left out.

    What :func:`team_mates` finds, for many people, for the policies' predicates.
    """
    day = today()
    rows = await Bond.filter(
        holding(day),
        Q(subject__left_on__isnull=True) | Q(subject__left_on__gt=day),
        kind=BondKind.MANAGER,
        other_id__in=list(manager_ids),
    ).values_list("subject_id", "other_id")
    return dict(rows)


async def indirect_report_ids(actor: Actor) -> frozenset[UUID]:
    """The people whose manager's manager the actor is now, in one query; none without reports."""
    if not actor.report_ids:
        return frozenset()
    rows = await reports_of_reports(actor).values_list("subject_id", flat=True)
    return frozenset(rows)  # type: ignore[arg-type]


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


async def report_ids_by_manager(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, tuple[UUID, ...]]:
    """Current reports by manager, in the order of the directory; leavers are not among them.

    Whoever has left manages nobody, as :func:`managers_of` says from below.
    """
    day = today()
    rows = await Bond.filter(
        holding(day),
        Q(other__left_on__isnull=True) | Q(other__left_on__gt=day),
        kind=BondKind.MANAGER,
        other_id__in=list(set(ids)),
    ).values_list("other_id", "subject_id")
    there = (
        await Person.filter(present(day), id__in=[subject for _, subject in rows])
        .order_by("sort_key", "id")
        .values_list("id", flat=True)
    )
    manager = {subject: other for other, subject in rows}
    reports: dict[UUID, list[UUID]] = {i: [] for i in ids}
    for subject in there:
        reports[manager[subject]].append(subject)  # type: ignore[arg-type]
    return {i: tuple(found) for i, found in reports.items()}


# Who manages whom, of people and all above them. A manager who has left is none.
_CHAIN = """
WITH RECURSIVE pair (person, manager) AS (
    SELECT b.subject_id, b.other_id FROM bond b JOIN person p ON p.id = b.other_id
    WHERE b.subject_id {people} AND {holds}
    UNION
    SELECT b.subject_id, b.other_id FROM pair JOIN bond b ON b.subject_id = pair.manager
        JOIN person p ON p.id = b.other_id
    WHERE {holds}
)
SELECT CAST(person AS TEXT) AS person, CAST(manager AS TEXT) AS manager FROM pair
"""
_HOLDS = (
    "b.kind = 'manager' AND b.starts_on <= {day} AND (b.ends_on IS NULL OR b.ends_on > {day})"
    " AND (p.left_on IS NULL OR p.left_on > {day})"
)
_CHAINS = {
    "sqlite": _CHAIN.format(
        people="IN (SELECT value FROM json_each(?1))", holds=_HOLDS.format(day="?2")
    ),
    "postgres": _CHAIN.format(people="= ANY($1::uuid[])", holds=_HOLDS.format(day="$2")),
}


async def manager_chains(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, tuple[UUID, ...]]:
    """For each person their manager, their manager's manager and so on, to the top.

    One query, whatever the number of people and of levels. A cycle, which the importer refuses but
    hands may have made, ends the chain.
    """
    day: Any = today()
    values: list[Any] = [list(ids), day]
    if dialect() == "sqlite":
        values = [orjson.dumps([str(each) for each in ids]).decode(), day.isoformat()]
    rows = await connection().execute_query_dict(_CHAINS[dialect()], values)
    above = {UUID(row["person"]): UUID(row["manager"]) for row in rows}
    chains = {}
    for start in ids:
        chain: list[UUID] = []
        at = above.get(start)
        while at is not None and at != start and at not in chain:
            chain.append(at)
            at = above.get(at)
        chains[start] = tuple(chain)
    return chains


async def roots(actor: Actor) -> list[PersonView]:
    """Everybody present without a manager who is still there, in the order of the directory.

    People with reports come first, for they are the tops of the organisation.
    """
    day = today()
    pairs = await persons_with_managers(actor)
    managers = {manager for _, manager in pairs}
    tops = [person for person, manager in pairs if manager is None]
    rows = await Person.filter(id__in=tops).order_by("sort_key", "id").values(*PERSON_COLUMNS)
    rows.sort(key=lambda row: row["id"] not in managers)
    return [view_of(actor, row, day) for row in rows]


async def directory(
    actor: Actor,
    page: PageRequest,
    *,
    search: str | None = None,
    department_id: UUID | None = None,
    include_left: bool = False,
) -> Page[PersonView]:
    """A page of the directory, ordered by family name.

    Every word of ``search`` must occur in name, title or work address, whatever its case or
    accents. A department stands for all departments below it too.
    """
    day = today()
    found = Person.filter(policy.readable_people(actor))
    if not include_left:
        found = found.filter(present(day))
    # A leaver's address must not be found out by searching for it.
    addressed = Q() if policy.may_search_leavers_addresses(actor) else present(day)
    for word in _words(search)[:WORDS_MAXIMUM]:
        found = found.filter(
            Q(search_text__contains=word) | (Q(work_email__contains=word) & addressed)
        )
    if department_id is not None:
        below = await departments_below(department_id)
        members = DepartmentMembership.filter(holding(day), department_id__in=list(below))
        found = found.filter(id__in=Subquery(members.values("person_id")))
    count = found.count
    if page.after is not None:
        name, key = _after(page)
        found = found.filter(Q(sort_key__gt=name) | Q(sort_key=name, id__gt=key))
    rows = (
        await found.order_by("sort_key", "id")
        .limit(page.first + 1)
        .values("sort_key", *PERSON_COLUMNS)
    )
    paged = page_of(rows, page, count, lambda row: (row["sort_key"], str(row["id"])))
    return paged.map(lambda row: view_of(actor, row, day))


def _words(search: str | None) -> list[str]:
    """What is searched for. PostgreSQL takes no NUL, and nobody looks for control characters."""
    return "".join(c if c.isprintable() else " " for c in fold(search or "")).split()


def _after(page: PageRequest) -> tuple[str, UUID]:
    try:
        name, key = page.after or ()
        return str(name), UUID(key)
    except (ValueError, AttributeError, TypeError) as error:
        raise InvalidInput("CURSOR_INVALID", field="after") from error


@once_each
async def department_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """Current departments by person."""
    rows = await DepartmentMembership.filter(
        holding(today()), person_id__in=list(set(ids))
    ).values_list("person_id", "department_id")
    return dict(rows)


async def people_in_department(actor: Actor, department_id: UUID) -> list[UUID] | None:
    """Everybody who works in a department or below it now; None if there is no such department."""
    parents = await department_parents()
    if department_id not in parents:
        return None
    day = today()
    ids = await DepartmentMembership.filter(
        holding(day),
        Q(person__left_on__isnull=True) | Q(person__left_on__gt=day),
        department_id__in=list(downwards([department_id], parents)),
    ).values_list("person_id", flat=True)
    return sorted(set(ids))  # type: ignore[arg-type]


async def departments_below(department_id: UUID) -> set[UUID]:
    """A department with all below it; itself alone if there is no such department."""
    return downwards([department_id], await department_parents())


async def departments_above(department_id: UUID) -> set[UUID]:
    """A department with all above it; itself alone if there is no such department."""
    return set(upwards(department_id, await department_parents()))


@once
async def department_parents() -> dict[UUID, UUID | None]:
    """All departments, and the one above each."""
    return dict(await Department.all().values_list("id", "parent_id"))


async def departments(actor: Actor) -> list[DepartmentView]:
    """The whole tree, flat, in the order of its paths; with head counts, in two queries."""
    rows = await _department_rows()
    parents = {key: row["parent_id"] for key, row in rows.items()}
    counts = await _head_counts()
    views = [
        DepartmentView(
            id=row["id"],
            name=row["name"],
            parent_id=row["parent_id"],
            path=_path(row["id"], rows),
            head_count=sum(counts.get(i, 0) for i in downwards([row["id"]], parents)),
        )
        for row in rows.values()
    ]
    return sorted(views, key=lambda view: [fold(name) for name in view.path])


async def departments_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, DepartmentView]:
    """Departments by id. They are few: the whole tree is read, whatever is asked for."""
    wanted = set(ids)
    return {view.id: view for view in await departments(actor) if view.id in wanted}


async def _department_rows() -> dict[UUID, dict[str, Any]]:
    rows = await Department.all().values("id", "name", "parent_id")
    return {row["id"]: row for row in rows}


async def _head_counts() -> dict[UUID, int]:
    day = today()
    rows = (
        await DepartmentMembership.filter(
            holding(day), Q(person__left_on__isnull=True) | Q(person__left_on__gt=day)
        )
        .annotate(people=Count("id"))
        .group_by("department_id")
        .values_list("department_id", "people")
    )
    return dict(rows)


def _path(key: UUID, rows: dict[UUID, dict[str, Any]]) -> tuple[str, ...]:
    names: list[str] = []
    at: UUID | None = key
    while at in rows and len(names) < DEPTH_MAXIMUM:
        names.append(rows[at]["name"])
        at = rows[at]["parent_id"]
    return tuple(reversed(names))


async def history(actor: Actor, person_id: UUID) -> list[HistoryEntryView]:
    """A person's managers and departments over time, latest first; empty for who may not know."""
    if not policy.may_see_history(actor, person_id):
        return []
    bonds = await Bond.filter(kind=BondKind.MANAGER, subject_id=person_id).values(
        "other_id", "starts_on", "ends_on"
    )
    memberships = await DepartmentMembership.filter(person_id=person_id).values(
        "department_id", "starts_on", "ends_on"
    )
    entries = [
        HistoryEntryView(
            HistoryKind.MANAGER, row["other_id"], None, row["starts_on"], row["ends_on"]
        )
        for row in bonds
    ] + [
        HistoryEntryView(
            HistoryKind.DEPARTMENT, None, row["department_id"], row["starts_on"], row["ends_on"]
        )
        for row in memberships
    ]
    return sorted(entries, key=lambda entry: (entry.starts_on, entry.kind), reverse=True)
