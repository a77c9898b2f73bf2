"""Plans, as one actor sees them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.development import policy
from erm.development.models import DevelopmentChange, DevelopmentPlan, Goal
from erm.development.rollup import progress_of_goals
from erm.development.rules import (
    GOALS_OVER,
    GoalStatus,
    GoalVisibility,
    PlanState,
    Step,
    check_in_due_on,
    days_over,
    is_quiet,
    list_order,
    mean_progress,
    quiet_days,
    state_on,
    steps_of,
)
from erm.development.views import PlanView, ReaderView, TitleView
from erm.people.models import Person
from erm.people.queries import managers_of, people_by_ids
from erm.people.rules import has_left


@dataclass(slots=True)
class _Goals:
    """What a plan's goals tell of it; private ones tell nothing."""

    ids: list[UUID]
    last_told: datetime | None = None
    open: int = 0


@dataclass(slots=True)
class _Changes:
    """How much was changed since both agreed, and by others since the viewer last looked."""

    since_signing: int = 0
    unseen: int = 0


async def plan_views(actor: Actor, plans: Sequence[DevelopmentPlan]) -> list[PlanView]:
    """Dress readable plans: who their managers are now, how far their goals are, what is allowed.

    A number of queries that does not depend on how many plans they are.
    """
    if not plans:
        return []
    return await _dressed(actor, plans, await _load(plans))


@dataclass(frozen=True, slots=True)
class _Loaded:
    """What is read of plans for whoever they are shown to."""

    people: dict[UUID, _Person]
    goals: dict[UUID, _Goals]
    progress: Mapping[UUID, int | None]
    changes: dict[UUID, list[tuple[UUID, datetime]]]


async def _load(plans: Sequence[DevelopmentPlan]) -> _Loaded:
    people = await _people({plan.person_id for plan in plans} | _mentors(plans))
    goals = await _goals(plans)
    progress = await progress_of_goals(key for each in goals.values() for key in each.ids)
    changes: dict[UUID, list[tuple[UUID, datetime]]] = defaultdict(list)
    for plan_id, by, at in await DevelopmentChange.filter(
        plan_id__in=[plan.id for plan in plans], after_signing=True
    ).values_list("plan_id", "by_id", "at"):
        changes[plan_id].append((by, at))
    return _Loaded(people, goals, progress, changes)


async def _dressed(
    actor: Actor, plans: Sequence[DevelopmentPlan], loaded: _Loaded
) -> list[PlanView]:
    managers, above = await _managers(actor, plans)
    moment = now()
    return [
        _view(
            actor,
            plan,
            managers.get(plan.person_id),
            above.get(plan.person_id),
            loaded.people,
            loaded.goals[plan.id],
            mean_progress(loaded.progress.get(key) for key in loaded.goals[plan.id].ids),
            _changes(actor, plan, loaded.changes.get(plan.id, ())),
            moment,
        )
        for plan in plans
    ]


def _view(
    actor: Actor,
    plan: DevelopmentPlan,
    manager: UUID | None,
    managers_manager: UUID | None,
    people: dict[UUID, _Person],
    goals: _Goals,
    progress: int | None,
    changes: _Changes,
    moment: datetime,
) -> PlanView:
    zone = people[plan.person_id].time_zone
    day = moment.astimezone(zone).date()
    state = state_on(plan.state, plan.ends_on, day)
    over = days_over(state, plan.ends_on, day)
    works = policy.may_work_on_plan(actor, plan) and not people[plan.person_id].has_left
    steps = steps_of(state, over) if works else frozenset()
    days = quiet_days(plan.last_activity_at, moment)
    last = max(
        (at for at in (goals.last_told, plan.signed_at) if at is not None),
        default=plan.created_at,
    )
    due = (
        check_in_due_on(
            state,
            last_on=last.astimezone(zone).date(),
            starts_on=plan.starts_on,
            ends_on=plan.ends_on,
            every=plan.check_in_every,
        )
        if goals.open
        else None
    )
    mentor = None if plan.mentor_id is None or people[plan.mentor_id].has_left else plan.mentor_id
    readers = policy.readers_of(
        plan, manager_id=manager, mentor_id=mentor, managers_manager_id=managers_manager
    )
    return PlanView(
        id=plan.id,
        person_id=plan.person_id,
        author_id=plan.author_id,
        manager_id=manager,
        mentor_id=plan.mentor_id,
        title=plan.title,
        focus=plan.focus,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        state=state,
        shared_with_hr=plan.shared_with_hr,
        shared_with_mentor=plan.shared_with_mentor,
        shared_with_managers_manager=plan.shared_with_managers_manager,
        readers=tuple(ReaderView(*each) for each in readers),
        check_in_every=plan.check_in_every,
        quiet_after=plan.quiet_after,
        check_in_due_on=due,
        check_in_due=due is not None and due <= day,
        proposed_at=plan.proposed_at,
        agreed_by_person_at=plan.agreed_by_person_at,
        agreed_by_manager_at=plan.agreed_by_manager_at,
        agreed_manager_id=plan.agreed_manager_id,
        signed_at=plan.signed_at,
        closed_at=plan.closed_at,
        closing_note=plan.closing_note,
        outcome=plan.outcome,
        renewed_from_id=plan.renewed_from_id,
        progress=progress,
        last_activity_at=plan.last_activity_at,
        quiet_days=days,
        quiet=is_quiet(state, days, plan.quiet_after),
        days_over=over,
        changes_since_signing=changes.since_signing,
        unseen_changes=changes.unseen,
        visible_to_ids=_unique([person for _, person in readers if person is not None]),
        can_edit=Step.EDIT in steps,
        can_agree=Step.AGREE in steps and agreement_missing(actor, plan, manager),
        can_check_in=Step.CHECK_IN in steps,
        can_close=Step.CLOSE in steps,
        can_renew=Step.RENEW in steps,
        can_extend=Step.EXTEND in steps,
        can_share=Step.SHARE in steps and policy.may_share_plan(actor, plan),
        can_acknowledge=Step.ACKNOWLEDGE in steps and changes.unseen > 0,
        version=plan.version,
    )


