"""Not wanting to see a suggestion again. Adding one is adding a talking point."""

from __future__ import annotations

from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.one_on_ones.commands.locking import locked_series
from erm.one_on_ones.models import DismissedSuggestion
from erm.one_on_ones.rules import SuggestionKind


async def dismiss(
    actor: Actor, *, series_id: UUID, source_kind: SuggestionKind, source_id: UUID
) -> None:
    """Hide one from the actor, and from nobody else; twice is as good as once.

    Whether it was suggested at all is known above. Raises ``SeriesNotFound``.
    """
    series = await locked_series(actor, series_id)
    row = DismissedSuggestion(
        series_id=series.id,
        person_id=actor.person_id,
        source_kind=source_kind,
        source_id=source_id,
        created_at=now(),
    )
    await DismissedSuggestion.bulk_create([row], ignore_conflicts=True)
