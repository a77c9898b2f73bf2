"""What people type is text: in every view of a real browser, and in the HTML of mail."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.async_api import Browser, Page, Request, expect

from erm.access.commands.passwords import set_passwords
from erm.core.actor import SYSTEM
from erm.core.clock import now, today
from erm.core.database.connections import database
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.development.models import CheckIn, DevelopmentPlan, Goal, Milestone
from erm.development.rules import GoalStatus, PlanState
from erm.digest.compose import compose
from erm.feedback.models import FeedbackNote
from erm.mail.acting import MailAct, act_token
from erm.mail.commands import queue_mail
from erm.mail.models import Mail, MailAttempt, MailBlock
from erm.mail.rendering import render
from erm.mail.rules import BlockReason, MailState, Transport
from erm.one_on_ones.models import ActionItem, OneOnOneMeeting, OneOnOneSeries, TalkingPoint
from erm.people.models import Department, Person
from erm.recognition.models import Kudos
from erm.schema.ids import to_global
from erm.settings import Settings
from tests.cast import Cast, company
from tests.database import free_port, sqlite_url
from tests.development import builders as plans
from tests.e2e import hostile_engagement, hostile_recognition
from tests.e2e.conftest import FLAGS, person_s_browser
from tests.feedback import rows as feedback
from tests.one_on_ones import builders as meetings
from tests.processes import KEY, Process, environment, running
from tests.recognition import rows as recognition
from tests.security.payloads import FOREIGN, MARK, payloads

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]

PASSWORD = "seven quiet lanterns"
TABS = 4
"""Each page is given half a second of silence: several are waited for at once."""
assert FLAGS


def documents(limit: int) -> list[str]:
    """All payloads as few texts: each a point of a list, so that no one swallows the next."""
    found, text = [], ""
    for payload in payloads():
        if len(text) + len(payload) + 6 > limit:
            found.append(text)
            text = ""
        text += f"\n\n* {payload}"
    return [*found, text]


class World:
    """Where there is hostile text, as addresses of pages."""

    def __init__(self) -> None:
        self.of_ann: list[str] = []
        self.of_ada: list[str] = []
        self.of_hana: list[str] = []
        self.mails: list[str] = []


def page_of(folder: str, kind: str, row: Any, rest: str = "") -> str:
    return f"/{folder}/{quote(to_global(kind, row.id), safe='')}{rest}"


async def write(cast: Cast, settings: Settings, pages: int) -> World:
    """Every kind of row: all payloads in shared notes, and ``pages`` pages of each other kind."""
    world = World()
    lines: Iterator[str] = iter(payloads() * 3)
    for person in (cast.ann, cast.mo, cast.bo):
        first, last, title, place = (next(lines)[:90] for _ in range(4))
        await Person.filter(id=person.id).update(
            given_name=first, family_name=last, title=title, location=place
        )
    await Department.filter(id=cast.engineering.id).update(name=next(lines)[:90])

    for text in documents(1_950)[:pages]:
        value = await hostile_recognition.hostile_value(lines, 60)
        row = await recognition.kudos(cast.mo, cast.ann, message=text, company_value=value)
        world.of_ann.append(page_of("recognition", "Kudos", row))
        await recognition.comment(row, cast.bo, next(lines))
    own = await hostile_recognition.write(cast, documents(1_950)[:pages], page_of)
    world.of_ann += [*own, *hostile_recognition.OWN_SCREENS]
    world.of_hana += [*own[:6], *hostile_recognition.HR_SCREENS]
    own, hers = await hostile_engagement.write(cast, documents(1_950)[:pages], page_of)
    world.of_ann += own
    world.of_hana += hers

    for text in documents(3_900)[:pages]:
        note = await feedback.note(cast.mo, cast.ann, behaviour=text)
        await FeedbackNote.filter(id=note.id).update(situation=text, impact=text)
        world.of_ann.append(page_of("feedback/notes", "FeedbackNote", note))
    for _ in range(3):
        asked = await feedback.request(cast.mo, cast.ann, next(lines))
        world.of_ann.append(page_of("feedback/requests", "FeedbackRequest", asked))

    (series,) = await meetings.history([cast.ann][0], [cast.mo], meetings_each=3)
    notes = documents(49_000)
    assert len(notes) <= 2
    held = await OneOnOneMeeting.filter(series_id=series.id).order_by("number")
    for meeting, text in zip(held, [*notes, next(lines)], strict=False):
        await OneOnOneMeeting.filter(id=meeting.id).update(shared_notes=text)
        world.of_ann.append(page_of("meetings", "OneOnOneMeeting", meeting))
    for model in (TalkingPoint, ActionItem):
        for each in await model.all():
            await model.filter(id=each.id).update(body=next(lines))
    assert await OneOnOneSeries.all().count() == 1
    world.of_ann.append(page_of("one-on-ones", "OneOnOneSeries", series))

    for text in documents(4_900)[:pages]:
        (plan,) = await plans.filled([cast.ann], cast.mo, state=PlanState.ACTIVE)
        await DevelopmentPlan.filter(id=plan.id).update(title=next(lines)[:190], focus=text)
        for goal in await Goal.filter(plan_id=plan.id):
            await Goal.filter(id=goal.id).update(title=next(lines)[:190], description=text)
            await Milestone.filter(goal_id=goal.id).update(title=next(lines)[:190])
            await CheckIn.create(
                goal_id=goal.id,
                author_id=cast.mo.id,
                progress=20,
                status=GoalStatus.AT_RISK,
                comment=text,
                created_at=now(),
            )
        await DevelopmentPlan.filter(id=plan.id).update(ends_on=today() + timedelta(days=9))
        world.of_ann.append(page_of("development/plans", "DevelopmentPlan", plan))

    for person in (cast.mo, cast.bo):
        world.of_ann += [page_of("people", "Person", person)]
    world.of_ann.append(page_of("people", "Person", cast.mo, "/relationship"))
    world.of_ann += ["/", "/one-on-ones", "/feedback", "/development", "/recognition", "/people"]
    world.of_ann += ["/org-chart", "/settings", "/relationships", "/promises", "/handovers"]
    world.of_ada += ["/company", "/company/data-quality", "/company/roles", "/company/mailbox"]

    for person in (cast.ann, cast.mo):
        digest = await compose(cast.actor(person), settings)
        assert digest is not None
        world.mails.append(digest.mail.html)
    # One by one they are looked at in tests/security/test_mail_injection.py, without a browser.
    for name in documents(600)[: pages * 6]:
        mail = render("sign_in_link", "en", company=name, name=name, link="#", minutes=10)
        world.mails.append(mail.html)
    async with unit_of_work(Bus()):
        for number, html in enumerate(world.mails[:2]):
            await queue_mail(
                dedupe_key=f"hostile:{number}",
                kind="digest",
                recipient_id=cast.ann.id,
                to_address="ann@erm.test",
                to_name=next(lines),
                language="en",
                subject=next(lines),
                text=next(lines),
                html=html,
            )
    await Mail.filter(kind="digest").update(
        state=MailState.SENT, transport=Transport.LOCAL, sent_at=now()
    )
    mails = await Mail.all()
    world.of_ada += [f"/company/mailbox?mail={quote(to_global('Mail', m.id))}" for m in mails]
    world.of_ada += [page_of("mailbox", "Mail", mail) for mail in mails]
    await refused(mails, lines)
    world.of_ada += ["/company/mail", "/company/mail/addresses"]
    world.of_ada += [page_of("company/mail/of", "OutgoingMail", mail) for mail in mails]
    promise = await ActionItem.filter(owner_id=cast.ann.id).first()
    ends = today() + timedelta(days=7)
    token = act_token(cast.ann.id, MailAct.KEEP_PROMISE, promise.id, ends, settings.secret_key)
    world.of_ada.append(f"/act#{token}")
    async with unit_of_work(Bus()):
        await set_passwords(
            SYSTEM, person_ids=[cast.ann.id, cast.ada.id, cast.hana.id], password=PASSWORD
        )
    return world


async def refused(mails: list[Mail], lines: Iterator[str]) -> None:
    """Servers answer with hostile text as well, and it stands in the log and beside blocked addresses."""
    for mail in mails:
        await Mail.filter(id=mail.id).update(
            state=MailState.PARKED, last_error=next(lines)[:500], answer=next(lines)[:500]
        )
        await MailAttempt.create(
            mail_id=mail.id,
            at=now(),
            server=next(lines)[:255],
            taken=False,
            stage=next(lines)[:16],
            code=550,
            answer=next(lines)[:500],
        )
        await MailBlock.create(
            address=f"{mail.id}@erm.test",
            reason=BlockReason.HARD_BOUNCE,
            person_id=mail.recipient_id,
            diagnostic=next(lines)[:500],
            since=now(),
        )


LOOK = """
(foreign) => {
  const found = [];
  if (window.__ran) found.push('it ran');
  for (const element of document.querySelectorAll('*')) {
    const name = element.localName;
    const own = (value) => { try { return new URL(value, location.href).origin === location.origin; }
      catch { return false; } };
    if (name === 'base' && element.hasAttribute('href')) found.push('base');
    if (['object', 'embed', 'marquee', 'audio', 'video', 'animate', 'math'].includes(name))
      found.push(name);
    if (['script', 'img', 'iframe', 'image', 'use'].includes(name)) {
      const source = element.getAttribute('src') ?? element.getAttribute('href') ?? '';
      if (!own(source) && !source.startsWith('data:image/')) found.push(`${name} ${source}`);
      if (name === 'script' && !source && element.textContent) found.push('inline script');
    }
    for (const { name: attribute, value } of element.attributes) {
      if (/^on/i.test(attribute)) found.push(`${name} ${attribute}`);
      if (attribute === 'srcdoc' || attribute === 'ping') found.push(`${name} ${attribute}`);
      if (['href', 'action', 'formaction', 'xlink:href'].includes(attribute)
          && /^[\\s\\u0000-\\u001f]*(javascript|vbscript|data|blob|file):/i.test(value))
        found.push(`${name} ${attribute}=${value}`);
      if (attribute === 'style' && value.includes(foreign)) found.push(`style ${value}`);
    }
  }
  for (const element of document.querySelectorAll('main *')) {
    for (const kind of ['mouseover', 'focus', 'pointerenter', 'error', 'load', 'toggle', 'animationstart'])
      element.dispatchEvent(new Event(kind));
  }
  if (window.__ran) found.push('it ran when touched');
  return found;
}
"""


class Watcher:
    """Remembers what a page asked for that is not ours, and every dialog."""

    def __init__(self, page: Page, base: str) -> None:
        self.seen: list[str] = []
        self.base = base
        page.on("request", self._asked)
        page.on("dialog", self._dialog)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:", "about:")):
            self.seen.append(f"asked for {request.url}")

    async def _dialog(self, dialog: Any) -> None:
        self.seen.append(f"dialog {dialog.message}")
        await dialog.dismiss()


async def visit(page: Page, base: str, addresses: list[str], findings: list[str]) -> int:
    """Look at every page; returns how many payloads' texts were on them."""
    shown = 0
    for address in addresses:
        response = await page.goto(base + address)
        assert response is not None
        assert response.status < 500, address
        await page.wait_for_load_state("networkidle")
        if not address.startswith("/mailbox/"):
            await expect(page.locator("main")).to_be_visible()
            assert await page.get_by_text("Something went wrong").count() == 0, address
        found = await page.evaluate(LOOK, FOREIGN)
        findings += [f"{address}: {each}" for each in found]
        shown += (await page.evaluate("document.body.innerText")).count(MARK)
    return shown


