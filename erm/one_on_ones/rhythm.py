"""When two people meet: the days of their rule, on the clocks of their zone, without those left out.

Pure. Each day becomes an instant anew, so that summer time moves nothing. A time that the clocks
skip moves on by the length of the jump, one that they show twice is the first, and a day that a zone
leaves out altogether (it crossed the date line) has no meeting.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from erm.one_on_ones.models import OneOnOneSeries
from erm.one_on_ones.recurrence import between, checked_rule, day_after, rule_of
from erm.one_on_ones.rules import Cadence, instant_of, wall_clock

DAY = timedelta(days=1)
_FAR = timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A rule (spelt out) that counts from ``anchor``, ``minutes`` after midnight in ``time_zone``.

    Days in ``skipped`` are left out, and so are those from ``paused_from`` until before
    ``paused_until``; a pause without an end leaves out all that follow.
    """

    rrule: str
    anchor: date
    minutes: int
    time_zone: str
    skipped: frozenset[date] = frozenset()
    paused_from: date | None = None
    paused_until: date | None = None

    @classmethod
    def of(cls, series: OneOnOneSeries, skipped: Iterable[date] = ()) -> Rhythm:
        """The rhythm of a series."""
        return cls(
            rrule=rule_of(series.cadence, series.rhythm_from, series.rrule),
            anchor=series.rhythm_from,
            minutes=series.wall_minutes,
            time_zone=series.time_zone,
            skipped=frozenset(skipped),
            paused_from=series.paused_from,
            paused_until=series.paused_until,
        )

    def at(self, day: date) -> datetime:
        """The instant (UTC) of a meeting on a day."""
        return instant_of(day, self.minutes, self.time_zone)

    def day_of(self, instant: datetime) -> date:
        """The day that the calendar in the zone shows at an instant."""
        return wall_clock(instant, self.time_zone)[0]

    def in_pause(self, day: date) -> bool:
        """Whether they have paused on a day."""
        return (
            self.paused_from is not None
            and day >= self.paused_from
            and (self.paused_until is None or day < self.paused_until)
        )

    def all_days(self, first: date, last: date) -> Iterator[date]:
        """Every day of the rule from ``first`` to ``last``, those left out included."""
        days = between(self.rrule, self.anchor, first, last)
        return (day for day in days if self.at(day) != self.at(day + DAY))

    def days(self, first: date, last: date) -> Iterator[date]:
        """The days from ``first`` to ``last``, both included, on which they meet by the rhythm."""
        kept = (day for day in self.all_days(first, last) if day not in self.skipped)
        return (day for day in kept if not self.in_pause(day))

    def first_after(self, day: date, moment: datetime) -> date:
        """The next place for a meeting: later than a day, its time later than an instant.

        In a pause without an end it is the day that falls into the pause, where the meeting rests.
        """
        day = max(day, self.day_of(moment) - 2 * DAY)
        while True:
            day = day_after(self.rrule, self.anchor, day)
            if self.paused_until is not None and self.in_pause(day):
                day = self.paused_until - DAY
            elif (
                day not in self.skipped
                and self.at(day) > moment
                and self.at(day) != self.at(day + DAY)
            ):
                return day

    def upcoming(self, day: date, moment: datetime, count: int) -> list[datetime]:
        """The instants of the next meetings after a day and an instant; fewer where they pause."""
        instants: list[datetime] = []
        while len(instants) < count:
            day = self.first_after(day, moment)
            if self.in_pause(day):
                break
            instants.append(self.at(day))
        return instants

    def place_of(self, day: date, *, present: date, after: date) -> tuple[date, list[date]]:
        """Whose place a meeting takes that is moved from ``present``'s to a day, and who is skipped.

        Moved onto or beyond later days of the rhythm it takes the place of the last of them, and
        those before it are skipped: otherwise they would still stand in calendars. Moved back near a
        skipped day later than ``after``, it takes that place again. Meetings so keep their order.
        """
        if day >= present:
            passed = [present, *self.days(present + DAY, min(day, present + _FAR))]
            return passed[-1], [each for each in passed[:-1] if each not in self.skipped]
        near = [each for each in self.skipped if after < each < present and not self.in_pause(each)]
        return min([present, *sorted(near, reverse=True)], key=lambda each: abs(each - day)), []


@dataclass(frozen=True, slots=True)
class Beginning:
    """A rhythm that was chosen, and its rule as it is kept: None for a standard one."""

    rhythm: Rhythm
    kept: str | None


def beginning(
    cadence: Cadence, rrule: str | None, day: date, minutes: int, time_zone: str
) -> Beginning:
    """The rhythm that begins on a day; by a rule of their own, on its first day from that one on.

    Raises what :func:`erm.one_on_ones.recurrence.checked_rule` raises.
    """
    kept = checked_rule(cadence, rrule, day)
    rule = rule_of(cadence, day, kept)
    return Beginning(Rhythm(rule, day_after(rule, day, day - DAY), minutes, time_zone), kept)
