"""Endpoints, channels and deliveries written directly."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from erm.core.clock import now
from erm.core.ids import new_id
from erm.core.sealing import seal
from erm.integrations.models import ChatChannel, Delivery, WebhookEndpoint
from erm.integrations.rules import FOR_CHATS, FOR_ENDPOINTS, ChatService, DeliveryState, EventKind
from erm.integrations.signing import new_secret
from erm.people.rules import Locale


async def endpoint(url: str = "https://hooks.example.com/", **fields: Any) -> WebhookEndpoint:
    key = new_id()
    secret = fields.pop("secret", None) or new_secret()
    return await WebhookEndpoint.create(
        **{
            "id": key,
            "name": "Intranet",
            "url": url,
            "kinds": sorted(kind.value for kind in FOR_ENDPOINTS),
            "secret_sealed": seal(
                secret, table="webhook_endpoint", column="secret_sealed", row_id=key
            ),
            "created_at": now(),
            **fields,
        }
    )


async def channel(
    address: str = "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ",
    service: ChatService = ChatService.SLACK,
    **fields: Any,
) -> ChatChannel:
    key = new_id()
    return await ChatChannel.create(
        **{
            "id": key,
            "name": "#thanks",
            "service": service,
            "kinds": sorted(kind.value for kind in FOR_CHATS),
            "language": Locale.EN,
            "address_sealed": seal(
                address, table="chat_channel", column="address_sealed", row_id=key
            ),
            "created_at": now(),
            **fields,
        }
    )


async def delivery(
    to: WebhookEndpoint | ChatChannel,
    *,
    kind: EventKind = EventKind.AWARD_ANNOUNCED,
    subject_id: UUID | None = None,
    at: datetime | None = None,
    **fields: Any,
) -> Delivery:
    instant = at or now()
    target = "endpoint_id" if isinstance(to, WebhookEndpoint) else "channel_id"
    return await Delivery.create(
        **{
            "id": new_id(),
            target: to.id,
            "event_id": new_id(),
            "kind": kind,
            "subject_id": subject_id,
            "body": '{"type":"award.announced"}',
            "state": DeliveryState.WAITING,
            "next_at": instant,
            "created_at": instant,
            **fields,
        }
    )
