"""Reads of the choice of raters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.feedback.cycles import policy_reviews as policy
from erm.feedback.cycles.deadlines import Extensions
from erm.feedback.cycles.models import (
    Cycle,
    CycleGuest,
    CycleParticipant,
    CyclePerspective,
    Review,
)
from erm.feedback.cycles.policy import readable_participants
from erm.feedback.cycles.queries.cycles import extensions_by_cycle
from erm.feedback.cycles.queries.loads import loads_of
from erm.feedback.cycles.rules import Perspective, ReviewState
from erm.feedback.cycles.views.reviews import NominatedReviewView, NominationsView
from erm.feedback.cycles.writing import is_expected, is_nomination_open, nomination_until

SHOWN_AS_IT_IS = frozenset({ReviewState.PROPOSED, ReviewState.REJECTED, ReviewState.DECLINED})
"""States of an anonymous review that are told. All others are told as ASSIGNED: one that was called
off, for its rater left, was not submitted, and one that still stands although they left, was."""


async def nominations_of(
    actor: Actor, participant_ids: Sequence[UUID]
) -> dict[UUID, NominationsView]:
    """The choice of raters for each participant; missing for whom it does not concern.

    Missing as well where a cycle has nobody chosen.
    """
    rows = [
        row
        for row in await CycleParticipant.filter(
            readable_participants(actor), id__in=list(set(participant_ids))
        )
        if policy.may_see_nominations(actor, row)
    ]
    if not rows:
        return {}
    cycles = {row.id: row for row in await Cycle.filter(id__in=list({r.cycle_id for r in rows}))}
    rows = [row for row in rows if cycles[row.cycle_id].nomination_until is not None]
    reviews: dict[UUID, list[Review]] = defaultdict(list)
    for review in await Review.filter(
        policy.readable_nominations(actor), participant_id__in=[row.id for row in rows]
    ).order_by("id"):
        reviews[review.participant_id].append(review)
    extensions = await extensions_by_cycle(list(cycles))
    everything = [review for some in reviews.values() for review in some]
    seen = await _dress(actor, everything, cycles, {row.id: row for row in rows}, extensions)
    minimums = await _minimums(cycles)
    return {
        row.id: _view(
            actor,
            row,
            cycles[row.cycle_id],
            extensions[row.cycle_id],
            [seen[review.id] for review in reviews[row.id]],
            minimums.get(row.cycle_id, 0),
        )
        for row in rows
    }


async def nominated_reviews_by_ids(
    actor: Actor, ids: Sequence[UUID]
) -> dict[UUID, NominatedReviewView]:
    """Chosen raters by the id of their review; missing for whom it does not concern."""
    rows = await Review.filter(policy.readable_nominations(actor), id__in=list(set(ids)))
    if not rows:
        return {}
    cycles = {row.id: row for row in await Cycle.filter(id__in=list({r.cycle_id for r in rows}))}
    participants = {
        row.id: row
        for row in await CycleParticipant.filter(id__in=list({r.participant_id for r in rows}))
    }
    extensions = await extensions_by_cycle(list(cycles))
    return await _dress(actor, rows, cycles, participants, extensions)


async def approvable(participant_ids: Iterable[UUID]) -> set[UUID]:
    """Of these participants those with somebody proposed. For tasks; has no policy of its own."""
    found = await Review.filter(
        participant_id__in=list(set(participant_ids)), state=ReviewState.PROPOSED
    ).values_list("participant_id", flat=True)
    return set(found)  # type: ignore[arg-type]


async def _minimums(cycles: Mapping[UUID, Cycle]) -> dict[UUID, int]:
    rows = await CyclePerspective.filter(
        cycle_id__in=list(cycles), kind=Perspective.PEER, anonymous=True
    ).values_list("cycle_id", "minimum")
    return dict(rows)


async def anonymous_kinds(cycle_ids: Iterable[UUID]) -> set[tuple[UUID, Perspective]]:
    """Which perspectives of cycles are anonymous. Has no actor: for views."""
    rows = await CyclePerspective.filter(cycle_id__in=list(set(cycle_ids)), anonymous=True)
    return {(row.cycle_id, row.kind) for row in rows}


async def _dress(
    actor: Actor,
    rows: Sequence[Review],
    cycles: Mapping[UUID, Cycle],
    participants: Mapping[UUID, CycleParticipant],
    extensions: Mapping[UUID, Extensions],
) -> dict[UUID, NominatedReviewView]:
    guests = {
        guest.id: guest
        for guest in await CycleGuest.filter(
            id__in=[row.guest_id for row in rows if row.guest_id is not None]
        )
    }
    loads = await loads_of(row.rater_id for row in rows if row.rater_id is not None)
    anonymous = await anonymous_kinds(cycles)
    found = {}
    for row in rows:
        cycle, participant = cycles[row.cycle_id], participants[row.participant_id]
        guest = None if row.guest_id is None else guests[row.guest_id]
        load = 0 if row.rater_id is None else loads[row.rater_id]
        state = row.state
        if (row.cycle_id, row.perspective) in anonymous and state not in SHOWN_AS_IT_IS:
            state = ReviewState.ASSIGNED
        expected = is_expected(cycle, participant, row.rater_id, extensions[cycle.id], now())
        approves = policy.may_approve(actor, participant)
        mine = row.rater_id == actor.person_id
        sees_choice = policy.may_see_nominations(actor, participant)
        found[row.id] = NominatedReviewView(
            id=row.id,
            participant_id=participant.id,
            perspective=row.perspective,
            rater_id=row.rater_id,
            guest_name=None if guest is None else guest.name,
            guest_email=None if guest is None else guest.email,
            state=state,
            reason=row.reason or None,
            proposed_by_id=row.proposed_by_id,
            load=load,
            overloaded=load > cycle.load_limit,
            can_reject=expected and approves and row.state is ReviewState.PROPOSED,
            can_undo=expected
            and (
                (approves and row.state is ReviewState.REJECTED)
                or (mine and row.state is ReviewState.DECLINED)
            ),
            can_remove=expected
            and sees_choice
            and policy.may_nominate(actor, cycle, participant)
            and row.state is ReviewState.PROPOSED,
        )
    return found


def nominators_of(cycle: Cycle, participant: CycleParticipant) -> list[UUID]:
    """Who should choose, and whom that was delegated to."""
    chooser = policy.chooser_of(cycle, participant)
    delegate = participant.nominator_id
    return [chooser] if delegate is None else [chooser, delegate]


def may_approve_now(
    actor: Actor,
    cycle: Cycle,
    participant: CycleParticipant,
    extensions: Extensions,
) -> bool:
    """Whether a choice is the actor's to approve: it was sent, or the time to choose is over."""
    if not policy.may_approve(actor, participant):
        return False
    if not is_expected(cycle, participant, None, extensions, now()):
        return False
    nominators = nominators_of(cycle, participant)
    return participant.nominated_at is not None or not is_nomination_open(
        cycle, participant, nominators, extensions, now()
    )


def _view(
    actor: Actor,
    row: CycleParticipant,
    cycle: Cycle,
    extensions: Extensions,
    reviews: Sequence[NominatedReviewView],
    minimum: int,
) -> NominationsView:
    nominators = nominators_of(cycle, row)
    open_now = is_nomination_open(cycle, row, nominators, extensions, now())
    until = nomination_until(cycle, nominators, extensions)
    assert until is not None  # noqa: S101 (cycles without the phase were left out)
    return NominationsView(
        participant_id=row.id,
        cycle_id=cycle.id,
        subject_id=row.person_id,
        nominator_id=policy.chooser_of(cycle, row),
        delegated_to_id=row.nominator_id,
        cap=cycle.nomination_cap,
        minimum=minimum,
        load_limit=cycle.load_limit,
        until=until,
        reviews=tuple(reviews),
        sent_at=row.nominated_at,
        approved_at=row.approved_at,
        approved_by_id=row.approved_by_id,
        can_nominate=open_now and policy.may_nominate(actor, cycle, row),
        can_approve=may_approve_now(actor, cycle, row, extensions)
        and any(review.state is ReviewState.PROPOSED for review in reviews),
        can_delegate=open_now and policy.may_delegate(actor, cycle, row),
    )
