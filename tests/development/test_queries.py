from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from erm.core.clock import now
from erm.core.paging import PageRequest
from erm.development import queries
from erm.development.models import CheckIn, Goal, Milestone
from erm.development.rules import PlanState
from tests.cast import Cast
from tests.conftest import query_count
from tests.development.builders import filled, plan


@pytest.mark.parametrize("size", [1, 20, 200])
async def test_every_list_asks_the_database_as_often_for_two_hundred_rows_as_for_one(
    cast: Cast, size: int
) -> None:
    people = await cast.crowd(size, manager=cast.zed)
    quiet = {"state": PlanState.ACTIVE, "last_activity_at": now() - timedelta(days=30)}
    plans = await filled(people, cast.zed, **quiet)
    proposed = await filled(people, cast.zed, state=PlanState.PROPOSED)
    ids = [p.id for p in plans]
    zed = cast.actor(cast.zed)
    goals = [row["id"] for row in await Goal.filter(plan_id__in=ids).values("id")]
    milestones = [r["id"] for r in await Milestone.filter(goal_id__in=goals).values("id")]
    check_ins = [r["id"] for r in await CheckIn.filter(goal_id__in=goals).values("id")]
    # A plan needs its row, its person, its goals twice, and its changes; a goal its row, its plan,
    # its person, and what it is measured by.
    calls: list[tuple[int, int, Any]] = [
        (5, size, queries.plans_by_ids(zed, ids)),
        (5, size * 2, queries.team_plans(zed)),
        (5, size, queries.plans_of(zed, [p.id for p in people])),
        (5, size, queries.quiet_plans(zed)),
        (5, len(proposed), queries.plans_awaiting(zed)),
        (5, 2, queries.plans_needing(zed)),
        (1, 0, queries.own_plans(zed)),
        (1, size, queries.draftable_for(zed, [p.id for p in people])),
        (4, size, queries.goals_of(zed, ids)),
        (4, size * 2, queries.goals_by_ids(zed, goals)),
        (4, size, queries.agreed_goals_of(zed, [p.id for p in people])),
        (4, size, queries.goals_in_play(zed, [p.id for p in people])),
        (6, size * 2, queries.goal_readers_of(zed, goals)),
        (1, size * 2, queries.parents_of(zed, goals)),
        (1, size * 2, queries.children_of(zed, goals)),
        (1, size * 2, queries.children_counted_of(zed, goals)),
        (1, size * 2, queries.changes_of_goals(zed, goals)),
        (1, size, queries.change_pages(zed, [(plan, PageRequest()) for plan in ids])),
        (1, size, queries.focus_areas_of(zed, ids)),
        (1, size * 2, queries.milestones_of(zed, goals)),
        (2, size * 2, queries.milestones_by_ids(zed, milestones)),
        (1, size * 2, queries.check_ins_by_ids(zed, check_ins)),
        (2, size * 2, queries.check_in_pages(zed, [(goal, PageRequest()) for goal in goals])),
    ]
    for expected, rows, call in calls:
        with query_count() as asked:
            found = await call
        assert (asked.count, len(found)) == (expected, rows), call.__qualname__


async def test_plans_are_listed_alive_first_and_latest_period_first(cast: Cast) -> None:
    early = now().date() - timedelta(days=200)
    closed = await plan(cast.ann, state=PlanState.CLOSED, agreed_manager_id=cast.mo.id)
    old_draft = await plan(cast.ann, starts_on=early)
    draft = await plan(cast.ann)
    proposed = await plan(cast.ann, state=PlanState.PROPOSED)
    active = await plan(cast.ann, state=PlanState.ACTIVE, starts_on=early)
    expired = await plan(cast.ann, state=PlanState.ACTIVE, starts_on=early, ends_on=early)
    mine = await queries.own_plans(cast.actor(cast.ann))
    assert [view.id for view in mine] == [
        expired.id,
        active.id,
        proposed.id,
        draft.id,
        old_draft.id,
        closed.id,
    ]
    team = await queries.team_plans(cast.actor(cast.mo))
    assert [view.id for view in team] == [expired.id, active.id, proposed.id, closed.id]
