"""Choosing raters: proposing, sending, approving, refusing and undoing it, handing the choice over.

Every command locks the participant first, so that two people who choose at once neither pass the cap
nor ask somebody twice; the unique ``live_key`` holds the latter in any case.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from uuid import UUID

from tortoise.exceptions import IntegrityError

from erm.audit import commands as audit
from erm.audit.rules import Action
from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.core.text import clean_text
from erm.core.work import record
from erm.feedback.cycles import policy_reviews as policy
from erm.feedback.cycles.commands.places import Place, nomination_of, place_of
from erm.feedback.cycles.errors import (
    NominatedThemselves,
    NominationCapReached,
    NominationNotProposed,
    NominationNotRefused,
    NominationsClosed,
    NominationsEmpty,
    NominationsNotSent,
    PerspectiveMissing,
    RaterAlreadyAsked,
)
from erm.feedback.cycles.events import NominationsSent
from erm.feedback.cycles.models import (
    Cycle,
    CycleGuest,
    CycleParticipant,
    CyclePerspective,
    Review,
)
from erm.feedback.cycles.queries.nominations import may_approve_now
from erm.feedback.cycles.rules import (
    ENDED_REVIEWS,
    CycleState,
    Perspective,
    ReviewState,
    live_key,
)
from erm.feedback.guests import Guest, clean_guests
from erm.people.queries import managers_of, require_all_present, require_present

REASON_MAXIMUM = 1_000
AT_ONCE_MAXIMUM = 20


async def nominate(
    actor: Actor,
    *,
    participant_id: UUID,
    person_ids: Sequence[UUID] = (),
    guests: Sequence[Guest] = (),
) -> None:
    """Propose people of the company and guests from outside. The choice is to be sent anew then.

    Raises ``NominationsClosed``, ``NominationCapReached``, ``RaterAlreadyAsked``,
    ``NominatedThemselves``, ``PerspectiveMissing``, ``NominationsEmpty`` and the refusals of people and
    guests.
    """
    place = await place_of(actor, participant_id)
    participant, cycle = place.participant, place.cycle
    if not policy.may_nominate(actor, cycle, participant):
        raise NotAllowed
    if not place.can_choose:
        raise NominationsClosed
    people = list(dict.fromkeys(person_ids))
    if not (people or guests):
        raise NominationsEmpty(field="person_ids")
    if len(people) + len(guests) > AT_ONCE_MAXIMUM:
        raise NominationCapReached(field="person_ids", maximum=AT_ONCE_MAXIMUM)
    kinds = {row.kind for row in await CyclePerspective.filter(cycle_id=cycle.id)}
    await _check_people(actor, place, people, kinds)
    await _check_cap(cycle, participant, len(people) + len(guests))
    for person_id in people:
        await _propose(actor, participant, person_id)
    await _propose_guests(actor, place, guests, kinds)
    await CycleParticipant.filter(id=participant.id).update(
        nominated_at=None, approved_at=None, approved_by_id=None
    )


async def _check_people(
    actor: Actor, place: Place, people: Sequence[UUID], kinds: set[Perspective]
) -> None:
    if not people:
        return
    participant = place.participant
    if Perspective.PEER not in kinds:
        raise PerspectiveMissing(field="person_ids")
    if participant.person_id in people:
        raise NominatedThemselves(field="person_ids")
    await require_all_present(actor, people, field="person_ids")
    if Perspective.MANAGER in kinds and participant.manager_id in people:
        raise RaterAlreadyAsked(field="person_ids")
    if Perspective.UPWARD in kinds:
        managers = await managers_of(people)
        if participant.person_id in managers.values():
            raise RaterAlreadyAsked(field="person_ids")
    called_off = Review.filter(
        participant_id=participant.id, rater_id__in=list(people), state=ReviewState.CANCELLED
    )
    # A review that was called off had not been submitted; one that was, stays. Whoever tried to choose
    # a former report anew would learn which of the two it was.
    if place.cycle.state is not CycleState.NOMINATION and await called_off.exists():
        raise RaterAlreadyAsked(field="person_ids")


async def _check_cap(cycle: Cycle, participant: CycleParticipant, more: int) -> None:
    ended = set(ENDED_REVIEWS)
    if cycle.state is not CycleState.NOMINATION:
        # A leaver's place, once people write, becomes free for nobody: that it did would tell that
        # they had not written yet.
        ended.discard(ReviewState.CANCELLED)
    chosen = (
        await Review.filter(participant_id=participant.id, perspective__in=sorted(policy.NOMINATED))
        .exclude(state__in=list(ended))
        .count()
    )
    if chosen + more > cycle.nomination_cap:
        raise NominationCapReached(field="person_ids", maximum=cycle.nomination_cap)


async def _propose_guests(
    actor: Actor,
    place: Place,
    guests: Sequence[Guest],
    kinds: set[Perspective],
) -> None:
    if not guests:
        return
    if Perspective.EXTERNAL not in kinds:
        raise PerspectiveMissing(field="guests")
    # Colleagues among them are refused: they would be asked twice.
    for one in await clean_guests(list(guests), field="guests"):
        guest = await CycleGuest.create(
            cycle_id=place.cycle.id,
            name=one.name,
            email=one.email,
            locale=one.locale,
            invited_by_id=actor.person_id,
            created_at=now(),
        )
        await _propose(actor, place.participant, guest)


def guest_key(email: str) -> str:
    """A guest's address in a ``live_key``, which has room for a hash of it."""
    return sha256(email.casefold().encode()).hexdigest()[:40]


