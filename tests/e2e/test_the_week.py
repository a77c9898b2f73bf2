"""The week: one employee, one manager and HR live it, and it ends with the digest in the mail."""

from __future__ import annotations

import re
from contextlib import AsyncExitStack
from html import unescape
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from erm.core.clock import today
from tests.e2e.conftest import Product, person_s_browser

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]

ANN, MO, HANA = "ann@northwind.example", "mo@northwind.example", "hana@northwind.example"
ADA = "ada@northwind.example"

PEOPLE = f"""work e-mail;given name;family name;title;department;manager;time zone;hire date
{ADA};Ada;Byron;Administrator;IT;;Europe/Berlin;2019-02-01
{MO};Mo;Diaz;Team lead;Engineering;;Europe/Berlin;2020-03-02
{ANN};Ann;Lee;Engineer;Engineering;{MO};Europe/Berlin;2022-05-16
{HANA};Hana;Itō;Head of people;People;;Europe/Berlin;2021-09-01
"""


async def sign_in_by_mail(product: Product, page: Page, address: str) -> None:
    """Ask for a link, find it in the mail that really came, open it and press the button."""
    await page.goto("/sign-in?by=link")
    await page.get_by_label("Work e-mail").fill(address)
    await page.get_by_role("button", name="E-mail me a link").click()
    await expect(page.get_by_text("a link is on its way")).to_be_visible()
    mail = await product.mail_to(address)
    body = mail.get_body(("plain",))
    assert body is not None
    link = re.search(r"http://\S+/sign-in/link#token=\S+", body.get_content())
    assert link is not None
    await page.goto(link[0].removeprefix(product.base))
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Good to see you")


