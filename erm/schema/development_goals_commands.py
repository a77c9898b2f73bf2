"""What can be done with goals: the inputs, the successes and the mutations."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import strawberry

from erm.development.commands import check_ins, goals, milestones
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.development import DevelopmentPlan, load_plan
from erm.schema.development_enums import (
    Confidence,
    GoalKind,
    GoalMeasure,
    GoalPart,
    GoalStatus,
    GoalVisibility,
    NumberDirection,
)
from erm.schema.development_goals import CheckIn, Goal, shown_goal
from erm.schema.ids import from_global, maybe_from_global


@strawberry.input(description="A new goal.")
class AddGoalInput:
    """Input of ``addGoal``."""

    plan_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="Of which plan; it must not be closed. Without one it is a goal of its own.",
    )
    person_id: strawberry.ID | None = strawberry.field(
        default=None, description="Without a plan: for which report; the viewer unless given."
    )
    title: str = strawberry.field(description="What is to be reached; at most 200 characters.")
    description: str = strawberry.field(
        default="", description="More about it; at most 5,000 characters."
    )
    due_on: date | None = strawberry.field(default=None, description="Until when.")
    kind: GoalKind = strawberry.field(default=GoalKind.GROWTH, description="What it is for.")
    measure: GoalMeasure = strawberry.field(
        default=GoalMeasure.PERCENT, description="What its progress is counted from."
    )
    number_start: str | None = strawberry.field(
        default=None, description="For NUMBER: from where, a decimal."
    )
    number_target: str | None = strawberry.field(
        default=None, description="For NUMBER: to where, a decimal other than the start."
    )
    unit: str = strawberry.field(
        default="", description="For NUMBER: what it counts; at most 40 characters."
    )
    direction: NumberDirection | None = strawberry.field(
        default=None, description="For NUMBER without a start: which way; else it follows."
    )
    visibility: GoalVisibility = strawberry.field(
        default=GoalVisibility.SHARED,
        description="Who reads it; anything but SHARED only for one's own.",
    )
    focus_area_id: strawberry.ID | None = strawberry.field(
        default=None, description="The focus area of the plan that it belongs to."
    )
    parent_id: strawberry.ID | None = strawberry.field(
        default=None, description="The open goal that it counts in."
    )
    weight: int = strawberry.field(
        default=1, description="How much it counts there, 1 to 100, relative to the others."
    )


@strawberry.type(description="The goal was added.")
class AddGoalSuccess:
    """Answer of ``addGoal``."""

    goal: Goal = strawberry.field(description="The new goal.")
    plan: DevelopmentPlan | None = strawberry.field(description="Its plan, if it has one.")


@strawberry.input(description="A goal in new words.")
class EditGoalInput:
    """Input of ``editGoal``."""

    goal_id: strawberry.ID = strawberry.field(description="Which goal.")
    title: str = strawberry.field(description="What is to be reached; at most 200 characters.")
    description: str = strawberry.field(description="More about it; may be empty.")
    due_on: date | None = strawberry.field(
        default=None, description="Until when; no date unless given."
    )
    kind: GoalKind | None = strawberry.field(
        default=None, description="What it is for; unchanged unless given."
    )
    measure: GoalMeasure | None = strawberry.field(
        default=None, description="What its progress is counted from; unchanged unless given."
    )
    number_start: str | None = strawberry.field(
        default=None, description="From where, a decimal; unchanged unless given."
    )
    number_target: str | None = strawberry.field(
        default=None, description="To where, a decimal; unchanged unless given."
    )
    unit: str | None = strawberry.field(
        default=None, description="What the number counts; unchanged unless given."
    )
    direction: NumberDirection | None = strawberry.field(
        default=None, description="Which way the number is to go; unchanged unless given."
    )
    visibility: GoalVisibility | None = strawberry.field(
        default=None, description="Who reads it; unchanged unless given. Only the person says."
    )
    focus_area_id: strawberry.ID | None = strawberry.field(
        default=None, description="Its focus area; unchanged unless given."
    )
    parent_id: strawberry.ID | None = strawberry.field(
        default=None, description="The goal that it counts in; unchanged unless given."
    )
    weight: int | None = strawberry.field(
        default=None, description="How much it counts there; unchanged unless given."
    )
    clear: list[GoalPart] = strawberry.field(
        default_factory=list, description="What is taken away from it."
    )
    version: int = strawberry.field(description="The version that was read.")


@strawberry.type(description="The goal was changed.")
class EditGoalSuccess:
    """Answer of ``editGoal``."""

    goal: Goal = strawberry.field(description="The goal as it is now.")


@strawberry.input(description="Which goal to take away.")
class RemoveGoalInput:
    """Input of ``removeGoal``."""

    goal_id: strawberry.ID = strawberry.field(description="Which goal.")


@strawberry.type(description="The goal is gone.")
class RemoveGoalSuccess:
    """Answer of ``removeGoal``."""

    plan: DevelopmentPlan | None = strawberry.field(
        description="The plan without it, if it stood in one."
    )


@strawberry.input(description="A new step on the way to a goal.")
class AddMilestoneInput:
    """Input of ``addMilestone``."""

    goal_id: strawberry.ID = strawberry.field(description="To which goal it leads.")
    title: str = strawberry.field(description="What is to be done; at most 200 characters.")
    due_on: date | None = strawberry.field(default=None, description="Until when.")


@strawberry.type(description="The step was added.")
class AddMilestoneSuccess:
    """Answer of ``addMilestone``."""

    goal: Goal = strawberry.field(description="The goal with its steps.")


@strawberry.input(description="Whether a step was done.")
class SetMilestoneDoneInput:
    """Input of ``setMilestoneDone``."""

    milestone_id: strawberry.ID = strawberry.field(description="Which step.")
    done: bool = strawberry.field(description="Whether it was done.")


@strawberry.type(description="The step was ticked off, or is open again.")
class SetMilestoneDoneSuccess:
    """Answer of ``setMilestoneDone``."""

    goal: Goal = strawberry.field(description="The goal with its steps.")


@strawberry.input(description="Which step to take away.")
class RemoveMilestoneInput:
    """Input of ``removeMilestone``."""

    milestone_id: strawberry.ID = strawberry.field(description="Which step.")


@strawberry.type(description="The step is gone.")
class RemoveMilestoneSuccess:
    """Answer of ``removeMilestone``."""

    goal: Goal = strawberry.field(description="The goal without it.")


@strawberry.input(description="How a goal goes.")
class CheckInInput:
    """Input of ``checkIn``."""

    goal_id: strawberry.ID = strawberry.field(
        description="Which goal; a plan that it stands in must be active, or over for a few days."
    )
    progress: int | None = strawberry.field(
        default=None,
        description="For PERCENT how far it is, 0 to 100; for YES_NO 0 or 100; for others not given.",
    )
    number: str | None = strawberry.field(
        default=None, description="For NUMBER the number as it is now; unchanged unless given."
    )
    status: GoalStatus = strawberry.field(description="How it goes.")
    comment: str = strawberry.field(
        default="", description="In words; may be empty; at most 5,000 characters."
    )
    reason: str = strawberry.field(
        default="", description="Why it goes so; needed for AT_RISK and OFF_TRACK."
    )
    confidence: Confidence | None = strawberry.field(
        default=None, description="How sure one is that it will be reached."
    )
    version: int | None = strawberry.field(
        default=None,
        description="The version of the goal that was read; if given, one that changed is refused.",
    )


@strawberry.type(description="The check-in was written down and the goal follows it.")
class CheckInSuccess:
    """Answer of ``checkIn``."""

    check_in: CheckIn = strawberry.field(description="The check-in.")
    goal: Goal = strawberry.field(description="The goal as it is now.")


@strawberry.type
class GoalsMutation:
    """What can be done with goals."""

    @command("Add a goal to a plan, or set one on its own, for oneself or a report.")
    async def add_goal(self, info: Info, input: AddGoalInput) -> AddGoalSuccess:
        """Add a goal."""
        view = await goals.add_goal(
            info.context.actor,
            plan_id=maybe_from_global(input.plan_id, "DevelopmentPlan", field="plan_id"),
            person_id=maybe_from_global(input.person_id, "Person", field="person_id"),
            title=input.title,
            description=input.description,
            due_on=input.due_on,
            kind=input.kind,
            measure=input.measure,
            number_start=input.number_start,
            number_target=input.number_target,
            unit=input.unit,
            direction=input.direction,
            visibility=input.visibility,
            focus_area_id=_focus_area_id(input.focus_area_id),
            parent_id=maybe_from_global(input.parent_id, "Goal", field="parent_id"),
            weight=input.weight,
        )
        return AddGoalSuccess(goal=Goal.of(view), plan=await load_plan(info, view.plan_id))

    @command("Change what a goal says, how it is measured, who reads it or where it counts.")
    async def edit_goal(self, info: Info, input: EditGoalInput) -> EditGoalSuccess:
        """Edit a goal."""
        view = await goals.edit_goal(
            info.context.actor,
            goal_id=_goal_id(input.goal_id),
            title=input.title,
            description=input.description,
            due_on=input.due_on,
            kind=input.kind,
            measure=input.measure,
            number_start=input.number_start,
            number_target=input.number_target,
            unit=input.unit,
            direction=input.direction,
            visibility=input.visibility,
            focus_area_id=_focus_area_id(input.focus_area_id),
            parent_id=maybe_from_global(input.parent_id, "Goal", field="parent_id"),
            weight=input.weight,
            clear=input.clear,
            version=input.version,
        )
        return EditGoalSuccess(goal=Goal.of(view))

    @command("Take away a goal of a plan that is not agreed yet, or one on its own that one set.")
    async def remove_goal(self, info: Info, input: RemoveGoalInput) -> RemoveGoalSuccess:
        """Remove a goal."""
        plan = await goals.remove_goal(info.context.actor, goal_id=_goal_id(input.goal_id))
        return RemoveGoalSuccess(plan=await load_plan(info, plan))

    @command("Add a step on the way to a goal.")
    async def add_milestone(self, info: Info, input: AddMilestoneInput) -> AddMilestoneSuccess:
        """Add a milestone."""
        view = await milestones.add_milestone(
            info.context.actor,
            goal_id=_goal_id(input.goal_id),
            title=input.title,
            due_on=input.due_on,
        )
        return AddMilestoneSuccess(goal=Goal.of(view))

    @command("Say that a step was done, or was not after all.")
    async def set_milestone_done(
        self, info: Info, input: SetMilestoneDoneInput
    ) -> SetMilestoneDoneSuccess:
        """Tick a milestone off."""
        view = await milestones.set_milestone_done(
            info.context.actor, milestone_id=_milestone_id(input.milestone_id), done=input.done
        )
        return SetMilestoneDoneSuccess(goal=Goal.of(view))

    @command("Take a step out of a goal.")
    async def remove_milestone(
        self, info: Info, input: RemoveMilestoneInput
    ) -> RemoveMilestoneSuccess:
        """Remove a milestone."""
        view = await milestones.remove_milestone(
            info.context.actor, milestone_id=_milestone_id(input.milestone_id)
        )
        return RemoveMilestoneSuccess(goal=Goal.of(view))

    @command("Tell how a goal goes.")
    async def check_in(self, info: Info, input: CheckInInput) -> CheckInSuccess:
        """Check in."""
        view = await check_ins.check_in(
            info.context.actor,
            goal_id=_goal_id(input.goal_id),
            progress=input.progress,
            number=input.number,
            status=input.status,
            comment=input.comment,
            reason=input.reason,
            confidence=input.confidence,
            version=input.version,
        )
        return CheckInSuccess(check_in=CheckIn.of(view), goal=await shown_goal(info, view.goal_id))


def _goal_id(value: strawberry.ID) -> UUID:
    return from_global(value, "Goal", field="goal_id")


def _focus_area_id(value: strawberry.ID | None) -> UUID | None:
    return maybe_from_global(value, "FocusArea", field="focus_area_id")


def _milestone_id(value: strawberry.ID) -> UUID:
    return from_global(value, "Milestone", field="milestone_id")
