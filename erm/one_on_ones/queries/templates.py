"""Reads of templates for agendas: the built-in ones and the actor's own."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from erm.core.actor import Actor
from erm.one_on_ones import policy
from erm.one_on_ones.models import AgendaTemplate
from erm.one_on_ones.queries.batches import unique
from erm.one_on_ones.templates import built_in
from erm.one_on_ones.views import TemplatePointView, TemplateView


async def agenda_templates(actor: Actor) -> list[TemplateView]:
    """The built-in templates in the actor's language, then their own by name."""
    own = await AgendaTemplate.filter(policy.readable_templates(actor)).order_by("name", "id")
    return [*built_in(actor.locale).values(), *(_view(row) for row in own)]


async def templates_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, TemplateView]:
    """The actor's own templates by id."""
    rows = await AgendaTemplate.filter(policy.readable_templates(actor), id__in=unique(ids))
    return {row.id: _view(row) for row in rows}


def _view(row: AgendaTemplate) -> TemplateView:
    return TemplateView(
        id=row.id,
        key=str(row.id),
        name=row.name,
        description="",
        points=tuple(TemplatePointView(**point) for point in row.points),
        version=row.version,
    )
