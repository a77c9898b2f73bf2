"""What administrators do with integrations."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from typing import Any
from uuid import UUID

from tortoise.expressions import F

from erm.audit.commands import append
from erm.audit.rules import Action
from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.database.connections import connection, dialect
from erm.core.errors import NotAllowed
from erm.core.ids import new_id
from erm.core.language import say
from erm.core.sealing import SealBroken, seal
from erm.core.text import clean_line
from erm.integrations import policy
from erm.integrations.addresses import Hosts, Unreachable, read_url
from erm.integrations.announcing import give_up_waiting, payload, queue_one
from erm.integrations.chats import open_address
from erm.integrations.errors import (
    AddressInside,
    AddressRefused,
    ChatAddressRefused,
    DeliveryCannotBeReplayed,
    EventNotForIt,
    EventsMissing,
    IntegrationNotFound,
    IntegrationVersionStale,
    TooManyIntegrations,
)
from erm.integrations.models import ChatChannel, Delivery, WebhookEndpoint
from erm.integrations.queries import (
    can_replay,
    channel_view,
    delivery_view,
    endpoint_view,
    secret_of,
)
from erm.integrations.rules import (
    AT_MOST,
    BOTH_SECRETS_FOR,
    FOR_CHATS,
    FOR_ENDPOINTS,
    NAME_MAXIMUM,
    ChatService,
    EventKind,
    Problem,
)
from erm.integrations.signing import new_secret
from erm.integrations.views import ChannelView, DeliveryView, EndpointView
from erm.people.rules import Locale

_LOCK = 0x686F6F6B
"""PostgreSQL's advisory lock that lets one transaction add at a time ("hook")."""
_REFUSED: dict[Problem, type[AddressRefused]] = {
    Problem.FORBIDDEN_URL: AddressRefused,
    Problem.FORBIDDEN_ADDRESS: AddressInside,
    Problem.CHAT_ADDRESS: ChatAddressRefused,
}


async def add_webhook_endpoint(
    actor: Actor, *, name: str, url: str, events: Collection[EventKind], hosts: Hosts
) -> tuple[EndpointView, str]:
    """Add an endpoint; answers it and its secret, which is told this once.

    Raises ``NotAllowed``, ``InvalidInput``, ``AddressRefused``, ``TooManyIntegrations``.
    """
    if not policy.may_manage_integrations(actor):
        raise NotAllowed
    values: dict[str, Any] = {
        "name": _name(name),
        "url": _url(url, hosts),
        "kinds": _kinds(events, FOR_ENDPOINTS),
    }
    await _room(WebhookEndpoint)
    key, secret = new_id(), new_secret()
    row = await WebhookEndpoint.create(
        id=key,
        **values,
        secret_sealed=_seal_secret(secret, key),
        created_by_id=actor.person_id,
        created_at=now(),
    )
    _note(Action.INTEGRATION_ADDED, actor, row)
    return endpoint_view(row), secret


async def edit_webhook_endpoint(
    actor: Actor,
    *,
    endpoint_id: UUID,
    name: str,
    url: str,
    events: Collection[EventKind],
    enabled: bool,
    version: int,
    hosts: Hosts,
) -> EndpointView:
    """Change an endpoint. Switching it off gives up what waits; switching it on forgets its failures.

    Raises ``IntegrationNotFound``, ``IntegrationVersionStale``, ``InvalidInput``, ``AddressRefused``.
    """
    row = await _endpoint(actor, endpoint_id)
    values: dict[str, Any] = {
        "name": _name(name),
        "url": _url(url, hosts),
        "kinds": _kinds(events, FOR_ENDPOINTS),
    }
    await _change(row, version, enabled, values)
    if not enabled:
        await give_up_waiting(endpoint_id=endpoint_id)
    _note(Action.INTEGRATION_EDITED, actor, row)
    return endpoint_view(await WebhookEndpoint.get(id=endpoint_id))


