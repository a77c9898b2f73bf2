"""Rows of feedback: requests and notes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from erm.demo.content import feedback_en, feedback_ru
from erm.demo.content.kinds import NoteSpec, RequestSpec
from erm.demo.content.requests import REQUESTS
from erm.demo.rows import Ledger, Rows
from erm.demo.staff import Staff
from erm.demo.timeline import Timeline
from erm.feedback.models import FeedbackNote, FeedbackRequest
from erm.feedback.rules import FeedbackVisibility, RequestState, open_key
from erm.feedback.sealed import seal_note
from erm.relationships.rules import TouchpointKind


def plant_feedback(timeline: Timeline, rows: Rows, ledger: Ledger, staff: Staff) -> None:
    """Everything that was asked and told."""
    for request in REQUESTS:
        _request(timeline, rows, ledger, staff, request)
    for note in feedback_en.NOTES + feedback_ru.NOTES:
        _note(timeline, rows, ledger, staff, note)


def _state(spec: RequestSpec) -> RequestState:
    if spec.answer is not None:
        return RequestState.ANSWERED
    if spec.declined is not None:
        return RequestState.DECLINED
    return RequestState.WITHDRAWN if spec.withdrawn else RequestState.PENDING


def _request(
    timeline: Timeline, rows: Rows, ledger: Ledger, staff: Staff, spec: RequestSpec
) -> None:
    asker, asked = staff.people[spec.asker], staff.people[spec.asked]
    key = (spec.asker, spec.asked, spec.days)
    created = timeline.moment(spec.days, asker.time_zone, "request", *key)
    row_id = timeline.id(created, "request", *key)
    state = _state(spec)
    row = rows.kept(
        FeedbackRequest(
            id=row_id,
            requester_id=asker.id,
            asked_id=asked.id,
            question=spec.question,
            due_on=timeline.day(spec.due, asker.time_zone),
            state=state,
            decline_reason=spec.declined or "",
            created_at=created,
        )
    )
    if spec.answer is not None:
        row.settled_at = _note(timeline, rows, ledger, staff, spec.answer, (row_id, created))
    elif spec.ended is not None:
        by = asker if spec.withdrawn else asked
        row.settled_at = timeline.moment(spec.ended, by.time_zone, "settled", *key, after=created)
    else:
        row.open_key = open_key(asker.id, asked.id, spec.question)
    ledger.note(TouchpointKind.FEEDBACK_ASKED, created, asker.id, asked.id, row_id)


def _note(
    timeline: Timeline,
    rows: Rows,
    ledger: Ledger,
    staff: Staff,
    spec: NoteSpec,
    request: tuple[UUID, datetime] | None = None,
) -> datetime:
    """Write one note; answers when it was written."""
    author, subject = staff.people[spec.author], staff.people[spec.subject]
    key = (spec.author, spec.subject, spec.days)
    created = timeline.moment(
        spec.days, author.time_zone, "note", *key, after=request[1] if request else None
    )
    row_id = timeline.id(created, "note", *key)
    thanked: datetime | None = None
    if spec.thanked:
        days = max(spec.days - timeline.chance("thanked", *key).randrange(1, 3), 1)
        thanked = timeline.moment(days, subject.time_zone, "thanks", *key, after=created)
    shown = FeedbackVisibility.RECIPIENT
    if spec.to_manager:
        shown = FeedbackVisibility.RECIPIENT_AND_MANAGER
    rows.add(
        FeedbackNote(
            id=row_id,
            author_id=author.id,
            recipient_id=subject.id,
            request_id=request[0] if request else None,
            behaviour="",
            sealed=seal_note(
                {
                    "situation": spec.situation,
                    "behaviour": spec.behaviour,
                    "impact": spec.impact,
                    "next_step": spec.next_step,
                },
                row_id,
            ),
            leads_batch=True,
            competency="",
            visibility=shown,
            created_at=created,
            thanked_at=thanked,
        )
    )
    ledger.note(TouchpointKind.FEEDBACK_GIVEN, created, author.id, subject.id, row_id)
    if thanked is not None:
        ledger.note(TouchpointKind.FEEDBACK_THANKED, thanked, subject.id, author.id, row_id)
    return created
