"""One transaction for one command.

:func:`unit_of_work` opens it, :func:`record` notes a fact, and the facts' subscribers run before
the commit. A refusal anywhere rolls all of it back.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar

from tortoise.transactions import in_transaction

from erm.core.database.routing import WRITER, writing
from erm.core.events import Bus, Event


class _Work:
    __slots__ = ("bus", "events")

    def __init__(self, bus: Bus) -> None:
        self.bus = bus
        self.events: list[Event] = []


_work: ContextVar[_Work | None] = ContextVar("erm_work", default=None)


@asynccontextmanager
async def unit_of_work(bus: Bus) -> AsyncIterator[None]:
    """Open a transaction on the writer; within it reads see what was just written.

    Facts recorded inside are published before the commit, those which subscribers record in turn
    as well. Nested use joins the outer unit.
    """
    if _work.get() is not None:
        yield
        return
    work = _Work(bus)
    token = _work.set(work)
    try:
        async with in_transaction(WRITER):
            with writing():
                yield
                while work.events:
                    await bus.publish(work.events.pop(0))
    finally:
        _work.reset(token)


def record(event: Event) -> None:
    """Note a fact of the current unit of work.

    Raises ``RuntimeError`` outside of one: a write without a transaction is a programming error.
    """
    work = _work.get()
    if work is None:
        raise RuntimeError("record() needs a unit_of_work")
    work.events.append(event)


def in_unit_of_work() -> bool:
    """Whether a unit of work is open in this task."""
    return _work.get() is not None
