"""What happens in cycles of reviews, for those whom it concerns.

That somebody is asked for reviews, and reminded of them, is told where that mail is written. Nobody is
told that somebody has written one, and so nobody learns who wrote what when.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from erm.core.actor import Actor
from erm.core.events import Bus
from erm.feedback.cycles.commands.reminders import CYCLE, REVIEWS
from erm.feedback.cycles.events import NominationsSent, PacketReleased
from erm.feedback.cycles.queries.cycles import cycles_by_ids
from erm.feedback.cycles.queries.packets import packets_by_ids
from erm.feedback.cycles.queries.participants import participants_by_ids
from erm.feedback.cycles.views.cycles import CycleView
from erm.flows.notifying.common import PATHS, read_through, this_time
from erm.notifications.commands import notify
from erm.notifications.rules import NotificationKind
from erm.notifications.subjects import About, Subjects, SubjectView
from erm.people.queries import people_by_ids

PARTICIPANT = "CycleParticipant"
PACKET = "Packet"


def subscribe(bus: Bus) -> None:
    """Tell of what happens."""
    bus.subscribe(NominationsSent, nominations_sent)
    bus.subscribe(PacketReleased, packet_released)


async def nominations_sent(event: NominationsSent) -> None:
    """Whoever approves."""
    await notify(
        NotificationKind.NOMINATIONS_SENT,
        [event.approver_id],
        PARTICIPANT,
        event.participant_id,
        once=this_time(event),
        at=event.at,
    )


async def packet_released(event: PacketReleased) -> None:
    """Whose it is."""
    await notify(
        NotificationKind.PACKET_RELEASED,
        [event.person_id],
        PACKET,
        event.participant_id,
        person_id=event.by_id,
        at=event.at,
    )


@dataclass(frozen=True, slots=True)
class _Named:
    """Something with a name."""

    id: UUID
    name: str


async def _participants(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, _Named]:
    found = await participants_by_ids(actor, ids)
    names = await people_by_ids(actor, [view.person_id for view in found.values()])
    return {key: _Named(key, names[view.person_id].name) for key, view in found.items()}


async def _packets(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, _Named]:
    found = await packets_by_ids(actor, ids)
    cycles = await cycles_by_ids(actor, [view.cycle_id for view in found.values()])
    return {
        key: _Named(key, cycles[view.cycle_id].name if view.cycle_id in cycles else "")
        for key, view in found.items()
    }


async def owed_reviews(actor: Actor, about: Collection[About]) -> Mapping[About, SubjectView]:
    """One's own list of what one owes, which everybody has."""
    return {each: SubjectView(title="", path=PATHS.reviews) for each in about}


def _participant(actor: Actor, about: About, view: _Named) -> SubjectView:
    return SubjectView(title=view.name, path=PATHS.nominations(view.id))


def _packet(actor: Actor, about: About, view: _Named) -> SubjectView:
    return SubjectView(title=view.name, path=PATHS.packet(view.id), public=True)


def _cycle(actor: Actor, about: About, view: CycleView) -> SubjectView:
    # Whoever is told of a cycle is asked to write in it.
    return SubjectView(title=view.name, path=PATHS.reviews, public=True)


SUBJECTS: dict[str, Subjects] = {
    PARTICIPANT: read_through(_participants, _participant),
    PACKET: read_through(_packets, _packet),
    CYCLE: read_through(cycles_by_ids, _cycle),
    REVIEWS: owed_reviews,
}
