"""A plan is seen by those whom it is about, whether they were asked or came later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from erm.core.actor import SYSTEM
from erm.core.clock import now, today
from erm.core.paging import PageRequest
from erm.engagement.actions import policy
from erm.engagement.actions.models import ActionPlan, ActionStep
from erm.engagement.actions.queries import action_plans, open_steps, plans_for
from erm.engagement.actions.rules import ActionPlanState, ActionStepState
from erm.people.models import Person
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.conftest import Api
from tests.database import query_count
from tests.engagement.actions.rows import plan, step
from tests.engagement.told import told

PAGE = PageRequest(100)
QUERY = """query { actionPlans(first: 100) { totalCount edges { node { id title state canEdit
  wave { id title } department { name } drivers { name } createdBy { id }
  steps { id text overdue owner { id } plan { id } } asked { wave { id } } } } } }"""


async def seen(cast: Cast, person: Person) -> set[str]:
    page = await action_plans(cast.actor(person), PAGE)
    assert await page.count() == len(page.items)
    return {each.title for each in page.items}


async def test_the_people_of_a_department_its_leader_hr_and_owners_of_steps_see_a_plan(
    cast: Cast,
) -> None:
    found = await told(cast)
    below = await cast.department("Platform", cast.engineering)
    pat = await cast.person("Pat", department=below)
    await ActionPlan.filter(id=(await plan(found, cast.hana)).id).update(title="company")
    row = await plan(found, cast.hana, cast.engineering)
    await ActionPlan.filter(id=row.id).update(title="engineering")
    _ = await step(row, cast.cy)
    await ActionPlan.filter(id=(await plan(found, cast.hana, cast.sales)).id).update(title="sales")
    for person in (cast.mo, cast.ann, pat):
        assert await seen(cast, person) == {"company", "engineering"}
    assert await seen(cast, cast.cy) == {"company", "engineering", "sales"}
    assert await seen(cast, cast.max) == {"company", "sales"}
    assert await seen(cast, cast.ada) == {"company"}
    assert await seen(cast, cast.hana) == {"company", "engineering", "sales"}
    assert (await action_plans(SYSTEM, PAGE)).items == []
    # HR sees all of them, and has those of others not on their own list.
    assert {each.title for each in await plans_for(cast.actor(cast.hana))} == {"company"}


async def test_both_forms_of_the_policy_agree(cast: Cast) -> None:
    found = await told(cast)
    for department in (None, cast.engineering, cast.sales, cast.company):
        row = await plan(found, cast.mo, department)
        _ = await step(row, cast.bo if department is cast.sales else cast.ann)
    rows = await ActionPlan.all()
    steps = await ActionStep.all()
    for person in cast.people:
        actor = cast.actor(person)
        reach = await policy.reach_of(actor)
        wanted = {
            row.id
            for row in rows
            if policy.may_read_plan(
                actor,
                row,
                reach,
                owns_step=any(
                    each.plan_id == row.id and each.owner_id == person.id for each in steps
                ),
            )
        }
        where = policy.readable_plans(actor, reach)
        assert set(await ActionPlan.filter(where).values_list("id", flat=True)) == wanted


async def test_own_steps_are_open_ones_of_active_plans_those_due_first(cast: Cast) -> None:
    found = await told(cast)
    row = await plan(found, cast.mo, cast.engineering)
    over = await plan(found, cast.mo, cast.engineering, state=ActionPlanState.DONE)
    later = await step(row, cast.ann, due_on=today() + timedelta(days=9))
    never = await step(row, cast.ann, position=1)
    late = await step(row, cast.ann, position=2, due_on=today() - timedelta(days=2))
    _ = await step(row, cast.ann, position=3, state=ActionStepState.DONE)
    _ = await step(row, cast.bo, position=4)
    _ = await step(over, cast.ann)
    views = await open_steps(cast.actor(cast.ann))
    assert [each.id for each in views] == [late.id, later.id, never.id]
    assert [each.overdue for each in views] == [True, False, False]
    assert all(each.can_settle for each in views)


async def test_who_came_later_sees_the_plan_and_not_the_wave(
    api: Callable[..., Api], cast: Cast
) -> None:
    found = await told(cast, invited=[cast.ann])
    _ = await plan(found, cast.hana, cast.engineering)
    for person, known in ((cast.ann, True), (cast.bo, False)):
        (edge,) = (await api(person).run(QUERY))["actionPlans"]["edges"]
        assert (edge["node"]["wave"] is not None) is known
        assert [each["name"] for each in edge["node"]["drivers"]] == ["Recognition"]


async def test_the_list_pages_and_costs_the_same_however_long_it_is(
    api: Callable[..., Api], cast: Cast
) -> None:
    found = await told(cast)
    counts = []
    for number in (1, 19, 60):
        for _ in range(number):
            _ = await step(await plan(found, cast.hana, cast.engineering), cast.ann)
        hana = api(cast.hana)
        await hana.run(QUERY)
        with query_count() as queries:
            data = (await hana.run(QUERY))["actionPlans"]
        counts.append(queries.count)
    assert data["totalCount"] == len(data["edges"]) == 80
    assert len(set(counts)) == 1
    page = await action_plans(cast.actor(cast.hana), PageRequest(50))
    rest = await action_plans(cast.actor(cast.hana), PageRequest.of(50, page.cursors[-1]))
    assert len({each.id for each in (*page.items, *rest.items)}) == 80
    of_wave = "query W($w: ID!) { actionPlans(waveId: $w) { totalCount } }"
    other = {"w": to_global("SurveyWave", cast.ann.id)}
    assert (await api(cast.hana).run(of_wave, other))["actionPlans"]["totalCount"] == 0
    assert now() >= page.items[0].created_at
