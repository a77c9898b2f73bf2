"""Pure rules of moderation."""

from __future__ import annotations

from enum import StrEnum

WORDS_MAXIMUM = 1_000
"""Characters of what somebody says when reporting, and of the reason of a decision."""


class ReportReason(StrEnum):
    """What is wrong, as whoever reports sees it. The last is what is noticed by itself."""

    HURTFUL = "hurtful"
    CONFIDENTIAL = "confidential"
    UNTRUE = "untrue"
    SPAM = "spam"
    OTHER = "other"
    WORDS = "words"


class ReportState(StrEnum):
    """Whether somebody has looked at it."""

    OPEN = "open"
    DISMISSED = "dismissed"
    UPHELD = "upheld"


class ReportedKind(StrEnum):
    """What a report is about."""

    KUDOS = "kudos"
    COMMENT = "comment"
    SIGNATURE = "signature"
