"""A survey as it is lived: promised, asked, answered by nobody in particular, told of, acted on.

Two answer in their browsers, the others by the same protocol without one. The days go by in the test's
database; everything else is clicked.
"""

from __future__ import annotations

import asyncio
import base64
import re
import sqlite3
from contextlib import AsyncExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_bytes

import httpx
import pytest
from playwright.async_api import Browser, Page, Request, expect

from erm.access.actors import actor_for
from erm.core.database.connections import database
from erm.core.events import Bus
from erm.core.sealing import use_keys
from erm.engagement.ballots.commands import take
from erm.engagement.ballots.models import Ballot, SpentToken, WaitingBallot
from erm.engagement.blind.asking import blind, finalize, prepare
from erm.engagement.comments.storing import store
from erm.engagement.results.closing import close_wave
from erm.engagement.waves.models import RollEntry, SurveyWave
from erm.engagement.waves.opening import open_due_waves
from erm.engagement.waves.queries import questions_of
from erm.engagement.waves.rules import WaveState
from erm.flows.survey_levels import levels_on
from erm.people.models import Person
from erm.schema.ids import to_global
from erm.settings import Settings
from tests.e2e.conftest import Product, person_s_browser
from tests.e2e.screens.test_screens import axe
from tests.e2e.test_the_week import sign_in_by_mail

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]

COMPANY = "@northwind.example"
MO, ANN, BO, HANA = (f"{name}{COMPANY}" for name in ("mo", "ann", "bo", "hana"))
HEAD = "work e-mail;given name;family name;title;department;manager;time zone;hire date"
BY_NAME = {
    MO: "Mo;Diaz;Team lead;Engineering;",
    ANN: f"Ann;Lee;Engineer;Engineering;{MO}",
    BO: f"Bo;Ray;Engineer;Engineering;{MO}",
    HANA: "Hana;Kim;Head of People;People;",
}
OTHERS = {
    f"e{number}{COMPANY}": f"Eve{number};Hall;Engineer;Engineering;{MO}" for number in range(9)
} | {f"c{number}{COMPANY}": f"Cal{number};Hall;Agent;Care;{HANA}" for number in range(8)}
WORDS = "Please plan the releases earlier; the last week is always too full."


async def test_a_survey_is_promised_answered_unlinkably_told_of_and_acted_on(
    chrome: Browser, product: Product, tmp_path: Path
) -> None:
    lines = [f"{mail};{rest};Europe/Berlin;2021-03-01" for mail, rest in (BY_NAME | OTHERS).items()]
    (tmp_path / "people.csv").write_text("\n".join([HEAD, *lines]), "utf-8")
    await product.erm("import", "people", str(tmp_path / "people.csv"))
    await product.erm("user", "grant", HANA, "hr")
    complaints: list[str] = []
    async with AsyncExitStack() as stack:

        async def browser(**options: bool) -> Page:
            return await stack.enter_async_context(
                person_s_browser(chrome, product.base, complaints, **options)
            )

        hana, mo, ann, bo = (
            await browser(),
            await browser(),
            await browser(),
            await browser(phone=True),
        )
        for page, address in ((hana, HANA), (mo, MO), (ann, ANN), (bo, BO)):
            await sign_in_by_mail(product, page, address)

        await hana_makes_and_launches_a_survey(hana)
        await in_database(product, open_now)
        sent = await ann_answers_from_home(ann)
        sent += await bo_answers_on_his_phone(bo)
        assert len(sent) == 2
        for request in sent:
            headers = await request.all_headers()
            assert "cookie" not in headers
            assert "authorization" not in headers
        await in_database(product, lambda: the_others_answer(product))
        await what_is_stored_ties_nothing_together(product, tmp_path)
        await in_database(product, close_now)

        report = await hana_reads_the_report(hana)
        await mo_reads_of_his_department_and_plans(mo, report)
        await hana_answers_somebody(hana, report)
        await bo_finds_the_answer(bo)
        await ann_sees_who_looked_and_what_is_done(ann)
        assert complaints == []


async def in_database(product: Product, work) -> None:
    """What the worker does every minute, done now."""
    use_keys(Settings.from_environment(product.env))
    async with database(product.env["ERM_DATABASE_URL"]):
        await work()


async def open_now() -> None:
    await open_due_waves(Bus(), levels_on)
    assert await SurveyWave.filter(state=WaveState.OPEN).count() == 1


async def close_now() -> None:
    wave = await SurveyWave.get(state=WaveState.OPEN)
    await SurveyWave.filter(id=wave.id).update(closes_at=datetime.now(UTC) - timedelta(minutes=1))
    assert await close_wave(wave.id, Bus(), store)


