"""Putting down who saw which report. Whoever makes a report for somebody calls this first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.engagement.ledger.models import ReportAccess
from erm.engagement.ledger.rules import ReportAct, ReportPart, scope_key


async def note(
    actor: Actor,
    wave_id: UUID,
    act: ReportAct,
    part: ReportPart,
    scope: Mapping[str, str | None],
) -> None:
    """Put down that the actor is told of a group of a wave: once a day (UTC) for each act and part.

    ``scope`` is the label of the group by segment, as the release has it; empty for everybody. It is
    stored before the report is given out, in a unit of work of its own, so a report that cannot be
    put down is not given out either. The second reading of a day only reads. Raises ``ValueError``
    for the system, which has no eyes: a report that is mailed is noted for who receives it.
    """
    await note_all(actor, {wave_id: scope}, act=act, part=part)


async def note_all(
    actor: Actor,
    scopes: Mapping[UUID, Mapping[str, str | None]],
    *,
    act: ReportAct,
    part: ReportPart,
) -> None:
    """Like :func:`note`, of one group in each of several waves at once: two statements at most."""
    await note_groups(actor, list(scopes.items()), act=act, part=part)


async def note_groups(
    actor: Actor,
    groups: Sequence[tuple[UUID, Mapping[str, str | None]]],
    *,
    act: ReportAct,
    part: ReportPart,
) -> None:
    """Like :func:`note`, of any number of groups of any waves: two statements at most."""
    if actor.is_system:
        raise ValueError("the system reads no reports")
    day, moment = today(), now()
    rows = {
        (wave_id, scope_key(scope)): ReportAccess(
            wave_id=wave_id,
            person_id=actor.person_id,
            act=act,
            part=part.value,
            scope=dict(scope),
            scope_key=scope_key(scope),
            day=day,
            at=moment,
        )
        for wave_id, scope in groups
    }
    there = await ReportAccess.filter(
        wave_id__in=list({wave_id for wave_id, _ in groups}),
        person_id=actor.person_id,
        act=act,
        part=part.value,
        day=day,
    ).values_list("wave_id", "scope_key")
    known = set(there)
    missing = [row for key, row in rows.items() if key not in known]
    if not missing:
        return
    async with unit_of_work(Bus()):
        await ReportAccess.bulk_create(missing, ignore_conflicts=True)
