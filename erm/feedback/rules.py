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
DUE_WITHIN_DAYS = 366
EDITABLE_FOR = timedelta(hours=24)


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


def open_key(requester_id: UUID, asked_id: UUID, question: str) -> str:
    """What is unique among pending requests: who asks whom what, whatever the case and spacing."""
    words = " ".join(fold(question).split())
    return hashlib.sha256(f"{requester_id}:{asked_id}:{words}".encode()).hexdigest()


def is_editable(created_at: datetime, thanked_at: datetime | None, moment: datetime) -> bool:
    """Whether a note may still be changed by its author at that moment."""
    return thanked_at is None and moment < created_at + EDITABLE_FOR
