"""Pure rules of one-on-ones: states, the rhythm of a series, order of talking points."""

from __future__ import annotations

from enum import StrEnum


class Cadence(StrEnum):
    """How often the two meet."""

    WEEKLY = "weekly"
    EVERY_TWO_WEEKS = "every_two_weeks"
    MONTHLY = "monthly"


class MeetingState(StrEnum):
    """Whether a meeting is still to come (or to be closed)."""

    OPEN = "open"
    CLOSED = "closed"


class Visibility(StrEnum):
    """Who of the two reads a talking point."""

    SHARED = "shared"
    PRIVATE = "private"


class TalkingPointState(StrEnum):
    """Whether a talking point was talked about."""

    OPEN = "open"
    DISCUSSED = "discussed"


class ActionItemState(StrEnum):
    """What became of a promise."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"
