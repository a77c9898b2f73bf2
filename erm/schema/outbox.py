"""Outgoing mail as administrators look after it: the queue, its log, blocked addresses, servers."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

import strawberry

from erm.core.clock import now
from erm.core.paging import PageRequest
from erm.mail import outbox
from erm.mail.rules import BlockReason, OutboxState
from erm.mail.views import BlockView, OutboxView, OutgoingMailView, PaceView, ServerView, TryView
from erm.schema.context import Info
from erm.schema.enums import describe
from erm.schema.ids import to_global
from erm.schema.mail import MailState
from erm.schema.node import Node, load_node, node_of
from erm.schema.paging import After, Connection, First
from erm.schema.refs import PersonRef

describe(
    OutboxState,
    "OutboxState",
    "What became of mails, to look through them.",
    {
        OutboxState.WAITING: "They wait, or are being sent.",
        OutboxState.SENT: "A server took them, and they did not come back.",
        OutboxState.FAILED: "They could not be delivered and are not tried again by themselves.",
        OutboxState.BOUNCED: "They came back.",
        OutboxState.CANCELLED: "They were not wanted any more.",
    },
)
describe(
    BlockReason,
    "MailBlockReason",
    "Why an address gets no mail.",
    {
        BlockReason.HARD_BOUNCE: "Mail came back: there is no such mailbox.",
        BlockReason.COMPLAINT: "Its owner complained about mail.",
        BlockReason.ADMINISTRATOR: "An administrator blocked it.",
    },
)


@strawberry.type(description="One try to hand a mail to a server.")
class MailTry:
    """A try."""

    at: datetime = strawberry.field(description="When it began.")
    server: str = strawberry.field(description="Host and port of the server.")
    taken: bool = strawberry.field(description="Whether the server took the mail.")
    stage: str = strawberry.field(
        description="Where in the conversation it ended: connect, ehlo, starttls, auth, mail, rcpt "
        "or data; empty where the worker was interrupted."
    )
    code: int | None = strawberry.field(description="Reply code; null where there was no answer.")
    answer: str | None = strawberry.field(description="What the server said.")
    milliseconds: int = strawberry.field(description="How long it took.")

    @classmethod
    def of(cls, view: TryView) -> MailTry:
        """Dress a view."""
        return cls(
            at=view.at,
            server=view.server,
            taken=view.taken,
            stage=view.stage,
            code=view.code,
            answer=view.answer,
            milliseconds=view.milliseconds,
        )


@strawberry.type(description="A mail in the outbox for administrators, without what it says.")
class OutgoingMail(Node):
    """A mail as an administrator sees it."""

    key: strawberry.Private[UUID]
    person_key: strawberry.Private[UUID | None]
    kind: str = strawberry.field(description="What it is, for example digest or sign_in_link.")
    to_name: str = strawberry.field(description="Name of the recipient; may be empty.")
    to_address: str = strawberry.field(description="Where it goes.")
    state: MailState = strawberry.field(description="Where it stands.")
    attempts: int = strawberry.field(description="How often it was tried.")
    created_at: datetime = strawberry.field(description="When it was queued.")
    next_attempt_at: datetime | None = strawberry.field(
        description="When it is tried next, while it waits."
    )
    sent_at: datetime | None = strawberry.field(description="When it left.")
    bounced_at: datetime | None = strawberry.field(description="When it came back.")
    answer: str | None = strawberry.field(description="What the server said when it took it.")
    last_error: str | None = strawberry.field(description="Why the last try failed.")
    replayable: bool = strawberry.field(description="Whether it can be sent again.")

    @strawberry.field(description="Whom it is for; null if for nobody in the company.")
    async def person(self, info: Info) -> PersonRef | None:
        """In one batch for all mails of a page."""
        return await _person(info, self.person_key)

    @strawberry.field(description="The tries, oldest first.")
    async def tries(self, info: Info) -> list[MailTry]:
        """In one batch for all mails of a page."""
        found = await info.context.loader(outbox.tries_of).load(self.key)
        return [MailTry.of(each) for each in found or []]

    @classmethod
    def of(cls, view: OutgoingMailView) -> OutgoingMail:
        """Dress a view."""
        return cls(
            id=to_global("OutgoingMail", view.id),
            key=view.id,
            person_key=view.person_id,
            kind=view.kind,
            to_name=view.to_name,
            to_address=view.to_address,
            state=MailState[view.state.name],
            attempts=view.attempts,
            created_at=view.created_at,
            next_attempt_at=view.next_attempt_at,
            sent_at=view.sent_at,
            bounced_at=view.bounced_at,
            answer=view.answer,
            last_error=view.last_error,
            replayable=view.replayable,
        )


@strawberry.type(description="An address that gets no mail.")
class MailBlock(Node):
    """A blocked address."""

    person_key: strawberry.Private[UUID | None]
    address: str = strawberry.field(description="The address, in lower case.")
    reason: BlockReason = strawberry.field(description="Why.")
    diagnostic: str = strawberry.field(description="What the server said; may be empty.")
    since: datetime = strawberry.field(description="Since when.")

    @strawberry.field(description="Whose it is, if it is known.")
    async def person(self, info: Info) -> PersonRef | None:
        """In one batch for all addresses of a page."""
        return await _person(info, self.person_key)

    @classmethod
    def of(cls, view: BlockView) -> MailBlock:
        """Dress a view."""
        return cls(
            id=to_global("MailBlock", view.id),
            person_key=view.person_id,
            address=view.address,
            reason=view.reason,
            diagnostic=view.diagnostic,
            since=view.since,
        )


@strawberry.type(description="A mail server that erm hands mail to.")
class MailServer:
    """A server of the settings."""

    host: str = strawberry.field(description="Its host.")
    port: int = strawberry.field(description="Its port.")
    encrypted: bool = strawberry.field(description="Whether nothing is said to it but by TLS.")
    paused_until: datetime | None = strawberry.field(
        description="Until when it is left alone, because it did not answer."
    )

    @classmethod
    def of(cls, view: ServerView) -> MailServer:
        """Dress a view."""
        return cls(
            host=view.host,
            port=view.port,
            encrypted=view.encrypted,
            paused_until=view.paused_until,
        )


@strawberry.type(description="How fast mail goes to a domain.")
class MailPace:
    """The pace of a domain."""

    domain: str = strawberry.field(description="The part of addresses after the @.")
    per_minute: int = strawberry.field(
        description="How many mails it gets a minute; 0 where there is no limit."
    )
    waiting: int = strawberry.field(description="How many wait for it.")
    paused_until: datetime | None = strawberry.field(
        description="Until when nothing goes there, because it refused mail for now."
    )

    @classmethod
    def of(cls, view: PaceView) -> MailPace:
        """Dress a view."""
        return cls(
            domain=view.domain,
            per_minute=view.per_minute,
            waiting=view.waiting,
            paused_until=view.paused_until,
        )


@strawberry.type(description="Outgoing mail in figures and lists.")
class Outbox:
    """The outbox."""

    asked: strawberry.Private[asyncio.Future[OutboxView] | None] = None

    async def _figures(self, info: Info) -> OutboxView:
        """Counted once, and only where they are asked for."""
        if self.asked is None:
            zone = ZoneInfo(info.context.settings.default_time_zone)
            midnight = now().astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
            self.asked = asyncio.ensure_future(
                outbox.figures(info.context.actor, today_since=midnight.astimezone(UTC))
            )
        return await self.asked

    @strawberry.field(description="How many mails wait.")
    async def queued(self, info: Info) -> int:
        """Of all."""
        return (await self._figures(info)).queued

    @strawberry.field(description="How many of those have failed before.")
    async def retrying(self, info: Info) -> int:
        """Of those that wait."""
        return (await self._figures(info)).retrying

    @strawberry.field(
        description="How many could not be delivered and are not tried again by themselves."
    )
    async def parked(self, info: Info) -> int:
        """Of all."""
        return (await self._figures(info)).parked

    @strawberry.field(description="How many left today.")
    async def sent_today(self, info: Info) -> int:
        """Since midnight, in the company's zone."""
        return (await self._figures(info)).sent_today

    @strawberry.field(description="How many came back in seven days.")
    async def bounced_this_week(self, info: Info) -> int:
        """Of all."""
        return (await self._figures(info)).bounced_this_week

    @strawberry.field(description="Since when the oldest mail that is due waits.")
    async def oldest_due_at(self, info: Info) -> datetime | None:
        """Null where none is due."""
        return (await self._figures(info)).oldest_due_at

    @strawberry.field(description="The mails of the last 30 days, newest first.")
    async def mails(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        state: Annotated[
            OutboxState | None, strawberry.argument(description="Only those of which this is true.")
        ] = None,
        kind: Annotated[
            str | None, strawberry.argument(description="Only those of this kind.")
        ] = None,
        search: Annotated[
            str | None, strawberry.argument(description="Part of a name or of an address.")
        ] = None,
    ) -> Connection[OutgoingMail]:
        """A page of mails."""
        page = await outbox.outgoing_mails(
            info.context.actor,
            PageRequest.of(first, after),
            state=state,
            kind=kind,
            search=search,
        )
        return Connection[OutgoingMail].of(page, OutgoingMail.of)

    @strawberry.field(description="The kinds of mail that there are.")
    async def kinds(self, info: Info) -> list[str]:
        """To choose from."""
        return await outbox.kinds(info.context.actor)

    @strawberry.field(description="Addresses that get no mail, newest first.")
    async def blocks(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[MailBlock]:
        """A page of blocked addresses."""
        page = await outbox.blocks(info.context.actor, PageRequest.of(first, after))
        return Connection[MailBlock].of(page, MailBlock.of)

    @strawberry.field(description="The mail servers; none where mail is kept in the mailbox.")
    async def servers(self, info: Info) -> list[MailServer]:
        """Those of the settings."""
        found = await outbox.servers(info.context.actor, info.context.settings.smtp_urls)
        return [MailServer.of(each) for each in found]

    @strawberry.field(description="Whether mail is kept in the mailbox, for no server is set.")
    async def keeps_mail(self, info: Info) -> bool:
        """As the settings say; nothing is read for it."""
        return info.context.settings.mail_is_local

    @strawberry.field(description="Domains that rest, and those with a pace that mail waits for.")
    async def paces(self, info: Info) -> list[MailPace]:
        """Those with most mail first."""
        rates = dict(info.context.settings.mail_rates)
        return [MailPace.of(each) for each in await outbox.paces(info.context.actor, rates)]


async def _person(info: Info, key: UUID | None) -> PersonRef | None:
    # Mail stands below the directory and only remembers an id.
    return None if key is None else await load_node(info, "Person", key)


@node_of("OutgoingMail")
async def load_outgoing_mail(info: Info, key: UUID) -> OutgoingMail | None:
    """A mail by key, for administrators."""
    view = await info.context.loader(outbox.outgoing_mails_by_ids).load(key)
    return None if view is None else OutgoingMail.of(view)


@node_of("MailBlock")
async def load_block(info: Info, key: UUID) -> MailBlock | None:
    """A blocked address by key, for administrators."""
    view = await info.context.loader(outbox.blocks_by_ids).load(key)
    return None if view is None else MailBlock.of(view)


@strawberry.type
class OutboxQuery:
    """Root field of outgoing mail."""

    @strawberry.field(
        description="Outgoing mail, for administrators; null for others. What mails say is not in it."
    )
    async def outbox(self, info: Info) -> Outbox | None:
        """The outbox."""
        return Outbox() if outbox.is_open_to(info.context.actor) else None
