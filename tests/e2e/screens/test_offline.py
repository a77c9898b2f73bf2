"""No network, no server, no session: nothing is lost, and the page says what is going on."""

from __future__ import annotations

import asyncio
import re

import pytest
from playwright.async_api import Browser, expect

from tests.e2e.screens.company import (
    SOFIA,
    THEO,
    DemoCompany,
    identifier,
    one_loop,
    sign_in,
    visit,
)

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]

BANNER = "You are offline. You can read what you saw last"
POINT = "What do you want to talk about?"
KEPT = "select body from one_on_one_talking_point where body = ?"
EDITED = "select count(*), sum(version) from one_on_one_private_notes"
"""What the notes say is sealed, even from a test that looks into the database."""


@one_loop
async def test_home_and_the_last_meeting_can_be_read_and_written_in_without_a_network(
    browser: Browser, demo: DemoCompany
) -> None:
    meeting = demo.meeting(SOFIA)
    async with visit(browser, demo, SOFIA) as one:
        page = one.page
        await one.open(meeting)
        said = await page.locator("li[data-point]").first.inner_text()
        await one.open("/")
        needs = await page.locator("main").inner_text()
        await page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        await one.open("/")
        await page.context.set_offline(True)
        await expect(page.get_by_text(BANNER)).to_be_visible()

        # Anew from nothing, as after a night: the shell, then what was seen last.
        await page.reload()
        await expect(page.get_by_role("heading", level=1)).to_contain_text("Good to see you")
        await expect(page.get_by_text(BANNER)).to_be_visible()
        await expect(page.get_by_text("What needs you now")).to_be_visible()
        assert needs.split("What needs you now")[1][:60] in await page.locator("main").inner_text()
        await page.goto(meeting)
        await expect(page.locator("li[data-point]").first).to_contain_text(said.split("\n")[0])
        await expect(page.get_by_text(BANNER)).to_be_visible()

        # What is written stays here and says so; with a network it can be sent.
        point = "Typed in a tunnel"
        await page.get_by_placeholder(POINT).fill(point)
        await page.get_by_role("button", name="Add a point").click()
        await expect(page.get_by_role("alert").filter(has_text="You are offline")).to_be_visible()
        await expect(page.get_by_placeholder(POINT)).to_have_value(point)
        edited = demo.rows(EDITED)
        notes = page.get_by_placeholder("Only for you")
        await notes.fill("Thought of in a tunnel")
        await expect(page.get_by_text("Kept on this device, not yet sent")).to_be_visible()
        await page.reload()
        await expect(page.get_by_placeholder(POINT)).to_have_value(point)
        await expect(notes).to_have_value("Thought of in a tunnel")
        assert demo.rows(KEPT, point) == []

        await page.context.set_offline(False)
        await expect(page.get_by_text(BANNER)).to_have_count(0)
        await page.get_by_role("button", name="Add a point").click()
        await expect(page.locator("li[data-point]").filter(has_text=point)).to_be_visible()
        assert demo.rows(KEPT, point) == [(point,)]
        # Notes save themselves, without a press.
        for _ in range(100):
            if demo.rows(EDITED) != edited:
                break
            await asyncio.sleep(0.1)
        else:
            raise AssertionError("the notes were not saved when the network came back")


@one_loop
async def test_a_page_that_was_never_seen_says_so_without_a_network(
    browser: Browser, demo: DemoCompany
) -> None:
    async with visit(browser, demo, SOFIA) as one:
        await one.open("/")
        await one.page.context.set_offline(True)
        await one.page.get_by_role("link", name="Org chart").first.click()
        await expect(one.page.locator("main").get_by_text("You are offline").last).to_be_visible()
        await expect(one.page.get_by_role("button", name="Try again")).to_be_visible()
        # With a network it comes by itself.
        await one.page.context.set_offline(False)
        await expect(one.page.get_by_role("heading", level=1)).to_contain_text("Org chart")
        await expect(one.page.get_by_text("Victor Lindholm").first).to_be_visible()


@one_loop
async def test_a_server_that_is_down_is_said_and_tried_again(
    browser: Browser, demo: DemoCompany
) -> None:
    theo = f"/people/{identifier('Person', demo.person(THEO))}"
    async with visit(browser, demo, SOFIA) as one:
        page = one.page
        await one.open(f"{theo}/relationship")
        await one.open("/people?q=ingrid")
        await page.get_by_role("link", name=re.compile("Ingrid")).first.click()
        await one.settled()
        await page.go_back()
        await one.settled()
        await asyncio.to_thread(demo.server.stop)
        try:
            await page.get_by_label("Find a person").fill("theo")
            await expect(page.get_by_text("The server cannot be reached just now")).to_be_visible()
            again = page.get_by_role("button", name="Try again")
            await expect(again).to_be_visible()
        finally:
            demo.server.start()
            await demo.server.wait_until_it_answers()
        await again.click()
        await expect(page.get_by_role("link", name=re.compile("Theo Marsh")).first).to_be_visible()


@one_loop
async def test_a_session_that_ends_while_one_types_loses_nothing(
    browser: Browser, demo: DemoCompany
) -> None:
    theo = identifier("Person", demo.person(THEO))
    address = f"/feedback?give={theo}"
    words = "You asked the nurse before you asked us."
    async with visit(browser, demo, SOFIA, fresh=True) as one:
        page = one.page
        await one.open(address)
        await page.get_by_label("What you saw").fill(words)
        ended = demo.change(
            "DELETE FROM session WHERE created_at = (SELECT MAX(created_at) FROM session)"
        )
        assert ended == 1
        await page.get_by_role("button", name="Give feedback").last.click()
        await page.wait_for_url(re.compile("/sign-in"))
        await expect(page.get_by_text("What you had begun to write is kept")).to_be_visible()
        await sign_in(page, SOFIA)
        await page.wait_for_url(re.compile(r"/feedback\?give="))
        await expect(page.get_by_label("What you saw")).to_have_value(words)
        await page.get_by_label("What it changed").fill("The alarm is quiet at night.")
        await page.get_by_role("button", name="Give feedback").last.click()
        await expect(page.get_by_text("Theo Marsh can read it now.")).to_be_visible()
        await one.open("/feedback?tab=given")
        await expect(page.get_by_text(words)).to_have_count(1)
