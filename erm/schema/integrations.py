"""What other programs and chats are told: endpoints, channels and the log of deliveries."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.language import say
from erm.core.paging import PageRequest
from erm.integrations import queries
from erm.integrations.rules import DeliveryState, EventKind
from erm.integrations.views import AttemptView, ChannelView, DeliveryView, EndpointView
from erm.schema.context import Info
from erm.schema.enums import ChatService, Locale, describe
from erm.schema.ids import from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.paging import After, Connection, First

describe(
    EventKind,
    "IntegrationEvent",
    "What other programs can be told of. All of it can be seen by everybody in the company.",
    {
        EventKind.KUDOS_GIVEN: "Public kudos were given.",
        EventKind.KUDOS_REMOVED: "Kudos that were told of are not public any more; not for chats.",
        EventKind.AWARD_ANNOUNCED: "It was said who has an award.",
        EventKind.CELEBRATION: "A day that somebody shares with everybody.",
        EventKind.TEST: "A message that says nothing, sent by hand.",
    },
)
describe(
    DeliveryState,
    "DeliveryState",
    "Where a delivery stands.",
    {
        DeliveryState.WAITING: "It waits for its first or its next try.",
        DeliveryState.SENDING: "It is being sent.",
        DeliveryState.DELIVERED: "It has arrived.",
        DeliveryState.GIVEN_UP: "It did not arrive and is not tried again by itself.",
        DeliveryState.DROPPED: "What it told of stopped being public before it was sent.",
    },
)


@strawberry.type(description="One try to deliver something.")
class DeliveryAttempt:
    """A try."""

    at: datetime = strawberry.field(description="When it began.")
    status: int | None = strawberry.field(
        description="HTTP status of the answer; null where there was none."
    )
    problem: str | None = strawberry.field(
        description="Why there was no answer that counts, in the viewer's language."
    )
    milliseconds: int = strawberry.field(description="How long it took.")
    answer: str = strawberry.field(description="How the answer begins, at most 1,000 characters.")

    @classmethod
    def of(cls, view: AttemptView, language: str) -> DeliveryAttempt:
        """Dress a view."""
        problem = view.problem
        return cls(
            at=view.at,
            status=view.status,
            problem=None
            if problem is None
            else say(language, f"integration.problem.{problem.value}"),
            milliseconds=view.milliseconds,
            answer=view.answer,
        )


@strawberry.type(description="One event for one endpoint or chat.")
class Delivery(Node):
    """A line of the log."""

    key: strawberry.Private[UUID]
    event: EventKind = strawberry.field(description="What it tells of.")
    event_id: str = strawberry.field(
        description="The `webhook-id`. It stays the same when it is tried or sent again."
    )
    state: DeliveryState = strawberry.field(description="Where it stands.")
    attempts: int = strawberry.field(description="How many tries there were.")
    next_at: datetime | None = strawberry.field(
        description="When it is tried next, while it waits."
    )
    created_at: datetime = strawberry.field(description="When it was queued.")
    finished_at: datetime | None = strawberry.field(
        description="When it arrived, was given up or was dropped."
    )
    body: str = strawberry.field(
        description="What is sent. Empty where it is not for everybody any more, and after 30 days."
    )
    can_replay: bool = strawberry.field(description="Whether it can be sent once more.")

    @strawberry.field(description="The tries, oldest first.")
    async def tries(self, info: Info) -> list[DeliveryAttempt]:
        """In one batch for all deliveries of a page."""
        found = await info.context.loader(queries.tries_of).load(self.key)
        return [DeliveryAttempt.of(each, info.context.language) for each in found or []]

    @classmethod
    def of(cls, view: DeliveryView) -> Delivery:
        """Dress a view."""
        return cls(
            id=to_global("Delivery", view.id),
            key=view.id,
            event=view.event,
            event_id=str(view.event_id),
            state=view.state,
            attempts=view.attempts,
            next_at=view.next_at,
            created_at=view.created_at,
            finished_at=view.finished_at,
            body=view.body,
            can_replay=view.can_replay,
        )


@strawberry.type(description="An address that takes webhooks (Standard Webhooks).")
class WebhookEndpoint(Node):
    """An endpoint."""

    view: strawberry.Private[EndpointView]
    name: str = strawberry.field(description="What it is called here.")
    url: str = strawberry.field(description="Where messages go.")
    events: list[EventKind] = strawberry.field(description="What it is told of.")
    enabled: bool = strawberry.field(description="Whether anything is sent by itself.")
    failing_since: datetime | None = strawberry.field(
        description="Since when nothing has arrived; null where all is well."
    )
    created_at: datetime = strawberry.field(description="When it was added.")
    version: int = strawberry.field(description="For changes: what was read.")
    secret_ends: str = strawberry.field(
        description="The last four characters of its secret; empty where it cannot be read."
    )

    @strawberry.field(description="Why erm switched it off, in the viewer's language.")
    def disabled_reason(self, info: Info) -> str | None:
        """A sentence, or None."""
        return _why_disabled(self.view, info)

    @strawberry.field(description="What was sent to it, newest first.")
    async def deliveries(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[Delivery]:
        """A page of its log."""
        page = await queries.deliveries(
            info.context.actor, PageRequest.of(first, after), endpoint_id=self.view.id
        )
        return Connection[Delivery].of(page, Delivery.of)

    @classmethod
    def of(cls, view: EndpointView) -> WebhookEndpoint:
        """Dress a view."""
        return cls(
            id=to_global("WebhookEndpoint", view.id),
            view=view,
            name=view.name,
            url=view.url,
            events=list(view.events),
            enabled=view.enabled,
            failing_since=view.failing_since,
            created_at=view.created_at,
            version=view.version,
            secret_ends=view.secret_ends,
        )


@strawberry.type(
    description="A chat that is posted to. Its address holds a token and is not shown."
)
class ChatChannel(Node):
    """A channel."""

    view: strawberry.Private[ChannelView]
    name: str = strawberry.field(description="What it is called here.")
    service: ChatService = strawberry.field(description="Which chat it is.")
    events: list[EventKind] = strawberry.field(description="What it is told of.")
    language: Locale = strawberry.field(description="In which language it is posted to.")
    enabled: bool = strawberry.field(description="Whether anything is posted by itself.")
    failing_since: datetime | None = strawberry.field(
        description="Since when nothing has arrived; null where all is well."
    )
    created_at: datetime = strawberry.field(description="When it was added.")
    version: int = strawberry.field(description="For changes: what was read.")

    @strawberry.field(description="Why erm switched it off, in the viewer's language.")
    def disabled_reason(self, info: Info) -> str | None:
        """A sentence, or None."""
        return _why_disabled(self.view, info)

    @strawberry.field(description="What was posted to it, newest first.")
    async def deliveries(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[Delivery]:
        """A page of its log."""
        page = await queries.deliveries(
            info.context.actor, PageRequest.of(first, after), channel_id=self.view.id
        )
        return Connection[Delivery].of(page, Delivery.of)

    @classmethod
    def of(cls, view: ChannelView) -> ChatChannel:
        """Dress a view."""
        return cls(
            id=to_global("ChatChannel", view.id),
            view=view,
            name=view.name,
            service=view.service,
            events=list(view.events),
            language=view.language,
            enabled=view.enabled,
            failing_since=view.failing_since,
            created_at=view.created_at,
            version=view.version,
        )


def _why_disabled(view: EndpointView | ChannelView, info: Info) -> str | None:
    reason = view.disabled_reason
    if reason is None:
        return None
    return say(info.context.language, f"integration.disabled.{reason.value}")


@node_of("WebhookEndpoint")
async def load_endpoint(info: Info, key: UUID) -> WebhookEndpoint | None:
    """An endpoint by key, for administrators."""
    view = await info.context.loader(queries.endpoints_by_ids).load(key)
    return None if view is None else WebhookEndpoint.of(view)


@node_of("ChatChannel")
async def load_channel(info: Info, key: UUID) -> ChatChannel | None:
    """A channel by key, for administrators."""
    view = await info.context.loader(queries.channels_by_ids).load(key)
    return None if view is None else ChatChannel.of(view)


@node_of("Delivery")
async def load_delivery(info: Info, key: UUID) -> Delivery | None:
    """A delivery by key, for administrators."""
    view = await info.context.loader(queries.deliveries_by_ids).load(key)
    return None if view is None else Delivery.of(view)


@strawberry.type
class IntegrationsQuery:
    """Root fields of integrations."""

    @strawberry.field(
        description="All endpoints, oldest first: for administrators; none for others."
    )
    async def webhook_endpoints(self, info: Info) -> list[WebhookEndpoint]:
        """All of them."""
        return [WebhookEndpoint.of(each) for each in await queries.endpoints(info.context.actor)]

    @strawberry.field(description="One endpoint; null if there is none for the viewer.")
    async def webhook_endpoint(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Id of the endpoint.")],
    ) -> WebhookEndpoint | None:
        """An endpoint by id."""
        return await load_endpoint(info, from_global(id, "WebhookEndpoint"))

    @strawberry.field(description="All chats, oldest first: for administrators; none for others.")
    async def chat_channels(self, info: Info) -> list[ChatChannel]:
        """All of them."""
        return [ChatChannel.of(each) for each in await queries.channels(info.context.actor)]

    @strawberry.field(description="One chat; null if there is none for the viewer.")
    async def chat_channel(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Id of the chat.")],
    ) -> ChatChannel | None:
        """A chat by id."""
        return await load_channel(info, from_global(id, "ChatChannel"))
