"""The rows of integrations, and what can be done with them."""

from __future__ import annotations

from typing import Any

from erm.core.clock import now
from erm.core.ids import new_id
from erm.core.sealing import seal
from erm.integrations.models import ChatChannel, Delivery, DeliveryAttempt, WebhookEndpoint
from erm.integrations.rules import ChatService, DeliveryState, EventKind
from erm.integrations.signing import new_secret
from erm.people.rules import Locale
from tests.authorization.world import DAY, Row, World

URL = "https://hooks.example.com/"
SLACK = "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ"
Given = list[tuple[str, str, Row | None, dict[str, Any], dict[str, Any]]]


async def fill(world: World) -> None:
    """An endpoint and a chat, each with something in every state."""
    key = new_id()
    endpoint = await world.put(
        "WebhookEndpoint",
        WebhookEndpoint,
        "endpoint",
        texts=["name", "url"],
        id=key,
        kinds=["kudos.given"],
        secret_sealed=seal(
            new_secret(), table="webhook_endpoint", column="secret_sealed", row_id=key
        ),
        created_at=now(),
    )
    key = new_id()
    chat = await world.put(
        "ChatChannel",
        ChatChannel,
        "chat",
        texts=["name"],
        id=key,
        service=ChatService.SLACK,
        kinds=["kudos.given"],
        language=Locale.EN,
        address_sealed=seal(SLACK, table="chat_channel", column="address_sealed", row_id=key),
        created_at=now(),
    )
    for to, column in ((endpoint, "endpoint_id"), (chat, "channel_id")):
        to.links["deliveries"] = [
            await _delivery(world, to, state, **{column: to.key}) for state in DeliveryState
        ]


async def _delivery(world: World, to: Row, state: DeliveryState, **columns: Any) -> Row:
    row = await world.put(
        "Delivery",
        Delivery,
        f"{state} of {to.name}",
        texts=["body"],
        event_id=new_id(),
        kind=EventKind.KUDOS_GIVEN,
        subject_id=new_id(),
        state=state,
        next_at=now() + DAY,
        created_at=now(),
        **columns,
    )
    await DeliveryAttempt.create(
        delivery_id=row.key, at=now(), status=500, answer=world.text(row, "tries")
    )
    return row


def given(world: World) -> Given:
    """Each mutation, the input that names its row, the row, the rest, and what is particular."""
    endpoint, chat = world.named("endpoint"), world.named("chat")
    over = world.named("given_up of endpoint")
    new: dict[str, Any] = {"name": "new", "events": ["KUDOS_GIVEN"]}
    as_read = {"enabled": True, "version": 1}
    return [
        ("addWebhookEndpoint", "", None, {**new, "url": URL}, {}),
        ("editWebhookEndpoint", "endpointId", endpoint, {**new, **as_read, "url": URL}, {}),
        ("rotateWebhookSecret", "endpointId", endpoint, {"version": 1}, {}),
        ("removeWebhookEndpoint", "endpointId", endpoint, {}, {}),
        (
            "addChatChannel",
            "",
            None,
            {**new, "service": "SLACK", "address": SLACK, "language": "EN"},
            {},
        ),
        ("editChatChannel", "channelId", chat, {**new, **as_read, "language": "EN"}, {}),
        ("removeChatChannel", "channelId", chat, {}, {}),
        ("sendTestDelivery", "endpointId", endpoint, {}, {}),
        ("sendTestDelivery", "channelId", chat, {}, {}),
        ("replayDelivery", "deliveryId", over, {}, {}),
    ]
