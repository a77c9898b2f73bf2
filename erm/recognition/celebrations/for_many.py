"""Days of colleagues for many people at once: for their digests.

Each is given what :func:`erm.recognition.celebrations.queries.celebrations_ahead` gives them, by the
policy's predicates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.core.clock import today
from erm.people.queries import managers_among
from erm.recognition.celebrations import policy
from erm.recognition.celebrations.models import CardSignature, Celebration
from erm.recognition.celebrations.planning import celebrations_enabled
from erm.recognition.celebrations.rules import OWN_BACK, CelebrationState
from erm.recognition.celebrations.views import CelebrationView, view_celebration


async def celebrations_ahead_for(
    actors: Mapping[UUID, Actor], *, days: int, among: Mapping[UUID, Collection[UUID]] | None
) -> dict[UUID, list[CelebrationView]]:
    """Days from today until so many days ahead, and their own, for each.

    ``among``: of whose days each is told; None: of everybody's.
    """
    found: dict[UUID, list[CelebrationView]] = {key: [] for key in actors}
    if not actors or not await celebrations_enabled():
        return found
    day_of = {key: today(actor.time_zone) for key, actor in actors.items()}
    near = Q()
    if among is not None:
        near = Q(person_id__in=list({person for some in among.values() for person in some}))
    rows = (
        await Celebration.filter(
            near,
            Q(day__gte=min(day_of.values()) - OWN_BACK) | Q(state=CelebrationState.PLANNED),
            day__lte=max(day_of.values()) + timedelta(days=days),
        )
        .exclude(state=CelebrationState.CANCELLED)
        .order_by("day", "kind", "id")
    )
    if not rows:
        return found
    cards: dict[UUID, list[CardSignature]] = defaultdict(list)
    for line in await CardSignature.filter(
        celebration_id__in=[row.id for row in rows], withdrawn_at__isnull=True
    ).order_by("id"):
        cards[line.celebration_id].append(line)
    managers = {key for actor in actors.values() for key in (actor.person_id, actor.manager_id)}
    manager_of = await managers_among([key for key in managers if key is not None])
    by_person: dict[UUID, list[Celebration]] = defaultdict(list)
    for row in rows:
        by_person[row.person_id].append(row)
    for key, actor in actors.items():
        last = day_of[key] + timedelta(days=days)
        told = rows
        if among is not None:
            told = [row for person in among[key] for row in by_person.get(person, ())]
            told.sort(key=lambda row: (row.day, row.kind, row.id))
        for row in told:
            manager_id = manager_of.get(row.person_id)
            if (
                row.day <= last
                and policy.may_read_celebration(actor, row, manager_id)
                and _is_told(key, row, day_of[key], cards[row.id])
            ):
                lines = [
                    line
                    for line in cards[row.id]
                    if policy.may_read_signature(actor, line, row, manager_id)
                ]
                found[key].append(view_celebration(actor, row, lines))
    return found


def _is_told(key: UUID, row: Celebration, day: date, card: Sequence[CardSignature]) -> bool:
    """Whether a day is still ahead of somebody; their own as long as its card may be read."""
    if row.day >= day:
        return True
    if row.person_id != key:
        return row.state is CelebrationState.PLANNED
    return row.day >= day - OWN_BACK and any(line.hidden_at is None for line in card)
