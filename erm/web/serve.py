"""Running the server: uvicorn with uvloop and httptools, the fastest pair that was measured here."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import socket
from types import FrameType

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from erm.core.garbage import leave_alone
from erm.settings import Settings
from erm.web.app import create_app
from erm.web.subscriptions import MAXIMUM_MESSAGE

GRACE_SECONDS = 10
"""How long requests may go on after the server was told to stop."""
LAST_WORD_SECONDS = 0.5
"""How long a connection that is kept alive stays open then: a request may be on its way, and to close
a connection with something unread in it is to cut that request."""
BACKLOG = 2048


class PortBusy(Exception):
    """Somebody else listens there."""

    def __init__(self, host: str, port: int) -> None:
        self.host = host
        self.port = port
        super().__init__(f"{host}:{port}")


class CannotListen(Exception):
    """The address is none of this machine's, or the port needs rights that we do not have."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket.

    Raises ``PortBusy`` or ``CannotListen``.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except socket.gaierror as error:
        raise CannotListen(f"HOST: there is no address {host!r}.") from error
    listener = socket.socket(family, kind, protocol)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortBusy(host, port) from error
        raise CannotListen(f"Cannot listen on {host} port {port}: {error.strerror}.") from error
    listener.setblocking(False)
    return listener


class _Protocol(HttpToolsProtocol):
    """A connection that, when the server stops, answers what may just be arriving."""

    leaving = False

    def shutdown(self) -> None:
        """Answer no more than what is under way or arrives within a moment; then close."""
        self.leaving = True
        # uvicorn declares no None, but begins with it.
        if self.cycle is None or self.cycle.response_complete:  # type: ignore[redundant-expr]
            self.loop.call_later(LAST_WORD_SECONDS, super().shutdown)
        else:
            super().shutdown()

    def on_headers_complete(self) -> None:
        """Begin a request; the last one when the server is stopping."""
        super().on_headers_complete()
        if self.leaving:
            self.cycle.keep_alive = False


class _SocketProtocol(WebSocketsSansIOProtocol):
    """A WebSocket that, when the server stops, is closed as going away (1001)."""

    def shutdown(self) -> None:
        """Close. uvicorn's own would call it a service restart, and a lost handshake a crash."""
        if self.handshake_complete and not self.close_sent and not self.transport.is_closing():
            self.stop_keepalive()
            self.queue.put_nowait({"type": "websocket.disconnect", "code": 1001})
            self.conn.send_close(1001)
            self.transport.write(b"".join(self.conn.data_to_send()))
            self.close_sent = True
            self.transport.close()
        else:
            super().shutdown()


class _Server(uvicorn.Server):
    """Ends with success when it is told to stop; stops, too, when its parent is gone."""

    def __init__(self, config: uvicorn.Config, *, parent: int | None) -> None:
        super().__init__(config)
        self.parent = parent

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop gracefully; at once when interrupted a second time.

        Unlike uvicorn's own it does not note the signal to raise it again at the end: being asked
        to stop, and stopping, is no failure.
        """
        if self.should_exit and sig == signal.SIGINT:
            self.force_exit = True
        self.should_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then keep the garbage collector away from what stays: it halves p99."""
        await super().startup(sockets)
        leave_alone()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take in who is already waiting to be let in, for closing the door would cut them off."""
        loop = asyncio.get_running_loop()

        def connection() -> asyncio.Protocol:
            return _Protocol(self.config, self.server_state, self.lifespan.state, loop)

        for listener in sockets or []:
            while True:
                try:
                    accepted, _ = listener.accept()
                except BlockingIOError:
                    break
                except ConnectionAbortedError:
                    continue
                await loop.connect_accepted_socket(connection, accepted)
        await super().shutdown(sockets)

    async def on_tick(self, counter: int) -> bool:
        """Ten times a second; looks for the parent once a second."""
        if self.parent is not None and counter % 10 == 0 and os.getppid() != self.parent:
            self.should_exit = True
        return await super().on_tick(counter)


def run_server(settings: Settings, listener: socket.socket, *, parent: int | None = None) -> None:
    """Serve until told to stop (SIGTERM, SIGINT), or until the process ``parent`` is gone."""
    config = uvicorn.Config(
        create_app(settings),
        loop="uvloop",
        http=_Protocol,
        ws=_SocketProtocol,
        ws_max_size=MAXIMUM_MESSAGE,
        # What is said here is secret and short: compression would leak its length and save little.
        ws_per_message_deflate=False,
        ws_ping_interval=20,
        ws_ping_timeout=20,
        lifespan="on",
        log_config=None,
        access_log=False,
        # Who is a proxy, and what it says, is judged by erm.web.authentication alone.
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        timeout_keep_alive=20,
        backlog=BACKLOG,
    )
    _Server(config, parent=parent).run(sockets=[listener])
