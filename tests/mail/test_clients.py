"""What mail programs make of our HTML, by the data of caniemail.com."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from erm.core.language import languages
from tests.mail.examples import Example, examples
from tools import node

ROOT = Path(__file__).resolve().parents[2]

FINE_WITHOUT = {
    "white-space": "a question in several lines is one paragraph",
    "border-radius": "corners are square",
    "text-wrap": "a heading breaks where it is full",
    "word-break": "a long word is cut or goes on",
    "word-spacing": "of the reset, for browsers that scale text",
    "cursor": "of buttons",
    "outline": "of the reset",
    "opacity": "of the preheader, which is hidden in other ways too",
    "max-height property": "of the preheader",
    "overflow": "of the preheader",
    "height property": "of the reset of pictures, of which there are none",
    "min-width property": "an answer to tap on is as wide as its words",
    "display:none": "of the preheader, which is the first line in the text then",
    "text-decoration": "links are underlined",
    "@media": "dark mode, and columns, of which there is one",
    "!important keyword": "dark mode",
    "color-scheme CSS property": "dark mode",
    "color-scheme meta tag": "dark mode",
    "<style> element": "dark mode and links: all else stands in the elements",
    "<body> element": "its colour stands in the outermost table too",
    "Class selector": "dark mode",
    "Descendant combinator": "dark mode",
    "Chaining selectors": "dark mode",
    "Type selector": "of the reset",
    "ID selector": "of the reset",
    "aria-label attribute": "the name of the whole mail, which is its subject",
    "role attribute": "tables that lay out are read as tables",
    "dir attribute": "left to right is what they do anyhow",
    "lang attribute": "read aloud with the program's own voice",
    "target attribute": "the program decides where a link opens",
}
"""Features that some programs lack, and what is there without them: nothing that has to be read or
tapped may depend on one. Whatever else a mail uses must be known to all."""


ASKED_FOR = {"sign_in_link", "guest_request", "guest_review", "guest_thanks", "mail_test"}
"""Mails whose own words say why they came."""


def lint(mails: dict[str, str]) -> dict[str, dict[str, list[str]]]:
    """Of each mail the features that some programs do not know, with those programs."""
    ran = subprocess.run(
        ["node", "scripts/lint-mail.mjs"],
        cwd=ROOT / "frontend",
        env=node.environment(),
        input=json.dumps(mails),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return json.loads(ran.stdout)  # type: ignore[no-any-return]


def test_every_template_has_an_example_in_every_language() -> None:
    folder = ROOT / "erm" / "mail" / "templates"
    templates = {path.stem for path in folder.glob("*.mjml")} - {"layout"}
    for language in languages():
        assert {each.template for each in examples(language)} == templates


def test_what_some_program_lacks_nothing_depends_on() -> None:
    # A language changes words and no elements: of the others one of each template will do.
    first, *others = languages()
    mails = examples(first)
    for language in others:
        mails += {each.template: each for each in examples(language)}.values()
    unknown = lint({each.name: each.mail.html for each in mails})
    assert len(unknown) == len(mails) >= 60
    problems = {
        f"{name}: {feature}: {', '.join(clients)}"
        for name, features in unknown.items()
        for feature, clients in features.items()
        if feature not in FINE_WITHOUT
    }
    assert not problems


def test_the_check_sees_what_is_lacking() -> None:
    assert "display:grid" in lint({"one": '<div style="display:grid">x</div>'})["one"]


@pytest.mark.parametrize("language", languages())
def test_no_mail_is_blank_and_each_says_why_it_came(language: str) -> None:
    for each in examples(language):
        assert each.mail.subject.strip(), each.name
        assert len(each.mail.text.split()) > 15, each.name
        for part in (each.mail.subject, each.mail.text, each.mail.html):
            assert "{" not in part.replace("{color", "").partition("<style")[0], each.name
            assert "None" not in part, each.name
        _, _, footer = each.mail.text.partition("\n-- \n")
        assert footer.strip() or each.template in ASKED_FOR, each.name


@pytest.mark.parametrize("language", languages())
def test_the_text_part_says_what_the_html_part_says(language: str) -> None:
    for each in examples(language):
        assert _links(each) <= {word for word in each.mail.text.split() if "://" in word}, each.name


def _links(each: Example) -> set[str]:
    return {
        part.partition('"')[0].replace("&amp;", "&") for part in each.mail.html.split('href="')[1:]
    }
