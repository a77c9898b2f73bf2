"""Pure rules of the digest's times: when each is made, on its reader's own clock.

A **slot** is the digest of one period: of a day, of an ISO week, of a month. It lies at the chosen
hour, of the chosen weekday, or later: where its reader is in their quiet hours, has a day off or
pauses, it waits for them. Slots that come too close behind each other by that are one, the later.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import chain, count, islice, pairwise
from zoneinfo import ZoneInfo

from erm.digest.rules import EARLIEST_HOUR, LATEST_HOUR, DigestFrequency, Preference
from erm.notifications.reach import DEFAULT_REACH, ReachView, is_reachable, next_reachable

APART = {
    DigestFrequency.DAILY: timedelta(hours=18),
    DigestFrequency.WEEKLY: timedelta(hours=60),
    DigestFrequency.MONTHLY: timedelta(days=10),
}
"""Two digests that were moved, or between which somebody chose anew, are at least so far apart."""
_BACK = {
    DigestFrequency.DAILY: timedelta(days=8),
    DigestFrequency.WEEKLY: timedelta(days=15),
    DigestFrequency.MONTHLY: timedelta(days=40),
}
"""Farther back nothing lies that was moved, by days off alone, to now."""
_REMEMBERED = 12
"""So many slots are worked out at once: as a rule all that lie so far back, and the next."""
BY_DAY = ReachView(LATEST_HOUR + 1, EARLIEST_HOUR, frozenset())
"""The hours of the day at which a digest may be made at all."""


@dataclass(frozen=True, slots=True)
class Timing:
    """What the times of one person's digests follow from: ``cadence`` is how often it comes now."""

    cadence: DigestFrequency
    weekday: int
    hour: int
    zone: ZoneInfo
    reach: ReachView = DEFAULT_REACH

    @classmethod
    def of(
        cls,
        chosen: Preference,
        zone: ZoneInfo,
        reach: ReachView = DEFAULT_REACH,
        cadence: DigestFrequency | None = None,
    ) -> Timing:
        """The timing of a choice, at another cadence where it was slowed down."""
        return cls(cadence or chosen.frequency, chosen.weekday, chosen.hour, zone, reach)


@dataclass(frozen=True, slots=True)
class Slot:
    """The digest of a period: made at ``at``, or when somebody gets to it before ``until``."""

    period: str
    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Made:
    """What was made already: the periods, and when and at which cadence the last one was."""

    periods: Collection[str] = ()
    last_at: datetime | None = None
    last_cadence: DigestFrequency | None = None


