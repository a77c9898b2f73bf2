"""What one viewer may see of evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from erm.development.rules import EvidenceKind
from erm.files.views import FileView


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """Evidence that the viewer reads; whether they read its source too is asked there.

    ``goal_id`` is None for that of an assessment's answer.
    """

    id: UUID
    kind: EvidenceKind
    person_id: UUID
    author_id: UUID
    goal_id: UUID | None
    title: str
    body: str
    url: str
    file: FileView | None
    source_id: UUID | None
    created_at: datetime
    can_remove: bool
