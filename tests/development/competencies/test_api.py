"""The story over the API: imported, published, placed, assessed by both, compared, exported."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest

from erm.core.clock import now, today
from erm.development.competencies.csv_form import read_content
from erm.development.competencies.models import CareerPlacement, FrameworkVersion
from erm.development.models import Evidence
from erm.feedback.models import FeedbackNote
from erm.feedback.rules import FeedbackVisibility
from erm.people.models import Person
from erm.schema.ids import to_global
from tests import cast as casting
from tests.cast import Cast
from tests.conftest import COOKIE, PUBLIC_URL, Api, query_count
from tests.development.competencies.building import CONTENT, assess, build, place, publish
from tests.development.competencies.test_content import as_file
from tests.files.making import stored


def mutation(name: str, answer: str) -> str:
    type_ = name[0].upper() + name[1:]
    return (
        f"mutation($input: {type_}Input!) {{ {name}(input: $input) {{ __typename "
        f"... on {type_}Success {{ {answer} }} ... on Refusal {{ code message field }} }} }}"
    )


async def do(browser: Api, name: str, answer: str, **given: Any) -> Any:
    got = (await browser.run(mutation(name, answer), {"input": given}))[name]
    assert got["__typename"] == f"{name[0].upper()}{name[1:]}Success", got
    return got


async def get(api: Callable[..., Api], person: Person | None, path: str) -> httpx.Response:
    client = api(person).client
    client.cookies.clear()
    headers = {}
    if person is not None:
        headers["Cookie"] = f"{COOKIE}={await casting.begin_session(person)}"
    return await client.get(f"{PUBLIC_URL}{path}", headers=headers)


async def test_from_a_file_to_a_gap(cast: Cast, api: Callable[..., Api]) -> None:
    hana, ann, mo = api(cast.hana), api(cast.ann), api(cast.mo)
    names = {"en": "Software", "ru": ""}
    imported = await do(
        hana,
        "importFramework",
        "report { rows created applied problems { line column message } } framework { id version }",
        csv=as_file(CONTENT),
        names=names,
        apply=True,
    )
    assert imported["report"]["applied"], imported
    framework = imported["framework"]
    published = await do(
        hana,
        "publishFramework",
        "framework { published { number tracks { levels { level { id name } leadsTo { name } } } } }",
        frameworkId=framework["id"],
        version=framework["version"],
    )
    levels = {
        each["level"]["name"]: each["level"]["id"]
        for track in published["framework"]["published"]["tracks"]
        for each in track["levels"]
    }
    person = to_global("Person", cast.ann.id)
    placed = await do(
        hana,
        "placePerson",
        "person { placement { level { name rank expectations { text } } } }",
        personId=person,
        levelId=levels["Middle"],
        startsOn=str(today()),
    )
    assert placed["person"]["placement"]["level"]["rank"] == 2
    opened = await do(
        ann,
        "openAssessment",
        "assessment { id mySide canAnswer lines { competency { id name } expectedRank } }",
        personId=person,
        dueOn=str(today() + timedelta(days=14)),
    )
    key = opened["assessment"]["id"]
    asked = [line["competency"]["id"] for line in opened["assessment"]["lines"]]
    for browser, ranks in ((ann, (2, 3)), (mo, (1, 2))):
        saved = await do(
            browser,
            "saveAssessment",
            "assessment { mySheet { version answers { rank note evidence { kind title url } } } }",
            id=key,
            version=0,
            answers=[
                {
                    "competencyId": competency,
                    "rank": rank,
                    "note": "See there",
                    "evidence": [{"kind": "LINK", "title": "PR", "url": "https://git.example/1"}],
                }
                for competency, rank in zip(asked, ranks, strict=True)
            ],
        )
        sheet = saved["assessment"]["mySheet"]
        assert sheet["answers"][0]["evidence"] == [
            {"kind": "LINK", "title": "PR", "url": "https://git.example/1"}
        ]
        done = await do(
            browser,
            "submitAssessment",
            "assessment { state lines { competency { name } selfGap managerGap } }",
            id=key,
            version=sheet["version"],
        )
    assert done["assessment"]["state"] == "COMPARED"
    assert [(line["selfGap"], line["managerGap"]) for line in done["assessment"]["lines"]] == [
        (0, 1),
        (-1, 0),
    ]


async def test_a_draft_is_written_compared_and_thrown_away(
    cast: Cast, api: Callable[..., Api]
) -> None:
    hana = api(cast.hana)
    (example, *_) = (await hana.run("{ exampleFrameworks { key competencies levels } }"))[
        "exampleFrameworks"
    ]
    assert await api(cast.ann).run("{ exampleFrameworks { key } }") == {"exampleFrameworks": []}
    made = await do(
        hana,
        "createFramework",
        "framework { id version draft { number families { key competencies { key competency { id } "
        "expectations { trackKey levelKey rank } } } tracks { levels { level { id } } } } }",
        names={"en": "", "ru": ""},
        exampleKey=example["key"],
    )
    families = made["framework"]["draft"]["families"]
    competencies = [each for family in families for each in family["competencies"]]
    assert len(competencies) == example["competencies"]
    assert all(each["competency"] is None for each in competencies)
    gone = await do(
        hana, "discardFrameworkDraft", "framework { id }", frameworkId=made["framework"]["id"]
    )
    assert gone["framework"] is None
    assert not await FrameworkVersion.exists()
    built = await build()
    key = to_global("CompetencyFramework", built.framework.id)
    content = {
        "families": [{"key": "craft", "names": {"en": "Skill", "ru": ""}}],
        "tracks": [
            {
                "key": "engineer",
                "names": {"en": "Engineer", "ru": "Engineer по-русски"},
                "levels": [{"key": "junior", "names": {"en": "Junior", "ru": "Junior по-русски"}}],
            }
        ],
        "competencies": [
            {
                "key": "testing",
                "familyKey": "craft",
                "names": {"en": "Testing", "ru": "Testing по-русски"},
                "descriptions": {"en": "", "ru": ""},
                "expectations": [
                    {
                        "trackKey": "engineer",
                        "levelKey": "junior",
                        "texts": {"en": "Tests", "ru": ""},
                    }
                ],
            }
        ],
    }
    saved = await do(
        hana,
        "saveFrameworkDraft",
        "framework { name version published { number } draft { number differences } }",
        frameworkId=key,
        version=1,
        names={"en": "Renamed", "ru": ""},
        content=content,
    )
    assert saved["framework"]["name"] == "Renamed"
    assert "The family “Craft” is now called “Skill”." in saved["framework"]["draft"]["differences"]
    assert (await api(cast.ann).run(READ, {"id": key}))["competencyFramework"] == {
        "draft": None,
        "versions": [{"number": 1, "differences": []}],
        "canManage": False,
        "peopleCount": None,
    }


READ = """query($id: ID!) { competencyFramework(id: $id) {
  draft { number } versions { number differences } canManage peopleCount } }"""


async def test_a_file_of_levels_over_the_api_says_what_is_wrong_in_ones_language(
    cast: Cast, api: Callable[..., Api]
) -> None:
    await build()
    csv = "work_email,framework,track,level,starts_on\nnobody@erm.test,Making software,engineer,junior,x\n"
    got = await do(
        api(cast.hana),
        "importPlacements",
        "report { rows applied problems { line column message } }",
        csv=csv,
        apply=True,
    )
    assert got["report"]["applied"] is False
    assert [each["column"] for each in got["report"]["problems"]] == ["starts_on", "work_email"]
    assert not await CareerPlacement.exists()


async def test_an_export_can_be_imported_and_is_given_to_who_may_read_the_version(
    cast: Cast, api: Callable[..., Api]
) -> None:
    built = await build()
    key = to_global("CompetencyFramework", built.framework.id)
    draft = await publish(built.framework, CONTENT, 2)
    await FrameworkVersion.filter(id=draft.id).update(state="draft", published_at=None)
    path = f"/exports/framework/{key}.csv"
    for person in (cast.ann, cast.mo, cast.hana, cast.ada):
        for query, status in (
            ("", 200),
            ("?version=1", 200),
            ("?version=3", 404),
            ("?version=x", 404),
        ):
            assert (await get(api, person, path + query)).status_code == status
        expected = 200 if person is cast.hana else 404
        assert (await get(api, person, f"{path}?version=2")).status_code == expected
    assert (await get(api, None, path)).status_code == 401
    assert (await get(api, cast.ann, "/exports/framework/x.csv")).status_code == 404
    answer = await get(api, cast.ann, path)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"].startswith("attachment")
    content, report = read_content(answer.content.decode("utf-8-sig"))
    assert not report.problems
    assert content == CONTENT


SAVE = (
    "assessment { id mySheet { answers { evidence { kind title file { id } source { title } } } } }"
)


async def test_a_file_of_an_answer_is_its_authors_until_the_comparison(
    cast: Cast, api: Callable[..., Api]
) -> None:
    built = await build()
    await place(cast.ann, built.levels["engineer/middle"])
    row = await assess(built, cast.ann, manager=(cast.mo, {"testing": 1, "delivery": 1}))
    file = await stored(cast.ann)
    await do(
        api(cast.ann),
        "saveAssessment",
        SAVE,
        id=to_global("Assessment", row.id),
        version=0,
        answers=[
            {
                "competencyId": to_global("Competency", built.competencies[key].id),
                "rank": 2,
                "evidence": [{"kind": "FILE", "fileId": str(file.id)}] if key == "testing" else [],
            }
            for key in ("testing", "delivery")
        ],
    )
    assert await Evidence.all().count() == 1
    readers = (cast.ann, cast.mo, cast.hana, cast.old, cast.bo)
    path = f"/files/{file.id}"
    assert [(await get(api, each, path)).status_code for each in readers] == [
        200,
        404,
        404,
        404,
        404,
    ]
    for browser in (api(cast.ann), api(cast.mo)):
        await do(
            browser,
            "submitAssessment",
            "assessment { state }",
            id=to_global("Assessment", row.id),
            version=1,
        )
    assert [(await get(api, each, path)).status_code for each in readers] == [
        200,
        200,
        404,
        404,
        404,
    ]


async def test_what_evidence_points_at_is_the_persons_and_may_be_read_by_who_points(
    cast: Cast, api: Callable[..., Api]
) -> None:
    built = await build()
    await place(cast.ann, built.levels["engineer/middle"])
    row = await assess(built, cast.ann)

    async def note(recipient: Person, visibility: FeedbackVisibility) -> FeedbackNote:
        return await FeedbackNote.create(
            author_id=cast.cy.id,
            recipient_id=recipient.id,
            behaviour="Tested it all",
            visibility=visibility,
            created_at=now(),
        )

    private = await note(cast.ann, FeedbackVisibility.RECIPIENT)
    of_bo = await note(cast.bo, FeedbackVisibility.RECIPIENT_AND_MANAGER)
    shown = await note(cast.ann, FeedbackVisibility.RECIPIENT_AND_MANAGER)
    for person, given, fine in (
        (cast.mo, private, False),
        (cast.mo, of_bo, False),
        (cast.mo, shown, True),
        (cast.ann, private, True),
    ):
        source = to_global("FeedbackNote", given.id)
        answer = {
            "competencyId": to_global("Competency", built.competencies["testing"].id),
            "rank": 2,
            "evidence": [{"kind": "FEEDBACK", "sourceId": source}],
        }
        sent = {"id": to_global("Assessment", row.id), "version": 0, "answers": [answer]}
        got = (await api(person).run(mutation("saveAssessment", SAVE), {"input": sent}))[
            "saveAssessment"
        ]
        assert (got["__typename"] == "SaveAssessmentSuccess") == fine, got
        if fine:
            (kept,) = got["assessment"]["mySheet"]["answers"][0]["evidence"]
            assert kept["source"]["title"] == "Tested it all"
        else:
            assert got["code"] == "EVIDENCE_SOURCE_NOT_FOUND"


PARTS = (
    "placement { level { name } startsOn } placements { startsOn } canAssess",
    "assessments { id state level { name } frameworkVersion { number } readers { reader } }",
    "assessments { id mySheet { version } feedback { note { id } } }",
    "assessments { lines { competency { name } selfGap } }",
    "competencyProfile { level { name } latest { id } lines { selfGap feedbackCount } }",
    "careerPath { current { name } next { level { name } } }",
)


@pytest.mark.parametrize("database_kind", ["sqlite"])
async def test_a_team_takes_as_many_queries_for_eighty_people_as_for_two(
    cast: Cast, api: Callable[..., Api]
) -> None:
    built = await build()
    zed, counts = api(cast.zed), []
    for size in (2, 78):
        for person in await cast.crowd(size, manager=cast.zed):
            await place(person, built.levels["engineer/middle"])
            await assess(
                built,
                person,
                own={"testing": 1},
                manager=(cast.zed, {"testing": 2}),
                compared=True,
            )
        found = []
        for part in PARTS:
            query = f"{{ people(first: 100) {{ edges {{ node {{ {part} }} }} }} }}"
            await zed.run(query)
            with query_count() as asked:
                data = await zed.run(query)
            found.append(asked.count)
            assert str(data).count("{'node':") >= size
        counts.append(found)
    assert counts[0] == counts[1]
