"""Feedback as one viewer may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.feedback import policy
from erm.feedback.models import FeedbackNote, FeedbackRequest
from erm.feedback.rules import FeedbackVisibility, RequestState


@dataclass(frozen=True, slots=True)
class FeedbackRequestView:
    """A request. ``overdue``: still pending after its day, in the viewer's time zone."""

    id: UUID
    requester_id: UUID
    asked_id: UUID
    question: str
    due_on: date | None
    state: RequestState
    decline_reason: str | None
    created_at: datetime
    overdue: bool


@dataclass(frozen=True, slots=True)
class FeedbackNoteView:
    """A note, and what the viewer may do with it now."""

    id: UUID
    author_id: UUID
    recipient_id: UUID
    request_id: UUID | None
    situation: str
    behaviour: str
    impact: str
    next_step: str
    visibility: FeedbackVisibility
    created_at: datetime
    edited_at: datetime | None
    thanked_at: datetime | None
    can_edit: bool
    can_thank: bool


def view_request(actor: Actor, row: FeedbackRequest) -> FeedbackRequestView:
    """The request for this actor, who may read it."""
    return FeedbackRequestView(
        id=row.id,
        requester_id=row.requester_id,
        asked_id=row.asked_id,
        question=row.question,
        due_on=row.due_on,
        state=row.state,
        decline_reason=row.decline_reason or None,
        created_at=row.created_at,
        overdue=row.state is RequestState.PENDING
        and row.due_on is not None
        and row.due_on < today(actor.time_zone),
    )


def view_note(actor: Actor, row: FeedbackNote) -> FeedbackNoteView:
    """The note for this actor, who may read it."""
    return FeedbackNoteView(
        id=row.id,
        author_id=row.author_id,
        recipient_id=row.recipient_id,
        request_id=row.request_id,
        situation=row.situation,
        behaviour=row.behaviour,
        impact=row.impact,
        next_step=row.next_step,
        visibility=row.visibility,
        created_at=row.created_at,
        edited_at=row.edited_at,
        thanked_at=row.thanked_at,
        can_edit=policy.may_edit_note(actor, row, now()),
        can_thank=policy.may_thank_for_note(actor, row) and row.thanked_at is None,
    )
