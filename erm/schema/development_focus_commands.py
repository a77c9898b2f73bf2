"""What can be done with focus areas: the inputs, the successes and the mutations."""

from __future__ import annotations

from uuid import UUID

import strawberry

from erm.development.commands import focus_areas
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.development import DevelopmentPlan, shown_plan
from erm.schema.development_enums import FocusKind
from erm.schema.development_focus import FocusArea
from erm.schema.ids import from_global, maybe_from_global


@strawberry.input(description="Something for a plan to concentrate on.")
class AddFocusAreaInput:
    """Input of ``addFocusArea``."""

    plan_id: strawberry.ID = strawberry.field(description="Of which plan.")
    kind: FocusKind = strawberry.field(description="What it is tied to.")
    title: str = strawberry.field(description="What it is called; at most 200 characters.")
    why: str = strawberry.field(default="", description="Why this; at most 5,000 characters.")
    competency_id: strawberry.ID | None = strawberry.field(
        default=None, description="The competency, for one."
    )
    skill_id: strawberry.ID | None = strawberry.field(
        default=None, description="The skill, for one."
    )
    target_rank: int | None = strawberry.field(
        default=None,
        description="The level wanted, from 1: of a competency's track, of a skill 1 to 4.",
    )


@strawberry.type(description="The focus area was added.")
class AddFocusAreaSuccess:
    """Answer of ``addFocusArea``."""

    focus_area: FocusArea = strawberry.field(description="The new focus area.")
    plan: DevelopmentPlan = strawberry.field(description="Its plan.")


@strawberry.input(description="A focus area in new words.")
class EditFocusAreaInput:
    """Input of ``editFocusArea``."""

    id: strawberry.ID = strawberry.field(description="Which focus area.")
    title: str = strawberry.field(description="What it is called.")
    why: str = strawberry.field(description="Why this; may be empty.")
    target_rank: int | None = strawberry.field(
        default=None, description="The level wanted; none unless given."
    )
    version: int = strawberry.field(description="The version that was read.")


@strawberry.type(description="The focus area was changed.")
class EditFocusAreaSuccess:
    """Answer of ``editFocusArea``."""

    focus_area: FocusArea = strawberry.field(description="The focus area as it is now.")


@strawberry.input(description="Which focus area to take away.")
class RemoveFocusAreaInput:
    """Input of ``removeFocusArea``."""

    id: strawberry.ID = strawberry.field(description="Which focus area; its goals stay.")


@strawberry.type(description="The focus area is gone; its goals stand in the plan without one.")
class RemoveFocusAreaSuccess:
    """Answer of ``removeFocusArea``."""

    plan: DevelopmentPlan = strawberry.field(description="The plan without it.")


@strawberry.type
class FocusAreasMutation:
    """What can be done with focus areas."""

    @command("Add something for a plan to concentrate on.")
    async def add_focus_area(self, info: Info, input: AddFocusAreaInput) -> AddFocusAreaSuccess:
        """Add a focus area."""
        view = await focus_areas.add_focus_area(
            info.context.actor,
            plan_id=from_global(input.plan_id, "DevelopmentPlan", field="plan_id"),
            kind=input.kind,
            title=input.title,
            why=input.why,
            competency_id=maybe_from_global(
                input.competency_id, "Competency", field="competency_id"
            ),
            skill_id=maybe_from_global(input.skill_id, "Skill", field="skill_id"),
            target_rank=input.target_rank,
        )
        return AddFocusAreaSuccess(
            focus_area=FocusArea.of(view), plan=await shown_plan(info, view.plan_id)
        )

    @command("Change a focus area's words or the level wanted.")
    async def edit_focus_area(self, info: Info, input: EditFocusAreaInput) -> EditFocusAreaSuccess:
        """Edit a focus area."""
        view = await focus_areas.edit_focus_area(
            info.context.actor,
            focus_area_id=_focus_area_id(input.id),
            title=input.title,
            why=input.why,
            target_rank=input.target_rank,
            version=input.version,
        )
        return EditFocusAreaSuccess(focus_area=FocusArea.of(view))

    @command("Take a focus area out of its plan.")
    async def remove_focus_area(
        self, info: Info, input: RemoveFocusAreaInput
    ) -> RemoveFocusAreaSuccess:
        """Remove a focus area."""
        plan = await focus_areas.remove_focus_area(
            info.context.actor, focus_area_id=_focus_area_id(input.id)
        )
        return RemoveFocusAreaSuccess(plan=await shown_plan(info, plan))


def _focus_area_id(value: strawberry.ID) -> UUID:
    return from_global(value, "FocusArea", field="id")
