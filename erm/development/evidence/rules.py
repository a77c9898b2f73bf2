"""Pure rules of evidence: what belongs to which kind."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from erm.development.rules import EvidenceKind

TITLE_MAXIMUM = 200
BODY_MAXIMUM = 5_000
EVIDENCE_MAXIMUM = 100
"""How much evidence a goal has room for."""

SOURCES = frozenset({EvidenceKind.FEEDBACK, EvidenceKind.KUDOS, EvidenceKind.ACTION_ITEM})
"""Kinds that point at something elsewhere in erm."""


@dataclass(frozen=True, slots=True)
class Source:
    """What evidence points at, as somebody who may read it there has found it.

    ``person_id`` is who received it or did it.
    """

    kind: EvidenceKind
    id: UUID
    person_id: UUID


def part_that_does_not_fit(
    kind: EvidenceKind, *, body: str, url: str, file: bool, source: bool
) -> str | None:
    """The field that was given and is none of this kind's, or that it needs and was not given."""
    given = {"body": bool(body), "url": bool(url), "file_id": file, "source_id": source}
    needs = {
        EvidenceKind.NOTE: "body",
        EvidenceKind.LINK: "url",
        EvidenceKind.FILE: "file_id",
    }.get(kind, "source_id")
    if not given[needs]:
        return needs
    # Words may be added to everything.
    return next((name for name in given if given[name] and name not in (needs, "body")), None)
