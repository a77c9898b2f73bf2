"""Mail of what happened to kudos, written from notifications: thanks and mentions, and what is gathered.

A mail is written as its reader, who may read less by now than when something happened. It quotes
nothing but public kudos: what is between a few stays in erm, and the mail leads there.
"""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from erm.core.language import say
from erm.mail.commands import NewMail
from erm.mail.links import Links
from erm.mail.rendering import Rendered, render_with
from erm.mail.rules import Urgency
from erm.mail.unsubscribing import Subscription, unsubscribe_token
from erm.notifications.choices import required
from erm.notifications.messages import MailLine, Told, Writer, doers
from erm.notifications.models import Notification
from erm.notifications.rules import (
    KUDOS_GATHERED,
    KUDOS_RECEIVED,
    LINES_MAXIMUM,
    Channel,
    NotificationKind,
)
from erm.people.queries import people_by_ids
from erm.people.views import PersonView
from erm.recognition.queries import kudos_by_ids
from erm.recognition.rules import KudosVisibility
from erm.recognition.views import KudosView
from erm.settings import Settings

QUOTED = 160
"""Most characters of a message that a mail quotes."""
_IN_PREHEADER = 2
"""Lines whose words stand beside the subject in a list of mails."""
_NOT_SENT = "mail.kudos_news.not_sent"
_WORDS = {
    NotificationKind.KUDOS_RECEIVED: "mail.kudos_news.received",
    NotificationKind.KUDOS_MENTIONED: "mail.kudos_news.mentioned",
    NotificationKind.KUDOS_COMMENTED: "mail.kudos_news.commented",
    NotificationKind.KUDOS_REACTED: "mail.kudos_news.reacted",
}


@dataclass(frozen=True, slots=True)
class Mailing:
    """One of the two kinds of mail, and how it is stopped."""

    name: str
    subscription: Subscription
    urgency: Urgency


RECEIVED = Mailing(KUDOS_RECEIVED, Subscription.RECOGNITION_RECEIVED, Urgency.SOON)
GATHERED = Mailing(KUDOS_GATHERED, Subscription.RECOGNITION_GATHERED, Urgency.BULK)


async def write_received(told: Told, settings: Settings) -> NewMail | None:
    """The mail of thanks and mentions."""
    return await _write(told, settings, RECEIVED)


async def write_gathered(told: Told, settings: Settings) -> NewMail | None:
    """The mail of comments and signs, gathered for a day."""
    return await _write(told, settings, GATHERED)


WRITERS: Mapping[str, Writer] = {
    KUDOS_RECEIVED: write_received,
    KUDOS_GATHERED: write_gathered,
}


async def _write(told: Told, settings: Settings, mailing: Mailing) -> NewMail | None:
    unsubscribe = None
    if not await required([row.kind for row in told.rows], Channel.MAIL):
        unsubscribe = _unsubscribe(told.reader.id, mailing, settings)
    mail = await _Writer(told, mailing, settings, unsubscribe).write()
    return NewMail(
        dedupe_key=told.dedupe_key,
        kind=mailing.name,
        recipient_id=told.reader.id,
        to_address=told.reader.work_email or "",
        to_name=told.reader.name,
        language=told.reader.locale,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        unsubscribe_url=unsubscribe,
        urgency=mailing.urgency,
    )


def _unsubscribe(person_id: UUID, mailing: Mailing, settings: Settings) -> str:
    token = unsubscribe_token(person_id, settings.secret_key, mailing.subscription)
    return Links(settings.public_url).unsubscribe(token)


class _Writer:
    """Writes a mail in the reader's language, of what they may read."""

    def __init__(
        self, told: Told, mailing: Mailing, settings: Settings, unsubscribe: str | None
    ) -> None:
        self._told = told
        self._mailing = mailing
        self._settings = settings
        self._unsubscribe = unsubscribe
        self._links = Links(settings.public_url)

    async def write(self) -> Rendered:
        """One mail of all of them, one line to a matter."""
        rows, actor = self._told.rows, self._told.actor
        matters: dict[tuple[NotificationKind, UUID], list[Notification]] = defaultdict(list)
        for row in rows:
            matters[row.kind, row.subject_id or row.id].append(row)
        kudos = await kudos_by_ids(actor, [key for kind, key in matters if kind in _WORDS])
        names = await people_by_ids(
            actor, [row.person_id for row in rows if row.person_id is not None]
        )
        lines = [
            self._line(kind, kudos.get(key), [names[person] for person in doers(some)])
            for (kind, key), some in matters.items()
        ]
        name = f"mail.{self._mailing.name}"
        count = len(lines)
        only_thanks = all(kind is NotificationKind.KUDOS_RECEIVED for kind, _ in matters)
        if count == 1:
            (line,) = lines
            subject, preheader = line.text, line.detail or self._say(f"{name}.preheader")
        else:
            subject = self._say(f"{name}.{'thanks' if only_thanks else 'mixed'}", count=count)
            preheader = " · ".join(line.text for line in lines[:_IN_PREHEADER])
        return render_with(
            "kudos_news",
            self._told.reader.locale,
            subject,
            preheader,
            self._settings.company_name,
            {
                "name": self._told.reader.given_name or self._told.reader.name,
                "lines": lines[:LINES_MAXIMUM],
                "more": self._say("mail.kudos_news.more", count=count - LINES_MAXIMUM)
                if count > LINES_MAXIMUM
                else "",
                "link": self._links.recognition,
                "why": self._say(f"{name}.why"),
                "settings": self._links.settings,
                "unsubscribe": self._unsubscribe,
            },
        )

    def _line(
        self, kind: NotificationKind, kudos: KudosView | None, people: Sequence[PersonView]
    ) -> MailLine:
        if kudos is None:
            return MailLine(self._say(_NOT_SENT), "", self._links.recognition)
        detail = ""
        if kudos.visibility is KudosVisibility.PUBLIC and not kudos.hidden:
            detail = textwrap.shorten(kudos.message, QUOTED, placeholder="…")
        others = len(people) - 1
        key, said = _WORDS[kind], {"name": people[0].name}
        text = self._say(f"{key}.many", count=others, **said) if others else self._say(key, **said)
        return MailLine(text, detail, self._links.kudos(kudos.id))

    def _say(self, key: str, **values: Any) -> str:
        return say(self._told.reader.locale, key, **values)
