"""Who sees and changes plans of action.

Every right to read has two forms that must agree (a test holds them together). A plan is no secret of
its makers: the people whom it is about see it, whether they were asked or came later. An administrator
has no right of their own here.
"""

from __future__ import annotations

from uuid import UUID

from tortoise.expressions import Q, Subquery

from erm.core.actor import Actor
from erm.engagement.actions.models import ActionPlan, ActionStep
from erm.people.leading import Place, place_of

_NOTHING = Q(id__in=[])


Reach = Place
"""What rights depend on here: where somebody stands in the directory today."""
reach_of = place_of


def may_read_plan(actor: Actor, plan: ActionPlan, reach: Reach, *, owns_step: bool) -> bool:
    """HR, the people of the department and those below it, who leads it, whoever has a step of it.

    A plan of the company is everybody's.
    """
    if actor.is_system:
        return False
    return (
        actor.is_hr
        or plan.department_id is None
        or plan.department_id in reach.own
        or plan.department_id in reach.led
        or plan.created_by_id == actor.person_id
        or owns_step
    )


def readable_plans(actor: Actor, reach: Reach) -> Q:
    """The filter form of :func:`may_read_plan`."""
    if actor.is_system:
        return _NOTHING
    if actor.is_hr:
        return Q()
    steps = ActionStep.filter(owner_id=actor.person_id)
    return (
        Q(department_id__isnull=True)
        | Q(department_id__in=list(reach.own | reach.led))
        | Q(created_by_id=actor.person_id)
        | Q(id__in=Subquery(steps.values("plan_id")))
    )


def concerning_plans(actor: Actor, reach: Reach) -> Q:
    """Plans of the company and of one's own team and department, for the viewer's own list."""
    if actor.is_system:
        return _NOTHING
    steps = ActionStep.filter(owner_id=actor.person_id)
    return (
        Q(department_id__isnull=True)
        | Q(department_id__in=list(reach.own | reach.led))
        | Q(id__in=Subquery(steps.values("plan_id")))
    )


def may_plan(actor: Actor, department_id: UUID | None, reach: Reach) -> bool:
    """HR for anybody, whoever leads a department for it."""
    if actor.is_system:
        return False
    return actor.is_hr or (department_id is not None and department_id in reach.led)


def may_settle(actor: Actor, plan: ActionPlan, step: ActionStep, reach: Reach) -> bool:
    """The owner of a step, and whoever may change the plan."""
    return not actor.is_system and (
        step.owner_id == actor.person_id or may_plan(actor, plan.department_id, reach)
    )
