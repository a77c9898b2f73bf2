"""What somebody has to do in cycles: for their list, for Home and for the digest.

One line for each cycle and kind of task, or for each participant where that is who it is about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from tortoise.expressions import Q, Subquery

from erm.core.actor import Actor
from erm.core.clock import now
from erm.feedback.cycles import policy_reviews as policy
from erm.feedback.cycles.deadlines import Extensions, is_over, until_for
from erm.feedback.cycles.models import (
    CalibrationFacilitator,
    CalibrationSession,
    Cycle,
    CycleParticipant,
    Review,
)
from erm.feedback.cycles.policy import may_read_cycle, may_read_participant
from erm.feedback.cycles.queries.cycles import extensions_by_cycle
from erm.feedback.cycles.queries.nominations import approvable, may_approve_now, nominators_of
from erm.feedback.cycles.queries.reviews import kinds_asked, unwritten_for
from erm.feedback.cycles.rules import (
    CalibrationState,
    CyclePhase,
    CycleState,
    PacketState,
    ParticipantState,
    Perspective,
    QuestionKind,
    ReleasedBy,
)
from erm.feedback.cycles.views.cycles import (
    CycleView,
    ParticipantView,
    view_cycle,
    view_participant,
)
from erm.feedback.cycles.views.reviews import TaskKind, TaskView
from erm.feedback.cycles.writing import (
    deadline_of,
    is_nomination_open,
    is_time_to_write,
    minutes_for,
    nomination_until,
)

_TASKED = (
    CycleState.NOMINATION,
    CycleState.WRITING,
    CycleState.CALIBRATION,
    CycleState.PACKETS,
    CycleState.ACKNOWLEDGEMENT,
)
_CHOOSING = (CycleState.NOMINATION, CycleState.WRITING)


@dataclass(frozen=True, slots=True)
class Tasks:
    """What somebody has to do in cycles, and what was read of these and may be read by them, by id."""

    tasks: Sequence[TaskView] = ()
    cycles: Mapping[UUID, CycleView] = field(default_factory=dict)
    participants: Mapping[UUID, ParticipantView] = field(default_factory=dict)


async def cycle_tasks(actor: Actor) -> list[TaskView]:
    """All that the actor has to do in cycles now: in the order of kinds, nearest deadline first."""
    return list((await tasks_with_cycles(actor)).tasks)


async def tasks_with_cycles(actor: Actor) -> Tasks:
    """Like :func:`cycle_tasks`, and what they are about, in at most seven queries."""
    return (await tasks_for({actor.person_id: actor}))[actor.person_id]


async def tasks_for(actors: Mapping[UUID, Actor]) -> dict[UUID, Tasks]:
    """The same for each of many people, in as many queries as for one."""
    people = {key: actor for key, actor in actors.items() if not actor.is_system}
    found = dict.fromkeys(actors, Tasks())
    if not people:
        return found
    rows = await _participants(list(people))
    reviews = await unwritten_for(people)
    sessions = await _sessions(list(people))
    cycle_ids = {row.cycle_id for row in rows}
    cycle_ids |= {review.cycle_id for some in reviews.values() for review in some}
    cycle_ids |= {session.cycle_id for some in sessions.values() for session in some}
    if not cycle_ids:
        return found
    cycles = {row.id: row for row in await Cycle.filter(id__in=list(cycle_ids))}
    extensions = await extensions_by_cycle(list(cycles))
    moment = now()
    owed = {
        key: [
            review
            for review in some
            if is_time_to_write(
                cycles[review.cycle_id], review.rater_id, extensions[review.cycle_id], moment
            )
        ]
        for key, some in reviews.items()
    }
    mine = _by_person(rows, people, cycles)
    waiting = {key: _undecided(people[key], mine[key], cycles, extensions) for key in people}
    undecided = [row.id for some in waiting.values() for row in some]
    proposed = await approvable(undecided) if undecided else set()
    writing = {review.cycle_id for some in owed.values() for review in some}
    kinds = await kinds_asked(writing) if writing else {}
    for key, actor in people.items():
        approving = [row for row in waiting[key] if row.id in proposed]
        tasks = [
            *_to_nominate(actor, mine[key], cycles, extensions),
            *_to_approve(actor, approving, cycles, extensions),
            *_to_write(owed[key], cycles, extensions, kinds),
            *_to_prepare(actor, mine[key], cycles, extensions),
            *_to_read(actor, mine[key], cycles, extensions),
            *_to_calibrate(sessions[key], cycles),
        ]
        taking_part = {review.cycle_id for review in reviews[key]}
        taking_part |= {session.cycle_id for session in sessions[key]}
        found[key] = _told(actor, tasks, mine[key], taking_part, cycles, extensions)
    return found


def _told(
    actor: Actor,
    tasks: list[TaskView],
    rows: Sequence[CycleParticipant],
    taking_part: set[UUID],
    cycles: Mapping[UUID, Cycle],
    extensions: Mapping[UUID, Extensions],
) -> Tasks:
    """Tasks in their order, and what the actor may read of what these are about."""
    order = {kind: place for place, kind in enumerate(TaskKind)}
    tasks.sort(
        key=lambda task: (
            order[task.kind],
            task.until or date.max,
            task.cycle_id,
            task.participant_id or task.cycle_id,
        ),
    )
    about = {task.participant_id for task in tasks}
    concerned = taking_part | {row.cycle_id for row in rows if _concerns(actor, row)}
    return Tasks(
        tasks=tuple(tasks),
        cycles={
            key: view_cycle(actor, cycles[key], extensions[key])
            for key in {task.cycle_id for task in tasks}
            if may_read_cycle(actor, cycles[key], [actor.person_id] if key in concerned else [])
        },
        participants={
            row.id: view_participant(actor, row, cycles[row.cycle_id], now())
            for row in rows
            if row.id in about and may_read_participant(actor, row)
        },
    )


def _concerns(actor: Actor, row: CycleParticipant) -> bool:
    return actor.person_id in (row.person_id, row.manager_id, row.nominator_id)


async def _participants(people: list[UUID]) -> list[CycleParticipant]:
    """Participants for whom these people may have something to do: a superset, in one query."""
    concerned = Q(person_id__in=people) | Q(manager_id__in=people) | Q(nominator_id__in=people)
    owned = Cycle.filter(owner_id__in=people, state__in=list(_TASKED)).values("id")
    concerned |= Q(manager_id__isnull=True, cycle_id__in=Subquery(owned))
    return await CycleParticipant.filter(
        concerned, state=ParticipantState.ACTIVE, cycle__state__in=list(_TASKED)
    ).order_by("id")


def _by_person(
    rows: Sequence[CycleParticipant], people: Collection[UUID], cycles: Mapping[UUID, Cycle]
) -> dict[UUID, list[CycleParticipant]]:
    """Participants by each of the people who may have something to do for them."""
    found: dict[UUID, list[CycleParticipant]] = {key: [] for key in people}
    for row in rows:
        concerned: set[UUID | None] = {row.person_id, row.manager_id, row.nominator_id}
        if row.manager_id is None:
            concerned.add(cycles[row.cycle_id].owner_id)
        for key in concerned:
            if key is not None and key in found:
                found[key].append(row)
    return found


async def _sessions(people: list[UUID]) -> dict[UUID, list[CalibrationSession]]:
    """The open sessions that each leads."""
    found: dict[UUID, list[CalibrationSession]] = {key: [] for key in people}
    led = await CalibrationFacilitator.filter(
        person_id__in=people,
        session__state=CalibrationState.OPEN,
        session__cycle__state=CycleState.CALIBRATION,
    ).values_list("person_id", "session_id")
    if led:
        keys = list({session for _, session in led})
        sessions = {row.id: row for row in await CalibrationSession.filter(id__in=keys)}
        for person, session in led:
            found[person].append(sessions[session])
    return found


def _to_nominate(
    actor: Actor,
    rows: Sequence[CycleParticipant],
    cycles: Mapping[UUID, Cycle],
    extensions: Mapping[UUID, Extensions],
) -> Iterable[TaskView]:
    for row in rows:
        cycle = cycles[row.cycle_id]
        if row.nominated_at is not None or cycle.state not in _CHOOSING:
            continue
        if policy.nominator_of(cycle, row) != actor.person_id:
            continue
        nominators = nominators_of(cycle, row)
        if not is_nomination_open(cycle, row, nominators, extensions[cycle.id], now()):
            continue
        yield TaskView(
            kind=TaskKind.NOMINATE,
            cycle_id=cycle.id,
            cycle_name=cycle.name,
            participant_id=row.id,
            person_id=row.person_id,
            count=1,
            until=nomination_until(cycle, nominators, extensions[cycle.id]),
            overdue=False,
            since=_since(cycle),
        )


def _undecided(
    actor: Actor,
    rows: Sequence[CycleParticipant],
    cycles: Mapping[UUID, Cycle],
    extensions: Mapping[UUID, Extensions],
) -> list[CycleParticipant]:
    """Participants whose raters the actor may approve of now, if any are proposed."""
    return [
        row
        for row in rows
        if policy.approver_of(cycles[row.cycle_id], row) == actor.person_id
        and row.approved_at is None
        and cycles[row.cycle_id].state in _CHOOSING
        and cycles[row.cycle_id].nomination_until is not None
        and may_approve_now(actor, cycles[row.cycle_id], row, extensions[row.cycle_id])
    ]


def _to_approve(
    actor: Actor,
    rows: Sequence[CycleParticipant],
    cycles: Mapping[UUID, Cycle],
    extensions: Mapping[UUID, Extensions],
) -> list[TaskView]:
    return _by_cycle(
        TaskKind.APPROVE_NOMINATIONS,
        rows,
        cycles,
        {key: _until(actor, cycles[key], CyclePhase.NOMINATION, extensions) for key in cycles},
        lambda row: row.nominated_at or _since(cycles[row.cycle_id]),
    )


def _to_write(
    owed: Sequence[Review],
    cycles: Mapping[UUID, Cycle],
    extensions: Mapping[UUID, Extensions],
    asked: Mapping[tuple[UUID, Perspective], Sequence[QuestionKind]],
) -> list[TaskView]:
    grouped: dict[UUID, list[Review]] = defaultdict(list)
    for review in owed:
        grouped[review.cycle_id].append(review)
    return [
        TaskView(
            kind=TaskKind.WRITE_REVIEWS,
            cycle_id=cycle_id,
            cycle_name=cycles[cycle_id].name,
            participant_id=None,
            person_id=None,
            count=len(some),
            until=deadline_of(cycles[cycle_id], some[0].rater_id, extensions[cycle_id]).on,
            overdue=False,
            since=_since(cycles[cycle_id]),
            minutes=sum(
                minutes_for(asked.get((cycle_id, each.perspective), ()), each.answered)
                for each in some
            ),
        )
        for cycle_id, some in grouped.items()
    ]


def _to_prepare(
    actor: Actor,
    rows: Sequence[CycleParticipant],
    cycles: Mapping[UUID, Cycle],
    extensions: Mapping[UUID, Extensions],
) -> list[TaskView]:
    """Packets that wait for the actor: to be summed up, and handed out where managers do that."""
    waiting = [
        row
        for row in rows
        if policy.approver_of(cycles[row.cycle_id], row) == actor.person_id
        and row.person_id != actor.person_id
        and row.packet is PacketState.PREPARING
        and cycles[row.cycle_id].state is CycleState.PACKETS
        and (row.summary_sealed is None or cycles[row.cycle_id].released_by is ReleasedBy.MANAGER)
    ]
    return _by_cycle(
        TaskKind.PREPARE_PACKETS,
        waiting,
        cycles,
        {key: _until(actor, cycles[key], CyclePhase.PACKETS, extensions) for key in cycles},
        lambda row: row.results_at or _since(cycles[row.cycle_id]),
    )


def _to_read(
    actor: Actor,
    rows: Sequence[CycleParticipant],
    cycles: Mapping[UUID, Cycle],
    extensions: Mapping[UUID, Extensions],
) -> Iterable[TaskView]:
    for row in rows:
        if row.person_id != actor.person_id or row.packet is not PacketState.RELEASED:
            continue
        cycle = cycles[row.cycle_id]
        until = _until(actor, cycle, CyclePhase.ACKNOWLEDGEMENT, extensions)
        yield TaskView(
            kind=TaskKind.READ_PACKET,
            cycle_id=cycle.id,
            cycle_name=cycle.name,
            participant_id=row.id,
            person_id=row.manager_id,
            count=1,
            until=until,
            overdue=_is_past(cycle, until),
            since=row.released_at or _since(cycle),
        )


def _to_calibrate(
    sessions: Sequence[CalibrationSession], cycles: Mapping[UUID, Cycle]
) -> Iterable[TaskView]:
    grouped: dict[UUID, list[CalibrationSession]] = defaultdict(list)
    for session in sessions:
        grouped[session.cycle_id].append(session)
    for cycle_id, some in grouped.items():
        until = cycles[cycle_id].calibration_until
        yield TaskView(
            kind=TaskKind.CALIBRATE,
            cycle_id=cycle_id,
            cycle_name=cycles[cycle_id].name,
            participant_id=None,
            person_id=None,
            count=len(some),
            until=until,
            overdue=_is_past(cycles[cycle_id], until),
            since=min(session.created_at for session in some),
        )


def _by_cycle(
    kind: TaskKind,
    rows: Sequence[CycleParticipant],
    cycles: Mapping[UUID, Cycle],
    untils: Mapping[UUID, date | None],
    since: Callable[[CycleParticipant], datetime],
) -> list[TaskView]:
    """A task for each cycle; about a participant where there is one alone."""
    grouped: dict[UUID, list[CycleParticipant]] = defaultdict(list)
    for row in rows:
        grouped[row.cycle_id].append(row)
    return [
        TaskView(
            kind=kind,
            cycle_id=cycle_id,
            cycle_name=cycles[cycle_id].name,
            participant_id=some[0].id if len(some) == 1 else None,
            person_id=some[0].person_id if len(some) == 1 else None,
            count=len(some),
            until=untils[cycle_id],
            overdue=_is_past(cycles[cycle_id], untils[cycle_id]),
            since=min(since(row) for row in some),
        )
        for cycle_id, some in grouped.items()
    ]


def _until(
    actor: Actor, cycle: Cycle, phase: CyclePhase, extensions: Mapping[UUID, Extensions]
) -> date | None:
    return until_for(cycle, phase, actor.person_id, extensions[cycle.id])


def _is_past(cycle: Cycle, until: date | None) -> bool:
    return until is not None and is_over(cycle, until, now())


def _since(cycle: Cycle) -> datetime:
    return cycle.launched_at or cycle.created_at
