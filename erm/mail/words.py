"""Words that mail of several domains shares."""

from __future__ import annotations

import functools
from datetime import date

from babel.dates import format_date, format_skeleton

from erm.core.clock import today
from erm.core.language import babel_locale, say


def last_day_words(language: str, day: date) -> str:
    """A day with its weekday, for after "by" and "until": "Friday 27 November", «пятницы, 27 ноября».

    The year stands in it where it is not the present one.
    """
    return _last_day_words(language, day, day.year != today().year)


# Mail to many people speaks of the same few days: Babel is asked once for each.
@functools.lru_cache(maxsize=1_024)
def _last_day_words(language: str, day: date, with_year: bool) -> str:
    locale = babel_locale(language)
    return say(
        language,
        "mail.day",
        weekday=say(language, f"mail.day.{day.weekday()}"),
        day=format_date(day, "long", locale=locale)
        if with_year
        else str(format_skeleton("MMMMd", day, locale=locale)),
    )
