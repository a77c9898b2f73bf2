"""Recognition as it is lived: thanks that others see arrive, a word taken too far, a card for a day.

The morning of the day comes by moving it in the test's database; everything else is clicked.
"""

from __future__ import annotations

import asyncio
import re
import sqlite3
from contextlib import AsyncExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from tests.e2e.conftest import Product, person_s_browser
from tests.e2e.screens.test_screens import axe
from tests.e2e.test_the_week import sign_in_by_mail

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]

COMPANY = "@northwind.example"
MO, ANN, BO, HANA = (f"{name}{COMPANY}" for name in ("mo", "ann", "bo", "hana"))
PEOPLE = f"""work e-mail;given name;family name;title;department;manager;time zone;hire date
{MO};Mo;Diaz;Team lead;Engineering;;Europe/Berlin;2020-03-02
{ANN};Ann;Lee;Engineer;Engineering;{MO};Europe/Berlin;2022-05-16
{BO};Bo;Ray;Engineer;Engineering;{MO};Europe/Berlin;2022-05-16
cy{COMPANY};Cy;Hall;Engineer;Engineering;{MO};Europe/Berlin;2021-02-01
{HANA};Hana;Kim;Head of People;Engineering;;Europe/Berlin;2019-02-04
"""
FOR_BO = "For staying with the pharmacy until the alarm was quiet"
FOR_ANN = "For the drawing of the valve that ended a week of guessing"


async def test_thanks_arrive_are_answered_are_moderated_and_a_card_is_signed(
    chrome: Browser, product: Product, tmp_path: Path
) -> None:
    (tmp_path / "people.csv").write_text(PEOPLE, "utf-8")
    await product.erm("import", "people", str(tmp_path / "people.csv"))
    await product.erm("user", "grant", HANA, "hr")
    complaints: list[str] = []
    async with AsyncExitStack() as stack:

        async def browser(**options: bool) -> Page:
            return await stack.enter_async_context(
                person_s_browser(chrome, product.base, complaints, **options)
            )

        mo, ann, bo, hana = (
            await browser(),
            await browser(),
            await browser(phone=True),
            await browser(),
        )
        for page, address in ((mo, MO), (ann, ANN), (bo, BO), (hana, HANA)):
            await sign_in_by_mail(product, page, address)

        await hana_sets_values_and_words(hana)
        # Ann has the feed open, and reloads nothing until the end.
        await ann.goto("/recognition")
        await expect(ann.get_by_text("Nobody has been thanked here yet.")).to_be_visible()
        await mo_thanks_bo(mo)
        post = ann.get_by_role("article").filter(has_text=FOR_BO)
        await expect(post).to_be_visible()
        await expect(post.get_by_role("link", name="@Ann Lee")).to_be_visible()
        assert await axe(ann) == []

        await ann_reacts_and_comments(ann, post)
        await mo_sees_it_live(mo)
        await bo_hears_of_it(bo)
        await a_word_goes_too_far(bo, hana, post)
        await mo_sees_whom_nobody_thanked(mo)
        await hana_reads_the_report(hana)
        await a_card_is_signed(bo, ann, tmp_path / "erm.db")
    assert complaints == []


async def hana_sets_values_and_words(hana: Page) -> None:
    """A value to thank under, and a word to be careful with."""
    await hana.goto("/recognition/settings")
    await hana.get_by_role("button", name="Add a value").click()
    dialog = hana.get_by_role("dialog")
    await dialog.get_by_role("textbox", name="Name").fill("Keep the cold")
    await dialog.get_by_role("radio", name="Shield").check(force=True)
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_have_count(0)
    words = hana.get_by_role("combobox", name="Words to warn of")
    await words.fill("useless")
    await words.press("Enter")
    await hana.get_by_role("button", name="Save").click()
    await expect(hana.get_by_text("Saved", exact=True).first).to_be_visible()


