"""Who may upload and download files, and what becomes of those that nobody needs."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from erm.access.models import AccessToken
from erm.core.clock import at, now
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.development.downloads import claimed_files, readable_files
from erm.development.learning.models import Certificate
from erm.development.models import DevelopmentPlan, Evidence, Goal
from erm.development.rules import EvidenceKind, GoalVisibility, PlanState
from erm.files import commands, queries
from erm.files.errors import FileNotFound, FilesFull
from erm.files.models import StoredContent, StoredFile
from erm.files.rules import QUOTA, UNCLAIMED_FOR
from erm.people.models import Person
from erm.web.files import POLICY, disposition
from tests.cast import begin_session
from tests.conftest import COOKIE
from tests.files.making import PDF, picture, stored

Get = Callable[[Person | None, object], Awaitable[httpx.Response]]


@pytest.fixture
async def get(api: Any) -> Get:
    """``await get(person, file_id)``: the answer that a person's browser gets for a download."""

    async def ask(person: Person | None, file_id: object) -> httpx.Response:
        client = api(None).client
        if person is not None:
            token = await begin_session(person)
            client.cookies.set(COOKIE, token, domain="erm.test", path="/")
        return await client.get(f"/files/{file_id}")  # type: ignore[no-any-return]

    return ask


async def upload(
    api: Any, person: Person | None, name: str, content: bytes, **headers: str
) -> httpx.Response:
    client = api(None).client
    if person is not None:
        token = await begin_session(person)
        client.cookies.set(COOKIE, token, domain="erm.test", path="/")
    headers = {"X-File-Name": name, **{k.replace("_", "-"): v for k, v in headers.items()}}
    return await client.post("/uploads/file", content=content, headers=headers)  # type: ignore[no-any-return]


async def goal_of(person: Person, **columns: Any) -> Goal:
    values = {"author_id": person.id, "title": "Goal", "position": 0, "created_at": now()} | columns
    return await Goal.create(person_id=person.id, **values)


async def evidence_of(goal: Goal, author: Person, file: StoredFile) -> Evidence:
    return await Evidence.create(
        person_id=goal.person_id,
        author_id=author.id,
        goal_id=goal.id,
        kind=EvidenceKind.FILE,
        file_id=file.id,
        created_at=now(),
    )


async def readers(cast: Any, get: Get, file: StoredFile) -> set[str]:
    """The given names of all who may download a file; the others are answered as if it were not."""
    found = set()
    nothing = (await get(cast.ann, uuid4())).json()
    for person in cast.people:
        if person.left_on is not None:
            continue
        answer = await get(person, file.id)
        if answer.status_code == 200:
            assert answer.content == PDF
            found.add(person.given_name)
        else:
            assert answer.status_code == 404
            assert answer.json() == nothing
    return found


# ---- who may download --------------------------------------------------------------------------


async def test_a_file_that_belongs_to_nothing_is_its_owner_s_alone(cast, get) -> None:
    assert await readers(cast, get, await stored(cast.ann)) == {"Ann"}


async def test_a_claimed_file_that_nothing_has_is_nobody_s(cast, get) -> None:
    assert await readers(cast, get, await stored(cast.ann, claimed=True)) == set()


async def test_evidence_of_a_goal_is_downloaded_by_those_who_follow_the_goal(cast, get) -> None:
    shared = await stored(cast.ann, claimed=True)
    await evidence_of(await goal_of(cast.ann), cast.ann, shared)
    assert await readers(cast, get, shared) == {"Ann", "Mo"}
    private = await stored(cast.ann, claimed=True)
    goal = await goal_of(cast.ann, visibility=GoalVisibility.PRIVATE)
    await evidence_of(goal, cast.ann, private)
    assert await readers(cast, get, private) == {"Ann"}
    everyone = await stored(cast.ann, claimed=True)
    goal = await goal_of(cast.ann, visibility=GoalVisibility.EVERYONE)
    await evidence_of(goal, cast.ann, everyone)
    assert await readers(cast, get, everyone) == {"Ann", "Mo"}


async def test_evidence_in_a_plan_is_downloaded_by_the_plan_s_readers(cast, get) -> None:
    plan = await DevelopmentPlan.create(
        person_id=cast.ann.id,
        author_id=cast.ann.id,
        title="Plan",
        starts_on=now().date(),
        ends_on=now().date() + timedelta(days=90),
        state=PlanState.ACTIVE,
        proposed_at=now(),
        shared_with_hr=True,
        shared_with_mentor=True,
        mentor_id=cast.cy.id,
        last_activity_at=now(),
        created_at=now(),
    )
    file = await stored(cast.mo, claimed=True)
    await evidence_of(await goal_of(cast.ann, plan_id=plan.id), cast.mo, file)
    assert await readers(cast, get, file) == {"Ann", "Mo", "Cy", "Hana"}
    await DevelopmentPlan.filter(id=plan.id).update(
        shared_with_hr=False, shared_with_mentor=False, state=PlanState.DRAFT, proposed_at=None
    )
    assert await readers(cast, get, file) == {"Ann"}


