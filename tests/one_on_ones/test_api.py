"""One-on-ones through the real application."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from erm.core.clock import now
from erm.one_on_ones.models import OneOnOneMeeting
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.conftest import Api
from tests.one_on_ones.builders import history
from tests.one_on_ones.editing import Editor, coded, decoded, new_key

START = """mutation($input: StartSeriesInput!) { startSeries(input: $input) {
  ... on StartSeriesSuccess { series { id cadence timeZone endedAt other { name } people { name }
    current { id number state held scheduledAt } openActionItems { id } } }
  ... on Refusal { kind code message field } } }"""
POINT = """mutation($input: AddTalkingPointInput!) { addTalkingPoint(input: $input) {
  ... on AddTalkingPointSuccess {
    talkingPoint { id body visibility state position carriedOver version author { name } meeting { id } }
    meeting { openPointCount talkingPoints { body } } }
  ... on Refusal { kind code field } } }"""
ITEM = """mutation($input: AddActionItemInput!) { addActionItem(input: $input) {
  ... on AddActionItemSuccess { actionItem { id body overdue owner { name } other { name } author { name }
     series { id } meeting { id } } meeting { actionItems { body } } }
  ... on Refusal { kind code field } } }"""
APPEND = """mutation($input: AppendNotesInput!) { appendNotes(input: $input) {
  ... on AppendNotesSuccess { number meeting { sharedNotes notesEditable sharedNotesEditedBy { name }
    notesState { number text update } notesVersions { totalCount edges { node { id number text author { name } } } } } }
  ... on Refusal { kind code message field } } }"""
PRIVATE = """mutation($input: SavePrivateNotesInput!) { savePrivateNotes(input: $input) {
  ... on SavePrivateNotesSuccess { meeting { privateNotes privateNotesVersion } }
  ... on Refusal { kind code } } }"""
CLOSE = """mutation($input: CloseMeetingInput!) { closeMeeting(input: $input) {
  ... on CloseMeetingSuccess { meeting { state held actionItems { body } }
    next { id number talkingPoints { id body carriedOver } actionItems { id carriedOver } } }
  ... on Refusal { kind code } } }"""
MEETING = """query($id: ID!) { meeting(id: $id) { id number sharedNotes privateNotes openPointCount
  series { id meetings { totalCount edges { node { number } } } } talkingPoints { body visibility } } }"""


async def begun(ann: Api, cast: Cast) -> dict[str, Any]:
    answer = await ann.run(
        START,
        {
            "input": {
                "personId": to_global("Person", cast.mo.id),
                "cadence": "WEEKLY",
                "firstMeetingAt": (now() + timedelta(days=1)).isoformat(),
            }
        },
    )
    series: dict[str, Any] = answer["startSeries"]["series"]
    return series


async def test_two_people_hold_a_one_on_one(api: Callable[..., Api], cast: Cast) -> None:
    ann, mo = api(cast.ann), api(cast.mo)
    series = await begun(ann, cast)
    assert series["other"]["name"] == "Mo Test"
    assert [person["name"] for person in series["people"]] == ["Ann Test", "Mo Test"]
    assert (series["timeZone"], series["current"]["state"], series["current"]["held"]) == (
        "Europe/Berlin",
        "OPEN",
        None,
    )
    meeting = series["current"]["id"]

    added = await ann.run(
        POINT, {"input": {"meetingId": meeting, "body": "A raise", "visibility": "PRIVATE"}}
    )
    assert added["addTalkingPoint"]["talkingPoint"]["visibility"] == "PRIVATE"
    added = await mo.run(POINT, {"input": {"meetingId": meeting, "body": "The roadmap"}})
    assert added["addTalkingPoint"]["meeting"] == {
        "openPointCount": 1,
        "talkingPoints": [{"body": "The roadmap"}],
    }
    item = await mo.run(
        ITEM,
        {
            "input": {
                "meetingId": meeting,
                "body": "Ask finance",
                "ownerId": to_global("Person", cast.mo.id),
            }
        },
    )
    assert item["addActionItem"]["actionItem"]["other"]["name"] == "Ann Test"
    given = {"meetingId": meeting, "key": str(new_key())}
    update = Editor().insert(0, "Good talk")
    added = await mo.run(APPEND, {"input": {**given, "update": coded(update)}})
    notes = added["appendNotes"]["meeting"]
    assert (notes["sharedNotes"], notes["sharedNotesEditedBy"]["name"]) == ("Good talk", "Mo Test")
    assert notes["notesEditable"] is True
    assert (notes["notesState"]["number"], notes["notesState"]["text"]) == (1, "Good talk")
    assert Editor(decoded(notes["notesState"]["update"])).text == "Good talk"
    (version,) = [edge["node"] for edge in notes["notesVersions"]["edges"]]
    assert (version["text"], version["author"]["name"]) == ("Good talk", "Mo Test")
    refused = await ann.run(APPEND, {"input": {**given, "key": "mine", "update": ""}})
    assert (refused["appendNotes"]["code"], refused["appendNotes"]["field"]) == (
        "ID_INVALID",
        "key",
    )
    refused = await ann.run(APPEND, {"input": {**given, "key": str(new_key()), "update": "AQ=="}})
    assert refused["appendNotes"] == {
        "kind": "INVALID_INPUT",
        "code": "NOTES_UPDATE_MALFORMED",
        "message": "This change to the notes cannot be read. Your text is still in the editor; "
        "please copy it and open the notes again.",
        "field": "update",
    }
    kept = await ann.run(PRIVATE, {"input": {"meetingId": meeting, "text": "Calm", "version": 0}})
    assert kept["savePrivateNotes"]["meeting"] == {
        "privateNotes": "Calm",
        "privateNotesVersion": 1,
    }
    seen = (await mo.run(MEETING, {"id": meeting}))["meeting"]
    assert seen["privateNotes"] == ""
    assert seen["talkingPoints"] == [{"body": "The roadmap", "visibility": "SHARED"}]

    closed = (await mo.run(CLOSE, {"input": {"meetingId": meeting, "held": True}}))["closeMeeting"]
    assert (closed["meeting"]["state"], closed["meeting"]["held"]) == ("CLOSED", True)
    assert closed["next"]["number"] == 2
    assert [point["body"] for point in closed["next"]["talkingPoints"]] == ["The roadmap"]
    assert closed["next"]["actionItems"][0]["carriedOver"] is True

    mine = await ann.run(
        "{ viewer { series { current { openPointCount talkingPoints { body carriedOver } } } "
        "promises { id } promisedToMe { body owner { name } } } }"
    )
    current = mine["viewer"]["series"][0]["current"]
    assert [point["body"] for point in current["talkingPoints"]] == ["A raise", "The roadmap"]
    assert mine["viewer"]["promises"] == []
    assert mine["viewer"]["promisedToMe"][0]["owner"]["name"] == "Mo Test"


async def test_nobody_else_reaches_any_of_it_by_any_way(
    api: Callable[..., Api], cast: Cast
) -> None:
    ann = api(cast.ann)
    series = await begun(ann, cast)
    meeting = series["current"]["id"]
    point = (await ann.run(POINT, {"input": {"meetingId": meeting, "body": "Secret"}}))[
        "addTalkingPoint"
    ]["talkingPoint"]["id"]
    item = (
        await ann.run(
            ITEM,
            {
                "input": {
                    "meetingId": meeting,
                    "body": "Secret",
                    "ownerId": to_global("Person", cast.ann.id),
                }
            },
        )
    )["addActionItem"]["actionItem"]["id"]
    for person in (cast.zed, cast.bo, cast.hana, cast.ada, cast.old):
        browser = api(person)
        for key in (series["id"], meeting, point, item):
            assert (await browser.run("query($id: ID!) { node(id: $id) { id } }", {"id": key}))[
                "node"
            ] is None
        answer = await browser.run(
            "query($s: ID!, $m: ID!) { series(id: $s) { id } meeting(id: $m) { id } "
            "viewer { series { id } promises { id } promisedToMe { id } } }",
            {"s": series["id"], "m": meeting},
        )
        assert answer == {
            "series": None,
            "meeting": None,
            "viewer": {"series": [], "promises": [], "promisedToMe": []},
        }
        refused = await browser.run(CLOSE, {"input": {"meetingId": meeting, "held": True}})
        assert refused["closeMeeting"] == {"kind": "NOT_FOUND", "code": "MEETING_NOT_FOUND"}
    assert await OneOnOneMeeting.all().count() == 1


async def test_an_id_of_another_type_is_refused_by_its_field(
    api: Callable[..., Api], cast: Cast
) -> None:
    answer = await api(cast.ann).run(
        POINT, {"input": {"meetingId": to_global("Person", cast.mo.id), "body": "x"}}
    )
    assert answer["addTalkingPoint"] == {
        "kind": "INVALID_INPUT",
        "code": "ID_INVALID",
        "field": "meetingId",
    }


async def test_a_refusal_speaks_russian_to_a_russian_reader(
    api: Callable[..., Api], cast: Cast
) -> None:
    vera = await cast.person("Vera", manager=cast.mo, locale="ru")
    answer = await api(vera).run(
        START,
        {
            "input": {
                "personId": to_global("Person", vera.id),
                "cadence": "MONTHLY",
                "firstMeetingAt": now().isoformat(),
            }
        },
    )
    assert answer["startSeries"] == {
        "kind": "NOT_ALLOWED",
        "code": "SERIES_NOT_WITH_THIS_PERSON",
        "message": "Встречаться один на один с собой нельзя.",
        "field": "personId",
    }


async def test_a_list_of_series_with_everything_in_it_is_a_fixed_number_of_queries(
    api: Callable[..., Api], cast: Cast
) -> None:
    from tests.conftest import query_count

    counts = []
    query = """{ viewer { series { other { name } current { openPointCount sharedNotesEditedBy { name }
        talkingPoints { body author { name } meeting { number } } actionItems { owner { name } } }
        openActionItems { other { name } series { cadence } }
        meetings(first: 3) { totalCount edges { node { number } } } } } }"""
    for size in (1, 20):
        people = await cast.crowd(size, manager=cast.mo)
        await history(cast.mo, people)
        browser = api(cast.mo)
        await browser.run("{ viewer { series { id } } }")
        with query_count() as asked:
            answer = await browser.run(query)
        counts.append(asked.count)
        assert len(answer["viewer"]["series"]) >= size
    assert counts[0] == counts[1]


async def test_a_persons_page_shows_what_the_viewer_shares_with_them(
    api: Callable[..., Api], cast: Cast
) -> None:
    ann = api(cast.ann)
    query = "query($id: ID!) { person(id: $id) { canStartSeries series { id } } }"
    mo = {"id": to_global("Person", cast.mo.id)}
    assert (await ann.run(query, mo))["person"] == {"canStartSeries": True, "series": None}
    series = await begun(ann, cast)
    assert (await ann.run(query, mo))["person"] == {
        "canStartSeries": False,
        "series": {"id": series["id"]},
    }
    assert (await api(cast.zed).run(query, mo))["person"] == {
        "canStartSeries": True,
        "series": None,
    }
