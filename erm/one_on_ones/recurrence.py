"""The rule of a rhythm: on which days two people meet, as RFC 5545 writes it.

Pure: no clock, no tables. A rule is the value of an RRULE property without DTSTART; it counts from
a day, the anchor, and what it leaves unsaid (the weekday, the day of the month) is the anchor's.
Days are days on the calendar of the series' zone.

Rules are typed by people, so the work on one is bounded by the days that are looked at: an expander
that walks on until it finds something walks to the year 9999 for the 30th of February.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from erm.one_on_ones.errors import (
    RuleMoreThanDaily,
    RuleNotExpected,
    RuleNotSupported,
    RuleNotUnderstood,
    RuleRequired,
    RuleTooRare,
    RuleWithAnEnd,
)
from erm.one_on_ones.rules import Cadence

RULE_MAXIMUM = 250
"""Most characters of a rule."""
GAP_MAXIMUM = 400
"""Most days between two meetings."""
_LOOKED_AT = timedelta(days=10 * 366)
_NO_FURTHER = timedelta(days=60 * 366)
"""The calendar repeats every 28 years, but for a leap day that a century leaves out."""

_FIFTH = 5
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Frequency(StrEnum):
    """The span of time of which a rule chooses days."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that was understood. ``days`` are (ordinal, weekday from 0), the ordinal 0 for "every";
    ``positions`` choose among the days of one month or year."""

    frequency: Frequency
    interval: int = 1
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    days: tuple[tuple[int, int], ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0

    def __str__(self) -> str:
        """The rule in its one spelling."""
        parts = [f"FREQ={self.frequency}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        for name, numbers in (("BYMONTH", self.months), ("BYMONTHDAY", self.month_days)):
            if numbers:
                parts.append(f"{name}={','.join(map(str, numbers))}")
        if self.days:
            days = (f"{nth or ''}{WEEKDAYS[weekday]}" for nth, weekday in self.days)
            parts.append(f"BYDAY={','.join(days)}")
        if self.positions:
            parts.append(f"BYSETPOS={','.join(map(str, self.positions))}")
        if self.week_start:
            parts.append(f"WKST={WEEKDAYS[self.week_start]}")
        return ";".join(parts)


def rule_of(cadence: Cadence, anchor: date, rrule: str | None = None) -> str:
    """The rule of a rhythm that counts from a day.

    A monthly rhythm keeps its place in the month ("the second Tuesday"); a fifth weekday is the last
    one, for some months have only four. ``rrule`` is what a custom rhythm was chosen to be; what it
    leaves to the anchor is said in the answer.
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
            return str(spelt_out(parsed(rrule), anchor))


def checked_rule(cadence: Cadence, rrule: str | None, anchor: date) -> str | None:
    """What to keep of the rule that somebody typed, in its one spelling; None but for a custom one.

    Raises ``InvalidInput`` with field ``rrule``: ``RRULE_REQUIRED``, ``RRULE_NOT_EXPECTED``, what
    :func:`parsed` raises, and ``RRULE_TOO_RARE`` where more than :data:`GAP_MAXIMUM` days lie
    between two meetings.
    """
    if cadence is not Cadence.CUSTOM:
        if rrule is not None:
            raise RuleNotExpected(field="rrule")
        return None
    if rrule is None or not rrule.strip():
        raise RuleRequired(field="rrule")
    rule = parsed(rrule)
    last = anchor
    for day in between(str(spelt_out(rule, anchor)), anchor, anchor, anchor + _LOOKED_AT):
        if (day - last).days > GAP_MAXIMUM:
            break
        last = day
    if (anchor + _LOOKED_AT - last).days > GAP_MAXIMUM:
        raise RuleTooRare(field="rrule", days=GAP_MAXIMUM)
    return str(rule)


# ---- reading a rule ----------------------------------------------------------------------------

_PART = re.compile(r"([A-Z]+)=([A-Z0-9,+\-:]+)")
_NUMBER = re.compile(r"[+-]?[0-9]{1,3}")
_DAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_WITHIN_A_DAY = {"BYHOUR", "BYMINUTE", "BYSECOND"}
_NOT_KNOWN = {"BYYEARDAY", "BYWEEKNO", "RSCALE", "SKIP"}
_KNOWN = {"FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST"}


@lru_cache(maxsize=1024)
def parsed(text: str) -> Rule:
    """Understand a rule; what means the same becomes the same.

    Raises ``InvalidInput`` with field ``rrule``: ``RRULE_NOT_UNDERSTOOD`` (``part`` says where),
    ``RRULE_WITH_AN_END``, ``RRULE_MORE_THAN_DAILY``, ``RRULE_NOT_SUPPORTED``.
    """
    parts = _parts(text)
    if parts.keys() & {"COUNT", "UNTIL"}:
        raise RuleWithAnEnd(field="rrule")
    frequency = parts.get("FREQ", "")
    if frequency in {"HOURLY", "MINUTELY", "SECONDLY"} or parts.keys() & _WITHIN_A_DAY:
        raise RuleMoreThanDaily(field="rrule")
    for name in parts:
        if name in _NOT_KNOWN:
            raise RuleNotSupported(field="rrule", part=name)
        if name not in _KNOWN:
            raise _not_understood(name)
    if frequency not in Frequency.__members__:
        raise _not_understood("FREQ")
    if parts.get("WKST", "MO") not in WEEKDAYS:
        raise _not_understood("WKST")
    (interval,) = _numbers(parts, "INTERVAL", 1, 366, single=True) or (1,)
    rule = Rule(
        frequency=Frequency(frequency),
        interval=interval,
        months=_numbers(parts, "BYMONTH", 1, 12),
        month_days=_numbers(parts, "BYMONTHDAY", -31, 31),
        days=_days(parts, Frequency(frequency)),
        positions=_numbers(parts, "BYSETPOS", -366, 366),
        week_start=WEEKDAYS.index(parts.get("WKST", "MO")),
    )
    return _simpler(_possible(rule))


