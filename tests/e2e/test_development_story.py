"""A year of somebody's development, as those live it who have a part in it."""

from __future__ import annotations

import re
import sqlite3
from contextlib import AsyncExitStack, closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.e2e.conftest import Product, person_s_browser
from tests.e2e.screens.test_screens import axe
from tests.e2e.test_cycle_story import sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]

FRAMEWORK = "Customer care"
PLAN = "From the queue to the cause"
GOAL = "Fewer questions about the same thing"
NEXT = "The cause, second half"
HEAD = (
    "family_key,family_en,competency_key,competency_en,track_key,track_en,"
    "level_key,level_en,expectation_en"
)
ROWS = [
    f"{family},{family.title()},{key},{name},care,Customer care,{level},{level_name},{words}"
    for family, key, name, texts in (
        ("craft", "listening", "Listening", ("Lets people finish.", "Hears what is not said.")),
        ("craft", "finding", "Finding the cause", ("Asks three times why.", "Ends a cause.")),
        ("together", "teaching", "Teaching", ("Shows what they know.", "Leaves others able.")),
    )
    for (level, level_name), words in zip(
        (("c1", "Support engineer"), ("c2", "Senior support engineer")), texts, strict=True
    )
]
BAD = [*ROWS[:2], ROWS[2].replace(",c1,", ",C 1!,")]


def table(rows: list[str]) -> dict[str, object]:
    """A file as a browser uploads it."""
    return {
        "name": "care.csv",
        "mimeType": "text/csv",
        "buffer": "\n".join([HEAD, *rows]).encode(),
    }


async def test_from_a_framework_to_the_next_plan(chrome: Browser, demo_product: Product) -> None:
    file = Path(demo_product.env["ERM_DATABASE_URL"].removeprefix("sqlite:///"))
    # One calendar for all: what Hannah begins after midnight would begin tomorrow further west.
    with closing(sqlite3.connect(file, timeout=10)) as database, database:
        database.execute("UPDATE person SET time_zone = 'UTC'")
    complaints: list[str] = []
    async with AsyncExitStack() as stack:

        async def browser(name: str, *, phone: bool = False) -> Page:
            page = await stack.enter_async_context(
                person_s_browser(chrome, demo_product.base, complaints, phone=phone)
            )
            return await sign_in(page, name)

        hannah = await browser("hannah.osei")
        await hannah_imports_the_framework(hannah)
        await hannah_places_emily(hannah)
        devon = await browser("devon.brooks")
        await devon_begins_an_assessment(devon)
        emily = await browser("emily.hart", phone=True)
        await emily_drafts_a_plan(emily)
        assessment = await emily_assesses_herself(emily)
        await devon_assesses_emily(devon, assessment)
        await emily_sees_the_gap_and_takes_it_into_the_plan(emily, assessment)
        plan = await emily_completes_and_proposes(emily)
        await devon_signs(devon, plan)
        await a_quarter_passes(emily, devon, plan, file)
        await emily_renews(emily, plan, file)
        await devon_looks_at_the_team(devon)
        await hannah_reads_the_reports(hannah, file)
    assert complaints == []


async def hannah_imports_the_framework(hannah: Page) -> None:
    """A file with a bad row changes nothing and says where; the mended one becomes a framework."""
    await hannah.goto("/development/frameworks")
    await hannah.get_by_role("button", name="Import from CSV").click()
    dialog = hannah.get_by_role("dialog")
    await dialog.get_by_label("English").fill(FRAMEWORK)
    await dialog.locator("input[type=file]").set_input_files(table(BAD))  # type: ignore[arg-type]
    await expect(dialog.get_by_text("Line 4", exact=False).first).to_be_visible()
    await dialog.locator("input[type=file]").set_input_files(table(ROWS))  # type: ignore[arg-type]
    await dialog.get_by_role("button", name=re.compile("^Take over|^Import|^Apply")).click()
    await expect(hannah.get_by_role("heading", level=1)).to_have_text(FRAMEWORK)
    assert await axe(hannah) == []
    await hannah.get_by_role("button", name="Publish").first.click()
    await hannah.get_by_role("dialog").get_by_role("button", name="Publish").click()
    await expect(hannah.get_by_role("dialog")).to_have_count(0)


