"""Who hears which fact. The only place where domains are wired together."""

from __future__ import annotations

from erm.core.events import Bus
from erm.flows import leaver
from erm.people.events import PersonLeft
from erm.relationships import touchpoints


def build_bus() -> Bus:
    """The bus with every subscriber, for the server, the worker and the commands."""
    bus = Bus()
    touchpoints.subscribe(bus)
    bus.subscribe(PersonLeft, leaver.person_left)
    return bus
