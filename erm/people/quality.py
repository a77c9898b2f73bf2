"""What an administrator should look at in the directory. Only people who are there are judged.

- *Probable duplicate*: the same name (whatever its case, accents or order of words) hired on the
  same day or in the same department; or the same family name with work addresses that differ only
  in dots, hyphens, one trailing digit or the domain.
- *No manager*: neither managed nor managing; whoever manages without a manager is a top.
- *Incomplete profile*: no family name, title, location or hire date.
- *Stale record*: nothing in the record has changed for 18 months.
- *Manager cycle*, *manager left*, *no department*: as they say.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.text import fold
from erm.people import policy
from erm.people.importing.managers import managed_in_cycles
from erm.people.models import Bond, DepartmentMembership, Person
from erm.people.queries import holding, present
from erm.people.rules import BondKind, display_name, has_left

STALE_AFTER = timedelta(days=548)
_LOCAL_PART = re.compile(r"([^\d]+)\d?")


class DataQualityKind(StrEnum):
    """What kind of thing it is."""

    PROBABLE_DUPLICATE = "probable_duplicate"
    NO_MANAGER = "no_manager"
    NO_DEPARTMENT = "no_department"
    INCOMPLETE_PROFILE = "incomplete_profile"
    STALE_RECORD = "stale_record"
    MANAGER_CYCLE = "manager_cycle"
    MANAGER_LEFT = "manager_left"


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing to look at. ``reason`` is the key of its sentence, ``quality.<reason>``.

    ``names`` and ``fields`` are listed in the sentence, in the reader's language.
    """

    kind: DataQualityKind
    person_ids: tuple[UUID, ...]
    reason: str
    names: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    day: date | None = None

    @property
    def key(self) -> str:
        """The same for the same finding, whenever it is looked for."""
        told = f"{self.reason}:{','.join(sorted(str(i) for i in self.person_ids))}"
        return f"{self.kind}:{sha256(told.encode()).hexdigest()[:24]}"


@dataclass(frozen=True, slots=True)
class Report:
    """Everything found at one moment."""

    checked_at: datetime
    people_count: int
    issues: tuple[Issue, ...] = field(default=())

    def count(self, kind: DataQualityKind) -> int:
        """How many of one kind."""
        return sum(issue.kind is kind for issue in self.issues)


async def data_quality(actor: Actor) -> Report | None:
    """Everything there is to look at, in four queries; None for those who may not know."""
    if not policy.may_see_data_quality(actor):
        return None
    day = today()
    rows = (
        await Person.filter(present(day))
        .order_by("sort_key", "id")
        .values(
            "id",
            "given_name",
            "family_name",
            "work_email",
            "title",
            "location",
            "hired_on",
            "updated_at",
        )
    )
    departments = dict(
        await DepartmentMembership.filter(holding(day)).values_list("person_id", "department_id")
    )
    managers = dict(
        await Bond.filter(holding(day), kind=BondKind.MANAGER).values_list("subject_id", "other_id")
    )
    gone = {
        row["id"]: row
        for row in await Person.filter(left_on__isnull=False).values(
            "id", "given_name", "family_name", "left_on"
        )
        if has_left(row["left_on"], day)
    }
    check = _Check(rows, departments, managers, gone)
    return Report(now(), len(rows), tuple(check.issues()))


