"""Delivering what is queued: claim, ask once more whether it may be told, send, note what came of it.

Any number of workers may run. A claim is a conditional update with a lease, and the number of the
attempt tells two claims of one delivery apart: a worker that was thought dead changes nothing any
more. What it had in hand is sent again under the same ``webhook-id``, by which receivers know it.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from tortoise.expressions import F, Q

from erm.core.clock import now
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.logging import describe
from erm.core.sealing import SealBroken
from erm.core.work import record, unit_of_work
from erm.integrations import signing
from erm.integrations.addresses import Hosts
from erm.integrations.announcing import give_up_waiting
from erm.integrations.answers import Answer
from erm.integrations.chats import Poster
from erm.integrations.events import IntegrationDisabled
from erm.integrations.models import ChatChannel, Delivery, DeliveryAttempt, WebhookEndpoint
from erm.integrations.queries import address_of, former_secret_of, secret_of
from erm.integrations.rules import (
    KEPT_FOR,
    LEASE,
    OPEN,
    DeliveryState,
    EventKind,
    Problem,
    disabled_reason,
    next_attempt,
)
from erm.integrations.sending import Sender
from erm.settings import Settings

log = structlog.get_logger("erm.integrations")

_AT_ONCE = 500
PER_TARGET = 3
"""How many deliveries of one endpoint or channel are in hand at once: a slow one holds up no other."""

StillTold = Callable[[Collection[tuple[EventKind, UUID]]], Awaitable[set[tuple[EventKind, UUID]]]]
"""Which of these may be told now. Integrations stand below what they tell of and cannot ask it."""


@dataclass(frozen=True, slots=True)
class _Claimed:
    """A delivery in hand, with the number of this attempt."""

    row: Delivery
    attempt: int


class Courier:
    """Delivers for one worker process."""

    def __init__(
        self,
        settings: Settings,
        bus: Bus,
        still_told: StillTold,
        *,
        sender: Sender | None = None,
        poster: Poster | None = None,
        chance: Callable[[], float] = random.random,
        lease: timedelta = LEASE,
    ) -> None:
        hosts = Hosts.of(settings.integration_hosts)
        self._bus = bus
        self._still_told = still_told
        self._sender = sender or Sender(hosts)
        self._poster = poster or Poster(hosts)
        self._chance = chance
        self._lease = lease

    async def run(self, stop: asyncio.Event) -> int:
        """Deliver everything that is due; returns how many arrived. Ends early on ``stop``."""
        arrived = 0
        while not stop.is_set():
            claimed = await self._claim()
            if not claimed:
                break
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(self._deliver(each, stop)) for each in claimed]
            arrived += sum(task.result() for task in tasks)
        return arrived

    async def _claim(self) -> list[_Claimed]:
        instant = now()
        due = Delivery.filter(state=DeliveryState.WAITING, next_at__lte=instant)
        # Most of the time there is nothing: no transaction that others would have to wait for.
        targets: Any = await due.distinct().values_list("endpoint_id", "channel_id")
        if not targets:
            return []
        claimed: list[_Claimed] = []
        async with unit_of_work(self._bus):
            for endpoint_id, channel_id in targets:
                target = Q(endpoint_id=endpoint_id, channel_id=channel_id)
                rows = (
                    await due.filter(target)
                    .order_by("next_at", "id")
                    .limit(PER_TARGET)
                    .select_for_update(skip_locked=True)
                )
                claimed += [
                    _Claimed(row, row.attempts + 1) for row in rows if await _take(row, self._lease)
                ]
        return claimed

    async def _deliver(self, claimed: _Claimed, stop: asyncio.Event) -> bool:
        row = claimed.row
        if stop.is_set():
            await _mine(claimed).update(
                state=DeliveryState.WAITING, claimed_until=None, attempts=F("attempts") - 1
            )
            return False
        if row.subject_id is not None and row.kind is not EventKind.KUDOS_REMOVED:
            subject = (row.kind, row.subject_id)
            if subject not in await self._still_told({subject}):
                await _mine(claimed).update(
                    state=DeliveryState.DROPPED, finished_at=now(), claimed_until=None, body=""
                )
                return False
        # Asked last of all: whoever took it back in the meantime has changed its state.
        if not await _mine(claimed).exists():
            return False
        began, ticks = now(), time.monotonic()
        try:
            answer = await self._send(row)
        except Exception as error:  # noqa: BLE001 (one delivery must not stop the others)
            log.error("delivery_crashed", delivery=str(row.id), **describe(error))
            answer = Answer(problem=Problem.BROKEN_ANSWER)
        milliseconds = round((time.monotonic() - ticks) * 1000)
        async with unit_of_work(self._bus):
            await self._note(claimed, answer, began, milliseconds)
        return answer.accepted

    async def _send(self, row: Delivery) -> Answer:
        try:
            if row.endpoint_id is not None:
                return await self._send_webhook(row, row.endpoint_id)
            channel = await ChatChannel.get(id=row.channel_id)
            return await self._poster.post(channel.service, address_of(channel), row.body)
        except SealBroken:
            return Answer(problem=Problem.SEAL_BROKEN)

    async def _send_webhook(self, row: Delivery, endpoint_id: UUID) -> Answer:
        endpoint = await WebhookEndpoint.get(id=endpoint_id)
        instant = now()
        keys = [secret_of(endpoint)]
        former = former_secret_of(endpoint)
        if former is not None and endpoint.former_until and instant < endpoint.former_until:
            keys.append(former)
        body = row.body.encode()
        signed = signing.headers(keys, str(row.event_id), int(instant.timestamp()), body)
        return await self._sender.post(endpoint.url, body, signed)

    async def _note(
        self, claimed: _Claimed, answer: Answer, began: datetime, milliseconds: int
    ) -> None:
        """Write down a try. In the log it stands in any case: it has happened."""
        row, instant = claimed.row, now()
        if not await Delivery.filter(id=row.id).exists():
            return  # The integration was removed meanwhile, with its log.
        _ = await DeliveryAttempt.create(
            id=new_id(),
            delivery_id=row.id,
            at=began,
            status=answer.status,
            problem="" if answer.problem is None else answer.problem.value,
            milliseconds=milliseconds,
            answer=answer.text,
        )
        if answer.accepted:
            await _mine(claimed).update(
                state=DeliveryState.DELIVERED, finished_at=instant, claimed_until=None
            )
            await _target(row).filter(failing_since__isnull=False).update(failing_since=None)
            return
        again = next_attempt(row.kind, claimed.attempt, instant, self._chance())
        if again is None or not await _target(row).filter(enabled=True).exists():
            await _mine(claimed).update(
                state=DeliveryState.GIVEN_UP, finished_at=instant, claimed_until=None
            )
        else:
            await _mine(claimed).update(
                state=DeliveryState.WAITING,
                next_at=max(again, instant + answer.wait),
                claimed_until=None,
            )
        await _failed(row, answer, instant)


async def _take(row: Delivery, lease: timedelta) -> bool:
    """Claim a delivery. What counts is the conditional update: only what it gave is claimed."""
    return bool(
        await Delivery.filter(id=row.id, state=DeliveryState.WAITING, attempts=row.attempts).update(
            state=DeliveryState.SENDING,
            claimed_until=now() + lease,
            attempts=F("attempts") + 1,
        )
    )


def _mine(claimed: _Claimed) -> Any:
    return Delivery.filter(id=claimed.row.id, state=DeliveryState.SENDING, attempts=claimed.attempt)


def _target(row: Delivery) -> Any:
    if row.endpoint_id is not None:
        return WebhookEndpoint.filter(id=row.endpoint_id)
    return ChatChannel.filter(id=row.channel_id)


async def _failed(row: Delivery, answer: Answer, instant: datetime) -> None:
    """Remember since when nothing arrives, and switch the integration off when that is long enough."""
    await _target(row).filter(failing_since__isnull=True).update(failing_since=instant)
    target: Any = await _target(row).first()
    reason = disabled_reason(answer.status, target.failing_since, instant)
    if reason is None or not await _target(row).filter(enabled=True).update(
        enabled=False, disabled_reason=reason.value, version=F("version") + 1
    ):
        return
    await give_up_waiting(endpoint_id=row.endpoint_id, channel_id=row.channel_id)
    record(
        IntegrationDisabled(
            at=instant,
            endpoint_id=row.endpoint_id,
            channel_id=row.channel_id,
            name=target.name,
            reason=reason,
        )
    )


async def release_stale(bus: Bus) -> int:
    """Queue again what workers had in hand when they died; returns how much."""
    instant = now()
    stale = Delivery.filter(state=DeliveryState.SENDING, claimed_until__lt=instant)
    rows: Sequence[Delivery] = await stale.only("id", "kind", "attempts", "claimed_until")
    released = 0
    for row in rows:
        async with unit_of_work(bus):
            claimed = _Claimed(row, row.attempts)
            again = next_attempt(row.kind, row.attempts, instant, 0.0)
            state = (
                {"state": DeliveryState.GIVEN_UP, "finished_at": instant}
                if again is None
                else {"state": DeliveryState.WAITING, "next_at": instant}
            )
            if await _mine(claimed).update(claimed_until=None, **state):
                _ = await DeliveryAttempt.create(
                    id=new_id(),
                    delivery_id=row.id,
                    at=instant,
                    problem=Problem.INTERRUPTED.value,
                )
                released += 1
    return released


async def purge() -> int:
    """Forget what is over and older than 30 days, and former secrets; returns how many deliveries.

    That an endpoint was told of something is remembered, without the words, for as long as it might
    have to hear that it is gone.
    """
    instant = now()
    await WebhookEndpoint.filter(former_until__lt=instant).update(
        former_secret_sealed=None, former_until=None
    )
    old = Delivery.filter(Q(created_at__lt=instant - KEPT_FOR), ~Q(state__in=OPEN))
    heard = Q(kind=EventKind.KUDOS_GIVEN, endpoint_id__isnull=False, attempts__gt=0)
    words = await old.filter(heard, ~Q(body="")).only("id")
    ids = [row.id for row in words]
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        await DeliveryAttempt.filter(delivery_id__in=some).delete()
        await Delivery.filter(id__in=some).update(body="")
    return len(ids) + await old.filter(~heard).delete()
