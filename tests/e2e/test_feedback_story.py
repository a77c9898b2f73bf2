"""Feedback as it is lived: Ann asks two colleagues and a customer, and makes something of the answers."""

from __future__ import annotations

import re
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.e2e.conftest import Product, person_s_browser
from tests.e2e.screens.test_screens import axe
from tests.e2e.test_the_week import sign_in_by_mail

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]

ANN, MO, BO = "ann@northwind.example", "mo@northwind.example", "bo@northwind.example"
RITA = "rita.moss@customer.example"

PEOPLE = f"""work e-mail;given name;family name;title;department;manager;time zone;hire date
{MO};Mo;Diaz;Team lead;Engineering;;Europe/Berlin;2020-03-02
{ANN};Ann;Lee;Engineer;Engineering;{MO};Europe/Berlin;2022-05-16
{BO};Bo;Ray;Engineer;Engineering;{MO};Europe/Berlin;2022-05-16
"""


async def test_two_colleagues_and_a_guest_answer_and_advice_becomes_a_goal(
    chrome: Browser, product: Product, tmp_path: Path
) -> None:
    (tmp_path / "people.csv").write_text(PEOPLE, "utf-8")
    await product.erm("import", "people", str(tmp_path / "people.csv"))
    complaints: list[str] = []
    async with AsyncExitStack() as stack:

        async def browser(**options: bool) -> Page:
            return await stack.enter_async_context(
                person_s_browser(chrome, product.base, complaints, **options)
            )

        ann, mo, bo, rita = (
            await browser(),
            await browser(),
            await browser(phone=True),
            await browser(phone=True),
        )
        for page, address in ((ann, ANN), (mo, MO), (bo, BO)):
            await sign_in_by_mail(product, page, address)

        await ann_asks_three(ann)
        await rita_answers_without_an_account(product, rita)
        await mo_answers_with_the_coach(mo)
        await bo_declines(bo)
        note = await ann_thanks_and_asks_back(ann)
        await mo.goto(note)
        await mo.get_by_role("textbox", name="Answer Ann Lee").fill("The one about the rota.")
        await mo.get_by_role("button", name="Answer", exact=True).click()
        await expect(mo.get_by_text("Ann Lee can read it now.")).to_be_visible()
        await advice_becomes_a_goal(ann, note)
        # What was not meant for them stays closed to the others.
        for stranger in (bo,):
            await stranger.goto(note)
            await expect(stranger.get_by_text("Nothing to see here")).to_be_visible()
    assert complaints == []


async def ann_asks_three(ann: Page) -> None:
    """One question to two colleagues and somebody outside; what is typed survives the device."""
    await ann.goto("/feedback?ask=")
    dialog = ann.get_by_role("dialog")
    # Nobody has met anybody yet, so nobody is suggested.
    for name in ("Mo Diaz", "Bo Ray"):
        await dialog.get_by_role("textbox", name="Whom").fill(name)
        await ann.get_by_role("option", name=re.compile(name)).click()
    await dialog.get_by_role("button", name="Ask somebody from outside").click()
    guests = dialog.get_by_role("group", name="Guests from outside")
    await guests.get_by_label("Name").fill("Rita Moss")
    await guests.get_by_label("E-mail").fill(RITA)
    await dialog.get_by_label("Your question").fill("How was the handover on Tuesday?")
    await expect(dialog.get_by_text("Saved", exact=True)).to_be_visible()
    # As if on another device: this one forgets what it kept, and the server has it.
    await ann.evaluate(
        "for (const key of Object.keys(localStorage)) if (key.startsWith('erm.draft')) localStorage.removeItem(key)"
    )
    await ann.reload()
    await expect(dialog.get_by_label("Your question")).to_have_value(
        "How was the handover on Tuesday?"
    )
    await expect(
        dialog.get_by_text("Mo Diaz, Bo Ray, and Rita Moss see the question.")
    ).to_be_visible()
    assert await axe(ann) == []
    await dialog.get_by_role("button", name="Ask", exact=True).click()
    await expect(ann.get_by_text("3 people have been asked")).to_be_visible()


async def rita_answers_without_an_account(product: Product, rita: Page) -> None:
    """The link in the mail that really came opens one question, once."""
    mail = await product.mail_to(RITA)
    body = mail.get_body(("plain",))
    assert body is not None
    link = re.search(r"http://\S+/guest#token=\S+", body.get_content())
    assert link is not None
    address = link[0].removeprefix(product.base)
    await rita.goto(address)
    await expect(rita.get_by_role("heading", level=1)).to_have_text(
        "Ann Lee asks for your feedback"
    )
    await expect(rita.get_by_text("Ann Lee, with your name. Nobody else").first).to_be_visible()
    assert "token" not in rita.url
    await rita.get_by_label("What you saw").fill("You sent the list before the call.")
    await rita.reload()
    await expect(rita.get_by_label("What you saw")).to_have_value(
        "You sent the list before the call."
    )
    assert await axe(rita) == []
    await rita.get_by_role("button", name="Give feedback").click()
    await expect(rita.get_by_role("heading", level=1)).to_have_text("Thank you")
    await rita.goto("/sign-in")
    await rita.goto(address)
    await expect(rita.get_by_role("heading", level=1)).to_have_text("This link no longer works")


