"""Writing, releasing and acknowledging packets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from tortoise.expressions import F

from erm.audit.commands import append
from erm.audit.rules import Action
from erm.core.actor import SYSTEM, Actor
from erm.core.clock import now, today
from erm.core.events import Bus
from erm.core.text import clean_text
from erm.core.work import record, unit_of_work
from erm.feedback.cycles import packets
from erm.feedback.cycles import policy_packets as policy
from erm.feedback.cycles.deadlines import is_over
from erm.feedback.cycles.errors import (
    PacketAlreadyAcknowledged,
    PacketIsReleased,
    PacketNotFound,
    PacketNotReleased,
    PacketNotYoursToAcknowledge,
    PacketNotYoursToPrepare,
    PacketNotYoursToRelease,
    PacketsNotReleasedNow,
    PacketSummaryChanged,
    TooManyPackets,
)
from erm.feedback.cycles.events import PacketAcknowledged, PacketReleased
from erm.feedback.cycles.models import Cycle, CycleParticipant
from erm.feedback.cycles.queries.packets import contents_of, packets_by_ids
from erm.feedback.cycles.rules import PacketState, ParticipantState, ReleasedBy
from erm.feedback.cycles.views.packets import PacketView
from erm.feedback.sealed import seal_json


class Releaser(StrEnum):
    """Who released a packet, for the audit log."""

    MANAGER = "manager"
    HR = "hr"
    DATE = "date"


async def write_packet_summary(
    actor: Actor, *, packet_id: UUID, version: int, summary: str
) -> PacketView:
    """Save the summary over the evidence, as a draft that only those see who prepare the packet.

    ``version`` is the one that was read. Raises ``PacketNotFound``, ``PacketNotYoursToPrepare``,
    ``PacketIsReleased``, ``PacketsNotReleasedNow``, ``PacketSummaryChanged`` and ``InvalidInput``.
    """
    row, cycle = await _readable(actor, packet_id)
    if not policy.may_write_summary(actor, row):
        raise PacketNotYoursToPrepare
    if row.packet is not PacketState.PREPARING:
        raise PacketIsReleased
    if cycle.state in policy.OVER:
        raise PacketsNotReleasedNow
    text = clean_text(summary, field="summary", maximum=packets.SUMMARY_MAXIMUM, required=False)
    sealed = None
    if text:
        sealed = seal_json(text, table="cycle_participant", column="summary_sealed", row_id=row.id)
    changed = await CycleParticipant.filter(
        id=row.id, packet=PacketState.PREPARING, summary_version=version
    ).update(
        summary_sealed=sealed,
        summary_by_id=actor.person_id,
        summary_version=F("summary_version") + 1,
    )
    if not changed:
        raise PacketSummaryChanged
    return await _view(actor, row.id)


async def release_packets(actor: Actor, *, packet_ids: Sequence[UUID]) -> list[UUID]:
    """Hand packets out to their subjects: all of them or, at a refusal, none. Answers their ids.

    What they hold is frozen with it. Whoever releases need not be able to read them. Raises
    ``PacketNotFound``, ``PacketNotYoursToRelease``, ``PacketsNotReleasedNow``, ``PacketIsReleased``
    and ``TooManyPackets``.
    """
    keys = list(dict.fromkeys(packet_ids))
    if len(keys) > packets.RELEASED_AT_ONCE:
        raise TooManyPackets(field="packet_ids", count=packets.RELEASED_AT_ONCE)
    rows = {
        row.id: row
        for row in await CycleParticipant.filter(id__in=keys).order_by("id").select_for_update()
    }
    cycles = {
        cycle.id: cycle
        for cycle in await Cycle.filter(id__in=list({row.cycle_id for row in rows.values()}))
    }
    seen = await packets_by_ids(actor, keys)
    moment = now()
    for key in keys:
        row = rows.get(key)
        if row is None:
            raise PacketNotFound
        _check_release(actor, row, cycles[row.cycle_id], moment, readable=key in seen)
    await _release(actor, [rows[key] for key in keys], moment)
    return keys


def _check_release(
    actor: Actor, row: CycleParticipant, cycle: Cycle, moment: datetime, *, readable: bool
) -> None:
    is_late = is_over(cycle, cycle.packets_until, moment)
    may = policy.may_release_packet(actor, row, cycle, is_late=is_late)
    if not may:
        raise PacketNotYoursToRelease if readable else PacketNotFound
    if row.state is not ParticipantState.ACTIVE or row.packet is PacketState.WAITING:
        raise PacketNotFound
    if cycle.state not in policy.RELEASING:
        raise PacketsNotReleasedNow
    if row.packet is not PacketState.PREPARING:
        raise PacketIsReleased


async def release_due_packets(bus: Bus) -> int:
    """Release the packets whose day has come, by the clocks of their cycles; answers how many.

    For the worker. Those whose results are made later (somebody had more time) follow on a later run.
    """
    released = 0
    for cycle in await Cycle.filter(
        released_by=ReleasedBy.DATE,
        release_on__isnull=False,
        state__in=sorted(policy.RELEASING),
    ).order_by("id"):
        if cycle.release_on is None or today(cycle.time_zone) < cycle.release_on:
            continue
        while True:
            async with unit_of_work(bus):
                rows = (
                    await CycleParticipant.filter(
                        cycle_id=cycle.id,
                        state=ParticipantState.ACTIVE,
                        packet=PacketState.PREPARING,
                    )
                    .order_by("id")
                    .limit(packets.RELEASED_AT_ONCE)
                    .select_for_update()
                )
                await _release(SYSTEM, rows, now())
            released += len(rows)
            if len(rows) < packets.RELEASED_AT_ONCE:
                break
    return released


async def _release(actor: Actor, rows: Sequence[CycleParticipant], moment: datetime) -> None:
    """Freeze and hand out; the rows are locked."""
    by_id = None if actor.is_system else actor.person_id
    contents = await contents_of(rows)
    for row in rows:
        row.packet_sealed = seal_json(
            packets.to_json(contents[row.id]),
            table="cycle_participant",
            column="packet_sealed",
            row_id=row.id,
        )
        row.packet = PacketState.RELEASED
        row.released_at = moment
        row.released_by_id = by_id
    if rows:
        await CycleParticipant.bulk_update(
            rows, ["packet_sealed", "packet", "released_at", "released_by_id"]
        )
    for row in rows:
        append(
            Action.PACKET_RELEASED,
            actor_id=by_id,
            subject_kind="cycle_participant",
            subject_id=row.id,
            details={
                "cycle": row.cycle_id,
                "person": row.person_id,
                "by": _releaser(actor, row),
            },
        )
        record(
            PacketReleased(
                at=moment,
                cycle_id=row.cycle_id,
                participant_id=row.id,
                person_id=row.person_id,
                by_id=by_id,
            )
        )


def _releaser(actor: Actor, row: CycleParticipant) -> Releaser:
    if actor.is_system:
        return Releaser.DATE
    return Releaser.MANAGER if actor.person_id == row.manager_id else Releaser.HR


async def acknowledge_packet(actor: Actor, *, packet_id: UUID, answer: str) -> PacketView:
    """The subject has read it, and may answer; from then on nothing changes any more.

    Raises ``PacketNotFound``, ``PacketNotYoursToAcknowledge``, ``PacketNotReleased``,
    ``PacketAlreadyAcknowledged``, ``PacketsNotReleasedNow`` and ``InvalidInput``.
    """
    row, cycle = await _readable(actor, packet_id)
    if not policy.may_acknowledge_packet(actor, row):
        raise PacketNotYoursToAcknowledge
    if row.packet is PacketState.ACKNOWLEDGED:
        raise PacketAlreadyAcknowledged
    if row.packet is not PacketState.RELEASED:
        raise PacketNotReleased
    if cycle.state not in policy.RELEASING:
        raise PacketsNotReleasedNow
    text = clean_text(answer, field="answer", maximum=packets.ANSWER_MAXIMUM, required=False)
    sealed = None
    if text:
        sealed = seal_json(text, table="cycle_participant", column="answer_sealed", row_id=row.id)
    moment = now()
    changed = await CycleParticipant.filter(id=row.id, packet=PacketState.RELEASED).update(
        packet=PacketState.ACKNOWLEDGED, answer_sealed=sealed, acknowledged_at=moment
    )
    if not changed:
        raise PacketAlreadyAcknowledged
    append(
        Action.PACKET_ACKNOWLEDGED,
        actor_id=actor.person_id,
        subject_kind="cycle_participant",
        subject_id=row.id,
        details={"cycle": row.cycle_id, "answered": int(bool(text))},
    )
    record(
        PacketAcknowledged(
            at=moment,
            cycle_id=row.cycle_id,
            participant_id=row.id,
            person_id=row.person_id,
            answered=bool(text),
        )
    )
    return await _view(actor, row.id)


async def _readable(actor: Actor, packet_id: UUID) -> tuple[CycleParticipant, Cycle]:
    row = await CycleParticipant.filter(policy.readable_packets(actor), id=packet_id).first()
    if row is None:
        raise PacketNotFound
    return row, await Cycle.get(id=row.cycle_id)


async def _view(actor: Actor, packet_id: UUID) -> PacketView:
    return (await packets_by_ids(actor, [packet_id]))[packet_id]