def _parts(text: str) -> dict[str, str]:
    if len(text) > RULE_MAXIMUM:  # before anything else, for what is understood is remembered
        raise _not_understood("RRULE")
    text = text.strip().upper().removeprefix("RRULE:").strip(";")
    parts: dict[str, str] = {}
    for part in text.split(";"):
        match = _PART.fullmatch(part.strip())
        if match is None or match[1] in parts:
            raise _not_understood(part.strip()[:40])
        parts[match[1]] = match[2]
    return parts


def _numbers(
    parts: dict[str, str], name: str, low: int, high: int, *, single: bool = False
) -> tuple[int, ...]:
    if name not in parts:
        return ()
    found = set()
    for each in parts[name].split(","):
        if _NUMBER.fullmatch(each) is None or not low <= int(each) <= high or int(each) == 0:
            raise _not_understood(name)
        found.add(int(each))
    if single and "," in parts[name]:
        raise _not_understood(name)
    return tuple(sorted(found))


def _days(parts: dict[str, str], frequency: Frequency) -> tuple[tuple[int, int], ...]:
    if "BYDAY" not in parts:
        return ()
    most = {Frequency.MONTHLY: 5, Frequency.YEARLY: 5 if "BYMONTH" in parts else 53}
    found = set()
    for each in parts["BYDAY"].split(","):
        match = _DAY.fullmatch(each)
        if match is None:
            raise _not_understood("BYDAY")
        nth = int(match[1] or 0)
        if match[1] is not None and not 1 <= abs(nth) <= most.get(frequency, 0):
            raise _not_understood("BYDAY")
        found.add((nth, WEEKDAYS.index(match[2])))
    return tuple(sorted(found))


def _possible(rule: Rule) -> Rule:
    """Refuse what RFC 5545 forbids, and what would drift through the calendar."""
    if rule.frequency is Frequency.WEEKLY and rule.month_days:
        raise _not_understood("BYMONTHDAY")
    if rule.positions and not (rule.months or rule.month_days or rule.days):
        raise _not_understood("BYSETPOS")
    if len({nth == 0 for nth, _ in rule.days}) > 1:  # "every Monday and the last Friday":
        raise RuleNotSupported(field="rrule", part="BYDAY")  # calendars disagree about it
    spans = rule.frequency in (Frequency.DAILY, Frequency.WEEKLY)
    if spans and rule.positions:
        raise RuleNotSupported(field="rrule", part="BYSETPOS")
    if spans and rule.interval > 1 and (rule.months or rule.month_days):
        raise RuleNotSupported(field="rrule", part="INTERVAL")
    return rule


def _simpler(rule: Rule) -> Rule:
    """The same rule in the form that has a name: ``TU`` at position 2 is the second Tuesday."""
    plain = rule.days and rule.days[0][0] == 0 and not rule.month_days and not rule.positions
    if plain and rule.interval == 1:
        rule = replace(rule, frequency=Frequency.WEEKLY)
    in_month = rule.frequency is Frequency.MONTHLY and not rule.month_days
    if in_month and rule.positions and [nth for nth, _ in rule.days] == [0]:
        weekday, places = rule.days[0][1], rule.positions
        if all(abs(place) <= _FIFTH for place in places):
            rule = replace(rule, days=tuple((p, weekday) for p in places), positions=())
    if rule.frequency is not Frequency.WEEKLY or rule.interval == 1:
        rule = replace(rule, week_start=0)
    return rule


def _not_understood(part: str) -> RuleNotUnderstood:
    return RuleNotUnderstood(field="rrule", part=part or "RRULE")


def spelt_out(rule: Rule, anchor: date) -> Rule:
    """The rule with what it leaves to the day from which it counts."""
    if rule.days or rule.month_days:
        return rule
    match rule.frequency:
        case Frequency.DAILY:
            return rule
        case Frequency.WEEKLY:
            return replace(rule, days=((0, anchor.weekday()),))
        case Frequency.MONTHLY:
            return replace(rule, month_days=(anchor.day,))
        case Frequency.YEARLY:
            return replace(rule, months=rule.months or (anchor.month,), month_days=(anchor.day,))


# ---- the days of a rule ------------------------------------------------------------------------


