"""Programmes: what makes cycles by itself, every so many months or some days after hiring.

The unique ``cohort`` of a cycle lets each be made once, however many workers try.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from babel.dates import format_date
from tortoise.expressions import F

from erm.audit import commands as audit
from erm.audit.rules import Action
from erm.core.actor import SYSTEM, Actor
from erm.core.clock import now, today
from erm.core.errors import DomainError
from erm.core.events import Bus
from erm.core.language import babel_locale
from erm.core.text import clean_line
from erm.core.work import unit_of_work
from erm.feedback.cycles import policy
from erm.feedback.cycles.commands.cycles import NAME_LENGTH, Origin, make_cycle
from erm.feedback.cycles.commands.managing import require_hr
from erm.feedback.cycles.commands.participants import add_cycle_participants
from erm.feedback.cycles.commands.phases import move_cycle
from erm.feedback.cycles.definitions import CycleDefinition, months_later
from erm.feedback.cycles.errors import (
    CycleAudienceUnfit,
    CycleDateTooNear,
    ProgrammeChanged,
    ProgrammeNotFound,
    ProgrammeUnfit,
)
from erm.feedback.cycles.models import Cycle, CycleParticipant, CycleProgramme
from erm.feedback.cycles.queries.programmes import ProgrammeView, view_programme
from erm.feedback.cycles.queries.templates import definition_of
from erm.feedback.cycles.rules import CycleState, ProgrammeTrigger
from erm.people.audience import Audience, clean_audience, people_in
from erm.people.models import Person
from erm.people.queries import people_by_ids

MONTHS_RANGE = (1, 36)
DAYS_RANGE = (0, 1_000)
AHEAD = timedelta(days=3 * 366)


async def save_cycle_programme(
    actor: Actor,
    *,
    programme_id: UUID | None,
    version: int,
    name: str,
    trigger: ProgrammeTrigger,
    months: int | None,
    days: int | None,
    starts_on: date,
    template_key: str,
    launches_itself: bool,
    audience: Audience,
) -> ProgrammeView:
    """Begin or change what makes cycles by itself; cycles that it made stay as they are.

    Raises ``OnlyHrManagesCycles``, ``ProgrammeNotFound``, ``ProgrammeChanged``, ``ProgrammeUnfit``,
    ``CycleDateTooNear``, ``CycleTemplateNotFound``, ``CycleAudienceUnfit``.
    """
    require_hr(actor)
    before = None if programme_id is None else await _programme(actor, programme_id)
    every = trigger is ProgrammeTrigger.EVERY_MONTHS
    amount, limits = (months, MONTHS_RANGE) if every else (days, DAYS_RANGE)
    other = days if every else months
    if amount is None or other is not None or not limits[0] <= amount <= limits[1]:
        raise ProgrammeUnfit(field="months" if every else "days")
    day = today(actor.time_zone)
    kept = before is not None and before.starts_on == starts_on
    if starts_on > day + AHEAD or (every and not kept and starts_on < day):
        raise CycleDateTooNear(field="starts_on")
    definition = await definition_of(actor, template_key)
    values: dict[str, Any] = {
        "name": clean_line(name, field="name", maximum=NAME_LENGTH),
        "trigger": trigger,
        "months": months,
        "days": days,
        "starts_on": starts_on,
        "next_on": await _next_on(before, starts_on, amount, day) if every else None,
        "definition": definition.to_json(),
        "audience": (await clean_audience(audience, refusal=CycleAudienceUnfit)).to_json(),
        "launches_itself": launches_itself,
    }
    if before is None:
        row = await CycleProgramme.create(**values, owner_id=actor.person_id, created_at=now())
    else:
        changed = await CycleProgramme.filter(
            id=before.id, version=version, ended_at__isnull=True
        ).update(**values, version=F("version") + 1)
        if not changed:
            raise ProgrammeChanged
        row = await CycleProgramme.get(id=before.id)
    _note(Action.CYCLE_PROGRAMME_SAVED, actor, row.id)
    return view_programme(row)


async def _next_on(before: CycleProgramme | None, starts_on: date, months: int, day: date) -> date:
    """The next day of a rhythm that counts from the first one: never one that has been."""
    if before is None:
        return starts_on
    count, next_on = 0, starts_on
    while next_on < day or await Cycle.exists(cohort=_cohort(before.id, next_on)):
        count += months
        next_on = months_later(starts_on, count)
    return next_on


async def end_cycle_programme(actor: Actor, *, programme_id: UUID) -> ProgrammeView:
    """Let a programme make no more cycles. Ending it twice changes nothing.

    Raises ``ProgrammeNotFound``: whoever may know of one may end it.
    """
    row = await _programme(actor, programme_id)
    if await CycleProgramme.filter(id=row.id, ended_at__isnull=True).update(
        ended_at=now(), next_on=None, version=F("version") + 1
    ):
        _note(Action.CYCLE_PROGRAMME_ENDED, actor, row.id)
    return view_programme(await CycleProgramme.get(id=row.id))


async def _programme(actor: Actor, programme_id: UUID) -> CycleProgramme:
    row = await CycleProgramme.filter(policy.readable_programmes(actor), id=programme_id).first()
    if row is None:
        raise ProgrammeNotFound
    return row


def _note(action: Action, actor: Actor, programme_id: UUID) -> None:
    audit.append(
        action, actor_id=actor.person_id, subject_kind="CycleProgramme", subject_id=programme_id
    )


async def make_due_cycles(bus: Bus) -> int:
    """Job: make every cycle whose day has come, and enrol who was hired so long ago.

    Making a cycle is a transaction of its own, and launching it another. Answers how many cycles
    were made or grew.
    """
    made = 0
    for row in await CycleProgramme.filter(ended_at__isnull=True).order_by("id"):
        try:
            async with unit_of_work(bus):
                every = row.trigger is ProgrammeTrigger.EVERY_MONTHS
                cycle = await (_repeat(row) if every else _enrol_hired(row))
        except DomainError:
            # Somebody changed it meanwhile, or nobody can be added today: the next round looks again.
            continue
        if cycle is not None:
            made += 1
            await _launch(bus, row, cycle)
    return made


async def _launch(bus: Bus, row: CycleProgramme, cycle: Cycle) -> None:
    if not row.launches_itself or cycle.state is not CycleState.DRAFT:
        return
    nominates = cycle.nomination_until is not None
    first = CycleState.NOMINATION if nominates else CycleState.WRITING
    with suppress(DomainError):
        # What stops it, its page tells HR: it stays a draft.
        async with unit_of_work(bus):
            _ = await move_cycle(SYSTEM, cycle_id=cycle.id, version=cycle.version, state=first)


async def _repeat(row: CycleProgramme) -> Cycle | None:
    """Make the cycle whose day has come. Days that went by unseen are not made up for."""
    zone = await _zone_of(row.owner_id)
    day = row.next_on
    if day is None or row.months is None or day > today(zone):
        return None
    following, count = row.starts_on, 0
    while following <= today(zone):
        count += row.months
        following = months_later(row.starts_on, count)
    if not await CycleProgramme.filter(id=row.id, next_on=day, ended_at__isnull=True).update(
        next_on=following, version=F("version") + 1
    ):
        return None
    previous = (
        await Cycle.filter(programme_id=row.id, launched_at__isnull=False)
        .exclude(state=CycleState.CANCELLED)
        .order_by("-id")
        .first()
    )
    audience = Audience.from_json(row.audience)
    return await _make(row, today(zone), zone, day, audience, previous)


async def _make(
    row: CycleProgramme,
    starts_on: date,
    zone: str,
    cohort: date,
    audience: Audience,
    previous: Cycle | None = None,
) -> Cycle:
    return await make_cycle(
        SYSTEM,
        CycleDefinition.from_json(row.definition),
        name=await _name(row, cohort),
        starts_on=starts_on,
        audience=audience,
        origin=Origin(
            owner_id=row.owner_id,
            time_zone=zone,
            programme_id=row.id,
            previous_id=None if previous is None else previous.id,
            cohort=_cohort(row.id, cohort),
        ),
    )


def _cohort(programme_id: UUID, day: date) -> str:
    return f"{programme_id}:{day.isoformat()}"


async def _enrol_hired(row: CycleProgramme) -> Cycle | None:
    """Put those into today's cycle who were hired ``days`` ago or before, and are in none of it yet."""
    zone = await _zone_of(row.owner_id)
    day = today(zone)
    if row.days is None:
        return None
    hired = Person.filter(hired_on__gte=row.starts_on, hired_on__lte=day - timedelta(days=row.days))
    there = set(await people_in(Audience.from_json(row.audience)))
    due = {person.id for person in await hired.only("id")} & there - await _enrolled(row)
    if not due:
        return None
    people = sorted(due)
    cycle = await Cycle.get_or_none(cohort=_cohort(row.id, day))
    if cycle is None:
        return await _make(row, day, zone, day, Audience(people=tuple(people)))
    _ = await add_cycle_participants(SYSTEM, cycle_id=cycle.id, person_ids=people)
    return cycle


async def _enrolled(row: CycleProgramme) -> set[UUID]:
    """Who is, or was, in a cycle of the programme; of drafts, those named in their rule."""
    cycles = await Cycle.filter(programme_id=row.id)
    found: set[UUID] = set()
    for cycle in cycles:
        if cycle.launched_at is None:
            found.update(Audience.from_json(cycle.audience).people)
    found.update(
        await CycleParticipant.filter(  # type: ignore[arg-type]
            cycle_id__in=[cycle.id for cycle in cycles]
        ).values_list("person_id", flat=True)
    )
    return found


async def _zone_of(person_id: UUID) -> str:
    return (await people_by_ids(SYSTEM, [person_id]))[person_id].time_zone


async def _name(row: CycleProgramme, day: date) -> str:
    owner = (await people_by_ids(SYSTEM, [row.owner_id]))[row.owner_id]
    when = format_date(day, "d MMMM y", babel_locale(owner.locale.value))
    return f"{row.name[: NAME_LENGTH - len(when) - 3]} · {when}"
