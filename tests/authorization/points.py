"""Purses, rewards, redemptions and rules of points, and what can be done with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from erm.core.actor import Role
from erm.core.clock import now
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.work import unit_of_work
from erm.people.models import Person
from erm.recognition.choices.models import RecognitionSettings
from erm.recognition.choices.rules import SETTINGS_ID
from erm.recognition.points import ledger
from erm.recognition.points.models import (
    AllowanceRule,
    PointsAccount,
    PointsEntry,
    Redemption,
    Reward,
)
from erm.recognition.points.rules import OPEN_STATES, AccountKind, RedemptionState, TransferKind
from tests.authorization.relations import Relation
from tests.authorization.world import Row, Viewer, World, ids

KEY = new_id()
NEVER_ONES_OWN = {"never": frozenset({Relation.SELF})}


async def fill(world: World) -> None:
    c = world.cast
    settings = {"points_enabled": True, "updated_at": now()}
    if not await RecognitionSettings.filter(id=SETTINGS_ID).update(**settings):
        await RecognitionSettings.create(id=SETTINGS_ID, **settings)
    for person in (c.ann, c.mo, c.cy, c.hana):
        await _move(world, TransferKind.GRANT, {person: 50})
    public, withdrawn = (
        next(row for row in world.of("Kudos") if row.variant == variant)
        for variant in ("public", "withdrawn")
    )
    await _move(world, TransferKind.GIFT, {c.ann: -4, c.bo: 4}, kudos=public)
    await _move(world, TransferKind.GIFT, {c.bo: -1, c.ann: 1}, kudos=withdrawn)
    offered = await _reward(world, "offered reward", stock=5)
    retired = await _reward(world, "retired reward", position=1, retired_at=now())
    for person, reward, state in (
        (c.ann, offered, RedemptionState.REQUESTED),
        (c.ann, retired, RedemptionState.FULFILLED),
        (c.mo, offered, RedemptionState.APPROVED),
        (c.cy, offered, RedemptionState.REJECTED),
        (c.hana, offered, RedemptionState.REQUESTED),
        (c.hana, retired, RedemptionState.CANCELLED),
    ):
        await _redemption(world, person, reward, state)
    await world.put(
        "AllowanceRule",
        AllowanceRule,
        "rule of sales",
        texts=["location", "title"],
        links={"department": world.by_key["Department", c.sales.id]},
        position=0,
        department_id=c.sales.id,
        points=70,
        created_at=now(),
    )


async def _move(
    world: World,
    kind: TransferKind,
    amounts: dict[Person, int],
    *,
    kudos: Row | None = None,
    redemption: Row | None = None,
) -> None:
    """A transfer, of which everybody sees their own entry. Whoever gives was granted it before."""
    holders, company = {}, None
    async with unit_of_work(Bus()):
        for person, amount in amounts.items():
            holder = ledger.earned(person.id)
            if kind is TransferKind.GIFT and amount < 0:
                holder = ledger.allowance(person.id, "2026-01")
                granted = await ledger.transfer(
                    TransferKind.GRANT, {holder: -amount}, AccountKind.ISSUED
                )
                await _entries(world, granted, {"person": None, "kudos": None, "redemption": None})
            holders[holder] = amount
        if kind is TransferKind.GRANT:
            company = AccountKind.ISSUED
        elif kind is TransferKind.REDEMPTION:
            company = AccountKind.REDEEMED
        moved = await ledger.transfer(
            kind,
            holders,
            company,
            by_id=next(iter(amounts)).id,
            kudos_id=None if kudos is None else kudos.key,
            redemption_id=None if redemption is None else redemption.key,
        )
        await _entries(
            world,
            moved,
            {"person": None, "kudos": kudos, "redemption": redemption},
            [world.person(person) for person in amounts],
        )


async def _entries(
    world: World, transfer: UUID, links: dict[str, Any], people: Sequence[Row] = ()
) -> None:
    """What a transfer put into accounts of people. Each of two sees the other one."""
    for entry in await PointsEntry.filter(transfer_id=transfer).order_by("id"):
        account = await PointsAccount.get(id=entry.account_id)
        others = [person for person in people if person.key != account.person_id]
        owner = frozenset({account.person_id})
        row = Row(
            "PointsMove",
            f"{entry.amount} points, move {len(world.of('PointsMove'))}",
            entry.id,
            "",
            {Relation.SELF: owner},
            owner,
            values={"amount": entry.amount},
            links=links | {"person": others[0] if others else None},
            model=entry,
        )
        row.extra["account"] = account.kind
        world.add(row)


async def _reward(world: World, name: str, **columns: Any) -> Row:
    return await world.put(
        "Reward",
        Reward,
        name,
        texts=["name", "description"],
        variant="retired" if "retired_at" in columns else "offered",
        able="canEdit",
        cost=10,
        created_at=now(),
        **columns,
    )


async def _redemption(world: World, person: Person, reward: Row, state: RedemptionState) -> None:
    decided = state is not RedemptionState.REQUESTED
    row = await world.put(
        "Redemption",
        Redemption,
        f"{state} redemption of {person.given_name}",
        texts=["reward_name", "note", "reason"],
        variant=state.value,
        ties={Relation.SELF: ids(person)},
        about=ids(person),
        links={
            "person": world.person(person),
            "reward": reward,
            "decidedBy": world.person(world.cast.ada) if decided else None,
        },
        person_id=person.id,
        reward_id=reward.key,
        cost=10,
        state=state,
        request_key=new_id(),
        created_at=now(),
        decided_by_id=world.cast.ada.id if decided else None,
        decided_at=now() if decided else None,
    )
    await _move(world, TransferKind.REDEMPTION, {person: -10}, redemption=row)


# ---- what the table leaves to each -------------------------------------------------------------


def _decides(world: World, viewer: UUID, row: Row) -> bool:
    roles = world.cast.roles.get(viewer, set())
    return bool(roles & {Role.HR, Role.ADMINISTRATOR}) and viewer not in row.ties[Relation.SELF]


def can_cancel(world: World, viewer: Viewer, row: Row) -> bool:
    """One's own until it is decided; those who decide until it was handed out."""
    assert viewer.key is not None
    if viewer.key in row.ties[Relation.SELF]:
        return row.variant == "requested"
    return _decides(world, viewer.key, row) and row.variant in OPEN_STATES