async def hana_makes_and_launches_a_survey(hana: Page) -> None:
    await hana.goto("/engagement/surveys")
    assert await axe(hana) == []
    await hana.get_by_role("button", name="New survey").click()
    dialog = hana.get_by_role("dialog")
    await dialog.get_by_label("English").fill("How is work?")
    await dialog.get_by_role("button", name="Create the draft").click()
    await hana.get_by_role("button", name="Choose from the bank").click()
    picker = hana.get_by_role("dialog")
    for words in (
        "All in all I am glad that I work here",
        "My manager listens",
        "What is the one thing",
    ):
        await picker.get_by_label("Search").fill(words)
        await picker.get_by_role("checkbox").first.check()
    assert await axe(hana) == []
    await picker.get_by_role("button", name="Add 3 questions").click()
    await expect(picker).to_have_count(0)
    await hana.get_by_role("link", name="Days", exact=True).click()
    await hana.get_by_label("First day").fill(datetime.now(UTC).date().isoformat())
    await hana.get_by_role("link", name="Promise", exact=True).click()
    await expect(hana.get_by_text("Scores are told only of groups")).to_be_visible()
    await hana.get_by_role("link", name="Launch", exact=True).click()
    await expect(
        hana.get_by_role("heading", name="What reports will be able to tell")
    ).to_be_visible()
    assert await axe(hana) == []
    await hana.get_by_role("button", name="Launch", exact=True).click()
    await expect(hana.get_by_role("heading", name="Waves")).to_be_visible()


def ballots_of(page: Page) -> list[Request]:
    """The requests in which a page sends a ballot, as they come."""
    found: list[Request] = []
    page.on("request", lambda it: found.append(it) if it.url.endswith("/ballots") else None)
    return found


async def ann_answers_from_home(ann: Page) -> list[Request]:
    """One tap on Home opens a page with the answer chosen; nothing counts before it is confirmed."""
    sent = ballots_of(ann)
    await ann.goto("/")
    card = ann.get_by_role("region", name="A question for you")
    await card.get_by_role("link", name=re.compile("^4")).click()
    await expect(ann.get_by_text("Nobody can find out what you answered.")).to_be_visible()
    await expect(ann.get_by_text("It counts only when you send it.")).to_be_visible()
    assert sent == []
    assert await axe(ann) == []
    await ann.get_by_role("button", name="Go on with this answer").click()
    # An answer on a scale leads to the next question by itself.
    await expect(ann.get_by_text("Question 2 of 3")).to_be_visible()
    await ann.get_by_role("radio", name=re.compile("4")).click()
    await expect(ann.get_by_text("Question 3 of 3")).to_be_visible()
    await ann.get_by_role("button", name="Leave out").click()
    await ann.get_by_role("button", name="Send", exact=True).click()
    await expect(ann.get_by_text("Thank you, your answers have arrived")).to_be_visible()
    return sent


async def bo_answers_on_his_phone(bo: Page) -> list[Request]:
    sent = ballots_of(bo)
    await bo.goto("/engagement")
    await bo.get_by_role("link", name="Answer: How is work?").click()
    await bo.get_by_role("button", name="Begin").click()
    for number in (1, 2):
        await expect(bo.get_by_text(f"Question {number} of 3")).to_be_visible()
        await bo.get_by_role("radio", name=re.compile("2")).click()
    await expect(bo.get_by_text("Question 3 of 3")).to_be_visible()
    field = bo.get_by_role("textbox")
    await field.fill("Ask bo@northwind.example about the releases.")
    await expect(bo.get_by_text("This leads to a person.")).to_be_visible()
    await field.fill(WORDS)
    await bo.get_by_role("button", name="Next").click()
    await expect(bo.get_by_role("heading", name="Look once more")).to_be_visible()
    await bo.get_by_role("switch", name=re.compile("I want to be able to read")).check()
    assert await axe(bo) == []
    await bo.get_by_role("button", name="Send", exact=True).click()
    await expect(bo.get_by_text("Thank you, your answers have arrived")).to_be_visible()
    return sent


async def the_others_answer(product: Product) -> None:
    wave = await SurveyWave.get(state=WaveState.OPEN)
    questions = await questions_of(wave)
    entries = await RollEntry.filter(wave_id=wave.id, issued=False)
    async with httpx.AsyncClient(base_url=product.base) as client:
        for number, entry in enumerate(entries):
            person = await Person.get(id=entry.person_id)
            if person.work_email == HANA:
                continue
            actor = await actor_for(entry.person_id)
            assert actor is not None
            message = prepare(token_bytes(32))
            blinded, inverse = blind(wave.public_key, message)
            taken = await take(actor, wave_id=wave.id, blinded=blinded)
            signature = finalize(wave.public_key, message, taken.signature, inverse)
            answers = {
                str(to_global("SurveyQuestion", each.id)): 2 + (number + place) % 4
                for place, each in enumerate(questions[:2])
            }
            body = {
                "wave": str(to_global("SurveyWave", wave.id)),
                "message": encoded(message),
                "signature": encoded(signature),
                "sheet": {
                    "class": taken.class_number,
                    "answers": answers,
                    "words": {
                        str(to_global("SurveyQuestion", questions[2].id)): {
                            "text": f"Words of somebody, number {number}.",
                            "reply": None,
                        }
                    },
                },
            }
            response = await client.post("/ballots", json=body)
            assert response.status_code == 200, response.text


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


