"""`python -m tools.mail_gallery FOLDER [WORD]`: a picture of every mail, on a phone and a desk, light and dark.

Every example of ``tests/mail/examples.py`` (those whose name holds WORD) in both languages, as Chromium
shows it, with nothing fetched from anywhere; beside each its plain-text part.
"""

from __future__ import annotations

import sys
from pathlib import Path

from erm.core.language import languages
from tests.mail.examples import examples
from tools.screenshots import browser

SIZES = {"phone": 390, "desk": 760}
HEIGHT = 700


def main(folder: Path, word: str = "") -> None:
    """Write the pictures; prints how many."""
    folder.mkdir(parents=True, exist_ok=True)
    mails = [each for language in languages() for each in examples(language) if word in each.name]
    asked: list[str] = []
    with browser() as chromium:
        for scheme in ("light", "dark"):
            for size, width in SIZES.items():
                context = chromium.new_context(
                    viewport={"width": width, "height": HEIGHT}, color_scheme=scheme
                )
                context.on("request", lambda request: asked.append(request.url))
                page = context.new_page()
                for each in mails:
                    page.set_content(each.mail.html)
                    page.screenshot(
                        path=folder / f"{each.name}-{size}-{scheme}.png", full_page=True
                    )
                context.close()
    for each in mails:
        text = f"{each.mail.subject}\n\n{each.mail.text}"
        (folder / f"{each.name}.txt").write_text(text, encoding="utf-8")
    if fetched := {url for url in asked if not url.startswith(("about:", "data:"))}:
        raise SystemExit(f"a mail fetches {sorted(fetched)}")
    print(f"{len(mails)} mails, {len(mails) * 4} pictures in {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
