"""A chat of one's own that notifications go to, through the services that the company allows."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from urllib.parse import urlsplit

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.core.language import say
from erm.core.sealing import SealBroken, seal, unseal
from erm.integrations.addresses import Hosts, Unreachable
from erm.integrations.chats import Poster, open_address
from erm.integrations.errors import AddressInside, AddressRefused, ChatAddressRefused
from erm.integrations.rules import ChatService, Problem
from erm.notifications.errors import PersonalChatRefused
from erm.notifications.models import Dispatch, PersonalChat
from erm.notifications.rules import Channel
from erm.notifications.views import ChatView

_REFUSED: dict[Problem, type[AddressRefused]] = {
    Problem.FORBIDDEN_URL: AddressRefused,
    Problem.FORBIDDEN_ADDRESS: AddressInside,
}


def hint_of(address: str) -> str:
    """An address without what is secret in it: of a web address its host, of others what they are."""
    parts = urlsplit(address)
    if parts.scheme in ("https", "http"):
        return f"{parts.scheme}://{parts.hostname or ''}/…"
    return f"{parts.scheme}://…"


async def own_chat(actor: Actor) -> ChatView | None:
    """The actor's chat."""
    row = await PersonalChat.get_or_none(person_id=actor.person_id)
    if row is None:
        return None
    try:
        hint = hint_of(address_of(row))
    except SealBroken:
        # Its key is lost: it can be connected anew, and nothing is sent until then.
        hint = ""
    failing = bool(row.disabled_reason) or row.failing_since is not None or not hint
    return ChatView(ChatService(row.service), hint, failing)


async def try_chat(
    actor: Actor,
    *,
    service: ChatService,
    address: str,
    allowed: Collection[ChatService],
    poster: Poster,
    hosts: Hosts,
) -> None:
    """Post a message that says nothing, before anything is kept.

    Before any unit of work: it takes seconds. Raises ``NotAllowed``, ``AddressRefused``,
    ``PersonalChatRefused``.
    """
    if actor.is_system or service not in allowed:
        raise NotAllowed
    try:
        _ = await asyncio.to_thread(open_address, service, address.strip(), hosts)
    except Unreachable as error:
        raise _REFUSED.get(error.problem, ChatAddressRefused)(field="address") from None
    answer = await poster.post(
        service, address.strip(), say(actor.locale, "notification.chat_test")
    )
    if not answer.accepted:
        raise PersonalChatRefused(field="address")


async def connect_chat(actor: Actor, *, service: ChatService, address: str) -> None:
    """Keep a chat that :func:`try_chat` has tried, in place of the one that there was."""
    row = PersonalChat(
        person_id=actor.person_id,
        service=service.value,
        address_sealed=seal(
            address.strip(),
            table="personal_chat",
            column="address_sealed",
            row_id=actor.person_id,
        ),
        created_at=now(),
    )
    await PersonalChat.bulk_create(
        [row],
        on_conflict=["person_id"],
        update_fields=[
            "service",
            "address_sealed",
            "failing_since",
            "disabled_reason",
            "created_at",
        ],
    )


async def disconnect_chat(actor: Actor) -> None:
    """Forget the actor's chat, and what waits for it."""
    await PersonalChat.filter(person_id=actor.person_id).delete()
    await Dispatch.filter(recipient_id=actor.person_id, channel=Channel.CHAT).delete()


def address_of(row: PersonalChat) -> str:
    """Its address. Raises ``erm.core.sealing.SealBroken``."""
    return unseal(
        row.address_sealed,
        table="personal_chat",
        column="address_sealed",
        row_id=row.person_id,
    )
