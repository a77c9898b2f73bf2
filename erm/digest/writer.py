"""Words of a digest: in its reader's language, on their clock."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton, format_time
from babel.lists import format_list

from erm.core.actor import Actor
from erm.core.clock import today
from erm.core.language import babel_locale, say
from erm.digest.lines import Linked
from erm.digest.needs import Need
from erm.mail.acting import VALID_FOR, MailAct, act_token
from erm.mail.links import Links
from erm.people.views import PersonView
from erm.relationships.rules import shorten

TITLE_LIMIT = 90


class Writer:
    """Turns names, days and words into sentences for one reader."""

    def __init__(
        self, actor: Actor, links: Links, people: Mapping[UUID, PersonView], secret_key: str
    ) -> None:
        self.language = actor.locale
        self.links = links
        self.viewer = actor.person_id
        self.report_ids = actor.report_ids
        self.zone = ZoneInfo(actor.time_zone)
        self.today = today(actor.time_zone)
        self.secret_key = secret_key
        self._people = people

    def say(self, key: str, **params: Any) -> str:
        """The sentence ``digest.<key>``."""
        return say(self.language, f"digest.{key}", **params)

    def name(self, person_id: UUID | None) -> str:
        """What somebody is called."""
        person = None if person_id is None else self._people.get(person_id)
        return "" if person is None else person.name

    def listed(self, names: Sequence[str]) -> str:
        """Names in a row, as the language joins them."""
        return format_list(list(names), locale=babel_locale(self.language))

    def day(self, day: date | None) -> str:
        """A day, with its weekday; empty for none."""
        return "" if day is None else day_in_words(self.language, day)

    def day_of(self, instant: datetime) -> str:
        """The reader's day of an instant."""
        return self.day(instant.astimezone(self.zone).date())

    def moment(self, instant: datetime) -> str:
        """The reader's day and time of an instant."""
        at = instant.astimezone(self.zone)
        clock = clock_in_words(self.language, at.hour, at.minute)
        return self.say("line.at", day=self.day(at.date()), time=clock)

    def short(self, text: str) -> str:
        """The beginning of what somebody wrote."""
        return shorten(text, TITLE_LIMIT)

    def act(self, act: MailAct, subject_id: UUID, words: str) -> Linked:
        """A link that prepares an act of the reader, to be confirmed with one click."""
        until = self.today + VALID_FOR
        token = act_token(self.viewer, act, subject_id, until, self.secret_key)
        return self.say(f"act.{words}"), self.links.act(token)

    def quote(self, text: str) -> str:
        """The same in quotation marks."""
        return self.say("line.quote", text=self.short(text))

    def facts(self, *told: str) -> tuple[str, ...]:
        """Short facts on one line; nothing where there is none."""
        some = [each for each in told if each]
        return (" · ".join(some),) if some else ()

    def due(self, need: Need) -> tuple[str, ...]:
        """Until when, or since when, something is due."""
        return self.due_on(need.due_on, overdue=need.overdue)

    def due_on(self, day: date | None, *, overdue: bool) -> tuple[str, ...]:
        """Until when something is due, or for how long it has been; nothing without a day."""
        if day is None:
            return ()
        if overdue:
            return (self.say("line.overdue", count=(self.today - day).days),)
        if day == self.today:
            return (self.say("line.due_today"),)
        return (self.say("line.due", day=self.day(day)),)


# A batch of digests speaks of the same few days and hours: Babel is asked once for each.
@functools.lru_cache(maxsize=4_096)
def day_in_words(language: str, day: date) -> str:
    """``Tue 24 Nov``."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return str(format_skeleton("MMMEd", noon, locale=babel_locale(language)))


@functools.lru_cache(maxsize=4_096)
def clock_in_words(language: str, hour: int, minute: int) -> str:
    """``9:05`` or ``09:05``, as the language has it."""
    return format_time(time(hour, minute), "short", locale=babel_locale(language))
