"""Dispatching: what waits for one person and channel becomes one message when its time has come.

Any number of workers may run. A message is claimed as a whole by a conditional update, or not at all.
Mail is queued in the transaction that says it was told; a chat and push are claimed with a lease
first, so what a worker that died had in hand is sent again: twice at worst, and never lost.
Whether it may be told is asked as late as possible: of people who left, of what they have seen, switched
off or may not read any more, and of what is over by then, nothing leaves.
"""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from tortoise.expressions import F, Q

from erm.access.actors import actor_for
from erm.core.actor import ActorKind
from erm.core.clock import now
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.logging import describe
from erm.core.sealing import SealBroken
from erm.core.work import unit_of_work
from erm.integrations.addresses import Hosts
from erm.integrations.answers import Answer
from erm.integrations.chats import Poster
from erm.integrations.rules import ChatService, Problem, disabled_reason
from erm.integrations.sending import Sender
from erm.mail.commands import queue_mails
from erm.notifications import pushing
from erm.notifications.chatting import address_of
from erm.notifications.choices import wanting
from erm.notifications.claims import (
    Taken,
    claimed,
    finish,
    give_up_or_retry,
    postpone,
    quiet,
    reachable,
    release_stale,
    take,
)
from erm.notifications.messages import (
    Told,
    Writer,
    chat_text,
    push_message,
    write_mail,
)
from erm.notifications.models import Dispatch, Notification, PersonalChat
from erm.notifications.queries import about_of
from erm.notifications.rules import (
    GENERAL,
    KINDS,
    LEASE,
    Channel,
    DispatchState,
    next_attempt,
)
from erm.notifications.subjects import Subjects
from erm.people.queries import people_by_ids
from erm.settings import Settings

log = structlog.get_logger("erm.notifications")

GROUPS_AT_ONCE = 500
"""How many people and channels are looked at in one turn."""
TURNS = 40
"""How many turns a run of the job takes where there is so much."""
IN_HAND = 6
"""How many messages are in hand at once: a slow chat holds up no other."""
_GONE = (404, 410)


@dataclass(frozen=True, slots=True)
class _Message:
    """Dispatches that are told together, and their notifications."""

    person_id: UUID
    channel: Channel
    dispatches: Sequence[Dispatch]
    notifications: Mapping[UUID, Notification]

    @property
    def ids(self) -> list[UUID]:
        return [each.id for each in self.dispatches]


