"""What HR does with the catalogue of rewards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tortoise.expressions import F

from erm.audit import commands as audit
from erm.audit.rules import Action
from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.ids import new_id
from erm.core.text import clean_line, clean_text
from erm.files.commands import claim_picture, delete_files
from erm.recognition.points import policy
from erm.recognition.points.errors import (
    CostOutOfRange,
    RewardNotFound,
    RewardsAreHrs,
    RewardsIncomplete,
    RewardStale,
    StockOutOfRange,
    TooManyRewards,
)
from erm.recognition.points.models import Reward
from erm.recognition.points.queries import rewards, rewards_by_ids
from erm.recognition.points.rules import (
    REWARD_ALT_MAXIMUM,
    REWARD_COST_MAXIMUM,
    REWARD_DESCRIPTION_MAXIMUM,
    REWARD_NAME_MAXIMUM,
    REWARD_PICTURE_SIDE,
    REWARD_STOCK_MAXIMUM,
    REWARDS_MAXIMUM,
)
from erm.recognition.points.views import RewardView


@dataclass(frozen=True, slots=True)
class RewardDraft:
    """A reward as HR wrote it. ``stock`` None: as many as are wanted.

    ``picture_id``: a file that HR has uploaded, instead of the picture that it had; ``keep_picture``
    False and no file takes that away.
    """

    name: str
    cost: int
    description: str = ""
    stock: int | None = None
    picture_id: UUID | None = None
    keep_picture: bool = True
    picture_alt: str = ""


async def save_reward(
    actor: Actor, draft: RewardDraft, *, reward_id: UUID | None = None, version: int | None = None
) -> RewardView:
    """Offer a reward, or change one. What was redeemed keeps the name and the cost of its day.

    Whenever one is taken the version counts on, so that an old number never replaces the stock. Raises
    ``RewardsAreHrs``, ``RewardNotFound``, ``STALE_VERSION``, ``TooManyRewards``, ``CostOutOfRange``,
    ``StockOutOfRange``, and what ``claim_picture`` raises and the refusals of texts.
    """
    before = None if reward_id is None else await _readable(actor, reward_id)
    if not policy.may_keep_rewards(actor):
        raise RewardsAreHrs
    values = _clean(draft)
    if before is None:
        reward_id = new_id()
        in_use = await Reward.filter(retired_at__isnull=True).order_by("-position")
        if len(in_use) >= REWARDS_MAXIMUM:
            raise TooManyRewards(maximum=REWARDS_MAXIMUM)
        position = in_use[0].position + 1 if in_use else 0
        _ = await Reward.create(id=reward_id, position=position, created_at=now(), **values)
    else:
        reward_id = before.id
        if not await Reward.filter(id=reward_id, version=version).update(
            **values, version=F("version") + 1
        ):
            raise RewardStale
    await _set_picture(actor, reward_id, before, draft)
    return await _noted(actor, reward_id)


async def retire_reward(actor: Actor, *, reward_id: UUID, retired: bool) -> RewardView:
    """Offer a reward no more, or again. What was redeemed stays. Raises ``RewardsAreHrs``."""
    _ = await _readable(actor, reward_id)
    if not policy.may_keep_rewards(actor):
        raise RewardsAreHrs
    await Reward.filter(id=reward_id, retired_at__isnull=retired).update(
        retired_at=now() if retired else None, version=F("version") + 1
    )
    return await _noted(actor, reward_id)


async def order_rewards(actor: Actor, *, reward_ids: Sequence[UUID]) -> list[RewardView]:
    """Put the rewards in use into an order. Raises ``RewardsAreHrs``, ``RewardsIncomplete``."""
    if not policy.may_keep_rewards(actor):
        raise RewardsAreHrs
    rows = (
        await Reward.filter(retired_at__isnull=True).order_by("id").select_for_update(no_key=True)
    )
    if sorted(reward_ids) != [row.id for row in rows]:
        raise RewardsIncomplete(field="reward_ids")
    for position, reward_id in enumerate(reward_ids):
        await Reward.filter(id=reward_id).update(position=position)
    return await rewards(actor)


async def _noted(actor: Actor, reward_id: UUID) -> RewardView:
    view = (await rewards_by_ids(actor, [reward_id]))[reward_id]
    audit.append(
        Action.REWARD_SAVED,
        actor_id=actor.person_id,
        subject_kind="Reward",
        subject_id=reward_id,
        details={"cost": view.cost, "stock": view.stock, "offered": int(not view.retired)},
    )
    return view


async def _readable(actor: Actor, reward_id: UUID) -> Reward:
    row = await Reward.get_or_none(policy.readable_rewards(actor), id=reward_id)
    if row is None:
        raise RewardNotFound
    return row


def _clean(draft: RewardDraft) -> dict[str, Any]:
    if not 1 <= draft.cost <= REWARD_COST_MAXIMUM:
        raise CostOutOfRange(field="cost", maximum=REWARD_COST_MAXIMUM)
    if draft.stock is not None and not 0 <= draft.stock <= REWARD_STOCK_MAXIMUM:
        raise StockOutOfRange(field="stock", maximum=REWARD_STOCK_MAXIMUM)
    return {
        "name": clean_line(draft.name, field="name", maximum=REWARD_NAME_MAXIMUM),
        "description": clean_text(
            draft.description,
            field="description",
            maximum=REWARD_DESCRIPTION_MAXIMUM,
            required=False,
        ),
        "cost": draft.cost,
        "stock": draft.stock,
        "picture_alt": clean_line(
            draft.picture_alt, field="picture_alt", maximum=REWARD_ALT_MAXIMUM, required=False
        ),
    }


async def _set_picture(
    actor: Actor, reward_id: UUID, before: Reward | None, draft: RewardDraft
) -> None:
    had = None if before is None else before.picture_id
    if draft.picture_id is None and (had is None or draft.keep_picture):
        return
    if draft.picture_id is not None:
        _ = await claim_picture(
            actor, draft.picture_id, longest=REWARD_PICTURE_SIDE, field="picture_id"
        )
    await Reward.filter(id=reward_id).update(picture_id=draft.picture_id)
    if had is not None:
        await delete_files([had])
