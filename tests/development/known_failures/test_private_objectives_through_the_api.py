"""Elsewhere a private objective was hidden on the screen and given out by the API.

Here it is its author's alone by every way through the API: by id, by its plan, by a parent, in every
list and count, and in what others may conclude from a number.
"""

from __future__ import annotations

from typing import Any

from erm.development.models import CheckIn, DevelopmentPlan, Goal, Milestone
from erm.development.rules import GoalMeasure, GoalStatus, GoalVisibility, PlanState
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.conftest import Api
from tests.development.builders import goal, plan

WORD = "qzprivateq"
GOAL = "id title progress childrenCounted hasParent parent { id } children { id title }"
EVERYTHING = f"""query($goal: ID!, $plan: ID!, $top: ID!, $person: ID!, $step: ID!, $told: ID!) {{
  goal(id: $goal) {{ {GOAL} }} node(id: $goal) {{ id }}
  step: node(id: $step) {{ id }} told: node(id: $told) {{ id }}
  top: goal(id: $top) {{ {GOAL} }}
  developmentPlan(id: $plan) {{ progress lastActivityAt version changesSinceSigning goals {{ {GOAL} }}
    changes {{ totalCount edges {{ node {{ subject before after }} }} }} focusAreas {{ id }} }}
  goalsToAlignTo {{ id title }}
  person(id: $person) {{ developmentPlans {{ goals {{ id title }} }} }}
  viewer {{ goals {{ id title }} all: goals(mine: false) {{ id title }} teamGoals {{ id title }}
    checkInsDue {{ id }} teamDevelopmentPlans {{ progress goals {{ id title }} }}
    handoverCandidates {{ title }} home {{ needs {{ kind }} }} }} }}"""


async def test_a_private_goal_is_its_authors_by_every_way(cast: Cast, api: Any) -> None:
    row = await plan(cast.ann, state=PlanState.ACTIVE, shared_with_hr=True)
    shown = await goal(cast.ann, plan_id=row.id, progress=20)
    top = await goal(cast.ann, visibility=GoalVisibility.EVERYONE, measure=GoalMeasure.GOALS)
    await goal(cast.ann, parent_id=top.id, progress=40, visibility=GoalVisibility.EVERYONE)
    variables = {
        "plan": to_global("DevelopmentPlan", row.id),
        "top": to_global("Goal", top.id),
        "person": to_global("Person", cast.ann.id),
    }
    nowhere = {key: to_global("Goal", row.id) for key in ("goal", "step", "told")}
    others = [cast.mo, cast.zed, cast.hana, cast.ada, cast.old, cast.bo]
    before = {p.id: await ask(api(p), variables | nowhere) for p in others}

    secret = await goal(
        cast.ann, plan_id=row.id, parent_id=top.id, title=WORD, progress=90,
        visibility=GoalVisibility.PRIVATE,
    )  # fmt: skip
    await Goal.filter(id=shown.id).update(parent_id=secret.id)
    step = await Milestone.create(
        goal_id=secret.id, title=WORD, position=0, created_at=row.created_at
    )
    told = await CheckIn.create(
        goal_id=secret.id, author_id=cast.ann.id, progress=90, status=GoalStatus.AT_RISK,
        comment=WORD, created_at=row.created_at,
    )  # fmt: skip
    there = {
        "goal": to_global("Goal", secret.id),
        "step": to_global("Milestone", step.id),
        "told": to_global("CheckIn", told.id),
    }
    for person in others:
        answer = await ask(api(person), variables | there)
        assert WORD not in str(answer)
        # Not only not named: nobody else's answer is another one because it is there.
        assert answer == before[person.id], person.given_name
    own = await ask(api(cast.ann), variables | there)
    assert str(own).count(WORD) >= 3
    assert own["developmentPlan"]["progress"] == 20
    assert own["top"]["progress"] == 40


async def ask(browser: Api, variables: dict[str, Any]) -> Any:
    return await browser.run(EVERYTHING, variables)


async def test_no_mutation_tells_that_a_private_goal_is_there(cast: Cast, api: Any) -> None:
    row = await plan(cast.ann, state=PlanState.ACTIVE)
    secret = await goal(cast.ann, plan_id=row.id, visibility=GoalVisibility.PRIVATE)
    key, nobody = to_global("Goal", secret.id), to_global("Goal", row.id)
    for name, given in [
        ("editGoal", {"title": "x", "description": "", "version": 1}),
        ("removeGoal", {}),
        ("addMilestone", {"title": "x"}),
        ("checkIn", {"progress": 1, "status": "DONE"}),
    ]:
        answers = []
        for goal_id in (key, nobody):
            kind = name[0].upper() + name[1:]
            data = await api(cast.mo).run(
                f"mutation($input: {kind}Input!) {{ {name}(input: $input) {{ __typename "
                "... on Refusal { kind code message field } } }",
                {"input": given | {"goalId": goal_id}},
            )
            answers.append(data[name])
        assert answers[0] == answers[1]
        assert answers[0]["code"] == "GOAL_NOT_FOUND"
    stored = await Goal.get(id=secret.id)
    assert (stored.title, stored.version, stored.progress) == ("Speak", 1, 0)
    assert (await DevelopmentPlan.get()).version == 1
