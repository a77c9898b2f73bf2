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
from erm.engagement.actions.views import ActionPlanView, ActionStepView, view_plan, view_step


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
    active = ActionPlan.filter(state=ActionPlanState.ACTIVE)
    rows = await ActionStep.filter(
        owner_id=actor.person_id,
        state=ActionStepState.OPEN,
        plan_id__in=Subquery(active.values("id")),
    )
    if actor.is_system or not rows:
        return []
    plans = {row.id: row for row in await ActionPlan.filter(id__in=[row.plan_id for row in rows])}
    reach = await reach_of(actor)
    rows.sort(
        key=lambda row: (
            row.due_on is None,
            row.due_on or plans[row.plan_id].created_at.date(),
            row.id,
        )
    )
    return [view_step(actor, plans[row.plan_id], row, reach) for row in rows]


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
