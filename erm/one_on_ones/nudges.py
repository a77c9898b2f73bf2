"""Reminders by mail: what there is to talk about, before a meeting; and whether it was, after one.

A reminder is a notification and, for those who want that, a mail: each a row with a unique key, written
under a lock on its meeting: however many workers try, a person gets one for each time at which a meeting
is. Who wants no mail is told in erm, and where else they chose, at the usual time. Reminders are
written as the person who reads them. The words of a private point stay out of the mail, as they stay
out of the database in the clear: it tells how many there are.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from tortoise.expressions import F, Q

from erm.access.actors import actor_for
from erm.core.actor import Actor, ActorKind
from erm.core.clock import now, today
from erm.core.events import Bus
from erm.core.language import say
from erm.core.logging import describe
from erm.core.work import unit_of_work
from erm.mail.commands import queue_mail
from erm.mail.links import Links
from erm.mail.models import Mail
from erm.mail.rendering import Rendered, render_with
from erm.mail.rules import Urgency
from erm.mail.unsubscribing import Subscription, unsubscribe_token
from erm.notifications.commands import notify, once_key
from erm.notifications.mailing import mailing_of
from erm.notifications.models import Notification
from erm.notifications.rules import NotificationKind
from erm.one_on_ones import queries
from erm.one_on_ones.holding import both_active, rests
from erm.one_on_ones.models import ActionItem, OneOnOneMeeting, PrivateNotes, TalkingPoint
from erm.one_on_ones.queries.settings import leads_of
from erm.one_on_ones.reminders import (
    ASKED_WITHIN,
    REACH,
    due_after,
    due_before,
)
from erm.one_on_ones.rules import MeetingState, TalkingPointState, Visibility
from erm.one_on_ones.views import ActionItemView, TalkingPointView
from erm.one_on_ones.wording import day_words, shortened, when_words
from erm.people.models import Person
from erm.people.queries import people_by_ids, present
from erm.people.views import PersonView
from erm.settings import Settings

log = structlog.get_logger("erm.nudges")

BEFORE = "nudge_before"
AFTER = "nudge_after"
SUBJECT = "OneOnOneMeeting"
"""What the API calls that which a reminder is about."""
LINES = 7
"""How many lines of each kind a mail shows."""
_LOOKED_BACK = ASKED_WITHIN + timedelta(hours=48)
_AT_ONCE = 500

MEETING_COLUMNS = (
    "id",
    "series_id",
    "number",
    "planned_on",
    "scheduled_at",
    "low_active_at",
    "high_active_at",
    "series__low_id",
    "series__high_id",
    "series__paused_from",
    "series__paused_until",
)


@dataclass(frozen=True, slots=True)
class Nudge:
    """A reminder that is due: of which meeting, at which time of it, for whom."""

    kind: str
    meeting_id: UUID
    series_id: UUID
    scheduled_at: datetime
    person_id: UUID
    other_id: UUID

    @property
    def time(self) -> str:
        """What tells the times at which a meeting is: moved or skipped, it has another one."""
        return f"{self.scheduled_at:%Y%m%dT%H%MZ}"

    @property
    def dedupe_key(self) -> str:
        """Of the mail: one for each time at which a meeting is."""
        return f"{self.kind}:{self.meeting_id}:{self.person_id}:{self.time}"

    @property
    def told_as(self) -> NotificationKind:
        """The kind of its notification."""
        coming = self.kind == BEFORE
        return NotificationKind.MEETING_COMING if coming else NotificationKind.MEETING_ASKED

    @property
    def once_key(self) -> str:
        """Of the notification."""
        return once_key(
            self.person_id, self.told_as, SUBJECT, self.meeting_id, None, self.other_id, self.time
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a reminder."""

    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a title, and what was left out."""

    title: str
    lines: tuple[Line, ...]
    more: tuple[str, ...] = ()


async def nudge_due(settings: Settings, bus: Bus, stop: asyncio.Event) -> int:
    """Queue every reminder that is due; returns how many. Ends early on ``stop``."""
    waiting = [*await before_due(now()), *await after_due(now())]
    # Several workers start at different places and so seldom write the same one twice.
    random.shuffle(waiting)
    queued = 0
    for nudge in waiting:
        if stop.is_set():
            break
        try:
            queued += await send_nudge(nudge, settings, bus)
        except Exception as error:  # noqa: BLE001 (one person's reminder must not stop the others')
            log.error("nudge_failed", meeting=str(nudge.meeting_id), **describe(error))
    return queued


async def before_due(instant: datetime) -> list[Nudge]:
    """Everybody who is to be reminded of a meeting at an instant and was not yet."""
    meetings = await _open(Q(scheduled_at__gt=instant, scheduled_at__lte=instant + REACH))

    def is_due(meeting: dict[str, Any], lead: int, zone: str) -> bool:
        return due_before(instant, meeting["scheduled_at"], lead, zone)

    return await _due(BEFORE, meetings, is_due)


async def after_due(instant: datetime) -> list[Nudge]:
    """Everybody who is to be asked about a meeting at an instant and was not yet."""
    meetings = await _open(
        Q(scheduled_at__lt=instant, scheduled_at__gte=instant - _LOOKED_BACK, shared_notes="")
        & (Q(asked_at__isnull=True) | Q(asked_at__gte=instant - ASKED_WITHIN))
    )
    nobody_knows = [
        meeting
        for meeting in meetings
        if not both_active(
            meeting["scheduled_at"], meeting["low_active_at"], meeting["high_active_at"]
        )
    ]
    recorded = await _recorded([meeting["id"] for meeting in nobody_knows])

    def is_due(meeting: dict[str, Any], lead: int, zone: str) -> bool:
        return due_after(instant, meeting["scheduled_at"], zone)

    unknown = [m for m in nobody_knows if m["id"] not in recorded]
    return await _due(AFTER, unknown, is_due)


async def _open(when: Q) -> list[dict[str, Any]]:
    """Open meetings of series that do not rest."""
    rows = await OneOnOneMeeting.filter(
        when, state=MeetingState.OPEN, series__ended_at__isnull=True
    ).values(*MEETING_COLUMNS)
    return [
        row
        for row in rows
        if not rests(row["planned_on"], row["series__paused_from"], row["series__paused_until"])
    ]


async def _due(
    kind: str,
    meetings: Sequence[dict[str, Any]],
    is_due: Callable[[dict[str, Any], int, str], bool],
) -> list[Nudge]:
    people = {m[key] for m in meetings for key in ("series__low_id", "series__high_id")}
    leads = await leads_of(people) if people else {}
    zones: dict[Any, Any] = dict(
        await Person.filter(present(today()), id__in=list(people)).values_list("id", "time_zone")
    )
    found = []
    for meeting in meetings:
        two = (meeting["series__low_id"], meeting["series__high_id"])
        for person, other in (two, two[::-1]):
            if person in zones and is_due(meeting, leads[person], zones[person]):
                found.append(
                    Nudge(
                        kind=kind,
                        meeting_id=meeting["id"],
                        series_id=meeting["series_id"],
                        scheduled_at=meeting["scheduled_at"],
                        person_id=person,
                        other_id=other,
                    )
                )
    made: set[Any] = set()
    for start in range(0, len(found), _AT_ONCE):
        some = found[start : start + _AT_ONCE]
        made.update(
            await Notification.filter(once_key__in=[nudge.once_key for nudge in some]).values_list(
                "once_key", flat=True
            )
        )
        made.update(
            await Mail.filter(dedupe_key__in=[nudge.dedupe_key for nudge in some]).values_list(
                "dedupe_key", flat=True
            )
        )
    return [n for n in found if n.once_key not in made and n.dedupe_key not in made]


async def _recorded(meeting_ids: Iterable[UUID]) -> set[UUID]:
    """In which of these meetings one of the two wrote something down, beside shared notes."""
    ids = list(meeting_ids)
    if not ids:
        return set()
    found: set[Any] = set()
    found.update(
        await TalkingPoint.filter(
            meeting_id__in=ids, state=TalkingPointState.DISCUSSED
        ).values_list("meeting_id", flat=True)
    )
    found.update(
        await ActionItem.filter(meeting_id__in=ids, made_in_number=F("meeting_number")).values_list(
            "meeting_id", flat=True
        )
    )
    found.update(await PrivateNotes.filter(meeting_id__in=ids).values_list("meeting_id", flat=True))
    return found


async def send_nudge(nudge: Nudge, settings: Settings, bus: Bus) -> bool:
    """Remind one person, unless their meeting is another by now; returns whether."""
    actor = await actor_for(nudge.person_id, ActorKind.DIGEST)
    if actor is None:
        return False
    people = await people_by_ids(actor, [nudge.person_id, nudge.other_id])
    reader = people[nudge.person_id]
    mailing = await mailing_of([nudge.person_id], nudge.told_as)
    write: Callable[[], Awaitable[Rendered]]
    writer = _Writer(actor, people[nudge.other_id], nudge, settings, stoppable=not mailing.required)
    write = writer.before if nudge.kind == BEFORE else writer.after
    mail = await write() if nudge.person_id in mailing.wanted else None
    async with unit_of_work(bus):
        still = (
            await OneOnOneMeeting.filter(
                id=nudge.meeting_id, state=MeetingState.OPEN, scheduled_at=nudge.scheduled_at
            )
            .select_for_update(no_key=True)
            .only("id", "shared_notes")
            .first()
        )
        if still is None:
            return False
        if nudge.kind == AFTER:
            if still.shared_notes or await _recorded([nudge.meeting_id]):
                return False
            await OneOnOneMeeting.filter(id=nudge.meeting_id, asked_at__isnull=True).update(
                asked_at=now()
            )
        await notify(
            nudge.told_as,
            [nudge.person_id],
            SUBJECT,
            nudge.meeting_id,
            person_id=nudge.other_id,
            once=nudge.time,
        )
        if mail is None:
            return True
        await queue_mail(
            dedupe_key=nudge.dedupe_key,
            kind=nudge.kind,
            urgency=Urgency.BULK,
            recipient_id=actor.person_id,
            to_address=reader.work_email or "",
            to_name=reader.name,
            language=actor.locale,
            subject=mail.subject,
            text=mail.text,
            html=mail.html,
            unsubscribe_url=writer.unsubscribe_url,
            subject_kind=SUBJECT,
            subject_id=nudge.meeting_id,
            takes_replies=nudge.kind == BEFORE and settings.inbound_domain is not None,
        )
    return True


class _Writer:
    """Writes a reminder in the reader's language and zone."""

    def __init__(
        self,
        actor: Actor,
        other: PersonView,
        nudge: Nudge,
        settings: Settings,
        *,
        stoppable: bool,
    ) -> None:
        self._actor = actor
        self._other = other
        self._nudge = nudge
        self._settings = settings
        self._links = Links(settings.public_url)
        what = Subscription.NUDGE_BEFORE if nudge.kind == BEFORE else Subscription.NUDGE_AFTER
        self.unsubscribe_url = None
        if stoppable:
            self.unsubscribe_url = self._links.unsubscribe(
                unsubscribe_token(actor.person_id, settings.secret_key, what)
            )

    async def before(self) -> Rendered:
        """What there is to talk about."""
        points = (await queries.open_points_of(self._actor, [self._nudge.meeting_id]))[
            self._nudge.meeting_id
        ]
        items = (await queries.open_action_items_of(self._actor, [self._nudge.series_id]))[
            self._nudge.series_id
        ]
        mine = [item for item in items if item.owner_id == self._actor.person_id]
        theirs = [item for item in items if item.owner_id != self._actor.person_id]
        sections = [self._points(points)]
        if mine:
            sections.append(self._promises(self._say("nudge.before.mine"), mine))
        if theirs:
            title = self._say("nudge.before.theirs", name=self._other.given_name)
            sections.append(self._promises(title, theirs))
        if points:
            preheader = self._say("nudge.before.preheader.points", count=len(points))
        else:
            preheader = self._say("nudge.before.preheader.none")
        by_mail = None
        if self._settings.inbound_domain is not None:
            by_mail = self._say("nudge.before.by_mail", name=self._other.given_name)
        return self._render("nudge.before", preheader, {"sections": sections, "by_mail": by_mail})

    async def after(self) -> Rendered:
        """Whether they met."""
        return self._render("nudge.after", self._say("nudge.after.preheader"), {})

    def _points(self, points: Sequence[TalkingPointView]) -> Section:
        title = self._say("nudge.before.points")
        shared = [point for point in points if point.visibility is Visibility.SHARED]
        private = len(points) - len(shared)
        if not points:
            return Section(title, (Line(self._say("nudge.before.no_points")),))
        more = []
        if len(shared) > LINES:
            more.append(self._say("nudge.before.more", count=len(shared) - LINES))
        if private:
            key = "nudge.before.private" if shared else "nudge.before.only_private"
            more.append(self._say(key, count=private))
        return Section(
            title, tuple(Line(shortened(point.body)) for point in shared[:LINES]), tuple(more)
        )

    def _promises(self, title: str, items: Sequence[ActionItemView]) -> Section:
        left = len(items) - LINES
        return Section(
            title,
            tuple(Line(shortened(item.body), self._due(item.due_on)) for item in items[:LINES]),
            (self._say("nudge.before.more", count=left),) if left > 0 else (),
        )

    def _due(self, due_on: date | None) -> str:
        if due_on is None:
            return ""
        late = (today(self._actor.time_zone) - due_on).days
        if late > 0:
            return self._say("nudge.before.overdue", count=late)
        if late == 0:
            return self._say("nudge.before.due_today")
        return self._say("nudge.before.due", day=day_words(self._actor, due_on))

    def _render(self, key: str, preheader: str, values: dict[str, Any]) -> Rendered:
        when = when_words(self._actor, self._nudge.scheduled_at)
        names = {"name": self._other.name, "when": when}
        return render_with(
            self._nudge.kind,
            self._actor.locale,
            self._say(f"{key}.subject", **names),
            preheader,
            self._settings.company_name,
            {
                "title": self._say(f"{key}.title", **names),
                "when": when,
                "link": self._links.meeting(self._nudge.meeting_id),
                "zone": self._actor.time_zone,
                "settings": self._links.settings,
                "unsubscribe": self.unsubscribe_url,
                **values,
            },
        )

    def _say(self, key: str, **params: Any) -> str:
        return say(self._actor.locale, key, **params)
