"""Rows of the people: directory, bonds, departments, roles, passwords."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from erm.access.models import Credential, RoleGrant
from erm.core.actor import Role
from erm.demo.content import company as facts
from erm.demo.content.kinds import MoveSpec, PersonSpec
from erm.demo.content.people import ADMINISTRATORS, HR, MOVES, PEOPLE
from erm.demo.rows import Rows
from erm.demo.timeline import OPENED, Timeline
from erm.people.models import Bond, Department, DepartmentMembership, Person
from erm.people.rules import BondKind, Locale, search_text, sort_key

_LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        (
            *("a", "b", "v", "g", "d", "e", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p"),
            *("r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "sch", "", "y", "", "e", "yu", "ya"),
        ),
        strict=True,
    )
) | {"á": "a", "ã": "a", "í": "i", "ö": "o", "ó": "o"}


@dataclass(frozen=True)
class Staff:
    """Everybody, by key."""

    specs: dict[str, PersonSpec]
    people: dict[str, Person]

    def zone(self, key: str) -> str:
        """A person's time zone."""
        return self.people[key].time_zone

    def manager_on(self, key: str, days: int) -> str:
        """Who managed a person that many days ago. ``LookupError`` for who has no manager."""
        for move in MOVES:
            if move.person == key and move.manager_before and days > move.days:
                return move.manager_before
        manager = self.specs[key].manager
        if manager is None:
            raise LookupError(f"{key} has no manager")
        return manager

    def present(self, days: int) -> list[str]:
        """Keys of everybody who worked here that many days ago."""
        return [
            key
            for key, spec in self.specs.items()
            if spec.hired >= days and (spec.left is None or days > spec.left)
        ]


def address(name: str) -> str:
    """A person's work e-mail."""
    latin = "".join(_LATIN.get(letter, letter) for letter in name.lower())
    return f"{latin.replace(' ', '.')}@{facts.DOMAIN}"


def plant_people(timeline: Timeline, rows: Rows, password_hash: str) -> Staff:
    """Departments, people, their managers, departments and roles; one password for all."""
    opened = datetime.combine(timeline.day(OPENED, "UTC"), time(7, 30), tzinfo=UTC)
    departments = _departments(timeline, rows, opened)
    offices = {office.key: office for office in facts.OFFICES}
    seniority = sorted(PEOPLE, key=lambda spec: -spec.hired)
    numbers = {spec.key: f"K-{1001 + place}" for place, spec in enumerate(seniority)}
    people: dict[str, Person] = {}
    for spec in PEOPLE:
        office = offices[spec.office]
        given, _, family = spec.name.partition(" ")
        email = address(spec.name)
        joined = timeline.moment(spec.hired, office.zone, "joined", spec.key)
        created = max(opened, joined)
        changed = max((move.days for move in MOVES if move.person == spec.key), default=spec.left)
        updated = (
            created
            if changed is None
            else timeline.moment(changed, office.zone, "changed", spec.key, after=created)
        )
        people[spec.key] = rows.kept(
            Person(
                id=timeline.id(created, "person", spec.key),
                work_email=email,
                employee_number=numbers[spec.key],
                given_name=given,
                family_name=family,
                title=spec.title,
                location=office.name,
                locale=Locale(spec.language),
                time_zone=office.zone,
                hired_on=_hired_on(timeline, spec),
                left_on=None if spec.left is None else timeline.day(spec.left, office.zone),
                search_text=search_text(given, family, spec.title),
                sort_key=sort_key(given, family),
                leaving_announced=spec.left is not None,
                created_at=created,
                updated_at=updated,
                version=1 if changed is None else 2,
            )
        )
    staff = Staff({spec.key: spec for spec in PEOPLE}, people)
    for spec in PEOPLE:
        _history(timeline, rows, staff, departments, spec)
        if spec.left is None:
            person = people[spec.key]
            rows.add(
                Credential(
                    person_id=person.id, password_hash=password_hash, changed_at=person.created_at
                )
            )
    _roles(timeline, rows, people, opened)
    return staff


def _departments(timeline: Timeline, rows: Rows, opened: datetime) -> dict[str, Department]:
    departments: dict[str, Department] = {}
    for spec in facts.DEPARTMENTS:
        parent = departments[spec.parent] if spec.parent else None
        departments[spec.key] = rows.kept(
            Department(
                id=timeline.id(opened, "department", spec.key),
                name=spec.name,
                parent_id=parent.id if parent else None,
                created_at=opened,
            )
        )
    return departments


def _hired_on(timeline: Timeline, spec: PersonSpec) -> date:
    return timeline.working_day(spec.hired, "UTC")


def _history(
    timeline: Timeline,
    rows: Rows,
    staff: Staff,
    departments: dict[str, Department],
    spec: PersonSpec,
) -> None:
    """The periods of a person's managers and departments."""
    move = next((move for move in MOVES if move.person == spec.key), None)
    hired = _hired_on(timeline, spec)
    gone = staff.people[spec.key].left_on
    before = move.department_before if move else None
    for starts, ends, department in _periods(timeline, move, hired, gone, spec.department, before):
        rows.add(
            DepartmentMembership(
                id=_row_id(timeline, starts, "member", spec.key),
                person_id=staff.people[spec.key].id,
                department_id=departments[department].id,
                starts_on=starts,
                ends_on=ends,
            )
        )
    if spec.manager is None:
        return
    before = move.manager_before if move else None
    for starts, ends, manager in _periods(timeline, move, hired, gone, spec.manager, before):
        begins = max(starts, _hired_on(timeline, staff.specs[manager]))
        rows.add(
            Bond(
                id=_row_id(timeline, begins, "bond", spec.key),
                kind=BondKind.MANAGER,
                subject_id=staff.people[spec.key].id,
                other_id=staff.people[manager].id,
                starts_on=begins,
                ends_on=ends,
            )
        )


def _periods(
    timeline: Timeline,
    move: MoveSpec | None,
    hired: date,
    gone: date | None,
    now: str,
    before: str | None,
) -> list[tuple[date, date | None, str]]:
    if move is None or before is None:
        return [(hired, gone, now)]
    moved = timeline.day(move.days, "UTC")
    return [(hired, moved, before), (moved, gone, now)]


def _row_id(timeline: Timeline, day: date, *key: object) -> UUID:
    instant = datetime.combine(day, time(8), tzinfo=UTC)
    return timeline.id(instant, *key, day)


def _roles(timeline: Timeline, rows: Rows, people: dict[str, Person], opened: datetime) -> None:
    first = people[ADMINISTRATORS[0]]
    granted = opened + timedelta(minutes=40)
    for role, keys in ((Role.ADMINISTRATOR, ADMINISTRATORS), (Role.HR, HR)):
        for key in keys:
            rows.add(
                RoleGrant(
                    id=timeline.id(granted, "role", role.value, key),
                    person_id=people[key].id,
                    role=role,
                    granted_by_id=None if people[key] is first else first.id,
                    granted_at=granted,
                )
            )
