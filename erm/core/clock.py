"""The one place that knows what time it is.

Tests and the demo travel with :func:`at`; nothing else in ``erm`` calls ``datetime.now``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_fixed: ContextVar[datetime | None] = ContextVar("erm_clock", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _fixed.get() or datetime.now(UTC)


def today(time_zone: str = "UTC") -> date:
    """The calendar day at this instant in an IANA time zone."""
    return now().astimezone(ZoneInfo(time_zone)).date()


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Make :func:`now` answer ``instant`` (aware) within the block and the tasks it starts."""
    if instant.tzinfo is None:
        raise ValueError("the clock needs an aware instant")
    token = _fixed.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _fixed.reset(token)
