"""Primary keys: UUID version 7 (RFC 9562), ordered by creation, so keyset paging can use them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from uuid import UUID

import uuid_utils.compat

_maker: ContextVar[Callable[[], UUID] | None] = ContextVar("erm_ids", default=None)


def new_id() -> UUID:
    """A new time-ordered id. Never use it where the moment of creation must stay unknown."""
    maker = _maker.get()
    return UUID(int=uuid_utils.compat.uuid7().int) if maker is None else maker()


@contextmanager
def made_by(maker: Callable[[], UUID]) -> Iterator[None]:
    """Let :func:`new_id` answer what ``maker`` does, within the block and the tasks it starts.

    For history that is written later (the demo): with the clock set back, ids that are made now would
    say another time than the rows.
    """
    token = _maker.set(maker)
    try:
        yield
    finally:
        _maker.reset(token)


def id_at(instant: datetime, entropy: int) -> UUID:
    """The id of a row that came to be at ``instant``: for history written later (demo, tests).

    ``entropy`` fills the random bits; the same arguments give the same id.
    """
    milliseconds = int(instant.timestamp() * 1000) & (2**48 - 1)
    tail = entropy & (2**74 - 1)
    value = milliseconds << 80 | 0x7 << 76 | (tail >> 62) << 64 | 0b10 << 62 | tail & (2**62 - 1)
    return UUID(int=value)
