"""Every mail as the product writes it: on the wire as the standards want it, on a screen as eyes do."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser

from erm.core.language import say
from erm.mail.wrapping import wrapped
from erm.mail.writing import Writer
from tests.conftest import SECRETS
from tests.e2e.letters.conftest import Letter, Post
from tests.mail.examples import Example, examples

one_loop = pytest.mark.asyncio(loop_scope="session")
DOMAIN = "northwind.example"
REPLY_TO = f"r+abc@in.{DOMAIN}"
SETTINGS = replace(SECRETS, mail_from=f"Northwind <people@{DOMAIN}>")

STOPPED = {True}
NOT_STOPPED = {False}
EITHER = {True, False}
KINDS: dict[str, tuple[set[bool], bool]] = {
    # kind: whether its reader can stop it, whether an answer to it is read
    "sign_in_link": (NOT_STOPPED, False),
    "guest_request": (NOT_STOPPED, False),
    "guest_review": (NOT_STOPPED, False),
    "guest_thanks": (NOT_STOPPED, False),
    "mail_test": (NOT_STOPPED, False),
    "mail_answer": (NOT_STOPPED, False),
    "people_report": (NOT_STOPPED, False),
    "development_news": (NOT_STOPPED, False),
    "cycle_launch": (NOT_STOPPED, False),
    "cycle_nominate": (NOT_STOPPED, False),
    "cycle_reminder": (NOT_STOPPED, False),
    "cycle_approve": (STOPPED, False),
    "cycle_asked": (STOPPED, False),
    "cycle_released": (STOPPED, False),
    "digest": (STOPPED, False),
    "calendar": (STOPPED, False),
    "nudge_before": (STOPPED, True),
    "nudge_after": (STOPPED, False),
    "feedback_request": (STOPPED, True),
    "kudos_received": (STOPPED, False),
    "kudos_gathered": (STOPPED, False),
    "celebration": (STOPPED, False),
    "survey_news": (STOPPED, False),
    "integration_news": (STOPPED, False),
    "notifications": (STOPPED, False),
    # What a manager asks about somebody, and the turn of a jury, is told in any case.
    "feedback_news": (EITHER, False),
    "award_news": (EITHER, False),
}
ALWAYS = {
    "From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Auto-Submitted",
    "X-Auto-Response-Suppress", "Feedback-ID", "Content-Language", "Content-Type",
}  # fmt: skip
OF_A_LIST = {"List-Id", "List-Unsubscribe", "List-Unsubscribe-Post"}
OF_A_THREAD = {"In-Reply-To", "References"}
PHRASE = re.compile(r"[A-Za-z0-9-]+")


def on_the_wire(letter: Letter) -> bytes:
    """The bytes that a server is given."""
    letter.mail.message_domain = DOMAIN
    reply_to = REPLY_TO if letter.mail.takes_replies else None
    return Writer(SETTINGS).write(letter.mail, reply_to=reply_to)


@one_loop
async def test_every_kind_can_be_stopped_where_that_is_right_and_answered_where_that_is_read(
    post: Post,
) -> None:
    stopped, answered = defaultdict(set), defaultdict(set)
    for letter in post.letters:
        mail = letter.mail
        stopped[mail.kind].add(mail.unsubscribe_url is not None)
        answered[mail.kind].add(mail.takes_replies)
        for part in (mail.text, mail.html or ""):
            assert (mail.unsubscribe_url is not None) is ("/unsubscribe/" in part), mail.subject
            assert (mail.unsubscribe_url or "") in part, mail.subject
    assert dict(stopped) == {kind: stops for kind, (stops, _) in KINDS.items()}
    assert dict(answered) == {kind: {answers} for kind, (_, answers) in KINDS.items()}


def test_the_outbox_on_the_screen_has_a_name_for_every_kind() -> None:
    folder = Path(__file__).resolve().parents[3] / "frontend" / "src"
    words = (folder / "features" / "company" / "mail" / "words.ts").read_text("utf-8")
    listed = words.partition("const KINDS = [")[2].partition("]")[0]
    assert set(re.findall(r"'(\w+)'", listed)) == set(KINDS)
    for language in ("en", "ru"):
        names = json.loads((folder / "locales" / language / "mail.json").read_text("utf-8"))
        assert {f"kind.{kind}" for kind in KINDS} <= set(names)


@one_loop
async def test_the_head_of_every_mail_is_as_the_standards_want_it(post: Post) -> None:
    ids, threads = set(), defaultdict(set)
    for letter in post.letters:
        mail, raw = letter.mail, on_the_wire(letter)
        head = raw.partition(b"\r\n\r\n")[0].decode("ascii")
        message: Any = message_from_bytes(raw, policy=policy.default)
        wanted = set(ALWAYS)
        if mail.unsubscribe_url is not None:
            wanted |= OF_A_LIST
            assert message["List-Unsubscribe"] == f"<{mail.unsubscribe_url}>"
            assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
            assert message["List-Id"] == f"<{mail.kind.replace('_', '-')}.erm.{DOMAIN}>"
        if mail.subject_id is not None and mail.recipient_id is not None:
            wanted |= OF_A_THREAD
            assert message["In-Reply-To"] == message["References"]
            threads[mail.recipient_id, mail.subject_kind, mail.subject_id].add(
                message["References"]
            )
        if mail.takes_replies:
            wanted |= {"Reply-To"}
        names = [line.partition(":")[0] for line in head.split("\r\n") if line[0] not in " \t"]
        assert sorted(names) == sorted(wanted), mail.subject
        assert all(PHRASE.fullmatch(name) for name in names)
        assert all(0 < len(line) <= 998 for line in head.split("\r\n"))
        assert not message.defects
        assert not any(message[name].defects for name in ("From", "To", "Subject", "Date"))
        assert message["From"].addresses[0].addr_spec == f"people@{DOMAIN}"
        assert message["To"].addresses[0].addr_spec == mail.to_address
        assert message["Message-ID"] == f"<{mail.id}@{DOMAIN}>"
        assert message["Auto-Submitted"] == "auto-generated"
        assert message["Content-Language"] == mail.language
        assert message["Feedback-ID"].split(":")[:3] == [mail.kind, "erm", "mail"]
        assert str(message["Subject"]) == " ".join(mail.subject.split())
        ids.add(message["Message-ID"])
    assert len(ids) == len(post.letters)
    everywhere = [each for some in threads.values() for each in some]
    assert all(len(some) == 1 for some in threads.values()), "a matter is one thread"
    assert len(set(everywhere)) == len(everywhere), "and two of them are two"


@one_loop
async def test_the_parts_of_every_mail_stand_in_order_and_say_what_was_written(post: Post) -> None:
    for letter in post.letters:
        mail, raw = letter.mail, on_the_wire(letter)
        assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
        assert b"\n" not in raw.replace(b"\r\n", b"")
        assert raw.isascii()
        message: Any = message_from_bytes(raw, policy=policy.default)
        alternatives = [part for part in message.walk() if not part.is_multipart()]
        kinds = [part.get_content_type() for part in alternatives]
        wanted = ["text/plain", "text/html"]
        if mail.calendar is not None:
            wanted += ["text/calendar", "application/ics"]
        if mail.attachment is not None:
            wanted.append(mail.attachment_type or "")
        assert kinds == wanted, mail.subject
        assert not any(part.defects for part in message.walk())
        plain, rich = (lines(part) for part in alternatives[:2])
        assert plain == wrapped(mail.text)
        assert rich == mail.html
        for part in alternatives[:2]:
            assert part["Content-Transfer-Encoding"] in ("quoted-printable", "base64")


def lines(part: EmailMessage) -> str:
    """What a part says, with line ends as they were written."""
    content: str = part.get_content()
    return content.replace("\r\n", "\n")


MEASURED = """() => {
  const channels = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((c) => {
      c /= 255;
      return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const found = channels(getComputedStyle(one).backgroundColor);
      if (found.length < 4 || found[3] > 0) return found;
    }
    return [255, 255, 255];
  };
  const faint = [], small = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const style = getComputedStyle(element);
    if (!walker.currentNode.data.trim() || style.display === 'none' || style.opacity === '0') continue;
    if (!element.getClientRects().length || element.closest('div[style*="opacity:0"]')) continue;
    const [a, b] = [light(channels(style.color)), light(behind(element))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) faint.push([walker.currentNode.data.trim().slice(0, 40), ratio]);
  }
  for (const link of document.querySelectorAll('a')) {
    const button = getComputedStyle(link).display === 'inline-block';
    const box = link.getBoundingClientRect();
    if (button && (box.height < 44 || box.width < 40)) small.push([link.innerText, box.width, box.height]);
  }
  const widest = Math.max(...[...document.querySelectorAll('table, div, td')]
    .filter((one) => one.className.includes?.('card')).map((one) => one.getBoundingClientRect().width), 0);
  return {
    wide: document.documentElement.scrollWidth,
    card: widest,
    buttons: [...document.querySelectorAll('.button a')].length,
    faint,
    small,
  };
}"""
PHONE, DESK = 320, 900
WORST = "Wolfeschlegelsteinhausenbergerdorff" * 6 + " 👩‍👩‍👧‍👦 עברית <b>O'Neil</b>"


def worst() -> list[Example]:
    """Of each template what is hardest to lay out: names without an end, every field filled."""
    return [each for each in examples("ru", WORST) if not each.variant.startswith("digest_")]


@one_loop
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_mail_fits_a_phone_and_can_be_read_and_tapped(
    browser: Browser, scheme: Any
) -> None:
    shown = {each.name + "-worst": each.mail.html for each in worst()}
    shown |= {each.name: each.mail.html for each in examples("en") if scheme == "light"}
    # As a program shows it that drops styles from the head.
    bare = {name: re.sub(r"(?s)<style.*?</style>", "", html) for name, html in shown.items()}
    context = await browser.new_context(
        viewport={"width": PHONE, "height": 600}, color_scheme=scheme, java_script_enabled=True
    )
    page = await context.new_page()
    wrong: dict[str, Any] = {}
    try:
        for name, html in [
            *shown.items(),
            *((f"{name} bare", each) for name, each in bare.items()),
        ]:
            await page.set_content(html)
            found = await page.evaluate(MEASURED)
            if name.endswith("bare") and scheme == "dark":
                found["faint"] = []  # without its styles a mail is as light as it is by day
            if found["wide"] > PHONE or found["faint"] or found["small"]:
                wrong[name] = found
        await page.set_viewport_size({"width": DESK, "height": 600})
        for name, html in shown.items():
            await page.set_content(html)
            if (found := await page.evaluate(MEASURED))["card"] > 600:
                wrong[f"{name} desk"] = found
    finally:
        await context.close()
    assert not wrong


@one_loop
async def test_every_mail_has_one_thing_to_do_and_says_why_it_came(post: Post) -> None:
    for letter in post.letters:
        html = letter.mail.html or ""
        buttons = html.count('class="button"') + len(re.findall(r'class="button ', html))
        none = letter.template in ("guest_thanks", "mail_test")
        assert buttons == (0 if none else 1), letter.subject
        assert "None" not in letter.mail.text, letter.subject
        required = say(letter.language, "mail.not_stoppable")
        assert not (letter.mail.unsubscribe_url and required in letter.mail.text)
