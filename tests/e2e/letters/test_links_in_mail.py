"""Every link of every mail is followed, by its reader and by whoever else opens it."""

from __future__ import annotations

import asyncio
import json
import re
from collections import defaultdict
from functools import cache
from urllib.parse import quote, unquote, urlsplit

import httpx
import pytest
from playwright.async_api import Browser, expect
from playwright.async_api import Error as PlaywrightError

from erm.core.clock import today
from erm.mail.acting import MailAct, read_act_token
from erm.mail.unsubscribing import Subscription, read_unsubscribe_token
from erm.notifications.rules import KINDS, Channel
from tests.e2e.letters.conftest import Post
from tests.e2e.screens.company import PHONE, Visit, one_loop, sign_in, visit
from tests.processes import KEY, ROOT

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]

SHOWS = {
    "/": "Good to see you|Рады вас видеть",
    "/act": "Thank|promise|mentor|наставни|обещан",
    "/company/integrations/webhooks/": "Intranet",
    "/company/mail/addresses": "cy@erm.test",
    "/cycles/": "Choosing by the",
    "/development/assessments/": "Assessment: Ann Test|Your assessment",
    "/development/goals/": "Run one project alone",
    "/development/plans/": "Lead the calibration bench|Lead a small team well|Speak in public",
    "/development/skills": "Welding",
    "/engagement": "Pulse|Пульс|Autumn",
    "/engagement/answer/": "Pulse|Пульс",
    "/engagement/plans/": "Quieter weeks",
    "/engagement/report/": "Autumn",
    "/feedback": "You let everybody finish",
    "/feedback/guests/": "How was my incident review",
    "/feedback/notes/": "You let everybody finish|You drew it on the board|You made the plan clear",
    "/feedback/requests/": "incident review|explain things|Was the demo clear",
    "/handovers/": "The keys are in the drawer",
    "/meetings/": "(Ann|Bo|Mo) Test",
    "/nominations/": "Ann Test",
    "/notifications": "Test",
    "/one-on-ones": "(Ann|Bo|Mo) Test",
    "/packets/": "Spring",
    "/recognition": "For going back to shop 14",
    "/recognition/": "For going back to shop 14|Well done",
    "/recognition/awards/": "Star of the quarter",
    "/recognition/celebrations/": "Your card|Ваша открытка",
    "/recognition/rewards": "Mug",
    "/reports/people": "Directory",
    "/reviews": "Ann Test|Autumn",
    "/settings": "digest|дайджест",
}
"""What stands on a screen to which mail leads, by the beginning of its address: the thing, not a frame."""
ANN = "ann@erm.test"


def sentences(area: str, *keys: str) -> list[str]:
    """What the SPA says in both languages."""
    folder = ROOT / "frontend/src/locales"
    found = [json.loads((folder / each / f"{area}.json").read_text("utf-8")) for each in LANGUAGES]
    return [each[key] for each in found for key in keys]


LANGUAGES = ("en", "ru")
ENDED = sentences("feedback", "guest.ended")
DONE_BEFORE = sentences("acts", "doneBefore")
WRONG = sentences("common", "notThere.title", "notThere.page", "error.page", "error.title")


