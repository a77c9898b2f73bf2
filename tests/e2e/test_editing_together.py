"""Two people write the same notes at the same time: with a network, without one, and through the
death of the server."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

import pytest
from playwright.async_api import Browser, Locator, Page, expect
from pycrdt import Doc, Text

from erm.access.commands.passwords import set_passwords
from erm.core.actor import SYSTEM
from erm.core.database.connections import database
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.one_on_ones.models import OneOnOneMeeting
from erm.schema.ids import to_global
from tests.cast import company
from tests.database import free_port, sqlite_url
from tests.e2e.conftest import person_s_browser
from tests.e2e.screens.test_screens import axe
from tests.one_on_ones import builders
from tests.processes import Process, environment, running

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]

PASSWORD = "seven quiet lanterns"
BEGINNING = "We spoke about the rota.\n\nNothing is decided."
KEPT = "Kept on this device, not yet sent"
# What a browser says of itself about a network that is not there.
NO_NETWORK = re.compile(
    r"net::ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|ABORTED"
    r"|INCOMPLETE_CHUNKED_ENCODING|NETWORK_CHANGED|SOCKET_NOT_CONNECTED)|WebSocket connection to"
)
TELL_VIOLATIONS = """
document.addEventListener('securitypolicyviolation', (event) => {
  console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
});
"""


@dataclass
class Pair:
    """Ann and Mo with one open meeting, and the server that they share."""

    base: str
    file: Path
    server: Process
    address: str
    meeting: UUID

    def stored(self) -> str:
        """The notes as the database has them to read; fails when its changes say otherwise."""
        with closing(sqlite3.connect(self.file, timeout=10)) as base:
            ((text,),) = base.execute(
                "SELECT shared_notes FROM one_on_one_meeting WHERE id = ?", [str(self.meeting)]
            ).fetchall()
            updates = base.execute(
                "SELECT content FROM one_on_one_notes_update WHERE meeting_id = ? ORDER BY number",
                [str(self.meeting)],
            ).fetchall()
        document: Doc[Text] = Doc()
        notes = document.get("notes", type=Text)
        for (update,) in updates:
            document.apply_update(update)
        assert str(notes) == (text if updates else "")
        return str(text)


@pytest.fixture
async def pair(tmp_path: Path, migrated: Path) -> AsyncIterator[Pair]:
    port = free_port()
    url = sqlite_url(migrated)
    env = environment(url, port, tmp_path)
    async with database(url):
        cast = await company()
        (series,) = await builders.history(cast.ann, [cast.mo], meetings_each=1)
        (meeting,) = await OneOnOneMeeting.filter(series_id=series.id)
        # Written before there was editing together: such notes open as they were.
        await OneOnOneMeeting.filter(id=meeting.id).update(shared_notes=BEGINNING)
        async with unit_of_work(Bus()):
            await set_passwords(SYSTEM, person_ids=[cast.ann.id, cast.mo.id], password=PASSWORD)
    address = f"/meetings/{quote(to_global('OneOnOneMeeting', meeting.id), safe='')}"
    server = Process(["serve"], env, tmp_path / "server.log")
    with running(server):
        await server.wait_until_it_answers()
        yield Pair(f"http://localhost:{port}", tmp_path / "erm.db", server, address, meeting.id)


async def open_notes(page: Page, pair: Pair, email: str) -> Locator:
    """Sign in and go to the meeting; returns the field of its shared notes."""
    await page.context.add_init_script(TELL_VIOLATIONS)
    await page.goto("/sign-in")
    await page.locator("input[type=email]").fill(email)
    await page.locator("input[type=password]").fill(PASSWORD)
    await page.locator("button[type=submit]").first.click()
    await page.wait_for_url(f"{pair.base}/")
    await page.goto(pair.address)
    field = notes_of(page)
    await expect(field).to_be_editable()
    return field


def notes_of(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Shared notes")


async def put_caret(field: Locator, *, after: str) -> None:
    """Put the caret behind some words, as a click there does."""
    await field.focus()
    await field.evaluate(
        "(field, words) => { const at = field.value.indexOf(words) + words.length;"
        " field.setSelectionRange(at, at); }",
        after,
    )


async def type_words(field: Locator, words: str, *, after: str) -> None:
    await put_caret(field, after=after)
    await field.press_sequentially(words, delay=15)


async def one_text(pair: Pair, *fields: Locator, within: float = 20) -> str:
    """Wait until all see the same text and the database has it; returns it."""
    seen: set[str] = set()
    for _ in range(int(within / 0.1)):
        seen = {await field.input_value() for field in fields}
        if seen == {pair.stored()}:
            return seen.pop()
        await asyncio.sleep(0.1)
    raise AssertionError(f"no one text: {seen}, stored: {pair.stored()!r}")


async def test_two_write_at_once_offline_and_through_a_killed_server(
    chrome: Browser, pair: Pair
) -> None:
    complaints: list[str] = []
    async with (
        person_s_browser(chrome, pair.base, complaints) as ann,
        person_s_browser(chrome, pair.base, complaints, phone=True) as mo,
    ):
        anns = await open_notes(ann, pair, "ann@erm.test")
        mos = await open_notes(mo, pair, "mo@erm.test")
        assert await anns.input_value() == BEGINNING

        # Each knows that the other is here.
        await expect(ann.get_by_text("Mo Test is here").first).to_be_visible()
        await expect(mo.get_by_text("Ann Test is here").first).to_be_visible()

        # Both type at once, Mo in the middle of what Ann is about to follow up.
        await asyncio.gather(
            type_words(anns, " Ann takes the nights.", after="decided."),
            type_words(mos, " at length, and calmly", after="We spoke"),
        )
        text = await one_text(pair, anns, mos)
        assert text == (
            "We spoke at length, and calmly about the rota.\n\n"
            "Nothing is decided. Ann takes the nights."
        )
        await expect(ann.get_by_text("Saved", exact=True).first).to_be_visible()
        # Mo's caret stands in Ann's field, with Mo's name.
        caret = ann.locator("[class*=flag]")
        await expect(caret).to_have_text("Mo Test")
        await expect(caret).to_be_visible()

        # Without a network Ann goes on, in the paragraph in which Mo writes too.
        await ann.evaluate("navigator.serviceWorker.ready.then(() => true)")
        await ann.reload()
        await expect(anns).to_have_value(text)
        await ann.context.set_offline(True)
        await type_words(anns, " (in the tunnel)", after="about the rota")
        await expect(ann.get_by_text(KEPT)).to_be_visible()
        await type_words(mos, " of the winter", after="about the rota")
        await expect(mo.get_by_text("Saved", exact=True).first).to_be_visible()
        assert "tunnel" not in pair.stored()
        # Loaded anew without a network, what she typed is there.
        await ann.reload()
        await expect(anns).to_have_value(re.compile(re.escape("rota (in the tunnel).")))
        await expect(ann.get_by_text(KEPT)).to_be_visible()
        await ann.context.set_offline(False)
        text = await one_text(pair, anns, mos)
        assert sorted(re.findall(r"rota.*?\.", text)[0]) == sorted(
            "rota (in the tunnel) of the winter."
        )
        assert " (in the tunnel)" in text
        assert " of the winter" in text
        await expect(ann.get_by_text("Saved", exact=True).first).to_be_visible()

        # The server dies. What it had acknowledged is there, and what is typed meanwhile arrives.
        before = pair.stored()
        pair.server.kill()
        await asyncio.gather(
            type_words(anns, " Ann kept writing.", after="takes the nights."),
            type_words(mos, "Mo too. ", after="\n\n"),
        )
        await expect(ann.get_by_text(KEPT)).to_be_visible()
        await expect(mo.get_by_text(KEPT)).to_be_visible()
        assert pair.stored() == before
        await asyncio.to_thread(pair.server.start)
        await pair.server.wait_until_it_answers()
        text = await one_text(pair, anns, mos, within=40)
        assert text == before.replace("\n\n", "\n\nMo too. ") + " Ann kept writing."

        # Both hear of each other again, and what is written now arrives at once.
        await type_words(anns, " Live again.", after="kept writing.")
        await expect(mos).to_have_value(re.compile("Live again"), timeout=10_000)
        text = await one_text(pair, anns, mos)
        assert await axe(ann) == []
        assert await axe(mo) == []

        # An earlier text is looked at, brought back, and that is taken back again.
        await ann.get_by_role("button", name="History").click()
        dialog = ann.get_by_role("dialog", name="How the notes changed")
        versions = dialog.get_by_role("list", name="Versions, newest first").get_by_role("button")
        await expect(versions.last).to_be_visible()
        oldest = await versions.count() - 1
        assert oldest >= 1
        await expect(dialog.get_by_text("This is how the notes read now.")).to_be_visible()
        await versions.nth(oldest).click()
        assert await axe(ann) == []
        await dialog.get_by_role("button", name="Bring this text back").click()
        back = await one_text(pair, anns, mos)
        assert back != text
        assert "kept writing" not in back
        await ann.get_by_role("button", name="Undo").last.click()
        await expect(mos).to_have_value(text)
        await one_text(pair, anns, mos)

        # Tab goes on, and what is written reads as Markdown.
        await put_caret(anns, after="Live again.")
        await anns.press_sequentially("\n- **bold**")
        await anns.press("Tab")
        await expect(anns).not_to_be_focused()
        await ann.get_by_text("Read", exact=True).click()
        await expect(ann.locator("li strong", has_text="bold")).to_be_visible()
        assert await mo.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )

        # Ann leaves, and Mo sees it.
        await ann.goto("/")
        await expect(mo.get_by_text("Ann Test has left the notes")).to_be_attached()

    assert [one for one in complaints if not NO_NETWORK.search(one)] == []
