"""What one person still has open in all domains: what can be handed over or closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from erm.core.actor import Actor
from erm.development import queries as development
from erm.feedback import queries as feedback
from erm.handovers.queries import offered_subjects
from erm.handovers.rules import LineKind
from erm.one_on_ones import queries as one_on_ones


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One thing of the actor's. ``title`` is what they read of it; a series has none."""

    kind: LineKind
    subject_id: UUID
    title: str
    other_id: UUID | None
    due_on: date | None

    @property
    def name(self) -> tuple[LineKind, UUID]:
        """What it is, for looking it up."""
        return self.kind, self.subject_id


async def open_items(actor: Actor) -> list[OpenItem]:
    """The actor's open promises, active series, pending requests, and goals of active plans.

    What they have offered to somebody who has not answered yet is left out. Asked of the domains as
    the actor, in a number of queries that does not grow with what they have.
    """
    if actor.is_system:
        return []
    found = [
        *(
            OpenItem(LineKind.PROMISE, item.id, item.body, item.other_id, item.due_on)
            for item in await one_on_ones.promises(actor)
        ),
        *(
            OpenItem(LineKind.SERIES, series.id, "", series.other_id, None)
            for series in await one_on_ones.own_series(actor)
            if series.ended_at is None
        ),
        *(
            OpenItem(
                LineKind.REQUEST,
                request.id,
                request.question,
                request.requester_id if request.asked_id == actor.person_id else request.asked_id,
                request.due_on,
            )
            for request in await feedback.pending_requests(actor)
        ),
        *(
            OpenItem(LineKind.GOAL, goal.id, goal.title, None, goal.due_on)
            for goal in await development.open_goals(actor)
        ),
    ]
    offered = await offered_subjects(actor)
    return [item for item in found if item.name not in offered]