def can_decide(world: World, viewer: Viewer, row: Row) -> bool:
    """Never one's own."""
    assert viewer.key is not None
    return row.variant == "requested" and _decides(world, viewer.key, row)


def can_fulfil(world: World, viewer: Viewer, row: Row) -> bool:
    """What was approved, never one's own."""
    assert viewer.key is not None
    return row.variant == "approved" and _decides(world, viewer.key, row)


def affordable(world: World, viewer: Viewer, row: Row) -> bool:
    """What the viewer has earned is the sum of their own entries."""
    earned = sum(
        move.values["amount"]
        for move in world.of("PointsMove")
        if viewer.key in move.ties[Relation.SELF] and move.extra["account"] is AccountKind.EARNED
    )
    return row.variant == "offered" and earned >= 10


def given(world: World) -> list[tuple[str, str, Row | None, dict[str, Any], dict[str, Any]]]:
    """Each mutation, the input that names its row, the row, the rest, and what is particular."""
    hr = {"relations": frozenset({Relation.HR})}
    offered, asked = world.named("offered reward"), world.named("requested redemption of Ann")
    approved = world.named("approved redemption of Mo")
    of_hr = world.named("requested redemption of Hana")
    words, seen = {"name": "new", "cost": 5}, {"version": 1}
    return [
        ("saveReward", "", None, words, {}),
        ("saveReward", "rewardId", offered, words | seen, hr),
        ("retireReward", "rewardId", offered, {"retired": True}, {}),
        ("orderRewards", "", None, {"rewardIds": [offered.id]}, {}),
        ("redeemReward", "rewardId", offered, {"cost": 10, "key": str(KEY)}, {}),
        ("cancelRedemption", "redemptionId", asked, seen, {}),
        ("cancelRedemption", "redemptionId", of_hr, seen, {}),
        (
            "cancelRedemption",
            "redemptionId",
            approved,
            seen,
            NEVER_ONES_OWN | {"otherwise": {Relation.SELF: "CONFLICT"}},
        ),
        ("decideRedemption", "redemptionId", asked, {"approve": True} | seen, NEVER_ONES_OWN),
        ("decideRedemption", "redemptionId", of_hr, {"approve": True} | seen, NEVER_ONES_OWN),
        ("fulfilRedemption", "redemptionId", approved, seen, NEVER_ONES_OWN),
        ("setAllowanceRules", "", None, {"rules": [{"points": 5}]}, {}),
    ]
