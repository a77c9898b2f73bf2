"""Pure rules of recognition."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

MESSAGE_MAXIMUM = 2_000
COMMENT_MAXIMUM = 1_000
REASON_MAXIMUM = 500
RECEIVERS_MAXIMUM = 20
"""Most people named one by one."""
GROUPS_MAXIMUM = 5
GROUP_PEOPLE_MAXIMUM = 2_000
"""Most people thanked at once through teams and departments."""
MENTIONS_MAXIMUM = 20
ALT_MAXIMUM = 300
EDIT_FOR = timedelta(hours=24)
"""How long kudos can be changed, and points taken back with them."""
SCHEDULE_AHEAD = timedelta(days=366)
SCHEDULED_MAXIMUM = 50


class KudosVisibility(StrEnum):
    """Who sees kudos."""

    PUBLIC = "public"
    PRIVATE = "private"
    TEAM = "team"


class GroupKind(StrEnum):
    """A group that is thanked as a whole. A team is a manager with those who report to them."""

    TEAM = "team"
    DEPARTMENT = "department"


class ScheduleState(StrEnum):
    """Where thanks that are to be said later stand."""

    WAITING = "waiting"
    GIVEN = "given"
    CANCELLED = "cancelled"
    FAILED = "failed"


class ReactionKind(StrEnum):
    """A sign that people leave under kudos, in the order in which they are shown."""

    CLAP = "clap"
    HEART = "heart"
    STAR = "star"
    FIRE = "fire"
    LAUGH = "laugh"
    THANKS = "thanks"
