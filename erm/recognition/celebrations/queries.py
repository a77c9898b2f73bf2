"""Reads of celebrations, as one actor may see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import timedelta
from uuid import UUID

from tortoise.expressions import Q, Subquery

from erm.core.actor import Actor
from erm.core.clock import today
from erm.people.models import Person
from erm.recognition.celebrations import policy
from erm.recognition.celebrations.errors import DaysOutOfRange
from erm.recognition.celebrations.models import CardSignature, Celebration, CelebrationChoice
from erm.recognition.celebrations.planning import celebrations_enabled, choice_of_row
from erm.recognition.celebrations.rules import (
    DAYS_MAXIMUM,
    OWN_BACK,
    CelebrationAudience,
    CelebrationState,
)
from erm.recognition.celebrations.views import (
    CardSignatureView,
    CelebrationChoiceView,
    CelebrationView,
    view_celebration,
    view_signature,
)


async def celebrations_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, CelebrationView]:
    """Celebrations by id; those that the actor may not read are missing."""
    if not await celebrations_enabled():
        return {}
    rows = await Celebration.filter(
        policy.readable_celebrations(actor), id__in=list(set(ids))
    ).order_by("id")
    return {view.id: view for view in await views_of(actor, rows)}


async def announced(*, days: int) -> int:
    """How many days of people are told to everybody from today until so many days ahead (UTC)."""
    return await Celebration.filter(
        audience=CelebrationAudience.EVERYONE,
        state=CelebrationState.PLANNED,
        day__gte=today(),
        day__lte=today() + timedelta(days=days),
    ).count()


async def celebrations_ahead(
    actor: Actor, *, days: int, among: Collection[UUID] | None = None
) -> list[CelebrationView]:
    """Days of others from today until so many days ahead, and one's own as soon as it is delivered.

    ``among``: of these people alone.

    One's own stands there for thirty days if somebody wrote on its card. Cards open seven days ahead,
    so asking for more finds no more. A colleague's day that has not reached their morning is still
    told of when it is over on the actor's own clock. Raises ``DaysOutOfRange``.
    """
    if not 0 <= days <= DAYS_MAXIMUM:
        raise DaysOutOfRange(field="days", maximum=DAYS_MAXIMUM)
    if not await celebrations_enabled():
        return []
    day = today(actor.time_zone)
    own = Q(person_id=actor.person_id)
    signed = CardSignature.filter(withdrawn_at__isnull=True, hidden_at__isnull=True)
    rows = await Celebration.filter(
        policy.readable_celebrations(actor),
        (~own & (Q(day__gte=day) | Q(state=CelebrationState.PLANNED)))
        | (own & Q(day__gte=day))
        | (own & Q(day__gte=day - OWN_BACK) & Q(id__in=Subquery(signed.values("celebration_id")))),
        Q() if among is None else Q(person_id__in=list(among)),
        day__lte=day + timedelta(days=days),
    ).order_by("day", "kind", "id")
    return await views_of(actor, rows)


async def signatures_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, CardSignatureView]:
    """Lines on cards by id; those that the actor may not read are missing."""
    if not await celebrations_enabled():
        return {}
    rows = await CardSignature.filter(policy.readable_signatures(actor), id__in=list(set(ids)))
    open_ = set(
        await Celebration.filter(
            id__in=[row.celebration_id for row in rows], state=CelebrationState.PLANNED
        ).values_list("id", flat=True)
    )
    return {row.id: view_signature(actor, row, open_=row.celebration_id in open_) for row in rows}


async def choice(actor: Actor) -> CelebrationChoiceView:
    """The actor's own choice, or the defaults."""
    chosen = choice_of_row(await CelebrationChoice.get_or_none(person_id=actor.person_id))
    person = await Person.get_or_none(id=actor.person_id)
    return CelebrationChoiceView(
        anniversary=chosen.anniversary,
        birthday=chosen.birthday,
        birth_month=chosen.birth_month,
        birth_day=chosen.birth_day,
        hired_on=None if person is None else person.hired_on,
    )


async def views_of(actor: Actor, rows: Sequence[Celebration]) -> list[CelebrationView]:
    """Rows that the actor may read, in their order, with what they may read on the cards."""
    if not rows:
        return []
    lines: dict[UUID, list[CardSignature]] = defaultdict(list)
    for line in await CardSignature.filter(
        policy.readable_signatures(actor), celebration_id__in=[row.id for row in rows]
    ).order_by("id"):
        lines[line.celebration_id].append(line)
    return [view_celebration(actor, row, lines[row.id]) for row in rows]
