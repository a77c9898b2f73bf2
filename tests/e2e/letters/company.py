"""The people whom mail is written to, and what they do things with."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from erm.core.actor import Actor
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.flows.subscriptions import build_bus
from erm.people.models import Person
from erm.settings import Settings
from tests.cast import Cast

T = TypeVar("T")
BERLIN = ZoneInfo("Europe/Berlin")
STOP = asyncio.Event()
DAY = timedelta(days=1)


def berlin(day: date, hour: int) -> datetime:
    """An hour of a day there."""
    return datetime.combine(day, time(hour), tzinfo=BERLIN).astimezone(UTC)


@dataclass
class Company:
    """The people, and what they do things with."""

    cast: Cast
    settings: Settings
    bus: Bus = field(init=False)

    def __post_init__(self) -> None:
        self.bus = build_bus(self.settings)

    def as_(self, person: Person) -> Actor:
        """Somebody at their desk."""
        return self.cast.actor(person)

    async def do(self, command: Callable[..., Awaitable[T]], *given: Any, **named: Any) -> T:
        """Run a command in a unit of work of its own, with everybody listening."""
        async with unit_of_work(self.bus):
            return await command(*given, **named)
