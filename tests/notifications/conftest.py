"""``office``: people who can be reached at any time, and whatever may be told to them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from erm.core.events import Bus
from erm.settings import Settings
from tests.cast import Cast
from tests.notifications.reaching import reachable
from tests.notifications.telling import Office


@pytest.fixture
async def office(cast: Cast, bus: Bus, settings: Settings) -> Office:
    await reachable(cast.people)
    return Office(cast, bus, replace(settings, personal_chats=("slack",)))