def between(rrule: str, anchor: date, first: date, last: date) -> Iterator[date]:
    """The days of a rule from ``first`` to ``last``, both included, none before the anchor."""
    rule = spelt_out(parsed(rrule), anchor)
    first = max(first, anchor)
    for days in _spans(rule, anchor, first, last):
        for day in days:
            if first <= day <= last:
                yield day


def next_day(rhythm_from: date, cadence: Cadence, after: date, rrule: str | None = None) -> date:
    """The first day of a rhythm that lies after a day, and not before ``rhythm_from``."""
    return day_after(rule_of(cadence, rhythm_from, rrule), rhythm_from, after)


def day_after(rrule: str, anchor: date, after: date) -> date:
    """The first day of a rule that lies after a day, and not before the anchor."""
    start = max(after + timedelta(days=1), anchor)
    for reach in (timedelta(days=31), timedelta(days=GAP_MAXIMUM), _NO_FURTHER):
        for day in between(rrule, anchor, start, start + reach):
            return day
    raise LookupError("a rule without days was accepted")


@lru_cache(maxsize=1024)
def mean_days(rrule: str, anchor: date) -> int:
    """About how many days lie between two meetings by a rule: the mean of four years."""
    span = 4 * 365 + 1
    count = sum(1 for _ in between(rrule, anchor, anchor, anchor + timedelta(days=span - 1)))
    return max(1, round(span / max(1, count)))


def _spans(rule: Rule, anchor: date, first: date, last: date) -> Iterator[list[date]]:
    """The days that the rule chooses of each day, week, month or year from ``first`` to ``last``."""
    match rule.frequency:
        case Frequency.DAILY:
            late = -(-max(0, (first - anchor).days) // rule.interval) * rule.interval
            day = anchor + timedelta(days=late)
            while day <= last:
                yield [day] if _fits(rule, day) else []
                day += timedelta(days=rule.interval)
        case Frequency.WEEKLY:
            week = anchor - timedelta(days=(anchor.weekday() - rule.week_start) % 7)
            step = 7 * rule.interval
            week += timedelta(days=max(0, (first - week).days) // step * step)
            offsets = sorted((weekday - rule.week_start) % 7 for _, weekday in rule.days)
            while week <= last:
                days = [week + timedelta(days=offset) for offset in offsets]
                yield [day for day in days if not rule.months or day.month in rule.months]
                week += timedelta(days=step)
        case Frequency.MONTHLY:
            month = anchor.year * 12 + anchor.month - 1
            behind = first.year * 12 + first.month - 1 - month
            month += behind // rule.interval * rule.interval
            while month <= last.year * 12 + last.month - 1:
                yield _chosen(rule, _of_month(rule, month // 12, month % 12 + 1))
                month += rule.interval
        case Frequency.YEARLY:
            year = anchor.year + (first.year - anchor.year) // rule.interval * rule.interval
            while year <= last.year:
                yield _chosen(rule, _of_year(rule, year))
                year += rule.interval


def _chosen(rule: Rule, days: list[date]) -> list[date]:
    """Those at the positions that the rule chooses, or all."""
    if not rule.positions:
        return days
    size = len(days)
    places = {p - 1 if p > 0 else size + p for p in rule.positions}
    return [days[place] for place in sorted(places) if 0 <= place < size]


def _of_month(rule: Rule, year: int, month: int) -> list[date]:
    if rule.months and month not in rule.months:
        return []
    starts_on, length = calendar.monthrange(year, month)
    days = set(range(1, length + 1))
    if rule.month_days:
        days &= {day if day > 0 else length + 1 + day for day in rule.month_days}
    if rule.days:
        days &= {
            day for nth, weekday in rule.days for day in _nth(nth, weekday - starts_on, length)
        }
    return [date(year, month, day) for day in sorted(days)]


def _of_year(rule: Rule, year: int) -> list[date]:
    in_months = [day for month in range(1, 13) for day in _of_month(rule, year, month)]
    if rule.months or not any(nth for nth, _ in rule.days):
        return in_months
    first, length = date(year, 1, 1), 366 if calendar.isleap(year) else 365
    chosen = {
        number
        for nth, weekday in rule.days
        for number in _nth(nth, weekday - first.weekday(), length)
    }
    days = [first + timedelta(days=number - 1) for number in sorted(chosen)]
    any_day = replace(rule, days=())
    return [day for day in days if not rule.month_days or _fits(any_day, day)]


def _nth(nth: int, offset: int, length: int) -> list[int]:
    """Which days, from 1, of a month or year are the nth of a weekday (all of them for 0).

    ``offset`` is how many days after its first day the weekday comes first, modulo 7.
    """
    days = range(1 + offset % 7, length + 1, 7)
    if nth == 0:
        return list(days)
    place = nth - 1 if nth > 0 else len(days) + nth
    return [days[place]] if 0 <= place < len(days) else []


def _fits(rule: Rule, day: date) -> bool:
    if rule.months and day.month not in rule.months:
        return False
    if rule.days and all(weekday != day.weekday() for _, weekday in rule.days):
        return False
    if not rule.month_days or day.day in rule.month_days:
        return True
    return day.day - calendar.monthrange(day.year, day.month)[1] - 1 in rule.month_days
