"""Pure rules of learning resources and certificates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID


class ResourceKind(StrEnum):
    """What a learning resource is."""

    COURSE = "course"
    BOOK = "book"
    ARTICLE = "article"
    VIDEO = "video"
    PRACTICE = "practice"


class LearningState(StrEnum):
    """Where a person stands with a resource."""

    PLANNED = "planned"
    DONE = "done"


TITLE_MAXIMUM = 200
PROVIDER_MAXIMUM = 200
DESCRIPTION_MAXIMUM = 2_000
NOTE_MAXIMUM = 2_000
NUMBER_MAXIMUM = 120
MINUTES_MAXIMUM = 100_000
"""About eight months of work: no resource takes longer."""
TARGETS_MAXIMUM = 20
RANK_MAXIMUM = 20
SUGGESTED_MAXIMUM = 12
COUNTED_FROM = 5
"""From so many people on it is told how many have done something."""
DATES_WITHIN = timedelta(days=100 * 366)
"""How far from today the days of a certificate may lie."""
EXPIRY_NOTICE = timedelta(days=60)
"""So long before the end of a certificate its owner is reminded."""
TEAM_WINDOW = timedelta(days=90)
"""Managers see certificates that end within so many days, or ended within so many."""


def days_left(expires_on: date | None, day: date) -> int | None:
    """Days until a certificate ends: 0 on its last day, below 0 afterwards; None if it never does."""
    return None if expires_on is None else (expires_on - day).days


def needs_renewal(expires_on: date | None, day: date) -> bool:
    """Whether its owner is reminded: it ends soon, or ended so shortly ago that it may be forgotten."""
    return expires_on is not None and -TEAM_WINDOW <= expires_on - day <= EXPIRY_NOTICE


@dataclass(frozen=True, slots=True)
class Target:
    """What a resource helps with: a competency, towards the ranks given, or a skill."""

    competency_id: UUID | None = None
    rank_from: int | None = None
    rank_until: int | None = None
    skill_id: UUID | None = None

    def fits(self) -> bool:
        """Whether it names one of the two, and ranks only of a competency, in order."""
        if (self.competency_id is None) == (self.skill_id is None):
            return False
        ranks = (self.rank_from, self.rank_until)
        if self.skill_id is not None:
            return ranks == (None, None)
        low = 1 if self.rank_from is None else self.rank_from
        high = RANK_MAXIMUM if self.rank_until is None else self.rank_until
        return 1 <= low <= high <= RANK_MAXIMUM

    def helps_towards(self, low: int | None, high: int | None) -> bool:
        """Whether some rank from ``low`` to ``high`` is one that it helps towards."""
        if self.competency_id is None:
            return True
        begins = 1 if self.rank_from is None else self.rank_from
        ends = RANK_MAXIMUM if self.rank_until is None else self.rank_until
        return (low is None or ends >= low) and (high is None or begins <= high)
