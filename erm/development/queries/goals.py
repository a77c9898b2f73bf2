"""Goals, milestones and check-ins, as one actor sees them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.core.clock import today
from erm.core.paging import Page, PageRequest, page_of_list
from erm.core.text import fold
from erm.development import policy
from erm.development.models import CheckIn, DevelopmentPlan, Goal, Milestone
from erm.development.progress import told_as
from erm.development.queries.plans import plans_by_ids
from erm.development.rollup import children_counted, progress_of_goals
from erm.development.rules import (
    GOALS_OVER,
    GoalVisibility,
    PlanReader,
    PlanState,
    Step,
    days_over,
    state_on,
    steps_of,
)
from erm.development.views import (
    CheckInView,
    GoalView,
    MilestoneView,
    ParentView,
    ReaderView,
    TitleView,
)
from erm.people.models import Person
from erm.people.queries import managers_of
from erm.people.rules import has_left

ALIGNABLE = 20
"""How many goals are offered to align to."""
LISTED = 200
"""How many goals outside plans a list holds at most."""


@dataclass(frozen=True, slots=True)
class _Around:
    """What decides about goals besides themselves: readable plans by id, and whose they are."""

    plans: dict[UUID, DevelopmentPlan]
    days: dict[UUID, date]
    left: frozenset[UUID]


async def goal_views(actor: Actor, goals: Sequence[Goal]) -> list[GoalView]:
    """Dress readable goals: how far they are, and what the actor may do with them."""
    if not goals:
        return []
    around = await _around(actor, goals)
    progress = await progress_of_goals(goal.id for goal in goals)
    return [_view(actor, goal, around, progress.get(goal.id)) for goal in goals]


async def _around(actor: Actor, goals: Sequence[Goal]) -> _Around:
    ids = {goal.plan_id for goal in goals if goal.plan_id is not None}
    plans = (
        await DevelopmentPlan.filter(policy.readable_plans(actor), id__in=list(ids)) if ids else []
    )
    day = today()
    days, left = {}, set()
    for key, zone, left_on in await Person.filter(
        id__in=list({goal.person_id for goal in goals})
    ).values_list("id", "time_zone", "left_on"):
        days[key] = today(zone)
        if has_left(left_on, day):
            left.add(key)
    return _Around({plan.id: plan for plan in plans}, days, frozenset(left))


def _steps(actor: Actor, goal: Goal, around: _Around) -> frozenset[Step]:
    """What the actor may do with a goal now. Without a plan all of it, by whoever works on it."""
    plan = None if goal.plan_id is None else around.plans.get(goal.plan_id)
    if goal.person_id in around.left or (plan is None and goal.plan_id is not None):
        return frozenset()
    if not policy.may_work_on_goal(actor, goal, plan):
        return frozenset()
    if plan is None:
        steps = frozenset({Step.EDIT, Step.CHECK_IN, Step.TICK, Step.ADD_EVIDENCE})
        removable = policy.may_remove_own_goal(actor, goal) and goal.checked_in_at is None
    else:
        state = state_on(plan.state, plan.ends_on, around.days[goal.person_id])
        over = days_over(state, plan.ends_on, around.days[goal.person_id])
        steps = steps_of(state, over)
        removable = False
    if goal.visibility is GoalVisibility.PRIVATE and Step.EDIT in steps:
        removable = True
    return steps | {Step.REMOVE_GOAL} if removable else steps


def _followed(actor: Actor, goal: Goal, around: _Around) -> bool:
    """As the policy says, with what is known already of the plans."""
    if goal.plan_id is None or goal.visibility is GoalVisibility.PRIVATE:
        return policy.may_follow_goal(actor, goal, None)
    return goal.plan_id in around.plans


def _view(actor: Actor, goal: Goal, around: _Around, progress: int | None) -> GoalView:
    plan = None if goal.plan_id is None else around.plans.get(goal.plan_id)
    followed = _followed(actor, goal, around)
    steps = _steps(actor, goal, around)
    return GoalView(
        id=goal.id,
        plan_id=None if plan is None else plan.id,
        person_id=goal.person_id,
        author_id=goal.author_id,
        focus_area_id=goal.focus_area_id if followed else None,
        title=goal.title,
        description=goal.description,
        due_on=goal.due_on,
        progress=progress,
        status=goal.status,
        status_reason=(goal.status_reason or "") if followed else "",
        confidence=goal.confidence if followed else None,
        checked_in_at=goal.checked_in_at,
        kind=goal.kind,
        measure=goal.measure,
        visibility=goal.visibility,
        weight=goal.weight,
        number_start=told_as(goal.number_start),
        number_target=told_as(goal.number_target),
        number_now=told_as(goal.number_now),
        unit=goal.unit,
        direction=goal.direction,
        origin=goal.origin if followed else None,
        origin_id=goal.origin_id if followed else None,
        followed=followed,
        can_edit=Step.EDIT in steps,
        can_check_in=Step.CHECK_IN in steps,
        can_remove=Step.REMOVE_GOAL in steps,
        can_add_evidence=Step.ADD_EVIDENCE in steps,
        version=goal.version,
    )


# ---- goals ---------------------------------------------------------------------------------------


async def goals_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, GoalView]:
    """Goals by id that the actor may read."""
    goals = await Goal.filter(policy.readable_goals(actor), id__in=list(set(ids)))
    return {view.id: view for view in await goal_views(actor, goals)}


async def goal_titles(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, TitleView]:
    """What goals are called that the actor may read, in one query."""
    rows = await Goal.filter(policy.readable_goals(actor), id__in=list(set(ids))).values_list(
        "id", "title"
    )
    return {key: TitleView(key, title) for key, title in rows}


async def goals_of(actor: Actor, plan_ids: Sequence[UUID]) -> dict[UUID, list[GoalView]]:
    """The goals of each plan that the actor reads, in order; others' private ones are not there."""
    return await _grouped(
        actor, plan_ids, Q(plan_id__in=list(set(plan_ids))), lambda goal: goal.plan_id
    )


