"""Elsewhere two people edited one goal, and whoever saved last undid the other without knowing.

Here the second save is refused, tells that the goal is another one now, and is saved once it was
read: both changes stand, and both stand in the history.
"""

from __future__ import annotations

import asyncio
from typing import Any

from erm.core.errors import DomainError
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.development.commands import focus_areas, goals, plans
from erm.development.models import DevelopmentChange, DevelopmentPlan, FocusArea, Goal
from erm.development.rules import FocusKind, PlanState
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.development.builders import goal, plan
from tests.development.test_api import act


async def test_two_editors_of_one_goal_lose_nothing(cast: Cast, api: Any) -> None:
    row = await plan(cast.ann, state=PlanState.ACTIVE, signed_at=None)
    its = await goal(cast.ann, plan_id=row.id, title="Speak")
    key = to_global("Goal", its.id)
    read = "query($id: ID!) { goal(id: $id) { title description dueOn weight version } }"
    ann, mo = api(cast.ann), api(cast.mo)
    seen = [(await browser.run(read, {"id": key}))["goal"] for browser in (ann, mo)]
    assert seen[0] == seen[1]
    words = {"goalId": key, "version": seen[0]["version"]}
    first = await act(
        ann, "editGoal", "goal { version }", **words, title="Speak in public", description=""
    )
    second = await act(
        mo, "editGoal", "goal { version }", **words, title="Speak", description="Twice", weight=4
    )
    assert first["goal"]["version"] == 2
    assert (second["kind"], second["code"]) == ("CONFLICT", "STALE_VERSION")
    assert (await Goal.get(id=its.id)).description == ""
    # What the loser is shown, and saves upon it.
    now_ = (await mo.run(read, {"id": key}))["goal"]
    assert now_["title"] == "Speak in public"
    again = await act(
        mo, "editGoal", "goal { title description weight }", goalId=key, version=now_["version"],
        title=now_["title"], description="Twice", weight=4,
    )  # fmt: skip
    assert again["goal"] == {"title": "Speak in public", "description": "Twice", "weight": 4}
    kept = await DevelopmentChange.all().order_by("id").values_list("field", "after", "by_id")
    assert list(kept) == [
        ("goal_title", "Speak in public", cast.ann.id),
        ("goal_description", "Twice", cast.mo.id),
        ("goal_weight", "4", cast.mo.id),
    ]


async def test_of_many_who_save_at_once_one_is_first(cast: Cast) -> None:
    row = await plan(cast.ann, state=PlanState.ACTIVE)
    its = await goal(cast.ann, plan_id=row.id)
    alone = await goal(cast.ann)
    area = await FocusArea.create(
        plan_id=row.id, kind=FocusKind.ASPIRATION, title="x", position=0, created_at=row.created_at
    )
    actors = [cast.actor(person) for person in (cast.ann, cast.mo) * 3]

    async def attempt(command: Any) -> str:
        try:
            async with unit_of_work(Bus()):
                await command
        except DomainError as error:
            return error.code
        return "done"

    def words(number: int) -> dict[str, Any]:
        return {"title": f"{number}", "description": "", "due_on": None, "version": 1}

    for commands in (
        [goals.edit_goal(a, goal_id=its.id, **words(n)) for n, a in enumerate(actors)],
        [goals.edit_goal(a, goal_id=alone.id, **words(n)) for n, a in enumerate(actors)],
        [
            focus_areas.edit_focus_area(
                a, focus_area_id=area.id, title=f"{n}", why="", target_rank=None, version=1
            )
            for n, a in enumerate(actors)
        ],
    ):
        answers = await asyncio.gather(*(attempt(command) for command in commands))
        assert sorted(answers) == ["STALE_VERSION"] * 5 + ["done"]
    version = (await DevelopmentPlan.get()).version
    shared = [
        plans.share_plan(
            cast.actor(cast.ann), plan_id=row.id, with_hr=True, with_mentor=False,
            with_managers_manager=n % 2 == 0, version=version,
        )
        for n in range(4)
    ]  # fmt: skip
    answers = await asyncio.gather(*(attempt(command) for command in shared))
    assert sorted(answers) == ["STALE_VERSION"] * 3 + ["done"]
