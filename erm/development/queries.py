"""Reads of development plans, as one actor sees them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.paging import Page, PageRequest, page_of_list
from erm.development import policy
from erm.development.models import CheckIn, DevelopmentPlan, Goal, Milestone
from erm.development.rules import (
    GOALS_OVER,
    QUIET_AFTER,
    STEPS,
    PlanState,
    Step,
    is_quiet,
    list_order,
    mean_progress,
    quiet_days,
)
from erm.development.views import CheckInView, GoalView, MilestoneView, PlanView
from erm.people.queries import managers_of, people_by_ids


async def _plan_views(actor: Actor, plans: Sequence[DevelopmentPlan]) -> list[PlanView]:
    """Dress readable plans: who their managers are now, how far their goals are, what is allowed."""
    if not plans:
        return []
    managers = await _managers(actor, {plan.person_id for plan in plans})
    progress: dict[UUID, list[int]] = defaultdict(list)
    for row in await Goal.filter(plan_id__in=[plan.id for plan in plans]).values(
        "plan_id", "progress"
    ):
        progress[row["plan_id"]].append(row["progress"])
    moment = now()
    views = []
    for plan in plans:
        manager = managers.get(plan.person_id)
        steps = STEPS[plan.state] if policy.may_work_on_plan(actor, plan) else {}
        days = quiet_days(plan.last_activity_at, moment)
        views.append(
            PlanView(
                id=plan.id,
                person_id=plan.person_id,
                author_id=plan.author_id,
                manager_id=manager,
                title=plan.title,
                focus=plan.focus,
                starts_on=plan.starts_on,
                ends_on=plan.ends_on,
                state=plan.state,
                shared_with_hr=plan.shared_with_hr,
                proposed_at=plan.proposed_at,
                agreed_by_person_at=plan.agreed_by_person_at,
                agreed_by_manager_at=plan.agreed_by_manager_at,
                agreed_manager_id=plan.agreed_manager_id,
                closed_at=plan.closed_at,
                closing_note=plan.closing_note,
                progress=mean_progress(progress[plan.id]),
                last_activity_at=plan.last_activity_at,
                quiet_days=days,
                quiet=is_quiet(plan.state, days),
                visible_to_ids=_visible_to(plan, manager),
                can_edit=Step.EDIT in steps,
                can_agree=Step.AGREE in steps and agreement_missing(actor, plan, manager),
                can_check_in=Step.CHECK_IN in steps,
                can_close=Step.CLOSE in steps,
                version=plan.version,
            )
        )
    return views


async def _managers(actor: Actor, person_ids: set[UUID]) -> dict[UUID, UUID]:
    """Current managers; those of the actor and of their reports are known with the actor."""
    managers = dict.fromkeys(person_ids & actor.report_ids, actor.person_id)
    if actor.person_id in person_ids and actor.manager_id is not None:
        managers[actor.person_id] = actor.manager_id
    others = person_ids - actor.report_ids - {actor.person_id}
    return managers | (await managers_of(others) if others else {})


def agreement_missing(actor: Actor, plan: DevelopmentPlan, manager: UUID | None) -> bool:
    """Whether a proposed plan waits for this actor, who is the person or their manager.

    The person may also confirm one to which they agreed already when there is no manager (any more)
    who could.
    """
    if plan.person_id == actor.person_id:
        return plan.agreed_by_person_at is None or manager is None
    return plan.agreed_manager_id != actor.person_id


def _visible_to(plan: DevelopmentPlan, manager: UUID | None) -> tuple[UUID, ...]:
    if manager is not None and policy.manager_reads(
        proposed=plan.proposed_at is not None, author_id=plan.author_id, manager_id=manager
    ):
        return (plan.person_id, manager)
    return (plan.person_id,)


# ---- by id -------------------------------------------------------------------------------------


async def plans_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, PlanView]:
    """Plans by id that the actor may read."""
    plans = await DevelopmentPlan.filter(policy.readable_plans(actor), id__in=_unique(ids))
    return {view.id: view for view in await _plan_views(actor, plans)}


async def goals_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, GoalView]:
    """Goals by id of plans that the actor may read."""
    goals = await Goal.filter(policy.readable_plans(actor, "plan__"), id__in=_unique(ids))
    return {goal.id: _goal_view(goal) for goal in goals}


async def milestones_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, MilestoneView]:
    """Milestones by id of plans that the actor may read."""
    wanted = set(ids)
    goals = await Milestone.filter(
        policy.readable_plans(actor, "goal__plan__"), id__in=list(wanted)
    ).values("goal_id")
    found = await milestones_of(actor, _unique(row["goal_id"] for row in goals))
    return {m.id: m for group in found.values() for m in group if m.id in wanted}


async def check_ins_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, CheckInView]:
    """Check-ins by id of plans that the actor may read."""
    rows = await CheckIn.filter(policy.readable_plans(actor, "goal__plan__"), id__in=_unique(ids))
    return {row.id: _check_in_view(row) for row in rows}


# ---- plans -------------------------------------------------------------------------------------


async def own_plans(actor: Actor) -> list[PlanView]:
    """The actor's own plans: active, proposed, drafts, closed; in each the latest period first."""
    return await _listed(actor, Q(person_id=actor.person_id))


async def team_plans(actor: Actor) -> list[PlanView]:
    """Plans of the actor's direct reports that the actor may read, in the same order."""
    if not actor.report_ids:
        return []
    return await _listed(actor, Q(person_id__in=list(actor.report_ids)))


async def plans_of(actor: Actor, person_ids: Sequence[UUID]) -> dict[UUID, list[PlanView]]:
    """The plans of each person that the actor may read, in the same order."""
    plans: dict[UUID, list[PlanView]] = {person: [] for person in person_ids}
    for view in await _listed(actor, Q(person_id__in=_unique(person_ids))):
        plans[view.person_id].append(view)
    return plans


