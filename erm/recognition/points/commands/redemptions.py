"""Redeeming earned points, and what becomes of it.

Points are taken when something is redeemed, and come back when it is rejected or cancelled. Locks are
taken in one order: the redemption, its reward, the account.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise.expressions import F

from erm.audit import commands as audit
from erm.audit.rules import Action
from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import InvalidInput, NotAllowed
from erm.core.ids import new_id
from erm.core.text import clean_text
from erm.core.work import record
from erm.recognition.choices.settings import company_settings
from erm.recognition.points import ledger, policy
from erm.recognition.points.errors import (
    CostChanged,
    NotEnoughPoints,
    PointsOff,
    RedemptionIsHrs,
    RedemptionIsOnes,
    RedemptionNotFound,
    RedemptionNotOpen,
    RedemptionStale,
    RewardGone,
    RewardNotFound,
    RewardRetired,
)
from erm.recognition.points.events import RedemptionDecided, RewardRedeemed
from erm.recognition.points.models import PointsAccount, Redemption, Reward
from erm.recognition.points.queries import view_redemption
from erm.recognition.points.rules import (
    NOTE_MAXIMUM,
    REASON_MAXIMUM,
    AccountKind,
    RedemptionState,
    TransferKind,
)
from erm.recognition.points.views import RedemptionView


async def redeem_reward(
    actor: Actor, *, reward_id: UUID, cost: int, key: UUID, note: str = ""
) -> RedemptionView:
    """Exchange earned points for a reward. The same ``key`` again answers what came of it first.

    ``cost`` is what the person saw. Raises ``PointsOff``, ``RewardNotFound``, ``RewardRetired``,
    ``CostChanged``, ``RewardGone``, ``NotEnoughPoints`` and the refusals of texts.
    """
    if actor.is_system:
        raise NotAllowed
    # Before anything can refuse: what went well the first time is answered whatever changed since.
    asked = await Redemption.get_or_none(request_key=key)
    if asked is not None:
        return _answered(actor, asked)
    if not (await company_settings()).points_enabled:
        raise PointsOff
    note = clean_text(note, field="note", maximum=NOTE_MAXIMUM, required=False)
    reward = await Reward.get_or_none(policy.readable_rewards(actor), id=reward_id)
    if reward is None:
        raise RewardNotFound(field="reward_id")
    row = Redemption(
        id=new_id(),
        person_id=actor.person_id,
        reward_id=reward_id,
        reward_name=reward.name,
        cost=cost,
        took_stock=reward.stock is not None,
        state=RedemptionState.REQUESTED,
        note=note,
        request_key=key,
        created_at=now(),
    )
    await Redemption.bulk_create([row], ignore_conflicts=True)
    if not await Redemption.exists(id=row.id):
        # The same request at the same time was a little faster.
        return _answered(actor, await Redemption.get(request_key=key))
    await _take_one(reward_id, row)
    try:
        await ledger.transfer(
            TransferKind.REDEMPTION,
            {ledger.earned(actor.person_id): -cost},
            AccountKind.REDEEMED,
            by_id=actor.person_id,
            redemption_id=row.id,
        )
    except ledger.Overdrawn:
        account = await PointsAccount.get(key=ledger.earned(actor.person_id).key)
        raise NotEnoughPoints(count=account.balance) from None
    record(RewardRedeemed(at=row.created_at, redemption_id=row.id, person_id=actor.person_id))
    return view_redemption(actor, row)


async def cancel_redemption(actor: Actor, *, redemption_id: UUID, version: int) -> RedemptionView:
    """Cancel a redemption and give its points back.

    The person while nobody has decided; HR and administrators, for others, until it was handed out.
    Raises ``RedemptionNotFound``, ``RedemptionIsOnes``, ``RedemptionNotOpen``, ``STALE_VERSION``.
    """
    row = await _readable(actor, redemption_id)
    if not policy.may_cancel_redemption(actor, row):
        own_but_decided = row.person_id == actor.person_id and (
            row.state is RedemptionState.APPROVED and policy.may_decide(actor)
        )
        raise RedemptionIsOnes if own_but_decided else RedemptionNotOpen
    await _change(
        row, version, row.state, {"state": RedemptionState.CANCELLED} | _decided_by(actor)
    )
    await refund([row], by_id=actor.person_id)
    return await _told(actor, row)


async def decide_redemption(
    actor: Actor, *, redemption_id: UUID, approve: bool, version: int, reason: str = ""
) -> RedemptionView:
    """Approve a redemption, or reject it with a reason and give its points back.

    HR and administrators, never for themselves. Raises ``RedemptionNotFound``, ``RedemptionIsHrs``,
    ``RedemptionIsOnes``, ``RedemptionNotOpen``, ``STALE_VERSION`` and the refusals of texts.
    """
    row = await _decidable(actor, redemption_id)
    reason = clean_text(reason, field="reason", maximum=REASON_MAXIMUM, required=not approve)
    state = RedemptionState.APPROVED if approve else RedemptionState.REJECTED
    await _change(
        row,
        version,
        RedemptionState.REQUESTED,
        {"state": state, "reason": reason} | _decided_by(actor),
    )
    if not approve:
        await refund([row], by_id=actor.person_id)
    return await _told(actor, row)


async def fulfil_redemption(actor: Actor, *, redemption_id: UUID, version: int) -> RedemptionView:
    """Note that an approved reward was handed out.

    Raises ``RedemptionNotFound``, ``RedemptionIsHrs``, ``RedemptionIsOnes``, ``RedemptionNotOpen``,
    ``STALE_VERSION``.
    """
    row = await _decidable(actor, redemption_id)
    await _change(
        row,
        version,
        RedemptionState.APPROVED,
        {"state": RedemptionState.FULFILLED, "fulfilled_at": now()},
    )
    return await _told(actor, row)


async def refund(rows: list[Redemption], *, by_id: UUID | None) -> None:
    """Give back what one person's redemptions have cost, and what they took from the stock.

    The redemptions were marked by the caller, by conditional updates.
    """
    for row in sorted(rows, key=lambda row: row.reward_id):
        if row.took_stock:
            await Reward.filter(id=row.reward_id, stock__isnull=False).update(
                stock=F("stock") + 1, version=F("version") + 1
            )
    for row in rows:
        await ledger.transfer(
            TransferKind.REFUND,
            {ledger.earned(row.person_id): row.cost},
            AccountKind.REDEEMED,
            by_id=by_id,
            redemption_id=row.id,
        )


def _answered(actor: Actor, row: Redemption) -> RedemptionView:
    """What came of a key the first time. Another person's keys are nobody's to ask about."""
    if row.person_id != actor.person_id:
        raise InvalidInput("ID_INVALID", field="key")
    return view_redemption(actor, row)


async def _take_one(reward_id: UUID, row: Redemption) -> None:
    """Take one from the stock, if there is one; the reward is kept from changes until the commit."""
    reward = await Reward.filter(id=reward_id).select_for_update(no_key=True).get()
    if reward.retired_at is not None:
        raise RewardRetired
    if reward.cost != row.cost:
        raise CostChanged(field="cost", count=reward.cost)
    limited = reward.stock is not None
    if limited and not await Reward.filter(id=reward_id, stock__gt=0).update(
        stock=F("stock") - 1, version=F("version") + 1
    ):
        raise RewardGone
    if limited != row.took_stock:
        row.took_stock = limited
        await Redemption.filter(id=row.id).update(took_stock=limited)


async def _readable(actor: Actor, redemption_id: UUID) -> Redemption:
    row = await Redemption.get_or_none(policy.readable_redemptions(actor), id=redemption_id)
    if row is None:
        raise RedemptionNotFound
    return row


async def _decidable(actor: Actor, redemption_id: UUID) -> Redemption:
    row = await _readable(actor, redemption_id)
    if not policy.may_decide(actor):
        raise RedemptionIsHrs
    if not policy.may_decide_redemption(actor, row):
        raise RedemptionIsOnes
    return row


async def _change(
    row: Redemption, version: int, state: RedemptionState, values: dict[str, Any]
) -> None:
    """From a state, and from the version that was read, into what comes next."""
    if await Redemption.filter(id=row.id, state=state, version=version).update(
        **values, version=F("version") + 1
    ):
        return
    moved = await Redemption.filter(id=row.id).exclude(state=state).exists()
    raise RedemptionNotOpen if moved else RedemptionStale


def _decided_by(actor: Actor) -> dict[str, Any]:
    return {"decided_by_id": actor.person_id, "decided_at": now()}


def note_decision(row: Redemption, state: RedemptionState, *, by_id: UUID | None) -> None:
    """Put into the audit log where a redemption stands now; by nobody where erm itself did it."""
    audit.append(
        Action.REDEMPTION_DECIDED,
        actor_id=by_id,
        subject_kind="Redemption",
        subject_id=row.id,
        details={"person": row.person_id, "cost": row.cost, "state": state},
    )


async def _told(actor: Actor, row: Redemption) -> RedemptionView:
    record(
        RedemptionDecided(
            at=now(), redemption_id=row.id, person_id=row.person_id, by_id=actor.person_id
        )
    )
    row = await Redemption.get(id=row.id)
    note_decision(row, row.state, by_id=actor.person_id)
    return view_redemption(actor, row)
