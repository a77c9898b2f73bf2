"""Points that go with kudos, and come back with them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from erm.core import clock
from erm.core.actor import SYSTEM
from erm.core.clock import now
from erm.core.errors import DomainError
from erm.recognition.points.commands import gift, return_gift
from erm.recognition.points.models import PointsAccount, PointsTransfer
from erm.recognition.points.rules import AccountKind
from tests.cast import Cast
from tests.database import query_count
from tests.recognition.points.building import (
    company,
    done,
    earn,
    earned,
    kudos_of,
    left,
    problems,
    switch_on,
)


async def test_points_are_split_equally_and_none_is_lost(cast: Cast) -> None:
    await switch_on()
    kudos = await kudos_of(cast.ann)
    receivers = [cast.bo.id, cast.cy.id, cast.mo.id]
    shares = await done(
        gift(cast.actor(cast.ann), kudos_id=kudos, receiver_ids=receivers, points=11)
    )
    assert shares == {cast.bo.id: 4, cast.cy.id: 4, cast.mo.id: 3}
    assert [await earned(person) for person in (cast.bo, cast.cy, cast.mo)] == [4, 4, 3]
    assert await left(cast.ann) == 89
    assert await company(AccountKind.ISSUED) == -100
    assert await problems() == []


async def test_a_month_is_granted_once(cast: Cast) -> None:
    await switch_on()
    for _ in range(3):
        await done(
            gift(
                cast.actor(cast.ann),
                kudos_id=await kudos_of(cast.ann),
                receiver_ids=[cast.bo.id],
                points=30,
            )
        )
    assert await left(cast.ann) == 10
    assert await company(AccountKind.ISSUED) == -100
    assert await problems() == []


@pytest.mark.parametrize(
    ("choices", "points", "code"),
    [
        ({"points_enabled": False}, 5, "POINTS_OFF"),
        ({}, 1, "POINTS_TOO_FEW"),
        ({}, -5, "POINTS_TOO_FEW"),
        ({"gift_maximum": 9}, 10, "POINTS_TOO_MANY"),
        ({"allowance": 9}, 10, "POINTS_NOT_ENOUGH"),
        ({"allowance": 0}, 10, "POINTS_NOT_ENOUGH"),
    ],
)
async def test_what_may_not_be_given_changes_nothing(
    cast: Cast, choices: dict[str, object], points: int, code: str
) -> None:
    await switch_on(**choices)
    kudos = await kudos_of(cast.ann)
    with pytest.raises(DomainError) as refused:
        await done(
            gift(
                cast.actor(cast.ann),
                kudos_id=kudos,
                receiver_ids=[cast.bo.id, cast.cy.id],
                points=points,
            )
        )
    assert refused.value.code == code
    assert refused.value.field == "points"
    assert not await PointsAccount.exists()
    assert not await PointsTransfer.exists()


async def test_the_most_and_the_last_point_can_be_given(cast: Cast) -> None:
    await switch_on(allowance=20, gift_maximum=10)
    for remaining in (10, 0):
        await done(
            gift(
                cast.actor(cast.ann),
                kudos_id=await kudos_of(cast.ann),
                receiver_ids=[cast.bo.id],
                points=10,
            )
        )
        assert await left(cast.ann) == remaining


async def test_neither_oneself_nor_a_job_is_given_or_gives_points(cast: Cast) -> None:
    await switch_on()
    kudos = await kudos_of(cast.ann)
    for actor, receivers, code in (
        (cast.actor(cast.ann), [cast.bo.id, cast.ann.id], "KUDOS_TO_ONESELF"),
        (SYSTEM, [cast.bo.id], "NOT_ALLOWED"),
    ):
        with pytest.raises(DomainError) as refused:
            await done(gift(actor, kudos_id=kudos, receiver_ids=receivers, points=5))
        assert refused.value.code == code
    assert not await PointsTransfer.exists()


async def _given(cast: Cast, points: int = 7) -> object:
    kudos = await kudos_of(cast.ann)
    await done(
        gift(
            cast.actor(cast.ann),
            kudos_id=kudos,
            receiver_ids=[cast.bo.id, cast.cy.id],
            points=points,
        )
    )
    return kudos


async def test_within_a_day_points_go_back_to_where_they_came_from_and_once(cast: Cast) -> None:
    await switch_on()
    kudos = await _given(cast)
    assert await done(return_gift(cast.actor(cast.ann), kudos_id=kudos)) == 7
    assert (await left(cast.ann), await earned(cast.bo), await earned(cast.cy)) == (100, 0, 0)
    assert await done(return_gift(cast.actor(cast.ann), kudos_id=kudos)) == 0
    assert await left(cast.ann) == 100
    assert await problems() == []


async def test_only_whoever_gave_them_takes_them_back(cast: Cast) -> None:
    await switch_on()
    kudos = await _given(cast)
    for person in (cast.bo, cast.mo, cast.hana, cast.ada):
        with pytest.raises(DomainError) as refused:
            await done(return_gift(cast.actor(person), kudos_id=kudos))
        assert refused.value.code == "NOT_ALLOWED"
    assert (await left(cast.ann), await earned(cast.bo)) == (93, 4)


async def test_after_a_day_they_stay_with_the_receivers(cast: Cast) -> None:
    await switch_on()
    kudos = await _given(cast)
    with clock.at(now() + timedelta(hours=24, seconds=1)):
        assert await done(return_gift(cast.actor(cast.ann), kudos_id=kudos)) == 0
    assert (await earned(cast.bo), await earned(cast.cy)) == (4, 3)


async def test_spent_points_do_not_come_back_and_nor_do_the_others(cast: Cast) -> None:
    await switch_on()
    kudos = await _given(cast)
    account = await PointsAccount.get(key=f"earned:{cast.cy.id}")
    await PointsAccount.filter(id=account.id).update(balance=2)
    with pytest.raises(DomainError) as refused:
        await done(return_gift(cast.actor(cast.ann), kudos_id=kudos))
    assert refused.value.code == "POINTS_SPENT"
    assert (await left(cast.ann), await earned(cast.bo), await earned(cast.cy)) == (93, 4, 2)


async def test_what_comes_back_after_its_month_expires(cast: Cast) -> None:
    """In Berlin the month ends at 23:00 UTC."""
    await switch_on()
    with clock.at(datetime(2026, 11, 30, 22, 30, tzinfo=UTC)):
        kudos = await _given(cast)
    with clock.at(datetime(2026, 11, 30, 23, 30, tzinfo=UTC)):
        assert await done(return_gift(cast.actor(cast.ann), kudos_id=kudos)) == 7
    assert await left(cast.ann, "2026-11") == 93
    assert await left(cast.ann, "2026-12") == 0
    assert await company(AccountKind.EXPIRED) == 7
    assert await earned(cast.bo) == 0
    assert await problems() == []


async def test_kudos_without_points_return_none(cast: Cast) -> None:
    await switch_on()
    kudos = await kudos_of(cast.ann)
    assert await done(return_gift(cast.actor(cast.ann), kudos_id=kudos)) == 0
    assert not await PointsTransfer.exists()


async def test_a_gift_to_a_department_takes_as_many_statements_as_one_to_five(cast: Cast) -> None:
    await switch_on()
    await earn(cast.cy, 1)
    crowd = [person.id for person in await cast.crowd(305)]
    counts = set()
    for giver, receivers in ((cast.ann, crowd[:5]), (cast.bo, crowd[5:])):
        await switch_on(allowance=len(receivers) * 2)
        kudos = await kudos_of(giver)
        with query_count() as count:
            await done(
                gift(
                    cast.actor(giver),
                    kudos_id=kudos,
                    receiver_ids=receivers,
                    points=len(receivers) * 2,
                )
            )
        counts.add(count.count)
    assert len(counts) == 1
    assert await problems() == []
