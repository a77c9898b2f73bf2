"""Reports as moderators see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from erm.recognition.moderation.rules import ReportedKind, ReportReason, ReportState


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report with what it is about. ``reporter_id`` is None where the list of words found it.

    ``kudos_id`` are the kudos that it is about, or that the comment stands under; that a moderator
    reads them by themselves is not said by it. ``gone``: withdrawn or deleted since.
    """

    id: UUID
    kind: ReportedKind
    author_id: UUID
    reporter_id: UUID | None
    reason: ReportReason
    words: str
    snapshot: str
    state: ReportState
    created_at: datetime
    decided_by_id: UUID | None
    decided_at: datetime | None
    decision: str
    restored_at: datetime | None
    restored_reason: str
    hidden: bool
    hidden_reason: str | None
    gone: bool
    private: bool
    kudos_id: UUID | None
    version: int
    can_decide: bool
    can_restore: bool
