"""Making the results of a cycle, and destroying what was promised to be destroyed.

For each participant this happens once, in one transaction: before it the answers stand sealed and
nobody but their rater reads them; after it only what is published of an anonymous perspective exists
anywhere. There is no second version that could be subtracted from the first.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tortoise.expressions import Q, Subquery

from erm.audit.commands import append
from erm.audit.models import AuditEntry
from erm.audit.rules import Action
from erm.core.database.connections import connection, dialect, forget_replaced
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.work import in_unit_of_work, unit_of_work
from erm.feedback.cycles.answers import answers_from_json
from erm.feedback.cycles.closing import (
    AFTER_WRITING,
    Plan,
    Submitted,
    is_due,
    is_writing_over,
    results_of,
)
from erm.feedback.cycles.deadlines import Extensions
from erm.feedback.cycles.models import (
    Cycle,
    CycleGuest,
    CycleParticipant,
    CyclePerspective,
    CycleQuestion,
    CycleResult,
    Review,
    ReviewVersion,
)
from erm.feedback.cycles.queries import extensions_of
from erm.feedback.cycles.results import PerspectiveResult, to_json
from erm.feedback.cycles.rules import (
    OPEN_REVIEWS,
    CycleState,
    PacketState,
    ParticipantState,
    Perspective,
    ReviewState,
)
from erm.feedback.sealed import open_json, seal_json

BATCH = 500
"""Participants of one transaction."""


@dataclass(slots=True)
class _SeenTo:
    """Up to which entry of the audit log this process has seen to :func:`forget_destroyed`."""

    entry: str | None = None


_seen_to = _SeenTo()


async def close_due_participants(cycle_id: UUID, *, moment: datetime) -> int:
    """Make the results of all participants about whom nobody writes any more; answers how many.

    Each batch is a transaction of its own, with a number of statements that does not depend on how
    many people are in it; within a unit of work all of it belongs to that. Safe to run at any time and
    again, and by several workers at once. Of a cancelled cycle, and of people who left or were taken
    out, no results are made and the anonymous answers are destroyed alike.
    """
    cycle = await Cycle.get_or_none(id=cycle_id)
    if cycle is None:
        return 0
    plan = await _plan(cycle_id)
    closed = destroyed = 0
    if cycle.state is CycleState.CANCELLED:
        async with unit_of_work(Bus()):
            destroyed = await _destroy(plan, Q(cycle_id=cycle_id))
            if destroyed:
                _note(cycle_id, 0)
    elif is_writing_over(cycle, moment):
        extensions = await extensions_of(cycle_id)
        last: UUID | None = UUID(int=0)
        while last is not None:
            async with unit_of_work(Bus()):
                last, count = await _close_batch(cycle, plan, extensions, last, moment)
            closed += count
        async with unit_of_work(Bus()):
            gone = CycleParticipant.filter(cycle_id=cycle_id).exclude(state=ParticipantState.ACTIVE)
            destroyed = await _destroy(
                plan, Q(cycle_id=cycle_id, participant_id__in=Subquery(gone.values("id")))
            )
            if destroyed:
                _note(cycle_id, 0)
    if (closed or destroyed) and not in_unit_of_work():
        await forget_destroyed()
    return closed


async def forget_destroyed() -> bool:
    """Let no file of the database hold what was destroyed; answers whether there was anything.

    Outside of a unit of work: results that were made within one wait for the worker, which asks after
    every entry in the audit log that this process has not seen to yet.
    """
    latest = await AuditEntry.filter(action=Action.CYCLE_RESULTS_MADE).order_by("-number").first()
    if latest is None or latest.hash == _seen_to.entry:
        return False
    await forget_replaced(("review", "review_version"))
    _seen_to.entry = latest.hash
    return True


async def close_all_due(*, moment: datetime) -> int:
    """:func:`close_due_participants` of every cycle that may have some; for the worker."""
    waiting = CycleParticipant.filter(
        state=ParticipantState.ACTIVE, results_at__isnull=True
    ).values("cycle_id")
    keys: set[UUID] = set(
        await Cycle.filter(  # type: ignore[arg-type]
            id__in=Subquery(waiting), state__in=[CycleState.WRITING, *AFTER_WRITING]
        ).values_list("id", flat=True)
    )
    anonymous = CyclePerspective.filter(anonymous=True).values("cycle_id")
    keys.update(
        await Review.filter(  # type: ignore[arg-type]
            Q(cycle__state=CycleState.CANCELLED)
            | (
                ~Q(participant__state=ParticipantState.ACTIVE)
                & Q(cycle__state__in=list(AFTER_WRITING))
            ),
            cycle_id__in=Subquery(anonymous),
            saved_at__isnull=False,
            perspective__in=[Perspective.PEER, Perspective.UPWARD, Perspective.EXTERNAL],
        )
        .distinct()
        .values_list("cycle_id", flat=True)
    )
    return sum([await close_due_participants(key, moment=moment) for key in sorted(keys)])


async def _plan(cycle_id: UUID) -> Plan:
    return Plan.of(
        await CyclePerspective.filter(cycle_id=cycle_id).order_by("id"),
        await CycleQuestion.filter(cycle_id=cycle_id).order_by("position", "id"),
    )


async def _close_batch(
    cycle: Cycle, plan: Plan, extensions: Extensions, after: UUID, moment: datetime
) -> tuple[UUID | None, int]:
    """Close those that are due of the next participants; the last one looked at, None at the end."""
    people = (
        await CycleParticipant.filter(
            cycle_id=cycle.id,
            state=ParticipantState.ACTIVE,
            results_at__isnull=True,
            id__gt=after,
        )
        .order_by("id")
        .limit(BATCH)
        .select_for_update()
    )
    if not people:
        return None, 0
    keys = [person.id for person in people]
    await _lock_reviews(keys)
    owing: dict[UUID, list[UUID | None]] = defaultdict(list)
    for participant_id, rater_id in await Review.filter(
        participant_id__in=keys, state__in=list(OPEN_REVIEWS)
    ).values_list("participant_id", "rater_id"):
        owing[participant_id].append(rater_id)
    due = [
        person.id
        for person in people
        if is_due(cycle, person, owing[person.id], extensions, moment)
    ]
    if due:
        await _make_results(plan, due)
        await Review.filter(participant_id__in=due, state__in=list(OPEN_REVIEWS)).update(
            state=ReviewState.MISSED
        )
        await _destroy(plan, Q(participant_id__in=due))
        await CycleParticipant.filter(id__in=due).update(
            results_at=moment, packet=PacketState.PREPARING
        )
        _note(cycle.id, len(due))
    return (keys[-1] if len(keys) == BATCH else None), len(due)


def _note(cycle_id: UUID, participants: int) -> None:
    """Without participants: answers were destroyed of which no results are made."""
    append(
        Action.CYCLE_RESULTS_MADE,
        actor_id=None,
        subject_kind="cycle",
        subject_id=cycle_id,
        details={"participants": participants},
    )


async def _lock_reviews(participant_ids: list[UUID]) -> None:
    """Let nobody save or submit between the reading of the answers and their end."""
    if dialect() == "postgres":
        await connection().execute_query(
            'SELECT "id" FROM "review" WHERE "participant_id" = ANY($1) ORDER BY "id" FOR UPDATE',
            [participant_ids],
        )
    # SQLite's transactions begin IMMEDIATE: they are the lock.


async def _make_results(plan: Plan, participant_ids: list[UUID]) -> None:
    reviews = (
        await Review.filter(participant_id__in=participant_ids, state=ReviewState.SUBMITTED)
        .order_by("id")
        .values_list(
            "id", "participant_id", "perspective", "rater_id", "guest_id", "answers_sealed"
        )
    )
    guests = dict(
        await CycleGuest.filter(id__in=list({row[4] for row in reviews if row[4]})).values_list(
            "id", "name"
        )
    )
    of: dict[UUID, list[Submitted]] = defaultdict(list)
    for key, participant_id, perspective, rater_id, guest_id, sealed in reviews:
        # Where every question may be left out, a review may be submitted without an answer.
        answers = (
            open_json(sealed, table="review", column="answers_sealed", row_id=key) if sealed else {}
        )
        of[participant_id].append(
            Submitted(perspective, rater_id, guests.get(guest_id), answers_from_json(answers))
        )
    await CycleResult.bulk_create(
        [
            _row(participant_id, result)
            for participant_id in participant_ids
            for result in results_of(plan, of[participant_id])
        ],
        batch_size=BATCH * len(Perspective),
    )


def _row(participant_id: UUID, result: PerspectiveResult) -> CycleResult:
    key = new_id()
    content = None
    if result.raters is not None:
        content = seal_json(
            to_json(result), table="cycle_result", column="content_sealed", row_id=key
        )
    return CycleResult(
        id=key,
        participant_id=participant_id,
        perspective=result.perspective,
        raters=result.raters,
        content_sealed=content,
    )


async def _destroy(plan: Plan, reviews: Q) -> int:
    """Wipe answers, former texts, times and numbers of versions of anonymous perspectives.

    What stays is who was asked, and whether they submitted. 0 is no version that a rater could still
    have on their screen, so that nothing which they save late goes in.
    """
    if not plan.anonymous:
        return 0
    anonymous = Review.filter(reviews, perspective__in=plan.anonymous)
    await ReviewVersion.filter(review_id__in=Subquery(anonymous.values("id"))).delete()
    written = Q(answers_sealed__isnull=False) | Q(saved_at__isnull=False) | Q(version__gt=0)
    return await anonymous.filter(written).update(
        answers_sealed=None, answered=0, saved_at=None, submitted_at=None, version=0
    )
