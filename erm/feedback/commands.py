"""Writes of feedback, each within the caller's unit of work.

State changes are conditional updates: whoever finds nothing left to change was second, and is told.
"""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from tortoise.exceptions import IntegrityError
from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.errors import Conflict, InvalidInput, NotAllowed
from erm.core.text import clean_text
from erm.core.work import record
from erm.feedback import policy
from erm.feedback.errors import (
    AlreadyAsked,
    AskedOneself,
    DueDayPassed,
    NoteAlreadyThanked,
    NoteNotFound,
    NoteTooOldToEdit,
    RecipientIsNotRequester,
    RequestAlreadyAnswered,
    RequestAlreadyDeclined,
    RequestAlreadyWithdrawn,
    RequestNotFound,
    WrittenToOneself,
)
from erm.feedback.events import (
    FeedbackDeclined,
    FeedbackGiven,
    FeedbackRequested,
    FeedbackRequestWithdrawn,
    FeedbackThanked,
)
from erm.feedback.models import FeedbackNote, FeedbackRequest
from erm.feedback.rules import (
    DUE_WITHIN_DAYS,
    EDITABLE_FOR,
    PART_MAXIMUM,
    QUESTION_MAXIMUM,
    REASON_MAXIMUM,
    FeedbackVisibility,
    RequestState,
    open_key,
)
from erm.feedback.views import FeedbackNoteView, FeedbackRequestView, view_note, view_request
from erm.people.queries import require_present


async def request_feedback(
    actor: Actor, *, person_id: UUID, question: str, due_on: date | None = None
) -> FeedbackRequestView:
    """Ask somebody a question about oneself.

    Raises ``AskedOneself``, ``AlreadyAsked``, ``DueDayPassed`` and the refusals of text and people.
    """
    _require_person(actor)
    if person_id == actor.person_id:
        raise AskedOneself(field="person_id")
    question = clean_text(question, field="question", maximum=QUESTION_MAXIMUM)
    _check_due_day(actor, due_on)
    await require_present(actor, person_id, field="person_id")
    key = open_key(actor.person_id, person_id, question)
    if await FeedbackRequest.exists(open_key=key):
        raise AlreadyAsked(field="question")
    try:
        row = await FeedbackRequest.create(
            requester_id=actor.person_id,
            asked_id=person_id,
            question=question,
            due_on=due_on,
            state=RequestState.PENDING,
            open_key=key,
            created_at=now(),
        )
    except IntegrityError as error:
        # Two clicks at once: the unique key let only one of them through.
        raise AlreadyAsked(field="question") from error
    record(
        FeedbackRequested(
            at=now(), request_id=row.id, requester_id=actor.person_id, asked_id=person_id
        )
    )
    return view_request(actor, row)


async def withdraw_feedback_request(actor: Actor, *, request_id: UUID) -> FeedbackRequestView:
    """Take back a question that nobody has answered yet."""
    row = await _readable_request(actor, request_id)
    if not policy.may_withdraw_request(actor, row):
        raise NotAllowed
    await _settle(row, RequestState.WITHDRAWN)
    record(
        FeedbackRequestWithdrawn(
            at=now(), request_id=row.id, requester_id=row.requester_id, asked_id=row.asked_id
        )
    )
    return view_request(actor, row)


async def decline_feedback_request(
    actor: Actor, *, request_id: UUID, reason: str = ""
) -> FeedbackRequestView:
    """Say that one will not answer; the reason, if any, is read by the requester."""
    row = await _readable_request(actor, request_id)
    if not policy.may_settle_request(actor, row):
        raise NotAllowed
    reason = clean_text(reason, field="reason", maximum=REASON_MAXIMUM, required=False)
    await _settle(row, RequestState.DECLINED, decline_reason=reason)
    record(
        FeedbackDeclined(
            at=now(), request_id=row.id, requester_id=row.requester_id, asked_id=row.asked_id
        )
    )
    return view_request(actor, row)


async def give_feedback(
    actor: Actor,
    *,
    recipient_id: UUID,
    behaviour: str,
    visibility: FeedbackVisibility,
    request_id: UUID | None = None,
    situation: str = "",
    impact: str = "",
    next_step: str = "",
) -> FeedbackNoteView:
    """Write a note, in answer to a request or unasked.

    Raises ``WrittenToOneself``, ``RecipientIsNotRequester``, ``RequestAlready…`` when the request
    was settled before, and the refusals of text and people.
    """
    _require_person(actor)
    if recipient_id == actor.person_id:
        raise WrittenToOneself(field="recipient_id")
    parts = _clean_parts(situation, behaviour, impact, next_step)
    if request_id is not None:
        request = await _readable_request(actor, request_id)
        if not policy.may_settle_request(actor, request):
            raise NotAllowed
        if recipient_id != request.requester_id:
            raise RecipientIsNotRequester(field="recipient_id")
    await require_present(actor, recipient_id, field="recipient_id")
    if request_id is not None:
        await _settle(request, RequestState.ANSWERED)
    row = FeedbackNote(
        author_id=actor.person_id,
        recipient_id=recipient_id,
        request_id=request_id,
        visibility=visibility,
        created_at=now(),
        **parts,
    )
    await row.save()
    record(
        FeedbackGiven(
            at=now(),
            note_id=row.id,
            author_id=actor.person_id,
            recipient_id=recipient_id,
            request_id=request_id,
        )
    )
    return view_note(actor, row)


