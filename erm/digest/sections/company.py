"""This week in the company, for HR: coarse numbers, no names, nothing about fewer than five."""

from __future__ import annotations

from collections.abc import Mapping

from erm.digest.lines import Line
from erm.digest.writer import Writer
from erm.relationships.rules import TouchpointKind


def company_lines(counts: Mapping[TouchpointKind, int], w: Writer) -> list[Line]:
    """A line for each kind of contact that is told."""
    return [
        Line(w.say(f"line.company.{kind}", count=count), w.links.departments)
        for kind, count in counts.items()
    ]
