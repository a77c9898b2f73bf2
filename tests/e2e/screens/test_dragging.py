"""Talking points are ordered by hand: the library that drags lives with the page's strict policy."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, Page, expect

from tests.e2e.screens.company import DESKTOP, PHONE, DemoCompany, one_loop, visit

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]

EMILY = "emily.hart@kelvane.example"
"""Nobody else's test orders her points."""
ORDER = "(all) => all.map((one) => one.dataset.handle)"


async def drag(page: Page, handle: str, onto: str, *, touch: bool) -> None:
    """Take one point by its handle and let it go where another one is."""
    start = await page.locator(f"[data-handle='{handle}']").bounding_box()
    end = await page.locator(f"li[data-point='{onto}']").bounding_box()
    assert start is not None
    assert end is not None
    x, y = start["x"] + start["width"] / 2, start["y"] + start["height"] / 2
    to = end["y"] + end["height"] / 2
    steps = [(x, y + (to - y) * part / 8) for part in range(1, 9)]
    if not touch:
        await page.mouse.move(x, y)
        await page.mouse.down()
        for place in steps:
            await page.mouse.move(*place)
            await page.wait_for_timeout(20)
        await page.mouse.up()
        return
    wire = await page.context.new_cdp_session(page)
    points = [("touchStart", (x, y)), *(("touchMove", place) for place in steps)]
    for kind, place in points:
        finger = [{"x": place[0], "y": place[1]}]
        await wire.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": finger})
        await page.wait_for_timeout(20)
    await wire.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


@one_loop
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["mouse", "finger"])
async def test_a_point_is_dragged_by_its_handle(
    browser: Browser, demo: DemoCompany, size: tuple[int, int]
) -> None:
    async with visit(browser, demo, EMILY, size=size) as one:
        page = one.page
        await one.open(demo.meeting(EMILY))
        for number in range(3):
            await page.get_by_placeholder("What do you want to talk about?").fill(
                f"Point {number} of {size[0]}"
            )
            await page.get_by_role("button", name="Add a point").click()
            await expect(
                page.locator("li[data-point]").filter(has_text=f"Point {number} of {size[0]}")
            ).to_be_visible()
        await one.settled()
        handles = page.locator("[data-handle]")
        before = await handles.evaluate_all(ORDER)
        assert len(before) >= 3
        *others, over, last = before
        await page.locator(f"[data-handle='{last}']").scroll_into_view_if_needed()
        await drag(page, last, over, touch=size == PHONE)
        moved = [*others, last, over]
        await expect(
            page.get_by_role("status").filter(has_text=f"is now number {len(moved) - 1}")
        ).to_be_attached()
        assert await handles.evaluate_all(ORDER) == moved

        # The server has it, and no rule of the page's policy was broken on the way.
        await one.open(demo.meeting(EMILY))
        assert await handles.evaluate_all(ORDER) == moved
        assert one.complaints == []
