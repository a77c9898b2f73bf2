"""Progress of goals from what is stored: the same as an independent calculation, in few queries."""

from __future__ import annotations

import random
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from erm.core.clock import now, today
from erm.core.ids import new_id
from erm.development.models import Goal, Milestone
from erm.development.rollup import children_counted, progress_of_goals
from erm.development.rules import GoalMeasure, GoalStatus, GoalVisibility, PlanState
from erm.people.models import Person
from tests.cast import Cast
from tests.conftest import query_count
from tests.development.builders import goal, goal_row, plan
from tests.development.independent import independent_progress

GOALS, PERCENT = GoalMeasure.GOALS, GoalMeasure.PERCENT


async def test_parts_count_by_their_weights(cast: Cast) -> None:
    top = await goal(cast.zed, measure=GOALS)
    for weight, progress in ((1, 10), (3, 50), (6, 100)):
        await goal(cast.ann, parent_id=top.id, weight=weight, progress=progress)
    assert await progress_of_goals([top.id]) == {top.id: (10 + 150 + 600) // 10}
    assert await children_counted([top.id]) == {top.id: 3}


async def test_what_is_private_dropped_of_a_leaver_or_in_a_draft_never_counts(cast: Cast) -> None:
    top = await goal(cast.zed, measure=GOALS)
    draft = await plan(cast.ann)
    for values in (
        {"visibility": GoalVisibility.PRIVATE},
        {"status": GoalStatus.DROPPED},
        {"plan_id": draft.id},
    ):
        await goal(cast.ann, parent_id=top.id, progress=90, **values)
    await goal(cast.dee, parent_id=top.id, progress=90)
    assert await progress_of_goals([top.id]) == {top.id: None}
    assert await children_counted([top.id]) == {top.id: 0}
    await goal(cast.bo, parent_id=top.id, progress=20, status=GoalStatus.DONE)
    assert await progress_of_goals([top.id]) == {top.id: 20}


async def test_within_a_plan_that_is_still_a_draft_its_own_goals_count(cast: Cast) -> None:
    draft = await plan(cast.ann)
    top = await goal(cast.ann, measure=GOALS, plan_id=draft.id)
    await goal(cast.ann, parent_id=top.id, plan_id=draft.id, progress=30)
    await goal(cast.ann, parent_id=top.id, plan_id=(await plan(cast.ann)).id, progress=90)
    assert await progress_of_goals([top.id]) == {top.id: 30}
    assert await children_counted([top.id]) == {top.id: 1}


async def test_a_goal_of_a_closed_plan_stands_still(cast: Cast) -> None:
    closed = await plan(cast.ann, state=PlanState.CLOSED)
    top = await goal(cast.ann, measure=GOALS, plan_id=closed.id, progress=70)
    await goal(cast.bo, parent_id=top.id, progress=10)
    assert await progress_of_goals([top.id]) == {top.id: 70}


async def test_even_a_circle_that_got_into_the_database_ends(cast: Cast) -> None:
    one = await goal(cast.ann, measure=GOALS)
    other = await goal(cast.ann, measure=GOALS, parent_id=one.id)
    await goal(cast.ann, progress=40, parent_id=one.id)
    await Goal.filter(id=one.id).update(parent_id=other.id)
    found = await progress_of_goals([one.id, other.id])
    assert found[one.id] == 40


@pytest.mark.parametrize("size", [1, 20, 200])
async def test_a_tree_of_any_width_is_a_query_for_each_level(cast: Cast, size: int) -> None:
    tops = [goal_row(cast.zed, measure=GOALS) for _ in range(size)]
    middle = [goal_row(cast.mo, measure=GOALS, parent_id=top.id) for top in tops]
    low = [goal_row(cast.ann, measure=GoalMeasure.MILESTONES, parent_id=each.id) for each in middle]
    await Goal.bulk_create([*tops, *middle, *low])
    await Milestone.bulk_create(
        [
            Milestone(
                goal_id=each.id,
                title="Once",
                position=number,
                done_at=now() if number == 0 else None,
                created_at=now(),
            )
            for each in low
            for number in range(3)
        ]
    )
    with query_count() as asked:
        found = await progress_of_goals([top.id for top in tops])
    assert asked.count == 4
    assert set(found.values()) == {33}


async def forest(cast: Cast, seed: int, trees: int) -> list[UUID]:
    """Trees of goals of every kind, with everything in them that does not count."""
    dice = random.Random(seed)
    people: list[Person] = [cast.ann, cast.bo, cast.cy, cast.mo, cast.zed, cast.dee]
    plans = [
        await plan(cast.ann, state=state)
        for state in (PlanState.DRAFT, PlanState.PROPOSED, PlanState.ACTIVE, PlanState.CLOSED)
    ]
    plans.append(await plan(cast.bo, state=PlanState.CLOSED, proposed_at=None))
    rows: list[Goal] = []
    steps: list[Milestone] = []

    def grow(parent: UUID | None, depth: int) -> None:
        measure = dice.choice(list(GoalMeasure)) if depth < 5 else PERCENT
        start = dice.choice([None, Decimal(dice.randint(-50, 50))])
        target = dice.choice([None, Decimal(dice.randint(51, 99)) + Decimal("0.25")])
        values: dict[str, Any] = {
            "id": new_id(),
            "parent_id": parent,
            "measure": measure,
            "weight": dice.randint(1, 100),
            "progress": dice.choice([0, 100, dice.randint(0, 100)]),
            "number_start": start,
            "number_target": target,
            "number_now": dice.choice([None, Decimal(dice.randint(-90, 150))]),
            "status": dice.choice(list(GoalStatus)),
            "visibility": dice.choice(
                [GoalVisibility.SHARED, GoalVisibility.EVERYONE, GoalVisibility.PRIVATE]
            ),
            "plan_id": dice.choice([None, None, dice.choice(plans).id]),
        }
        rows.append(goal_row(dice.choice(people), **values))
        for number in range(dice.randint(0, 4)):
            done = now() if dice.random() < 0.5 else None
            steps.append(
                Milestone(
                    goal_id=values["id"], title="x", position=number, done_at=done, created_at=now()
                )
            )
        for _ in range(dice.randint(0, 4) if depth < 5 else 0):
            grow(values["id"], depth + 1)

    for _ in range(trees):
        grow(None, 1)
    await Goal.bulk_create(rows)
    await Milestone.bulk_create(steps)
    return [row.id for row in rows]


@pytest.mark.parametrize("seed", range(3))
async def test_it_is_what_pandas_makes_of_the_same_tables(cast: Cast, seed: int) -> None:
    ids = await forest(cast, seed, trees=12)
    ours = await progress_of_goals(ids)
    theirs = await independent_progress(today())
    assert ours == {key: theirs[key] for key in ids}
    assert {None, 0, 100} < set(ours.values())


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 140))
async def test_it_is_what_pandas_makes_of_many_forests(cast: Cast, seed: int) -> None:
    ids = await forest(cast, seed, trees=60)
    ours = await progress_of_goals(ids)
    theirs = await independent_progress(today())
    assert ours == {key: theirs[key] for key in ids}


async def test_a_leaver_of_tomorrow_counts_until_then(cast: Cast) -> None:
    top = await goal(cast.zed, measure=GOALS)
    await goal(cast.bo, parent_id=top.id, progress=60)
    await Person.filter(id=cast.bo.id).update(left_on=today() + timedelta(days=1))
    assert await progress_of_goals([top.id]) == {top.id: 60}
    await Person.filter(id=cast.bo.id).update(left_on=today())
    assert await progress_of_goals([top.id]) == {top.id: None}
