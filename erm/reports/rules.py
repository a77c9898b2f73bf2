"""Pure rules of reports on people."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from erm.engagement.ledger.rules import ReportAct
from erm.people.rules import TENURE_BANDS, tenure_band

__all__ = [
    "DAYS",
    "DIMENSIONS",
    "MONTHS",
    "SCHEDULES_MAXIMUM",
    "Key",
    "PeopleReportKind",
    "ReportAct",
    "ReportAsOf",
    "ReportBy",
    "ReportEvery",
    "ReportFormat",
    "ReportUnit",
    "month_ends",
    "next_day",
    "tenure_key",
]


class PeopleReportKind(StrEnum):
    """What a report is about."""

    ONE_ON_ONES = "one_on_ones"
    CYCLES = "cycles"
    DEVELOPMENT = "development"
    RECOGNITION = "recognition"
    DIRECTORY = "directory"


class ReportBy(StrEnum):
    """What people are grouped by."""

    DEPARTMENT = "department"
    LOCATION = "location"
    LEVEL = "level"
    TENURE = "tenure"


class ReportAsOf(StrEnum):
    """Where people are counted: where they were at the end of each period, or where they are today."""

    THEN = "then"
    NOW = "now"


class ReportEvery(StrEnum):
    """How often a report is mailed."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


class ReportFormat(StrEnum):
    """What a mailed report is attached as; the mail holds no figures itself."""

    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"


class ReportUnit(StrEnum):
    """What a number is. SHARE: 0 to 1. INDEX: a number without a unit, such as a coefficient."""

    SHARE = "share"
    NUMBER = "number"
    DAYS = "days"
    INDEX = "index"


Key = str
"""What people are grouped by: the id of a department or level, a location, a band of years."""

DIMENSIONS = (ReportBy.DEPARTMENT, ReportBy.LOCATION, ReportBy.LEVEL, ReportBy.TENURE)
"""The worthiest first: where tables would tell of few together, the last give way."""

DAYS = 90
"""Over how many days figures are counted, today included, unless a report says otherwise."""
MONTHS = 12


def tenure_key(hired_on: date | None, day: date) -> Key | None:
    """The band of somebody's full years with the company; None where it is not known.

    The keys of the bands sort as the bands do.
    """
    if hired_on is None or hired_on > day:
        return None
    band = tenure_band(hired_on, day)
    return f"0_{band}" if band == TENURE_BANDS[0] else band


def month_ends(day: date, count: int = MONTHS) -> tuple[tuple[date, date], ...]:
    """The first and the last day of the month of ``day`` and those before, the oldest first.

    The last day of the present month is ``day``.
    """
    found: list[tuple[date, date]] = []
    last = day
    for _ in range(count):
        first = last.replace(day=1)
        found.append((first, last))
        last = first - timedelta(days=1)
    return tuple(reversed(found))


def next_day(every: ReportEvery, day: date) -> date:
    """The first day after ``day`` on which a report is mailed.

    Weekly: Monday. Monthly: the first of the month. Quarterly: the first of January, April, July or
    October. So the figures of a mail are of a week, month or quarter that is over.
    """
    if every is ReportEvery.WEEKLY:
        return day + timedelta(days=7 - day.weekday())
    month = day.month + (1 if every is ReportEvery.MONTHLY else 3 - (day.month - 1) % 3)
    return date(day.year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


SCHEDULES_MAXIMUM = 20
"""Most reports that one person can have mailed."""
