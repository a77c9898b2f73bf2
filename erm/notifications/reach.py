"""Reach: when a person may be reached, on their own clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from erm.notifications.models import Reach

_LOOK_AHEAD = 22
"""Days within which somebody can be reached who has one day a week, even where a day was skipped."""
_SLICE = 500


@dataclass(frozen=True, slots=True)
class ReachView:
    """When a person may be reached.

    ``quiet_from`` and ``quiet_to`` are hours of their clock, equal for no quiet hours; ``days_off``
    are weekdays, 1 is Monday; nothing reaches them before the day ``paused_until``.
    """

    quiet_from: int
    quiet_to: int
    days_off: frozenset[int]
    paused_until: date | None = None


DEFAULT_REACH = ReachView(quiet_from=20, quiet_to=7, days_off=frozenset({6, 7}))
"""Whoever chose nothing."""


def is_reachable(instant: datetime, reach: ReachView, zone: ZoneInfo) -> bool:
    """Whether a person may be reached at an instant (aware)."""
    local = instant.astimezone(zone)
    if reach.paused_until is not None and local.date() < reach.paused_until:
        return False
    return local.isoweekday() not in reach.days_off and not _is_quiet(local.hour, reach)


def next_reachable(instant: datetime, reach: ReachView, zone: ZoneInfo) -> datetime:
    """The first instant (UTC), not before ``instant``, at which a person may be reached.

    Where the clocks jump over the end of the quiet hours, they end with the jump; where that hour
    comes twice, they end the first time. Raises ``ValueError`` for a reach without any day.
    """
    before = instant.astimezone(UTC)
    if is_reachable(before, reach, zone):
        return before
    for edge in sorted(_edges(before, reach, zone)):
        if edge <= before:
            continue
        # Between two edges only a change of the clocks can let somebody be reached.
        if _offset(before, zone) != _offset(edge, zone):
            change = _change(before, edge, zone)
            if is_reachable(change, reach, zone):
                return change
        if is_reachable(edge, reach, zone):
            return edge
        before = edge
    raise ValueError("a reach needs a day on which somebody can be reached")


def _is_quiet(hour: int, reach: ReachView) -> bool:
    if reach.quiet_from <= reach.quiet_to:
        return reach.quiet_from <= hour < reach.quiet_to
    return hour >= reach.quiet_from or hour < reach.quiet_to


def _edges(instant: datetime, reach: ReachView, zone: ZoneInfo) -> Iterator[datetime]:
    """When days begin and quiet hours end; both times where the clocks show that hour twice."""
    first = instant.astimezone(zone).date()
    if reach.paused_until is not None:
        first = max(first, reach.paused_until)
    first -= timedelta(days=1)
    for day in range(_LOOK_AHEAD):
        for hour in {0, reach.quiet_to}:
            for fold in (0, 1):
                wall = datetime.combine(first + timedelta(days=day), time(hour, fold=fold), zone)
                yield wall.astimezone(UTC)


def _offset(instant: datetime, zone: ZoneInfo) -> timedelta | None:
    return instant.astimezone(zone).utcoffset()


def _change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The second at which the clocks change between two instants that differ in their offset."""
    former = _offset(before, zone)
    low, high = int(before.timestamp()), int(after.timestamp())
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(datetime.fromtimestamp(middle, UTC), zone) == former:
            low = middle
        else:
            high = middle
    return datetime.fromtimestamp(high, UTC)


async def reach_of(person_ids: Sequence[UUID]) -> dict[UUID, ReachView]:
    """The reach of each of these people, one query for 500 of them."""
    found = dict.fromkeys(person_ids, DEFAULT_REACH)
    ids = list(found)
    for start in range(0, len(ids), _SLICE):
        rows: list[Any] = await Reach.filter(person_id__in=ids[start : start + _SLICE])
        found.update({row.person_id: view_reach(row) for row in rows})
    return found


def view_reach(row: Reach) -> ReachView:
    """A row as rules use it."""
    return ReachView(row.quiet_from, row.quiet_to, frozenset(row.days_off), row.paused_until)
