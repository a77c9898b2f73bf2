"""The templates that one can begin a plan from: everybody signed in reads them all."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from erm.core.actor import Actor
from erm.development.models import PlanTemplate
from erm.development.plan_templates.definitions import BuiltIn, PlanDefinition, built_ins
from erm.development.plan_templates.errors import PlanTemplateNotFound
from erm.development.plan_templates.policy import may_retire_template


@dataclass(frozen=True, slots=True)
class PlanTemplateView:
    """A template in the viewer's language, and whether they may retire it."""

    key: str
    name: str
    description: str
    built_in: bool
    definition: PlanDefinition
    can_edit: bool


async def plan_templates(actor: Actor) -> list[PlanTemplateView]:
    """Those that come with erm, then the company's own by name."""
    rows = await PlanTemplate.filter(retired_at__isnull=True)
    own = sorted((view_row(actor, row) for row in rows), key=lambda view: view.name.casefold())
    return [*(_view_built_in(actor, each) for each in built_ins().values()), *own]


async def plan_template(actor: Actor, key: str) -> PlanTemplateView:
    """One in use. Raises ``PlanTemplateNotFound``."""
    if key in built_ins():
        return _view_built_in(actor, built_ins()[key])
    return view_row(actor, await company_template(key))


async def company_template(key: str) -> PlanTemplate:
    """One of the company's own that is in use. Raises ``PlanTemplateNotFound``."""
    try:
        row = await PlanTemplate.get_or_none(id=UUID(key), retired_at__isnull=True)
    except ValueError as error:
        raise PlanTemplateNotFound(field="template_key") from error
    if row is None:
        raise PlanTemplateNotFound(field="template_key")
    return row


def view_row(actor: Actor, row: PlanTemplate) -> PlanTemplateView:
    """One of the company's own, as typed."""
    return PlanTemplateView(
        key=str(row.id),
        name=row.name,
        description=row.description,
        built_in=False,
        definition=PlanDefinition.from_json(row.definition),
        can_edit=may_retire_template(actor, row),
    )


def _view_built_in(actor: Actor, template: BuiltIn) -> PlanTemplateView:
    return PlanTemplateView(
        key=template.key,
        name=template.name.of(actor.locale),
        description=template.description.of(actor.locale),
        built_in=True,
        definition=template.definition(actor.locale),
        can_edit=False,
    )
