"""The calendar feed: a secret address at which a person's calendar reads their one-on-ones.

Whoever knows the address reads when the person meets whom, and nothing else: no word of what is
talked about. Only a hash of the secret in it is kept, and it can be revoked.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from erm.access.actors import actor_for
from erm.access.errors import SessionNeeded
from erm.access.rate_limits import count_attempt
from erm.access.rules import LimitedAction
from erm.access.secrets import new_secret, stored_form
from erm.audit import commands as audit
from erm.audit.rules import Action
from erm.core.actor import Actor, ActorKind
from erm.core.clock import now
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.language import say
from erm.mail.links import Links
from erm.one_on_ones import calendar, policy, segments
from erm.one_on_ones.calendar import FeedMeeting, FeedSeries, Party, Reading
from erm.one_on_ones.models import CalendarFeed, OneOnOneMeeting, OneOnOneSeries, SkippedDay
from erm.one_on_ones.rules import MeetingState
from erm.one_on_ones.views import CalendarFeedView
from erm.people.models import Person
from erm.people.queries import people_by_ids
from erm.settings import Settings

HELD_SINCE = timedelta(days=365)
"""For how long a meeting that took place is shown."""
READ_NOTED_EVERY = timedelta(hours=1)
"""When the feed was read is written down at most so often."""


@dataclass(frozen=True, slots=True)
class FeedContent:
    """What is read at the address of a feed, and since when it has been that."""

    content: bytes
    etag: str
    changed_at: datetime


async def create_calendar_feed(actor: Actor, *, public_url: str) -> tuple[CalendarFeedView, str]:
    """Make the actor's calendar feed; answers it and its address, which is told once.

    An address that there was before works no more. Raises ``SessionNeeded``.
    """
    if not policy.may_change_calendar_feed(actor):
        raise SessionNeeded
    # One after the other, whoever asks twice at once: a person has one feed.
    _ = await Person.filter(id=actor.person_id).select_for_update(no_key=True).only("id")
    await _revoke(actor.person_id)
    secret = new_secret()
    feed = CalendarFeed(
        id=new_id(),
        person_id=actor.person_id,
        active_person_id=actor.person_id,
        token_hash=stored_form(secret),
        created_at=now(),
    )
    await feed.save(force_create=True)
    _note(Action.CALENDAR_FEED_CREATED, actor, feed.id)
    view = CalendarFeedView(feed.id, feed.created_at, None)
    return view, Links(public_url).calendar_feed(secret)


async def revoke_calendar_feed(actor: Actor) -> bool:
    """Let the address of the actor's feed work no more. Answers whether there was one.

    Raises ``SessionNeeded``.
    """
    if not policy.may_change_calendar_feed(actor):
        raise SessionNeeded
    revoked = await _revoke(actor.person_id)
    if revoked:
        _note(Action.CALENDAR_FEED_REVOKED, actor, None)
    return revoked


def _note(action: Action, actor: Actor, feed_id: UUID | None) -> None:
    audit.append(action, actor_id=actor.person_id, subject_kind="CalendarFeed", subject_id=feed_id)


async def _revoke(person_id: UUID) -> bool:
    revoked = await CalendarFeed.filter(active_person_id=person_id).update(
        active_person_id=None, revoked_at=now()
    )
    return bool(revoked)


async def read_calendar_feed(
    token: str, settings: Settings, bus: Bus, *, address: str
) -> FeedContent | None:
    """What a person's calendar shows; None for a token of nobody who is there.

    Raises ``TooManyAttempts``: of one feed, or of addresses that were tried from one place.
    """
    rows = await CalendarFeed.filter(
        token_hash=stored_form(token), active_person_id__isnull=False
    ).values("id", "person_id", "content_hash", "changed_at", "last_read_at")
    actor = await actor_for(rows[0]["person_id"], ActorKind.DIGEST) if rows else None
    if actor is None:
        await count_attempt(bus, LimitedAction.CALENDAR_FEED, address=address)
        return None
    (feed,) = rows
    await count_attempt(bus, LimitedAction.CALENDAR_FEED, account=str(feed["id"]))
    content = await _content(actor, settings)
    content_hash = sha256(content).hexdigest()
    moment = now().replace(microsecond=0)
    changed_at = feed["changed_at"]
    if feed["content_hash"] != content_hash or changed_at is None:
        changed_at = moment
        await CalendarFeed.filter(id=feed["id"]).update(
            content_hash=content_hash, changed_at=moment, last_read_at=moment
        )
    elif feed["last_read_at"] is None or moment - feed["last_read_at"] >= READ_NOTED_EVERY:
        await CalendarFeed.filter(id=feed["id"]).update(last_read_at=moment)
    return FeedContent(
        content=calendar.stamped(content, changed_at),
        etag=f'"{content_hash[:32]}-{int(changed_at.timestamp()):x}"',
        changed_at=changed_at.astimezone(UTC),
    )


async def _content(actor: Actor, settings: Settings) -> bytes:
    series = (
        await OneOnOneSeries.filter(policy.readable_series(actor), ended_at__isnull=True)
        .order_by("id")
        .values(*segments.SERIES_COLUMNS)
    )
    current = {
        row["series_id"]: row
        for row in await OneOnOneMeeting.filter(
            policy.readable_meetings(actor), state=MeetingState.OPEN
        ).values("id", "series_id", "planned_on", "scheduled_at")
    }
    skipped = await _skipped([row["id"] for row in series])
    held = (
        await OneOnOneMeeting.filter(
            policy.readable_meetings(actor),
            Q(state=MeetingState.CLOSED, held=True, scheduled_at__gte=now() - HELD_SINCE),
        )
        .order_by("id")
        .values("id", "scheduled_at", "series__low_id", "series__high_id")
    )
    people = await people_by_ids(
        actor,
        [
            *(row[key] for row in series for key in ("low_id", "high_id")),
            *(row[key] for row in held for key in ("series__low_id", "series__high_id")),
        ],
    )
    links = Links(settings.public_url)

    def reading(low: UUID, high: UUID, link: str) -> Reading:
        other = people[high if low == actor.person_id else low]
        return Reading(actor.locale, Party(other.name, None), link)

    going_on, meetings = [], []
    for row in series:
        meeting = current.get(row["id"])
        if meeting is None:
            continue
        planned: tuple[date, datetime] = (meeting["planned_on"], meeting["scheduled_at"])
        segment = segments.present_segment(row, skipped[row["id"]], [planned], since=planned[0])
        if segment is None:
            continue
        told = reading(row["low_id"], row["high_id"], links.series(row["id"]))
        going_on.append(FeedSeries(segment, told))
        if segment.first_on != planned[0]:
            # From before rhythms were by rules: a meeting on a day of its own.
            meetings.append(FeedMeeting(meeting["id"], planned[1], told))
    for row in held:
        told = reading(row["series__low_id"], row["series__high_id"], links.meeting(row["id"]))
        meetings.append(FeedMeeting(row["id"], row["scheduled_at"], told))
    name = say(actor.locale, "calendar.feed.name", company=settings.company_name)
    # A year of many pairs takes a moment to write; others are answered meanwhile.
    return await asyncio.to_thread(calendar.feed, name, going_on, meetings)


async def _skipped(series_ids: Iterable[Any]) -> dict[UUID, list[date]]:
    days: dict[UUID, list[date]] = defaultdict(list)
    for series_id, day in await SkippedDay.filter(series_id__in=list(series_ids)).values_list(
        "series_id", "planned_on"
    ):
        days[series_id].append(day)
    return days
