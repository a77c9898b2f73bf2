"""Contacts written directly, so that a test's preparation does not lean on what it tests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from erm.core.ids import new_id
from erm.people.models import Person
from erm.relationships.models import Touchpoint
from erm.relationships.rules import TouchpointKind, pair_of


def contact(
    kind: TouchpointKind,
    by: Person,
    other: Person,
    at: datetime,
    *,
    subject: UUID | None = None,
    key: UUID | None = None,
) -> Touchpoint:
    low, high = pair_of(by.id, other.id)
    source = subject or new_id()
    return Touchpoint(
        id=key or new_id(), kind=kind, source_id=source, subject_id=source,
        low_id=low, high_id=high, by_id=by.id, occurred_at=at,
    )  # fmt: skip


async def write(rows: Iterable[Touchpoint]) -> list[Touchpoint]:
    made = list(rows)
    await Touchpoint.bulk_create(made, batch_size=500)
    return made
