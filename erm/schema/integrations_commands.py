"""What administrators do with integrations."""

from __future__ import annotations

import strawberry

from erm.core.work import unit_of_work
from erm.integrations import commands
from erm.integrations.addresses import Hosts
from erm.integrations.rules import EventKind
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.enums import ChatService, Locale
from erm.schema.ids import from_global, maybe_from_global
from erm.schema.integrations import ChatChannel, Delivery, WebhookEndpoint


@strawberry.input(description="A new address that takes webhooks.")
class AddWebhookEndpointInput:
    """Input of ``addWebhookEndpoint``."""

    name: str = strawberry.field(description="What to call it; at most 120 characters.")
    url: str = strawberry.field(description="https, port 443 or 8443, and a public host.")
    events: list[EventKind] = strawberry.field(description="What to tell it of; at least one.")


@strawberry.type(description="It is told from now on.")
class AddWebhookEndpointSuccess:
    """Answer of ``addWebhookEndpoint``."""

    endpoint: WebhookEndpoint = strawberry.field(description="The endpoint.")
    secret: str = strawberry.field(description="Verifies what arrives. It is told only now.")


@strawberry.input(description="What an endpoint should be.")
class EditWebhookEndpointInput:
    """Input of ``editWebhookEndpoint``."""

    endpoint_id: strawberry.ID = strawberry.field(description="Id of the endpoint.")
    name: str = strawberry.field(description="What to call it; at most 120 characters.")
    url: str = strawberry.field(description="https, port 443 or 8443, and a public host.")
    events: list[EventKind] = strawberry.field(description="What to tell it of; at least one.")
    enabled: bool = strawberry.field(
        description="False: nothing is sent by itself, and what waits is given up."
    )
    version: int = strawberry.field(description="The version that was read.")


@strawberry.type(description="It is changed.")
class EditWebhookEndpointSuccess:
    """Answer of ``editWebhookEndpoint``."""

    endpoint: WebhookEndpoint = strawberry.field(description="The endpoint.")


@strawberry.input(description="An endpoint that should have a new secret.")
class RotateWebhookSecretInput:
    """Input of ``rotateWebhookSecret``."""

    endpoint_id: strawberry.ID = strawberry.field(description="Id of the endpoint.")
    version: int = strawberry.field(description="The version that was read.")


@strawberry.type(description="For a day both secrets sign.")
class RotateWebhookSecretSuccess:
    """Answer of ``rotateWebhookSecret``."""

    endpoint: WebhookEndpoint = strawberry.field(description="The endpoint.")
    secret: str = strawberry.field(description="The new secret. It is told only now.")


@strawberry.input(description="An endpoint that is not needed any more.")
class RemoveWebhookEndpointInput:
    """Input of ``removeWebhookEndpoint``."""

    endpoint_id: strawberry.ID = strawberry.field(description="Id of the endpoint.")


@strawberry.type(description="It is gone, with its log.")
class RemoveWebhookEndpointSuccess:
    """Answer of ``removeWebhookEndpoint``."""

    removed_id: strawberry.ID = strawberry.field(description="What its id was.")


@strawberry.input(description="A new chat.")
class AddChatChannelInput:
    """Input of ``addChatChannel``."""

    name: str = strawberry.field(description="What to call it; at most 120 characters.")
    service: ChatService = strawberry.field(description="Which chat it is.")
    address: str = strawberry.field(
        description="The address of an incoming webhook as the chat gives it, or an Apprise URL."
    )
    events: list[EventKind] = strawberry.field(description="What to tell it of; at least one.")
    language: Locale = strawberry.field(description="In which language to post.")


@strawberry.type(description="It is told from now on.")
class AddChatChannelSuccess:
    """Answer of ``addChatChannel``."""

    channel: ChatChannel = strawberry.field(description="The chat.")


@strawberry.input(description="What a chat should be.")
class EditChatChannelInput:
    """Input of ``editChatChannel``."""

    channel_id: strawberry.ID = strawberry.field(description="Id of the chat.")
    name: str = strawberry.field(description="What to call it; at most 120 characters.")
    address: str | None = strawberry.field(
        default=None, description="Another address; null leaves the one that there is."
    )
    events: list[EventKind] = strawberry.field(description="What to tell it of; at least one.")
    language: Locale = strawberry.field(description="In which language to post.")
    enabled: bool = strawberry.field(
        description="False: nothing is posted by itself, and what waits is given up."
    )
    version: int = strawberry.field(description="The version that was read.")


@strawberry.type(description="It is changed.")
class EditChatChannelSuccess:
    """Answer of ``editChatChannel``."""

    channel: ChatChannel = strawberry.field(description="The chat.")


@strawberry.input(description="A chat that should be told nothing any more.")
class RemoveChatChannelInput:
    """Input of ``removeChatChannel``."""

    channel_id: strawberry.ID = strawberry.field(description="Id of the chat.")


@strawberry.type(description="It is gone, with its log.")
class RemoveChatChannelSuccess:
    """Answer of ``removeChatChannel``."""

    removed_id: strawberry.ID = strawberry.field(description="What its id was.")


@strawberry.input(description="Where to send a test: exactly one of the two.")
class SendTestDeliveryInput:
    """Input of ``sendTestDelivery``."""

    endpoint_id: strawberry.ID | None = strawberry.field(
        default=None, description="Id of an endpoint."
    )
    channel_id: strawberry.ID | None = strawberry.field(default=None, description="Id of a chat.")


@strawberry.type(description="The test is queued. It is tried once.")
class SendTestDeliverySuccess:
    """Answer of ``sendTestDelivery``."""

    delivery: Delivery = strawberry.field(description="Its line of the log.")