async def _managers(
    actor: Actor, plans: Sequence[DevelopmentPlan]
) -> tuple[dict[UUID, UUID], dict[UUID, UUID]]:
    """Current managers, and, where that is told, the managers of these."""
    person_ids = {plan.person_id for plan in plans}
    managers = dict.fromkeys(person_ids & actor.report_ids, actor.person_id)
    if actor.person_id in person_ids and actor.manager_id is not None:
        managers[actor.person_id] = actor.manager_id
    others = person_ids - actor.report_ids - {actor.person_id}
    if others:
        managers |= await managers_of(others)
    shared = {plan.person_id for plan in plans if plan.shared_with_managers_manager}
    told = {managers[person] for person in shared if person in managers}
    above = await managers_of(told) if told else {}
    return managers, {
        person: above[managers[person]]
        for person in shared
        if managers.get(person) in above and above[managers[person]] != person
    }


@dataclass(frozen=True, slots=True)
class _Person:
    time_zone: ZoneInfo
    has_left: bool


async def _people(ids: set[UUID]) -> dict[UUID, _Person]:
    day = today()
    return {
        key: _Person(ZoneInfo(time_zone), has_left(left_on, day))
        for key, time_zone, left_on in await Person.filter(id__in=list(ids)).values_list(
            "id", "time_zone", "left_on"
        )
    }


def _mentors(plans: Iterable[DevelopmentPlan]) -> set[UUID]:
    return {plan.mentor_id for plan in plans if plan.mentor_id is not None}


async def _goals(plans: Sequence[DevelopmentPlan]) -> dict[UUID, _Goals]:
    found = {plan.id: _Goals([]) for plan in plans}
    for row in await Goal.filter(
        plan_id__in=list(found), visibility__not=GoalVisibility.PRIVATE
    ).values("id", "plan_id", "status", "checked_in_at"):
        goals = found[row["plan_id"]]
        if row["status"] != GoalStatus.DROPPED:
            goals.ids.append(row["id"])
        goals.open += row["status"] not in GOALS_OVER
        told = row["checked_in_at"]
        if told is not None and (goals.last_told is None or told > goals.last_told):
            goals.last_told = told
    return found


def _changes(
    actor: Actor, plan: DevelopmentPlan, changes: Sequence[tuple[UUID, datetime]]
) -> _Changes:
    found = _Changes(len(changes))
    if policy.may_work_on_plan(actor, plan):
        own = plan.person_id == actor.person_id
        saw = plan.person_saw_changes_at if own else plan.manager_saw_changes_at
        since = saw or plan.signed_at
        found.unseen = sum(
            by != actor.person_id and (since is None or at > since) for by, at in changes
        )
    return found


def agreement_missing(actor: Actor, plan: DevelopmentPlan, manager: UUID | None) -> bool:
    """Whether a proposed plan waits for this actor, who is the person or their manager.

    The person may also confirm one to which they agreed already when there is no manager (any more)
    who could.
    """
    if plan.person_id == actor.person_id:
        return plan.agreed_by_person_at is None or manager is None
    return plan.agreed_manager_id != actor.person_id


async def day_of(person_id: UUID) -> date:
    """Which day it is where somebody lives."""
    (zone,) = await Person.filter(id=person_id).values_list("time_zone", flat=True)
    return today(str(zone))


# ---- reads ---------------------------------------------------------------------------------------


