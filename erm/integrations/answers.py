"""What comes of sending something, and how long and how far that may go."""

from __future__ import annotations

from dataclasses import dataclass

from erm.integrations.rules import ANSWER_MAXIMUM, Problem

TIMEOUT = 15.0
"""Seconds for everything together: finding, connecting, sending and the answer."""
READ_MAXIMUM = 8 * 1024
"""Bytes of an answer that are read. The rest is left where it is."""
ADDRESSES_TRIED = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a request: a status and the beginning of the answer, or a problem.

    ``accepted``: the receiver says that it has the message.
    """

    accepted: bool = False
    status: int | None = None
    problem: Problem | None = None
    text: str = ""


def plain(read: bytes) -> str:
    """The beginning of what was read, as a text without anything that steers a terminal."""
    text = read[:READ_MAXIMUM].decode("utf-8", "replace")
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text).strip()[
        :ANSWER_MAXIMUM
    ]
