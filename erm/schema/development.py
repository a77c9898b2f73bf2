"""Development plans: goals, milestones, check-ins."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from erm.development import queries, rules
from erm.development.commands import goals, plans
from erm.development.views import CheckInView, GoalView, MilestoneView, PlanView
from erm.schema import refs
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.ids import from_global, maybe_from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.paging import After, Connection, First, page_request
from erm.schema.refs import PersonRef


@strawberry.enum(description="Where a development plan stands.")
class PlanState(Enum):
    """The states of a plan."""

    DRAFT = strawberry.enum_value(
        "draft", description="It is being written. One's own draft nobody else sees."
    )
    PROPOSED = strawberry.enum_value(
        "proposed", description="One side has proposed it; the other is asked to agree."
    )
    ACTIVE = strawberry.enum_value("active", description="Both have agreed.")
    CLOSED = strawberry.enum_value("closed", description="It is over, or was given up.")


@strawberry.enum(description="How a goal goes.")
class GoalStatus(Enum):
    """What a check-in says."""

    ON_TRACK = strawberry.enum_value("on_track", description="As planned.")
    AT_RISK = strawberry.enum_value("at_risk", description="It may not be reached in time.")
    OFF_TRACK = strawberry.enum_value("off_track", description="It will not be reached in time.")
    DONE = strawberry.enum_value("done", description="It was reached.")


@strawberry.type(description="What a person wants to reach in a period, agreed with their manager.")
class DevelopmentPlan(Node):
    """A plan as the viewer sees it."""

    key: strawberry.Private[UUID]
    person_key: strawberry.Private[UUID]
    agreed_manager_key: strawberry.Private[UUID | None]
    visible_to_keys: strawberry.Private[tuple[UUID, ...]]
    title: str = strawberry.field(description="What it is called.")
    focus: str = strawberry.field(description="What it is about, and why; may be empty.")
    starts_on: date = strawberry.field(description="First day of its period.")
    ends_on: date = strawberry.field(description="Last day of its period.")
    state: PlanState = strawberry.field(description="Where it stands.")
    shared_with_hr: bool = strawberry.field(description="Whether HR reads it as well.")
    agreed_by_person_at: datetime | None = strawberry.field(
        description="When the person agreed, if they have."
    )
    agreed_by_manager_at: datetime | None = strawberry.field(
        description="When their manager agreed, if they have."
    )
    closed_at: datetime | None = strawberry.field(description="When it was closed.")
    closing_note: str = strawberry.field(description="What was said at the close; may be empty.")
    progress: int | None = strawberry.field(
        description="Mean of the goals' progress in percent, rounded down; null without goals."
    )
    last_activity_at: datetime = strawberry.field(
        description="When somebody last worked on it or checked in."
    )
    quiet_days: int = strawberry.field(description="Whole days since then.")
    quiet: bool = strawberry.field(
        description="Whether it is active and nobody has touched it for 21 days."
    )
    can_edit: bool = strawberry.field(description="Whether the viewer may change it now.")
    can_agree: bool = strawberry.field(description="Whether it waits for the viewer's agreement.")
    can_check_in: bool = strawberry.field(description="Whether the viewer may check in now.")
    can_close: bool = strawberry.field(description="Whether the viewer may close it now.")
    version: int = strawberry.field(description="To be given back when editing or agreeing.")

    @strawberry.field(description="Whose plan it is.")
    async def person(self, info: Info) -> PersonRef:
        """Its person."""
        return await refs.person(info, self.person_key)

    @strawberry.field(description="The manager who agreed.")
    async def agreed_manager(self, info: Info) -> PersonRef | None:
        """Who signed for the manager's side."""
        return await refs.maybe_person(info, self.agreed_manager_key)

    @strawberry.field(description="Its goals, in order.")
    async def goals(self, info: Info) -> list[Goal]:
        """Its goals."""
        views = await info.context.loader(queries.goals_of).load(self.key)
        return [Goal.of(view) for view in views or ()]

    @strawberry.field(
        description="Who reads it now: the person and perhaps their manager. "
        "HR is not listed; see sharedWithHr."
    )
    async def visible_to(self, info: Info) -> list[PersonRef]:
        """Its readers."""
        return await refs.people(info, self.visible_to_keys)

    @classmethod
    def of(cls, view: PlanView) -> DevelopmentPlan:
        """Dress a view."""
        return cls(
            id=to_global("DevelopmentPlan", view.id),
            key=view.id,
            person_key=view.person_id,
            agreed_manager_key=view.agreed_manager_id,
            visible_to_keys=view.visible_to_ids,
            title=view.title,
            focus=view.focus,
            starts_on=view.starts_on,
            ends_on=view.ends_on,
            state=PlanState[view.state.name],
            shared_with_hr=view.shared_with_hr,
            agreed_by_person_at=view.agreed_by_person_at,
            agreed_by_manager_at=view.agreed_by_manager_at,
            closed_at=view.closed_at,
            closing_note=view.closing_note,
            progress=view.progress,
            last_activity_at=view.last_activity_at,
            quiet_days=view.quiet_days,
            quiet=view.quiet,
            can_edit=view.can_edit,
            can_agree=view.can_agree,
            can_check_in=view.can_check_in,
            can_close=view.can_close,
            version=view.version,
        )


