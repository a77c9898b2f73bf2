"""Words that mail of cycles shares: deadlines on the reader's clocks, the terms in two lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton, format_time

from erm.core.language import babel_locale, say
from erm.feedback.cycles.deadlines import end_of_day
from erm.feedback.cycles.models import CyclePerspective
from erm.feedback.cycles.rules import Perspective
from erm.mail.words import last_day_words


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom mail is written: their language and their clocks."""

    locale: str
    time_zone: str


def day_words(reader: Reader, day: date) -> str:
    """A day as the reader writes it, such as "Fri, 27 Nov 2026"."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(reader.time_zone))
    return str(format_skeleton("yMMMEd", noon, locale=babel_locale(reader.locale)))


def until_words(reader: Reader, until: date, cycle_zone: str) -> str:
    """A last day in words; where the reader's clocks show another time, also when that is for them."""
    end = end_of_day(until, cycle_zone)
    local = end.astimezone(ZoneInfo(reader.time_zone))
    theirs = end.astimezone(ZoneInfo(cycle_zone))
    if local.utcoffset() == theirs.utcoffset():
        return say(reader.locale, "cycle_mail.until", day=last_day_words(reader.locale, until))
    return say(
        reader.locale,
        "cycle_mail.until_elsewhere",
        day=day_words(reader, until),
        zone=cycle_zone,
        local_day=day_words(reader, local.date()),
        local_time=format_time(local, "short", locale=babel_locale(reader.locale)),
    )


def promises(locale: str, perspectives: Iterable[CyclePerspective]) -> list[str]:
    """The terms in two lines, or as many as there are minimums: who reads what with whose name."""
    named: list[Perspective] = []
    anonymous: dict[int, list[Perspective]] = {}
    for row in perspectives:
        if row.anonymous:
            anonymous.setdefault(row.minimum, []).append(row.kind)
        else:
            named.append(row.kind)
    found = []
    if named:
        words = _names(locale, named)
        found.append(say(locale, "cycle_mail.promise.named", perspectives=words))
    for minimum, kinds in sorted(anonymous.items()):
        found.append(
            say(
                locale,
                "cycle_mail.promise.anonymous",
                count=minimum,
                perspectives=_names(locale, kinds),
            )
        )
    return found


def _names(locale: str, kinds: Iterable[Perspective]) -> str:
    return ", ".join(say(locale, f"cycle_mail.perspective.{kind.value}") for kind in kinds)
