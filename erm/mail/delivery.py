"""Delivering the outbox: claim, send, note what became of it.

Any number of workers may run. A claim is a conditional update with a lease; a worker that dies
loses its claims when the lease ends, and the mail goes out again with the same Message-ID.

Within a worker the claimed mails lie on one pile. Each server has its own few connections, which take
from it and stay open between two piles; while they send, the next claim is made, so that they need not
wait for it. A server that does not answer is left alone with what its connections had in hand given
back, and the others go on.
"""

from __future__ import annotations

import asyncio
import heapq
import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import structlog

from erm.core.clock import now
from erm.core.events import Bus
from erm.core.logging import describe
from erm.mail import pace as pacing
from erm.mail.addresses import Returning
from erm.mail.claiming import Claims, Gone
from erm.mail.lanes import Lane
from erm.mail.message import domain_of, sender_parts
from erm.mail.models import Mail
from erm.mail.outcomes import Outcome, Outcomes, Try
from erm.mail.pace import Pace
from erm.mail.rules import (
    GIVE_UP_AFTER,
    LEASE,
    MailState,
    Stage,
    Transport,
    Urgency,
    Verdict,
    is_about_the_domain,
    is_about_the_server,
    is_dead_address,
    next_attempt,
)
from erm.mail.smtp import TIMEOUT, Accepted, Conversation, DeliveryFailed, Server
from erm.mail.writing import Writer
from erm.settings import Settings

log = structlog.get_logger("erm.mail")

BATCH = 40
"""How many mails the first claim takes. It grows while they go within a second, up to the most."""
_LARGEST_BATCH = 400


class _Pile:
    """Claimed mails, the most urgent on top."""

    def __init__(self) -> None:
        self._heap: list[tuple[int, int, Mail]] = []
        self._count = 0
        self._changed = asyncio.Condition()
        self.closed = False
        self.senders = 0

    async def put(self, mails: list[Mail]) -> None:
        async with self._changed:
            for mail in mails:
                self._count += 1
                heapq.heappush(self._heap, (mail.urgency, self._count, mail))
            self._changed.notify_all()

    async def take(self) -> Mail | None:
        """The next one; None when there is none and none will come."""
        async with self._changed:
            while not self._heap:
                if self.closed:
                    return None
                await self._changed.wait()
            mail = heapq.heappop(self._heap)[2]
            self._changed.notify_all()
            return mail

    async def until_at_most(self, count: int) -> None:
        """Wait until few are left, or nobody takes any."""
        async with self._changed:
            await self._changed.wait_for(lambda: len(self._heap) <= count or not self.senders)

    async def leave(self) -> None:
        """A sender goes."""
        async with self._changed:
            self.senders -= 1
            self._changed.notify_all()

    async def close(self) -> None:
        """Nothing more will come."""
        async with self._changed:
            self.closed = True
            self._changed.notify_all()

    def rest(self) -> list[Mail]:
        """Take what nobody took."""
        heap, self._heap = self._heap, []
        return [mail for _, _, mail in heap]


