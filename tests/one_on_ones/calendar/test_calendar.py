"""Calendar objects say what erm means: read by Mozilla's ical.js and by dateutil, day by day.

Ten years, zones of both hemispheres, every kind of rhythm; skipped, moved and paused meetings.
"""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from dateutil.tz import resolve_imaginary, tzical
from hypothesis import given, settings
from hypothesis import strategies as st

from erm.one_on_ones import calendar
from erm.one_on_ones.calendar import Invitation, Party, Reading, Segment
from erm.one_on_ones.recurrence import between, day_after
from tests.one_on_ones.calendar.reader import TEN_YEARS, folded, lines_of, read

ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "America/Santiago",
    "Australia/Sydney",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Asia/Kolkata",
    "Asia/Jerusalem",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Europe/Dublin",
    "America/St_Johns",
]
RULES = [
    "FREQ=WEEKLY;BYDAY=TU",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH",
    "FREQ=WEEKLY;INTERVAL=3;BYDAY=SU;WKST=SU",
    "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;BYDAY=2WE",
    "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=31",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=DAILY;INTERVAL=10",
    "FREQ=YEARLY;BYMONTH=3,9;BYDAY=1MO",
]
CLOCKS = [0, 1 * 60 + 30, 2 * 60 + 30, 10 * 60, 14 * 60, 23 * 60 + 45]
BEGUN = date(2026, 11, 24)
STAMP = datetime(2026, 11, 22, 9, tzinfo=UTC)
UID = UUID("01a200b8-2393-747c-88fd-38a1590ca0a7")


def segment(rrule: str, zone: str, minutes: int = 600, **changes: object) -> Segment:
    values: dict[str, object] = {
        "uid": UID,
        "sequence": 3,
        "rrule": rrule,
        "first_on": day_after(rrule, BEGUN, BEGUN - timedelta(days=1)),
        "wall_minutes": minutes,
        "time_zone": zone,
    }
    return Segment(**(values | changes))  # type: ignore[arg-type]


def invitation(other: str = "Bo Test", **changes: object) -> Invitation:
    values: dict[str, object] = {
        "organizer": Party("Test company", "erm@erm.test"),
        "reader": Party("Ann Test", "ann@erm.test"),
        "reading": Reading("en", Party(other, "bo@erm.test"), "https://erm.test/one-on-ones/x"),
        "stamp": STAMP,
    }
    return Invitation(**(values | changes))  # type: ignore[arg-type]


def meant(of: Segment) -> list[datetime]:
    """The instants that erm means, by its own recurrence."""
    elsewhere = dict(of.moved)
    last = TEN_YEARS.date()
    return sorted(
        elsewhere.get(day, of.instant(day))
        for day in between(of.rrule, of.first_on, of.first_on, last)
        if day not in of.without
        and (of.until is None or day < of.until)
        and of.instant(day) <= TEN_YEARS
    )


def is_clear(of: Segment, instant: datetime) -> bool:
    """Whether the clocks show the hour of the rhythm just once on that day.

    In the one or two hours of a year that they skip or show twice RFC 5545 (3.3.5) means what erm
    means, and ical.js reads the other instant: the offset after a jump, the second of two.
    """
    day = instant.astimezone(ZoneInfo(of.time_zone)).date()
    wall = datetime.combine(day, datetime.min.time()) + timedelta(minutes=of.wall_minutes)
    first, second = (
        wall.replace(tzinfo=ZoneInfo(of.time_zone), fold=fold).utcoffset() for fold in (0, 1)
    )
    return first == second


# ---- ten years, day by day ----------------------------------------------------------------------


@pytest.mark.parametrize("zone", ZONES)
def test_every_rhythm_takes_place_for_ten_years_when_erm_means_it(zone: str) -> None:
    segments = [segment(rule, zone, minutes) for rule in RULES for minutes in CLOCKS]
    objects = [calendar.requested(invitation(), each) for each in segments]
    unclear = total = 0
    for each, found in zip(segments, read(*objects), strict=True):
        wanted = meant(each)
        assert len(found.event.starts) == len(wanted), "a meeting is doubled or lost"
        for read_at, meant_at in zip(found.event.starts, wanted, strict=True):
            total += 1
            if is_clear(each, meant_at):
                assert read_at == meant_at, (each.rrule, each.wall_minutes)
            else:
                unclear += 1
                assert abs(read_at - meant_at) <= timedelta(hours=1)
        assert found.zones == [zone]
    assert total > 10_000
    assert unclear < total / 500


@pytest.mark.parametrize("zone", ZONES)
def test_the_wall_clock_stays_where_it_is_across_every_change(zone: str) -> None:
    each = segment("FREQ=DAILY;INTERVAL=1", zone, 14 * 60 + 5)
    (found,) = read(calendar.requested(invitation(), each))
    shown = {start.astimezone(ZoneInfo(zone)).strftime("%H:%M") for start in found.event.starts}
    assert shown == {"14:05"}
    offsets = {start.astimezone(ZoneInfo(zone)).utcoffset() for start in found.event.starts}
    assert len(offsets) == (1 if zone == "Asia/Kolkata" else 2), "no change lies between"
    days = [start.astimezone(ZoneInfo(zone)).date() for start in found.event.starts]
    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]


