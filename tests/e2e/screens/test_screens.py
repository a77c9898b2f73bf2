"""Every screen, seen by machine: on a phone and a desk, light and dark, English and Russian.

Each screen is looked at twice, so that it has met both sizes, both schemes and both languages; which
two of the four corners it gets alternates from screen to screen.
"""

from __future__ import annotations

import json
import re
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from playwright.async_api import Browser, Page
from playwright.async_api import Error as PlaywrightError

from erm.core.clock import today
from erm.mail.acting import MailAct, act_token
from tests.e2e.screens.company import (
    ARTEM,
    DESKTOP,
    ELENA,
    HANNAH,
    PHONE,
    SOFIA,
    THEO,
    TOMAS,
    DemoCompany,
    Visit,
    identifier,
    one_loop,
    visit,
)
from tests.e2e.screens.development import (
    development_screens,
    hr_development_screens,
    team_screens,
)
from tests.e2e.screens.engagement import engagement_screens, hr_engagement_screens
from tests.e2e.screens.recognition import hr_recognition_screens, recognition_screens
from tests.processes import KEY

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]

ROOT = Path(__file__).resolve().parents[3]
AXE = ROOT / "frontend/node_modules/axe-core/axe.min.js"
LOCALES = ROOT / "frontend/src/locales"


class Corner(NamedTuple):
    """How a screen is looked at."""

    size: tuple[int, int]
    dark: bool
    language: str


CORNERS = [
    Corner(PHONE, False, "en"),
    Corner(DESKTOP, True, "ru"),
    Corner(PHONE, True, "ru"),
    Corner(DESKTOP, False, "en"),
    # What the first four leave out.
    Corner(PHONE, True, "en"),
    Corner(DESKTOP, False, "ru"),
    Corner(PHONE, False, "ru"),
    Corner(DESKTOP, True, "en"),
]
COUPLES = [(0, 1), (2, 3), (4, 5), (6, 7)]
"""Opposite corners: in each of them nothing is the same."""


def screens(demo: DemoCompany, email: str) -> dict[str, str]:
    """The screens of the signed-in part with an address of each that has something to show."""
    me = demo.person(email)
    with_me = "SELECT id FROM one_on_one_series WHERE ? IN (high_id, low_id) ORDER BY ended_at"
    other = demo.key(
        "SELECT CASE WHEN high_id = ?1 THEN low_id ELSE high_id END FROM one_on_one_series"
        " WHERE ?1 IN (high_id, low_id) AND ended_at IS NULL",
        me,
    )
    asked = (
        "SELECT id FROM feedback_request WHERE asked_id = ? ORDER BY state <> 'pending', created_at"
    )
    got = "SELECT id FROM feedback_note WHERE recipient_id = ? ORDER BY created_at DESC"
    plan = "SELECT id FROM development_plan WHERE person_id = ? ORDER BY state <> 'active'"
    kudos = "SELECT kudos_id FROM kudos_receiver WHERE person_id = ?"
    owed = "SELECT id FROM review WHERE rater_id = ? AND state IN ('assigned', 'started')"
    written = "SELECT id FROM review WHERE rater_id = ? AND state = 'submitted'"
    chosen = (
        "SELECT p.id FROM cycle_participant p JOIN cycle c ON c.id = p.cycle_id"
        " WHERE p.person_id = ? AND c.nomination_until IS NOT NULL"
    )
    given = "SELECT id FROM cycle_participant WHERE person_id = ? AND packet = 'released'"
    colleague = identifier("Person", other)
    return {
        "home": "/",
        "one-on-ones": "/one-on-ones",
        "start one-on-ones": "/one-on-ones?start=",
        "series": f"/one-on-ones/{identifier('OneOnOneSeries', demo.key(with_me, me))}",
        "meeting": demo.meeting(email),
        "promises": "/promises",
        "promises received": "/promises?list=received",
        "promises settled": "/promises?state=SETTLED",
        "closed meeting": demo.meeting(email, state="closed"),
        "feedback received": "/feedback?tab=received",
        "feedback to write": "/feedback?tab=toWrite",
        "feedback given": "/feedback?tab=given",
        "feedback asked": "/feedback?tab=asked",
        "feedback of guests": "/feedback?tab=guests",
        "feedback archived": "/feedback?tab=archived",
        "feedback narrowed": "/feedback?tab=received&with=zzzz",
        "give feedback": f"/feedback?give={colleague}",
        "ask for feedback": "/feedback?ask=",
        "feedback request": (
            f"/feedback/requests/{identifier('FeedbackRequest', demo.key(asked, me))}"
        ),
        "feedback note": f"/feedback/notes/{identifier('FeedbackNote', demo.key(got, me))}",
        "reviews": "/reviews",
        "review": f"/reviews/{identifier('Review', demo.key(owed, me))}",
        "reviewed": f"/reviews/{identifier('Review', demo.key(written, me))}",
        "who writes": f"/nominations/{identifier('CycleParticipant', demo.key(chosen, me))}",
        "packets": "/packets",
        "packets to prepare": "/packets?list=team",
        "packet": f"/packets/{identifier('CycleParticipant', demo.key(given, me))}",
        "development": "/development",
        "draft a plan": "/development?draft=",
        "plan": f"/development/plans/{identifier('DevelopmentPlan', demo.key(plan, me))}",
        "recognition": "/recognition",
        "thank somebody": f"/recognition?to={colleague}",
        "kudos": f"/recognition/{identifier('Kudos', demo.key(kudos, me))}",
        "people": "/people",
        "nobody found": "/people?q=zzzz",
        "person": f"/people/{colleague}",
        "own page": f"/people/{identifier('Person', me)}",
        "pair": f"/people/{colleague}/relationship",
        "org chart": "/org-chart",
        "relationships": "/relationships",
        "handovers": "/handovers",
        "write a handover": "/handovers/new",
        "settings": "/settings",
        "not found": "/there/is/no/such/page",
        "not for me": f"/meetings/{identifier('OneOnOneMeeting', me)}",
    }


