"""Reports that come by mail: made as their owner reads them, attached, and put down in the ledger.

The mail itself holds no figure: the file is made by the same query as the screen's report, as the person
whom it is for, at the moment when it is made. Whoever may not pull reports any more gets none, and their
reports by mail end.
"""

from __future__ import annotations

import asyncio
import random
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from babel.dates import format_date
from tortoise.expressions import F

from erm.access.actors import actor_for
from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.events import Bus
from erm.core.language import babel_locale, say
from erm.core.logging import describe
from erm.core.work import unit_of_work
from erm.mail.commands import queue_mail
from erm.mail.links import Links
from erm.mail.message import Attachment
from erm.mail.rendering import render_with
from erm.mail.rules import Urgency
from erm.people.models import Person
from erm.people.rules import display_name
from erm.printing.document import TYPES, Document, Form, printed
from erm.reports.documents import people_document
from erm.reports.models import ReportSchedule
from erm.reports.policy import may_pull_reports
from erm.reports.rules import ReportAct, next_day
from erm.settings import Settings

log = structlog.get_logger("erm.reports")

KIND = "people_report"
HOUR = 7
"""From so many o'clock on, by the clock of whom it is for."""
_AHEAD = timedelta(hours=14)
"""How far the clocks of the earliest zone are ahead of UTC."""


async def mail_due_reports(settings: Settings, bus: Bus, stop: asyncio.Event) -> int:
    """Mail every report whose day has come; answers how many. Ends early on ``stop``.

    Any number of workers may do so: a report and its next day are one transaction. A report that was not
    sent for long, because nothing ran, comes once.
    """
    latest = (now() + _AHEAD).date()
    rows = await ReportSchedule.filter(ended_at__isnull=True, next_on__lte=latest)
    # Several workers start at different places and so seldom make the same one twice.
    random.shuffle(rows)
    sent = 0
    for row in rows:
        if stop.is_set():
            break
        try:
            sent += await _mail(row, settings, bus)
        except Exception as error:  # noqa: BLE001 (one report must not stop the others)
            log.error("report_by_mail_failed", schedule=str(row.id), **describe(error))
    return sent


async def _mail(row: ReportSchedule, settings: Settings, bus: Bus) -> bool:
    actor = await actor_for(row.owner_id)
    if actor is None or not may_pull_reports(actor):
        async with unit_of_work(bus):
            await ReportSchedule.filter(id=row.id, ended_at__isnull=True).update(ended_at=now())
        return False
    if not _is_time(row, actor, now()):
        return False
    document = await people_document(
        actor, row.kind, by=row.by, as_of=row.as_of, act=ReportAct.MAILED
    )
    form = Form(row.format.value)
    content = await printed(document, form, actor.locale)
    day = today(actor.time_zone)
    async with unit_of_work(bus):
        # Whoever set it meanwhile to another day, or was faster, has the last word.
        taken = await ReportSchedule.filter(
            id=row.id, version=row.version, next_on=row.next_on, ended_at__isnull=True
        ).update(next_on=next_day(row.every, day), last_on=day, version=F("version") + 1)
        if not taken:
            return False
        await _queue(
            row, actor, document, Attachment(_name(row, form), TYPES[form], content), settings
        )
    return True


def _is_time(row: ReportSchedule, actor: Actor, moment: datetime) -> bool:
    """Whether its day has come where its owner is, and the morning too."""
    local = moment.astimezone(ZoneInfo(actor.time_zone))
    return row.next_on < local.date() or (row.next_on == local.date() and local.hour >= HOUR)


def _name(row: ReportSchedule, form: Form) -> str:
    """What the file is called, in plain letters whatever the language: mail programs differ."""
    kind = row.kind.value.replace("_", "-")
    return f"report-{kind}-by-{row.by.value}-{today().isoformat()}.{form.value}"


async def _queue(
    row: ReportSchedule,
    actor: Actor,
    document: Document,
    attachment: Attachment,
    settings: Settings,
) -> None:
    language, day = actor.locale, today(actor.time_zone)
    written = format_date(day, "long", locale=babel_locale(language))
    person = await Person.get(id=actor.person_id).only(
        "id", "work_email", "given_name", "family_name"
    )
    subject = say(language, "reports.mail.subject", title=document.title, day=written)
    words = say(language, "reports.mail.text", title=document.title, day=written)
    mail = render_with(
        KIND,
        language,
        subject,
        say(language, "reports.mail.preheader"),
        settings.company_name,
        {
            "title": say(language, "reports.mail.heading"),
            "words": words,
            "link": Links(settings.public_url).people_reports,
            "button": say(language, "reports.mail.button"),
            "why": say(language, "reports.mail.end"),
        },
    )
    await queue_mail(
        dedupe_key=f"{KIND}:{row.id}:{row.next_on.isoformat()}:{row.version}",
        kind=KIND,
        urgency=Urgency.BULK,
        recipient_id=person.id,
        to_address=person.work_email,
        to_name=display_name(person.given_name, person.family_name),
        language=language,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        attachment=attachment,
    )
