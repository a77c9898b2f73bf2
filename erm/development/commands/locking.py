"""Finding what a command is about, as the actor may see it, and locking its plan."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from tortoise.expressions import F

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.work import record
from erm.development import policy
from erm.development.errors import (
    DateOutOfRange,
    GoalNotFound,
    MilestoneNotFound,
    PlanClosedAlready,
    PlanNotActive,
    PlanNotFound,
    PlanReadOnly,
    PlanStateDoesNotAllow,
)
from erm.development.events import PlanEdited
from erm.development.models import DevelopmentPlan, Goal, Milestone
from erm.development.rules import DATES_WITHIN, STEPS, PlanState, Step
from erm.people.queries import manager_of


async def locked_plan(actor: Actor, plan_id: UUID, step: Step) -> DevelopmentPlan:
    """A plan that the actor works on and that can take this step, locked for the unit of work.

    Raises ``PlanNotFound``, ``PlanReadOnly``, ``PlanClosedAlready``, ``PlanNotActive``,
    ``PlanStateDoesNotAllow``.
    """
    plan = (
        await DevelopmentPlan.filter(policy.readable_plans(actor), id=plan_id)
        .select_for_update(no_key=True)
        .first()
    )
    if plan is None:
        raise PlanNotFound
    if not policy.may_work_on_plan(actor, plan):
        raise PlanReadOnly
    if step not in STEPS[plan.state]:
        if plan.state is PlanState.CLOSED:
            raise PlanClosedAlready
        raise PlanNotActive if step is Step.CHECK_IN else PlanStateDoesNotAllow
    return plan


async def locked_goal(actor: Actor, goal_id: UUID, step: Step) -> tuple[Goal, DevelopmentPlan]:
    """A goal with its plan, as :func:`locked_plan`. Raises ``GoalNotFound`` besides."""
    seen = await Goal.get_or_none(policy.readable_plans(actor, "plan__"), id=goal_id)
    if seen is None:
        raise GoalNotFound
    plan = await locked_plan(actor, seen.plan_id, step)
    goal = await Goal.get_or_none(id=goal_id)
    if goal is None:
        raise GoalNotFound
    return goal, plan


async def locked_milestone(
    actor: Actor, milestone_id: UUID, step: Step
) -> tuple[Milestone, Goal, DevelopmentPlan]:
    """A milestone with its goal and plan, as :func:`locked_goal`. Raises ``MilestoneNotFound``."""
    seen = await Milestone.get_or_none(
        policy.readable_plans(actor, "goal__plan__"), id=milestone_id
    )
    if seen is None:
        raise MilestoneNotFound
    goal, plan = await locked_goal(actor, seen.goal_id, step)
    milestone = await Milestone.get_or_none(id=milestone_id)
    if milestone is None:
        raise MilestoneNotFound
    return milestone, goal, plan


async def note_edit(actor: Actor, plan: DevelopmentPlan, **values: Any) -> None:
    """Write down that the plan's words or goals changed, and what that means for the agreement.

    Whoever changes a proposed plan proposes it anew: they have agreed and the other side has not.
    Changes of an active plan stand, and are told by an event.
    """
    moment = now()
    if plan.state is PlanState.PROPOSED:
        values |= signature_of(actor, plan, alone=True)
        values |= {"proposed_by_id": actor.person_id, "proposed_at": moment}
    await DevelopmentPlan.filter(id=plan.id).update(
        **values,
        edited_at=moment,
        edited_by_id=actor.person_id,
        last_activity_at=moment,
        version=F("version") + 1,
    )
    if plan.state is PlanState.ACTIVE:
        record(
            PlanEdited(
                at=moment,
                plan_id=plan.id,
                person_id=plan.person_id,
                manager_id=await manager_of(plan.person_id),
                by_id=actor.person_id,
            )
        )


def signature_of(actor: Actor, plan: DevelopmentPlan, *, alone: bool) -> dict[str, Any]:
    """The columns that say that the actor agrees; ``alone`` takes back the other side's."""
    person = {"agreed_by_person_at": now()}
    manager = {"agreed_by_manager_at": now(), "agreed_manager_id": actor.person_id}
    mine, others = (person, manager) if actor.person_id == plan.person_id else (manager, person)
    return mine | (dict.fromkeys(others, None) if alone else {})


async def touch(plan: DevelopmentPlan) -> None:
    """Write down that something happened with the plan that did not change what was agreed."""
    await DevelopmentPlan.filter(id=plan.id).update(last_activity_at=now())


def checked_date(actor: Actor, value: date | None, *, field: str) -> date | None:
    """A date that is not absurd. Raises ``InvalidInput`` (``DATE_OUT_OF_RANGE``)."""
    if value is not None and abs(value - today(actor.time_zone)) > DATES_WITHIN:
        raise DateOutOfRange(field=field)
    return value
