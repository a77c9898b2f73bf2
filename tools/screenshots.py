"""Takes the pictures of the README and of a review: every main screen, phone and desktop.

`python -m tools.screenshots http://localhost:8000 [folder] [--dark] [--ru]` against a running demo
company, whose people and their common password it asks the product itself for.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tools import chromium

SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
EMPLOYEE = "sofia.almeida@kelvane.example"
RUSSIAN = "artem.gusev@kelvane.example"
MANAGER = "theo.marsh@kelvane.example"
HR = "hannah.osei@kelvane.example"
ADMINISTRATOR = "tomas.figueira@kelvane.example"
FULL = frozenset({"home", "meeting", "feedback-note"})
DIGEST_HEIGHT = 1_150
"""As much of a digest as shows what is in it."""
DIGEST, DIGEST_OF = "Your week", "Sofia Almeida"
PASSWORD_OF_THE_DEMO = "lantern-pebble-harbour-61"


@contextmanager
def browser() -> Iterator[Browser]:
    """The Chromium that the tests use. Raises ``RuntimeError`` where there is none yet."""
    found = chromium.find()
    if found is None:
        raise RuntimeError("No Chromium here yet: run `make test` once.")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=str(found.path),
            args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
        )


def sign_in(page: Page, base: str, address: str) -> None:
    """Sign in with the demo's password."""
    page.goto(f"{base}/sign-in")
    page.locator("input[type=email]").fill(address)
    page.locator("input[type=password]").fill(PASSWORD_OF_THE_DEMO)
    page.locator("button[type=submit]").first.click()
    page.wait_for_url(f"{base}/")
    page.wait_for_load_state("networkidle")


def screens(page: Page, base: str) -> dict[str, str]:
    """Names of screens with an address of each that has something to show."""
    found = {
        "home": "/",
        "one-on-ones": "/one-on-ones",
        "feedback": "/feedback",
        "development": "/development",
        "kudos": "/recognition",
        "people": "/people",
        "org-chart": "/org-chart",
        "relationships": "/relationships",
        "promises": "/promises",
        "handovers": "/handovers",
        "reviews": "/reviews",
        "settings": "/settings",
        "competencies": "/development/competencies",
        "skills": "/development/skills",
        "learning": "/development/learning",
        "goals": "/development/goals",
        "celebrations": "/recognition/celebrations",
        "awards": "/recognition/awards",
        "rewards": "/recognition/rewards",
        "notifications": "/notifications",
        "notification-settings": "/settings/notifications",
    }
    for name, start, pattern in (
        ("plan", "/development", "a[href^='/development/plans/']"),
        ("feedback-note", "/feedback", "a[href^='/feedback/notes/']"),
        ("kudos-one", "/recognition", "main article a[href^='/recognition/']"),
        ("card", "/recognition/celebrations", "main a[href^='/recognition/celebrations/']"),
        ("award", "/recognition/awards", "main a[href^='/recognition/awards/']"),
        ("meeting", "/", "a[href^='/meetings/']"),
        ("review", "/reviews", "main a[href^='/reviews/']"),
        ("packet", "/packets", "main a[href^='/packets/']"),
    ):
        page.goto(base + start)
        page.wait_for_load_state("networkidle")
        link = page.locator(pattern).first
        if link.count():
            found[name] = link.get_attribute("href") or start
    page.goto(base + found["meeting"])
    page.wait_for_load_state("networkidle")
    series = page.locator("main a[href^='/one-on-ones/']").first
    found["series"] = series.get_attribute("href") or ""
    pair = page.locator("main a[href$='/relationship']").first
    found["pair"] = pair.get_attribute("href") or ""
    found["person"] = found["pair"].removesuffix("/relationship")
    return found