async def goals_of_focus_areas(
    actor: Actor, focus_area_ids: Sequence[UUID]
) -> dict[UUID, list[GoalView]]:
    """The goals of each focus area, in order."""
    return await _grouped(
        actor,
        focus_area_ids,
        Q(focus_area_id__in=list(set(focus_area_ids))),
        lambda goal: goal.focus_area_id,
    )


async def _grouped(
    actor: Actor, keys: Sequence[UUID], which: Q, key_of: Callable[[Goal], UUID | None]
) -> dict[UUID, list[GoalView]]:
    goals = await Goal.filter(policy.followed_goals(actor), which).order_by("position", "id")
    grouped: dict[UUID, list[GoalView]] = {key: [] for key in keys}
    for goal, view in zip(goals, await goal_views(actor, goals), strict=True):
        key = key_of(goal)
        if key is not None:
            grouped[key].append(view)
    return grouped


async def own_goals(actor: Actor) -> list[GoalView]:
    """The actor's goals outside plans, private ones too: open ones first, the first due first."""
    return await _outside_plans(actor, Q(person_id=actor.person_id))


async def team_goals(actor: Actor) -> list[GoalView]:
    """The goals outside plans of the actor's direct reports that the actor reads, in that order."""
    if not actor.report_ids:
        return []
    return await _outside_plans(actor, Q(person_id__in=list(actor.report_ids)))


async def goals_for_everyone(actor: Actor) -> list[GoalView]:
    """The goals outside plans that others show to everybody, in that order."""
    there = Q(person__left_on__isnull=True) | Q(person__left_on__gt=today())
    others = ~Q(person_id=actor.person_id)
    return await _outside_plans(actor, Q(visibility=GoalVisibility.EVERYONE) & there & others)


async def _outside_plans(actor: Actor, which: Q) -> list[GoalView]:
    goals = await Goal.filter(policy.readable_goals(actor), which, plan_id__isnull=True)
    goals.sort(
        key=lambda goal: (
            goal.status in GOALS_OVER,
            goal.due_on is None,
            goal.due_on or date.max,
            goal.position,
            goal.id,
        )
    )
    return await goal_views(actor, goals[:LISTED])


