"""Development plans."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.paging import PageRequest
from erm.development import queries
from erm.development.views import PlanView
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.development_changes import DevelopmentChange
from erm.schema.development_enums import PlanOutcome, PlanState
from erm.schema.development_focus import FocusArea
from erm.schema.development_goals import Goal, GoalsQuery, GoalsViewer
from erm.schema.development_readers import PlanReaderLine
from erm.schema.ids import from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.paging import After, Connection, First
from erm.schema.refs import PersonRef


@strawberry.type(description="What a person wants to reach in a period, agreed with their manager.")
class DevelopmentPlan(Node):
    """A plan as the viewer sees it."""

    key: strawberry.Private[UUID]
    person_key: strawberry.Private[UUID]
    mentor_key: strawberry.Private[UUID | None]
    agreed_manager_key: strawberry.Private[UUID | None]
    renewed_from_key: strawberry.Private[UUID | None]
    visible_to_keys: strawberry.Private[tuple[UUID, ...]]
    title: str = strawberry.field(description="What it is called.")
    focus: str = strawberry.field(description="What it is about, and why; may be empty.")
    starts_on: date = strawberry.field(description="First day of its period.")
    ends_on: date = strawberry.field(description="Last day of its period.")
    state: PlanState = strawberry.field(description="Where it stands.")
    shared_with_hr: bool = strawberry.field(description="Whether HR reads it as well.")
    shared_with_mentor: bool = strawberry.field(description="Whether its mentor reads it.")
    shared_with_managers_manager: bool = strawberry.field(
        description="Whether the manager of the person's manager reads it; and a new manager what is "
        "closed before they come."
    )
    readers: list[PlanReaderLine] = strawberry.field(
        description="Who reads it now, and as what; HR as one line without a person."
    )
    check_in_every: int = strawberry.field(description="Days between two check-ins.")
    quiet_after: int = strawberry.field(
        description="It is quiet when nobody has touched it for so many days."
    )
    check_in_due_on: date | None = strawberry.field(
        description="When the next check-in is due; null unless it is active and has open goals."
    )
    agreed_by_person_at: datetime | None = strawberry.field(
        description="When the person agreed, if they have."
    )
    agreed_by_manager_at: datetime | None = strawberry.field(
        description="When their manager agreed, if they have."
    )
    signed_at: datetime | None = strawberry.field(description="When both had agreed.")
    closed_at: datetime | None = strawberry.field(description="When it was closed.")
    closing_note: str = strawberry.field(description="What was said at the close; may be empty.")
    outcome: PlanOutcome | None = strawberry.field(description="How it ended; null until then.")
    progress: int | None = strawberry.field(
        description="Mean of the goals' progress in percent, rounded down. Private and dropped goals "
        "do not count, nor what is not measured yet; null where nothing is left."
    )
    last_activity_at: datetime = strawberry.field(
        description="When somebody last worked on it or checked in."
    )
    quiet_days: int = strawberry.field(description="Whole days since then.")
    quiet: bool = strawberry.field(
        description="Whether it is active and nobody has touched it for `quietAfter` days."
    )
    days_over: int = strawberry.field(
        description="Days since its last day; 0 unless it has expired."
    )
    changes_since_signing: int = strawberry.field(
        description="How many changes were made since both agreed."
    )
    unseen_changes: int = strawberry.field(
        description="How many of them others made since the viewer last said that they saw them; 0 "
        "for whoever only reads it."
    )
    can_edit: bool = strawberry.field(description="Whether the viewer may change it now.")
    can_agree: bool = strawberry.field(description="Whether it waits for the viewer's agreement.")
    can_check_in: bool = strawberry.field(description="Whether the viewer may check in now.")
    can_close: bool = strawberry.field(description="Whether the viewer may close it now.")
    can_renew: bool = strawberry.field(
        description="Whether the viewer may begin the next one from it now."
    )
    can_extend: bool = strawberry.field(description="Whether the viewer may move its end now.")
    can_share: bool = strawberry.field(description="Whether the viewer may say who reads it.")
    can_acknowledge: bool = strawberry.field(
        description="Whether there are changes for the viewer to see."
    )
    version: int = strawberry.field(description="To be given back when editing or agreeing.")

    @strawberry.field(description="Whose plan it is.")
    async def person(self, info: Info) -> PersonRef:
        """Its person."""
        return await refs.person(info, self.person_key)

    @strawberry.field(description="Who accompanies it; they read it once it is shared with them.")
    async def mentor(self, info: Info) -> PersonRef | None:
        """Its mentor."""
        return await refs.maybe_person(info, self.mentor_key)

    @strawberry.field(description="The manager who agreed.")
    async def agreed_manager(self, info: Info) -> PersonRef | None:
        """Who signed for the manager's side."""
        return await refs.maybe_person(info, self.agreed_manager_key)

    @strawberry.field(description="The plan that it renewed, if the viewer may read that.")
    async def renewed_from(self, info: Info) -> DevelopmentPlan | None:
        """The plan before it."""
        return await load_plan(info, self.renewed_from_key)

    @strawberry.field(description="The plan that it was renewed by, if the viewer may read that.")
    async def renewed_to(self, info: Info) -> DevelopmentPlan | None:
        """The plan after it."""
        view = await info.context.loader(queries.renewals_of).load(self.key)
        return None if view is None else DevelopmentPlan.of(view)

    @strawberry.field(description="What it concentrates on, in order.")
    async def focus_areas(self, info: Info) -> list[FocusArea]:
        """Its focus areas."""
        views = await info.context.loader(queries.focus_areas_of).load(self.key)
        return [FocusArea.of(view) for view in views or ()]

    @strawberry.field(description="Its goals, in order; others' private ones are not among them.")
    async def goals(self, info: Info) -> list[Goal]:
        """Its goals."""
        views = await info.context.loader(queries.goals_of).load(self.key)
        return [Goal.of(view) for view in views or ()]

    @strawberry.field(
        description="What was changed in it, its focus areas, goals and milestones since it was first "
        "proposed, newest first."
    )
    async def changes(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[DevelopmentChange]:
        """A page of its history."""
        wanted = (self.key, PageRequest.of(first, after))
        page = await info.context.loader(queries.change_pages).load(wanted)
        assert page is not None, "every page asked for is answered"  # noqa: S101
        return Connection[DevelopmentChange].of(page, DevelopmentChange.of)

    @strawberry.field(description="The people who read it now. HR is not listed; see `readers`.")
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
            mentor_key=view.mentor_id,
            agreed_manager_key=view.agreed_manager_id,
            renewed_from_key=view.renewed_from_id,
            visible_to_keys=view.visible_to_ids,
            title=view.title,
            focus=view.focus,
            starts_on=view.starts_on,
            ends_on=view.ends_on,
            state=view.state,
            shared_with_hr=view.shared_with_hr,
            shared_with_mentor=view.shared_with_mentor,
            shared_with_managers_manager=view.shared_with_managers_manager,
            readers=[PlanReaderLine.of(each) for each in view.readers],
            check_in_every=view.check_in_every,
            quiet_after=view.quiet_after,
            check_in_due_on=view.check_in_due_on,
            agreed_by_person_at=view.agreed_by_person_at,
            agreed_by_manager_at=view.agreed_by_manager_at,
            signed_at=view.signed_at,
            closed_at=view.closed_at,
            closing_note=view.closing_note,
            outcome=view.outcome,
            progress=view.progress,
            last_activity_at=view.last_activity_at,
            quiet_days=view.quiet_days,
            quiet=view.quiet,
            days_over=view.days_over,
            changes_since_signing=view.changes_since_signing,
            unseen_changes=view.unseen_changes,
            can_edit=view.can_edit,
            can_agree=view.can_agree,
            can_check_in=view.can_check_in,
            can_close=view.can_close,
            can_renew=view.can_renew,
            can_extend=view.can_extend,
            can_share=view.can_share,
            can_acknowledge=view.can_acknowledge,
            version=view.version,
        )


