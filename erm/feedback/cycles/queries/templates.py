"""Reads of templates: those that come with erm, and the company's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from erm.core.actor import Actor
from erm.feedback.cycles import policy
from erm.feedback.cycles.definitions import CycleDefinition
from erm.feedback.cycles.errors import CycleTemplateNotFound
from erm.feedback.cycles.models import CycleTemplate
from erm.feedback.cycles.templates import built_ins


@dataclass(frozen=True, slots=True)
class TemplateView:
    """A template in the viewer's language. ``key``: of a built-in one its name, else its id."""

    key: str
    name: str
    description: str
    built_in: bool
    definition: CycleDefinition


async def cycle_templates(actor: Actor) -> list[TemplateView]:
    """The built-in templates, then the company's own by name; none for who is not HR."""
    if not policy.may_manage_cycles(actor):
        return []
    own = await CycleTemplate.filter(
        policy.readable_templates(actor), retired_at__isnull=True
    ).order_by("name", "id")
    return [
        *(
            TemplateView(
                each.key,
                each.name.of(actor.locale),
                each.description.of(actor.locale),
                True,
                each.localized(actor.locale),
            )
            for each in built_ins().values()
        ),
        *(view_template(row) for row in own),
    ]


def view_template(row: CycleTemplate) -> TemplateView:
    """A template of the company's own."""
    return TemplateView(
        str(row.id),
        row.name,
        row.description,
        False,
        CycleDefinition.from_json(row.definition),
    )


async def definition_of(actor: Actor, key: str) -> CycleDefinition:
    """What a template makes cycles from. Raises ``CycleTemplateNotFound``."""
    if key in built_ins():
        return built_ins()[key].localized(actor.locale)
    row = await own_template(key)
    if row is None:
        raise CycleTemplateNotFound(field="template_key")
    return CycleDefinition.from_json(row.definition)


async def own_template(key: str) -> CycleTemplate | None:
    """A template of the company's own that was not put away."""
    try:
        id_ = UUID(key)
    except ValueError:
        return None
    return await CycleTemplate.get_or_none(id=id_, retired_at__isnull=True)


async def template_names(actor: Actor, keys: Sequence[str]) -> dict[str, str]:
    """What templates are called, by key, those that were put away included; the rest is missing."""
    found = {key: built_ins()[key].name.of(actor.locale) for key in keys if key in built_ins()}
    ids = {}
    for key in set(keys) - found.keys():
        try:
            ids[UUID(key)] = key
        except ValueError:
            continue
    if ids:
        for id_, name in await CycleTemplate.filter(id__in=list(ids)).values_list("id", "name"):
            found[ids[id_]] = name
    return found
