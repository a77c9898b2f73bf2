"""What happens in the directory."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from erm.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonJoined(Event):
    """Somebody was added to the directory, or came back."""

    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChanged(Event):
    """Fields of a person changed."""

    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLeft(Event):
    """Somebody is gone as of today."""

    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagerChanged(Event):
    """A person has another manager, or none, or one for the first time."""

    person_id: UUID
    before_id: UUID | None
    after_id: UUID | None
