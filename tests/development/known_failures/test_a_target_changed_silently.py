"""Elsewhere a target could be moved after it was agreed, and nobody could tell.

Here the old value, the new one, who moved it and when stand with the goal and its plan for good.
"""

from __future__ import annotations

from erm.development import queries
from erm.development.commands import goals
from erm.development.models import DevelopmentPlan
from erm.development.rules import GoalMeasure, PlanState
from tests.cast import Cast
from tests.development.conftest import Doing
from tests.development.test_changes import history, signed


async def test_a_moved_target_is_seen_by_whoever_reads_the_goal(cast: Cast, do: Doing) -> None:
    view = await signed(cast, do)
    ann, mo = cast.actor(cast.ann), cast.actor(cast.mo)
    goal = await do(
        goals.add_goal(
            ann, plan_id=view.id, title="Close tickets", measure=GoalMeasure.NUMBER,
            number_start="0", number_target="200", unit="tickets",
        )
    )  # fmt: skip
    await do(
        goals.edit_goal(
            mo, goal_id=goal.id, title="Close tickets", description="", due_on=None,
            number_target="120", version=1,
        )
    )  # fmt: skip
    for actor in (ann, mo):
        (moved, *_) = (await queries.changes_of_goals(actor, [goal.id]))[goal.id]
        assert (moved.field, moved.before, moved.after) == ("goal_target", "200", "120")
        assert (moved.by_id, moved.after_signing, moved.subject) == (
            cast.mo.id,
            True,
            "Close tickets",
        )
    assert [c.field for c in await history(cast, view)] == ["goal_target", "goal_added"]
    seen = (await queries.plans_by_ids(ann, [view.id]))[view.id]
    assert (seen.unseen_changes, seen.changes_since_signing) == (1, 2)


async def test_a_moved_target_of_a_goal_on_its_own_is_seen_too(cast: Cast, do: Doing) -> None:
    ann = cast.actor(cast.ann)
    goal = await do(
        goals.add_goal(ann, title="Run", measure=GoalMeasure.NUMBER, number_target="42")
    )
    await do(
        goals.edit_goal(
            ann, goal_id=goal.id, title="Run", description="", due_on=None, version=1,
            number_target="10",
        )
    )  # fmt: skip
    (moved,) = (await queries.changes_of_goals(cast.actor(cast.mo), [goal.id]))[goal.id]
    assert (moved.before, moved.after) == ("42", "10")


async def test_the_history_of_a_removed_goal_stays_with_the_plan(cast: Cast, do: Doing) -> None:
    view = await signed(cast, do)
    await DevelopmentPlan.filter(id=view.id).update(state=PlanState.PROPOSED)
    ann = cast.actor(cast.ann)
    goal = await do(goals.add_goal(ann, plan_id=view.id, title="Gone"))
    await do(goals.remove_goal(ann, goal_id=goal.id))
    told = [(c.field, c.before, c.goal_id) for c in await history(cast, view)]
    assert told[0] == ("goal_removed", "Gone", None)
