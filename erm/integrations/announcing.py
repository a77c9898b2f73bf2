"""Telling of an event: a delivery for each endpoint and channel that listens to its kind.

Within the unit of work of what is told, so that nothing is told that did not happen. What may not be
told any more is dropped, wherever it stands; what was said about it in the log goes too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from tortoise.expressions import Q

from erm.core.clock import now
from erm.core.ids import new_id
from erm.integrations.models import ChatChannel, Delivery, WebhookEndpoint
from erm.integrations.rules import OPEN, DeliveryState, EventKind
from erm.people.rules import Locale

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Listeners:
    """Who listens to a kind of event."""

    endpoints: Sequence[UUID]
    channels: Sequence[tuple[UUID, Locale]]

    def __bool__(self) -> bool:
        return bool(self.endpoints or self.channels)


async def listeners(kind: EventKind) -> Listeners:
    """Those that are switched on. There are few of them, so they are looked through here."""
    endpoints = await WebhookEndpoint.filter(enabled=True).only("id", "kinds")
    channels = await ChatChannel.filter(enabled=True).only("id", "kinds", "language")
    return Listeners(
        [row.id for row in endpoints if kind.value in row.kinds],
        [(row.id, row.language) for row in channels if kind.value in row.kinds],
    )


async def announce(
    kind: EventKind,
    subject_id: UUID,
    to: Listeners,
    *,
    data: Data,
    text: Callable[[Locale], str],
) -> None:
    """Queue an event for them. ``data`` is for programs; ``text`` makes what a chat says.

    Needs a unit of work, like every write.
    """
    event_id = new_id()
    body = payload(kind, data)
    rows = [_row(kind, subject_id, event_id, body, endpoint_id=key) for key in to.endpoints] + [
        _row(kind, subject_id, event_id, text(language), channel_id=key)
        for key, language in to.channels
    ]
    await Delivery.bulk_create(rows)


def payload(kind: EventKind, data: Data) -> str:
    """The JSON of an event, as Standard Webhooks wants it."""
    instant = now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return orjson.dumps({"type": kind.value, "timestamp": instant, "data": data}).decode()


def _row(
    kind: EventKind,
    subject_id: UUID | None,
    event_id: UUID,
    body: str,
    *,
    endpoint_id: UUID | None = None,
    channel_id: UUID | None = None,
) -> Delivery:
    instant = now()
    return Delivery(
        id=new_id(),
        endpoint_id=endpoint_id,
        channel_id=channel_id,
        event_id=event_id,
        kind=kind,
        subject_id=subject_id,
        body=body,
        state=DeliveryState.WAITING,
        next_at=instant,
        created_at=instant,
    )


async def queue_one(
    kind: EventKind,
    body: str,
    *,
    subject_id: UUID | None = None,
    event_id: UUID | None = None,
    endpoint_id: UUID | None = None,
    channel_id: UUID | None = None,
) -> Delivery:
    """Queue one delivery: a test, or what is sent again under the ``event_id`` that it had."""
    row = _row(
        kind,
        subject_id,
        event_id or new_id(),
        body,
        endpoint_id=endpoint_id,
        channel_id=channel_id,
    )
    await row.save(force_create=True)
    return row


async def reword(
    kind: EventKind, subject_id: UUID, *, data: Data, text: Callable[[Locale], str]
) -> None:
    """Let what still waits tell the present words."""
    waiting = await Delivery.filter(
        kind=kind, subject_id=subject_id, state=DeliveryState.WAITING
    ).only("id", "channel_id")
    spoken = {
        row.id: row.language
        for row in await ChatChannel.filter(
            id__in=[row.channel_id for row in waiting if row.channel_id is not None]
        ).only("id", "language")
    }
    for row in waiting:
        body = payload(kind, data) if row.channel_id is None else text(spoken[row.channel_id])
        await Delivery.filter(id=row.id, state=DeliveryState.WAITING).update(body=body)


async def drop(kind: EventKind, subject_id: UUID) -> list[UUID]:
    """Tell this no more: what has not left is dropped, and the log forgets its words.

    Answers the endpoints that may have heard of it, and so have to hear that it is gone.
    """
    told = await Delivery.filter(kind=kind, subject_id=subject_id).only(
        "id", "endpoint_id", "state", "attempts"
    )
    instant = now()
    await Delivery.filter(kind=kind, subject_id=subject_id, state__in=OPEN).update(
        state=DeliveryState.DROPPED, finished_at=instant, claimed_until=None
    )
    await Delivery.filter(kind=kind, subject_id=subject_id).update(body="")
    heard = {
        row.endpoint_id
        for row in told
        if row.endpoint_id is not None and (row.attempts or row.state is DeliveryState.DELIVERED)
    }
    return sorted(heard)


async def tell_removed(subject_id: UUID, endpoint_ids: Sequence[UUID], *, data: Data) -> None:
    """Tell those of these endpoints that listen that something is gone, and no more than that."""
    if not endpoint_ids:
        return
    to = await listeners(EventKind.KUDOS_REMOVED)
    event_id = new_id()
    body = payload(EventKind.KUDOS_REMOVED, data)
    await Delivery.bulk_create(
        [
            _row(EventKind.KUDOS_REMOVED, subject_id, event_id, body, endpoint_id=key)
            for key in to.endpoints
            if key in endpoint_ids
        ]
    )


async def give_up_waiting(
    *, endpoint_id: UUID | None = None, channel_id: UUID | None = None
) -> None:
    """Send nothing more of what waits for an integration. It can be replayed."""
    await Delivery.filter(
        Q(endpoint_id=endpoint_id, channel_id=channel_id), state=DeliveryState.WAITING
    ).update(state=DeliveryState.GIVEN_UP, finished_at=now())
