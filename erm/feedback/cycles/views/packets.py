"""Packets as one viewer may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from erm.core.actor import Actor
from erm.feedback.cycles import policy_packets as policy
from erm.feedback.cycles.deadlines import is_over
from erm.feedback.cycles.models import Cycle, CycleParticipant
from erm.feedback.cycles.rules import PacketState, ReleasedBy
from erm.feedback.sealed import open_json


@dataclass(frozen=True, slots=True)
class PacketView:
    """A packet without its results (see ``queries.packet_contents``).

    ``released_on``: its day, or the day on which it will be released by itself. ``is_preview``: the
    viewer sees what the subject does not see yet.
    """

    id: UUID
    cycle_id: UUID
    person_id: UUID
    state: PacketState
    summary: str
    summary_version: int
    summary_by_id: UUID | None
    terms_hash: str
    released_at: datetime | None
    released_by_id: UUID | None
    released_on: date | None
    answer: str | None
    acknowledged_at: datetime | None
    can_write_summary: bool
    can_release: bool
    can_acknowledge: bool
    is_preview: bool


@dataclass(frozen=True, slots=True)
class PacketsToReleaseView:
    """How many packets of a cycle the viewer may release now, and how many lack a summary."""

    count: int
    without_summary: int


def view_packet(actor: Actor, row: CycleParticipant, cycle: Cycle, moment: datetime) -> PacketView:
    """The packet for this actor, who may read it."""
    preparing = row.packet is PacketState.PREPARING
    releasing = cycle.state in policy.RELEASING
    return PacketView(
        id=row.id,
        cycle_id=row.cycle_id,
        person_id=row.person_id,
        state=row.packet,
        summary=_opened(row, row.summary_sealed, "summary_sealed") or "",
        summary_version=row.summary_version,
        summary_by_id=row.summary_by_id,
        terms_hash=cycle.terms_hash or "",
        released_at=row.released_at,
        released_by_id=row.released_by_id,
        released_on=released_on(row, cycle),
        answer=_opened(row, row.answer_sealed, "answer_sealed"),
        acknowledged_at=row.acknowledged_at,
        can_write_summary=preparing
        and policy.may_write_summary(actor, row)
        and cycle.state not in policy.OVER,
        can_release=policy.may_release_now(
            actor, row, cycle, is_late=is_over(cycle, cycle.packets_until, moment)
        ),
        can_acknowledge=row.packet is PacketState.RELEASED
        and releasing
        and policy.may_acknowledge_packet(actor, row),
        is_preview=preparing,
    )


def released_on(row: CycleParticipant, cycle: Cycle) -> date | None:
    """The day of its release by the clocks of the cycle, or the day that is planned."""
    if row.released_at is not None:
        return row.released_at.astimezone(ZoneInfo(cycle.time_zone)).date()
    return cycle.release_on if cycle.released_by is ReleasedBy.DATE else None


def _opened(row: CycleParticipant, sealed: bytes | None, column: str) -> str | None:
    if sealed is None:
        return None
    return str(open_json(sealed, table="cycle_participant", column=column, row_id=row.id))
