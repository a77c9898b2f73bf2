"""A rhythm in words: "every two weeks on Tuesday at 10:00".

The common rules have sentences made by hand, in every language; the others one that is honest and
says how often. Nothing here decides when anybody meets.
"""

from __future__ import annotations

from datetime import date, time

from babel.dates import format_skeleton
from babel.lists import format_list

from erm.core.language import babel_locale, has, say
from erm.one_on_ones.recurrence import WEEKDAYS, Frequency, Rule, mean_days, parsed

_WORKING_DAYS = tuple((0, weekday) for weekday in range(5))
_EVERY_MONTH_HAS = 28
_A_LEAP_YEAR = 2024


def rhythm_in_words(language: str, rrule: str, anchor: date, minutes: int) -> str:
    """The rule (spelt out) that counts from a day, and the hour, for somebody who reads it."""
    days = _days(language, parsed(rrule))
    if days is None:
        days = say(language, "rhythm.general", count=mean_days(rrule, anchor))
    return say(language, "rhythm.at", days=days, time=wall_time(minutes))


def wall_time(minutes: int) -> str:
    """``"HH:MM"``, minutes after midnight."""
    return time(*divmod(minutes, 60)).isoformat("minutes")


def _days(language: str, rule: Rule) -> str | None:
    """On which days, if there is a sentence for it."""
    if rule.positions and not _first_or_last_working_day(rule):
        return None
    if rule.months and rule.frequency is not Frequency.YEARLY:
        return None
    match rule.frequency:
        case Frequency.DAILY:
            return _daily(language, rule)
        case Frequency.WEEKLY:
            return _weekly(language, rule)
        case Frequency.MONTHLY:
            return _monthly(language, rule)
        case Frequency.YEARLY:
            return _yearly(language, rule)


def _daily(language: str, rule: Rule) -> str | None:
    if rule.days or rule.month_days:
        return None
    if rule.interval == 1:
        return say(language, "rhythm.daily")
    return say(language, "rhythm.every_days", count=rule.interval)


def _weekly(language: str, rule: Rule) -> str:
    if rule.interval == 1 and len(rule.days) == len(WEEKDAYS):
        return say(language, "rhythm.daily")
    if rule.interval == 1 and rule.days == _WORKING_DAYS:
        return say(language, "rhythm.working_days")
    weekdays = _listed(
        language, [say(language, f"rhythm.weekday.{WEEKDAYS[day]}") for _, day in rule.days]
    )
    if rule.interval == 1:
        return say(language, "rhythm.weekly", weekdays=weekdays)
    if rule.interval == 2:
        return say(language, "rhythm.two_weekly", weekdays=weekdays)
    return say(language, "rhythm.every_weeks", weekdays=weekdays, count=rule.interval)


def _monthly(language: str, rule: Rule) -> str | None:
    if rule.days and not rule.month_days and not rule.positions:
        return _on_weekdays(language, rule)
    days = _in_month(language, rule)
    if days is None:
        return None
    if max(rule.month_days, default=0) > _EVERY_MONTH_HAS:
        return days if rule.interval == 1 else None
    if rule.interval == 1:
        return say(language, "rhythm.each_month", days=days)
    return say(language, "rhythm.every_months", days=days, count=rule.interval)


def _on_weekdays(language: str, rule: Rule) -> str | None:
    places = [f"{nth}.{WEEKDAYS[day]}" for nth, day in rule.days]
    if not all(has(language, f"rhythm.on.{place}") for place in places):
        return None
    if rule.interval == 1 and len(places) == 1:
        return say(language, f"rhythm.each.{places[0]}")
    days = _listed(language, [say(language, f"rhythm.on.{place}") for place in places])
    if rule.interval == 1:
        return say(language, "rhythm.each_month", days=days)
    return say(language, "rhythm.every_months", days=days, count=rule.interval)


def _in_month(language: str, rule: Rule) -> str | None:
    """Which days of a month, but for weekdays."""
    if rule.positions:
        last = rule.positions == (-1,)
        return say(language, f"rhythm.on_{'last' if last else 'first'}_working_day")
    if rule.days:
        return None
    if rule.month_days == (-1,):
        return say(language, "rhythm.on_last_day")
    if min(rule.month_days) < 0:
        return None
    numbers = [say(language, "rhythm.day_number", day=day) for day in rule.month_days]
    if rule.month_days[-1] > _EVERY_MONTH_HAS:
        if len(numbers) > 1:
            return None
        return say(language, "rhythm.on_day_if_any", days=numbers[0])
    return say(language, "rhythm.on_day", days=_listed(language, numbers), count=len(numbers))


def _yearly(language: str, rule: Rule) -> str | None:
    simple = len(rule.months) == len(rule.month_days) == 1 and not rule.days and not rule.positions
    if not simple or rule.interval > 1 or rule.month_days[0] < 0:
        return None
    day = date(_A_LEAP_YEAR, rule.months[0], rule.month_days[0])
    return say(
        language, "rhythm.yearly", date=format_skeleton("MMMMd", day, locale=babel_locale(language))
    )


def _first_or_last_working_day(rule: Rule) -> bool:
    return (
        rule.frequency is Frequency.MONTHLY
        and rule.days == _WORKING_DAYS
        and not rule.month_days
        and rule.positions in ((1,), (-1,))
    )


def _listed(language: str, words: list[str]) -> str:
    return format_list(words, locale=babel_locale(language))
