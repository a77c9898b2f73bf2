"""What one viewer may see of the catalogue, of learning and of certificates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from erm.development.learning.rules import LearningState, ResourceKind, Target


@dataclass(frozen=True, slots=True)
class ResourceView:
    """A resource. ``done_count`` is None below five people; ``minutes`` is how long it takes."""

    id: UUID
    title: str
    kind: ResourceKind
    url: str
    provider: str
    language: str
    minutes: int | None
    description: str
    targets: tuple[Target, ...]
    done_count: int | None
    retired: bool
    version: int
    can_edit: bool


@dataclass(frozen=True, slots=True)
class RecordView:
    """What somebody plans to learn from, or did. ``minutes`` is the time that they spent."""

    id: UUID
    person_id: UUID
    resource_id: UUID
    state: LearningState
    done_on: date | None
    minutes: int | None
    note: str
    created_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class CertificateView:
    """A certificate. ``days_left`` by the viewer's calendar; below 0 once it is over."""

    id: UUID
    person_id: UUID
    name: str
    issuer: str
    number: str
    issued_on: date | None
    expires_on: date | None
    days_left: int | None
    file_id: UUID | None
    version: int
    can_edit: bool
