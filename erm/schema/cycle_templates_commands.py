"""What can be done with templates and programmes, by HR."""

from __future__ import annotations

from datetime import date

import strawberry

from erm.feedback.cycles.commands import programmes, templates
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.cycle_audience import CycleAudienceInput
from erm.schema.cycle_enums import ProgrammeTrigger
from erm.schema.cycle_templates import CycleProgramme, CycleTemplate
from erm.schema.ids import from_global, maybe_from_global


@strawberry.input(description="The cycle that a template is made of, and what it is called.")
class SaveCycleTemplateInput:
    """Input of ``saveCycleTemplate``."""

    cycle_id: strawberry.ID = strawberry.field(description="Id of the cycle.")
    name: str = strawberry.field(description="What it is called; at most 200 characters.")
    key: str | None = strawberry.field(
        default=None, description="The company's own template that it replaces; null: a new one."
    )
    description: str = strawberry.field(
        default="", description="What it is for; at most 2,000 characters."
    )


@strawberry.type(description="The template was kept.")
class SaveCycleTemplateSuccess:
    """Success of ``saveCycleTemplate``."""

    template: CycleTemplate = strawberry.field(description="The template.")


@strawberry.input(description="Which template is put away.")
class DeleteCycleTemplateInput:
    """Input of ``deleteCycleTemplate``."""

    key: str = strawberry.field(description="The template.")


@strawberry.type(description="The template is offered no more.")
class DeleteCycleTemplateSuccess:
    """Success of ``deleteCycleTemplate``."""

    key: str = strawberry.field(description="The template.")


@strawberry.input(description="What makes cycles by itself.")
class SaveCycleProgrammeInput:
    """Input of ``saveCycleProgramme``."""

    name: str = strawberry.field(description="What its cycles are called; at most 200 characters.")
    trigger: ProgrammeTrigger = strawberry.field(description="What makes the next cycle.")
    starts_on: date = strawberry.field(
        description="The first day; who was hired before it is not enrolled."
    )
    template_key: str = strawberry.field(description="What its cycles are made from.")
    audience: CycleAudienceInput = strawberry.field(description="Whom they are for.")
    id: strawberry.ID | None = strawberry.field(
        default=None, description="Id of the programme; null for a new one."
    )
    version: int = strawberry.field(default=0, description="Its version as it was read.")
    months: int | None = strawberry.field(
        default=None, description="Every how many months; 1 to 36."
    )
    days: int | None = strawberry.field(
        default=None, description="How many days after hiring; 0 to 1,000."
    )
    launches_itself: bool = strawberry.field(
        default=False, description="Whether its cycles are launched at once."
    )


@strawberry.type(description="The programme was kept.")
class SaveCycleProgrammeSuccess:
    """Success of ``saveCycleProgramme``."""

    programme: CycleProgramme = strawberry.field(description="The programme.")


@strawberry.input(description="Which programme ends.")
class EndCycleProgrammeInput:
    """Input of ``endCycleProgramme``."""

    id: strawberry.ID = strawberry.field(description="Id of the programme.")


@strawberry.type(description="The programme makes no more cycles.")
class EndCycleProgrammeSuccess:
    """Success of ``endCycleProgramme``."""

    programme: CycleProgramme = strawberry.field(description="The programme.")


@strawberry.type
class CycleTemplatesMutation:
    """What can be done with templates and programmes."""

    @command("Make a template of a cycle, or make one of the company's own anew from it.")
    async def save_cycle_template(
        self, info: Info, input: SaveCycleTemplateInput
    ) -> SaveCycleTemplateSuccess:
        """Keep it."""
        view = await templates.save_cycle_template(
            info.context.actor,
            key=input.key,
            cycle_id=from_global(input.cycle_id, "Cycle", field="cycle_id"),
            name=input.name,
            description=input.description,
        )
        return SaveCycleTemplateSuccess(template=CycleTemplate.of(view, info.context.language))

    @command("Put away a template of the company's own; cycles made from it stay.")
    async def delete_cycle_template(
        self, info: Info, input: DeleteCycleTemplateInput
    ) -> DeleteCycleTemplateSuccess:
        """Put it away."""
        key = await templates.delete_cycle_template(info.context.actor, key=input.key)
        return DeleteCycleTemplateSuccess(key=key)

    @command("Let cycles be made by themselves: every so many months, or some days after hiring.")
    async def save_cycle_programme(
        self, info: Info, input: SaveCycleProgrammeInput
    ) -> SaveCycleProgrammeSuccess:
        """Keep it."""
        view = await programmes.save_cycle_programme(
            info.context.actor,
            programme_id=maybe_from_global(input.id, "CycleProgramme", field="id"),
            version=input.version,
            name=input.name,
            trigger=input.trigger,
            months=input.months,
            days=input.days,
            starts_on=input.starts_on,
            template_key=input.template_key,
            launches_itself=input.launches_itself,
            audience=input.audience.read(),
        )
        return SaveCycleProgrammeSuccess(programme=CycleProgramme.of(view))

    @command("Let a programme make no more cycles.")
    async def end_cycle_programme(
        self, info: Info, input: EndCycleProgrammeInput
    ) -> EndCycleProgrammeSuccess:
        """End it."""
        view = await programmes.end_cycle_programme(
            info.context.actor, programme_id=from_global(input.id, "CycleProgramme")
        )
        return EndCycleProgrammeSuccess(programme=CycleProgramme.of(view))
