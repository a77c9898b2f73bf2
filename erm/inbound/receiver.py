"""Listening for mail: SMTP or LMTP from the company's own server.

Everything is bounded: how many may talk at once, how long one may, how much a mail may hold. A mail has
one recipient; a server that has more for one mail hands it in again for each, as it does at any limit.
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import structlog
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from erm.core.logging import describe
from erm.inbound.handing_in import LATER, TOO_LARGE, UNKNOWN, Desk
from erm.mail.incoming import SIZE_MAXIMUM

log = structlog.get_logger("erm.inbound")

CONNECTIONS_MAXIMUM = 20
IDLE_SECONDS = 60.0
SESSION_SECONDS = 600.0
COMMANDS_MAXIMUM = 200
"""How often one session may say the same command."""
GRACE_SECONDS = 10.0
"""How long what is in hand may take after the stop."""
_LOOK_SECONDS = 5.0
_NULL = ("", "<>")


@dataclass(frozen=True, slots=True)
class Place:
    """Where to listen. ``path`` is a socket's in the file system; then there is neither host nor port."""

    lmtp: bool
    host: str
    port: int
    path: str

    @classmethod
    def of(cls, url: str) -> Place:
        """Read a URL that the settings have checked."""
        parts = urlsplit(url)
        return cls(
            lmtp=parts.scheme == "lmtp",
            host=parts.hostname or "",
            port=parts.port or 0,
            path="" if parts.netloc else parts.path,
        )

    def __str__(self) -> str:
        kind = "LMTP" if self.lmtp else "SMTP"
        return f"{kind} at {self.path or f'{self.host} port {self.port}'}"


class CannotListen(Exception):
    """Nothing can listen there. ``str()`` says why, in words."""


class _Handler:
    """What a session asks at each step."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def handle_MAIL(  # noqa: N802 (the library's name)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        # An empty sender is falsy, and the library would take it for none at all.
        envelope.mail_from = "<>" if address in _NULL else address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not self._desk.expects(address):
            return UNKNOWN.reply
        if envelope.rcpt_tos:
            return "452 4.5.3 One recipient at a time"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        sender = "" if envelope.mail_from in _NULL else str(envelope.mail_from)
        content = envelope.original_content or b""
        try:
            answer = await self._desk.hand_in(sender, envelope.rcpt_tos[0], content)
        except Exception as error:  # noqa: BLE001 (caught here, for the library would stay in this mail)
            return await self.handle_exception(error)
        return answer.reply

    async def handle_VRFY(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str
    ) -> str:
        return "252 2.1.5 Send some mail and see"

    async def handle_exception(self, error: Exception) -> str:
        # The database is away, or it is a fault of ours: either way the mail is not lost.
        log.error("mail_not_taken", **describe(error))
        return LATER.reply


class _Session:
    """A mixin: one connection, which ends after a time, and tells the receiver when it does."""

    receiver: Receiver
    # Longer than RFC 5321 has it: some programs write a whole paragraph of HTML as one line, and what
    # bounds a mail is its size.
    line_length_limit = 100_000
    _ending: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin, unless too many talk already."""
        super().connection_made(transport)  # type: ignore[misc]
        self.receiver.sessions.add(self)
        loop = asyncio.get_running_loop()
        self._ending = loop.call_later(SESSION_SECONDS, transport.abort)  # type: ignore[attr-defined]

    def connection_lost(self, error: Exception | None) -> None:
        """End."""
        if self._ending is not None:
            self._ending.cancel()
        self.receiver.sessions.discard(self)
        super().connection_lost(error)  # type: ignore[misc]

    async def push(self, status: str | bytes) -> None:
        """Answer; what the library says of size gets the code that is meant for it."""
        if isinstance(status, str) and status.startswith("552 Error:"):
            status = TOO_LARGE.reply
        await super().push(status)  # type: ignore[misc]


class _SmtpSession(_Session, SMTP):
    """A session in SMTP."""


class _LmtpSession(_Session, LMTP):
    """A session in LMTP."""


class _Busy(asyncio.Protocol):
    """A connection too many."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Say so and hang up."""
        assert isinstance(transport, asyncio.WriteTransport)  # noqa: S101 (for the type checker)
        transport.write(b"421 4.3.2 Too many connections: please try again later\r\n")
        transport.close()


