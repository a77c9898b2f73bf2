"""Frameworks, competencies and levels as one viewer sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from erm.core.localized import Localized
from erm.development.competencies.content import FrameworkContent
from erm.development.competencies.rules import FrameworkState


@dataclass(frozen=True, slots=True)
class FrameworkView:
    """A framework. ``draft_id`` and ``people_count`` are told to HR, the latter from 5 people on.

    ``version_ids``: newest first; those published for who is not HR.
    """

    id: UUID
    names: Localized
    descriptions: Localized
    retired: bool
    version: int
    can_manage: bool
    published_id: UUID | None
    draft_id: UUID | None
    version_ids: tuple[UUID, ...]
    people_count: int | None


@dataclass(frozen=True, slots=True)
class VersionView:
    """All words of a framework at one time. ``before_id``: the published version before it."""

    id: UUID
    framework_id: UUID
    number: int
    state: FrameworkState
    note: str
    content: FrameworkContent
    published_at: datetime | None
    edited_at: datetime
    edited_by_id: UUID | None
    version: int
    before_id: UUID | None


@dataclass(frozen=True, slots=True)
class CompetencyView:
    """A competency, with its words of the newest published version."""

    id: UUID
    framework_id: UUID
    key: str
    names: Localized
    family_names: Localized
    descriptions: Localized
    retired: bool


@dataclass(frozen=True, slots=True)
class CareerLevelView:
    """A level of a track."""

    id: UUID
    framework_id: UUID
    track_key: str
    key: str
    rank: int
    names: Localized
    track_names: Localized
    retired: bool

    @property
    def place(self) -> str:
        """Its name among all levels of the framework."""
        return f"{self.track_key}/{self.key}"


@dataclass(frozen=True, slots=True)
class IdentitiesView:
    """The rows behind the keys of a framework's content: competencies by key, levels by place."""

    competencies: Mapping[str, UUID]
    levels: Mapping[str, UUID]


@dataclass(frozen=True, slots=True)
class LevelExpectationView:
    """What a competency looks like at a level."""

    competency_id: UUID
    texts: Localized
    family_names: Localized


@dataclass(frozen=True, slots=True)
class PlacementView:
    """A person's level from ``starts_on`` until before ``ends_on``."""

    person_id: UUID
    level_id: UUID
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class CareerAskView:
    """A competency at the next level, beside what it is at the present one."""

    competency_id: UUID
    now: Localized
    next: Localized
    is_new: bool
    changed: bool


@dataclass(frozen=True, slots=True)
class CareerStepView:
    """A level that the present one leads to, and what it asks."""

    level_id: UUID
    asks: tuple[CareerAskView, ...]


@dataclass(frozen=True, slots=True)
class CareerPathView:
    """Where somebody stands, and where they can go from there."""

    level_id: UUID
    steps: tuple[CareerStepView, ...]
