"""A whole one-on-one without a mouse: prepare, order, discuss, note, promise, close."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from tests.e2e.conftest import Product, person_s_browser

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]

SOFIA = "sofia.almeida@kelvane.example"
PASSWORD = "lantern-pebble-harbour-61"
BUDGET, HOLIDAYS = "The budget of spring", "Holidays in July"
MOST = 90
"""Presses of Tab within which everything on the page is reached."""

FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const label = one.labels?.[0]?.textContent;
  const box = one.getBoundingClientRect();
  return {
    name: (one.getAttribute('aria-label') ?? label ?? one.textContent ?? '').trim(),
    role: one.getAttribute('role') ?? one.tagName.toLowerCase(),
    seen: box.width > 0 && box.height > 0,
  };
}"""


async def tab_to(page: Page, name: str, *, key: str = "Tab") -> None:
    """Go on by Tab until something of this name has the focus; what it passes can be seen.

    A page that is still loading has little to stop at, so at each turn past its end it is
    given a moment.
    """
    passed: list[str] = []
    for _ in range(MOST):
        focused: dict[str, Any] | None = await page.evaluate(FOCUSED)
        if focused is None:
            await page.wait_for_timeout(100)
        if focused is not None:
            passed.append(focused["name"][:60])
            if re.fullmatch(name, focused["name"]):
                assert focused["seen"], f"{name!r} has the focus and cannot be seen"
                return
        await page.keyboard.press(key)
    raise AssertionError(f"{name!r} is not reached by {key}: {passed}")


async def order_of(page: Page) -> list[str]:
    """The open points from top to bottom."""
    handles = page.locator("[data-handle]")
    labels = await handles.evaluate_all("(all) => all.map((one) => one.ariaLabel)")
    return [re.sub(r"^Move “(.*)”.*$", r"\1", label) for label in labels]


async def test_a_whole_meeting_is_held_by_keyboard(chrome: Browser, demo_product: Product) -> None:
    complaints: list[str] = []
    async with person_s_browser(chrome, demo_product.base, complaints) as page:
        keys = page.keyboard
        await page.goto("/sign-in")
        await expect(page.get_by_label("Work e-mail")).to_be_visible()
        await tab_to(page, "Work e-mail")
        await keys.type(SOFIA)
        await tab_to(page, "Password")
        await keys.type(PASSWORD)
        await keys.press("Enter")
        await expect(page.get_by_role("heading", level=1)).to_contain_text("Good to see you")

        # To the one-on-ones by the palette, and into the first meeting.
        await keys.press("Control+k")
        await expect(page.get_by_role("combobox", name="Search people and pages")).to_be_focused()
        await keys.type("one-on")
        await expect(page.get_by_role("option", selected=True)).to_have_text("One-on-ones")
        await keys.press("Enter")
        await page.wait_for_url("**/one-on-ones")
        meetings = page.get_by_role("list", name="One-on-ones").get_by_role("link")
        await expect(meetings.first).to_be_visible()
        await tab_to(page, re.escape(await meetings.first.inner_text()))
        await keys.press("Enter")
        await page.wait_for_url(re.compile("/meetings/"))
        meeting = page.url
        await expect(page.get_by_role("heading", level=1)).to_be_focused()

        # Prepare: two points; the field keeps the focus for the next one.
        await tab_to(page, "What do you want to talk about\\?")
        for point in (BUDGET, HOLIDAYS):
            await keys.type(point)
            await keys.press("Control+Enter")
            await expect(page.locator("li[data-point]").filter(has_text=point)).to_be_visible()
            await expect(page.get_by_placeholder("What do you want to talk about?")).to_be_focused()

        # Order: the handle goes up by arrows, keeps the focus, and says where it has come to.
        await tab_to(page, f"Move “{HOLIDAYS}”.*", key="Shift+Tab")
        await keys.press("Home")
        await expect(
            page.get_by_role("status").filter(has_text=f"“{HOLIDAYS}” is now number 1")
        ).to_be_attached()
        assert (await page.evaluate(FOCUSED))["name"].startswith(f"Move “{HOLIDAYS}”, 1 of")
        await keys.press("ArrowDown")
        await expect(
            page.get_by_role("status").filter(has_text=f"“{HOLIDAYS}” is now number 2")
        ).to_be_attached()
        ordered = await order_of(page)
        assert ordered[1] == HOLIDAYS

        # Discuss: ticked off, it goes to its day, and the focus goes on to the next point.
        await tab_to(page, f"Discussed: {HOLIDAYS}")
        await keys.press("Space")
        discussed = page.get_by_role("region", name=re.compile("^Discussed on "))
        await expect(discussed).to_contain_text(HOLIDAYS)
        assert (await page.evaluate(FOCUSED))["name"] == f"Discussed: {ordered[2]}"

        # Make what is left a promise, by the menu of the point.
        await tab_to(page, f"What to do with “{BUDGET}”")
        await keys.press("Enter")
        await expect(page.get_by_role("menuitem").first).to_be_focused()
        for _ in range(6):
            focused = await page.evaluate(FOCUSED)
            if focused["name"] == "Make it a promise":
                break
            await keys.press("ArrowDown")
        await keys.press("Enter")
        dialog = page.get_by_role("dialog", name="Make it a promise")
        await expect(dialog.get_by_label("What is promised?")).to_be_focused()
        await keys.press("Control+a")
        await keys.type("Send the numbers")
        await keys.press("Control+Enter")
        await expect(dialog).to_have_count(0)
        await expect(page.get_by_role("checkbox", name="Done: Send the numbers")).to_be_visible()

        # Note: shared notes are written where they stand.
        await tab_to(page, "Shared notes")
        await keys.press("Control+End")
        await keys.type("We agreed on the numbers.")
        # Out of the field by keyboard, too; what was written is kept.
        await keys.press("Tab")
        assert (await page.evaluate(FOCUSED))["name"] != "Shared notes"

        # Close, and land on the next meeting with what was left open.
        await tab_to(page, "Close the meeting", key="Shift+Tab")
        await keys.press("Enter")
        dialog = page.get_by_role("dialog", name="Close the meeting")
        await expect(dialog.get_by_role("radio", name="Yes, we met")).to_be_focused()
        await keys.press("Control+Enter")
        await expect(page.get_by_text("Closed. This is the next one.")).to_be_visible()
        assert page.url != meeting
        await expect(page.get_by_role("heading", level=1)).to_be_focused()
        await expect(page.locator("li[data-point]").filter(has_text=BUDGET)).to_be_visible()
        await expect(page.locator("li[data-point]").filter(has_text=HOLIDAYS)).to_have_count(0)
        await expect(page.get_by_role("checkbox", name="Done: Send the numbers")).to_be_visible()

        # What was discussed before is a key away, folded.
        await tab_to(page, "Discussed in earlier meetings")
        await keys.press("Enter")
        await expect(page.get_by_text(HOLIDAYS)).to_be_visible()

        # The closed one keeps what was said.
        await page.goto(meeting)
        await expect(page.get_by_text("We agreed on the numbers.").first).to_be_visible()
        assert complaints == []
