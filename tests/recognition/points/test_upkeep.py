"""What happens to points by itself: months end, people leave."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from erm.core import clock
from erm.core.events import Bus
from erm.people.models import Person
from erm.recognition.points.commands import gift
from erm.recognition.points.commands.upkeep import expire_allowances, settle_leavers
from erm.recognition.points.models import PointsAccount, PointsTransfer, Redemption, Reward
from erm.recognition.points.rules import AccountKind, RedemptionState, TransferKind
from tests.cast import Cast
from tests.recognition.points.building import (
    company,
    done,
    earn,
    earned,
    kudos_of,
    left,
    problems,
    redemption,
    reward,
    switch_on,
)


async def give(cast: Cast, giver: Person, receiver: Person, points: int) -> None:
    await done(
        gift(
            cast.actor(giver),
            kudos_id=await kudos_of(giver),
            receiver_ids=[receiver.id],
            points=points,
        )
    )


async def test_the_rest_of_a_month_expires_when_it_is_over_where_the_giver_lives(
    cast: Cast,
) -> None:
    """The last month on earth to end is that of UTC-12; earned points expire nowhere."""
    east = await cast.person("East", time_zone="Pacific/Kiritimati")
    west = await cast.person("West", time_zone="Etc/GMT+12")
    people = (east, cast.ann, west)
    await switch_on()
    with clock.at(datetime(2026, 11, 15, tzinfo=UTC)):
        for person in people:
            await give(cast, person, cast.bo, 30)
    for hour, minute, day, remaining in (
        (9, 59, 30, [70, 70, 70]),
        (10, 0, 30, [0, 70, 70]),
        (23, 0, 30, [0, 0, 70]),
        (11, 59, 31, [0, 0, 70]),
        (12, 0, 31, [0, 0, 0]),
    ):
        at = datetime(2026, 12, 1, hour, minute, tzinfo=UTC) if day == 31 else None
        with clock.at(at or datetime(2026, 11, day, hour, minute, tzinfo=UTC)):
            await expire_allowances(Bus())
            assert [await left(person, "2026-11") for person in people] == remaining
    assert await company(AccountKind.EXPIRED) == 210
    assert await earned(cast.bo) == 90
    assert await problems() == []


async def test_nothing_expires_twice_when_several_workers_look_at_once(cast: Cast) -> None:
    await switch_on()
    with clock.at(datetime(2026, 11, 15, tzinfo=UTC)):
        for person in (cast.ann, cast.bo, cast.mo):
            await give(cast, person, cast.cy, 30)
    with clock.at(datetime(2026, 12, 15, tzinfo=UTC)):
        await asyncio.gather(*(expire_allowances(Bus()) for _ in range(4)))
    assert await PointsTransfer.filter(kind=TransferKind.EXPIRY).count() == 3
    assert await company(AccountKind.EXPIRED) == 210
    assert await problems() == []


async def test_who_moves_back_into_an_expired_month_gets_it_no_second_time(cast: Cast) -> None:
    await switch_on()
    mover = await cast.person("Mover", time_zone="Pacific/Kiritimati")
    with clock.at(datetime(2026, 11, 15, tzinfo=UTC)):
        await give(cast, mover, cast.bo, 30)
    with clock.at(datetime(2026, 11, 30, 11, tzinfo=UTC)):
        await expire_allowances(Bus())
        mover.time_zone = "Pacific/Pago_Pago"
        await mover.save(update_fields=["time_zone"])
        with pytest.raises(Exception, match="POINTS_NOT_ENOUGH"):
            await give(cast, mover, cast.bo, 1)
    assert await company(AccountKind.ISSUED) == -100


async def test_a_leavers_points_are_settled_and_nothing_of_the_others(cast: Cast) -> None:
    """What waits is cancelled and goes back to the stock; what was approved stays with HR."""
    await switch_on()
    mug = await reward(stock=2)
    for person in (cast.ann, cast.bo):
        await give(cast, person, cast.cy, 30)
        await earn(person, 25)
    waiting = await redemption(cast.ann, mug, took_stock=True)
    approved = await redemption(cast.ann, mug, state=RedemptionState.APPROVED)
    of_bo = await redemption(cast.bo, mug)
    await cast.leave(cast.ann)
    for _ in range(2):
        await settle_leavers(Bus())
        await expire_allowances(Bus())
    assert (await earned(cast.ann), await left(cast.ann)) == (0, 0)
    assert (await earned(cast.bo), await left(cast.bo), await earned(cast.cy)) == (25, 70, 60)
    states = {row.id: row for row in await Redemption.all()}
    assert states[waiting.id].state is RedemptionState.CANCELLED
    assert states[waiting.id].decided_by_id is None
    assert states[approved.id].state is RedemptionState.APPROVED
    assert states[of_bo.id].state is RedemptionState.REQUESTED
    assert (await Reward.get(id=mug.id)).stock == 3
    assert await company(AccountKind.EXPIRED) == 70 + 25 + 10
    assert await problems() == []


async def test_who_has_announced_to_leave_keeps_their_points_until_then(cast: Cast) -> None:
    await switch_on()
    await earn(cast.ann, 25)
    with clock.at(datetime(2026, 11, 15, tzinfo=UTC)):
        await cast.leave(cast.ann, on=datetime(2026, 11, 16, tzinfo=UTC).date())
        assert await settle_leavers(Bus()) == 0
    assert await earned(cast.ann) == 25
    with clock.at(datetime(2026, 11, 16, tzinfo=UTC)):
        assert await settle_leavers(Bus()) == 1
        assert await settle_leavers(Bus()) == 0
    assert await earned(cast.ann) == 0


async def test_what_is_cancelled_after_a_leaver_goes_with_the_next_run(cast: Cast) -> None:
    from erm.recognition.points.commands.redemptions import cancel_redemption

    row = await redemption(cast.ann, await reward(), state=RedemptionState.APPROVED)
    await cast.leave(cast.ann)
    await settle_leavers(Bus())
    await done(cancel_redemption(cast.actor(cast.hana), redemption_id=row.id, version=1))
    assert await earned(cast.ann) == 10
    await settle_leavers(Bus())
    assert await earned(cast.ann) == 0
    assert await company(AccountKind.EXPIRED) == 10


async def test_the_job_is_in_the_workers_table() -> None:
    from erm.jobs.table import JOBS

    assert "settle_points" in {job.name for job in JOBS}


async def test_jobs_touch_nothing_of_a_month_that_goes_on(cast: Cast) -> None:
    await switch_on()
    await give(cast, cast.ann, cast.bo, 30)
    before: Any = await PointsAccount.all().order_by("key").values("key", "balance")
    assert await expire_allowances(Bus()) == 0
    assert await settle_leavers(Bus()) == 0
    assert await PointsAccount.all().order_by("key").values("key", "balance") == before
