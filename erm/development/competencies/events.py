"""What happens with frameworks, levels and assessments."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from erm.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkPublished(Event):
    """A version of a framework holds from now on."""

    framework_id: UUID
    version_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPlaced(Event):
    """HR set, moved or ended a person's level. ``level_id`` is None where it ended."""

    person_id: UUID
    level_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentOpened(Event):
    """Both sides are asked how they see a person."""

    assessment_id: UUID
    person_id: UUID
    manager_id: UUID
    opened_by_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentCompared(Event):
    """Both sides have answered and see each other's answers."""

    assessment_id: UUID
    person_id: UUID
    manager_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentCancelled(Event):
    """It was given up, and what was answered destroyed."""

    assessment_id: UUID
    person_id: UUID
