"""What is not asked for through GraphQL: the mailbox's frame, the upload, and its preview."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import httpx

from erm.access.models import AccessToken
from erm.files.models import StoredFile
from erm.people.models import ImportUpload
from erm.settings import Settings
from erm.web.app import create_app
from tests.authorization.conftest import Ask, credentials
from tests.authorization.test_matrix import NOBODYS_KEY, SQLITE
from tests.authorization.world import Viewer, World
from tests.conftest import PUBLIC_URL
from tests.files.making import PDF


@SQLITE
async def test_a_mail_is_framed_for_administrators_only(
    world: World, client: httpx.AsyncClient, cast: Any
) -> None:
    secret = await cast.access_token(cast.ada, may_write=True)
    await AccessToken.filter(prefix=secret[:12]).update(may_read=False)
    writer = Viewer("a token that only writes", None, bearer=secret)
    got = {}
    for viewer in [*world.viewers, writer]:
        for mail in world.of("Mail"):
            client.cookies.clear()
            answer = await client.get(f"/mailbox/{mail.id}", headers=credentials(viewer))
            got.setdefault(viewer.name, set()).add(answer.status_code)
            assert not world.unseen(viewer.key, answer.text)
    assert {name for name, codes in got.items() if codes != {404}} == {"Ada"}
    assert got["Ada"] == {200}


@SQLITE
async def test_with_a_mail_server_nobody_reads_anybody_s_mail(
    world: World, settings: Settings
) -> None:
    app = create_app(replace(settings, smtp_url="smtp://127.0.0.1:1"))
    query = (
        "query ($id: ID!) { node(id: $id) { __typename } mail(id: $id) { subject } "
        "mailbox { totalCount } }"
    )
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url=PUBLIC_URL) as client:
        headers = credentials(world.viewer("Ada"))
        for mail in world.of("Mail"):
            body = {"query": query, "variables": {"id": mail.id}}
            answer = await client.post("/graphql", json=body, headers=headers)
            assert answer.json() == {"data": {"node": None, "mail": None, "mailbox": None}}
            assert (await client.get(f"/mailbox/{mail.id}", headers=headers)).status_code == 404


@SQLITE
async def test_a_file_of_people_is_taken_from_administrators_in_a_browser_only(
    world: World, client: httpx.AsyncClient
) -> None:
    before = await ImportUpload.all().count()
    taken = []
    for viewer in world.viewers:
        client.cookies.clear()
        headers = credentials(viewer) | {"Content-Type": "text/csv", "X-File-Name": "people.csv"}
        answer = await client.post(
            "/uploads/people", content=b"email\nx@erm.test\n", headers=headers
        )
        if answer.status_code == 200:
            taken.append(viewer.name)
        else:
            assert answer.status_code in {401, 403}, (viewer.name, answer.status_code)
    assert taken == ["Ada"]
    assert await ImportUpload.all().count() == before + 1


@SQLITE
async def test_an_upload_is_shown_to_the_administrator_who_brought_it_and_to_nobody_else(
    world: World, ask: Ask
) -> None:
    query = (
        "query ($id: ID!) { peopleImport(uploadId: $id) { fileName planDigest "
        "changes(first: 50) { edges { node { name email } } } "
        "problems(first: 50) { edges { node { value message } } } } }"
    )
    (upload,) = world.of("ImportUpload")
    for viewer in world.viewers:
        answer = await ask(viewer, query, {"id": str(upload.key)})
        nothing = await ask(viewer, query, {"id": str(NOBODYS_KEY)})
        assert not world.unseen(viewer.key, answer.text), viewer.name
        if viewer.name == "Ada":
            assert answer.json()["data"]["peopleImport"]["fileName"]
        else:
            assert answer.content == nothing.content
    # Another administrator has nothing to do with it either.
    await world.cast.grant(world.cast.bo, next(iter(world.cast.roles[world.cast.ada.id])))
    answer = await ask(world.viewer("Bo"), query, {"id": str(upload.key)})
    assert answer.json()["data"]["peopleImport"] is None


@SQLITE
async def test_a_file_is_downloaded_by_those_who_read_what_has_it_and_by_nobody_else(
    world: World, client: httpx.AsyncClient
) -> None:
    files = {row.key: row for row in world.of("StoredFile")}
    assert {row.parent.type for row in files.values() if row.parent} == {"Evidence", "Certificate"}
    taken = 0
    for viewer in world.viewers:
        client.cookies.clear()
        headers = credentials(viewer)
        nothing = (await client.get(f"/files/{NOBODYS_KEY}", headers=headers)).content
        for key, row in files.items():
            answer = await client.get(f"/files/{key}", headers=headers)
            allowed = viewer.bearer is None and world.reads(viewer.key, row)
            assert (answer.status_code == 200) is allowed, (viewer.name, row)
            if allowed:
                taken += 1
                assert not world.unseen(viewer.key, answer.headers["content-disposition"])
            else:
                assert answer.status_code == (401 if viewer.key is None or viewer.bearer else 404)
                assert answer.content == nothing
    assert taken > 2 * len(files)


@SQLITE
async def test_files_are_taken_from_everybody_in_a_browser(
    world: World, client: httpx.AsyncClient
) -> None:
    before = await StoredFile.all().count()
    taken = set()
    for viewer in world.viewers:
        client.cookies.clear()
        headers = credentials(viewer) | {"X-File-Name": "x.pdf"}
        answer = await client.post("/uploads/file", content=PDF, headers=headers)
        if answer.status_code == 200:
            taken.add(viewer.name)
        else:
            assert answer.status_code in {401, 403}, (viewer.name, answer.status_code)
    assert taken == {viewer.name for viewer in world.viewers if viewer.cookie and viewer.key}
    assert await StoredFile.all().count() == before + len(taken)
