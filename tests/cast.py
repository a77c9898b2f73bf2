"""A company in a box.

::

    Zed  (chief executive)
    ├── Mo  (Engineering)
    │   ├── Ann      managed by Old until 200 days ago
    │   └── Bo
    ├── Max (Sales)
    │   └── Cy
    ├── Old (Engineering)
    ├── Hana (People; HR)
    └── Ada  (People; administrator)
    Dee has left; Mo managed her.

Builders write rows directly, so that a test's preparation does not lean on what it tests.
"""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from tortoise.models import Model

from erm.access.models import AccessToken, RoleGrant, Session
from erm.core.actor import Actor, ActorKind, Role
from erm.core.clock import now, today
from erm.people.models import Bond, Department, DepartmentMembership, Person
from erm.people.rules import BondKind, Locale, has_left, holds_on, search_text, sort_key

LONG_AGO = date(2020, 1, 6)
ZONE = "Europe/Berlin"
"""Where everybody lives whom no test moves: their day begins before that of UTC."""


class Cast:
    """The people, and builders for more. Every builder also remembers what it wrote."""

    zed: Person
    mo: Person
    ann: Person
    bo: Person
    max: Person
    cy: Person
    old: Person
    hana: Person
    ada: Person
    dee: Person
    company: Department
    engineering: Department
    sales: Department
    people_office: Department

    def __init__(self) -> None:
        self.people: list[Person] = []
        self.bonds: list[Bond] = []
        self.roles: dict[UUID, set[Role]] = {}
        self.tokens: dict[UUID, str] = {}
        self._gathered: list[Model] | None = None

    async def write(self, row: Model) -> None:
        """Write a row, or keep it while rows are gathered to be written together."""
        if self._gathered is None:
            await row.save(force_create=True)
        else:
            self._gathered.append(row)

    @asynccontextmanager
    async def gathering(self) -> AsyncIterator[None]:
        """Write what is built meanwhile at the end, in a statement for each table."""
        self._gathered = gathered = []
        yield
        self._gathered = None
        for model in (Department, Person, DepartmentMembership, Bond, RoleGrant):
            rows = [row for row in gathered if isinstance(row, model)]
            await model.bulk_create(rows)
            for row in rows:
                row._saved_in_db = True

    async def person(
        self,
        name: str,
        *,
        manager: Person | None = None,
        department: Department | None = None,
        roles: Iterable[Role] = (),
        left_on: date | None = None,
        **fields: Any,
    ) -> Person:
        """Add somebody. ``name`` is the given name, and the address unless ``work_email`` is given."""
        values: dict[str, Any] = {
            "given_name": name,
            "family_name": "Test",
            "work_email": f"{name.lower().replace(' ', '.')}@erm.test",
            "title": "Engineer",
            "location": "Berlin",
            "time_zone": ZONE,
            "locale": Locale.EN,
            "hired_on": LONG_AGO,
            "left_on": left_on,
            "leaving_announced": left_on is not None,
            "created_at": datetime(2020, 1, 6, 8, tzinfo=UTC),
            "updated_at": datetime(2020, 1, 6, 8, tzinfo=UTC),
        } | fields
        words = values["given_name"], values["family_name"]
        person = Person(
            **values,
            sort_key=sort_key(*words),
            search_text=search_text(*words, values["title"]),
        )
        await self.write(person)
        self.people.append(person)
        if manager is not None:
            await self.bond(person, manager, ends_on=left_on)
        if department is not None:
            await self.member(person, department, ends_on=left_on)
        for role in roles:
            await self.grant(person, role)
        return person

    async def crowd(
        self, count: int, *, manager: Person | None = None, department: Department | None = None
    ) -> list[Person]:
        """Many people at once, in few statements: for counting queries."""
        moment = datetime(2020, 1, 6, 8, tzinfo=UTC)
        start = len(self.people)
        made = []
        for number in range(start, start + count):
            given, email = f"Crowd {number:05}", f"crowd.{number:05}@erm.test"
            made.append(
                Person(
                    given_name=given,
                    family_name="Test",
                    work_email=email,
                    title="Engineer",
                    hired_on=LONG_AGO,
                    created_at=moment,
                    updated_at=moment,
                    sort_key=sort_key(given, "Test"),
                    search_text=search_text(given, "Test", "Engineer"),
                )
            )
        await Person.bulk_create(made)
        self.people.extend(made)
        if manager is not None:
            bonds = [
                Bond(
                    kind=BondKind.MANAGER, subject_id=p.id, other_id=manager.id, starts_on=LONG_AGO
                )
                for p in made
            ]
            await Bond.bulk_create(bonds)
            self.bonds.extend(bonds)
        if department is not None:
            await DepartmentMembership.bulk_create(
                [
                    DepartmentMembership(
                        person_id=p.id, department_id=department.id, starts_on=LONG_AGO
                    )
                    for p in made
                ]
            )
        return made

    async def department(self, name: str, parent: Department | None = None) -> Department:
        """Add a department."""
        row = Department(
            name=name,
            parent_id=None if parent is None else parent.id,
            created_at=datetime(2020, 1, 6, 8, tzinfo=UTC),
        )
        await self.write(row)
        return row

    async def bond(
        self,
        subject: Person,
        other: Person,
        *,
        kind: BondKind = BondKind.MANAGER,
        starts_on: date = LONG_AGO,
        ends_on: date | None = None,
    ) -> Bond:
        """Make ``other`` the manager (or mentor, buddy) of ``subject``."""
        bond = Bond(
            kind=kind,
            subject_id=subject.id,
            other_id=other.id,
            starts_on=starts_on,
            ends_on=ends_on,
        )
        await self.write(bond)
        self.bonds.append(bond)
        return bond

    async def change_manager(self, subject: Person, manager: Person | None) -> None:
        """From today on ``subject`` has another manager, or none."""
        day = today()
        for bond in self.bonds:
            if (
                bond.kind is BondKind.MANAGER
                and bond.subject_id == subject.id
                and holds_on(bond.starts_on, bond.ends_on, day)
            ):
                bond.ends_on = day
                await bond.save(update_fields=["ends_on"])
        if manager is not None:
            await self.bond(subject, manager, starts_on=day)

    async def leave(self, person: Person, on: date | None = None) -> None:
        """``person`` is gone as of a day, today unless given."""
        person.left_on = on or today()
        person.leaving_announced = True
        await person.save(update_fields=["left_on", "leaving_announced"])

    async def member(
        self,
        person: Person,
        department: Department,
        *,
        starts_on: date = LONG_AGO,
        ends_on: date | None = None,
    ) -> DepartmentMembership:
        """Put somebody into a department."""
        row = DepartmentMembership(
            person_id=person.id, department_id=department.id, starts_on=starts_on, ends_on=ends_on
        )
        await self.write(row)
        return row

    async def grant(self, person: Person, role: Role) -> None:
        """Give somebody a role."""
        await self.write(RoleGrant(person_id=person.id, role=role, granted_at=now()))
        self.roles.setdefault(person.id, set()).add(role)

    async def session(self, person: Person, *, device: str = "Firefox · Linux") -> str:
        """Sign somebody in and return the token for their cookie."""
        return await begin_session(person, device=device)

    async def access_token(self, person: Person, *, may_write: bool = False) -> str:
        """Give somebody an access token and return its secret."""
        secret = f"erm_pat_{secrets.token_urlsafe(32)}"
        await AccessToken.create(
            person_id=person.id,
            name="test",
            prefix=secret[:12],
            token_hash=sha256(secret.encode()).hexdigest(),
            may_write=may_write,
            created_at=now(),
            expires_at=now() + timedelta(days=30),
        )
        return secret

    def actor(self, person: Person) -> Actor:
        """The actor that ``access`` would make of this person, from what the builders wrote."""
        day = today()
        there = {p.id for p in self.people if not has_left(p.left_on, day)}
        current = [
            bond
            for bond in self.bonds
            if bond.kind is BondKind.MANAGER and holds_on(bond.starts_on, bond.ends_on, day)
        ]
        managers = {bond.subject_id: bond.other_id for bond in current}
        manager = managers.get(person.id)
        return Actor(
            person_id=person.id,
            kind=ActorKind.SESSION,
            roles=frozenset(self.roles.get(person.id, ())),
            report_ids=frozenset(
                subject for subject, other in managers.items() if other == person.id
            )
            & there,
            locale=person.locale.value,
            time_zone=person.time_zone,
            manager_id=manager if manager in there else None,
        )


