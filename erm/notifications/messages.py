"""Messages: what one person is told at a time through one channel."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from erm.core.actor import Actor
from erm.core.language import say
from erm.mail.commands import NewMail
from erm.mail.links import Links
from erm.mail.rendering import render_with
from erm.mail.rules import Urgency
from erm.mail.unsubscribing import Subscription, unsubscribe_token
from erm.notifications.choices import required
from erm.notifications.models import Notification
from erm.notifications.queries import about_of
from erm.notifications.rules import GENERAL, LINES_MAXIMUM, Channel, NotificationKind, line_key
from erm.notifications.subjects import About, SubjectView
from erm.notifications.wording import sentence
from erm.people.queries import people_by_ids
from erm.people.views import PersonView
from erm.settings import Settings

NOTIFICATIONS_PATH = "/notifications"
_IN_PREHEADER = 2
"""Lines whose words stand beside the subject in a list of mails."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what happened, what it is about where that may leave the product, where it leads."""

    kind: NotificationKind
    text: str
    detail: str
    path: str
    subject: tuple[str, UUID | None]


@dataclass(frozen=True, slots=True)
class MailLine:
    """A line as the template of the mail takes it."""

    text: str
    detail: str
    link: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a message tells: notifications that its reader may read, wants and has not seen."""

    actor: Actor
    reader: PersonView
    rows: Sequence[Notification]
    subjects: Mapping[About, SubjectView]
    dedupe_key: str
    gathered: bool


Writer: TypeAlias = Callable[[Told, Settings], Awaitable[NewMail | None]]
"""Writes the mail of a domain's own mailing; None if it has nothing to tell."""


async def lines_of(told: Told) -> list[Line]:
    """One line for each matter, in the order in which they began."""
    people = await people_by_ids(
        told.actor, [row.person_id for row in told.rows if row.person_id is not None]
    )
    matters: dict[tuple[str, str, UUID], list[Notification]] = {}
    for row in told.rows:
        key = line_key(row.kind, row.subject_kind, row.subject_id, row.id)
        matters.setdefault(key, []).append(row)
    lines = []
    for rows in matters.values():
        last = rows[-1]
        subject = told.subjects[about_of(last)]
        names = [people[key].name for key in doers(rows)]
        lines.append(
            Line(
                kind=last.kind,
                text=sentence(told.reader.locale, last.kind, names, last.facts),
                detail=subject.title if subject.public else "",
                path=subject.path,
                subject=(last.subject_kind, last.subject_id),
            )
        )
    return lines


def doers(rows: Sequence[Notification]) -> list[UUID]:
    """Who did something, each once, the last one first."""
    found = [row.person_id for row in rows if row.person_id is not None]
    return list(dict.fromkeys(reversed(found)))


async def write_mail(told: Told, settings: Settings) -> NewMail | None:
    """The mail of what no domain writes mail about itself."""
    lines = await lines_of(told)
    language, count = told.reader.locale, len(lines)
    title = (
        lines[0].text if count == 1 else say(language, "mail.notifications.subject", count=count)
    )
    links = Links(settings.public_url)
    unsubscribe = None
    if not await required([line.kind for line in lines], Channel.MAIL):
        unsubscribe = links.unsubscribe(
            unsubscribe_token(told.reader.id, settings.secret_key, Subscription.NOTIFICATIONS)
        )
    more = max(count - LINES_MAXIMUM, 0)
    if count > 1:
        preheader = " · ".join(line.text for line in lines[:_IN_PREHEADER])
    else:
        preheader = lines[0].detail or say(language, "mail.notifications.preheader")
    mail = render_with(
        "notifications",
        language,
        title,
        preheader,
        settings.company_name,
        {
            "name": told.reader.given_name or told.reader.name,
            "lines": [
                MailLine(line.text, line.detail, f"{settings.public_url}{line.path}")
                for line in lines[:LINES_MAXIMUM]
            ],
            "more": say(language, "mail.notifications.more", count=more) if more else "",
            "link": f"{settings.public_url}{lines[0].path if count == 1 else NOTIFICATIONS_PATH}",
            "settings": links.settings,
            "unsubscribe": unsubscribe,
        },
    )
    subject_kind, subject_id = lines[0].subject if count == 1 else (None, None)
    return NewMail(
        dedupe_key=told.dedupe_key,
        kind=GENERAL,
        recipient_id=told.reader.id,
        to_address=told.reader.work_email or "",
        to_name=told.reader.name,
        language=language,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        unsubscribe_url=unsubscribe,
        urgency=Urgency.BULK if told.gathered else Urgency.SOON,
        subject_kind=subject_kind if subject_id is not None else None,
        subject_id=subject_id,
    )


async def chat_text(told: Told, public_url: str) -> str:
    """What is posted into a chat: nothing that somebody wrote, and where it is read."""
    lines = await lines_of(told)
    text = "\n".join(f"{line.text}\n{public_url}{line.path}" for line in lines[:LINES_MAXIMUM])
    more = len(lines) - LINES_MAXIMUM
    if more > 0:
        text += "\n" + say(told.reader.locale, "mail.notifications.more", count=more)
    return text


async def push_message(told: Told) -> dict[str, str]:
    """What a browser shows: nothing that somebody wrote, and the path where it is read."""
    lines = await lines_of(told)
    if len(lines) == 1:
        (line,) = lines
        return {"kind": line.kind.name, "words": line.text, "path": line.path}
    words = say(told.reader.locale, "mail.notifications.subject", count=len(lines))
    return {"kind": "", "words": words, "path": NOTIFICATIONS_PATH}