async def rotate_webhook_secret(
    actor: Actor, *, endpoint_id: UUID, version: int
) -> tuple[EndpointView, str]:
    """Give an endpoint a new secret; the one before it signs too for a day.

    Raises ``IntegrationNotFound``, ``IntegrationVersionStale``.
    """
    row = await _endpoint(actor, endpoint_id)
    secret = new_secret()
    try:
        former = _seal_former(row)
    except SealBroken:
        former = None
    if not await WebhookEndpoint.filter(id=endpoint_id, version=version).update(
        secret_sealed=_seal_secret(secret, endpoint_id),
        former_secret_sealed=former,
        former_until=None if former is None else now() + BOTH_SECRETS_FOR,
        version=F("version") + 1,
    ):
        raise IntegrationVersionStale
    _note(Action.INTEGRATION_SECRET_ROTATED, actor, row)
    return endpoint_view(await WebhookEndpoint.get(id=endpoint_id)), secret


async def remove_webhook_endpoint(actor: Actor, *, endpoint_id: UUID) -> None:
    """Remove an endpoint with its log. Raises ``IntegrationNotFound``."""
    row = await _endpoint(actor, endpoint_id)
    await WebhookEndpoint.filter(id=endpoint_id).delete()
    _note(Action.INTEGRATION_REMOVED, actor, row)


async def look_at_chat(actor: Actor, *, service: ChatService, address: str, hosts: Hosts) -> None:
    """Whether an address is one of this service's that may be spoken to.

    Before any unit of work: the first look takes Apprise half a second. Raises ``NotAllowed``,
    ``AddressRefused``.
    """
    if not policy.may_manage_integrations(actor):
        raise NotAllowed
    try:
        _ = await asyncio.to_thread(open_address, service, address.strip(), hosts)
    except Unreachable as error:
        raise _REFUSED[error.problem](field="address") from None


async def service_of(actor: Actor, *, channel_id: UUID) -> ChatService:
    """Which service a channel is of. Raises ``IntegrationNotFound``."""
    return (await _channel(actor, channel_id)).service


async def add_chat_channel(
    actor: Actor,
    *,
    name: str,
    service: ChatService,
    address: str,
    events: Collection[EventKind],
    language: Locale,
) -> ChannelView:
    """Add a chat whose address :func:`look_at_chat` has looked at.

    Raises ``NotAllowed``, ``InvalidInput``, ``TooManyIntegrations``.
    """
    if not policy.may_manage_integrations(actor):
        raise NotAllowed
    values: dict[str, Any] = {
        "name": _name(name),
        "kinds": _kinds(events, FOR_CHATS),
        "language": language,
    }
    await _room(ChatChannel)
    key = new_id()
    row = await ChatChannel.create(
        id=key,
        **values,
        service=service,
        address_sealed=_seal_address(address, key),
        created_by_id=actor.person_id,
        created_at=now(),
    )
    _note(Action.INTEGRATION_ADDED, actor, row)
    return channel_view(row)


async def edit_chat_channel(
    actor: Actor,
    *,
    channel_id: UUID,
    name: str,
    address: str | None,
    events: Collection[EventKind],
    language: Locale,
    enabled: bool,
    version: int,
) -> ChannelView:
    """Change a chat; ``address`` None leaves it, another was looked at by :func:`look_at_chat`.

    Raises ``IntegrationNotFound``, ``IntegrationVersionStale``, ``InvalidInput``.
    """
    row = await _channel(actor, channel_id)
    values: dict[str, Any] = {
        "name": _name(name),
        "kinds": _kinds(events, FOR_CHATS),
        "language": language,
    }
    if address is not None:
        values["address_sealed"] = _seal_address(address, channel_id)
    await _change(row, version, enabled, values)
    if not enabled:
        await give_up_waiting(channel_id=channel_id)
    _note(Action.INTEGRATION_EDITED, actor, row)
    return channel_view(await ChatChannel.get(id=channel_id))


async def remove_chat_channel(actor: Actor, *, channel_id: UUID) -> None:
    """Remove a chat with its log. Raises ``IntegrationNotFound``."""
    row = await _channel(actor, channel_id)
    await ChatChannel.filter(id=channel_id).delete()
    _note(Action.INTEGRATION_REMOVED, actor, row)


