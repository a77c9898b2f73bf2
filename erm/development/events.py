"""Facts of development plans.

``person_id`` is whose plan it is, ``manager_id`` their manager at that moment (None where there is
none), ``by_id`` the one of the two who acted. What happens to private goals is no fact for anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from erm.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDrafted(Event):
    """A plan was begun."""

    plan_id: UUID
    person_id: UUID
    by_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanProposed(Event):
    """One side asks the other to agree."""

    plan_id: UUID
    person_id: UUID
    manager_id: UUID | None
    by_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAgreed(Event):
    """Both sides have agreed: the plan is active."""

    plan_id: UUID
    person_id: UUID
    manager_id: UUID | None
    by_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEdited(Event):
    """A plan that was agreed has changed: its words, its period or its goals."""

    plan_id: UUID
    person_id: UUID
    manager_id: UUID | None
    by_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanClosed(Event):
    """A plan is over, or was given up."""

    plan_id: UUID
    person_id: UUID
    manager_id: UUID | None
    by_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLapsed(Event):
    """Nobody closed or renewed a plan whose time was over, so erm has closed it."""

    plan_id: UUID
    person_id: UUID
    manager_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneReached(Event):
    """A step on the way to a goal was done."""

    milestone_id: UUID
    goal_id: UUID
    plan_id: UUID | None
    person_id: UUID
    manager_id: UUID | None
    by_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedIn(Event):
    """Somebody told how a goal goes."""

    check_in_id: UUID
    goal_id: UUID
    plan_id: UUID | None
    person_id: UUID
    manager_id: UUID | None
    by_id: UUID