async def goals_to_align_to(actor: Actor, search: str | None = None) -> list[GoalView]:
    """Goals that may be the parent of one of the actor's: of everyone, the actor's own, and those of
    their reports that they read; what is over is left out, and leavers' goals. At most twenty.
    """
    mine = Q(person_id__in=[actor.person_id, *actor.report_ids])
    goals = (
        await Goal.filter(
            policy.readable_goals(actor),
            Q(visibility=GoalVisibility.EVERYONE) | mine,
            Q(person__left_on__isnull=True) | Q(person__left_on__gt=today()),
            Q(plan_id__isnull=True) | Q(plan__state__not=PlanState.CLOSED),
        )
        .exclude(status__in=list(GOALS_OVER))
        .order_by("-created_at", "-id")
    )
    words = fold(search or "").split()
    found = [goal for goal in goals if all(word in fold(goal.title) for word in words)]
    return await goal_views(actor, found[:ALIGNABLE])


async def open_goals(actor: Actor) -> list[GoalView]:
    """The actor's open goals that somebody else could take over, in order: those of their active or
    expired plans, and those outside plans. Private ones are nobody else's business.
    """
    goals = (
        await Goal.filter(
            policy.followed_goals(actor),
            Q(plan_id__isnull=True) | Q(plan__state=PlanState.ACTIVE),
            person_id=actor.person_id,
            visibility__not=GoalVisibility.PRIVATE,
        )
        .exclude(status__in=list(GOALS_OVER))
        .order_by("plan_id", "position", "id")
    )
    return [view for view in await goal_views(actor, goals) if view.can_check_in]


async def agreed_goals_of(actor: Actor, person_ids: Sequence[UUID]) -> dict[UUID, list[GoalView]]:
    """The goals of each person that the actor follows, in order: of plans that were agreed, and
    outside plans. Private ones are not among them, whoever asks.
    """
    which = Q(plan_id__isnull=True) | Q(plan__state__in=[PlanState.ACTIVE, PlanState.CLOSED])
    return await _of_people(actor, person_ids, which)


async def goals_in_play(actor: Actor, person_ids: Sequence[UUID]) -> dict[UUID, list[GoalView]]:
    """The open goals of each person that the actor follows, in order: of active plans, and outside
    plans. Private ones are not among them, whoever asks, nor those of people who have left.
    """
    which = Q(plan_id__isnull=True) | Q(plan__state=PlanState.ACTIVE)
    there = Q(person__left_on__isnull=True) | Q(person__left_on__gt=today())
    open_ = Q(status__not_in=list(GOALS_OVER))
    return await _of_people(actor, person_ids, which & open_ & there)


async def _of_people(
    actor: Actor, person_ids: Sequence[UUID], which: Q
) -> dict[UUID, list[GoalView]]:
    goals = (
        await Goal.filter(policy.followed_goals(actor), which, person_id__in=list(set(person_ids)))
        .exclude(visibility=GoalVisibility.PRIVATE)
        .order_by("plan_id", "position", "id")
    )
    grouped: dict[UUID, list[GoalView]] = {person: [] for person in person_ids}
    for view in await goal_views(actor, goals):
        grouped[view.person_id].append(view)
    return grouped


# ---- how goals hang together ---------------------------------------------------------------------


async def parents_of(actor: Actor, goal_ids: Sequence[UUID]) -> dict[UUID, ParentView]:
    """In which goal each counts. Of a private parent its author alone knows that it is there."""
    rows = await Goal.filter(id__in=list(set(goal_ids)), parent_id__isnull=False).values(
        "id", "parent_id", "parent__visibility", "parent__plan_id", "parent__plan__proposed_at"
    )
    readable = set(
        await Goal.filter(
            policy.readable_goals(actor), id__in=list({row["parent_id"] for row in rows})
        ).values_list("id", flat=True)
        if rows
        else ()
    )
    found = {key: ParentView(False, None) for key in goal_ids}
    for row in rows:
        shown = row["parent__visibility"] != GoalVisibility.PRIVATE and (
            row["parent__plan_id"] is None or row["parent__plan__proposed_at"] is not None
        )
        if row["parent_id"] in readable:
            found[row["id"]] = ParentView(True, row["parent_id"])
        elif shown:
            found[row["id"]] = ParentView(True, None)
    return found


