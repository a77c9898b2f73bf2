"""``/graphql`` as a WebSocket: subscriptions over graphql-transport-ws, and nothing else.

The protocol is that of https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md. The rules
are those of HTTP: the same origins, the same operations, the same limits, the same masking. What is
sent was read before the session was found to be still there, so nobody hears of anything that
happened after they were signed out, had left or had lost a role; an idle socket is closed within
seconds of that.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Coroutine
from contextlib import aclosing
from typing import Any, cast
from uuid import UUID

import orjson
import structlog
from graphql import ExecutionResult, GraphQLError, OperationType
from starlette.websockets import WebSocket, WebSocketDisconnect

from erm.core.actor import Actor
from erm.core.errors import DomainError
from erm.core.events import Bus
from erm.core.logging import describe
from erm.schema.context import Context
from erm.schema.execution import Engine, Rejected
from erm.schema.masking import Formatted, crash, present, present_all, problem
from erm.settings import Settings
from erm.web.authentication import actor_of, address_of, language_of, may_read
from erm.web.choosing import choose, explain
from erm.web.outage import is_outage
from erm.web.protocol import JSON, GraphQLRequest, HttpRefusal, answer, request_of
from erm.web.security import allowed_origins, check_socket_origin

log = structlog.get_logger("erm.subscriptions")

PROTOCOL = "graphql-transport-ws"
MAXIMUM_MESSAGE = 128 * 1024
"""Bytes of a message; a larger one closes the socket (1009)."""
INITIALISED_WITHIN = 10.0
"""Seconds within which a socket must say ``connection_init``."""
LOOK_EVERY = 2.0
"""Seconds after which it is looked again whether who opened a socket is still signed in."""
SUBSCRIPTIONS_MAXIMUM = 20
"""Most subscriptions of one socket."""
SOCKETS_MAXIMUM = 30
"""Most sockets of one person in one server process."""
ID_MAXIMUM = 100
"""Characters of a subscription's id, which the client chooses."""

REJOIN = 1012
"""The code with which a socket is closed whose person has other rights now: connect again."""
CRASHED = 1011
TRY_LATER = 1013
BAD_REQUEST = 4400
UNAUTHORIZED = 4401
FORBIDDEN = 4403
INITIALISATION_TIMEOUT = 4408
ID_TAKEN = 4409
INITIALISED_TWICE = 4429


class Closing(Exception):
    """The socket is to be closed with a code and a reason in the protocol's words."""

    def __init__(self, code: int, reason: str) -> None:
        self.code = code
        self.reason = reason
        super().__init__(reason)


class SubscriptionsEndpoint:
    """Takes sockets in and keeps count of them."""

    def __init__(self, settings: Settings, engine: Engine, bus: Bus) -> None:
        self.settings = settings
        self.engine = engine
        self.bus = bus
        self.origins = allowed_origins(settings)
        self.sockets: Counter[UUID] = Counter()

    async def handle(self, websocket: WebSocket) -> None:
        """One socket, from its handshake to its end."""
        try:
            try:
                check_socket_origin(websocket, self.origins)
                if PROTOCOL not in websocket.scope["subprotocols"]:
                    raise HttpRefusal(400, "SUBPROTOCOL_UNKNOWN")
                actor = await actor_of(websocket)
            except HttpRefusal as refusal:
                await self._deny(websocket, refusal)
                return
            await websocket.accept(PROTOCOL)
            await self._serve(websocket, actor)
        except WebSocketDisconnect:
            # Nobody is there to be answered.
            return
        except Closing as closing:
            await _close(websocket, closing.code, closing.reason)
        except Exception as error:  # noqa: BLE001 (it is the last net: the server would print it)
            outage = is_outage(error)
            log.error("database unreachable" if outage else "socket crashed", **describe(error))
            await _close(websocket, TRY_LATER if outage else CRASHED)

    async def _deny(self, websocket: WebSocket, refusal: HttpRefusal) -> None:
        body = refusal.body(language_of(websocket, None))
        response = answer(websocket, body, status=refusal.status, media_type=JSON)
        await websocket.send_denial_response(response)

    async def _serve(self, websocket: WebSocket, actor: Actor | None) -> None:
        if actor is None:
            raise Closing(UNAUTHORIZED, "Unauthorized")
        if not may_read(actor):
            raise Closing(FORBIDDEN, "Forbidden")
        if self.sockets[actor.person_id] >= SOCKETS_MAXIMUM:
            raise Closing(TRY_LATER, "Too many connections")
        self.sockets[actor.person_id] += 1
        try:
            await _Socket(self, websocket, actor).run()
        finally:
            self.sockets[actor.person_id] -= 1
            if not self.sockets[actor.person_id]:
                del self.sockets[actor.person_id]


