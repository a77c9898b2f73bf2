"""Telling people that they are asked for reviews, and reminding those who have not written them.

One mail lists all that somebody owes, over all cycles, with the last day of each. It is written as its
reader, through the same reads as their screens, so that it can name no other day than they. Who was
told and reminded when stands in ``CycleReminder``, which is compared and set in the transaction that
queues the mail: whoever restarts, and however many workers try, nobody gets it twice on a day.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog
from tortoise.functions import Max

from erm.access.actors import actor_for
from erm.audit.rules import Action
from erm.core.actor import Actor, ActorKind
from erm.core.clock import now, today
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.logging import describe
from erm.core.work import unit_of_work
from erm.feedback.cycles.commands.managing import readable_cycle
from erm.feedback.cycles.deadlines import Extensions
from erm.feedback.cycles.errors import CycleNotInState, NobodyOwes, OnlyHrManagesCycles
from erm.feedback.cycles.history import note
from erm.feedback.cycles.models import Cycle, CyclePerspective, CycleReminder, Review
from erm.feedback.cycles.policy_progress import counted_reviews, may_remind
from erm.feedback.cycles.queries.cycles import extensions_by_cycle
from erm.feedback.cycles.queries.owing import (
    Owing,
    by_rater,
    has_time,
    next_reminder,
    owing_of,
    reminded_of,
)
from erm.feedback.cycles.queries.reviews import reviews_owed
from erm.feedback.cycles.reminder_mail import Letter, write_asked, write_reminder
from erm.feedback.cycles.reminders import (
    Reminded,
    counted,
    in_other_words,
    is_office_time,
    send_at,
)
from erm.feedback.cycles.rules import WRITABLE
from erm.mail.commands import queue_mail
from erm.mail.rules import Urgency
from erm.notifications.commands import notify
from erm.notifications.mailing import mailing_of
from erm.notifications.rules import NotificationKind
from erm.people.models import Person
from erm.people.queries import people_by_ids, present
from erm.settings import Settings

log = structlog.get_logger("erm.cycles")

REMINDER = "cycle_reminder"
ASKED = "cycle_asked"
CYCLE = "Cycle"
REVIEWS = "Reviews"
"""What notifications are about: one cycle, or all that somebody owes."""


class _SomebodyWasFaster(Exception):
    """Another worker has just told or reminded them: nothing is to be done."""


@dataclass(slots=True)
class Situation:
    """All that is owed in cycles that are being written, and who was reminded of it when."""

    cycles: dict[UUID, Cycle] = field(default_factory=dict)
    extensions: Mapping[UUID, Extensions] = field(default_factory=dict)
    owing: list[Owing] = field(default_factory=list)
    reminded: dict[tuple[UUID, UUID], Reminded] = field(default_factory=dict)

    @classmethod
    async def now(cls) -> Situation:
        """Read it, in four queries whatever the number of reviews."""
        found = cls({row.id: row for row in await Cycle.filter(state__in=list(WRITABLE))})
        if found.cycles:
            keys = list(found.cycles)
            found.extensions = await extensions_by_cycle(keys)
            found.owing = [
                each
                for each in await owing_of(keys)
                if has_time(
                    found.cycles[each.cycle_id],
                    each.rater_id,
                    found.extensions[each.cycle_id],
                    now(),
                )
            ]
            found.reminded = await reminded_of(keys)
        return found

    def untold(self, owing: Sequence[Owing]) -> list[Owing]:
        """What somebody was not yet told that they are asked for."""
        return [each for each in owing if (each.cycle_id, each.rater_id) not in self.reminded]

    def is_due(self, owing: Sequence[Owing], zone: str) -> bool:
        """Whether it is time to remind somebody of something, on a day on which they work."""
        day = today(zone)
        for each in owing:
            last = self.reminded.get((each.cycle_id, each.rater_id))
            wanted = next_reminder(
                self.cycles[each.cycle_id], each, self.extensions[each.cycle_id], last, zone
            )
            if last is not None and wanted is not None and wanted <= day:
                return True
        return False


# ---- by itself ----------------------------------------------------------------------------------


async def remind_due(settings: Settings, bus: Bus, stop: asyncio.Event) -> int:
    """Tell and remind everybody whose time has come; answers how many mails. Ends early on ``stop``.

    For the worker: a few queries and, for each person who gets mail, a few more.
    """
    situation = await Situation.now()
    waiting = by_rater(situation.owing)
    if not waiting:
        return 0
    zones: list[tuple[Any, ...]] = await Person.filter(
        present(today()), id__in=list(waiting)
    ).values_list("id", "time_zone")
    # Several workers start at different places and so seldom write the same one twice.
    random.shuffle(zones)
    queued = 0
    for person_id, zone in zones:
        if stop.is_set():
            break
        if not is_office_time(now(), zone):
            continue
        owing = waiting[person_id]
        try:
            for each in situation.untold(owing):
                queued += await _tell(person_id, each.cycle_id, settings, bus)
            if situation.is_due(owing, zone):
                queued += await _remind(person_id, settings, bus)
        except Exception as error:  # noqa: BLE001 (one person's mail must not stop the others')
            log.error("cycle_reminder_failed", person=str(person_id), **describe(error))
    return queued


async def _tell(person_id: UUID, cycle_id: UUID, settings: Settings, bus: Bus) -> bool:
    """Tell somebody for the first time what they are asked for in a cycle."""
    actor = await actor_for(person_id, ActorKind.DIGEST)
    if actor is None:
        return False
    try:
        async with unit_of_work(bus):
            views = [view for view in await reviews_owed(actor) if view.cycle_id == cycle_id]
            if not views:
                return False
            await _set(cycle_id, actor, None, 0)
            await notify(NotificationKind.REVIEWS_ASKED, [person_id], CYCLE, cycle_id)
            mailing = await mailing_of([person_id], NotificationKind.REVIEWS_ASKED)
            if person_id not in mailing.wanted:
                return False
            letter = write_asked(
                actor,
                settings,
                await Cycle.get(id=cycle_id),
                views,
                await CyclePerspective.filter(cycle_id=cycle_id).order_by("id"),
                unsubscribe=mailing.unsubscribe_url(person_id, settings),
            )
            await _queue(
                ASKED,
                f"{ASKED}:{cycle_id}:{person_id}",
                actor,
                letter,
                about=cycle_id,
                unsubscribe=mailing.unsubscribe_url(person_id, settings),
            )
    except _SomebodyWasFaster:
        return False
    return True


async def _remind(person_id: UUID, settings: Settings, bus: Bus) -> bool:
    actor = await actor_for(person_id, ActorKind.DIGEST)
    if actor is None:
        return False
    try:
        async with unit_of_work(bus):
            return await remind(actor, settings)
    except _SomebodyWasFaster:
        return False


async def remind(actor: Actor, settings: Settings) -> bool:
    """Queue the actor's reminder in the open unit of work, unless they owe nothing or had one today.

    Raises when another worker is at it, so that nothing of this unit of work stays.
    """
    views = await reviews_owed(actor)
    cycles = {row.id: row for row in await Cycle.filter(id__in=list({v.cycle_id for v in views}))}
    reminded = await reminded_of(list(cycles), [actor.person_id])
    day = _day_of_sending(actor)
    if not views or any(last.count and last.last_on >= day for last in reminded.values()):
        return False
    answered = await _answered(actor, list(cycles), reminded)
    other_words = False
    for cycle_id in sorted(cycles):
        last = reminded.get((cycle_id, actor.person_id))
        other_words |= in_other_words(last, answered=cycle_id in answered)
        await _set(cycle_id, actor, last, counted(last, answered=cycle_id in answered), day)
    names = await people_by_ids(actor, [view.subject_id for view in views])
    letter = write_reminder(actor, settings, cycles, views, names, other_words=other_words)
    await _queue(REMINDER, f"{REMINDER}:{actor.person_id}:{day.isoformat()}", actor, letter)
    await notify(
        NotificationKind.REVIEWS_REMINDED,
        [actor.person_id],
        REVIEWS,
        None,
        once=day.isoformat(),
        at=send_at(now(), actor.time_zone),
    )
    return True


async def _answered(
    actor: Actor, cycle_ids: Sequence[UUID], reminded: Mapping[tuple[UUID, UUID], Reminded]
) -> set[UUID]:
    """The cycles in which the actor has submitted something since they were last reminded."""
    latest = (
        await Review.filter(
            rater_id=actor.person_id, cycle_id__in=list(cycle_ids), submitted_at__isnull=False
        )
        .annotate(latest=Max("submitted_at"))
        .group_by("cycle_id")
        .values_list("cycle_id", "latest")
    )
    found = set()
    for cycle_id, submitted_at in latest:
        last = reminded.get((cycle_id, actor.person_id))
        if last is not None and _aware(submitted_at) >= _start_of(last.last_on, actor.time_zone):
            found.add(cycle_id)
    return found


def _start_of(day: date, time_zone: str) -> datetime:
    return datetime.combine(day, time.min, tzinfo=ZoneInfo(time_zone))


def _aware(instant: datetime | str) -> datetime:
    """An aggregate's instant: SQLite gives text."""
    value = datetime.fromisoformat(instant) if isinstance(instant, str) else instant
    return value if value.tzinfo else value.replace(tzinfo=UTC)


