"""Pure rules of feedback."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from erm.core.text import fold

QUESTION_MAXIMUM = 1_000
PART_MAXIMUM = 4_000
REASON_MAXIMUM = 500
COMPETENCY_MAXIMUM = 200
DUE_WITHIN_DAYS = 366
SEND_WITHIN = timedelta(days=366)
EDITABLE_FOR = timedelta(hours=24)
ASKED_MAXIMUM = 20
"""How many may be asked the same at once, guests counted."""
TEAM_MAXIMUM = 50
"""How many people a team may have to be written to: more than that is an announcement."""
GUESTS_A_DAY = 50
"""How many people outside the company one person may have mail sent to within 24 hours."""
DRAFT_KEY_MAXIMUM = 200
DRAFT_MAXIMUM = 20_000
DRAFTS_MAXIMUM = 200


class RequestState(StrEnum):
    """Where a request for feedback stands. Only SCHEDULED and PENDING ever change."""

    SCHEDULED = "scheduled"
    PENDING = "pending"
    ANSWERED = "answered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class FeedbackVisibility(StrEnum):
    """Who reads a note besides its author."""

    RECIPIENT = "recipient"
    RECIPIENT_AND_MANAGER = "recipient_and_manager"


class FeedbackLinkKind(StrEnum):
    """What a recipient can make of a note."""

    GOAL = "goal"
    TALKING_POINT = "talking_point"
    KUDOS = "kudos"


OPEN_REQUESTS = frozenset({RequestState.SCHEDULED, RequestState.PENDING})
"""States in which a request can still be taken back."""


def open_key(
    requester_id: UUID, asked_id: UUID, question: str, subject_id: UUID | None = None
) -> str:
    """What is unique among open requests: who asks whom what about whom, whatever case and spacing.

    ``subject_id`` is None for a question about the requester.
    """
    words = _words(question)
    about = "" if subject_id is None else f"{subject_id}:"
    return hashlib.sha256(f"{requester_id}:{asked_id}:{about}{words}".encode()).hexdigest()


def same_question(one: str, other: str) -> bool:
    """Whether two questions are the same, whatever case and spacing."""
    return _words(one) == _words(other)


def _words(question: str) -> str:
    return " ".join(fold(question).split())


def is_editable(created_at: datetime, thanked_at: datetime | None, moment: datetime) -> bool:
    """Whether a note may still be changed by its author at that moment."""
    return thanked_at is None and moment < created_at + EDITABLE_FOR
