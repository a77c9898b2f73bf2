"""Facts of feedback. They carry ids, never what was written."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from erm.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackRequested(Event):
    """Somebody asked a colleague for feedback."""

    request_id: UUID
    requester_id: UUID
    asked_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackRequestWithdrawn(Event):
    """The requester took the request back, or one of the two has left."""

    request_id: UUID
    requester_id: UUID
    asked_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackDeclined(Event):
    """The person asked will not answer."""

    request_id: UUID
    requester_id: UUID
    asked_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackGiven(Event):
    """A note was written; ``request_id`` says in answer to what."""

    note_id: UUID
    author_id: UUID
    recipient_id: UUID
    request_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackThanked(Event):
    """The recipient thanked the author for a note."""

    note_id: UUID
    author_id: UUID
    recipient_id: UUID
