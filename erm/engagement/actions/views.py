"""Plans of action as one viewer may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import today
from erm.engagement.actions import policy
from erm.engagement.actions.models import ActionPlan, ActionStep
from erm.engagement.actions.policy import Reach
from erm.engagement.actions.rules import ActionPlanState, ActionStepState, is_overdue


@dataclass(frozen=True, slots=True)
class ActionStepView:
    """A step of a plan."""

    id: UUID
    plan_id: UUID
    text: str
    owner_id: UUID
    due_on: date | None
    state: ActionStepState
    settled_at: datetime | None
    version: int
    can_settle: bool
    overdue: bool


@dataclass(frozen=True, slots=True)
class ActionPlanView:
    """A plan with its steps in their order. ``department_id`` None: it is the company's."""

    id: UUID
    wave_id: UUID
    department_id: UUID | None
    driver_ids: tuple[UUID, ...]
    title: str
    aim: str
    state: ActionPlanState
    steps: tuple[ActionStepView, ...]
    created_by_id: UUID
    created_at: datetime
    ended_at: datetime | None
    version: int
    can_edit: bool


def view_plan(
    actor: Actor, row: ActionPlan, steps: Sequence[ActionStep], reach: Reach
) -> ActionPlanView:
    """A plan for this actor, who may read it."""
    return ActionPlanView(
        id=row.id,
        wave_id=row.wave_id,
        department_id=row.department_id,
        driver_ids=drivers_of(row),
        title=row.title,
        aim=row.aim,
        state=row.state,
        steps=tuple(view_step(actor, row, each, reach) for each in steps),
        created_by_id=row.created_by_id,
        created_at=row.created_at,
        ended_at=row.ended_at,
        version=row.version,
        can_edit=_active(row) and policy.may_plan(actor, row.department_id, reach),
    )


def view_step(actor: Actor, plan: ActionPlan, row: ActionStep, reach: Reach) -> ActionStepView:
    """A step for this actor, who may read its plan."""
    active = _active(plan)
    return ActionStepView(
        id=row.id,
        plan_id=row.plan_id,
        text=row.text,
        owner_id=row.owner_id,
        due_on=row.due_on,
        state=row.state,
        settled_at=row.settled_at,
        version=row.version,
        can_settle=active and policy.may_settle(actor, plan, row, reach),
        overdue=is_overdue(
            row.due_on,
            today(actor.time_zone),
            open_=active and row.state is ActionStepState.OPEN,
        ),
    )


def drivers_of(row: ActionPlan) -> tuple[UUID, ...]:
    """The drivers that a plan is about."""
    return tuple(UUID(each) for each in row.driver_ids)


def _active(row: ActionPlan) -> bool:
    return row.state is ActionPlanState.ACTIVE
