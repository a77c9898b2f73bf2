"""Which assessments the plans that one reads name as a source.

Whoever reads a plan may look up the assessment that a focus area or a goal of it came from, even if it
is older than their time as the manager: ``erm.development.competencies`` asks for that, and knows no
plans.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from erm.core.actor import Actor
from erm.core.remembering import once
from erm.development import policy
from erm.development.models import FocusArea, Goal
from erm.development.rules import Origin


@once
async def cited_assessments(actor: Actor) -> frozenset[UUID]:
    """Those named by what the actor reads of their reports' plans; one's own need no plan to be read."""
    if actor.is_system or not actor.report_ids:
        return frozenset()
    reports = list(actor.report_ids)
    areas: Any = await FocusArea.filter(
        policy.readable_plans(actor, "plan__"),
        plan__person_id__in=reports,
        origin=Origin.ASSESSMENT,
        origin_id__isnull=False,
    ).values_list("origin_id", flat=True)
    goals: Any = await Goal.filter(
        policy.followed_goals(actor),
        person_id__in=reports,
        plan_id__isnull=False,
        origin=Origin.ASSESSMENT,
        origin_id__isnull=False,
    ).values_list("origin_id", flat=True)
    return frozenset((*areas, *goals))
