"""A company in which every kind of row exists in every state, and every text is a canary.

A canary is a word that occurs nowhere else. Whoever's answer holds one has seen that very column of
that very row.
"""

from __future__ import annotations

import re
import secrets
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from tortoise.models import Model

from erm.access.models import AccessToken, Session
from erm.core.actor import Role
from erm.core.clock import now, today
from erm.people.models import Bond, DepartmentMembership, Person
from erm.people.rules import BondKind, holds_on
from erm.schema.ids import to_global
from tests.authorization.relations import Relation
from tests.authorization.table import AS_PARENT, FIELDS, HIDDEN, READERS
from tests.cast import Cast

CANARY = re.compile(r"qz\d{5}q")
MOMENT = datetime(2026, 3, 3, 9, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass
class Row:
    """One row, as the table speaks of it.

    ``ties`` says who is author, recipient and so on; ``about`` whose manager counts as one.
    ``values`` and ``links`` are what a reader gets; ``able`` names the booleans that may be true now.
    """

    type: str
    name: str
    key: UUID
    variant: str
    ties: dict[Relation, frozenset[UUID]]
    about: frozenset[UUID] = frozenset()
    parent: Row | None = None
    values: dict[str, Any] = field(default_factory=dict)
    links: dict[str, Any] = field(default_factory=dict)
    able: frozenset[str] = frozenset()
    model: Model | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return str(self.extra.get("id") or to_global(self.type, self.key))

    def __hash__(self) -> int:
        return hash(self.key)

    def __repr__(self) -> str:
        return f"<{self.type} {self.name}>"


@dataclass(frozen=True)
class Viewer:
    """Somebody who asks, and with what. ``person`` is None for whoever is nobody to the server."""

    name: str
    person: Person | None
    cookie: str | None = None
    bearer: str | None = None
    writes: bool = True

    @property
    def key(self) -> UUID | None:
        return None if self.person is None else self.person.id


def camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def ids(*people: Person) -> frozenset[UUID]:
    return frozenset(person.id for person in people)


class World:
    """The rows, the people, and who is what to whom."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.rows: list[Row] = []
        self.by_id: dict[str, Row] = {}
        self.by_key: dict[tuple[str, UUID], Row] = {}
        self.canaries: dict[str, tuple[Row | None, str, UUID | None]] = {}
        self.everybodys: set[str] = set()
        """Words that whoever is signed in may read, wherever they turn up."""
        self.viewers: list[Viewer] = []
        self.departments: dict[UUID, UUID] = {}
        self.bonds: list[Bond] = []
        self._bonds_at: tuple[date, int] | None = None
        self._bonds_known: dict[tuple[UUID, UUID], set[Relation]] = {}
        self._count = 0

    # ---- building

    def text(self, row: Row | None, column: str, owner: UUID | None = None) -> str:
        """A canary for one column of one row; ``owner``: the only one who may see it."""
        self._count += 1
        word = f"qz{self._count:05}q"
        self.canaries[word] = (row, camel(column), owner)
        return word

    async def put(
        self,
        type_: str,
        model: type[Model],
        name: str,
        *,
        texts: Iterable[str] = (),
        variant: str = "",
        ties: dict[Relation, frozenset[UUID]] | None = None,
        about: frozenset[UUID] = frozenset(),
        parent: Row | None = None,
        links: dict[str, Any] | None = None,
        values: dict[str, Any] | None = None,
        able: str = "",
        **columns: Any,
    ) -> Row:
        """Write a row, with a canary in each of ``texts``."""
        row = Row(type_, name, UUID(int=0), variant, ties or {}, about, parent)
        row.values, row.links, row.able = values or {}, links or {}, frozenset(able.split())
        for column in texts:
            word = self.text(row, column)
            columns[column] = word
            row.values[camel(column)] = word
        row.model = await model.create(**columns)
        row.key = row.model.pk
        return self.add(row)

    def add(self, row: Row) -> Row:
        assert row.variant in READERS[row.type], (row.type, row.variant)
        self.rows.append(row)
        self.by_id[row.id] = row
        self.by_key[row.type, row.key] = row
        return row

    def of(self, type_: str) -> list[Row]:
        return [row for row in self.rows if row.type == type_]

    def person(self, person: Person) -> Row:
        return self.by_key["Person", person.id]

    def named(self, name: str) -> Row:
        found = [row for row in self.rows if row.name == name]
        assert len(found) == 1, (name, found)
        return found[0]

    # ---- who is what to whom

    def _bonded(self, subject: UUID, other: UUID) -> set[Relation]:
        # Asked some hundred thousand times while the bonds stay as they are.
        at = (today(), len(self.bonds))
        if self._bonds_at != at:
            self._bonds_at, self._bonds_known = at, self._all_bonded(at[0])
        return set(self._bonds_known.get((subject, other), ()))

    def _all_bonded(self, day: date) -> dict[tuple[UUID, UUID], set[Relation]]:
        """What each manager is to each of their people on a day."""
        known: dict[tuple[UUID, UUID], set[Relation]] = defaultdict(set)
        for bond in self.bonds:
            if bond.kind != BondKind.MANAGER:
                continue
            found = known[bond.subject_id, bond.other_id]
            if holds_on(bond.starts_on, bond.ends_on, day):
                found.add(Relation.MANAGER)
            elif bond.starts_on > day:
                found.add(Relation.FUTURE_MANAGER)
            else:
                found.add(Relation.FORMER_MANAGER)
        for found in known.values():
            if Relation.MANAGER in found:
                found -= {Relation.FORMER_MANAGER, Relation.FUTURE_MANAGER}
        return known

    def manager_of(self, person: UUID) -> UUID | None:
        """The manager of today, if both are there."""
        for other in self.cast.people:
            if self.manages(other.id, person):
                return other.id
        return None

    def has_left(self, person: UUID) -> bool:
        row = self.by_key["Person", person]
        return row.variant == "has left"

    def manages(self, manager: UUID, person: UUID) -> bool:
        return (
            Relation.MANAGER in self._bonded(person, manager)
            and not self.has_left(person)
            and not self.has_left(manager)
        )

    def relations(self, viewer: UUID, row: Row) -> set[Relation]:
        """All that a viewer is to a row."""
        if row.parent is not None and not row.ties:
            return self.relations(viewer, row.parent)
        found = {relation for relation, people in row.ties.items() if viewer in people}
        leader = row.extra.get("team")
        if leader is not None and (viewer == leader or self.manages(leader, viewer)):
            found.add(Relation.TEAM)
        for person in row.about - {viewer}:
            bonds = self._bonded(person, viewer)
            if self.has_left(person):
                bonds.discard(Relation.MANAGER)
            found |= bonds
            manager = self.manager_of(person)
            if manager is not None and self.manages(viewer, manager):
                found.add(Relation.MANAGERS_MANAGER)
            if self.manages(person, viewer):
                found.add(Relation.REPORT)
            if self.departments.get(person) == self.departments.get(viewer):
                found.add(Relation.COLLEAGUE)
        roles = self.cast.roles.get(viewer, set())
        if Role.HR in roles:
            found.add(Relation.HR)
        if Role.ADMINISTRATOR in roles:
            found.add(Relation.ADMINISTRATOR)
        return found | {Relation.EVERYONE}

    def main_relation(self, viewer: UUID, row: Row) -> Relation:
        """The closest one, for a column of the page; a stranger if there is none.

        Of several, the closest one that gives a right: who was proposed as a rater of their own
        report sees that as the manager, and a report of somebody who is HR sees it as HR.
        """
        found = self.relations(viewer, row)
        near = [r for r in Relation if r in found and r is not Relation.EVERYONE]
        readers = READERS[row.type][row.variant]
        if readers != AS_PARENT and Relation.EVERYONE not in readers:
            near.sort(key=lambda r: r not in readers)
        return next(iter(near), Relation.STRANGER)

    def reads(self, viewer: UUID | None, row: Row) -> bool:
        """What the table says."""
        if viewer is None:
            return False
        readers = READERS[row.type][row.variant]
        if readers == AS_PARENT:
            assert row.parent is not None
            return self.reads(viewer, row.parent)
        if row.parent is not None and not self.reads(viewer, row.parent):
            return False
        return bool(self.relations(viewer, row) & set(readers))

    def readable(self, viewer: UUID | None, rows: Iterable[Row | None]) -> list[Row]:
        return [row for row in rows if row is not None and self.reads(viewer, row)]

    def sees(self, viewer: UUID | None, word: str) -> bool:
        """Whether the table lets a viewer see a canary."""
        from tests.authorization.expected import field_is_open

        row, column, owner = self.canaries[word]
        if viewer is not None and word in self.everybodys:
            return True
        if viewer is None or row is None:
            return False
        if owner is not None:
            return owner == viewer
        if row.type in HIDDEN:
            return self.reads(viewer, row)
        if column not in FIELDS[row.type]:
            return False
        return self.reads(viewer, row) and field_is_open(self, viewer, row, column)

    def unseen(self, viewer: UUID | None, text: str) -> set[str]:
        """Canaries in a text that the viewer may not see."""
        return {word for word in set(CANARY.findall(text.lower())) if not self.sees(viewer, word)}

    # ---- people and credentials

    async def people(self) -> None:
        """The directory, with canaries where it has texts, and two more people."""
        cast = self.cast
        cast.gus = await cast.person("Gus", department=cast.sales)  # type: ignore[attr-defined]
        tomorrow = today() + DAY
        await cast.bond(cast.gus, cast.mo, ends_on=tomorrow)  # type: ignore[attr-defined]
        await cast.bond(cast.gus, cast.max, starts_on=tomorrow)  # type: ignore[attr-defined]
        cast.una = await cast.person("Una", department=cast.sales)  # type: ignore[attr-defined]
        await cast.bond(cast.una, cast.dee)  # type: ignore[attr-defined]
        self.bonds = cast.bonds
        for person in cast.people:
            row = Row(
                "Person",
                person.given_name,
                person.id,
                "has left" if person.left_on is not None else "in the directory",
                {Relation.SELF: ids(person)},
                ids(person),
            )
            number = self.text(row, "employee_number")
            row.values = {
                "title": self.text(row, "title"),
                "location": self.text(row, "location"),
                "employeeNumber": number,
                "workEmail": f"{self.text(row, 'work_email')}@erm.test",
                "familyName": self.text(row, "family_name"),
            }
            columns = {
                "title": row.values["title"],
                "location": row.values["location"],
                "employee_number": number,
                "work_email": row.values["workEmail"],
                "family_name": row.values["familyName"],
            }
            await Person.filter(id=person.id).update(**columns)
            person.update_from_dict(columns)
            row.model = person
            self.add(row)
        for member in await DepartmentMembership.all():
            if holds_on(member.starts_on, member.ends_on, today()):
                self.departments[member.person_id] = member.department_id  # type: ignore[attr-defined]
        for department in (cast.company, cast.engineering, cast.sales, cast.people_office):
            row = Row("Department", department.name, department.id, "", {})
            word = self.text(row, "name")
            await type(department).filter(id=department.id).update(name=word)
            row.values = {"name": word}
            row.model = department
            self.add(row)
        for person in cast.people:
            row = self.person(person)
            department = self.departments.get(person.id)
            manager = self.manager_of(person.id)
            row.links = {
                "department": None if department is None else self.by_key["Department", department],
                "manager": None if manager is None else self.by_key["Person", manager],
                "directReports": [
                    self.person(p) for p in cast.people if self.manages(person.id, p.id)
                ],
            }

    async def credentials(self) -> None:
        """Sessions and tokens: those that ask, and those that must not work."""
        cast = self.cast
        for person in cast.people:
            _, cookie = await self._session(person, alive=person.left_on is None)
            if person.left_on is None:
                self.viewers.append(Viewer(person.given_name, person, cookie=cookie))
            else:
                self.viewers.append(Viewer("leaver with an old session", None, cookie=cookie))
        await self._session(cast.mo, alive=True)
        _, idle = await self._session(cast.mo, alive=False, last_seen_at=now() - DAY)
        self.viewers.append(Viewer("session that went idle", None, cookie=idle))
        _, old = await self._session(cast.mo, alive=False, expires_at=now() - DAY)
        self.viewers.append(Viewer("session that is over", None, cookie=old))
        read = await self._token(cast.ann)
        self.viewers.append(Viewer("Ann's read-only token", cast.ann, bearer=read, writes=False))
        both = await self._token(cast.mo, may_write=True)
        self.viewers.append(Viewer("Mo's token", cast.mo, bearer=both))
        expired = await self._token(cast.mo, variant="expired", expires_at=now() - DAY)
        self.viewers.append(Viewer("expired token", None, bearer=expired))
        left = await self._token(cast.dee)
        self.viewers.append(Viewer("token of a leaver", None, bearer=left))
        revoked = f"erm_pat_{secrets.token_urlsafe(32)}"
        self.viewers.append(Viewer("revoked token", None, bearer=revoked))
        self.viewers.append(Viewer("nobody", None))

    async def _session(self, person: Person, *, alive: bool, **columns: Any) -> tuple[Row, str]:
        token = secrets.token_urlsafe(32)
        times = {
            "created_at": now() - 2 * DAY,
            "last_seen_at": now(),
            "expires_at": now() + 12 * DAY,
        }
        row = await self.put(
            "Session",
            Session,
            f"session {len(self.of('Session'))} of {person.given_name}",
            texts=["device"],
            variant="alive" if alive else "over",
            ties={Relation.SELF: ids(person)},
            person_id=person.id,
            token_hash=sha256(token.encode()).hexdigest(),
            **{**times, **columns},
        )
        row.extra["secret"] = token
        return row, token

    async def _token(
        self, person: Person, *, may_write: bool = False, variant: str = "valid", **columns: Any
    ) -> str:
        secret = f"erm_pat_{secrets.token_urlsafe(32)}"
        times = {"created_at": now() - 30 * DAY, "expires_at": now() + 30 * DAY}
        await self.put(
            "AccessToken",
            AccessToken,
            f"token {len(self.of('AccessToken'))} of {person.given_name}",
            texts=["name", "prefix"],
            variant=variant,
            ties={Relation.SELF: ids(person)},
            person_id=person.id,
            token_hash=sha256(secret.encode()).hexdigest(),
            may_write=may_write,
            **{**times, **columns},
        )
        return secret

    # ---- asking

    def viewer(self, name: str) -> Viewer:
        return next(viewer for viewer in self.viewers if viewer.name == name)

    @property
    def everybody(self) -> list[Person]:
        """Whoever can sign in."""
        return [person for person in self.cast.people if person.left_on is None]


async def build(cast: Cast) -> World:
    """The whole world, in an open database that holds the cast."""
    from tests.authorization import rows

    world = World(cast)
    await world.people()
    await world.credentials()
    await rows.fill(world)
    return world


def some_day(days: int) -> date:
    return today() + timedelta(days=days)
