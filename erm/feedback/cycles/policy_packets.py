"""Who may see and do what with packets.

The subject, from release on; before, this participant's manager and HR, from when the results are
made. Nobody else: no administrator, no former manager, nobody who manages somebody else. HR does not
see its own packet before everybody else would see theirs.

Whoever rated the subject anonymously reads the packet as nobody's manager and not as HR either: they
could take their own answer out of its figures and learn of the others'. Releasing needs no reading.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from erm.core.actor import Actor
from erm.feedback.cycles.models import Cycle, CycleParticipant, Review
from erm.feedback.cycles.rules import (
    CycleState,
    PacketState,
    ParticipantState,
    Perspective,
    ReleasedBy,
    ReviewState,
)

RELEASED = frozenset({PacketState.RELEASED, PacketState.ACKNOWLEDGED})
RELEASING = frozenset({CycleState.PACKETS, CycleState.ACKNOWLEDGEMENT})
"""States of a cycle in which packets are released, and acknowledged."""

OVER = frozenset({CycleState.CLOSED, CycleState.CANCELLED})

_NOTHING = Q(id__in=[])
_ANONYMOUS = (Perspective.PEER, Perspective.UPWARD, Perspective.EXTERNAL)


def may_read_packet(
    actor: Actor, participant: CycleParticipant, cycle: Cycle, rated: Collection[UUID] = ()
) -> bool:
    """The subject once it is released; the manager and HR once there are results.

    ``rated``: the participants whom the actor has rated anonymously, see :func:`rated_by`.
    """
    if actor.is_system or not _exists(participant, cycle):
        return False
    if actor.person_id == participant.person_id:
        return participant.packet in RELEASED
    if participant.packet is PacketState.WAITING or participant.id in rated:
        return False
    return actor.is_hr or _is_manager(actor, participant)


def readable_packets(actor: Actor) -> Q:
    """Filter form of :func:`may_read_packet`."""
    if actor.is_system:
        return _NOTHING
    exists = ~Q(cycle__state=CycleState.CANCELLED) & (
        Q(state=ParticipantState.ACTIVE) | Q(packet__in=sorted(RELEASED))
    )
    readable = Q(person_id=actor.person_id, packet__in=sorted(RELEASED))
    others = (
        ~Q(person_id=actor.person_id)
        & ~Q(packet=PacketState.WAITING)
        & ~Q(id__in=Subquery(rated_by(actor).values("participant_id")))
    )
    if actor.is_hr:
        readable |= others
    elif actor.report_ids:
        managed = Q(manager_id=actor.person_id, person_id__in=sorted(actor.report_ids))
        readable |= others & managed
    return exists & readable


def rated_by(actor: Actor) -> QuerySet[Review]:
    """The anonymous reviews that the actor has submitted: those whose answers were destroyed."""
    return Review.filter(
        rater_id=actor.person_id,
        state=ReviewState.SUBMITTED,
        perspective__in=list(_ANONYMOUS),
        answers_sealed__isnull=True,
    )


def may_write_summary(actor: Actor, participant: CycleParticipant) -> bool:
    """This participant's manager, and HR where there is none; of those who may read the packet."""
    if actor.is_system or actor.person_id == participant.person_id:
        return False
    if participant.manager_id is None:
        return actor.is_hr
    return _is_manager(actor, participant)


def may_release_packet(
    actor: Actor, participant: CycleParticipant, cycle: Cycle, *, is_late: bool
) -> bool:
    """By the rule of the cycle: the manager (HR where there is none), HR, or the day by itself.

    ``is_late``: the phase of packets is over. Then HR releases what a manager has left lying.
    """
    if actor.is_system:
        return cycle.released_by is ReleasedBy.DATE
    if actor.person_id == participant.person_id:
        return False
    if cycle.released_by is ReleasedBy.HR:
        return actor.is_hr
    if cycle.released_by is ReleasedBy.DATE:
        return False
    if participant.manager_id is None or is_late:
        return actor.is_hr or _is_manager(actor, participant)
    return _is_manager(actor, participant)


def releasable_packets(actor: Actor, cycle: Cycle, *, is_late: bool) -> Q:
    """Filter form of :func:`may_release_packet`, for the participants of one cycle."""
    if actor.is_system:
        return Q() if cycle.released_by is ReleasedBy.DATE else _NOTHING
    if cycle.released_by is ReleasedBy.DATE:
        return _NOTHING
    others = ~Q(person_id=actor.person_id)
    if cycle.released_by is ReleasedBy.HR:
        return others if actor.is_hr else _NOTHING
    if actor.is_hr and is_late:
        return others
    released = Q(manager_id=actor.person_id, person_id__in=sorted(actor.report_ids))
    if actor.is_hr:
        released |= Q(manager_id__isnull=True)
    return others & released


def may_release_now(
    actor: Actor, participant: CycleParticipant, cycle: Cycle, *, is_late: bool
) -> bool:
    """Whether the packet is prepared, its cycle in a state in which packets are released, and the
    actor who releases it."""
    return (
        participant.state is ParticipantState.ACTIVE
        and participant.packet is PacketState.PREPARING
        and cycle.state in RELEASING
        and may_release_packet(actor, participant, cycle, is_late=is_late)
    )


def may_acknowledge_packet(actor: Actor, participant: CycleParticipant) -> bool:
    """The subject."""
    return not actor.is_system and actor.person_id == participant.person_id


def prepared_by(actor: Actor) -> Q:
    """Whose packets the actor prepares, those that they may not read among them."""
    if actor.is_system:
        return _NOTHING
    prepared = Q(manager_id=actor.person_id, person_id__in=sorted(actor.report_ids))
    if actor.is_hr:
        prepared |= Q(manager_id__isnull=True) & ~Q(person_id=actor.person_id)
    return prepared


def _exists(participant: CycleParticipant, cycle: Cycle) -> bool:
    if cycle.state is CycleState.CANCELLED:
        return False
    return participant.state is ParticipantState.ACTIVE or participant.packet in RELEASED


def _is_manager(actor: Actor, participant: CycleParticipant) -> bool:
    """Manager of this participant in this cycle, and still their manager."""
    return actor.person_id == participant.manager_id and actor.manages(participant.person_id)
