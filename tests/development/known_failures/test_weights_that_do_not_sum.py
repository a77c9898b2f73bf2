"""Elsewhere weights had to sum to 100, and a roll-up was wrong, or refused, while they did not.

Here they are relative to each other, whatever they sum to, so that nothing is ever left over.
"""

from __future__ import annotations

from erm.development import queries
from erm.development.commands import goals
from erm.development.rules import GoalMeasure, GoalStatus, GoalVisibility
from tests.cast import Cast
from tests.development.builders import goal
from tests.development.conftest import Doing


async def test_whatever_weights_sum_to_the_parts_make_the_whole(cast: Cast, do: Doing) -> None:
    ann = cast.actor(cast.ann)
    for weights in ((1, 1, 1), (33, 33, 33), (50, 60, 70), (1, 2, 100)):
        top = await goal(cast.zed, measure=GoalMeasure.GOALS, visibility=GoalVisibility.EVERYONE)
        for weight in weights:
            view = await do(goals.add_goal(ann, title="x", parent_id=top.id, weight=weight))
            await do(goals.check_in(ann, goal_id=view.id, progress=100, status=GoalStatus.DONE))
        whole = (await queries.goals_by_ids(ann, [top.id]))[top.id]
        assert whole.progress == 100, weights


async def test_a_part_that_leaves_gives_its_weight_to_the_others(cast: Cast, do: Doing) -> None:
    top = await goal(cast.zed, measure=GoalMeasure.GOALS)
    kept = await goal(cast.ann, parent_id=top.id, weight=10, progress=50)
    left = await goal(cast.ann, parent_id=top.id, weight=90, progress=0)
    zed = cast.actor(cast.zed)
    assert (await queries.goals_by_ids(zed, [top.id]))[top.id].progress == 5
    await do(
        goals.check_in(cast.actor(cast.ann), goal_id=left.id, progress=0, status=GoalStatus.DROPPED)
    )
    assert (await queries.goals_by_ids(zed, [top.id]))[top.id].progress == kept.progress
