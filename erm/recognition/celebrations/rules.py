"""Pure rules of celebrations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

SIGNATURE_MAXIMUM = 500
CARD_OPENS_BEFORE = timedelta(days=7)
"""From when on colleagues can sign."""
MORNING = time(9, 0)
"""When the card is handed over, on the person's own clock."""
APART = timedelta(days=180)
"""Nobody has two celebrations of one kind within so long, whatever days they name."""
DAYS_MAXIMUM = 31
"""How far ahead one may ask."""
OWN_BACK = timedelta(days=30)
"""How long one's own card stands in the list."""
LEAP_YEAR = 2000


class CelebrationKind(StrEnum):
    """What is celebrated."""

    ANNIVERSARY = "anniversary"
    BIRTHDAY = "birthday"


class CelebrationAudience(StrEnum):
    """Who is told of it, the narrowest first."""

    OFF = "off"
    TEAM = "team"
    EVERYONE = "everyone"


class CelebrationState(StrEnum):
    """Whether the day has come. A cancelled one is told to nobody."""

    PLANNED = "planned"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Choice:
    """Who may be told of a person's days; without any word of theirs, the defaults."""

    anniversary: CelebrationAudience = CelebrationAudience.TEAM
    birthday: CelebrationAudience = CelebrationAudience.OFF
    birth_month: int | None = None
    birth_day: int | None = None

    def audience(self, kind: CelebrationKind) -> CelebrationAudience:
        """Who is told of one kind."""
        return self.anniversary if kind is CelebrationKind.ANNIVERSARY else self.birthday


@dataclass(frozen=True, slots=True)
class Whose:
    """What decides about a person's days. ``left_on`` is the first day on which they are gone."""

    choice: Choice
    hired_on: date | None
    zone: str
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class Occasion:
    """A day to celebrate. ``due_at`` (UTC) is its morning; ``years`` those of an anniversary."""

    kind: CelebrationKind
    day: date
    years: int | None
    audience: CelebrationAudience
    due_at: datetime


def is_day(month: int, day: int) -> bool:
    """Whether there is such a day in some year."""
    try:
        date(LEAP_YEAR, month, day)
    except ValueError:
        return False
    return True


def kept_on(month: int, day: int, year: int) -> date:
    """On which day of a year something is kept: 29 February on the 28th where there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, day - 1)


def next_day(month: int, day: int, start: date) -> date:
    """The first day on or after ``start`` on which something is kept."""
    this_year = kept_on(month, day, start.year)
    return this_year if this_year >= start else kept_on(month, day, start.year + 1)


def morning_of(day: date, zone: str) -> datetime:
    """The morning of a day on a clock, in UTC.

    A morning that a change of the clocks skips comes as much later as they jump; of two it is the
    first.
    """
    return datetime.combine(day, MORNING, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def is_narrower(new: CelebrationAudience, old: CelebrationAudience) -> bool:
    """Whether fewer people are told than before."""
    order = list(CelebrationAudience)
    return order.index(new) < order.index(old)


def occasion(whose: Whose, kind: CelebrationKind, day: date) -> Occasion | None:
    """What a person celebrates on a day, if it is such a day and they want somebody to know."""
    audience = whose.choice.audience(kind)
    kept = _day_of(whose, kind)
    if (
        audience is CelebrationAudience.OFF
        or kept is None
        or kept_on(*kept, day.year) != day
        or (whose.left_on is not None and whose.left_on <= day)
    ):
        return None
    years: int | None = None
    if kind is CelebrationKind.ANNIVERSARY and whose.hired_on is not None:
        years = day.year - whose.hired_on.year
        if years < 1:
            return None
    return Occasion(kind, day, years, audience, morning_of(day, whose.zone))


def occasions(whose: Whose, instant: datetime) -> list[Occasion]:
    """What is to be planned at an instant: days of the next week whose morning has not come."""
    today = instant.astimezone(ZoneInfo(whose.zone)).date()
    found = []
    for kind in CelebrationKind:
        kept = _day_of(whose, kind)
        # Most people celebrate nothing this week: that is told first, and quickly.
        if kept is None or (day := next_day(*kept, today)) - today > CARD_OPENS_BEFORE:
            continue
        one = occasion(whose, kind, day)
        if one is not None and one.due_at > instant:
            found.append(one)
    return found


def _day_of(whose: Whose, kind: CelebrationKind) -> tuple[int, int] | None:
    """Month and day of a person's anniversary or birthday, if they are known."""
    if kind is CelebrationKind.ANNIVERSARY:
        hired = whose.hired_on
        return None if hired is None else (hired.month, hired.day)
    month, day = whose.choice.birth_month, whose.choice.birth_day
    return None if month is None or day is None else (month, day)
