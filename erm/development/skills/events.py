"""What happens with skills and mentorships."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from erm.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillsMerged(Event):
    """Skills became part of another; what points at them is to point at that."""

    into_id: UUID
    from_ids: tuple[UUID, ...]
    by_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorshipProposed(Event):
    """Somebody proposed that one person helps another."""

    mentorship_id: UUID
    mentor_id: UUID
    mentee_id: UUID
    by_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorshipAccepted(Event):
    """Both have accepted: it begins."""

    mentorship_id: UUID
    mentor_id: UUID
    mentee_id: UUID
    by_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorshipDeclined(Event):
    """One of the two does not want it."""

    mentorship_id: UUID
    mentor_id: UUID
    mentee_id: UUID
    by_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorshipEnded(Event):
    """It went on, and is over."""

    mentorship_id: UUID
    mentor_id: UUID
    mentee_id: UUID
    by_id: UUID
