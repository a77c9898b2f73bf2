"""Reads of points, rewards and redemptions. None of them writes: see ``allowances`` of granting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.functions import Count, Sum

from erm.core.actor import Actor
from erm.core.paging import Page, PageRequest, page_of
from erm.recognition.choices.settings import company_settings
from erm.recognition.points import ledger, policy
from erm.recognition.points.allowances import (
    allowance_of,
    conditions,
    people_by_rule,
    this_month,
)
from erm.recognition.points.models import (
    AllowanceRule,
    PointsAccount,
    PointsEntry,
    Redemption,
    Reward,
)
from erm.recognition.points.rules import (
    OPEN_STATES,
    AccountKind,
    RedemptionState,
    TransferKind,
    last_day,
)
from erm.recognition.points.views import (
    AllowanceRuleView,
    MoveView,
    PurseView,
    RedemptionView,
    RewardView,
)

# ---- one's own points --------------------------------------------------------------------------


async def purse(actor: Actor) -> PurseView | None:
    """The actor's own points; None while points are off."""
    settings = await company_settings()
    if actor.is_system or not settings.points_enabled:
        return None
    month = this_month(actor)
    giving = ledger.allowance(actor.person_id, month)
    accounts = {
        row.kind: row
        for row in await PointsAccount.filter(
            policy.readable_accounts(actor),
            key__in=[giving.key, ledger.earned(actor.person_id).key],
        )
    }
    account = accounts.get(AccountKind.ALLOWANCE)
    if account is None:
        granted = left = await allowance_of(actor, month, settings)
    else:
        grants: Any = await PointsEntry.filter(
            account_id=account.id, transfer__kind=TransferKind.GRANT
        ).values_list("amount", flat=True)
        granted, left = sum(grants), account.balance
    earned = accounts.get(AccountKind.EARNED)
    return PurseView(
        allowance=granted,
        left=left,
        month=month,
        expires_on=last_day(month),
        earned=0 if earned is None else earned.balance,
        held=await _held(actor),
        gift_maximum=settings.gift_maximum,
        can_give=left > 0,
    )


async def _held(actor: Actor) -> int:
    rows: Any = (
        await Redemption.filter(person_id=actor.person_id, state=RedemptionState.REQUESTED)
        .annotate(held=Sum("cost"))
        .values_list("held", flat=True)
    )
    return sum(each or 0 for each in rows)


async def _earned(actor: Actor) -> int:
    account = await PointsAccount.get_or_none(
        policy.readable_accounts(actor), key=ledger.earned(actor.person_id).key
    )
    return 0 if account is None else account.balance


async def points_moves(actor: Actor, page: PageRequest) -> Page[MoveView]:
    """What went into the actor's own accounts and out of them, newest first."""
    own = PointsAccount.filter(policy.readable_accounts(actor)).values("id")
    found = PointsEntry.filter(account_id__in=Subquery(own))
    count = found.count
    if page.after_id is not None:
        found = found.filter(id__lt=page.after_id)
    rows = (
        await found.order_by("-id")
        .limit(page.first + 1)
        .values(
            "id",
            "amount",
            "transfer_id",
            at="transfer__at",
            kind="transfer__kind",
            by="transfer__by_id",
            kudos="transfer__kudos_id",
            redemption="transfer__redemption_id",
            account="account__kind",
        )
    )
    paged = page_of(rows, page, count, lambda row: (str(row["id"]),))
    receivers = await _only_receivers(
        [row["transfer_id"] for row in paged.items if _is_gift(row, AccountKind.ALLOWANCE)]
    )

    def view(row: dict[str, Any]) -> MoveView:
        person = receivers.get(row["transfer_id"])
        if _is_gift(row, AccountKind.EARNED):
            person = row["by"]
        return MoveView(
            id=row["id"],
            at=row["at"],
            kind=TransferKind(row["kind"]),
            amount=row["amount"],
            account=AccountKind(row["account"]),
            person_id=person,
            kudos_id=row["kudos"],
            redemption_id=row["redemption"],
        )

    return paged.map(view)


def _is_gift(row: dict[str, Any], account: AccountKind) -> bool:
    gift = row["kind"] in (TransferKind.GIFT, TransferKind.GIFT_RETURNED)
    return gift and row["account"] == account


async def _only_receivers(transfers: Sequence[UUID]) -> dict[UUID, UUID]:
    """Who received, for the gifts to one person. Others may have thousands, and are only counted."""
    if not transfers:
        return {}
    received = PointsEntry.filter(transfer_id__in=list(transfers), account__kind=AccountKind.EARNED)
    numbers: Any = (
        await received.annotate(people=Count("id"))
        .group_by("transfer_id")
        .values_list("transfer_id", "people")
    )
    to_one = [key for key, people in numbers if people == 1]
    rows: Any = await received.filter(transfer_id__in=to_one).values_list(
        "transfer_id", "account__person_id"
    )
    return dict(rows)