def main() -> None:
    """Take all pictures and say what the browser complained about."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("base")
    arguments.add_argument("folder", nargs="?", default="docs/screenshots")
    arguments.add_argument("--dark", action="store_true")
    arguments.add_argument("--ru", action="store_true")
    arguments.add_argument("--only", default="")
    given = arguments.parse_args()
    folder = Path(given.folder)
    folder.mkdir(parents=True, exist_ok=True)
    wanted = set(filter(None, given.only.split(",")))
    complaints: list[str] = []
    with browser() as chrome:
        for size, (width, height) in SIZES.items():
            context = chrome.new_context(
                viewport={"width": width, "height": height},
                color_scheme="dark" if given.dark else "light",
                locale="ru-RU" if given.ru else "en-GB",
                has_touch=size == "phone",
                reduced_motion="reduce",
            )
            page = context.new_page()
            page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
            page.on(
                "console",
                lambda message: (
                    complaints.append(f"{message.type}: {message.text}")
                    if message.type in ("error", "warning")
                    else None
                ),
            )
            page.goto(f"{given.base}/sign-in")
            page.wait_for_load_state("networkidle")
            if not wanted or "sign-in" in wanted:
                page.screenshot(path=folder / f"sign-in-{size}.png", full_page=True)
            sign_in(page, given.base, RUSSIAN if given.ru else EMPLOYEE)
            for name, address in screens(page, given.base).items():
                if wanted and name not in wanted:
                    continue
                page.goto(given.base + address)
                page.wait_for_load_state("networkidle")
                page.screenshot(
                    path=folder / f"{name}-{size}.png", full_page=name in FULL and size == "desktop"
                )
                wide = page.evaluate("document.documentElement.scrollWidth")
                if wide > width:
                    complaints.append(f"{name} at {size} is {wide} wide")
            context.close()
        if not wanted or "team" in wanted:
            _team(chrome, given.base, folder)
        if not wanted or "answer" in wanted:
            _answer(chrome, given.base, folder)
        if not wanted or wanted & {"heat-map", "drivers"}:
            _reports(chrome, given.base, folder, complaints)
        if not wanted or wanted & {"outbox", "tries"}:
            _outbox(chrome, given.base, folder, complaints)
        if not wanted or wanted & {"import", "data-quality", "roles", "mailbox", "digest"}:
            _administration(chrome, given.base, folder, complaints)
    for complaint in sorted(set(complaints)):
        print(complaint)


def _team(chrome: Browser, base: str, folder: Path) -> None:
    """What a manager sees of the development of their team."""
    context = chrome.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    page = context.new_page()
    sign_in(page, base, MANAGER)
    page.goto(f"{base}/development/team")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=folder / "team-desktop.png")
    context.close()


def _answer(chrome: Browser, base: str, folder: Path) -> None:
    """The first question of the pulse that is open, on a phone. Nothing is sent but for a ballot."""
    width, height = SIZES["phone"]
    context = chrome.new_context(
        viewport={"width": width, "height": height},
        has_touch=True,
        locale="en-GB",
        reduced_motion="reduce",
    )
    page = context.new_page()
    sign_in(page, base, EMPLOYEE)
    page.goto(f"{base}/engagement")
    page.locator("main a[href^='/engagement/answer/']").first.click()
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("radio").first.wait_for()
    page.screenshot(path=folder / "answer-phone.png")
    context.close()


def _reports(chrome: Browser, base: str, folder: Path, complaints: list[str]) -> None:
    """What HR is told of the newest survey: by department, and what goes together with the outcome."""
    width, height = SIZES["desktop"]
    context = chrome.new_context(viewport={"width": width, "height": height}, locale="en-GB")
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
    sign_in(page, base, HR)
    page.goto(f"{base}/engagement")
    page.wait_for_load_state("networkidle")
    newest = page.locator("main a[href^='/engagement/report/']").first.get_attribute("href")
    for name, address in (
        ("heat-map", f"{newest}/heat-map"),
        ("drivers", f"{newest}/drivers"),
    ):
        page.goto(base + address)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=folder / f"{name}-desktop.png")
    context.close()


def _outbox(chrome: Browser, base: str, folder: Path, complaints: list[str]) -> None:
    """The log of mail, and what the servers said of one that was refused."""
    width, height = SIZES["desktop"]
    context = chrome.new_context(viewport={"width": width, "height": height}, locale="en-GB")
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
    sign_in(page, base, ADMINISTRATOR)
    page.goto(f"{base}/company/mail")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=folder / "outbox-desktop.png")
    page.goto(f"{base}/company/mail?state=FAILED")
    page.locator("main a[href*='/company/mail/of/']").first.click()
    page.wait_for_load_state("networkidle")
    page.screenshot(path=folder / "tries-desktop.png")
    context.close()


def _administration(chrome: Browser, base: str, folder: Path, complaints: list[str]) -> None:
    for size, (width, height) in SIZES.items():
        context = chrome.new_context(viewport={"width": width, "height": height})
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        sign_in(page, base, ADMINISTRATOR)
        for name, address in (
            ("import", "/company/import"),
            ("data-quality", "/company/data-quality"),
            ("roles", "/company/roles"),
            ("mailbox", "/company/mailbox"),
        ):
            page.goto(base + address)
            page.wait_for_load_state("networkidle")
            page.screenshot(path=folder / f"{name}-{size}.png", full_page=False)
        # The newest digest of somebody whose week has something of everything.
        mail = page.locator("a[href*='mailbox/']", has_text=DIGEST_OF).filter(has_text=DIGEST)
        mail = mail.first
        if mail.count():
            identifier = (mail.get_attribute("href") or "").rpartition("/")[2]
            page.set_viewport_size({"width": width, "height": DIGEST_HEIGHT})
            page.goto(f"{base}/mailbox/{identifier}")
            page.screenshot(path=folder / f"digest-{size}.png")
        context.close()


if __name__ == "__main__":
    main()
