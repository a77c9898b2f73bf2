"""Setting up calibrations, and changing managers' ratings in them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from tortoise.expressions import F

from erm.audit.rules import Action
from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.ids import new_id
from erm.core.text import clean_line, clean_text
from erm.feedback.cycles import policy_calibration as policy
from erm.feedback.cycles.calibration import as_it_stands
from erm.feedback.cycles.commands.managing import managed_cycle, readable_cycle
from erm.feedback.cycles.errors import (
    CalibrationChanged,
    CalibrationChangeNotFound,
    CalibrationChangeSettled,
    CalibrationChangeWaits,
    CalibrationClosed,
    CalibrationNotFound,
    CalibrationNothingToChange,
    CalibrationNotOwn,
    CalibrationQuestionUnfit,
    CalibrationSeatTaken,
    CalibrationUnfit,
    CycleNotInState,
    OnlyFacilitatorsCalibrate,
    OnlyHrManagesCycles,
    ParticipantNotFound,
)
from erm.feedback.cycles.history import note
from erm.feedback.cycles.models import (
    CalibrationChange,
    CalibrationFacilitator,
    CalibrationSeat,
    CalibrationSession,
    Cycle,
    CycleParticipant,
    CycleQuestion,
)
from erm.feedback.cycles.queries.calibration import (
    calibrated_of,
    is_calibrated,
    manager_ratings,
    results_of_participants,
    sessions_by_ids,
)
from erm.feedback.cycles.questions import QuestionContent
from erm.feedback.cycles.rules import (
    CalibrationChangeState,
    CalibrationState,
    CycleState,
    ParticipantState,
)
from erm.feedback.cycles.views.calibration import SessionView
from erm.people.models import DepartmentMembership
from erm.people.queries import department_parents, holding, require_all_present
from erm.people.rules import downwards

NAME_LENGTH = 200
REASON_LENGTH = 2_000
FACILITATORS_MAXIMUM = 10
SEATS_MAXIMUM = 200
SET_UP = frozenset(
    {CycleState.NOMINATION, CycleState.WRITING, CycleState.CALIBRATION, CycleState.PACKETS}
)
"""States of a cycle in which calibrations are set up: also while it runs."""


async def save_calibration_session(
    actor: Actor,
    *,
    cycle_id: UUID,
    session_id: UUID | None,
    version: int,
    name: str,
    facilitator_ids: Sequence[UUID],
    department_ids: Sequence[UUID],
    participant_ids: Sequence[UUID],
    x_question_id: UUID | None,
    y_question_id: UUID | None,
) -> SessionView:
    """Make a session, or say anew who sits in it and leads it.

    Whoever works in one of the departments today, or below, and sits nowhere else gets a seat, and so
    does everybody named. Who sits in a session of the cycle sits in no other one, and whose rating
    somebody has proposed to change keeps their seat. Raises ``CycleNotFound``,
    ``OnlyHrManagesCycles``, ``CycleNotInState``, ``CalibrationNotFound``, ``CalibrationChanged``,
    ``CalibrationClosed``, ``CalibrationUnfit``, ``CalibrationSeatTaken``,
    ``CalibrationQuestionUnfit``.
    """
    # Locked: two sessions must not give the same person a seat at once.
    cycle = await managed_cycle(actor, cycle_id)
    if cycle.state not in SET_UP:
        raise CycleNotInState
    name = clean_line(name, field="name", maximum=NAME_LENGTH)
    facilitators = list(dict.fromkeys(facilitator_ids))
    if not 1 <= len(facilitators) <= FACILITATORS_MAXIMUM:
        raise CalibrationUnfit(field="facilitator_ids")
    await require_all_present(actor, facilitators, field="facilitator_ids")
    await _require_questions(
        cycle, {"x_question_id": x_question_id, "y_question_id": y_question_id}
    )
    session = await _session_to_save(cycle, session_id, version)
    seats = await _seats(cycle, session, department_ids, participant_ids)
    if session is None:
        session = await CalibrationSession.create(
            cycle_id=cycle.id,
            name=name,
            x_question_id=x_question_id,
            y_question_id=y_question_id,
            created_by_id=actor.person_id,
            created_at=now(),
        )
    else:
        await CalibrationSession.filter(id=session.id).update(
            name=name,
            x_question_id=x_question_id,
            y_question_id=y_question_id,
            version=F("version") + 1,
        )
    await _write_members(session.id, facilitators, seats)
    note(
        Action.CALIBRATION_SAVED,
        actor,
        cycle.id,
        session=session.id,
        seats=len(seats),
        facilitators=len(facilitators),
    )
    return (await sessions_by_ids(actor, [session.id]))[session.id]


async def _session_to_save(
    cycle: Cycle, session_id: UUID | None, version: int
) -> CalibrationSession | None:
    if session_id is None:
        return None
    session = (
        await CalibrationSession.filter(id=session_id, cycle_id=cycle.id)
        .select_for_update()
        .first()
    )
    if session is None:
        raise CalibrationNotFound
    if session.state is CalibrationState.CLOSED:
        raise CalibrationClosed
    if session.version != version:
        raise CalibrationChanged
    return session


async def _require_questions(cycle: Cycle, wanted: dict[str, UUID | None]) -> None:
    named = {field: key for field, key in wanted.items() if key is not None}
    if named and len(named) < len(wanted):
        raise CalibrationQuestionUnfit(field=next(f for f in wanted if f not in named))
    if not named:
        return
    fit = {
        row.id
        for row in await CycleQuestion.filter(cycle_id=cycle.id, id__in=list(named.values()))
        if is_calibrated(row)
    }
    for field, key in named.items():
        if key not in fit:
            raise CalibrationQuestionUnfit(field=field)


async def _seats(
    cycle: Cycle,
    session: CalibrationSession | None,
    department_ids: Sequence[UUID],
    participant_ids: Sequence[UUID],
) -> set[UUID]:
    """The participants of a session to be; raises for those who cannot be in it, or out of it."""
    part = CycleParticipant.filter(cycle_id=cycle.id, state=ParticipantState.ACTIVE)
    named = set(await part.filter(id__in=list(set(participant_ids))).values_list("id", flat=True))
    kept = set(participant_ids) - named
    own: set[UUID] = set()
    if session is not None:
        own = set(
            await CalibrationSeat.filter(session_id=session.id).values_list(  # type: ignore[arg-type]
                "participant_id", flat=True
            )
        )
    # Whoever has left since stays where they sat, and gets no new seat.
    if kept - own:
        raise CalibrationUnfit(field="participant_ids")
    others = CalibrationSeat.filter(session__cycle_id=cycle.id)
    if session is not None:
        others = others.exclude(session_id=session.id)
    taken = set(await others.values_list("participant_id", flat=True))
    if named & taken:
        raise CalibrationSeatTaken(field="participant_ids")
    seats = {*named, *kept}
    if department_ids:
        within = await _with_below(department_ids)
        people = await DepartmentMembership.filter(
            holding(today()), department_id__in=within
        ).values_list("person_id", flat=True)
        found = await part.filter(person_id__in=list(people)).values_list("id", flat=True)
        seats |= set(found) - taken
    if not 0 < len(seats) <= SEATS_MAXIMUM:
        raise CalibrationUnfit(field="participant_ids")
    if session is not None and own - seats:
        discussed = CalibrationChange.filter(
            session_id=session.id, participant_id__in=list(own - seats)
        )
        if await discussed.exists():
            raise CalibrationSeatTaken(field="participant_ids")
    return seats  # type: ignore[return-value]


async def _with_below(department_ids: Sequence[UUID]) -> list[UUID]:
    parents = await department_parents()
    if not parents.keys() >= set(department_ids):
        raise CalibrationUnfit(field="department_ids")
    return list(downwards(department_ids, parents))


async def _write_members(session_id: UUID, facilitators: Sequence[UUID], seats: set[UUID]) -> None:
    leading = CalibrationFacilitator.filter(session_id=session_id)
    await leading.exclude(person_id__in=list(facilitators)).delete()
    there = set(await leading.values_list("person_id", flat=True))
    await CalibrationFacilitator.bulk_create(
        [
            CalibrationFacilitator(id=new_id(), session_id=session_id, person_id=person)
            for person in facilitators
            if person not in there
        ]
    )
    sitting = CalibrationSeat.filter(session_id=session_id)
    await sitting.exclude(participant_id__in=list(seats)).delete()
    there = set(await sitting.values_list("participant_id", flat=True))
    await CalibrationSeat.bulk_create(
        [
            CalibrationSeat(id=new_id(), session_id=session_id, participant_id=participant)
            for participant in sorted(seats - there)
        ]
    )


async def close_calibration_session(
    actor: Actor, *, session_id: UUID, reopen: bool = False
) -> SessionView:
    """Close a session, or open it again; once more changes nothing. HR.

    Raises ``CalibrationNotFound``, ``OnlyHrManagesCycles``, ``CalibrationChangeWaits`` while a
    change is not decided, ``CycleNotInState`` where it is too late to open it again.
    """
    session = await _locked_session(actor, session_id)
    if not policy.may_manage_session(actor):
        raise OnlyHrManagesCycles
    wanted = CalibrationState.OPEN if reopen else CalibrationState.CLOSED
    if session.state is not wanted:
        cycle = await readable_cycle(actor, session.cycle_id)
        if reopen and cycle.state not in SET_UP:
            raise CycleNotInState
        waiting = CalibrationChange.filter(
            session_id=session.id, state=CalibrationChangeState.PROPOSED
        )
        if not reopen and await waiting.exists():
            raise CalibrationChangeWaits
        await CalibrationSession.filter(id=session.id).update(
            state=wanted, closed_at=None if reopen else now(), version=F("version") + 1
        )
        action = Action.CALIBRATION_REOPENED if reopen else Action.CALIBRATION_CLOSED
        note(action, actor, session.cycle_id, session=session.id)
    return (await sessions_by_ids(actor, [session.id]))[session.id]


async def propose_calibration_change(
    actor: Actor,
    *,
    session_id: UUID,
    participant_id: UUID,
    question_id: UUID,
    after: int,
    reason: str,
) -> SessionView:
    """Propose another value of a manager's rating, with a reason.

    Raises ``CalibrationNotFound``, ``OnlyFacilitatorsCalibrate``, ``CalibrationNotOwn``,
    ``CalibrationClosed``, ``CycleNotInState`` outside of the calibration, ``ParticipantNotFound``,
    ``CalibrationQuestionUnfit``, ``CalibrationNothingToChange``, ``CalibrationChangeWaits``.
    """
    session = await _calibrated_session(actor, session_id)
    participant = await CycleParticipant.get_or_none(id=participant_id, cycle_id=session.cycle_id)
    seat = CalibrationSeat.filter(session_id=session.id, participant_id=participant_id)
    if participant is None or not await seat.exists():
        raise ParticipantNotFound
    if participant.person_id == actor.person_id:
        raise CalibrationNotOwn
    reason = clean_text(reason, field="reason", maximum=REASON_LENGTH)
    question = await CycleQuestion.get_or_none(id=question_id, cycle_id=session.cycle_id)
    if question is None or not is_calibrated(question):
        raise CalibrationQuestionUnfit(field="question_id")
    before = await _rating(participant.id, question.id)
    scale = {point.value for point in QuestionContent.from_json(question.content).scale}
    if before is None or after == before or after not in scale:
        raise CalibrationNothingToChange(field="after")
    waiting = CalibrationChange.filter(
        participant_id=participant.id,
        question_id=question.id,
        state=CalibrationChangeState.PROPOSED,
    )
    if await waiting.exists():
        raise CalibrationChangeWaits
    change = await CalibrationChange.create(
        session_id=session.id,
        participant_id=participant.id,
        question_id=question.id,
        before=before,
        after=after,
        reason=reason,
        proposed_by_id=actor.person_id,
        created_at=now(),
    )
    note(
        Action.CALIBRATION_CHANGE_PROPOSED,
        actor,
        session.cycle_id,
        session=session.id,
        change=change.id,
    )
    return (await sessions_by_ids(actor, [session.id]))[session.id]


async def decide_calibration_change(actor: Actor, *, change_id: UUID, accept: bool) -> SessionView:
    """Accept or reject a proposed change. It stays either way.

    Raises ``CalibrationChangeNotFound``, ``CalibrationClosed``, ``CycleNotInState``,
    ``CalibrationChangeSettled`` when it was decided, or the rating is not what it was.
    """
    change = await CalibrationChange.filter(policy.readable_changes(actor), id=change_id).first()
    if change is None:
        raise CalibrationChangeNotFound
    session = await _calibrated_session(actor, change.session_id)
    if accept and await _rating(change.participant_id, change.question_id) != change.before:
        raise CalibrationChangeSettled
    state = CalibrationChangeState.ACCEPTED if accept else CalibrationChangeState.REJECTED
    decided = await CalibrationChange.filter(
        id=change.id, state=CalibrationChangeState.PROPOSED
    ).update(state=state, decided_by_id=actor.person_id, decided_at=now())
    if not decided:
        raise CalibrationChangeSettled
    note(
        Action.CALIBRATION_CHANGE_ACCEPTED if accept else Action.CALIBRATION_CHANGE_REJECTED,
        actor,
        session.cycle_id,
        session=session.id,
        change=change.id,
    )
    return (await sessions_by_ids(actor, [session.id]))[session.id]


async def _locked_session(actor: Actor, session_id: UUID) -> CalibrationSession:
    """A session that the actor may read, locked: what is decided in it is decided in turn."""
    session = await _readable_session(actor, session_id)
    return await CalibrationSession.filter(id=session.id).select_for_update().get()


async def _readable_session(actor: Actor, session_id: UUID) -> CalibrationSession:
    readable = CalibrationSession.filter(policy.readable_sessions(actor), id=session_id)
    session = await readable.first()
    if session is None:
        raise CalibrationNotFound
    return session


async def _calibrated_session(actor: Actor, session_id: UUID) -> CalibrationSession:
    """A session that the actor leads, in the phase of calibration, locked.

    So is its cycle, before it as everywhere: it must not move on while a rating is changed.
    """
    found = await _readable_session(actor, session_id)
    cycle = await readable_cycle(actor, found.cycle_id, lock=True)
    session = await _locked_session(actor, session_id)
    facilitators: list[UUID] = await CalibrationFacilitator.filter(  # type: ignore[assignment]
        session_id=session.id
    ).values_list("person_id", flat=True)
    if not policy.may_see_ratings(actor, facilitators):
        raise OnlyFacilitatorsCalibrate
    if not policy.may_change_ratings(actor, session, facilitators):
        raise CalibrationClosed
    if cycle.state is not CycleState.CALIBRATION:
        raise CycleNotInState
    return session


async def _rating(participant_id: UUID, question_id: UUID) -> int | None:
    """A manager's rating as it stands now."""
    results = await results_of_participants([participant_id])
    given = manager_ratings(results.get(participant_id), question_id)
    calibrated = await calibrated_of([participant_id])
    return as_it_stands(
        given[-1][1] if given else None, calibrated.get(participant_id, {}), question_id
    )
