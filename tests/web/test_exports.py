"""Tables to take along: for whoever sees them on a screen, and for nobody else."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import httpx
import openpyxl
import pytest

from erm.core.clock import now, today
from erm.development.models import DevelopmentPlan
from erm.development.rules import PlanState
from erm.development.skills.models import PersonSkill, Skill, SkillName
from erm.people.models import Person
from erm.schema.ids import to_global
from tests import cast as casting
from tests.cast import Cast
from tests.conftest import COOKIE, PUBLIC_URL, Api
from tests.development.builders import plan_row
from tests.development.overview.builders import assessed, framework, place

FORMULA = '=HYPERLINK("https://evil.example","Sales")'
NAMES = ("development-coverage", "competency-gaps", "team-skills")


async def get(
    api: Callable[..., Api], person: Person | None, path: str, **headers: str
) -> httpx.Response:
    client = api(person).client
    client.cookies.clear()
    if person is not None:
        headers["Cookie"] = f"{COOKIE}={await casting.begin_session(person)}"
    return await client.get(f"{PUBLIC_URL}{path}", headers=headers)


def rows_of(answer: httpx.Response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
async def test_each_table_is_given_to_whom_the_screen_shows_it(
    api: Callable[..., Api], cast: Cast, form: str
) -> None:
    """The company to HR, a team to its manager; tokens and the signed out to nobody."""
    allowed = {
        "development-coverage": {cast.hana.id},
        "competency-gaps": {cast.hana.id},
        "team-skills": {cast.mo.id, cast.zed.id},
    }
    for name in NAMES:
        path = f"/exports/{name}.{form}"
        for person in (cast.hana, cast.mo, cast.zed, cast.ann, cast.ada):
            answer = await get(api, person, path)
            assert answer.status_code == (200 if person.id in allowed[name] else 403), name
        assert (await get(api, None, path)).status_code == 401
        secret = await cast.access_token(cast.hana, may_write=True)
        bearer = await get(api, None, path, Authorization=f"Bearer {secret}")
        assert bearer.status_code == 401


async def test_an_export_is_a_download_that_nobody_keeps_or_embeds(
    api: Callable[..., Api], cast: Cast
) -> None:
    answer = await get(api, cast.hana, "/exports/development-coverage.csv")
    assert answer.headers["content-disposition"].startswith(
        f'attachment; filename="development-coverage-{today("Europe/Berlin")}.csv"'
    )
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    embedded = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
    refused = await get(api, cast.hana, "/exports/development-coverage.csv", **embedded)
    assert refused.status_code == 403


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/exports/salaries.csv", 404),
        ("/exports/development-coverage.pdf", 404),
        ("/exports/development-coverage", 404),
        ("/exports/development-coverage.csv?by=manager", 400),
        ("/exports/development-coverage.csv?on=yesterday", 400),
        ("/exports/competency-gaps.csv?frameworkId=x", 400),
        ("/exports/competency-gaps.csv?by=LEVEL", 200),
        ("/exports/development-coverage.csv?by=location&on=2024-02-29", 200),
    ],
)
async def test_what_cannot_be_chosen_is_refused(
    api: Callable[..., Api], cast: Cast, path: str, status: int
) -> None:
    answer = await get(api, cast.hana, path)
    assert answer.status_code == status


async def _company(cast: Cast) -> None:
    crowd = await cast.crowd(6, department=await cast.department(FORMULA))
    await DevelopmentPlan.bulk_create(
        [plan_row(each, state=PlanState.ACTIVE, signed_at=now()) for each in crowd[:3]]
    )
    built = await framework()
    await place(built, crowd, "senior")
    seen = {"testing": 1, "design": 2, "writing": 3}
    await assessed(built, crowd, "senior", {"testing": 2, "design": 2, "writing": 2}, seen)


async def test_a_department_called_like_a_formula_runs_nowhere(
    api: Callable[..., Api], cast: Cast
) -> None:
    await _company(cast)
    answer = await get(api, cast.hana, "/exports/development-coverage.csv?by=department")
    rows = rows_of(answer)
    assert [row["Department"] for row in rows] == [
        f"'{FORMULA}",
        "Smaller departments together",
        "Company",
    ]
    assert (rows[0]["People"], rows[0]["With a plan"], rows[0]["With a plan, share"]) == (
        "6",
        "3",
        "0.5",
    )
    book = openpyxl.load_workbook(
        io.BytesIO((await get(api, cast.hana, "/exports/development-coverage.xlsx")).content)
    )
    assert book.sheetnames == ["Development plans", "Last 12 months"]
    (cell, people, *_) = book["Development plans"][2]
    assert (cell.value, cell.data_type, cell.hyperlink) == (FORMULA, "s", None)
    assert people.value == 6


async def test_gaps_are_exported_as_they_are_shown(api: Callable[..., Api], cast: Cast) -> None:
    await _company(cast)
    rows = rows_of(await get(api, cast.hana, "/exports/competency-gaps.csv?by=level"))
    assert [list(row.values()) for row in rows] == [
        ["Engineer · Senior", "Testing", "6", "0.0", "1.0", "1.0"],
        ["Engineer · Senior", "Design", "6", "0.0", "0.0", "0.0"],
        ["Engineer · Senior", "Writing", "6", "0.0", "-1.0", "0.0"],
    ]


async def test_an_export_speaks_the_reader_s_language(api: Callable[..., Api], cast: Cast) -> None:
    await Person.filter(id=cast.hana.id).update(locale="ru")
    rows = rows_of(await get(api, cast.hana, "/exports/development-coverage.csv"))
    assert {"Подразделение", "Людей", "С планом"} <= rows[0].keys()


async def test_a_manager_takes_along_what_they_see_of_their_team_s_skills(
    api: Callable[..., Api], cast: Cast
) -> None:
    skill = await Skill.create(created_at=now())
    await SkillName.create(skill_id=skill.id, name="Go", folded="go", is_main=True)
    for person, level in ((cast.ann, 3), (cast.cy, 4)):
        await PersonSkill.create(
            person_id=person.id, skill_id=skill.id, level=level, can_teach=True, updated_at=now()
        )
    rows = rows_of(await get(api, cast.mo, "/exports/team-skills.csv"))
    assert [(row["Person"], row["Skill"], row["Level"], row["Can teach"]) for row in rows] == [
        ("Ann Test", "Go", "3", "yes")
    ]


async def test_the_screen_and_the_file_say_the_same(api: Callable[..., Api], cast: Cast) -> None:
    await _company(cast)
    found: Any = await api(cast.hana).run(
        "{ developmentCoverage { groups { name people withPlan } } competencyGaps(by: LEVEL) "
        "{ framework { name } competencies { name } groups { name people cells "
        "{ competencyIndex people selfGap managerGap belowShare } } } }"
    )
    rows = rows_of(await get(api, cast.hana, "/exports/development-coverage.csv"))
    shown = [
        (each["name"], str(each["people"]), str(each["withPlan"]))
        for each in found["developmentCoverage"]["groups"]
    ]
    assert shown[1:] == [
        (row["Department"], row["People"], row["With a plan"]) for row in rows[1:-1]
    ]
    gaps = found["competencyGaps"]
    assert gaps["framework"]["name"] == "Engineering"
    assert [each["name"] for each in gaps["competencies"]] == ["Testing", "Design", "Writing"]
    assert gaps["groups"][0]["cells"][0] == {
        "competencyIndex": 0,
        "people": 6,
        "selfGap": 0.0,
        "managerGap": 1.0,
        "belowShare": 1.0,
    }
    for person in (cast.ann, cast.mo, cast.ada):
        nothing: Any = await api(person).run(
            "{ developmentCoverage { on } competencyGaps { withheld } }"
        )
        assert nothing == {"developmentCoverage": None, "competencyGaps": None}
    other = to_global("CompetencyFramework", cast.ann.id)
    unknown: Any = await api(cast.hana).run(
        f'{{ competencyGaps(frameworkId: "{other}") {{ framework {{ id }} groups {{ key }} }} }}'
    )
    assert unknown["competencyGaps"] == {"framework": None, "groups": []}
