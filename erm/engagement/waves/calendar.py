"""When waves begin and end: pure, from days alone. A day is a day on each person's own clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from erm.engagement.surveys.rules import SurveyRhythm

EARLIEST = timedelta(hours=14)
"""How much earlier than in UTC a day begins in the first of all zones."""
LATEST = timedelta(hours=12)
"""How much later than in UTC a day ends in the last of all zones."""
MAIL_HOUR = 9
"""When invitations and reminders are sent, on the reader's own clock."""
MAIL_UNTIL = 18
"""Until when a reminder that was held up is still sent, on the reader's own clock."""


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day of a wave."""

    starts_on: date
    ends_on: date

    @property
    def opens_at(self) -> datetime:
        """When the first day begins in the first of all zones (UTC)."""
        return _midnight(self.starts_on) - EARLIEST

    @property
    def closes_at(self) -> datetime:
        """When the last day is over in the last of all zones (UTC)."""
        return _midnight(self.ends_on + timedelta(days=1)) + LATEST

    def window(self, time_zone: str) -> tuple[datetime, datetime]:
        """From when until when (UTC) somebody in a zone may take their ballot."""
        return (
            start_of(self.starts_on, time_zone),
            start_of(self.ends_on + timedelta(days=1), time_zone),
        )


def days_of(starts_on: date, open_days: int) -> Days:
    """A wave that is open so many days."""
    return Days(starts_on, starts_on + timedelta(days=open_days - 1))


def start_of(day: date, time_zone: str) -> datetime:
    """When a day begins on a clock, in UTC. A midnight that a change of the clocks skips is the next hour."""
    return datetime.combine(day, time.min, tzinfo=ZoneInfo(time_zone)).astimezone(UTC)


def mail_at(day: date, time_zone: str) -> datetime:
    """When mail of a day is sent to somebody in a zone, in UTC."""
    return datetime.combine(day, time(MAIL_HOUR), tzinfo=ZoneInfo(time_zone)).astimezone(UTC)


def next_start(rhythm: SurveyRhythm, first: date, number: int) -> date | None:
    """On which day wave ``number`` (1 is the first) begins, or None if there is no such wave.

    Months are counted from the first day, so that a pulse of the 31st comes on each month's last day and
    on the 31st again; a week is a week.
    """
    after = number - 1
    match rhythm:
        case SurveyRhythm.ONCE:
            return first if after == 0 else None
        case SurveyRhythm.WEEKLY:
            return first + timedelta(weeks=after)
        case SurveyRhythm.FORTNIGHTLY:
            return first + timedelta(weeks=2 * after)
        case SurveyRhythm.MONTHLY:
            return _months_later(first, after)
        case SurveyRhythm.QUARTERLY:
            return _months_later(first, 3 * after)


def first_number_from(
    rhythm: SurveyRhythm, first: date, number: int, day: date
) -> tuple[int, date] | None:
    """The next wave from ``number`` on, with the first day by the rhythm that is not before ``day``.

    Times that went by while nothing ran are left out, and numbers stay without gaps.
    """
    place = number
    while True:
        start = next_start(rhythm, first, place)
        if start is None:
            return None
        if start >= day:
            return number, start
        place += 1


def _months_later(first: date, months: int) -> date:
    month = first.month - 1 + months
    year, month = first.year + month // 12, month % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, min(first.day, (following - timedelta(days=1)).day))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)
