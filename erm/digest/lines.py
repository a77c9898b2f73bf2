"""What a digest is made of: lines under titles."""

from __future__ import annotations

from dataclasses import dataclass

from erm.digest.rules import DigestSection

Linked = tuple[str, str]
"""Words, and where they lead."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it is, more about it, and where to do it.

    ``act`` is what can be done from the mail itself; ``thank`` where to say thanks for it; ``answers``
    are words to tap on.
    """

    text: str
    link: str
    details: tuple[str, ...] = ()
    thank: str | None = None
    answers: tuple[Linked, ...] = ()
    act: Linked | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a title. ``more`` says how many were left out, if any were."""

    key: DigestSection
    title: str
    lines: tuple[Line, ...]
    more: str | None
    link: str
    count: int
    """All that it would tell, shown or not."""
