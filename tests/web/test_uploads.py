"""The way in of a file of people."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from erm.people.models import ImportUpload
from tests.cast import Cast
from tests.web.conftest import SAME_ORIGIN, HttpFactory

FILE = b"email;name\nkim@erm.test;Kim\n"
CSV = {"Content-Type": "text/csv", "X-File-Name": "%D0%9B%D1%8E%D0%B4%D0%B8.csv"}


async def headers_of(cast: Cast, name: str) -> dict[str, str]:
    token = await cast.session(getattr(cast, name))
    return SAME_ORIGIN | CSV | {"Cookie": f"__Host-erm={token}"}


async def test_an_administrators_file_is_kept_as_it_is(http: HttpFactory, cast: Cast) -> None:
    client = http(production=True, headers=await headers_of(cast, "ada"))

    answer = await client.post("/uploads/people", content=FILE)

    assert answer.status_code == 200
    [upload] = await ImportUpload.all()
    assert answer.json().keys() == {"uploadId"}
    assert bytes(upload.content) == FILE
    assert upload.file_name == "Люди.csv"
    assert upload.uploaded_by_id == cast.ada.id  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["ann", "mo", "hana"])
async def test_nobody_else_may_bring_one(http: HttpFactory, cast: Cast, name: str) -> None:
    answer = await http(headers=await headers_of(cast, name)).post("/uploads/people", content=FILE)

    assert answer.status_code == 403
    assert answer.json().keys() == {"code", "message"}
    assert await ImportUpload.all().count() == 0


async def test_a_session_is_needed_and_a_token_is_not_enough(http: HttpFactory, cast: Cast) -> None:
    secret = await cast.access_token(cast.ada, may_write=True)

    anonymous = await http(headers=SAME_ORIGIN | CSV).post("/uploads/people", content=FILE)
    program = await http(headers=CSV | {"Authorization": f"Bearer {secret}"}).post(
        "/uploads/people", content=FILE
    )

    assert anonymous.status_code == program.status_code == 401
    assert anonymous.json()["code"] == "NOT_SIGNED_IN"
    assert await ImportUpload.all().count() == 0


@pytest.mark.parametrize("chunked", [False, True])
async def test_a_file_over_16_mb_is_refused(http: HttpFactory, cast: Cast, chunked: bool) -> None:
    chunk = b"x" * 1024 * 1024

    async def stream() -> AsyncIterator[bytes]:
        for _ in range(17):
            yield chunk

    client = http(headers=await headers_of(cast, "ada"))
    answer = await client.post("/uploads/people", content=stream() if chunked else chunk * 17)

    assert answer.status_code == 413
    assert answer.json()["code"] == "BODY_TOO_LARGE"
    assert await ImportUpload.all().count() == 0


async def test_an_empty_file_is_refused_with_a_code(http: HttpFactory, cast: Cast) -> None:
    client = http(headers=await headers_of(cast, "ada"))

    answer = await client.post("/uploads/people", content=b"")

    assert answer.status_code == 400
    assert answer.json()["code"] == "IMPORT_UPLOAD_EMPTY"
    assert answer.json()["message"]
