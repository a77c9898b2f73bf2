"""A whole 360 about one person, as those live it who have a part in it."""

from __future__ import annotations

import re
from contextlib import AsyncExitStack

import pytest
from playwright.async_api import Browser, Page, expect

from tests.e2e.conftest import Product, person_s_browser
from tests.e2e.screens.test_screens import axe

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]

PASSWORD = "lantern-pebble-harbour-61"
ROUND = "Sofia, from all sides"
PEERS = ("Nadia Rahman", "Henrik Dahl", "Mei-Ling Chow")
SECRET = "The export was late because"
"""How each colleague's comment begins; the rest tells them apart."""


async def sign_in(page: Page, name: str) -> Page:
    """Somebody of the demo company."""
    await page.goto("/sign-in")
    await page.get_by_label("Work e-mail").fill(f"{name}@kelvane.example")
    await page.get_by_label("Password", exact=True).fill(PASSWORD)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Good to see you")
    return page


async def test_a_360_about_one_person(chrome: Browser, demo_product: Product) -> None:
    complaints: list[str] = []
    async with AsyncExitStack() as stack:

        async def browser(name: str, *, phone: bool = False) -> Page:
            page = await stack.enter_async_context(
                person_s_browser(chrome, demo_product.base, complaints, phone=phone)
            )
            return await sign_in(page, name)

        hannah = await browser("hannah.osei")
        cycle = await hannah_launches(hannah)
        sofia = await browser("sofia.almeida", phone=True)
        await sofia_chooses(sofia)
        theo = await browser("theo.marsh")
        await theo_approves(theo)
        await move(hannah, cycle, "Begin writing")
        await sofia_writes_and_changes_her_mind(sofia)
        await write_review(theo, "Sofia Almeida", comment="You carried two launches.")
        for number, name in enumerate(("nadia.rahman", "henrik.dahl", "mei-ling.chow")):
            peer = await browser(name, phone=number == 0)
            await write_review(peer, "Sofia Almeida", comment=f"{SECRET} {name}.", anonymous=True)
        # Until the release Sofia sees nothing of it.
        await sofia.goto("/packets")
        await expect(sofia.get_by_role("link", name=re.compile(ROUND))).to_have_count(0)
        await move(hannah, cycle, "Go to calibration")
        await move(hannah, cycle, "Prepare packets")
        packet = await theo_prepares(theo)
        await sofia.goto(packet)
        await expect(sofia.get_by_text("Nothing to see here")).to_be_visible()
        await theo_releases(theo, packet)
        await sofia_reads(sofia, packet)
        await theo.goto(packet)
        await expect(theo.get_by_text("Thank you, I will show drafts earlier.")).to_be_visible()
    assert complaints == []


async def hannah_launches(hannah: Page) -> str:
    """A draft from the template, for one person; its promises are read before the launch."""
    await hannah.goto("/cycles/new")
    await hannah.get_by_role("radio", name=re.compile("^Annual 360")).check()
    await hannah.get_by_role("textbox", name="Name").fill(ROUND)
    await hannah.get_by_role("button", name="Make a draft").click()
    await hannah.wait_for_url(re.compile(r"/cycles/(?!new)"))
    cycle = hannah.url
    parts = hannah.get_by_role("navigation", name="Parts of the draft")
    await parts.get_by_role("link", name="People").click()
    await hannah.get_by_role("switch", name="Everybody in the company").set_checked(False)
    await hannah.get_by_role("textbox", name="And also").fill("Sofia")
    await hannah.get_by_role("option", name=re.compile("Sofia Almeida")).click()
    await expect(hannah.get_by_text("1 person", exact=True)).to_be_visible()
    await parts.get_by_role("link", name="Launch").click()
    await expect(
        hannah.get_by_text("What you write is anonymous: nobody learns who wrote what").first
    ).to_be_visible()
    assert await axe(hannah) == []
    await hannah.get_by_role("button", name="Launch", exact=True).click()
    await expect(hannah.get_by_text("Choosing raters").first).to_be_visible()
    return cycle


async def move(hannah: Page, cycle: str, step: str) -> None:
    """HR takes the next step."""
    await hannah.goto(cycle)
    await hannah.get_by_role("button", name=step, exact=True).click()
    dialog = hannah.get_by_role("dialog")
    await dialog.get_by_role("button", name=step, exact=True).click()
    await expect(dialog).to_have_count(0)


async def sofia_chooses(sofia: Page) -> None:
    """From home to the choice; three colleagues, sent to her manager."""
    await sofia.goto("/reviews")
    task = sofia.get_by_role("listitem").filter(has_text=f"Choose who writes · {ROUND}")
    await task.get_by_role("link", name=re.compile("Choose")).last.click()
    await expect(sofia.get_by_role("heading", level=1)).to_have_text("Who writes about you")
    for name in PEERS:
        await sofia.get_by_role("textbox", name="Colleagues").fill(name)
        await sofia.get_by_role("option", name=re.compile(name)).click()
    await sofia.get_by_role("button", name="Put on the list").click()
    chosen = sofia.get_by_role("list", name="The choice")
    await expect(chosen.get_by_role("listitem")).to_have_count(len(PEERS))
    assert await axe(sofia) == []
    await sofia.get_by_role("button", name="That is the choice").click()
    await expect(sofia.get_by_text("Waits for approval").first).to_be_visible()


