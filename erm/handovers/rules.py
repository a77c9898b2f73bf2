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


NOTE_MAXIMUM = 20_000
"""Most characters of the note."""
LINE_MAXIMUM = 2_000
"""Most characters of a line: as many as a promise has, for an accepted line may become one."""
LINES_MAXIMUM = 200
"""Most lines of a handover."""
