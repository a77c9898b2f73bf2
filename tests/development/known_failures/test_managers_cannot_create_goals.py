"""Elsewhere a manager could not set a goal for a report: only the report could.

Here they can, in a plan and without one; the person sees it at once.
"""

from __future__ import annotations

from typing import Any

from erm.development.rules import PlanState
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.development.builders import plan
from tests.development.test_api import act


async def test_a_manager_sets_goals_for_a_report(cast: Cast, api: Any) -> None:
    row = await plan(cast.ann, state=PlanState.ACTIVE)
    person = to_global("Person", cast.ann.id)
    mo, ann = api(cast.mo), api(cast.ann)
    in_plan = await act(
        mo, "addGoal", "goal { id author { name } }", planId=to_global("DevelopmentPlan", row.id),
        title="In the plan",
    )  # fmt: skip
    alone = await act(
        mo, "addGoal", "goal { id visibility person { name } plan { id } } plan { id }",
        personId=person, title="On its own",
    )  # fmt: skip
    assert in_plan["goal"]["author"]["name"] == "Mo Test"
    assert (alone["goal"]["visibility"], alone["goal"]["plan"], alone["plan"]) == (
        "SHARED",
        None,
        None,
    )
    seen = (await ann.run("{ viewer { goals { id canEdit canCheckIn } } }"))["viewer"]["goals"]
    assert seen == [{"id": alone["goal"]["id"], "canEdit": True, "canCheckIn": True}]
    for other in (cast.bo, cast.zed, cast.hana, cast.old):
        refused = await act(api(other), "addGoal", "goal { id }", personId=person, title="x")
        assert refused["code"] == "GOAL_NOT_FOR_THIS_PERSON"
