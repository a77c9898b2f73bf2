"""What people were told of lately: notifications, mail, digests, and what became of all that.

By the product's own subscribers and jobs with the clock set back, in a database that holds the demo
company as of ``now``. Until a few days ago Kelvane had a mail server, of whose weeks the log of
mail tells; since then mail stays in the local mailbox, where the administrator can read it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.expressions import Q

from erm.access.actors import actor_for
from erm.core.actor import Actor, ActorKind
from erm.core.events import Bus, Event
from erm.core.language import say
from erm.core.work import unit_of_work
from erm.demo import digests, outbox
from erm.demo.content import company as company_facts
from erm.demo.content import news as said
from erm.demo.days import Days
from erm.demo.facts import facts_since, thanks_since
from erm.demo.rows import BATCH, Rows
from erm.demo.staff import Staff, plant_people
from erm.demo.surveys import Telling
from erm.demo.timeline import LATELY, Timeline
from erm.development.mails import DevelopmentMails
from erm.digest.previewing import preview_digest
from erm.engagement.waves.mails import WaveMails
from erm.feedback.commands import request_feedback
from erm.feedback.cycles.commands.reminders import ASKED, CYCLE, Situation
from erm.feedback.cycles.models import CycleReminder
from erm.feedback.cycles.news import CycleNews
from erm.feedback.cycles.queries.owing import by_rater
from erm.feedback.mails import FeedbackMails
from erm.flows.answering_by_mail import take_answer
from erm.flows.notifying import (
    celebrating,
    company,
    development,
    engagement,
    feedback,
    one_on_ones,
    recognition,
    reviews,
)
from erm.flows.subscriptions import build_bus
from erm.mail.administration import send_test_mail
from erm.mail.arrivals import fingerprint
from erm.mail.models import Mail
from erm.mail.rules import MailState, Urgency
from erm.notifications.commands import notify
from erm.notifications.models import Dispatch, Notification
from erm.notifications.rules import GENERAL, Channel, DispatchState, NotificationKind
from erm.one_on_ones.models import OneOnOneMeeting
from erm.one_on_ones.nudges import nudge_due
from erm.one_on_ones.reminders import ask_at
from erm.one_on_ones.rules import MeetingState
from erm.people.models import Person
from erm.recognition.celebrations.mails import CelebrationMails
from erm.settings import Settings


def mail_of_surveys(now: datetime, settings: Settings) -> Telling:
    """What mails about surveys as of an instant: that a report is there, that a survey is open."""
    days = Days(Timeline(now), settings)

    async def tell(instant: datetime) -> None:
        with days.at(instant):
            await WaveMails(settings).run(Bus(), days.stop)

    return tell


async def plant_news(now: datetime, settings: Settings) -> None:
    """Tell people of what happened, as the product would have done."""
    timeline = Timeline(now)
    staff = plant_people(timeline, Rows(), "")
    days = Days(timeline, settings)
    relay = outbox.Relay(timeline, staff)
    await digests.choose_all(timeline, days, staff)
    facts = await facts_since(timeline.now - timedelta(days=said.TOLD))
    await _with_a_server(timeline, days, staff, settings, relay, facts)
    issues, mails, dues = await digests.history(timeline, days, staff)
    await outbox.write_log(days, staff, relay, mails, _telling())
    await digests.write_issues(issues)
    await outbox.write_tries(relay)
    recent = [event for event in facts if event.at > days.since]
    recent += await thanks_since(days.since)
    await _publish(days, _telling(settings), sorted(recent, key=lambda event: event.at))
    asked = [moment for moment in await _after_meetings(timeline) if moment > days.since]
    asked += await _before_meetings(timeline, days, staff)
    await digests.compose(days, settings, dues, asked)
    await _preview(timeline, days, staff, settings)
    await days.tell()
    await days.deliver()
    await _look(timeline, staff)
    await digests.plan_the_others(timeline, days)


def _telling(settings: Settings | None = None) -> Bus:
    """The subscribers that tell people; with ``settings`` those that write them mail as well."""
    bus = Bus()
    for each in (one_on_ones, feedback, reviews, development, celebrating, engagement, company):
        each.subscribe(bus)
    recognition.subscribe(bus)
    if settings is not None:
        FeedbackMails(settings).subscribe(bus)
        CycleNews(settings).subscribe(bus)
        DevelopmentMails(settings).subscribe(bus)
        CelebrationMails(settings).subscribe(bus)
    return bus


async def _publish(days: Days, bus: Bus, facts: Sequence[Event]) -> None:
    """Let subscribers hear of facts, each at its time. Their rows are there already."""
    async with unit_of_work(Bus()):
        for event in facts:
            with days.at(event.at):
                await bus.publish(event)


async def _with_a_server(
    timeline: Timeline,
    days: Days,
    staff: Staff,
    settings: Settings,
    relay: outbox.Relay,
    facts: Sequence[Event],
) -> None:
    """The weeks in which a mail server took mail: what people were told, and by which mails."""
    then = outbox.with_server(settings)
    await _publish(days, _telling(), [event for event in facts if event.at <= days.since])
    await _tell_by_mail(timeline, relay)
    await _answered_by_mail(timeline, days, staff, then)
    await _asked_for_reviews(timeline, days, relay)
    for moment in await _after_meetings(timeline):
        if moment <= days.since:
            with days.at(moment):
                await nudge_due(settings, Bus(), days.stop)
    queued = await Mail.filter(state=MailState.QUEUED, next_attempt_at__lte=days.since)
    await outbox.hand_over(days, staff, relay, queued, _telling())
    await _tested(timeline, days, staff, relay, settings.company_name)


async def _tell_by_mail(timeline: Timeline, relay: outbox.Relay) -> None:
    """Mails of those weeks that told of notifications: one for a person and a day, with no text left."""
    waiting = await Dispatch.filter(state=DispatchState.WAITING).order_by("due_at", "id")
    by_day: dict[tuple[UUID, str], list[Dispatch]] = {}
    for row in waiting:
        if row.channel is Channel.MAIL:
            by_day.setdefault((row.recipient_id, row.due_at.date().isoformat()), []).append(row)
    people = {row.id: row for row in await Person.filter(id__in=[key for key, _ in by_day])}
    mails = []
    for (person_id, _), rows in by_day.items():
        person, at = people[person_id], rows[-1].due_at
        mail = outbox.log_entry(
            timeline,
            person,
            at,
            GENERAL,
            f"{GENERAL}:{max(row.id for row in rows)}",
            say(person.locale, "mail.notifications.subject", count=len(rows)),
            Urgency.SOON,
        )
        relay.take(mail)
        mails.append(mail)
        for row in rows:
            row.state, row.finished_at, row.message_key = DispatchState.SENT, at, mail.dedupe_key
    async with unit_of_work(Bus()):
        await Mail.bulk_create(mails, batch_size=BATCH)
        told = [row for rows in by_day.values() for row in rows]
        await Dispatch.bulk_update(
            told, fields=["state", "finished_at", "message_key"], batch_size=BATCH
        )


async def _answered_by_mail(
    timeline: Timeline, days: Days, staff: Staff, settings: Settings
) -> None:
    """Somebody is asked for feedback and answers the mail by mail, which becomes their answer."""
    bus = build_bus(settings)
    asker, asked = await _actor(staff, said.ASKED_BY), staff.people[said.ASKED]
    asked_at = timeline.moment(LATELY + 5, asked.time_zone, "asked by mail")
    with days.at(asked_at):
        async with unit_of_work(bus):
            requests, _ = await request_feedback(
                asker, person_ids=[asked.id], question=said.QUESTION
            )
    mail = await Mail.filter(subject_id=requests[0].id).first()
    answerer = await actor_for(asked.id, ActorKind.MAIL)
    if mail is None or answerer is None:
        raise LookupError(f"{said.ASKED} was not asked by mail")
    known = fingerprint(f"<answer.{mail.id}@{outbox.MESSAGE_DOMAIN}>", asked.work_email or "", b"")
    answered_at = timeline.moment(LATELY + 3, asked.time_zone, "answered by mail", after=asked_at)
    with days.at(answered_at):
        await take_answer(
            answerer,
            mail_id=mail.id,
            about=(mail.subject_kind, mail.subject_id),
            text=said.ANSWER,
            fingerprint=known,
            bus=bus,
            settings=settings,
        )


async def _tested(
    timeline: Timeline, days: Days, staff: Staff, relay: outbox.Relay, company: str
) -> None:
    """The administrator's test to an address elsewhere, which the relay did not want to pass on."""
    administrator = await _actor(staff, "tomas")
    with days.at(timeline.moment(LATELY + 1, administrator.time_zone, "test")):
        async with unit_of_work(Bus()):
            sent = await send_test_mail(
                administrator,
                address=said.TESTED,
                name=staff.people["tomas"].given_name,
                own=False,
                language=administrator.locale,
                company=company,
            )
    mail = await Mail.get(id=sent.id)
    relay.refuse(mail, said.NO_RELAY)
    await mail.save()


