"""What somebody without an account sees behind their link. Has no actor: the link is the right."""

from __future__ import annotations

from erm.core.actor import SYSTEM
from erm.core.clock import now
from erm.feedback.cycles.models import CycleGuest, Review
from erm.feedback.cycles.queries.reviews import Background, promised_terms
from erm.feedback.cycles.rules import HIDDEN_FROM_RATERS, OPEN_REVIEWS, ReviewState
from erm.feedback.cycles.sealed_answers import open_answers
from erm.feedback.cycles.views.reviews import GuestReviewView
from erm.feedback.cycles.writing import deadline_of
from erm.feedback.guests import hash_of
from erm.people.queries import people_by_ids


async def review_behind(token: str) -> Review | None:
    """The review that a link is for; None for a link unknown, ended or of a review called off."""
    guest = await CycleGuest.get_or_none(token_hash=hash_of(token), revoked_at__isnull=True)
    if guest is None:
        return None
    return (
        await Review.filter(guest_id=guest.id).exclude(state__in=sorted(HIDDEN_FROM_RATERS)).first()
    )


async def guest_review(token: str) -> GuestReviewView | None:
    """The page behind a link, in the guest's language; None when the time is over too.

    Who has declined is done: they see nothing any more.
    """
    review = await review_behind(token)
    if review is None or review.state is ReviewState.DECLINED:
        return None
    background = await Background.of([review])
    if not background.is_open(review):
        return None
    guest = await CycleGuest.get(id=review.guest_id)
    cycle = background.cycles[review.cycle_id]
    participant = background.participants[review.participant_id]
    people = await people_by_ids(SYSTEM, [participant.person_id])
    promised = background.perspectives.get((cycle.id, review.perspective))
    deadline = deadline_of(cycle, None, {})
    return GuestReviewView(
        review_id=review.id,
        guest_name=guest.name,
        locale=guest.locale,
        cycle_name=cycle.name,
        subject_name=people[participant.person_id].name,
        terms=tuple(promised_terms(cycle, review.perspective, guest.locale)),
        anonymous=background.is_anonymous(review),
        minimum=0 if promised is None else promised.minimum,
        rater_count=background.counts.get((participant.id, review.perspective), 0),
        questions=tuple(background.questions_for(review)),
        answers=open_answers(review),
        due_on=deadline.on,
        due_at=deadline.at,
        version=review.version,
        state=review.state,
        can_write=review.state in OPEN_REVIEWS and deadline.at > now(),
    )
