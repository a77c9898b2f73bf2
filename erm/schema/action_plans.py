"""Plans of action: what is done about what a survey told, and whether people say it changed anything."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.paging import PageRequest
from erm.engagement.actions import queries
from erm.engagement.actions.echoes import EchoView, echoes_of
from erm.engagement.actions.rules import ActionPlanState, ActionStepState
from erm.engagement.actions.views import ActionPlanView, ActionStepView
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.enums import describe
from erm.schema.ids import from_global, maybe_from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.paging import After, Connection, First
from erm.schema.refs import DepartmentRef, PersonRef, SurveyDriverRef, SurveyWaveRef
from erm.schema.survey_figures import SurveyFigure

describe(
    ActionPlanState,
    "ActionPlanState",
    "How far a plan of action is.",
    {
        ActionPlanState.ACTIVE: "Under way.",
        ActionPlanState.DONE: "Done.",
        ActionPlanState.DROPPED: "Given up.",
    },
)
describe(
    ActionStepState,
    "ActionStepState",
    "How far a step of a plan is.",
    {
        ActionStepState.OPEN: "To be done.",
        ActionStepState.DONE: "Done.",
        ActionStepState.DROPPED: "Given up.",
    },
)


@strawberry.type(description="A step of a plan of action: somebody's, until a day.")
class ActionStep:
    """A step as the viewer sees it."""

    plan_key: strawberry.Private[UUID]
    owner_key: strawberry.Private[UUID]
    id: strawberry.ID = strawberry.field(description="Id of the step.")
    text: str = strawberry.field(description="What is to be done.")
    due_on: date | None = strawberry.field(description="Until when, if there is a day.")
    state: ActionStepState = strawberry.field(description="How far it is.")
    settled_at: datetime | None = strawberry.field(
        description="When it was done or given up, if it was."
    )
    version: int = strawberry.field(description="To be given when it is settled.")
    can_settle: bool = strawberry.field(
        description="Whether the viewer may settle it: its owner, and who may change the plan."
    )
    overdue: bool = strawberry.field(description="Whether it should have been done by now.")

    @strawberry.field(description="The plan that it belongs to.")
    async def plan(self, info: Info) -> ActionPlan:
        """The plan."""
        found: ActionPlan = await refs.shown(info, "ActionPlan", self.plan_key)
        return found

    @strawberry.field(description="Who does it.")
    async def owner(self, info: Info) -> PersonRef:
        """The owner."""
        return await refs.person(info, self.owner_key)

    @classmethod
    def of(cls, view: ActionStepView) -> ActionStep:
        """Dress a view."""
        return cls(
            id=to_global("ActionStep", view.id),
            plan_key=view.plan_id,
            owner_key=view.owner_id,
            text=view.text,
            due_on=view.due_on,
            state=view.state,
            settled_at=view.settled_at,
            version=view.version,
            can_settle=view.can_settle,
            overdue=view.overdue,
        )


@strawberry.type(
    description="What people said when a later wave asked them whether anything has changed."
)
class ActionEcho:
    """A figure of a later wave."""

    wave_key: strawberry.Private[UUID]
    figure: SurveyFigure = strawberry.field(description="What they said, as far as it is told.")

    @strawberry.field(description="The wave that asked.")
    async def wave(self, info: Info) -> SurveyWaveRef:
        """The later wave."""
        return await refs.shown(info, "SurveyWave", self.wave_key)

    @classmethod
    def of(cls, view: EchoView) -> ActionEcho:
        """Dress a view."""
        return cls(wave_key=view.wave_id, figure=SurveyFigure.of(view.figure))


@strawberry.type(
    description="What a department, or the company, does about what a wave told. Those whom it is "
    "about see it."
)
class ActionPlan(Node):
    """A plan as the viewer sees it."""

    key: strawberry.Private[UUID]
    wave_key: strawberry.Private[UUID]
    department_key: strawberry.Private[UUID | None]
    driver_keys: strawberry.Private[tuple[UUID, ...]]
    created_by_key: strawberry.Private[UUID]
    title: str = strawberry.field(description="What it is called.")
    aim: str = strawberry.field(description="What shall be better then; may be empty.")
    state: ActionPlanState = strawberry.field(description="How far it is.")
    steps: list[ActionStep] = strawberry.field(description="Its steps in their order.")
    created_at: datetime = strawberry.field(description="When it was made.")
    ended_at: datetime | None = strawberry.field(description="When it ended, if it did.")
    version: int = strawberry.field(description="To be given when it is changed or ended.")
    can_edit: bool = strawberry.field(
        description="Whether the viewer may change it while it is active: HR, and who leads the "
        "department."
    )

    @strawberry.field(
        description="The wave that led to it; null for who came later and may not know of it."
    )
    async def wave(self, info: Info) -> SurveyWaveRef | None:
        """The wave."""
        return await refs.load(info, "SurveyWave", self.wave_key)

    @strawberry.field(description="Whose plan it is; null for the company's.")
    async def department(self, info: Info) -> DepartmentRef | None:
        """The department."""
        return await refs.load(info, "Department", self.department_key)

    @strawberry.field(description="What it is about: one driver or two.")
    async def drivers(self, info: Info) -> list[SurveyDriverRef]:
        """The drivers."""
        return await refs.load_all(info, "SurveyDriver", self.driver_keys)

    @strawberry.field(description="Who made it.")
    async def created_by(self, info: Info) -> PersonRef:
        """Its maker."""
        return await refs.person(info, self.created_by_key)

    @strawberry.field(
        description="What people said when later waves asked whether anything has changed, the "
        "oldest first, as far as the viewer reads those waves. Each reading is put down in the "
        "ledger."
    )
    async def asked(self, info: Info) -> list[ActionEcho]:
        """The echoes."""
        views = await info.context.loader(echoes_of).load(self.key)
        return [ActionEcho.of(each) for each in views or ()]

    @classmethod
    def of(cls, view: ActionPlanView) -> ActionPlan:
        """Dress a view."""
        return cls(
            id=to_global("ActionPlan", view.id),
            key=view.id,
            wave_key=view.wave_id,
            department_key=view.department_id,
            driver_keys=view.driver_ids,
            created_by_key=view.created_by_id,
            title=view.title,
            aim=view.aim,
            state=view.state,
            steps=[ActionStep.of(each) for each in view.steps],
            created_at=view.created_at,
            ended_at=view.ended_at,
            version=view.version,
            can_edit=view.can_edit,
        )


@node_of("ActionPlan")
async def load_plan(info: Info, key: UUID) -> ActionPlan | None:
    """A plan by key, if the viewer may read it."""
    view = await info.context.loader(queries.plans_by_ids).load(key)
    return None if view is None else ActionPlan.of(view)


PlanId = Annotated[strawberry.ID, strawberry.argument(description="Id of the plan.")]
OfWave = Annotated[
    strawberry.ID | None, strawberry.argument(description="Only plans about this wave.")
]


@strawberry.type
class ActionPlansQuery:
    """Root fields of plans of action."""

    @strawberry.field(description="Plans of action that the viewer may see, the newest first.")
    async def action_plans(
        self, info: Info, wave_id: OfWave = None, first: First = None, after: After = None
    ) -> Connection[ActionPlan]:
        """All plans."""
        page = await queries.action_plans(
            info.context.actor,
            PageRequest.of(first, after),
            wave_id=maybe_from_global(wave_id, "SurveyWave", field="wave_id"),
        )
        info.context.prime(queries.plans_by_ids, {view.id: view for view in page.items})
        return Connection[ActionPlan].of(page, ActionPlan.of)

    @strawberry.field(description="One plan of action; null if the viewer may not see it.")
    async def action_plan(self, info: Info, id: PlanId) -> ActionPlan | None:
        """A plan by id."""
        return await load_plan(info, from_global(id, "ActionPlan"))


@strawberry.type
class ActionPlansViewer:
    """What concerns the viewer."""

    @strawberry.field(
        description="Active plans of the viewer's team, department and company, the newest first."
    )
    async def action_plans(self, info: Info) -> list[ActionPlan]:
        """Plans about me."""
        return [ActionPlan.of(view) for view in await queries.plans_for(info.context.actor)]

    @strawberry.field(
        description="The viewer's own open steps of active plans, those due first before all."
    )
    async def action_steps(self, info: Info) -> list[ActionStep]:
        """My steps."""
        steps, plans = await queries.open_steps_with_plans(info.context.actor)
        info.context.prime(queries.plans_by_ids, plans)
        return [ActionStep.of(view) for view in steps]