async def hannah_places_emily(hannah: Page) -> None:
    """From today on Emily stands at the first level."""
    await hannah.goto("/development/levels?search=Emily")
    await hannah.get_by_role("button", name="Set the level of Emily Hart").click()
    dialog = hannah.get_by_role("dialog")
    level = dialog.get_by_role("combobox", name=re.compile("^Level"))
    await level.select_option(label="Support engineer")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_have_count(0)
    await expect(hannah.get_by_text("Support engineer").first).to_be_visible()


async def devon_begins_an_assessment(devon: Page) -> None:
    """From his team's page."""
    await devon.goto("/development/team")
    line = devon.get_by_role("listitem").filter(has_text="Emily Hart").first
    await line.get_by_role("link", name="Not assessed yet").click()
    await devon.get_by_role("button", name="Begin an assessment").click()
    dialog = devon.get_by_role("dialog")
    await dialog.get_by_role("button", name="Begin", exact=True).click()
    await expect(dialog).to_have_count(0)


async def emily_drafts_a_plan(emily: Page) -> None:
    """A year in a draft that nobody else sees yet."""
    await emily.goto("/development")
    await emily.get_by_role("button", name="Draft a plan").first.click()
    dialog = emily.get_by_role("dialog")
    await dialog.get_by_label("What it is called").fill(PLAN)
    await dialog.get_by_role("button", name="Begin the draft").click()
    await expect(emily.get_by_role("heading", level=1)).to_have_text(PLAN)


async def answer(page: Page, ranks: list[int]) -> None:
    """One level for each competency."""
    form = page.get_by_role("form", name="Assessment")
    groups = form.get_by_role("radiogroup")
    await expect(groups).to_have_count(len(ranks))
    for group, rank in zip(await groups.all(), ranks, strict=True):
        await group.get_by_role("radio").nth(rank).check()


async def emily_assesses_herself(emily: Page) -> str:
    """From Home, on a phone; what she wrote is there after a reload."""
    await emily.goto("/")
    line = emily.get_by_role("listitem").filter(has_text="A competency assessment waits")
    await line.get_by_role("link", name="Write").click()
    await emily.wait_for_url(re.compile("/assessments/"))
    await answer(emily, [1, 1, 1])
    note = emily.get_by_role("textbox", name=re.compile("do you see it.*Finding the cause"))
    await note.fill("I know it before I can prove it.")
    await note.blur()
    await expect(emily.get_by_text("Saved").first).to_be_visible()
    await emily.reload()
    await expect(note).to_have_value("I know it before I can prove it.")
    assert await axe(emily) == []
    await emily.get_by_role("button", name="Hand in").click()
    await expect(emily.get_by_text("You have handed in your answers.")).to_be_visible()
    return emily.url


async def devon_assesses_emily(devon: Page, assessment: str) -> None:
    """He sees that she has answered, and not what."""
    await devon.goto(assessment)
    await expect(devon.get_by_role("form", name="Assessment")).to_be_visible()
    await expect(devon.get_by_text("before I can prove it")).to_have_count(0)
    await answer(devon, [2, 0, 1])
    note = devon.get_by_role("textbox", name=re.compile("do you see it.*Finding the cause"))
    await note.fill("You close the ticket and the cause stays.")
    await devon.get_by_role("button", name="Hand in").click()
    await expect(devon.get_by_text("before I can prove it")).to_be_visible()


async def emily_sees_the_gap_and_takes_it_into_the_plan(emily: Page, assessment: str) -> None:
    """Both sides beside each other, never one number; the gap becomes a focus area."""
    await emily.goto(assessment)
    await expect(emily.get_by_text("You see 2 competencies differently.")).to_be_visible()
    await expect(emily.get_by_text("You close the ticket and the cause stays.")).to_be_visible()
    await expect(emily.get_by_text("1 level below what is expected").first).to_be_visible()
    assert await axe(emily) == []
    await emily.get_by_role("button", name="Take it into a plan: Finding the cause").click()
    dialog = emily.get_by_role("dialog")
    await dialog.get_by_role("button", name="Put it into the plan").click()
    await expect(dialog).to_have_count(0)
    await emily.get_by_role("button", name="Open the plan").click()
    await expect(emily.get_by_role("heading", level=1)).to_have_text(PLAN)
    await expect(
        emily.get_by_role("link", name=re.compile("^Assessment of ")).first
    ).to_be_visible()


