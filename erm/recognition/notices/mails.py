"""Mail of notices: thanks and mentions once it is quiet, comments and signs gathered for a day.

A mail is written as its reader, who may read less by now than when something happened. It quotes
nothing but public kudos: what is between a few stays in erm, and the mail leads there.
"""

from __future__ import annotations

import asyncio
import random
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog

from erm.access.actors import actor_for
from erm.core.actor import Actor, ActorKind
from erm.core.clock import now
from erm.core.events import Bus
from erm.core.language import say
from erm.core.logging import describe
from erm.core.work import unit_of_work
from erm.mail.commands import queue_mail
from erm.mail.links import Links
from erm.mail.models import Mail
from erm.mail.rendering import Rendered, render_with
from erm.mail.unsubscribing import Subscription, unsubscribe_token
from erm.people.queries import people_by_ids
from erm.people.views import PersonView
from erm.recognition.choices.preferences import preferences_of
from erm.recognition.notices import policy
from erm.recognition.notices.models import KudosNotice
from erm.recognition.notices.rules import (
    AT_ONCE,
    GATHER_FOR,
    GATHERED,
    LINES_MAXIMUM,
    LONGEST_WAIT,
    WAIT,
    NoticeKind,
)
from erm.recognition.queries import kudos_by_ids
from erm.recognition.rules import KudosVisibility
from erm.recognition.views import KudosView
from erm.settings import Settings

log = structlog.get_logger("erm.notices")

QUOTED = 160
"""Most characters of a message that a mail quotes."""
_SLICE = 500


@dataclass(frozen=True, slots=True)
class Mailing:
    """One of the two kinds of mail: what it tells of, and how it is stopped."""

    name: str
    kinds: frozenset[NoticeKind]
    subscription: Subscription
    once_a_day: bool


