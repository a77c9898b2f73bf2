"""Days, times and long texts as they stand in mail: in the reader's language, on their clocks."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton, format_time

from erm.core.actor import Actor
from erm.core.language import babel_locale, say

LINE_MAXIMUM = 160
"""Most characters of a line that quotes what somebody wrote."""


def day_words(reader: Actor, day: date) -> str:
    """A day, such as "Tue 24 Nov"."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(reader.time_zone))
    return str(format_skeleton("MMMEd", noon, locale=babel_locale(reader.locale)))


def when_words(reader: Actor, at: datetime) -> str:
    """A day and a time, such as "Tue 24 Nov, 14:00"."""
    local = at.astimezone(ZoneInfo(reader.time_zone))
    clock = format_time(local, "short", locale=babel_locale(reader.locale))
    return say(reader.locale, "calendar.at", day=day_words(reader, local.date()), time=clock)


def shortened(text: str) -> str:
    """The beginning of a text on one line, cut between words where it is long."""
    line = " ".join(text.split())
    if len(line) <= LINE_MAXIMUM:
        return line
    cut = line[:LINE_MAXIMUM]
    return (cut[: cut.rfind(" ")] if " " in cut[LINE_MAXIMUM // 2 :] else cut).rstrip() + "…"
