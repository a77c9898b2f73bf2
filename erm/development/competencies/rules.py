"""Pure rules of competency frameworks and assessments."""

from __future__ import annotations

from enum import StrEnum


class FrameworkState(StrEnum):
    """Where a version of a framework stands. A published one never changes."""

    DRAFT = "draft"
    PUBLISHED = "published"


class AssessmentSide(StrEnum):
    """Who assesses: the person themselves, or their manager."""

    SELF = "self"
    MANAGER = "manager"


class AssessmentState(StrEnum):
    """Where an assessment stands. COMPARED: both sides have answered, and see each other's."""

    OPEN = "open"
    COMPARED = "compared"
    CANCELLED = "cancelled"


SMALLEST_COUNT = 5
"""How many people stand at levels of a framework at least, before their number is told."""
