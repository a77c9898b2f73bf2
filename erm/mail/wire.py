"""Saying several things to a mail server before it has answered the first (RFC 2920).

aiosmtplib opens the conversation, with TLS and passwords, and would wait for each answer by itself: four
ways there and back for each mail. From there on this takes over the connection, and says who writes to
whom in one go where the server allows it. It knows nothing of what answers mean.
"""

from __future__ import annotations

import asyncio
import re
from collections import deque
from typing import cast

MALFORMED = -1
"""The code of an answer that is none."""
_LONGEST_LINE = 8_192
_LONGEST_ANSWER = 65_536
_CODE = re.compile(rb"[0-9]{3}(?:[ -]|\Z)")
_LINE_END = re.compile(rb"\r\n|\r|\n")


class Lost(Exception):
    """The connection is not there any more, or the server fell silent."""


class Wire(asyncio.Protocol):
    """One open connection, taken over from ``transport``.

    What the server says unasked, a goodbye mostly, makes the connection unusable from then on, before
    anything else is said over it.
    """

    def __init__(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._buffer = bytearray()
        self._lines: list[bytes] = []
        self._length = 0
        self._expected: deque[asyncio.Future[tuple[int, str]]] = deque()
        self._lost: str | None = None
        self._transport.set_protocol(self)

    @property
    def is_open(self) -> bool:
        """Whether something may be said."""
        return self._lost is None and not self._transport.is_closing()

    @property
    def is_encrypted(self) -> bool:
        """Whether what is said goes through TLS."""
        return self._transport.get_extra_info("ssl_object") is not None

    @property
    def owed(self) -> int:
        """How many answers were not heard yet."""
        return len(self._expected)

    def say(self, *lines: bytes) -> None:
        """Say lines, each of which is answered. Raises ``Lost``, and ``ValueError`` for a line break in one."""
        if any(_LINE_END.search(line) for line in lines):
            raise ValueError("a command is one line")
        self._write(b"\r\n".join(lines) + b"\r\n", len(lines))

    def say_text(self, text: bytes) -> None:
        """Say a mail and its end, which is answered. Raises ``Lost``."""
        breaks = text.count(b"\r\n")
        if not breaks == text.count(b"\n") == text.count(b"\r"):
            # Servers disagree about what a single one is, and somebody's words might end the mail.
            text = _LINE_END.sub(b"\r\n", text)
        if b"\r\n." in text:
            text = text.replace(b"\r\n.", b"\r\n..")
        if text.startswith(b"."):
            text = b"." + text
        self._write(text + (b".\r\n" if text.endswith(b"\r\n") else b"\r\n.\r\n"), 1)

    async def hear(self, seconds: float) -> tuple[int, str]:
        """The next answer: its code and text. Raises ``Lost`` when there is none in time."""
        try:
            if self._expected[0].done():
                return self._expected[0].result()
            async with asyncio.timeout(seconds):
                return await self._expected[0]
        except TimeoutError as error:
            raise Lost("no answer in time") from error
        finally:
            _ = self._expected.popleft()

    def cut(self) -> None:
        """Close at once, and throw away what was not sent yet: half a mail must not become a whole one."""
        self._give_up("closed")
        self._transport.abort()

    def _write(self, data: bytes, answers: int) -> None:
        if not self.is_open:
            raise Lost(self._lost or "closed")
        loop = asyncio.get_running_loop()
        for _ in range(answers):
            self._expected.append(loop.create_future())
        self._transport.write(data)

    # ---- what asyncio calls ---------------------------------------------------------------------

    def data_received(self, data: bytes) -> None:
        """Take what came apart into lines and answers."""
        self._buffer += data
        while (end := self._buffer.find(b"\n")) >= 0:
            line = bytes(self._buffer[:end]).rstrip(b"\r\n \t")
            del self._buffer[: end + 1]
            self._take(line)
        if len(self._buffer) > _LONGEST_LINE:
            self._answer(MALFORMED, "an answer without an end")

    def eof_received(self) -> bool:
        """The server hangs up."""
        self._give_up("the server hung up")
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone."""
        self._give_up("the connection was lost" if exc is None else f"{type(exc).__name__}: {exc}")

    def _take(self, line: bytes) -> None:
        self._lines.append(line[4:])
        self._length += len(line)
        if _CODE.match(line) is None:
            self._answer(MALFORMED, f"no answer: {line.decode('utf-8', 'replace')}")
        elif self._length > _LONGEST_ANSWER:
            self._answer(MALFORMED, "an answer without an end")
        elif line[3:4] != b"-":
            self._answer(int(line[:3]), b"\n".join(self._lines).decode("utf-8", "replace"))

    def _answer(self, code: int, text: str) -> None:
        self._lines, self._length = [], 0
        waiting = next((each for each in self._expected if not each.done()), None)
        if waiting is not None:
            waiting.set_result((code, text))
        elif self._lost is None:
            self._lost = f"the server said unasked: {code} {text}"
        if code == MALFORMED:
            # What comes after nonsense belongs to nothing.
            self._buffer.clear()
            self._give_up("out of step")

    def _give_up(self, why: str) -> None:
        self._lost = self._lost or why
        for waiting in self._expected:
            if not waiting.done():
                waiting.set_exception(Lost(self._lost))
                # It may be that nobody asks for it any more.
                waiting.exception()
