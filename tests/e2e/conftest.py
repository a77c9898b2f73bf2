"""A browser, a mail server, and the product as its user starts it."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    WebError,
    async_playwright,
    expect,
)

from tests.database import free_port, sqlite_url
from tests.mail.smtp_server import Inbox, smtp_server
from tests.processes import Process, command, environment, running
from tools import chromium

expect.set_options(timeout=15_000)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Product:
    """A running server and worker with an empty, migrated database."""

    base: str
    env: dict[str, str]
    inbox: Inbox

    async def erm(self, *arguments: str) -> str:
        """Run a command of the product's operator."""
        return await asyncio.to_thread(command, list(arguments), self.env)

    async def mail_to(self, address: str, subject: str = "") -> EmailMessage:
        """The newest mail to an address, waiting for it for at most 30 s."""
        for _ in range(300):
            for message in reversed(self.inbox.accepted):
                if address in str(message["To"]) and re.search(subject, str(message["Subject"])):
                    return message
            await asyncio.sleep(0.1)
        subjects = [f"{m['To']}: {m['Subject']}" for m in self.inbox.accepted]
        raise AssertionError(f"no mail to {address} about {subject!r}; there were {subjects}")


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory, _sqlite_template: Path) -> Path:
    """What `erm migrate` leaves: the schema, and what comes with erm in it. To be copied."""
    folder = tmp_path_factory.mktemp("installed")
    file = Path(shutil.copyfile(_sqlite_template, folder / "erm.db"))
    command(["migrate"], environment(sqlite_url(file), free_port(), folder))
    return file


@pytest.fixture
def migrated(tmp_path: Path, installed: Path) -> Path:
    """The file of a migrated database in which nobody is."""
    return Path(shutil.copyfile(installed, tmp_path / "erm.db"))


@pytest.fixture
async def product(tmp_path: Path, migrated: Path) -> AsyncIterator[Product]:
    """Server and worker with nobody in them yet."""
    async with a_product(tmp_path, migrated) as product:
        yield product


@pytest.fixture
async def demo_product(tmp_path: Path, migrated: Path) -> AsyncIterator[Product]:
    """Server and worker with the demo company."""
    async with a_product(tmp_path, migrated, "demo") as product:
        yield product


@asynccontextmanager
async def a_product(tmp_path: Path, migrated: Path, *first: str) -> AsyncIterator[Product]:
    """Server and worker on a SQLite file, mail going to a real SMTP server; ``first`` is run before."""
    async with smtp_server() as inbox:
        port = free_port()
        env = environment(
            sqlite_url(migrated),
            port,
            tmp_path,
            ERM_SMTP_URL=inbox.url,
            ERM_MAIL_FROM="erm <erm@northwind.example>",
            ERM_COMPANY_NAME="Northwind",
        )
        if first:
            await asyncio.to_thread(command, list(first), env)
        server = Process(["serve"], env, tmp_path / "server.log")
        worker = Process(["work"], env, tmp_path / "worker.log")
        with running(server, worker):
            await server.wait_until_it_answers()
            yield Product(f"http://localhost:{port}", env, inbox)
            # Stopped in a thread: the worker may still be talking to the mail server in this loop.
            await asyncio.to_thread(worker.stop)
            await asyncio.to_thread(server.stop)


@asynccontextmanager
async def a_chromium() -> AsyncIterator[Browser]:
    """A real Chromium; the test fails where there is none."""
    found = chromium.find()
    if found is None:
        pytest.fail("No Chromium: `make test` fetches one, or says why it could not.")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(found.path), args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture
async def chrome() -> AsyncIterator[Browser]:
    """A real Chromium."""
    async with a_chromium() as browser:
        yield browser


def url_of(event: ConsoleMessage | WebError) -> str:
    return event.page.url if event.page is not None else "a closed page"


def heard(message: ConsoleMessage, complaints: list[str]) -> None:
    # A service worker, which belongs to no page, tells of every request that fails offline.
    if message.type == "error" and message.page is not None:
        complaints.append(f"{url_of(message)}: {message.text}")


@asynccontextmanager
async def person_s_browser(
    chrome: Browser, base: str, complaints: list[str], *, phone: bool = False, locale: str = "en-GB"
) -> AsyncIterator[Page]:
    """One person's browser. What the consoles of its pages complain about is collected."""
    size = (390, 844) if phone else (1280, 900)
    context: BrowserContext = await chrome.new_context(
        viewport={"width": size[0], "height": size[1]},
        base_url=base,
        locale=locale,
        timezone_id="Europe/Berlin",
        reduced_motion="reduce",
        has_touch=phone,
    )
    context.set_default_timeout(15_000)
    context.on("weberror", lambda it: complaints.append(f"{url_of(it)}: {it.error}"))
    context.on("console", lambda it: heard(it, complaints))
    page = await context.new_page()
    yield page
    await context.close()