async def _propose(actor: Actor, participant: CycleParticipant, rater: UUID | CycleGuest) -> None:
    is_person = isinstance(rater, UUID)
    field = "person_ids" if is_person else "guests"
    key = live_key(participant.id, rater if isinstance(rater, UUID) else guest_key(rater.email))
    if await Review.exists(live_key=key):
        raise RaterAlreadyAsked(field=field)
    try:
        _ = await Review.create(
            cycle_id=participant.cycle_id,
            participant_id=participant.id,
            rater_id=rater if isinstance(rater, UUID) else None,
            guest_id=None if isinstance(rater, UUID) else rater.id,
            perspective=Perspective.PEER if is_person else Perspective.EXTERNAL,
            state=ReviewState.PROPOSED,
            live_key=key,
            proposed_by_id=actor.person_id,
            created_at=now(),
        )
    except IntegrityError as error:
        raise RaterAlreadyAsked(field=field) from error


async def remove_nomination(actor: Actor, *, review_id: UUID) -> UUID:
    """Take somebody off the list before it was approved; returns the participant's id.

    Raises ``NominationNotFound``, ``NominationNotProposed``.
    """
    review, place = await nomination_of(actor, review_id)
    if not policy.may_nominate(actor, place.cycle, place.participant):
        raise NotAllowed
    if not place.is_expected(review.rater_id):
        raise NominationsClosed
    if not await Review.filter(id=review.id, state=ReviewState.PROPOSED).delete():
        raise NominationNotProposed
    if review.guest_id is not None:
        await CycleGuest.filter(id=review.guest_id).delete()
    return place.participant.id


async def send_nominations(actor: Actor, *, participant_id: UUID) -> None:
    """Say that the choice is made: to the approver, or straight to the raters where none is needed.

    What the approver has chosen needs no second look of theirs. Sending again changes nothing.
    Raises ``NominationsClosed``, ``NominationsEmpty``.
    """
    place = await place_of(actor, participant_id)
    participant, cycle = place.participant, place.cycle
    if not policy.may_nominate(actor, cycle, participant):
        raise NotAllowed
    if participant.nominated_at is not None:
        return
    if not place.can_choose:
        raise NominationsClosed
    if not await Review.filter(participant_id=participant.id, state=ReviewState.PROPOSED).exists():
        raise NominationsEmpty
    await CycleParticipant.filter(id=participant.id, nominated_at__isnull=True).update(
        nominated_at=now()
    )
    if not policy.needs_approval(cycle, participant) or policy.may_approve(actor, participant):
        await _approve(actor, place)
        return
    record(
        NominationsSent(
            at=now(),
            cycle_id=cycle.id,
            participant_id=participant.id,
            approver_id=policy.approver_of(cycle, participant),
        )
    )


async def approve_nominations(actor: Actor, *, participant_id: UUID) -> None:
    """Let all that are proposed be asked. Approving again changes nothing.

    Raises ``NominationsNotSent``, ``NominationsClosed``.
    """
    place = await place_of(actor, participant_id)
    if not policy.may_approve(actor, place.participant):
        raise NotAllowed
    if place.participant.approved_at is not None:
        return
    await _check_approvable(actor, place)
    await _approve(actor, place)


async def _check_approvable(actor: Actor, place: Place) -> None:
    if not place.is_expected(None):
        raise NominationsClosed
    if not may_approve_now(actor, place.cycle, place.participant, place.extensions):
        raise NominationsNotSent


