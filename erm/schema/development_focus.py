"""Focus areas: what a plan concentrates on."""

from __future__ import annotations

from uuid import UUID

import strawberry

from erm.development import queries
from erm.development.views import FocusAreaView
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.development_enums import FocusKind
from erm.schema.development_goals import Goal
from erm.schema.development_sources import HasSource
from erm.schema.ids import to_global
from erm.schema.node import Node, node_of
from erm.schema.refs import CompetencyRef, DevelopmentPlanRef, SkillRef


@strawberry.type(description="What a plan concentrates on: a competency, a skill, an aspiration.")
class FocusArea(Node, HasSource):
    """A focus area of a plan that the viewer reads."""

    key: strawberry.Private[UUID]
    plan_key: strawberry.Private[UUID]
    competency_key: strawberry.Private[UUID | None]
    skill_key: strawberry.Private[UUID | None]
    kind: FocusKind = strawberry.field(description="What it is tied to.")
    title: str = strawberry.field(description="What it is called.")
    why: str = strawberry.field(description="Why this; may be empty.")
    target_rank: int | None = strawberry.field(
        description="The level wanted, from 1: of the competency's track, or of the skill."
    )
    position: int = strawberry.field(description="Its place in the plan, from 0.")
    version: int = strawberry.field(description="To be given back when editing.")
    can_edit: bool = strawberry.field(description="Whether the viewer may change it now.")

    @strawberry.field(description="The plan that it belongs to.")
    async def plan(self, info: Info) -> DevelopmentPlanRef:
        """Its plan."""
        return await refs.shown(info, "DevelopmentPlan", self.plan_key)

    @strawberry.field(description="The competency that it is tied to.")
    async def competency(self, info: Info) -> CompetencyRef | None:
        """Its competency."""
        return await refs.load(info, "Competency", self.competency_key)

    @strawberry.field(description="The skill that it is tied to.")
    async def skill(self, info: Info) -> SkillRef | None:
        """Its skill."""
        return await refs.load(info, "Skill", self.skill_key)

    @strawberry.field(
        description="What the level wanted is called, for a competency in the track that the person "
        "is in; empty where it has no name."
    )
    async def target_label(self, info: Info) -> str:
        """The name of the level."""
        return await info.context.loader(queries.target_labels_of).load(self.key) or ""

    @strawberry.field(description="The goals that belong to it, in order.")
    async def goals(self, info: Info) -> list[Goal]:
        """Its goals."""
        views = await info.context.loader(queries.goals_of_focus_areas).load(self.key)
        return [Goal.of(view) for view in views or ()]

    @classmethod
    def of(cls, view: FocusAreaView) -> FocusArea:
        """Dress a view."""
        return cls(
            id=to_global("FocusArea", view.id),
            key=view.id,
            plan_key=view.plan_id,
            competency_key=view.competency_id,
            skill_key=view.skill_id,
            origin=view.origin,
            origin_key=view.origin_id,
            kind=view.kind,
            title=view.title,
            why=view.why,
            target_rank=view.target_rank,
            position=view.position,
            version=view.version,
            can_edit=view.can_edit,
        )


@node_of("FocusArea")
async def load_focus_area(info: Info, key: UUID) -> FocusArea | None:
    """A focus area by key."""
    view = await info.context.loader(queries.focus_areas_by_ids).load(key)
    return None if view is None else FocusArea.of(view)
