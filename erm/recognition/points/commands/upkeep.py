"""What happens to points by itself: months end, people leave. For jobs.

Each person's points move in a unit of work of their own, so that nobody waits long for it, and
several workers may do it at once: who comes second finds nothing left to move.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise.expressions import F, Q

from erm.core.clock import now, today
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.people.rules import has_left
from erm.recognition.points import ledger
from erm.recognition.points.commands.redemptions import note_decision, refund
from erm.recognition.points.models import PointsAccount, Redemption
from erm.recognition.points.rules import (
    AccountKind,
    RedemptionState,
    TransferKind,
    month_of,
)

_FIRST_TO_END = "Etc/GMT-14"
"""Where months end first on earth, written as the time-zone database does (UTC+14)."""


async def expire_allowances(bus: Bus) -> int:
    """Let what is left of months that are over, where their people live, expire; and of leavers.

    Returns from how many accounts something was taken.
    """
    day = today()
    rows: Any = (
        await PointsAccount.filter(
            Q(month__lt=month_of(now(), _FIRST_TO_END)) | Q(person__left_on__lte=day),
            kind=AccountKind.ALLOWANCE,
            balance__gt=0,
        )
        .order_by("key")
        .values_list("person_id", "month", "person__time_zone", "person__left_on")
    )
    taken = 0
    for person_id, month, time_zone, left_on in rows:
        if month < month_of(now(), time_zone) or has_left(left_on, day):
            async with unit_of_work(bus):
                taken += await _take_all(ledger.allowance(person_id, month), TransferKind.EXPIRY)
    return taken


async def settle_leavers(bus: Bus) -> int:
    """Cancel what leavers wait for, and let go of what they had earned; returns of how many people.

    What was approved is left to those who hand it out.
    """
    day = today()
    waiting: Any = await Redemption.filter(
        state=RedemptionState.REQUESTED, person__left_on__lte=day
    ).values_list("person_id", flat=True)
    holding: Any = await PointsAccount.filter(
        kind=AccountKind.EARNED, balance__gt=0, person__left_on__lte=day
    ).values_list("person_id", flat=True)
    people = sorted({*waiting, *holding})
    for person_id in people:
        async with unit_of_work(bus):
            await _cancel_waiting(person_id)
            await _take_all(ledger.earned(person_id), TransferKind.FORFEIT)
    return len(people)


async def _cancel_waiting(person_id: UUID) -> None:
    waiting = Redemption.filter(person_id=person_id, state=RedemptionState.REQUESTED)
    await refund([row for row in await waiting.order_by("id") if await _cancelled(row)], by_id=None)


async def _cancelled(row: Redemption) -> bool:
    if not await Redemption.filter(id=row.id, state=RedemptionState.REQUESTED).update(
        state=RedemptionState.CANCELLED, decided_at=now(), version=F("version") + 1
    ):
        return False
    note_decision(row, RedemptionState.CANCELLED, by_id=None)
    return True


async def _take_all(holder: ledger.Holder, kind: TransferKind) -> int:
    account = (await ledger.locked([holder]))[holder]
    if account.balance <= 0:
        return 0
    await ledger.transfer(kind, {holder: -account.balance}, AccountKind.EXPIRED)
    return 1