@cache
def subjects() -> dict[str, re.Pattern[str]]:
    """What the subject of each mail looks like, by its key; languages and plurals together."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in (ROOT / "erm/locales").glob("*/*.json"):
        for key, said in json.loads(file.read_text("utf-8")).items():
            named = re.fullmatch(
                r"(mail|cycle_mail|calendar|nudge|reports\.mail)\b.*\.subject", key
            )
            if named or key.startswith("digest.subject."):
                found[key] += said.values() if isinstance(said, dict) else [said]
    return {
        key: re.compile("|".join(re.sub(r"\\\{\w+\\\}", ".+", re.escape(one)) for one in said))
        for key, said in found.items()
    }


def tokens(post: Post, path: str) -> set[str]:
    """The tokens of all links to a page that does something."""
    start = f"{post.company.base}{path}"
    return {
        link.removeprefix(start)
        for letter in post.letters
        for link in letter.links
        if link.startswith(start)
    }


def kept(token: str) -> Subscription:
    """What a link stops."""
    found = read_unsubscribe_token(token, KEY)
    assert found is not None, token
    return found[1]


@one_loop
async def test_every_kind_of_mail_is_there(post: Post) -> None:
    """Kinds as the product's own files and enumerations have them, so that a new one is missed."""
    templates = {path.stem for path in (ROOT / "erm/mail/templates").glob("*.mjml")} - {"layout"}
    assert {each.template for each in post.letters} == templates
    said = [each.subject for each in post.letters]
    unseen = {key for key, words in subjects().items() if not any(map(words.fullmatch, said))}
    assert not unseen
    assert len(subjects()) >= 50
    assert post.told == {kind for kind, rule in KINDS.items() if Channel.MAIL in rule.dispatched}
    assert {kept(token) for token in tokens(post, "/unsubscribe/")} == set(Subscription)
    acts = {read_act_token(token, KEY, today()) for token in tokens(post, "/act#")}
    assert {each.act for each in acts if each} == set(MailAct)
    assert {each.language for each in post.letters} == set(LANGUAGES)
    # A test has nowhere to lead, and thanks to somebody outside end there.
    silent = {each.template for each in post.letters if not each.links}
    assert silent <= {"guest_thanks", "mail_test"}


def is_ours(post: Post, link: str) -> bool:
    """Whether a link stays here."""
    return link.startswith(f"{post.company.base}/")


@one_loop
async def test_no_link_leads_elsewhere_and_the_server_has_a_page_for_each(post: Post) -> None:
    links = {link for each in post.letters for link in each.links}
    assert not {link for link in links if not is_ours(post, link)}
    async with httpx.AsyncClient(follow_redirects=True) as client:
        for link in sorted(links):
            found = await client.get(link)
            assert (found.status_code, found.headers["content-type"]) == (
                200,
                "text/html; charset=utf-8",
            ), link


GO = """(link) => {
  history.pushState({}, '', link);
  dispatchEvent(new PopStateEvent('popstate', { state: {} }));
}"""


async def arrive(one: Visit, link: str, words: str, *, whole: bool = True) -> list[str]:
    """Open a link; what is wrong with what it shows.

    ``whole``: loaded anew, as from a mail program. Else within the page that is open, as by a click
    there: for one more address of a screen that was loaded before, at a third of the cost.
    """
    one.complaints.clear()
    try:
        if whole:
            # Of two that differ behind "#" alone the second would not be loaded.
            await one.page.goto("about:blank")
            await one.open(link)
        else:
            await one.page.evaluate(GO, link)
            await one.settled()
        await expect(one.page.get_by_role("main")).to_contain_text(re.compile(words), timeout=9_000)
    except (PlaywrightError, AssertionError) as error:
        one.complaints.append(str(error).splitlines()[0])
    shown = await one.page.get_by_role("main").inner_text()
    one.complaints += [f"it says {each!r}" for each in WRONG if each in shown]
    return [f"{link}: {each}" for each in one.complaints]


def screen_of(link: str) -> str:
    """Which of the known screens a link leads to; the longest beginning of its address decides."""
    path = urlsplit(link).path
    known = [each for each in SHOWS if path == each or (each[-1] == "/" and path.startswith(each))]
    assert len(known) > 0, f"this test knows no such screen: {link}"
    return max(known, key=len)