async def _asked_for_reviews(timeline: Timeline, days: Days, relay: outbox.Relay) -> None:
    """That people are asked for reviews, which they were told when their cycle began to be written."""
    situation = await Situation.now()
    waiting = by_rater(situation.owing)
    people = await Person.filter(id__in=list(waiting))
    asked: dict[tuple[datetime, UUID], list[UUID]] = {}
    told: list[CycleReminder] = []
    mails: list[Mail] = []
    for person in people:
        for each in situation.untold(waiting[person.id]):
            cycle = situation.cycles[each.cycle_id]
            at = timeline.moment(LATELY + 2, person.time_zone, "asked", after=each.asked_at)
            if at > days.since:
                continue
            asked.setdefault((at, cycle.id), []).append(person.id)
            told.append(
                CycleReminder(
                    id=timeline.id(at, "cycle reminder", cycle.id, person.id),
                    cycle_id=cycle.id,
                    person_id=person.id,
                    count=0,
                    last_on=at.astimezone(ZoneInfo(person.time_zone)).date(),
                )
            )
            mails.append(
                outbox.log_entry(
                    timeline,
                    person,
                    at,
                    ASKED,
                    f"{ASKED}:{cycle.id}:{person.id}",
                    say(
                        person.locale,
                        "cycle_mail.asked.subject",
                        cycle=cycle.name,
                        count=each.owed,
                    ),
                )
            )
    for mail in mails:
        relay.take(mail)
    async with unit_of_work(Bus()):
        await CycleReminder.bulk_create(told, batch_size=BATCH)
        await Mail.bulk_create(mails, batch_size=BATCH)
        for (at, cycle_id), keys in asked.items():
            with days.at(at):
                await notify(NotificationKind.REVIEWS_ASKED, keys, CYCLE, cycle_id)


