"""One-on-ones as calendar programs read them: objects of RFC 5545, for mail (RFC 5546) and the feed.

Pure: values in, text out. An object holds who meets whom, when, and a link; never a word of what is
talked about. Times stand on the wall: ``DTSTART;TZID=…`` with the zone's rules beside it, so that the
programs, too, let a change of the clocks move nothing.

Where two readings are possible: a time that the clocks skip in spring is read with the offset from
before the change, and one that they show twice as the first (RFC 5545, 3.3.5): the very instants of
:func:`erm.one_on_ones.rules.instant_of`. That section 3.3.10 also has a sentence by which such a
meeting would be left out is a contradiction of the standard's own; no program that we know follows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vRecur

from erm.core.language import say
from erm.mail.message import NAME_LIMIT, SUBJECT_LIMIT, clean_header, usable_address
from erm.one_on_ones.rules import instant_of, wall_clock
from erm.one_on_ones.time_zones import time_zone_component

PRODID = "-//erm//one-on-ones//EN"
LENGTH = timedelta(minutes=30)
"""How long a meeting is in calendars. erm plans when two people meet, not for how long."""
NOT_STAMPED = datetime(1970, 1, 1, tzinfo=UTC)
"""The time stamp of a feed as it is made; see :func:`stamped`."""


class Method(StrEnum):
    """What a calendar object in a mail asks the reader's program to do."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in a calendar object. Without an address they are not named as taking part."""

    name: str
    address: str | None


@dataclass(frozen=True, slots=True)
class Segment:
    """A rhythm as calendars know it, under one UID.

    Meetings are on the days of ``rrule`` counted from ``first_on``, which is one of them, at
    ``wall_minutes`` after midnight on the clocks of ``time_zone``; not on the days ``without``; none
    from the day ``until`` on. ``moved`` tells of single meetings that are at another instant than
    their day has.
    """

    uid: UUID
    sequence: int
    rrule: str
    first_on: date
    wall_minutes: int
    time_zone: str
    until: date | None = None
    without: frozenset[date] = frozenset()
    moved: tuple[tuple[date, datetime], ...] = ()

    def instant(self, day: date) -> datetime:
        """The instant (UTC) of the rhythm's meeting on a day."""
        return instant_of(day, self.wall_minutes, self.time_zone)


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads a calendar object: in which language, of meetings with whom, and where more is told."""

    language: str
    other: Party
    link: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """What every mail about a series has in common."""

    organizer: Party
    reader: Party
    reading: Reading
    stamp: datetime


def requested(invitation: Invitation, segment: Segment) -> str:
    """REQUEST for a whole rhythm with all its exceptions: the first one, or the present state of it."""
    zone = _Zone(segment)
    events = [_master(segment, zone, invitation.reading, invitation.stamp)]
    events += [
        _instance(segment, zone, day, at, invitation.reading, invitation.stamp)
        for day, at in segment.moved
    ]
    return _mail(Method.REQUEST, invitation, zone, events)


def requested_once(invitation: Invitation, segment: Segment, day: date, at: datetime) -> str:
    """REQUEST for the one meeting of a day of the rhythm, which is now at an instant."""
    zone = _Zone(segment)
    event = _instance(segment, zone, day, at, invitation.reading, invitation.stamp)
    return _mail(Method.REQUEST, invitation, zone, [event])


def cancelled(invitation: Invitation, segment: Segment) -> str:
    """CANCEL for a whole rhythm."""
    zone = _Zone(segment)
    bare = replace(segment, without=frozenset(), moved=())
    event = _master(bare, zone, invitation.reading, invitation.stamp)
    return _mail(Method.CANCEL, invitation, zone, [event])


def cancelled_once(invitation: Invitation, segment: Segment, day: date) -> str:
    """CANCEL for the meeting of one day of the rhythm."""
    zone = _Zone(segment)
    at = segment.instant(day)
    event = _instance(segment, zone, day, at, invitation.reading, invitation.stamp)
    return _mail(Method.CANCEL, invitation, zone, [event])


@dataclass(frozen=True, slots=True)
class FeedSeries:
    """A rhythm that goes on, as its reader sees it."""

    segment: Segment
    reading: Reading


@dataclass(frozen=True, slots=True)
class FeedMeeting:
    """A meeting that took place."""

    uid: UUID
    at: datetime
    reading: Reading


def feed(name: str, series: Iterable[FeedSeries], meetings: Iterable[FeedMeeting]) -> bytes:
    """Everything that a person's calendar shows, without a time stamp of its own."""
    calendar = _calendar()
    calendar.add("x-wr-calname", clean_header(name, NAME_LIMIT))
    calendar.add("refresh-interval", timedelta(hours=1), {"value": "duration"})
    calendar.add("x-published-ttl", timedelta(hours=1))
    zones: dict[str, _Zone] = {}
    events: list[Event] = []
    for each in series:
        zone = _Zone(each.segment)
        known = zones.setdefault(each.segment.time_zone, zone)
        known.since = min(known.since, zone.since)
        events.append(_master(each.segment, zone, each.reading, NOT_STAMPED))
        events += [
            _instance(each.segment, zone, day, at, each.reading, NOT_STAMPED)
            for day, at in each.segment.moved
        ]
    for meeting in meetings:
        event = _event(meeting.uid, 0, meeting.reading, NOT_STAMPED)
        event.add("dtstart", meeting.at.astimezone(UTC))
        event.add("dtend", meeting.at.astimezone(UTC) + LENGTH)
        events.append(event)
    return _written(calendar, [zones[key] for key in sorted(zones)], events)


