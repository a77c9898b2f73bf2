"""Everything about plans of action and answers to comments that is noted, once at least."""

from __future__ import annotations

from typing import Any

from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.engagement.actions.commands import (
    PlanDraft,
    StepDraft,
    end_action_plan,
    save_action_plan,
)
from erm.engagement.actions.rules import ActionPlanState
from erm.engagement.comments.commands import reply_to_comment
from tests.cast import Cast
from tests.engagement.told import comment, told


async def everything(cast: Cast, bus: Bus) -> None:
    mo = cast.actor(cast.mo)
    found = await told(cast)

    async def do(command: Any, *args: Any, **given: Any) -> Any:
        async with unit_of_work(bus):
            return await command(*args, **given)

    draft = PlanDraft(
        wave_id=found.wave.id,
        department_id=cast.engineering.id,
        driver_ids=[found.drivers[0].id],
        title="SECRET title",
        aim="SECRET aim",
        steps=[StepDraft("SECRET step", cast.ann.id)],
    )
    plan = await do(save_action_plan, mo, draft)
    await do(end_action_plan, mo, plan_id=plan.id, state=ActionPlanState.DONE, version=1)
    key = await comment(found, "SECRET comment", reply_hash="c" * 64)
    await do(reply_to_comment, mo, comment_id=key, words="SECRET reply")
