"""``happening``: people thank and answer, and erm notes for whom that is news."""

from __future__ import annotations

import pytest

from erm.core.events import Bus
from erm.flows.notifying import recognition
from tests.cast import Cast
from tests.notifications.reaching import reachable
from tests.recognition.news.happening import Happening


@pytest.fixture
async def happening(cast: Cast, bus: Bus) -> Happening:
    """Everybody can be reached at any time, so that tests need not know which day it is."""
    recognition.subscribe(bus)
    await reachable(cast.people)
    return Happening(cast, bus)
