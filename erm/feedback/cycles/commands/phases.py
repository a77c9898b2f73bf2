"""The steps of a cycle: launching it, moving it on, changing its days; by HR, or by the date.

``rules.next_states`` is the table. A step is a conditional update of the cycle's row on its version
and state, made before anything else: of two who click at once one is refused and changes nothing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tortoise.expressions import F, Q

from erm.audit.rules import Action
from erm.core.actor import SYSTEM, Actor
from erm.core.clock import now, today
from erm.core.errors import DomainError
from erm.core.events import Bus
from erm.core.text import clean_text
from erm.core.work import record, unit_of_work
from erm.feedback.cycles import history
from erm.feedback.cycles.commands.closing import close_due_participants
from erm.feedback.cycles.commands.cycles import check_dates, check_release
from erm.feedback.cycles.commands.enrolling import enrol
from erm.feedback.cycles.commands.managing import cancel_reviews, managed_cycle, promises_of
from erm.feedback.cycles.deadlines import is_over, phase_until
from erm.feedback.cycles.definitions import CycleDates
from erm.feedback.cycles.errors import (
    CycleBlocked,
    CycleCannotMove,
    CycleChanged,
    CycleDateTooNear,
    CycleNotInState,
    CyclePhaseIsOver,
    CycleReasonRequired,
)
from erm.feedback.cycles.events import CycleDatesChanged, CycleLaunched, CycleMoved
from erm.feedback.cycles.models import Cycle, CycleExtension, CycleParticipant
from erm.feedback.cycles.queries.blockers import blockers_of
from erm.feedback.cycles.queries.cycles import extensions_of, next_of
from erm.feedback.cycles.rules import (
    PHASE_OF,
    RUNNING,
    CyclePhase,
    CycleState,
    ParticipantSource,
    ReleasedBy,
)
from erm.feedback.cycles.terms import fingerprint, write_terms
from erm.feedback.cycles.views.cycles import CycleView, view_cycle
from erm.people.audience import Audience, people_in

REASON_LENGTH = 1_000
NOTICE = timedelta(days=2)
"""Nobody's last day comes nearer than this by a change."""
AT_ONCE = 200
"""Of so many participants the results are made with the step; of more by the worker, soon after."""
ENDS = frozenset({CycleState.CLOSED, CycleState.CANCELLED})


async def move_cycle(
    actor: Actor, *, cycle_id: UUID, version: int, state: CycleState, reason: str = ""
) -> CycleView:
    """Take a step of the state table. Launching a draft is one: it freezes the terms.

    Raises ``CycleNotFound``, ``OnlyHrManagesCycles``, ``CycleChanged``, ``CycleCannotMove``,
    ``CycleReasonRequired`` (for cancelling), ``CycleBlocked``, ``CycleDateTooNear`` (launching what
    would be over at once).
    """
    cycle = await managed_cycle(actor, cycle_id)
    if cycle.version != version:
        raise CycleChanged
    released = await CycleParticipant.filter(cycle_id=cycle.id, released_at__isnull=False).exists()
    if state not in next_of(cycle, released):
        raise CycleCannotMove(field="state")
    cancels = state is CycleState.CANCELLED
    reason = clean_text(reason, field="reason", maximum=REASON_LENGTH, required=False)
    if cancels and not reason:
        raise CycleReasonRequired(field="reason")
    if not (cancels or _is_step_back(cycle.state, state)):
        await _check_blockers(cycle)
    before = cycle.state
    if before is CycleState.DRAFT and not cancels:
        _check_begin(cycle)
    await _step(cycle, state, cancel_reason=reason if cancels else "")
    if before is CycleState.DRAFT and not cancels:
        await _launch(actor, cycle)
    elif cancels:
        await cancel_reviews(Q(), cycle_id=cycle.id)
    if before is CycleState.WRITING:
        await _close(cycle.id, everything=cancels)
    by = None if actor.is_system else actor.person_id
    history.note(Action.CYCLE_MOVED, actor, cycle.id, before=before, after=state)
    record(CycleMoved(at=now(), cycle_id=cycle.id, before=before, after=state, by_id=by))
    return view_cycle(actor, await Cycle.get(id=cycle.id), await extensions_of(cycle.id))


