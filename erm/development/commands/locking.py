"""Finding what a command is about, as the actor may see it, and locking its plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from tortoise.expressions import F

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.work import record
from erm.development import policy
from erm.development.changes import Change, keep
from erm.development.errors import (
    DateOutOfRange,
    GoalNotFound,
    GoalReadOnly,
    MilestoneNotFound,
    PlanClosedAlready,
    PlanHasExpired,
    PlanNotActive,
    PlanNotFound,
    PlanReadOnly,
    PlanStateDoesNotAllow,
)
from erm.development.events import PlanEdited
from erm.development.models import DevelopmentPlan, Goal, Milestone
from erm.development.queries import day_of
from erm.development.rules import (
    DATES_WITHIN,
    GoalVisibility,
    PlanState,
    Step,
    days_over,
    state_on,
    steps_of,
)
from erm.people.queries import manager_of


async def locked_plan(actor: Actor, plan_id: UUID, step: Step) -> DevelopmentPlan:
    """A plan that the actor works on and that can take this step, locked for the unit of work.

    Raises ``PlanNotFound``, ``PlanReadOnly``, ``PlanClosedAlready``, ``PlanHasExpired``,
    ``PlanNotActive``, ``PlanStateDoesNotAllow``.
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
    day = await day_of(plan.person_id)
    state = state_on(plan.state, plan.ends_on, day)
    if step not in steps_of(state, days_over(state, plan.ends_on, day)):
        if state is PlanState.CLOSED:
            raise PlanClosedAlready
        if state is PlanState.EXPIRED:
            raise PlanHasExpired
        raise PlanNotActive if step is Step.CHECK_IN else PlanStateDoesNotAllow
    return plan


async def locked_goal(
    actor: Actor, goal_id: UUID, step: Step
) -> tuple[Goal, DevelopmentPlan | None]:
    """A goal with the plan that it stands in, as :func:`locked_plan`.

    Without a plan the goal itself is locked. Raises ``GoalNotFound`` and ``GoalReadOnly`` besides.
    """
    seen = await Goal.get_or_none(policy.readable_goals(actor), id=goal_id)
    if seen is None:
        raise GoalNotFound
    plan: DevelopmentPlan | None = None
    if seen.plan_id is not None:
        if not await DevelopmentPlan.filter(policy.readable_plans(actor), id=seen.plan_id).exists():
            raise GoalReadOnly
        plan = await locked_plan(actor, seen.plan_id, step)
        goal = await Goal.get_or_none(id=goal_id)
    else:
        goal = await Goal.filter(id=goal_id).select_for_update(no_key=True).first()
    if goal is None:
        raise GoalNotFound
    if not policy.may_work_on_goal(actor, goal, plan):
        raise GoalReadOnly
    return goal, plan


async def locked_milestone(
    actor: Actor, milestone_id: UUID, step: Step
) -> tuple[Milestone, Goal, DevelopmentPlan | None]:
    """A milestone with its goal and plan, as :func:`locked_goal`. Raises ``MilestoneNotFound``."""
    seen = await Milestone.get_or_none(policy.readable_goals(actor, "goal__"), id=milestone_id)
    if seen is None:
        raise MilestoneNotFound
    goal, plan = await locked_goal(actor, seen.goal_id, step)
    milestone = await Milestone.get_or_none(id=milestone_id)
    if milestone is None:
        raise MilestoneNotFound
    return milestone, goal, plan


async def note_edit(
    actor: Actor, plan: DevelopmentPlan, changes: Sequence[Change] = (), **values: Any
) -> None:
    """Write down that the plan's words or goals changed, and what that means for the agreement.

    Whoever changes a proposed plan proposes it anew: they have agreed and the other side has not.
    Changes of an active plan stand, are kept, and are told by an event.
    """
    moment = now()
    await keep(actor, changes, plan=plan)
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


async def note_goal_edit(
    actor: Actor,
    goal: Goal,
    plan: DevelopmentPlan | None,
    changes: Sequence[Change],
    *,
    removed: bool = False,
) -> None:
    """Write down that a goal changed: it, and, unless it is private, the plan that it stands in.

    Of a private goal nobody else learns anything, not even that its plan was worked on.
    """
    await keep(actor, changes, plan=plan, goal=goal, removed=removed)
    if plan is not None and goal.visibility is not GoalVisibility.PRIVATE:
        await note_edit(actor, plan)


def signature_of(actor: Actor, plan: DevelopmentPlan, *, alone: bool) -> dict[str, Any]:
    """The columns that say that the actor agrees; ``alone`` takes back the other side's."""
    person = {"agreed_by_person_at": now()}
    manager = {"agreed_by_manager_at": now(), "agreed_manager_id": actor.person_id}
    mine, others = (person, manager) if actor.person_id == plan.person_id else (manager, person)
    return mine | (dict.fromkeys(others, None) if alone else {})


async def touch(plan: DevelopmentPlan | None, goal: Goal) -> None:
    """Write down that something happened with the plan that did not change what was agreed."""
    if plan is not None and goal.visibility is not GoalVisibility.PRIVATE:
        await DevelopmentPlan.filter(id=plan.id).update(last_activity_at=now())


def checked_date(actor: Actor, value: date | None, *, field: str) -> date | None:
    """A date that is not absurd. Raises ``InvalidInput`` (``DATE_OUT_OF_RANGE``)."""
    if value is not None and abs(value - today(actor.time_zone)) > DATES_WITHIN:
        raise DateOutOfRange(field=field)
    return value
