"""A WebSocket to the application, without a network between."""

from __future__ import annotations

import asyncio
import itertools
from typing import Any, Self
from uuid import UUID

import orjson

from tests.cast import begin_session
from tests.conftest import COOKIE, PUBLIC_URL

PROTOCOL = "graphql-transport-ws"
NOTES = """subscription($id: ID!, $after: Int!) { notesChanged(meetingId: $id, after: $after) {
  __typename
  ... on NotesChanged { number update author { name } }
  ... on NotesPresence { anchor head leaving person { name } } } }"""


class Closed(Exception):
    def __init__(self, code: int, reason: str = "") -> None:
        self.code = code
        super().__init__(f"{code} {reason}")


class Denied(Exception):
    def __init__(self, status: int, body: bytes) -> None:
        self.status = status
        self.body = body
        super().__init__(f"{status} {body!r}")


class Socket:
    """``async with Socket(app, cookie=…) as socket``. Raises ``Denied`` when it is not let in."""

    def __init__(
        self,
        app: Any,
        *,
        cookie: str | None = None,
        bearer: str | None = None,
        origin: str | None = PUBLIC_URL,
        protocols: tuple[str, ...] = (PROTOCOL,),
    ) -> None:
        headers = [(b"host", b"erm.test")]
        if origin is not None:
            headers.append((b"origin", origin.encode()))
        if cookie is not None:
            headers.append((b"cookie", f"{COOKIE}={cookie}".encode()))
        if bearer is not None:
            headers.append((b"authorization", f"Bearer {bearer}".encode()))
        self.scope = {
            "type": "websocket",
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": "1.1",
            "scheme": "wss",
            "path": "/graphql",
            "raw_path": b"/graphql",
            "root_path": "",
            "query_string": b"",
            "headers": headers,
            "client": ("203.0.113.9", 4711),
            "server": ("erm.test", 443),
            "subprotocols": list(protocols),
            "state": {},
            "extensions": {"websocket.http.response": {}},
        }
        self.app = app
        self.incoming: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.outgoing: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.subprotocol = ""
        self.numbers = itertools.count(1)
        self.task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self.incoming.put_nowait({"type": "websocket.connect"})
        self.task = asyncio.create_task(self.app(self.scope, self.incoming.get, self.outgoing.put))
        first = await self._next()
        if first["type"] == "websocket.http.response.start":
            body = (await self._next())["body"]
            await self.task
            raise Denied(first["status"], body)
        assert first["type"] == "websocket.accept", first
        self.subprotocol = first["subprotocol"]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self.task is not None
        self.incoming.put_nowait({"type": "websocket.disconnect", "code": 1001})
        await asyncio.wait_for(self.task, 5)

    async def _next(self, seconds: float = 10) -> dict[str, Any]:
        return await asyncio.wait_for(self.outgoing.get(), seconds)

    def send(self, message: object) -> None:
        self.raw({"text": message if isinstance(message, str) else orjson.dumps(message).decode()})

    def raw(self, event: dict[str, Any]) -> None:
        self.incoming.put_nowait({"type": "websocket.receive", **event})

    async def receive(self, seconds: float = 10) -> Any:
        """The next message. Raises ``Closed``, or ``TimeoutError`` when none comes."""
        event = await self._next(seconds)
        if event["type"] == "websocket.close":
            raise Closed(event.get("code", 1000), event.get("reason") or "")
        return orjson.loads(event["text"])

    async def closed(self, seconds: float = 10) -> int:
        """The code with which it is closed; whatever comes before that is passed over."""
        async with asyncio.timeout(seconds):
            while True:
                try:
                    await self.receive()
                except Closed as closed:
                    return closed.code

    async def begin(self) -> Self:
        self.send({"type": "connection_init"})
        assert await self.receive() == {"type": "connection_ack"}
        return self

    def subscribe(
        self, query: str = NOTES, variables: dict[str, Any] | None = None, **payload: Any
    ) -> str:
        key = str(next(self.numbers))
        given = payload or {"query": query}
        self.send(
            {"id": key, "type": "subscribe", "payload": {**given, "variables": variables or {}}}
        )
        return key

    async def event(self, seconds: float = 10) -> Any:
        """The data of the next result."""
        message = await self.receive(seconds)
        assert message["type"] == "next", message
        assert "errors" not in message["payload"], message
        return message["payload"]["data"]


async def socket_of(app: Any, person: Any) -> Socket:
    """A socket of a new session of a person."""
    return Socket(app, cookie=await begin_session(person))


def node(kind: str, key: UUID) -> str:
    from erm.schema.ids import to_global

    return str(to_global(kind, key))
