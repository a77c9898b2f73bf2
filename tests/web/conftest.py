"""``http``: a client of the real application, without a database unless the test asks for one."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import replace

import httpx
import pytest

from erm.settings import Mode, Settings
from erm.web.app import create_app

ORIGIN = "https://erm.test"
SAME_ORIGIN = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"}
GRAPHQL_JSON = "application/graphql-response+json"


def digest(document: str) -> str:
    return hashlib.sha256(document.encode()).hexdigest()


HttpFactory = Callable[..., httpx.AsyncClient]


@pytest.fixture
async def http(settings: Settings) -> AsyncIterator[HttpFactory]:
    """``http()``: development rules; ``http(production=True, documents=[…])``: production's."""
    async with AsyncExitStack() as stack:

        def make(
            *,
            production: bool = False,
            documents: list[str] | None = None,
            headers: dict[str, str] | None = None,
            raise_app_exceptions: bool = True,
        ) -> httpx.AsyncClient:
            mode = Mode.PRODUCTION if production else Mode.DEVELOPMENT
            known = {digest(text): text for text in documents or []}
            app = create_app(replace(settings, mode=mode), documents=known)
            client = httpx.AsyncClient(
                transport=httpx.ASGITransport(app=app, raise_app_exceptions=raise_app_exceptions),
                base_url=ORIGIN,
                headers={"Accept": GRAPHQL_JSON} | (SAME_ORIGIN if headers is None else headers),
            )
            stack.push_async_callback(client.aclose)
            return client

        yield make
