"""Reviews by people outside the company, who come by a link and have no account.

The link is mailed when the choice is approved and writing has begun, works until the cycle's deadline,
and can be sent anew; then the former one ends. Only its hash is stored, so a new one is made for every
mail.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from uuid import UUID

import structlog

from erm.core.actor import SYSTEM, Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.core.events import Bus
from erm.core.logging import describe
from erm.core.text import clean_text
from erm.core.work import unit_of_work
from erm.feedback.cycles import policy_reviews as policy
from erm.feedback.cycles.answers import Answer
from erm.feedback.cycles.commands.reviews import (
    REASON_MAXIMUM,
    Desk,
    decline,
    desk_of,
    reopen,
    save,
    submit,
)
from erm.feedback.cycles.errors import NominationNotFound, ReviewClosed, ReviewSettled
from erm.feedback.cycles.invitations import invitation
from erm.feedback.cycles.models import Cycle, CycleGuest, CycleParticipant, Review
from erm.feedback.cycles.queries.guest_reviews import review_behind
from erm.feedback.cycles.rules import (
    ENDED_REVIEWS,
    OPEN_REVIEWS,
    CycleState,
    ParticipantState,
    ReviewState,
)
from erm.feedback.cycles.writing import deadline_of
from erm.feedback.errors import GuestLinkInvalid
from erm.feedback.guests import new_token
from erm.mail.commands import queue_mail
from erm.people.queries import people_by_ids
from erm.settings import Settings

log = structlog.get_logger("erm.guests")


async def save_guest_review(token: str, *, version: int, answers: Mapping[UUID, Answer]) -> None:
    """Replace a guest's answers. They read no goals of anybody, so they can name none.

    Raises ``GuestLinkInvalid`` and what ``reviews.save`` raises.
    """
    await save(await _desk(token), version, answers, {})


async def submit_guest_review(token: str, *, version: int) -> None:
    """Hand a guest's review in; a second time changes nothing.

    Raises ``GuestLinkInvalid`` and what ``reviews.submit`` raises.
    """
    await submit(await _desk(token), version)


async def reopen_guest_review(token: str) -> None:
    """Let a guest change what they handed in.

    Raises ``GuestLinkInvalid`` and what ``reviews.reopen`` raises.
    """
    await reopen(await _desk(token))


async def decline_guest_review(token: str, *, reason: str) -> bool:
    """Let a guest say no, with or without a reason; whether the link was one of a review.

    Raises what ``reviews.decline`` raises.
    """
    review = await review_behind(token)
    if review is None:
        return False
    reason = clean_text(reason, field="reason", maximum=REASON_MAXIMUM, required=False)
    await decline(await desk_of(review), reason)
    return True


async def _desk(token: str) -> Desk:
    review = await review_behind(token)
    if review is None:
        raise GuestLinkInvalid
    return await desk_of(review)


# ---- links ---------------------------------------------------------------------------------------


async def invite_guests(settings: Settings, bus: Bus, stop: asyncio.Event | None = None) -> int:
    """Mail a link to every guest who is to write now and has none; returns how many. A job.

    Having none is what makes somebody due: whoever is approved, in whatever cycle that comes to its
    writing phase, is found, and nobody twice.
    """
    waiting = await CycleGuest.filter(
        token_hash__isnull=True,
        revoked_at__isnull=True,
        cycle__state=CycleState.WRITING,
        id__in=await _expected_guests(),
    ).values_list("id", flat=True)
    sent = 0
    for guest_id in waiting:
        if stop is not None and stop.is_set():
            break
        try:
            async with unit_of_work(bus):
                sent += await _invite(guest_id, settings)  # type: ignore[arg-type]
        except Exception as error:  # noqa: BLE001 (one guest's mail must not stop the others')
            log.error("guest_invitation_failed", guest=str(guest_id), **describe(error))
    return sent


async def _expected_guests() -> list[UUID]:
    return list(
        await Review.filter(
            guest_id__isnull=False,
            state__in=list(OPEN_REVIEWS),
            cycle__state=CycleState.WRITING,
            participant__state=ParticipantState.ACTIVE,
            participant__results_at__isnull=True,
        ).values_list("guest_id", flat=True)  # type: ignore[arg-type]
    )


async def resend_guest_link(actor: Actor, settings: Settings, *, review_id: UUID) -> None:
    """Mail a guest another link; the former one ends.

    It does so whether they have submitted or not, for to refuse would tell. Raises
    ``NominationNotFound``, ``ReviewSettled``, ``ReviewClosed``.
    """
    review = await Review.get_or_none(policy.readable_nominations(actor), id=review_id)
    if review is None or review.guest_id is None:
        raise NominationNotFound
    desk = await desk_of(review)
    if not (
        policy.may_nominate(actor, desk.cycle, desk.participant)
        or policy.may_approve(actor, desk.participant)
        or actor.is_hr
    ):
        raise NotAllowed
    if desk.review.state in ENDED_REVIEWS or desk.review.state is ReviewState.PROPOSED:
        raise ReviewSettled
    if not desk.can_write:
        raise ReviewClosed
    await CycleGuest.filter(id=review.guest_id).update(token_hash=None)
    await _invite(review.guest_id, settings)


async def _invite(guest_id: UUID, settings: Settings) -> bool:
    """Make a link for a guest who has none and queue its mail; whether this one was first."""
    guest = await CycleGuest.get_or_none(id=guest_id)
    review = await Review.get_or_none(guest_id=guest_id)
    if guest is None or review is None:
        return False
    cycle = await Cycle.get(id=review.cycle_id)
    participant = await CycleParticipant.get(id=review.participant_id)
    deadline = deadline_of(cycle, None, {})
    if deadline.at <= now():
        return False
    token, token_hash = new_token()
    first = await CycleGuest.filter(
        id=guest.id, token_hash__isnull=True, revoked_at__isnull=True
    ).update(token_hash=token_hash, expires_at=deadline.at)
    if not first:
        return False
    people = await people_by_ids(SYSTEM, [participant.person_id])
    mail = invitation(
        settings,
        cycle=cycle,
        guest=guest,
        subject=people[participant.person_id].name,
        token=token,
        due_on=deadline.on,
    )
    await queue_mail(
        dedupe_key=f"guest_review:{guest.id}:{token_hash[:16]}",
        kind="guest_review",
        recipient_id=None,
        to_address=guest.email,
        to_name=guest.name,
        language=guest.locale,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
    )
    return True
