"""Walking rhythms through the years, by clocks that are not whenever's."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from erm.one_on_ones.rhythm import Rhythm

ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Pacific/Auckland",
    "America/Sao_Paulo",
    "America/Santiago",
    "Africa/Casablanca",
    "Asia/Kolkata",
    "Pacific/Apia",
    "America/Nuuk",
)
"""Both hemispheres, half an hour of summer time, history, Ramadan, none, a day left out."""


def on_the_wall(instant: datetime, zone: str) -> datetime:
    """What the clocks of a zone show, by the standard library."""
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def skipped_by_clocks(day: date, minutes: int, zone: str) -> bool:
    """Whether the clocks of a zone never show a time on a day."""
    local = datetime(
        day.year, day.month, day.day, minutes // 60, minutes % 60, tzinfo=ZoneInfo(zone)
    )
    return on_the_wall(local.astimezone(UTC), zone) != local.replace(tzinfo=None)


def problems(rhythm: Rhythm, years: int) -> list[str]:
    """What is wrong with the meetings of a rhythm over some years; nothing, that is."""
    last = rhythm.anchor + timedelta(days=round(years * 365.25))
    days = list(rhythm.days(rhythm.anchor, last))
    instants = [rhythm.at(day) for day in days]
    found = []
    if sorted(set(instants)) != instants:
        found.append("doubled, or out of order")
    for day, instant in zip(days, instants, strict=True):
        wall = on_the_wall(instant, rhythm.time_zone)
        meant = datetime(day.year, day.month, day.day) + timedelta(minutes=rhythm.minutes)
        if skipped_by_clocks(day, rhythm.minutes, rhythm.time_zone):
            if not meant < wall <= meant + timedelta(hours=3):
                found.append(f"{day}: a time that the clocks skip became {wall}")
        elif wall != meant:
            found.append(f"{day}: at {wall}, not {meant}")
        elif instant.astimezone(ZoneInfo(rhythm.time_zone)).fold:
            found.append(f"{day}: the second of two times")
    walked, day, moment = [], rhythm.anchor - timedelta(days=1), datetime(1900, 1, 1, tzinfo=UTC)
    while (day := rhythm.first_after(day, moment)) <= last:
        walked.append(day)
        moment = rhythm.at(day)
    if walked != days:
        found.append(f"walked {sorted({*walked} ^ {*days})[:5]} otherwise")
    return found
