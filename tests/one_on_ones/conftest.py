"""``do(command)``: run a command as the schema would, in a unit of work of its own."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TypeVar

import pytest

from erm.core.events import Bus, Event
from erm.core.work import unit_of_work

T = TypeVar("T")
E = TypeVar("E", bound=Event)


class Doing(Bus):
    """A bus that remembers, and the unit of work around a command."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Event] = []

    async def publish(self, event: Event) -> None:
        self.heard.append(event)

    async def __call__(self, command: Awaitable[T]) -> T:
        async with unit_of_work(self):
            return await command

    def only(self, kind: type[E]) -> E:
        """The one fact of this kind that was heard."""
        (event,) = [event for event in self.heard if isinstance(event, kind)]
        return event


@pytest.fixture
def do() -> Doing:
    return Doing()