async def _check_blockers(cycle: Cycle) -> None:
    if any(blocker.stops for blocker in await blockers_of(cycle, now())):
        raise CycleBlocked(field="state")


def _is_step_back(before: CycleState, after: CycleState) -> bool:
    return before is CycleState.PACKETS and after is CycleState.CALIBRATION


async def _step(cycle: Cycle, state: CycleState, **values: Any) -> None:
    """Compare and set. Raises ``CycleChanged`` when somebody was first."""
    if state in ENDS:
        values["ended_at"] = now()
    changed = await Cycle.filter(id=cycle.id, version=cycle.version, state=cycle.state).update(
        state=state, version=F("version") + 1, **values
    )
    if not changed:
        raise CycleChanged
    cycle.state, cycle.version = state, cycle.version + 1


def _check_begin(cycle: Cycle) -> None:
    """Raise ``CycleDateTooNear`` for what would be over as soon as it begins."""
    if is_over(cycle, cycle.nomination_until or cycle.writing_until, now()):
        raise CycleDateTooNear(field="state")


async def _launch(actor: Actor, cycle: Cycle) -> None:
    """Freeze the terms, and put everybody in whom the rule names today."""
    moment = now()
    terms = write_terms(
        await promises_of(cycle.id),
        period_from=cycle.period_from,
        period_until=cycle.period_until,
        released_by=cycle.released_by,
    )
    await Cycle.filter(id=cycle.id, terms_hash__isnull=True).update(
        terms=terms, terms_hash=fingerprint(terms), launched_at=moment
    )
    audience = Audience.from_json(cycle.audience)
    by_hand = set(audience.people) if audience.has_criteria or not audience.everyone else set()
    people = await people_in(audience)
    for source, chosen in (
        (ParticipantSource.RULE, [person for person in people if person not in by_hand]),
        (ParticipantSource.HAND, [person for person in people if person in by_hand]),
    ):
        await enrol(actor, cycle, chosen, source=source)
    record(
        CycleLaunched(
            at=moment, cycle_id=cycle.id, by_id=None if actor.is_system else actor.person_id
        )
    )


async def _close(cycle_id: UUID, *, everything: bool) -> None:
    """Make the results that are due now, if that is quickly done; the worker makes the others.

    A cycle that is given up has its anonymous answers destroyed at once, however many they are.
    """
    count = await CycleParticipant.filter(cycle_id=cycle_id).count()
    if everything or count <= AT_ONCE:
        await close_due_participants(cycle_id, moment=now())


async def change_cycle_dates(
    actor: Actor,
    *,
    cycle_id: UUID,
    version: int,
    nomination_until: date | None = None,
    writing_until: date | None = None,
    calibration_until: date | None = None,
    packets_until: date | None = None,
    acknowledge_until: date | None = None,
    release_on: date | None = None,
) -> CycleView:
    """Change last days of a running cycle; None leaves one as it is.

    A phase that is over keeps its day; nobody's day comes nearer than two days from now. A cycle
    that is not there yet may be given a calibration. Raises ``CycleNotInState``,
    ``CyclePhaseIsOver``, ``CycleWithoutPhase``, ``CycleDateTooNear``, ``CycleDatesUnordered``,
    ``ReleaseDayUnfit``, ``CycleChanged``.
    """
    cycle = await managed_cycle(actor, cycle_id)
    if cycle.state not in RUNNING:
        raise CycleNotInState
    if cycle.version != version:
        raise CycleChanged
    asked = {
        "nomination_until": nomination_until,
        "writing_until": writing_until,
        "calibration_until": calibration_until,
        "packets_until": packets_until,
        "acknowledge_until": acknowledge_until,
    }
    changes: dict[str, Any] = {
        field: day
        for field, day in asked.items()
        if day is not None and day != getattr(cycle, field)
    }
    for field, day in changes.items():
        _check_change(cycle, field, day)
    dates = replace(dates_of(cycle), **changes)
    check_dates(dates, cycle.time_zone)
    release = cycle.release_on if release_on is None else release_on
    if release != cycle.release_on:
        _check_near(cycle, cycle.release_on, release, "release_on")
    if cycle.released_by is ReleasedBy.DATE:
        check_release(cycle.released_by, release, dates)
        changes["release_on"] = release
    changed = await Cycle.filter(id=cycle.id, version=version, state=cycle.state).update(
        **changes, version=F("version") + 1
    )
    if not changed:
        raise CycleChanged
    history.note(Action.CYCLE_DATES_CHANGED, actor, cycle.id)
    record(CycleDatesChanged(at=now(), cycle_id=cycle.id, by_id=actor.person_id))
    return view_cycle(actor, await Cycle.get(id=cycle.id), await extensions_of(cycle.id))


