"""Reads of plans of action, as one actor may see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from tortoise.expressions import Q, Subquery

from erm.core.actor import Actor
from erm.core.paging import Page, PageRequest, page_of
from erm.engagement.actions import policy
from erm.engagement.actions.models import ActionPlan, ActionStep
from erm.engagement.actions.policy import Reach, reach_of
from erm.engagement.actions.rules import ActionPlanState, ActionStepState
from erm.engagement.actions.views import ActionPlanView, ActionStepView, view_plan


async def plans_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, ActionPlanView]:
    """Plans by id; those that the actor may not read are missing."""
    reach = await reach_of(actor)
    rows = await ActionPlan.filter(policy.readable_plans(actor, reach), id__in=list(set(ids)))
    return {view.id: view for view in await _views(actor, rows, reach)}


async def action_plans(
    actor: Actor, page: PageRequest, *, wave_id: UUID | None = None
) -> Page[ActionPlanView]:
    """All plans that the actor may read, the newest first; of one wave if it is given."""
    reach = await reach_of(actor)
    where = policy.readable_plans(actor, reach)
    if wave_id is not None:
        where &= Q(wave_id=wave_id)
    rows = ActionPlan.filter(where).order_by("-id")
    if page.after_id is not None:
        rows = rows.filter(id__lt=page.after_id)
    views = await _views(actor, await rows.limit(page.first + 1), reach)
    return page_of(views, page, ActionPlan.filter(where).count, lambda view: (view.id,))


async def plans_for(actor: Actor) -> list[ActionPlanView]:
    """Active plans of the actor's team, department and company, the newest first."""
    reach = await reach_of(actor)
    rows = await ActionPlan.filter(
        policy.concerning_plans(actor, reach), state=ActionPlanState.ACTIVE
    ).order_by("-id")
    return await _views(actor, rows, reach)


async def open_steps(actor: Actor) -> list[ActionStepView]:
    """The actor's own open steps of active plans, those due first, and last those without a day."""
    return (await open_steps_with_plans(actor))[0]


async def open_steps_with_plans(
    actor: Actor,
) -> tuple[list[ActionStepView], dict[UUID, ActionPlanView]]:
    """Like :func:`open_steps`, and the plans by id, which whoever has a step of them may read.

    One query where there is no such step.
    """
    if actor.is_system:
        return [], {}
    mine = ActionStep.filter(owner_id=actor.person_id, state=ActionStepState.OPEN)
    rows: dict[UUID, ActionPlan] = {}
    of_plans: dict[UUID, list[ActionStep]] = defaultdict(list)
    for row in (
        await ActionStep.filter(
            plan_id__in=Subquery(mine.values("plan_id")), plan__state=ActionPlanState.ACTIVE
        )
        .select_related("plan")
        .order_by("position", "id")
    ):
        rows[row.plan_id] = row.plan
        of_plans[row.plan_id].append(row)
    if not rows:
        return [], {}
    reach = await reach_of(actor)
    plans = {key: view_plan(actor, row, of_plans[key], reach) for key, row in rows.items()}
    steps = [
        step
        for plan in plans.values()
        for step in plan.steps
        if step.owner_id == actor.person_id and step.state is ActionStepState.OPEN
    ]
    steps.sort(
        key=lambda step: (
            step.due_on is None,
            step.due_on or plans[step.plan_id].created_at.date(),
            step.id,
        )
    )
    return steps, plans


async def _views(actor: Actor, rows: Sequence[ActionPlan], reach: Reach) -> list[ActionPlanView]:
    """Rows that the actor may read, in their order, with their steps, in one query more."""
    if not rows:
        return []
    steps: dict[UUID, list[ActionStep]] = defaultdict(list)
    for step in await ActionStep.filter(plan_id__in=[row.id for row in rows]).order_by(
        "position", "id"
    ):
        steps[step.plan_id].append(step)
    return [view_plan(actor, row, steps[row.id], reach) for row in rows]
