"""Agendas, promises and suggestions through the API, and what they cost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from erm.core.clock import now, today
from erm.core.ids import new_id
from erm.one_on_ones.models import (
    ActionItem,
    ActionItemChange,
    ActionItemComment,
    AgendaTemplate,
    OneOnOneMeeting,
    OneOnOneSeries,
    TalkingPoint,
)
from erm.one_on_ones.rules import ActionItemChangeKind, TalkingPointState, Visibility
from erm.one_on_ones.sealed import seal_point
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.conftest import Api, query_count
from tests.one_on_ones.builders import history

REFUSAL = "... on Refusal { kind code field message }"


def mutation(name: str, answer: str) -> str:
    type_ = name[0].upper() + name[1:]
    return (
        f"mutation ($input: {type_}Input!) {{ {name}(input: $input) "
        f"{{ ... on {type_}Success {{ {answer} }} {REFUSAL} }} }}"
    )


@pytest.fixture
async def series(cast: Cast) -> OneOnOneSeries:
    (row,) = await history(cast.mo, [cast.ann])
    return row


@pytest.fixture
async def meeting(series: OneOnOneSeries) -> OneOnOneMeeting:
    return await OneOnOneMeeting.get(open_series_id=series.id)


async def does(browser: Api, name: str, answer: str, /, **given: Any) -> Any:
    return (await browser.run(mutation(name, answer), {"input": given}))[name]


async def test_a_template_is_kept_changed_applied_and_taken_away(
    api: Callable[..., Api], cast: Cast, meeting: OneOnOneMeeting
) -> None:
    ann, mo = api(cast.ann), api(cast.mo)
    shape = "template { id builtIn version name points { body recurring } }"
    points = [{"body": "One", "recurring": True}, {"body": "Two"}]
    kept = (await does(ann, "saveAgendaTemplate", shape, name="Mine", points=points))["template"]
    assert kept == {
        "id": kept["id"],
        "builtIn": False,
        "version": 1,
        "name": "Mine",
        "points": [{"body": "One", "recurring": True}, {"body": "Two", "recurring": False}],
    }
    changed = await does(
        ann, "saveAgendaTemplate", shape, id=kept["id"], version=1, name="Ours", points=points
    )
    assert changed["template"]["version"] == 2
    stale = await does(
        ann, "saveAgendaTemplate", shape, id=kept["id"], version=1, name="Lost", points=points
    )
    assert (stale["kind"], stale["code"]) == ("CONFLICT", "STALE_VERSION")
    where = {"meetingId": to_global("OneOnOneMeeting", meeting.id)}
    applied = "added meeting { talkingPoints { body } }"
    done = await does(ann, "applyAgendaTemplate", applied, **where, templateId=kept["id"])
    assert done["added"] == 2
    assert [p["body"] for p in done["meeting"]["talkingPoints"]][-2:] == ["One", "Two"]
    listed = "{ viewer { agendaTemplates { id key builtIn name description } } }"
    built_in = [
        each
        for each in (await mo.run(listed))["viewer"]["agendaTemplates"]
        if each["builtIn"] and each["id"] == each["key"] and each["description"]
    ]
    assert len(built_in) >= 8
    done = await does(mo, "applyAgendaTemplate", applied, **where, templateId=built_in[1]["id"])
    assert done["added"] >= 4
    for wrong, code in (
        (kept["id"], "AGENDA_TEMPLATE_NOT_FOUND"),
        ("no-such", "AGENDA_TEMPLATE_NOT_FOUND"),
        (str(to_global("Person", cast.ann.id)), "ID_INVALID"),
    ):
        refused = await does(mo, "applyAgendaTemplate", applied, **where, templateId=wrong)
        assert (refused["code"], refused["field"]) == (code, "templateId")
    gone = await does(ann, "deleteAgendaTemplate", "deletedId", id=kept["id"])
    assert gone == {"deletedId": kept["id"]}
    assert await AgendaTemplate.all().count() == 0


async def test_a_suggestion_says_why_becomes_a_point_and_is_gone(
    api: Callable[..., Api], cast: Cast, series: OneOnOneSeries, meeting: OneOnOneMeeting
) -> None:
    ann, mo = api(cast.ann), api(cast.mo)
    query = """query ($id: ID!) { series(id: $id) { suggestions {
        key kind body reason visibility subject { __typename id } } } }"""
    of = {"id": to_global("OneOnOneSeries", series.id)}
    found = (await ann.run(query, of))["series"]["suggestions"]
    assert [each["kind"] for each in found] == ["PROMISE_OVERDUE"] * 2
    first, second = found
    assert first["subject"]["__typename"] == "ActionItem"
    assert first["reason"] == "You promised this; it was due 1 day ago."
    pair = "query ($id: ID!) { pair(personId: $id) { suggestions { key } } }"
    prepared = await ann.run(pair, {"id": to_global("Person", cast.mo.id)})
    assert prepared["pair"]["suggestions"] == [{"key": each["key"]} for each in found]
    given = {
        "meetingId": to_global("OneOnOneMeeting", meeting.id),
        "body": first["body"],
        "visibility": first["visibility"],
        "suggestionKey": first["key"],
        "recurring": True,
    }
    point = "talkingPoint { body recurring fromSuggestion visibility }"
    added = await does(ann, "addTalkingPoint", point, **given)
    assert added["talkingPoint"] == {
        "body": "a promise",
        "recurring": True,
        "fromSuggestion": "PROMISE_OVERDUE",
        "visibility": "SHARED",
    }
    again = await does(mo, "addTalkingPoint", point, **given)
    assert (again["kind"], again["code"]) == ("CONFLICT", "SUGGESTION_NOT_THERE")
    left = await does(
        mo,
        "dismissSuggestion",
        "series { suggestions { key } }",
        seriesId=of["id"],
        suggestionKey=second["key"],
    )
    assert left == {"series": {"suggestions": []}}
    assert len((await ann.run(query, of))["series"]["suggestions"]) == 1


async def test_a_promise_with_its_origin_comments_and_history(
    api: Callable[..., Api], cast: Cast, meeting: OneOnOneMeeting
) -> None:
    ann, mo = api(cast.ann), api(cast.mo)
    origin = await TalkingPoint.filter(meeting_id=meeting.id, author_id=cast.ann.id).first()
    made = await does(
        ann,
        "addActionItem",
        "actionItem { id originPoint { body } madeIn { number } goal { id } commentCount }",
        meetingId=to_global("OneOnOneMeeting", meeting.id),
        body="Send it",
        ownerId=to_global("Person", cast.ann.id),
        originPointId=to_global("TalkingPoint", origin.id),
    )
    item = made["actionItem"]
    assert item == {
        "id": item["id"],
        "originPoint": {"body": "a point"},
        "madeIn": {"number": 2},
        "goal": None,
        "commentCount": 0,
    }
    answer = "actionItem { commentCount comments { id body mine editedAt author { name } } }"
    said = await does(mo, "commentOnActionItem", answer, actionItemId=item["id"], body="Soon?")
    (comment,) = said["actionItem"]["comments"]
    assert (comment["mine"], comment["author"]["name"]) == (True, "Mo Test")
    assert said["actionItem"]["commentCount"] == 1
    given = {"commentId": comment["id"]}
    refused = await does(ann, "editActionItemComment", answer, **given, body="x")
    assert (refused["kind"], refused["code"]) == (
        "NOT_ALLOWED",
        "ACTION_ITEM_COMMENT_OF_THE_OTHER",
    )
    edited = await does(mo, "editActionItemComment", answer, **given, body="When?")
    assert edited["actionItem"]["comments"][0]["body"] == "When?"
    assert edited["actionItem"]["comments"][0]["editedAt"] is not None
    gone = await does(mo, "deleteActionItemComment", answer, **given)
    assert gone["actionItem"] == {"commentCount": 0, "comments": []}
    state = await does(
        mo,
        "setActionItemState",
        "actionItem { history { kind before after by { name } } }",
        actionItemId=item["id"],
        state="DONE",
    )
    assert state["actionItem"]["history"] == [
        {"kind": "MADE", "before": "", "after": "Send it", "by": {"name": "Ann Test"}},
        {"kind": "STATE", "before": "OPEN", "after": "DONE", "by": {"name": "Mo Test"}},
    ]
    passed = await does(
        mo, "setActionItemState", "actionItem { id }", actionItemId=item["id"], state="BECAME_GOAL"
    )
    assert (passed["code"], passed["field"]) == ("ACTION_ITEM_STATE_NOT_SETTABLE", "state")


async def grow(series: OneOnOneSeries, meeting: OneOnOneMeeting, cast: Cast, more: int) -> None:
    """Points, promises, comments and changes, each with what it can lead to."""
    moment = now()
    points, items, comments, changes = [], [], [], []
    for number in range(more):
        for author in (cast.mo, cast.ann):
            key = new_id()
            private = number % 2 == 0 and author is cast.mo
            points.append(
                TalkingPoint(
                    id=key,
                    series_id=series.id,
                    meeting_id=meeting.id,
                    author_id=author.id,
                    body="" if private else "words",
                    sealed=seal_point("words", key) if private else None,
                    visibility=Visibility.PRIVATE if private else Visibility.SHARED,
                    state=TalkingPointState.DISCUSSED,
                    discussed_at=moment + timedelta(seconds=number),
                    position=number,
                    created_at=moment,
                )
            )
            item = new_id()
            items.append(
                ActionItem(
                    id=item,
                    series_id=series.id,
                    meeting_id=meeting.id,
                    made_in_number=1,
                    meeting_number=2,
                    author_id=author.id,
                    owner_id=author.id,
                    body="a promise",
                    due_on=today() - timedelta(days=1),
                    origin_point_id=key,
                    goal_id=new_id(),
                    created_at=moment,
                )
            )
            comments.append(
                ActionItemComment(
                    item_id=item, author_id=author.id, body="words", created_at=moment
                )
            )
            changes.append(
                ActionItemChange(
                    item_id=item,
                    kind=ActionItemChangeKind.OWNER,
                    before=str(cast.ann.id),
                    after=str(cast.mo.id),
                    by_id=author.id,
                    at=moment,
                )
            )
    await TalkingPoint.bulk_create(points)
    await ActionItem.bulk_create(items)
    await ActionItemComment.bulk_create(comments)
    await ActionItemChange.bulk_create(changes)


MEETING = """query ($id: ID!) { meeting(id: $id) {
    talkingPoints { body recurring discussedAt fromSuggestion author { name } meeting { number } }
    actionItems { body commentCount owner { name } madeIn { number } originPoint { body }
        goal { title } comments { body author { name } } history { before after by { name } } }
    series { suggestions { key reason subject { id } } discussedPoints(first: 100) {
        totalCount edges { node { body author { name } meeting { number } } } } } } }"""
PROMISES = """{ viewer { agendaTemplates { name points { body } }
    promisesMade(first: 100, state: ALL) { totalCount pageInfo { hasNextPage }
        edges { node { body other { name } series { id } meeting { number } commentCount } } }
    promisesReceived(first: 100, state: ALL) { totalCount edges { node { owner { name } } } } } }"""


async def test_a_meeting_and_the_promises_cost_the_same_whatever_there_is(
    api: Callable[..., Api], cast: Cast, series: OneOnOneSeries, meeting: OneOnOneMeeting
) -> None:
    mo = api(cast.mo)
    await mo.run("{ viewer { roles } }")
    given = {"id": to_global("OneOnOneMeeting", meeting.id)}
    counts: dict[str, list[int]] = {MEETING: [], PROMISES: []}
    lengths: dict[str, list[int]] = {MEETING: [], PROMISES: []}
    there = 0
    for size in (1, 20, 200):
        await grow(series, meeting, cast, size - there)
        await AgendaTemplate.bulk_create(
            [
                AgendaTemplate(
                    owner_id=cast.mo.id,
                    name=f"{n}",
                    points=[{"body": "x", "recurring": False}],
                    created_at=now(),
                )
                for n in range(there, size)
            ]
        )
        there = size
        for query, found in counts.items():
            with query_count() as asked:
                answer = await mo.run(query, given if query is MEETING else None)
            found.append(asked.count)
            lengths[query].append(len(repr(answer)))
    for query, found in counts.items():
        assert len(set(found)) == 1, (query, found)
        assert lengths[query] == sorted(set(lengths[query])), "more rows, longer answers"


async def test_the_list_of_promises_is_paged_and_filtered(
    api: Callable[..., Api], cast: Cast, series: OneOnOneSeries, meeting: OneOnOneMeeting
) -> None:
    await ActionItem.filter(series_id=series.id).delete()
    await grow(series, meeting, cast, 3)
    query = """query ($after: String, $state: PromiseFilter!) { viewer {
        promisesMade(first: 2, after: $after, state: $state) {
            totalCount pageInfo { hasNextPage endCursor } edges { node { id } } } } }"""
    mo, seen, after = api(cast.mo), [], None
    for size, more in ((2, True), (1, False)):
        page = (await mo.run(query, {"after": after, "state": "OPEN"}))["viewer"]["promisesMade"]
        assert (len(page["edges"]), page["totalCount"]) == (size, 3)
        assert page["pageInfo"]["hasNextPage"] is more
        seen += [edge["node"]["id"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
    assert len(set(seen)) == 3
    settled = await mo.run(query, {"after": None, "state": "SETTLED"})
    assert settled["viewer"]["promisesMade"]["totalCount"] == 0
    wrong = await mo.execute(query, {"after": "x", "state": "OPEN"})
    assert wrong["errors"][0]["extensions"]["code"] == "CURSOR_INVALID"
