"""Language, look and time zone: chosen once, kept, and kept to."""

from __future__ import annotations

import asyncio
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Browser, expect

from tests.e2e.screens.company import DemoCompany, one_loop, visit

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]

LUIS = "luis.carvalho@kelvane.example"
"""Nobody else's test looks at him."""


@one_loop
async def test_the_language_stays_chosen_on_every_device(
    browser: Browser, demo: DemoCompany
) -> None:
    async with visit(browser, demo, LUIS) as one:
        page = one.page
        await one.open("/development")
        await expect(page.get_by_role("heading", level=1)).to_have_text("Development")
        await page.get_by_role("button", name="Your menu").click()
        await page.get_by_role("menuitemradio", name="Русский").click()
        await expect(page.get_by_role("heading", level=1)).to_have_text("Развитие")
        await expect(page.locator("html")).to_have_attribute("lang", "ru")
        await page.reload()
        await expect(page.get_by_role("heading", level=1)).to_have_text("Развитие")
        assert await page.title() == "Развитие · erm"
    async with visit(browser, demo, LUIS, locale="en-GB") as other_device:
        page = other_device.page
        await other_device.open("/feedback")
        await expect(page.get_by_role("heading", level=1)).to_have_text("Обратная связь")
        await page.get_by_role("button", name="Ваше меню").click()
        await page.get_by_role("menuitemradio", name="English").click()
        await expect(page.get_by_role("heading", level=1)).to_have_text("Feedback")
        assert other_device.complaints == []
        # The screen has changed before the server has answered.
        for _ in range(100):
            kept = demo.key("SELECT locale FROM person WHERE work_email = ?", LUIS)
            if kept == "en":
                break
            await asyncio.sleep(0.1)
    assert kept == "en"


@one_loop
async def test_the_look_stays_chosen_on_this_device_and_does_not_flash(
    browser: Browser, demo: DemoCompany
) -> None:
    scheme = "document.documentElement.getAttribute('data-mantine-color-scheme')"
    async with visit(browser, demo, LUIS, dark=False) as one:
        page = one.page
        await one.open("/settings")
        assert await page.evaluate(scheme) == "light"
        await page.get_by_text("Dark", exact=True).last.click()
        await expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
        # Before the SPA has run, the page is dark already.
        await page.route("**/assets/index-*.js", lambda route: route.abort())
        await page.goto("/")
        assert await page.evaluate(scheme) == "dark"
        ground = await page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert max(int(part) for part in ground[4:-1].split(",")[:3]) < 60, ground
        await page.unroute("**/assets/index-*.js")
        await one.open("/")
        assert await page.evaluate(scheme) == "dark"


@one_loop
async def test_times_are_shown_in_the_person_s_zone_not_the_device_s(
    browser: Browser, demo: DemoCompany
) -> None:
    address = demo.meeting(LUIS)
    text = demo.key(
        "SELECT scheduled_at FROM one_on_one_meeting WHERE id = ?", demo.meeting_key(LUIS)
    )
    at = datetime.fromisoformat(text)
    async with visit(browser, demo, LUIS, time_zone="Asia/Tokyo") as one:
        page = one.page
        for zone in ("America/Toronto", "Asia/Yerevan", "Europe/Berlin"):
            await one.open("/settings")
            await page.get_by_label("Time zone").select_option(zone)
            await expect(page.get_by_text("Saved.").first).to_be_visible()
            await one.open(address)
            there = at.astimezone(ZoneInfo(zone))
            shown = await page.locator("main time").first.inner_text()
            assert f", {there.hour}:{there:%M}" in shown, (zone, shown, there)
            assert f"{there.day} {there:%B}" in shown, (zone, shown, there)