@node_of("DevelopmentPlan")
async def load_plan(info: Info, key: UUID | None) -> DevelopmentPlan | None:
    """A plan by key."""
    view = None if key is None else await info.context.loader(queries.plans_by_ids).load(key)
    return None if view is None else DevelopmentPlan.of(view)


async def shown_plan(info: Info, key: UUID) -> DevelopmentPlan:
    """The plan of something that the viewer sees, and so sees as well."""
    found = await load_plan(info, key)
    if found is None:
        raise LookupError("a readable part of a plan that is not readable")
    return found


PlanId = Annotated[strawberry.ID, strawberry.argument(description="Id of the plan.")]


@strawberry.type
class DevelopmentQuery(GoalsQuery):
    """Root fields of development."""

    @strawberry.field(description="One development plan; null if the viewer may not read it.")
    async def development_plan(self, info: Info, id: PlanId) -> DevelopmentPlan | None:
        """A plan by id."""
        return await load_plan(info, from_global(id, "DevelopmentPlan"))


@strawberry.type
class DevelopmentViewer(GoalsViewer):
    """Plans of the viewer and of their team."""

    @strawberry.field(
        description="The viewer's own plans: expired, active, proposed, drafts, closed."
    )
    async def development_plans(self, info: Info) -> list[DevelopmentPlan]:
        """My plans."""
        return [DevelopmentPlan.of(view) for view in await queries.own_plans(info.context.actor)]

    @strawberry.field(description="Plans of the viewer's direct reports that the viewer may read.")
    async def team_development_plans(self, info: Info) -> list[DevelopmentPlan]:
        """My reports' plans."""
        return [DevelopmentPlan.of(view) for view in await queries.team_plans(info.context.actor)]

    @strawberry.field(
        description="The viewer's own active plans whose check-in is due, the longest due first."
    )
    async def check_ins_due(self, info: Info) -> list[DevelopmentPlan]:
        """Where I owe a check-in."""
        found = await queries.check_ins_due(info.context.actor)
        return [DevelopmentPlan.of(view) for view in found]


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