@strawberry.input(description="A delivery that should be sent once more.")
class ReplayDeliveryInput:
    """Input of ``replayDelivery``."""

    delivery_id: strawberry.ID = strawberry.field(description="Id of a delivery that is over.")


@strawberry.type(description="It is queued anew, under the same event id.")
class ReplayDeliverySuccess:
    """Answer of ``replayDelivery``."""

    delivery: Delivery = strawberry.field(description="The new line of the log.")


def _hosts(info: Info) -> Hosts:
    return Hosts.of(info.context.settings.integration_hosts)


@strawberry.type
class IntegrationsMutation:
    """Mutations of integrations."""

    @command("Add an address that takes webhooks.")
    async def add_webhook_endpoint(
        self, info: Info, input: AddWebhookEndpointInput
    ) -> AddWebhookEndpointSuccess:
        """Add."""
        view, secret = await commands.add_webhook_endpoint(
            info.context.actor,
            name=input.name,
            url=input.url,
            events=input.events,
            hosts=_hosts(info),
        )
        return AddWebhookEndpointSuccess(endpoint=WebhookEndpoint.of(view), secret=secret)

    @command("Change an endpoint, or switch it on or off.")
    async def edit_webhook_endpoint(
        self, info: Info, input: EditWebhookEndpointInput
    ) -> EditWebhookEndpointSuccess:
        """Change."""
        view = await commands.edit_webhook_endpoint(
            info.context.actor,
            endpoint_id=from_global(input.endpoint_id, "WebhookEndpoint", field="endpoint_id"),
            name=input.name,
            url=input.url,
            events=input.events,
            enabled=input.enabled,
            version=input.version,
            hosts=_hosts(info),
        )
        return EditWebhookEndpointSuccess(endpoint=WebhookEndpoint.of(view))

    @command("Give an endpoint a new secret. The one before it signs too for a day.")
    async def rotate_webhook_secret(
        self, info: Info, input: RotateWebhookSecretInput
    ) -> RotateWebhookSecretSuccess:
        """Rotate."""
        view, secret = await commands.rotate_webhook_secret(
            info.context.actor,
            endpoint_id=from_global(input.endpoint_id, "WebhookEndpoint", field="endpoint_id"),
            version=input.version,
        )
        return RotateWebhookSecretSuccess(endpoint=WebhookEndpoint.of(view), secret=secret)

    @command("Remove an endpoint with its log.")
    async def remove_webhook_endpoint(
        self, info: Info, input: RemoveWebhookEndpointInput
    ) -> RemoveWebhookEndpointSuccess:
        """Remove."""
        key = from_global(input.endpoint_id, "WebhookEndpoint", field="endpoint_id")
        await commands.remove_webhook_endpoint(info.context.actor, endpoint_id=key)
        return RemoveWebhookEndpointSuccess(removed_id=input.endpoint_id)

    @command("Add a chat.", own_transactions=True)
    async def add_chat_channel(
        self, info: Info, input: AddChatChannelInput
    ) -> AddChatChannelSuccess:
        """Look at the address, then add."""
        actor = info.context.actor
        await commands.look_at_chat(
            actor, service=input.service, address=input.address, hosts=_hosts(info)
        )
        async with unit_of_work(info.context.bus):
            view = await commands.add_chat_channel(
                actor,
                name=input.name,
                service=input.service,
                address=input.address,
                events=input.events,
                language=input.language,
            )
        return AddChatChannelSuccess(channel=ChatChannel.of(view))

    @command("Change a chat, or switch it on or off.", own_transactions=True)
    async def edit_chat_channel(
        self, info: Info, input: EditChatChannelInput
    ) -> EditChatChannelSuccess:
        """Look at a new address, then change."""
        actor = info.context.actor
        key = from_global(input.channel_id, "ChatChannel", field="channel_id")
        if input.address is not None:
            service = await commands.service_of(actor, channel_id=key)
            await commands.look_at_chat(
                actor, service=service, address=input.address, hosts=_hosts(info)
            )
        async with unit_of_work(info.context.bus):
            view = await commands.edit_chat_channel(
                actor,
                channel_id=key,
                name=input.name,
                address=input.address,
                events=input.events,
                language=input.language,
                enabled=input.enabled,
                version=input.version,
            )
        return EditChatChannelSuccess(channel=ChatChannel.of(view))

    @command("Remove a chat with its log.")
    async def remove_chat_channel(
        self, info: Info, input: RemoveChatChannelInput
    ) -> RemoveChatChannelSuccess:
        """Remove."""
        key = from_global(input.channel_id, "ChatChannel", field="channel_id")
        await commands.remove_chat_channel(info.context.actor, channel_id=key)
        return RemoveChatChannelSuccess(removed_id=input.channel_id)

    @command("Send a test to an endpoint or a chat, switched off or not.")
    async def send_test_delivery(
        self, info: Info, input: SendTestDeliveryInput
    ) -> SendTestDeliverySuccess:
        """Send."""
        view = await commands.send_test_delivery(
            info.context.actor,
            endpoint_id=maybe_from_global(
                input.endpoint_id, "WebhookEndpoint", field="endpoint_id"
            ),
            channel_id=maybe_from_global(input.channel_id, "ChatChannel", field="channel_id"),
        )
        return SendTestDeliverySuccess(delivery=Delivery.of(view))

    @command("Send once more what is over, under the same event id.")
    async def replay_delivery(
        self, info: Info, input: ReplayDeliveryInput
    ) -> ReplayDeliverySuccess:
        """Send again."""
        view = await commands.replay_delivery(
            info.context.actor,
            delivery_id=from_global(input.delivery_id, "Delivery", field="delivery_id"),
        )
        return ReplayDeliverySuccess(delivery=Delivery.of(view))
