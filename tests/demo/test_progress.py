"""Progress of the demo company's goals and plans is what pandas makes of the same tables."""

from __future__ import annotations

import pandas as pd

from erm.access.actors import actor_for
from erm.core import clock
from erm.demo.seed import seed
from erm.development import queries
from erm.development.models import DevelopmentPlan, Goal
from erm.development.rollup import progress_of_goals
from erm.development.rules import GoalStatus, GoalVisibility
from erm.people.models import Person
from tests.authorization.test_matrix import SQLITE
from tests.conftest import OpenDatabase
from tests.demo.test_seed import NOW
from tests.development.independent import independent_progress


@SQLITE
async def test_every_goal_and_every_plan_is_as_far_as_pandas_says(db: OpenDatabase) -> None:
    with clock.at(NOW):
        await seed(NOW)
        goals = await Goal.all()
        ours = await progress_of_goals(goal.id for goal in goals)
        theirs = await independent_progress(NOW.date())
        assert ours == theirs
        assert len(goals) > 50
        assert len(set(ours.values())) > 10
        frame = pd.DataFrame(
            [
                (goal.plan_id, theirs[goal.id])
                for goal in goals
                if goal.plan_id is not None
                and goal.visibility is not GoalVisibility.PRIVATE
                and goal.status is not GoalStatus.DROPPED
            ],
            columns=["plan", "progress"],
        ).dropna()
        means = frame.groupby("plan")["progress"].apply(
            lambda column: int(column.sum()) // len(column)
        )
        expected = means.to_dict()
        seen = 0
        people = {plan.person_id for plan in await DevelopmentPlan.all()}
        for person in await Person.filter(id__in=list(people)):
            actor = await actor_for(person.id)
            if actor is None:
                continue  # they have left
            for view in await queries.own_plans(actor):
                assert view.progress == expected.get(view.id), view.title
                seen += 1
        assert seen > 20
