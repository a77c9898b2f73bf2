"""The demo company as a running server, and a browser of one of its people."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

from erm.schema.ids import to_global
from tests.processes import Process

one_loop = pytest.mark.asyncio(loop_scope="session")
"""For every test that shares the server and the browser: their loop is the session's."""

PASSWORD = "lantern-pebble-harbour-61"
SOFIA = "sofia.almeida@kelvane.example"
THEO = "theo.marsh@kelvane.example"
ARTEM = "artem.gusev@kelvane.example"
ELENA = "elena.vorontsova@kelvane.example"
TOMAS = "tomas.figueira@kelvane.example"
HANNAH = "hannah.osei@kelvane.example"
PHONE, DESKTOP = (390, 844), (1280, 900)

SETTLED = """() => {
  const waiting = '[role=status][aria-label=Loading], [role=status][aria-label="Загружается"]';
  return document.readyState === 'complete' && document.querySelector('h1') !== null
    && document.querySelector(waiting) === null && document.fonts.status === 'loaded';
}"""
TELL_VIOLATIONS = """
document.addEventListener('securitypolicyviolation', (event) => {
  console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
});
"""


@dataclass
class DemoCompany:
    """A server with the demo company, on a SQLite file that a test may look into."""

    base: str
    file: Path
    server: Process
    cookies: dict[str, Any] = field(default_factory=dict)
    """Who has signed in already, by work e-mail."""

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """What a question of a test to the database gives."""
        with closing(sqlite3.connect(self.file, timeout=10)) as database:
            return database.execute(statement, values).fetchall()

    def key(self, statement: str, *values: object) -> str:
        """The first column of the first row; fails when the demo company has none."""
        found = self.rows(statement, *values)
        assert found, f"the demo company has nothing like: {statement} {values}"
        return str(found[0][0])

    def change(self, statement: str, *values: object) -> int:
        """Change the database behind the server's back; returns how many rows changed."""
        with closing(sqlite3.connect(self.file, timeout=10)) as database, database:
            return database.execute(statement, values).rowcount

    def person(self, email: str) -> str:
        """The key of a person."""
        return self.key("SELECT id FROM person WHERE work_email = ?", email)

    def meeting(self, email: str, *, state: str = "open") -> str:
        """The address of somebody's meeting, open or closed, with most to talk about."""
        key = self.meeting_key(email, state=state)
        return f"/meetings/{identifier('OneOnOneMeeting', key)}"

    def meeting_key(self, email: str, *, state: str = "open") -> str:
        """The key of that meeting."""
        return self.key(
            "SELECT m.id FROM one_on_one_meeting m JOIN one_on_one_series s ON s.id = m.series_id"
            " WHERE m.state = ? AND s.ended_at IS NULL AND ? IN (s.high_id, s.low_id)"
            " ORDER BY (SELECT COUNT(*) FROM one_on_one_talking_point p"
            " WHERE p.meeting_id = m.id AND p.visibility = 'shared') DESC, m.scheduled_at DESC",
            state,
            self.person(email),
        )


def identifier(kind: str, key: str) -> str:
    """The global id, as it stands in an address."""
    return to_global(kind, UUID(key)).replace("=", "%3D").replace("+", "%2B").replace("/", "%2F")


@dataclass
class Visit:
    """One page of one browser, and what was wrong while it was looked at."""

    page: Page
    complaints: list[str]
    flying: set[object]

    async def open(self, address: str) -> None:
        """Load an address anew and wait until nothing more comes."""
        await self.page.goto(address)
        await self.settled()

    async def settled(self) -> None:
        """Wait until the page stands still: no skeleton, no font, no request on its way."""
        for _ in range(20):
            await self.page.wait_for_function(SETTLED)
            if not self.flying:
                await asyncio.sleep(0.05)
                if not self.flying and await self.page.evaluate(f"({SETTLED})()"):
                    return
            await asyncio.sleep(0.05)
        raise AssertionError(f"{self.page.url} does not come to rest: {self.flying}")


@asynccontextmanager
async def visit(
    browser: Browser,
    company: DemoCompany,
    email: str | None = None,
    *,
    size: tuple[int, int] = DESKTOP,
    dark: bool = False,
    locale: str = "en-GB",
    time_zone: str = "Europe/Berlin",
    fresh: bool = False,
) -> AsyncIterator[Visit]:
    """A browser, of somebody who is signed in unless ``email`` is left out.

    ``fresh``: a session of its own, because the test will end it.
    """
    # A quick machine signs Sofia in more than ten times in a minute; each test begins anew.
    company.change("DELETE FROM rate_limit")
    kept = None if fresh or email is None else company.cookies.get(email)
    context: BrowserContext = await browser.new_context(
        base_url=company.base,
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        locale=locale,
        timezone_id=time_zone,
        reduced_motion="reduce",
        has_touch=size == PHONE,
        storage_state=kept,
    )
    context.set_default_timeout(30_000)
    await context.add_init_script(TELL_VIOLATIONS)
    page = await context.new_page()
    found = Visit(page, [], set())
    _listen(page, found)
    if email is not None and kept is None:
        await sign_in(page, email)
        if not fresh:
            cookies = await context.storage_state()
            company.cookies[email] = {"cookies": cookies["cookies"], "origins": []}
    yield found
    await context.close()


def _listen(page: Page, found: Visit) -> None:
    def told(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            found.complaints.append(f"{message.type}: {message.text}")

    def answered(response: Response) -> None:
        if response.status >= 400:
            found.complaints.append(f"{response.status}: {response.url}")

    page.on("console", told)
    page.on("response", answered)
    page.on("pageerror", lambda error: found.complaints.append(f"thrown: {error}"))

    # Methods of a set cannot be listeners: playwright notes something on each.
    def leaves(request: Request) -> None:
        found.flying.add(request)

    def arrives(request: Request) -> None:
        found.flying.discard(request)

    page.on("request", leaves)
    page.on("requestfinished", arrives)
    page.on("requestfailed", arrives)


async def sign_in(page: Page, email: str) -> None:
    """Sign in on the page that asks for it, or go there first."""
    if "/sign-in" not in page.url:
        await page.goto("/sign-in")
    await page.locator("input[type=email]").fill(email)
    await page.locator("input[type=password]").fill(PASSWORD)
    await page.locator("input[type=password]").press("Enter")
    await page.wait_for_url(lambda url: "/sign-in" not in url)
    await page.locator("header kbd").wait_for(state="attached")
