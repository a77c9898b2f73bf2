"""The way in of a table of a past survey's answers."""

from __future__ import annotations

import pytest

from erm.engagement.past.models import SurveyUpload
from erm.engagement.past.rules import UPLOAD_MAXIMUM
from tests.cast import Cast
from tests.web.conftest import SAME_ORIGIN, HttpFactory

FILE = "Mood;Team\n4;Продажи\n".encode()
CSV = {"Content-Type": "text/csv", "X-File-Name": "%D0%9E%D0%BF%D1%80%D0%BE%D1%81.csv"}


async def headers_of(cast: Cast, name: str) -> dict[str, str]:
    token = await cast.session(getattr(cast, name))
    return SAME_ORIGIN | CSV | {"Cookie": f"__Host-erm={token}"}


async def test_a_table_of_hr_is_kept_sealed(http: HttpFactory, cast: Cast) -> None:
    client = http(production=True, headers=await headers_of(cast, "hana"))

    answer = await client.post("/uploads/survey", content=FILE)

    assert answer.status_code == 200
    [upload] = await SurveyUpload.all()
    assert answer.json() == {"uploadId": str(upload.id)}
    assert (upload.file_name, upload.uploaded_by_id) == ("Опрос.csv", cast.hana.id)
    assert b"Mood" not in bytes(upload.content_sealed)


@pytest.mark.parametrize("name", ["ann", "mo", "ada"])
async def test_nobody_else_may_bring_one(http: HttpFactory, cast: Cast, name: str) -> None:
    answer = await http(headers=await headers_of(cast, name)).post("/uploads/survey", content=FILE)

    assert answer.status_code == 403
    assert answer.json()["code"] == "PAST_SURVEYS_ONLY_HR"
    assert not await SurveyUpload.exists()


async def test_a_session_is_needed_and_a_token_is_not_enough(http: HttpFactory, cast: Cast) -> None:
    secret = await cast.access_token(cast.hana, may_write=True)

    anonymous = await http(headers=SAME_ORIGIN | CSV).post("/uploads/survey", content=FILE)
    program = await http(headers=CSV | {"Authorization": f"Bearer {secret}"}).post(
        "/uploads/survey", content=FILE
    )

    assert anonymous.status_code == program.status_code == 401
    assert not await SurveyUpload.exists()


async def test_too_much_and_nothing_are_refused(http: HttpFactory, cast: Cast) -> None:
    client = http(headers=await headers_of(cast, "hana"))

    much = await client.post("/uploads/survey", content=b"x" * (UPLOAD_MAXIMUM + 1))
    nothing = await client.post("/uploads/survey", content=b"")

    assert (much.status_code, nothing.status_code) == (413, 400)
    assert nothing.json()["code"] == "PAST_UPLOAD_EMPTY"
    assert not await SurveyUpload.exists()
