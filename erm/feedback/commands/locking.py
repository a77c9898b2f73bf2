"""Finding what a command is about, and moving requests from one state to another."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import Conflict, NotAllowed
from erm.core.text import clean_text
from erm.feedback import policy
from erm.feedback.errors import (
    NoteNotFound,
    RequestAlreadyAnswered,
    RequestAlreadyDeclined,
    RequestAlreadyWithdrawn,
    RequestNotFound,
    RequestNotSentYet,
)
from erm.feedback.models import FeedbackNote, FeedbackRequest, GuestFeedback
from erm.feedback.rules import PART_MAXIMUM, RequestState

SETTLED: dict[RequestState, type[Conflict]] = {
    RequestState.SCHEDULED: RequestNotSentYet,
    RequestState.ANSWERED: RequestAlreadyAnswered,
    RequestState.DECLINED: RequestAlreadyDeclined,
    RequestState.WITHDRAWN: RequestAlreadyWithdrawn,
}
"""How it is said that a request is not in a state from which it could go on."""


def require_person(actor: Actor) -> None:
    """Nobody writes in the name of the system. Raises ``NotAllowed``."""
    if actor.is_system:
        raise NotAllowed


def clean_parts(situation: str, behaviour: str, impact: str, next_step: str) -> dict[str, str]:
    """The four parts of a note, checked. Raises the refusals of text."""
    given = {"situation": situation, "impact": impact, "next_step": next_step}
    parts = {
        field: clean_text(text, field=field, maximum=PART_MAXIMUM, required=False)
        for field, text in given.items()
    }
    parts["behaviour"] = clean_text(behaviour, field="behaviour", maximum=PART_MAXIMUM)
    return parts


async def readable_request(actor: Actor, request_id: UUID) -> FeedbackRequest:
    """A request that the actor may read. Raises ``RequestNotFound``."""
    row = await FeedbackRequest.get_or_none(id=request_id)
    if row is None or not policy.may_read_request(actor, row):
        raise RequestNotFound
    return row


async def readable_note(actor: Actor, note_id: UUID) -> FeedbackNote:
    """A note that the actor may read. Raises ``NoteNotFound``."""
    row = await FeedbackNote.get_or_none(id=note_id)
    if row is None or not policy.may_read_note(actor, row):
        raise NoteNotFound
    return row


async def readable_guest(actor: Actor, guest_id: UUID) -> GuestFeedback:
    """A question to a guest that the actor may read. Raises ``RequestNotFound``."""
    row = await GuestFeedback.get_or_none(id=guest_id)
    if row is None or not policy.may_read_guest_feedback(actor, row):
        raise RequestNotFound
    return row


async def try_settle(
    row: FeedbackRequest,
    state: RequestState,
    *,
    allowed: Collection[RequestState] = (RequestState.PENDING,),
    reason: str = "",
) -> bool:
    """Move a request on; false if somebody was first. ``row`` then stays as it was."""
    moment = now()
    changed = await FeedbackRequest.filter(id=row.id, state__in=list(allowed)).update(
        state=state, open_key=None, settled_at=moment, decline_reason=reason
    )
    if changed:
        row.state, row.open_key, row.settled_at = state, None, moment
        row.decline_reason = reason
    return bool(changed)


async def settle(
    row: FeedbackRequest,
    state: RequestState,
    *,
    allowed: Collection[RequestState] = (RequestState.PENDING,),
    reason: str = "",
) -> None:
    """Like :func:`try_settle`. Raises ``RequestAlready…`` or ``RequestNotSentYet``."""
    if not await try_settle(row, state, allowed=allowed, reason=reason):
        raise SETTLED[(await FeedbackRequest.get(id=row.id)).state]