async def begin_session(person: Person, *, device: str = "Firefox · Linux") -> str:
    """Write a session and return its token."""
    token = secrets.token_urlsafe(32)
    _ = await Session.create(
        person_id=person.id,
        token_hash=sha256(token.encode()).hexdigest(),
        device=device,
        created_at=now(),
        last_seen_at=now(),
        expires_at=now() + timedelta(days=14),
    )
    return token


async def company() -> Cast:
    """Everybody, freshly written."""
    cast = Cast()
    async with cast.gathering():
        await _everybody(cast)
    return cast


async def _everybody(cast: Cast) -> None:
    cast.company = await cast.department("Company")
    cast.engineering = await cast.department("Engineering", cast.company)
    cast.sales = await cast.department("Sales", cast.company)
    cast.people_office = await cast.department("People", cast.company)
    cast.zed = await cast.person("Zed", department=cast.company, title="Chief executive")
    cast.mo = await cast.person(
        "Mo", manager=cast.zed, department=cast.engineering, title="Head of engineering"
    )
    cast.old = await cast.person("Old", manager=cast.zed, department=cast.engineering)
    cast.ann = await cast.person("Ann", department=cast.engineering, employee_number="1001")
    change = today() - timedelta(days=200)
    await cast.bond(cast.ann, cast.old, ends_on=change)
    await cast.bond(cast.ann, cast.mo, starts_on=change)
    cast.bo = await cast.person("Bo", manager=cast.mo, department=cast.engineering)
    cast.max = await cast.person(
        "Max", manager=cast.zed, department=cast.sales, title="Head of sales"
    )
    cast.cy = await cast.person("Cy", manager=cast.max, department=cast.sales, title="Seller")
    cast.hana = await cast.person(
        "Hana", manager=cast.zed, department=cast.people_office, roles=[Role.HR]
    )
    cast.ada = await cast.person(
        "Ada", manager=cast.zed, department=cast.people_office, roles=[Role.ADMINISTRATOR]
    )
    cast.dee = await cast.person(
        "Dee",
        manager=cast.mo,
        department=cast.engineering,
        left_on=today() - timedelta(days=30),
    )
