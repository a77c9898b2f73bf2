"""How often two people should have met, and how often they did. Pure.

Expected is what the rhythm of today comes to over the days on which it was meant to run: from the
day on which the series began (or the window, if that is later) until today, without pauses and
without skipped days. A rhythm of a week comes to 12.9 meetings in 90 days, not to 12 or 13: the day
of the week on which one looks changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

WINDOWS = (30, 90, 365)
"""Days back over which meetings are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """When a series was meant to run. ``ended_on`` and ``paused_until`` are the first days without,
    and with meetings again; None means not yet."""

    cadence_days: float
    began_on: date
    ended_on: date | None = None
    paused_from: date | None = None
    paused_until: date | None = None
    skipped: Collection[date] = ()

    def is_paused(self, day: date) -> bool:
        """Whether they do not meet on a day because they pause."""
        if self.paused_from is None or day < self.paused_from:
            return False
        return self.paused_until is None or day < self.paused_until


def expected(running: Running, today: date, days: int) -> float:
    """How many meetings were meant in the last so many days, to one decimal."""
    return round(meant(running, today, days), 1)


def meant(running: Running, today: date, days: int) -> float:
    """Like :func:`expected`, to be added up before it is rounded."""
    first = max(today - timedelta(days=days), running.began_on)
    last = today if running.ended_on is None else min(today, running.ended_on)
    ran = max(0, (last - first).days)
    if running.paused_from is not None and ran:
        paused = (min(last, running.paused_until or last) - max(first, running.paused_from)).days
        ran -= max(0, paused)
    skipped = sum(
        1 for day in running.skipped if first <= day < last and not running.is_paused(day)
    )
    return max(0.0, ran / running.cadence_days - skipped)


def mean_days(held: Sequence[date]) -> float | None:
    """The mean number of days between meetings in order; None for less than two."""
    between = [(later - earlier).days for earlier, later in pairwise(held)]
    return round(sum(between) / len(between), 1) if between else None


def silence(running: Running, last_held: date | None, today: date) -> float:
    """How many times its rhythm a pair has gone without meeting; 0 while it pauses.

    Counts from the last meeting, the beginning of the series or the end of a pause, whichever was
    last. Above 1.5 it is too long, as for :func:`erm.relationships.rules.is_quiet`.
    """
    if running.is_paused(today):
        return 0.0
    since = [running.began_on]
    if last_held is not None:
        since.append(last_held)
    if running.paused_until is not None and running.paused_until <= today:
        since.append(running.paused_until)
    return (today - max(since)).days / running.cadence_days
