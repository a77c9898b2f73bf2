"""What was changed in plans and goals, as one actor sees it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from erm.core.actor import Actor
from erm.core.paging import Page, PageRequest, page_of_list
from erm.development import policy
from erm.development.models import DevelopmentChange, Goal
from erm.development.views import ChangeView

OF_A_GOAL = 100
"""How many changes of one goal are told."""

PlanPage = tuple[UUID, PageRequest]


async def change_pages(
    actor: Actor, wanted: Sequence[PlanPage]
) -> dict[PlanPage, Page[ChangeView]]:
    """A page of the changes of each plan, its focus areas, goals and milestones, newest first, for a
    loader.
    """
    of_plan: dict[UUID, list[UUID]] = {plan: [] for plan, _ in wanted}
    for plan, key in (
        await DevelopmentChange.filter(
            policy.readable_plans(actor, "plan__"), plan_id__in=list(of_plan)
        )
        .order_by("-at", "-id")
        .values_list("plan_id", "id")
    ):
        of_plan[plan].append(key)
    pages = {
        (plan, request): page_of_list(of_plan[plan], request, lambda key: (str(key),))
        for plan, request in wanted
    }
    shown = [key for page in pages.values() for key in page.items]
    rows = await DevelopmentChange.filter(id__in=list(set(shown))) if shown else []
    views = {view.id: view for view in await _views(actor, rows)}
    return {key: page.map(lambda row: views[row]) for key, page in pages.items()}


async def changes_of_goals(actor: Actor, goal_ids: Sequence[UUID]) -> dict[UUID, list[ChangeView]]:
    """The changes of each goal that the actor follows, newest first, at most 100 of each."""
    rows = await DevelopmentChange.filter(
        policy.followed_goals(actor, "goal__"), goal_id__in=list(set(goal_ids))
    ).order_by("-at", "-id")
    changes: dict[UUID, list[ChangeView]] = {goal: [] for goal in goal_ids}
    for row in rows:
        if row.goal_id is not None and len(changes[row.goal_id]) < OF_A_GOAL:
            changes[row.goal_id].append(_view(row, {row.goal_id}))
    return changes


async def _views(actor: Actor, rows: Iterable[DevelopmentChange]) -> list[ChangeView]:
    found = list(rows)
    goals = {row.goal_id for row in found if row.goal_id is not None}
    readable: set[UUID] = (
        set(
            await Goal.filter(policy.readable_goals(actor), id__in=list(goals)).values_list(
                "id", flat=True
            )  # type: ignore[arg-type]
        )
        if goals
        else set()
    )
    return [_view(row, readable) for row in found]


def _view(row: DevelopmentChange, readable: Iterable[UUID]) -> ChangeView:
    return ChangeView(
        id=row.id,
        at=row.at,
        by_id=row.by_id,
        goal_id=row.goal_id if row.goal_id in set(readable) else None,
        subject=row.subject,
        field=row.field,
        before=row.before,
        after=row.after,
        after_signing=row.after_signing,
    )