class _Check:
    """One look at the directory."""

    def __init__(
        self,
        rows: list[dict[str, Any]],
        departments: dict[Any, Any],
        managers: dict[Any, Any],
        gone: dict[UUID, dict[str, Any]],
    ) -> None:
        self.rows = rows
        self.departments: dict[UUID, UUID] = departments
        self.managers: dict[UUID, UUID] = managers
        self.gone = gone

    def issues(self) -> Iterable[Issue]:
        """All findings, the gravest kinds first."""
        yield from self.cycles()
        yield from self.managers_who_left()
        yield from self.duplicates()
        yield from self.without_manager()
        for row in self.rows:
            if row["id"] not in self.departments:
                yield Issue(DataQualityKind.NO_DEPARTMENT, (row["id"],), "NO_DEPARTMENT")
        for row in self.rows:
            wanted = ("family_name", "title", "location", "hired_on")
            missing = tuple(name for name in wanted if not row[name])
            if missing:
                yield Issue(
                    DataQualityKind.INCOMPLETE_PROFILE,
                    (row["id"],),
                    "INCOMPLETE_PROFILE",
                    fields=missing,
                )
        oldest = now() - STALE_AFTER
        for row in self.rows:
            if row["updated_at"] < oldest:
                yield Issue(
                    DataQualityKind.STALE_RECORD,
                    (row["id"],),
                    "STALE_RECORD",
                    day=row["updated_at"].date(),
                )

    def cycles(self) -> Iterable[Issue]:
        """People who are above themselves."""
        names = {row["id"]: _name(row) for row in self.rows}
        there = {p: m for p, m in self.managers.items() if p in names and m in names}
        for cycle in managed_in_cycles(there.items()):
            yield Issue(
                DataQualityKind.MANAGER_CYCLE,
                tuple(cycle),
                "MANAGER_CYCLE",
                names=tuple(names[i] for i in cycle),
            )

    def managers_who_left(self) -> Iterable[Issue]:
        """People whose manager is gone."""
        for row in self.rows:
            manager = self.gone.get(self.managers.get(row["id"], row["id"]))
            if manager is not None:
                yield Issue(
                    DataQualityKind.MANAGER_LEFT,
                    (row["id"], manager["id"]),
                    "MANAGER_LEFT",
                    names=(_name(manager),),
                    day=manager["left_on"],
                )

    def without_manager(self) -> Iterable[Issue]:
        """People who neither are managed nor manage."""
        managing = set(self.managers.values())
        for row in self.rows:
            if row["id"] not in self.managers and row["id"] not in managing:
                yield Issue(DataQualityKind.NO_MANAGER, (row["id"],), "NO_MANAGER")

    def duplicates(self) -> Iterable[Issue]:
        """People who may be one person. Each group is told once, by its strongest sign."""
        told: set[frozenset[UUID]] = set()
        for reason, groups in (
            ("SAME_NAME_AND_HIRE_DATE", self._grouped(_name_and_hire_date)),
            ("SAME_NAME_AND_DEPARTMENT", self._grouped(self._name_and_department)),
            ("SIMILAR_ADDRESS", self._grouped(_name_and_address)),
        ):
            for group in groups:
                people = frozenset(group)
                if len(people) > 1 and not any(people <= other for other in told):
                    told.add(people)
                    yield Issue(DataQualityKind.PROBABLE_DUPLICATE, tuple(group), reason)

    def _grouped(self, sign: Any) -> list[list[UUID]]:
        groups: dict[Any, list[UUID]] = defaultdict(list)
        for row in self.rows:
            value = sign(row)
            if value is not None:
                groups[value].append(row["id"])
        return [group for group in groups.values() if len(group) > 1]

    def _name_and_department(self, row: dict[str, Any]) -> tuple[Any, ...] | None:
        department = self.departments.get(row["id"])
        return None if department is None else (_words(row), department)


def _name(row: dict[str, Any]) -> str:
    return display_name(row["given_name"], row["family_name"])


def _words(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(sorted(fold(_name(row)).split()))


def _name_and_hire_date(row: dict[str, Any]) -> tuple[Any, ...] | None:
    return (_words(row), row["hired_on"]) if row["hired_on"] else None


def _name_and_address(row: dict[str, Any]) -> tuple[str, str] | None:
    local = re.sub(r"[._-]", "", row["work_email"].partition("@")[0].partition("+")[0])
    match = _LOCAL_PART.fullmatch(local)
    family = fold(row["family_name"])
    return (family, match[1]) if match and family and len(match[1]) > 3 else None
