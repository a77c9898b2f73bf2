"""A worker's claim on mails: taking them, giving them back, and what the dead leave behind."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from tortoise.expressions import F, Q
from tortoise.queryset import QuerySet

from erm.core.clock import now
from erm.core.database.purging import purge_old
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.work import unit_of_work
from erm.mail.blocks import blocked_among
from erm.mail.commands import BLOCKED
from erm.mail.models import Mail, MailAttempt
from erm.mail.pace import Pace
from erm.mail.rules import (
    GIVE_UP_AFTER,
    INTERRUPTIONS,
    KEPT_FOR,
    TEXT_OF_PARKED_KEPT_FOR,
    MailState,
)

_AT_ONCE = 500
_INTERRUPTED = "interrupted"
_NO_TEXT = {"text": "", "html": None, "calendar": None, "attachment": None}

Gone = Callable[[Collection[UUID]], Awaitable[set[UUID]]]
"""Which of these people have left and get no mail any more."""


class Claims:
    """What one worker may send. ``domain`` is that of the Message-IDs that it makes.

    ``gone`` is asked after each claim; mail stands below the directory and cannot ask it itself.
    """

    def __init__(
        self, worker: str, lease: timedelta, domain: str, gone: Gone, pace: Pace, bus: Bus
    ) -> None:
        self.worker = worker
        self.lease = lease
        self._domain = domain
        self._gone = gone
        self._pace = pace
        self._bus = bus

    async def take(self, at_most: int) -> list[Mail]:
        """Claim mails that are due, the most urgent first; none when nothing may go now.

        Left out are domains that rest or whose pace is used up. Mail to people who have left and to
        blocked addresses is cancelled instead; there may be more due although this returns few.
        """
        while True:
            instant = now()
            closed = await self._pace.closed(instant)
            due = Mail.filter(closed.due(), state=MailState.QUEUED, next_attempt_at__lte=instant)
            if not await due.exists():
                # Most of the time: no transaction that others would have to wait for.
                return []
            mails, any_taken = await self._claim(due, at_most, instant)
            mails = await self._without_unwanted(mails)
            if mails or not any_taken:
                return mails

    async def _claim(
        self, due: QuerySet[Mail], at_most: int, instant: datetime
    ) -> tuple[list[Mail], bool]:
        async with unit_of_work(self._bus):
            # The lock is PostgreSQL's, so that workers do not queue up for the same rows; on SQLite
            # the transaction is the only writer. Tortoise forgets it in values_list().
            rows = await (
                due.order_by("urgency", "next_attempt_at", "id")
                .limit(at_most)
                .select_for_update(skip_locked=True)
                .only("id", "domain")
            )
            ids = await self._at_their_pace(rows, instant)
            if not ids:
                return [], False
            await Mail.filter(id__in=ids, message_domain=None).update(message_domain=self._domain)
            await Mail.filter(id__in=ids, state=MailState.QUEUED).update(
                state=MailState.SENDING,
                claimed_by=self.worker,
                lease_until=instant + self.lease,
                attempts=F("attempts") + 1,
            )
            # What counts is the conditional update: only what it gave to this worker is claimed.
            mails = await Mail.filter(
                id__in=ids, state=MailState.SENDING, claimed_by=self.worker
            ).order_by("urgency", "next_attempt_at", "id")
        return mails, True

    async def _at_their_pace(self, rows: Sequence[Mail], instant: datetime) -> list[UUID]:
        """Those of these that fit into the pace of their domains, in the same order."""
        if not self._pace.has_rates:
            return [row.id for row in rows]
        wanted = Counter(row.domain for row in rows)
        # In one order for all workers, which lock the same few rows.
        room = {name: await self._pace.take(name, wanted[name], instant) for name in sorted(wanted)}
        taken: Counter[str] = Counter()
        ids = []
        for row in rows:
            if taken[row.domain] < room[row.domain]:
                taken[row.domain] += 1
                ids.append(row.id)
        return ids

    async def _without_unwanted(self, mails: list[Mail]) -> list[Mail]:
        people = {mail.recipient_id for mail in mails if mail.recipient_id is not None}
        gone = await self._gone(people) if people else set()
        blocked = await blocked_among([mail.to_address for mail in mails])
        unwanted: dict[str | None, list[UUID]] = {}
        kept = []
        for mail in mails:
            if mail.recipient_id in gone:
                unwanted.setdefault(None, []).append(mail.id)
            elif mail.to_address.lower() in blocked:
                unwanted.setdefault(BLOCKED, []).append(mail.id)
            else:
                kept.append(mail)
        for reason, ids in unwanted.items():
            await self.mine(*ids).update(
                state=MailState.CANCELLED,
                last_error=reason,
                claimed_by=None,
                lease_until=None,
                **_NO_TEXT,
            )
        return kept

    def mine(self, *ids: UUID) -> QuerySet[Mail]:
        """Those of these mails that this worker still may send."""
        return Mail.filter(id__in=ids, state=MailState.SENDING, claimed_by=self.worker)

    def holds(self, mail: Mail) -> bool:
        """Whether enough of a claim is left to begin to send."""
        return mail.lease_until is not None and now() <= mail.lease_until - self.lease / 2

    async def release(self, mails: Collection[Mail]) -> None:
        """Give back what was not tried; it is due again."""
        if mails:
            await self.mine(*(mail.id for mail in mails)).update(
                state=MailState.QUEUED,
                attempts=F("attempts") - 1,
                claimed_by=None,
                lease_until=None,
            )


async def release_stale(bus: Bus | None = None) -> int:
    """Queue mails again whose worker died while sending; returns how many.

    The log says of each that it was interrupted: it may have gone out. What was interrupted again and
    again for days may be what kills workers, and is parked.
    """
    instant = now()
    stale = Mail.filter(state=MailState.SENDING, lease_until__lt=instant)
    if not await stale.exists():
        return 0
    released = 0
    while True:
        async with unit_of_work(bus or Bus()):
            rows = await (
                stale.order_by("id")
                .limit(_AT_ONCE)
                .select_for_update(skip_locked=True)
                .only("id", "attempts", "created_at")
            )
            deadly = {
                row.id
                for row in rows
                if row.attempts >= INTERRUPTIONS and instant - row.created_at >= GIVE_UP_AFTER
            }
            for state, ids in (
                (MailState.PARKED, deadly),
                (MailState.QUEUED, {row.id for row in rows} - deadly),
            ):
                if ids:
                    await stale.filter(id__in=ids).update(
                        state=state, last_error=_INTERRUPTED, claimed_by=None, lease_until=None
                    )
            await MailAttempt.bulk_create(
                [
                    MailAttempt(
                        id=new_id(), mail_id=row.id, at=instant, taken=False, answer=_INTERRUPTED
                    )
                    for row in rows
                ]
            )
        released += len(rows)
        if len(rows) < _AT_ONCE:
            return released


async def purge(stop: asyncio.Event | None = None) -> int:
    """Delete mails that are not waiting any more and older than 30 days; returns how many.

    The text of what could not be delivered goes after 14 days.
    """
    instant = now()
    over = [MailState.SENT, MailState.CANCELLED, MailState.PARKED]
    await (
        Mail.filter(state=MailState.PARKED, created_at__lt=instant - TEXT_OF_PARKED_KEPT_FOR)
        .exclude(text="")
        .update(**_NO_TEXT)
    )
    return await purge_old(Mail, instant - KEPT_FOR, also=Q(state__in=over), stop=stop)
