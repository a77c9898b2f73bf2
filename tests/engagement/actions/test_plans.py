"""Plans of action: who makes, changes, settles and ends them; everybody else is refused and nothing moves."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from erm.audit.models import AuditEntry
from erm.core.actor import SYSTEM, Actor
from erm.core.clock import today
from erm.core.errors import DomainError
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.engagement.actions.commands import (
    PlanDraft,
    StepDraft,
    end_action_plan,
    save_action_plan,
    settle_action_step,
)
from erm.engagement.actions.models import ActionPlan, ActionStep
from erm.engagement.actions.rules import ActionPlanState, ActionStepState
from erm.engagement.actions.views import ActionPlanView
from erm.engagement.surveys.rules import SurveyReaders
from erm.people.models import Department
from tests.cast import Cast
from tests.engagement.actions.rows import plan, step
from tests.engagement.told import Told, driver, told

DAY = timedelta(days=1)
DONE, OPEN = ActionStepState.DONE, ActionStepState.OPEN


def draft(cast: Cast, found: Told, department: Department | None = None, **given: Any) -> PlanDraft:
    return replace(
        PlanDraft(
            wave_id=found.wave.id,
            department_id=None if department is None else department.id,
            driver_ids=[found.drivers[0].id],
            title="  Say   thanks ",
            aim="More of it",
            steps=[
                StepDraft("Begin each week with it", cast.ann.id, today() + DAY),
                StepDraft("Ask again", cast.mo.id),
            ],
        ),
        **given,
    )


async def save(bus: Bus, actor: Actor, made: PlanDraft, **given: Any) -> ActionPlanView:
    async with unit_of_work(bus):
        return await save_action_plan(actor, made, **given)


async def refused(doing: Any) -> str:
    with pytest.raises(DomainError) as error:
        await doing
    return error.value.code


async def settle(bus: Bus, actor: Actor, key: UUID, state: ActionStepState, version: int) -> Any:
    async with unit_of_work(bus):
        return await settle_action_step(actor, step_id=key, state=state, version=version)


async def end(bus: Bus, actor: Actor, key: UUID, state: ActionPlanState, version: int) -> Any:
    async with unit_of_work(bus):
        return await end_action_plan(actor, plan_id=key, state=state, version=version)


async def test_a_leader_plans_for_their_department_and_hr_for_anybody(cast: Cast, bus: Bus) -> None:
    found = await told(cast)
    view = await save(bus, cast.actor(cast.mo), draft(cast, found, cast.engineering))
    assert (view.title, view.department_id) == ("Say thanks", cast.engineering.id)
    assert [(each.text, each.owner_id) for each in view.steps] == [
        ("Begin each week with it", cast.ann.id),
        ("Ask again", cast.mo.id),
    ]
    assert view.can_edit
    for department in (None, cast.sales):
        made = await save(bus, cast.actor(cast.hana), draft(cast, found, department))
        assert made.department_id == (None if department is None else department.id)
    noted = await AuditEntry.filter(action="action_plan.saved").values_list("details", flat=True)
    assert len(noted) == 3
    assert not any("thanks" in str(each) for each in noted)


async def test_whoever_may_not_plan_is_refused_and_nothing_is_stored(cast: Cast, bus: Bus) -> None:
    found = await told(cast, invited=[cast.ann, cast.ada])
    mo, hana = cast.actor(cast.mo), cast.actor(cast.hana)
    for person, code in (
        (cast.ann, "ACTION_PLAN_NOT_YOURS"),
        (cast.ada, "ACTION_PLAN_NOT_YOURS"),
        (cast.cy, "ACTION_WAVE_NOT_FOUND"),
    ):
        assert await refused(save(bus, cast.actor(person), draft(cast, found))) == code
    for department in (None, cast.sales):
        wanted = draft(cast, found, department)
        assert await refused(save(bus, mo, wanted)) == "ACTION_PLAN_NOT_YOURS"
    assert await refused(save(bus, SYSTEM, draft(cast, found))) == "ACTION_WAVE_NOT_FOUND"
    of_hr = await told(cast, readers=SurveyReaders.HR, invited=[cast.mo])
    wanted = draft(cast, of_hr, cast.engineering)
    assert await refused(save(bus, mo, wanted)) == "ACTION_PLAN_NOT_YOURS"
    found.wave.released_at = None
    await found.wave.save(update_fields=["released_at"])
    wanted = draft(cast, found, cast.engineering)
    assert await refused(save(bus, hana, wanted)) == "ACTION_WAVE_NOT_TOLD"
    assert await ActionPlan.all().count() == await ActionStep.all().count() == 0


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("ACTION_DRIVERS_UNFIT", {"driver_ids": []}),
        ("ACTION_STEPS_MISSING", {"steps": []}),
        ("TEXT_REQUIRED", {"title": " "}),
        ("TEXT_TOO_LONG", {"aim": "x" * 2_001}),
    ],
)
async def test_a_plan_says_what_who_and_about_what(
    cast: Cast, bus: Bus, code: str, change: dict[str, Any]
) -> None:
    found = await told(cast)
    assert await refused(save(bus, cast.actor(cast.hana), draft(cast, found, **change))) == code
    assert await ActionPlan.all().count() == 0


async def test_drivers_and_steps_are_of_this_wave_and_this_plan(cast: Cast, bus: Bus) -> None:
    found = await told(cast)
    hana = cast.actor(cast.hana)
    foreign = await driver("Pay")
    keys = [each.id for each in found.drivers]
    for drivers in ([foreign.id], [keys[0], keys[0]], [*keys, foreign.id]):
        wanted = draft(cast, found, driver_ids=drivers)
        assert await refused(save(bus, hana, wanted)) == "ACTION_DRIVERS_UNFIT"
    other = await step(await plan(found, cast.hana), cast.ann)
    for steps, code in (
        ([StepDraft("x", cast.dee.id)], "PERSON_HAS_LEFT"),
        ([StepDraft("x", cast.engineering.id)], "PERSON_UNKNOWN"),
        ([StepDraft("x", cast.ann.id, today() - DAY)], "ACTION_DUE_IN_THE_PAST"),
        ([StepDraft("x", cast.ann.id, None, other.id)], "ACTION_STEP_FOREIGN"),
        ([StepDraft("x", cast.ann.id)] * 21, "ACTION_STEPS_TOO_MANY"),
    ):
        assert await refused(save(bus, hana, draft(cast, found, steps=steps))) == code
    made = await save(bus, hana, draft(cast, found, driver_ids=keys))
    assert made.driver_ids == tuple(keys)


async def test_a_change_keeps_what_is_named_and_drops_what_is_left_out(
    cast: Cast, bus: Bus
) -> None:
    found = await told(cast)
    mo = cast.actor(cast.mo)
    row = await plan(found, cast.mo, cast.engineering)
    past = await step(row, cast.dee, due_on=today() - DAY)
    gone = await step(row, cast.bo, position=1)
    made = draft(
        cast,
        found,
        cast.engineering,
        steps=[
            StepDraft("New", cast.bo.id),
            # Nobody is asked to choose another day or person for what stays as it is.
            StepDraft("Step 0, again", cast.dee.id, today() - DAY, past.id),
        ],
    )
    view = await save(bus, mo, made, plan_id=row.id, version=1)
    assert [(each.text, each.version) for each in view.steps] == [("New", 1), ("Step 0, again", 2)]
    assert view.version == 2
    assert view.steps[1].overdue
    assert not await ActionStep.exists(id=gone.id)
    assert await refused(save(bus, mo, made, plan_id=row.id, version=1)) in (
        "ACTION_PLAN_STALE",
        "ACTION_STEP_FOREIGN",
    )
    elsewhere = replace(made, department_id=cast.people_office.id)
    hana = cast.actor(cast.hana)
    code = await refused(save(bus, hana, elsewhere, plan_id=row.id, version=2))
    assert code == "ACTION_PLAN_PLACE_FIXED"
    code = await refused(save(bus, cast.actor(cast.max), made, plan_id=row.id, version=2))
    assert code == "ACTION_PLAN_NOT_FOUND"
    assert (await ActionPlan.get(id=row.id)).version == 2


async def test_of_two_who_change_a_plan_at_once_one_is_told(cast: Cast, bus: Bus) -> None:
    found = await told(cast)
    row = await plan(found, cast.hana)
    one = await step(row, cast.ann)
    kept = StepDraft(one.text, cast.ann.id, None, one.id)

    async def change(title: str) -> str:
        made = draft(cast, found, title=title, steps=[kept])
        try:
            await save(bus, cast.actor(cast.hana), made, plan_id=row.id, version=1)
        except DomainError as error:
            return error.code
        return "saved"

    assert sorted(await asyncio.gather(change("One"), change("Two"))) == [
        "ACTION_PLAN_STALE",
        "saved",
    ]


async def test_a_step_is_settled_by_its_owner_or_who_looks_after_the_plan(
    cast: Cast, bus: Bus
) -> None:
    found = await told(cast)
    row = await plan(found, cast.mo, cast.engineering)
    one = await step(row, cast.ann)
    for person, code in (
        (cast.bo, "ACTION_STEP_NOT_YOURS"),
        (cast.cy, "ACTION_STEP_NOT_FOUND"),
        (cast.ada, "ACTION_STEP_NOT_FOUND"),
    ):
        assert await refused(settle(bus, cast.actor(person), one.id, DONE, 1)) == code
    assert (await ActionStep.get(id=one.id)).version == 1
    ann = cast.actor(cast.ann)
    view = await settle(bus, ann, one.id, DONE, 1)
    assert (view.steps[0].state, view.steps[0].settled_at is not None) == (DONE, True)
    assert await refused(settle(bus, ann, one.id, OPEN, 1)) == "ACTION_STEP_STALE"
    view = await settle(bus, cast.actor(cast.mo), one.id, OPEN, 2)
    assert (view.steps[0].state, view.steps[0].settled_at) == (OPEN, None)
    assert view.version == 1, "who changes the plan need not compare"


async def test_what_has_ended_stays_as_it_is(cast: Cast, bus: Bus) -> None:
    found = await told(cast)
    mo = cast.actor(cast.mo)
    row = await plan(found, cast.mo, cast.engineering)
    one = await step(row, cast.ann)
    ended = ActionPlanState.DONE
    for person, code in ((cast.ann, "ACTION_PLAN_NOT_YOURS"), (cast.cy, "ACTION_PLAN_NOT_FOUND")):
        assert await refused(end(bus, cast.actor(person), row.id, ended, 1)) == code
    assert await refused(end(bus, mo, row.id, ActionPlanState.ACTIVE, 1)) == "ACTION_END_UNFIT"
    assert await refused(end(bus, mo, row.id, ended, 7)) == "ACTION_PLAN_STALE"
    view = await end(bus, mo, row.id, ended, 1)
    assert (view.state, view.can_edit, view.steps[0].can_settle) == (ended, False, False)
    assert await refused(end(bus, mo, row.id, ended, 2)) == "ACTION_PLAN_ENDED"
    assert await refused(settle(bus, mo, one.id, DONE, 1)) == "ACTION_PLAN_ENDED"
    made = draft(cast, found, cast.engineering)
    assert await refused(save(bus, mo, made, plan_id=row.id, version=2)) == "ACTION_PLAN_ENDED"
    assert await AuditEntry.filter(action="action_plan.ended").count() == 1
