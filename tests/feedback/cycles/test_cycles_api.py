"""Cycles through the API: what a page asks for, who is refused, and how many queries it takes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from erm.core.clock import today
from erm.feedback.cycles.models import Cycle, CycleParticipant
from erm.feedback.cycles.rules import CycleState, Perspective, ReviewState
from erm.schema.ids import to_global
from tests.cast import ZONE, Cast
from tests.conftest import Api, query_count
from tests.feedback.cycles import rows

CYCLE = """
query ($id: ID!, $first: Int) {
  cycle(id: $id) {
    id name state templateName currentPhase termsHash canManage allowedStates version
    phases { phase untilOn myUntilOn }
    perspectives { kind anonymous minimum weight }
    questions { position text perspectives scale { value label } }
    terms { perspective text }
    owner { name }
    audience { everyone count sample { name } }
    blockers { kind stops count text people { name } }
    myParticipation { state packet }
    history { totalCount edges { node { what actor { name } participant { name } } } }
    participants(first: $first) {
      totalCount
      edges { node {
        state packet canRemove canExtend canReleasePacket lacksSummary
        person { name title } manager { name } managerAtLaunch { name }
        departmentAtLaunch { name } departmentNow { name }
        extensions { phase untilOn by { name } }
        reviewCounts { perspective asked submitted declined }
      } }
    }
  }
}
"""
MOVE = """
mutation ($input: MoveCycleInput!) {
  moveCycle(input: $input) {
    __typename
    ... on MoveCycleSuccess { cycle { state version termsHash } }
    ... on Refusal { kind code message field }
  }
}
"""
CREATE = """
mutation ($input: CreateCycleInput!) {
  createCycle(input: $input) {
    __typename
    ... on CreateCycleSuccess { cycle { id version questions { id texts { en ru } } } }
    ... on Refusal { kind code }
  }
}
"""
Browser = Callable[..., Api]


async def test_hr_drafts_and_launches_a_cycle_and_a_participant_sees_their_part(
    cast: Cast, api: Browser
) -> None:
    hana = api(cast.hana)
    given = {"templateKey": "annual_360", "name": "Autumn", "startsOn": today(ZONE).isoformat()}
    made = (await hana.run(CREATE, {"input": given}))["createCycle"]["cycle"]
    assert len(made["questions"]) > 10
    assert all(q["texts"]["en"] and q["texts"]["ru"] for q in made["questions"])
    assert (await api(cast.ann).run(CYCLE, {"id": made["id"]}))["cycle"] is None
    await Cycle.filter(name="Autumn").update(audience=rows.Audience(everyone=True).to_json())
    step = {"id": made["id"], "version": 1, "state": "NOMINATION"}
    moved = (await hana.run(MOVE, {"input": step}))["moveCycle"]
    assert moved["cycle"]["state"] == "NOMINATION"
    seen = (await hana.run(CYCLE, {"id": made["id"]}))["cycle"]
    assert seen["canManage"]
    assert seen["allowedStates"] == ["WRITING", "CANCELLED"]
    assert seen["templateName"] == "Annual 360"
    assert seen["participants"]["totalCount"] == 9
    assert seen["audience"]["count"] == 9
    assert seen["history"]["edges"][0]["node"] == {
        "what": "Moved: draft → choosing raters.",
        "actor": {"name": "Hana Test"},
        "participant": None,
    }
    of_ann = (await api(cast.ann).run(CYCLE, {"id": made["id"]}))["cycle"]
    hidden = {"audience": None, "blockers": [], "history": None, "participants": None}
    assert {name: of_ann[name] for name in hidden} == hidden
    assert of_ann["allowedStates"] == []
    assert of_ann["myParticipation"] == {"state": "ACTIVE", "packet": "WAITING"}
    assert of_ann["terms"] == seen["terms"]
    of_mo = (await api(cast.mo).run(CYCLE, {"id": made["id"]}))["cycle"]
    names = [edge["node"]["person"]["name"] for edge in of_mo["participants"]["edges"]]
    assert names == ["Ann Test", "Bo Test"]


@pytest.mark.parametrize(("who", "kind"), [("ann", "NOT_ALLOWED"), ("ada", "NOT_FOUND")])
async def test_who_may_not_move_it_is_refused_and_it_stands_still(
    cast: Cast, api: Browser, who: str, kind: str
) -> None:
    round_ = await rows.cycle(cast.hana)
    await rows.participant(round_, cast.ann, manager=cast.mo)
    step = {"id": to_global("Cycle", round_.id), "version": 1, "state": "PACKETS"}
    answer = (await api(getattr(cast, who)).run(MOVE, {"input": step}))["moveCycle"]
    assert (answer["__typename"], answer["kind"]) == ("Refusal", kind)
    assert (await Cycle.get(id=round_.id)).state is CycleState.WRITING


async def test_templates_programmes_and_rules_are_nothing_to_others(
    cast: Cast, api: Browser
) -> None:
    await rows.programme(cast.hana)
    query = """
    { cycleTemplates { key name builtIn definition { questions { competency } } }
      cycleProgrammes { name trigger nextOn audience { everyone } owner { name } cycles { name } }
      cycleAudiencePreview(audience: {everyone: true}) { count sample { name } } }
    """
    seen = await api(cast.hana).run(query)
    assert [each["key"] for each in seen["cycleTemplates"]] == [
        "quarterly",
        "annual_360",
        "upward",
        "project_end",
        "probation",
    ]
    assert seen["cycleProgrammes"][0]["name"] == "Every half year"
    assert seen["cycleAudiencePreview"]["count"] == 9
    for person in (cast.ann, cast.mo, cast.ada):
        nothing = await api(person).run(query)
        assert nothing == {
            "cycleTemplates": [],
            "cycleProgrammes": [],
            "cycleAudiencePreview": None,
        }


async def _page(cast: Cast, api: Browser, size: int, first: int) -> tuple[Any, int]:
    round_ = await rows.cycle(cast.hana)
    people = await cast.crowd(size, manager=cast.mo, department=cast.sales)
    for row in await rows.participants(round_, people, manager=cast.mo):
        if size <= 20 or row.id.int % 7 == 0:
            await rows.review(row, cast.mo, Perspective.MANAGER, state=ReviewState.SUBMITTED)
    for person in people[:3]:
        await rows.extension(round_, person, today() + timedelta(days=9), by=cast.hana)
    await CycleParticipant.filter(cycle_id=round_.id).update(
        department_at_launch_id=cast.engineering.id
    )
    browser = api(cast.hana)
    given = {"id": to_global("Cycle", round_.id), "first": first}
    await browser.run(CYCLE, given)
    with query_count() as counted:
        seen = (await browser.run(CYCLE, given))["cycle"]
    return seen, counted.count


@pytest.mark.parametrize("size", [1, 20, 200])
async def test_the_page_of_a_cycle_takes_as_many_queries_for_200_people_as_for_20(
    cast: Cast, api: Browser, size: int
) -> None:
    seen, count = await _page(cast, api, size, 30)
    assert seen["participants"]["totalCount"] == size
    assert len(seen["participants"]["edges"]) == min(size, 30)
    # Two batches may fall together, by which answer of the database comes first.
    assert 40 <= count <= 41
