"""What plans are begun from."""

from __future__ import annotations

import strawberry

from erm.development.plan_templates import commands, queries
from erm.development.plan_templates.queries import PlanTemplateView
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.development_enums import FocusKind, GoalMeasure
from erm.schema.ids import from_global


@strawberry.type(description="A focus area as a template holds it.")
class PlanTemplateFocus:
    """A focus area of no plan yet."""

    title: str = strawberry.field(description="What the plan concentrates on.")
    why: str = strawberry.field(description="Why; may be empty.")
    kind: FocusKind = strawberry.field(description="What it is tied to.")


@strawberry.type(description="A goal as a template holds it.")
class PlanTemplateGoal:
    """A goal of no plan yet."""

    title: str = strawberry.field(description="What is to be reached.")
    description: str = strawberry.field(description="More about it; may be empty.")
    measure: GoalMeasure = strawberry.field(description="What its progress is counted from.")
    milestones: list[str] = strawberry.field(description="The steps on the way, in order.")
    focus: int | None = strawberry.field(
        description="The place of its focus area among those of the template, from 0."
    )


@strawberry.type(description="What a plan can be begun from. It names nobody.")
class PlanTemplate:
    """A template that comes with the product, or one of the company's own."""

    key: str = strawberry.field(description="Its name for `draftPlan`.")
    name: str = strawberry.field(description="What it is called.")
    description: str = strawberry.field(description="For whom it is.")
    built_in: bool = strawberry.field(description="Whether it comes with the product.")
    months: int = strawberry.field(description="How long the plan lasts.")
    check_in_every: int = strawberry.field(description="Days between two check-ins.")
    focus_areas: list[PlanTemplateFocus] = strawberry.field(description="Its focus areas.")
    goals: list[PlanTemplateGoal] = strawberry.field(description="Its goals.")
    can_edit: bool = strawberry.field(description="Whether the viewer may retire it.")

    @classmethod
    def of(cls, view: PlanTemplateView) -> PlanTemplate:
        """Dress a view."""
        definition = view.definition
        return cls(
            key=view.key,
            name=view.name,
            description=view.description,
            built_in=view.built_in,
            months=definition.months,
            check_in_every=definition.check_in_every,
            focus_areas=[
                PlanTemplateFocus(title=each.title, why=each.why, kind=each.kind)
                for each in definition.focus_areas
            ],
            goals=[
                PlanTemplateGoal(
                    title=each.title,
                    description=each.description,
                    measure=each.measure,
                    milestones=list(each.milestones),
                    focus=each.focus,
                )
                for each in definition.goals
            ],
            can_edit=view.can_edit,
        )


@strawberry.type
class PlanTemplatesQuery:
    """The root field."""

    @strawberry.field(
        description="What one can begin a plan from: what comes with the product, then the "
        "company's own by name."
    )
    async def plan_templates(self, info: Info) -> list[PlanTemplate]:
        """All in use."""
        return [PlanTemplate.of(view) for view in await queries.plan_templates(info.context.actor)]


@strawberry.input(description="A template out of a plan.")
class SavePlanTemplateInput:
    """Input of ``savePlanTemplate``."""

    plan_id: strawberry.ID = strawberry.field(description="Id of a plan that the viewer reads.")
    name: str = strawberry.field(description="What to call it; at most 200 characters.")
    description: str = strawberry.field(default="", description="For whom it is.")


@strawberry.type(description="Everybody can begin a plan from it.")
class SavePlanTemplateSuccess:
    """Answer of ``savePlanTemplate``."""

    template: PlanTemplate = strawberry.field(description="The template.")


@strawberry.input(description="A template that is not needed any more.")
class RetirePlanTemplateInput:
    """Input of ``retirePlanTemplate``."""

    key: str = strawberry.field(description="Key of a template of the company's own.")


@strawberry.type(description="It is offered no more; plans that were drafted from it stay.")
class RetirePlanTemplateSuccess:
    """Answer of ``retirePlanTemplate``."""

    key: str = strawberry.field(description="Its key.")


@strawberry.type
class PlanTemplatesMutation:
    """Mutations of plan templates."""

    @command(
        "Make a template of a plan: the titles of its focus areas and goals, and their steps. What "
        "was written about them, dates, progress and private goals stay behind."
    )
    async def save_plan_template(
        self, info: Info, input: SavePlanTemplateInput
    ) -> SavePlanTemplateSuccess:
        """Save."""
        view = await commands.save_plan_template(
            info.context.actor,
            plan_id=from_global(input.plan_id, "DevelopmentPlan", field="plan_id"),
            name=input.name,
            description=input.description,
        )
        return SavePlanTemplateSuccess(template=PlanTemplate.of(view))

    @command("Offer a template of the company's own no more.")
    async def retire_plan_template(
        self, info: Info, input: RetirePlanTemplateInput
    ) -> RetirePlanTemplateSuccess:
        """Retire."""
        key = await commands.retire_plan_template(info.context.actor, key=input.key)
        return RetirePlanTemplateSuccess(key=key)