async def mo_thanks_bo(mo: Page) -> None:
    """In public, under a value, with Ann mentioned by the picker."""
    await mo.goto("/recognition")
    await mo.get_by_role("button", name="Thank somebody").first.click()
    dialog = mo.get_by_role("dialog")
    await dialog.get_by_role("textbox", name="Whom").fill("Bo")
    await mo.get_by_role("option", name=re.compile("Bo Ray")).click()
    what = dialog.get_by_role("textbox", name="What for")
    await what.press_sequentially(f"{FOR_BO}, with @Ann")
    await mo.get_by_role("option", name=re.compile("Ann Lee")).click()
    await expect(what).to_have_value(re.compile("with @Ann Lee"))
    await dialog.get_by_text("Keep the cold").click()
    await expect(dialog.get_by_text("everyone in the company")).to_be_visible()
    assert await axe(mo) == []
    await dialog.get_by_role("button", name="Say thank you").click()
    await expect(dialog).to_have_count(0)
    await expect(mo.get_by_role("article").filter(has_text=FOR_BO)).to_be_visible()


async def ann_reacts_and_comments(ann: Page, post: Locator) -> None:
    """A heart, and a line that names Bo."""
    heart = post.get_by_role("button", name=re.compile("^Heart"))
    await heart.click()
    await expect(heart).to_have_attribute("aria-pressed", "true")
    await post.get_by_role("button", name="Comment").click()
    line = post.get_by_role("textbox", name="Your comment")
    await line.press_sequentially("I was there: @Bo")
    await ann.get_by_role("option", name=re.compile("Bo Ray")).click()
    await post.get_by_role("button", name="Say it").click()
    await expect(post.get_by_text("I was there:")).to_be_visible()


async def mo_sees_it_live(mo: Page) -> None:
    """Without having touched anything since the thanks were said."""
    post = mo.get_by_role("article").filter(has_text=FOR_BO)
    await expect(post.get_by_role("button", name="Heart, 1")).to_be_visible()
    await expect(post.get_by_text("1 comment")).to_be_visible()


async def bo_hears_of_it(bo: Page) -> None:
    """On a phone: thanks and mention stand among the notifications; the old address leads there."""
    await bo.goto("/notices")
    await expect(bo.get_by_role("link", name="Mo Diaz thanks you")).to_be_visible()
    await expect(bo.get_by_role("link", name="Ann Lee mentioned you")).to_be_visible()
    assert await axe(bo) == []
    await bo.get_by_role("link", name="Mo Diaz thanks you").click()
    await expect(bo.get_by_role("article").filter(has_text=FOR_BO)).to_be_visible()


async def a_word_goes_too_far(bo: Page, hana: Page, seen_by_ann: Locator) -> None:
    """Bo is warned and sends it all the same; HR hides it with a reason, and Ann sees it go."""
    line = bo.get_by_role("textbox", name="Your comment")
    await line.fill("The other team was useless that night.")
    await bo.get_by_role("button", name="Say it").click()
    await expect(bo.get_by_text("Some words here may hurt: useless.")).to_be_visible()
    await bo.get_by_role("button", name="Send it all the same").click()
    await expect(seen_by_ann.get_by_text("useless that night")).to_be_visible()

    await hana.goto("/recognition/moderation")
    await expect(hana.get_by_text("The other team was useless that night.")).to_be_visible()
    await expect(hana.get_by_text("A word to be careful with.")).to_be_visible()
    assert await axe(hana) == []
    await hana.get_by_role("button", name="Hide it").click()
    dialog = hana.get_by_role("dialog")
    await dialog.get_by_role("textbox", name="Why").fill("It blames colleagues who cannot answer.")
    await dialog.get_by_role("button", name="Hide it").click()
    await expect(hana.get_by_text("Nothing waits for you")).to_be_visible()

    await expect(seen_by_ann.get_by_text("useless that night")).to_have_count(0)
    await bo.reload()
    await expect(bo.get_by_text("It blames colleagues who cannot answer.")).to_be_visible()


