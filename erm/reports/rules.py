"""Pure rules of reports on people."""

from __future__ import annotations

from enum import StrEnum


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
