"""Endpoints, chats and deliveries for counting queries."""

from __future__ import annotations

from erm.core.clock import now
from erm.core.ids import new_id
from erm.integrations.models import ChatChannel, Delivery, DeliveryAttempt, WebhookEndpoint
from erm.integrations.rules import DeliveryState, EventKind
from tests.integrations import rows


class IntegrationRows:
    """``begin`` once, then ``grow``."""

    endpoint: WebhookEndpoint
    channel: ChatChannel

    async def begin(self) -> None:
        """One of each, with something in its log."""
        self.endpoint = await rows.endpoint()
        self.channel = await rows.channel()
        await self._log(1)

    async def grow(self, names: list[str]) -> None:
        """As many more endpoints, chats and deliveries as there are names."""
        await WebhookEndpoint.bulk_create(
            [
                WebhookEndpoint(
                    id=new_id(),
                    name=f"Endpoint {name}",
                    url=self.endpoint.url,
                    kinds=self.endpoint.kinds,
                    secret_sealed=self.endpoint.secret_sealed,
                    created_at=now(),
                )
                for name in names
            ]
        )
        await ChatChannel.bulk_create(
            [
                ChatChannel(
                    id=new_id(),
                    name=f"Chat {name}",
                    service=self.channel.service,
                    kinds=self.channel.kinds,
                    language=self.channel.language,
                    address_sealed=self.channel.address_sealed,
                    created_at=now(),
                )
                for name in names
            ]
        )
        await self._log(len(names))

    async def _log(self, count: int) -> None:
        moment = now()
        made = [
            Delivery(
                id=new_id(),
                **to,
                event_id=new_id(),
                kind=EventKind.TEST,
                body="{}",
                state=DeliveryState.DELIVERED,
                attempts=1,
                next_at=moment,
                created_at=moment,
            )
            for _ in range(count)
            for to in ({"endpoint_id": self.endpoint.id}, {"channel_id": self.channel.id})
        ]
        await Delivery.bulk_create(made)
        await DeliveryAttempt.bulk_create(
            [DeliveryAttempt(delivery_id=row.id, at=moment, status=200) for row in made]
        )
