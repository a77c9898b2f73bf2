"""Who may see and do what with development plans and goals.

A plan is read by the person and their *current* manager; besides, once it was proposed, by the
mentor, by the manager's manager and by HR, each only where the person shared it with them. A draft
that the person began is theirs alone until it is proposed, and stays so if it is given up; one that
a manager began for them is visible to both. A former manager sees nothing any more.

A new manager reads every plan that is proposed, active or expired from their first day. Of those
that are closed they read only what was shared at their level: those that they agreed, managed or
closed themselves, that they drafted, and those that the person shared with the manager's manager.

A goal in a plan is read by whoever reads the plan; one without a plan by the person and their
current manager; one for everyone by everybody besides, as soon as its plan was proposed: but not the
plan, and not what was told in check-ins. A private goal is read by its author and nobody else.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from tortoise.expressions import Q, Subquery

from erm.core.actor import Actor
from erm.development.models import DevelopmentPlan, Goal
from erm.development.rules import GoalVisibility, PlanReader, PlanState
from erm.people.queries import reports_of_reports

# ---- plans ---------------------------------------------------------------------------------------


def may_read_plan(actor: Actor, plan: DevelopmentPlan, indirect: Collection[UUID] = ()) -> bool:
    """Whether one of the ways to a plan is the actor's.

    ``indirect`` are the people whose manager's manager the actor is.
    """
    me, proposed = actor.person_id, plan.proposed_at is not None
    return (
        plan.person_id == me
        or (actor.manages(plan.person_id) and manager_reads(plan, me))
        or (proposed and plan.shared_with_mentor and plan.mentor_id == me)
        or (proposed and plan.shared_with_managers_manager and plan.person_id in indirect)
        or (proposed and plan.shared_with_hr and actor.is_hr)
    )


def manager_reads(plan: DevelopmentPlan, manager_id: UUID) -> bool:
    """Whether somebody reads the plan who is the person's manager now."""
    if plan.author_id == manager_id:
        return True
    return plan.proposed_at is not None and (
        plan.state is not PlanState.CLOSED
        or plan.shared_with_managers_manager
        or manager_id in (plan.agreed_manager_id, plan.closed_manager_id, plan.closed_by_id)
    )


def readable_plans(actor: Actor, path: str = "") -> Q:
    """Filter form of :func:`may_read_plan`; ``path`` leads from a row to its plan."""
    me = actor.person_id

    def where(**conditions: Any) -> Q:
        return _where(path, **conditions)

    proposed = where(proposed_at__isnull=False)
    readable = where(person_id=me)
    if actor.report_ids:
        alive = where(state__in=[PlanState.DRAFT, PlanState.PROPOSED, PlanState.ACTIVE])
        own = where(agreed_manager_id=me) | where(closed_manager_id=me) | where(closed_by_id=me)
        readable |= where(person_id__in=list(actor.report_ids)) & (
            where(author_id=me)
            | (proposed & (alive | own | where(shared_with_managers_manager=True)))
        )
        readable |= (
            proposed
            & where(shared_with_managers_manager=True)
            & where(person_id__in=Subquery(reports_of_reports(actor).values("subject_id")))
        )
    if not actor.is_system:
        readable |= proposed & where(shared_with_mentor=True, mentor_id=me)
    if actor.is_hr:
        readable |= proposed & where(shared_with_hr=True)
    return readable


def may_work_on_plan(actor: Actor, plan: DevelopmentPlan) -> bool:
    """Whether the actor may edit, propose, agree, check in and close: the person and the manager."""
    return plan.person_id == actor.person_id or (
        actor.manages(plan.person_id) and manager_reads(plan, actor.person_id)
    )


def may_draft_plan(actor: Actor, person_id: UUID) -> bool:
    """One's own, and one's reports'."""
    return person_id == actor.person_id or actor.manages(person_id)


def may_share_plan(actor: Actor, plan: DevelopmentPlan) -> bool:
    """Only the person themselves opens their plan further, or closes it again."""
    return plan.person_id == actor.person_id


