"""What happens with feedback, for the two between whom it is."""

from __future__ import annotations

from erm.core.actor import Actor
from erm.core.events import Bus
from erm.feedback.events import (
    FeedbackAnsweredBack,
    FeedbackAskedBack,
    FeedbackDeclined,
    FeedbackGiven,
    FeedbackRequested,
    FeedbackRequestWithdrawn,
    FeedbackThanked,
    GuestSettled,
)
from erm.feedback.models import GuestFeedback
from erm.feedback.queries import guest_feedback_by_ids, notes_by_ids, requests_by_ids
from erm.feedback.rules import RequestState
from erm.feedback.views import FeedbackNoteView, FeedbackRequestView, GuestFeedbackView
from erm.flows.notifying.common import PATHS, in_a_few_words, read_through
from erm.notifications.commands import notify, withdraw
from erm.notifications.rules import NotificationKind
from erm.notifications.subjects import About, Subjects, SubjectView

REQUEST = "FeedbackRequest"
NOTE = "FeedbackNote"
GUEST = "GuestFeedback"


def subscribe(bus: Bus) -> None:
    """Tell of what happens."""
    bus.subscribe(FeedbackRequested, requested)
    bus.subscribe(FeedbackRequestWithdrawn, withdrawn)
    bus.subscribe(FeedbackDeclined, declined)
    bus.subscribe(FeedbackGiven, given)
    bus.subscribe(FeedbackThanked, thanked)
    bus.subscribe(FeedbackAskedBack, asked_back)
    bus.subscribe(FeedbackAnsweredBack, answered_back)
    bus.subscribe(GuestSettled, guest_settled)


async def requested(event: FeedbackRequested) -> None:
    """Whoever is asked."""
    await notify(
        NotificationKind.FEEDBACK_REQUESTED,
        [event.asked_id],
        REQUEST,
        event.request_id,
        person_id=event.requester_id,
        at=event.at,
    )


async def withdrawn(event: FeedbackRequestWithdrawn) -> None:
    """Nobody is asked any more."""
    await withdraw([NotificationKind.FEEDBACK_REQUESTED], REQUEST, [event.request_id])


async def declined(event: FeedbackDeclined) -> None:
    """Whoever had asked."""
    await notify(
        NotificationKind.FEEDBACK_DECLINED,
        [event.requester_id],
        REQUEST,
        event.request_id,
        person_id=event.asked_id,
        at=event.at,
    )


async def given(event: FeedbackGiven) -> None:
    """Whoever it was written to; not who had asked for it about them, nor their manager."""
    await notify(
        NotificationKind.FEEDBACK_RECEIVED,
        [event.recipient_id],
        NOTE,
        event.note_id,
        person_id=event.author_id,
        at=event.at,
    )


async def thanked(event: FeedbackThanked) -> None:
    """Whoever wrote it."""
    await notify(
        NotificationKind.FEEDBACK_THANKED,
        [event.author_id],
        NOTE,
        event.note_id,
        person_id=event.recipient_id,
        at=event.at,
    )


async def asked_back(event: FeedbackAskedBack) -> None:
    """Whoever wrote it."""
    await notify(
        NotificationKind.FEEDBACK_ASKED_BACK,
        [event.author_id],
        NOTE,
        event.note_id,
        person_id=event.recipient_id,
        at=event.at,
    )


async def answered_back(event: FeedbackAnsweredBack) -> None:
    """Whoever had asked about it."""
    await notify(
        NotificationKind.FEEDBACK_ANSWERED_BACK,
        [event.recipient_id],
        NOTE,
        event.note_id,
        person_id=event.author_id,
        at=event.at,
    )


async def guest_settled(event: GuestSettled) -> None:
    """Whoever a guest's answer is for; of a refusal, who had asked. Guests are nobody in erm."""
    row = await GuestFeedback.get(id=event.guest_feedback_id)
    answered = event.answered
    await notify(
        NotificationKind.FEEDBACK_RECEIVED if answered else NotificationKind.FEEDBACK_DECLINED,
        [row.subject_id or row.requester_id if answered else row.requester_id],
        GUEST,
        row.id,
        at=event.at,
    )


def _request(actor: Actor, about: About, view: FeedbackRequestView) -> SubjectView:
    asked = about.kind is NotificationKind.FEEDBACK_REQUESTED
    return SubjectView(
        title=in_a_few_words(view.question),
        path=PATHS.feedback_request(view.id),
        over=asked and view.state is not RequestState.PENDING,
    )


def _note(actor: Actor, about: About, view: FeedbackNoteView) -> SubjectView:
    # The situation only: what follows is read where there is quiet for it.
    return SubjectView(title=in_a_few_words(view.situation), path=PATHS.feedback_note(view.id))


def _guest(actor: Actor, about: About, view: GuestFeedbackView) -> SubjectView:
    return SubjectView(title=view.guest_name, path=PATHS.guest_feedback(view.id))


SUBJECTS: dict[str, Subjects] = {
    REQUEST: read_through(requests_by_ids, _request),
    NOTE: read_through(notes_by_ids, _note),
    GUEST: read_through(guest_feedback_by_ids, _guest),
}