async def _after_meetings(timeline: Timeline) -> list[datetime]:
    """When the two of a one-on-one of which nobody knows whether it was are asked about it."""
    open_still = await OneOnOneMeeting.filter(
        state=MeetingState.OPEN, scheduled_at__lt=timeline.latest - timedelta(hours=36)
    ).values("scheduled_at", "series__low_id", "series__high_id")
    people = {row[key] for row in open_still for key in ("series__low_id", "series__high_id")}
    zones: dict[Any, Any] = dict(
        await Person.filter(id__in=list(people)).values_list("id", "time_zone")
    )
    moments = {
        ask_at(row["scheduled_at"], zones[row[key]])
        for row in open_still
        for key in ("series__low_id", "series__high_id")
    }
    return sorted(moment for moment in moments if moment < timeline.latest)


async def _before_meetings(timeline: Timeline, days: Days, staff: Staff) -> list[datetime]:
    """An hour before each of the last one-on-ones of those who can be signed in as."""
    mine = [staff.people[key].id for key, _ in company_facts.SIGN_IN_AS]
    met: list[datetime] = await OneOnOneMeeting.filter(
        Q(series__low_id__in=mine) | Q(series__high_id__in=mine),
        scheduled_at__gt=days.since + timedelta(hours=2),
        closed_at__lt=timeline.latest,
        held=True,
    ).values_list("scheduled_at", flat=True)  # type: ignore[assignment]
    return sorted({at - timedelta(hours=1) for at in met})


async def _preview(timeline: Timeline, days: Days, staff: Staff, settings: Settings) -> None:
    """The administrator looked at what somebody's digest would say; its owner is told, and the log says so."""
    administrator = await _actor(staff, "tomas")
    with days.at(timeline.moment(1, administrator.time_zone, "preview")):
        async with unit_of_work(Bus()):
            await preview_digest(administrator, settings, person_id=staff.people[said.PREVIEWED].id)


async def _look(timeline: Timeline, staff: Staff) -> None:
    """Everybody looked at their notifications a week ago, and again a few days ago."""
    recent = {staff.people[key].id: days for key, days in said.LOOKED.items()}
    async with unit_of_work(Bus()):
        for looked, people in (
            (said.LOOKED_BEFORE, None),
            (said.LOOKED_USUALLY, None),
            *((days, [person_id]) for person_id, days in recent.items()),
        ):
            at = timeline.now - timedelta(days=looked)
            seen = Notification.filter(created_at__lte=at, seen_at__isnull=True)
            if people is not None:
                seen = seen.filter(recipient_id__in=people)
            elif looked == said.LOOKED_USUALLY:
                seen = seen.exclude(recipient_id__in=list(recent))
            await seen.update(seen_at=at)


async def _actor(staff: Staff, key: str) -> Actor:
    actor = await actor_for(staff.people[key].id, ActorKind.SESSION)
    if actor is None:
        raise LookupError(f"{key} is not there")
    return actor
