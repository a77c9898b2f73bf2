"""Development plans: goals, milestones, check-ins."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.paging import PageRequest
from erm.development import queries
from erm.development.views import CheckInView, GoalView, MilestoneView, PlanView
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.ids import from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.paging import After, Connection, First
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
    DROPPED = strawberry.enum_value("dropped", description="Nobody works towards it any more.")


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
        return await shown_plan(info, self.plan_key)

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
        wanted = (self.key, PageRequest.of(first, after))
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
        return await shown_goal(info, self.goal_key)

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
        return await shown_goal(info, self.goal_key)

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


async def shown_plan(info: Info, key: UUID) -> DevelopmentPlan:
    """The plan of something that the viewer sees, and so sees as well."""
    found = await load_plan(info, key)
    if found is None:
        raise LookupError("a readable part of a plan that is not readable")
    return found


async def shown_goal(info: Info, key: UUID) -> Goal:
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
