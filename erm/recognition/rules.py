"""Pure rules of recognition."""

from __future__ import annotations

from enum import StrEnum

MESSAGE_MAXIMUM = 2_000
COMMENT_MAXIMUM = 1_000
REASON_MAXIMUM = 500
RECEIVERS_MAXIMUM = 20


class KudosVisibility(StrEnum):
    """Who sees kudos."""

    PUBLIC = "public"
    PRIVATE = "private"


class ReactionKind(StrEnum):
    """A sign that people leave under kudos, in the order in which they are shown."""

    CLAP = "clap"
    HEART = "heart"
    STAR = "star"
    FIRE = "fire"
    LAUGH = "laugh"
    THANKS = "thanks"