NOTHING_MADE = Made()


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done at an instant: make the digest of a period, or come back at ``at``.

    ``at`` None: never.
    """

    period: str | None
    at: datetime | None


def decide(
    instant: datetime, timing: Timing, *, since: datetime, made: Made = NOTHING_MADE
) -> Decision:
    """What is to be done for a person at an instant (aware).

    Of everything that was missed since ``since`` the present period alone is made up for, and only
    while its reader may be reached, by day.
    """
    if _is_never(timing):
        return Decision(None, None)
    latest, following = _around(instant, timing, made)
    if latest is not None and latest.at >= since and _is_free(latest, timing, made):
        moment = allowed(instant, timing)
        if moment < latest.until:
            return Decision(latest.period if moment == instant else None, moment)
    return Decision(None, following.at)


def next_time(instant: datetime, timing: Timing, made: Made = NOTHING_MADE) -> datetime | None:
    """When the next digest after an instant is made (UTC); None: never."""
    if _is_never(timing):
        return None
    return _around(instant, timing, made)[1].at


def slots(timing: Timing, day: date) -> Iterator[Slot]:
    """All slots that are planned in the period of a day and later, in their order, without end."""
    raw = ((period, allowed(planned, timing)) for period, planned in _planned(timing, day))
    for (period, at), (_, after) in pairwise(raw):
        apart = APART[timing.cadence]
        if after - at >= apart:
            # One of Sunday evening is not lost at midnight: the next is still far away.
            yield Slot(period, at, min(after, max(_end_of_period(at, timing), after - apart)))


@lru_cache(maxsize=1024)
def _next_slots(timing: Timing, day: date) -> tuple[Slot, ...]:
    """The first slots from a day on, remembered: most people of a company share their timing."""
    return tuple(islice(slots(timing, day), _REMEMBERED))


@lru_cache(maxsize=4096)
def allowed(instant: datetime, timing: Timing) -> datetime:
    """The first instant (UTC), not before ``instant``, at which this digest may be made.

    Not at night, and not when its reader is not to be reached. Whoever may be reached at night
    alone gets it at night. (Remembered: most people of a company share their timing.)
    """
    reach = _reach(timing)
    if not any(_is_open(hour, reach) and _is_open(hour, BY_DAY) for hour in range(24)):
        return next_reachable(instant, reach, timing.zone)
    moment = next_reachable(instant, reach, timing.zone)
    while not is_reachable(moment, BY_DAY, timing.zone):
        moment = next_reachable(next_reachable(moment, BY_DAY, timing.zone), reach, timing.zone)
    return moment


def wall(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """The instant (UTC) of an hour of a day on the clocks of a zone.

    Where the clocks jump over it, the moment of the jump; where they show it twice, the first time.
    """
    local = datetime.combine(day, time(hour), tzinfo=zone)
    instant = local.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return instant
    # The later offset gives an instant before the jump, the earlier one an instant after it.
    low, high = int(local.replace(fold=1).timestamp()), int(instant.timestamp())
    before = datetime.fromtimestamp(low, zone).utcoffset()
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return datetime.fromtimestamp(high, UTC)


def _is_never(timing: Timing) -> bool:
    """Switched off, or for somebody whose every day is a day off."""
    return timing.cadence is DigestFrequency.OFF or len(timing.reach.days_off) >= 7


def _around(instant: datetime, timing: Timing, made: Made) -> tuple[Slot | None, Slot]:
    """The last slot not after an instant, and the first free one after it."""
    day = instant.astimezone(timing.zone).date()
    paused = timing.reach.paused_until
    if paused is not None and paused > day:
        # All that is planned in a pause waits for its end.
        day = paused
    latest = None
    first = max(day - _BACK[timing.cadence], date.min + timedelta(days=60))
    for slot in chain(_next_slots(timing, first), islice(slots(timing, first), _REMEMBERED, None)):
        if slot.at <= instant:
            latest = slot
        elif _is_free(slot, timing, made):
            return latest, slot
    raise AssertionError("slots have no end")


def _is_free(slot: Slot, timing: Timing, made: Made) -> bool:
    """Whether a slot is still to be made: not done, and not told already at another cadence."""
    if slot.period in made.periods:
        return False
    if made.last_at is None or made.last_cadence is timing.cadence:
        return True
    return slot.at - made.last_at >= APART[timing.cadence]


def _planned(timing: Timing, day: date) -> Iterator[tuple[str, datetime]]:
    """Periods from that of a day on, each with when its digest is wished for."""
    if timing.cadence is DigestFrequency.DAILY:
        for each in (day + timedelta(days=n) for n in count()):
            yield each.isoformat(), wall(each, timing.hour, timing.zone)
    elif timing.cadence is DigestFrequency.WEEKLY:
        first = day - timedelta(days=day.weekday())
        for monday in (first + timedelta(weeks=n) for n in count()):
            year, week, _ = monday.isocalendar()
            each = monday + timedelta(days=timing.weekday - 1)
            yield f"{year}-W{week:02d}", wall(each, timing.hour, timing.zone)
    else:
        for month in count(day.year * 12 + day.month - 1):
            first = date(month // 12, month % 12 + 1, 1)
            each = first + timedelta(days=(timing.weekday - first.isoweekday()) % 7)
            yield first.strftime("%Y-%m"), wall(each, timing.hour, timing.zone)


def _end_of_period(at: datetime, timing: Timing) -> datetime:
    """The end of the day, the week or the month, on its reader's clock, in which a slot lies."""
    day = at.astimezone(timing.zone).date()
    if timing.cadence is DigestFrequency.DAILY:
        end = day + timedelta(days=1)
    elif timing.cadence is DigestFrequency.WEEKLY:
        end = day + timedelta(days=7 - day.weekday())
    else:
        end = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return wall(end, 0, timing.zone)


def _reach(timing: Timing) -> ReachView:
    """When the reader may be reached. What they chose for the digest stands above a mere default."""
    reach = timing.reach
    if replace(reach, paused_until=None) != DEFAULT_REACH:
        return reach
    quiet_from, quiet_to, days_off = reach.quiet_from, reach.quiet_to, reach.days_off
    if timing.cadence is not DigestFrequency.DAILY:
        days_off -= {timing.weekday}
    if timing.hour >= quiet_from:
        quiet_from = timing.hour + 1
    elif timing.hour < quiet_to:
        quiet_to = timing.hour
    return ReachView(quiet_from, quiet_to, days_off, reach.paused_until)


def _is_open(hour: int, reach: ReachView) -> bool:
    if reach.quiet_from <= reach.quiet_to:
        return not reach.quiet_from <= hour < reach.quiet_to
    return reach.quiet_to <= hour < reach.quiet_from
