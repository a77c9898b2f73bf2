"""Asking for feedback: about oneself or about a report, colleagues and guests, now or later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.exceptions import IntegrityError

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.errors import InvalidInput, NotAllowed
from erm.core.ids import new_id
from erm.core.text import clean_text
from erm.core.work import record
from erm.feedback import policy
from erm.feedback.commands.locking import readable_request, require_person, settle
from erm.feedback.errors import (
    AboutNotReport,
    AlreadyAsked,
    AskedOneself,
    AskedSubject,
    DueBeforeSent,
    DueDayPassed,
    NobodyAsked,
    SendTimePassed,
    TooManyAsked,
    TooManyGuests,
)
from erm.feedback.events import (
    FeedbackAskedAbout,
    FeedbackDeclined,
    FeedbackRequested,
    FeedbackRequestWithdrawn,
    GuestAsked,
)
from erm.feedback.guests import Guest, clean_guests, link_expires
from erm.feedback.models import FeedbackRequest, GuestFeedback
from erm.feedback.rules import (
    ASKED_MAXIMUM,
    DUE_WITHIN_DAYS,
    GUESTS_A_DAY,
    OPEN_REQUESTS,
    QUESTION_MAXIMUM,
    REASON_MAXIMUM,
    SEND_WITHIN,
    RequestState,
    open_key,
    same_question,
)
from erm.feedback.views import (
    FeedbackRequestView,
    GuestFeedbackView,
    view_guest_feedback,
    view_request,
)
from erm.people.queries import require_all_present


async def request_feedback(
    actor: Actor,
    *,
    person_ids: Sequence[UUID] = (),
    guests: Sequence[Guest] = (),
    question: str,
    about_id: UUID | None = None,
    due_on: date | None = None,
    send_at: datetime | None = None,
) -> tuple[list[FeedbackRequestView], list[GuestFeedbackView]]:
    """Ask people one question about oneself, or about a report of one's own, who is told at once.

    Raises ``NobodyAsked``, ``TooManyAsked``, ``AskedOneself``, ``AskedSubject``, ``AboutNotReport``,
    ``AlreadyAsked``, ``DueDayPassed``, ``DueBeforeSent``, ``SendTimePassed``, ``TooManyGuests``, and
    the refusals of text, people and guests.
    """
    require_person(actor)
    person_ids = list(dict.fromkeys(person_ids))
    subject_id = None if about_id == actor.person_id else about_id
    _check_asked(actor, person_ids, guests, subject_id)
    question = clean_text(question, field="question", maximum=QUESTION_MAXIMUM)
    _check_times(actor, due_on, send_at)
    await require_all_present(actor, person_ids, field="person_ids")
    if subject_id is not None:
        await require_all_present(actor, [subject_id], field="about_id")
        if not policy.may_ask_about(actor, subject_id):
            raise AboutNotReport(field="about_id")
    guests = await clean_guests(guests, field="guests")
    await _check_guests(actor, guests, question, subject_id)
    batch_id = new_id() if len(person_ids) + len(guests) > 1 else None
    requests = await _ask_people(actor, person_ids, question, subject_id, batch_id, due_on, send_at)
    asked = await _ask_guests(actor, guests, question, subject_id, batch_id, due_on, send_at)
    if subject_id is not None:
        record(
            FeedbackAskedAbout(
                at=now(),
                batch_key=batch_id or (requests[0].id if requests else asked[0].id),
                subject_id=subject_id,
                requester_id=actor.person_id,
                question=question,
                asked_ids=tuple(person_ids),
                guest_names=tuple(guest.name for guest in guests),
            )
        )
    return (
        [view_request(actor, row) for row in requests],
        [view_guest_feedback(actor, row) for row in asked],
    )


async def withdraw_feedback_request(actor: Actor, *, request_id: UUID) -> FeedbackRequestView:
    """Take back a question that nobody has answered yet, sent or not."""
    row = await readable_request(actor, request_id)
    if not policy.may_withdraw_request(actor, row):
        raise NotAllowed
    await settle(row, RequestState.WITHDRAWN, allowed=OPEN_REQUESTS)
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
    row = await readable_request(actor, request_id)
    if not policy.may_settle_request(actor, row):
        raise NotAllowed
    reason = clean_text(reason, field="reason", maximum=REASON_MAXIMUM, required=False)
    await settle(row, RequestState.DECLINED, reason=reason)
    record(
        FeedbackDeclined(
            at=now(), request_id=row.id, requester_id=row.requester_id, asked_id=row.asked_id
        )
    )
    return view_request(actor, row)


def _check_asked(
    actor: Actor, person_ids: Sequence[UUID], guests: Sequence[Guest], subject_id: UUID | None
) -> None:
    asked = len(person_ids) + len(guests)
    if not asked:
        raise NobodyAsked(field="person_ids")
    if asked > ASKED_MAXIMUM:
        raise TooManyAsked(field="person_ids", maximum=ASKED_MAXIMUM)
    if actor.person_id in person_ids:
        raise AskedOneself(field="person_ids")
    if subject_id in person_ids:
        raise AskedSubject(field="person_ids")


def _check_times(actor: Actor, due_on: date | None, send_at: datetime | None) -> None:
    day = today(actor.time_zone)
    if send_at is not None:
        if send_at <= now():
            raise SendTimePassed(field="send_at")
        if send_at > now() + SEND_WITHIN:
            raise InvalidInput("DATE_OUT_OF_RANGE", field="send_at")
    if due_on is None:
        return
    if due_on < day:
        raise DueDayPassed(field="due_on")
    sent_on = day
    if send_at is not None:
        sent_on = send_at.astimezone(ZoneInfo(actor.time_zone)).date()
    if due_on < sent_on:
        raise DueBeforeSent(field="due_on")
    if due_on > sent_on + timedelta(days=DUE_WITHIN_DAYS):
        raise InvalidInput("DATE_OUT_OF_RANGE", field="due_on")


async def _check_guests(
    actor: Actor, guests: Sequence[Guest], question: str, subject_id: UUID | None
) -> None:
    if not guests:
        return
    recent = await GuestFeedback.filter(
        requester_id=actor.person_id, created_at__gt=now() - timedelta(hours=24)
    ).count()
    if recent + len(guests) > GUESTS_A_DAY:
        raise TooManyGuests(field="guests", maximum=GUESTS_A_DAY)
    for waiting in await GuestFeedback.filter(
        requester_id=actor.person_id,
        subject_id=subject_id,
        guest_email__in=[guest.email for guest in guests],
        state__in=list(OPEN_REQUESTS),
        expires_at__gt=now(),
    ).values_list("question", flat=True):
        if same_question(str(waiting), question):
            raise AlreadyAsked(field="question")


async def _ask_people(
    actor: Actor,
    person_ids: Sequence[UUID],
    question: str,
    subject_id: UUID | None,
    batch_id: UUID | None,
    due_on: date | None,
    send_at: datetime | None,
) -> list[FeedbackRequest]:
    keys = {
        person_id: open_key(actor.person_id, person_id, question, subject_id)
        for person_id in person_ids
    }
    if keys and await FeedbackRequest.filter(open_key__in=list(keys.values())).exists():
        raise AlreadyAsked(field="question")
    rows = [
        FeedbackRequest(
            requester_id=actor.person_id,
            asked_id=person_id,
            subject_id=subject_id,
            batch_id=batch_id,
            question=question,
            due_on=due_on,
            send_at=send_at,
            state=RequestState.PENDING if send_at is None else RequestState.SCHEDULED,
            open_key=keys[person_id],
            created_at=now(),
        )
        for person_id in person_ids
    ]
    try:
        await FeedbackRequest.bulk_create(rows)
    except IntegrityError as error:
        # Two clicks at once: the unique key let only one of them through.
        raise AlreadyAsked(field="question") from error
    if send_at is None:
        for row in rows:
            record(
                FeedbackRequested(
                    at=now(),
                    request_id=row.id,
                    requester_id=row.requester_id,
                    asked_id=row.asked_id,
                )
            )
    return rows


async def _ask_guests(
    actor: Actor,
    guests: Sequence[Guest],
    question: str,
    subject_id: UUID | None,
    batch_id: UUID | None,
    due_on: date | None,
    send_at: datetime | None,
) -> list[GuestFeedback]:
    rows = [
        GuestFeedback(
            requester_id=actor.person_id,
            subject_id=subject_id,
            batch_id=batch_id,
            question=question,
            due_on=due_on,
            send_at=send_at,
            guest_name=guest.name,
            guest_email=guest.email,
            locale=guest.locale,
            expires_at=link_expires(send_at or now(), due_on),
            state=RequestState.PENDING if send_at is None else RequestState.SCHEDULED,
            created_at=now(),
        )
        for guest in guests
    ]
    await GuestFeedback.bulk_create(rows)
    if send_at is None:
        for row in rows:
            record(GuestAsked(at=now(), guest_feedback_id=row.id))
    return rows
