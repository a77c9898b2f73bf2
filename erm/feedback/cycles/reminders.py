"""When somebody is reminded of the reviews that they owe. Pure: no tables, no clock.

First at half of the time that they have: from the day on which writing began, or on which they were
asked if that was later, to their own last day. Then every four days until that day. A day on which they
do not work is passed over to the next one on which they do; the four days count from when they were
really reminded. Mail goes in their morning; a worker that was away makes up for it until the evening.
After three reminders in a row without an answer the words change: more of the same does not help.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from erm.feedback.cycles.holidays import working_day_from, works_on

EVERY = timedelta(days=4)
PATIENCE = 3
"""After so many reminders without an answer they are written in other words."""
MORNING = time(9)
EVENING = time(18)
"""From when, and until before when, mail of cycles is sent by the reader's clocks."""


@dataclass(frozen=True, slots=True)
class Reminded:
    """How often somebody was reminded in a row, and when last.

    ``count`` 0: they were only told, on ``last_on``, that they are asked.
    """

    count: int
    last_on: date


def half_time(first: date, until: date) -> date:
    """The day on which the second half of some days begins, both ends counted."""
    return first + timedelta(days=((until - first).days + 1) // 2)


def next_on(first: date, until: date, reminded: Reminded | None, time_zone: str) -> date | None:
    """The day of somebody's next reminder, which may be past; None where there is none any more.

    ``first`` is the first day of their time and ``until`` their last one.
    """
    if reminded is not None and reminded.count:
        wanted = reminded.last_on + EVERY
    else:
        wanted = half_time(first, until)
        if reminded is not None:
            wanted = max(wanted, reminded.last_on + timedelta(days=1))
    day = working_day_from(wanted, time_zone)
    return day if day <= until else None


def is_office_time(instant: datetime, time_zone: str) -> bool:
    """Whether mail of cycles may be sent at an instant: by day, on a working day of the reader's."""
    local = instant.astimezone(ZoneInfo(time_zone))
    return MORNING <= local.time() < EVENING and works_on(local.date(), time_zone)


def send_at(instant: datetime, time_zone: str) -> datetime:
    """When mail that is written at an instant is sent: at once, or on the next working morning."""
    if is_office_time(instant, time_zone):
        return instant
    zone = ZoneInfo(time_zone)
    local = instant.astimezone(zone)
    day = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
    return datetime.combine(working_day_from(day, time_zone), MORNING, tzinfo=zone).astimezone(
        instant.tzinfo
    )


def counted(reminded: Reminded | None, *, answered: bool) -> int:
    """How many reminders in a row one more makes; what was submitted since is an answer."""
    return 1 if reminded is None or answered else reminded.count + 1


def in_other_words(reminded: Reminded | None, *, answered: bool) -> bool:
    """Whether the next reminder is to be written otherwise."""
    return reminded is not None and not answered and reminded.count >= PATIENCE
