"""Rhythms, skips, pauses and proposals through the real application."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tortoise import Tortoise

from erm.core import clock
from erm.core.clock import now, today
from erm.one_on_ones.models import OneOnOneSeries, SkippedDay
from erm.one_on_ones.rules import Cadence
from erm.people.models import Person
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.conftest import Api, query_count
from tests.one_on_ones.builders import history

SERIES = """id kind cadence rrule rhythm timeZone wallTime pausedFrom pausedUntil skippedDays
  upcoming(count: 3) current { id number scheduledAt plannedAt moved asksWhetherHeld held heldBy }"""
REFUSAL = "... on Refusal { kind code message field }"
START = f"""mutation($input: StartSeriesInput!) {{ startSeries(input: $input) {{
  ... on StartSeriesSuccess {{ series {{ {SERIES} }} }} {REFUSAL} }} }}"""
CHANGE = f"""mutation($input: ChangeSeriesInput!) {{ changeSeries(input: $input) {{
  ... on ChangeSeriesSuccess {{ series {{ {SERIES} }} }} {REFUSAL} }} }}"""
SKIP = f"""mutation($input: SkipMeetingInput!) {{ skipMeeting(input: $input) {{
  ... on SkipMeetingSuccess {{ meeting {{ id scheduledAt series {{ {SERIES} }} }} }} {REFUSAL} }} }}"""
UNDO = f"""mutation($input: UndoSkipInput!) {{ undoSkip(input: $input) {{
  ... on UndoSkipSuccess {{ meeting {{ id scheduledAt series {{ {SERIES} }} }} }} {REFUSAL} }} }}"""
PAUSE = f"""mutation($input: PauseSeriesInput!) {{ pauseSeries(input: $input) {{
  ... on PauseSeriesSuccess {{ series {{ {SERIES} }} }} {REFUSAL} }} }}"""
RESUME = f"""mutation($input: ResumeSeriesInput!) {{ resumeSeries(input: $input) {{
  ... on ResumeSeriesSuccess {{ series {{ {SERIES} }} }} {REFUSAL} }} }}"""
CLOSE = f"""mutation($input: CloseMeetingInput!) {{ closeMeeting(input: $input) {{
  ... on CloseMeetingSuccess {{ meeting {{ id }} }} {REFUSAL} }} }}"""
PREVIEW = """query($cadence: SeriesCadence!, $at: DateTime!, $rrule: String, $zone: String) {
  rhythmPreview(cadence: $cadence, firstMeetingAt: $at, rrule: $rrule, timeZone: $zone, count: 3)
  { rrule rhythm meetings problem { kind code message field } } }"""
PROPOSALS = (
    """{ viewer { seriesProposals { key kind reason person { name } formerManager { name } } } }"""
)

MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
Apis = Callable[..., Api]


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with clock.at(MONDAY):
        yield


def at(day: int, hour: int = 9, month: int = 3) -> str:
    return datetime(2026, month, day, hour, tzinfo=UTC).isoformat()


async def begin(api: Api, other: Person, **more: Any) -> dict[str, Any]:
    given = {
        "personId": to_global("Person", other.id),
        "cadence": "WEEKLY",
        "firstMeetingAt": at(3),
    }
    answer = await api.run(START, {"input": given | more})
    found: dict[str, Any] = answer["startSeries"]
    return found.get("series", found)


async def test_two_peers_meet_by_a_rule_of_their_own_in_a_zone_of_their_choice(
    api: Apis, cast: Cast
) -> None:
    ann = api(cast.ann)
    series = await begin(
        ann,
        cast.cy,
        cadence="CUSTOM",
        rrule="freq=weekly;byday=th,mo;interval=2",
        timeZone="America/New_York",
        firstMeetingAt=at(3, 14),
    )
    assert (series["kind"], series["cadence"]) == ("PEER", "CUSTOM")
    assert series["rrule"] == "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH"
    assert series["rhythm"] == "every two weeks on Monday and Thursday at 09:00"
    assert (series["timeZone"], series["wallTime"]) == ("America/New_York", "09:00")
    summer = [at(5, 14), at(16, 13), at(19, 13)]
    assert [datetime.fromisoformat(each) for each in series["upcoming"]] == [
        datetime.fromisoformat(each) for each in summer
    ]
    changed = await ann.run(
        CHANGE,
        {"input": {"seriesId": series["id"], "cadence": "CUSTOM", "timeZone": "Asia/Kolkata"}},
    )
    again = changed["changeSeries"]["series"]
    assert (again["rrule"], again["wallTime"]) == (series["rrule"], "09:00")
    assert datetime.fromisoformat(again["upcoming"][0]) == datetime(2026, 3, 5, 3, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("more", "code", "field"),
    [
        ({"cadence": "CUSTOM"}, "RRULE_REQUIRED", "rrule"),
        ({"rrule": "FREQ=WEEKLY"}, "RRULE_NOT_EXPECTED", "rrule"),
        ({"cadence": "CUSTOM", "rrule": "FREQ=HOURLY"}, "RRULE_MORE_THAN_DAILY", "rrule"),
        ({"cadence": "CUSTOM", "rrule": "FREQ=WEEKLY;COUNT=3"}, "RRULE_WITH_AN_END", "rrule"),
        ({"timeZone": "Europe/Atlantis"}, "TIME_ZONE_UNKNOWN", "timeZone"),
        ({"kind": "MANAGER"}, "SERIES_KIND_NOT_TRUE", "kind"),
    ],
)
async def test_what_cannot_begin_is_refused_in_words_and_nothing_is_kept(
    api: Apis, cast: Cast, more: dict[str, Any], code: str, field: str
) -> None:
    refused = await begin(api(cast.ann), cast.bo, **more)
    assert (refused["code"], refused["field"]) == (code, field)
    assert refused["message"]
    assert await OneOnOneSeries.all().count() == 0


async def test_a_new_rhythm_begins_where_the_open_meeting_is_and_leaves_one_that_waits(
    api: Apis, cast: Cast
) -> None:
    ann = api(cast.ann)
    series = await begin(ann, cast.mo)
    given = {"seriesId": series["id"], "cadence": "CUSTOM", "rrule": "FREQ=MONTHLY;BYDAY=-1FR"}
    changed = (await ann.run(CHANGE, {"input": given}))["changeSeries"]["series"]
    assert [each[:10] for each in changed["upcoming"]] == ["2026-03-27", "2026-04-24", "2026-05-29"]
    assert changed["current"]["id"] == series["current"]["id"]
    row = await OneOnOneSeries.get()
    assert (row.calendar_uid is not None, row.calendar_sequence) == (True, 0)
    with clock.at(datetime(2026, 3, 28, tzinfo=UTC)):
        given = {"seriesId": series["id"], "cadence": "WEEKLY"}
        late = (await api(cast.ann).run(CHANGE, {"input": given}))["changeSeries"]["series"]
        assert late["current"]["scheduledAt"] == changed["upcoming"][0], "it waits to be closed"
        assert [each[:10] for each in late["upcoming"][1:]] == ["2026-04-03", "2026-04-10"]


async def test_a_meeting_is_skipped_and_a_pause_begins_and_ends(api: Apis, cast: Cast) -> None:
    ann = api(cast.ann)
    series = await begin(ann, cast.mo)
    key, meeting = series["id"], series["current"]["id"]
    skipped = (await ann.run(SKIP, {"input": {"meetingId": meeting}}))["skipMeeting"]["meeting"]
    assert skipped["id"] == meeting
    assert skipped["series"]["skippedDays"] == ["2026-03-03"]
    assert [each[:10] for each in skipped["series"]["upcoming"]] == [
        "2026-03-10",
        "2026-03-17",
        "2026-03-24",
    ]
    given = {"seriesId": key, "day": "2026-03-03"}
    undone = (await ann.run(UNDO, {"input": given}))["undoSkip"]["meeting"]
    assert (undone["scheduledAt"][:10], undone["series"]["skippedDays"]) == ("2026-03-03", [])
    again = (await ann.run(UNDO, {"input": given}))["undoSkip"]
    assert (again["kind"], again["code"], again["field"]) == ("NOT_FOUND", "DAY_NOT_SKIPPED", "day")
    given = {"seriesId": key, "from": "2026-03-03", "until": "2026-03-20"}
    paused = (await ann.run(PAUSE, {"input": given}))["pauseSeries"]["series"]
    assert (paused["pausedFrom"], paused["pausedUntil"]) == ("2026-03-03", "2026-03-20")
    assert paused["current"]["scheduledAt"][:10] == "2026-03-24"
    wrong = (await ann.run(PAUSE, {"input": given | {"until": "2026-03-03"}}))["pauseSeries"]
    assert (wrong["code"], wrong["field"]) == ("PAUSE_WITHOUT_DAYS", "until")
    resumed = (await ann.run(RESUME, {"input": {"seriesId": key}}))["resumeSeries"]["series"]
    assert (resumed["pausedFrom"], resumed["current"]["scheduledAt"][:10]) == (None, "2026-03-03")


async def test_a_rhythm_is_tried_out_before_it_begins(api: Apis, cast: Cast) -> None:
    ann = api(cast.ann)
    tried = (await ann.run(PREVIEW, {"cadence": "MONTHLY", "at": at(10)}))["rhythmPreview"]
    assert tried["rhythm"] == "on the second Tuesday of every month at 10:00"
    assert tried["rrule"] == "FREQ=MONTHLY;BYDAY=2TU"
    assert [each[:13] for each in tried["meetings"]] == [
        "2026-03-10T09",
        "2026-04-14T08",
        "2026-05-12T08",
    ]
    given = {"cadence": "CUSTOM", "at": at(10), "rrule": "FREQ=MONTHLY;COUNT=3"}
    wrong = (await ann.run(PREVIEW, given))["rhythmPreview"]
    assert (wrong["rrule"], wrong["rhythm"], wrong["meetings"]) == (None, None, [])
    assert (wrong["problem"]["code"], wrong["problem"]["field"]) == ("RRULE_WITH_AN_END", "rrule")
    elsewhere = {"cadence": "WEEKLY", "at": at(10), "zone": "Nowhere/At_All"}
    wrong = (await ann.run(PREVIEW, elsewhere))["rhythmPreview"]
    assert (wrong["problem"]["code"], wrong["problem"]["field"]) == (
        "TIME_ZONE_UNKNOWN",
        "timeZone",
    )
    far = {"cadence": "WEEKLY", "at": "9999-12-31T23:00:00Z"}
    wrong = (await ann.run(PREVIEW, far))["rhythmPreview"]
    assert wrong["problem"]["code"] == "DATE_OUT_OF_RANGE"


async def test_one_on_ones_are_proposed_to_managers_and_reports_who_have_none(
    api: Apis, cast: Cast
) -> None:
    kim = await cast.person("Kim", department=cast.engineering)
    await cast.bond(kim, cast.old, ends_on=today() - timedelta(days=20))
    await cast.bond(kim, cast.mo, starts_on=today() - timedelta(days=20))
    mo = api(cast.mo)
    found = (await mo.run(PROPOSALS))["viewer"]["seriesProposals"]
    assert [(each["person"]["name"], each["reason"]) for each in found] == [
        ("Kim Test", "NEW_REPORT"),
        ("Ann Test", "NOT_MEETING"),
        ("Bo Test", "NOT_MEETING"),
        ("Zed Test", "NOT_MEETING"),
    ]
    assert [each["formerManager"] for each in found] == [{"name": "Old Test"}, None, None, None]
    assert {each["kind"] for each in found} == {"MANAGER"}
    (mine,) = (await api(kim).run(PROPOSALS))["viewer"]["seriesProposals"]
    assert (mine["person"]["name"], mine["reason"]) == ("Mo Test", "NEW_MANAGER")
    assert mine["formerManager"] == {"name": "Old Test"}
    await begin(mo, kim)
    assert (await api(kim).run(PROPOSALS))["viewer"]["seriesProposals"] == []
    for person in (cast.old, cast.hana):
        names = (await api(person).run(PROPOSALS))["viewer"]["seriesProposals"]
        assert [each["person"]["name"] for each in names] == ["Zed Test"]
    with clock.at(now() + timedelta(days=91)):
        await cast.leave(cast.bo)
        names = (await api(cast.mo).run(PROPOSALS))["viewer"]["seriesProposals"]
        assert [each["person"]["name"] for each in names] == ["Ann Test", "Zed Test"]


async def test_looking_at_a_page_makes_no_rows(api: Apis, cast: Cast) -> None:
    ann = api(cast.ann)
    series = await begin(ann, cast.mo)
    peers = await begin(ann, cast.cy)
    await ann.run(PAUSE, {"input": {"seriesId": peers["id"], "from": "2026-03-03"}})
    await ann.run(SKIP, {"input": {"meetingId": series["current"]["id"]}})
    models = Tortoise.apps["erm"].values()  # type: ignore[index]

    async def rows() -> dict[str, int]:
        return {model.__name__: await model.all().count() for model in models}

    before = await rows()
    whole = f"""query($series: ID!, $meeting: ID!) {{
      series(id: $series) {{ {SERIES} meetings {{ totalCount edges {{ node {{ id }} }} }}
        openActionItems {{ id }} discussedPoints {{ totalCount }} suggestions {{ key }}
        cadenceReport {{ key nextAt }} }}
      meeting(id: $meeting) {{ id sharedNotes privateNotes openPointCount notesEditable
        notesState {{ number text }} notesVersions {{ totalCount }} talkingPoints {{ id }}
        actionItems {{ id }} series {{ {SERIES} }} }}
      viewer {{ series {{ {SERIES} }} home {{ __typename }} agendaTemplates {{ id }}
        seriesProposals {{ key }} oneOnOneSettings {{ nudgeAfter }} calendarFeed {{ key }} }} }}"""
    for moment in (MONDAY, MONDAY + timedelta(days=30)):
        with clock.at(moment):
            for person in (cast.ann, cast.mo, cast.cy):
                reader = api(person)
                await reader.run("{ viewer { person { id } } }")
                before = await rows()
                await reader.run(
                    whole, {"series": series["id"], "meeting": series["current"]["id"]}
                )
                await reader.run(PROPOSALS)
                await reader.run(PREVIEW, {"cadence": "MONTHLY", "at": at(10)})
                assert await rows() == before


async def test_of_all_meetings_one_closes_by_id_only_ones_own(api: Apis, cast: Cast) -> None:
    """Another product let anybody close the meetings of the whole company by their ids."""
    people = await cast.crowd(12, manager=cast.mo)
    theirs = await history(cast.mo, people)
    own = await begin(api(cast.cy), cast.hana)
    tables = Tortoise.apps["erm"]  # type: ignore[index]
    meetings = tables["OneOnOneMeeting"]
    ids = await meetings.all().values_list("id", flat=True)
    before = await meetings.filter(state="open").count()
    for person in (cast.cy, cast.hana, cast.ada, cast.zed, cast.old):
        stranger = api(person)
        for key in ids:
            name = to_global("OneOnOneMeeting", key)
            if name == own["current"]["id"]:
                continue
            for query, field, given in (
                (CLOSE, "closeMeeting", {"meetingId": name, "held": True}),
                (SKIP, "skipMeeting", {"meetingId": name}),
            ):
                answer = (await stranger.run(query, {"input": given}))[field]
                assert (answer["kind"], answer["code"]) == ("NOT_FOUND", "MEETING_NOT_FOUND")
    assert await meetings.filter(state="open").count() == before == len(theirs) + 1
    given = {"meetingId": own["current"]["id"], "held": True}
    answer = (await api(cast.hana).run(CLOSE, {"input": given}))["closeMeeting"]
    assert answer["meeting"]["id"] == own["current"]["id"]


@pytest.mark.parametrize("size", [1, 20, 200])
async def test_the_list_of_series_asks_the_database_as_often_for_two_hundred_as_for_one(
    api: Apis, cast: Cast, size: int
) -> None:
    people = await cast.crowd(size)
    made = await history(cast.mo, people)
    ids = [each.id for each in made]
    custom = OneOnOneSeries.filter(id__in=ids[::3])
    await custom.update(cadence=Cadence.CUSTOM, rrule="FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,FR")
    await SkippedDay.bulk_create(
        [
            SkippedDay(series_id=key, planned_on=today() + timedelta(days=7), created_at=now())
            for key in ids
        ]
    )
    mo = api(cast.mo)
    listed = f"{{ viewer {{ series {{ {SERIES} }} }} }}"
    await mo.run(listed)
    with query_count() as asked:
        found = (await mo.run(listed))["viewer"]["series"]
    assert len(found) == size
    assert asked.count <= 11, asked.count
    assert all(each["rhythm"] for each in found)


@pytest.mark.parametrize("size", [1, 20, 200])
async def test_proposals_ask_the_database_as_often_for_two_hundred_reports_as_for_one(
    api: Apis, cast: Cast, size: int
) -> None:
    await cast.crowd(size, manager=cast.cy)
    cy = api(cast.cy)
    await cy.run(PROPOSALS)
    with query_count() as asked:
        found = (await cy.run(PROPOSALS))["viewer"]["seriesProposals"]
    assert len(found) == size + 1
    assert asked.count <= 6, asked.count