_PHASES = {
    "nomination_until": CyclePhase.NOMINATION,
    "writing_until": CyclePhase.WRITING,
    "calibration_until": CyclePhase.CALIBRATION,
    "packets_until": CyclePhase.PACKETS,
    "acknowledge_until": CyclePhase.ACKNOWLEDGEMENT,
}


def _check_change(cycle: Cycle, field: str, day: date) -> None:
    phase = _PHASES[field]
    order = list(CyclePhase)
    if order.index(phase) < order.index(PHASE_OF[cycle.state]):
        raise CyclePhaseIsOver(field=field)
    before = phase_until(cycle, phase)
    if before is None and phase is not CyclePhase.CALIBRATION:
        raise CycleNotInState(field=field)
    _check_near(cycle, before, day, field)


def _check_near(cycle: Cycle, before: date | None, day: date | None, field: str) -> None:
    later = before is not None and day is not None and day > before
    earliest = today(cycle.time_zone) + (timedelta(0) if later else NOTICE)
    if day is None or day < earliest:
        raise CycleDateTooNear(field=field)


def dates_of(cycle: Cycle) -> CycleDates:
    """The days of a cycle."""
    return CycleDates(
        period_from=cycle.period_from,
        period_until=cycle.period_until,
        nomination_until=cycle.nomination_until,
        writing_until=cycle.writing_until,
        calibration_until=cycle.calibration_until,
        packets_until=cycle.packets_until,
        acknowledge_until=cycle.acknowledge_until,
    )


async def advance_due_cycles(bus: Bus) -> int:
    """Job: take the step of every cycle whose phase has had its last day; answers how many.

    What is blocked waits, and HR sees by what. Each cycle is a transaction of its own.
    """
    moved = 0
    running = sorted(state.value for state in RUNNING)
    for cycle in await Cycle.filter(state__in=running).order_by("id"):
        following = following_state(cycle)
        until = await _until(cycle)
        if following is None or until is None or not is_over(cycle, until, now()):
            continue
        try:
            async with unit_of_work(bus):
                await move_cycle(SYSTEM, cycle_id=cycle.id, version=cycle.version, state=following)
        except DomainError:
            # Blocked, or HR was first: the next round looks again, and HR's page tells why.
            continue
        moved += 1
    return moved


async def _until(cycle: Cycle) -> date | None:
    """The last day of the present phase; what ends with it for everybody waits for extensions.

    Who chooses or writes with more time does so after the cycle has moved on.
    """
    phase = PHASE_OF[cycle.state]
    until = phase_until(cycle, phase)
    if until is None or phase in (CyclePhase.NOMINATION, CyclePhase.WRITING, CyclePhase.PACKETS):
        return until
    extensions = await CycleExtension.filter(cycle_id=cycle.id, phase=phase)
    return max([until, *(extension.until_on for extension in extensions)])


def following_state(cycle: Cycle) -> CycleState | None:
    """The state that comes next when a phase is over."""
    calibrates = cycle.calibration_until is not None
    return {
        CycleState.NOMINATION: CycleState.WRITING,
        CycleState.WRITING: CycleState.CALIBRATION if calibrates else CycleState.PACKETS,
        CycleState.CALIBRATION: CycleState.PACKETS,
        CycleState.PACKETS: CycleState.ACKNOWLEDGEMENT,
        CycleState.ACKNOWLEDGEMENT: CycleState.CLOSED,
    }.get(cycle.state)
