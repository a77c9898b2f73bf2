"""The ledger: the only place that writes accounts, transfers and entries.

A transfer's entries add up to zero, so points are neither made nor lost by moving them; what all
accounts hold together is zero, with the company's ISSUED account below it by what was ever granted.

**Locks.** The accounts of people are locked first, in the order of their keys, and changed by
conditional updates that leave none below zero. The company's accounts, which nearly every transfer
has a part in, are written when everything else of the unit of work is done (:func:`_settle`), in one
order too; so no two units of work wait for each other, and the rows that all need are held shortly.
A unit that moves points of several people one after the other must take them in the order of keys,
but for its own person's allowance, which is granted before anything else is locked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tortoise.expressions import F

from erm.core.clock import now
from erm.core.ids import new_id
from erm.core.work import at_the_end
from erm.recognition.points.models import PointsAccount, PointsEntry, PointsTransfer
from erm.recognition.points.rules import AccountKind, TransferKind

_BATCH = 500


class Overdrawn(Exception):
    """An account holds less than what should be taken from it. Commands say what that means."""


@dataclass(frozen=True, slots=True)
class Holder:
    """An account of a person's, whether it is there yet or not. ``month`` of an allowance."""

    kind: AccountKind
    person_id: UUID
    month: str = ""

    @property
    def key(self) -> str:
        """Its unique name."""
        return ":".join(part for part in (self.kind.value, str(self.person_id), self.month) if part)


def allowance(person_id: UUID, month: str) -> Holder:
    """What a person may give in a month."""
    return Holder(AccountKind.ALLOWANCE, person_id, month)


def earned(person_id: UUID) -> Holder:
    """What a person was given and has not spent."""
    return Holder(AccountKind.EARNED, person_id)


async def exists(holder: Holder) -> bool:
    """Whether an account is there."""
    return await PointsAccount.exists(key=holder.key)


async def opened(holder: Holder) -> bool:
    """Open an account. True for exactly one caller: of two at once the other one waits for the first."""
    row = _account(holder)
    await PointsAccount.bulk_create([row], ignore_conflicts=True)
    return await PointsAccount.exists(id=row.id)


async def locked(holders: Collection[Holder]) -> dict[Holder, PointsAccount]:
    """These accounts, opened where they are not there yet, kept from others until the commit."""
    by_key = {holder.key: holder for holder in sorted(holders, key=lambda each: each.key)}
    there: Any = await PointsAccount.filter(key__in=list(by_key)).values_list("key", flat=True)
    missing = [_account(by_key[key]) for key in by_key.keys() - set(there)]
    missing.sort(key=lambda row: row.key)
    if missing:
        await PointsAccount.bulk_create(missing, ignore_conflicts=True, batch_size=_BATCH)
    rows = (
        await PointsAccount.filter(key__in=list(by_key))
        .order_by("key")
        .select_for_update(no_key=True)
    )
    return {by_key[row.key]: row for row in rows}


async def transfer(
    kind: TransferKind,
    amounts: Mapping[Holder, int],
    company: AccountKind | None = None,
    *,
    by_id: UUID | None = None,
    kudos_id: UUID | None = None,
    redemption_id: UUID | None = None,
    reverses_id: UUID | None = None,
) -> UUID:
    """Move points into accounts of people, or out of them below zero; returns the transfer's id.

    ``company``: its account that gives or takes the difference. Raises ``Overdrawn``, after which the
    unit of work must be rolled back, and ``ValueError`` for a transfer that does not balance.
    """
    difference = -sum(amounts.values())
    if not amounts or 0 in amounts.values() or (difference != 0) != (company is not None):
        raise ValueError("the entries of a transfer are not nothing, and add up to nothing")
    accounts = await locked(amounts.keys())
    row = await PointsTransfer.create(
        id=new_id(),
        kind=kind,
        at=now(),
        by_id=by_id,
        kudos_id=kudos_id,
        redemption_id=redemption_id,
        reverses_id=reverses_id,
    )
    await PointsEntry.bulk_create(
        [
            PointsEntry(transfer_id=row.id, account_id=accounts[holder].id, amount=amount)
            for holder, amount in amounts.items()
        ],
        batch_size=_BATCH,
    )
    alike: dict[int, list[UUID]] = defaultdict(list)
    for holder, amount in amounts.items():
        alike[amount].append(accounts[holder].id)
    for amount, ids in alike.items():
        found = PointsAccount.filter(id__in=ids)
        if amount < 0:
            found = found.filter(balance__gte=-amount)
        if await found.update(balance=F("balance") + amount) != len(ids):
            raise Overdrawn
    if company is not None:
        at_the_end(_settle, _Side(row.id, company, difference), early=True)
    return row.id


@dataclass(frozen=True, slots=True)
class _Side:
    """The company's entry of a transfer."""

    transfer_id: UUID
    kind: AccountKind
    amount: int


async def _settle(sides: list[_Side]) -> None:
    """Write the company's sides of this unit of work's transfers."""
    kinds = sorted({side.kind for side in sides})
    there: Any = await PointsAccount.filter(key__in=kinds).values_list("key", flat=True)
    missing = [
        PointsAccount(id=new_id(), key=kind.value, kind=kind, created_at=now())
        for kind in kinds
        if kind.value not in there
    ]
    if missing:
        await PointsAccount.bulk_create(missing, ignore_conflicts=True)
    ids = {row.kind: row.id for row in await PointsAccount.filter(key__in=kinds)}
    for kind in kinds:
        amount = sum(side.amount for side in sides if side.kind is kind)
        # Even where it is nothing: the row is locked before the entries refer to it.
        await PointsAccount.filter(id=ids[kind]).update(balance=F("balance") + amount)
    await PointsEntry.bulk_create(
        [
            PointsEntry(transfer_id=side.transfer_id, account_id=ids[side.kind], amount=side.amount)
            for side in sides
        ],
        batch_size=_BATCH,
    )


def _account(holder: Holder) -> PointsAccount:
    return PointsAccount(
        id=new_id(),
        key=holder.key,
        kind=holder.kind,
        person_id=holder.person_id,
        month=holder.month,
        created_at=now(),
    )
