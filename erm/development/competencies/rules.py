"""Pure rules of competency frameworks and assessments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID


class FrameworkState(StrEnum):
    """Where a version of a framework stands. A published one never changes."""

    DRAFT = "draft"
    PUBLISHED = "published"


class AssessmentSide(StrEnum):
    """Who assesses: the person themselves, or their manager."""

    SELF = "self"
    MANAGER = "manager"


class AssessmentState(StrEnum):
    """Where an assessment stands. COMPARED: both sides have answered, and see each other's."""

    OPEN = "open"
    COMPARED = "compared"
    CANCELLED = "cancelled"


SMALLEST_COUNT = 5
"""How many people stand at levels of a framework at least, before their number is told."""
DAYS_AHEAD = 366
"""How many days ahead a level may be set, or an assessment be due."""


@dataclass(frozen=True, slots=True)
class Stay:
    """A level from a day on, until before another (None: nothing ends it)."""

    level_id: UUID
    starts_on: date
    ends_on: date | None = None


def placed(stays: Sequence[Stay], level_id: UUID, starts_on: date) -> tuple[Stay, ...]:
    """Levels over time, with another one from a day on until the next that is set.

    On a day on which one begins already it takes that one's place. Stays never overlap.
    """
    before = [stay for stay in stays if stay.starts_on < starts_on]
    same = [stay for stay in stays if stay.starts_on == starts_on]
    after = [stay for stay in stays if stay.starts_on > starts_on]
    if before and (before[-1].ends_on is None or before[-1].ends_on > starts_on):
        before[-1] = replace(before[-1], ends_on=starts_on)
    ends_on = same[0].ends_on if same else after[0].starts_on if after else None
    return (*before, Stay(level_id, starts_on, ends_on), *after)


def ended(stays: Sequence[Stay], ends_on: date) -> tuple[Stay, ...]:
    """Levels over time, with none from a day on: what begins then or later is gone."""
    kept = [stay for stay in stays if stay.starts_on < ends_on]
    if kept and (kept[-1].ends_on is None or kept[-1].ends_on > ends_on):
        kept[-1] = replace(kept[-1], ends_on=ends_on)
    return tuple(kept)


def gap(expected: int, seen: int | None) -> int | None:
    """How far below what is expected a side sees somebody; negative: above. None: not answered."""
    return None if seen is None else expected - seen


def translated_rank(rank: int, then: Sequence[str], now: Sequence[str]) -> int | None:
    """A rank of a track as it was then, as a rank of the same track now.

    ``then`` and ``now`` are the keys of its levels in order. A level that is gone has no rank any
    more: None. 0, not yet at the first one, stays 0.
    """
    if rank == 0:
        return 0
    if not 1 <= rank <= len(then) or then[rank - 1] not in now:
        return None
    return now.index(then[rank - 1]) + 1