@pytest.mark.parametrize("zone", ZONES)
def test_dateutil_finds_the_same_instants_for_ten_years(zone: str) -> None:
    """With the zone that stands in the object, not with one of its own; unclear hours included."""
    content = calendar.requested(invitation(), segment(RULES[0], zone))
    theirs = tzical(io.StringIO(content)).get(zone)
    for rule in RULES:
        for minutes in (0, 2 * 60 + 30, 14 * 60):
            each = segment(rule, zone, minutes)
            content = calendar.requested(invitation(), each)
            event = content.partition("BEGIN:VEVENT")[2]
            (written,) = [x for x in lines_of(event) if x.startswith("RRULE:")]
            start = datetime.combine(each.first_on, datetime.min.time())
            start += timedelta(minutes=minutes)
            walls = rrulestr(written, dtstart=start).between(
                start, TEN_YEARS.replace(tzinfo=None) + timedelta(days=2), inc=True
            )
            instants = [
                resolve_imaginary(wall.replace(tzinfo=theirs)).astimezone(UTC) for wall in walls
            ]
            assert [at for at in instants if at <= TEN_YEARS] == meant(each), (rule, minutes)


def test_skipped_paused_and_moved_meetings_are_left_out_and_moved() -> None:
    zone = "Europe/Berlin"
    plain = segment("FREQ=WEEKLY;BYDAY=TU", zone)
    skipped = [date(2026, 12, 29), date(2027, 3, 30), date(2027, 10, 26)]
    pause = list(between(plain.rrule, plain.first_on, date(2028, 6, 1), date(2028, 9, 30)))
    moved = (
        (date(2027, 3, 23), datetime(2027, 3, 29, 6, 30, tzinfo=UTC)),
        (date(2027, 10, 19), datetime(2027, 10, 31, 1, 30, tzinfo=UTC)),
        (date(2030, 1, 1), datetime(2030, 1, 2, 23, 15, tzinfo=UTC)),
    )
    each = segment(
        plain.rrule, zone, without=frozenset([*skipped, *pause]), moved=moved, until=None
    )
    (found,) = read(calendar.requested(invitation(), each))

    assert found.event.starts == meant(each)
    assert len(meant(plain)) - len(found.event.starts) == len(skipped) + len(pause)
    assert found.event.overrides == [
        (each.instant(day), at, at + calendar.LENGTH) for day, at in moved
    ]
    assert {end - start for _, start, end in found.event.instances} == {calendar.LENGTH}


@pytest.mark.parametrize("zone", ZONES)
def test_a_rhythm_that_ended_has_its_last_meeting_on_the_day_before(zone: str) -> None:
    each = segment("FREQ=DAILY;INTERVAL=1", zone, 23 * 60 + 45, until=date(2027, 4, 4))
    early = segment("FREQ=DAILY;INTERVAL=1", zone, 0, until=date(2027, 4, 4))
    for segment_, found in zip(
        (each, early),
        read(*(calendar.requested(invitation(), s) for s in (each, early))),
        strict=True,
    ):
        wanted = meant(segment_)
        assert len(found.event.starts) == len(wanted)
        assert [s for s in found.event.starts if is_clear(segment_, s)] == [
            s for s in wanted if is_clear(segment_, s)
        ]
        assert wanted[-1] == segment_.instant(date(2027, 4, 3))


def test_a_meeting_is_not_an_hour_off_after_a_daylight_saving_change() -> None:
    """The failure of others: an offset, or a list of dates that Outlook does not read."""
    each = segment("FREQ=WEEKLY;BYDAY=TU", "Europe/Berlin", 10 * 60)
    content = calendar.requested(invitation(), each)
    (found,) = read(content)
    by_day = {start.date(): start for start in found.event.starts}
    assert by_day[date(2027, 3, 23)].hour == 9
    assert by_day[date(2027, 3, 30)].hour == 8
    assert by_day[date(2027, 10, 26)].hour == 8
    assert by_day[date(2027, 11, 2)].hour == 9
    lines = lines_of(content)
    assert "DTSTART;TZID=Europe/Berlin:20261124T100000" in lines
    assert "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3" in lines
    assert "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10" in lines
    assert not any(line.startswith("RDATE") for line in lines)


# ---- what an object says ------------------------------------------------------------------------


