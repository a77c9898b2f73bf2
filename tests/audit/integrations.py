"""What is noted of integrations, done once at least."""

from __future__ import annotations

from typing import Any

from erm.core.clock import now
from erm.core.events import Bus
from erm.core.work import record, unit_of_work
from erm.integrations import commands
from erm.integrations.addresses import Hosts
from erm.integrations.events import IntegrationDisabled
from erm.integrations.models import WebhookEndpoint
from erm.integrations.rules import DeliveryState, DisabledReason, EventKind
from tests.cast import Cast
from tests.integrations import rows


async def everything(cast: Cast, bus: Bus) -> None:
    ada = cast.actor(cast.ada)
    words: dict[str, Any] = {
        "name": "SECRET",
        "url": "https://SECRET.example.com/",
        "events": [EventKind.CELEBRATION],
        "hosts": Hosts(),
    }
    async with unit_of_work(bus):
        view, _ = await commands.add_webhook_endpoint(ada, **words)
        key = view.id
        await commands.edit_webhook_endpoint(ada, endpoint_id=key, enabled=True, version=1, **words)
        await commands.rotate_webhook_secret(ada, endpoint_id=key, version=2)
        sent = await rows.delivery(
            await WebhookEndpoint.get(id=key),
            state=DeliveryState.GIVEN_UP,
            body="SECRET",
        )
        await commands.replay_delivery(ada, delivery_id=sent.id)
        record(
            IntegrationDisabled(
                at=now(),
                endpoint_id=key,
                channel_id=None,
                name="SECRET",
                reason=DisabledReason.GONE,
            )
        )
    async with unit_of_work(bus):
        await commands.remove_webhook_endpoint(ada, endpoint_id=key)
