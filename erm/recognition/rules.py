"""Pure rules of recognition."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from erm.core.text import fold

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


VALUE_NAME_MAXIMUM = 120
VALUE_DESCRIPTION_MAXIMUM = 1_000
VALUE_COLORS = (
    "teal",
    "blue",
    "indigo",
    "violet",
    "grape",
    "pink",
    "red",
    "orange",
    "yellow",
    "lime",
    "green",
    "cyan",
    "gray",
)
"""Colours of the theme in which a company value is shown."""
VALUE_ICONS = (
    "star",
    "heart",
    "bulb",
    "rocket",
    "users",
    "shield",
    "leaf",
    "target",
    "trophy",
    "eye",
    "compass",
    "tool",
    "flame",
    "sun",
    "book",
    "scale",
    "puzzle",
    "message",
    "mountain",
    "key",
    "anchor",
    "sparkles",
    "seeding",
    "bolt",
)
"""Signs of company values, by Tabler's names."""
PICTURE_LONGEST = 1_600
"""Pixels of the longer side of a picture; a larger one is made smaller."""
CHOICES_MAXIMUM = 20
"""Most groups that are offered at once."""


def search_text(message: str) -> str:
    """What kudos are searched by: the message, folded, as SQLite cannot fold Cyrillic."""
    return " ".join(fold(message).split())


def kept_mentions(text: str, names: Mapping[UUID, str]) -> dict[UUID, str]:
    """Of the people somebody picked, those whose "@" and name stand in the text, with that name."""
    return {person: name for person, name in names.items() if name and f"@{name}" in text}
