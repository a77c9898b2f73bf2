"""Elsewhere goals of people who had left went on reminding their managers, and counted in totals.

Here they stand still: no list of what is to be done has them, nobody works on them, and they count
nowhere.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from erm.core.clock import now, today
from erm.core.errors import DomainError
from erm.development import queries
from erm.development.commands import goals
from erm.development.models import CheckIn
from erm.development.rollup import progress_of_goals
from erm.development.rules import GoalMeasure, GoalStatus, GoalVisibility, PlanState
from erm.digest.home import needs
from erm.people.models import Person
from tests.cast import Cast
from tests.development.builders import goal, plan
from tests.development.conftest import Doing


async def test_what_somebody_who_left_wanted_reminds_nobody(cast: Cast, do: Doing) -> None:
    long_ago = now() - timedelta(days=50)
    row = await plan(cast.bo, state=PlanState.ACTIVE, last_activity_at=long_ago, signed_at=long_ago)
    its = await goal(cast.bo, plan_id=row.id, due_on=today(), status=GoalStatus.AT_RISK)
    alone = await goal(cast.bo, due_on=today(), visibility=GoalVisibility.EVERYONE)
    top = await goal(cast.mo, measure=GoalMeasure.GOALS)
    await goal(cast.bo, parent_id=top.id, progress=50)
    mo = cast.actor(cast.mo)
    assert [view.id for view in await queries.quiet_plans(mo)] == [row.id]
    assert len((await queries.goals_in_play(mo, [cast.bo.id]))[cast.bo.id]) == 3

    await Person.filter(id=cast.bo.id).update(left_on=today())
    cast.bo.left_on = today()
    mo = cast.actor(cast.mo)
    bo = cast.actor(cast.bo)
    assert await queries.plans_needing(mo) == ([], [])
    assert await queries.plans_at_work(mo) == []
    assert await queries.team_goals(mo) == []
    for actor in (mo, bo):
        assert await queries.goals_in_play(actor, [cast.bo.id]) == {cast.bo.id: []}
    assert alone.id not in {view.id for view in await queries.goals_to_align_to(mo)}
    assert await progress_of_goals([top.id]) == {top.id: None}
    for key in (its.id, alone.id):
        with pytest.raises(DomainError):
            await do(goals.check_in(mo, goal_id=key, progress=1, status=GoalStatus.DONE))
    assert await CheckIn.all().count() == 0
    seen = (await queries.goals_by_ids(mo, [alone.id]))[alone.id]
    assert not any((seen.can_edit, seen.can_check_in, seen.can_remove, seen.can_add_evidence))
    assert not [need for need in await needs(mo) if need.plan is not None]
