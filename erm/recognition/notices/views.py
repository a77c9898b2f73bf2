"""Notices as their person sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from erm.recognition.notices.models import KudosNotice
from erm.recognition.notices.rules import NoticeKind


@dataclass(frozen=True, slots=True)
class NoticeView:
    """One thing that happened. ``person_id`` is who did it, None for erm itself."""

    id: UUID
    kind: NoticeKind
    kudos_id: UUID | None
    scheduled_id: UUID | None
    person_id: UUID | None
    created_at: datetime
    seen: bool


def view_notice(row: KudosNotice) -> NoticeView:
    """A notice for its person."""
    return NoticeView(
        id=row.id,
        kind=row.kind,
        kudos_id=row.kudos_id,
        scheduled_id=row.scheduled_id,
        person_id=row.person_id,
        created_at=row.created_at,
        seen=row.seen_at is not None,
    )