class Postman:
    """Delivers the outbox for one worker process.

    ``gone`` is asked before each batch. ``chance`` gives numbers from 0 to 1, for the jitter.
    """

    def __init__(
        self,
        settings: Settings,
        worker: str,
        gone: Gone,
        *,
        bus: Bus | None = None,
        lease: timedelta = LEASE,
        server: Server | None = None,
        timeout: float = TIMEOUT,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._writer = Writer(settings)
        self._sender = sender_parts(settings.mail_from)[1]
        self._returning = Returning(settings.secret_key, settings.inbound_domain)
        domain = domain_of(self._sender)
        servers = [server] if server else [Server.of(url) for url in settings.smtp_urls]
        self._lanes = [
            Lane(each, domain, timeout, settings.smtp_connections, chance) for each in servers
        ]
        self._lease = lease
        self._chance = chance
        self._pace = Pace(dict(settings.mail_rates), chance)
        bus = bus or Bus()
        self.claims = Claims(worker, lease, domain, gone, self._pace, bus)
        connections = settings.smtp_connections * max(1, len(self._lanes))
        self._outcomes = Outcomes(self.claims, bus, connections)
        self._batch = BATCH

    async def run(self, stop: asyncio.Event) -> int:
        """Deliver everything that is due; returns how many mails left. Ends early on ``stop``."""
        for lane in self._lanes:
            await lane.hang_up_idle()
        if not self._lanes:
            return await self._keep_locally(stop)
        if stop.is_set() or not any(lane.is_open for lane in self._lanes):
            return 0
        first = await self.claims.take(self._batch)
        if not first:
            return 0
        pile = _Pile()
        await pile.put(first)
        tally = _Tally()
        try:
            async with asyncio.TaskGroup() as group:
                try:
                    await self._fill(group, pile, tally, stop)
                except Exception as error:  # noqa: BLE001 (raised below)
                    # The others finish what they say: a conversation that is cut off comes twice.
                    tally.trouble = error
                finally:
                    await pile.close()
        finally:
            try:
                await self._outcomes.written()
            finally:
                await self.claims.release(pile.rest())
        if tally.trouble is not None:
            raise tally.trouble
        return tally.sent

    async def close(self) -> None:
        """Hang up everywhere."""
        for lane in self._lanes:
            await lane.hang_up()

    async def _keep_locally(self, stop: asyncio.Event) -> int:
        kept = 0
        while not stop.is_set() and (mails := await self.claims.take(BATCH)):
            for mail in mails:
                columns = {"state": MailState.SENT, "transport": Transport.LOCAL, "sent_at": now()}
                await self._outcomes.begin()
                self._outcomes.end(Outcome(mail, {**columns, "last_error": None}))
                kept += 1
            await self._outcomes.written()
        return kept

    async def _fill(
        self, group: asyncio.TaskGroup, pile: _Pile, tally: _Tally, stop: asyncio.Event
    ) -> None:
        """Keep the pile filled, and senders at every server that answers."""
        while True:
            for lane in self._lanes:
                while lane.has_room:
                    lane.senders += 1
                    pile.senders += 1
                    group.create_task(self._send_from(lane, pile, tally, stop))
            began = time.monotonic()
            await pile.until_at_most(self._batch // 2)
            broken = tally.trouble or self._outcomes.trouble
            if stop.is_set() or broken or not any(lane.is_open for lane in self._lanes):
                return
            seconds = time.monotonic() - began
            if seconds < 0.5:
                self._batch = min(self._batch * 2, _LARGEST_BATCH)
            elif seconds > 2:
                self._batch = max(self._batch // 2, BATCH)
            mails = await self.claims.take(self._batch)
            if not mails:
                return
            await pile.put(mails)

    async def _send_from(self, lane: Lane, pile: _Pile, tally: _Tally, stop: asyncio.Event) -> None:
        """Send from the pile over one connection until it is empty, or told to stop."""
        conversation = lane.pick_up()
        try:
            while not (stop.is_set() or tally.trouble or self._outcomes.trouble) and lane.is_open:
                await self._outcomes.begin()
                outcome = None
                try:
                    mail = await pile.take()
                    if mail is None:
                        break
                    outcome = await self._send(lane, conversation, mail)
                finally:
                    self._outcomes.end(outcome)
                if outcome.sent:
                    tally.sent += 1
                    await self._note_sent(lane, outcome)
        except Exception as error:  # noqa: BLE001 (raised when the others are done)
            tally.trouble = error
        finally:
            lane.senders -= 1
            await lane.put_back(conversation)
            await pile.leave()

    async def _send(self, lane: Lane, conversation: Conversation, mail: Mail) -> Outcome:
        """Send one mail, if it may go now; returns what it becomes."""
        rests = mail.urgency != Urgency.NOW and self._pace.rests(mail.domain, now())
        if rests or not lane.is_open or not self.claims.holds(mail):
            # Its domain or this server rests, or it lay on the pile until its claim may end.
            return Outcome(mail, {"state": MailState.QUEUED, "attempts": mail.attempts - 1})
        try:
            message = self._writer.write(
                mail,
                reply_to=self._returning.reply_to(mail.id, takes_replies=mail.takes_replies),
            )
        except Exception as error:  # noqa: BLE001 (one mail must not stop the others)
            # Only a ValueError says something of the mail that may be shown; no word of it may.
            reason = str(error) if isinstance(error, ValueError) else type(error).__name__
            log.error("mail_not_written", mail=str(mail.id), kind=mail.kind, **describe(error))
            return Outcome(mail, _parked(f"cannot be written: {reason}"))
        sender = self._returning.envelope_sender(mail.id, self._sender)
        began, ticks = now(), time.monotonic()
        try:
            # Shorter than what is left of the claim, so that nobody else sends it meanwhile.
            async with asyncio.timeout(self._lease.total_seconds() * 0.4):
                accepted = await conversation.send(sender, mail.to_address, message)
        except TimeoutError:
            failure = DeliveryFailed(Stage.DATA, None, "the server took too long")
        except DeliveryFailed as error:
            failure = error
        except Exception as error:  # noqa: BLE001 (nor may one conversation)
            log.error("mail_conversation_crashed", mail=str(mail.id), **describe(error))
            failure = DeliveryFailed(Stage.DATA, None, type(error).__name__)
        else:
            return Outcome(mail, tried=_tried(lane, began, ticks, accepted), sent=True)
        return await self._failed(lane, mail, failure, _tried(lane, began, ticks, failure))

    async def _note_sent(self, lane: Lane, outcome: Outcome) -> None:
        """Note that server and domain are well, once the mail itself is on its way to be written."""
        if lane.answered():
            await pacing.note_server(lane.server.name, now(), None)
        if outcome.tried is not None:
            took = timedelta(milliseconds=outcome.tried.milliseconds)
            await self._pace.took(outcome.mail.domain, now(), took)

    async def _failed(self, lane: Lane, mail: Mail, failure: DeliveryFailed, tried: Try) -> Outcome:
        """What becomes of a mail that was not taken, of its server and of its domain."""
        verdict, reason, instant = failure.verdict, str(failure), now()
        log.warning("mail_failed", mail=str(mail.id), kind=mail.kind, verdict=verdict.value)
        if verdict is Verdict.PERMANENT:
            dead = is_dead_address(failure.stage, failure.code, failure.text)
            _ = lane.answered()
            return Outcome(mail, _parked(reason), tried, dead=dead)
        if verdict is Verdict.SERVER:
            # Not this mail's fault: the server rests, and no mail's attempts are used up.
            again: datetime | None = mail.next_attempt_at
            if instant - mail.next_attempt_at >= GIVE_UP_AFTER:
                # Where no worker was there to try it, its days to be tried in begin only now.
                again = instant if mail.last_error is None else None
            attempts = mail.attempts - 1
            logged = None if mail.last_error == reason[:500] else tried
            paused = lane.failed()
        else:
            again = next_attempt(mail.created_at, mail.attempts, instant, self._chance())
            attempts, logged = mail.attempts, tried
            paused = is_about_the_server(failure.stage, failure.code) and lane.came_to_nothing()
        if paused:
            log.warning("mail_server_paused", server=lane.server.name, until=lane.paused_until)
            await pacing.note_server(lane.server.name, instant, lane.paused_until)
        if is_about_the_domain(failure.stage, failure.code):
            await self._pace.refused_for_now(mail.domain, instant)
        if failure.stage is Stage.RCPT:
            took = timedelta(milliseconds=tried.milliseconds)
            await self._pace.answered(mail.domain, instant, took)
        if again is None:
            return Outcome(mail, _parked(reason), logged)
        columns = {
            "state": MailState.QUEUED,
            "next_attempt_at": again,
            "attempts": attempts,
            "last_error": reason[:500],
        }
        return Outcome(mail, columns, logged)


class _Tally:
    """How many mails left in one run, and what broke it: the database, usually."""

    def __init__(self) -> None:
        self.sent = 0
        self.trouble: Exception | None = None


def _parked(reason: str) -> dict[str, Any]:
    return {"state": MailState.PARKED, "last_error": reason[:500]}


def _tried(lane: Lane, began: Any, ticks: float, answer: Accepted | DeliveryFailed) -> Try:
    accepted = isinstance(answer, Accepted)
    return Try(
        at=began,
        server=lane.server.name,
        taken=accepted,
        stage=Stage.DATA.value if isinstance(answer, Accepted) else answer.stage.value,
        code=answer.code,
        answer=answer.text,
        milliseconds=round((time.monotonic() - ticks) * 1000),
    )
