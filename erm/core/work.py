"""One transaction for one command.

:func:`unit_of_work` opens it, :func:`record` notes a fact, and the facts' subscribers run before
the commit. A refusal anywhere rolls all of it back. What must come last of all, because it holds a
lock that everybody needs, is left to :func:`at_the_end`; what may only be told of what has really
happened, to :func:`after_commit`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from tortoise.transactions import in_transaction

from erm.core.database.routing import WRITER, writing
from erm.core.events import Bus, Event

T = TypeVar("T")


class _Work:
    __slots__ = ("bus", "committed", "early", "events", "last")

    def __init__(self, bus: Bus) -> None:
        self.bus = bus
        self.events: list[Event] = []
        self.early: dict[Callable[[list[Any]], Awaitable[None]], list[Any]] = {}
        self.last: dict[Callable[[list[Any]], Awaitable[None]], list[Any]] = {}
        self.committed: list[Callable[[], None]] = []


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
                # In one order for all units: each early step takes a lock that many need.
                for step in sorted(work.early, key=lambda step: step.__module__):
                    await step(work.early[step])
                for step, items in work.last.items():
                    await step(items)
        for tell in work.committed:
            tell()
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


def at_the_end(step: Callable[[list[T]], Awaitable[None]], item: T, *, early: bool = False) -> None:
    """Let ``step`` have an item, together with all that it is given in this unit of work.

    It runs once, after all facts and their consequences and right before the commit, so that a lock
    that it takes is held shortly and no other is taken after it. A step that locks rows as well is
    ``early``: it runs before the others, and the early ones run in the order of their modules' names,
    so that no two units wait for each other. An early step may itself leave something to a later one. Raises ``RuntimeError`` outside of a unit of work.
    """
    work = _work.get()
    if work is None:
        raise RuntimeError("at_the_end() needs a unit_of_work")
    (work.early if early else work.last).setdefault(step, []).append(item)


def after_commit(step: Callable[[], None]) -> None:
    """Run ``step`` when, and only if, the unit of work is committed. It must not fail.

    Raises ``RuntimeError`` outside of a unit of work.
    """
    work = _work.get()
    if work is None:
        raise RuntimeError("after_commit() needs a unit_of_work")
    work.committed.append(step)


def in_unit_of_work() -> bool:
    """Whether a unit of work is open in this task."""
    return _work.get() is not None