async def plans_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, PlanView]:
    """Plans by id that the actor may read."""
    plans = await DevelopmentPlan.filter(policy.readable_plans(actor), id__in=list(set(ids)))
    return {view.id: view for view in await plan_views(actor, plans)}


async def plan_titles(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, TitleView]:
    """What plans are called that the actor may read, in one query."""
    rows = await DevelopmentPlan.filter(
        policy.readable_plans(actor), id__in=list(set(ids))
    ).values_list("id", "title")
    return {key: TitleView(key, title) for key, title in rows}


async def own_plans(actor: Actor) -> list[PlanView]:
    """The actor's own plans: expired, active, proposed, drafts, closed; in each the latest first."""
    return await _listed(actor, Q(person_id=actor.person_id))


async def team_plans(actor: Actor) -> list[PlanView]:
    """Plans of the actor's direct reports that the actor may read, in the same order."""
    if not actor.report_ids:
        return []
    return await _listed(actor, Q(person_id__in=list(actor.report_ids)))


async def plans_of(actor: Actor, person_ids: Sequence[UUID]) -> dict[UUID, list[PlanView]]:
    """The plans of each person that the actor may read, in the same order."""
    plans: dict[UUID, list[PlanView]] = {person: [] for person in person_ids}
    for view in await _listed(actor, Q(person_id__in=list(set(person_ids)))):
        plans[view.person_id].append(view)
    return plans


async def renewals_of(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, PlanView]:
    """The plan that each was renewed by, where the actor may read it, for a loader."""
    plans = await DevelopmentPlan.filter(
        policy.readable_plans(actor), renewed_from_id__in=list(set(ids))
    )
    views = {view.renewed_from_id: view for view in await plan_views(actor, plans)}
    return {key: views[key] for key in ids if key in views}


async def plans_needing(actor: Actor) -> tuple[list[PlanView], list[PlanView]]:
    """Proposed plans to which the actor may agree now, the longest waiting first; and active ones
    of the actor and their reports that went quiet, the longest quiet first.
    """
    views = await plans_at_work(actor)
    waiting = [view for view in views if view.state is PlanState.PROPOSED and view.can_agree]
    waiting.sort(key=lambda view: (view.proposed_at or view.last_activity_at, view.id))
    quiet = [view for view in views if view.quiet]
    quiet.sort(key=lambda view: (view.last_activity_at, view.id))
    return waiting, quiet


async def plans_at_work(actor: Actor) -> list[PlanView]:
    """Proposed, active and expired plans of the actor and their reports that the actor reads."""
    plans = await DevelopmentPlan.filter(
        policy.readable_plans(actor),
        Q(person_id__in=[actor.person_id, *actor.report_ids]),
        Q(state__in=[PlanState.PROPOSED, PlanState.ACTIVE]),
    )
    return await plan_views(actor, plans)


async def plans_at_work_for(actors: Mapping[UUID, Actor]) -> dict[UUID, list[PlanView]]:
    """Like :func:`plans_at_work` for each of many people, in five queries.

    One more for whoever has a plan that their manager's manager reads.
    """
    people = {key for actor in actors.values() for key in (actor.person_id, *actor.report_ids)}
    plans = await DevelopmentPlan.filter(
        person_id__in=list(people), state__in=[PlanState.PROPOSED, PlanState.ACTIVE]
    )
    loaded = await _load(plans)
    by_person: dict[UUID, list[DevelopmentPlan]] = defaultdict(list)
    for plan in plans:
        by_person[plan.person_id].append(plan)
    found = {}
    for key, actor in actors.items():
        mine = [
            plan
            for person in {key, *actor.report_ids}
            for plan in by_person.get(person, ())
            if policy.may_read_plan(actor, plan)
        ]
        found[key] = await _dressed(actor, mine, loaded) if mine else []
    return found


async def check_ins_due(actor: Actor) -> list[PlanView]:
    """The actor's own active plans whose check-in is due, the longest due first."""
    plans = await DevelopmentPlan.filter(person_id=actor.person_id, state=PlanState.ACTIVE)
    due = [view for view in await plan_views(actor, plans) if view.check_in_due]
    return sorted(due, key=lambda view: (view.check_in_due_on or view.ends_on, view.id))


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


async def _listed(actor: Actor, which: Q) -> list[PlanView]:
    plans = await DevelopmentPlan.filter(policy.readable_plans(actor), which)
    plans.sort(key=lambda plan: (plan.starts_on, plan.id), reverse=True)
    views = await plan_views(actor, plans)
    views.sort(key=lambda view: list_order(view.state))
    return views


def _unique(ids: Iterable[UUID]) -> tuple[UUID, ...]:
    return tuple(dict.fromkeys(ids))
