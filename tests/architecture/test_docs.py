"""The documentation says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from erm.core.language import catalogue, languages
from tools import docs

ROOT = docs.ROOT
DOMAINS = (
    "one_on_ones",
    "feedback",
    "development",
    "skills",
    "recognition",
    "handovers",
    "people",
    "access",
    "mail",
    "relationships",
    "digest",
)


@pytest.mark.parametrize("page", sorted(docs.pages()), ids=lambda page: page.name)
def test_a_written_page_is_up_to_date(page: Path) -> None:
    assert page.read_text() == docs.pages()[page], "run `make docs`"


def test_every_code_that_is_raised_has_a_sentence_in_every_language() -> None:
    raised = docs.raised_codes()
    assert len(raised) > 40
    missing = {
        (language, code)
        for code in raised
        for language in languages()
        if f"refusal.{code}" not in catalogue(language)
    }
    assert missing == set()


def test_every_sentence_of_a_refusal_is_raised_somewhere() -> None:
    sentences = {key.removeprefix("refusal.") for key in catalogue("en") if "refusal." in key}
    assert sentences - set(docs.raised_codes()) == set()


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_domain_has_its_page(domain: str) -> None:
    text = (ROOT / "docs" / "domains" / f"{domain}.md").read_text()
    assert len(text) > 800


def test_every_decision_ends_with_what_enforces_it() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert len(records) >= 7
    for record in records:
        last = record.read_text().strip().split("\n\n")[-1]
        assert last.startswith("**Enforced by**"), record.name


def test_what_decisions_and_guides_name_exists() -> None:
    named = re.compile(r"`((?:tests|erm|docs|frontend|bench|tools)/[A-Za-z0-9_./-]+)`")
    pages = [*(ROOT / "docs").rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
    absent = {
        (page.name, path)
        for page in pages
        for path in named.findall(page.read_text())
        if not (ROOT / path).exists()
        and not path.startswith(("frontend/dist", "erm/web/static", "frontend/node_modules"))
    }
    assert absent == set()


def test_the_changelog_has_an_unreleased_part_with_content() -> None:
    text = (ROOT / "CHANGELOG.md").read_text()
    assert re.search(r"## Unreleased\n+### Added\n- ", text)