async def emily_completes_and_proposes(emily: Page) -> str:
    """A goal with a number, and what shows it."""
    plan = emily.url.partition("#")[0].partition("?")[0]
    await emily.get_by_role("button", name="Add a goal to “Finding the cause”").click()
    dialog = emily.get_by_role("dialog")
    await dialog.get_by_label("What will be reached").fill(GOAL)
    await dialog.get_by_label("How it is measured").select_option(label="By a number")
    await dialog.get_by_role("textbox", name=re.compile("^From")).fill("40")
    await dialog.get_by_role("textbox", name=re.compile("^To")).fill("10")
    await dialog.get_by_label("Unit").fill("questions a week")
    await dialog.get_by_role("button", name="Add a goal").click()
    await expect(dialog).to_have_count(0)
    await emily.get_by_role("button", name="Propose", exact=True).click()
    await emily.get_by_role("dialog").get_by_role("button", name="Propose the plan").click()
    await expect(emily.get_by_text("You have agreed. Now Devon Brooks reads it")).to_be_visible()
    assert await axe(emily) == []
    return plan


async def devon_signs(devon: Page, plan: str) -> None:
    """From Home to his signature."""
    await devon.goto("/")
    line = devon.get_by_role("listitem").filter(has_text=PLAN)
    await line.get_by_role("link", name="Read and agree").click()
    await expect(
        devon.get_by_role("link", name=re.compile("^Assessment of ")).first
    ).to_be_visible()
    await devon.get_by_role("button", name="Agree to the plan").click()
    await expect(devon.get_by_text("Agreed. Good luck!")).to_be_visible()


async def check_in(page: Page, plan: str, number: str, comment: str, *, risk: str = "") -> None:
    """How far the number is, and in words."""
    await page.goto(f"{plan}?check-in")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Where it is now, in questions a week").fill(number)
    await dialog.get_by_role("radio", name="At risk" if risk else "On track").check()
    if risk:
        await dialog.get_by_label("What puts it at risk").fill(risk)
    await dialog.get_by_role("radio", name="Fairly sure").check()
    await dialog.get_by_label("In words").fill(comment)
    await dialog.get_by_role("button", name="Check in").click()
    await expect(dialog).to_have_count(0)


def a_month_passes(file: Path, *, plan_too: bool = True) -> None:
    """Everything about the plan so far lies thirty days further back."""
    with closing(sqlite3.connect(file, timeout=10)) as database, database:
        (key,) = database.execute(
            "SELECT id FROM development_plan WHERE title = ? AND state = 'active'", (PLAN,)
        ).fetchone()
        for table_name, columns, where in (
            ("check_in", ("created_at",), "goal_id IN (SELECT id FROM goal WHERE plan_id = ?)"),
            ("goal", ("checked_in_at", "created_at"), "plan_id = ?"),
            ("development_change", ("at",), "plan_id = ?"),
            (
                "development_plan",
                (
                    "starts_on",
                    "ends_on",
                    "last_activity_at",
                    "signed_at",
                    "proposed_at",
                    "agreed_by_person_at",
                    "agreed_by_manager_at",
                ),
                "id = ?",
            ),
        ):
            for column in columns:
                for row_id, value in database.execute(
                    f"SELECT id, {column} FROM {table_name} WHERE {where}",
                    (key,),
                ).fetchall():
                    if value is not None:
                        day = date.fromisoformat(value[:10]) - timedelta(days=30)
                        database.execute(
                            f"UPDATE {table_name} SET {column} = ? WHERE id = ?",
                            (f"{day}{value[10:]}", row_id),
                        )


