"""What commands of cycles share: whose they are, and taking reviews back."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from tortoise.expressions import F, Q, Subquery

from erm.core.actor import Actor
from erm.core.clock import now
from erm.feedback.cycles import policy
from erm.feedback.cycles.errors import CycleNotFound, OnlyHrManagesCycles
from erm.feedback.cycles.models import Cycle, CycleGuest, CyclePerspective, Review, ReviewVersion
from erm.feedback.cycles.rules import OPEN_REVIEWS, ReviewState
from erm.feedback.cycles.terms import Promise

BATCH = 500
TAKEN_BACK = OPEN_REVIEWS | {ReviewState.PROPOSED}
"""States of reviews that end when somebody leaves or a cycle is given up."""


def require_hr(actor: Actor) -> None:
    """Raise ``OnlyHrManagesCycles`` unless the actor manages cycles."""
    if not policy.may_manage_cycles(actor):
        raise OnlyHrManagesCycles


async def readable_cycle(actor: Actor, cycle_id: UUID, *, lock: bool = False) -> Cycle:
    """A cycle that the actor may know of. Raises ``CycleNotFound``. Jobs find every cycle."""
    readable = Q() if actor.is_system else policy.readable_cycles(actor)
    found = Cycle.filter(readable, id=cycle_id)
    row = await (found.select_for_update() if lock else found).first()
    if row is None:
        raise CycleNotFound
    return row


async def managed_cycle(actor: Actor, cycle_id: UUID) -> Cycle:
    """A cycle that the actor manages, locked. Raises ``CycleNotFound``, ``OnlyHrManagesCycles``."""
    row = await readable_cycle(actor, cycle_id)
    if not policy.may_manage_cycle(actor, row):
        raise OnlyHrManagesCycles
    return await readable_cycle(actor, cycle_id, lock=True)


async def promises_of(cycle_id: UUID) -> list[Promise]:
    """The perspectives of a cycle as promises, in the order in which they are named."""
    rows = await CyclePerspective.filter(cycle_id=cycle_id).order_by("id")
    return [Promise(row.kind, row.anonymous, row.minimum) for row in rows]


async def cancel_reviews(
    which: Q, *, states: Collection[ReviewState] = TAKEN_BACK, cycle_id: UUID | None = None
) -> int:
    """Take reviews back: nobody is asked for them any more, and what was begun is destroyed.

    Those of the given states only; what was submitted stays unless told. Links of guests end.
    Answers how many.
    """
    found = Review.filter(which, state__in=sorted(states))
    if cycle_id is not None:
        found = found.filter(cycle_id=cycle_id)
    rows = await found.order_by("id").values_list("id", "guest_id")
    cancelled = 0
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        keys = [key for key, _ in batch]
        cancelled += await Review.filter(id__in=keys, state__in=sorted(states)).update(
            state=ReviewState.CANCELLED,
            live_key=None,
            answers_sealed=None,
            answered=0,
            saved_at=None,
            submitted_at=None,
            version=F("version") + 1,
        )
        gone = Review.filter(id__in=keys, state=ReviewState.CANCELLED).values("id")
        await ReviewVersion.filter(review_id__in=Subquery(gone)).delete()
        guests = [guest for _, guest in batch if guest is not None]
        if guests:
            await CycleGuest.filter(id__in=guests).update(token_hash=None, revoked_at=now())
    return cancelled
