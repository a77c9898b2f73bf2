"""Giving, editing, later, values, settings and moderation through the API."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from erm.core.clock import now
from erm.core.ids import new_id
from erm.recognition.choices.models import RecognitionSettings
from erm.recognition.models import (
    Kudos,
    KudosEdit,
    KudosGroup,
    KudosMention,
    KudosReceiver,
)
from erm.recognition.moderation.models import ModerationReport
from erm.recognition.moderation.rules import ReportReason, ReportState
from erm.recognition.moderation.sealed import seal_snapshot
from erm.recognition.rules import GroupKind
from erm.schema.ids import to_global
from tests.database import query_count
from tests.files.making import picture, stored
from tests.recognition.rows import PRIVATE, comment, kudos, value


def mutation(name: str, fields: str) -> str:
    """One of the mutations, asking for fields of its success or for its refusal."""
    kind = name[0].upper() + name[1:]
    return (
        f"mutation ($input: {kind}Input!) {{ {name}(input: $input) {{ "
        f"... on {kind}Success {{ {fields} }} "
        "... on Refusal { kind code message field } } }"
    )


GIVE = mutation(
    "giveKudos",
    """notTold { id } kudos {
        id message visibility receiverCount viewerReceived editableUntil editedAt pictureUrl
        pictureAlt points pointsForViewer canEdit canReport canRestore
        audience { id } receivers { id } mentions { label person { id } }
        groups { kind name size manager { id } department { id name } }
        edits { at message companyValue { id } } }""",
)


def person(row: Any) -> str:
    return str(to_global("Person", row.id))


async def test_thanks_are_given_with_everything_that_goes_with_them(cast, api) -> None:
    file = await stored(cast.bo, name="x.png", content=picture())
    browser = api(cast.bo)
    given = {
        "receiverIds": [person(cast.ann)],
        "groups": [
            {"kind": "TEAM", "id": person(cast.max)},
            {"kind": "DEPARTMENT", "id": to_global("Department", cast.people_office.id)},
        ],
        "message": "Ask @Cy Test and @Zed Test.",
        "visibility": "TEAM",
        "audienceId": person(cast.mo),
        "mentionIds": [person(cast.cy), person(cast.zed)],
        "pictureId": str(file.id),
        "pictureAlt": "All of us",
        "key": str(new_id()),
    }
    first = (await browser.run(GIVE, {"input": given}))["giveKudos"]
    found = first["kudos"]
    assert found["groups"] == [
        {
            "kind": "TEAM",
            "name": "Max Test",
            "size": 2,
            "manager": {"id": person(cast.max)},
            "department": None,
        },
        {
            "kind": "DEPARTMENT",
            "name": "People",
            "size": 2,
            "manager": None,
            "department": {
                "id": to_global("Department", cast.people_office.id),
                "name": "People",
            },
        },
    ]
    assert found["receivers"] == [{"id": person(cast.ann)}]
    assert (found["receiverCount"], found["viewerReceived"]) == (5, False)
    assert found["audience"] == {"id": person(cast.mo)}
    assert found["mentions"] == [{"label": "Cy Test", "person": {"id": person(cast.cy)}}]
    assert first["notTold"] == [{"id": person(cast.zed)}]
    assert (found["pictureUrl"], found["pictureAlt"]) == (f"/files/{file.id}", "All of us")
    assert (found["canEdit"], found["canReport"], found["edits"]) == (True, False, [])
    again = (await browser.run(GIVE, {"input": given}))["giveKudos"]
    assert again["kudos"]["id"] == found["id"]
    assert await Kudos.all().count() == 1


async def test_refusals_name_the_field_in_the_reader_s_language(cast, api) -> None:
    await RecognitionSettings.create(id="company", blocked_words=["idiot"], updated_at=now())
    browser = api(cast.bo)
    given = {"receiverIds": [person(cast.ann)], "message": "You idiot"}
    for change, code, field in (
        ({}, "TEXT_MAY_HURT", "message"),
        ({"message": "x", "visibility": "TEAM"}, "KUDOS_AUDIENCE_MISSING", "audienceId"),
        ({"message": "x", "key": "no"}, "KUDOS_KEY_INVALID", "key"),
        ({"message": "x", "pictureId": "no"}, "ID_INVALID", "pictureId"),
        ({"message": "x", "points": 5}, "POINTS_OFF", "points"),
    ):
        answer = (await browser.run(GIVE, {"input": {**given, **change}}))["giveKudos"]
        assert (answer["code"], answer["field"]) == (code, field)
        assert answer["message"]
    assert await Kudos.all().count() == 0


async def test_thanks_for_later_are_listed_with_why_they_could_not_be_said(cast, api) -> None:
    browser = api(cast.bo)
    schedule = mutation("scheduleKudos", "scheduled { id state giveAt }")
    given = {
        "receiverIds": [person(cast.ann)],
        "message": "For last week.",
        "giveAt": (now() + timedelta(hours=2)).isoformat(),
    }
    made = (await browser.run(schedule, {"input": given}))["scheduleKudos"]["scheduled"]
    assert made["state"] == "WAITING"
    listed = """{ scheduledKudos { id message problem points groups { name }
        receivers { id } companyValue { id } audience { id } pictureUrl visibility } }"""
    (waiting,) = (await browser.run(listed))["scheduledKudos"]
    assert (waiting["id"], waiting["message"], waiting["problem"]) == (
        made["id"],
        "For last week.",
        None,
    )
    assert (await api(cast.ann).run(listed))["scheduledKudos"] == []
    gone = mutation("cancelScheduledKudos", "cancelledId")
    answer = await browser.run(gone, {"input": {"scheduledId": made["id"]}})
    assert answer["cancelScheduledKudos"] == {"cancelledId": made["id"]}
    assert (await browser.run(listed))["scheduledKudos"] == []


async def test_values_and_settings_are_hr_s_and_read_by_everybody(cast, api) -> None:
    await value("Courage")
    await value("Speed", position=1, retired=True)
    hana, bo = api(cast.hana), api(cast.bo)
    query = """{ companyValues { name icon position version canEdit kudosCount }
        allCompanyValues { name retired }
        recognitionSettings { valueRequired blockedWords canEdit editHours canSchedule version } }"""
    mine, theirs = await hana.run(query), await bo.run(query)
    assert [each["name"] for each in mine["allCompanyValues"]] == ["Courage", "Speed"]
    assert theirs["allCompanyValues"] == []
    assert theirs["companyValues"] == [
        {
            "name": "Courage",
            "icon": "star",
            "position": 0,
            "version": 1,
            "canEdit": False,
            "kudosCount": 0,
        }
    ]
    assert theirs["recognitionSettings"] == {
        "valueRequired": False,
        "blockedWords": None,
        "canEdit": False,
        "editHours": 24,
        "canSchedule": True,
        "version": 1,
    }
    edit = mutation("editRecognitionSettings", "settings { version blockedWords }")
    words = {"blockedWords": ["Idiot"], "version": 1}
    refused = (await bo.run(edit, {"input": words}))["editRecognitionSettings"]
    assert refused["kind"] == "NOT_ALLOWED"
    saved = (await hana.run(edit, {"input": words}))["editRecognitionSettings"]
    assert saved == {"settings": {"version": 2, "blockedWords": ["idiot"]}}
    warned = await bo.run('{ textWarnings(text: "An Idiot, idiotic") }')
    assert warned == {"textWarnings": ["Idiot"]}


async def test_what_is_reported_comes_to_the_moderators_and_is_decided(cast, api) -> None:
    row = await kudos(cast.bo, cast.ann, visibility=PRIVATE, message="Between us.")
    line = await comment(row, cast.bo, "And more.")
    report = mutation("reportContent", "reportedId")
    ann, hana = api(cast.ann), api(cast.hana)
    kudos_id, line_id = to_global("Kudos", row.id), to_global("KudosComment", line.id)
    both = {"reason": "HURTFUL", "kudosId": kudos_id, "commentId": line_id}
    answer = (await ann.run(report, {"input": both}))["reportContent"]
    assert answer["code"] == "REPORT_WITHOUT_THING"
    for about in ({"kudosId": kudos_id}, {"commentId": line_id}):
        answer = (await ann.run(report, {"input": {"reason": "HURTFUL", **about}}))["reportContent"]
        assert answer == {"reportedId": next(iter(about.values()))}
    queue = """{ moderationQueue { totalCount edges { node {
        id kind snapshot private version canDecide kudos { id } author { id } reporter { id } } } } }"""
    assert (await ann.run(queue))["moderationQueue"] == {"totalCount": 0, "edges": []}
    found = (await hana.run(queue))["moderationQueue"]
    nodes = [edge["node"] for edge in found["edges"]]
    assert [(node["kind"], node["snapshot"], node["kudos"]) for node in nodes] == [
        ("KUDOS", "Between us.", None),
        ("COMMENT", "And more.", None),
    ]
    decide = mutation("decideReport", "report { state hidden hiddenReason canRestore }")
    given = {"reportId": nodes[1]["id"], "uphold": True, "reason": "Not kind", "version": 1}
    answer = (await hana.run(decide, {"input": given}))["decideReport"]
    assert answer["report"] == {
        "state": "UPHELD",
        "hidden": True,
        "hiddenReason": "Not kind",
        "canRestore": True,
    }
    restore = mutation("restoreContent", "restoredId")
    given = {"reportId": nodes[1]["id"], "reason": "It was a joke"}
    answer = (await hana.run(restore, {"input": given}))["restoreContent"]
    assert answer == {"restoredId": nodes[1]["id"]}
    decided = await hana.run(
        "{ moderationQueue(open: false) { edges { node { decision restoredReason } } } }"
    )
    assert decided["moderationQueue"]["edges"] == [
        {"node": {"decision": "Not kind", "restoredReason": "It was a joke"}}
    ]


async def _fill(cast, number: int) -> None:
    """So many kudos with all that goes with them, and a report about each."""
    for _ in range(number):
        row = await kudos(cast.bo, cast.ann)
        group = await KudosGroup.create(
            kudos_id=row.id,
            kind=GroupKind.DEPARTMENT,
            department_id=cast.sales.id,
            name="Sales",
            size=2,
        )
        await KudosReceiver.create(kudos_id=row.id, person_id=cast.cy.id, group_id=group.id)
        await KudosMention.create(kudos_id=row.id, person_id=cast.max.id, label="Max Test")
        await KudosEdit.create(kudos_id=row.id, message="Before.", at=now())
        line = await comment(row, cast.cy)
        await KudosMention.create(
            kudos_id=row.id, comment_id=line.id, person_id=cast.ann.id, label="Ann Test"
        )
        key = new_id()
        await ModerationReport.create(
            id=key,
            kudos_id=row.id,
            author_id=cast.bo.id,
            reporter_id=cast.cy.id,
            reason=ReportReason.OTHER,
            snapshot_sealed=seal_snapshot("as it was", key),
            state=ReportState.OPEN,
            created_at=now(),
        )


LISTS = {
    "kudosFeed": """{ kudosFeed(first: 100) { edges { node {
        id receiverCount viewerReceived pictureUrl points pointsForViewer audience { name }
        groups { name size manager { name } department { name } } mentions { person { name } }
        edits { at message companyValue { name } }
        comments(first: 2) { edges { node { mentions { label person { name } } hidden } } } } } } }""",
    "moderationQueue": """{ moderationQueue(first: 100) { totalCount edges { node {
        snapshot author { name } reporter { name } decidedBy { name } kudos { message } } } } }""",
}


async def test_lists_take_the_same_queries_for_any_number_of_rows(cast, api) -> None:
    browser = api(cast.hana)
    await browser.run("{ viewer { person { id } } }")
    taken: dict[str, list[int]] = {name: [] for name in LISTS}
    for more in (1, 19, 40):
        await _fill(cast, more)
        for name, query in LISTS.items():
            with query_count() as counter:
                await browser.run(query)
            taken[name].append(counter.count)
    for name, counts in taken.items():
        assert max(counts) - min(counts) <= 1, (name, counts)
        assert max(counts) < 25, (name, counts)
