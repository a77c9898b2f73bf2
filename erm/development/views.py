"""What one viewer may see of development plans. Made in queries; nothing above them sees a row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from erm.development.rules import (
    Confidence,
    FocusKind,
    GoalKind,
    GoalMeasure,
    GoalStatus,
    GoalVisibility,
    NumberDirection,
    Origin,
    PlanOutcome,
    PlanReader,
    PlanState,
)


@dataclass(frozen=True, slots=True)
class ReaderView:
    """Somebody who reads a plan or a goal now, and as what; HR as one line without a person."""

    reader: PlanReader
    person_id: UUID | None


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan, with what this viewer may do with it.

    ``state`` is EXPIRED for an active plan whose last day is over in the person's time zone.
    ``visible_to_ids`` are the people among ``readers``. ``manager_id`` is the person's manager now.
    """

    id: UUID
    person_id: UUID
    author_id: UUID
    manager_id: UUID | None
    mentor_id: UUID | None
    title: str
    focus: str
    starts_on: date
    ends_on: date
    state: PlanState
    shared_with_hr: bool
    shared_with_mentor: bool
    shared_with_managers_manager: bool
    readers: tuple[ReaderView, ...]
    check_in_every: int
    quiet_after: int
    check_in_due_on: date | None
    check_in_due: bool
    proposed_at: datetime | None
    agreed_by_person_at: datetime | None
    agreed_by_manager_at: datetime | None
    agreed_manager_id: UUID | None
    signed_at: datetime | None
    closed_at: datetime | None
    closing_note: str
    outcome: PlanOutcome | None
    renewed_from_id: UUID | None
    progress: int | None
    last_activity_at: datetime
    quiet_days: int
    quiet: bool
    days_over: int
    changes_since_signing: int
    unseen_changes: int
    visible_to_ids: tuple[UUID, ...]
    can_edit: bool
    can_agree: bool
    can_check_in: bool
    can_close: bool
    can_renew: bool
    can_extend: bool
    can_share: bool
    can_acknowledge: bool
    version: int


@dataclass(frozen=True, slots=True)
class TitleView:
    """What a plan or a goal that the viewer reads is called, where nothing else of it is needed."""

    id: UUID
    title: str


@dataclass(frozen=True, slots=True)
class FocusAreaView:
    """What a plan that the viewer reads concentrates on. ``position`` counts from 0."""

    id: UUID
    plan_id: UUID
    person_id: UUID
    kind: FocusKind
    title: str
    why: str
    competency_id: UUID | None
    skill_id: UUID | None
    target_rank: int | None
    position: int
    origin: Origin | None
    origin_id: UUID | None
    can_edit: bool
    version: int


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal that the viewer reads.

    ``followed``: they read what is told of it as well. Whoever does not gets no plan, no focus area,
    no reason, no confidence and no source; these are empty then. Numbers are decimals as text.
    """

    id: UUID
    plan_id: UUID | None
    person_id: UUID
    author_id: UUID
    focus_area_id: UUID | None
    title: str
    description: str
    due_on: date | None
    progress: int | None
    status: GoalStatus
    status_reason: str
    confidence: Confidence | None
    checked_in_at: datetime | None
    kind: GoalKind
    measure: GoalMeasure
    visibility: GoalVisibility
    weight: int
    number_start: str | None
    number_target: str | None
    number_now: str | None
    unit: str
    direction: NumberDirection | None
    origin: Origin | None
    origin_id: UUID | None
    followed: bool
    can_edit: bool
    can_check_in: bool
    can_remove: bool
    can_add_evidence: bool
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
    """How a goal went at one moment, and who said so. ``number`` is a decimal as text."""

    id: UUID
    goal_id: UUID
    author_id: UUID
    progress: int
    status: GoalStatus
    comment: str
    reason: str
    confidence: Confidence | None
    number: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One part of a plan or a goal that was changed, in values as people read them.

    ``goal_id`` is empty where the viewer may not read that goal.
    """

    id: UUID
    at: datetime
    by_id: UUID
    goal_id: UUID | None
    subject: str
    field: str
    before: str
    after: str
    after_signing: bool


@dataclass(frozen=True, slots=True)
class ParentView:
    """Whether a goal counts in another one, and in which where the viewer reads that."""

    has_parent: bool
    parent_id: UUID | None