async def _set(
    cycle_id: UUID, actor: Actor, last: Reminded | None, count: int, day: date | None = None
) -> None:
    """Compare and set how often somebody was reminded in a cycle. Raises if it is not as it was."""
    on = day or today(actor.time_zone)
    if last is None:
        row = CycleReminder(
            id=new_id(), cycle_id=cycle_id, person_id=actor.person_id, count=count, last_on=on
        )
        await CycleReminder.bulk_create([row], ignore_conflicts=True)
        if not await CycleReminder.filter(id=row.id).exists():
            raise _SomebodyWasFaster
        return
    changed = await CycleReminder.filter(
        cycle_id=cycle_id, person_id=actor.person_id, count=last.count, last_on=last.last_on
    ).update(count=count, last_on=on)
    if not changed:
        raise _SomebodyWasFaster


def _day_of_sending(actor: Actor) -> date:
    """The reader's day on which mail that is written now is sent."""
    return send_at(now(), actor.time_zone).astimezone(ZoneInfo(actor.time_zone)).date()


async def _queue(
    kind: str,
    dedupe_key: str,
    actor: Actor,
    letter: Letter,
    *,
    about: UUID | None = None,
    unsubscribe: str | None = None,
) -> None:
    """``about``: the cycle that it is about, None for all of them.

    Reminders have no link to unsubscribe: they are about work that others wait for, and end with it.
    """
    person = await Person.get(id=actor.person_id)
    await queue_mail(
        dedupe_key=dedupe_key,
        kind=kind,
        urgency=Urgency.BULK,
        recipient_id=actor.person_id,
        to_address=person.work_email,
        to_name=f"{person.given_name} {person.family_name}".strip(),
        language=actor.locale,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        unsubscribe_url=unsubscribe,
        not_before=send_at(now(), actor.time_zone),
        subject_kind=None if about is None else CYCLE,
        subject_id=about,
    )


