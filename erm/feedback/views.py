"""Feedback as one viewer may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.feedback import policy
from erm.feedback.models import (
    FeedbackDraft,
    FeedbackFollowUp,
    FeedbackLink,
    FeedbackNote,
    FeedbackRequest,
    GuestFeedback,
)
from erm.feedback.rules import OPEN_REQUESTS, FeedbackLinkKind, FeedbackVisibility, RequestState
from erm.feedback.sealed import PARTS, note_parts, open_json


@dataclass(frozen=True, slots=True)
class FeedbackRequestView:
    """A request. ``overdue``: still pending after its day, in the viewer's time zone.

    ``visibility`` is that of the answer where the request fixes it: about somebody's report.
    """

    id: UUID
    requester_id: UUID
    asked_id: UUID
    subject_id: UUID
    batch_id: UUID | None
    question: str
    due_on: date | None
    send_at: datetime | None
    state: RequestState
    decline_reason: str | None
    created_at: datetime
    overdue: bool
    visibility: FeedbackVisibility | None


@dataclass(frozen=True, slots=True)
class FeedbackNoteView:
    """A note, and what the viewer may do with it now.

    ``archived_at`` is told to the recipient only, ``competency`` to whom :mod:`policy` says.
    """

    id: UUID
    author_id: UUID
    recipient_id: UUID
    request_id: UUID | None
    department_id: UUID | None
    batch_id: UUID | None
    situation: str
    behaviour: str
    impact: str
    next_step: str
    visibility: FeedbackVisibility
    competency: str
    created_at: datetime
    edited_at: datetime | None
    thanked_at: datetime | None
    archived_at: datetime | None
    can_edit: bool
    can_thank: bool
    may_ask_back: bool
    may_answer_back: bool
    can_archive: bool


@dataclass(frozen=True, slots=True)
class FollowUpView:
    """What the recipient asked back, and the answer once there is one."""

    note_id: UUID
    question: str
    asked_at: datetime
    answer: str | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class FeedbackLinkView:
    """What the recipient made of a note."""

    note_id: UUID
    kind: FeedbackLinkKind
    target_id: UUID
    created_at: datetime


@dataclass(frozen=True, slots=True)
class GuestFeedbackView:
    """A question to a guest, with the answer once there is one; ``guest_email`` for who asked."""

    id: UUID
    requester_id: UUID
    subject_id: UUID
    question: str
    guest_name: str
    guest_email: str | None
    state: RequestState
    due_on: date | None
    send_at: datetime | None
    expires_at: datetime
    decline_reason: str | None
    created_at: datetime
    settled_at: datetime | None
    situation: str
    behaviour: str
    impact: str
    next_step: str
    thanked_at: datetime | None
    archived_at: datetime | None
    can_thank: bool
    can_withdraw: bool
    can_archive: bool


@dataclass(frozen=True, slots=True)
class FeedbackDraftView:
    """What its author began to write."""

    id: UUID
    key: str
    content: str
    version: int
    saved_at: datetime


def view_request(actor: Actor, row: FeedbackRequest) -> FeedbackRequestView:
    """The request for this actor, who may read it."""
    told = policy.may_see_decline_reason(actor, row)
    return FeedbackRequestView(
        id=row.id,
        requester_id=row.requester_id,
        asked_id=row.asked_id,
        subject_id=row.subject_id or row.requester_id,
        batch_id=row.batch_id,
        question=row.question,
        due_on=row.due_on,
        send_at=row.send_at if row.state is RequestState.SCHEDULED else None,
        state=row.state,
        decline_reason=(row.decline_reason or None) if told else None,
        created_at=row.created_at,
        overdue=row.state is RequestState.PENDING
        and row.due_on is not None
        and row.due_on < today(actor.time_zone),
        visibility=None if row.subject_id is None else FeedbackVisibility.RECIPIENT_AND_MANAGER,
    )


def view_note(actor: Actor, row: FeedbackNote) -> FeedbackNoteView:
    """The note for this actor, who may read it."""
    parts = note_parts(row)
    keeps = policy.may_keep_note(actor, row)
    return FeedbackNoteView(
        id=row.id,
        author_id=row.author_id,
        recipient_id=row.recipient_id,
        request_id=row.request_id,
        department_id=row.department_id,
        batch_id=row.batch_id,
        situation=parts["situation"],
        behaviour=parts["behaviour"],
        impact=parts["impact"],
        next_step=parts["next_step"],
        visibility=row.visibility,
        competency=row.competency if policy.may_see_competency(actor, row) else "",
        created_at=row.created_at,
        edited_at=row.edited_at,
        thanked_at=row.thanked_at,
        archived_at=row.archived_at if keeps else None,
        can_edit=policy.may_edit_note(actor, row, now()),
        can_thank=policy.may_thank_for_note(actor, row) and row.thanked_at is None,
        may_ask_back=policy.may_ask_back(actor, row),
        may_answer_back=policy.may_answer_back(actor, row),
        can_archive=keeps,
    )


def view_follow_up(actor: Actor, row: FeedbackFollowUp) -> FollowUpView:
    """What was asked back, for one of the two."""

    def opened(data: bytes, column: str) -> str:
        text: str = open_json(data, table="feedback_follow_up", column=column, row_id=row.id)
        return text

    return FollowUpView(
        note_id=row.note_id,
        question=opened(row.question_sealed, "question_sealed"),
        asked_at=row.asked_at,
        answer=None if row.answer_sealed is None else opened(row.answer_sealed, "answer_sealed"),
        answered_at=row.answered_at,
    )


def view_link(actor: Actor, row: FeedbackLink) -> FeedbackLinkView:
    """A link, for the recipient of its note."""
    return FeedbackLinkView(row.note_id, row.kind, row.target_id, row.created_at)


def view_guest_feedback(actor: Actor, row: GuestFeedback) -> GuestFeedbackView:
    """A question to a guest, for who asked it or whom it is about."""
    parts = dict.fromkeys(PARTS, "")
    if row.answer_sealed is not None:
        parts = open_json(
            row.answer_sealed, table="guest_feedback", column="answer_sealed", row_id=row.id
        )
    keeps = policy.may_keep_guest_feedback(actor, row)
    answered = row.state is RequestState.ANSWERED
    return GuestFeedbackView(
        id=row.id,
        requester_id=row.requester_id,
        subject_id=row.subject_id or row.requester_id,
        question=row.question,
        guest_name=row.guest_name,
        guest_email=row.guest_email if policy.may_see_guest_address(actor, row) else None,
        state=row.state,
        due_on=row.due_on,
        send_at=row.send_at if row.state is RequestState.SCHEDULED else None,
        expires_at=row.expires_at,
        decline_reason=row.decline_reason or None,
        created_at=row.created_at,
        settled_at=row.settled_at,
        situation=parts["situation"],
        behaviour=parts["behaviour"],
        impact=parts["impact"],
        next_step=parts["next_step"],
        thanked_at=row.thanked_at,
        archived_at=row.archived_at if keeps else None,
        can_thank=keeps and answered and row.thanked_at is None,
        can_withdraw=policy.may_withdraw_guest_feedback(actor, row) and row.state in OPEN_REQUESTS,
        can_archive=keeps and answered,
    )


def view_draft(actor: Actor, row: FeedbackDraft) -> FeedbackDraftView:
    """A draft, for its author."""
    return FeedbackDraftView(
        id=row.id,
        key=row.key,
        content=open_json(row.sealed, table="feedback_draft", column="sealed", row_id=row.id),
        version=row.version,
        saved_at=row.updated_at,
    )
