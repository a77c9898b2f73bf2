"""Pure rules of celebrations."""

from __future__ import annotations

from datetime import time, timedelta
from enum import StrEnum

SIGNATURE_MAXIMUM = 500
CARD_OPENS_BEFORE = timedelta(days=7)
"""From when on colleagues can sign."""
MORNING = time(9, 0)
"""When the card is handed over, on the person's own clock."""


class CelebrationKind(StrEnum):
    """What is celebrated."""

    ANNIVERSARY = "anniversary"
    BIRTHDAY = "birthday"


class CelebrationAudience(StrEnum):
    """Who is told of it."""

    OFF = "off"
    TEAM = "team"
    EVERYONE = "everyone"


class CelebrationState(StrEnum):
    """Whether the day has come. A cancelled one is told to nobody."""

    PLANNED = "planned"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
