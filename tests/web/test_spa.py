"""The files of the single-page application, and the document for every other path."""

from __future__ import annotations

import gzip
import os
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from erm.web.security import CONTENT_SECURITY_POLICY
from erm.web.spa import SinglePageApplication

SCRIPT = "console.log('erm');\n" * 200


@pytest.fixture
def root(tmp_path: Path) -> Path:
    static = tmp_path / "static"
    (static / "assets").mkdir(parents=True)
    (static / "index.html").write_text("<!doctype html><title>erm</title>")
    (static / "assets" / "index-abc123.js").write_text(SCRIPT)
    (static / "icon.svg").write_text("<svg/>")
    (static / "persisted-documents.json").write_text("{}")
    (static / "manifest.json").write_text("{}")
    (static / ".secret").write_text("no")
    (tmp_path / "outside.txt").write_text("no")
    return static


@pytest.fixture
async def client(root: Path) -> AsyncIterator[httpx.AsyncClient]:
    spa = SinglePageApplication(root)
    app = Starlette(routes=[Route("/{path:path}", spa.handle, methods=["GET", "POST"])])
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="https://erm.test") as opened:
        yield opened


@pytest.mark.parametrize("path", ["/", "/people", "/people/UGVyc29uOjE=", "/sign-in/link", "/a/b"])
async def test_every_page_is_the_document_under_its_policy(
    client: httpx.AsyncClient, path: str
) -> None:
    answer = await client.get(path)

    assert answer.status_code == 200
    assert answer.text == "<!doctype html><title>erm</title>"
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY


async def test_a_hashed_file_is_kept_for_ever_and_compressed(client: httpx.AsyncClient) -> None:
    path = "/assets/index-abc123.js"
    async with client.stream("GET", path, headers={"Accept-Encoding": "gzip"}) as answer:
        raw = b"".join([chunk async for chunk in answer.aiter_raw()])
    plain = await client.get(path, headers={"Accept-Encoding": "identity"})
    again = await client.get(path, headers={"If-None-Match": plain.headers["etag"]})

    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(raw).decode() == plain.text == SCRIPT
    assert plain.headers["vary"] == "Accept-Encoding"
    assert again.status_code == 304
    assert again.content == b""


async def test_a_packed_file_beside_it_is_preferred(client: httpx.AsyncClient, root: Path) -> None:
    (root / "assets" / "index-abc123.js.br").write_bytes(b"packed by the build")
    headers = {"Accept-Encoding": "gzip, br"}

    async with client.stream("GET", "/assets/index-abc123.js", headers=headers) as answer:
        raw = b"".join([chunk async for chunk in answer.aiter_raw()])

    assert answer.headers["content-encoding"] == "br"
    assert raw == b"packed by the build"


async def test_other_files_are_asked_for_again(client: httpx.AsyncClient, root: Path) -> None:
    first = await client.get("/icon.svg")
    (root / "icon.svg").write_text("<svg>new</svg>")
    os.utime(root / "icon.svg", (1, 1))
    second = await client.get("/icon.svg", headers={"If-None-Match": first.headers["etag"]})

    assert first.headers["cache-control"] == "no-cache"
    assert second.text == "<svg>new</svg>"


@pytest.mark.parametrize(
    "path",
    [
        "/assets/none.js",
        "/none.png",
        "/assets/",
        "/.secret",
        "/.env",
        "/../outside.txt",
        "/..%2foutside.txt",
        "/%2e%2e/outside.txt",
        "/assets/..%2f..%2foutside.txt",
        "/assets%5c..%5cindex.html",
        "/index.html%00.js",
        "/persisted-documents.json",
        "/manifest.json",
        "/index.html",
    ],
)
async def test_what_is_no_file_of_the_application_is_not_found(
    client: httpx.AsyncClient, path: str
) -> None:
    answer = await client.get(path)

    assert answer.status_code == 404
    assert answer.text == "Not found"


async def test_a_link_that_leads_outside_is_not_followed(
    client: httpx.AsyncClient, root: Path
) -> None:
    (root / "leak.txt").symlink_to(root.parent / "outside.txt")

    assert (await client.get("/leak.txt")).status_code == 404


async def test_head_has_no_body_and_post_is_refused(client: httpx.AsyncClient) -> None:
    assert (await client.head("/")).content == b""
    assert (await client.post("/")).status_code == 405


async def test_without_a_build_the_page_says_how_to_build(tmp_path: Path) -> None:
    spa = SinglePageApplication(tmp_path)
    app = Starlette(routes=[Route("/{path:path}", spa.handle)])
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="https://erm.test") as client:
        answer = await client.get("/")

    assert answer.status_code == 503
    assert answer.headers["content-type"].startswith("text/plain")
    assert "make spa" in answer.text
