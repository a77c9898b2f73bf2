"""Facts of feedback. They carry ids, and of what was written at most the question."""

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
    """A note was written; ``request_id`` says in answer to what.

    ``to_team``: the recipient is one of several who were written the same.
    """

    note_id: UUID
    author_id: UUID
    recipient_id: UUID
    request_id: UUID | None
    to_team: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackThanked(Event):
    """The recipient thanked the author for a note."""

    note_id: UUID
    author_id: UUID
    recipient_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackAskedAbout(Event):
    """A manager asked others about one of their reports, now or for later: the report is told."""

    batch_key: UUID
    subject_id: UUID
    requester_id: UUID
    question: str
    asked_ids: tuple[UUID, ...]
    guest_names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackAskedBack(Event):
    """The recipient of a note asked its author something about it."""

    note_id: UUID
    author_id: UUID
    recipient_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackAnsweredBack(Event):
    """And the author answered."""

    note_id: UUID
    author_id: UUID
    recipient_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestAsked(Event):
    """Somebody outside the company is to be asked now: they need a link by mail."""

    guest_feedback_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestSettled(Event):
    """A guest answered or declined; the one it is for is told."""

    guest_feedback_id: UUID
    answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestThanked(Event):
    """A guest was thanked for their answer."""

    guest_feedback_id: UUID
