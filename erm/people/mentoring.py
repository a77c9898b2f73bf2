"""Bonds of mentor and mentee: begun and ended by what the two agreed."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from tortoise.expressions import Q

from erm.core.clock import today
from erm.core.ids import new_id
from erm.people.models import Bond, Person
from erm.people.queries import holding
from erm.people.rules import BondKind

DAY = timedelta(days=1)


async def begin_mentoring(*, mentor_id: UUID, mentee_id: UUID) -> None:
    """From today on the one is the other's mentor, unless they are already.

    Bonds of one kind of a person begin on different days: if another mentor begins today, this bond
    begins on the next day that is free. For the flow that knows that both agreed; needs a unit of
    work.
    """
    # Two mentors may accept at once: their bonds are to begin on different days.
    await Person.filter(id=mentee_id).select_for_update(no_key=True).first()
    pair = Bond.filter(kind=BondKind.MENTOR, subject_id=mentee_id, other_id=mentor_id)
    day = today()
    if await pair.filter(holding(day) | Q(starts_on__gt=day)).exists():
        return
    taken = set(
        await Bond.filter(
            kind=BondKind.MENTOR, subject_id=mentee_id, starts_on__gte=day
        ).values_list("starts_on", flat=True)
    )
    while day in taken:
        day += DAY
    _ = await Bond.create(
        id=new_id(),
        kind=BondKind.MENTOR,
        subject_id=mentee_id,
        other_id=mentor_id,
        starts_on=day,
    )


async def end_mentoring(*, mentor_id: UUID, mentee_id: UUID) -> int:
    """The one is not the other's mentor any more; answers how many bonds ended.

    One that has not begun, or began today, never was.
    """
    day = today()
    pair = Bond.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=day),
        kind=BondKind.MENTOR,
        subject_id=mentee_id,
        other_id=mentor_id,
    )
    never = await pair.filter(starts_on__gte=day).delete()
    return never + await pair.filter(starts_on__lt=day).update(ends_on=day)
