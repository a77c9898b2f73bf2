"""Mail that puts one-on-ones into the calendars of the two: one for each fact that changes them.

Each is written as the person who reads it, in the transaction of what it tells of. An iCalendar
object may speak of one rhythm only (RFC 5546, 3.2), so a change of rhythm is two mails: one ends the
old one, and one invites to the new one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from tortoise.expressions import F

from erm.access.actors import actor_for
from erm.core.actor import Actor, ActorKind
from erm.core.clock import now
from erm.core.events import Bus
from erm.core.language import say
from erm.mail.commands import queue_mail
from erm.mail.links import Links
from erm.mail.message import sender_parts
from erm.mail.rendering import render_with
from erm.mail.unsubscribing import Subscription, unsubscribe_token
from erm.notifications.mailing import mailing_of
from erm.notifications.rules import NotificationKind
from erm.one_on_ones import calendar, segments
from erm.one_on_ones.calendar import Invitation, Method, Party, Reading, Segment
from erm.one_on_ones.events import (
    FormerRhythm,
    MeetingHeld,
    MeetingMoved,
    MeetingNotHeld,
    MeetingSkipped,
    SeriesChanged,
    SeriesEnded,
    SeriesPaused,
    SeriesResumed,
    SeriesStarted,
    SkipUndone,
)
from erm.one_on_ones.models import OneOnOneMeeting, OneOnOneSeries, SkippedDay
from erm.one_on_ones.recurrence import between, rule_of
from erm.one_on_ones.rhythm_words import rhythm_in_words
from erm.one_on_ones.rules import wall_clock
from erm.one_on_ones.wording import day_words, when_words
from erm.people.queries import people_by_ids
from erm.people.views import PersonView
from erm.settings import Settings

KIND = "calendar"
Told = datetime | date | Segment
"""What a line of a mail can tell: a time, a day, a rhythm."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a mail: what it is, and when. ``gone``: it is not so any more."""

    label: str
    value: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class _Pair:
    """A series with what its calendar shows. ``open_at`` is when the open meeting is."""

    series: dict[str, Any]
    segment: Segment | None
    meeting_id: UUID | None
    open_at: datetime | None


@dataclass(frozen=True, slots=True)
class _News:
    """What is told: its kind, the times in it by the label of each, and the calendar object."""

    kind: str
    by_id: UUID
    method: Method
    sequence: int
    uid: UUID
    write: Callable[[Invitation], str]
    when: datetime | None = None
    facts: tuple[tuple[str, Told], ...] = ()
    gone: frozenset[str] = field(default_factory=frozenset)
    intro: str | None = None
    note: bool = False


