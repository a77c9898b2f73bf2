"""What comes of sending something, and how long and how far that may go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from erm.integrations.rules import ANSWER_MAXIMUM, Problem

TIMEOUT = 15.0
"""Seconds for everything together: finding, connecting, sending and the answer."""
READ_MAXIMUM = 8 * 1024
"""Bytes of an answer that are read. The rest is left where it is."""
ADDRESSES_TRIED = 3
WAIT_MAXIMUM = timedelta(days=1)
"""How long a receiver may ask to be left alone."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a request: a status and the beginning of the answer, or a problem.

    ``accepted``: the receiver says that it has the message. ``wait``: how long it asks to be left alone.
    """

    accepted: bool = False
    status: int | None = None
    problem: Problem | None = None
    text: str = ""
    wait: timedelta = timedelta(0)


def plain(read: bytes) -> str:
    """The beginning of what was read, as a text without anything that steers a terminal."""
    text = read[:READ_MAXIMUM].decode("utf-8", "replace")
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text).strip()[
        :ANSWER_MAXIMUM
    ]


def asked_to_wait(retry_after: str, instant: datetime) -> timedelta:
    """What ``Retry-After`` (RFC 9110) asks for: seconds, or a day; none for what is neither."""
    said = retry_after.strip()
    if said.isascii() and said.isdigit():
        return timedelta(seconds=min(int(said[:9]), WAIT_MAXIMUM.total_seconds()))
    try:
        until = parsedate_to_datetime(said)
    except (ValueError, TypeError):
        return timedelta(0)
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return min(max(until - instant, timedelta(0)), WAIT_MAXIMUM)
