"""A real HTTP receiver on loopback whose answers a test decides."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def answer(status: int, body: bytes = b"", *headers: str) -> bytes:
    """An answer as it goes over the wire."""
    lines = [f"HTTP/1.1 {status} Because", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


@dataclass(frozen=True)
class Received:
    """One request."""

    line: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """What came, and what it answers: one after the other, then ``OK``.

    ``delay`` seconds pass before each answer. ``forever`` is sent again and again behind the answer;
    ``hold`` is waited for before anything is answered.
    """

    port: int = 0
    received: list[Received] = field(default_factory=list)
    answers: list[bytes] = field(default_factory=list)
    connections: int = 0
    delay: float = 0.0
    pause: float = 0.0
    forever: bytes = b""
    sent: int = 0
    serving: set[asyncio.Task[None]] = field(default_factory=set)
    names: list[str | None] = field(default_factory=list)
    hold: asyncio.Event | None = None
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook?for=erm"

    @property
    def host(self) -> tuple[str, int | None]:
        return ("127.0.0.1", self.port)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.current_task()
        assert task is not None
        self.serving.add(task)
        try:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                await self._serve(reader, writer)
                await writer.drain()
                writer.close()
                await writer.wait_closed()
        finally:
            writer.transport.abort()
            self.serving.discard(task)

    async def stop(self) -> None:
        """End what is still being answered."""
        for task in tuple(self.serving):
            task.cancel()
        while self.serving:  # noqa: ASYNC110
            await asyncio.sleep(0)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        line, *rest = head.split("\r\n")
        headers = {
            name.lower(): value.strip()
            for name, _, value in (each.partition(":") for each in rest if each)
        }
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        self.received.append(Received(line, headers, body))
        self.arrived.set()
        if self.hold is not None:
            await self.hold.wait()
        if self.delay:
            await asyncio.sleep(self.delay)
        writer.write(self.answers.pop(0) if self.answers else OK)
        await writer.drain()
        while self.forever:
            writer.write(self.forever)
            await writer.drain()
            self.sent += len(self.forever)
            if self.pause:
                await asyncio.sleep(self.pause)


@asynccontextmanager
async def receiver(tls: ssl.SSLContext | None = None) -> AsyncIterator[Receiver]:
    """A receiver that listens."""
    found = Receiver()
    if tls is not None:
        tls.sni_callback = lambda _, name, __: found.names.append(name)
    server = await asyncio.start_server(found.serve, "127.0.0.1", 0, ssl=tls)
    found.port = server.sockets[0].getsockname()[1]
    try:
        yield found
    finally:
        server.close()
        await found.stop()