async def test_the_week(chrome: Browser, product: Product, tmp_path: Path) -> None:
    complaints: list[str] = []
    async with AsyncExitStack() as stack:

        async def browser(**options: bool) -> Page:
            return await stack.enter_async_context(
                person_s_browser(chrome, product.base, complaints, **options)
            )

        ada, ann, mo, hana = (
            await browser(),
            await browser(phone=True),
            await browser(),
            await browser(),
        )

        # Monday: the administrator imports the company and names HR.
        made = await product.erm(
            "user",
            "create",
            ADA,
            "--given-name",
            "Ada",
            "--family-name",
            "Byron",
            "--administrator",
        )
        assert ADA in made
        await sign_in_by_mail(product, ada, ADA)
        (tmp_path / "people.csv").write_text(PEOPLE, "utf-8")
        await ada.goto("/company/import")
        await ada.get_by_label("File of people").set_input_files(tmp_path / "people.csv")
        await ada.get_by_role("button", name=re.compile("^Do these")).click()
        await expect(ada.get_by_text("3 added")).to_be_visible()
        await ada.goto("/company/roles")
        await ada.get_by_role("button", name="Give a role").click()
        dialog = ada.get_by_role("dialog")
        await dialog.get_by_role("textbox", name="Who").fill("Hana")
        await ada.get_by_role("option", name=re.compile("Hana")).click()
        await dialog.get_by_role("button", name="Give a role").click()
        await expect(ada.get_by_text("Hana Itō now has this role")).to_be_visible()

        # The three sign in, each by the mail they got.
        await sign_in_by_mail(product, mo, MO)
        await sign_in_by_mail(product, ann, ANN)
        await sign_in_by_mail(product, hana, HANA)

        # Tuesday: Mo starts one-on-ones with Ann; both bring points, one of them private.
        await mo.goto("/one-on-ones")
        await mo.get_by_role("button", name="Start one-on-ones").first.click()
        dialog = mo.get_by_role("dialog")
        await dialog.get_by_role("textbox", name="With whom?").fill("Ann")
        await mo.get_by_role("option", name=re.compile("Ann Lee")).click()
        await dialog.get_by_role("button", name="Start", exact=True).click()
        await expect(mo.get_by_text("Your one-on-ones with Ann Lee have begun.")).to_be_visible()
        await mo.wait_for_url(re.compile("/meetings/"))
        meeting = mo.url.removeprefix(product.base)

        await ann.goto(meeting)
        await ann.get_by_placeholder("What do you want to talk about?").fill("The on-call rota")
        await ann.get_by_role("button", name="Add a point").click()
        await expect(ann.get_by_text("The on-call rota")).to_be_visible()
        await mo.reload()
        await expect(mo.get_by_text("The on-call rota")).to_be_visible()
        await mo.get_by_placeholder("What do you want to talk about?").fill("She looks tired")
        await mo.get_by_role("switch", name="Only for me").click()
        await mo.get_by_role("button", name="Add a point").click()
        await expect(mo.get_by_text("She looks tired")).to_be_visible()
        await mo.get_by_placeholder("What you spoke about and agreed").fill(
            "Ann drafts a new rota."
        )
        await mo.get_by_placeholder("Only for you").fill("Ask about holidays next time.")
        await expect(mo.get_by_text("Saved").first).to_be_visible()
        await mo.get_by_label("What is promised?").fill("Talk to the platform team")
        await mo.get_by_label("Until when?").fill(today("Europe/Berlin").isoformat())
        await mo.get_by_role("button", name="Add a promise").click()
        await expect(mo.get_by_text("Talk to the platform team")).to_be_visible()

        # What is private stays private, for the other one, for HR and for the administrator.
        await ann.reload()
        await expect(ann.get_by_text("Talk to the platform team")).to_be_visible()
        await expect(ann.get_by_text("She looks tired")).to_have_count(0)
        await expect(ann.get_by_text("Ask about holidays")).to_have_count(0)
        for stranger in (hana, ada):
            await stranger.goto(meeting)
            await expect(stranger.get_by_text("Nothing to see here")).to_be_visible()

        # They close the meeting: the next is there, with what was open carried over.
        await mo.get_by_role("button", name="Close the meeting").click()
        await mo.get_by_role("dialog").get_by_role("button", name="Close and go on").click()
        await expect(mo.get_by_text("Closed. This is the next one.")).to_be_visible()
        assert mo.url.removeprefix(product.base) != meeting
        await expect(mo.get_by_text("The on-call rota")).to_be_visible()
        await expect(mo.get_by_text("Talk to the platform team")).to_be_visible()

        # Wednesday: Ann asks, Mo answers, Ann says thank you.
        await ann.goto("/feedback")
        await ann.get_by_role("button", name="Ask for feedback").first.click()
        dialog = ann.get_by_role("dialog")
        await dialog.get_by_role("textbox", name="Whom").fill("Mo")
        await ann.get_by_role("option", name=re.compile("Mo Diaz")).click()
        await dialog.get_by_label("Your question").fill("How was my incident review?")
        await dialog.get_by_role("button", name="Ask", exact=True).click()
        await expect(ann.get_by_text("Mo Diaz has been asked.")).to_be_visible()
        await mo.goto("/")
        await mo.get_by_role("link", name="Write").click()
        await expect(mo.get_by_text("only Ann Lee, with your name")).to_be_visible()
        await mo.get_by_label("What you saw").fill("You let support speak first.")
        # What was typed survives leaving the page.
        await mo.reload()
        await expect(mo.get_by_label("What you saw")).to_have_value("You let support speak first.")
        await mo.get_by_label("What it changed").fill("We found the real cause.")
        await mo.get_by_role("button", name="Give feedback").click()
        await expect(mo.get_by_text("Ann Lee can read it now.")).to_be_visible()
        note = mo.url.removeprefix(product.base)
        await ann.goto("/")
        await ann.get_by_role("button", name="Say thank you").click()
        await expect(ann.get_by_text("Mo Diaz will know that it helped.")).to_be_visible()
        await hana.goto(note)
        await expect(hana.get_by_text("Nothing to see here")).to_be_visible()

        # Thursday: they agree a development plan, and Ann checks in.
        await a_plan_is_agreed_and_checked_in(product, ann, mo, hana)

        # Friday: HR thanks Ann in front of everybody; Mo reacts.
        await hana.goto("/recognition")
        await hana.get_by_role("button", name="Thank somebody").first.click()
        dialog = hana.get_by_role("dialog")
        await dialog.get_by_role("textbox", name="Whom").fill("Ann")
        await hana.get_by_role("option", name=re.compile("Ann Lee")).click()
        await dialog.get_by_label("What for").fill("For the calm handover on Tuesday night.")
        await expect(dialog.get_by_text("everyone in the company")).to_be_visible()
        await dialog.get_by_role("button", name="Say thank you").click()
        await expect(hana.get_by_text("Ann Lee will be glad.")).to_be_visible()
        await mo.goto("/recognition")
        await mo.get_by_role("button", name="Heart, 0").click()
        await expect(mo.get_by_role("button", name="Heart, 1")).to_have_attribute(
            "aria-pressed", "true"
        )

        # The page of the pair has all of it, and is for the two only.
        await mo.goto("/people")
        await mo.get_by_role("link", name="Ann Lee").first.click()
        await mo.get_by_role("link", name=re.compile("^You and Ann")).click()
        for contact in (
            "One-on-one held",
            "Ann Lee asked for feedback",
            "You gave feedback",
            "Ann Lee thanked for feedback",
            "You promised",
            "Development plan agreed",
        ):
            await expect(mo.get_by_text(contact).first).to_be_visible()

        # The digest comes through a real SMTP conversation, and its link leads back.
        await product.erm("digest", "send", MO)
        mail = await product.mail_to(MO, "week|digest|needs|day")
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        html = mail.get_body(("html",))
        plain = mail.get_body(("plain",))
        assert html is not None
        assert plain is not None
        assert "Talk to the platform team" in plain.get_content()
        assert "She looks tired" not in plain.get_content().replace("\n", " ")
        links = [unescape(link) for link in re.findall(r'href="([^"]+)"', html.get_content())]
        assert all(link.startswith(product.base) for link in links)
        to_meeting = next(link for link in links if "/meetings/" in link or "/one-on-ones/" in link)
        await mo.goto(to_meeting.removeprefix(product.base))
        await expect(mo.get_by_role("heading", level=1)).to_contain_text("One-on-one with Ann Lee")
        await expect(mo.get_by_text("Talk to the platform team")).to_be_visible()

    assert complaints == []