async def sign_in(page: Page, base: str, email: str) -> None:
    await page.goto(f"{base}/sign-in")
    await page.locator("input[type=email]").fill(email)
    await page.locator("input[type=password]").fill(PASSWORD)
    await page.locator("button[type=submit]").first.click()
    await page.wait_for_url(f"{base}/")
    await page.wait_for_load_state("networkidle")


async def test_a_thousand_hostile_texts_stay_texts_in_short(
    chrome: Browser, tmp_path: Path, migrated: Path
) -> None:
    await look_everywhere(chrome, tmp_path, migrated, pages=2)


@pytest.mark.soak
async def test_a_thousand_hostile_texts_stay_texts(
    chrome: Browser, tmp_path: Path, migrated: Path
) -> None:
    await look_everywhere(chrome, tmp_path, migrated, pages=40)


async def look_everywhere(chrome: Browser, tmp_path: Path, migrated: Path, pages: int) -> None:
    port = free_port()
    url = sqlite_url(migrated)
    env = environment(url, port, tmp_path)
    base = f"http://localhost:{port}"
    settings = Settings(database_url=url, public_url=base, secret_key=KEY)
    async with database(url):
        cast = await company()
        world = await write(cast, settings, pages)
        assert await Kudos.all().count() >= 2
    findings: list[str] = []
    complaints: list[str] = []
    server = Process(["serve"], env, tmp_path / "server.log")
    with running(server):
        await server.wait_until_it_answers()
        shown = 0
        viewers = {"ann": world.of_ann, "ada": world.of_ada, "hana": world.of_hana}
        for name, addresses in viewers.items():
            async with person_s_browser(chrome, base, complaints) as page:
                pages = [page, *[await page.context.new_page() for _ in range(TABS - 1)]]
                watchers = [Watcher(tab, base) for tab in pages]
                await sign_in(page, base, f"{name}@erm.test")
                shown += sum(
                    await asyncio.gather(
                        *(
                            visit(tab, base, addresses[number::TABS], findings)
                            for number, tab in enumerate(pages)
                        )
                    )
                )
                for watcher in watchers:
                    findings += watcher.seen
    # A mail program has no policy of ours to lean on: the HTML itself must be harmless.
    async with person_s_browser(chrome, base, complaints) as page:
        watcher = Watcher(page, base)
        for html in world.mails:
            await page.set_content(html, wait_until="domcontentloaded")
            findings += [f"mail: {each}" for each in await page.evaluate(LOOK, FOREIGN)]
        await page.wait_for_timeout(300)
        findings += watcher.seen
    print(
        f"\n{len(payloads())} hostile texts on {sum(map(len, viewers.values()))} pages and in {len(world.mails)} mails, "
        f"seen {shown} times: {len(findings)} ran, loaded or stood in the page as more than text"
    )
    assert findings == []
    assert shown > len(payloads())
    assert [c for c in complaints if "Content Security Policy" in c or "Trusted" in c] == []
