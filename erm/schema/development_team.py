"""A manager's team at a glance."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import strawberry

from erm.development import queries as development
from erm.development.competencies.queries.placements import placements_today
from erm.development.overview.team import GapLineView, TeamLineView, TeamView, team_development
from erm.schema import refs
from erm.schema.careers import Placement
from erm.schema.context import Info
from erm.schema.development_enums import PlanState
from erm.schema.refs import CompetencyRef, DevelopmentPlanRef, PersonRef


@strawberry.type(description="How far somebody is seen below what is expected of them.")
class GapLine:
    """A gap by the manager's side."""

    competency_key: strawberry.Private[UUID]
    gap: int = strawberry.field(
        description="Expected minus what the manager's side saw, in levels."
    )

    @strawberry.field(description="The competency.")
    async def competency(self, info: Info) -> CompetencyRef:
        """In what."""
        return await refs.shown(info, "Competency", self.competency_key)

    @classmethod
    def of(cls, view: GapLineView) -> GapLine:
        """Dress a view."""
        return cls(competency_key=view.competency_id, gap=view.gap)


@strawberry.type(description="A report's development, as far as the viewer reads it.")
class TeamDevelopmentLine:
    """One report."""

    person_key: strawberry.Private[UUID]
    plan_key: strawberry.Private[UUID | None]
    plan_state: PlanState | None = strawberry.field(
        description="Where the plan stands; null without one that the viewer reads."
    )
    quiet_days: int | None = strawberry.field(
        description="Days since anybody touched the plan; null unless it is active."
    )
    goals_open: int = strawberry.field(
        description="Goals to be reached: of the plan, and those outside of plans."
    )
    goals_at_risk: int = strawberry.field(description="Those of them at risk or off track.")
    goals_done: int = strawberry.field(description="Goals that were reached.")
    progress: int | None = strawberry.field(
        description="The plan's progress in percent; null where nothing is measured."
    )
    last_check_in_at: datetime | None = strawberry.field(
        description="When somebody last checked in on one of these goals."
    )
    last_assessed_at: datetime | None = strawberry.field(
        description="When both sides' last assessment was compared."
    )
    largest_gaps: list[GapLine] = strawberry.field(
        description="The largest gaps by the manager's side of it, at most three."
    )
    skills_missing: int = strawberry.field(
        description="Skills that they know less well than their level expects."
    )
    certificates_expiring: int = strawberry.field(
        description="Certificates that end within 90 days or ended within 90."
    )
    next_due_on: date | None = strawberry.field(
        description="The next day on which a goal, a step or the plan is due; it may be over."
    )

    @strawberry.field(description="Who.")
    async def person(self, info: Info) -> PersonRef:
        """The report."""
        return await refs.person(info, self.person_key)

    @strawberry.field(description="Their level today; null without one.")
    async def placement(self, info: Info) -> Placement | None:
        """Track and level."""
        view = await info.context.loader(placements_today).load(self.person_key)
        return None if view is None else Placement.of(view)

    @strawberry.field(
        description="The plan that is worked on, else the one that is being agreed or drafted; null "
        "without one that the viewer reads."
    )
    async def plan(self, info: Info) -> DevelopmentPlanRef | None:
        """The plan."""
        return await refs.load(info, "DevelopmentPlan", self.plan_key)

    @classmethod
    def of(cls, view: TeamLineView) -> TeamDevelopmentLine:
        """Dress a view."""
        plan = view.plan
        return cls(
            person_key=view.person_id,
            plan_key=None if plan is None else plan.id,
            plan_state=None if plan is None else plan.state,
            quiet_days=view.quiet_days,
            goals_open=view.goals_open,
            goals_at_risk=view.goals_at_risk,
            goals_done=view.goals_done,
            progress=None if plan is None else plan.progress,
            last_check_in_at=view.last_check_in_at,
            last_assessed_at=view.last_assessed_at,
            largest_gaps=[GapLine.of(each) for each in view.largest_gaps],
            skills_missing=view.skills_missing,
            certificates_expiring=view.certificates_expiring,
            next_due_on=view.next_due_on,
        )


@strawberry.type(description="The viewer's team at a glance: their direct reports.")
class TeamDevelopment:
    """Lines, and how many."""

    people: list[TeamDevelopmentLine] = strawberry.field(
        description="The reports, in the order of the directory."
    )
    with_plan: int = strawberry.field(description="How many have an active plan.")
    quiet: int = strawberry.field(description="How many have one that has gone quiet.")
    expired: int = strawberry.field(
        description="How many have one that is over and was neither closed nor renewed."
    )
    certificates_expiring: int = strawberry.field(
        description="Certificates that end within 90 days or ended within 90."
    )
    assessed_past12_months: int = strawberry.field(
        name="assessedPast12Months",
        description="How many were assessed by both sides in the last 12 months.",
    )

    @classmethod
    def of(cls, view: TeamView) -> TeamDevelopment:
        """Dress a view."""
        return cls(
            people=[TeamDevelopmentLine.of(each) for each in view.lines],
            with_plan=view.with_plan,
            quiet=view.quiet,
            expired=view.expired,
            certificates_expiring=view.certificates_expiring,
            assessed_past12_months=view.assessed_past_12_months,
        )


@strawberry.type
class DevelopmentTeamViewer:
    """The viewer's team."""

    @strawberry.field(
        description="How the viewer's direct reports develop; null for whoever has none."
    )
    async def team_development(self, info: Info) -> TeamDevelopment | None:
        """My team."""
        view = await team_development(info.context.actor)
        if view is None:
            return None
        plans = {line.plan.id: line.plan for line in view.lines if line.plan is not None}
        info.context.prime(development.plans_by_ids, plans)
        return TeamDevelopment.of(view)
