"""What becomes a focus area or a goal in one click."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import strawberry

from erm.flows import turning_into_development as turning
from erm.schema import refs
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.development_sources import Origin
from erm.schema.ids import from_global, maybe_from_global
from erm.schema.refs import DevelopmentPlanRef, FocusAreaRef, GoalRef

SOURCE = {
    Origin.FEEDBACK: "FeedbackNote",
    Origin.ACTION_ITEM: "ActionItem",
    Origin.PACKET: "CycleParticipant",
    Origin.ASSESSMENT: "Assessment",
}
"""Of what type the source of each origin is."""


@strawberry.input(description="A focus area that follows from something.")
class TurnIntoFocusAreaInput:
    """Input of ``turnIntoFocusArea``."""

    plan_id: strawberry.ID = strawberry.field(
        description="Id of the plan, of whoever the source is about."
    )
    origin: Origin = strawberry.field(description="Of what kind the source is.")
    source_id: strawberry.ID = strawberry.field(
        description="Id of a note to the viewer, a promise of theirs, their own packet (by its "
        "participant), or a compared assessment of them or of a report."
    )
    competency_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="The competency that it is about; of an assessment one that it asks.",
    )
    title: str = strawberry.field(description="What to concentrate on; at most 200 characters.")
    why: str = strawberry.field(default="", description="Why.")


@strawberry.type(description="The plan has a focus area, which leads back to its source.")
class TurnIntoFocusAreaSuccess:
    """Answer of ``turnIntoFocusArea``."""

    focus_area_key: strawberry.Private[UUID]
    plan_key: strawberry.Private[UUID]

    @strawberry.field(description="The focus area. It quotes nothing of the source.")
    async def focus_area(self, info: Info) -> FocusAreaRef:
        """The new focus area."""
        return await refs.shown(info, "FocusArea", self.focus_area_key)

    @strawberry.field(description="The plan.")
    async def plan(self, info: Info) -> DevelopmentPlanRef:
        """The plan."""
        return await refs.shown(info, "DevelopmentPlan", self.plan_key)


@strawberry.input(description="A goal that follows from something.")
class TurnIntoGoalInput:
    """Input of ``turnIntoGoal``."""

    plan_id: strawberry.ID = strawberry.field(
        description="Id of the plan, of whoever the source is about."
    )
    origin: Origin = strawberry.field(description="Of what kind the source is.")
    source_id: strawberry.ID = strawberry.field(
        description="Id of a note to the viewer, an open promise of theirs, which is settled by it, "
        "their own packet (by its participant), or a compared assessment of them or of a report."
    )
    competency_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="The competency that it is about: the goal goes into its focus area, if the plan "
        "has one.",
    )
    title: str = strawberry.field(description="What is to be reached; at most 200 characters.")
    description: str = strawberry.field(default="", description="More about it.")
    due_on: date | None = strawberry.field(default=None, description="By when.")
    focus_area_id: strawberry.ID | None = strawberry.field(
        default=None, description="Id of a focus area of the plan."
    )


@strawberry.type(description="There is a goal, which leads back to its source.")
class TurnIntoGoalSuccess:
    """Answer of ``turnIntoGoal``."""

    goal_key: strawberry.Private[UUID]

    @strawberry.field(description="The goal. It quotes nothing of the source.")
    async def goal(self, info: Info) -> GoalRef:
        """The new goal."""
        return await refs.shown(info, "Goal", self.goal_key)


@strawberry.type
class DevelopmentTurningMutation:
    """Everything that can be made of feedback, promises, packets and assessments in a plan."""

    @command(
        "Make a focus area out of feedback, a promise, a packet or an assessment. By whoever it is "
        "about; of an assessment by their manager too."
    )
    async def turn_into_focus_area(
        self, info: Info, input: TurnIntoFocusAreaInput
    ) -> TurnIntoFocusAreaSuccess:
        """Add a focus area."""
        view = await turning.turn_into_focus_area(
            info.context.actor,
            plan_id=from_global(input.plan_id, "DevelopmentPlan", field="plan_id"),
            origin=input.origin,
            source_id=from_global(input.source_id, SOURCE[input.origin], field="source_id"),
            title=input.title,
            why=input.why,
            competency_id=maybe_from_global(
                input.competency_id, "Competency", field="competency_id"
            ),
        )
        return TurnIntoFocusAreaSuccess(focus_area_key=view.id, plan_key=view.plan_id)

    @command(
        "Make a goal out of feedback, a promise, a packet or an assessment. By whoever it is about; of "
        "an assessment by their manager too."
    )
    async def turn_into_goal(self, info: Info, input: TurnIntoGoalInput) -> TurnIntoGoalSuccess:
        """Add a goal."""
        view = await turning.turn_into_goal(
            info.context.actor,
            plan_id=from_global(input.plan_id, "DevelopmentPlan", field="plan_id"),
            origin=input.origin,
            source_id=from_global(input.source_id, SOURCE[input.origin], field="source_id"),
            title=input.title,
            description=input.description,
            due_on=input.due_on,
            competency_id=maybe_from_global(
                input.competency_id, "Competency", field="competency_id"
            ),
            focus_area_id=maybe_from_global(
                input.focus_area_id, "FocusArea", field="focus_area_id"
            ),
        )
        return TurnIntoGoalSuccess(goal_key=view.id)
