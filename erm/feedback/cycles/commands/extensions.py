"""More time for one person."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from erm.audit.rules import Action
from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.text import clean_text
from erm.core.work import record
from erm.feedback.cycles import history, policy
from erm.feedback.cycles.commands.managing import readable_cycle
from erm.feedback.cycles.deadlines import until_for
from erm.feedback.cycles.errors import (
    CycleNotInState,
    CycleWithoutPhase,
    ExtendedNobody,
    ExtensionUnfit,
    OnlyHrManagesCycles,
)
from erm.feedback.cycles.events import DeadlineExtended
from erm.feedback.cycles.models import (
    CalibrationFacilitator,
    Cycle,
    CycleExtension,
    CycleParticipant,
    Review,
)
from erm.feedback.cycles.queries.cycles import extensions_of
from erm.feedback.cycles.rules import (
    ENDED_REVIEWS,
    PHASE_OF,
    RUNNING,
    WRITABLE,
    CyclePhase,
    ParticipantState,
)
from erm.feedback.cycles.views.cycles import CycleView, view_cycle

REASON_LENGTH = 1_000
AFTER_THE_LAST = timedelta(days=90)


async def extend_cycle_deadline(
    actor: Actor,
    *,
    cycle_id: UUID,
    person_id: UUID,
    phase: CyclePhase,
    until_on: date,
    reason: str = "",
) -> tuple[CycleView, date]:
    """Give somebody more time for all that they have to do in a phase: HR, or their manager there.

    A later day than they have now, and before what follows ends. Who had an extension has a longer
    one then. Raises ``CycleNotFound``, ``OnlyHrManagesCycles``, ``CycleNotInState``,
    ``CycleWithoutPhase``, ``ExtendedNobody``, ``ExtensionUnfit``.
    """
    _ = await readable_cycle(actor, cycle_id)
    participant = await CycleParticipant.get_or_none(
        cycle_id=cycle_id, person_id=person_id, state=ParticipantState.ACTIVE
    )
    allowed = policy.may_manage_cycles(actor) or (
        participant is not None and policy.may_extend(actor, participant)
    )
    if not allowed:
        raise OnlyHrManagesCycles
    cycle = await readable_cycle(actor, cycle_id, lock=True)
    reason = clean_text(reason, field="reason", maximum=REASON_LENGTH, required=False)
    if cycle.state not in RUNNING:
        raise CycleNotInState
    extensions = await extensions_of(cycle.id)
    until = until_for(cycle, phase, person_id, extensions)
    if until is None:
        raise CycleWithoutPhase(field="phase")
    if not await _has_to_do(cycle, person_id, phase, participant):
        raise ExtendedNobody(field="person_id")
    latest = _latest(cycle, phase)
    if not max(until + timedelta(days=1), today(cycle.time_zone)) <= until_on <= latest:
        raise ExtensionUnfit(field="until_on", latest=latest)
    moment = now()
    values: dict[str, Any] = {
        "until_on": until_on,
        "reason": reason,
        "by_id": actor.person_id,
        "created_at": moment,
    }
    if not await CycleExtension.filter(cycle_id=cycle.id, person_id=person_id, phase=phase).update(
        **values
    ):
        _ = await CycleExtension.create(
            cycle_id=cycle.id, person_id=person_id, phase=phase, **values
        )
    history.note(
        Action.CYCLE_DEADLINE_EXTENDED,
        actor,
        cycle.id,
        person_id=person_id,
        phase=phase,
        until_on=until_on,
    )
    record(
        DeadlineExtended(
            at=moment,
            cycle_id=cycle.id,
            person_id=person_id,
            phase=phase,
            until_on=until_on,
            by_id=actor.person_id,
        )
    )
    return view_cycle(actor, cycle, await extensions_of(cycle.id)), until_on


def _latest(cycle: Cycle, phase: CyclePhase) -> date:
    """Until when somebody's time in a phase may last: what needs it must still be possible then."""
    return {
        CyclePhase.NOMINATION: cycle.writing_until,
        CyclePhase.WRITING: cycle.packets_until,
        CyclePhase.CALIBRATION: cycle.packets_until,
        CyclePhase.PACKETS: cycle.acknowledge_until,
        CyclePhase.ACKNOWLEDGEMENT: cycle.acknowledge_until + AFTER_THE_LAST,
    }[phase]


async def _has_to_do(
    cycle: Cycle, person_id: UUID, phase: CyclePhase, participant: CycleParticipant | None
) -> bool:
    """Whether the phase is not over, and that person has a part in it."""
    here = Q(cycle_id=cycle.id, state=ParticipantState.ACTIVE)
    match phase:
        case CyclePhase.NOMINATION:
            waiting = here & Q(results_at__isnull=True)
            whose = Q(person_id=person_id) | Q(manager_id=person_id) | Q(nominator_id=person_id)
            return (
                cycle.state in WRITABLE or _is_before(cycle, phase)
            ) and await CycleParticipant.filter(waiting & whose).exists()
        case CyclePhase.WRITING:
            asked = Review.filter(
                cycle_id=cycle.id,
                rater_id=person_id,
                participant__state=ParticipantState.ACTIVE,
                participant__results_at__isnull=True,
            ).exclude(state__in=sorted(ENDED_REVIEWS))
            return (cycle.state in WRITABLE or _is_before(cycle, phase)) and await asked.exists()
        case CyclePhase.CALIBRATION:
            leads = CalibrationFacilitator.filter(person_id=person_id, session__cycle_id=cycle.id)
            return _is_before(cycle, phase) and await leads.exists()
        case CyclePhase.PACKETS:
            prepares = here & Q(manager_id=person_id, released_at__isnull=True)
            return _is_before(cycle, phase) and await CycleParticipant.filter(prepares).exists()
    return participant is not None and participant.acknowledged_at is None


def _is_before(cycle: Cycle, phase: CyclePhase) -> bool:
    """Whether the phase goes on or lies ahead."""
    order = list(CyclePhase)
    return order.index(PHASE_OF[cycle.state]) <= order.index(phase)
