"""What can be done with development plans: the inputs, the successes and the mutations."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import strawberry

from erm.development import rules
from erm.development.commands import goals, plans
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.development import (
    CheckIn,
    DevelopmentPlan,
    Goal,
    GoalStatus,
    shown_goal,
    shown_plan,
)
from erm.schema.ids import from_global, maybe_from_global


@strawberry.input(description="A new plan; a title of at most 200 characters.")
class DraftPlanInput:
    """Input of ``draftPlan``."""

    person_id: strawberry.ID | None = strawberry.field(
        default=None, description="For whom: a report; the viewer unless given."
    )
    title: str = strawberry.field(description="What it is called.")
    focus: str = strawberry.field(default="", description="What it is about, and why.")
    starts_on: date = strawberry.field(description="First day of its period.")
    ends_on: date = strawberry.field(description="Last day of its period; after the first.")


@strawberry.type(description="The plan was drafted.")
class DraftPlanSuccess:
    """Answer of ``draftPlan``."""

    plan: DevelopmentPlan = strawberry.field(description="The draft.")


@strawberry.input(description="A plan in new words.")
class EditPlanInput:
    """Input of ``editPlan``."""

    plan_id: strawberry.ID = strawberry.field(description="Which plan; it must not be closed.")
    title: str = strawberry.field(description="What it is called.")
    focus: str = strawberry.field(description="What it is about, and why; may be empty.")
    starts_on: date = strawberry.field(description="First day of its period.")
    ends_on: date = strawberry.field(description="Last day of its period; after the first.")
    shared_with_hr: bool = strawberry.field(
        description="Whether HR reads it as well; only the person themselves may change this."
    )
    version: int = strawberry.field(description="The version that was read.")


@strawberry.type(
    description="The plan was changed. One that was proposed is now proposed by whoever changed it."
)
class EditPlanSuccess:
    """Answer of ``editPlan``."""

    plan: DevelopmentPlan = strawberry.field(description="The plan as it is now.")


@strawberry.input(description="Which draft to propose.")
class ProposePlanInput:
    """Input of ``proposePlan``."""

    plan_id: strawberry.ID = strawberry.field(description="Which plan; it must be a draft.")


@strawberry.type(description="The plan was proposed to the other side.")
class ProposePlanSuccess:
    """Answer of ``proposePlan``."""

    plan: DevelopmentPlan = strawberry.field(description="The plan as it is now.")


@strawberry.input(description="Which plan to agree to.")
class AgreePlanInput:
    """Input of ``agreePlan``."""

    plan_id: strawberry.ID = strawberry.field(description="Which plan; it must be proposed.")
    version: int | None = strawberry.field(
        default=None,
        description="The version that was read; if given, a plan that changed since is refused.",
    )


@strawberry.type(description="The viewer's side agreed.")
class AgreePlanSuccess:
    """Answer of ``agreePlan``."""

    plan: DevelopmentPlan = strawberry.field(
        description="The plan; active if both sides have agreed."
    )


@strawberry.input(description="Which plan to close.")
class ClosePlanInput:
    """Input of ``closePlan``."""

    plan_id: strawberry.ID = strawberry.field(description="Which plan.")
    note: str = strawberry.field(default="", description="What came of it; may be empty.")


@strawberry.type(description="The plan was closed.")
class ClosePlanSuccess:
    """Answer of ``closePlan``."""

    plan: DevelopmentPlan = strawberry.field(description="The plan, closed.")


@strawberry.input(description="A new goal.")
class AddGoalInput:
    """Input of ``addGoal``."""

    plan_id: strawberry.ID = strawberry.field(description="Of which plan; it must not be closed.")
    title: str = strawberry.field(description="What is to be reached; at most 200 characters.")
    description: str = strawberry.field(
        default="", description="More about it; at most 5,000 characters."
    )
    due_on: date | None = strawberry.field(default=None, description="Until when.")


@strawberry.type(description="The goal was added.")
class AddGoalSuccess:
    """Answer of ``addGoal``."""

    goal: Goal = strawberry.field(description="The new goal.")
    plan: DevelopmentPlan = strawberry.field(description="Its plan.")


@strawberry.input(description="A goal in new words.")
class EditGoalInput:
    """Input of ``editGoal``."""

    goal_id: strawberry.ID = strawberry.field(description="Which goal.")
    title: str = strawberry.field(description="What is to be reached; at most 200 characters.")
    description: str = strawberry.field(description="More about it; may be empty.")
    due_on: date | None = strawberry.field(
        default=None, description="Until when; no date unless given."
    )
    version: int = strawberry.field(description="The version that was read.")


@strawberry.type(description="The goal was changed.")
class EditGoalSuccess:
    """Answer of ``editGoal``."""

    goal: Goal = strawberry.field(description="The goal as it is now.")


@strawberry.input(description="Which goal to take out of a plan that is not agreed yet.")
class RemoveGoalInput:
    """Input of ``removeGoal``."""

    goal_id: strawberry.ID = strawberry.field(description="Which goal.")


@strawberry.type(description="The goal is gone.")
class RemoveGoalSuccess:
    """Answer of ``removeGoal``."""

    plan: DevelopmentPlan = strawberry.field(description="The plan without it.")


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

    goal_id: strawberry.ID = strawberry.field(description="Which goal; its plan must be active.")
    progress: int = strawberry.field(description="How far it is, in percent, 0 to 100.")
    status: GoalStatus = strawberry.field(description="How it goes.")
    comment: str = strawberry.field(
        default="", description="In words; may be empty; at most 5,000 characters."
    )


@strawberry.type(description="The check-in was written down and the goal follows it.")
class CheckInSuccess:
    """Answer of ``checkIn``."""

    check_in: CheckIn = strawberry.field(description="The check-in.")
    goal: Goal = strawberry.field(description="The goal as it is now.")


@strawberry.type
class DevelopmentMutation:
    """What can be done with development plans."""

    @command("Begin a development plan, one's own or a report's.")
    async def draft_plan(self, info: Info, input: DraftPlanInput) -> DraftPlanSuccess:
        """Draft a plan."""
        view = await plans.draft_plan(
            info.context.actor,
            person_id=maybe_from_global(input.person_id, "Person", field="person_id"),
            title=input.title,
            focus=input.focus,
            starts_on=input.starts_on,
            ends_on=input.ends_on,
        )
        return DraftPlanSuccess(plan=DevelopmentPlan.of(view))

    @command("Change a plan's words, its period, or whether HR reads it.")
    async def edit_plan(self, info: Info, input: EditPlanInput) -> EditPlanSuccess:
        """Edit a plan."""
        view = await plans.edit_plan(
            info.context.actor,
            plan_id=_plan_id(input.plan_id),
            title=input.title,
            focus=input.focus,
            starts_on=input.starts_on,
            ends_on=input.ends_on,
            shared_with_hr=input.shared_with_hr,
            version=input.version,
        )
        return EditPlanSuccess(plan=DevelopmentPlan.of(view))

    @command("Ask the other side to agree to a plan; whoever proposes has agreed.")
    async def propose_plan(self, info: Info, input: ProposePlanInput) -> ProposePlanSuccess:
        """Propose a plan."""
        view = await plans.propose_plan(info.context.actor, plan_id=_plan_id(input.plan_id))
        return ProposePlanSuccess(plan=DevelopmentPlan.of(view))

    @command("Agree to a proposed plan; it is active once both sides have agreed.")
    async def agree_plan(self, info: Info, input: AgreePlanInput) -> AgreePlanSuccess:
        """Agree to a plan."""
        view = await plans.agree_plan(
            info.context.actor, plan_id=_plan_id(input.plan_id), version=input.version
        )
        return AgreePlanSuccess(plan=DevelopmentPlan.of(view))

    @command("Close a plan that is over or was given up.")
    async def close_plan(self, info: Info, input: ClosePlanInput) -> ClosePlanSuccess:
        """Close a plan."""
        view = await plans.close_plan(
            info.context.actor, plan_id=_plan_id(input.plan_id), note=input.note
        )
        return ClosePlanSuccess(plan=DevelopmentPlan.of(view))

    @command("Add a goal to a plan.")
    async def add_goal(self, info: Info, input: AddGoalInput) -> AddGoalSuccess:
        """Add a goal."""
        view = await goals.add_goal(
            info.context.actor,
            plan_id=_plan_id(input.plan_id),
            title=input.title,
            description=input.description,
            due_on=input.due_on,
        )
        return AddGoalSuccess(goal=Goal.of(view), plan=await shown_plan(info, view.plan_id))

    @command("Change a goal's words or date.")
    async def edit_goal(self, info: Info, input: EditGoalInput) -> EditGoalSuccess:
        """Edit a goal."""
        view = await goals.edit_goal(
            info.context.actor,
            goal_id=_goal_id(input.goal_id),
            title=input.title,
            description=input.description,
            due_on=input.due_on,
            version=input.version,
        )
        return EditGoalSuccess(goal=Goal.of(view))

    @command("Take a goal out of a plan that is not agreed yet.")
    async def remove_goal(self, info: Info, input: RemoveGoalInput) -> RemoveGoalSuccess:
        """Remove a goal."""
        plan = await goals.remove_goal(info.context.actor, goal_id=_goal_id(input.goal_id))
        return RemoveGoalSuccess(plan=await shown_plan(info, plan))

    @command("Add a step on the way to a goal.")
    async def add_milestone(self, info: Info, input: AddMilestoneInput) -> AddMilestoneSuccess:
        """Add a milestone."""
        view = await goals.add_milestone(
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
        view = await goals.set_milestone_done(
            info.context.actor, milestone_id=_milestone_id(input.milestone_id), done=input.done
        )
        return SetMilestoneDoneSuccess(goal=Goal.of(view))

    @command("Take a step out of a goal.")
    async def remove_milestone(
        self, info: Info, input: RemoveMilestoneInput
    ) -> RemoveMilestoneSuccess:
        """Remove a milestone."""
        view = await goals.remove_milestone(
            info.context.actor, milestone_id=_milestone_id(input.milestone_id)
        )
        return RemoveMilestoneSuccess(goal=Goal.of(view))

    @command("Tell how a goal goes.")
    async def check_in(self, info: Info, input: CheckInInput) -> CheckInSuccess:
        """Check in."""
        view = await goals.check_in(
            info.context.actor,
            goal_id=_goal_id(input.goal_id),
            progress=input.progress,
            status=rules.GoalStatus[input.status.name],
            comment=input.comment,
        )
        return CheckInSuccess(check_in=CheckIn.of(view), goal=await shown_goal(info, view.goal_id))


def _plan_id(value: strawberry.ID) -> UUID:
    return from_global(value, "DevelopmentPlan", field="plan_id")


def _goal_id(value: strawberry.ID) -> UUID:
    return from_global(value, "Goal", field="goal_id")


def _milestone_id(value: strawberry.ID) -> UUID:
    return from_global(value, "Milestone", field="milestone_id")
