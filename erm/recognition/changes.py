"""Numbers for the changes of kudos, and word of them to those who listen.

Every command that changes what somebody sees of kudos says so here. Numbers are given as the last
thing before the commit, under a lock, so that they become visible in their order: whoever has seen a
number has seen all below it. They follow the clock, not each other: how far two of them lie apart
tells nothing of what happened between them.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from tortoise.expressions import F

from erm.core.clock import now
from erm.core.database.connections import dialect
from erm.core.signals import Signal, tell
from erm.core.work import at_the_end
from erm.recognition.models import Kudos, KudosCounter, KudosGone
from erm.recognition.rules import KudosVisibility

TOPIC = "kudos"
"""The topic of the signals about kudos. They name none: who listens asks the database."""
COUNTER_ID = "kudos"


@dataclass(frozen=True, slots=True)
class _Before:
    visibility: KudosVisibility
    hidden: bool


@dataclass(frozen=True, slots=True)
class _Change:
    kudos_id: UUID
    before: _Before | None = None


def changed(kudos_id: UUID) -> None:
    """Note that something on or under kudos is new: they themselves, their words, a sign, a comment.

    Raises ``RuntimeError`` outside of a unit of work.
    """
    at_the_end(_number, _Change(kudos_id), early=True)


def narrowed(before: Kudos) -> None:
    """Note that fewer people may read kudos now: they were withdrawn, hidden or made private.

    ``before`` is the row as it was. Those who could read it then and cannot now are told that it is
    gone; for all others it is a change like any. Raises ``RuntimeError`` outside of a unit of work.
    """
    was = _Before(before.visibility, before.hidden_at is not None)
    at_the_end(_number, _Change(before.id, was), early=True)


async def _number(changes: list[_Change]) -> None:
    """Give each kudos the next number, and keep what is gone for whom."""
    found: dict[UUID, _Before | None] = {}
    for change in changes:
        found[change.kudos_id] = found.get(change.kudos_id) or change.before
    ids = sorted(found)
    if dialect() == "postgres":
        # The rows first, then the counter: somebody may hold a row already and want the counter next.
        for kudos_id in ids:
            await Kudos.filter(id=kudos_id).update(change=F("change"))
    last = await _take(len(ids))
    gone = []
    for number, kudos_id in enumerate(ids, start=last - len(ids) + 1):
        await Kudos.filter(id=kudos_id).update(change=number)
        before = found[kudos_id]
        if before is not None:
            gone.append(
                KudosGone(
                    kudos_id=kudos_id,
                    number=number,
                    visibility=before.visibility,
                    hidden=before.hidden,
                )
            )
    if gone:
        await KudosGone.bulk_create(gone)
    tell(Signal(TOPIC))


async def _take(count: int) -> int:
    """The last of ``count`` new numbers. Until the commit nobody else gets any."""
    counter = KudosCounter.filter(id=COUNTER_ID)
    if not await counter.update(number=F("number") + count):
        await KudosCounter.bulk_create(
            [KudosCounter(id=COUNTER_ID, number=0)], ignore_conflicts=True
        )
        await counter.update(number=F("number") + count)
    number: int = (await KudosCounter.get(id=COUNTER_ID)).number
    by_the_clock = int(now().timestamp() * 1_000_000)
    if number < by_the_clock:
        number = by_the_clock
        await counter.update(number=number)
    return number
