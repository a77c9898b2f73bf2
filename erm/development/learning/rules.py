"""Pure rules of learning resources and certificates."""

from __future__ import annotations

from enum import StrEnum


class ResourceKind(StrEnum):
    """What a learning resource is."""

    COURSE = "course"
    BOOK = "book"
    ARTICLE = "article"
    VIDEO = "video"
    PRACTICE = "practice"


class LearningState(StrEnum):
    """Where a person stands with a resource."""

    PLANNED = "planned"
    DONE = "done"