async def mo_sees_whom_nobody_thanked(mo: Page) -> None:
    """Ann and Cy have had no thanks for long; Mo thanks Ann from there."""
    await mo.goto("/recognition/team")
    await expect(mo.get_by_text("2 of them have had no thanks for 60 days.")).to_be_visible()
    assert await axe(mo) == []
    await mo.get_by_role("link", name="Thank Ann Lee").click()
    dialog = mo.get_by_role("dialog")
    await dialog.get_by_role("textbox", name="What for").fill(FOR_ANN)
    await dialog.get_by_role("button", name="Say thank you").click()
    await expect(dialog).to_have_count(0)
    await mo.goto("/recognition/team")
    await expect(mo.get_by_text("One of them has had no thanks for 60 days.")).to_be_visible()


async def hana_reads_the_report(hana: Page) -> None:
    """Five people are just enough to be told of together, and of nobody alone."""
    await hana.goto("/reports/recognition")
    row = hana.get_by_role("row", name=re.compile("^Engineering"))
    await expect(row).to_contain_text("60%")
    main = hana.get_by_role("main")
    for name in ("Ann Lee", "Bo Ray", "Mo Diaz"):
        await expect(main.get_by_text(name)).to_have_count(0)
    assert await axe(hana) == []


async def a_card_is_signed(bo: Page, ann: Page, file: Path) -> None:
    """Bo tells his team of his birthday; Ann signs; Bo finds nothing before the morning."""
    day = datetime.now(UTC) + timedelta(days=3)
    await bo.goto("/settings")
    own = bo.get_by_role("region", name="Your own celebrations")
    await own.get_by_role("radiogroup", name="Birthday").get_by_text("My team").click()
    await own.get_by_label("Month").select_option(str(day.month))
    await own.get_by_role("combobox", name="Day").select_option(str(day.day))
    await own.get_by_role("button", name="Save").click()
    await expect(bo.get_by_text("Saved. It holds at once.")).to_be_visible()

    await ann.goto("/recognition/celebrations")
    await ann.get_by_role("link", name="Sign the card for Bo Ray").click()
    await expect(ann.get_by_text("Bo sees nothing of it before the morning")).to_be_visible()
    card = ann.url
    await ann.get_by_role("textbox", name="Your words").fill("May nothing beep today.")
    sign = ann.get_by_role("button", name="Sign", exact=True)
    # It can be pressed once the words are known; on the way there it has the colours of neither.
    await expect(sign).to_be_enabled()
    assert await axe(ann) == []
    await sign.click()
    await expect(
        ann.get_by_text(re.compile("You signed. Bo( Ray)? will read it that morning."))
    ).to_be_visible()

    await bo.goto("/recognition/celebrations")
    await expect(bo.get_by_text("Nobody has a day to celebrate")).to_be_visible()
    await bo.goto(card)
    await expect(bo.get_by_text("Nothing to see here")).to_be_visible()

    await asyncio.to_thread(morning_comes, file)
    line = bo.get_by_text("A card is here for you, signed by 1 colleague")
    for _ in range(45):
        await bo.goto("/")
        await expect(bo.get_by_role("heading", level=1)).to_be_visible()
        if await line.count():
            break
        await asyncio.sleep(2)
    await line.click()
    await bo.get_by_role("button", name=re.compile("^Open your card")).click()
    await expect(bo.get_by_text("May nothing beep today.")).to_be_visible()
    assert await axe(bo) == []


def morning_comes(file: Path) -> None:
    """Let the birthday have been yesterday: its morning has come, whatever the clock says now."""
    day = datetime.now(UTC).date() - timedelta(days=1)
    with closing(sqlite3.connect(file, timeout=10)) as database, database:
        database.execute(
            "UPDATE celebration_choice SET birth_month = ?, birth_day = ?", (day.month, day.day)
        )
        database.execute(
            "UPDATE celebration SET day = ?, due_at = ?",
            (day.isoformat(), f"{day.isoformat()} 07:00:00+00:00"),
        )
