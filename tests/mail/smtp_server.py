"""A real SMTP server (aiosmtpd) whose answers a test decides."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Inbox:
    """What the server accepted, and what it is told to answer.

    ``answers`` maps a stage (``mail``, ``rcpt``, ``data``) to a reply, a list of replies to give one
    after the other (then it accepts), or a function of the envelope; ``None`` in place of a reply
    drops the connection. ``pipelining``: whether it offers that several things are said at once.
    """

    port: int = 0
    accepted: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    answers: dict[str, Any] = field(default_factory=dict)
    connections: int = 0
    delay: float = 0.0
    pipelining: bool = True

    @property
    def url(self) -> str:
        return f"smtp+plain://127.0.0.1:{self.port}"

    @property
    def message_ids(self) -> list[str]:
        return [str(message["Message-ID"]) for message in self.accepted]

    def answer(self, stage: str, envelope: Envelope) -> str | None:
        given = self.answers.get(stage, "")
        if isinstance(given, list):
            given = given.pop(0) if given else ""
        if callable(given):
            given = given(envelope)
        return given  # type: ignore[no-any-return]


def offering(responses: list[str]) -> list[str]:
    """An answer to EHLO, with PIPELINING."""
    return [responses[0], "250-PIPELINING", *responses[1:]]


class _Handler:
    def __init__(self, inbox: Inbox) -> None:
        self.inbox = inbox

    async def handle_EHLO(  # noqa: N802
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        session.host_name = hostname
        return offering(responses) if self.inbox.pipelining else responses

    async def _answer(self, server: SMTP, stage: str, envelope: Envelope) -> str | None:
        answer = self.inbox.answer(stage, envelope)
        if answer is None:
            server.transport.abort()
            return "451 gone"
        return answer or None

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        refused = await self._answer(server, "mail", envelope)
        if refused:
            return refused
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        refused = await self._answer(server, "rcpt", envelope)
        if refused:
            return refused
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.inbox.delay:
            await asyncio.sleep(self.inbox.delay)
        refused = await self._answer(server, "data", envelope)
        if refused:
            return refused
        message = message_from_bytes(envelope.original_content or b"", policy=policy.default)
        self.inbox.accepted.append(message)  # type: ignore[arg-type]
        self.inbox.recipients.extend(envelope.rcpt_tos)
        self.inbox.senders.append(envelope.mail_from or "")
        return "250 OK"


@asynccontextmanager
async def smtp_server(**options: Any) -> AsyncIterator[Inbox]:
    """A server on a free loopback port, in this event loop."""
    inbox = Inbox()
    sessions: set[SMTP] = set()

    def connect() -> SMTP:
        inbox.connections += 1
        session = SMTP(_Handler(inbox), hostname="mx.test", loop=loop, **options)
        sessions.add(session)
        return session

    loop = asyncio.get_running_loop()
    server = await loop.create_server(connect, "127.0.0.1", 0)
    inbox.port = server.sockets[0].getsockname()[1]
    try:
        yield inbox
    finally:
        server.close()
        for session in sessions:
            if session.transport is not None:
                session.transport.abort()
        await asyncio.sleep(0)


@asynccontextmanager
async def scripted_server(script: Callable[[str], str | None]) -> AsyncIterator[int]:
    """A bare server: ``script(line)`` gives the reply to each line ("" is the greeting; None hangs up).

    After a reply that begins with 354 the message is read and asked for as ``"."``.
    """

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = ""
        try:
            while True:
                reply = script(line)
                if reply is None:
                    return
                writer.write(reply.encode() + b"\r\n")
                await writer.drain()
                if reply.startswith("354"):
                    await reader.readuntil(b"\r\n.\r\n")
                    line = "."
                    continue
                raw = await reader.readline()
                if not raw:
                    return
                line = raw.decode().strip()
        except (ConnectionError, asyncio.IncompleteReadError):
            return
        finally:
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