@one_loop
async def test_every_link_shows_its_reader_what_it_is_about(browser: Browser, post: Post) -> None:
    """Each reader's in a window of their own, that of the Russian one on a phone."""
    links: dict[str, set[str]] = defaultdict(set)
    languages: dict[str, str] = {}
    for each in post.letters:
        if each.reader is not None:
            links[str(each.reader)] |= each.links
            languages[str(each.reader)] = each.language
    loaded: set[str] = set()

    async def follow(reader: str) -> list[str]:
        russian = languages[reader] == "ru"
        options = {"size": PHONE, "locale": "ru-RU"} if russian else {}
        async with visit(browser, post.company, reader, **options) as one:  # type: ignore[arg-type]
            faults: list[str] = []
            entered = False
            for link in sorted(links[reader]):
                # What works for whoever holds it is opened by a stranger below.
                if urlsplit(link).path.startswith(("/sign-in/", "/unsubscribe/")):
                    continue
                screen = screen_of(link)
                whole = not entered or screen not in loaded or "#" in link
                loaded.add(screen)
                entered = True
                faults += await arrive(one, link, SHOWS[screen], whole=whole)
            return faults

    found = await asyncio.gather(*map(follow, links))
    faults = [fault for some in found for fault in some]
    assert not faults, "\n".join(faults)
    # None that no mail leads to any more stays in the table.
    assert loaded == set(SHOWS)


@one_loop
async def test_whoever_opens_a_link_changes_nothing_and_one_click_does_it(
    browser: Browser, post: Post
) -> None:
    """Without a session: nothing by opening, what it says by one click, nothing more by a second one."""
    stops = {kept(token): token for token in sorted(tokens(post, "/unsubscribe/"))}
    links = [f"{post.company.base}/unsubscribe/{token}" for token in stops.values()]
    links += [f"{post.company.base}/act#{token}" for token in sorted(tokens(post, "/act#"))]
    async with visit(browser, post.company) as one, httpx.AsyncClient() as client:
        button = one.page.get_by_role("main").get_by_role("button")
        for link in links:
            before = post.contents()
            assert await arrive(one, link, ".") == []
            assert "token" not in one.page.url, "the token leaves the address"
            await expect(button).to_have_count(1)
            assert post.contents() == before, link
            await button.click()
            await expect(one.page.get_by_role("main").get_by_role("status")).to_be_visible()
            await expect(button).to_have_count(0)
            after = post.contents()
            assert after != before, link
            if "/act#" in link:
                assert await arrive(one, link, "|".join(DONE_BEFORE)) == []
                await expect(button).to_have_count(0)
            else:
                # As a mail program does that has a button of its own.
                form = {"List-Unsubscribe": "One-Click"}
                assert (await client.post(link, data=form)).status_code == 200
            assert post.contents() == after, link


@one_loop
async def test_guests_find_what_they_were_asked_until_they_have_answered(
    browser: Browser, post: Post
) -> None:
    before = post.contents()
    links = {each.address: link for each in post.letters for link in each.links if not each.reader}
    said = {"greta@elsewhere.example": ENDED, "gustav@elsewhere.example": ENDED}
    async with visit(browser, post.company) as one:
        for address, link in links.items():
            assert await arrive(one, link, "|".join(said.get(address, ["Ann Test"]))) == []
    assert len(links) == 4
    assert post.contents() == before


@one_loop
async def test_a_link_opened_signed_out_leads_to_sign_in_and_then_on(
    browser: Browser, post: Post
) -> None:
    ann = next(each.reader for each in post.letters if each.address == ANN)
    mine = {link for each in post.letters if each.reader == ann for link in each.links}
    request = next(link for link in sorted(mine) if "/feedback/requests/" in link)
    one_tap = next(link for link in sorted(mine) if "#q=" in link)
    (by_mail,) = [link for link in mine if "/sign-in/link" in link]
    async with visit(browser, post.company) as one:
        for link in (one_tap, request):
            here = link.removeprefix(post.company.base)
            await one.page.goto("about:blank")
            await one.open(link)
            asked = f"{post.company.base}/sign-in?next={quote(here, safe='')}"
            assert unquote(one.page.url) == unquote(asked)
        await sign_in(one.page, ANN)
        await one.settled()
        assert one.page.url == request
        await expect(one.page.get_by_role("main")).to_contain_text("How was my incident review?")
        assert one.complaints == []
    before = post.contents()
    async with visit(browser, post.company) as one:
        assert await arrive(one, by_mail, ".") == []
        assert post.contents() == before
        await one.page.get_by_role("main").get_by_role("button").click()
        await expect(one.page.get_by_role("heading", level=1)).to_contain_text("Ann")