# ---- by hand ------------------------------------------------------------------------------------


async def remind_of_reviews(
    actor: Actor, settings: Settings, *, cycle_id: UUID, person_ids: Sequence[UUID] = ()
) -> int:
    """Remind those who owe reviews in a cycle now, or on their next working morning; HR.

    Only those who still have time on that day, and nobody twice on one day, however they were reminded.
    Whoever owes a review about the actor alone is not among them: the number would tell who has
    written. Answers how many. Raises ``CycleNotFound``, ``OnlyHrManagesCycles``, ``CycleNotInState``,
    ``NobodyOwes``.
    """
    cycle = await readable_cycle(actor, cycle_id)
    if not may_remind(actor):
        raise OnlyHrManagesCycles
    if cycle.state not in WRITABLE:
        raise CycleNotInState
    extensions = (await extensions_by_cycle([cycle.id]))[cycle.id]
    wanted = set(person_ids)
    owing = [
        each.rater_id
        for each in await owing_of([cycle.id], counted_reviews(actor))
        if has_time(cycle, each.rater_id, extensions, now())
        and (not wanted or each.rater_id in wanted)
    ]
    reminded = 0
    for person_id in owing:
        reader = await actor_for(person_id, ActorKind.DIGEST)
        if reader is not None and await _in_time(reader):
            reminded += await remind(reader, settings)
    if not reminded:
        raise NobodyOwes
    note(Action.CYCLE_REMINDED, actor, cycle.id, count=reminded)
    return reminded


async def _in_time(reader: Actor) -> bool:
    """Whether a mail of now would still reach them before their time is over."""
    at = send_at(now(), reader.time_zone)
    return any(view.due_at > at for view in await reviews_owed(reader))
