"""What the company holds to."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from erm.core.actor import Actor
from erm.recognition.models import CompanyValue
from erm.recognition.views import CompanyValueView, view_company_value


async def company_values(actor: Actor, *, retired: bool = False) -> list[CompanyValueView]:
    """What the company holds to, in its order; retired values only if asked for."""
    if actor.is_system:
        return []
    found = CompanyValue.all() if retired else CompanyValue.filter(retired_at__isnull=True)
    return [view_company_value(actor, row) for row in await found.order_by("position", "id")]


async def company_values_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, CompanyValueView]:
    """Company values by id, retired ones included."""
    if actor.is_system:
        return {}
    rows = await CompanyValue.filter(id__in=list(set(ids)))
    return {row.id: view_company_value(actor, row) for row in rows}
