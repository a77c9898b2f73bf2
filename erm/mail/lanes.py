"""One mail server of a worker: its few connections, kept open for a while, and whether it rests."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from erm.core.clock import now
from erm.mail.rules import SILENCES, server_pause
from erm.mail.smtp import Conversation, Server

IDLE_SECONDS = 10.0
"""How long a connection stays open that nothing is sent over."""


class Lane:
    """The connections to one server. At most ``connections`` are open at a time.

    ``senders`` is how many are in use. A server that could not be talked to rests, longer each time in a
    row; then one connection tries, and the others follow when it got an answer.
    """

    def __init__(
        self,
        server: Server,
        hostname: str,
        timeout: float,
        connections: int,
        chance: Callable[[], float],
    ) -> None:
        self.server = server
        self.senders = 0
        self.paused_until: datetime | None = None
        self._hostname = hostname
        self._timeout = timeout
        self._connections = connections
        self._chance = chance
        self._failures = 0
        self._silences = 0
        self._idle: list[tuple[float, Conversation]] = []

    @property
    def is_open(self) -> bool:
        """Whether the server is not left alone now."""
        return self.paused_until is None or now() >= self.paused_until

    @property
    def has_room(self) -> bool:
        """Whether one more connection may be used."""
        return self.is_open and self.senders < (1 if self._failures else self._connections)

    def pick_up(self) -> Conversation:
        """A connection that is still open, or one that its first mail opens."""
        if self._idle:
            return self._idle.pop()[1]
        return Conversation(self.server, self._hostname, self._timeout)

    async def put_back(self, conversation: Conversation) -> None:
        """Keep a connection for the next mails, unless the server rests."""
        if self.is_open and conversation.is_open:
            self._idle.append((time.monotonic(), conversation))
        else:
            await conversation.close()

    async def hang_up_idle(self) -> None:
        """Close what was not used for a while."""
        before = time.monotonic() - IDLE_SECONDS
        old = [each for since, each in self._idle if since < before]
        self._idle = [(since, each) for since, each in self._idle if since >= before]
        for conversation in old:
            await conversation.close()

    async def hang_up(self) -> None:
        """Close all that is not in use."""
        idle, self._idle = self._idle, []
        for _, conversation in idle:
            await conversation.close()

    def answered(self) -> bool:
        """The server talks; returns whether it did not before."""
        before, self._failures, self._silences, self.paused_until = self._failures, 0, 0, None
        return before > 0

    def failed(self) -> bool:
        """It could not be talked to; returns whether it begins to rest now."""
        if not self.is_open:
            return False  # Others of its connections have met the same.
        self._failures += 1
        self._silences = 0
        self.paused_until = now() + server_pause(self._failures, self._chance())
        return True

    def came_to_nothing(self) -> bool:
        """A conversation led nowhere; returns whether that was once too often in a row.

        Of a server that rested before and was asked whether it is well again, once is enough.
        """
        self._silences += 1
        return (self._failures > 0 or self._silences >= SILENCES) and self.failed()