RECEIVED = Mailing("kudos_received", AT_ONCE, Subscription.RECOGNITION_RECEIVED, False)
GATHERED_MAIL = Mailing("kudos_gathered", GATHERED, Subscription.RECOGNITION_GATHERED, True)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a mail, and where it leads."""

    text: str
    detail: str
    link: str


async def mail_notices(settings: Settings, bus: Bus, stop: asyncio.Event) -> int:
    """Queue every mail whose time has come; returns how many. Ends early on ``stop``."""
    queued = 0
    for mailing in (RECEIVED, GATHERED_MAIL):
        due = await _due(mailing)
        # Several workers start at different places and so seldom write the same one twice.
        random.shuffle(due)
        for person_id in due:
            if stop.is_set():
                return queued
            try:
                queued += await _mail(person_id, mailing, settings, bus)
            except Exception as error:  # noqa: BLE001 (one person's mail must not stop the others')
                log.error("notice_mail_failed", person=str(person_id), **describe(error))
    return queued


async def _due(mailing: Mailing) -> list[UUID]:
    """For whom something waits that is told now: it is quiet, or the first has waited for long."""
    instant = now()
    waiting: dict[UUID, list[datetime]] = defaultdict(list)
    rows: Any = await KudosNotice.filter(
        mailed_at__isnull=True, kind__in=list(mailing.kinds)
    ).values_list("recipient_id", "created_at")
    for person, at in rows:
        waiting[person].append(at)
    due = [
        person
        for person, times in waiting.items()
        if max(times) <= instant - WAIT or min(times) <= instant - LONGEST_WAIT
    ]
    if not mailing.once_a_day:
        return due
    lately: set[Any] = set()
    for start in range(0, len(due), _SLICE):
        lately.update(
            await Mail.filter(
                kind=mailing.name,
                recipient_id__in=due[start : start + _SLICE],
                created_at__gt=instant - GATHER_FOR,
            ).values_list("recipient_id", flat=True)
        )
    return [person for person in due if person not in lately]


async def _mail(person_id: UUID, mailing: Mailing, settings: Settings, bus: Bus) -> bool:
    """Tell one person all that waits for them; whether there was anything to be told."""
    waiting: Any = await KudosNotice.filter(
        recipient_id=person_id, mailed_at__isnull=True, kind__in=list(mailing.kinds)
    ).values_list("id", flat=True)
    keys = list(waiting)
    mail, reader = None, None
    actor = await actor_for(person_id, ActorKind.DIGEST)
    if actor is not None and await _wanted(person_id, mailing):
        rows = await KudosNotice.filter(
            policy.readable_notices(actor), id__in=keys, seen_at__isnull=True
        ).order_by("id")
        if rows:
            reader = (await people_by_ids(actor, [person_id]))[person_id]
            mail = await _Writer(actor, reader, mailing, settings).write(rows)
    async with unit_of_work(bus):
        taken = await KudosNotice.filter(id__in=keys, mailed_at__isnull=True).update(
            mailed_at=now()
        )
        if mail is None or reader is None or taken < len(keys):
            # Nothing to tell; or another worker tells it, and this one's mail is dropped.
            return False
        await queue_mail(
            dedupe_key=f"{mailing.name}:{person_id}:{max(keys)}",
            kind=mailing.name,
            recipient_id=person_id,
            to_address=reader.work_email or "",
            to_name=reader.name,
            language=reader.locale,
            subject=mail.subject,
            text=mail.text,
            html=mail.html,
            unsubscribe_url=_unsubscribe(person_id, mailing, settings),
        )
    return True


async def _wanted(person_id: UUID, mailing: Mailing) -> bool:
    chosen = (await preferences_of([person_id]))[person_id]
    return chosen.mail_gathered if mailing is GATHERED_MAIL else chosen.mail_received


def _unsubscribe(person_id: UUID, mailing: Mailing, settings: Settings) -> str:
    token = unsubscribe_token(person_id, settings.secret_key, mailing.subscription)
    return Links(settings.public_url).unsubscribe(token)


class _Writer:
    """Writes a mail in the reader's language, of what they may read."""

    def __init__(
        self, actor: Actor, reader: PersonView, mailing: Mailing, settings: Settings
    ) -> None:
        self._actor = actor
        self._reader = reader
        self._mailing = mailing
        self._settings = settings
        self._links = Links(settings.public_url)

    async def write(self, rows: Sequence[KudosNotice]) -> Rendered:
        """One mail of all of them, one line to a matter."""
        kudos = await kudos_by_ids(
            self._actor, [row.kudos_id for row in rows if row.kudos_id is not None]
        )
        names = await people_by_ids(
            self._actor, [row.person_id for row in rows if row.person_id is not None]
        )
        matters: dict[tuple[NoticeKind, UUID], list[KudosNotice]] = defaultdict(list)
        for row in rows:
            matters[row.kind, row.kudos_id or row.id].append(row)
        lines = [
            self._line(kind, kudos.get(key), [names[p] for p in _people(some)])
            for (kind, key), some in matters.items()
        ]
        name = f"mail.{self._mailing.name}"
        count = len(lines)
        only_thanks = all(kind is NoticeKind.RECEIVED for kind, _ in matters)
        subject = self._say(f"{name}.{'thanks' if only_thanks else 'mixed'}", count=count)
        return render_with(
            "kudos_news",
            self._reader.locale,
            subject,
            self._say(f"{name}.preheader"),
            self._settings.company_name,
            {
                "title": subject,
                "lines": lines[:LINES_MAXIMUM],
                "more": self._say("mail.kudos_news.more", count=count - LINES_MAXIMUM)
                if count > LINES_MAXIMUM
                else "",
                "link": self._links.recognition,
                "why": self._say(f"{name}.why"),
                "settings": self._links.settings,
                "unsubscribe": _unsubscribe(self._actor.person_id, self._mailing, self._settings),
            },
        )

    def _line(self, kind: NoticeKind, kudos: KudosView | None, people: list[PersonView]) -> Line:
        if kudos is None:
            return Line(self._say("mail.kudos_news.not_sent"), "", self._links.recognition)
        detail = ""
        if kudos.visibility is KudosVisibility.PUBLIC and not kudos.hidden:
            detail = textwrap.shorten(kudos.message, QUOTED, placeholder="…")
        others = len(people) - 1
        key = f"mail.kudos_news.{kind.value}"
        said = {"name": people[0].name}
        text = self._say(f"{key}.many", count=others, **said) if others else self._say(key, **said)
        return Line(text, detail, self._links.kudos(kudos.id))

    def _say(self, key: str, **values: Any) -> str:
        return say(self._reader.locale, key, **values)


def _people(rows: Iterable[KudosNotice]) -> list[UUID]:
    """Who did something, each once, the latest first."""
    found = [row.person_id for row in rows if row.person_id is not None]
    return list(dict.fromkeys(reversed(found)))
