"""Keyset paging: a page is asked for by the last row seen, never by counting rows.

A cursor is opaque to clients: the sort key of a row, base64 of JSON.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar
from uuid import UUID

import orjson

from erm.core.errors import InvalidInput

T = TypeVar("T")
R = TypeVar("R")

MAXIMUM = 100
DEFAULT = 20

Total: TypeAlias = int | Callable[[], Awaitable[int]]
"""How many rows there are in all, or how to count them if anybody asks."""


@dataclass(frozen=True, slots=True)
class PageRequest:
    """How many rows (1 to 100) after which sort key."""

    first: int = DEFAULT
    after: tuple[Any, ...] | None = None

    @classmethod
    def of(cls, first: int | None = None, after: str | None = None) -> PageRequest:
        """Check a client's ``first`` and ``after``.

        Raises ``InvalidInput``: ``PAGE_SIZE_OUT_OF_RANGE`` or ``CURSOR_INVALID``.
        """
        size = DEFAULT if first is None else first
        if not 0 < size <= MAXIMUM:
            raise InvalidInput("PAGE_SIZE_OUT_OF_RANGE", field="first", maximum=MAXIMUM)
        return cls(size, None if after is None else decode_cursor(after))

    @property
    def after_id(self) -> UUID | None:
        """The row to begin after, in a list ordered by id alone.

        Raises ``InvalidInput`` (``CURSOR_INVALID``) for a cursor of another kind of list.
        """
        if self.after is None:
            return None
        try:
            (key,) = self.after
            return UUID(key)
        except (ValueError, AttributeError, TypeError) as error:
            raise InvalidInput("CURSOR_INVALID", field="after") from error


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows, each with its cursor, and whether more follow.

    ``total`` is about all rows that the actor may see under the same filter.
    """

    items: Sequence[T]
    cursors: Sequence[str]
    has_next: bool
    total: Total
    has_previous: bool = False

    async def count(self) -> int:
        """How many rows there are in all; may ask the database."""
        return self.total if isinstance(self.total, int) else await self.total()

    def map(self, convert: Callable[[T], R]) -> Page[R]:
        """The same page with every row converted."""
        return Page(
            [convert(item) for item in self.items],
            self.cursors,
            self.has_next,
            self.total,
            self.has_previous,
        )


def page_of(
    rows: Sequence[T], request: PageRequest, total: Total, key: Callable[[T], tuple[Any, ...]]
) -> Page[T]:
    """Make a page from up to ``first + 1`` rows in order; the extra row only tells that more follow."""
    kept = rows[: request.first]
    return Page(
        kept,
        [encode_cursor(key(row)) for row in kept],
        len(rows) > request.first,
        total,
        request.after is not None,
    )


def page_of_list(
    rows: Sequence[T], request: PageRequest, key: Callable[[T], tuple[Any, ...]]
) -> Page[T]:
    """Page through a complete ordered list that is already in memory."""
    keys = [key(row) for row in rows]
    start = 0
    if request.after is not None:
        wanted = encode_cursor(request.after)
        start = next((i + 1 for i, k in enumerate(keys) if encode_cursor(k) == wanted), len(rows))
    return page_of(rows[start : start + request.first + 1], request, len(rows), key)


def encode_cursor(key: tuple[Any, ...]) -> str:
    """A row's sort key as an opaque string."""
    return base64.urlsafe_b64encode(orjson.dumps(key, default=str)).decode().rstrip("=")


def decode_cursor(cursor: str) -> tuple[Any, ...]:
    """The sort key in a cursor.

    Raises ``InvalidInput`` (``CURSOR_INVALID``) for anything that is none.
    """
    try:
        key = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError) as error:
        raise InvalidInput("CURSOR_INVALID", field="after") from error
    if not isinstance(key, list) or not all(isinstance(p, str | int | float) for p in key):
        raise InvalidInput("CURSOR_INVALID", field="after")
    return tuple(key)
