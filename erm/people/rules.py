"""Pure rules of the directory."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class BondKind(StrEnum):
    """What the other person is to the subject of a bond."""

    MANAGER = "manager"
    MENTOR = "mentor"
    BUDDY = "buddy"


class Locale(StrEnum):
    """A language of the product."""

    EN = "en"
    RU = "ru"


def holds_on(starts_on: date, ends_on: date | None, day: date) -> bool:
    """Whether a period holds on a day. ``ends_on`` is exclusive; None means open."""
    return starts_on <= day and (ends_on is None or day < ends_on)