async def test_who_uploaded_a_file_loses_it_with_the_thing_that_has_it(cast, get) -> None:
    file = await stored(cast.old, claimed=True)
    await evidence_of(await goal_of(cast.ann), cast.old, file)
    assert await readers(cast, get, file) == {"Ann", "Mo"}


async def test_a_certificate_is_downloaded_by_the_person_their_manager_and_hr(cast, get) -> None:
    file = await stored(cast.ann, claimed=True)
    await Certificate.create(
        person_id=cast.ann.id, name="First aid", file_id=file.id, created_at=now()
    )
    assert await readers(cast, get, file) == {"Ann", "Mo", "Hana"}


async def test_nobody_downloads_without_the_session_of_a_browser(cast, api, get) -> None:
    file = await stored(cast.ann)
    answer = await get(None, file.id)
    assert answer.status_code == 401
    assert answer.json()["code"] == "NOT_SIGNED_IN"
    secret = await cast.access_token(cast.ann, may_write=True)
    assert await AccessToken.filter(person_id=cast.ann.id).exists()
    answer = await api(None, bearer=secret).client.get(f"/files/{file.id}")
    assert answer.status_code == 401
    for wrong in ("x", "%00", str(uuid4()), "0"):
        assert (await get(cast.ann, wrong)).status_code == 404


async def test_a_download_is_never_a_page(cast, get) -> None:
    file = await stored(cast.ann, name="отчёт.md", content=b"<script>alert(1)</script>")
    answer = await get(cast.ann, file.id)
    assert answer.content == b"<script>alert(1)</script>"
    assert answer.headers["content-type"] == "text/markdown"
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == POLICY
    assert "sandbox" in POLICY
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert answer.headers["cache-control"] == "private, no-store"


async def test_other_sites_cannot_put_a_file_into_their_pages(cast, api) -> None:
    file = await stored(cast.ann)
    client = api(None).client
    token = await begin_session(cast.ann)
    client.cookies.set(COOKIE, token, domain="erm.test", path="/")
    for site, mode, status in (
        ("same-origin", "no-cors", 200),
        ("none", "navigate", 200),
        ("cross-site", "navigate", 200),
        ("cross-site", "no-cors", 403),
        ("same-site", "cors", 403),
    ):
        headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode}
        answer = await client.get(f"/files/{file.id}", headers=headers)
        assert answer.status_code == status, (site, mode)


def test_a_name_in_any_script_fits_into_one_header() -> None:
    assert disposition('a"b; c\\%.pdf') == (
        "attachment; filename=\"a_b_ c__.pdf\"; filename*=UTF-8''a%22b%3B%20c%5C%25.pdf"
    )
    assert disposition("отчёт.pdf").encode("latin-1")


# ---- uploading ---------------------------------------------------------------------------------


async def test_an_uploaded_file_comes_back_as_it_was_and_is_sealed_in_between(
    cast, api, get
) -> None:
    answer = await upload(api, cast.ann, "%D0%9E%D1%82%D1%87%D1%91%D1%82.pdf", PDF)
    assert answer.status_code == 200, answer.text
    said = answer.json()
    assert said == {
        "fileId": said["fileId"],
        "fileName": "Отчёт.pdf",
        "mediaType": "application/pdf",
        "size": len(PDF),
    }
    assert (await get(cast.ann, said["fileId"])).content == PDF
    (content,) = await StoredContent.all()
    assert b"%PDF" not in bytes(content.sealed)
    assert b"Catalog" not in bytes(content.sealed)


async def test_a_picture_is_stored_without_what_it_tells_besides(cast, api, get) -> None:
    content = picture("JPEG", comment=b"qz where I live")
    said = (await upload(api, cast.ann, "me.jpg", content)).json()
    assert b"qz" not in (await get(cast.ann, said["fileId"])).content


