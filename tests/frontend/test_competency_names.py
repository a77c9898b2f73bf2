"""Competencies that come with erm are read in every language of the product."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "erm" / "feedback" / "cycles" / "content"
NAMES = (
    ROOT / "frontend" / "src" / "features" / "feedback" / "cycles" / "parts" / "useCompetency.ts"
)


def competencies(value: Any) -> Iterator[str]:
    """Every competency that stands in a file of content."""
    if isinstance(value, dict):
        if isinstance(value.get("competency"), str):
            yield value["competency"]
        for each in value.values():
            yield from competencies(each)
    elif isinstance(value, list):
        for each in value:
            yield from competencies(each)


def test_every_competency_that_comes_with_erm_has_a_name_in_each_language() -> None:
    found = {
        name
        for file in sorted(CONTENT.glob("*.json"))
        for name in competencies(json.loads(file.read_text("utf-8")))
        if name
    }
    assert len(found) > 5
    known = NAMES.read_text("utf-8")
    missing = {name for name in found if f"  {name}: " not in known and f"'{name}': " not in known}
    assert missing == set()
