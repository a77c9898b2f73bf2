"""Hints whom one could thank: made for those who have thanked nobody for a while and were helped."""

from __future__ import annotations

import asyncio

from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.recognition.fairness import nudges
from erm.relationships.thanking import helpers_of

AT_ONCE = 200


async def make_thanks_nudges(bus: Bus, stop: asyncio.Event) -> int:
    """Make every hint that is due; answers how many. Ends early on ``stop``."""
    made = 0
    due = await nudges.due()
    for start in range(0, len(due), AT_ONCE):
        if stop.is_set():
            break
        helpers = await helpers_of(due[start : start + AT_ONCE])
        if helpers:
            async with unit_of_work(bus):
                made += await nudges.keep_nudges(helpers)
    return made
