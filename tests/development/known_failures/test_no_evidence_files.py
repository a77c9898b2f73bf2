"""Known failure of other products: there is no way to attach a file that shows how a goal went."""

from __future__ import annotations

from typing import Any

from erm.core.clock import now
from erm.development.models import Goal
from erm.development.rules import PlanState
from erm.files.models import StoredFile
from erm.people.models import Person
from erm.schema.ids import to_global
from tests.development.builders import plan
from tests.files.making import PDF, samples

ADD = """mutation ($input: AddEvidenceInput!) { addEvidence(input: $input) {
  ... on Refusal { code }
  ... on AddEvidenceSuccess { evidence { id file { fileName mediaType size url } } } } }"""
SEEN = "query ($id: ID!) { goal(id: $id) { evidence { file { fileName url } } } }"
REMOVE = """mutation ($input: RemoveEvidenceInput!) { removeEvidence(input: $input) {
  ... on RemoveEvidenceSuccess { goal { evidence { id } } } } }"""


async def _upload(browser: Any, name: str, content: bytes) -> str:
    await browser.run("{ instance { name } }")
    answer = await browser.client.post(
        "/uploads/file", content=content, headers={"X-File-Name": name}
    )
    assert answer.status_code == 200, answer.text
    return str(answer.json()["fileId"])


async def _goal(person: Person) -> Goal:
    mine = await plan(person, state=PlanState.ACTIVE)
    return await Goal.create(
        plan_id=mine.id,
        person_id=person.id,
        author_id=person.id,
        title="Give the talk",
        position=0,
        created_at=now(),
    )


async def test_a_file_shows_how_a_goal_went_to_those_who_follow_it(cast, api) -> None:
    goal = to_global("Goal", (await _goal(cast.ann)).id)
    ann, mo, bo = api(cast.ann), api(cast.mo), api(cast.bo)
    file_id = await _upload(ann, "talk.pdf", PDF)
    given = {"input": {"goalId": goal, "kind": "FILE", "fileId": file_id, "title": "The talk"}}
    added = (await ann.run(ADD, given))["addEvidence"]["evidence"]
    assert added["file"] == {
        "fileName": "talk.pdf",
        "mediaType": "application/pdf",
        "size": len(PDF),
        "url": f"/files/{file_id}",
    }
    # The manager sees it with the goal and downloads it; a colleague does neither.
    (seen,) = (await mo.run(SEEN, {"id": goal}))["goal"]["evidence"]
    assert seen["file"]["fileName"] == "talk.pdf"
    assert (await mo.client.get(seen["file"]["url"])).content == PDF
    assert (await bo.run(SEEN, {"id": goal}))["goal"] is None
    assert (await bo.client.get(seen["file"]["url"])).status_code == 404
    # Taken away, it is gone for everybody, and from the database.
    gone = await ann.run(REMOVE, {"input": {"id": added["id"]}})
    assert gone["removeEvidence"]["goal"]["evidence"] == []
    for browser in (ann, mo):
        assert (await browser.client.get(seen["file"]["url"])).status_code == 404
    assert await StoredFile.all().count() == 0


async def test_files_of_every_type_of_the_list_are_evidence(cast, api) -> None:
    goal = to_global("Goal", (await _goal(cast.ann)).id)
    ann = api(cast.ann)
    for ending, content in samples().items():
        file_id = await _upload(ann, f"x.{ending}", content)
        given = {"input": {"goalId": goal, "kind": "FILE", "fileId": file_id}}
        assert (await ann.run(ADD, given))["addEvidence"]["evidence"]["file"]
    assert len((await ann.run(SEEN, {"id": goal}))["goal"]["evidence"]) == len(samples())
