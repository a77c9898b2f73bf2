"""A time zone as a calendar program wants it: a VTIMEZONE component (RFC 5545, 3.6.5).

The icalendar library writes one observance after another, as lists of dates. That is correct, and
Outlook does not read it: it keeps the offset of the first one for ever, and a weekly meeting is an
hour off after the next change of the clocks. So a change that comes every year is written as its
rule ("the last Sunday in March"), which every program reads; only what follows no rule (Morocco's
Ramadan) is written as dates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

YEARS = 20
"""For how many years what follows no rule is written down."""
_SEEN = 40
"""For how many years a rule must hold to be one: long enough for every place in the week."""
_WEEK = 7


@dataclass(frozen=True, slots=True)
class _Kind:
    """What the clocks do at a change: the offset before and after, and the name of the time then."""

    before: timedelta
    after: timedelta
    name: str

    @property
    def summer(self) -> bool:
        """Whether the clocks go forward. Dublin's law calls its winter the exception, and no calendar
        program follows it there.
        """
        return self.after > self.before


@lru_cache(maxsize=512)
def time_zone_component(name: str, since: int) -> Timezone:
    """The zone ``name`` (IANA), right from the beginning of the year ``since`` for 20 years at least."""
    zone = ZoneInfo(name)
    component = Timezone()
    component.add("tzid", name)
    begin = datetime(since - 1, 1, 1, tzinfo=UTC)
    changes: dict[_Kind, list[datetime]] = defaultdict(list)
    for instant in _changes(zone, begin, datetime(since + _SEEN, 1, 1, tzinfo=UTC)):
        kind = _kind(zone, instant)
        changes[kind].append((instant + kind.before).replace(tzinfo=None))
    local = begin.astimezone(zone)
    offset = local.utcoffset() or timedelta()
    if not changes:
        component.add_component(
            _observance(_Kind(offset, offset, local.tzname() or name), [begin.replace(tzinfo=None)])
        )
        return component
    rules = {kind: _rule(days, since - 1) for kind, days in changes.items()}
    if all(rules.values()):
        for kind, days in changes.items():
            component.add_component(_observance(kind, days[:1], rules[kind]))
        return component
    # What held before the first change that is written down.
    first = _Kind(offset, offset, local.tzname() or name)
    component.add_component(_observance(first, [begin.replace(tzinfo=None)]))
    last = since + YEARS
    for kind, days in changes.items():
        kept = [day for day in days if day.year <= last]
        if kept:
            component.add_component(_observance(kind, kept))
    return component


def _changes(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[datetime]:
    """The instants (UTC) in a span at which the clocks of a zone change."""
    step = timedelta(days=1)
    at = begin
    while at < end:
        following = at + step
        if _state(zone, at) != _state(zone, following):
            low, high = at, following
            while high - low > timedelta(seconds=1):
                middle = (low + (high - low) / 2).replace(microsecond=0)
                if _state(zone, middle) == _state(zone, low):
                    low = middle
                else:
                    high = middle
            yield high
        at = following


def _state(zone: ZoneInfo, instant: datetime) -> tuple[timedelta | None, str | None]:
    local = instant.astimezone(zone)
    return local.utcoffset(), local.tzname()


def _kind(zone: ZoneInfo, instant: datetime) -> _Kind:
    before = (instant - timedelta(seconds=1)).astimezone(zone)
    after = instant.astimezone(zone)
    return _Kind(
        before.utcoffset() or timedelta(),
        after.utcoffset() or timedelta(),
        after.tzname() or "",
    )


def _rule(days: Sequence[datetime], first_year: int) -> dict[str, Any] | None:
    """The rule of RFC 5545 by which a change comes in every year, or None when there is none."""
    years = range(first_year, first_year + _SEEN + 1)
    if [day.year for day in days] != list(years):
        return None
    if len({(day.month, day.weekday(), day.time()) for day in days}) != 1:
        return None
    weekday = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[days[0].weekday()]
    rule: dict[str, Any] = {"freq": "yearly", "bymonth": days[0].month}
    places = {(day.day - 1) // _WEEK + 1 for day in days}
    if len(places) == 1:
        return rule | {"byday": f"{places.pop()}{weekday}"}
    if all((day + timedelta(days=_WEEK)).month != day.month for day in days):
        return rule | {"byday": f"-1{weekday}"}
    low, high = min(day.day for day in days), max(day.day for day in days)
    if high - low == _WEEK - 1:
        return rule | {"byday": weekday, "bymonthday": list(range(low, high + 1))}
    return None


def _observance(
    kind: _Kind, days: Sequence[datetime], rule: dict[str, Any] | None = None
) -> TimezoneStandard | TimezoneDaylight:
    component = TimezoneDaylight() if kind.summer else TimezoneStandard()
    component.add("dtstart", days[0])
    component.add("tzoffsetfrom", kind.before)
    component.add("tzoffsetto", kind.after)
    component.add("tzname", kind.name)
    if rule is not None:
        component.add("rrule", rule)
    for day in days[1:] if rule is None else ():
        # One to a line: of several on one line Thunderbird's reader takes the first.
        component.add("rdate", day)
    return component
