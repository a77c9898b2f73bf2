"""Facts in the past tense, and who listens.

Publishers import nothing but this. Subscribers live in higher layers and are wired once, in
``erm/flows/subscriptions.py``; they run inside the publisher's transaction and touch the database
only (touchpoints, outbox rows), so a fact and its consequences are committed together or not at
all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Base of all facts. ``at`` is the instant (UTC) at which it happened."""

    at: datetime


E = TypeVar("E", bound=Event)
Subscriber = Callable[[E], Awaitable[None]]


class Bus:
    """Which subscribers hear which facts. Built once at start and not changed afterwards."""

    def __init__(self) -> None:
        self._subscribers: dict[type[Event], list[Callable[[Event], Awaitable[None]]]] = (
            defaultdict(list)
        )

    def subscribe(self, event_type: type[E], subscriber: Subscriber[E]) -> None:
        """Call ``subscriber`` for every fact of exactly this type."""
        self._subscribers[event_type].append(subscriber)  # type: ignore[arg-type]

    async def publish(self, event: Event) -> None:
        """Let every subscriber hear the fact, in the order in which they subscribed."""
        for subscriber in self._subscribers[type(event)]:
            await subscriber(event)
