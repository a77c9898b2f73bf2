"""Everything by keyboard, with the focus where one expects it."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Browser, Page, expect

from tests.e2e.screens.company import PHONE, SOFIA, THEO, DemoCompany, identifier, one_loop, visit

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]

FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const how = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  const frame = one.closest('[class*=Input-wrapper], [class*=PillsInput-wrapper]') ?? one;
  const marked = [one, frame, one.querySelector('*') ?? one, one.parentElement ?? one,
    one.nextElementSibling ?? one].some((each) => {
    const look = getComputedStyle(each);
    return (look.outlineStyle !== 'none' && look.outlineWidth !== '0px') || look.boxShadow !== 'none'
      || each.hasAttribute('data-focused') || each.matches('input, textarea, select');
  });
  return {
    name: one.getAttribute('aria-label') ?? one.textContent.trim().slice(0, 60),
    marked,
    seen: box.width > 0 && box.height > 0 && how.visibility === 'visible',
    modal: one.closest('[role=dialog]') !== null,
  };
}"""


async def tab_to(page: Page, name: str, *, within: int) -> list[str]:
    """Press Tab until something of this name has the focus; returns the names on the way.

    Fails when it takes more than ``within`` presses, or when a focus cannot be seen.
    """
    passed: list[str] = []
    for _ in range(within):
        await page.keyboard.press("Tab")
        focused = await page.evaluate(FOCUSED)
        if focused is None:
            continue
        assert focused["seen"], f"the focus is on something that cannot be seen: {focused}"
        assert focused["marked"], f"nothing shows that this has the focus: {focused}"
        passed.append(focused["name"])
        if focused["name"] == name:
            return passed
    raise AssertionError(f"{name!r} is not reached by Tab: {passed}")


@one_loop
async def test_the_skip_link_leads_past_the_navigation(browser: Browser, demo: DemoCompany) -> None:
    async with visit(browser, demo, SOFIA) as one:
        await one.open("/one-on-ones")
        assert await tab_to(one.page, "Skip to the content", within=1)
        await expect(one.page.get_by_text("Skip to the content")).to_be_in_viewport()
        await one.page.keyboard.press("Enter")
        assert await one.page.evaluate("document.activeElement.id") == "content"
        assert await tab_to(one.page, "Start one-on-ones", within=2)


@one_loop
@pytest.mark.parametrize(
    ("address", "action"),
    [
        ("/one-on-ones", "Start one-on-ones"),
        ("/feedback", "Ask for feedback"),
        ("/development", "Draft a plan"),
        ("/development/goals", "Add a goal"),
        ("/development/competencies", "Begin an assessment"),
        ("/recognition", "Thank somebody"),
    ],
)
async def test_a_form_opens_by_keyboard_holds_the_focus_and_gives_it_back(
    browser: Browser, demo: DemoCompany, address: str, action: str
) -> None:
    async with visit(browser, demo, SOFIA) as one:
        await one.open(address)
        passed = await tab_to(one.page, action, within=20)
        assert passed[0] == "Skip to the content"
        assert [name for name in passed if name in ("Home", "People")] == ["Home", "People"]
        await one.page.keyboard.press("Enter")
        dialog = one.page.get_by_role("dialog")
        await expect(dialog).to_be_visible()
        await one.settled()
        field = dialog.locator("input:focus, textarea:focus, select:focus")
        await expect(field).to_have_count(1)
        for key in ("Tab", "Shift+Tab"):
            for _ in range(16):
                await one.page.keyboard.press(key)
                focused = await one.page.evaluate(FOCUSED)
                assert (focused or {}).get("modal"), f"the focus left the form: {focused}"
        await one.page.keyboard.press("Escape")
        # The first closes a list of suggestions where one is open.
        if await dialog.count():
            await one.page.keyboard.press("Escape")
        await expect(dialog).to_have_count(0)
        await expect(one.page.get_by_role("button", name=action).first).to_be_focused()
        assert one.complaints == []


