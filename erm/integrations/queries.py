"""Reading integrations, for administrators."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.core.paging import Page, PageRequest, page_of
from erm.core.sealing import SealBroken, unseal
from erm.integrations import policy
from erm.integrations.models import ChatChannel, Delivery, DeliveryAttempt, WebhookEndpoint
from erm.integrations.rules import OPEN, DeliveryState, DisabledReason, EventKind, Problem
from erm.integrations.views import AttemptView, ChannelView, DeliveryView, EndpointView


def secret_of(row: WebhookEndpoint) -> str:
    """The secret that signs. Raises ``erm.core.sealing.SealBroken``."""
    return unseal(
        row.secret_sealed, table="webhook_endpoint", column="secret_sealed", row_id=row.id
    )


def former_secret_of(row: WebhookEndpoint) -> str | None:
    """The secret before it, as long as there is one. Raises ``erm.core.sealing.SealBroken``."""
    if row.former_secret_sealed is None:
        return None
    return unseal(
        row.former_secret_sealed,
        table="webhook_endpoint",
        column="former_secret_sealed",
        row_id=row.id,
    )


def address_of(row: ChatChannel) -> str:
    """The address of a chat. Raises ``erm.core.sealing.SealBroken``."""
    return unseal(row.address_sealed, table="chat_channel", column="address_sealed", row_id=row.id)


def _kinds(stored: Sequence[str]) -> tuple[EventKind, ...]:
    return tuple(kind for kind in EventKind if kind.value in stored)


def _reason(stored: str) -> DisabledReason | None:
    return DisabledReason(stored) if stored else None


def endpoint_view(row: WebhookEndpoint) -> EndpointView:
    """Dress a row."""
    try:
        ends = secret_of(row)[-4:]
    except SealBroken:
        # Its key is lost: it can be given a new secret, and nothing is sent until then.
        ends = ""
    return EndpointView(
        id=row.id,
        name=row.name,
        url=row.url,
        events=_kinds(row.kinds),
        enabled=row.enabled,
        disabled_reason=_reason(row.disabled_reason),
        failing_since=row.failing_since,
        created_at=row.created_at,
        version=row.version,
        secret_ends=ends,
    )


def channel_view(row: ChatChannel) -> ChannelView:
    """Dress a row."""
    return ChannelView(
        id=row.id,
        name=row.name,
        service=row.service,
        events=_kinds(row.kinds),
        language=row.language,
        enabled=row.enabled,
        disabled_reason=_reason(row.disabled_reason),
        failing_since=row.failing_since,
        created_at=row.created_at,
        version=row.version,
    )


def delivery_view(row: Delivery) -> DeliveryView:
    """Dress a row."""
    return DeliveryView(
        id=row.id,
        event=row.kind,
        event_id=row.event_id,
        state=row.state,
        attempts=row.attempts,
        next_at=row.next_at if row.state is DeliveryState.WAITING else None,
        created_at=row.created_at,
        finished_at=row.finished_at,
        body=row.body,
        can_replay=can_replay(row),
    )


def can_replay(row: Delivery) -> bool:
    """Whether it is over and what it told of may still be told."""
    return row.state not in (*OPEN, DeliveryState.DROPPED) and bool(row.body)


async def endpoints(actor: Actor) -> list[EndpointView]:
    """All of them, oldest first; none for whoever is no administrator."""
    rows = await WebhookEndpoint.filter(policy.readable_integrations(actor)).order_by("id")
    return [endpoint_view(row) for row in rows]


async def channels(actor: Actor) -> list[ChannelView]:
    """All of them, oldest first; none for whoever is no administrator."""
    rows = await ChatChannel.filter(policy.readable_integrations(actor)).order_by("id")
    return [channel_view(row) for row in rows]


async def endpoints_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, EndpointView]:
    """Those of these that the actor may see."""
    rows = await WebhookEndpoint.filter(policy.readable_integrations(actor), id__in=list(ids))
    return {row.id: endpoint_view(row) for row in rows}


async def channels_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, ChannelView]:
    """Those of these that the actor may see."""
    rows = await ChatChannel.filter(policy.readable_integrations(actor), id__in=list(ids))
    return {row.id: channel_view(row) for row in rows}


async def deliveries_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, DeliveryView]:
    """Those of these that the actor may see."""
    rows = await Delivery.filter(policy.readable_integrations(actor), id__in=list(ids))
    return {row.id: delivery_view(row) for row in rows}


async def deliveries(
    actor: Actor,
    page: PageRequest,
    *,
    endpoint_id: UUID | None = None,
    channel_id: UUID | None = None,
) -> Page[DeliveryView]:
    """The log of one endpoint or channel, newest first."""
    mine = Q(endpoint_id=endpoint_id) if channel_id is None else Q(channel_id=channel_id)
    found = Delivery.filter(policy.readable_integrations(actor), mine)
    before = Q() if page.after_id is None else Q(id__lt=page.after_id)
    rows = await found.filter(before).order_by("-id").limit(page.first + 1)
    return page_of(rows, page, found.count, lambda row: (row.id,)).map(delivery_view)


async def tries_of(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, list[AttemptView]]:
    """The tries of each of these deliveries, oldest first."""
    found: dict[UUID, list[AttemptView]] = {key: [] for key in ids}
    if policy.may_manage_integrations(actor):
        for row in await DeliveryAttempt.filter(delivery_id__in=list(ids)).order_by("at", "id"):
            found[row.delivery_id].append(
                AttemptView(
                    at=row.at,
                    status=row.status,
                    problem=Problem(row.problem) if row.problem else None,
                    milliseconds=row.milliseconds,
                    answer=row.answer,
                )
            )
    return found
