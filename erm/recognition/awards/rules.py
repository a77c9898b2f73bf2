"""Pure rules of awards."""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

NAME_MAXIMUM = 120
DESCRIPTION_MAXIMUM = 2_000
NOMINATION_MAXIMUM = 2_000
SCORES = range(1, 6)
"""What a juror may give: 1 is least, 5 is most."""
JURORS_MAXIMUM = 30
WINNERS_MAXIMUM = 10
VOTES_NEEDED = 2
"""Fewest votes of a winner, unless fewer jurors may vote on them at all."""
LASTS_AT_MOST = timedelta(days=366)
MONTHS = 3
"""After so many months a repeated award comes again."""
DRAFT_AHEAD = timedelta(days=30)
"""So long before its first day the draft of the next one is there at the latest."""

_QUARTER = re.compile(r"(\d{4})-Q([1-4])")


class AwardState(StrEnum):
    """Where an award stands."""

    DRAFT = "draft"
    NOMINATING = "nominating"
    VOTING = "voting"
    DECIDING = "deciding"
    ANNOUNCED = "announced"
    CANCELLED = "cancelled"


class AwardConflict(StrEnum):
    """Why a juror may not score a nominee."""

    ONESELF = "oneself"
    OWN_NOMINATION = "own_nomination"
    MANAGER = "manager"
    REPORT = "report"


SHOWN = frozenset(
    {AwardState.NOMINATING, AwardState.VOTING, AwardState.DECIDING, AwardState.ANNOUNCED}
)
"""What everybody sees."""
JUDGED = frozenset({AwardState.VOTING, AwardState.DECIDING, AwardState.ANNOUNCED})
"""In which jurors read who is nominated."""
DECIDED = frozenset({AwardState.DECIDING, AwardState.ANNOUNCED})
OPEN = frozenset({AwardState.DRAFT, AwardState.NOMINATING, AwardState.VOTING, AwardState.DECIDING})
"""What can be cancelled."""
EDITABLE = frozenset({AwardState.DRAFT, AwardState.NOMINATING, AwardState.VOTING})
AFTER = {
    AwardState.DRAFT: AwardState.NOMINATING,
    AwardState.NOMINATING: AwardState.VOTING,
    AwardState.VOTING: AwardState.DECIDING,
}
"""The step that a day takes, or HR before it."""


def is_quarter(text: str) -> bool:
    """Whether a text names a quarter, like ``2026-Q4``."""
    return _QUARTER.fullmatch(text) is not None


def next_quarter(text: str) -> str:
    """The quarter after one; empty for none."""
    found = _QUARTER.fullmatch(text)
    if found is None:
        return ""
    year, quarter = int(found[1]), int(found[2])
    return f"{year + quarter // 4}-Q{quarter % 4 + 1}"


def months_later(day: date, months: int = MONTHS) -> date:
    """The same day some months later, or the last of a month that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def is_due(state: AwardState, last_day: date, today: date) -> bool:
    """Whether a step is due: a draft opens on its first day, the others move after their last."""
    return today >= last_day if state is AwardState.DRAFT else today > last_day


def conflict_of(
    juror_id: UUID,
    nominee_id: UUID,
    *,
    nominated_by: Collection[UUID],
    managers: Mapping[UUID, UUID],
) -> AwardConflict | None:
    """Why a juror may not score a nominee. ``managers`` are the present ones of both, by person."""
    if juror_id == nominee_id:
        return AwardConflict.ONESELF
    if juror_id in nominated_by:
        return AwardConflict.OWN_NOMINATION
    if managers.get(juror_id) == nominee_id:
        return AwardConflict.MANAGER
    if managers.get(nominee_id) == juror_id:
        return AwardConflict.REPORT
    return None


@dataclass(frozen=True, slots=True)
class Tally:
    """What the jury said of a nominee. ``possible``: how many jurors may, or might, score them."""

    nominee_id: UUID
    scores: tuple[int, ...]
    possible: int

    @property
    def mean(self) -> float | None:
        """The mean of the scores, to two decimals; None without any."""
        return round(sum(self.scores) / len(self.scores), 2) if self.scores else None

    @property
    def qualifies(self) -> bool:
        """Whether enough jurors scored them."""
        return len(self.scores) >= min(VOTES_NEEDED, self.possible)

    @property
    def order(self) -> tuple[bool, float, int]:
        """The best first."""
        mean = sum(self.scores) / len(self.scores) if self.scores else 0.0
        return (not self.qualifies, -round(mean, 9), -len(self.scores))


def leading(tallies: Sequence[Tally], wanted: int) -> list[UUID]:
    """Who would win by the votes: the best ``wanted`` that qualify, and who shares the last place.

    Nobody leads without a vote.
    """
    there = sorted((t for t in tallies if t.qualifies and t.scores), key=lambda t: t.order)
    if len(there) <= wanted:
        return [t.nominee_id for t in there]
    last = there[wanted - 1]
    return [t.nominee_id for t in there if t.order[1] <= last.order[1]]