async def a_plan_is_agreed_and_checked_in(
    product: Product, ann: Page, mo: Page, hana: Page
) -> None:
    """Ann drafts and proposes; Mo agrees from his home; Ann checks in; HR sees none of it."""
    await ann.goto("/development")
    await ann.get_by_role("button", name="Draft a plan").first.click()
    dialog = ann.get_by_role("dialog")
    await dialog.get_by_label("What it is called").fill("Leading a project")
    await dialog.get_by_label("What it is about").fill("Plan it, run it, tell how it went.")
    await dialog.get_by_role("button", name="Begin the draft").click()
    await ann.wait_for_url(re.compile("/development/plans/"))
    plan = ann.url.removeprefix(product.base)
    for stranger in (mo, hana):
        await stranger.goto(plan)
        await expect(stranger.get_by_text("Nothing to see here")).to_be_visible()
    await ann.get_by_role("button", name="Add a goal").first.click()
    dialog = ann.get_by_role("dialog")
    await dialog.get_by_label("What will be reached").fill("The rota works for everyone")
    await dialog.get_by_role("button", name="Add a goal").click()
    await expect(ann.get_by_role("heading", name="The rota works for everyone")).to_be_visible()
    await ann.get_by_role("button", name="Propose", exact=True).click()
    await ann.get_by_role("dialog").get_by_role("button", name="Propose the plan").click()
    await expect(ann.get_by_text("Now it is Mo Diaz's turn.")).to_be_visible()

    await mo.goto("/")
    await mo.get_by_role("link", name="Read and agree").click()
    await mo.get_by_role("button", name="Agree to the plan").click()
    await expect(mo.get_by_text("Agreed. Good luck!")).to_be_visible()
    await hana.goto(plan)
    await expect(hana.get_by_text("Nothing to see here")).to_be_visible()

    await ann.reload()
    await ann.get_by_role("button", name="Check in").first.click()
    dialog = ann.get_by_role("dialog")
    await dialog.get_by_role("spinbutton", name="How far").fill("40")
    await dialog.get_by_label("In words").fill("Two teams have agreed.")
    await dialog.get_by_role("button", name="Check in").click()
    await expect(ann.get_by_text("Noted.")).to_be_visible()
    await mo.goto(plan)
    await expect(mo.get_by_text("Two teams have agreed.")).to_be_visible()
