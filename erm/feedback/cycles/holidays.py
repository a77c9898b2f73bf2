"""On which days somebody does not work: the weekend and the public holidays of their country.

The country follows from the person's time zone, by the tables of tzdata: ``zone.tab`` names one for
each zone, ``zone1970.tab`` for those that stand for several the one with most people. Of a zone of no
country (``UTC``) nothing is known but Saturdays and Sundays. Which region of a country somebody lives
in is not known either, so holidays of regions are working days here. The days themselves come from the
library ``holidays``, which also knows where the weekend is on other days and which Saturdays are
worked on for a bridge day.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from importlib import resources

import holidays
from babel.core import get_global

SATURDAY = 5
_LOOKED_AHEAD = 40
"""No country rests longer than this without a working day between."""


@cache
def _countries() -> dict[str, str]:
    """The country of each zone."""
    found: dict[str, str] = {}
    folder = resources.files("tzdata") / "zoneinfo"
    for table in ("zone1970.tab", "zone.tab"):
        for line in (folder / table).read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                codes, _, zone, *_ = line.split("\t")
                found[zone] = codes.split(",")[0]
    return found


def country_of(time_zone: str) -> str | None:
    """The country (ISO 3166-1, two letters) of an IANA zone, or None. Former names are known."""
    known = _countries()
    aliases = get_global("zone_aliases")
    return known.get(time_zone) or known.get(aliases.get(time_zone, ""))


@cache
def _calendar(country: str, year: int) -> holidays.HolidayBase | None:
    """The public holidays of a country in a year; None where the library does not know them."""
    try:
        return holidays.country_holidays(country, years=year)
    except NotImplementedError:
        return None


def works_on(day: date, time_zone: str) -> bool:
    """Whether a day is a working day for somebody in a zone."""
    country = country_of(time_zone)
    calendar = None if country is None else _calendar(country, day.year)
    if calendar is None:
        return day.weekday() < SATURDAY
    return bool(calendar.is_working_day(day))


def working_day_from(day: date, time_zone: str) -> date:
    """The first working day that is not before a day."""
    for ahead in range(_LOOKED_AHEAD):
        if works_on(day + timedelta(days=ahead), time_zone):
            return day + timedelta(days=ahead)
    raise LookupError(f"no working day within {_LOOKED_AHEAD} days of {day} in {time_zone}")