def readers_of(
    plan: DevelopmentPlan,
    *,
    manager_id: UUID | None,
    mentor_id: UUID | None,
    managers_manager_id: UUID | None,
) -> tuple[tuple[PlanReader, UUID | None], ...]:
    """Who reads the plan now, and as what: for "who will see this". HR is a role, not a person.

    Given are those who are there today.
    """
    proposed = plan.proposed_at is not None
    found: list[tuple[PlanReader, UUID | None]] = [(PlanReader.PERSON, plan.person_id)]
    if manager_id is not None and manager_reads(plan, manager_id):
        found.append((PlanReader.MANAGER, manager_id))
    if proposed and plan.shared_with_mentor and mentor_id is not None:
        found.append((PlanReader.MENTOR, mentor_id))
    if proposed and plan.shared_with_managers_manager and managers_manager_id is not None:
        found.append((PlanReader.MANAGERS_MANAGER, managers_manager_id))
    if proposed and plan.shared_with_hr:
        found.append((PlanReader.HR, None))
    return tuple(found)


# ---- goals ---------------------------------------------------------------------------------------


def may_read_goal(
    actor: Actor, goal: Goal, plan: DevelopmentPlan | None, indirect: Collection[UUID] = ()
) -> bool:
    """Whether the actor reads a goal at all; ``plan`` is the one that it stands in."""
    return may_follow_goal(actor, goal, plan, indirect) or (
        goal.visibility is GoalVisibility.EVERYONE
        and not actor.is_system
        and (plan is None or plan.proposed_at is not None)
    )


def may_follow_goal(
    actor: Actor, goal: Goal, plan: DevelopmentPlan | None, indirect: Collection[UUID] = ()
) -> bool:
    """Whether the actor reads what is told of a goal too: check-ins, evidence, its history.

    A private one's author; else whoever reads its plan, or, without one, the person and their
    current manager.
    """
    if goal.visibility is GoalVisibility.PRIVATE:
        return goal.author_id == actor.person_id
    if plan is not None:
        return may_read_plan(actor, plan, indirect)
    return goal.person_id == actor.person_id or actor.manages(goal.person_id)


def readable_goals(actor: Actor, path: str = "") -> Q:
    """Filter form of :func:`may_read_goal`; ``path`` leads from a row to its goal."""
    readable = followed_goals(actor, path)
    if actor.is_system:
        return readable
    shown = _where(path, plan_id__isnull=True) | _where(path, plan__proposed_at__isnull=False)
    return readable | (_where(path, visibility=GoalVisibility.EVERYONE) & shown)


def followed_goals(actor: Actor, path: str = "") -> Q:
    """Filter form of :func:`may_follow_goal`; ``path`` leads from a row to its goal."""
    me = actor.person_id
    own = _where(path, plan_id__isnull=True, person_id__in=[me, *actor.report_ids])
    open_ = _where(path, visibility__in=[GoalVisibility.SHARED, GoalVisibility.EVERYONE])
    private = _where(path, visibility=GoalVisibility.PRIVATE, author_id=me)
    return private | (open_ & (own | readable_plans(actor, f"{path}plan__")))


def may_work_on_goal(actor: Actor, goal: Goal, plan: DevelopmentPlan | None) -> bool:
    """Whether the actor may edit a goal and check in on it: as with its plan, or, without one, the
    person and their current manager; a private one its author alone.
    """
    if goal.visibility is GoalVisibility.PRIVATE:
        return goal.author_id == actor.person_id
    if plan is not None:
        return may_work_on_plan(actor, plan)
    return goal.person_id == actor.person_id or actor.manages(goal.person_id)


def may_set_visibility(actor: Actor, person_id: UUID, visibility: GoalVisibility) -> bool:
    """A goal is shared with its plan's readers; anything else only the person chooses."""
    return visibility is GoalVisibility.SHARED or person_id == actor.person_id


def may_remove_own_goal(actor: Actor, goal: Goal) -> bool:
    """A goal without a plan goes only by its author's hand."""
    return goal.author_id == actor.person_id


def _where(path: str, **conditions: Any) -> Q:
    """Conditions on the row that ``path`` leads to."""
    return Q(**{f"{path}{name}": value for name, value in conditions.items()})
