"""Reports over the API: what is told, and to whom nothing is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.engagement.past.uploads import upload_past_survey
from erm.engagement.surveys.models import Survey
from erm.engagement.surveys.rules import SegmentKind
from erm.engagement.waves.models import SurveyWave
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.conftest import Api, query_count
from tests.engagement.results import stage

# What differs between the databases is in the close; `test_closing.py` runs on both.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

FIGURE = """
subjectKind subjectId label kind n reason reasonText mean meanFrom meanUntil meanBound favourable
favourableFrom favourableUntil favourableBound neutral unfavourable shares { label share } sharesOf
enps enpsFrom enpsUntil correction company companyDifferent driver { name }
change { waveNumber difference band changed effect direction note }
"""
GROUP = """
key kind label parts { kind label } depth department { name } shown reason reasonText shownIn
shownInLabel invited answered rate { text from until } words
"""
EVERYTHING = f"""
query ($wave: ID!, $group: String, $subject: ID!) {{
  surveyReport(waveId: $wave, group: $group) {{
    wave {{ number canRead }} previous {{ number }} title withheld withheldText canComment canPlan
    planHash promise {{ sentences hash scoreGroup }} usefulness {{ groups told plain }}
    asked {{ {GROUP} }} group {{ {GROUP} }} groups {{ {GROUP} }} figures {{ {FIGURE} }}
  }}
  surveyHeatMap(waveId: $wave) {{
    drivers {{ name }} rows {{ group {{ {GROUP} }} cells {{ {FIGURE} }} }}
  }}
  surveyBreakdown(waveId: $wave, subjectKind: OUTCOME, subjectId: $subject, segment: DEPARTMENT) {{
    group {{ label }} cells {{ {FIGURE} }}
  }}
  surveyTrend(waveId: $wave, group: $group) {{
    subjectKind subjectId label points {{ wave {{ number }} figure {{ {FIGURE} }} }}
  }}
  surveyDriverAnalysis(waveId: $wave) {{
    n explained explainedFrom explainedUntil caution reason reasonText outcome
    weights {{ weight from until mean driver {{ name }} }}
  }}
}}
"""


async def two_waves(cast: Cast) -> tuple[stage.Asked, SurveyWave]:
    asked = await stage.survey(cast, segments=(SegmentKind.DEPARTMENT,))
    people = await stage.crowd(cast)
    for seed in (1, 2):
        await stage.closed(
            await stage.wave(asked, people.everybody, stage.anything(seed, silent=4))
        )
    return asked, asked.waves[-1]


def asking(asked: stage.Asked, wave: SurveyWave, group: str | None = None) -> dict[str, Any]:
    return {
        "wave": to_global("SurveyWave", wave.id),
        "subject": to_global("Survey", asked.survey.id),
        "group": group,
    }


async def test_hr_is_told_all_of_it(cast: Cast, api: Callable[..., Api]) -> None:
    asked, wave = await two_waves(cast)
    with query_count() as count:
        told = await api(cast.hana).run(EVERYTHING, asking(asked, wave))
    report = told["surveyReport"]
    assert report["group"]["kind"] == "COMPANY"
    assert report["wave"] == {"number": 2, "canRead": True}
    assert report["previous"] == {"number": 1}
    assert report["promise"]["hash"] == asked.survey.promise_hash
    assert report["figures"][0]["subjectId"] == to_global("Survey", asked.survey.id)
    assert report["figures"][0]["change"]["waveNumber"] == 1
    assert report["figures"][1]["driver"] == {"name": "Growth"}
    assert [each["name"] for each in told["surveyHeatMap"]["drivers"]] == ["Growth", "Trust"]
    assert told["surveyBreakdown"][0]["cells"][0]["mean"] == report["figures"][0]["mean"]
    assert [len(each["points"]) for each in told["surveyTrend"]] == [2] * 10
    assert {each["driver"]["name"] for each in told["surveyDriverAnalysis"]["weights"]} == {
        "Growth",
        "Trust",
    }
    assert count.count < 80


async def test_others_are_told_nothing_or_their_own(cast: Cast, api: Callable[..., Api]) -> None:
    asked, wave = await two_waves(cast)
    nothing = {
        "surveyReport": None,
        "surveyHeatMap": None,
        "surveyBreakdown": [],
        "surveyTrend": [],
        "surveyDriverAnalysis": None,
    }
    for person in (cast.ada, cast.bo, cast.ann):
        assert await api(person).run(EVERYTHING, asking(asked, wave)) == nothing
    mine = await api(cast.mo).run(EVERYTHING, asking(asked, wave))
    assert mine["surveyReport"]["group"]["label"] == "Engineering"
    assert {row["group"]["label"] for row in mine["surveyHeatMap"]["rows"]} == {
        "Everybody",
        "Engineering",
    }
    for bad in ("", "x", to_global("Survey", asked.survey.id), to_global("SurveyWave", cast.mo.id)):
        answer = await api(cast.hana).run(EVERYTHING, asking(asked, wave) | {"wave": bad})
        assert answer == nothing


IMPORT = """
mutation ($input: ImportPastSurveyInput!) { importPastSurvey(input: $input) {
  __typename
  ... on Refusal { code message field }
  ... on ImportPastSurveySuccess {
    report { rows created applied problems { line column message } }
    losses { kind kept people values valuesKept }
    wave { number state survey { source title } }
  }
} }
"""
DRAFT = """
query ($id: ID!) { pastSurveyDraft(uploadId: $id) {
  uploadId fileName rows
  columns { name kind segment use values examples lowest highest note }
} }
"""


async def test_hr_imports_a_past_survey(cast: Cast, api: Callable[..., Api]) -> None:
    table = "Mood;Team;E-mail\n" + "\n".join(f"{at % 5 + 1};Engineering;a@b.c" for at in range(20))
    async with unit_of_work(Bus()):
        upload = await upload_past_survey(
            cast.actor(cast.hana), file_name="2023.csv", content=table.encode()
        )
    hana = api(cast.hana)
    draft = (await hana.run(DRAFT, {"id": str(upload)}))["pastSurveyDraft"]
    assert [each["use"] for each in draft["columns"]] == ["QUESTION", "SEGMENT", "LEAVE_OUT"]
    assert draft["columns"][2]["note"] == "It may name people, so it is left out."
    assert (await api(cast.ada).run(DRAFT, {"id": str(upload)}))["pastSurveyDraft"] is None
    given = {
        "uploadId": str(upload),
        "titles": {"en": "Survey of 2023", "ru": ""},
        "day": "2023-05-01",
        "columns": [
            {"name": "Mood", "use": "QUESTION", "kind": "SCALE_5", "driverName": "Mood"},
            {"name": "Team", "use": "SEGMENT", "segment": "DEPARTMENT"},
        ],
    }
    dry = (await hana.run(IMPORT, {"input": given}))["importPastSurvey"]
    assert (dry["report"]["created"], dry["report"]["applied"], dry["wave"]) == (20, False, None)
    refused = (await api(cast.mo).run(IMPORT, {"input": given | {"apply": True}}))[
        "importPastSurvey"
    ]
    assert refused["code"] == "PAST_SURVEYS_ONLY_HR"
    assert not await Survey.exists()
    done = (await hana.run(IMPORT, {"input": given | {"apply": True}}))["importPastSurvey"]
    assert done["report"]["applied"]
    assert done["wave"] == {
        "number": 1,
        "state": "CLOSED",
        "survey": {"source": "IMPORTED", "title": "Survey of 2023"},
    }
