"""Uploading a file in the SPA, looking at it, applying it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from erm.core import clock
from erm.people.models import ImportUpload, Person

HEADER = "Email,First name,Last name,Manager,Department\n"
PREVIEW = """
query ($id: ID!) { peopleImport(uploadId: $id) {
  uploadId fileName encoding delimiter rowCount added changed deactivated unchanged canApply
  planDigest columns { header field } guards { kind count of message }
  changes(first: 100) { totalCount edges { node {
    kind line name email details { field before after } } } }
  problems(first: 2) { totalCount pageInfo { hasNextPage endCursor } edges { node {
    line column code message value } } } } }
"""
APPLY = """
mutation ($id: ID!, $digest: String!, $allow: [ImportGuardKind!]! = []) {
  applyPeopleImport(input: {uploadId: $id, planDigest: $digest, allow: $allow}) {
    ... on ApplyPeopleImportSuccess { added changed deactivated }
    ... on Refusal { kind code field message } } }
"""


async def upload(browser, text, name="people.csv"):
    await browser.run("{ viewer { roles } }")
    content = text if isinstance(text, bytes) else text.encode()
    return await browser.client.post(
        "/uploads/people",
        content=content,
        headers={"Content-Type": "text/csv", "X-File-Name": name},
    )


def everybody(cast) -> str:
    return HEADER + "".join(
        f"{p.work_email},{p.given_name},{p.family_name},,Company\n"
        for p in cast.people
        if p.left_on is None
    )


async def previewed(browser, text):
    response = await upload(browser, text)
    assert response.status_code == 200, response.text
    return (await browser.run(PREVIEW, {"id": response.json()["uploadId"]}))["peopleImport"]


async def test_what_is_shown_is_what_is_done_once(cast, api) -> None:
    browser = api(cast.ada)
    text = everybody(cast) + "new@erm.test,Nia,New,mo@erm.test,Company > Research\n"
    shown = await previewed(browser, text)
    assert (shown["added"], shown["deactivated"], shown["canApply"]) == (1, 0, True)
    new = next(e["node"] for e in shown["changes"]["edges"] if e["node"]["kind"] == "ADDED")
    assert (new["line"], new["name"]) == (11, "Nia New")
    assert {"field": "manager", "before": None, "after": "Mo Test"} in new["details"]
    arguments = {"id": shown["uploadId"], "digest": shown["planDigest"]}
    done = (await browser.run(APPLY, arguments))["applyPeopleImport"]
    assert done == {"added": 1, "changed": shown["changed"], "deactivated": 0}
    again = (await browser.run(APPLY, arguments))["applyPeopleImport"]
    assert (again["code"], again["field"]) == ("IMPORT_ALREADY_APPLIED", "uploadId")
    assert await Person.filter(work_email="new@erm.test").count() == 1


async def test_a_directory_that_changed_meanwhile_refuses_the_plan(cast, api) -> None:
    browser = api(cast.ada)
    shown = await previewed(browser, everybody(cast))
    await cast.person("Late", manager=cast.mo)
    arguments = {"id": shown["uploadId"], "digest": shown["planDigest"]}
    refused = (await browser.run(APPLY, arguments))["applyPeopleImport"]
    assert (refused["kind"], refused["code"]) == ("CONFLICT", "IMPORT_PLAN_CHANGED")
    # Nothing happened, and after another look it can be applied.
    assert await ImportUpload.filter(applied_at__isnull=True).count() == 1
    anew = (await browser.run(PREVIEW, {"id": shown["uploadId"]}))["peopleImport"]
    arguments["digest"] = anew["planDigest"]
    assert (await browser.run(APPLY, arguments))["applyPeopleImport"]["deactivated"] == 1


async def test_a_passed_limit_is_shown_and_must_be_allowed(cast, api) -> None:
    browser = api(cast.ada)
    few = HEADER + "ada@erm.test,Ada,Test,,\nann@erm.test,Ann,Test,,\n"
    shown = await previewed(browser, few)
    (guard,) = shown["guards"]
    assert (guard["kind"], guard["count"], guard["of"]) == ("MANY_DEACTIVATED", 7, 9)
    assert guard["message"] == "7 of 9 people would leave: more than 40 %."
    arguments = {"id": shown["uploadId"], "digest": shown["planDigest"]}
    refused = (await browser.run(APPLY, arguments))["applyPeopleImport"]
    assert (refused["code"], refused["field"]) == ("IMPORT_GUARDED", "allow")
    assert await Person.filter(left_on__isnull=True).count() == 9
    arguments["allow"] = ["MANY_DEACTIVATED"]
    assert (await browser.run(APPLY, arguments))["applyPeopleImport"]["deactivated"] == 7


async def test_problems_are_shown_by_page_in_the_viewer_s_language(cast, api) -> None:
    await Person.filter(id=cast.ada.id).update(locale="ru")
    browser = api(cast.ada)
    text = everybody(cast) + "a,A,B,,\nb,A,B,,\nc@x.test,A,B,ghost,\n"
    shown = await previewed(browser, text)
    problems = shown["problems"]
    assert (problems["totalCount"], problems["pageInfo"]["hasNextPage"]) == (3, True)
    assert problems["edges"][0]["node"] == {
        "line": 11,
        "column": "Email",
        "code": "BAD_EMAIL",
        "message": "«a» — не адрес электронной почты.",
        "value": "a",
    }
    assert not shown["canApply"]
    arguments = {"id": shown["uploadId"], "digest": shown["planDigest"]}
    refused = (await browser.run(APPLY, arguments))["applyPeopleImport"]
    assert refused["code"] == "IMPORT_HAS_PROBLEMS"
    assert "3 ошибки" in refused["message"]


async def test_nobody_but_an_administrator_uploads_looks_or_applies(cast, api) -> None:
    ada = api(cast.ada)
    shown = await previewed(ada, everybody(cast) + "new@erm.test,Nia,New,,\n")
    for who in (cast.zed, cast.mo, cast.ann, cast.hana):
        browser = api(who)
        assert (await upload(browser, "email,name\n")).status_code == 403
        assert (await browser.run(PREVIEW, {"id": shown["uploadId"]}))["peopleImport"] is None
        arguments = {"id": shown["uploadId"], "digest": shown["planDigest"]}
        refused = (await browser.run(APPLY, arguments))["applyPeopleImport"]
        assert refused["code"] == "ADMINISTRATORS_ONLY"
    assert not await Person.filter(work_email="new@erm.test").exists()
    assert await ImportUpload.all().count() == 1


async def test_another_administrator_s_upload_is_not_theirs(cast, api) -> None:
    from erm.core.actor import Role

    await cast.grant(cast.zed, Role.ADMINISTRATOR)
    shown = await previewed(api(cast.ada), everybody(cast))
    zed = api(cast.zed)
    assert (await zed.run(PREVIEW, {"id": shown["uploadId"]}))["peopleImport"] is None
    arguments = {"id": shown["uploadId"], "digest": shown["planDigest"]}
    refused = (await zed.run(APPLY, arguments))["applyPeopleImport"]
    assert refused["code"] == "IMPORT_UPLOAD_NOT_FOUND"


@pytest.mark.parametrize("bad", ["x", "", "../x"])
async def test_an_upload_that_is_none_is_not_found(cast, api, bad) -> None:
    browser = api(cast.ada)
    assert (await browser.run(PREVIEW, {"id": bad}))["peopleImport"] is None
    assert (await browser.run(PREVIEW, {"id": str(uuid4())}))["peopleImport"] is None
    refused = await browser.run(APPLY, {"id": bad, "digest": ""})
    assert refused["applyPeopleImport"]["code"] == "IMPORT_UPLOAD_NOT_FOUND"


async def test_uploads_are_gone_after_a_day(cast, api) -> None:
    shown = await previewed(api(cast.ada), everybody(cast))
    with clock.at(clock.now() + timedelta(hours=25)):
        browser = api(cast.ada)
        assert (await browser.run(PREVIEW, {"id": shown["uploadId"]}))["peopleImport"] is None
        await upload(browser, everybody(cast))
    assert await ImportUpload.all().count() == 1


async def test_an_empty_file_is_refused(cast, api) -> None:
    response = await upload(api(cast.ada), b"")
    assert (response.status_code, response.json()["code"]) == (400, "IMPORT_UPLOAD_EMPTY")


async def test_a_binary_file_is_shown_with_its_problems(cast, api) -> None:
    shown = await previewed(api(cast.ada), b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    assert not shown["canApply"]
    assert shown["problems"]["totalCount"] >= 1