async def theo_approves(theo: Page) -> None:
    """The manager looks at the choice."""
    await theo.goto("/reviews")
    task = theo.get_by_role("listitem").filter(has_text=ROUND).filter(has_text="Look at")
    await task.get_by_role("link").last.click()
    await expect(theo.get_by_role("heading", level=1)).to_have_text(
        "Who writes about Sofia Almeida"
    )
    await theo.get_by_role("button", name="Approve all 3").click()
    await expect(theo.get_by_text("3 people will be asked.")).to_be_visible()


async def open_review(page: Page, about: str) -> None:
    """The review that is owed in this round."""
    await page.goto("/reviews")
    line = page.get_by_role("listitem").filter(has_text=about).filter(has_text=ROUND)
    await line.get_by_role("link").last.click()
    await expect(page.get_by_role("form", name="Questions")).to_be_visible()


async def answer_all(page: Page, comment: str) -> None:
    """A rating for each scale, words for each text."""
    form = page.get_by_role("form", name="Questions")
    for group in await form.get_by_role("radiogroup").all():
        await group.get_by_role("radio").nth(3).check(force=True)
    for field in await form.get_by_role("textbox").all():
        await field.fill(comment)


async def write_review(page: Page, about: str, *, comment: str, anonymous: bool = False) -> None:
    """What is promised is read first; then all is answered and handed in."""
    await open_review(page, about)
    if anonymous:
        await expect(page.get_by_text("What you write is anonymous").first).to_be_visible()
    await answer_all(page, comment)
    await page.get_by_role("button", name="Hand it in").click()
    await expect(page.get_by_text("Handed in. Thank you.")).to_be_visible()


async def sofia_writes_and_changes_her_mind(sofia: Page) -> None:
    """Autosaved, handed in, opened again without asking anybody."""
    await open_review(sofia, "about yourself")
    assert await axe(sofia) == []
    await answer_all(sofia, "The handover in spring.")
    await expect(sofia.get_by_text("Saved", exact=True).first).to_be_visible()
    await sofia.reload()
    await expect(sofia.get_by_role("textbox").first).to_have_value("The handover in spring.")
    await sofia.get_by_role("button", name="Hand it in").click()
    await sofia.get_by_role("button", name="Change it", exact=True).click()
    await sofia.get_by_role("textbox").first.fill("The handover in spring, all of it.")
    await sofia.get_by_role("button", name="Hand it in").click()
    await expect(sofia.get_by_text("Handed in. Thank you.")).to_be_visible()


async def theo_prepares(theo: Page) -> str:
    """A summary over the results, saved by itself."""
    await theo.goto("/packets?list=team")
    line = theo.get_by_role("listitem").filter(has_text=ROUND)
    await line.get_by_role("link", name=re.compile("Prepare")).click()
    await expect(theo.get_by_text(SECRET).first).to_be_visible()
    await theo.get_by_role("textbox", name="Summary").fill("Others trust your word.")
    await expect(theo.get_by_text("Saved", exact=True).first).to_be_visible()
    assert await axe(theo) == []
    return theo.url


async def theo_releases(theo: Page, packet: str) -> None:
    """Looked at as Sofia will see it, colleagues' words and no name; then handed out."""
    await theo.goto(packet)
    await theo.get_by_text("As Sofia Almeida will see it").click()
    await expect(theo.get_by_text("It is not released yet.")).to_be_visible()
    await expect(theo.get_by_text(SECRET).first).to_be_visible()
    for name in PEERS:
        await expect(theo.get_by_role("main").get_by_text(name)).to_have_count(0)
    await theo.get_by_role("button", name="Release", exact=True).click()
    dialog = theo.get_by_role("dialog")
    await dialog.get_by_role("button", name="Release", exact=True).click()
    await expect(theo.get_by_text("Released: Sofia Almeida")).to_be_visible()


async def sofia_reads(sofia: Page, packet: str) -> None:
    """Her packet on a phone, and her answer."""
    await sofia.goto(packet)
    await expect(sofia.get_by_role("heading", level=1)).to_have_text("Your packet")
    await expect(sofia.get_by_text("Others trust your word.")).to_be_visible()
    await expect(sofia.get_by_text(SECRET).first).to_be_visible()
    assert await axe(sofia) == []
    await sofia.get_by_label("What would you answer?").fill(
        "Thank you, I will show drafts earlier."
    )
    await sofia.get_by_role("button", name="I have read it, and answer").click()
    await expect(sofia.get_by_text("It is noted that you have read it.")).to_be_visible()
