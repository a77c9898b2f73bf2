from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erm.core.errors import DomainError
from erm.core.language import catalogue, languages
from erm.one_on_ones.recurrence import WEEKDAYS, checked_rule, rule_of
from erm.one_on_ones.rhythm_words import rhythm_in_words, wall_time
from erm.one_on_ones.rules import Cadence

TUESDAY = date(2026, 3, 3)


def words(language: str, rrule: str) -> str:
    kept = checked_rule(Cadence.CUSTOM, rrule, TUESDAY)
    return rhythm_in_words(language, rule_of(Cadence.CUSTOM, TUESDAY, kept), TUESDAY, 600)


@pytest.mark.parametrize(
    ("cadence", "anchor", "en", "ru"),
    [
        (Cadence.WEEKLY, TUESDAY, "every Tuesday at 09:05", "по вторникам в 09:05"),
        (
            Cadence.EVERY_TWO_WEEKS,
            date(2026, 3, 4),
            "every two weeks on Wednesday at 09:05",
            "раз в две недели по средам в 09:05",
        ),
        (
            Cadence.MONTHLY,
            date(2026, 3, 10),
            "on the second Tuesday of every month at 09:05",
            "каждый второй вторник месяца в 09:05",
        ),
        (
            Cadence.MONTHLY,
            date(2026, 1, 30),
            "on the last Friday of every month at 09:05",
            "каждую последнюю пятницу месяца в 09:05",
        ),
    ],
)
def test_standard_rhythms_in_words(cadence: Cadence, anchor: date, en: str, ru: str) -> None:
    rule = rule_of(cadence, anchor)
    assert rhythm_in_words("en", rule, anchor, 9 * 60 + 5) == en
    assert rhythm_in_words("ru", rule, anchor, 9 * 60 + 5) == ru


@pytest.mark.parametrize(
    ("rrule", "en", "ru"),
    [
        ("FREQ=WEEKLY;BYDAY=MO,TH", "every Monday and Thursday", "по понедельникам и четвергам"),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR",
            "every two weeks on Monday, Wednesday and Friday",
            "раз в две недели по понедельникам, средам и пятницам",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU",
            "every 3 weeks on Tuesday",
            "раз в 3 недели по вторникам",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=5;BYDAY=SU",
            "every 5 weeks on Sunday",
            "раз в 5 недель по воскресеньям",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=21;BYDAY=SA",
            "every 21 weeks on Saturday",
            "раз в 21 неделю по субботам",
        ),
        (
            "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
            "every day from Monday to Friday",
            "каждый день с понедельника по пятницу",
        ),
        ("FREQ=DAILY", "every day", "каждый день"),
        ("FREQ=DAILY;INTERVAL=3", "every 3 days", "раз в 3 дня"),
        ("FREQ=DAILY;INTERVAL=10", "every 10 days", "раз в 10 дней"),
        (
            "FREQ=MONTHLY;BYDAY=1WE",
            "on the first Wednesday of every month",
            "каждую первую среду месяца",
        ),
        (
            "FREQ=MONTHLY;BYDAY=3SU",
            "on the third Sunday of every month",
            "каждое третье воскресенье месяца",
        ),
        (
            "FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU",
            "every 2 months on the second Tuesday",
            "раз в 2 месяца во второй вторник",
        ),
        (
            "FREQ=MONTHLY;BYDAY=1MO,3MO",
            "on the first Monday and on the third Monday of every month",
            "каждый месяц в первый понедельник и в третий понедельник",
        ),
        ("FREQ=MONTHLY;BYMONTHDAY=15", "on day 15 of every month", "каждый месяц 15-го числа"),
        (
            "FREQ=MONTHLY;BYMONTHDAY=1,15",
            "on days 1 and 15 of every month",
            "каждый месяц 1-го и 15-го числа",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=31",
            "on day 31, in the months that have it,",
            "31-го числа, если оно есть в месяце,",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=-1",
            "on the last day of every month",
            "каждый месяц в последний день",
        ),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "on the last weekday (Monday to Friday) of every month",
            "каждый месяц в последний будний день",
        ),
        ("FREQ=YEARLY", "every year on 3 March", "каждый год 3 марта"),
        (
            "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=MO,TU,WE",
            "by a rule of your own, about every 70 days,",
            "по особому правилу, примерно раз в 70 дней,",
        ),
        (
            "FREQ=MONTHLY;BYMONTH=1,2,3;BYDAY=1MO",
            "by a rule of your own, about every 133 days,",
            "по особому правилу, примерно раз в 133 дня,",
        ),
    ],
)
def test_custom_rhythms_in_words(rrule: str, en: str, ru: str) -> None:
    assert words("en", rrule) == f"{en} at 10:00"
    assert words("ru", rrule) == f"{ru} в 10:00"


RUSSIAN = {
    "MO": ("понедельник", "m"),
    "TU": ("вторник", "m"),
    "WE": ("среду", "f"),
    "TH": ("четверг", "m"),
    "FR": ("пятницу", "f"),
    "SA": ("субботу", "f"),
    "SU": ("воскресенье", "n"),
}
ENDINGS = {"m": ("каждый", "ый ой ий"), "f": ("каждую", "ую юю ью"), "n": ("каждое", "ое ее ье")}


@pytest.mark.parametrize("day", WEEKDAYS)
@pytest.mark.parametrize("nth", [1, 2, 3, 4, 5, -1, -2])
def test_in_russian_the_place_in_a_month_agrees_with_its_weekday(nth: int, day: str) -> None:
    weekday, gender = RUSSIAN[day]
    each, endings = ENDINGS[gender]
    once = words("ru", f"FREQ=MONTHLY;BYDAY={nth}{day}").split()
    assert (once[0], once[2], once[3]) == (each, weekday, "месяца")
    assert once[1].endswith(tuple(endings.split()))
    twice = words("ru", f"FREQ=MONTHLY;INTERVAL=2;BYDAY={nth}{day}").split()
    assert twice[5:7] == [once[1], weekday]
    assert twice[4] == ("во" if once[1].startswith("вт") else "в")
    assert "every month" in words("en", f"FREQ=MONTHLY;BYDAY={nth}{day}")


@given(
    st.sampled_from(["WEEKLY", "MONTHLY", "YEARLY", "DAILY"]),
    st.integers(1, 13),
    st.sampled_from(["", ";BYDAY=MO,FR", ";BYMONTHDAY=2", ";BYMONTHDAY=-2", ";BYMONTH=5"]),
)
@settings(deadline=None, max_examples=100)
def test_every_rule_that_can_be_kept_has_a_sentence(
    frequency: str, interval: int, rest: str
) -> None:
    try:
        kept = checked_rule(Cadence.CUSTOM, f"FREQ={frequency};INTERVAL={interval}{rest}", TUESDAY)
    except DomainError:
        return
    for language in languages():
        text = rhythm_in_words(language, rule_of(Cadence.CUSTOM, TUESDAY, kept), TUESDAY, 600)
        assert text.endswith("10:00")
        assert "{" not in text


def test_both_languages_have_the_same_sentences_about_rhythms() -> None:
    keys = {
        language: {key for key in catalogue(language) if key.startswith("rhythm.")}
        for language in languages()
    }
    assert keys["en"] == keys["ru"]


def test_the_hour_on_the_wall_has_two_digits_and_two() -> None:
    assert [wall_time(minutes) for minutes in (0, 65, 600, 1439)] == [
        "00:00",
        "01:05",
        "10:00",
        "23:59",
    ]
