"""Kudos as cards: what stands on and under them, read in one query for each kind of thing."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from tortoise.expressions import Q
from tortoise.functions import Count

from erm.core.actor import Actor
from erm.recognition import policy
from erm.recognition.models import Kudos, KudosComment, KudosReaction
from erm.recognition.parts import received_of
from erm.recognition.rules import ReactionKind
from erm.recognition.views import KudosView, ReactionCountView, Received, view_kudos


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
    ids = [row.id for row in rows]
    received = await received_of(actor, ids)
    reactions: dict[tuple[UUID, ReactionKind], tuple[int, int]] = {
        (kudos_id, ReactionKind(kind)): (number, mine)
        for kudos_id, kind, number, mine in await KudosReaction.filter(kudos_id__in=ids)
        .annotate(number=Count("id"), mine=Count("id", _filter=Q(person_id=actor.person_id)))
        .group_by("kudos_id", "kind")
        .values_list("kudos_id", "kind", "number", "mine")
    }
    # What was hidden counts for nobody, or the number would tell of it.
    comments: dict[UUID, int] = dict(
        await KudosComment.filter(kudos_id__in=ids, deleted_at__isnull=True, hidden_at__isnull=True)
        .annotate(number=Count("id"))
        .group_by("kudos_id")
        .values_list("kudos_id", "number")
    )
    return [
        view_kudos(
            actor,
            row,
            received.get(row.id, Received()),
            [
                ReactionCountView(kind, number, mine > 0)
                for kind in ReactionKind
                for number, mine in [reactions.get((row.id, kind), (0, 0))]
                if number
            ],
            comments.get(row.id, 0),
        )
        for row in rows
    ]