@strawberry.type(description="One thing that a person wants to reach.")
class Goal(Node):
    """A goal of a plan that the viewer reads."""

    key: strawberry.Private[UUID]
    plan_key: strawberry.Private[UUID]
    title: str = strawberry.field(description="What is to be reached.")
    description: str = strawberry.field(description="More about it; may be empty.")
    due_on: date | None = strawberry.field(description="Until when, if that was said.")
    progress: int = strawberry.field(description="How far it is, in percent.")
    status: GoalStatus = strawberry.field(description="How it goes.")
    version: int = strawberry.field(description="To be given back when editing.")

    @strawberry.field(description="The plan that it belongs to.")
    async def plan(self, info: Info) -> DevelopmentPlan:
        """Its plan."""
        return await _plan(info, self.plan_key)

    @strawberry.field(description="Steps on the way, in order.")
    async def milestones(self, info: Info) -> list[Milestone]:
        """Its milestones."""
        views = await info.context.loader(queries.milestones_of).load(self.key)
        return [Milestone.of(view) for view in views or ()]

    @strawberry.field(description="What was told about it, newest first.")
    async def check_ins(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[CheckIn]:
        """A page of check-ins."""
        wanted = (self.key, page_request(first, after))
        page = await info.context.loader(queries.check_in_pages).load(wanted)
        assert page is not None, "every page asked for is answered"  # noqa: S101
        return Connection[CheckIn].of(page, CheckIn.of)

    @classmethod
    def of(cls, view: GoalView) -> Goal:
        """Dress a view."""
        return cls(
            id=to_global("Goal", view.id),
            key=view.id,
            plan_key=view.plan_id,
            title=view.title,
            description=view.description,
            due_on=view.due_on,
            progress=view.progress,
            status=GoalStatus[view.status.name],
            version=view.version,
        )


@strawberry.type(description="A step on the way to a goal.")
class Milestone(Node):
    """A milestone of a goal that the viewer reads."""

    key: strawberry.Private[UUID]
    goal_key: strawberry.Private[UUID]
    title: str = strawberry.field(description="What is to be done.")
    due_on: date | None = strawberry.field(description="Until when, if that was said.")
    done_at: datetime | None = strawberry.field(description="When it was done.")
    position: int = strawberry.field(description="Its place among the goal's steps, from 0.")

    @strawberry.field(description="The goal that it leads to.")
    async def goal(self, info: Info) -> Goal:
        """Its goal."""
        return await _goal(info, self.goal_key)

    @classmethod
    def of(cls, view: MilestoneView) -> Milestone:
        """Dress a view."""
        return cls(
            id=to_global("Milestone", view.id),
            key=view.id,
            goal_key=view.goal_id,
            title=view.title,
            due_on=view.due_on,
            done_at=view.done_at,
            position=view.position,
        )


@strawberry.type(description="How a goal went at one moment.")
class CheckIn(Node):
    """A check-in on a goal that the viewer reads."""

    key: strawberry.Private[UUID]
    goal_key: strawberry.Private[UUID]
    author_key: strawberry.Private[UUID]
    progress: int = strawberry.field(description="How far it was, in percent.")
    status: GoalStatus = strawberry.field(description="How it went.")
    comment: str = strawberry.field(description="In words; may be empty.")
    created_at: datetime = strawberry.field(description="When it was told.")

    @strawberry.field(description="Who told it.")
    async def author(self, info: Info) -> PersonRef:
        """Its author."""
        return await refs.person(info, self.author_key)

    @strawberry.field(description="The goal that it is about.")
    async def goal(self, info: Info) -> Goal:
        """Its goal."""
        return await _goal(info, self.goal_key)

    @classmethod
    def of(cls, view: CheckInView) -> CheckIn:
        """Dress a view."""
        return cls(
            id=to_global("CheckIn", view.id),
            key=view.id,
            goal_key=view.goal_id,
            author_key=view.author_id,
            progress=view.progress,
            status=GoalStatus[view.status.name],
            comment=view.comment,
            created_at=view.created_at,
        )


@node_of("DevelopmentPlan")
async def load_plan(info: Info, key: UUID) -> DevelopmentPlan | None:
    """A plan by key."""
    view = await info.context.loader(queries.plans_by_ids).load(key)
    return None if view is None else DevelopmentPlan.of(view)


@node_of("Goal")
async def load_goal(info: Info, key: UUID) -> Goal | None:
    """A goal by key."""
    view = await info.context.loader(queries.goals_by_ids).load(key)
    return None if view is None else Goal.of(view)


@node_of("Milestone")
async def load_milestone(info: Info, key: UUID) -> Milestone | None:
    """A milestone by key."""
    view = await info.context.loader(queries.milestones_by_ids).load(key)
    return None if view is None else Milestone.of(view)


@node_of("CheckIn")
async def load_check_in(info: Info, key: UUID) -> CheckIn | None:
    """A check-in by key."""
    view = await info.context.loader(queries.check_ins_by_ids).load(key)
    return None if view is None else CheckIn.of(view)


async def _plan(info: Info, key: UUID) -> DevelopmentPlan:
    """The plan of something that the viewer sees, and so sees as well."""
    found = await load_plan(info, key)
    if found is None:
        raise LookupError("a readable part of a plan that is not readable")
    return found


async def _goal(info: Info, key: UUID) -> Goal:
    """The goal of something that the viewer sees, and so sees as well."""
    found = await load_goal(info, key)
    if found is None:
        raise LookupError("a readable part of a goal that is not readable")
    return found


PlanId = Annotated[strawberry.ID, strawberry.argument(description="Id of the plan.")]
GoalId = Annotated[strawberry.ID, strawberry.argument(description="Id of the goal.")]


@strawberry.type
class DevelopmentQuery:
    """Root fields of development."""

    @strawberry.field(description="One development plan; null if the viewer may not read it.")
    async def development_plan(self, info: Info, id: PlanId) -> DevelopmentPlan | None:
        """A plan by id."""
        return await load_plan(info, from_global(id, "DevelopmentPlan"))

    @strawberry.field(description="One goal; null if the viewer may not read its plan.")
    async def goal(self, info: Info, id: GoalId) -> Goal | None:
        """A goal by id."""
        return await load_goal(info, from_global(id, "Goal"))


@strawberry.type
class DevelopmentViewer:
    """Plans of the viewer and of their team."""

    @strawberry.field(description="The viewer's own plans: active, proposed, drafts, closed.")
    async def development_plans(self, info: Info) -> list[DevelopmentPlan]:
        """My plans."""
        return [DevelopmentPlan.of(view) for view in await queries.own_plans(info.context.actor)]

    @strawberry.field(description="Plans of the viewer's direct reports that the viewer may read.")
    async def team_development_plans(self, info: Info) -> list[DevelopmentPlan]:
        """My reports' plans."""
        return [DevelopmentPlan.of(view) for view in await queries.team_plans(info.context.actor)]


@strawberry.type
class PersonDevelopment:
    """What a person's page shows of development."""

    key: strawberry.Private[UUID]

    @strawberry.field(description="This person's plans that the viewer may read.")
    async def development_plans(self, info: Info) -> list[DevelopmentPlan]:
        """Their plans, for this viewer."""
        views = await info.context.loader(queries.plans_of).load(self.key)
        return [DevelopmentPlan.of(view) for view in views or ()]

    @strawberry.field(
        description="Whether the viewer may draft a plan for this person: themselves or a report."
    )
    async def can_draft_plan(self, info: Info) -> bool:
        """Whether ``draftPlan`` would be allowed."""
        return bool(await info.context.loader(queries.draftable_for).load(self.key))


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
        return AddGoalSuccess(goal=Goal.of(view), plan=await _plan(info, view.plan_id))

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
        return RemoveGoalSuccess(plan=await _plan(info, plan))

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
        return CheckInSuccess(check_in=CheckIn.of(view), goal=await _goal(info, view.goal_id))


def _plan_id(value: strawberry.ID) -> UUID:
    return from_global(value, "DevelopmentPlan", field="plan_id")


def _goal_id(value: strawberry.ID) -> UUID:
    return from_global(value, "Goal", field="goal_id")


def _milestone_id(value: strawberry.ID) -> UUID:
    return from_global(value, "Milestone", field="milestone_id")