async def mo_answers_with_the_coach(mo: Page) -> None:
    """A hint comes below the field, and is nothing that one has to follow."""
    await mo.goto("/")
    await mo.get_by_role("link", name="Write").click()
    await mo.get_by_label("What you saw").fill("You always skip the slide that matters.")
    await expect(mo.get_by_text("Always, never, everyone.")).to_be_visible()
    await expect(mo.locator("mark")).to_have_text("always")
    assert await axe(mo) == []
    await mo.get_by_label("What you saw").fill("On Tuesday you skipped one slide, and they asked.")
    await expect(mo.get_by_text("Always, never, everyone.")).to_have_count(0)
    await mo.get_by_role("textbox", name="Next time").fill("Leave the slide in.")
    await expect(mo.get_by_text("only Ann Lee, with your name")).to_be_visible()
    await mo.get_by_role("button", name="Give feedback").click()
    await expect(mo.get_by_text("Ann Lee can read it now.")).to_be_visible()


async def bo_declines(bo: Page) -> None:
    """No is an answer, too."""
    await bo.goto("/feedback?tab=toWrite")
    await bo.get_by_role("link", name="Write", exact=True).click()
    await bo.get_by_role("button", name="Decline").click()
    dialog = bo.get_by_role("dialog")
    await dialog.get_by_label("A word why").fill("I was away.")
    await dialog.get_by_role("button", name="Decline").click()
    await expect(bo.get_by_text("Ann Lee will know.")).to_be_visible()


async def ann_thanks_and_asks_back(ann: Page) -> str:
    """She thanks the guest and Mo, and asks him the one question back. Returns the note's address."""
    await ann.goto("/feedback?tab=guests")
    await ann.get_by_role("link", name="You sent the list before the call.").click()
    await ann.get_by_role("button", name="Thank Rita Moss").click()
    await expect(ann.get_by_text("Rita Moss gets a mail that it helped.")).to_be_visible()
    assert await axe(ann) == []
    await ann.goto("/feedback?tab=received")
    await ann.get_by_role("link", name=re.compile("^On Tuesday you skipped")).click()
    await expect(ann.get_by_role("heading", level=1)).to_have_text("Feedback from Mo Diaz")
    note = ann.url
    await ann.get_by_role("button", name="Thank Mo Diaz").click()
    await expect(ann.get_by_text("You have thanked Mo Diaz for this.")).to_be_visible()
    await ann.get_by_role("button", name="Ask Mo Diaz back").click()
    await ann.get_by_role("textbox", name="Ask Mo Diaz back").fill("Which slide?")
    await ann.get_by_role("button", name="Ask", exact=True).click()
    await expect(ann.get_by_text("asked back, no answer yet")).to_be_visible()
    return note


async def advice_becomes_a_goal(ann: Page, note: str) -> None:
    """In a plan of hers, in her own words; the note remembers, and can be put away."""
    await ann.goto("/development?draft=")
    dialog = ann.get_by_role("dialog")
    await dialog.get_by_label("What it is called").fill("Showing my work")
    await dialog.get_by_role("button", name="Begin the draft").click()
    await ann.wait_for_url(re.compile("/development/plans/"))
    await ann.goto(note)
    await expect(ann.get_by_text("The one about the rota.")).to_be_visible()
    await ann.get_by_role("button", name="Make it a goal").click()
    await expect(dialog.get_by_role("textbox", name=re.compile("^Goal"))).to_have_value(
        "Leave the slide in."
    )
    await dialog.get_by_role("textbox", name=re.compile("^Goal")).fill("The rota has its slide")
    await dialog.get_by_role("button", name="Add the goal").click()
    await expect(ann.get_by_text("It is a goal now.")).to_be_visible()
    goal = ann.get_by_role("link", name="The rota has its slide")
    await expect(goal).to_be_visible()
    await goal.click()
    await expect(ann.get_by_role("heading", name="The rota has its slide")).to_be_visible()
    await ann.goto(note)
    assert await axe(ann) == []
    await ann.get_by_role("button", name="Archive").click()
    await expect(ann.get_by_text("Archived. Nobody is told.")).to_be_visible()
    await ann.goto("/feedback?tab=archived")
    await expect(ann.get_by_role("link", name=re.compile("^On Tuesday"))).to_be_visible()
