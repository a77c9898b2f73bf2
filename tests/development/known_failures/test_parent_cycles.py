"""Elsewhere a goal could become its own grandparent, and the page that showed it never ended.

Here what would close a circle is refused, also when two people would each close half of it at once.
"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from erm.core.errors import DomainError
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.development.commands import goals
from erm.development.models import Goal
from erm.development.rules import GoalVisibility
from tests.cast import Cast
from tests.development.builders import goal
from tests.development.conftest import Doing

EVERYONE = GoalVisibility.EVERYONE


def under(actor: Any, row: Goal, parent: Goal) -> Any:
    return goals.edit_goal(
        actor, goal_id=row.id, title=row.title, description="", due_on=None, version=1,
        parent_id=parent.id,
    )  # fmt: skip


async def test_no_goal_counts_in_itself_by_any_way(cast: Cast, do: Doing) -> None:
    rows = [await goal(cast.ann, title=f"{n}") for n in range(4)]
    ann = cast.actor(cast.ann)
    for low, high in zip(rows[1:], rows, strict=False):
        await Goal.filter(id=low.id).update(parent_id=high.id)
    for low in rows:
        with pytest.raises(DomainError) as refused:
            await do(under(ann, rows[0], low))
        assert (refused.value.code, refused.value.field) == ("PARENT_CYCLE", "parent_id")
    assert (await Goal.get(id=rows[0].id)).parent_id is None


async def test_at_most_five_stand_above_one_another(cast: Cast, do: Doing) -> None:
    ann = cast.actor(cast.ann)
    above = None
    for n in range(5):
        above = await do(
            goals.add_goal(ann, title=f"{n}", parent_id=None if above is None else above.id)
        )
    assert above is not None
    with pytest.raises(DomainError) as refused:
        await do(goals.add_goal(ann, title="sixth", parent_id=above.id))
    assert refused.value.code == "PARENT_TOO_DEEP"
    # A tree that is put below another counts with all its levels.
    low, high = await goal(cast.ann), await goal(cast.ann)
    await goal(cast.ann, parent_id=low.id)
    chain = high
    for _ in range(3):
        chain = await goal(cast.ann, parent_id=chain.id)
    with pytest.raises(DomainError) as refused:
        await do(under(ann, low, chain))
    assert refused.value.code == "PARENT_TOO_DEEP"


async def test_two_halves_of_a_circle_are_not_closed_at_once(cast: Cast) -> None:
    for _ in range(5):
        one = await goal(cast.ann, visibility=EVERYONE)
        other = await goal(cast.cy, visibility=EVERYONE)

        async def put(actor: Any, low: Goal, high: Goal) -> str:
            try:
                async with unit_of_work(Bus()):
                    await under(actor, low, high)
            except DomainError as error:
                return error.code
            return "done"

        answers = await asyncio.gather(
            put(cast.actor(cast.ann), one, other), put(cast.actor(cast.cy), other, one)
        )
        assert sorted(answers) == ["PARENT_CYCLE", "done"]
        parents = [(await Goal.get(id=row.id)).parent_id for row in (one, other)]
        assert parents.count(None) == 1
