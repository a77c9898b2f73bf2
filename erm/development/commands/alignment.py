"""Which goal counts in which: parents form trees, however many people change them at once."""

from __future__ import annotations

from uuid import UUID

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.core.clock import today
from erm.core.database.connections import connection, dialect
from erm.development import policy
from erm.development.errors import ParentCycle, ParentNotPossible, ParentTooDeep
from erm.development.models import Goal
from erm.development.rules import DEPTH_MAXIMUM, GOALS_OVER, GoalVisibility, PlanState

LOCK = int.from_bytes(b"goal", "big")
"""PostgreSQL's advisory lock that lets one transaction at a time say what stands above what."""


async def checked_parent(actor: Actor, parent_id: UUID, *, goal_id: UUID | None) -> Goal:
    """The goal that is to stand above another, once it is sure that no circle comes of it.

    ``goal_id`` is the lower one, None while it is being made. Nobody else changes what stands above
    what before the commit. Raises ``ParentNotPossible``, ``ParentCycle``, ``ParentTooDeep``.
    """
    if dialect() == "postgres":
        await connection().execute_query(f"SELECT pg_advisory_xact_lock({LOCK})")
    # SQLite's transactions begin IMMEDIATE: they are the lock.
    parent = await Goal.get_or_none(
        policy.readable_goals(actor),
        Q(person__left_on__isnull=True) | Q(person__left_on__gt=today()),
        Q(plan_id__isnull=True) | Q(plan__state__not=PlanState.CLOSED),
        id=parent_id,
        status__not_in=list(GOALS_OVER),
    )
    if parent is None:
        raise ParentNotPossible(field="parent_id")
    above = await _chain(parent)
    if goal_id in above:
        raise ParentCycle(field="parent_id")
    below = 1 if goal_id is None else await _height(goal_id)
    if len(above) + below > DEPTH_MAXIMUM:
        raise ParentTooDeep(field="parent_id", maximum=DEPTH_MAXIMUM)
    return parent


async def _chain(goal: Goal) -> list[UUID]:
    """A goal and all that stand above it, from below."""
    chain, above = [goal.id], goal.parent_id
    while above is not None and above not in chain:
        chain.append(above)
        rows = await Goal.filter(id=above).values_list("parent_id", flat=True)
        above = rows[0] if rows else None  # type: ignore[assignment]
    return chain


async def _height(goal_id: UUID) -> int:
    """How many goals stand above one another from a goal down, itself included."""
    height, level, seen = 1, [goal_id], {goal_id}
    while rows := await Goal.filter(parent_id__in=level).values_list("id", flat=True):
        level = [key for key in rows if key not in seen]  # type: ignore[misc]
        if not level:
            break
        seen.update(level)
        height += 1
    return height


async def public_title(goal_id: UUID | None) -> str:
    """What may stand in a history that others read: the title of a goal for everyone, else nothing."""
    if goal_id is None:
        return ""
    titles = await Goal.filter(id=goal_id, visibility=GoalVisibility.EVERYONE).values_list(
        "title", flat=True
    )
    return str(titles[0]) if titles else ""
