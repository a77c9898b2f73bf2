"""A mail server that does everything a mail server can do wrong, and remembers what it took.

Deterministic by its dice. It knows a mail by its Message-ID, and it counts a mail as taken when its
content has arrived whole, also where it never says so: that is a cut acceptance, after which no sender
can know, and after which alone a mail may come twice.
"""

from __future__ import annotations

import asyncio
import random
import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.mail.smtp_server import SMTP, Envelope, Session, offering

_MESSAGE_ID = re.compile(rb"^Message-ID: (<[^>\r\n]+>)", re.MULTILINE)
GREYLISTED = 0.15
NOBODY = "nobody-"
"""Whom this begins is refused for good."""


@dataclass
class Hostile:
    """What happened. ``taken`` and ``cut`` count by Message-ID; ``did`` what it did wrong."""

    dice: random.Random
    port: int = 0
    taken: Counter[str] = field(default_factory=Counter)
    cut: Counter[str] = field(default_factory=Counter)
    did: Counter[str] = field(default_factory=Counter)
    recipients: dict[str, str] = field(default_factory=dict)
    calm: bool = False
    harder: float = 1.0
    delay: float = 0.02
    seen: set[str] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"smtp+plain://127.0.0.1:{self.port}"

    def roll(self, what: str, chance: float) -> bool:
        """Whether to do something wrong now."""
        if self.calm or self.dice.random() >= chance * self.harder:
            return False
        self.did[what] += 1
        return True


class _Handler:
    def __init__(self, hostile: Hostile) -> None:
        self.hostile = hostile
        self.left = hostile.dice.randint(3, 40)
        self.pipelining = hostile.dice.random() < 0.5

    async def handle_EHLO(  # noqa: N802
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        session.host_name = hostname
        return offering(responses) if self.pipelining else responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        hostile = self.hostile
        self.left -= 1
        if self.left <= 0 and not hostile.calm:
            hostile.did["closed after n mails"] += 1
            server.transport.close()
            return "421 4.3.2 enough for this connection"
        if hostile.roll("421 at MAIL", 0.005):
            server.transport.close()
            return "421 4.3.2 closing"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        hostile = self.hostile
        if address.startswith(NOBODY):
            hostile.did["550 for good"] += 1
            return "550 5.1.1 no such mailbox"
        if hostile.roll("delayed", 0.02):
            await asyncio.sleep(hostile.delay)
        first = address not in hostile.seen
        hostile.seen.add(address)
        if first and hostile.roll("greylisted", GREYLISTED):
            return "450 4.2.0 greylisted, come again"
        if hostile.roll("451 at RCPT", 0.01):
            return "451 4.3.0 try later"
        if hostile.roll("552 at RCPT", 0.01):
            return "552 5.2.2 mailbox full"
        if hostile.roll("dropped at RCPT", 0.005):
            server.transport.abort()
            return "451 gone"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        hostile = self.hostile
        if hostile.roll("451 after DATA", 0.01):
            return "451 4.3.0 try later"
        if hostile.roll("dropped mid-DATA", 0.01):
            # The content is here, and thrown away: nothing was taken.
            server.transport.abort()
            return "451 gone"
        found = _MESSAGE_ID.search(envelope.original_content or b"")
        assert found is not None
        message_id = found[1].decode()
        hostile.taken[message_id] += 1
        hostile.recipients[message_id] = envelope.rcpt_tos[0]
        if hostile.roll("acceptance cut off", 0.01):
            hostile.cut[message_id] += 1
            server.transport.abort()
            return "451 gone"
        return "250 2.0.0 taken"


@asynccontextmanager
async def hostile_server(seed: int, **options: Any) -> AsyncIterator[Hostile]:
    """The server, on a free loopback port in this event loop."""
    hostile = Hostile(random.Random(seed))
    sessions: set[SMTP] = set()
    loop = asyncio.get_running_loop()

    def connect() -> asyncio.Protocol:
        if hostile.roll("refused at the greeting", 0.01):
            return _Refusing()
        session = SMTP(_Handler(hostile), hostname="mx.test", loop=loop, **options)
        sessions.add(session)
        return session

    server = await loop.create_server(connect, "127.0.0.1", 0)
    hostile.port = server.sockets[0].getsockname()[1]
    try:
        yield hostile
    finally:
        server.close()
        for session in sessions:
            if session.transport is not None:
                session.transport.abort()
        await asyncio.sleep(0)


class _Refusing(asyncio.Protocol):
    """A server that is too busy to talk."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        transport.write(b"421 4.3.2 too busy\r\n")
        transport.close()
