"""What of a series' rows a calendar shows: the present rhythm, and one that was before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from erm.one_on_ones.calendar import Segment
from erm.one_on_ones.events import FormerRhythm
from erm.one_on_ones.recurrence import between, day_after, rule_of
from erm.one_on_ones.rules import instant_of

SERIES_COLUMNS = (
    "id",
    "low_id",
    "high_id",
    "cadence",
    "rrule",
    "time_zone",
    "rhythm_from",
    "wall_minutes",
    "paused_from",
    "paused_until",
    "calendar_uid",
    "calendar_sequence",
    "ended_at",
)
_DAY = timedelta(days=1)
Row = Mapping[str, Any]
Meeting = tuple[date, datetime]
"""The day that the rhythm gave a meeting, and the instant at which it is."""


def calendar_uid(series: Row) -> UUID:
    """The name of the present rhythm in calendars."""
    uid: UUID = series["calendar_uid"] or series["id"]
    return uid


def present_segment(
    series: Row,
    skipped: Iterable[date],
    meetings: Sequence[Meeting],
    *,
    since: date | None = None,
) -> Segment | None:
    """The rhythm of a series as it is now, from ``since`` on; None when a pause leaves nothing of it.

    ``meetings`` are those of whom it is to be told when they are elsewhere than their day has it.
    """
    rule = rule_of(series["cadence"], series["rhythm_from"], series["rrule"])
    anchor: date = series["rhythm_from"]
    first = day_after(rule, anchor, max(anchor, since or anchor) - _DAY)
    paused_from, until = series["paused_from"], series["paused_until"]
    without = {day for day in skipped if day >= first}
    end = None
    if paused_from is not None and until is None:
        if paused_from <= first:
            return None
        end = paused_from
    elif paused_from is not None:
        without.update(between(rule, anchor, max(first, paused_from), until - _DAY))
    # It begins with a meeting that there is: not every program reads a first one that is left out.
    while first in without:
        first = day_after(rule, anchor, first)
    if end is not None and first >= end:
        return None
    return Segment(
        uid=calendar_uid(series),
        sequence=series["calendar_sequence"],
        rrule=rule,
        first_on=first,
        wall_minutes=series["wall_minutes"],
        time_zone=series["time_zone"],
        until=end,
        without=frozenset(day for day in without if day > first and (end is None or day < end)),
        moved=_moved(series["wall_minutes"], series["time_zone"], first, end, without, meetings),
    )


def former_segment(
    former: FormerRhythm, skipped: Iterable[date], meetings: Sequence[Meeting]
) -> Segment:
    """A rhythm that was before, without any meeting from the day on which the present one took over.

    Without any at all it is for its sequence only; see :func:`is_over_before_it_began`.
    """
    first = day_after(former.rrule, former.rhythm_from, former.rhythm_from - _DAY)
    end = former.planned_on
    gone = set(skipped)
    while first in gone and first < end:
        first = day_after(former.rrule, former.rhythm_from, first)
    without = frozenset(day for day in gone if first < day < end)
    return Segment(
        uid=former.calendar_uid,
        sequence=former.calendar_sequence + 1,
        rrule=former.rrule,
        first_on=first,
        wall_minutes=former.wall_minutes,
        time_zone=former.time_zone,
        until=end,
        without=without,
        moved=_moved(former.wall_minutes, former.time_zone, first, end, without, meetings),
    )


def is_over_before_it_began(segment: Segment) -> bool:
    """Whether a rhythm has not a single meeting left."""
    return segment.until is not None and segment.first_on >= segment.until


def _moved(
    wall_minutes: int,
    time_zone: str,
    first: date,
    end: date | None,
    without: Iterable[date],
    meetings: Sequence[Meeting],
) -> tuple[Meeting, ...]:
    gone = set(without)
    return tuple(
        (day, at)
        for day, at in meetings
        if first <= day
        and (end is None or day < end)
        and day not in gone
        and at != instant_of(day, wall_minutes, time_zone)
    )