async def test_what_is_refused_leaves_nothing(cast, api) -> None:
    bearer = await cast.access_token(cast.ann, may_write=True)
    for answer, status, code in (
        (await upload(api, None, "x.pdf", PDF), 401, "NOT_SIGNED_IN"),
        (await upload(api, cast.ann, "x.svg", b"<svg/>"), 400, "FILE_TYPE_NOT_TAKEN"),
        (await upload(api, cast.ann, "x.pdf", b"<html>"), 400, "FILE_NOT_WHAT_IT_SAYS"),
        (await upload(api, cast.ann, "x.pdf", b""), 400, "FILE_EMPTY"),
        (await upload(api, cast.ann, "", PDF), 400, "FILE_TYPE_NOT_TAKEN"),
        (await upload(api, cast.ann, "x.txt", b"a" * (10 * 2**20 + 1)), 413, "BODY_TOO_LARGE"),
        (
            await upload(api, cast.ann, "x.pdf", PDF, Origin="https://evil.test"),
            403,
            "CROSS_SITE_REFUSED",
        ),
        (
            await api(None, bearer=bearer).client.post(
                "/uploads/file", content=PDF, headers={"X-File-Name": "x.pdf"}
            ),
            401,
            "NOT_SIGNED_IN",
        ),
    ):
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert answer.json()["message"]
    assert await StoredFile.all().count() == 0
    assert await StoredContent.all().count() == 0


async def test_a_person_s_files_have_bounded_room_together(cast, actor_of, bus) -> None:
    ann = actor_of(cast.ann)
    room = await stored(cast.ann)
    await StoredFile.filter(id=room.id).update(size=QUOTA - len(PDF))
    prepared = await commands.prepare_file("x.pdf", PDF)
    async with unit_of_work(bus):
        await commands.store_file(ann, prepared)
    with pytest.raises(FilesFull):
        async with unit_of_work(bus):
            await commands.store_file(ann, await commands.prepare_file("x.txt", b"a"))
    assert await StoredFile.all().count() == 2
    async with unit_of_work(bus):
        await commands.store_file(actor_of(cast.bo), prepared)


# ---- claiming and deleting ---------------------------------------------------------------------


async def test_a_file_is_claimed_by_its_owner_and_once(cast, actor_of, bus) -> None:
    file = await stored(cast.ann)
    with pytest.raises(FileNotFound):
        async with unit_of_work(bus):
            await commands.claim_file(actor_of(cast.mo), file.id)
    assert (await StoredFile.get(id=file.id)).claimed_at is None
    async with unit_of_work(bus):
        assert (await commands.claim_file(actor_of(cast.ann), file.id)).id == file.id
    with pytest.raises(FileNotFound) as refusal:
        async with unit_of_work(bus):
            await commands.claim_file(actor_of(cast.ann), file.id, field="answers")
    assert refusal.value.field == "answers"


async def test_files_that_belong_to_nothing_are_deleted_after_a_day(cast, bus) -> None:
    lonely, orphan, kept, fresh = [
        await stored(cast.ann, claimed=claimed) for claimed in (False, True, True, False)
    ]
    await evidence_of(await goal_of(cast.ann), cast.ann, kept)
    with at(now() + UNCLAIMED_FOR - timedelta(minutes=1)):
        assert await commands.purge_files(bus, claimed_files) == 0
    with at(now() + UNCLAIMED_FOR + timedelta(minutes=1)):
        await StoredFile.filter(id=fresh.id).update(created_at=now())
        assert await commands.purge_files(bus, claimed_files) == 2
    left = set(await StoredFile.all().values_list("id", flat=True))
    assert left == {kept.id, fresh.id}
    assert not left & {lonely.id, orphan.id}
    assert await StoredContent.all().count() == 2


async def test_reading_and_having_ask_for_many_files_at_once(cast, actor_of) -> None:
    files = [await stored(cast.ann, claimed=True) for _ in range(5)]
    goal = await goal_of(cast.ann)
    for file in files[:3]:
        await evidence_of(goal, cast.ann, file)
    ids = [file.id for file in files]
    assert await readable_files(actor_of(cast.mo), ids) == set(ids[:3])
    assert await readable_files(actor_of(cast.cy), ids) == set()
    assert await claimed_files(ids) == set(ids[:3])
    assert set(await queries.files_by_ids(ids)) == set(ids)
    assert await queries.files_by_ids([UUID(int=1)]) == {}


async def test_of_two_claims_at_once_one_gets_the_file(cast, actor_of) -> None:
    file = await stored(cast.ann)

    async def claim() -> bool:
        try:
            async with unit_of_work(Bus()):
                await commands.claim_file(actor_of(cast.ann), file.id)
        except FileNotFound:
            return False
        return True

    assert sorted(await asyncio.gather(*(claim() for _ in range(5)))) == [False] * 4 + [True]


async def test_uploads_at_once_do_not_pass_the_room_that_one_has(cast, actor_of) -> None:
    room = await stored(cast.ann)
    await StoredFile.filter(id=room.id).update(size=QUOTA - 2 * len(PDF))
    prepared = await commands.prepare_file("x.pdf", PDF)

    async def store() -> bool:
        try:
            async with unit_of_work(Bus()):
                await commands.store_file(actor_of(cast.ann), prepared)
        except FilesFull:
            return False
        return True

    assert sum(await asyncio.gather(*(store() for _ in range(5)))) == 2