def company_screens(demo: DemoCompany) -> dict[str, str]:
    """The administrators' screens."""
    key = demo.key("SELECT id FROM mail ORDER BY created_at")
    mail, outgoing = identifier("Mail", key), identifier("OutgoingMail", key)
    return {
        "import": "/company/import",
        "data quality": "/company/data-quality",
        "outgoing mail": "/company/mail",
        "no such mail": "/company/mail?state=BOUNCED&q=zzzz",
        "outgoing mail of one": f"/company/mail/of/{outgoing}",
        "blocked addresses": "/company/mail/addresses",
        "mail servers": "/company/mail/servers",
        "notifications of everybody": "/company/mail/notifications",
        "preview a digest": "/company/mail/preview",
        "mailbox": "/company/mailbox",
        "mail": f"/company/mailbox/{mail}",
        "roles": "/company/roles",
        "audit log": "/company/audit",
    }


def hr_screens(demo: DemoCompany) -> dict[str, str]:
    """HR's screens: reports, and every part of cycles that run and of one that does not yet."""
    running = demo.key(
        "SELECT id FROM cycle WHERE launched_at IS NOT NULL"
        " ORDER BY state = 'writing' DESC, launched_at DESC"
    )
    begun = f"/cycles/{identifier('Cycle', running)}"
    unbegun = demo.key("SELECT id FROM cycle WHERE state = 'draft'")
    draft = f"/cycles/{identifier('Cycle', unbegun)}"
    session, calibrated = demo.rows("SELECT id, cycle_id FROM calibration_session")[0]
    return {
        "one-on-one rates": "/reports/one-on-ones",
        "departments": "/reports/departments",
        "cycles": "/cycles",
        "begin a cycle": "/cycles/new",
        "programmes": "/cycles/programmes",
        "templates of cycles": "/cycles/templates",
        "question bank": "/cycles/questions",
        "draft": draft,
        **{
            f"draft: {part}": f"{draft}/{part}"
            for part in ("dates", "audience", "perspectives", "questions", "launch")
        },
        "cycle": begun,
        **{
            f"cycle: {part}": f"{begun}/{part}"
            for part in ("progress", "people", "questions", "calibration", "history")
        },
        "progress by today's departments": f"{begun}/progress?as=now",
        "calibration session": (
            f"/cycles/{identifier('Cycle', calibrated)}/calibration/"
            f"{identifier('CalibrationSession', session)}"
        ),
    }