async def what_is_stored_ties_nothing_together(product: Product, tmp_path: Path) -> None:
    """The database and the log, as whoever looks after them has them, while the survey is open."""
    path = product.env["ERM_DATABASE_URL"].removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as base:
        tables = {
            model._meta.db_table: [
                row[1] for row in base.execute(f"PRAGMA table_info({model._meta.db_table})")
            ]
            for model in (Ballot, WaitingBallot, SpentToken)
        }
        assert tables == {
            "survey_ballot": ["id", "content_sealed", "wave_id"],
            "survey_ballot_waiting": ["id", "content_sealed", "wave_id"],
            "survey_spent_token": ["token_hash", "wave_id"],
        }
        for table in tables:
            with pytest.raises(sqlite3.OperationalError, match="rowid"):
                base.execute(f"SELECT rowid FROM {table}")
        roll = base.execute("SELECT * FROM survey_roll").fetchall()
        dump = "\n".join(base.iterdump())
    assert len(roll) == len(BY_NAME) + len(OTHERS)
    assert WORDS not in dump
    log = await asyncio.to_thread((tmp_path / "server.log").read_text, "utf-8")
    assert "/ballots" not in log
    assert "takeBallot" not in log
    assert WORDS not in log


async def hana_reads_the_report(hana: Page) -> str:
    await hana.goto("/engagement/surveys")
    await hana.get_by_role("link", name="How is work?").first.click()
    await hana.get_by_role("link", name=re.compile("^Results")).first.click()
    await expect(hana.get_by_text("20 of 21 people answered")).to_be_visible()
    assert await axe(hana) == []
    report = hana.url.split("?")[0]
    await hana.get_by_role("link", name="Heat map").click()
    await expect(hana.get_by_role("row", name=re.compile("Engineering"))).to_be_visible()
    assert await axe(hana) == []
    async with hana.expect_download() as coming:
        await hana.get_by_role("button", name="Download").click()
        await hana.get_by_role("menuitem", name="Report as PDF").click()
    file = await (await coming.value).path()
    assert (await asyncio.to_thread(Path(file).read_bytes)).startswith(b"%PDF")
    return report


async def mo_reads_of_his_department_and_plans(mo: Page, report: str) -> None:
    await mo.goto(report)
    await expect(mo.get_by_text(re.compile("of 1[12] people answered"))).to_be_visible()
    assert await axe(mo) == []
    await mo.get_by_role("link", name="Plan what to do").click()
    dialog = mo.get_by_role("dialog")
    await dialog.get_by_role("textbox", name="Name").fill("Releases without a last week")
    await dialog.get_by_role("textbox", name="What should be different").fill(
        "Nobody works late before a release."
    )
    await dialog.get_by_role("checkbox", name="Manager").check()
    await dialog.get_by_role("textbox", name="What is done").fill("Plan each release a month ahead")
    await dialog.get_by_label("Who", exact=True).fill("Ann")
    await mo.get_by_role("option", name=re.compile("Ann Lee")).click()
    assert await axe(mo) == []
    await dialog.get_by_role("button", name="Make the plan").click()
    await expect(dialog).to_have_count(0)


async def hana_answers_somebody(hana: Page, report: str) -> None:
    await hana.goto(report)
    await hana.get_by_role("link", name="Comments", exact=True).click()
    comment = hana.get_by_role("listitem").filter(has_text=WORDS)
    await expect(comment).to_be_visible()
    assert await axe(hana) == []
    await comment.get_by_role("button", name="Reply").click()
    await hana.get_by_role("textbox", name="Your reply").fill(
        "We do. The plan of October comes early."
    )
    await hana.get_by_role("button", name="Send the reply").click()
    await expect(hana.get_by_text("We do. The plan of October comes early.")).to_be_visible()


async def bo_finds_the_answer(bo: Page) -> None:
    await bo.goto("/engagement/replies")
    await expect(bo.get_by_text("We do. The plan of October comes early.")).to_be_visible()
    await expect(bo.get_by_text(WORDS)).to_be_visible()
    assert await axe(bo) == []


async def ann_sees_who_looked_and_what_is_done(ann: Page) -> None:
    await ann.goto("/engagement")
    await expect(ann.get_by_text("Releases without a last week")).to_be_visible()
    await ann.get_by_role("link", name="Who looked at the results: How is work?").click()
    for name in ("Hana Kim", "Mo Diaz"):
        await expect(ann.get_by_role("link", name=name).first).to_be_visible()
    await expect(ann.get_by_text("Took as PDF").first).to_be_visible()
    assert await axe(ann) == []