def test_an_invitation_asks_nobody_and_names_both() -> None:
    (found,) = read(calendar.requested(invitation(), segment("FREQ=WEEKLY;BYDAY=TU", "UTC")))
    said = found.event.said
    assert (found.method, found.said["version"]) == ("REQUEST", "2.0")
    assert found.event.uid == str(UID)
    assert said["sequence"] == 3
    assert said["summary"] == "One-on-one with Bo Test"
    assert said["description"] == said["url"] == "https://erm.test/one-on-ones/x"
    assert (said["status"], said["transp"]) == ("CONFIRMED", "OPAQUE")
    assert said["dtstamp"] == STAMP.timestamp()
    assert [each["value"] for each in said["organizer"]] == ["mailto:erm@erm.test"]
    assert [(a["value"], a["cn"], a["partstat"], a["rsvp"]) for a in said["attendees"]] == [
        ("mailto:ann@erm.test", "Ann Test", "ACCEPTED", "FALSE"),
        ("mailto:bo@erm.test", "Bo Test", "ACCEPTED", "FALSE"),
    ]


def test_a_summary_is_in_the_language_of_the_reader() -> None:
    reading = Reading("ru", Party("Анна Иванова", "bo@erm.test"), "https://erm.test/x")
    content = calendar.requested(
        invitation(reading=reading), segment("FREQ=WEEKLY;BYDAY=TU", "UTC")
    )
    (found,) = read(content)
    assert found.event.said["summary"] == "Один на один: Анна Иванова"
    assert folded(content)


def test_a_moved_meeting_is_one_event_with_its_place_in_the_rhythm() -> None:
    each = segment("FREQ=WEEKLY;BYDAY=TU", "Europe/Berlin")
    at = datetime(2027, 4, 7, 12, tzinfo=UTC)
    (found,) = read(calendar.requested_once(invitation(), each, date(2027, 4, 6), at))
    assert found.method == "REQUEST"
    assert found.event.said["rrule"] is None
    assert found.event.overrides == [(each.instant(date(2027, 4, 6)), at, at + calendar.LENGTH)]


def test_a_skipped_meeting_is_cancelled_alone_and_an_ended_series_as_a_whole() -> None:
    each = segment("FREQ=WEEKLY;BYDAY=TU", "Europe/Berlin")
    one, whole = read(
        calendar.cancelled_once(invitation(), each, date(2027, 4, 6)),
        calendar.cancelled(invitation(), each),
    )
    for found in (one, whole):
        assert found.method == "CANCEL"
        assert found.event.said["status"] == "CANCELLED"
        assert found.event.uid == str(UID)
        assert found.event.said["sequence"] == 3
    assert [place for place, *_ in one.event.overrides] == [each.instant(date(2027, 4, 6))]
    assert whole.event.overrides == []


def test_a_colleague_whose_address_may_not_be_seen_is_not_named() -> None:
    reading = Reading("en", Party("Dee Test", None), "https://erm.test/x")
    (found,) = read(
        calendar.cancelled(invitation(reading=reading), segment("FREQ=WEEKLY;BYDAY=TU", "UTC"))
    )
    assert [a["value"] for a in found.event.said["attendees"]] == ["mailto:ann@erm.test"]


NASTY = st.text(
    st.one_of(
        st.characters(codec="utf-8", exclude_categories=("Cs",)),
        st.sampled_from('\r\n\t";:,\\^=\u2028\x85\x0b'),
    ),
    max_size=200,
)


@given(name=NASTY, company=NASTY)
@settings(max_examples=150, deadline=None)
def test_no_name_becomes_a_property(name: str, company: str) -> None:
    content = calendar.requested(
        invitation(name, organizer=Party(company, "erm@erm.test")),
        segment("FREQ=WEEKLY;BYDAY=TU", "Europe/Berlin"),
    )
    assert folded(content)
    names = [line.split(":")[0].split(";")[0] for line in lines_of(content)]
    plain = calendar.requested(invitation(), segment("FREQ=WEEKLY;BYDAY=TU", "Europe/Berlin"))
    assert names == [line.split(":")[0].split(";")[0] for line in lines_of(plain)]


@pytest.mark.parametrize(
    "name",
    [
        'Bo"\r\nATTACH:https://evil.test\r\nX-A:"',
        "Bo\nEND:VEVENT\nBEGIN:VALARM",
        'Bo";PARTSTAT="DECLINED',
        "Bo\\nEND:VEVENT",
        "Bo:mailto:evil@evil.test",
        "Бо, «Кавычки»; и двоеточие:",
    ],
)
def test_a_hostile_name_is_read_as_a_name(name: str) -> None:
    (found,) = read(
        calendar.requested(invitation(name), segment("FREQ=WEEKLY;BYDAY=TU", "Europe/Berlin"))
    )
    event = found.event
    assert sorted(event.said["names"]) == sorted(
        [
            "attendee",
            "description",
            "dtend",
            "dtstamp",
            "dtstart",
            "last-modified",
            "organizer",
            "rrule",
            "sequence",
            "status",
            "summary",
            "transp",
            "uid",
            "url",
        ]
    )
    assert [a["value"] for a in event.said["attendees"]] == [
        "mailto:ann@erm.test",
        "mailto:bo@erm.test",
    ]
    assert {a["partstat"] for a in event.said["attendees"]} == {"ACCEPTED"}
    clean = " ".join(name.split())
    assert event.said["summary"] == f"One-on-one with {clean}"
