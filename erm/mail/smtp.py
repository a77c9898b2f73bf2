"""One conversation with a mail server, reused for many mails.

``smtp://`` to another machine demands STARTTLS with a valid certificate, so that nobody on the way
can strip it and read along; ``?starttls=optional`` allows an old relay in one's own network. To a
loopback address STARTTLS is not needed and not used. ``smtps://`` is TLS from the first byte,
``smtp+plain://`` never.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Collection
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

import aiosmtplib

from erm.mail.rules import Stage, Verdict, classify
from erm.mail.wire import MALFORMED, Lost, Wire
from erm.settings import is_loopback

TIMEOUT = 30.0
"""Seconds that one answer of the server may take."""
_PATIENCE_AFTER_DATA = 3
_BRIEFLY = 5.0
"""Seconds for an answer on which nothing depends."""
_DONE, _GO_ON, _GOES_AWAY = 250, 354, 421
_STAGES = (Stage.MAIL, Stage.RCPT, Stage.DATA)
_RIGHT = ((250,), (250, 251), (354,))
_ADDRESS = re.compile(r"[^\s<>\x00-\x1f\x7f]+")


def _shown(text: str) -> str:
    """What a server said as one line that any database keeps and any screen shows."""
    line = " ".join(text.split())[:480]
    return "".join(c if c.isprintable() else "\ufffd" for c in line)


class DeliveryFailed(Exception):
    """A mail was not accepted. ``verdict`` says what that means."""

    def __init__(self, stage: Stage, code: int | None, text: str) -> None:
        self.stage = stage
        self.code = code
        self.text = _shown(text)
        self.verdict: Verdict = classify(stage, code)
        answer = "no answer" if code is None else str(code)
        super().__init__(f"{stage.value}: {answer} {self.text}"[:500])


@dataclass(frozen=True, slots=True)
class Accepted:
    """What the server said when it took a mail."""

    code: int
    text: str


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail goes, from ``ERM_SMTP_URL``."""

    host: str
    port: int
    use_tls: bool
    start_tls: bool | None
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    tls_context: ssl.SSLContext | None = None

    @property
    def name(self) -> str:
        """Host and port, without name and password."""
        return f"{self.host}:{self.port}"

    @property
    def encrypted(self) -> bool:
        """Whether nothing is said to it but through TLS."""
        return self.use_tls or self.start_tls is True

    @classmethod
    def of(cls, url: str, *, tls_context: ssl.SSLContext | None = None) -> Server:
        """Read a URL that the settings have checked. ``tls_context`` is the trust to use for it."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        use_tls = parts.scheme == "smtps"
        optional = parse_qs(parts.query).get("starttls") == ["optional"]
        start_tls: bool | None = True
        if use_tls or parts.scheme == "smtp+plain" or (is_loopback(host) and tls_context is None):
            start_tls = False
        elif optional:
            start_tls = None
        return cls(
            host=host,
            port=parts.port or (465 if use_tls else 25 if parts.scheme == "smtp+plain" else 587),
            use_tls=use_tls,
            start_tls=start_tls,
            username=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password or "") if parts.username else None,
            tls_context=tls_context,
        )


class Conversation:
    """A connection to a server; opened by the first mail and again whenever it was lost."""

    def __init__(self, server: Server, local_hostname: str, timeout: float = TIMEOUT) -> None:
        self._server = server
        self._local_hostname = local_hostname
        self._timeout = timeout
        self._wire: Wire | None = None
        self._extensions: Collection[str] = ()

    async def send(self, sender: str, recipient: str, message: bytes) -> Accepted:
        """Hand one mail to the server. Raises ``DeliveryFailed``."""
        reused = self.is_open
        try:
            return await self._send(sender, recipient, message)
        except DeliveryFailed as failure:
            # A server may hang up between two mails; nothing was said about this one yet.
            if not (reused and failure.stage is Stage.MAIL and failure.code in (None, 421)):
                raise
            self._drop()
            return await self._send(sender, recipient, message)

    async def _send(self, sender: str, recipient: str, message: bytes) -> Accepted:
        wire = await self._connected()
        lines = self._envelope(sender, recipient)
        # In one go where the server allows it (RFC 2920); the mail itself waits for all three answers.
        at_once = "pipelining" in self._extensions
        stage = Stage.MAIL
        try:
            if at_once:
                wire.say(*lines)
            for stage, line, right in zip(_STAGES, lines, _RIGHT, strict=True):
                if not at_once:
                    wire.say(line)
                code, text = await wire.hear(self._timeout)
                if code not in right:
                    await self._begin_anew(wire, code)
                    raise DeliveryFailed(stage, code, text)
            wire.say_text(message)
            # Some servers look into a mail before they answer; who does not wait sends it twice.
            code, text = await wire.hear(self._timeout * _PATIENCE_AFTER_DATA)
            if code != _DONE:
                await self._begin_anew(wire, code)
                raise DeliveryFailed(stage, code, text)
        except Lost as error:
            self._drop()
            raise DeliveryFailed(stage, None, str(error)) from error
        except DeliveryFailed:
            raise
        except BaseException:
            # Cancelled between a question and its answer: this connection is out of step.
            self._drop()
            raise
        return Accepted(code, _shown(text))

    def _envelope(self, sender: str, recipient: str) -> tuple[bytes, bytes, bytes]:
        """Who writes to whom, as it is said. Raises ``DeliveryFailed``."""
        if not (_ADDRESS.fullmatch(sender) and _ADDRESS.fullmatch(recipient)):
            raise DeliveryFailed(Stage.RCPT, 553, "this cannot be said as an address")
        options = ""
        # A local part outside ASCII needs a server that knows SMTPUTF8 (RFC 6531).
        if not (recipient.isascii() and sender.isascii()):
            if "smtputf8" not in self._extensions:
                raise DeliveryFailed(Stage.RCPT, 553, "the server knows no addresses outside ASCII")
            options = " SMTPUTF8 BODY=8BITMIME"
        return f"MAIL FROM:<{sender}>{options}".encode(), f"RCPT TO:<{recipient}>".encode(), b"DATA"

    @property
    def is_open(self) -> bool:
        """Whether there is a connection that was not lost, as far as one knows."""
        return self._wire is not None and self._wire.is_open

    @property
    def is_encrypted(self) -> bool:
        """Whether what is said goes through TLS; False without a connection."""
        return self._wire is not None and self._wire.is_encrypted

    async def greet(self) -> None:
        """Connect and sign in, and send nothing. Raises ``DeliveryFailed``."""
        await self._connected()

    async def close(self) -> None:
        """Say goodbye."""
        wire, self._wire = self._wire, None
        if wire is None:
            return
        try:
            wire.say(b"QUIT")
            await wire.hear(_BRIEFLY)
        except Lost:
            pass  # It is gone already, which is what was wanted.
        finally:
            wire.cut()

    async def _connected(self) -> Wire:
        if self._wire is not None and self._wire.is_open:
            return self._wire
        self._drop()
        server = self._server
        client = aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            local_hostname=self._local_hostname,
            timeout=self._timeout,
            use_tls=server.use_tls,
            start_tls=False,
            tls_context=server.tls_context,
        )
        stage = Stage.CONNECT
        try:
            await client.connect()
            stage = Stage.EHLO
            try:
                await client.ehlo()
            except aiosmtplib.SMTPHeloError as refused:
                if refused.code < 500:
                    raise  # It knows what it was told, and goes away or wants to be asked later.
                await client.helo()
            stage = Stage.STARTTLS
            await self._secure(client)
            stage = Stage.AUTH
            if server.username is not None:
                await client.login(server.username, server.password or "")
        except aiosmtplib.SMTPResponseException as error:
            client.close()
            raise DeliveryFailed(stage, error.code, error.message) from error
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            client.close()
            raise DeliveryFailed(stage, None, str(error)) from error
        except BaseException:
            client.close()
            raise
        if client.transport is None:
            raise DeliveryFailed(stage, None, "the connection was lost")
        self._extensions = frozenset(client.esmtp_extensions)
        self._wire = Wire(client.transport)
        return self._wire

    async def _secure(self, client: aiosmtplib.SMTP) -> None:
        wanted = self._server.start_tls
        if wanted is False:
            return
        offered = client.supports_extension("starttls")
        if wanted is None:
            if offered:
                # Opportunistic (RFC 7435): a certificate that nobody signed still stops listeners.
                await client.starttls(validate_certs=False)
                await client.ehlo()
            return
        if not offered:
            raise aiosmtplib.SMTPNotSupported("the server does not offer STARTTLS")
        await client.starttls()
        await client.ehlo()

    async def _begin_anew(self, wire: Wire, code: int) -> None:
        """Bring the conversation back to where the next mail may begin, or end it."""
        if code in (_GOES_AWAY, MALFORMED):
            self._drop()
            return
        try:
            while wire.owed:
                code, _ = await wire.hear(self._timeout)
            if code != _GO_ON:
                wire.say(b"RSET")
                code, _ = await wire.hear(_BRIEFLY)
        except Lost:
            self._drop()
            return
        # A server that wants the mail although it has refused it must not get half of one either.
        if code != _DONE:
            self._drop()

    def _drop(self) -> None:
        if self._wire is not None:
            self._wire.cut()
            self._wire = None