def managers_screens(demo: DemoCompany) -> list[tuple[str, dict[str, str]]]:
    """What managers do in cycles, each with whose turn it is: choosing raters, preparing a packet."""
    whose = "SELECT m.work_email, p.id, p.cycle_id FROM cycle_participant p"
    whose += " JOIN cycle c ON c.id = p.cycle_id JOIN person m ON m.id = p.manager_id WHERE "
    chooser, choice, cycle = demo.rows(whose + "c.state = 'nomination'")[0]
    preparer, packet, _ = demo.rows(whose + "p.packet = 'preparing'")[0]
    prepared = f"/packets/{identifier('CycleParticipant', packet)}"
    return [
        (
            chooser,
            {
                "choose who writes": f"/nominations/{identifier('CycleParticipant', choice)}",
                "choices of the team": f"/nominations?cycle={identifier('Cycle', cycle)}",
            },
        ),
        (preparer, {"prepare a packet": prepared, "its preview": f"{prepared}?as=subject"}),
    ]


PUBLIC = {
    "sign-in": "/sign-in",
    "sign-in by link": "/sign-in?by=link",
    "broken link": "/sign-in/link",
    "link": "/sign-in/link#token=abc",
    "guest's link that has ended": "/guest#token=abc",
    "act that has ended": f"/act#{'x' * 68}",
    "broken act": "/act",
    "unsubscribe": "/unsubscribe#token=abc",
    "unsubscribe from notifications": "/unsubscribe#token=abc&kind=notifications",
    "broken unsubscribe": "/unsubscribe",
}


def acts(demo: DemoCompany) -> dict[str, str]:
    """What links in mails prepared: one to be done, and one that was done before."""
    promises = "SELECT owner_id, id FROM one_on_one_action_item WHERE state = ?"
    return {
        f"act on a promise that is {state}": "/act#"
        + act_token(
            UUID(person), MailAct.KEEP_PROMISE, UUID(promise), today() + timedelta(days=7), KEY
        )
        for state in ("open", "done")
        for person, promise in demo.rows(f"{promises} LIMIT 1", state)
    }


def seen_from(corner: int, names: dict[str, str]) -> dict[str, str]:
    """The screens whose turn it is to be looked at from this corner."""
    return {
        name: address
        for index, (name, address) in enumerate(names.items())
        if corner in COUPLES[index % len(COUPLES)]
    }


