"""Somebody has another manager: the one-on-ones with the former one end.

What the two wrote stays readable to them and to nobody else; the new manager begins with nothing
but what the report hands over in a note of their own. A change that lies ahead has no event when its
day comes, so a job looks for it.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from erm.audit import commands as audit
from erm.audit.rules import Action, Cause
from erm.core.actor import SYSTEM
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.one_on_ones import queries as one_on_ones
from erm.one_on_ones.commands.series import end_series_of_former_manager
from erm.people.events import ManagerChanged
from erm.people.queries import former_managers_of, managers_of, people_by_ids

BATCH = 500
Pair = tuple[UUID, UUID]


async def manager_changed(event: ManagerChanged) -> None:
    """End the one-on-ones with the former manager, unless the two are still report and manager."""
    if event.before_id is None:
        return
    pair = (event.person_id, event.before_id)
    if pair in await _parted([pair]):
        await _end(pair)


async def end_what_managers_left_behind(bus: Bus) -> int:
    """Job, once an hour: end one-on-ones of people who are not report and manager any more.

    Answers how many ended. Only where a bond between the two has ended: what two people call
    one-on-ones of a manager is otherwise their business.
    """
    ended = 0
    pairs = [each for low, high in await one_on_ones.manager_pairs() for each in _both(low, high)]
    for start in range(0, len(pairs), BATCH):
        batch = pairs[start : start + BATCH]
        former = await former_managers_of({person for person, _ in batch})
        once = [pair for pair in batch if pair[1] in former.get(pair[0], ())]
        for pair in sorted(await _parted(once)):
            async with unit_of_work(bus):
                if pair in await _parted([pair]):
                    ended += await _end(pair)
    return ended


def _both(one: UUID, other: UUID) -> tuple[Pair, Pair]:
    return (one, other), (other, one)


async def _parted(pairs: Collection[Pair]) -> set[Pair]:
    """Which of these pairs are no report and manager today, in either direction, and both there.

    Where one has left, the flow of leaving has ended everything, or will.
    """
    people = {person for pair in pairs for person in pair}
    managers = await managers_of(people)
    known = await people_by_ids(SYSTEM, list(people))
    there = {key for key, person in known.items() if not person.has_left}
    return {
        (one, other)
        for one, other in pairs
        if {one, other} <= there and managers.get(one) != other and managers.get(other) != one
    }


async def _end(pair: Pair) -> int:
    person, manager = pair
    ended = await end_series_of_former_manager(person_id=person, manager_id=manager)
    if ended is None:
        return 0
    audit.append(
        Action.SERIES_ENDED,
        actor_id=None,
        subject_kind="OneOnOneSeries",
        subject_id=ended,
        details={"cause": Cause.MANAGER_CHANGED},
    )
    return 1
