"""Goals, their milestones and check-ins."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.paging import PageRequest
from erm.development import queries
from erm.development.views import CheckInView, GoalView, MilestoneView
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.development_changes import DevelopmentChange
from erm.schema.development_enums import (
    Confidence,
    GoalKind,
    GoalMeasure,
    GoalStatus,
    GoalVisibility,
    NumberDirection,
)
from erm.schema.development_readers import PlanReaderLine
from erm.schema.development_sources import HasSource
from erm.schema.evidence import GoalEvidence
from erm.schema.ids import from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.paging import After, Connection, First
from erm.schema.refs import DevelopmentPlanRef, FocusAreaRef, PersonRef


@strawberry.type(description="One thing that a person wants to reach.")
class Goal(Node, GoalEvidence, HasSource):
    """A goal as the viewer sees it. Whoever reads it only because everybody does gets no plan, no
    check-ins and nothing else that was told of it.
    """

    key: strawberry.Private[UUID]
    plan_key: strawberry.Private[UUID | None]
    person_key: strawberry.Private[UUID]
    author_key: strawberry.Private[UUID]
    focus_area_key: strawberry.Private[UUID | None]
    followed: strawberry.Private[bool]
    title: str = strawberry.field(description="What is to be reached.")
    description: str = strawberry.field(description="More about it; may be empty.")
    due_on: date | None = strawberry.field(description="Until when, if that was said.")
    progress: int | None = strawberry.field(
        description="How far it is, in percent, rounded down; null while nothing is measured."
    )
    status: GoalStatus = strawberry.field(description="How it goes, as somebody said.")
    status_reason: str = strawberry.field(
        description="Why, from the last check-in; empty for whoever does not read check-ins."
    )
    confidence: Confidence | None = strawberry.field(
        description="How sure the last check-in was; null for whoever does not read check-ins."
    )
    checked_in_at: datetime | None = strawberry.field(description="When the last check-in was.")
    kind: GoalKind = strawberry.field(description="What it is for.")
    measure: GoalMeasure = strawberry.field(description="What its progress is counted from.")
    visibility: GoalVisibility = strawberry.field(description="Who reads it.")
    weight: int = strawberry.field(
        description="How much it counts in the goal above it, relative to the others there."
    )
    number_start: str | None = strawberry.field(description="The number that it began from.")
    number_target: str | None = strawberry.field(description="The number to reach.")
    number_now: str | None = strawberry.field(description="The number as last told.")
    unit: str = strawberry.field(description="What the numbers count; may be empty.")
    direction: NumberDirection | None = strawberry.field(
        description="Which way the number is to go; null for other measures."
    )
    can_edit: bool = strawberry.field(description="Whether the viewer may change it now.")
    can_check_in: bool = strawberry.field(description="Whether the viewer may check in now.")
    can_remove: bool = strawberry.field(description="Whether the viewer may take it away now.")
    can_add_evidence: bool = strawberry.field(
        description="Whether the viewer may add evidence now."
    )
    version: int = strawberry.field(description="To be given back when editing or checking in.")

    @strawberry.field(description="The plan that it belongs to; null without one.")
    async def plan(self, info: Info) -> DevelopmentPlanRef | None:
        """Its plan."""
        return await refs.load(info, "DevelopmentPlan", self.plan_key)

    @strawberry.field(description="Whose goal it is.")
    async def person(self, info: Info) -> PersonRef:
        """Its person."""
        return await refs.person(info, self.person_key)

    @strawberry.field(description="Who wrote it down.")
    async def author(self, info: Info) -> PersonRef:
        """Its author."""
        return await refs.person(info, self.author_key)

    @strawberry.field(description="The focus area of its plan that it belongs to.")
    async def focus_area(self, info: Info) -> FocusAreaRef | None:
        """Its focus area."""
        return await refs.load(info, "FocusArea", self.focus_area_key)

    @strawberry.field(description="Steps on the way, in order.")
    async def milestones(self, info: Info) -> list[Milestone]:
        """Its milestones."""
        views = await info.context.loader(queries.milestones_of).load(self.key)
        return [Milestone.of(view) for view in views or ()]

    @strawberry.field(
        description="What was told about it, newest first; nothing for whoever reads it only because "
        "everybody does."
    )
    async def check_ins(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[CheckIn]:
        """A page of check-ins."""
        wanted = (self.key, PageRequest.of(first, after))
        page = await info.context.loader(queries.check_in_pages).load(wanted)
        assert page is not None, "every page asked for is answered"  # noqa: S101
        return Connection[CheckIn].of(page, CheckIn.of)

    @strawberry.field(
        description="The goal that it counts in; null without one, and where the viewer may not read it."
    )
    async def parent(self, info: Info) -> Goal | None:
        """The goal above it."""
        found = await info.context.loader(queries.parents_of).load(self.key)
        return None if found is None else await load_goal(info, found.parent_id)

    @strawberry.field(
        description="Whether it counts in another goal, readable or not. Of somebody's private goal "
        "nobody else is told."
    )
    async def has_parent(self, info: Info) -> bool:
        """Whether there is one above it."""
        found = await info.context.loader(queries.parents_of).load(self.key)
        return found is not None and found.has_parent

    @strawberry.field(description="The goals below it that the viewer may read, oldest first.")
    async def children(self, info: Info) -> list[Goal]:
        """The goals that name it as theirs above."""
        views = await info.context.loader(queries.children_of).load(self.key)
        return [Goal.of(view) for view in views or ()]

    @strawberry.field(
        description="How many goals count in it, readable or not. Private and dropped ones never do, "
        "nor those of people who have left."
    )
    async def children_counted(self, info: Info) -> int:
        """How many goals count."""
        return await info.context.loader(queries.children_counted_of).load(self.key) or 0

    @strawberry.field(
        description="What was changed in it, newest first, at most 100; nothing for whoever reads it "
        "only because everybody does."
    )
    async def changes(self, info: Info) -> list[DevelopmentChange]:
        """Its history."""
        views = await info.context.loader(queries.changes_of_goals).load(self.key)
        return [DevelopmentChange.of(view) for view in views or ()]

    @strawberry.field(
        description="Who reads it and what is told of it now, as far as the viewer does: the readers "
        "of its plan; without one the person and their manager; of a private one its author."
    )
    async def readers(self, info: Info) -> list[PlanReaderLine]:
        """Its readers."""
        views = await info.context.loader(queries.goal_readers_of).load(self.key)
        return [PlanReaderLine.of(view) for view in views or ()]

    @classmethod
    def of(cls, view: GoalView) -> Goal:
        """Dress a view."""
        return cls(
            id=to_global("Goal", view.id),
            key=view.id,
            plan_key=view.plan_id,
            person_key=view.person_id,
            author_key=view.author_id,
            focus_area_key=view.focus_area_id,
            followed=view.followed,
            origin=view.origin,
            origin_key=view.origin_id,
            title=view.title,
            description=view.description,
            due_on=view.due_on,
            progress=view.progress,
            status=view.status,
            status_reason=view.status_reason,
            confidence=view.confidence,
            checked_in_at=view.checked_in_at,
            kind=view.kind,
            measure=view.measure,
            visibility=view.visibility,
            weight=view.weight,
            number_start=view.number_start,
            number_target=view.number_target,
            number_now=view.number_now,
            unit=view.unit,
            direction=view.direction,
            can_edit=view.can_edit,
            can_check_in=view.can_check_in,
            can_remove=view.can_remove,
            can_add_evidence=view.can_add_evidence,
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
    """A check-in on a goal that the viewer follows."""

    key: strawberry.Private[UUID]
    goal_key: strawberry.Private[UUID]
    author_key: strawberry.Private[UUID]
    progress: int = strawberry.field(description="How far it was, in percent.")
    status: GoalStatus = strawberry.field(description="How it went.")
    comment: str = strawberry.field(description="In words; may be empty.")
    reason: str = strawberry.field(description="Why it went so; may be empty.")
    confidence: Confidence | None = strawberry.field(
        description="How sure whoever told it was that the goal would be reached."
    )
    number: str | None = strawberry.field(
        description="The number that was told, for a goal measured by one."
    )
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
            status=view.status,
            comment=view.comment,
            reason=view.reason,
            confidence=view.confidence,
            number=view.number,
            created_at=view.created_at,
        )


@node_of("Goal")
async def load_goal(info: Info, key: UUID | None) -> Goal | None:
    """A goal by key."""
    view = None if key is None else await info.context.loader(queries.goals_by_ids).load(key)
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


async def shown_goal(info: Info, key: UUID) -> Goal:
    """The goal of something that the viewer sees, and so sees as well."""
    found = await load_goal(info, key)
    if found is None:
        raise LookupError("a readable part of a goal that is not readable")
    return found


GoalId = Annotated[strawberry.ID, strawberry.argument(description="Id of the goal.")]
Search = Annotated[
    str | None, strawberry.argument(description="Words of its title; all goals unless given.")
]


@strawberry.type
class GoalsQuery:
    """Root fields of goals."""

    @strawberry.field(description="One goal; null if the viewer may not read it.")
    async def goal(self, info: Info, id: GoalId) -> Goal | None:
        """A goal by id."""
        return await load_goal(info, from_global(id, "Goal"))

    @strawberry.field(
        description="Open goals that a goal of the viewer's may count in: those of everyone, the "
        "viewer's own and their reports'. At most 20, the newest first."
    )
    async def goals_to_align_to(self, info: Info, search: Search = None) -> list[Goal]:
        """What one can align to."""
        found = await queries.goals_to_align_to(info.context.actor, search)
        return [Goal.of(view) for view in found]


@strawberry.type
class GoalsViewer:
    """Goals of the viewer and of their team outside plans."""

    @strawberry.field(
        description="The viewer's own goals outside plans, private ones too, or those of others that "
        "are for everyone: open ones first, at most 100."
    )
    async def goals(
        self,
        info: Info,
        mine: Annotated[
            bool,
            strawberry.argument(description="The viewer's own; else those of others for everyone."),
        ] = True,
    ) -> list[Goal]:
        """My goals, or everybody's."""
        read = queries.own_goals if mine else queries.goals_for_everyone
        return [Goal.of(view) for view in await read(info.context.actor)]

    @strawberry.field(description="The goals outside plans of the viewer's reports.")
    async def team_goals(self, info: Info) -> list[Goal]:
        """My reports' goals."""
        return [Goal.of(view) for view in await queries.team_goals(info.context.actor)]
