"""News as it comes, chosen and answered: at a desk in English, on a phone in Russian, and by an administrator."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from erm.core.clock import now, today
from erm.core.ids import new_id
from tests.e2e.letters.conftest import Post
from tests.e2e.screens.company import PHONE, Visit, one_loop, visit
from tests.e2e.screens.test_screens import axe, sticks_out

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]

FOR_BOTH = "For the night at the pharmacy"
SEEN, SEEN_RU = "Mark all as seen", "Отметить все просмотренными"


@one_loop
async def test_thanks_ring_at_once_and_each_chooses_what_else_reaches_them(
    browser: Browser, post: Post
) -> None:
    post.as_it_was()
    company = post.company
    async with (
        visit(browser, company, post.reader("mo")) as mo,
        visit(browser, company, post.reader("ann")) as ann,
        visit(browser, company, post.reader("bo"), size=PHONE, locale="ru-RU") as bo,
        visit(browser, company, post.reader("ada")) as ada,
    ):
        for one, mark in ((ann, SEEN), (bo, SEEN_RU)):
            await one.open("/notifications")
            await one.page.get_by_role("button", name=mark).click()
        await expect(bell(ann.page)).to_have_accessible_name("Notifications")
        await ann.open("/")
        await bo.open("/")
        await mo_thanks_both(mo.page)
        # Nobody loads anything: the bell knows.
        await expect(bell(ann.page)).to_have_accessible_name("Notifications: 1 new one")
        await expect(bell(bo.page)).to_have_accessible_name("Уведомления: 1 новое")
        await expect(ann.page.get_by_text("1 new notification has come.")).to_be_attached()
        await reads_it(ann, "Mo Test thanks you", SEEN)
        await reads_it(bo, "Mo Test благодарит вас", SEEN_RU)

        await chooses_at_a_desk(ann)
        await chooses_on_a_phone(bo)
        await the_company_forbids(ada, ann)
        assert mo.complaints + ann.complaints + bo.complaints + ada.complaints == []


def bell(page: Page) -> Locator:
    """What rings."""
    return page.get_by_role("banner").get_by_role(
        "link", name=re.compile("Notifications|Уведомления")
    )


async def sound(one: Visit) -> None:
    """Axe finds nothing, and nothing sticks out."""
    assert await axe(one.page) == []
    assert await sticks_out(one.page) == []


async def mo_thanks_both(mo: Page) -> None:
    """In one post."""
    await mo.goto("/recognition")
    await mo.get_by_role("button", name="Thank somebody").first.click()
    dialog = mo.get_by_role("dialog")
    for name in ("Ann", "Bo"):
        await dialog.get_by_role("textbox", name="Whom").fill(name)
        await mo.get_by_role("option", name=re.compile(f"{name} Test")).click()
    await dialog.get_by_role("textbox", name="What for").fill(FOR_BOTH)
    await dialog.get_by_role("button", name="Say thank you").click()
    await expect(dialog).to_have_count(0)


async def reads_it(one: Visit, said: str, mark: str) -> None:
    """From the bell to the list, from the list to the thing; then nothing is new."""
    await bell(one.page).click()
    news = one.page.get_by_role("link", name=said).first
    await expect(news).to_be_visible()
    await one.settled()
    await sound(one)
    await news.click()
    await expect(one.page.get_by_role("article").filter(has_text=FOR_BOTH)).to_be_visible()
    await one.page.go_back()
    await one.page.get_by_role("button", name=mark).click()
    await expect(bell(one.page)).to_have_accessible_name(
        re.compile("^(Notifications|Уведомления)$")
    )


async def chooses_at_a_desk(ann: Visit) -> None:
    """A kind and a channel, quiet hours, a day off, a pause; all of it is there when she comes back."""
    page = ann.page
    await ann.open("/settings/notifications")
    await sound(ann)
    cell = page.get_by_role("switch", name="Somebody thanks me: Mail")
    await expect(cell).to_be_checked()
    await cell.press("Space")
    await page.get_by_role("switch", name="Quiet hours").press("Space")
    await page.get_by_label("From", exact=True).select_option("21")
    await expect(page.get_by_text("Saved.").first).to_be_visible()
    await page.get_by_role("checkbox", name="Wednesday").check()
    day = (today("Europe/Berlin") + timedelta(days=9)).isoformat()
    await page.get_by_label("First day on which I can be reached again").fill(day)
    await page.get_by_role("button", name="Pause", exact=True).click()
    await expect(page.get_by_text(re.compile("Paused: nothing reaches you before"))).to_be_visible()
    await ann.open("/settings/notifications")
    await expect(cell).not_to_be_checked()
    await expect(page.get_by_label("From", exact=True)).to_have_value("21")
    await expect(page.get_by_role("checkbox", name="Wednesday")).to_be_checked()
    # What erm itself requires cannot be turned, and says so.
    owed = page.get_by_role("switch", name="Reviews that I owe are due soon: Mail")
    await expect(owed).to_be_disabled()
    await expect(page.get_by_text(re.compile("lets nobody switch this off"))).to_be_visible()

    # The digest waits for the end of her pause, and says when it comes then.
    await ann.open("/settings")
    digest = page.get_by_role("region", name="Digest", exact=True)
    paused = await digest.get_by_text(re.compile("^The next one comes on")).inner_text()
    await ann.open("/settings/notifications")
    await page.get_by_role("button", name="End the pause").click()
    await expect(page.get_by_text("You are reached again.")).to_be_visible()
    await ann.open("/settings")
    next_one = digest.get_by_text(re.compile("^The next one comes on"))
    await expect(next_one).not_to_have_text(paused)
    await sound(ann)


async def chooses_on_a_phone(bo: Visit) -> None:
    """Cards instead of a table; how often the digest comes, and when the next one does."""
    page = bo.page
    await bo.open("/settings/notifications")
    await sound(bo)
    thanks = page.get_by_role("group", name="Меня благодарят", exact=True).get_by_role(
        "switch", name="Почта"
    )
    await thanks.press("Space")
    await expect(thanks).not_to_be_checked()
    owed = page.get_by_role("group", name=re.compile("^Скоро срок отзывов"))
    await expect(owed.get_by_role("switch", name="Почта")).to_be_disabled()
    await expect(owed.get_by_text("Всегда")).to_be_visible()
    await bo.open("/settings")
    digest = page.get_by_role("region", name="Дайджест", exact=True)
    next_one = digest.get_by_text(re.compile("^Следующий придёт"))
    daily = await next_one.inner_text()
    await digest.get_by_label("Как часто").select_option("OFF")
    await expect(next_one).to_have_count(0)
    await digest.get_by_label("Как часто").select_option("MONTHLY")
    await expect(next_one).not_to_have_text(daily)
    await sound(bo)


async def the_company_forbids(ada: Visit, ann: Visit) -> None:
    """An administrator lets nobody switch a mail off; Ann sees it as such."""
    page = ada.page
    await ada.open("/company/mail/notifications")
    await sound(ada)
    asked = page.get_by_role("combobox", name="Somebody asks me for feedback: Mail")
    await asked.select_option("ALWAYS")
    await expect(page.get_by_text("Saved. It holds from now on.").first).to_be_visible()
    await ann.open("/settings/notifications")
    await expect(
        ann.page.get_by_role("switch", name="Somebody asks me for feedback: Mail")
    ).to_be_disabled()


@one_loop
async def test_a_digest_is_answered_and_administrators_see_how_mail_goes(
    browser: Browser, post: Post
) -> None:
    post.as_it_was()
    company = post.company
    async with (
        visit(browser, company, post.reader("ada")) as ada,
        visit(browser, company, post.reader("ann"), size=PHONE) as ann,
    ):
        await ann_s_digest_is_answered(ada, ann)
        await mail_is_looked_after(post, ada)
        await a_digest_is_previewed(ada, ann)
        assert ada.complaints + ann.complaints == []


async def ann_s_digest_is_answered(ada: Visit, ann: Visit) -> None:
    """From the local mailbox, which administrators read: thanks by one click, the pulse by one tap."""
    page = ada.page
    await ada.open("/company/mailbox")
    await page.get_by_role("link", name=re.compile("^Your week: .* need")).first.click()
    mail = page.frame_locator("iframe")
    act = mail.get_by_role("link", name="Say thanks for it").first
    async with page.context.expect_page() as opened:
        await act.click()
    thanks = await opened.value
    await thanks.get_by_role("main").get_by_role("button").click()
    await expect(thanks.get_by_text(re.compile("will see that you are grateful"))).to_be_visible()
    assert await axe(thanks) == []
    await thanks.close()

    tap = await mail.get_by_role("link", name="4", exact=True).first.get_attribute("href")
    assert tap is not None
    await ann.open(tap)
    await sound(ann)
    await ann.page.get_by_role("button", name="Go on with this answer").click()
    for number in (2, 3, 4):
        await expect(ann.page.get_by_text(f"Question {number} of 4")).to_be_visible()
        await ann.page.get_by_role("button", name="Leave out").click()
    await ann.page.get_by_role("button", name="Send", exact=True).click()
    await expect(ann.page.get_by_text(re.compile("Thank you"))).to_be_visible()


async def mail_is_looked_after(post: Post, ada: Visit) -> None:
    """The queue, what became of one mail, sending it again, a test."""
    (key,) = post.company.rows("SELECT id FROM mail WHERE kind = 'sign_in_link'")[0]
    post.company.change(
        "UPDATE mail SET state = 'parked', attempts = 1, last_error = ? WHERE id = ?",
        "550 5.1.1 no such mailbox",
        key,
    )
    post.company.change(
        "INSERT INTO mail_attempt (id, mail_id, at, server, taken, stage, code, answer, milliseconds)"
        " VALUES (?, ?, ?, 'smtp.northwind.example', 0, 'rcpt', 550, ?, 48)",
        str(new_id()),
        key,
        now().isoformat(sep=" "),
        "550 5.1.1 no such mailbox",
    )
    page = ada.page
    await ada.open("/company/mail?state=PARKED")
    await sound(ada)
    await page.get_by_role("link", name=re.compile("^Link to sign in to ann@")).click()
    await expect(page.get_by_text("550 5.1.1 no such mailbox").first).to_be_visible()
    await expect(page.get_by_text("recipient (RCPT)")).to_be_visible()
    await ada.settled()
    await sound(ada)
    await page.get_by_role("button", name="Send again").click()
    await expect(page.get_by_text("It goes out again in a moment.")).to_be_visible()
    assert post.company.key("SELECT state FROM mail WHERE id = ?", key) == "queued"

    await ada.open("/company/mail")
    await page.get_by_role("button", name="Send a test").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Send", exact=True).click()
    await expect(page.get_by_text("The test is on its way.")).to_be_visible()


async def a_digest_is_previewed(ada: Visit, ann: Visit) -> None:
    """It is said before who is told of it; afterwards she is."""
    page = ada.page
    await ada.open("/company/mail/preview")
    await page.get_by_role("textbox", name="Whose digest").fill("Ann")
    await page.get_by_role("option", name=re.compile("Ann Test")).click()
    await expect(
        page.get_by_text(re.compile("Ann Test, in a notification that you looked"))
    ).to_be_visible()
    await sound(ada)
    await page.get_by_role("button", name="Look at it, and tell them").click()
    await expect(page.get_by_role("heading", name="Digest of Ann Test")).to_be_visible()
    shown = page.frame_locator("iframe").locator("body")
    await expect(shown).to_contain_text("2 lines, which only their reader sees")
    await expect(shown).not_to_contain_text("How was my incident review")
    await ann.open("/notifications")
    await expect(
        ann.page.get_by_role("link", name="Ada Test looked at what your digest would hold").first
    ).to_be_visible()
    await sound(ann)
