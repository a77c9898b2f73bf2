"""A calendar program that takes in mail: what it shows after all that was sent to a person.

It does with each object what RFC 5546 says, as ical.js reads it; erm is not asked.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from erm.mail.models import Mail
from tests.one_on_ones.calendar.reader import ReadCalendar, read


class CalendarProgram:
    """Events by UID: place in the rhythm -> start."""

    def __init__(self) -> None:
        self.events: dict[str, dict[datetime, datetime]] = {}
        self.sequences: dict[str, int] = {}

    def take(self, found: ReadCalendar) -> None:
        """Do what an object asks."""
        event = found.event
        uid, sequence = event.uid, int(event.said["sequence"])
        known = self.sequences.get(uid, -1)
        assert sequence > known, "an object that a program passes over as old"
        self.sequences[uid] = sequence
        whole = event.said["rrule"] is not None
        if found.method == "CANCEL" and whole:
            self.events.pop(uid, None)
        elif found.method == "CANCEL":
            for place, *_ in event.overrides:
                del self.events[uid][place]
        elif whole:
            self.events[uid] = {place: start for place, start, _ in event.instances}
        else:
            for place, start, _ in event.overrides:
                self.events[uid][place] = start

    def shows(self, since: datetime, until: datetime) -> list[datetime]:
        """When it shows meetings in a span."""
        starts = [at for places in self.events.values() for at in places.values()]
        return sorted(at for at in starts if since <= at <= until)


async def mails_to(person_id: UUID) -> list[Mail]:
    """Calendar mail of a person, in the order in which it was written."""
    return await Mail.filter(recipient_id=person_id, kind="calendar").order_by("id")


async def program_of(person_id: UUID, until: datetime) -> CalendarProgram:
    """The calendar of a person who got all their mail."""
    mails = await mails_to(person_id)
    program = CalendarProgram()
    found = read(*[mail.calendar or "" for mail in mails], until=until)
    for mail, each in zip(mails, found, strict=True):
        assert each.method == mail.calendar_method
        program.take(each)
    return program