async def a_quarter_passes(emily: Page, devon: Page, plan: str, file: Path) -> None:
    """Three check-ins, evidence, and a target that is moved in the open."""
    await check_in(emily, plan, "34", "Wrote the page about batteries.")
    await emily.goto(plan)
    await emily.get_by_role("button", name=f"Add evidence for “{GOAL}”").click()
    dialog = emily.get_by_role("dialog")
    await dialog.get_by_label("Heading").fill("The page about batteries")
    await dialog.get_by_label("What shows it").fill("Read 400 times; six questions fewer a week.")
    await dialog.get_by_role("button", name="Add evidence").click()
    await expect(dialog).to_have_count(0)
    a_month_passes(file)
    # Devon moves the target: both had signed, so Emily is told.
    await devon.goto(plan)
    await devon.get_by_role("button", name=f"More to do with the goal “{GOAL}”").click()
    await devon.get_by_role("menuitem", name="Edit", exact=True).click()
    dialog = devon.get_by_role("dialog")
    await dialog.get_by_role("textbox", name=re.compile("^To")).fill("16")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_have_count(0)
    await emily.goto("/")
    line = emily.get_by_role("listitem").filter(has_text=f"Changed the plan “{PLAN}”")
    await line.get_by_role("link", name="Have a look").click()
    await emily.get_by_role("button", name="What has changed").first.click()
    dialog = emily.get_by_role("dialog")
    await expect(dialog.get_by_text(f"Target of “{GOAL}”: 16 instead of 10")).to_be_visible()
    await dialog.get_by_role("button", name="I have seen it").click()
    await check_in(emily, plan, "28", "Slower than hoped.", risk="The new sensor brings new ones.")
    a_month_passes(file)
    await check_in(emily, plan, "16", "There. And the sensor page is written.")
    await expect(emily.get_by_text("100%").first).to_be_visible()
    assert await axe(emily) == []


async def emily_renews(emily: Page, plan: str, file: Path) -> None:
    """The plan's last day passes: it asks for a decision, and the next one begins."""
    for _ in range(5):
        a_month_passes(file)
    await emily.goto("/")
    line = emily.get_by_role("listitem").filter(has_text=f"The plan “{PLAN}” is over")
    await line.get_by_role("link", name="Decide").click()
    await emily.get_by_role("button", name="Renew").first.click()
    dialog = emily.get_by_role("dialog")
    await dialog.get_by_label("What the next plan is called").fill(NEXT)
    await dialog.get_by_role("button", name="Close this one and begin the next").click()
    await expect(emily.get_by_role("heading", level=1)).to_have_text(NEXT)
    await expect(emily.get_by_text("Finding the cause").first).to_be_visible()
    await emily.goto(plan)
    await expect(emily.get_by_text("Renewed").first).to_be_visible()
    assert await axe(emily) == []


async def devon_looks_at_the_team(devon: Page) -> None:
    """Two of his people side by side; the next plan is still Emily's alone."""
    await devon.goto("/development/team")
    # The choice stands in the address, and the box follows it.
    await devon.get_by_role("checkbox", name="Compare Emily Hart").click()
    await expect(devon.get_by_text("Choose one more to see both side by side.")).to_be_visible()
    await devon.get_by_role("checkbox", name="Compare Hassan Mirza").click()
    column = devon.get_by_role("article", name="Emily Hart")
    await expect(column.get_by_role("row", name=re.compile("Finding the cause"))).to_be_visible()
    await expect(devon.get_by_text(NEXT)).to_have_count(0)
    assert await axe(devon) == []


async def hannah_reads_the_reports(hannah: Page, file: Path) -> None:
    """Groups and figures, no person; and the same as a file."""
    await hannah.goto("/reports/development")
    await expect(hannah.get_by_role("row", name=re.compile("Customer Care"))).to_be_visible()
    assert await axe(hannah) == []
    async with hannah.expect_download() as download:
        await hannah.get_by_role("link", name="CSV").click()
    saved = file.parent / "coverage.csv"
    await (await download.value).save_as(saved)
    text = saved.read_text("utf-8-sig")
    assert "Customer Care" in text
    assert "Emily" not in text
    await hannah.goto("/reports/gaps?by=DEPARTMENT")
    await expect(hannah.get_by_role("table").first).to_be_visible()
    await expect(hannah.get_by_text("Emily")).to_have_count(0)
