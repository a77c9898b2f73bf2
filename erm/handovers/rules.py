"""Pure rules of handovers."""

from __future__ import annotations

from enum import StrEnum


class HandoverReason(StrEnum):
    """Why something is handed over."""

    NEW_MANAGER = "new_manager"
    MOVING = "moving"
    LEAVING = "leaving"


class HandoverState(StrEnum):
    """Whether the receiver can read it."""

    DRAFT = "draft"
    SHARED = "shared"


class LineKind(StrEnum):
    """What a line of a handover is about."""

    PROMISE = "promise"
    SERIES = "series"
    REQUEST = "request"
    GOAL = "goal"


class LineState(StrEnum):
    """What became of a line."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
