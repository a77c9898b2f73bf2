"""What erm does with plans by itself: it puts away those that nobody closed."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from erm.core.clock import now, today
from erm.core.events import Bus
from erm.core.work import record, unit_of_work
from erm.development.commands.renewal import end_plan
from erm.development.events import PlanLapsed
from erm.development.models import DevelopmentPlan
from erm.development.queries import day_of
from erm.development.rules import LAPSES_AFTER, PlanOutcome, PlanState
from erm.people.queries import manager_of


async def lapse_due_plans(bus: Bus) -> int:
    """Job: close, as lapsed, the plans whose last day is 60 days over. Answers how many.

    Each in a transaction of its own; several workers may do it at once.
    """
    # A day earlier than anywhere on earth; each plan is then asked by its person's own calendar.
    before = today() - timedelta(days=LAPSES_AFTER - 1)
    due = await DevelopmentPlan.filter(state=PlanState.ACTIVE, ends_on__lt=before).values_list(
        "id", flat=True
    )
    lapsed = 0
    for key in due:
        async with unit_of_work(bus):
            lapsed += await _lapse(key)  # type: ignore[arg-type]
    return lapsed


async def _lapse(plan_id: UUID) -> bool:
    plan = (
        await DevelopmentPlan.filter(id=plan_id, state=PlanState.ACTIVE)
        .select_for_update(no_key=True)
        .first()
    )
    if plan is None:
        return False
    if (await day_of(plan.person_id) - plan.ends_on).days < LAPSES_AFTER:
        return False
    await end_plan(plan, PlanOutcome.LAPSED, by_id=None)
    record(
        PlanLapsed(
            at=now(),
            plan_id=plan.id,
            person_id=plan.person_id,
            manager_id=await manager_of(plan.person_id),
        )
    )
    return True
