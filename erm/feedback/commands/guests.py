"""Answers of guests, and what is done with them."""

from __future__ import annotations

from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.core.text import clean_text
from erm.core.work import record
from erm.feedback import policy
from erm.feedback.commands.locking import SETTLED, clean_parts, readable_guest
from erm.feedback.errors import GuestLinkInvalid, NothingToThankFor
from erm.feedback.events import GuestSettled, GuestThanked
from erm.feedback.guests import hash_of
from erm.feedback.models import GuestFeedback
from erm.feedback.rules import OPEN_REQUESTS, REASON_MAXIMUM, RequestState
from erm.feedback.sealed import seal_json
from erm.feedback.views import GuestFeedbackView, view_guest_feedback


async def answer_as_guest(
    token: str, *, situation: str = "", behaviour: str, impact: str = "", next_step: str = ""
) -> None:
    """Answer by a link, once: the link ends with it.

    Raises ``GuestLinkInvalid``, the same whatever is wrong with the link, and the refusals of text.
    """
    row = await _by_link(token)
    parts = clean_parts(situation, behaviour, impact, next_step)
    sealed = seal_json(parts, table="guest_feedback", column="answer_sealed", row_id=row.id)
    await _settle_by_link(row, RequestState.ANSWERED, answer_sealed=sealed)
    record(GuestSettled(at=now(), guest_feedback_id=row.id, answered=True))


async def decline_as_guest(token: str, *, reason: str = "") -> None:
    """Say by a link that one will not answer: the link ends with it. Raises ``GuestLinkInvalid``."""
    row = await _by_link(token)
    reason = clean_text(reason, field="reason", maximum=REASON_MAXIMUM, required=False)
    await _settle_by_link(row, RequestState.DECLINED, decline_reason=reason)
    record(GuestSettled(at=now(), guest_feedback_id=row.id, answered=False))


async def withdraw_guest_feedback(actor: Actor, *, guest_id: UUID) -> GuestFeedbackView:
    """Take back a question to a guest that was not answered: its link ends."""
    row = await readable_guest(actor, guest_id)
    if not policy.may_withdraw_guest_feedback(actor, row):
        raise NotAllowed
    if not await GuestFeedback.filter(id=row.id, state__in=list(OPEN_REQUESTS)).update(
        state=RequestState.WITHDRAWN, token_hash=None, settled_at=now()
    ):
        raise SETTLED[(await GuestFeedback.get(id=row.id)).state]
    return view_guest_feedback(actor, await GuestFeedback.get(id=row.id))


async def thank_for_guest_feedback(actor: Actor, *, guest_id: UUID) -> GuestFeedbackView:
    """Thank a guest by mail. A second thank changes nothing and tells nobody again.

    Raises ``NothingToThankFor`` where there is no answer.
    """
    row = await readable_guest(actor, guest_id)
    if not policy.may_keep_guest_feedback(actor, row):
        raise NotAllowed
    if row.state is not RequestState.ANSWERED:
        raise NothingToThankFor
    if await GuestFeedback.filter(id=row.id, thanked_at__isnull=True).update(thanked_at=now()):
        record(GuestThanked(at=now(), guest_feedback_id=row.id))
    return view_guest_feedback(actor, await GuestFeedback.get(id=row.id))


async def archive_guest_feedback(
    actor: Actor, *, guest_id: UUID, archived: bool
) -> GuestFeedbackView:
    """Put a guest's answer away, or back."""
    row = await readable_guest(actor, guest_id)
    if not policy.may_keep_guest_feedback(actor, row):
        raise NotAllowed
    await GuestFeedback.filter(id=row.id, archived_at__isnull=archived).update(
        archived_at=now() if archived else None
    )
    return view_guest_feedback(actor, await GuestFeedback.get(id=row.id))


async def _by_link(token: str) -> GuestFeedback:
    row = await GuestFeedback.get_or_none(
        token_hash=hash_of(token), state=RequestState.PENDING, expires_at__gt=now()
    )
    if row is None:
        raise GuestLinkInvalid
    return row


async def _settle_by_link(row: GuestFeedback, state: RequestState, **values: object) -> None:
    """The hash goes too: what opens nothing any more need not be kept. The second one finds nothing."""
    if not await GuestFeedback.filter(
        id=row.id, token_hash=row.token_hash, state=RequestState.PENDING
    ).update(state=state, token_hash=None, settled_at=now(), **values):
        raise GuestLinkInvalid
