"""Writing the ledger of contacts. Called by subscribers, inside the publisher's transaction."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from erm.core.ids import new_id
from erm.relationships.models import Touchpoint
from erm.relationships.rules import TouchpointKind, pair_of


async def touch(
    kind: TouchpointKind,
    source_id: UUID,
    *,
    by: UUID,
    other: UUID,
    at: datetime,
    subject_id: UUID | None = None,
) -> None:
    """Record that ``by`` did something that concerns ``other``; once per fact and pair.

    Something that a person did with themselves is no contact and is not recorded.
    """
    if by == other:
        return
    low, high = pair_of(by, other)
    touchpoint = Touchpoint(
        id=new_id(),
        kind=kind,
        source_id=source_id,
        subject_id=subject_id or source_id,
        low_id=low,
        high_id=high,
        by_id=by,
        occurred_at=at,
    )
    await Touchpoint.bulk_create([touchpoint], ignore_conflicts=True)


async def forget(kind: TouchpointKind, source_id: UUID) -> None:
    """Take back contacts that were none in the end: a promise open again, kudos withdrawn."""
    await Touchpoint.filter(kind=kind, source_id=source_id).delete()