async def edit_feedback(
    actor: Actor, *, note_id: UUID, situation: str, behaviour: str, impact: str, next_step: str
) -> FeedbackNoteView:
    """Change one's own note: for a day, and until it was thanked for.

    Raises ``NoteAlreadyThanked`` or ``NoteTooOldToEdit``.
    """
    row = await _readable_note(actor, note_id)
    if not policy.may_change_note(actor, row):
        raise NotAllowed
    parts = _clean_parts(situation, behaviour, impact, next_step)
    changed = await FeedbackNote.filter(
        id=row.id, thanked_at__isnull=True, created_at__gt=now() - EDITABLE_FOR
    ).update(edited_at=now(), **parts)
    row = await FeedbackNote.get(id=row.id)
    if not changed:
        raise NoteTooOldToEdit if row.thanked_at is None else NoteAlreadyThanked
    return view_note(actor, row)


async def thank_for_feedback(actor: Actor, *, note_id: UUID) -> FeedbackNoteView:
    """Thank the author of a note. A second thank changes nothing and tells nobody again."""
    row = await _readable_note(actor, note_id)
    if not policy.may_thank_for_note(actor, row):
        raise NotAllowed
    if await FeedbackNote.filter(id=row.id, thanked_at__isnull=True).update(thanked_at=now()):
        record(
            FeedbackThanked(
                at=now(), note_id=row.id, author_id=row.author_id, recipient_id=row.recipient_id
            )
        )
    return view_note(actor, await FeedbackNote.get(id=row.id))


async def close_requests_of_leaver(person_id: UUID) -> int:
    """Withdraw every pending request of or to somebody who has left; returns how many.

    Has no actor: it is the consequence of leaving, whoever caused that, and is called by the flow
    of leaving only.
    """
    pending = await FeedbackRequest.filter(
        Q(requester_id=person_id) | Q(asked_id=person_id), state=RequestState.PENDING
    ).order_by("id")
    closed = 0
    for row in pending:
        if await _try_settle(row, RequestState.WITHDRAWN):
            closed += 1
            record(
                FeedbackRequestWithdrawn(
                    at=now(),
                    request_id=row.id,
                    requester_id=row.requester_id,
                    asked_id=row.asked_id,
                )
            )
    return closed


def _require_person(actor: Actor) -> None:
    if actor.is_system:
        raise NotAllowed


def _check_due_day(actor: Actor, due_on: date | None) -> None:
    if due_on is None:
        return
    day = today(actor.time_zone)
    if due_on < day:
        raise DueDayPassed(field="due_on")
    if due_on > day + timedelta(days=DUE_WITHIN_DAYS):
        raise InvalidInput("DATE_OUT_OF_RANGE", field="due_on")


def _clean_parts(situation: str, behaviour: str, impact: str, next_step: str) -> dict[str, str]:
    given = {"situation": situation, "impact": impact, "next_step": next_step}
    parts = {
        field: clean_text(text, field=field, maximum=PART_MAXIMUM, required=False)
        for field, text in given.items()
    }
    parts["behaviour"] = clean_text(behaviour, field="behaviour", maximum=PART_MAXIMUM)
    return parts


async def _readable_request(actor: Actor, request_id: UUID) -> FeedbackRequest:
    row = await FeedbackRequest.get_or_none(id=request_id)
    if row is None or not policy.may_read_request(actor, row):
        raise RequestNotFound
    return row


async def _readable_note(actor: Actor, note_id: UUID) -> FeedbackNote:
    row = await FeedbackNote.get_or_none(id=note_id)
    if row is None or not policy.may_read_note(actor, row):
        raise NoteNotFound
    return row


async def _try_settle(row: FeedbackRequest, state: RequestState, *, reason: str = "") -> bool:
    """Move a pending request on; false if somebody was first. ``row`` then stays as it was."""
    moment = now()
    changed = await FeedbackRequest.filter(id=row.id, state=RequestState.PENDING).update(
        state=state, open_key=None, settled_at=moment, decline_reason=reason
    )
    if changed:
        row.state, row.open_key, row.settled_at = state, None, moment
        row.decline_reason = reason
    return bool(changed)


async def _settle(row: FeedbackRequest, state: RequestState, *, decline_reason: str = "") -> None:
    if not await _try_settle(row, state, reason=decline_reason):
        current = await FeedbackRequest.get(id=row.id)
        raise _SETTLED[current.state]


_SETTLED: dict[RequestState, type[Conflict]] = {
    RequestState.ANSWERED: RequestAlreadyAnswered,
    RequestState.DECLINED: RequestAlreadyDeclined,
    RequestState.WITHDRAWN: RequestAlreadyWithdrawn,
}
