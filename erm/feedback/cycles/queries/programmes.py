"""Reads of programmes, and of whom a rule names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from erm.core.actor import Actor
from erm.feedback.cycles import policy
from erm.feedback.cycles.errors import CycleAudienceUnfit
from erm.feedback.cycles.models import Cycle, CycleProgramme
from erm.feedback.cycles.rules import ProgrammeTrigger
from erm.people.audience import Audience, clean_audience, people_in

SAMPLE = 10


@dataclass(frozen=True, slots=True)
class ProgrammeView:
    """What makes cycles by itself."""

    id: UUID
    name: str
    trigger: ProgrammeTrigger
    months: int | None
    days: int | None
    starts_on: date
    next_on: date | None
    launches_itself: bool
    audience: Audience
    owner_id: UUID
    ended_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class AudienceView:
    """A rule, how many people it names today, and the first of them."""

    audience: Audience
    count: int
    sample: tuple[UUID, ...]


def view_programme(row: CycleProgramme) -> ProgrammeView:
    """A programme for HR."""
    return ProgrammeView(
        id=row.id,
        name=row.name,
        trigger=row.trigger,
        months=row.months,
        days=row.days,
        starts_on=row.starts_on,
        next_on=row.next_on,
        launches_itself=row.launches_itself,
        audience=Audience.from_json(row.audience),
        owner_id=row.owner_id,
        ended_at=row.ended_at,
        version=row.version,
    )


async def programmes(actor: Actor) -> list[ProgrammeView]:
    """All programmes, those that have ended last; none for who is not HR."""
    rows = await CycleProgramme.filter(policy.readable_programmes(actor)).order_by("name", "id")
    return [view_programme(row) for row in sorted(rows, key=lambda row: row.ended_at is not None)]


async def programmes_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, ProgrammeView]:
    """Programmes by id; none for who is not HR."""
    rows = await CycleProgramme.filter(policy.readable_programmes(actor), id__in=list(set(ids)))
    return {row.id: view_programme(row) for row in rows}


async def cycles_of_programmes(
    actor: Actor, programme_ids: Sequence[UUID]
) -> dict[UUID, list[UUID]]:
    """The cycles that programmes have made, newest first; only those that the actor may read."""
    found: dict[UUID, list[UUID]] = {key: [] for key in programme_ids}
    for key, programme in (
        await Cycle.filter(policy.readable_cycles(actor), programme_id__in=list(found))
        .order_by("-id")
        .values_list("id", "programme_id")
    ):
        found[programme].append(key)
    return found


async def preview_audience(actor: Actor, audience: Audience) -> AudienceView | None:
    """Whom a rule names today; None for who is not HR. Raises ``CycleAudienceUnfit``."""
    if not policy.may_manage_cycles(actor):
        return None
    return await view_audience(await clean_audience(audience, refusal=CycleAudienceUnfit))


async def view_audience(audience: Audience) -> AudienceView:
    """A rule and whom it names today. Has no actor: for HR's eyes."""
    people = await people_in(audience)
    return AudienceView(audience, len(people), tuple(people[:SAMPLE]))


async def audiences_of(actor: Actor, cycle_ids: Sequence[UUID]) -> dict[UUID, Audience]:
    """The rules of cycles, for HR."""
    if not policy.may_manage_cycles(actor):
        return {}
    rows = await Cycle.filter(policy.readable_cycles(actor), id__in=list(set(cycle_ids)))
    return {row.id: Audience.from_json(row.audience) for row in rows}
