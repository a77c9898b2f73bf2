"""When a person is reminded of a one-on-one. Pure: no tables, no clock.

By night, from 21:00 to 07:00 on the reader's clocks, nobody is reminded. A reminder that would fall
into the night comes at 07:00, if the meeting is then still at least a quarter of an hour away, and
otherwise at 18:00 on the evening before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from erm.one_on_ones.rules import instant_of, wall_clock

USUAL = 60
"""How many minutes before a meeting somebody is reminded who chose nothing."""
LEAD_MINIMUM = 10
LEAD_MAXIMUM = 2_880
"""How many minutes before a meeting a person may ask to be reminded."""

MORNING = 7 * 60
NIGHT = 21 * 60
EVENING = 18 * 60
QUESTION = 9 * 60
"""Minutes after midnight: when the day begins and ends, when a reminder comes that would come by
night, and when on the next day it is asked whether two people met."""
ENOUGH = timedelta(minutes=15)
"""How long before the meeting a reminder in the morning must come to be of use."""
ASKED_WITHIN = timedelta(hours=36)
"""How long a worker that was away makes up for a question; then it is too late to ask."""
REACH = timedelta(minutes=LEAD_MAXIMUM) + timedelta(hours=24)
"""No reminder comes earlier than this before its meeting."""


@dataclass(frozen=True, slots=True)
class Reminding:
    """How a person is reminded by mail: so long before a meeting, None for not at all."""

    lead_minutes: int | None
    after: bool
    calendar_mail: bool


def by_night(instant: datetime, zone: str) -> bool:
    """Whether nobody is to be reminded at an instant, by the clocks of a zone."""
    _, minutes = wall_clock(instant, zone)
    return not MORNING <= minutes < NIGHT


def remind_at(meeting_at: datetime, lead_minutes: int, zone: str) -> datetime:
    """The instant (UTC) from which on a person in a zone is reminded of a meeting."""
    wanted = meeting_at - timedelta(minutes=lead_minutes)
    if not by_night(wanted, zone):
        return wanted
    day, minutes = wall_clock(wanted, zone)
    evening = day if minutes >= NIGHT else _before(day)
    morning = instant_of(evening + timedelta(days=1), MORNING, zone)
    if morning <= meeting_at - ENOUGH:
        return morning
    return instant_of(evening, EVENING, zone)


def due_before(instant: datetime, meeting_at: datetime, lead_minutes: int, zone: str) -> bool:
    """Whether a person is to be reminded of a meeting at an instant."""
    return remind_at(meeting_at, lead_minutes, zone) <= instant < meeting_at and not by_night(
        instant, zone
    )


def ask_at(meeting_at: datetime, zone: str) -> datetime:
    """The instant (UTC) from which on it is asked whether a meeting took place: next morning."""
    day, _ = wall_clock(meeting_at, zone)
    return instant_of(day + timedelta(days=1), QUESTION, zone)


def due_after(instant: datetime, meeting_at: datetime, zone: str) -> bool:
    """Whether a person is to be asked about a meeting at an instant."""
    asked = ask_at(meeting_at, zone)
    return asked <= instant < asked + ASKED_WITHIN and not by_night(instant, zone)


def _before(day: date) -> date:
    return day - timedelta(days=1)