async def _approve(actor: Actor, place: Place) -> None:
    participant, moment = place.participant, now()
    count = await Review.filter(participant_id=participant.id, state=ReviewState.PROPOSED).update(
        state=ReviewState.ASSIGNED
    )
    await CycleParticipant.filter(id=participant.id).update(
        nominated_at=participant.nominated_at or moment,
        approved_at=moment,
        approved_by_id=actor.person_id,
    )
    _note(Action.NOMINATIONS_APPROVED, actor, participant, count=count)


async def reject_nomination(actor: Actor, *, review_id: UUID, reason: str) -> UUID:
    """Refuse somebody who was proposed, with a reason; returns the participant's id.

    Raises ``NominationNotFound``, ``NominationNotProposed``, ``NominationsNotSent``.
    """
    review, place = await nomination_of(actor, review_id)
    if not policy.may_approve(actor, place.participant):
        raise NotAllowed
    reason = clean_text(reason, field="reason", maximum=REASON_MAXIMUM)
    await _check_approvable(actor, place)
    if not await Review.filter(id=review.id, state=ReviewState.PROPOSED).update(
        state=ReviewState.REJECTED, live_key=None, reason=reason
    ):
        raise NominationNotProposed
    _note(Action.NOMINATION_REJECTED, actor, place.participant)
    return place.participant.id


async def undo_nomination_refusal(actor: Actor, *, review_id: UUID) -> None:
    """Take back a rejection (the approver), or a decline (the rater).

    Raises ``NominationNotFound``, ``NominationNotRefused``, ``NominationsClosed``,
    ``NominationCapReached``, ``RaterAlreadyAsked``.
    """
    review, place = await nomination_of(actor, review_id)
    if review.state is ReviewState.DECLINED and review.rater_id == actor.person_id:
        before, after = ReviewState.DECLINED, ReviewState.ASSIGNED
    elif policy.may_approve(actor, place.participant):
        before, after = ReviewState.REJECTED, ReviewState.PROPOSED
    elif review.rater_id == actor.person_id:
        raise NominationNotRefused
    else:
        raise NotAllowed
    if review.state is not before:
        raise NominationNotRefused
    if not place.is_expected(review.rater_id):
        raise NominationsClosed
    if after is ReviewState.PROPOSED:
        await _check_cap(place.cycle, place.participant, 1)
    await _revive(review, before, after)
    if after is ReviewState.PROPOSED:
        # It waits for approval again, whatever was approved meanwhile.
        await CycleParticipant.filter(id=place.participant.id).update(
            approved_at=None, approved_by_id=None
        )


async def _revive(review: Review, before: ReviewState, after: ReviewState) -> None:
    rater = await _rater_key(review)
    key = live_key(review.participant_id, rater)
    if await Review.filter(live_key=key).exclude(id=review.id).exists():
        raise RaterAlreadyAsked
    try:
        changed = await Review.filter(id=review.id, state=before).update(
            state=after, live_key=key, reason=""
        )
    except IntegrityError as error:
        raise RaterAlreadyAsked from error
    if not changed:
        raise NominationNotRefused


async def _rater_key(review: Review) -> str:
    if review.rater_id is not None:
        return str(review.rater_id)
    guest = await CycleGuest.get(id=review.guest_id)
    return guest_key(guest.email)


async def delegate_nomination(
    actor: Actor, *, participant_id: UUID, person_id: UUID | None
) -> None:
    """Let somebody else choose, or (None) choose oneself again.

    Raises ``NominationsClosed`` and the refusals of people.
    """
    place = await place_of(actor, participant_id)
    participant, cycle = place.participant, place.cycle
    if not policy.may_delegate(actor, cycle, participant):
        raise NotAllowed
    if not place.can_choose:
        raise NominationsClosed
    if person_id is not None:
        await require_present(actor, person_id, field="person_id")
        if person_id == policy.chooser_of(cycle, participant):
            person_id = None
    await CycleParticipant.filter(id=participant.id).update(nominator_id=person_id)
    _note(Action.NOMINATION_DELEGATED, actor, participant, to=person_id)


def _note(
    action: Action, actor: Actor, participant: CycleParticipant, **details: UUID | int | None
) -> None:
    audit.append(
        action,
        actor_id=actor.person_id,
        subject_kind="CycleParticipant",
        subject_id=participant.id,
        details={"cycle": participant.cycle_id, **details},
    )
