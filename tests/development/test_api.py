"""Development plans through the real application."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from erm.core.clock import today
from erm.development.models import DevelopmentPlan
from erm.development.rules import PlanState
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.conftest import Api, query_count
from tests.development.builders import filled

PLAN = """id title focus startsOn endsOn state sharedWithHr agreedByPersonAt agreedByManagerAt
  agreedManager { name } progress quiet quietDays visibleTo { name } person { name } version
  canEdit canAgree canCheckIn canClose closingNote goals { id title progress status
    milestones { id title doneAt } checkIns { totalCount edges { node { comment author { name } } } } }"""


async def act(browser: Api, name: str, answer: str, **values: Any) -> Any:
    kind = name[0].upper() + name[1:]
    data = await browser.run(
        f"mutation($input: {kind}Input!) {{ {name}(input: $input) {{ "
        f"... on {kind}Success {{ {answer} }} ... on Refusal {{ kind code field message }} }} }}",
        {"input": values},
    )
    return data[name]


async def test_a_person_and_their_manager_agree_a_plan_and_work_on_it(
    api: Callable[..., Api], cast: Cast
) -> None:
    ann, mo = api(cast.ann), api(cast.mo)
    plan = (
        await act(
            ann,
            "draftPlan",
            f"plan {{ {PLAN} }}",
            title="Lead a project",
            startsOn=today().isoformat(),
            endsOn=(today() + timedelta(days=90)).isoformat(),
        )
    )["plan"]
    assert (plan["state"], plan["progress"], plan["visibleTo"]) == (
        "DRAFT",
        None,
        [{"name": "Ann Test"}],
    )
    key = plan["id"]
    added = await act(
        ann, "addGoal", f"goal {{ id }} plan {{ {PLAN} }}", planId=key, title="Run the release"
    )
    goal = added["goal"]["id"]
    assert added["plan"]["progress"] == 0
    step = await act(ann, "addMilestone", "goal { milestones { id } }", goalId=goal, title="Draft")
    proposed = (await act(ann, "proposePlan", f"plan {{ {PLAN} }}", planId=key))["plan"]
    assert (proposed["state"], [p["name"] for p in proposed["visibleTo"]]) == (
        "PROPOSED",
        ["Ann Test", "Mo Test"],
    )
    team = await mo.run("{ viewer { teamDevelopmentPlans { id canAgree version } } }")
    (waiting,) = team["viewer"]["teamDevelopmentPlans"]
    assert waiting["canAgree"] is True
    agreed = await act(
        mo, "agreePlan", f"plan {{ {PLAN} }}", planId=key, version=waiting["version"]
    )
    assert agreed["plan"]["state"] == "ACTIVE"
    assert agreed["plan"]["agreedManager"] == {"name": "Mo Test"}
    milestone = step["goal"]["milestones"][0]["id"]
    await act(
        ann, "setMilestoneDone", "goal { milestones { doneAt } }", milestoneId=milestone, done=True
    )
    told = await act(
        ann,
        "checkIn",
        "checkIn { author { name } goal { plan { id } } } goal { progress status }",
        goalId=goal,
        progress=40,
        status="AT_RISK",
        comment="Slow start",
        reason="Too many meetings",
    )
    assert told["goal"] == {"progress": 40, "status": "AT_RISK"}
    assert told["checkIn"]["goal"]["plan"]["id"] == key
    seen = (
        await mo.run(f"query($id: ID!) {{ developmentPlan(id: $id) {{ {PLAN} }} }}", {"id": key})
    )["developmentPlan"]
    assert seen["progress"] == 40
    assert seen["goals"][0]["checkIns"]["edges"][0]["node"]["comment"] == "Slow start"
    assert seen["goals"][0]["milestones"][0]["doneAt"] is not None
    closed = await act(mo, "closePlan", f"plan {{ {PLAN} }}", planId=key, note="Well done")
    assert (closed["plan"]["state"], closed["plan"]["closingNote"]) == ("CLOSED", "Well done")


async def test_a_draft_is_unreachable_for_everybody_else(
    api: Callable[..., Api], cast: Cast
) -> None:
    (plan,) = await filled([cast.ann], cast.ann, shared_with_hr=True)
    ids = (
        await api(cast.ann).run(
            "query($id: ID!) { developmentPlan(id: $id) { id goals { id milestones { id } "
            "checkIns { edges { node { id } } } } } }",
            {"id": to_global("DevelopmentPlan", plan.id)},
        )
    )["developmentPlan"]
    goal = ids["goals"][0]
    keys = [
        ids["id"],
        goal["id"],
        goal["milestones"][0]["id"],
        goal["checkIns"]["edges"][0]["node"]["id"],
    ]
    for person in (cast.mo, cast.zed, cast.hana, cast.ada, cast.old, cast.bo):
        browser = api(person)
        for key in keys:
            found = await browser.run("query($id: ID!) { node(id: $id) { id } }", {"id": key})
            assert found["node"] is None
        answer = await browser.run(
            "query($p: ID!, $g: ID!) { developmentPlan(id: $p) { id } goal(id: $g) { id } "
            "viewer { developmentPlans { id } teamDevelopmentPlans { id } } }",
            {"p": keys[0], "g": keys[1]},
        )
        assert answer == {
            "developmentPlan": None,
            "goal": None,
            "viewer": {"developmentPlans": [], "teamDevelopmentPlans": []},
        }
        refused = await act(browser, "closePlan", "plan { id }", planId=keys[0])
        assert (refused["kind"], refused["code"]) == ("NOT_FOUND", "PLAN_NOT_FOUND")
    assert (await DevelopmentPlan.get()).state is PlanState.DRAFT


async def test_a_refusal_speaks_russian_to_a_russian_reader(
    api: Callable[..., Api], cast: Cast
) -> None:
    vera = await cast.person("Vera", manager=cast.mo, locale="ru")
    refused = await act(
        api(vera),
        "draftPlan",
        "plan { id }",
        personId=to_global("Person", cast.ann.id),
        title="Чужой план",
        startsOn=today().isoformat(),
        endsOn=(today() + timedelta(days=1)).isoformat(),
    )
    assert refused == {
        "kind": "NOT_ALLOWED",
        "code": "PLAN_NOT_FOR_THIS_PERSON",
        "field": "personId",
        "message": "План развития можно составить для себя и для своих подчинённых.",
    }


async def test_a_team_of_plans_with_everything_in_them_is_a_fixed_number_of_queries(
    api: Callable[..., Api], cast: Cast
) -> None:
    counts = []
    for size in (1, 20):
        people = await cast.crowd(size, manager=cast.mo)
        await filled(people, cast.mo, state=PlanState.ACTIVE)
        browser = api(cast.mo)
        await browser.run("{ viewer { developmentPlans { id } } }")
        with query_count() as asked:
            answer = await browser.run(f"{{ viewer {{ teamDevelopmentPlans {{ {PLAN} }} }} }}")
        counts.append(asked.count)
        assert len(answer["viewer"]["teamDevelopmentPlans"]) >= size
    assert counts[0] == counts[1]


async def test_a_persons_page_shows_the_plans_that_the_viewer_may_read(
    api: Callable[..., Api], cast: Cast
) -> None:
    (draft,) = await filled([cast.ann], cast.ann)
    (active,) = await filled([cast.ann], cast.ann, state=PlanState.ACTIVE)
    query = "query($id: ID!) { person(id: $id) { canDraftPlan developmentPlans { id } } }"
    for person, may, plans in [
        (cast.ann, True, [active, draft]),
        (cast.mo, True, [active]),
        (cast.zed, False, []),
        (cast.hana, False, []),
    ]:
        answer = await api(person).run(query, {"id": to_global("Person", cast.ann.id)})
        assert answer["person"] == {
            "canDraftPlan": may,
            "developmentPlans": [{"id": to_global("DevelopmentPlan", p.id)} for p in plans],
        }
