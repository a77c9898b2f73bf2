"""Kudos as cards, with what stands on and under them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from erm.core.actor import Actor
from erm.recognition import policy
from erm.recognition.models import Kudos
from erm.recognition.queries.tallies import tallies_of
from erm.recognition.views import KudosView, view_kudos


async def kudos_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, KudosView]:
    """Kudos by id; those that the actor may not read are missing."""
    rows = await Kudos.filter(policy.readable_kudos(actor), id__in=list(set(ids)))
    return {view.id: view for view in await views_of(actor, rows)}


async def view_one(actor: Actor, row: Kudos) -> KudosView:
    """One row, which the actor may read, as they see it."""
    (view,) = await views_of(actor, [row])
    return view


async def views_of(actor: Actor, rows: Sequence[Kudos]) -> list[KudosView]:
    """Rows that the actor may read, in their order, with all that belongs to them."""
    if not rows:
        return []
    tallies = await tallies_of(actor, [row.id for row in rows])
    return [
        view_kudos(actor, row, tally.received, tally.reaction_views, tally.comments)
        for row in rows
        for tally in [tallies[row.id]]
    ]
