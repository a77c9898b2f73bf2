"""The rhythm of a series: on which days two people meet, by a rule of RFC 5545.

Pure: no clock, no tables. A rule is the value of an RRULE property without DTSTART; it counts from
a day, the anchor. Days are days on the calendar of the series' zone; what is an instant is said by
:func:`erm.one_on_ones.rules.instant_of` for each day anew, so that summer time moves nothing.
"""

from __future__ import annotations

from datetime import date

from erm.one_on_ones.rules import Cadence

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FIFTH = 5


def rule_of(cadence: Cadence, anchor: date, rrule: str | None = None) -> str:
    """The rule of a rhythm that counts from a day on which they meet.

    A monthly rhythm keeps its place in the month ("the second Tuesday"); a fifth weekday is the last
    one, for some months have only four. ``rrule`` is what a custom rhythm was chosen to be.
    """
    weekday = WEEKDAYS[anchor.weekday()]
    match cadence:
        case Cadence.WEEKLY:
            return f"FREQ=WEEKLY;BYDAY={weekday}"
        case Cadence.EVERY_TWO_WEEKS:
            return f"FREQ=WEEKLY;INTERVAL=2;BYDAY={weekday}"
        case Cadence.MONTHLY:
            place = (anchor.day - 1) // 7 + 1
            return f"FREQ=MONTHLY;BYDAY={-1 if place == _FIFTH else place}{weekday}"
        case Cadence.CUSTOM:
            if rrule is None:
                raise ValueError("a custom rhythm has a rule")
            return rrule