async def plans_needing(actor: Actor) -> tuple[list[PlanView], list[PlanView]]:
    """Proposed plans to which the actor may agree now, the longest waiting first; and active ones
    of the actor and their reports that went quiet, the longest quiet first.
    """
    long_ago = now() - timedelta(days=QUIET_AFTER)
    plans = await DevelopmentPlan.filter(
        policy.readable_plans(actor),
        _mine_or_of_my_reports(actor),
        Q(state=PlanState.PROPOSED) | Q(state=PlanState.ACTIVE, last_activity_at__lte=long_ago),
    )
    views = await _plan_views(actor, plans)
    waiting = [view for view in views if view.state is PlanState.PROPOSED and view.can_agree]
    waiting.sort(key=lambda view: (view.proposed_at or view.last_activity_at, view.id))
    quiet = [view for view in views if view.state is PlanState.ACTIVE]
    quiet.sort(key=lambda view: (view.last_activity_at, view.id))
    return waiting, quiet


async def plans_awaiting(actor: Actor) -> list[PlanView]:
    """The first of :func:`plans_needing`."""
    return (await plans_needing(actor))[0]


async def quiet_plans(actor: Actor) -> list[PlanView]:
    """The second of :func:`plans_needing`."""
    return (await plans_needing(actor))[1]


async def draftable_for(actor: Actor, person_ids: Sequence[UUID]) -> dict[UUID, bool]:
    """Whether the actor may draft a plan for each of these people."""
    allowed = [person for person in set(person_ids) if policy.may_draft_plan(actor, person)]
    people = await people_by_ids(actor, allowed) if allowed else {}
    return {person: person in people and not people[person].has_left for person in person_ids}


def _mine_or_of_my_reports(actor: Actor) -> Q:
    return Q(person_id__in=[actor.person_id, *actor.report_ids])


async def _listed(actor: Actor, which: Q) -> list[PlanView]:
    plans = await DevelopmentPlan.filter(policy.readable_plans(actor), which)
    plans.sort(key=lambda plan: (plan.starts_on, plan.id), reverse=True)
    plans.sort(key=lambda plan: list_order(plan.state))
    return await _plan_views(actor, plans)


# ---- goals, milestones, check-ins --------------------------------------------------------------


async def goals_of(actor: Actor, plan_ids: Sequence[UUID]) -> dict[UUID, list[GoalView]]:
    """The goals of each plan, in order."""
    goals: dict[UUID, list[GoalView]] = {plan: [] for plan in plan_ids}
    for goal in await Goal.filter(
        policy.readable_plans(actor, "plan__"), plan_id__in=_unique(plan_ids)
    ).order_by("position", "id"):
        goals[goal.plan_id].append(_goal_view(goal))
    return goals


async def open_goals(actor: Actor) -> list[GoalView]:
    """Goals of the actor's own active plans that are neither reached nor dropped, in order."""
    goals = (
        await Goal.filter(
            policy.readable_plans(actor, "plan__"),
            plan__person_id=actor.person_id,
            plan__state=PlanState.ACTIVE,
        )
        .exclude(status__in=list(GOALS_OVER))
        .order_by("plan_id", "position", "id")
    )
    return [_goal_view(goal) for goal in goals]


async def milestones_of(actor: Actor, goal_ids: Sequence[UUID]) -> dict[UUID, list[MilestoneView]]:
    """The milestones of each goal, in order."""
    milestones: dict[UUID, list[MilestoneView]] = {goal: [] for goal in goal_ids}
    for row in await Milestone.filter(
        policy.readable_plans(actor, "goal__plan__"), goal_id__in=_unique(goal_ids)
    ).order_by("position", "id"):
        group = milestones[row.goal_id]
        group.append(
            MilestoneView(
                id=row.id,
                goal_id=row.goal_id,
                title=row.title,
                due_on=row.due_on,
                done_at=row.done_at,
                position=len(group),
            )
        )
    return milestones


GoalPage = tuple[UUID, PageRequest]


async def check_in_pages(
    actor: Actor, wanted: Sequence[GoalPage]
) -> dict[GoalPage, Page[CheckInView]]:
    """A page of the check-ins of each goal, newest first, for a loader."""
    of_goal: dict[UUID, list[UUID]] = defaultdict(list)
    for row in (
        await CheckIn.filter(
            policy.readable_plans(actor, "goal__plan__"),
            goal_id__in=_unique(goal for goal, _ in wanted),
        )
        .order_by("-created_at", "-id")
        .values("goal_id", "id")
    ):
        of_goal[row["goal_id"]].append(row["id"])
    pages = {
        (goal, request): page_of_list(of_goal[goal], request, lambda key: (str(key),))
        for goal, request in wanted
    }
    views = await check_ins_by_ids(actor, [key for page in pages.values() for key in page.items])
    return {key: page.map(lambda row: views[row]) for key, page in pages.items()}


def _goal_view(goal: Goal) -> GoalView:
    return GoalView(
        id=goal.id,
        plan_id=goal.plan_id,
        title=goal.title,
        description=goal.description,
        due_on=goal.due_on,
        progress=goal.progress,
        status=goal.status,
        version=goal.version,
    )


def _check_in_view(row: CheckIn) -> CheckInView:
    return CheckInView(
        id=row.id,
        goal_id=row.goal_id,
        author_id=row.author_id,
        progress=row.progress,
        status=row.status,
        comment=row.comment,
        created_at=row.created_at,
    )


def _unique(ids: Iterable[UUID]) -> list[UUID]:
    return list(set(ids))
