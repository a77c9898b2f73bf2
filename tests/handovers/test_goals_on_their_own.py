"""Goals without a plan are handed over and closed as those in plans are; private ones are nobody's."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from erm.core.clock import now, today
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.development.models import CheckIn, Goal
from erm.development.rules import GoalMeasure, GoalStatus, GoalVisibility, PlanState
from erm.flows.handing_over import close_open_items
from erm.flows.open_items import open_items
from erm.handovers.rules import LineKind
from erm.one_on_ones.commands.series import start_series
from erm.one_on_ones.rules import Cadence
from erm.relationships.suggestions import all_suggestions_of
from tests.cast import Cast
from tests.development.builders import goal, plan


async def test_whatever_a_goal_is_measured_by_it_can_be_closed(cast: Cast) -> None:
    row = await plan(cast.ann, state=PlanState.ACTIVE)
    number: dict[str, Any] = {"number_start": Decimal(0), "number_target": Decimal(10)}
    rows = [
        await goal(cast.ann, measure=measure, **(number if measure is GoalMeasure.NUMBER else {}))
        for measure in GoalMeasure
    ]
    rows.append(await goal(cast.ann, plan_id=row.id))
    private = await goal(cast.ann, visibility=GoalVisibility.PRIVATE)
    await goal(cast.ann, status=GoalStatus.DONE)
    ann = cast.actor(cast.ann)
    items = {i.name for i in await open_items(ann) if i.kind is LineKind.GOAL}
    assert items == {(LineKind.GOAL, each.id) for each in rows}
    async with unit_of_work(Bus()):
        closed, left = await close_open_items(ann, sorted(items))
    assert (closed, left) == (len(rows), [])
    assert await Goal.filter(status=GoalStatus.DROPPED).count() == len(rows)
    assert await CheckIn.all().count() == len(rows)
    assert (await Goal.get(id=private.id)).status is GoalStatus.ON_TRACK


async def test_no_suggestion_is_made_of_a_private_goal_not_even_to_its_author(
    cast: Cast,
) -> None:
    ann = cast.actor(cast.ann)
    async with unit_of_work(Bus()):
        series = await start_series(
            ann,
            person_id=cast.mo.id,
            cadence=Cadence.WEEKLY,
            first_meeting_at=now() + timedelta(days=1),
        )
    values = {"status": GoalStatus.AT_RISK, "due_on": today()}
    shown = await goal(cast.ann, **values)
    secret = await goal(cast.ann, visibility=GoalVisibility.PRIVATE, **values)
    for person in (cast.ann, cast.mo):
        found = (await all_suggestions_of(cast.actor(person), [series.id]))[series.id]
        about = {each.source_id for each in found}
        assert shown.id in about
        assert secret.id not in about
