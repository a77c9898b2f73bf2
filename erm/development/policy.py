"""Who may see and do what with development plans.

The person and their *current* manager; HR where the person shared it. A draft that the person began
is theirs alone until it is proposed, and stays so if it is given up; one that a manager began for
them is visible to both. A former manager sees nothing any more.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.development.models import DevelopmentPlan


def may_read_plan(actor: Actor, plan: DevelopmentPlan) -> bool:
    """The person; their current manager; HR, if shared with HR. Drafts as said above."""
    proposed = plan.proposed_at is not None
    return (
        plan.person_id == actor.person_id
        or (actor.manages(plan.person_id) and (proposed or plan.author_id == actor.person_id))
        or (actor.is_hr and plan.shared_with_hr and proposed)
    )


def readable_plans(actor: Actor, path: str = "") -> Q:
    """Filter form of :func:`may_read_plan`; ``path`` leads from a row to its plan."""

    def where(**conditions: Any) -> Q:
        return Q(**{f"{path}{name}": value for name, value in conditions.items()})

    proposed = where(proposed_at__isnull=False)
    readable = where(person_id=actor.person_id)
    if actor.report_ids:
        readable |= where(person_id__in=list(actor.report_ids)) & (
            proposed | where(author_id=actor.person_id)
        )
    if actor.is_hr:
        readable |= where(shared_with_hr=True) & proposed
    return readable


def may_work_on_plan(actor: Actor, plan: DevelopmentPlan) -> bool:
    """Whether the actor may edit, propose, agree, check in and close: the person and the manager."""
    return may_read_plan(actor, plan) and (
        plan.person_id == actor.person_id or actor.manages(plan.person_id)
    )


def may_draft_plan(actor: Actor, person_id: UUID) -> bool:
    """One's own, and one's reports'."""
    return person_id == actor.person_id or actor.manages(person_id)


def may_share_with_hr(actor: Actor, plan: DevelopmentPlan) -> bool:
    """Only the person themselves opens their plan further, or closes it again."""
    return plan.person_id == actor.person_id


def manager_reads(*, proposed: bool, author_id: UUID, manager_id: UUID) -> bool:
    """Whether the person's manager is among those who read the plan: for "who will see this"."""
    return proposed or author_id == manager_id
