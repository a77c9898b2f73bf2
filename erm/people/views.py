"""What one viewer may know of the directory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from erm.people.rules import HistoryKind, Locale, display_name


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person as one viewer may see them.

    ``work_email`` and ``employee_number`` are None where the viewer may not know them.
    """

    id: UUID
    given_name: str
    family_name: str
    title: str
    work_email: str | None
    employee_number: str | None
    location: str
    time_zone: str
    locale: Locale
    hired_on: date | None
    left_on: date | None
    has_left: bool

    @property
    def name(self) -> str:
        """The name as it is shown."""
        return display_name(self.given_name, self.family_name)


@dataclass(frozen=True, slots=True)
class DepartmentView:
    """A department, the names from the top down to it, and how many present people it has.

    ``head_count`` includes the departments below.
    """

    id: UUID
    name: str
    parent_id: UUID | None
    path: tuple[str, ...]
    head_count: int


@dataclass(frozen=True, slots=True)
class HistoryEntryView:
    """Who managed a person, or where they worked, from ``starts_on`` until before ``ends_on``."""

    kind: HistoryKind
    person_id: UUID | None
    department_id: UUID | None
    starts_on: date
    ends_on: date | None
