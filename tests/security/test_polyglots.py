"""No uploaded file comes out as anything but what its name says, and none as a page of ours.

Each of forty is refused, or what comes out holds nothing of what was hidden in it; and whatever is
given out is a download of a type of the list that no browser looks into.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from erm.core.errors import DomainError
from erm.files.contents import prepare_content
from erm.files.models import StoredContent, StoredFile
from erm.files.rules import TYPES
from tests.cast import begin_session
from tests.conftest import COOKIE
from tests.files.making import samples
from tests.security.polyglots import MARK, POLYGLOTS

ACTIVE = ("html", "xml", "svg", "javascript", "php", "java-archive", "x-msdownload")


@pytest.fixture
async def client(cast: Any, api: Any) -> httpx.AsyncClient:
    """Ann's browser."""
    browser: httpx.AsyncClient = api(None).client
    browser.cookies.set(COOKIE, await begin_session(cast.ann), domain="erm.test", path="/")
    return browser


def test_there_are_forty_of_them() -> None:
    assert len(POLYGLOTS) == 40
    assert all(content for _, content in POLYGLOTS.values())


async def test_none_of_forty_polyglots_comes_out(client: httpx.AsyncClient) -> None:
    refused, cleaned = [], []
    for what, (name, content) in POLYGLOTS.items():
        before = await StoredFile.all().count()
        answer = await client.post(
            "/uploads/file", content=content, headers={"X-File-Name": quote(name)}
        )
        if answer.status_code == 400:
            assert answer.json()["code"].startswith("FILE_"), what
            assert await StoredFile.all().count() == before, what
            refused.append(what)
            continue
        assert answer.status_code == 200, (what, answer.text)
        given_out = await client.get(f"/files/{answer.json()['fileId']}")
        _is_a_harmless_download(given_out)
        assert given_out.headers["content-type"].startswith("image/"), what
        for hidden in (MARK, b"<script", b"<?php", b"PK\x03\x04"):
            assert hidden not in given_out.content, what
        cleaned.append(what)
    # Only pictures may be cleaned; what hides in anything else is refused.
    assert {POLYGLOTS[what][0].rpartition(".")[2] for what in cleaned} <= {
        "png",
        "jpg",
        "jpeg",
        "webp",
    }
    assert (len(refused), len(cleaned)) == (29, 11)
    for row in await StoredContent.all():
        assert MARK not in bytes(row.sealed)


async def test_whatever_is_taken_is_given_out_as_a_download(client: httpx.AsyncClient) -> None:
    for ending, content in samples().items():
        answer = await client.post(
            "/uploads/file", content=content, headers={"X-File-Name": f"x.{ending}"}
        )
        given_out = await client.get(f"/files/{answer.json()['fileId']}")
        assert given_out.headers["content-type"] == TYPES[ending]
        _is_a_harmless_download(given_out)


def _is_a_harmless_download(answer: httpx.Response) -> None:
    assert answer.status_code == 200
    headers = answer.headers
    assert headers["content-disposition"].startswith('attachment; filename="')
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["content-type"] in TYPES.values()
    assert headers["cache-control"] == "private, no-store"
    for active in ACTIVE:
        assert f"/{active}" not in headers["content-type"]
    assert "\n" not in headers["content-disposition"]


def test_no_type_of_the_list_is_one_that_a_browser_runs() -> None:
    for media_type in TYPES.values():
        kind = media_type.partition("/")[2]
        assert not any(kind == active or kind.startswith(f"{active}+") for active in ACTIVE)


@given(
    ending=st.sampled_from(sorted(samples())),
    cut=st.integers(0, 4000),
    hidden=st.sampled_from([content for _, content in POLYGLOTS.values()]),
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_is_hidden_in_a_good_file_of_another_type(
    ending: str, cut: int, hidden: bytes
) -> None:
    """Bytes of a polyglot put anywhere into a good file: refused, or it is a text."""
    content = samples()[ending]
    place = cut % (len(content) + 1)
    try:
        made = prepare_content(f"x.{ending}", content[:place] + hidden + content[place:])
    except DomainError:
        return
    if made.media_type.startswith("image/"):
        assert MARK not in made.content
    elif not made.media_type.startswith("text/"):
        # Between the objects of a PDF there may stand what nobody reads; never as its head or end.
        assert made.media_type == "application/pdf"
        assert made.content.startswith(b"%PDF-")
        assert made.content.rstrip().endswith(b"%%EOF")
