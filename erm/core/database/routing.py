"""Which connection a query uses.

SQLite has one connection with one lock, so a read beside an open transaction would wait for it;
reads therefore have a connection of their own, except inside a unit of work, where they must see
what was just written. PostgreSQL's pool needs no such split and maps both names to one pool.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

WRITER = "default"
READER = "reader"

_writing: ContextVar[bool] = ContextVar("erm_writing", default=False)


@contextmanager
def writing() -> Iterator[None]:
    """Send reads to the writer's connection within the block."""
    token = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(token)


class ReaderWriterRouter:
    """Tortoise's router: reads go to the reader unless a unit of work is open."""

    def db_for_read(self, model: type[Any]) -> str:
        """Name of the connection for a query."""
        return WRITER if _writing.get() else READER

    def db_for_write(self, model: type[Any]) -> str:
        """Name of the connection for a change."""
        return WRITER


class SingleConnectionRouter:
    """For engines that need no reader: everything goes to the writer's pool."""

    def db_for_read(self, model: type[Any]) -> str:
        """Name of the connection for a query."""
        return WRITER

    def db_for_write(self, model: type[Any]) -> str:
        """Name of the connection for a change."""
        return WRITER


def in_writing() -> bool:
    """Whether a unit of work is open in this task."""
    return _writing.get()
