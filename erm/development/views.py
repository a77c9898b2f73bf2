"""What one viewer may see of development plans. Made in queries; nothing above them sees a row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from erm.development.rules import GoalStatus, PlanState


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan, with what this viewer may do with it.

    ``visible_to_ids`` are the people who read it now by being the person or their manager; HR, where
    ``shared_with_hr``, is not listed. ``manager_id`` is the person's manager now.
    """

    id: UUID
    person_id: UUID
    author_id: UUID
    manager_id: UUID | None
    title: str
    focus: str
    starts_on: date
    ends_on: date
    state: PlanState
    shared_with_hr: bool
    proposed_at: datetime | None
    agreed_by_person_at: datetime | None
    agreed_by_manager_at: datetime | None
    agreed_manager_id: UUID | None
    closed_at: datetime | None
    closing_note: str
    progress: int | None
    last_activity_at: datetime
    quiet_days: int
    quiet: bool
    visible_to_ids: tuple[UUID, ...]
    can_edit: bool
    can_agree: bool
    can_check_in: bool
    can_close: bool
    version: int


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal of a plan that the viewer reads."""

    id: UUID
    plan_id: UUID
    title: str
    description: str
    due_on: date | None
    progress: int
    status: GoalStatus
    version: int


@dataclass(frozen=True, slots=True)
class MilestoneView:
    """A step on the way to a goal. ``position`` counts from 0."""

    id: UUID
    goal_id: UUID
    title: str
    due_on: date | None
    done_at: datetime | None
    position: int


@dataclass(frozen=True, slots=True)
class CheckInView:
    """How a goal went at one moment, and who said so."""

    id: UUID
    goal_id: UUID
    author_id: UUID
    progress: int
    status: GoalStatus
    comment: str
    created_at: datetime
