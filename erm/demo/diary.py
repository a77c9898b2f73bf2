"""On which days the two of a series meet, counted back from now."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from erm.demo.content.kinds import SeriesSpec
from erm.demo.timeline import Timeline
from erm.one_on_ones.recurrence import next_day
from erm.one_on_ones.rules import DAYS_BETWEEN, Cadence, instant_of

STARTED_AT_MOST = timedelta(minutes=90)
"""A meeting that began this long ago is still the open one."""
OVERDUE_DAYS = 5


class Diary:
    """The rhythm of one series of the demo, at ``wall`` minutes after midnight in ``zone``."""

    def __init__(self, timeline: Timeline, spec: SeriesSpec, zone: str) -> None:
        self.timeline, self.spec, self.zone = timeline, spec, zone
        hours, _, minutes = spec.time.partition(":")
        self.wall = int(hours) * 60 + int(minutes)
        self.cadence = Cadence(spec.cadence)

    def days(self) -> tuple[list[date], list[date]]:
        """The days of all meetings, the open one last, and those to come that are skipped."""
        return self._pausing(self._by_rhythm())

    def _by_rhythm(self) -> list[date]:
        """The days of all meetings, the open one last; for an ended series the one that fell out."""
        today = self.timeline.today(self.zone)
        start = today - timedelta(days=self.spec.first)
        start += timedelta(days=(self.spec.weekday - start.weekday()) % 7)
        if self.cadence in (Cadence.MONTHLY, Cadence.CUSTOM):
            if self.spec.rrule:
                start = self._next(start, start - timedelta(days=1))
            last = start
            while self.at(last) <= self.timeline.now - STARTED_AT_MOST:
                last = self._next(start, last)
        else:
            last = self._last_day(today)
            step = DAYS_BETWEEN[self.cadence]
            start += timedelta(days=(last - start).days % step)
        days = [start]
        while days[-1] < last:
            days.append(self._next(start, days[-1]))
        return days

    def _last_day(self, today: date) -> date:
        """The day of the open meeting, or of the first after the end of the series."""
        step = DAYS_BETWEEN[self.cadence]
        if self.spec.ended is not None:
            end = today - timedelta(days=self.spec.ended)
            return end + timedelta(days=(self.spec.weekday - end.weekday() - 1) % 7 + 1)
        if self.spec.week < 0:
            past = today - timedelta(days=OVERDUE_DAYS)
            return past - timedelta(days=(past.weekday() - self.spec.weekday) % 7)
        day = today - timedelta(days=1)
        day += timedelta(days=(self.spec.weekday - day.weekday()) % 7)
        while self.at(day) <= self.timeline.now - STARTED_AT_MOST:
            day += timedelta(days=7)
        return day + timedelta(days=7 * self.spec.week) if step > 7 else day

    def at(self, day: date) -> datetime:
        """When they meet on a day."""
        return instant_of(day, self.wall, self.zone)

    def _pausing(self, days: list[date]) -> tuple[list[date], list[date]]:
        """The days without those of the pause and those that are skipped, and these."""
        if self.spec.pause is not None:
            today = self.timeline.today(self.zone)
            before, after = (timedelta(days=number) for number in self.spec.pause)
            held = [day for day in days if day < today - before]
            days = [*held, self._next(days[0], today + after - timedelta(days=1))]
        skipped = []
        for _ in range(self.spec.skip):
            skipped.append(days[-1])
            days[-1] = self._next(days[0], days[-1])
        return days, skipped

    def _next(self, start: date, after: date) -> date:
        return next_day(start, self.cadence, after, self.spec.rrule or None)
