"""Every change of kudos has a number, in the order in which it became visible."""

from __future__ import annotations

import asyncio

import pytest

from erm.core.clock import now
from erm.core.events import Bus
from erm.core.signals import listening
from erm.core.work import unit_of_work
from erm.recognition.changes import TOPIC, changed, narrowed
from erm.recognition.models import Kudos, KudosGone, KudosReaction
from erm.recognition.rules import ReactionKind
from tests.cast import Cast
from tests.recognition.rows import PUBLIC, kudos


async def numbers(*rows: Kudos) -> list[int]:
    found = dict(await Kudos.filter(id__in=[row.id for row in rows]).values_list("id", "change"))
    return [found[row.id] for row in rows]


async def test_each_change_has_a_higher_number_and_is_told(cast: Cast, bus: Bus) -> None:
    first, second = await kudos(cast.ann, cast.bo), await kudos(cast.bo, cast.ann)
    with listening(TOPIC) as listener:
        async with unit_of_work(bus):
            changed(first.id)
            changed(first.id)
            changed(second.id)
        await asyncio.wait_for(listener.wait(30), 5)
    before = await numbers(first, second)
    assert 0 < before[0] < before[1]
    async with unit_of_work(bus):
        changed(first.id)
    after = await numbers(first, second)
    assert after[0] > before[1] == after[1]
    assert await KudosGone.all().count() == 0


async def test_what_is_gone_is_kept_as_it_was_before(cast: Cast, bus: Bus) -> None:
    row = await kudos(cast.ann, cast.bo)
    async with unit_of_work(bus):
        await Kudos.filter(id=row.id).update(withdrawn_at=now())
        narrowed(row)
        changed(row.id)
    gone = await KudosGone.get(kudos_id=row.id)
    assert (gone.visibility, gone.hidden) == (PUBLIC, False)
    assert [gone.number] == await numbers(row)


async def test_a_number_is_exact_where_a_browser_computes(cast: Cast, bus: Bus) -> None:
    row = await kudos(cast.ann, cast.bo)
    async with unit_of_work(bus):
        changed(row.id)
    (number,) = await numbers(row)
    assert number < 2**53
    assert int(float(number)) == number


async def test_a_rolled_back_change_is_told_to_nobody(cast: Cast, bus: Bus) -> None:
    row = await kudos(cast.ann, cast.bo)

    async def fail() -> None:
        async with unit_of_work(bus):
            changed(row.id)
            raise RuntimeError("on purpose")

    with listening(TOPIC) as listener:
        with pytest.raises(RuntimeError, match="on purpose"):
            await fail()
        assert not listener._new.is_set()
    assert await numbers(row) == [0]


async def test_many_at_once_get_different_numbers_and_none_waits_for_ever(
    cast: Cast, bus: Bus
) -> None:
    """One kudos changed in itself, and reacted to, by many: the locks are taken in one order."""
    row, other = await kudos(cast.ann, cast.bo), await kudos(cast.bo, cast.ann)

    async def edit(number: int) -> None:
        async with unit_of_work(bus):
            await Kudos.filter(id=row.id).update(message=f"{number}")
            changed(row.id)
            changed(other.id)

    async def react(number: int) -> None:
        async with unit_of_work(bus):
            await KudosReaction.create(
                kudos_id=row.id,
                person_id=cast.bo.id,
                kind=list(ReactionKind)[number],
                created_at=now(),
            )
            changed(row.id)

    await asyncio.wait_for(
        asyncio.gather(*(act(number) for number in range(6) for act in (edit, react))), 60
    )
    assert await KudosReaction.filter(kudos_id=row.id).count() == 6
    mine, others = await numbers(row, other)
    assert 0 < min(mine, others) < max(mine, others)
