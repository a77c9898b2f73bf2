"""Elsewhere 0 of 0 milestones, or a target that was the start, gave a division error or 100 %.

Here nothing is measured then, and nothing is what is told.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from erm.core.errors import DomainError
from erm.development import queries
from erm.development.commands import goals
from erm.development.models import Goal
from erm.development.progress import of_milestones, of_number, rolled_up
from erm.development.rules import GoalMeasure, PlanState
from tests.cast import Cast
from tests.development.builders import goal, plan
from tests.development.conftest import Doing


def test_nothing_of_nothing_is_nothing() -> None:
    assert of_milestones(0, 0) is None
    assert of_number(Decimal(5), Decimal(5), Decimal(5)) is None
    assert rolled_up([]) is None


async def test_a_goal_with_nothing_to_measure_has_no_progress_and_counts_nowhere(
    cast: Cast, api: Any
) -> None:
    row = await plan(cast.ann, state=PlanState.ACTIVE)
    top = await goal(cast.ann, measure=GoalMeasure.GOALS)
    for values in (
        {"measure": GoalMeasure.MILESTONES},
        {"measure": GoalMeasure.GOALS},
        {"measure": GoalMeasure.NUMBER, "number_start": Decimal(3), "number_target": Decimal(3)},
    ):
        await goal(cast.ann, plan_id=row.id, parent_id=top.id, progress=100, **values)
    ann = cast.actor(cast.ann)
    views = (await queries.goals_of(ann, [row.id]))[row.id]
    assert [view.progress for view in views] == [None, None, None]
    assert (await queries.plans_by_ids(ann, [row.id]))[row.id].progress is None
    assert (await queries.goals_by_ids(ann, [top.id]))[top.id].progress is None
    answer = await api(cast.ann).run("{ viewer { goals { progress } } }")
    assert answer["viewer"]["goals"] == [{"progress": None}]


async def test_a_target_that_is_the_start_is_refused_when_it_is_set(cast: Cast, do: Doing) -> None:
    with pytest.raises(DomainError) as refused:
        await do(
            goals.add_goal(
                cast.actor(cast.ann), title="x", measure=GoalMeasure.NUMBER, number_start="7",
                number_target="7.00",
            )
        )  # fmt: skip
    assert (refused.value.code, refused.value.field) == ("NO_DISTANCE", "number_target")
    assert await Goal.all().count() == 0
