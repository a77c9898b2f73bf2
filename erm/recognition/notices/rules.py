"""Kinds that the former table of notices knew. Only the migrations still name them."""

from __future__ import annotations

from enum import StrEnum


class NoticeKind(StrEnum):
    """What happened."""

    RECEIVED = "received"
    MENTIONED = "mentioned"
    COMMENTED = "commented"
    REACTED = "reacted"
    NOT_SENT = "not_sent"
