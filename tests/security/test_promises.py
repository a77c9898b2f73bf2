"""The page of promises names only tests that there are, and every test of this folder."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def test_every_test_that_is_named_exists() -> None:
    named = NAMED.findall(PAGE)
    assert len(named) > 40
    absent = {
        (path, name)
        for path, name in named
        if not (ROOT / path).exists()
        or (name and not re.search(rf"def {name}\b", (ROOT / path).read_text("utf-8")))
    }
    assert absent == set()


def test_every_file_of_this_folder_stands_for_a_promise() -> None:
    files = {f"tests/security/{file.name}" for file in Path(__file__).parent.glob("test_*.py")}
    named = {path for path, _ in NAMED.findall(PAGE)}
    assert files - named - {"tests/security/test_promises.py"} == set()


def test_nothing_is_left_to_be_filled_in() -> None:
    assert not re.search(r"@[A-Z]+@|TODO|TBD", PAGE)