# ---- rewards -----------------------------------------------------------------------------------


async def rewards(actor: Actor, *, retired: bool = False) -> list[RewardView]:
    """What is offered, in HR's order; for HR, if asked, what is not offered any more after it."""
    found = Reward.filter(policy.readable_rewards(actor))
    if not (retired and policy.may_keep_rewards(actor)):
        found = found.filter(retired_at__isnull=True)
    rows = await found.order_by("position", "id")
    rows.sort(key=lambda row: row.retired_at is not None)
    return await _views_of_rewards(actor, rows)


async def rewards_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, RewardView]:
    """Rewards by id, those not offered any more too."""
    rows = await Reward.filter(policy.readable_rewards(actor), id__in=list(set(ids)))
    return {view.id: view for view in await _views_of_rewards(actor, rows)}


async def _views_of_rewards(actor: Actor, rows: Sequence[Reward]) -> list[RewardView]:
    if not rows:
        return []
    earned = await _earned(actor) if (await company_settings()).points_enabled else 0
    can_edit = policy.may_keep_rewards(actor)
    return [
        RewardView(
            id=row.id,
            name=row.name,
            description=row.description,
            cost=row.cost,
            stock=row.stock,
            picture_id=row.picture_id,
            picture_alt=row.picture_alt,
            position=row.position,
            retired=row.retired_at is not None,
            version=row.version,
            affordable=row.retired_at is None and row.stock != 0 and row.cost <= earned,
            can_edit=can_edit,
        )
        for row in rows
    ]


# ---- redemptions -------------------------------------------------------------------------------


async def redemptions_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, RedemptionView]:
    """Redemptions by id that the actor may read."""
    rows = await Redemption.filter(policy.readable_redemptions(actor), id__in=list(set(ids)))
    return {row.id: view_redemption(actor, row) for row in rows}


async def redemptions(actor: Actor, page: PageRequest) -> Page[RedemptionView]:
    """What the actor has redeemed, newest first."""
    own = Q(person_id=actor.person_id) & policy.readable_redemptions(actor)
    return await _redemptions(actor, page, own, newest_first=True)


async def redemption_queue(
    actor: Actor, page: PageRequest, *, waiting: bool
) -> Page[RedemptionView]:
    """For those who decide: what is to be decided or handed out, oldest first; or what is done.

    Empty for everybody else.
    """
    which = Q(state__in=OPEN_STATES) if waiting else ~Q(state__in=OPEN_STATES)
    which &= Q() if policy.may_decide(actor) else Q(id__in=[])
    return await _redemptions(actor, page, which, newest_first=not waiting)


async def _redemptions(
    actor: Actor, page: PageRequest, which: Q, *, newest_first: bool
) -> Page[RedemptionView]:
    found = Redemption.filter(which)
    count = found.count
    if page.after_id is not None:
        found = found.filter(**{"id__lt" if newest_first else "id__gt": page.after_id})
    rows = await found.order_by("-id" if newest_first else "id").limit(page.first + 1)
    paged = page_of(rows, page, count, lambda row: (str(row.id),))
    return paged.map(lambda row: view_redemption(actor, row))


def view_redemption(actor: Actor, row: Redemption) -> RedemptionView:
    """A redemption's row for somebody who may read it."""
    decides = policy.may_decide_redemption(actor, row)
    return RedemptionView(
        id=row.id,
        person_id=row.person_id,
        reward_id=row.reward_id,
        reward_name=row.reward_name,
        cost=row.cost,
        state=row.state,
        note=row.note,
        reason=row.reason,
        created_at=row.created_at,
        decided_by_id=row.decided_by_id,
        decided_at=row.decided_at,
        fulfilled_at=row.fulfilled_at,
        version=row.version,
        can_cancel=policy.may_cancel_redemption(actor, row),
        can_decide=decides and row.state is RedemptionState.REQUESTED,
        can_fulfil=decides and row.state is RedemptionState.APPROVED,
    )


# ---- rules -------------------------------------------------------------------------------------


async def allowance_rules(actor: Actor) -> list[AllowanceRuleView]:
    """The rules in their order; empty for all but HR."""
    if not policy.may_keep_rules(actor):
        return []
    rows = await AllowanceRule.all().order_by("position", "id")
    people = await people_by_rule([conditions(row) for row in rows])
    return [
        AllowanceRuleView(
            id=row.id,
            department_id=row.department_id,
            location=row.location,
            title=row.title,
            managers_only=row.managers_only,
            points=row.points,
            people=people[place],
        )
        for place, row in enumerate(rows)
    ]