async def send_test_delivery(
    actor: Actor, *, endpoint_id: UUID | None, channel_id: UUID | None
) -> DeliveryView:
    """Queue a message that says nothing, for one that is switched off too. It is tried once.

    Raises ``IntegrationNotFound``, also unless exactly one id is given.
    """
    if (endpoint_id is None) == (channel_id is None):
        raise IntegrationNotFound
    if endpoint_id is not None:
        _ = await _endpoint(actor, endpoint_id)
        body = payload(EventKind.TEST, {"message": say("en", "integration.test")})
        return delivery_view(await queue_one(EventKind.TEST, body, endpoint_id=endpoint_id))
    assert channel_id is not None  # noqa: S101 (one of the two is there)
    channel = await _channel(actor, channel_id)
    body = say(channel.language, "integration.test")
    return delivery_view(await queue_one(EventKind.TEST, body, channel_id=channel_id))


async def replay_delivery(actor: Actor, *, delivery_id: UUID) -> DeliveryView:
    """Send what is over once more, as a delivery of its own under the same ``event_id``.

    Raises ``IntegrationNotFound``, ``DeliveryCannotBeReplayed``.
    """
    row = await Delivery.get_or_none(policy.readable_integrations(actor), id=delivery_id)
    if row is None:
        raise IntegrationNotFound
    if not can_replay(row):
        raise DeliveryCannotBeReplayed
    again = await queue_one(
        row.kind,
        row.body,
        subject_id=row.subject_id,
        event_id=row.event_id,
        endpoint_id=row.endpoint_id,
        channel_id=row.channel_id,
    )
    append(
        Action.DELIVERY_REPLAYED,
        actor_id=actor.person_id,
        subject_kind="Delivery",
        subject_id=again.id,
        details={"former": row.id},
    )
    return delivery_view(again)


async def _endpoint(actor: Actor, key: UUID) -> WebhookEndpoint:
    row = await WebhookEndpoint.get_or_none(policy.readable_integrations(actor), id=key)
    if row is None:
        raise IntegrationNotFound
    return row


async def _channel(actor: Actor, key: UUID) -> ChatChannel:
    row = await ChatChannel.get_or_none(policy.readable_integrations(actor), id=key)
    if row is None:
        raise IntegrationNotFound
    return row


async def _change(
    row: WebhookEndpoint | ChatChannel, version: int, enabled: bool, values: dict[str, Any]
) -> None:
    if enabled and not row.enabled:
        values = {**values, "failing_since": None}
    if enabled:
        values = {**values, "disabled_reason": ""}
    if (
        not await type(row)
        .filter(id=row.id, version=version)
        .update(**values, enabled=enabled, version=F("version") + 1)
    ):
        raise IntegrationVersionStale


async def _room(model: type[WebhookEndpoint] | type[ChatChannel]) -> None:
    if dialect() == "postgres":
        # So that two who add at once cannot both find the last place. SQLite's only writer is alone.
        await connection().execute_query(f"SELECT pg_advisory_xact_lock({_LOCK})")
    if await model.all().count() >= AT_MOST:
        raise TooManyIntegrations(count=AT_MOST)


def _name(name: str) -> str:
    return clean_line(name, field="name", maximum=NAME_MAXIMUM)


def _url(url: str, hosts: Hosts) -> str:
    try:
        _ = read_url(url.strip(), hosts)
    except Unreachable as error:
        raise _REFUSED[error.problem](field="url") from None
    return url.strip()


def _kinds(events: Collection[EventKind], fit: frozenset[EventKind]) -> list[str]:
    if not events:
        raise EventsMissing(field="events")
    if not fit.issuperset(events):
        raise EventNotForIt(field="events")
    return [kind.value for kind in EventKind if kind in events]


def _seal_secret(secret: str, key: UUID) -> bytes:
    return seal(secret, table="webhook_endpoint", column="secret_sealed", row_id=key)


def _seal_former(row: WebhookEndpoint) -> bytes:
    return seal(
        secret_of(row), table="webhook_endpoint", column="former_secret_sealed", row_id=row.id
    )


def _seal_address(address: str, key: UUID) -> bytes:
    return seal(address.strip(), table="chat_channel", column="address_sealed", row_id=key)


def _note(action: Action, actor: Actor, row: WebhookEndpoint | ChatChannel) -> None:
    append(
        action,
        actor_id=actor.person_id,
        subject_kind=type(row).__name__,
        subject_id=row.id,
        details=None,
    )
