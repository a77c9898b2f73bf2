"""The page of a pair through the whole application."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from erm.core import clock
from erm.core.ids import new_id
from erm.recognition.commands import hide_kudos, withdraw_kudos
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.conftest import Api
from tests.digest.week import MONDAY, Week, do, live

PAIR = """query($id: ID!) { pair(personId: $id) {
  key bond daysSinceContact cadenceDays quiet person { name } series { cadence }
  openPromises { body }
  touchpoints(first: 10) { totalCount edges { node {
    kind occurredAt by { name } subjectTitle subject { __typename id } } } } } }"""
PEOPLE = """{ viewer { relationships(first: 10) { totalCount edges { node {
  person { name relationship { bond } } quiet touchpoints(first: 1) { totalCount } } } } } }"""

Browser = Callable[..., Api]


@pytest.fixture
async def week(cast: Cast) -> Week:
    return await live(cast)


@pytest.fixture(autouse=True)
def monday(week: Week) -> Iterator[None]:
    with clock.at(MONDAY):
        yield


async def test_both_read_their_page(cast: Cast, api: Browser, week: Week) -> None:
    page = (await api(cast.ann).run(PAIR, {"id": to_global("Person", cast.mo.id)}))["pair"]
    assert page["bond"] == "MY_MANAGER"
    assert (page["daysSinceContact"], page["cadenceDays"], page["quiet"]) == (6, 7, False)
    assert page["series"] == {"cadence": "WEEKLY"}
    assert page["openPromises"] == [{"body": "Write down how releases are made"}]
    shown = [edge["node"] for edge in page["touchpoints"]["edges"]]
    assert page["touchpoints"]["totalCount"] == len(shown) == 4
    assert [(t["kind"], t["by"]["name"], t["subject"]["__typename"]) for t in shown] == [
        ("ONE_ON_ONE_HELD", "Mo Test", "OneOnOneMeeting"),
        ("CHECK_IN", "Ann Test", "Goal"),
        ("PLAN_AGREED", "Mo Test", "DevelopmentPlan"),
        ("PROMISE_MADE", "Ann Test", "ActionItem"),
    ]
    assert shown[2]["subject"]["id"] == to_global("DevelopmentPlan", week.plan)
    other = (await api(cast.mo).run(PAIR, {"id": to_global("Person", cast.ann.id)}))["pair"]
    assert other["bond"] == "MY_REPORT"
    assert other["touchpoints"] == page["touchpoints"]


async def test_nobody_else_reads_it_whatever_their_role(cast: Cast, api: Browser) -> None:
    for person in (cast.zed, cast.hana, cast.ada, cast.bo, cast.old):
        page = (await api(person).run(PAIR, {"id": to_global("Person", cast.ann.id)}))["pair"]
        kinds = {edge["node"]["kind"] for edge in page["touchpoints"]["edges"]}
        assert kinds <= ({"FEEDBACK_GIVEN"} if person is cast.bo else set())
        assert page["openPromises"] == []
        assert page["series"] is None


async def test_what_was_withdrawn_is_gone(cast: Cast, api: Browser, week: Week) -> None:
    await do(withdraw_kudos, cast.actor(cast.cy), kudos_id=week.kudos)
    page = (await api(cast.ann).run(PAIR, {"id": to_global("Person", cast.cy.id)}))["pair"]
    assert page["touchpoints"]["totalCount"] == 1
    assert [e["node"]["kind"] for e in page["touchpoints"]["edges"]] == ["FEEDBACK_ASKED"]


async def test_what_was_hidden_keeps_its_day_and_loses_its_words(
    cast: Cast, api: Browser, week: Week
) -> None:
    await do(hide_kudos, cast.actor(cast.ada), kudos_id=week.kudos, reason="Not kind")
    page = (await api(cast.ann).run(PAIR, {"id": to_global("Person", cast.cy.id)}))["pair"]
    kudos = page["touchpoints"]["edges"][0]["node"]
    assert kudos["kind"] == "KUDOS_GIVEN"
    assert kudos["subject"] is None
    assert kudos["subjectTitle"] is None


async def test_there_is_no_pair_with_oneself_or_with_nobody(cast: Cast, api: Browser) -> None:
    ann = api(cast.ann)
    for key in (cast.ann.id, new_id()):
        assert (await ann.run(PAIR, {"id": to_global("Person", key)}))["pair"] is None


async def test_the_list_shows_ones_people(cast: Cast, api: Browser) -> None:
    found = (await api(cast.ann).run(PEOPLE))["viewer"]["relationships"]
    assert found["totalCount"] == 3
    assert {edge["node"]["person"]["name"] for edge in found["edges"]} == {
        "Mo Test",
        "Bo Test",
        "Cy Test",
    }
