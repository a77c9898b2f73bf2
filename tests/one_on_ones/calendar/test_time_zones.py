"""A zone in a calendar object tells the offset of every hour for ten years, to three readers."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from dateutil.tz import tzical

from erm.one_on_ones.time_zones import time_zone_component
from tests.one_on_ones.calendar.reader import folded

IRREGULAR = {
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/El_Aaiun",
    "Asia/Gaza",
    "Asia/Hebron",
    "Egypt",
}
"""Zones whose changes follow no rule of a year: those only may be written as dates."""


def written(name: str) -> bytes:
    content: bytes = time_zone_component(name, 2026).to_ical()
    return content


@pytest.mark.parametrize(
    "name",
    [
        "Europe/Berlin", "Europe/Dublin", "Europe/London", "America/New_York", "America/Santiago",
        "America/Asuncion", "America/Havana", "Australia/Sydney", "Australia/Lord_Howe",
        "Pacific/Auckland", "Pacific/Chatham", "Asia/Jerusalem", "Asia/Beirut", "Asia/Tehran",
        "Asia/Kolkata", "Africa/Casablanca", "Africa/Cairo", "Asia/Gaza", "America/Nuuk",
        "Antarctica/Troll", "UTC",
    ],
)  # fmt: skip
def test_another_reader_sees_the_same_offset_every_hour_around_every_change(name: str) -> None:
    text = "BEGIN:VCALENDAR\r\n" + written(name).decode() + "END:VCALENDAR\r\n"
    other = tzical(io.StringIO(text)).get(name)
    zone = ZoneInfo(name)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    wrong = []
    while at < datetime(2037, 1, 1, tzinfo=UTC):
        local = at.astimezone(zone)
        if local.fold == 0 and other.utcoffset(local.replace(tzinfo=None)) != local.utcoffset():
            wrong.append(at)
        at += timedelta(hours=1)
    # In the hour that the clocks show twice a reader that knows no fold may take either; none skips.
    assert not wrong, wrong[:5]


def test_only_zones_without_a_rule_are_written_as_dates() -> None:
    """Outlook reads rules alone. All zones take a while: a few of every region stand for them."""
    names = sorted(available_timezones())
    some = set(names[::7]) | IRREGULAR
    as_dates = {name for name in some if b"RDATE" in written(name)}
    assert as_dates <= IRREGULAR
    assert as_dates


@pytest.mark.parametrize("name", ["Africa/Casablanca", "Europe/Berlin", "Asia/Jerusalem"])
def test_lines_are_folded(name: str) -> None:
    assert folded(written(name))
