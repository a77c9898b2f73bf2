"""Pure rules of one-on-ones: states, the rhythm of a series, order of talking points."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from whenever import Instant, PlainDateTime


class Cadence(StrEnum):
    """How often the two meet."""

    WEEKLY = "weekly"
    EVERY_TWO_WEEKS = "every_two_weeks"
    MONTHLY = "monthly"
    CUSTOM = "custom"


class SeriesKind(StrEnum):
    """What the two are to each other in a series."""

    MANAGER = "manager"
    MENTOR = "mentor"
    PEER = "peer"


class HeldBy(StrEnum):
    """How a meeting came to count as held."""

    CLOSED = "closed"
    ACTIVITY = "activity"


class ProposalReason(StrEnum):
    """Why one-on-ones with somebody are proposed."""

    NEW_MANAGER = "new_manager"
    NEW_REPORT = "new_report"
    NOT_MEETING = "not_meeting"


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
    BECAME_GOAL = "became_goal"
    HANDED_OVER = "handed_over"


class ActionItemChangeKind(StrEnum):
    """What changed about a promise."""

    MADE = "made"
    BODY = "body"
    OWNER = "owner"
    DUE_ON = "due_on"
    STATE = "state"


class SuggestionKind(StrEnum):
    """Why something is suggested as a talking point."""

    PROMISE_OVERDUE = "promise_overdue"
    GOAL_AT_RISK = "goal_at_risk"
    FEEDBACK_RECEIVED = "feedback_received"
    FEEDBACK_OWED = "feedback_owed"
    THANKS_RECEIVED = "thanks_received"
    STEP_DUE = "step_due"
    LOW_CHECK_IN = "low_check_in"
    CHECK_IN_DUE = "check_in_due"
    PLAN_QUIET = "plan_quiet"


class PromiseFilter(StrEnum):
    """Which promises to list."""

    OPEN = "open"
    SETTLED = "settled"
    ALL = "all"


BODY_MAXIMUM = 2_000
"""Most characters of a talking point or an action item."""
NOTES_MAXIMUM = 50_000
"""Most characters of the notes of a meeting."""
POINTS_MAXIMUM = 100
"""Most talking points of one person in one meeting, and most open action items of one series."""

COMMENTS_MAXIMUM = 200
"""Most comments on one promise."""
TEMPLATES_MAXIMUM = 50
"""Most templates of one person."""
TEMPLATE_POINTS_MAXIMUM = 30
"""Most points of one template."""
TEMPLATE_NAME_MAXIMUM = 120
"""Most characters of a template's name."""

SCHEDULE_AHEAD = timedelta(days=366)
SCHEDULE_BACK = timedelta(days=31)
"""A meeting may be recorded as having been this long ago, and planned a year ahead."""
FIRST_MEETING_BACK = timedelta(days=1)
"""A series may begin with the meeting that the two have just had."""
DUE_WITHIN = timedelta(days=5 * 366)
"""How far from today a due date may lie."""

NEW_FOR = timedelta(days=90)
"""So long somebody is a new manager, or a new report."""

DAYS_BETWEEN = {Cadence.WEEKLY: 7, Cadence.EVERY_TWO_WEEKS: 14, Cadence.MONTHLY: 30}
"""About how many days lie between two meetings of a standard rhythm."""


def pair_key(one: UUID, other: UUID) -> str:
    """The name of a pair, whichever of the two comes first."""
    low, high = sorted((one, other))
    return f"{low}:{high}"


def wall_clock(instant: datetime, time_zone: str) -> tuple[date, int]:
    """The day and the minutes after midnight that the clocks of a zone show at an instant."""
    local = Instant(instant).to_tz(time_zone)
    return local.date().to_stdlib(), local.hour * 60 + local.minute


def instant_of(day: date, minutes: int, time_zone: str) -> datetime:
    """The instant (UTC) at which the clocks of a zone show ``minutes`` after midnight on a day.

    A time that the clocks skip in spring becomes the same span after the jump; one that they show
    twice in autumn means the first.
    """
    plain = PlainDateTime(day.year, day.month, day.day, minutes // 60, minutes % 60)
    zoned = plain.assume_tz(time_zone, disambiguation="compatible")
    return zoned.to_stdlib().astimezone(UTC)


def reordered(ids: Sequence[UUID], moved: UUID, before: UUID | None) -> list[UUID]:
    """The order after one id was put before another, or at the end for None."""
    rest = [each for each in ids if each != moved]
    place = len(rest) if before is None or before == moved else rest.index(before)
    if before == moved:
        place = list(ids).index(moved)
    return [*rest[:place], moved, *rest[place:]]


def is_overdue(state: ActionItemState, due_on: date | None, today: date) -> bool:
    """Whether an open promise should have been kept before today."""
    return state is ActionItemState.OPEN and due_on is not None and due_on < today