async def children_of(actor: Actor, goal_ids: Sequence[UUID]) -> dict[UUID, list[GoalView]]:
    """The goals that name each as their parent and that the actor reads, the oldest first."""
    goals = await Goal.filter(
        policy.readable_goals(actor), parent_id__in=list(set(goal_ids))
    ).order_by("created_at", "id")
    children: dict[UUID, list[GoalView]] = {key: [] for key in goal_ids}
    for goal, view in zip(goals, await goal_views(actor, goals), strict=True):
        if goal.parent_id is not None:
            children[goal.parent_id].append(view)
    return children


async def children_counted_of(actor: Actor, goal_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many goals count in each, for a loader: the same number for whoever reads the goal."""
    return await children_counted(goal_ids)


async def goal_readers_of(
    actor: Actor, goal_ids: Sequence[UUID]
) -> dict[UUID, tuple[ReaderView, ...]]:
    """Who reads each goal and what is told of it, for those that the actor follows themselves."""
    goals = await Goal.filter(policy.followed_goals(actor), id__in=list(set(goal_ids)))
    plans = await plans_by_ids(actor, [goal.plan_id for goal in goals if goal.plan_id is not None])
    alone = {goal.person_id for goal in goals if goal.plan_id is None}
    managers = await managers_of(alone) if alone else {}
    found: dict[UUID, tuple[ReaderView, ...]] = dict.fromkeys(goal_ids, ())
    for goal in goals:
        person = ReaderView(PlanReader.PERSON, goal.person_id)
        manager = managers.get(goal.person_id)
        if goal.visibility is GoalVisibility.PRIVATE:
            found[goal.id] = (person,)
        elif goal.plan_id is not None:
            found[goal.id] = plans[goal.plan_id].readers
        elif manager is None:
            found[goal.id] = (person,)
        else:
            found[goal.id] = (person, ReaderView(PlanReader.MANAGER, manager))
    return found


async def followed_among(actor: Actor, goal_ids: Sequence[UUID]) -> frozenset[UUID]:
    """Those of these goals of which the actor reads check-ins, evidence and history too."""
    rows = await Goal.filter(policy.followed_goals(actor), id__in=list(set(goal_ids))).values_list(
        "id", flat=True
    )
    return frozenset(rows)  # type: ignore[arg-type]


# ---- milestones ----------------------------------------------------------------------------------


async def milestones_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, MilestoneView]:
    """Milestones by id of goals that the actor may read."""
    wanted = set(ids)
    goals = await Milestone.filter(
        policy.readable_goals(actor, "goal__"), id__in=list(wanted)
    ).values("goal_id")
    found = await milestones_of(actor, list({row["goal_id"] for row in goals}))
    return {m.id: m for group in found.values() for m in group if m.id in wanted}


async def milestones_of(actor: Actor, goal_ids: Sequence[UUID]) -> dict[UUID, list[MilestoneView]]:
    """The milestones of each goal, in order."""
    milestones: dict[UUID, list[MilestoneView]] = {goal: [] for goal in goal_ids}
    for row in await Milestone.filter(
        policy.readable_goals(actor, "goal__"), goal_id__in=list(set(goal_ids))
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


# ---- check-ins -----------------------------------------------------------------------------------


async def check_ins_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, CheckInView]:
    """Check-ins by id of goals that the actor follows."""
    rows = await CheckIn.filter(policy.followed_goals(actor, "goal__"), id__in=list(set(ids)))
    return {row.id: _check_in_view(row) for row in rows}


GoalPage = tuple[UUID, PageRequest]


async def check_in_pages(
    actor: Actor, wanted: Sequence[GoalPage]
) -> dict[GoalPage, Page[CheckInView]]:
    """A page of the check-ins of each goal, newest first, for a loader."""
    of_goal: dict[UUID, list[UUID]] = defaultdict(list)
    for row in (
        await CheckIn.filter(
            policy.followed_goals(actor, "goal__"),
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


def _check_in_view(row: CheckIn) -> CheckInView:
    return CheckInView(
        id=row.id,
        goal_id=row.goal_id,
        author_id=row.author_id,
        progress=row.progress,
        status=row.status,
        comment=row.comment,
        reason=row.reason or "",
        confidence=row.confidence,
        number=told_as(row.number),
        created_at=row.created_at,
    )


def _unique(ids: Iterable[UUID]) -> list[UUID]:
    return list(set(ids))
