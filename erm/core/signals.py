"""Word that something is new, for those who listen at this moment.

A signal is a hint and nothing more: what is true stands in the database, and whoever listens looks
there, also now and then without a signal, so a lost one loses nothing. Within a process signals go
from hand to hand; between processes on PostgreSQL by NOTIFY, over a connection of its own that is
made again when it breaks. On SQLite there is one server.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from functools import partial

import asyncpg  # type: ignore[import-untyped]
import orjson
import structlog

from erm.core.database.connections import connection, dialect, is_sqlite
from erm.core.logging import describe
from erm.core.work import after_commit, at_the_end

log = structlog.get_logger("erm.signals")

CHANNEL = "erm_signals"
LONGEST = 4_000
"""Most bytes of a signal; PostgreSQL takes 8,000."""
WAITING = 32
"""Most signals with a body that wait for one listener; older ones are dropped."""
RECONNECT_AFTER = 1.0
"""Seconds until a broken connection is made again."""

_PROCESS = secrets.token_hex(8)


@dataclass(frozen=True, slots=True)
class Signal:
    """Something new about ``topic``. ``body`` holds what is said aloud only, and stored nowhere."""

    topic: str
    body: dict[str, str | bool | None] = field(default_factory=dict)


class Listener:
    """What one listener has heard and not yet taken."""

    def __init__(self) -> None:
        self._new = asyncio.Event()
        self._said: deque[Signal] = deque(maxlen=WAITING)

    def hear(self, signal: Signal | None) -> None:
        """Take note; None means that something may have been missed."""
        if signal is not None and signal.body:
            self._said.append(signal)
        self._new.set()

    def take(self) -> list[Signal]:
        """The signals with a body that have come, which are forgotten with this.

        What is read from the database after this call needs no signal from before it.
        """
        self._new.clear()
        said = list(self._said)
        self._said.clear()
        return said

    async def wait(self, seconds: float) -> None:
        """Wait for a signal, at most so long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._new.wait()


_listeners: dict[str, set[Listener]] = defaultdict(set)


@contextmanager
def listening(topic: str) -> Iterator[Listener]:
    """Hear the signals of a topic within the block."""
    listener = Listener()
    _listeners[topic].add(listener)
    try:
        yield listener
    finally:
        _listeners[topic].discard(listener)
        if not _listeners[topic]:
            del _listeners[topic]


def tell(signal: Signal) -> None:
    """Send a signal when the present unit of work is committed, and only then.

    Raises ``RuntimeError`` outside of a unit of work, and ``ValueError`` if it is too long.
    """
    _ = _packed(signal)
    at_the_end(_notify, signal)
    after_commit(partial(_deliver, signal))


async def tell_now(signal: Signal) -> None:
    """Send a signal about something that is stored nowhere. Raises ``ValueError`` if it is too long."""
    _ = _packed(signal)
    await _notify([signal])
    _deliver(signal)


def _deliver(signal: Signal) -> None:
    for listener in tuple(_listeners.get(signal.topic, ())):
        listener.hear(signal)


def _packed(signal: Signal) -> str:
    text = orjson.dumps([_PROCESS, signal.topic, signal.body])
    if len(text) > LONGEST:
        raise ValueError("a signal is short")
    return text.decode()


async def _notify(signals: list[Signal]) -> None:
    """Tell the other processes; within a transaction they hear of it when that is committed."""
    if dialect() != "sqlite":
        for signal in signals:
            await connection().execute_query("SELECT pg_notify($1, $2)", [CHANNEL, _packed(signal)])


def _heard(_connection: object, _pid: int, _channel: str, payload: str) -> None:
    try:
        process, topic, body = orjson.loads(payload)
    except (ValueError, TypeError) as error:
        log.error("signal unreadable", **describe(error))
        return
    if process != _PROCESS:
        _deliver(Signal(topic, body))


@asynccontextmanager
async def signals_between_processes(url: str) -> AsyncIterator[None]:
    """Hear the signals of other server processes within the block."""
    if is_sqlite(url):
        yield
        return
    task = asyncio.create_task(_listen(url), name="signals")
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _listen(url: str) -> None:
    while True:
        try:
            await _listen_once(url)
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            log.warning("signals interrupted", **describe(error))
        await asyncio.sleep(RECONNECT_AFTER)


async def _listen_once(url: str) -> None:
    """Listen until the connection is lost."""
    opened = await asyncpg.connect(url, timeout=10, server_settings={"application_name": "erm"})
    lost = asyncio.Event()
    try:
        opened.add_termination_listener(lambda _: lost.set())
        await opened.add_listener(CHANNEL, _heard)
        for listeners in tuple(_listeners.values()):
            for listener in tuple(listeners):
                listener.hear(None)
        await lost.wait()
    finally:
        opened.terminate()