@one_loop
@pytest.mark.parametrize("number", range(len(CORNERS)))
async def test_every_screen_is_sound(browser: Browser, demo: DemoCompany, number: int) -> None:
    corner = CORNERS[number]
    person = SOFIA if corner.language == "en" else ARTEM
    administrator = TOMAS if corner.language == "en" else ARTEM
    manager = THEO if corner.language == "en" else ELENA
    hr = HANNAH if corner.language == "en" else ELENA
    groups = [
        (None, PUBLIC | acts(demo)),
        (
            person,
            screens(demo, person)
            | development_screens(demo, person)
            | recognition_screens(demo, person)
            | engagement_screens(demo),
        ),
        (manager, team_screens(demo, manager) | {"thanks in the team": "/recognition/team"}),
        (administrator, company_screens(demo)),
        (
            hr,
            hr_screens(demo)
            | hr_development_screens(demo)
            | hr_recognition_screens(demo)
            | hr_engagement_screens(demo),
        ),
    ]
    if corner.language == "en":
        groups += managers_screens(demo)
    faults: list[str] = []
    for email, names in groups:
        async with visit(
            browser,
            demo,
            email,
            size=corner.size,
            dark=corner.dark,
            locale="en-GB" if corner.language == "en" else "ru-RU",
        ) as one:
            for name, address in seen_from(number, names).items():
                try:
                    await one.open(address)
                except PlaywrightError as error:
                    faults.append(f"{name}: {error}")
                found = [*one.complaints, *await look(one.page, corner)]
                one.complaints.clear()
                found += await axe(one.page)
                one.complaints.clear()
                faults += [f"{name}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)


@one_loop
@pytest.mark.parametrize("width", [320, 640], ids=["400 percent", "200 percent"])
async def test_nothing_is_lost_when_the_text_is_large(
    browser: Browser, demo: DemoCompany, width: int
) -> None:
    """A desktop window of 1280 px at 200 % and 400 % lays out as one of 640 and 320 px."""
    faults: list[str] = []
    names = screens(demo, SOFIA)
    async with visit(browser, demo, SOFIA, size=(width, 450)) as one:
        for name in (
            *("home", "meeting", "feedback request", "review", "packet", "who writes"),
            *("plan", "kudos", "pair", "settings"),
        ):
            await one.open(names[name])
            faults += [f"{name}: {fault}" for fault in await sticks_out(one.page)]
    assert not faults, "\n".join(faults)


async def look(page: Page, corner: Corner) -> list[str]:
    """What is wrong with a screen's shape, words and scheme."""
    seen: dict[str, Any] = await page.evaluate(OUTLINE)
    faults = await sticks_out(page)
    if seen["headings"] != 1:
        faults.append(f"{seen['headings']} headings of the first rank")
    if seen["mains"] != 1:
        faults.append(f"{seen['mains']} main landmarks")
    if not re.fullmatch(r".+ · erm", seen["title"]):
        faults.append(f"the window is called {seen['title']!r}")
    if seen["language"] != corner.language:
        faults.append(f"the page says it is in {seen['language']!r}")
    if seen["scheme"] != ("dark" if corner.dark else "light"):
        faults.append(f"the page is {seen['scheme']}")
    if corner.language == "ru":
        faults += [f"English label: {label!r}" for label in seen["labels"] if ENGLISH.match(label)]
    return faults + bad_words(seen["texts"], corner.language)


OUTLINE = """() => {
  const texts = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (parent && !parent.closest('script, style, noscript, [data-said]')) texts.add(walker.currentNode.data.trim());
  }
  const labels = new Set();
  for (const one of document.querySelectorAll('[aria-label], [placeholder], [title], [alt]')) {
    for (const name of ['aria-label', 'placeholder', 'title', 'alt']) {
      const value = one.getAttribute(name);
      if (value) texts.add(value.trim());
      if (value && !one.closest('[data-point], [data-said]')) labels.add(value.trim());
    }
  }
  const modal = document.querySelector('[aria-modal=true]');
  return {
    title: document.title,
    language: document.documentElement.lang,
    scheme: document.documentElement.getAttribute('data-mantine-color-scheme'),
    headings: document.querySelectorAll('h1').length,
    mains: document.querySelectorAll('main, [role=main]').length,
    modal: modal !== null,
    texts: [...texts].filter(Boolean),
    labels: [...labels],
  };
}"""

STICKS_OUT = """() => {
  const wide = document.documentElement.clientWidth;
  const scrolls = (one) => {
    for (let above = one.parentElement; above; above = above.parentElement) {
      const how = getComputedStyle(above);
      if (['auto', 'scroll'].includes(how.overflowX) && above !== document.documentElement
          && above !== document.body) return true;
      if (how.overflowX === 'hidden' && above.tagName !== 'BODY' && above.tagName !== 'HTML'
          && above.getBoundingClientRect().right <= wide + 1) return true;
    }
    return false;
  };
  const found = [];
  if (document.documentElement.scrollWidth > wide) {
    found.push(`the page is ${document.documentElement.scrollWidth} px wide in ${wide}`);
  }
  for (const one of document.body.querySelectorAll('*')) {
    const box = one.getBoundingClientRect();
    if (box.width === 0 || box.height === 0 || box.right <= wide + 1) continue;
    if (getComputedStyle(one).visibility === 'hidden' || scrolls(one)) continue;
    found.push(`<${one.tagName.toLowerCase()} class="${one.className}"> sticks out`
      + ` to ${Math.round(box.right)} of ${wide}: ${(one.textContent ?? '').slice(0, 40)}`);
  }
  return found.slice(0, 4);
}"""


async def sticks_out(page: Page) -> list[str]:
    """What is wider than the window."""
    found: list[str] = await page.evaluate(STICKS_OUT)
    return found


def catalogue(language: str) -> dict[str, str]:
    """Every sentence of the SPA in a language, by its key with its feature."""
    return {
        f"{file.stem}:{key}": sentence
        for file in (LOCALES / language).glob("*.json")
        for key, sentence in json.loads(file.read_text("utf-8")).items()
    }


def english_sentences() -> tuple[set[str], list[re.Pattern[str]]]:
    """English sentences that are other ones in Russian: whole, and those that have values in them."""
    russian = set(catalogue("ru").values())
    whole: set[str] = set()
    with_values: list[re.Pattern[str]] = []
    for sentence in catalogue("en").values():
        words = re.sub(r"\{\w+\}", "", sentence)
        if sentence in russian or not re.search("[A-Za-z]{2}", words):
            continue
        if "{" not in sentence:
            whole.add(sentence)
        elif len(re.findall(r"[A-Za-z]+", words)) >= 2:
            parts = re.split(r"\{\w+\}", sentence)
            with_values.append(re.compile(".{1,200}".join(map(re.escape, parts))))
    return whole, with_values


ENGLISH = re.compile(r"[A-Z][a-z]+( [a-z]+)+$")
"""A label in plain English, such as a component brings that was not told better."""
KEYS = {key.partition(":")[2] for key in catalogue("en")}
WHOLE, WITH_VALUES = english_sentences()
FORGOTTEN = re.compile(r"\{\w+\}|\bundefined\b|\bNaN\b|Invalid Date|\[object ")


@cache
def bad_word(text: str, language: str) -> str | None:
    """What is wrong with a text, which stands on many screens."""
    # Plain words such as "title" are keys, too, and might be what somebody wrote.
    if text in KEYS and "." in text:
        return f"the key {text!r} instead of its sentence"
    if FORGOTTEN.search(text):
        return f"a value is missing in {text!r}"
    if language == "ru" and (
        text in WHOLE or any(sentence.fullmatch(text) for sentence in WITH_VALUES)
    ):
        return f"English among Russian: {text!r}"
    return None


def bad_words(texts: list[str], language: str) -> list[str]:
    """Keys instead of sentences, values that were forgotten, English among Russian."""
    return [fault for text in texts if (fault := bad_word(text, language))]


def test_the_check_of_words_finds_what_it_looks_for() -> None:
    assert bad_words(["house.title"], "en") == []
    assert bad_words(["needs.title", "Hello {name}", "Ann, undefined"], "en") != []
    assert len(bad_words(["needs.title", "Hello {name}", "Ann, undefined"], "en")) == 3
    assert len(bad_words(["What needs you now", "Good to see you, Ann", "Главная"], "ru")) == 2
    assert bad_words(["What needs you now"], "en") == []


STILL = """async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const moving = () => document.getAnimations().filter((it) => it.playState === 'running');
  for (let turn = 0; turn < 60; turn += 1) {
    await frame();
    await frame();
    if (moving().every((it) => it.effect?.getTiming().iterations === Infinity)) return;
  }
}"""
"""Waits, a second or two at most, until colours have arrived where they were going."""


async def axe(page: Page) -> list[str]:
    """What axe finds that is serious or critical.

    It is put in through the debugger, which the page's policy does not concern.
    """
    await page.evaluate(STILL)
    debugger = await page.context.new_cdp_session(page)
    await debugger.send("Runtime.evaluate", {"expression": AXE.read_text("utf-8")})
    answer = await debugger.send(
        "Runtime.evaluate",
        {
            "expression": "axe.run(document, {resultTypes: ['violations'], preload: false})"
            ".then((found) => JSON.stringify(found.violations))",
            "awaitPromise": True,
            "returnByValue": True,
        },
    )
    await debugger.detach()
    assert "exceptionDetails" not in answer, answer
    faults = []
    for violation in json.loads(answer["result"]["value"]):
        if violation["impact"] in ("serious", "critical"):
            nodes = [
                f"{node['html'][:160]} ({node['any'][0]['message'] if node['any'] else ''})"
                for node in violation["nodes"][:3]
            ]
            faults.append(f"axe {violation['id']}: {nodes}")
    return faults


@one_loop
async def test_axe_finds_what_is_wrong(browser: Browser, demo: DemoCompany) -> None:
    async with visit(browser, demo) as one:
        await one.open("/sign-in")
        await one.page.evaluate(
            "document.querySelector('main').append(document.createElement('button'))"
        )
        found = await axe(one.page)
    assert any("button-name" in fault for fault in found)


@one_loop
async def test_the_check_of_the_policy_sees_a_violation(
    browser: Browser, demo: DemoCompany
) -> None:
    async with visit(browser, demo) as one:
        await one.open("/sign-in")
        assert one.complaints == []
        await violate(one)
    assert any(
        "CSP" in complaint or "Content Security" in complaint for complaint in one.complaints
    )


async def violate(one: Visit) -> None:
    """Do what the policy forbids."""
    await one.page.evaluate(
        "document.body.append(Object.assign(new Image(), {src: 'https://elsewhere.invalid/a.png'}))"
    )
    await one.page.wait_for_timeout(200)
