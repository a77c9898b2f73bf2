"""Redeeming earned points, and what becomes of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from erm.core.actor import SYSTEM, Actor
from erm.core.errors import DomainError
from erm.core.ids import new_id
from erm.core.paging import PageRequest
from erm.people.models import Person
from erm.recognition.points.commands.redemptions import (
    cancel_redemption,
    decide_redemption,
    fulfil_redemption,
    redeem_reward,
)
from erm.recognition.points.models import Redemption, Reward
from erm.recognition.points.queries import redemption_queue, redemptions, redemptions_by_ids
from erm.recognition.points.rules import AccountKind, RedemptionState
from erm.recognition.points.views import RedemptionView
from tests.cast import Cast
from tests.recognition.points.building import (
    company,
    done,
    earn,
    earned,
    problems,
    redemption,
    reward,
    switch_on,
)

FIRST = PageRequest()
Act = Callable[[Actor, Redemption], Awaitable[RedemptionView]]


async def redeem(actor: Actor, of: Reward, **given: Any) -> RedemptionView:
    values = {"reward_id": of.id, "cost": of.cost, "key": new_id()}
    return await done(redeem_reward(actor, **(values | given)))


async def stock(of: Reward) -> int | None:
    return (await Reward.get(id=of.id)).stock


async def test_redeeming_takes_the_points_and_one_of_the_stock_at_once(cast: Cast) -> None:
    await switch_on()
    await earn(cast.ann, 25)
    mug = await reward(stock=3)
    view = await redeem(cast.actor(cast.ann), mug, note="  Blue\nplease ")
    assert (view.state, view.cost, view.reward_name) == (RedemptionState.REQUESTED, 10, "Mug")
    assert view.note == "Blue\nplease"
    assert (view.can_cancel, view.can_decide, view.can_fulfil) == (True, False, False)
    assert (await earned(cast.ann), await stock(mug)) == (15, 2)
    assert await company(AccountKind.REDEEMED) == 10
    assert await problems() == []


async def test_the_same_key_redeems_once_and_is_answered_again(cast: Cast) -> None:
    await switch_on()
    await earn(cast.ann, 25)
    mug, key = await reward(stock=3), new_id()
    first = await redeem(cast.actor(cast.ann), mug, key=key)
    await Reward.filter(id=mug.id).update(cost=20)
    assert await redeem(cast.actor(cast.ann), mug, key=key) == first
    with pytest.raises(DomainError) as refused:
        await redeem(cast.actor(cast.bo), mug, key=key)
    assert (refused.value.code, refused.value.field) == ("ID_INVALID", "key")
    assert (await earned(cast.ann), await stock(mug)) == (15, 2)
    assert await Redemption.all().count() == 1


@pytest.mark.parametrize(
    ("points", "columns", "given", "code"),
    [
        (9, {}, {}, "POINTS_NOT_ENOUGH"),
        (0, {}, {}, "POINTS_NOT_ENOUGH"),
        (50, {"stock": 0}, {}, "REWARD_OUT_OF_STOCK"),
        (50, {}, {"cost": 9}, "COST_CHANGED"),
        (50, {"retired": True}, {}, "REWARD_RETIRED"),
        (50, {}, {"note": "x" * 501}, "TEXT_TOO_LONG"),
        (50, {}, {"reward_id": new_id()}, "REWARD_NOT_FOUND"),
    ],
)
async def test_what_cannot_be_redeemed_changes_nothing(
    cast: Cast, points: int, columns: dict[str, Any], given: dict[str, Any], code: str
) -> None:
    await switch_on()
    if points:
        await earn(cast.ann, points)
    values = {"stock": 3} | columns
    retired = values.pop("retired", False)
    mug = await reward(**values)
    if retired:
        await Reward.filter(id=mug.id).update(retired_at=mug.created_at)
    with pytest.raises(DomainError) as refused:
        await redeem(cast.actor(cast.ann), mug, **given)
    assert refused.value.code == code
    assert (await earned(cast.ann), await stock(mug)) == (points, values["stock"])
    assert not await Redemption.exists()
    assert await problems() == []


async def test_nothing_is_redeemed_while_points_are_off_nor_by_a_job(cast: Cast) -> None:
    await earn(cast.ann, 50)
    mug = await reward()
    for actor, code in ((cast.actor(cast.ann), "POINTS_OFF"), (SYSTEM, "NOT_ALLOWED")):
        with pytest.raises(DomainError) as refused:
            await redeem(actor, mug)
        assert refused.value.code == code
    assert await earned(cast.ann) == 50


async def approve(actor: Actor, row: Redemption) -> RedemptionView:
    return await decide_redemption(actor, redemption_id=row.id, approve=True, version=row.version)


async def reject(actor: Actor, row: Redemption) -> RedemptionView:
    return await decide_redemption(
        actor, redemption_id=row.id, approve=False, reason="None here", version=row.version
    )


async def fulfil(actor: Actor, row: Redemption) -> RedemptionView:
    return await fulfil_redemption(actor, redemption_id=row.id, version=row.version)


async def cancel(actor: Actor, row: Redemption) -> RedemptionView:
    return await cancel_redemption(actor, redemption_id=row.id, version=row.version)


@pytest.mark.parametrize("act", [approve, reject, fulfil, cancel])
async def test_others_do_not_find_it_and_the_person_does_not_decide(cast: Cast, act: Act) -> None:
    """Not the manager either; and HR is one of the others' HR, never one's own."""
    mug = await reward()
    row = await redemption(cast.ann, mug)
    for person in (cast.bo, cast.mo, cast.zed):
        with pytest.raises(DomainError) as refused:
            await done(act(cast.actor(person), row))
        assert refused.value.code == "REDEMPTION_NOT_FOUND"
        assert await redemptions_by_ids(cast.actor(person), [row.id]) == {}
        assert (await redemption_queue(cast.actor(person), FIRST, waiting=True)).items == []
    if act is not cancel:
        with pytest.raises(DomainError) as refused:
            await done(act(cast.actor(cast.ann), row))
        assert refused.value.code == "REDEMPTION_IS_HRS"
    for person in (cast.hana, cast.ada):
        own = await redemption(person, mug, state=RedemptionState.APPROVED)
        with pytest.raises(DomainError) as refused:
            await done(act(cast.actor(person), own))
        assert refused.value.code == "REDEMPTION_IS_ONES_OWN"
    assert await Redemption.filter(version__gt=1).count() == 0
    assert await earned(cast.ann) == 0


async def test_hr_and_administrators_decide_about_others_and_about_each_other(cast: Cast) -> None:
    mug = await reward()
    for decides, about in ((cast.hana, cast.ann), (cast.ada, cast.hana), (cast.hana, cast.ada)):
        row = await redemption(about, mug)
        view = await done(approve(cast.actor(decides), row))
        assert (view.state, view.decided_by_id) == (RedemptionState.APPROVED, decides.id)
        assert (view.can_decide, view.can_fulfil, view.can_cancel) == (False, True, True)
        await row.refresh_from_db()
        view = await done(fulfil(cast.actor(decides), row))
        assert view.state is RedemptionState.FULFILLED
        assert view.fulfilled_at is not None
        assert not view.can_cancel
    assert await problems() == []


async def test_rejecting_needs_a_reason_and_gives_points_and_stock_back(cast: Cast) -> None:
    mug = await reward(stock=4)
    row = await redemption(cast.ann, mug, took_stock=True)
    with pytest.raises(DomainError) as refused:
        await done(
            decide_redemption(
                cast.actor(cast.hana), redemption_id=row.id, approve=False, reason=" ", version=1
            )
        )
    assert (refused.value.code, refused.value.field) == ("TEXT_REQUIRED", "reason")
    view = await done(reject(cast.actor(cast.hana), row))
    assert (view.state, view.reason) == (RedemptionState.REJECTED, "None here")
    assert (await earned(cast.ann), await stock(mug)) == (10, 5)
    assert await company(AccountKind.REDEEMED) == 0
    assert await problems() == []


async def test_what_took_nothing_from_the_stock_brings_nothing_back(cast: Cast) -> None:
    """It was redeemed when there were as many as wanted; HR has counted since."""
    mug = await reward()
    row = await redemption(cast.ann, mug)
    await Reward.filter(id=mug.id).update(stock=4)
    await done(reject(cast.actor(cast.hana), row))
    assert (await earned(cast.ann), await stock(mug)) == (10, 4)


async def test_the_person_cancels_until_somebody_decides_and_hr_until_it_is_handed_out(
    cast: Cast,
) -> None:
    mug = await reward()
    asked = await redemption(cast.ann, mug)
    approved = await redemption(cast.ann, mug, state=RedemptionState.APPROVED)
    handed_out = await redemption(cast.ann, mug, state=RedemptionState.FULFILLED)
    ann, hana = cast.actor(cast.ann), cast.actor(cast.hana)
    for actor, row in ((ann, approved), (ann, handed_out), (hana, handed_out)):
        with pytest.raises(DomainError) as refused:
            await done(cancel(actor, row))
        assert refused.value.code == "REDEMPTION_NOT_OPEN"
    assert await earned(cast.ann) == 0
    assert (await done(cancel(ann, asked))).state is RedemptionState.CANCELLED
    assert await earned(cast.ann) == 10
    assert (await done(cancel(hana, approved))).state is RedemptionState.CANCELLED
    assert await earned(cast.ann) == 20
    assert await problems() == []


@pytest.mark.parametrize("second", [approve, reject, cancel])
@pytest.mark.parametrize("first", [reject, cancel])
async def test_who_comes_second_is_told_and_refunds_nothing_more(
    cast: Cast, first: Act, second: Act
) -> None:
    row = await redemption(cast.ann, await reward(stock=1), took_stock=True)
    await done(first(cast.actor(cast.hana), row))
    with pytest.raises(DomainError) as refused:
        await done(second(cast.actor(cast.ada), row))
    assert refused.value.code == "REDEMPTION_NOT_OPEN"
    assert await earned(cast.ann) == 10
    assert (await Reward.get(id=row.reward_id)).stock == 2


async def test_an_old_version_decides_nothing(cast: Cast) -> None:
    row = await redemption(cast.ann, await reward(), version=3)
    for version in (2, 4):
        row.version = version
        with pytest.raises(DomainError) as refused:
            await done(approve(cast.actor(cast.hana), row))
        assert refused.value.code == "STALE_VERSION"
    assert (await Redemption.get(id=row.id)).state is RedemptionState.REQUESTED


async def test_lists_show_ones_own_and_the_queue_what_is_to_do(cast: Cast) -> None:
    mug = await reward()
    asked = await redemption(cast.ann, mug)
    over = await redemption(cast.ann, mug, state=RedemptionState.FULFILLED)
    other: Person = cast.hana
    of_hr = await redemption(other, mug)
    mine = await redemptions(cast.actor(cast.ann), FIRST)
    assert [view.id for view in mine.items] == [over.id, asked.id]
    queue = await redemption_queue(cast.actor(cast.hana), PageRequest(1), waiting=True)
    assert [view.id for view in queue.items] == [asked.id]
    assert queue.has_next
    queue = await redemption_queue(
        cast.actor(cast.hana), PageRequest(5, (str(asked.id),)), waiting=True
    )
    assert [(view.id, view.can_decide) for view in queue.items] == [(of_hr.id, False)]
    done_ones = await redemption_queue(cast.actor(cast.ada), FIRST, waiting=False)
    assert [view.id for view in done_ones.items] == [over.id]
    assert await done_ones.count() == 1
