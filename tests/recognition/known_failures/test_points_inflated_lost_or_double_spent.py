"""Elsewhere points could be made from nothing, got lost when they were split, or were spent twice by
two clicks at the same time; and a withdrawn thank-you left its points behind or gave them back twice.

Here every move is a transfer whose entries add up to zero, and whoever comes second finds nothing left.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from erm.core.ids import new_id
from erm.people.models import Person
from erm.recognition.models import Kudos, KudosReceiver
from erm.recognition.points.models import PointsTransfer, Redemption, Reward
from erm.recognition.points.rules import AccountKind, TransferKind
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.conftest import Api
from tests.recognition.points.building import (
    company,
    earn,
    earned,
    left,
    problems,
    reward,
    switch_on,
)
from tests.recognition.points.test_concurrency import GIVE, REDEEM, WITHDRAW, act, signed_in

Browsers = Callable[[Person], Api]


def ids(*people: Person) -> list[str]:
    return [to_global("Person", person.id) for person in people]


async def test_a_split_that_does_not_come_out_even_loses_nothing(cast: Cast, api: Browsers) -> None:
    await switch_on()
    receivers = (cast.bo, cast.cy, cast.mo, cast.max, cast.old, cast.zed, cast.hana)
    answer = await act(
        api(cast.ann), GIVE, message="All of you", receiverIds=ids(*receivers), points=100
    )
    assert answer["kudos"]["points"] == 100
    assert [await earned(person) for person in receivers] == [15, 15, 14, 14, 14, 14, 14]
    shares = await KudosReceiver.all().order_by("position").values_list("points", flat=True)
    assert list(shares) == [15, 15, 14, 14, 14, 14, 14]
    assert await left(cast.ann) == 0
    assert await problems() == []


async def test_a_thank_you_that_is_refused_moves_no_points_and_one_without_points_stands(
    cast: Cast, api: Browsers
) -> None:
    """Kudos and points stand or fall together."""
    await switch_on(allowance=10)
    ann = api(cast.ann)
    answer = await act(ann, GIVE, message="Much", receiverIds=ids(cast.bo), points=11)
    assert answer["code"] == "POINTS_NOT_ENOUGH"
    answer = await act(ann, GIVE, message="x" * 2_001, receiverIds=ids(cast.bo), points=10)
    assert answer["code"] == "TEXT_TOO_LONG"
    assert not await Kudos.exists()
    assert not await PointsTransfer.exists()


async def test_the_last_points_are_given_once_however_often_it_is_clicked(
    cast: Cast, api: Browsers
) -> None:
    await switch_on(allowance=10)
    ann = (await signed_in(api, [cast.ann]))[cast.ann.id]
    answers = await asyncio.gather(
        *(act(ann, GIVE, message="Thanks", receiverIds=ids(cast.bo), points=10) for _ in range(6))
    )
    assert sum("kudos" in answer for answer in answers) == 1
    assert await Kudos.all().count() == 1
    assert (await left(cast.ann), await earned(cast.bo)) == (0, 10)
    assert await company(AccountKind.ISSUED) == -10
    assert await problems() == []


async def test_the_last_mug_and_the_last_points_are_spent_once(cast: Cast, api: Browsers) -> None:
    await switch_on()
    mug = await reward(stock=1)
    await earn(cast.ann, 10)
    await earn(cast.bo, 10)
    browsers = await signed_in(api, [cast.ann, cast.bo])
    answers = await asyncio.gather(
        *(
            act(
                browsers[person.id],
                REDEEM,
                rewardId=to_global("Reward", mug.id),
                cost=10,
                key=str(new_id()),
            )
            for person in (cast.ann, cast.bo)
            for _ in range(3)
        )
    )
    assert sum("redemption" in answer for answer in answers) == 1
    assert await Redemption.all().count() == 1
    assert (await Reward.get(id=mug.id)).stock == 0
    assert await earned(cast.ann) + await earned(cast.bo) == 10
    assert await problems() == []


async def test_withdrawing_gives_back_once_all_or_nothing(cast: Cast, api: Browsers) -> None:
    """Of two receivers one has spent the points: the thank-you stays, and so do all of its points."""
    await switch_on()
    ann, bo = api(cast.ann), api(cast.bo)
    mug = await reward(cost=6)
    kudos = [
        (await act(ann, GIVE, message="Thanks", receiverIds=ids(cast.bo, cast.cy), points=points))[
            "kudos"
        ]["id"]
        for points in (12, 4)
    ]
    # Bo holds 6 and 2; what is left after the mug is enough for the second, not for the first.
    redeemed = await act(
        bo, REDEEM, rewardId=to_global("Reward", mug.id), cost=6, key=str(new_id())
    )
    assert "redemption" in redeemed
    assert (await act(ann, WITHDRAW, kudosId=kudos[0]))["code"] == "POINTS_SPENT"
    assert (await left(cast.ann), await earned(cast.bo), await earned(cast.cy)) == (84, 2, 8)
    assert await Kudos.filter(withdrawn_at__isnull=True).count() == 2
    assert "code" not in await act(ann, WITHDRAW, kudosId=kudos[1])
    assert (await act(ann, WITHDRAW, kudosId=kudos[1]))["code"] == "KUDOS_NOT_FOUND"
    assert (await left(cast.ann), await earned(cast.bo), await earned(cast.cy)) == (88, 0, 6)
    assert await PointsTransfer.filter(kind=TransferKind.GIFT_RETURNED).count() == 1
    assert await problems() == []


async def test_two_who_swap_their_points_for_ever_gain_none(cast: Cast, api: Browsers) -> None:
    """What is earned cannot be given on: only an allowance is given, and it ends with its month."""
    await switch_on(allowance=20)
    ann, bo = api(cast.ann), api(cast.bo)
    for _ in range(2):
        await act(ann, GIVE, message="Thanks", receiverIds=ids(cast.bo), points=10)
        await act(bo, GIVE, message="Thanks", receiverIds=ids(cast.ann), points=10)
    for browser, other in ((ann, cast.bo), (bo, cast.ann)):
        answer = await act(browser, GIVE, message="Thanks", receiverIds=ids(other), points=1)
        assert answer["code"] == "POINTS_NOT_ENOUGH"
    assert (await earned(cast.ann), await earned(cast.bo)) == (20, 20)
    assert await problems() == []
