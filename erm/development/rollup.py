"""How far goals are: what is measured is read in a fixed number of queries, then it is arithmetic.

What counts in a goal is decided here alone: never what is private or was never shown to anybody,
what was dropped, or the goal of somebody who has left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tortoise.expressions import Q
from tortoise.functions import Count

from erm.core.clock import today
from erm.development.models import Goal, Milestone
from erm.development.progress import Measured, Part, progress_of
from erm.development.rules import (
    DEPTH_MAXIMUM,
    GoalMeasure,
    GoalStatus,
    GoalVisibility,
    PlanState,
)

COLUMNS = (
    "id",
    "parent_id",
    "weight",
    "measure",
    "progress",
    "number_start",
    "number_target",
    "number_now",
    "direction",
    "plan_id",
    "plan__state",
    "plan__proposed_at",
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A goal as far as it is measured. One in a closed plan stands still: it is as it was told."""

    id: UUID
    parent_id: UUID | None
    plan_id: UUID | None
    shown: bool
    weight: int
    measured: Measured

    @classmethod
    def of(cls, row: dict[str, Any]) -> _Row:
        measure = row["measure"]
        if measure is GoalMeasure.GOALS and row["plan__state"] == PlanState.CLOSED:
            measure = GoalMeasure.PERCENT
        return cls(
            row["id"],
            row["parent_id"],
            row["plan_id"],
            _shown(row),
            row["weight"],
            Measured(
                measure,
                told=row["progress"],
                start=row["number_start"],
                target=row["number_target"],
                now=row["number_now"],
                direction=row["direction"],
            ),
        )


def _shown(row: dict[str, Any]) -> bool:
    """Whether somebody besides whoever drafts its plan can know of a goal."""
    return row["plan_id"] is None or row["plan__proposed_at"] is not None


def counting() -> Q:
    """Filter: goals that can count in their parent.

    One of a plan that was never shown counts besides only in goals of that same plan.
    """
    there = Q(person__left_on__isnull=True) | Q(person__left_on__gt=today())
    return (
        there
        & Q(visibility__in=[GoalVisibility.SHARED, GoalVisibility.EVERYONE])
        & Q(status__not=GoalStatus.DROPPED)
    )


async def progress_of_goals(ids: Iterable[UUID]) -> dict[UUID, int | None]:
    """Percent of each goal, or None where nothing is measured.

    One query for the goals, one for milestones where any is measured by them, and one for each level
    of goals below, of which there are at most four.
    """
    wanted = list(set(ids))
    if not wanted:
        return {}
    rows = {row.id: row for row in await _rows(Q(id__in=wanted))}
    parts: dict[UUID, list[UUID]] = defaultdict(list)
    opened: set[UUID] = set()
    for _ in range(DEPTH_MAXIMUM - 1):
        above = [
            row.id
            for row in rows.values()
            if row.measured.measure is GoalMeasure.GOALS and row.id not in opened
        ]
        if not above:
            break
        opened.update(above)
        for row in await _rows(counting() & Q(parent_id__in=above)):
            parent = rows[row.parent_id] if row.parent_id is not None else None
            if parent is not None and (row.shown or row.plan_id == parent.plan_id):
                rows.setdefault(row.id, row)
                parts[parent.id].append(row.id)
    steps = await _milestones(
        [r.id for r in rows.values() if r.measured.measure is GoalMeasure.MILESTONES]
    )
    return _worked_out(wanted, rows, parts, steps)


def _worked_out(
    wanted: Sequence[UUID],
    rows: dict[UUID, _Row],
    parts: dict[UUID, list[UUID]],
    steps: dict[UUID, tuple[int, int]],
) -> dict[UUID, int | None]:
    known: dict[UUID, int | None] = {}

    def percent(key: UUID) -> int | None:
        if key not in known:
            known[key] = None  # were there a circle after all, it would count for nothing
            row = rows[key]
            known[key] = progress_of(
                _with_steps(row.measured, steps.get(key, (0, 0))),
                [Part(rows[part].weight, percent(part)) for part in parts[key]],
            )
        return known[key]

    return {key: percent(key) for key in wanted if key in rows}


def _with_steps(measured: Measured, steps: tuple[int, int]) -> Measured:
    if measured.measure is not GoalMeasure.MILESTONES:
        return measured
    return Measured(measured.measure, done=steps[0], total=steps[1])


async def _rows(which: Q) -> list[_Row]:
    return [_Row.of(row) for row in await Goal.filter(which).values(*COLUMNS)]


async def _milestones(goal_ids: Sequence[UUID]) -> dict[UUID, tuple[int, int]]:
    """Reached and all milestones by goal."""
    if not goal_ids:
        return {}
    rows = (
        await Milestone.filter(goal_id__in=list(goal_ids))
        .annotate(reached=Count("done_at"), there=Count("id"))
        .group_by("goal_id")
        .values_list("goal_id", "reached", "there")
    )
    return {goal: (reached, there) for goal, reached, there in rows}


async def children_counted(goal_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many goals count in each, whoever may read them."""
    counts = dict.fromkeys(goal_ids, 0)
    for row in await Goal.filter(counting(), parent_id__in=list(counts)).values(
        "parent_id", "parent__plan_id", "plan_id", "plan__proposed_at"
    ):
        counts[row["parent_id"]] += _shown(row) or row["plan_id"] == row["parent__plan_id"]
    return counts
