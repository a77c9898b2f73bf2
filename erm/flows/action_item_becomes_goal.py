"""A promise becomes a development goal of whoever made it, in one transaction."""

from __future__ import annotations

from uuid import UUID

from erm.core.actor import Actor
from erm.development import queries as development
from erm.development.commands.goals import add_goal
from erm.development.errors import PlanNotFound
from erm.development.rules import TITLE_MAXIMUM, Origin
from erm.development.views import GoalView
from erm.one_on_ones.commands.action_items import become_goal, own_open_item
from erm.one_on_ones.errors import GoalIntoPlanOfAnother
from erm.one_on_ones.views import ActionItemView
from erm.relationships.rules import shorten


async def turn_action_item_into_goal(
    actor: Actor, *, action_item_id: UUID, plan_id: UUID
) -> tuple[ActionItemView, GoalView]:
    """Add an open promise of the actor's as a goal to a plan of their own, and settle it by that.

    The goal takes over its words and its date. Those who read the plan read the goal; the other one
    of the pair sees that the promise became one, and the goal only if the plan is theirs to read.
    Raises what :func:`own_open_item` and :func:`add_goal` raise, ``PlanNotFound``,
    ``GoalIntoPlanOfAnother``.
    """
    item, _ = await own_open_item(actor, action_item_id)
    plan = (await development.plans_by_ids(actor, [plan_id])).get(plan_id)
    if plan is None:
        raise PlanNotFound(field="plan_id")
    if plan.person_id != actor.person_id:
        raise GoalIntoPlanOfAnother(field="plan_id")
    title = shorten(item.body, TITLE_MAXIMUM)
    goal = await add_goal(
        actor,
        plan_id=plan_id,
        title=title,
        description="" if title == item.body else item.body,
        due_on=item.due_on,
        origin=Origin.ACTION_ITEM,
        origin_id=item.id,
    )
    view = await become_goal(actor, action_item_id=item.id, goal_id=goal.id)
    return view, goal
