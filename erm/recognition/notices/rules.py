"""Pure rules of notices."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

WAIT = timedelta(minutes=5)
"""How long thanks and mentions wait for others, so that a burst is one mail."""
GATHER_FOR = timedelta(hours=24)
"""At most one mail of comments and reactions in so long."""


class NoticeKind(StrEnum):
    """What happened."""

    RECEIVED = "received"
    MENTIONED = "mentioned"
    COMMENTED = "commented"
    REACTED = "reacted"
    NOT_SENT = "not_sent"
