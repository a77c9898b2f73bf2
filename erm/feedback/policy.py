"""Who may do what with feedback.

Every right to read has two forms that must agree (a test holds them together): a predicate over one
row and a filter over rows. HR and administrators have no right of their own here, and jobs read
nothing.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.feedback.models import (
    FeedbackDraft,
    FeedbackFollowUp,
    FeedbackLink,
    FeedbackNote,
    FeedbackRequest,
    GuestFeedback,
)
from erm.feedback.rules import FeedbackVisibility, is_editable

_NOTHING = Q(id__in=[])


def may_read_request(actor: Actor, request: FeedbackRequest) -> bool:
    """The one who asks, the one whom it is about, and, once it was sent, the one who is asked."""
    if actor.is_system:
        return False
    if actor.person_id in (request.requester_id, request.subject_id):
        return True
    return actor.person_id == request.asked_id and request.send_at is None


def readable_requests(actor: Actor) -> Q:
    """The filter form of :func:`may_read_request`."""
    if actor.is_system:
        return _NOTHING
    return (
        Q(requester_id=actor.person_id)
        | Q(subject_id=actor.person_id)
        | Q(asked_id=actor.person_id, send_at__isnull=True)
    )


def may_see_decline_reason(actor: Actor, request: FeedbackRequest) -> bool:
    """The two who spoke with each other; not the one whom they spoke about."""
    return actor.person_id in (request.requester_id, request.asked_id)


def may_ask_about(actor: Actor, person_id: UUID) -> bool:
    """About oneself, and about one's present reports."""
    return not actor.is_system and (actor.person_id == person_id or actor.manages(person_id))


def may_settle_request(actor: Actor, request: FeedbackRequest) -> bool:
    """Answering and declining: the one who is asked."""
    return not actor.is_system and actor.person_id == request.asked_id


def may_withdraw_request(actor: Actor, request: FeedbackRequest) -> bool:
    """Taking a request back: the one who asks."""
    return not actor.is_system and actor.person_id == request.requester_id


def may_read_note(actor: Actor, note: FeedbackNote) -> bool:
    """Author, recipient, and the recipient's present manager where the author chose so."""
    if actor.is_system:
        return False
    if actor.person_id in (note.author_id, note.recipient_id):
        return True
    return note.visibility is FeedbackVisibility.RECIPIENT_AND_MANAGER and actor.manages(
        note.recipient_id
    )


def readable_notes(actor: Actor) -> Q:
    """The filter form of :func:`may_read_note`."""
    if actor.is_system:
        return _NOTHING
    readable = Q(author_id=actor.person_id) | Q(recipient_id=actor.person_id)
    if actor.report_ids:
        readable |= Q(
            visibility=FeedbackVisibility.RECIPIENT_AND_MANAGER,
            recipient_id__in=sorted(actor.report_ids),
        )
    return readable


def may_edit_note(actor: Actor, note: FeedbackNote, moment: datetime) -> bool:
    """The author, for a day, until the recipient has thanked."""
    return may_change_note(actor, note) and is_editable(note.created_at, note.thanked_at, moment)


def may_change_note(actor: Actor, note: FeedbackNote) -> bool:
    """Whose note it is to change at all, whatever the time."""
    return not actor.is_system and actor.person_id == note.author_id


def may_thank_for_note(actor: Actor, note: FeedbackNote) -> bool:
    """The recipient."""
    return not actor.is_system and actor.person_id == note.recipient_id


def may_ask_back(actor: Actor, note: FeedbackNote) -> bool:
    """The recipient."""
    return not actor.is_system and actor.person_id == note.recipient_id


def may_answer_back(actor: Actor, note: FeedbackNote) -> bool:
    """The author."""
    return not actor.is_system and actor.person_id == note.author_id


def may_keep_note(actor: Actor, note: FeedbackNote) -> bool:
    """Archiving it, saying what it is about, making something of it: the recipient."""
    return not actor.is_system and actor.person_id == note.recipient_id


def may_see_competency(actor: Actor, note: FeedbackNote) -> bool:
    """The recipient, who said it, and their manager who reads the note; the author does not."""
    return actor.person_id == note.recipient_id or (
        actor.person_id != note.author_id and actor.manages(note.recipient_id)
    )


def may_read_follow_up(actor: Actor, follow_up: FeedbackFollowUp, note: FeedbackNote) -> bool:
    """What was asked back, and the answer: the two."""
    return not actor.is_system and actor.person_id in (note.author_id, note.recipient_id)


def readable_follow_ups(actor: Actor) -> Q:
    """The filter form of :func:`may_read_follow_up`."""
    if actor.is_system:
        return _NOTHING
    return Q(note__author_id=actor.person_id) | Q(note__recipient_id=actor.person_id)


def may_read_link(actor: Actor, link: FeedbackLink, note: FeedbackNote) -> bool:
    """What a recipient made of a note: the recipient."""
    return not actor.is_system and actor.person_id == note.recipient_id


def readable_links(actor: Actor) -> Q:
    """The filter form of :func:`may_read_link`."""
    return _NOTHING if actor.is_system else Q(note__recipient_id=actor.person_id)


def may_read_guest_feedback(actor: Actor, guest: GuestFeedback) -> bool:
    """Who asked the guest, and whom it is about."""
    return not actor.is_system and actor.person_id in (guest.requester_id, guest.subject_id)


def readable_guest_feedback(actor: Actor) -> Q:
    """The filter form of :func:`may_read_guest_feedback`."""
    if actor.is_system:
        return _NOTHING
    return Q(requester_id=actor.person_id) | Q(subject_id=actor.person_id)


def may_see_guest_address(actor: Actor, guest: GuestFeedback) -> bool:
    """Who typed it."""
    return actor.person_id == guest.requester_id


def may_withdraw_guest_feedback(actor: Actor, guest: GuestFeedback) -> bool:
    """Who asked."""
    return not actor.is_system and actor.person_id == guest.requester_id


def may_keep_guest_feedback(actor: Actor, guest: GuestFeedback) -> bool:
    """Thanking for it and archiving it: whom it is about."""
    return not actor.is_system and actor.person_id == (guest.subject_id or guest.requester_id)


def may_read_draft(actor: Actor, draft: FeedbackDraft) -> bool:
    """Its author."""
    return not actor.is_system and actor.person_id == draft.author_id


def readable_drafts(actor: Actor) -> Q:
    """The filter form of :func:`may_read_draft`."""
    return _NOTHING if actor.is_system else Q(author_id=actor.person_id)
