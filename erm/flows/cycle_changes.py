"""The directory changes while cycles run: somebody leaves, or has another manager.

Whoever joins takes part when HR adds them, and is asked about their manager as soon as they have one.
A change of manager that lies ahead has no event when its day comes, so a job looks for it.
"""

from __future__ import annotations

from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.feedback.cycles.commands.changes import (
    follow_managers,
    let_go_of_leaver,
    with_other_managers,
)
from erm.people.events import ManagerChanged, PersonLeft

BATCH = 100


async def person_left(event: PersonLeft) -> None:
    """Nobody is asked about them or by them any more; who was managed by them has another, or HR."""
    await let_go_of_leaver(event.person_id)


async def manager_changed(event: ManagerChanged) -> None:
    """The new manager reviews and prepares; nobody is asked about the former one."""
    await follow_managers([event.person_id])


async def follow_managers_of_today(bus: Bus) -> int:
    """Job, once an hour: let cycles know of managers who are others since today."""
    changed = 0
    people = await with_other_managers()
    for start in range(0, len(people), BATCH):
        async with unit_of_work(bus):
            changed += await follow_managers(people[start : start + BATCH])
    return changed
