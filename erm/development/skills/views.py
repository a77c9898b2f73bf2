"""What one viewer may see of skills and mentorships. Made in queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from erm.development.skills.names import Likeness
from erm.development.skills.rules import MentorshipState, SkillVisibility


@dataclass(frozen=True, slots=True)
class SkillNameView:
    """One of a skill's names. ``locale`` is empty where it is the same in every language."""

    name: str
    locale: str
    is_main: bool


@dataclass(frozen=True, slots=True)
class SkillView:
    """A skill of the catalogue; ``name`` is the main one in the viewer's language."""

    id: UUID
    name: str
    names: tuple[SkillNameView, ...]
    category: str
    description: str
    retired: bool
    version: int
    can_edit: bool


@dataclass(frozen=True, slots=True)
class SkillCounts:
    """Present people of whom the viewer sees that they know a skill, and that they would teach it."""

    people: int
    teachers: int


@dataclass(frozen=True, slots=True)
class PersonSkillView:
    """How well a person knows a skill. ``expected_level`` is told to them and to their manager."""

    person_id: UUID
    skill_id: UUID
    level: int
    wants_to_learn: bool
    can_teach: bool
    last_used_on: date | None
    visibility: SkillVisibility
    expected_level: int | None
    updated_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class SkillExpectationView:
    """How well a level expects a skill to be known."""

    skill_id: UUID
    level: int


@dataclass(frozen=True, slots=True)
class DuplicateView:
    """Two skills that look like one, and why."""

    one_id: UUID
    other_id: UUID
    reason: Likeness


@dataclass(frozen=True, slots=True)
class CellView:
    """What one person has of one skill; both are indexes into the matrix."""

    person: int
    skill: int
    level: int
    expected: int | None
    gap: int | None
    wants_to_learn: bool
    can_teach: bool


@dataclass(frozen=True, slots=True)
class TotalView:
    """A column of a matrix in numbers of people."""

    skill: int
    known: int
    advanced: int
    wanting: int
    missing: int


@dataclass(frozen=True, slots=True)
class MatrixView:
    """People by skills; only cells that say something."""

    person_ids: tuple[UUID, ...]
    skill_ids: tuple[UUID, ...]
    cells: tuple[CellView, ...]
    totals: tuple[TotalView, ...]


@dataclass(frozen=True, slots=True)
class MentorSuggestionView:
    """Who could help whom with what."""

    mentor_id: UUID
    mentee_id: UUID
    skill_id: UUID
    mentor_level: int
    mentee_level: int


@dataclass(frozen=True, slots=True)
class MentorshipView:
    """A mentorship, with what this viewer may do with it."""

    id: UUID
    mentor_id: UUID
    mentee_id: UUID
    skill_id: UUID | None
    proposed_by_id: UUID
    message: str
    state: MentorshipState
    mentor_accepted_at: datetime | None
    mentee_accepted_at: datetime | None
    decline_reason: str
    created_at: datetime
    ended_at: datetime | None
    series_id: UUID | None
    can_accept: bool
    can_decline: bool
    can_withdraw: bool
    can_end: bool
