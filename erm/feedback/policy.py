"""Who may do what with feedback.

Every right to read has two forms that must agree (a test holds them together): a predicate over one
row and a filter over rows. HR and administrators have no right of their own here, and jobs read
nothing.
"""

from __future__ import annotations

from datetime import datetime

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.feedback.models import FeedbackNote, FeedbackRequest
from erm.feedback.rules import FeedbackVisibility, is_editable

_NOTHING = Q(id__in=[])


def may_read_request(actor: Actor, request: FeedbackRequest) -> bool:
    """The one who asks and the one who is asked."""
    if actor.is_system:
        return False
    return actor.person_id in (request.requester_id, request.asked_id)


def readable_requests(actor: Actor) -> Q:
    """The filter form of :func:`may_read_request`."""
    if actor.is_system:
        return _NOTHING
    return Q(requester_id=actor.person_id) | Q(asked_id=actor.person_id)


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
