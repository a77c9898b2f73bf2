"""Plans of action as rows."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from erm.core.clock import now
from erm.core.ids import id_at
from erm.engagement.actions.models import ActionPlan, ActionStep
from erm.people.models import Department, Person
from tests.engagement.told import Told

_entropy = iter(range(1_000_000))


async def plan(
    found: Told,
    maker: Person,
    department: Department | None = None,
    *,
    at: datetime | None = None,
    drivers: int = 1,
    **given: Any,
) -> ActionPlan:
    moment = at or now()
    return await ActionPlan.create(
        id=id_at(moment, next(_entropy)),
        wave_id=found.wave.id,
        department_id=None if department is None else department.id,
        driver_ids=[str(each.id) for each in found.drivers[:drivers]],
        title="A plan",
        created_by_id=maker.id,
        created_at=moment,
        updated_at=moment,
        **given,
    )


async def step(
    row: ActionPlan, owner: Person, *, position: int = 0, due_on: date | None = None, **given: Any
) -> ActionStep:
    return await ActionStep.create(
        plan_id=row.id,
        position=position,
        text=f"Step {position}",
        owner_id=owner.id,
        due_on=due_on,
        **given,
    )
