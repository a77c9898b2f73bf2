"""Making celebrations a week ahead, keeping them true, and handing the cards over.

What is planned is compared with what its person wants today, and once more when it is delivered, in
the same transaction: between a person's wish and what others read there is no gap that lasts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from tortoise.expressions import Q

from erm.core.clock import now, today
from erm.core.events import Bus
from erm.core.work import record, unit_of_work
from erm.people.models import Person
from erm.people.queries import present
from erm.recognition.celebrations.events import CardDelivered, CelebrationDelivered
from erm.recognition.celebrations.models import CardSignature, Celebration, CelebrationChoice
from erm.recognition.celebrations.rules import (
    APART,
    CelebrationAudience,
    CelebrationKind,
    CelebrationState,
    Choice,
    Whose,
    is_narrower,
    occasion,
    occasions,
)
from erm.recognition.choices.settings import company_settings

BATCH = 200
Key = tuple[UUID, CelebrationKind, date]


async def celebrations_enabled() -> bool:
    """Whether the company celebrates; nothing is planned, shown or delivered while it does not."""
    return (await company_settings()).celebrations_enabled


async def plan_celebrations(bus: Bus) -> int:
    """Job: plan the days of the week to come, and cancel what nobody wants any more.

    Answers how many were planned. Any number of workers may do it at once.
    """
    if not await celebrations_enabled():
        return 0
    instant = now()
    ahead = [
        person_id
        for person_id, whose in (await _people(present(today()))).items()
        if occasions(whose, instant)
    ]
    planned = await Celebration.filter(state=CelebrationState.PLANNED).values_list(
        "person_id", flat=True
    )
    for people in _batches(sorted(set(planned))):  # type: ignore[arg-type]
        async with unit_of_work(bus):
            await keep_true(people)
    made = 0
    for people in _batches(ahead):
        async with unit_of_work(bus):
            made += await _plan(people, instant)
    return made


async def plan_for(person_id: UUID) -> int:
    """Plan the days of the week to come of somebody who has just chosen, within a unit of work.

    Answers how many were planned.
    """
    return await _plan([person_id], now()) if await celebrations_enabled() else 0


async def keep_true(person_ids: Collection[UUID]) -> None:
    """Let what is planned for these people fit what they want now, within a unit of work.

    A day that is none any more, or that fewer people may know of, is cancelled. One that more may know
    of is shown to them unless somebody has signed: what was written for the team stays with the team.
    """
    people = await _locked(person_ids)
    for row in await Celebration.filter(
        person_id__in=list(person_ids), state=CelebrationState.PLANNED
    ).order_by("id"):
        await _fit(row, people.get(row.person_id))


async def narrow_delivered(person_id: UUID, choice: Choice) -> None:
    """Show days that are past, or today, to no more people than their person wants now."""
    for row in await Celebration.filter(person_id=person_id, state=CelebrationState.DELIVERED):
        audience = choice.audience(row.kind)
        if is_narrower(audience, row.audience):
            await Celebration.filter(id=row.id).update(audience=audience)


async def cancel(celebration_ids: Collection[UUID]) -> None:
    """Cancel planned celebrations; the words on their cards are gone for good."""
    ids = list(celebration_ids)
    await Celebration.filter(id__in=ids, state=CelebrationState.PLANNED).update(
        state=CelebrationState.CANCELLED
    )
    cancelled = await Celebration.filter(id__in=ids, state=CelebrationState.CANCELLED).values_list(
        "id", flat=True
    )
    await CardSignature.filter(
        celebration_id__in=list(cancelled), withdrawn_at__isnull=True
    ).update(message="", withdrawn_at=now())


async def let_go_of_leaver(person_id: UUID) -> int:
    """Somebody leaves: nothing of theirs is celebrated or shown any more; answers how many were ahead.

    What they wrote on the cards of others stays there.
    """
    ahead = await Celebration.filter(
        person_id=person_id, state=CelebrationState.PLANNED
    ).values_list("id", flat=True)
    await cancel(list(ahead))  # type: ignore[arg-type]
    await Celebration.filter(person_id=person_id).update(audience=CelebrationAudience.OFF)
    await CelebrationChoice.filter(person_id=person_id).delete()
    return len(ahead)


async def deliver_due(bus: Bus) -> int:
    """Job: hand over the cards whose morning has come; answers how many.

    Each is a transaction of its own, and of several workers one does it.
    """
    if not await celebrations_enabled():
        return 0
    delivered = 0
    for row in await Celebration.filter(state=CelebrationState.PLANNED, due_at__lte=now()).order_by(
        "due_at", "id"
    ):
        async with unit_of_work(bus):
            delivered += await _deliver(row.id)
    return delivered


async def _deliver(celebration_id: UUID) -> bool:
    # The row is locked first, so that neither a signature nor a wish comes in between.
    if not await Celebration.filter(id=celebration_id, state=CelebrationState.PLANNED).update(
        state=CelebrationState.PLANNED
    ):
        return False
    row = await Celebration.get(id=celebration_id)
    await _fit(row, (await _people(Q(id=row.person_id))).get(row.person_id))
    moment = now()
    if not await Celebration.filter(
        id=celebration_id, state=CelebrationState.PLANNED, due_at__lte=moment
    ).update(state=CelebrationState.DELIVERED, delivered_at=moment):
        return False
    row = await Celebration.get(id=celebration_id)
    signatures = await CardSignature.filter(
        celebration_id=celebration_id, withdrawn_at__isnull=True, hidden_at__isnull=True
    ).count()
    record(
        CardDelivered(
            at=moment, celebration_id=row.id, person_id=row.person_id, signatures=signatures
        )
    )
    if row.audience is CelebrationAudience.EVERYONE:
        record(
            CelebrationDelivered(
                at=moment,
                celebration_id=row.id,
                person_id=row.person_id,
                kind=row.kind,
                years=row.years,
            )
        )
    return True


async def _fit(row: Celebration, whose: Whose | None) -> None:
    one = None if whose is None else occasion(whose, row.kind, row.day)
    if one is None or is_narrower(one.audience, row.audience):
        await cancel([row.id])
        return
    audience = row.audience
    if one.audience is not audience and not await CardSignature.exists(
        celebration_id=row.id, withdrawn_at__isnull=True
    ):
        audience = one.audience
    if (one.due_at, one.years, audience) != (row.due_at, row.years, row.audience):
        await Celebration.filter(id=row.id, state=CelebrationState.PLANNED).update(
            due_at=one.due_at, years=one.years, audience=audience
        )


async def _plan(people: Collection[UUID], instant: datetime) -> int:
    """Make what is not there, and take up again what was cancelled; answers how many.

    What they want is read here, with their rows locked, for it may have changed a moment ago.
    """
    wanted = {
        (person_id, one.kind, one.day): one
        for person_id, whose in (await _locked(people)).items()
        for one in occasions(whose, instant)
    }
    if not wanted:
        return 0
    there: dict[Key, Celebration] = {}
    recent: dict[tuple[UUID, CelebrationKind], list[date]] = defaultdict(list)
    first = min(day for _, _, day in wanted) - APART
    for row in await Celebration.filter(person_id__in=list(people), day__gte=first):
        there[row.person_id, row.kind, row.day] = row
        if row.state is not CelebrationState.CANCELLED:
            recent[row.person_id, row.kind].append(row.day)
    moment = now()
    made = 0
    fresh = []
    for key, one in wanted.items():
        old = there.get(key)
        if any(day != one.day and abs(day - one.day) < APART for day in recent[key[0], key[1]]):
            continue
        if old is None:
            fresh.append(
                Celebration(
                    person_id=key[0],
                    kind=one.kind,
                    day=one.day,
                    years=one.years,
                    audience=one.audience,
                    state=CelebrationState.PLANNED,
                    due_at=one.due_at,
                    created_at=moment,
                )
            )
        elif old.state is CelebrationState.CANCELLED:
            made += await Celebration.filter(id=old.id, state=CelebrationState.CANCELLED).update(
                state=CelebrationState.PLANNED,
                years=one.years,
                audience=one.audience,
                due_at=one.due_at,
                created_at=moment,
            )
    await Celebration.bulk_create(fresh, ignore_conflicts=True)
    return made + await Celebration.filter(id__in=[row.id for row in fresh]).count()


async def _locked(person_ids: Collection[UUID]) -> dict[UUID, Whose]:
    """What decides about the days of people; nobody changes it until the unit of work is over."""
    ids = list(person_ids)
    await Person.filter(id__in=ids).order_by("id").select_for_update().only("id")
    return await _people(Q(id__in=ids))


async def _people(which: Q) -> dict[UUID, Whose]:
    """What decides about the days of people, in two queries."""
    rows = await Person.filter(which).values_list("id", "hired_on", "time_zone", "left_on")
    chosen = CelebrationChoice.all()
    if len(rows) <= BATCH:
        chosen = chosen.filter(person_id__in=[row[0] for row in rows])
    choices = {row.person_id: choice_of_row(row) for row in await chosen}
    return {
        person_id: Whose(choices.get(person_id, Choice()), hired_on, zone, left_on)
        for person_id, hired_on, zone, left_on in rows
    }


def choice_of_row(row: CelebrationChoice | None) -> Choice:
    """What a stored choice says; the defaults where there is none."""
    if row is None:
        return Choice()
    return Choice(row.anniversary, row.birthday, row.birth_month, row.birth_day)


def _batches(items: Sequence[UUID]) -> Iterable[Sequence[UUID]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
