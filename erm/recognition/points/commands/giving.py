"""Points that go with kudos, and come back with them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import InvalidInput, NotAllowed
from erm.core.work import record
from erm.recognition.choices.settings import company_settings
from erm.recognition.points import ledger
from erm.recognition.points.allowances import grant_once, this_month
from erm.recognition.points.errors import (
    NotEnoughPoints,
    PointsOff,
    PointsSpent,
    TooFewPoints,
    TooManyPoints,
)
from erm.recognition.points.events import PointsGiven, PointsReturned
from erm.recognition.points.models import PointsAccount, PointsEntry, PointsTransfer
from erm.recognition.points.rules import RETURN_FOR, AccountKind, TransferKind, split


async def gift(
    actor: Actor, *, kudos_id: UUID, receiver_ids: Sequence[UUID], points: int
) -> dict[UUID, int]:
    """Give points of this month's allowance with kudos; returns everybody's share.

    They are split equally, and what remains goes, one each, to those named first. Raises
    ``PointsOff``, ``TooFewPoints``, ``TooManyPoints``, ``NotEnoughPoints`` (field ``points``).
    """
    if actor.is_system:
        raise NotAllowed
    if actor.person_id in receiver_ids:
        raise InvalidInput("KUDOS_TO_ONESELF", field="receiver_ids")
    settings = await company_settings()
    if not settings.points_enabled:
        raise PointsOff(field="points")
    if points < len(receiver_ids):
        raise TooFewPoints(field="points", count=len(receiver_ids))
    if settings.gift_maximum is not None and points > settings.gift_maximum:
        raise TooManyPoints(field="points", count=settings.gift_maximum)
    shares = split(points, receiver_ids)
    month = this_month(actor)
    await grant_once(actor, month, settings)
    source = ledger.allowance(actor.person_id, month)
    amounts = {source: -points} | {ledger.earned(each): share for each, share in shares.items()}
    try:
        await ledger.transfer(TransferKind.GIFT, amounts, by_id=actor.person_id, kudos_id=kudos_id)
    except ledger.Overdrawn:
        account = await PointsAccount.get(key=source.key)
        raise NotEnoughPoints(field="points", count=account.balance) from None
    record(PointsGiven(at=now(), kudos_id=kudos_id, giver_id=actor.person_id, points=points))
    return shares


async def return_gift(actor: Actor, *, kudos_id: UUID) -> int:
    """Take back all points that the actor gave with kudos; returns how many.

    0 where none went with them, where they went back already, and where they were given more than a
    day ago: then they stay. They go back to the allowance from which they came, or expire if its month
    is over. Raises ``PointsSpent`` if a receiver has not enough left, and changes nothing then.
    """
    given = await PointsTransfer.filter(kudos_id=kudos_id, kind=TransferKind.GIFT).first()
    if given is None or now() - given.at > RETURN_FOR:
        return 0
    if actor.is_system or given.by_id != actor.person_id:
        raise NotAllowed
    source: ledger.Holder | None = None
    amounts: dict[ledger.Holder, int] = {}
    for kind, person_id, month, amount in await PointsEntry.filter(
        transfer_id=given.id
    ).values_list("account__kind", "account__person_id", "account__month", "amount"):
        holder = ledger.Holder(AccountKind(kind), person_id, month)
        amounts[holder] = -amount
        if holder.kind is AccountKind.ALLOWANCE:
            source = holder
    if source is None:
        raise LookupError("points were given from nowhere")
    points = amounts[source]
    await ledger.locked(amounts.keys())
    if await PointsTransfer.exists(reverses_id=given.id):
        return 0
    over = source.month < this_month(actor)
    if over:
        del amounts[source]
    try:
        await ledger.transfer(
            TransferKind.GIFT_RETURNED,
            amounts,
            AccountKind.EXPIRED if over else None,
            by_id=actor.person_id,
            kudos_id=kudos_id,
            reverses_id=given.id,
        )
    except ledger.Overdrawn:
        raise PointsSpent from None
    record(PointsReturned(at=now(), kudos_id=kudos_id, giver_id=actor.person_id, points=points))
    return points
