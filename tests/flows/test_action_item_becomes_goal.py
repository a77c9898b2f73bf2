"""A promise becomes a goal of whoever made it: in one transaction, in a plan of their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from erm.core.actor import Actor
from erm.core.clock import today
from erm.core.errors import DomainError
from erm.core.work import unit_of_work
from erm.development import queries as development
from erm.development.models import Goal
from erm.development.rules import PlanState
from erm.flows.action_item_becomes_goal import turn_action_item_into_goal
from erm.flows.subscriptions import build_bus
from erm.one_on_ones.models import ActionItem, ActionItemChange, OneOnOneMeeting
from erm.one_on_ones.rules import ActionItemState
from erm.people.models import Person
from erm.relationships.models import Touchpoint
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.conftest import Api
from tests.development.builders import plan
from tests.everyday import SETTINGS
from tests.one_on_ones.builders import history

BUS = build_bus(SETTINGS)
TURN = """mutation ($input: TurnActionItemIntoGoalInput!) { turnActionItemIntoGoal(input: $input) {
    ... on TurnActionItemIntoGoalSuccess {
        actionItem { state goal { title } history { kind after by { name } } }
        goal { title description dueOn plan { id } } }
    ... on Refusal { kind code field message } } }"""


async def item_of(owner: Person, other: Person, **values: Any) -> ActionItem:
    """An open promise."""
    (series,) = await history(owner, [other])
    meeting = await OneOnOneMeeting.get(open_series_id=series.id)
    item = await ActionItem.get(meeting_id=meeting.id, owner_id=owner.id)
    if values:
        await ActionItem.filter(id=item.id).update(**values)
    return await ActionItem.get(id=item.id)


async def turn(actor: Actor, item: UUID, plan_id: UUID) -> Any:
    async with unit_of_work(BUS):
        return await turn_action_item_into_goal(actor, action_item_id=item, plan_id=plan_id)


async def refused(actor: Actor, item: UUID, plan_id: UUID) -> tuple[str, str | None]:
    before = await ActionItem.get(id=item).values()
    with pytest.raises(DomainError) as refusal:
        await turn(actor, item, plan_id)
    assert await ActionItem.get(id=item).values() == before
    assert await Goal.all().count() == 0
    assert await ActionItemChange.all().count() == 0
    return refusal.value.code, refusal.value.field


async def test_a_promise_goes_on_as_a_goal_with_its_words_and_its_date(
    cast: Cast, api: Callable[..., Api]
) -> None:
    due = today() + timedelta(days=20)
    item = await item_of(cast.ann, cast.mo, due_on=due, body="Give a talk")
    mine = await plan(cast.ann, state=PlanState.ACTIVE)
    given = {
        "actionItemId": to_global("ActionItem", item.id),
        "planId": to_global("DevelopmentPlan", mine.id),
    }
    answer = await api(cast.ann).run(TURN, {"input": given})
    assert answer["turnActionItemIntoGoal"] == {
        "actionItem": {
            "state": "BECAME_GOAL",
            "goal": {"title": "Give a talk"},
            "history": [
                {"kind": "MADE", "after": "Give a talk", "by": {"name": "Ann Test"}},
                {"kind": "STATE", "after": "BECAME_GOAL", "by": {"name": "Ann Test"}},
            ],
        },
        "goal": {
            "title": "Give a talk",
            "description": "",
            "dueOn": due.isoformat(),
            "plan": {"id": str(given["planId"])},
        },
    }
    again = await api(cast.ann).run(TURN, {"input": given})
    assert again["turnActionItemIntoGoal"]["code"] == "ACTION_ITEM_SETTLED"
    assert await Goal.all().count() == 1


async def test_a_promise_that_became_a_goal_is_no_kept_promise(cast: Cast) -> None:
    item = await item_of(cast.ann, cast.mo)
    mine = await plan(cast.ann, state=PlanState.ACTIVE)
    await turn(cast.actor(cast.ann), item.id, mine.id)
    assert await Touchpoint.filter(source_id=item.id).count() == 0
    row = await ActionItem.get(id=item.id)
    assert (row.state, row.done_at, row.settled_by_id) == (
        ActionItemState.BECAME_GOAL,
        None,
        cast.ann.id,
    )


async def test_long_words_become_a_short_title_and_a_description(cast: Cast) -> None:
    words = "Write down " + "everything " * 40 + "that we know.\nAnd then some."
    item = await item_of(cast.ann, cast.mo, body=words)
    mine = await plan(cast.ann, state=PlanState.ACTIVE)
    _, goal = await turn(cast.actor(cast.ann), item.id, mine.id)
    assert goal.title.startswith("Write down everything")
    assert len(goal.title) <= 200
    assert goal.description == words


async def test_the_other_reads_the_goal_only_where_they_read_the_plan(
    cast: Cast, api: Callable[..., Api]
) -> None:
    query = "query ($id: ID!) { node(id: $id) { ... on ActionItem { state goal { title } } } }"
    for other, shown in ((cast.mo, {"title": "a promise"}), (cast.old, None)):
        item = await item_of(cast.ann, other)
        mine = await plan(cast.ann, state=PlanState.ACTIVE)
        _, goal = await turn(cast.actor(cast.ann), item.id, mine.id)
        found = await development.goals_by_ids(cast.actor(other), [goal.id])
        assert bool(found) is (shown is not None)
        answer = await api(other).run(query, {"id": to_global("ActionItem", item.id)})
        assert answer["node"] == {"state": "BECAME_GOAL", "goal": shown}


async def test_only_its_owner_turns_an_open_promise_into_a_goal(cast: Cast) -> None:
    item = await item_of(cast.ann, cast.mo)
    for person, code in (
        (cast.mo, "ACTION_ITEM_OF_THE_OTHER"),
        (cast.zed, "ACTION_ITEM_NOT_FOUND"),
        (cast.bo, "ACTION_ITEM_NOT_FOUND"),
        (cast.hana, "ACTION_ITEM_NOT_FOUND"),
        (cast.ada, "ACTION_ITEM_NOT_FOUND"),
    ):
        own = await plan(person, state=PlanState.ACTIVE)
        assert await refused(cast.actor(person), item.id, own.id) == (code, None)
    await ActionItem.filter(id=item.id).update(state=ActionItemState.DONE)
    mine = await plan(cast.ann, state=PlanState.ACTIVE)
    assert (await refused(cast.actor(cast.ann), item.id, mine.id))[0] == "ACTION_ITEM_SETTLED"


async def test_it_goes_only_into_a_plan_of_ones_own_that_can_be_edited(cast: Cast) -> None:
    (series,) = await history(cast.mo, [cast.ann])
    meeting = await OneOnOneMeeting.get(open_series_id=series.id)
    item = await ActionItem.get(meeting_id=meeting.id, owner_id=cast.mo.id)
    mo = cast.actor(cast.mo)
    of_report = await plan(cast.ann, state=PlanState.ACTIVE)
    assert await refused(mo, item.id, of_report.id) == ("GOAL_INTO_PLAN_OF_ANOTHER", "plan_id")
    of_boss = await plan(cast.zed, state=PlanState.ACTIVE)
    assert await refused(mo, item.id, of_boss.id) == ("PLAN_NOT_FOUND", "plan_id")
    closed = await plan(cast.mo, state=PlanState.CLOSED)
    assert (await refused(mo, item.id, closed.id))[0] == "PLAN_CLOSED"
