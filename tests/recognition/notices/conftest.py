"""``happening``: people thank and answer, and erm notes for whom that is news."""

from __future__ import annotations

import pytest

from erm.core.events import Bus
from erm.recognition.notices import commands
from tests.cast import Cast
from tests.recognition.notices.happening import Happening


@pytest.fixture
def happening(cast: Cast, bus: Bus) -> Happening:
    commands.subscribe(bus)
    return Happening(cast, bus)
