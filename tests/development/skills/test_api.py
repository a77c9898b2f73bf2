"""Skills and mentoring through the real application."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from erm.core.clock import now
from erm.development.skills.models import PersonSkill
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.conftest import Api, query_count
from tests.development.skills.builders import expects, knows, level, placed, skill

ASKED = (10, 11)
"""Queries of a page: two batches may fall together, by which answer of the database comes first."""
MATRIX = """{ viewer { teamSkillMatrix { people { name } skills { name } totals { skillIndex known
  missing } cells { personIndex skillIndex level expected gap wantsToLearn canTeach } } } }"""
FOUND = """query ($id: ID!, $first: Int) { peopleWithSkill(skillId: $id, first: $first) { totalCount
  edges { node { level expectedLevel person { name } skill { name peopleCount } } } } }"""


async def act(browser: Api, name: str, answer: str, **values: Any) -> Any:
    kind = name[0].upper() + name[1:]
    data = await browser.run(
        f"mutation($input: {kind}Input!) {{ {name}(input: $input) {{ "
        f"... on {kind}Success {{ {answer} }} ... on Refusal {{ kind code field message }} }} }}",
        {"input": values},
    )
    return data[name]


async def test_a_skill_is_added_known_found_and_put_into_the_matrix(
    api: Callable[..., Api], cast: Cast
) -> None:
    ann, mo, hana = api(cast.ann), api(cast.mo), api(cast.hana)
    added = await act(ann, "saveSkill", "skill { id name }", names=[{"name": "Rust"}])
    key = added["skill"]["id"]
    again = await act(mo, "saveSkill", "skill { id }", names=[{"name": "rust "}])
    assert (again["kind"], again["code"], again["field"]) == ("CONFLICT", "SKILL_EXISTS", "names")
    assert again["message"] == "“Rust” is in the catalogue already."
    senior = await level()
    wanted = await act(
        hana,
        "setSkillExpectations",
        "level { name skillExpectations { level skill { name } } }",
        levelId=to_global("CareerLevel", senior.id),
        expectations=[{"skillId": key, "level": 3}],
    )
    assert wanted["level"]["skillExpectations"] == [{"level": 3, "skill": {"name": "Rust"}}]
    await placed(cast.ann, senior)
    said = await act(
        ann,
        "setMySkill",
        "personSkill { level expectedLevel visibility version person { name } skill { name } }",
        skillId=key,
        level=2,
        wantsToLearn=True,
        canTeach=False,
    )
    assert said["personSkill"] == {
        "level": 2,
        "expectedLevel": 3,
        "visibility": "EVERYONE",
        "version": 1,
        "person": {"name": "Ann Test"},
        "skill": {"name": "Rust"},
    }
    found = (await hana.run(FOUND, {"id": key}))["peopleWithSkill"]
    assert found["totalCount"] == 1
    assert found["edges"][0]["node"]["expectedLevel"] is None
    matrix = (await mo.run(MATRIX))["viewer"]["teamSkillMatrix"]
    assert [p["name"] for p in matrix["people"]] == ["Ann Test", "Bo Test"]
    assert matrix["cells"] == [
        {
            "personIndex": 0,
            "skillIndex": 0,
            "level": 2,
            "expected": 3,
            "gap": 1,
            "wantsToLearn": True,
            "canTeach": False,
        }
    ]
    assert matrix["totals"] == [{"skillIndex": 0, "known": 1, "missing": 1}]
    assert (await ann.run(MATRIX))["viewer"]["teamSkillMatrix"] is None
    similar = await ann.run('{ similarSkills(name: "Rust language") { name } skillCategories }')
    assert similar == {"similarSkills": [{"name": "Rust"}], "skillCategories": []}
    stale = await act(
        ann, "setMySkill", "personSkill { level }", skillId=key, level=1, wantsToLearn=False, canTeach=False
    )  # fmt: skip
    assert stale["code"] == "STALE_VERSION"
    gone = await act(ann, "removeMySkill", "skill { peopleCount }", skillId=key)
    assert gone["skill"]["peopleCount"] == 0


async def test_two_become_mentor_and_mentee_and_meet(api: Callable[..., Api], cast: Cast) -> None:
    go = await skill("Go", ru="Го")
    await knows(cast.ann, go, 1, wants_to_learn=True)
    await knows(cast.cy, go, 4, can_teach=True)
    ann, cy, mo = api(cast.ann), api(cast.cy), api(cast.mo)
    suggested = """{ viewer { %s { mentor { id name } mentee { id } skill { id name } mentorLevel
      menteeLevel reason } } }"""
    (mine,) = (await ann.run(suggested % "mentorSuggestions"))["viewer"]["mentorSuggestions"]
    assert (mine["mentorLevel"], mine["menteeLevel"]) == (4, 1)
    assert mine["reason"] == (
        "Would teach “Go” and knows it at the level “expert”; you want to learn it."
    )
    for browser, field in ((cy, "menteeSuggestions"), (mo, "teamMentorSuggestions")):
        assert len((await browser.run(suggested % field))["viewer"][field]) == 1
    proposed = await act(
        ann,
        "proposeMentorship",
        "mentorship { id state canWithdraw proposedBy { name } }",
        mentorId=mine["mentor"]["id"],
        menteeId=mine["mentee"]["id"],
        skillId=mine["skill"]["id"],
    )
    key = proposed["mentorship"]["id"]
    assert proposed["mentorship"]["proposedBy"] == {"name": "Ann Test"}
    refused = await act(mo, "answerMentorship", "mentorship { id }", id=key, accept=True)
    assert (refused["kind"], refused["code"]) == ("NOT_FOUND", "MENTORSHIP_NOT_FOUND")
    begun = await act(
        cy, "answerMentorship", "mentorship { state canEnd series { kind cadence } }", id=key, accept=True
    )  # fmt: skip
    assert begun["mentorship"] == {
        "state": "ACCEPTED",
        "canEnd": True,
        "series": {"kind": "MENTOR", "cadence": "EVERY_TWO_WEEKS"},
    }
    listed = await ann.run("{ viewer { mentorships { id skill { name } series { id } } } }")
    assert [each["id"] for each in listed["viewer"]["mentorships"]] == [key]
    assert (await mo.run("{ viewer { mentorships { id } } }"))["viewer"]["mentorships"] == []
    ended = await act(ann, "endMentorship", "mentorship { state endedAt }", id=key)
    assert ended["mentorship"]["state"] == "ENDED"


async def test_a_file_of_skills_is_reported_in_the_readers_language(
    api: Callable[..., Api], cast: Cast
) -> None:
    cast.hana.locale = type(cast.hana.locale)("ru")
    await cast.hana.save(update_fields=["locale"])
    report = "report { rows created applied problems { line column message } }"
    found = await act(api(cast.hana), "importSkills", report, csv="name\n...\n", apply=True)
    assert found["report"] == {
        "rows": 1,
        "created": 0,
        "applied": False,
        "problems": [
            {
                "line": 2,
                "column": "name",
                "message": "«...» не может быть названием: здесь нет ни буквы, ни цифры.",
            }
        ],
    }
    refused = await act(api(cast.ann), "importSkills", report, csv="name\nGo\n", apply=True)
    assert (refused["kind"], refused["code"]) == ("NOT_ALLOWED", "SKILLS_ARE_FOR_HR")


async def test_hr_merges_what_looks_alike(api: Callable[..., Api], cast: Cast) -> None:
    one, other = await skill("Kubernetes"), await skill("Kubernets")
    await knows(cast.ann, other, 3)
    hana, ann = api(cast.hana), api(cast.ann)
    pairs = "{ skillDuplicates { reason one { name } other { name } } }"
    (pair,) = (await hana.run(pairs))["skillDuplicates"]
    assert pair["reason"] == "Nearly the same spelling."
    assert (await ann.run(pairs))["skillDuplicates"] == []
    merged = await act(
        hana,
        "mergeSkills",
        "moved skill { names { name isMain } }",
        intoId=to_global("Skill", one.id),
        fromIds=[to_global("Skill", other.id)],
    )
    assert merged == {
        "moved": 1,
        "skill": {
            "names": [
                {"name": "Kubernetes", "isMain": True},
                {"name": "Kubernets", "isMain": False},
            ]
        },
    }
    old = await ann.run(
        "query ($id: ID!) { node(id: $id) { id ... on Skill { name } } }",
        {"id": to_global("Skill", other.id)},
    )
    assert old["node"] == {"id": to_global("Skill", one.id), "name": "Kubernetes"}


@pytest.mark.parametrize("size", [1, 20, 200])
async def test_pages_of_people_and_matrices_ask_the_same_number_of_queries(
    api: Callable[..., Api], cast: Cast, size: int
) -> None:
    go = await skill("Go")
    people = await cast.crowd(size, manager=cast.max, department=cast.sales)
    await PersonSkill.bulk_create(
        [PersonSkill(person_id=p.id, skill_id=go.id, level=1, updated_at=now()) for p in people]
    )
    senior = await level()
    await expects(senior, go, 2)
    await placed(people[0], senior)
    browser = api(cast.max)
    await browser.run("{ viewer { locale } }")
    with query_count() as counted:
        found = await browser.run(FOUND, {"id": to_global("Skill", go.id), "first": 100})
    assert counted.count in ASKED
    assert found["peopleWithSkill"]["totalCount"] == size
    with query_count() as counted:
        matrix = (await browser.run(MATRIX))["viewer"]["teamSkillMatrix"]
    assert counted.count in (8, 9)
    assert len(matrix["cells"]) == size
