"""Pure rules of the digest: what can be chosen, and how it slows down. Its times: ``scheduling``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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


KIND = "digest"
"""What kind of mail a digest is."""
EARLIEST_HOUR = 6
LATEST_HOUR = 21
"""A digest may be asked for at these hours of the reader's day, and is made at no other."""

EXTRAS_A_DAY = 3
"""How many digests outside the period a person may send themselves on one day."""


@dataclass(frozen=True, slots=True)
class Preference:
    """When a person wants the digest: of a monthly one ``weekday`` is the first of the month.

    1 is Monday; ``hour`` in the person's zone.
    """

    frequency: DigestFrequency = DigestFrequency.WEEKLY
    weekday: int = 1
    hour: int = 9


SLOWER = {
    DigestFrequency.DAILY: DigestFrequency.WEEKLY,
    DigestFrequency.WEEKLY: DigestFrequency.MONTHLY,
}
"""What a digest slows down to; a monthly one goes on being monthly, and none ever stops by itself."""
PATIENCE = {DigestFrequency.DAILY: 5, DigestFrequency.WEEKLY: 4}
"""After so many in a row that brought nobody back the next one says that it slows down."""
_ORDER = (
    DigestFrequency.DAILY,
    DigestFrequency.WEEKLY,
    DigestFrequency.MONTHLY,
    DigestFrequency.OFF,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How often a digest comes now, and how many in a row were ignored at that cadence."""

    cadence: DigestFrequency
    ignored: int = 0


def standing_now(cadence: DigestFrequency, ignored: int, chosen: DigestFrequency) -> Standing:
    """What is noted of a person, where it is not faster than what they have chosen meanwhile."""
    if _ORDER.index(cadence) < _ORDER.index(chosen) or chosen is DigestFrequency.OFF:
        return Standing(chosen)
    return Standing(cadence, ignored)


def judged(standing: Standing, chosen: DigestFrequency, *, answered: bool | None) -> Standing:
    """How it goes on with the digest that is made now, by what became of the one before.

    ``answered``: whether its person used erm since then; None where there was none, or it did not
    reach them.
    """
    if answered is None:
        return standing
    if answered:
        return Standing(chosen)
    ignored = standing.ignored + 1
    if ignored >= PATIENCE.get(standing.cadence, ignored + 1):
        return Standing(SLOWER[standing.cadence])
    return Standing(standing.cadence, ignored)
