"""``world``: the company of ``world.py`` in an open database. ``ask``: one request of one viewer."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx
import pytest

from erm.settings import Settings
from tests.authorization import world as worlds
from tests.authorization.world import Viewer, World
from tests.cast import Cast
from tests.conftest import COOKIE, PUBLIC_URL

Ask = Callable[..., Awaitable[httpx.Response]]


@pytest.fixture
async def world(cast: Cast) -> World:
    return await worlds.build(cast)


@pytest.fixture
async def client(settings: Settings, world: World) -> AsyncIterator[httpx.AsyncClient]:
    """The real application, without cookies of its own."""
    from erm.web.app import create_app

    transport = httpx.ASGITransport(app=create_app(settings))
    async with httpx.AsyncClient(transport=transport, base_url=PUBLIC_URL) as opened:
        yield opened


def credentials(viewer: Viewer) -> dict[str, str]:
    if viewer.bearer is not None:
        return {"Authorization": f"Bearer {viewer.bearer}"}
    headers = {"Origin": PUBLIC_URL, "Sec-Fetch-Site": "same-origin"}
    return headers if viewer.cookie is None else {**headers, "Cookie": f"{COOKIE}={viewer.cookie}"}


@pytest.fixture
def ask(client: httpx.AsyncClient) -> Ask:
    async def run(
        viewer: Viewer, query: str, variables: dict[str, Any] | None = None
    ) -> httpx.Response:
        client.cookies.clear()
        body = {"query": query, "variables": variables or {}}
        return await client.post("/graphql", json=body, headers=credentials(viewer))

    return run
