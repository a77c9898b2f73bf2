"""Elsewhere goals lived and died with a review cycle: it froze them when it closed.

Here a cycle may ask about goals, and nothing else of it reaches them.
"""

from __future__ import annotations

import subprocess
import sys
from typing import Any

from erm.development import queries
from erm.development.commands import goals
from erm.development.models import Goal
from erm.development.rules import GoalStatus, GoalVisibility, PlanState
from erm.feedback.cycles.rules import CycleState, QuestionKind
from tests.cast import Cast
from tests.development.builders import goal, plan
from tests.development.conftest import Doing
from tests.feedback.cycles import rows


async def test_a_closed_cycle_leaves_goals_as_they_are(cast: Cast, do: Doing) -> None:
    its = await plan(cast.ann, state=PlanState.ACTIVE)
    row = await goal(cast.ann, plan_id=its.id)
    round_ = await rows.cycle(cast.hana)
    await rows.question(round_.cycle, "Goals", kind=QuestionKind.GOAL_RESULT)
    await rows.participant(round_, cast.ann, manager=cast.mo)
    await type(round_.cycle).filter(id=round_.cycle.id).update(state=CycleState.CLOSED)
    ann = cast.actor(cast.ann)
    view = (await queries.goals_by_ids(ann, [row.id]))[row.id]
    assert (view.can_edit, view.can_check_in) == (True, True)
    await do(goals.check_in(ann, goal_id=row.id, progress=70, status=GoalStatus.ON_TRACK))
    assert (await Goal.get(id=row.id)).progress == 70


async def test_a_cycle_asks_about_goals_with_and_without_a_plan_and_never_about_private_ones(
    cast: Cast,
) -> None:
    its = await plan(cast.ann, state=PlanState.ACTIVE)
    draft = await plan(cast.ann)
    in_plan = await goal(cast.ann, plan_id=its.id)
    alone = await goal(cast.ann)
    await goal(cast.ann, plan_id=draft.id)
    await goal(cast.ann, visibility=GoalVisibility.PRIVATE)
    await goal(cast.ann, visibility=GoalVisibility.PRIVATE, plan_id=its.id)

    async def asked(actor: Any) -> set[Any]:
        found = await queries.agreed_goals_of(actor, [cast.ann.id])
        return {view.id for view in found[cast.ann.id]}

    assert await asked(cast.actor(cast.ann)) == {in_plan.id, alone.id}
    assert await asked(cast.actor(cast.mo)) == {in_plan.id, alone.id}
    assert await asked(cast.actor(cast.bo)) == set()


def test_development_can_do_without_cycles_altogether() -> None:
    """Nothing of goals is loaded with, or knows of, feedback."""
    code = "import sys, erm.development.commands.goals, erm.development.queries; "
    code += "print([name for name in sys.modules if name.startswith('erm.feedback')])"
    told = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "[]"
