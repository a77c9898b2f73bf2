"""What was typed stays typed: through a refusal, through a reload, through signing out and in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import pytest
from playwright.async_api import Browser, Page, expect

from tests.e2e.screens.company import SOFIA, THEO, DemoCompany, identifier, one_loop, sign_in, visit

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]


@dataclass
class Writing:
    """A form: what is typed into it, what the server will not take, and what it took in the end."""

    address: str
    typed: dict[str, str]
    refused: tuple[str, str]
    """A field and what the server refuses in it."""
    message: str
    """What it says then."""
    send: str
    taken: str | None
    """How many rows hold the text ``?`` in the end; None where it is encrypted."""
    mended: str
    initially: str | None = ""
    """What the field holds when nothing was typed; None where that depends on the day."""
    listed: str | None = None
    """Where the text can be read in the end."""


def writings(demo: DemoCompany) -> dict[str, Writing]:
    theo = identifier("Person", demo.person(THEO))
    long = "much " * 1000
    return {
        "feedback": Writing(
            address=f"/feedback?give={theo}",
            typed={"Situation": "Monday's review", "What it changed": "The pilot went on."},
            refused=("What you saw", long),
            message="long",
            send="Give feedback",
            taken=None,
            mended="You let the customer finish.",
            listed="/feedback?tab=given",
        ),
        "kudos": Writing(
            address=f"/recognition?to={theo}",
            typed={},
            refused=("What for", long),
            message="long",
            send="Say thank you",
            taken="SELECT COUNT(*) FROM kudos WHERE message = ?",
            mended="For the quiet hour on Thursday.",
        ),
        "plan": Writing(
            address="/development?draft=",
            typed={
                "What it is called": "A study of my own",
                "What it is about": "Leading the second study.",
            },
            refused=("Until", "2020-01-31"),
            message="before|after|end",
            send="Begin the draft",
            taken="SELECT COUNT(*) FROM development_plan WHERE focus LIKE 'Leading%' AND ends_on = ?",
            mended=f"{date.today().year + 1}-01-31",
            initially=None,
        ),
        "goal": Writing(
            address="/development/goals?add-goal",
            typed={"What will be reached": "Two talks outside the company"},
            refused=("More about it", long * 2),
            message="long",
            send="Add a goal",
            taken="SELECT COUNT(*) FROM goal WHERE title LIKE 'Two talks%' AND description = ?",
            mended="One in spring, one in autumn, both about nights.",
        ),
        "talking point": Writing(
            address=demo.meeting(SOFIA),
            typed={},
            refused=("What do you want to talk about?", long),
            message="long",
            send="Add a point",
            taken="SELECT COUNT(*) FROM one_on_one_talking_point WHERE body = ?",
            mended="Who looks after the sounds in January?",
        ),
    }


async def still_there(page: Page, words: dict[str, str]) -> None:
    for label, text in words.items():
        await expect(page.get_by_label(label).first).to_have_value(text)


@one_loop
@pytest.mark.parametrize("name", ["feedback", "kudos", "plan", "goal", "talking point"])
async def test_what_was_typed_stays(browser: Browser, demo: DemoCompany, name: str) -> None:
    writing = writings(demo)[name]
    label, too_much = writing.refused
    words = {**writing.typed, label: too_much}
    async with visit(browser, demo, SOFIA, fresh=True) as one:
        page = one.page
        await one.open(writing.address)
        for where, text in words.items():
            await page.get_by_label(where).first.fill(text)
        send = page.get_by_role("button", name=writing.send, exact=True).last
        await send.click()
        await expect(page.get_by_text(re.compile(writing.message)).first).to_be_visible()
        await expect(page.get_by_label(label).first).to_have_attribute("aria-invalid", "true")
        await still_there(page, words)

        await page.reload()
        await one.settled()
        await still_there(page, words)

        await page.goto("/")
        await page.get_by_role("button", name="Your menu").click()
        await page.get_by_role("menuitem", name="Sign out").click()
        await page.wait_for_url(re.compile("/sign-in"))
        await sign_in(page, SOFIA)
        await one.open(writing.address)
        await still_there(page, words)

        await page.get_by_label(label).first.fill(writing.mended)
        await send.click()
        if writing.taken is not None:
            for _ in range(50):
                if demo.rows(writing.taken, writing.mended) == [(1,)]:
                    break
                await page.wait_for_timeout(100)
            assert demo.rows(writing.taken, writing.mended) == [(1,)]
            # The browser hears of it a moment later, and forgets the draft then.
            await one.settled()
        if writing.listed is not None:
            await expect(page.get_by_role("dialog")).to_have_count(0)
            await one.open(writing.listed)
            await expect(page.get_by_text(writing.mended)).to_have_count(1)

        # What was sent is not a draft any more.
        await one.open(writing.address)
        if writing.initially is not None:
            await expect(page.get_by_label(label).first).to_have_value(writing.initially)
        for where in writing.typed:
            await expect(page.get_by_label(where).first).to_have_value("")
        refusals = [each for each in one.complaints if "Failed to load" not in each]
        assert refusals == []


@one_loop
async def test_what_one_person_typed_is_not_shown_to_the_next(
    browser: Browser, demo: DemoCompany
) -> None:
    """Two people at one device: drafts are kept by person."""
    async with visit(browser, demo, SOFIA, fresh=True) as one:
        page = one.page
        await one.open("/recognition?give=")
        await page.get_by_label("What for").fill("Something for Ingrid")
        await page.goto("/")
        await page.get_by_role("button", name="Your menu").click()
        await page.get_by_role("menuitem", name="Sign out").click()
        await page.wait_for_url(re.compile("/sign-in"))
        await sign_in(page, THEO)
        await one.open("/recognition?give=")
        await expect(page.get_by_label("What for")).to_have_value("")