class _Socket:
    """One open socket of one person."""

    def __init__(self, endpoint: SubscriptionsEndpoint, websocket: WebSocket, actor: Actor) -> None:
        self.endpoint = endpoint
        self.websocket = websocket
        self.actor = actor
        self.language = language_of(websocket, actor)
        self.initialised = asyncio.Event()
        self.subscriptions: dict[str, asyncio.Task[None]] = {}
        self.tasks: set[asyncio.Task[None]] = set()
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def run(self) -> None:
        """Serve until one of the two sides ends it. Raises ``Closing`` or ``WebSocketDisconnect``."""
        for work in (self._read(), self._await_initialisation(), self._look_again()):
            _ = self._begin(work)
        try:
            running: set[asyncio.Future[None]] = {*self.tasks, self.ended}
            while True:
                done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()
        finally:
            left = tuple(self.tasks)
            for each in left:
                each.cancel()
            await asyncio.gather(*left, return_exceptions=True)
            self.ended.cancel()

    def _begin(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """A task that is remembered until it is done: the loop alone would forget it."""
        task = asyncio.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task

    def _end(self, reason: Exception) -> None:
        if not self.ended.done():
            self.ended.set_exception(reason)

    # ---- who is there --------------------------------------------------------------------------

    async def _check(self) -> None:
        """Look whether the one who opened this is still signed in, with the same rights.

        Raises ``Closing``.
        """
        try:
            actor = await actor_of(self.websocket, seen=False)
        except HttpRefusal:
            actor = None
        if actor is None:
            raise Closing(UNAUTHORIZED, "Unauthorized")
        if _rights(actor) != _rights(self.actor):
            raise Closing(REJOIN, "Rights have changed")
        self.language = actor.locale

    async def _look_again(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY)
            await self._check()

    async def _await_initialisation(self) -> None:
        try:
            async with asyncio.timeout(INITIALISED_WITHIN):
                await self.initialised.wait()
        except TimeoutError:
            raise Closing(INITIALISATION_TIMEOUT, "Connection initialisation timeout") from None

    # ---- messages ------------------------------------------------------------------------------

    async def _read(self) -> None:
        while True:
            message = await self.websocket.receive()
            if message["type"] == "websocket.disconnect":
                raise WebSocketDisconnect(message.get("code") or 1005)
            text = message.get("text")
            if text is None:
                raise Closing(BAD_REQUEST, "Invalid message received")
            await self._handle(_parsed(text))

    async def _handle(self, message: dict[str, Any]) -> None:
        kind, payload = message.get("type"), message.get("payload")
        if kind == "connection_init" and (payload is None or isinstance(payload, dict)):
            if self.initialised.is_set():
                raise Closing(INITIALISED_TWICE, "Too many initialisation requests")
            self.initialised.set()
            await self._send({"type": "connection_ack"})
        elif kind == "ping":
            await self._send({"type": "pong"})
        elif kind == "subscribe":
            await self._subscribe(_identifier(message), payload)
        elif kind == "complete":
            task = self.subscriptions.pop(_identifier(message), None)
            if task is not None:
                task.cancel()
        elif kind != "pong":
            raise Closing(BAD_REQUEST, "Invalid message received")

    async def _subscribe(self, key: str, payload: object) -> None:
        if not self.initialised.is_set():
            raise Closing(UNAUTHORIZED, "Unauthorized")
        if key in self.subscriptions:
            raise Closing(ID_TAKEN, f"Subscriber for {key} already exists")
        if len(self.subscriptions) >= SUBSCRIPTIONS_MAXIMUM:
            refused = problem("TOO_MANY_SUBSCRIPTIONS", self.language)
            await self._send({"id": key, "type": "error", "payload": [refused]})
            return
        try:
            asked = request_of(payload)
        except HttpRefusal as malformed:
            raise Closing(BAD_REQUEST, "Invalid message received") from malformed
        self.subscriptions[key] = self._begin(self._follow(key, asked))

    async def _send(self, message: dict[str, Any]) -> None:
        try:
            await self.websocket.send_text(orjson.dumps(message).decode())
        except RuntimeError as error:
            # What Starlette says of a socket that is closed already.
            raise WebSocketDisconnect(1006) from error

    # ---- subscriptions -------------------------------------------------------------------------

    async def _follow(self, key: str, asked: GraphQLRequest) -> None:
        """Run a subscription to its end, and say how it ended."""
        try:
            errors = await self._results(key, asked)
            # First forgotten, then ended: the client may use the id again at once.
            self._forget(key)
            if errors is None:
                await self._send({"id": key, "type": "complete"})
            else:
                await self._check()
                await self._send({"id": key, "type": "error", "payload": errors})
        except Exception as error:  # noqa: BLE001 (handed to the socket, which closes and logs)
            self._end(error)

    def _forget(self, key: str) -> None:
        if self.subscriptions.get(key) is asyncio.current_task():
            del self.subscriptions[key]

    async def _results(self, key: str, asked: GraphQLRequest) -> list[Formatted] | None:
        """Send what comes. Answers the errors for which it ended, None when it is complete."""
        try:
            operation = choose(self.endpoint.settings, self.endpoint.engine, asked, self.actor)
        except HttpRefusal as refusal:
            return [problem(refusal.code, self.language, **refusal.params)]
        except Rejected as rejected:
            return explain(rejected, self.language)
        kind = operation.kind(asked.operation_name)
        if kind is not OperationType.SUBSCRIPTION:
            which = "OPERATION_UNKNOWN" if kind is None else "ONLY_SUBSCRIPTIONS"
            return [problem(which, self.language)]
        context = Context(
            settings=self.endpoint.settings,
            bus=self.endpoint.bus,
            maybe_actor=self.actor,
            address=address_of(self.websocket, self.endpoint.settings.trusted_proxies),
            language=self.language,
        )
        begun = await self.endpoint.engine.subscribe(
            operation, context, variables=asked.variables, operation_name=asked.operation_name
        )
        if isinstance(begun, ExecutionResult):
            return present_all(begun.errors or [], self.language)
        try:
            async with aclosing(cast(Any, begun)) as results:
                await self._pass_on(key, results)
        except DomainError as error:
            return [present(GraphQLError(error.code, original_error=error), self.language)]
        except (Closing, WebSocketDisconnect):
            raise
        except Exception as error:
            if is_outage(error):
                raise
            return [crash(error, self.language)]
        return None

    async def _pass_on(self, key: str, results: AsyncIterator[ExecutionResult]) -> None:
        async for result in results:
            body: dict[str, Any] = {"data": result.data}
            if result.errors:
                body["errors"] = present_all(result.errors, self.language)
            # In this order: what was read before the session was found alive may be sent.
            await self._check()
            await self._send({"id": key, "type": "next", "payload": body})


async def _close(websocket: WebSocket, code: int, reason: str = "") -> None:
    """Close, unless they have gone in the meantime."""
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        await websocket.close(code, reason)


def _rights(actor: Actor) -> tuple[object, ...]:
    """What decides on what may be read: who they are, and with whom they are bound by now."""
    bonds = actor.manager_id, actor.report_ids
    return actor.person_id, actor.kind, actor.session_id, actor.roles, actor.scopes, bonds


def _parsed(text: str) -> dict[str, Any]:
    try:
        message = orjson.loads(text)
    except orjson.JSONDecodeError:
        message = None
    if not isinstance(message, dict):
        raise Closing(BAD_REQUEST, "Invalid message received")
    return message


def _identifier(message: dict[str, Any]) -> str:
    key = message.get("id")
    if not isinstance(key, str) or not 0 < len(key) <= ID_MAXIMUM:
        raise Closing(BAD_REQUEST, "Invalid message received")
    return key
