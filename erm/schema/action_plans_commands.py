"""What can be done with plans of action."""

from __future__ import annotations

from datetime import date

import strawberry

from erm.engagement.actions import commands
from erm.engagement.actions.commands import PlanDraft, StepDraft
from erm.engagement.actions.rules import ActionPlanState, ActionStepState
from erm.schema.action_plans import ActionPlan
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.ids import from_global, maybe_from_global


@strawberry.input(description="A step of a plan, as it shall be.")
class ActionStepInput:
    """A new step, or one that is changed."""

    step_id: strawberry.ID | None = strawberry.field(
        default=None, description="Id of the step that is changed; none for a new one."
    )
    text: str = strawberry.field(description="What is to be done; at most 500 characters.")
    owner_id: strawberry.ID = strawberry.field(description="Id of the person who does it.")
    due_on: date | None = strawberry.field(
        default=None, description="Until when; a new day is today or later."
    )


@strawberry.input(description="A plan of action, as it shall be.")
class SaveActionPlanInput:
    """Input of ``saveActionPlan``."""

    plan_id: strawberry.ID | None = strawberry.field(
        default=None, description="Id of the plan that is changed; none for a new one."
    )
    wave_id: strawberry.ID = strawberry.field(
        description="Id of the wave that led to it; it stays as it is."
    )
    department_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="Id of the department whose plan it is, which stays as it is; none for the "
        "company's, which HR makes.",
    )
    driver_ids: list[strawberry.ID] = strawberry.field(
        description="Ids of one driver or two that the wave asked about."
    )
    title: str = strawberry.field(description="What it is called; at most 200 characters.")
    aim: str = strawberry.field(
        description="What shall be better then; at most 2,000 characters, may be empty."
    )
    steps: list[ActionStepInput] = strawberry.field(
        description="Its steps in their order, 1 to 20; those left out are gone."
    )
    version: int | None = strawberry.field(
        default=None, description="Version of the plan that is changed."
    )


@strawberry.type(description="The plan is saved.")
class SaveActionPlanSuccess:
    """Answer of ``saveActionPlan``."""

    plan: ActionPlan = strawberry.field(description="The plan.")


@strawberry.input(description="How far a step is.")
class SettleActionStepInput:
    """Input of ``settleActionStep``."""

    step_id: strawberry.ID = strawberry.field(description="Id of the step.")
    state: ActionStepState = strawberry.field(description="How far it is now.")
    version: int = strawberry.field(description="Version of the step.")


@strawberry.type(description="The step is settled.")
class SettleActionStepSuccess:
    """Answer of ``settleActionStep``."""

    plan: ActionPlan = strawberry.field(description="The plan that it belongs to.")


@strawberry.input(description="How a plan ends.")
class EndActionPlanInput:
    """Input of ``endActionPlan``."""

    plan_id: strawberry.ID = strawberry.field(description="Id of the plan.")
    state: ActionPlanState = strawberry.field(description="Done or given up.")
    version: int = strawberry.field(description="Version of the plan.")


@strawberry.type(description="The plan has ended.")
class EndActionPlanSuccess:
    """Answer of ``endActionPlan``."""

    plan: ActionPlan = strawberry.field(description="The plan.")


@strawberry.type
class ActionPlansMutation:
    """Writes of plans of action."""

    @command(
        "Make a plan of action about what a wave told, or change one: HR for anybody, whoever leads "
        "a department for it."
    )
    async def save_action_plan(
        self, info: Info, input: SaveActionPlanInput
    ) -> SaveActionPlanSuccess:
        """Save."""
        draft = PlanDraft(
            wave_id=from_global(input.wave_id, "SurveyWave", field="wave_id"),
            department_id=maybe_from_global(
                input.department_id, "Department", field="department_id"
            ),
            driver_ids=[
                from_global(each, "SurveyDriver", field="driver_ids") for each in input.driver_ids
            ],
            title=input.title,
            aim=input.aim,
            steps=[_step(each) for each in input.steps],
        )
        view = await commands.save_action_plan(
            info.context.actor,
            draft,
            plan_id=maybe_from_global(input.plan_id, "ActionPlan", field="plan_id"),
            version=input.version,
        )
        return SaveActionPlanSuccess(plan=ActionPlan.of(view))

    @command(
        "Say that a step is done or given up, or open again: its owner, and who may change it."
    )
    async def settle_action_step(
        self, info: Info, input: SettleActionStepInput
    ) -> SettleActionStepSuccess:
        """Settle."""
        view = await commands.settle_action_step(
            info.context.actor,
            step_id=from_global(input.step_id, "ActionStep", field="step_id"),
            state=input.state,
            version=input.version,
        )
        return SettleActionStepSuccess(plan=ActionPlan.of(view))

    @command("End a plan of action, done or given up.")
    async def end_action_plan(self, info: Info, input: EndActionPlanInput) -> EndActionPlanSuccess:
        """End."""
        view = await commands.end_action_plan(
            info.context.actor,
            plan_id=from_global(input.plan_id, "ActionPlan", field="plan_id"),
            state=input.state,
            version=input.version,
        )
        return EndActionPlanSuccess(plan=ActionPlan.of(view))


def _step(draft: ActionStepInput) -> StepDraft:
    return StepDraft(
        text=draft.text,
        owner_id=from_global(draft.owner_id, "Person", field="steps"),
        due_on=draft.due_on,
        step_id=maybe_from_global(draft.step_id, "ActionStep", field="steps"),
    )
