"""The catalogue of rewards."""

from __future__ import annotations

from typing import Any

import pytest

from erm.core.clock import now
from erm.core.errors import DomainError
from erm.core.ids import new_id
from erm.files.models import StoredFile
from erm.recognition.points.commands.redemptions import redeem_reward
from erm.recognition.points.commands.rewards import (
    RewardDraft,
    order_rewards,
    retire_reward,
    save_reward,
)
from erm.recognition.points.models import Reward
from erm.recognition.points.queries import rewards, rewards_by_ids
from tests.cast import Cast
from tests.files.making import PDF, picture, stored
from tests.recognition.points.building import done, earn, reward, switch_on


async def test_nobody_but_hr_keeps_the_rewards_and_nothing_changes(cast: Cast) -> None:
    mug = await reward()
    for person in (cast.ann, cast.mo, cast.zed, cast.ada):
        actor = cast.actor(person)
        for work in (
            save_reward(actor, RewardDraft("Cap", 5)),
            save_reward(actor, RewardDraft("Cap", 5), reward_id=mug.id, version=1),
            retire_reward(actor, reward_id=mug.id, retired=True),
            order_rewards(actor, reward_ids=[mug.id]),
        ):
            with pytest.raises(DomainError) as refused:
                await done(work)
            assert refused.value.code == "REWARDS_ARE_HRS"
    (row,) = await Reward.all()
    assert (row.name, row.version, row.retired_at) == ("Mug", 1, None)


async def test_hr_offers_changes_orders_and_retires(cast: Cast) -> None:
    hana = cast.actor(cast.hana)
    mug = await done(save_reward(hana, RewardDraft("  Mug ", 10, "Blue", stock=3)))
    cap = await done(save_reward(hana, RewardDraft("Cap", 5)))
    assert (mug.name, mug.cost, mug.stock, mug.version, mug.can_edit) == ("Mug", 10, 3, 1, True)
    assert [view.id for view in await rewards(hana)] == [mug.id, cap.id]
    views = await done(order_rewards(hana, reward_ids=[cap.id, mug.id]))
    assert [view.id for view in views] == [cap.id, mug.id]
    changed = await done(
        save_reward(hana, RewardDraft("Mug", 12), reward_id=mug.id, version=mug.version)
    )
    assert (changed.cost, changed.stock, changed.version) == (12, None, 2)
    for _ in range(2):
        retired = await done(retire_reward(hana, reward_id=mug.id, retired=True))
        assert (retired.retired, retired.version) == (True, 3)
    ann = cast.actor(cast.ann)
    assert [view.id for view in await rewards(ann, retired=True)] == [cap.id]
    assert [view.id for view in await rewards(hana, retired=True)] == [cap.id, mug.id]
    assert list(await rewards_by_ids(ann, [mug.id])) == [mug.id]
    for order in ([cap.id, mug.id], [], [cap.id, cap.id]):
        with pytest.raises(DomainError) as refused:
            await done(order_rewards(hana, reward_ids=order))
        assert refused.value.code == "REWARD_ORDER_INCOMPLETE"


@pytest.mark.parametrize(
    ("draft", "code", "field"),
    [
        ({"name": " "}, "TEXT_REQUIRED", "name"),
        ({"name": "x" * 121}, "TEXT_TOO_LONG", "name"),
        ({"description": "x" * 2_001}, "TEXT_TOO_LONG", "description"),
        ({"cost": 0}, "REWARD_COST_OUT_OF_RANGE", "cost"),
        ({"cost": 1_000_001}, "REWARD_COST_OUT_OF_RANGE", "cost"),
        ({"stock": -1}, "REWARD_STOCK_OUT_OF_RANGE", "stock"),
        ({"picture_alt": "x" * 301}, "TEXT_TOO_LONG", "picture_alt"),
        ({"picture_id": new_id()}, "FILE_NOT_FOUND", "picture_id"),
    ],
)
async def test_a_reward_that_cannot_be_is_not_kept(
    cast: Cast, draft: dict[str, Any], code: str, field: str
) -> None:
    values = {"name": "Mug", "cost": 10} | draft
    with pytest.raises(DomainError) as refused:
        await done(save_reward(cast.actor(cast.hana), RewardDraft(**values)))
    assert (refused.value.code, refused.value.field) == (code, field)
    assert not await Reward.exists()


async def test_an_old_number_never_replaces_the_stock(cast: Cast) -> None:
    """HR read "3 left"; somebody took one; saving the three again is refused."""
    await switch_on()
    hana = cast.actor(cast.hana)
    mug = await done(save_reward(hana, RewardDraft("Mug", 10, stock=3)))
    await earn(cast.ann, 10)
    await done(redeem_reward(cast.actor(cast.ann), reward_id=mug.id, cost=10, key=new_id()))
    with pytest.raises(DomainError) as refused:
        await done(
            save_reward(
                hana, RewardDraft("Mug", 10, stock=3), reward_id=mug.id, version=mug.version
            )
        )
    assert refused.value.code == "STALE_VERSION"
    assert (await Reward.get(id=mug.id)).stock == 2


async def test_a_picture_is_a_picture_and_is_replaced_and_taken_away(cast: Cast) -> None:
    hana = cast.actor(cast.hana)
    words = await stored(cast.hana, name="words.pdf", content=PDF)
    with pytest.raises(DomainError) as refused:
        await done(save_reward(hana, RewardDraft("Mug", 10, picture_id=words.id)))
    assert refused.value.field == "picture_id"
    assert not await Reward.exists()
    first, second = [
        await stored(cast.hana, name=f"{number}.png", content=picture()) for number in range(2)
    ]
    mug = await done(save_reward(hana, RewardDraft("Mug", 10, picture_id=first.id)))
    assert mug.picture_id == first.id
    mug = await done(
        save_reward(hana, RewardDraft("Cup", 10), reward_id=mug.id, version=mug.version)
    )
    assert mug.picture_id == first.id
    mug = await done(
        save_reward(
            hana,
            RewardDraft("Cup", 10, picture_id=second.id, keep_picture=False),
            reward_id=mug.id,
            version=mug.version,
        )
    )
    assert mug.picture_id == second.id
    assert not await StoredFile.exists(id=first.id)
    mug = await done(
        save_reward(
            hana, RewardDraft("Cup", 10, keep_picture=False), reward_id=mug.id, version=mug.version
        )
    )
    assert mug.picture_id is None
    assert not await StoredFile.exists(id=second.id)


async def test_affordable_is_what_one_could_redeem_now(cast: Cast) -> None:
    await earn(cast.ann, 10)
    await reward(name="Mug", cost=10, position=0)
    await reward(name="Cap", cost=11, position=1)
    await reward(name="Pen", cost=1, stock=0, position=2)
    ann = cast.actor(cast.ann)
    assert [view.affordable for view in await rewards(ann)] == [False, False, False]
    await switch_on()
    assert [view.affordable for view in await rewards(ann)] == [True, False, False]
    await Reward.filter(retired_at__isnull=True).update(retired_at=now())
    found = await rewards_by_ids(ann, [row.id for row in await Reward.all()])
    assert not any(view.affordable for view in found.values())
