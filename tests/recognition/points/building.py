"""Rows that tests of points begin with, and what must be true of every ledger."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any, TypeVar
from uuid import UUID

from erm.core.clock import now
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.work import unit_of_work
from erm.people.models import Person
from erm.recognition.choices.models import RecognitionSettings
from erm.recognition.choices.rules import SETTINGS_ID
from erm.recognition.models import Kudos
from erm.recognition.points import ledger
from erm.recognition.points.models import PointsAccount, PointsEntry, Redemption, Reward
from erm.recognition.points.rules import (
    AccountKind,
    RedemptionState,
    TransferKind,
    month_of,
)
from erm.recognition.rules import KudosVisibility

T = TypeVar("T")


async def switch_on(**choices: Any) -> None:
    """The company has points; 100 a month unless told otherwise."""
    await RecognitionSettings.filter(id=SETTINGS_ID).delete()
    await RecognitionSettings.create(
        **({"id": SETTINGS_ID, "points_enabled": True, "updated_at": now()} | choices)
    )


async def kudos_of(author: Person) -> UUID:
    """Some kudos that points can go with."""
    row = await Kudos.create(
        author_id=author.id,
        message="Thank you",
        visibility=KudosVisibility.PUBLIC,
        created_at=now(),
    )
    return row.id


async def earn(person: Person, points: int) -> None:
    """Give somebody earned points from nowhere: for what spends them."""
    async with unit_of_work(Bus()):
        await ledger.transfer(
            TransferKind.GRANT, {ledger.earned(person.id): points}, AccountKind.ISSUED
        )


async def reward(**columns: Any) -> Reward:
    """Something to redeem; ten points and as many as wanted unless told otherwise."""
    return await Reward.create(**({"name": "Mug", "cost": 10, "created_at": now()} | columns))


async def redemption(person: Person, of: Reward, **columns: Any) -> Redemption:
    """A wish that was paid for."""
    row = await Redemption.create(
        **(
            {
                "id": new_id(),
                "person_id": person.id,
                "reward_id": of.id,
                "reward_name": of.name,
                "cost": of.cost,
                "state": RedemptionState.REQUESTED,
                "request_key": new_id(),
                "created_at": now(),
            }
            | columns
        )
    )
    await earn(person, row.cost)
    async with unit_of_work(Bus()):
        await ledger.transfer(
            TransferKind.REDEMPTION,
            {ledger.earned(person.id): -row.cost},
            AccountKind.REDEEMED,
            redemption_id=row.id,
        )
    return row


async def done(work: Awaitable[T]) -> T:
    """What a command answers, in a unit of work of its own."""
    async with unit_of_work(Bus()):
        return await work


async def earned(person: Person) -> int:
    """What somebody has earned and not spent."""
    return await _balance(ledger.earned(person.id).key)


async def left(person: Person, month: str | None = None) -> int:
    """What is left of an allowance that was granted; of this month's unless told otherwise."""
    month = month or month_of(now(), person.time_zone)
    return await _balance(ledger.allowance(person.id, month).key)


async def company(kind: AccountKind) -> int:
    """What one of the company's accounts holds."""
    return await _balance(kind.value)


async def _balance(key: str) -> int:
    account = await PointsAccount.get_or_none(key=key)
    return 0 if account is None else account.balance


async def problems() -> list[str]:
    """What is wrong with the ledger, counted apart from the product: row by row, in Python."""
    found = []
    by_transfer: dict[UUID, int] = {}
    by_account: dict[UUID, int] = {}
    for entry in await PointsEntry.all():
        by_transfer[entry.transfer_id] = by_transfer.get(entry.transfer_id, 0) + entry.amount
        by_account[entry.account_id] = by_account.get(entry.account_id, 0) + entry.amount
    found += [f"transfer {key} is {total}" for key, total in by_transfer.items() if total]
    accounts = await PointsAccount.all()
    for account in accounts:
        total = by_account.get(account.id, 0)
        if account.balance != total:
            found.append(f"{account.key} says {account.balance} and is {total}")
        if account.balance < 0 and account.kind is not AccountKind.ISSUED:
            found.append(f"{account.key} is {account.balance}")
    if total := sum(account.balance for account in accounts):
        found.append(f"all accounts together are {total}")
    return found
