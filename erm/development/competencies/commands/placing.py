"""Setting people's levels: HR's.

A person has one level at a time, from a day on. Days may lie behind (it was always so) and, within a
year, ahead. Whoever writes locks the person's row and the level's: two at once cannot leave a person
at two levels, nor anybody at a level that is being retired.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from erm.audit import commands as audit
from erm.audit.rules import Action
from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.work import record
from erm.development.competencies.commands.frameworks import require_hr
from erm.development.competencies.errors import (
    CareerLevelNotFound,
    LevelRetired,
    NoPlacement,
    PlacementFollows,
    PlacementTooFar,
)
from erm.development.competencies.events import PersonPlaced
from erm.development.competencies.models import CareerLevel, CareerPlacement
from erm.development.competencies.rules import DAYS_AHEAD, Stay, ended, placed
from erm.people.models import Person
from erm.people.queries import require_present


async def place_person(actor: Actor, *, person_id: UUID, level_id: UUID, starts_on: date) -> None:
    """Let a person stand at a level from a day on, until the next day for which one is set.

    Another level on the same day replaces it. Raises ``OnlyHrManagesFrameworks``,
    ``PERSON_UNKNOWN``, ``PERSON_HAS_LEFT``, ``CareerLevelNotFound``, ``LevelRetired``,
    ``PlacementTooFar``.
    """
    require_hr(actor)
    await require_present(actor, person_id, field="person_id")
    if starts_on > today() + timedelta(days=DAYS_AHEAD):
        raise PlacementTooFar(field="starts_on", count=DAYS_AHEAD)
    await lock_levels([level_id])
    await Person.filter(id=person_id).select_for_update().first()
    before = await stays_of(person_id)
    await write_stays(actor, person_id, before, placed(before, level_id, starts_on))
    record(PersonPlaced(at=now(), person_id=person_id, level_id=level_id))
    audit.append(
        Action.PERSON_PLACED,
        actor_id=actor.person_id,
        subject_kind="Person",
        subject_id=person_id,
        details={"level": level_id, "starts_on": starts_on},
    )


async def end_placement(actor: Actor, *, person_id: UUID, ends_on: date) -> None:
    """Let a person stand at no level from a day on; what begins then, today or later is taken back.

    Raises ``OnlyHrManagesFrameworks``, ``PERSON_UNKNOWN``, ``PlacementTooFar``,
    ``PlacementFollows``, ``NoPlacement``.
    """
    require_hr(actor)
    await require_present(actor, person_id, field="person_id")
    day = today()
    if ends_on > day + timedelta(days=DAYS_AHEAD):
        raise PlacementTooFar(field="ends_on", count=DAYS_AHEAD)
    await Person.filter(id=person_id).select_for_update().first()
    before = await stays_of(person_id)
    if any(ends_on <= stay.starts_on < day for stay in before):
        raise PlacementFollows(field="ends_on")
    after = ended(before, ends_on)
    if after == before:
        raise NoPlacement(field="ends_on")
    await write_stays(actor, person_id, before, after)
    record(PersonPlaced(at=now(), person_id=person_id, level_id=None))
    audit.append(
        Action.PLACEMENT_ENDED,
        actor_id=actor.person_id,
        subject_kind="Person",
        subject_id=person_id,
        details={"ends_on": ends_on},
    )


async def lock_levels(level_ids: Sequence[UUID]) -> None:
    """Keep levels from being retired until the commit.

    Raises ``CareerLevelNotFound``, ``LevelRetired``.
    """
    wanted = sorted(set(level_ids))
    rows = await CareerLevel.filter(id__in=wanted).order_by("id").select_for_update()
    if len(rows) < len(wanted):
        raise CareerLevelNotFound(field="level_id")
    retired = {
        key
        for key, at in await CareerLevel.filter(id__in=wanted).values_list(
            "id", "framework__retired_at"
        )
        if at is not None
    }
    if retired or any(row.retired_at is not None for row in rows):
        raise LevelRetired(field="level_id")


async def stays_of(person_id: UUID) -> tuple[Stay, ...]:
    """A person's levels over time, the first one first."""
    return tuple(
        Stay(level, starts, ends)
        for level, starts, ends in await CareerPlacement.filter(person_id=person_id)
        .order_by("starts_on")
        .values_list("level_id", "starts_on", "ends_on")
    )


async def write_stays(
    actor: Actor, person_id: UUID, before: Sequence[Stay], after: Sequence[Stay]
) -> None:
    """Make of a person's levels over time what they should be; the person's row is locked."""
    old = {stay.starts_on: stay for stay in before}
    new = {stay.starts_on: stay for stay in after}
    gone = [day for day in old if day not in new]
    if gone:
        await CareerPlacement.filter(person_id=person_id, starts_on__in=gone).delete()
    for day, stay in new.items():
        if day not in old:
            _ = await CareerPlacement.create(
                person_id=person_id,
                level_id=stay.level_id,
                starts_on=day,
                ends_on=stay.ends_on,
                placed_by_id=actor.person_id,
                created_at=now(),
            )
        elif old[day].level_id != stay.level_id:
            await CareerPlacement.filter(person_id=person_id, starts_on=day).update(
                level_id=stay.level_id, ends_on=stay.ends_on, placed_by_id=actor.person_id
            )
        elif old[day] != stay:
            await CareerPlacement.filter(person_id=person_id, starts_on=day).update(
                ends_on=stay.ends_on
            )
