"""Delivering the outbox: claim, send, note what became of it.

Any number of workers may run. A claim is a conditional update with a lease; a worker that dies
loses its claims when the lease ends, and the mail goes out again with the same Message-ID.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Collection, Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from tortoise.expressions import F
from tortoise.queryset import QuerySet

from erm.core.clock import now
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.mail.addresses import Returning
from erm.mail.message import domain_of, sender_parts
from erm.mail.models import Mail
from erm.mail.rules import (
    GIVE_UP_AFTER,
    KEPT_FOR,
    LEASE,
    MailState,
    Transport,
    Verdict,
    next_attempt,
)
from erm.mail.smtp import TIMEOUT, Conversation, DeliveryFailed, Server
from erm.mail.writing import Writer
from erm.settings import Settings

log = structlog.get_logger("erm.mail")

BATCH = 40
CONNECTIONS = 4
_SERVER_PAUSES = (5, 15, 60, 300)
"""Seconds to leave a server alone after it could not be talked to, once, twice, …"""

Gone = Callable[[Collection[UUID]], Awaitable[set[UUID]]]
"""Which of these people have left and get no mail any more."""


class Postman:
    """Delivers the outbox for one worker process.

    ``gone`` is asked before each batch; mail stands below the directory and cannot ask it itself.
    """

    def __init__(
        self,
        settings: Settings,
        worker: str,
        gone: Gone,
        *,
        lease: timedelta = LEASE,
        server: Server | None = None,
        timeout: float = TIMEOUT,
    ) -> None:
        self._writer = Writer(settings)
        self._sender = sender_parts(settings.mail_from)[1]
        self._domain = domain_of(self._sender)
        self._returning = Returning(settings.secret_key, settings.inbound_domain)
        self._server = server or (Server.of(settings.smtp_url) if settings.smtp_url else None)
        self._worker = worker
        self._gone = gone
        self._lease = lease
        self._timeout = timeout
        self._bus = Bus()
        self._server_failures = 0
        self._paused_until: datetime | None = None

    async def run(self, stop: asyncio.Event) -> int:
        """Deliver everything that is due; returns how many mails left. Ends early on ``stop``."""
        if self._paused_until is not None and now() < self._paused_until:
            return 0
        self._paused_until = None
        sent = 0
        while not stop.is_set() and self._paused_until is None:
            mails = await self._claim()
            if not mails:
                break
            sent += await self._deliver(mails, stop)
        return sent

    async def _claim(self) -> list[Mail]:
        instant = now()
        due_now = Mail.filter(state=MailState.QUEUED, next_attempt_at__lte=instant)
        if not await due_now.exists():
            # Most of the time: no transaction that others would have to wait for.
            return []
        async with unit_of_work(self._bus):
            # The lock is PostgreSQL's, so that workers do not queue up for the same rows; on SQLite
            # the transaction is the only writer. Tortoise forgets it in values_list().
            due = await (
                due_now.order_by("urgency", "next_attempt_at", "id")
                .limit(BATCH)
                .select_for_update(skip_locked=True)
                .only("id")
            )
            ids = [mail.id for mail in due]
            if not ids:
                return []
            await Mail.filter(id__in=ids, message_domain=None).update(message_domain=self._domain)
            await Mail.filter(id__in=ids, state=MailState.QUEUED).update(
                state=MailState.SENDING,
                claimed_by=self._worker,
                lease_until=instant + self._lease,
                attempts=F("attempts") + 1,
            )
            # What counts is the conditional update: only what it gave to this worker is claimed.
            mails = await Mail.filter(
                id__in=ids, state=MailState.SENDING, claimed_by=self._worker
            ).order_by("urgency", "next_attempt_at", "id")
        people = {mail.recipient_id for mail in mails if mail.recipient_id is not None}
        gone = await self._gone(people) if people else set()
        for mail in mails:
            if mail.recipient_id in gone:
                await self._mine(mail).update(
                    state=MailState.CANCELLED,
                    text="",
                    html=None,
                    calendar=None,
                    attachment=None,
                    claimed_by=None,
                    lease_until=None,
                )
        return [mail for mail in mails if mail.recipient_id not in gone]

    def _mine(self, mail: Mail) -> QuerySet[Mail]:
        return Mail.filter(id=mail.id, state=MailState.SENDING, claimed_by=self._worker)

    async def _deliver(self, mails: Sequence[Mail], stop: asyncio.Event) -> int:
        if self._server is None:
            for mail in mails:
                await self._note_sent(mail, Transport.LOCAL)
            return len(mails)
        waiting = iter(mails)
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [
                    group.create_task(self._converse(self._server, waiting, stop))
                    for _ in range(min(CONNECTIONS, len(mails)))
                ]
        finally:
            await self._release(waiting)
        return sum(task.result() for task in tasks)

    async def _converse(self, server: Server, waiting: Iterator[Mail], stop: asyncio.Event) -> int:
        """Send from the common pile over one connection until it is empty, or told to stop."""
        conversation = Conversation(server, self._domain, self._timeout)
        sent = 0
        try:
            while not stop.is_set() and self._paused_until is None:
                mail = next(waiting, None)
                if mail is None:
                    break
                sent += await self._send(conversation, mail, waiting)
        finally:
            await conversation.close()
        return sent

    async def _send(self, conversation: Conversation, mail: Mail, waiting: Iterator[Mail]) -> int:
        if mail.lease_until is None or now() > mail.lease_until - self._lease / 2:
            # The server is slow: give back what would be sent on a claim that may have ended.
            await self._release(itertools.chain([mail], waiting))
            return 0
        try:
            message = self._writer.write(
                mail,
                reply_to=self._returning.reply_to(mail.id, takes_replies=mail.takes_replies),
            )
        except ValueError as error:
            await self._note_parked(mail, f"cannot be written: {error}")
            return 0
        try:
            # Shorter than what is left of the claim, so that nobody else sends it meanwhile.
            async with asyncio.timeout(self._lease.total_seconds() * 0.4):
                sender = self._returning.envelope_sender(mail.id, self._sender)
                await conversation.send(sender, mail.to_address, message)
        except TimeoutError:
            await self._note_failure(mail, Verdict.TEMPORARY, "the server took too long")
            return 0
        except DeliveryFailed as failure:
            await self._note_failure(mail, failure.verdict, str(failure))
            return 0
        await self._note_sent(mail, Transport.SMTP)
        return 1

    async def _note_sent(self, mail: Mail, transport: Transport) -> None:
        # What was sent is the reader's: the outbox keeps no copy of its text, and the links in it.
        content = (
            {"text": "", "html": None, "calendar": None, "attachment": None}
            if transport is Transport.SMTP
            else {}
        )
        kept = await self._mine(mail).update(
            state=MailState.SENT,
            transport=transport,
            sent_at=now(),
            claimed_by=None,
            lease_until=None,
            last_error=None,
            **content,
        )
        if self._server_failures:
            self._server_failures = 0
        if not kept:
            log.warning("mail_claim_was_lost", mail=str(mail.id))

    async def _note_failure(self, mail: Mail, verdict: Verdict, reason: str) -> None:
        log.warning("mail_failed", mail=str(mail.id), kind=mail.kind, verdict=verdict.value)
        if verdict is Verdict.PERMANENT:
            await self._note_parked(mail, reason)
            return
        if verdict is Verdict.SERVER:
            # Not this mail's fault: the whole outbox waits, and no mail's attempts are used up.
            if self._paused_until is None:
                pause = _SERVER_PAUSES[min(self._server_failures, len(_SERVER_PAUSES) - 1)]
                self._server_failures += 1
                self._paused_until = now() + timedelta(seconds=pause)
            again = mail.next_attempt_at if now() - mail.created_at < GIVE_UP_AFTER else None
        else:
            again = next_attempt(mail.created_at, mail.attempts, now())
        if again is None:
            await self._note_parked(mail, reason)
            return
        await self._mine(mail).update(
            state=MailState.QUEUED,
            next_attempt_at=again,
            attempts=mail.attempts - (1 if verdict is Verdict.SERVER else 0),
            last_error=reason,
            claimed_by=None,
            lease_until=None,
        )

    async def _note_parked(self, mail: Mail, reason: str) -> None:
        await self._mine(mail).update(
            state=MailState.PARKED, last_error=reason[:500], claimed_by=None, lease_until=None
        )

    async def _release(self, mails: Iterator[Mail]) -> None:
        ids = [mail.id for mail in mails]
        if ids:
            await Mail.filter(id__in=ids, state=MailState.SENDING, claimed_by=self._worker).update(
                state=MailState.QUEUED,
                attempts=F("attempts") - 1,
                claimed_by=None,
                lease_until=None,
            )


async def release_stale() -> int:
    """Queue mails again whose worker died while sending; returns how many."""
    stale = Mail.filter(state=MailState.SENDING, lease_until__lt=now())
    if not await stale.exists():
        return 0
    return await stale.update(state=MailState.QUEUED, claimed_by=None, lease_until=None)


async def purge() -> int:
    """Delete mails that are not waiting any more and older than 30 days; returns how many."""
    return await Mail.filter(
        state__in=[MailState.SENT, MailState.CANCELLED, MailState.PARKED],
        created_at__lt=now() - KEPT_FOR,
    ).delete()