class Receiver:
    """Listens at one place."""

    def __init__(self, desk: Desk, place: Place, hostname: str) -> None:
        self._handler = _Handler(desk)
        self._hostname = hostname
        self._place = place
        self._server: asyncio.Server | None = None
        self.sessions: set[Any] = set()
        self.port = 0
        # It logs every address that is named, and every line at its lowest level.
        logging.getLogger("mail.log").setLevel(logging.WARNING)
        logging.getLogger("mail.debug").setLevel(logging.WARNING)

    async def start(self) -> None:
        """Listen. Raises ``CannotListen``."""
        loop = asyncio.get_running_loop()
        try:
            if self._place.path:
                path = Path(self._place.path)
                if _somebody_listens(path):
                    raise OSError("something else listens there")
                self._server = await loop.create_unix_server(self._connect, str(path))
                _let_group_write(path)
            else:
                self._server = await loop.create_server(
                    self._connect, self._place.host, self._place.port
                )
                self.port = self._server.sockets[0].getsockname()[1]
        except OSError as error:
            raise CannotListen(
                f"Mail cannot be received by {self._place}: {error.strerror or error}."
            ) from error

    async def stop(self) -> None:
        """Listen no more, let what is in hand end, and hang up."""
        if self._server is None:
            return
        self._server.close()
        deadline = asyncio.get_running_loop().time() + GRACE_SECONDS
        for session in list(self.sessions):
            if not _is_busy(session):
                session.transport.abort()
        while self.sessions and asyncio.get_running_loop().time() < deadline:
            await asyncio.sleep(0.02)
            for session in list(self.sessions):
                if not _is_busy(session) and session.transport is not None:
                    session.transport.close()
        for session in list(self.sessions):
            if session.transport is not None:
                session.transport.abort()
        await asyncio.sleep(0)
        if self._place.path:
            _remove(Path(self._place.path))

    def _connect(self) -> asyncio.BaseProtocol:
        if len(self.sessions) >= CONNECTIONS_MAXIMUM:
            return _Busy()
        kind = _LmtpSession if self._place.lmtp else _SmtpSession
        session = kind(
            self._handler,
            data_size_limit=SIZE_MAXIMUM,
            enable_SMTPUTF8=True,
            hostname=self._hostname,
            ident="erm",
            timeout=IDLE_SECONDS,
            command_call_limit=COMMANDS_MAXIMUM,
            auth_exclude_mechanism=["LOGIN", "PLAIN"],
            loop=asyncio.get_running_loop(),
        )
        session.receiver = self
        return session


def _is_busy(session: Any) -> bool:
    """Whether a mail is being handed in."""
    envelope = session.envelope
    return envelope is not None and bool(envelope.rcpt_tos)


def _let_group_write(path: Path) -> None:
    """Let the mail server of the same group hand in mail, and nobody else."""
    path.chmod(0o660)


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)


def _somebody_listens(path: Path) -> bool:
    """Whether a socket in the file system is somebody's. One whose process was killed is taken over."""
    if not path.is_socket():
        return False
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            return False
    return True


@asynccontextmanager
async def receiving(desk: Desk, place: Place, hostname: str) -> AsyncIterator[Receiver]:
    """Receive mail for as long as it is wanted. Raises ``CannotListen``."""
    receiver = Receiver(desk, place, hostname)
    await receiver.start()
    log.info("mail_is_received", at=str(place))
    try:
        yield receiver
    finally:
        await receiver.stop()
        log.info("mail_is_not_received_any_more")


async def greeting_problem(place: Place) -> str | None:
    """Why nothing takes mail at a place, in words; None if something does."""
    try:
        async with asyncio.timeout(_LOOK_SECONDS):
            if place.path:
                reader, writer = await asyncio.open_unix_connection(place.path)
            else:
                reader, writer = await asyncio.open_connection(place.host, place.port)
            try:
                greeting = await reader.readline()
            finally:
                writer.close()
    except TimeoutError:
        return "it is silent"
    except OSError as error:
        return os.strerror(error.errno).lower() if error.errno else "it cannot be reached"
    return None if greeting.startswith(b"220") else "something else listens there"