class Dispatcher:
    """Dispatches for one worker process. ``sender``, ``poster`` and ``chance`` are for tests."""

    def __init__(
        self,
        settings: Settings,
        bus: Bus,
        subjects: Subjects,
        writers: Mapping[str, Writer],
        *,
        sender: Sender | None = None,
        poster: Poster | None = None,
        chance: Callable[[], float] = random.random,
        lease: timedelta = LEASE,
    ) -> None:
        hosts = Hosts.of(settings.integration_hosts)
        self._settings = settings
        self._bus = bus
        self._subjects = subjects
        self._writers = {**writers, GENERAL: write_mail}
        self._pusher = pushing.Pusher(sender or Sender(hosts), settings.mail_from)
        self._poster = poster or Poster(hosts)
        self._chance = chance
        self._lease = lease

    async def run(self, stop: asyncio.Event) -> int:
        """Tell everything whose time has come; returns how many messages. Ends early on ``stop``."""
        await release_stale(self._bus)
        told = 0
        # Monday at seven is due for many at once; what others have in hand is no reason to go on.
        for _ in range(TURNS):
            groups, messages = await self._turn(stop)
            told += messages
            if groups < GROUPS_AT_ONCE or stop.is_set():
                break
        return told

    async def _turn(self, stop: asyncio.Event) -> tuple[int, int]:
        """Look at some people and channels: how many there were, and how many messages it made."""
        due: Any = (
            await Dispatch.filter(state=DispatchState.WAITING, due_at__lte=now())
            .distinct()
            .limit(GROUPS_AT_ONCE)
            .values_list("recipient_id", "channel")
        )
        groups = list(due)
        # Several workers start at different places and so seldom meet.
        random.shuffle(groups)
        free = asyncio.Semaphore(IN_HAND)

        async def tell(person_id: UUID, channel: Channel) -> int:
            async with free:
                return 0 if stop.is_set() else await self._group(person_id, Channel(channel))

        async with asyncio.TaskGroup() as tasks:
            told = [tasks.create_task(tell(*group)) for group in groups]
        return len(groups), sum(task.result() for task in told)

    async def _group(self, person_id: UUID, channel: Channel) -> int:
        """Tell one person through one channel whatever is to be told now."""
        told = 0
        try:
            for message in await self._ready(person_id, channel):
                told += await self._tell(message)
        except Taken:
            pass
        except Exception as error:  # noqa: BLE001 (one person's must not stop the others')
            log.error("dispatch_failed", person=str(person_id), **describe(error))
            await give_up_or_retry(self._bus, person_id, channel)
        return told

    async def _ready(self, person_id: UUID, channel: Channel) -> list[_Message]:
        """The messages whose time has come. What has to wait gets the time until which it does."""
        instant = now()
        rows = await Dispatch.filter(
            Q(attempts=0) | Q(due_at__lte=instant),
            recipient_id=person_id,
            channel=channel,
            state=DispatchState.WAITING,
            # Some are made before their time.
            created_at__lte=instant,
        ).order_by("id")
        notifications = {
            row.id: row
            for row in await Notification.filter(id__in=[row.notification_id for row in rows])
        }
        by_mailing: dict[str, list[Dispatch]] = defaultdict(list)
        for row in rows:
            notification = notifications.get(row.notification_id)
            if notification is None:
                continue  # It was taken back this moment.
            rule = KINDS[notification.kind]
            by_mailing[rule.mailing if channel is Channel.MAIL else ""].append(row)
        messages = []
        for name, some in by_mailing.items():
            ready = await quiet(some, name, instant)
            if ready:
                messages.append(_Message(person_id, channel, ready, notifications))
        if messages and (later := await reachable(person_id, instant)) > instant:
            await postpone([key for message in messages for key in message.ids], later)
            return []
        return messages

    async def _tell(self, message: _Message) -> bool:
        told = await self._still_told(message)
        if told is None:
            await finish(self._bus, message.ids, DispatchState.DROPPED)
            return False
        kept = {row.id for row in told.rows}
        dropped = [row.id for row in message.dispatches if row.notification_id not in kept]
        if dropped:
            await finish(self._bus, dropped, DispatchState.DROPPED)
        rows = [row for row in message.dispatches if row.notification_id in kept]
        message = _Message(message.person_id, message.channel, rows, message.notifications)
        if message.channel is Channel.MAIL:
            return await self._mail(message, told)
        return await self._send(message, told)

    async def _still_told(self, message: _Message) -> Told | None:
        """What of a message may and should be told now; None for nothing."""
        actor = await actor_for(message.person_id, ActorKind.DIGEST)
        if actor is None:
            return None
        rows = [
            row
            for row in (message.notifications[each.notification_id] for each in message.dispatches)
            if row.seen_at is None
        ]
        for kind in {row.kind for row in rows}:
            if not await wanting([message.person_id], kind, message.channel):
                rows = [row for row in rows if row.kind is not kind]
        found = await self._subjects(actor, {about_of(row) for row in rows}) if rows else {}
        told = {about for about, subject in found.items() if not subject.over}
        rows = sorted((row for row in rows if about_of(row) in told), key=lambda row: row.id)
        if not rows:
            return None
        reader = (await people_by_ids(actor, [actor.person_id]))[actor.person_id]
        return Told(
            actor=actor,
            reader=reader,
            rows=rows,
            subjects=found,
            dedupe_key=f"notifications:{max(message.ids)}",
            gathered=all(each.gathered for each in message.dispatches),
        )

    async def _mail(self, message: _Message, told: Told) -> bool:
        """Queue the mail and say that it was told, or neither."""
        mailing = KINDS[told.rows[0].kind].mailing
        mail = await self._writers[mailing](told, self._settings)
        state = DispatchState.DROPPED if mail is None else DispatchState.SENT
        async with unit_of_work(self._bus):
            await take(message.ids, state=state, finished_at=now(), message_key=told.dedupe_key)
            if mail is not None:
                await queue_mails([mail])
        return mail is not None

    async def _send(self, message: _Message, told: Told) -> bool:
        """Claim, send, note what came of it."""
        key = str(new_id())
        async with unit_of_work(self._bus):
            await take(
                message.ids,
                state=DispatchState.SENDING,
                claimed_until=now() + self._lease,
                message_key=key,
                attempts=F("attempts") + 1,
            )
        if message.channel is Channel.CHAT:
            return await self._chat(message, told, key)
        return await self._push(message, told, key)

    async def _chat(self, message: _Message, told: Told, key: str) -> bool:
        chat = await PersonalChat.get_or_none(person_id=message.person_id, disabled_reason="")
        allowed = self._settings.personal_chats
        if chat is None or chat.service not in allowed:
            await self._note(message, key, DispatchState.DROPPED)
            return False
        text = await chat_text(told, self._settings.public_url)
        try:
            answer = await self._poster.post(ChatService(chat.service), address_of(chat), text)
        except SealBroken:
            answer = Answer(problem=Problem.SEAL_BROKEN)
        instant = now()
        async with unit_of_work(self._bus):
            same = PersonalChat.filter(
                person_id=message.person_id, address_sealed=chat.address_sealed
            )
            if answer.accepted:
                await same.filter(failing_since__isnull=False).update(failing_since=None)
                return await self._note(message, key, DispatchState.SENT)
            since = chat.failing_since or instant
            reason = disabled_reason(answer.status, since, instant)
            await same.update(
                failing_since=since, disabled_reason="" if reason is None else reason.value
            )
        await self._failed(message, key)
        return False

    async def _push(self, message: _Message, told: Told, key: str) -> bool:
        targets = await pushing.targets_of(message.person_id)
        body = await push_message(told)
        answers = await asyncio.gather(*(self._pusher.send(each, body) for each in targets))
        came = dict(zip((each.id for each in targets), answers, strict=True))
        gone = [each for each, answer in came.items() if answer.status in _GONE]
        arrived = [each for each, answer in came.items() if answer.accepted]
        async with unit_of_work(self._bus):
            for each in gone:
                await pushing.forget(each)
            if arrived:
                await pushing.used(arrived)
        if arrived:
            # Told by one browser is told: that another was not there is no reason to tell it twice.
            return await self._note(message, key, DispatchState.SENT)
        if len(gone) == len(targets):
            await self._note(message, key, DispatchState.DROPPED)
        else:
            await self._failed(message, key, max(answer.wait for answer in answers))
        return False

    async def _note(self, message: _Message, key: str, state: DispatchState) -> bool:
        """What became of a claimed message. A worker that was thought dead changes nothing any more."""
        async with unit_of_work(self._bus):
            await claimed(message.ids, key).update(
                state=state, finished_at=now(), claimed_until=None
            )
        return state is DispatchState.SENT

    async def _failed(self, message: _Message, key: str, wait: timedelta = timedelta(0)) -> None:
        """Try again later, at the earliest when the service wants to hear of it again, or give up."""
        instant = now()
        attempts = max(row.attempts for row in message.dispatches) + 1
        again = next_attempt(attempts, instant, self._chance())
        if again is None:
            await self._note(message, key, DispatchState.FAILED)
            return
        async with unit_of_work(self._bus):
            await claimed(message.ids, key).update(
                state=DispatchState.WAITING,
                due_at=max(again, instant + wait),
                claimed_until=None,
            )