def stamped(content: bytes, changed_at: datetime) -> bytes:
    """A feed that says since when it has been as it is.

    The stamp is put in afterwards: whether a feed has changed is told by all the rest of it.
    """
    return content.replace(_stamp(NOT_STAMPED), _stamp(changed_at))


def _stamp(instant: datetime) -> bytes:
    return f"DTSTAMP:{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}\r\n".encode()


class _Zone:
    """A time zone of an object, and the year from which on it must be right."""

    def __init__(self, segment: Segment) -> None:
        self.name = segment.time_zone
        self.info = ZoneInfo(segment.time_zone)
        days = [segment.first_on, *(at.date() for _, at in segment.moved)]
        self.since = min(days).year


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODID)
    calendar.add("calscale", "GREGORIAN")
    return calendar


def _mail(method: Method, invitation: Invitation, zone: _Zone, events: Sequence[Event]) -> str:
    calendar = _calendar()
    calendar.add("method", method.value)
    for event in events:
        event.add("organizer", _address(invitation.organizer))
        for party in (invitation.reader, invitation.reading.other):
            if party.address is not None and usable_address(party.address):
                # Both have agreed to meet: nobody is asked, and no answer is waited for.
                event.add(
                    "attendee",
                    _address(
                        party,
                        cutype="INDIVIDUAL",
                        role="REQ-PARTICIPANT",
                        partstat="ACCEPTED",
                        rsvp="FALSE",
                    ),
                )
        event.add("status", "CANCELLED" if method is Method.CANCEL else "CONFIRMED")
        event.add("last-modified", invitation.stamp)
    return _written(calendar, [zone], events).decode()


def _written(calendar: Calendar, zones: Iterable[_Zone], events: Iterable[Event]) -> bytes:
    for zone in zones:
        calendar.add_component(time_zone_component(zone.name, zone.since))
    for event in events:
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _event(uid: UUID, sequence: int, reading: Reading, stamp: datetime) -> Event:
    event = Event()
    # A bare UUID, as RFC 7986 (5.3) wants it: no name of a host, which may change.
    event.add("uid", str(uid))
    event.add("dtstamp", stamp)
    event.add("sequence", sequence)
    name = clean_header(reading.other.name, NAME_LIMIT)
    summary = say(reading.language, "calendar.summary", name=name)
    event.add("summary", clean_header(summary, SUBJECT_LIMIT))
    event.add("description", reading.link)
    event.add("url", reading.link)
    event.add("transp", "OPAQUE")
    return event


def _master(segment: Segment, zone: _Zone, reading: Reading, stamp: datetime) -> Event:
    event = _event(segment.uid, segment.sequence, reading, stamp)
    start = _wall(segment, zone, segment.first_on)
    event.add("dtstart", start)
    event.add("dtend", start + LENGTH)
    rule = vRecur.from_ical(segment.rrule)
    if segment.until is not None:
        # The last moment of the day before: UNTIL stands in UTC where DTSTART has a zone.
        rule["UNTIL"] = [instant_of(segment.until, 0, segment.time_zone) - timedelta(seconds=1)]
    event.add("rrule", rule)
    if segment.without:
        event.add("exdate", [_wall(segment, zone, day) for day in sorted(segment.without)])
    return event


def _instance(
    segment: Segment, zone: _Zone, day: date, at: datetime, reading: Reading, stamp: datetime
) -> Event:
    event = _event(segment.uid, segment.sequence, reading, stamp)
    event.add("recurrence-id", _wall(segment, zone, day))
    start = _on_the_wall(segment, zone, at)
    event.add("dtstart", start)
    event.add("dtend", start + LENGTH)
    return event


def _on_the_wall(segment: Segment, zone: _Zone, at: datetime) -> datetime:
    """What the clocks show at an instant; the instant itself where they show that twice."""
    day, minutes = wall_clock(at, segment.time_zone)
    if instant_of(day, minutes, segment.time_zone) != at:
        return at.astimezone(UTC)
    return datetime(day.year, day.month, day.day, *divmod(minutes, 60), tzinfo=zone.info)


def _wall(segment: Segment, zone: _Zone, day: date) -> datetime:
    """What the clocks show; only that is written, and which instant it is follows from the zone."""
    hour, minute = divmod(segment.wall_minutes, 60)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone.info)


def _address(party: Party, **parameters: Any) -> vCalAddress:
    address = vCalAddress(f"mailto:{party.address}")
    name = clean_header(party.name, NAME_LIMIT)
    if name:
        address.params["cn"] = name.replace('"', "'")
    for key, value in parameters.items():
        address.params[key] = value
    return address
