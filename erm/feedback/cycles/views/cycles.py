"""Cycles, their questions and participants as one viewer may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from erm.core.actor import Actor
from erm.feedback.cycles import policy, policy_packets
from erm.feedback.cycles.deadlines import Extensions, is_over, phase_until, until_for
from erm.feedback.cycles.models import Cycle, CycleParticipant, CyclePerspective, CycleQuestion
from erm.feedback.cycles.questions import QuestionContent
from erm.feedback.cycles.rules import (
    PHASE_OF,
    CyclePhase,
    CycleState,
    Nominator,
    PacketState,
    ParticipantState,
    Perspective,
    QuestionKind,
    ReleasedBy,
)


@dataclass(frozen=True, slots=True)
class PhaseDatesView:
    """The last day of a phase, for everybody and for the viewer with their extension."""

    phase: CyclePhase
    until_on: date
    my_until_on: date


@dataclass(frozen=True, slots=True)
class CycleView:
    """A cycle. ``template`` is the key of what it was made from; ``current_phase`` None: none goes on."""

    id: UUID
    name: str
    description: str
    state: CycleState
    template: str
    time_zone: str
    period_from: date
    period_until: date
    phases: tuple[PhaseDatesView, ...]
    current_phase: CyclePhase | None
    released_by: ReleasedBy
    release_on: date | None
    nominator: Nominator
    nomination_cap: int
    nominations_need_approval: bool
    load_limit: int
    calibrates: bool
    terms_hash: str | None
    owner_id: UUID
    programme_id: UUID | None
    previous_id: UUID | None
    created_at: datetime
    launched_at: datetime | None
    ended_at: datetime | None
    version: int
    can_manage: bool


@dataclass(frozen=True, slots=True)
class PerspectiveView:
    """A perspective of a cycle."""

    kind: Perspective
    anonymous: bool
    minimum: int
    weight: int


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question of a cycle, in all languages."""

    id: UUID
    cycle_id: UUID
    position: int
    kind: QuestionKind
    content: QuestionContent
    competency: str
    required: bool
    weight: int
    perspectives: tuple[Perspective, ...]
    licence: str
    source: str
    version: int


@dataclass(frozen=True, slots=True)
class WordingView:
    """How a question was worded before."""

    number: int
    content: QuestionContent
    by_id: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True)
class ParticipantView:
    """Somebody in a cycle, and how far their packet is."""

    id: UUID
    cycle_id: UUID
    person_id: UUID
    state: ParticipantState
    manager_id: UUID | None
    manager_at_launch_id: UUID | None
    department_at_launch_id: UUID | None
    packet: PacketState
    released_at: datetime | None
    acknowledged_at: datetime | None
    can_remove: bool
    can_extend: bool
    can_release_packet: bool
    lacks_summary: bool


@dataclass(frozen=True, slots=True)
class ExtensionView:
    """More time for one person in one phase."""

    person_id: UUID
    phase: CyclePhase
    until_on: date
    reason: str
    by_id: UUID | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class PerspectiveCountView:
    """How many are asked in a perspective, have submitted, have declined."""

    perspective: Perspective
    asked: int
    submitted: int
    declined: int


NO_EXTENSIONS: Extensions = {}


def view_cycle(actor: Actor, row: Cycle, extensions: Extensions = NO_EXTENSIONS) -> CycleView:
    """The cycle for this actor, who may read it; ``extensions`` are at least the actor's own."""
    return CycleView(
        id=row.id,
        name=row.name,
        description=row.description,
        state=row.state,
        template=row.template,
        time_zone=row.time_zone,
        period_from=row.period_from,
        period_until=row.period_until,
        phases=tuple(_phases(actor, row, extensions)),
        current_phase=PHASE_OF.get(row.state),
        released_by=row.released_by,
        release_on=row.release_on,
        nominator=row.nominator,
        nomination_cap=row.nomination_cap,
        nominations_need_approval=row.nominations_need_approval,
        load_limit=row.load_limit,
        calibrates=row.calibration_until is not None,
        terms_hash=row.terms_hash,
        owner_id=row.owner_id,
        programme_id=row.programme_id,
        previous_id=row.previous_id,
        created_at=row.created_at,
        launched_at=row.launched_at,
        ended_at=row.ended_at,
        version=row.version,
        can_manage=policy.may_manage_cycle(actor, row),
    )


def _phases(actor: Actor, row: Cycle, extensions: Extensions) -> list[PhaseDatesView]:
    found = []
    for phase in CyclePhase:
        until = phase_until(row, phase)
        mine = until_for(row, phase, actor.person_id, extensions)
        if until is not None and mine is not None:
            found.append(PhaseDatesView(phase, until, mine))
    return found


def view_perspective(row: CyclePerspective) -> PerspectiveView:
    """A perspective of a readable cycle."""
    return PerspectiveView(row.kind, row.anonymous, row.minimum, row.weight)


def view_question(row: CycleQuestion) -> QuestionView:
    """A question of a readable cycle."""
    return QuestionView(
        id=row.id,
        cycle_id=row.cycle_id,
        position=row.position,
        kind=row.kind,
        content=QuestionContent.from_json(row.content),
        competency=row.competency,
        required=row.required,
        weight=row.weight,
        perspectives=tuple(Perspective(kind) for kind in row.perspectives),
        licence=row.licence,
        source=row.source,
        version=row.version,
    )


def view_participant(
    actor: Actor, row: CycleParticipant, cycle: Cycle, moment: datetime
) -> ParticipantView:
    """A participant of this cycle for this actor, who may read them."""
    unsettled = row.state is ParticipantState.ACTIVE and row.released_at is None
    goes_on = cycle.state not in (CycleState.DRAFT, CycleState.CLOSED, CycleState.CANCELLED)
    can_release = policy_packets.may_release_now(
        actor, row, cycle, is_late=is_over(cycle, cycle.packets_until, moment)
    )
    return ParticipantView(
        id=row.id,
        cycle_id=row.cycle_id,
        person_id=row.person_id,
        state=row.state,
        manager_id=row.manager_id,
        manager_at_launch_id=row.manager_at_launch_id,
        department_at_launch_id=row.department_at_launch_id,
        packet=row.packet,
        released_at=row.released_at,
        acknowledged_at=row.acknowledged_at,
        can_remove=policy.may_remove_participant(actor, row) and unsettled and goes_on,
        can_extend=policy.may_extend(actor, row)
        and row.state is ParticipantState.ACTIVE
        and goes_on,
        can_release_packet=can_release,
        lacks_summary=can_release and row.summary_sealed is None,
    )
