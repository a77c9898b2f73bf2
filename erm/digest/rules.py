"""Pure rules of the digest: preferences, periods, when a digest is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class DigestFrequency(StrEnum):
    """How often a person wants the digest."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    OFF = "off"


class DigestSection(StrEnum):
    """Parts of a digest, each of which can be switched off, in the order in which they stand."""

    NEEDS = "needs"
    MEETINGS = "meetings"
    PROMISES = "promises"
    SURVEY = "survey"
    FEEDBACK = "feedback"
    DEVELOPMENT = "development"
    TEAM = "team"
    THANKS = "thanks"
    COMPANY = "company"
    CELEBRATIONS = "celebrations"


def available_sections(*, manages: bool, hr: bool) -> tuple[DigestSection, ...]:
    """The sections that somebody can have: a team only if they manage somebody, the company only as HR."""
    return tuple(
        section
        for section in DigestSection
        if (manages or section is not DigestSection.TEAM)
        and (hr or section is not DigestSection.COMPANY)
    )


class IssueState(StrEnum):
    """What became of a period's digest."""

    QUEUED = "queued"
    SKIPPED = "skipped"


EARLIEST_HOUR = 6
LATEST_HOUR = 21
"""A digest may be asked for at these hours of the reader's day, and is made at no other."""

EXTRAS_A_DAY = 3
"""How many digests outside the period a person may send themselves on one day."""


@dataclass(frozen=True, slots=True)
class Preference:
    """When a person wants the digest. ``weekday`` 1 is Monday; ``hour`` in the person's zone."""

    frequency: DigestFrequency = DigestFrequency.WEEKLY
    weekday: int = 1
    hour: int = 9


def period_of(local_day: date) -> str:
    """The period a local calendar day belongs to: its ISO week, like ``2026-W47``."""
    year, week, _ = local_day.isocalendar()
    return f"{year}-W{week:02d}"


def occurrence(monday: date, preference: Preference, zone: ZoneInfo) -> datetime:
    """The instant (UTC) of a preference in the week that begins on ``monday``.

    A wall-clock time that a change of the clocks skips is taken as much later as the clocks jump;
    one that happens twice is taken the first time.
    """
    wall = datetime.combine(
        monday + timedelta(days=preference.weekday - 1), time(preference.hour), tzinfo=zone
    )
    return wall.astimezone(UTC)


def monday_of(day: date) -> date:
    """The first day of the day's ISO week."""
    return day - timedelta(days=day.weekday())


def due_period(
    now: datetime, preference: Preference, zone: ZoneInfo, since: datetime | None = None
) -> str | None:
    """The period whose digest is due at ``now`` (aware), or None.

    It is due from the chosen weekday and hour until the end of that local week, by day only: a
    worker that was away makes up for it, but not at night. ``since``: when the person or the
    preference came into being; what lay before is not made up for.
    """
    if preference.frequency is DigestFrequency.OFF:
        return None
    local = now.astimezone(zone)
    if not EARLIEST_HOUR <= local.hour <= LATEST_HOUR:
        return None
    planned = occurrence(monday_of(local.date()), preference, zone)
    if planned > now or (since is not None and planned < since):
        return None
    return period_of(local.date())


def next_at(
    now: datetime, preference: Preference, zone: ZoneInfo, *, this_period_done: bool
) -> datetime | None:
    """When the next digest will be made (UTC), or None when it is off."""
    if preference.frequency is DigestFrequency.OFF:
        return None
    monday = monday_of(now.astimezone(zone).date())
    planned = occurrence(monday, preference, zone)
    if this_period_done or planned <= now:
        return occurrence(monday + timedelta(days=7), preference, zone)
    return planned
