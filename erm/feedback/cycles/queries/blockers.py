"""What keeps a cycle's next step from being taken, and what HR should look at before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from tortoise.expressions import Q
from tortoise.functions import Count

from erm.core.actor import SYSTEM
from erm.feedback.cycles.deadlines import is_over, phase_until
from erm.feedback.cycles.definitions import is_weekend
from erm.feedback.cycles.models import (
    CalibrationChange,
    CalibrationSession,
    Cycle,
    CycleParticipant,
    CyclePerspective,
    CycleQuestion,
    Review,
)
from erm.feedback.cycles.queries.loads import loads_of
from erm.feedback.cycles.rules import (
    OPEN_REVIEWS,
    PHASE_OF,
    CalibrationChangeState,
    CyclePhase,
    CycleState,
    PacketState,
    ParticipantState,
    Perspective,
    ReviewState,
)
from erm.people.audience import Audience, people_in
from erm.people.queries import managers_of, report_ids_by_manager

BATCH = 5_000
SHOWN = 10
"""How many people are named."""
LIVE = (ReviewState.PROPOSED, ReviewState.ASSIGNED, ReviewState.STARTED, ReviewState.SUBMITTED)


class CycleBlockerKind(StrEnum):
    """What it is."""

    NO_PARTICIPANTS = "no_participants"
    NO_QUESTIONS = "no_questions"
    PERSON_WITHOUT_MANAGER = "person_without_manager"
    TOO_FEW_UPWARD = "too_few_upward"
    TOO_FEW_PEERS = "too_few_peers"
    NOMINATIONS_WAITING = "nominations_waiting"
    RATER_OVERLOADED = "rater_overloaded"
    REVIEWS_OPEN = "reviews_open"
    WEEKEND_DEADLINE = "weekend_deadline"
    NO_CALIBRATION_SESSION = "no_calibration_session"
    CHANGES_UNDECIDED = "changes_undecided"
    SUMMARIES_MISSING = "summaries_missing"


@dataclass(frozen=True, slots=True)
class Blocker:
    """One thing. ``stops``: it must be mended first. ``people``: the first 10 whom it concerns."""

    kind: CycleBlockerKind
    count: int
    stops: bool = False
    people: tuple[UUID, ...] = ()


def _of_people(
    kind: CycleBlockerKind, people: Iterable[UUID], *, stops: bool = False
) -> list[Blocker]:
    found = list(dict.fromkeys(people))
    return [Blocker(kind, len(found), stops, tuple(found[:SHOWN]))] if found else []


def _counted(kind: CycleBlockerKind, count: int, *, stops: bool = False) -> list[Blocker]:
    return [Blocker(kind, count, stops)] if count else []


async def blockers_of(
    cycle: Cycle, moment: datetime, *, viewer_id: UUID | None = None
) -> list[Blocker]:
    """What stands before a cycle's next step, what stops it first.

    Reviews about the viewer are left out of what is counted: HR who takes part would learn from it
    who has written about them. A fixed number of queries; for a draft, for each 5,000 people.
    """
    match cycle.state:
        case CycleState.DRAFT:
            found = await _of_draft(cycle)
        case CycleState.NOMINATION:
            found = [
                *await _waiting(cycle),
                *await _too_few_peers(cycle),
                *await _without_manager(cycle),
                *await _overloaded(cycle),
            ]
        case CycleState.WRITING:
            found = [
                *await _open(cycle, viewer_id),
                *await _too_few_peers(cycle),
                *await _overloaded(cycle),
                *await _no_session(cycle),
            ]
        case CycleState.CALIBRATION:
            found = [*await _undecided(cycle), *await _no_session(cycle)]
        case CycleState.PACKETS:
            found = [
                *await _undecided(cycle),
                *await _without_results(cycle),
                *await _no_summary(cycle),
            ]
        case CycleState.ACKNOWLEDGEMENT:
            found = await _without_results(cycle)
        case _:
            found = []
    found += _weekends(cycle, moment)
    return sorted(found, key=lambda blocker: not blocker.stops)


async def _of_draft(cycle: Cycle) -> list[Blocker]:
    people = await people_in(Audience.from_json(cycle.audience))
    perspectives = await CyclePerspective.filter(cycle_id=cycle.id).order_by("id")
    asked = {
        kind
        for perspectives in await CycleQuestion.filter(cycle_id=cycle.id).values_list(
            "perspectives", flat=True
        )
        for kind in perspectives
    }
    unasked = [row for row in perspectives if row.kind.value not in asked]
    found = _counted(CycleBlockerKind.NO_PARTICIPANTS, int(not people), stops=True)
    found += _counted(
        CycleBlockerKind.NO_QUESTIONS, len(unasked) or int(not perspectives), stops=True
    )
    managed: set[UUID] = set()
    for batch in _batches(people):
        managed.update(await managers_of(batch))
    found += _of_people(
        CycleBlockerKind.PERSON_WITHOUT_MANAGER,
        (person for person in people if person not in managed),
    )
    upward = [row for row in perspectives if row.kind is Perspective.UPWARD and row.anonymous]
    if upward:
        reports: dict[UUID, tuple[UUID, ...]] = {}
        for batch in _batches(people):
            reports |= await report_ids_by_manager(SYSTEM, batch)
        found += _of_people(
            CycleBlockerKind.TOO_FEW_UPWARD,
            (person for person in people if 0 < len(reports[person]) < upward[0].minimum),
        )
    return found


def _batches(people: Sequence[UUID]) -> list[Sequence[UUID]]:
    """What fits into one query on every database."""
    return [people[start : start + BATCH] for start in range(0, len(people), BATCH)]


def _active(cycle: Cycle) -> dict[str, object]:
    return {"cycle_id": cycle.id, "state": ParticipantState.ACTIVE}


async def _waiting(cycle: Cycle) -> list[Blocker]:
    """Whose choice was not made, or not approved."""
    kinds = {row.kind for row in await CyclePerspective.filter(cycle_id=cycle.id)}
    if not kinds & {Perspective.PEER, Perspective.EXTERNAL}:
        return []
    people = CycleParticipant.filter(**_active(cycle), approved_at__isnull=True).order_by("id")
    keys = await people.values_list("person_id", flat=True)
    return _of_people(CycleBlockerKind.NOMINATIONS_WAITING, list(keys))  # type: ignore[arg-type]


async def _too_few_peers(cycle: Cycle) -> list[Blocker]:
    """Participants of whom nothing of their peers would be shown."""
    peers = await CyclePerspective.get_or_none(cycle_id=cycle.id, kind=Perspective.PEER)
    if peers is None:
        return []
    asked = dict(
        await Review.filter(
            cycle_id=cycle.id,
            perspective=Perspective.PEER,
            state__in=[state.value for state in LIVE],
        )
        .annotate(count=Count("id"))
        .group_by("participant_id")
        .values_list("participant_id", "count")
    )
    people = (
        await CycleParticipant.filter(**_active(cycle), results_at__isnull=True)
        .order_by("id")
        .values_list("id", "person_id")
    )
    return _of_people(
        CycleBlockerKind.TOO_FEW_PEERS,
        (person for key, person in people if asked.get(key, 0) < peers.minimum),
    )


async def _without_manager(cycle: Cycle) -> list[Blocker]:
    keys = (
        await CycleParticipant.filter(**_active(cycle), manager_id__isnull=True)
        .order_by("id")
        .values_list("person_id", flat=True)
    )
    return _of_people(CycleBlockerKind.PERSON_WITHOUT_MANAGER, list(keys))  # type: ignore[arg-type]


async def _overloaded(cycle: Cycle) -> list[Blocker]:
    """Raters of this cycle who are asked for more than it allows for, whatever they have written."""
    raters = (
        await Review.filter(cycle_id=cycle.id, rater_id__isnull=False)
        .distinct()
        .values_list("rater_id", flat=True)
    )
    loads: dict[UUID, int] = {}
    for batch in _batches(list(raters)):  # type: ignore[arg-type]
        loads |= await loads_of(batch)
    heavy = sorted(
        ((count, rater) for rater, count in loads.items() if count > cycle.load_limit),
        reverse=True,
    )
    return _of_people(CycleBlockerKind.RATER_OVERLOADED, (rater for _, rater in heavy))


async def _open(cycle: Cycle, viewer_id: UUID | None) -> list[Blocker]:
    """Reviews that were not submitted; named are those who owe most. Guests are counted only."""
    others = Q() if viewer_id is None else ~Q(participant__person_id=viewer_id)
    owed: Counter[UUID | None] = Counter(
        await Review.filter(  # type: ignore[arg-type]
            others, cycle_id=cycle.id, state__in=sorted(OPEN_REVIEWS)
        ).values_list("rater_id", flat=True)
    )
    if not owed:
        return []
    people = [rater for rater, _ in owed.most_common() if rater is not None]
    return [
        Blocker(CycleBlockerKind.REVIEWS_OPEN, sum(owed.values()), people=tuple(people[:SHOWN]))
    ]


async def _without_results(cycle: Cycle) -> list[Blocker]:
    """Participants about whom somebody with more time still writes."""
    keys = (
        await CycleParticipant.filter(**_active(cycle), results_at__isnull=True)
        .order_by("id")
        .values_list("person_id", flat=True)
    )
    return _of_people(CycleBlockerKind.REVIEWS_OPEN, list(keys), stops=True)  # type: ignore[arg-type]


async def _no_session(cycle: Cycle) -> list[Blocker]:
    if cycle.calibration_until is None:
        return []
    any_ = await CalibrationSession.filter(cycle_id=cycle.id).exists()
    return _counted(CycleBlockerKind.NO_CALIBRATION_SESSION, int(not any_))


async def _undecided(cycle: Cycle) -> list[Blocker]:
    """Proposed changes of ratings that nobody has decided: whoever reads a packet would not know."""
    people = (
        await CalibrationChange.filter(
            state=CalibrationChangeState.PROPOSED,
            participant__cycle_id=cycle.id,
            participant__state=ParticipantState.ACTIVE,
        )
        .order_by("id")
        .values_list("participant__person_id", flat=True)
    )
    if not people:
        return []
    named: Sequence[UUID] = list(dict.fromkeys(people))  # type: ignore[arg-type]
    return [Blocker(CycleBlockerKind.CHANGES_UNDECIDED, len(people), True, tuple(named[:SHOWN]))]


async def _no_summary(cycle: Cycle) -> list[Blocker]:
    keys = (
        await CycleParticipant.filter(
            **_active(cycle), packet=PacketState.PREPARING, summary_sealed__isnull=True
        )
        .order_by("id")
        .values_list("person_id", flat=True)
    )
    return _of_people(CycleBlockerKind.SUMMARIES_MISSING, list(keys))  # type: ignore[arg-type]


def _weekends(cycle: Cycle, moment: datetime) -> list[Blocker]:
    """Last days to come that nobody works on."""
    if cycle.state not in (CycleState.DRAFT, *PHASE_OF):
        return []
    days = [phase_until(cycle, phase) for phase in CyclePhase]
    count = sum(
        1 for day in days if day is not None and is_weekend(day) and not is_over(cycle, day, moment)
    )
    return _counted(CycleBlockerKind.WEEKEND_DEADLINE, count)