class Invitations:
    """Hears what changes calendars and queues the mail about it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._links = Links(settings.public_url)
        self._organizer = Party(settings.company_name, sender_parts(settings.mail_from)[1])

    def subscribe(self, bus: Bus) -> None:
        """Listen."""
        bus.subscribe(SeriesStarted, self.started)
        bus.subscribe(SeriesChanged, self.changed)
        bus.subscribe(SeriesEnded, self.ended)
        bus.subscribe(SeriesPaused, self.paused)
        bus.subscribe(SeriesResumed, self.resumed)
        bus.subscribe(MeetingMoved, self.moved)
        bus.subscribe(MeetingSkipped, self.skipped)
        bus.subscribe(SkipUndone, self.unskipped)
        bus.subscribe(MeetingHeld, self.closed)
        bus.subscribe(MeetingNotHeld, self.closed)

    async def started(self, event: SeriesStarted) -> None:
        """Invite to a new series."""
        pair = await self._pair(event.series_id, revise=False)
        await self._tell_whole(
            pair, "started", event, (("first", pair.open_at), ("rhythm", pair.segment))
        )

    async def changed(self, event: SeriesChanged) -> None:
        """End the old rhythm in calendars, and invite to the new one."""
        pair = await self._pair(event.series_id, revise=False)
        await self._end_former(pair, event.former, event)
        facts = (
            ("before", segments.former_segment(event.former, (), ())),
            ("now", pair.segment),
            ("next", pair.open_at),
        )
        await self._tell_whole(pair, "changed", event, facts)

    async def ended(self, event: SeriesEnded) -> None:
        """Take a series out of calendars."""
        pair = await self._pair(event.series_id)
        segment = pair.segment or _bare(pair.series)
        intro = "manager_changed" if event.manager_changed else "left" if event.left else None
        await self._tell(
            pair,
            event,
            _News(
                kind="ended",
                by_id=event.by_id,
                method=Method.CANCEL,
                sequence=segment.sequence,
                uid=segment.uid,
                write=lambda invitation: calendar.cancelled(invitation, segment),
                intro=intro,
                note=True,
            ),
        )

    async def paused(self, event: SeriesPaused) -> None:
        """Take the meetings of a pause out of calendars."""
        pair = await self._pair(event.series_id)
        facts: list[tuple[str, Told | None]] = [("from", event.paused_from)]
        if event.paused_until is not None:
            facts += [("until", event.paused_until), ("next", pair.open_at)]
        await self._tell_whole(pair, "paused", event, tuple(facts), note=True)

    async def resumed(self, event: SeriesResumed) -> None:
        """Put the meetings after a pause back into calendars."""
        pair = await self._pair(event.series_id)
        await self._tell_whole(pair, "resumed", event, (("next", pair.open_at),))

    async def moved(self, event: MeetingMoved) -> None:
        """Tell of one meeting that is elsewhere than the rhythm has it."""
        pair = await self._pair(event.series_id)
        facts = (("before", event.planned_at), ("now", event.scheduled_at))
        segment = pair.segment
        if segment is None or event.skipped or event.place_changed:
            # Other days are touched, too: all of it anew.
            await self._tell_whole(pair, "moved", event, facts)
            return
        day, _ = wall_clock(event.planned_at, segment.time_zone)
        await self._tell(
            pair,
            event,
            _News(
                kind="moved",
                by_id=event.by_id,
                method=Method.REQUEST,
                sequence=segment.sequence,
                uid=segment.uid,
                write=lambda i: calendar.requested_once(i, segment, day, event.scheduled_at),
                when=event.scheduled_at,
                facts=facts if event.scheduled_at != event.planned_at else facts[1:],
                gone=frozenset({"before"}),
            ),
        )

    async def skipped(self, event: MeetingSkipped) -> None:
        """Take one meeting out of calendars."""
        pair = await self._pair(event.series_id)
        segment = pair.segment or _bare(pair.series)
        was = segment.instant(event.day)
        await self._tell(
            pair,
            event,
            _News(
                kind="skipped",
                by_id=event.by_id,
                method=Method.CANCEL,
                sequence=segment.sequence,
                uid=segment.uid,
                write=lambda invitation: calendar.cancelled_once(invitation, segment, event.day),
                when=was,
                facts=(("skipped", was), ("next", event.scheduled_at)),
                gone=frozenset({"skipped"}),
                note=True,
            ),
        )

    async def unskipped(self, event: SkipUndone) -> None:
        """Put one meeting back into calendars."""
        pair = await self._pair(event.series_id)
        await self._tell_whole(pair, "unskipped", event, (("next", pair.open_at),))

    async def closed(self, event: MeetingHeld | MeetingNotHeld) -> None:
        """Take a meeting out of calendars that was closed before its time."""
        if event.scheduled_at <= event.at:
            return
        pair = await self._pair(event.series_id)
        segment = pair.segment
        if segment is None:
            return
        (row,) = await OneOnOneMeeting.filter(id=event.meeting_id).values("planned_on")
        day: date = row["planned_on"]
        if segment.until is not None and day >= segment.until:
            return  # it waited in a pause, and is in no calendar
        await self._tell(
            pair,
            event,
            _News(
                kind="closed",
                by_id=event.by_id,
                method=Method.CANCEL,
                sequence=segment.sequence,
                uid=segment.uid,
                write=lambda invitation: calendar.cancelled_once(invitation, segment, day),
                when=event.scheduled_at,
                facts=_known(("skipped", event.scheduled_at), ("next", pair.open_at)),
                gone=frozenset({"skipped"}),
            ),
        )

    # ---- what is known ------------------------------------------------------------------------

    async def _pair(self, series_id: UUID, *, revise: bool = True) -> _Pair:
        """The series as it is now; ``revise`` counts one more revision of it in calendars."""
        if revise:
            await OneOnOneSeries.filter(id=series_id).update(
                calendar_sequence=F("calendar_sequence") + 1
            )
        (series,) = await OneOnOneSeries.filter(id=series_id).values(*segments.SERIES_COLUMNS)
        meetings = (
            await OneOnOneMeeting.filter(series_id=series_id, planned_on__gte=series["rhythm_from"])
            .order_by("number")
            .values("id", "planned_on", "scheduled_at", "closed_at", "open_series_id")
        )
        current = next((row for row in meetings if row["open_series_id"] is not None), None)
        left_out = await _left_out(series_id, meetings)
        if current is not None:
            anchor, zone = series["rhythm_from"], series["time_zone"]
            rule = rule_of(series["cadence"], anchor, series["rrule"])
            left_out += _passed_over(rule, anchor, zone, current["planned_on"], meetings)
        return _Pair(
            series=series,
            segment=segments.present_segment(series, left_out, _places(meetings)),
            meeting_id=None if current is None else current["id"],
            open_at=None if current is None else current["scheduled_at"],
        )

    async def _end_former(self, pair: _Pair, former: FormerRhythm, event: SeriesChanged) -> None:
        meetings = await OneOnOneMeeting.filter(
            series_id=event.series_id,
            planned_on__gte=former.rhythm_from,
            planned_on__lt=former.planned_on,
            open_series_id__isnull=True,
        ).values("planned_on", "scheduled_at", "closed_at")
        left_out = await _left_out(event.series_id, meetings)
        left_out += _passed_over(
            former.rrule, former.rhythm_from, former.time_zone, former.planned_on, meetings
        )
        old = segments.former_segment(former, left_out, _places(meetings))
        nothing_was = segments.is_over_before_it_began(old)
        write = calendar.cancelled if nothing_was else calendar.requested
        await self._tell(
            pair,
            event,
            _News(
                kind="former",
                by_id=event.by_id,
                method=Method.CANCEL if nothing_was else Method.REQUEST,
                sequence=old.sequence,
                uid=old.uid,
                write=lambda invitation: write(invitation, old),
            ),
        )

    # ---- telling ------------------------------------------------------------------------------

    async def _tell_whole(
        self,
        pair: _Pair,
        kind: str,
        event: Any,
        facts: tuple[tuple[str, Told | None], ...],
        *,
        note: bool = False,
    ) -> None:
        """Tell of a series with its calendar as a whole; a rhythm of which nothing is left is out."""
        segment = pair.segment
        whole = segment or _bare(pair.series)
        write = calendar.cancelled if segment is None else calendar.requested
        await self._tell(
            pair,
            event,
            _News(
                kind=kind,
                by_id=event.by_id,
                method=Method.CANCEL if segment is None else Method.REQUEST,
                sequence=whole.sequence,
                uid=whole.uid,
                write=lambda invitation: write(invitation, whole),
                when=pair.open_at,
                facts=_known(*facts),
                gone=frozenset({"before"}),
                note=note,
            ),
        )

    async def _tell(self, pair: _Pair, event: Any, news: _News) -> None:
        two = (pair.series["low_id"], pair.series["high_id"])
        mailing = await mailing_of(two, NotificationKind.MEETING_MOVED)
        for person_id, other_id in (two, two[::-1]):
            if person_id not in mailing.wanted:
                continue
            actor = await actor_for(person_id, ActorKind.DIGEST)
            if actor is None:
                continue
            people = await people_by_ids(actor, two)
            await self._write(
                pair,
                news,
                actor,
                people[person_id],
                people[other_id],
                event.at,
                stoppable=not mailing.required,
            )

    async def _write(
        self,
        pair: _Pair,
        news: _News,
        actor: Actor,
        reader: PersonView,
        other: PersonView,
        at: datetime,
        *,
        stoppable: bool,
    ) -> None:
        language, links = actor.locale, self._links
        link = links.one_on_ones if pair.meeting_id is None else links.meeting(pair.meeting_id)
        when = when_words(actor, news.when) if news.when is not None else ""
        names = {"name": other.name, "when": when}
        intro = news.intro or ("self" if news.by_id == actor.person_id else "other")
        unsubscribe_url = None
        if stoppable:
            unsubscribe_url = links.unsubscribe(
                unsubscribe_token(
                    actor.person_id, self._settings.secret_key, Subscription.CALENDAR_MAIL
                )
            )
        mail = render_with(
            KIND,
            language,
            say(language, f"calendar.{news.kind}.subject", **names),
            say(language, "calendar.preheader"),
            self._settings.company_name,
            {
                "title": say(language, f"calendar.{news.kind}.title", **names),
                "intro": say(language, f"calendar.{news.kind}.intro.{intro}", **names),
                "facts": [
                    Fact(
                        say(language, f"calendar.fact.{label}"),
                        _words(actor, value),
                        label in news.gone,
                    )
                    for label, value in news.facts
                ],
                "note": say(language, f"calendar.{news.kind}.note") if news.note else "",
                "link": link,
                "zone": actor.time_zone,
                "settings": links.settings,
                "unsubscribe": unsubscribe_url,
            },
        )
        invitation = Invitation(
            organizer=self._organizer,
            reader=Party(reader.name, reader.work_email),
            reading=Reading(
                language,
                Party(other.name, other.work_email),
                links.series(pair.series["id"]),
            ),
            stamp=at.replace(microsecond=0),
        )
        await queue_mail(
            dedupe_key=f"{KIND}:{news.uid}:{news.sequence}:{news.kind}:{actor.person_id}",
            kind=KIND,
            recipient_id=actor.person_id,
            to_address=reader.work_email or "",
            to_name=reader.name,
            language=language,
            subject=mail.subject,
            text=mail.text,
            html=mail.html,
            unsubscribe_url=unsubscribe_url,
            subject_kind="OneOnOneSeries",
            subject_id=pair.series["id"],
            calendar=news.write(invitation),
            calendar_method=news.method.value,
        )


async def _left_out(series_id: UUID, meetings: Sequence[segments.Row]) -> list[date]:
    """The days on which they do not meet: skipped ones, and those closed before their time."""
    skipped = await SkippedDay.filter(series_id=series_id).values_list("planned_on", flat=True)
    early = [
        row["planned_on"]
        for row in meetings
        if row["closed_at"] is not None and row["closed_at"] < row["scheduled_at"]
    ]
    return [*skipped, *early]


def _passed_over(
    rrule: str, anchor: date, time_zone: str, until: date, meetings: Sequence[segments.Row]
) -> list[date]:
    """Days to come before the open meeting's that are no meeting's: a pause ended after it had moved."""
    taken = {row["planned_on"] for row in meetings}
    today, _ = wall_clock(now(), time_zone)
    days = between(rrule, anchor, today, until - timedelta(days=1))
    return [day for day in days if day not in taken]


def _places(meetings: Sequence[segments.Row]) -> list[segments.Meeting]:
    return [(row["planned_on"], row["scheduled_at"]) for row in meetings]


def _known(*facts: tuple[str, Told | None]) -> tuple[tuple[str, Told], ...]:
    return tuple((label, value) for label, value in facts if value is not None)


def _bare(series: dict[str, Any]) -> Segment:
    """The rhythm of a series without its exceptions: enough to take it out of a calendar."""
    plain = series | {"paused_from": None, "paused_until": None}
    segment = segments.present_segment(plain, (), ())
    assert segment is not None  # noqa: S101 (only a pause leaves nothing)
    return segment


def _words(actor: Actor, value: Told) -> str:
    """A day, or a day and a time, on the reader's clocks; or a rhythm, on the clocks of its zone."""
    if isinstance(value, Segment):
        rhythm = rhythm_in_words(actor.locale, value.rrule, value.first_on, value.wall_minutes)
        if value.time_zone == actor.time_zone:
            return rhythm
        return say(actor.locale, "calendar.elsewhere", rhythm=rhythm, zone=value.time_zone)
    return when_words(actor, value) if isinstance(value, datetime) else day_words(actor, value)