@one_loop
async def test_the_palette_finds_a_person(browser: Browser, demo: DemoCompany) -> None:
    async with visit(browser, demo, SOFIA) as one:
        await one.open("/")
        await one.page.keyboard.press("Control+k")
        field = one.page.get_by_role("combobox", name="Search people and pages")
        await expect(field).to_be_focused()
        await one.page.keyboard.type("ingrid sol")
        # Below it stands a way to thank her.
        found = one.page.get_by_role("option", name=re.compile("^Ingrid Solheim"))
        await expect(found).to_have_attribute("aria-selected", "true")
        await one.page.keyboard.press("Enter")
        await one.page.wait_for_url(re.compile("/people/.+"))
        await expect(one.page.get_by_role("dialog")).to_have_count(0)
        heading = one.page.get_by_role("heading", level=1)
        await expect(heading).to_contain_text("Ingrid Solheim")
        await expect(heading).to_be_focused()

        # Pages, too; the arrows go round; Escape gives the focus back.
        await one.page.keyboard.press("Control+k")
        await expect(field).to_be_focused()
        await one.page.keyboard.type("develop")
        await expect(one.page.get_by_role("option", selected=True)).to_have_text("Development")
        await one.page.keyboard.press("Escape")
        await expect(field).to_have_count(0)
        await expect(heading).to_be_focused()
        await one.page.keyboard.press("Control+k")
        await expect(field).to_be_focused()
        await expect(one.page.get_by_role("option", selected=True)).to_have_text("Home")
        await one.page.keyboard.press("ArrowDown")
        await expect(one.page.get_by_role("option", selected=True)).to_have_text("One-on-ones")
        await one.page.keyboard.press("ArrowUp")
        await one.page.keyboard.press("ArrowUp")
        await expect(one.page.get_by_role("option", selected=True)).to_have_text("Thank somebody")
        await one.page.keyboard.press("ArrowUp")
        await expect(one.page.get_by_role("option", selected=True)).to_have_text("Settings")
        await one.page.keyboard.press("Enter")
        await one.page.wait_for_url("**/settings")
        assert one.complaints == []


@one_loop
async def test_talking_points_are_moved_by_keyboard(browser: Browser, demo: DemoCompany) -> None:
    async with visit(browser, demo, SOFIA) as one:
        await one.open(demo.meeting(SOFIA))
        points = one.page.locator("li[data-point]")
        before = await points.evaluate_all("(all) => all.map((one) => one.dataset.point)")
        assert len(before) >= 3
        await points.nth(2).locator("[data-handle]").focus()
        await one.page.keyboard.press("ArrowUp")
        moved = [before[0], before[2], before[1], *before[3:]]
        await expect(points.nth(1)).to_have_attribute("data-point", before[2])
        await expect(points.nth(1).locator("[data-handle]")).to_be_focused()
        await expect(
            one.page.get_by_role("status").filter(has_text="is now number 2")
        ).to_be_attached()

        # The same by the menu of a point.
        await one.page.keyboard.press("Tab")
        await one.page.keyboard.press("Tab")
        await one.page.keyboard.press("Enter")
        up = one.page.get_by_role("menuitem", name="Move up")
        await expect(up).to_be_visible()
        await up.focus()
        await one.page.keyboard.press("Enter")
        moved = [moved[1], moved[0], *moved[2:]]
        await expect(points.nth(0)).to_have_attribute("data-point", moved[0])

        await one.page.reload()
        await one.settled()
        assert await points.evaluate_all("(all) => all.map((one) => one.dataset.point)") == moved
        assert one.complaints == []


@one_loop
async def test_one_s_own_menu_is_walked_by_arrows(browser: Browser, demo: DemoCompany) -> None:
    async with visit(browser, demo, SOFIA) as one:
        await one.open("/")
        button = one.page.get_by_role("button", name="Your menu")
        await button.focus()
        await one.page.keyboard.press("Enter")
        first = one.page.get_by_role("menuitem", name="Your page")
        await expect(first).to_be_visible()
        await expect(one.page.locator("[role=menu] :focus")).to_have_count(1)
        await one.page.keyboard.press("Home")
        await expect(first).to_be_focused()
        for name in ("Handovers", "Settings"):
            await one.page.keyboard.press("ArrowDown")
            await expect(one.page.get_by_role("menuitem", name=name)).to_be_focused()
        await one.page.keyboard.press("Escape")
        await expect(first).to_have_count(0)
        await expect(button).to_be_focused()


@one_loop
async def test_what_a_finger_hits_is_large_enough(browser: Browser, demo: DemoCompany) -> None:
    """At least 44 px each way on a phone, but for links within a sentence or a heading."""
    person = f"/people/{identifier('Person', demo.person(THEO))}"
    small: list[str] = []
    async with visit(browser, demo, SOFIA, size=PHONE) as one:
        for address in (
            "/",
            "/one-on-ones",
            "/feedback",
            "/recognition",
            person,
            "/notifications",
            "/settings",
            "/settings/notifications",
        ):
            await one.open(address)
            small += [f"{address}: {each}" for each in await one.page.evaluate(SMALL_TARGETS)]
    assert not small, "\n".join(small)


SMALL_TARGETS = """() => {
  const found = [];
  for (const one of document.querySelectorAll('button, select, input, [role=button], nav a')) {
    const box = (one.closest('.mantine-PasswordInput-input') ?? one).getBoundingClientRect();
    const how = getComputedStyle(one);
    if (box.width === 0 || box.height === 0 || how.visibility === 'hidden' || how.opacity === '0') continue;
    if (['radio', 'checkbox'].includes(one.type)) continue;
    if (box.height < 44 || box.width < 44) {
      found.push(`${one.tagName} ${Math.round(box.width)}×${Math.round(box.height)} `
        + `${one.getAttribute('aria-label') ?? one.textContent.trim().slice(0, 40)}`);
    }
  }
  return found;
}"""
