"""What a first visit to the home page loads, measured in the browser as it comes over the wire."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from playwright.async_api import Browser

from tests.e2e.screens.company import SOFIA, DemoCompany, one_loop, visit

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]

MOST = 240_000
"""Bytes of JavaScript, compressed, with the headers of the answers."""


@one_loop
async def test_a_first_visit_to_home_loads_at_most_240_kb_of_javascript(
    browser: Browser, demo: DemoCompany
) -> None:
    async with visit(browser, demo, SOFIA) as warm:
        # Signed in and nothing more: the next window starts with an empty cache.
        await warm.open("/")
    scripts: dict[str, str] = {}
    encodings: dict[str, str] = {}
    sizes: dict[str, float] = {}
    async with visit(browser, demo, SOFIA) as one:
        wire = await one.page.context.new_cdp_session(one.page)
        await wire.send("Network.enable")
        await wire.send("Network.setCacheDisabled", {"cacheDisabled": True})

        def answered(event: dict[str, Any]) -> None:
            response = event["response"]
            if "javascript" in response["mimeType"]:
                scripts[event["requestId"]] = response["url"]
                headers = {key.lower(): value for key, value in response["headers"].items()}
                encodings[response["url"]] = headers.get("content-encoding", "")

        def finished(event: dict[str, Any]) -> None:
            sizes[event["requestId"]] = event["encodedDataLength"]

        wire.on("Network.responseReceived", answered)
        wire.on("Network.loadingFinished", finished)
        await one.open("/")
        # What it loads ahead of being asked counts as well.
        await asyncio.sleep(1.0)
    loaded = {url: sizes.get(request, 0.0) for request, url in scripts.items()}
    total = sum(loaded.values())
    print(
        *sorted(((round(n), u.split("/")[-1]) for u, n in loaded.items()), reverse=True)[:45],
        sep="\n",
    )
    print(f"\n{total / 1000:.1f} kB of JavaScript in {len(loaded)} files")
    assert len(loaded) > 5
    assert 100_000 < total <= MOST, sorted(loaded.items(), key=lambda each: -each[1])
    large = [url for url, size in loaded.items() if size > 2_000 and not encodings[url]]
    assert large == [], "sent uncompressed"
