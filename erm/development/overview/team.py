"""A manager's team at a glance: line by line what they may read of each of their reports anyway."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.development import assessing
from erm.development import queries as development
from erm.development.competencies.views import ProfileView
from erm.development.learning.queries import team_certificates
from erm.development.overview.policy import may_see_team
from erm.development.overview.rules import YEAR
from erm.development.rules import GOALS_OVER, GoalStatus, PlanState
from erm.development.skills.queries.people import expected_of, skills_of
from erm.development.views import GoalView, MilestoneView, PlanView
from erm.people.queries import report_ids_by_manager

LARGEST = 3
"""So many of a person's gaps are shown."""

_SHOWN = (PlanState.ACTIVE, PlanState.EXPIRED, PlanState.PROPOSED, PlanState.DRAFT)
"""Of several plans that of the first of these states is shown; closed ones are not."""
_AT_RISK = frozenset({GoalStatus.AT_RISK, GoalStatus.OFF_TRACK})


@dataclass(frozen=True, slots=True)
class GapLineView:
    """How far somebody is seen below what is expected, in levels."""

    competency_id: UUID
    gap: int


@dataclass(frozen=True, slots=True)
class TeamLineView:
    """One report. ``plan`` is one that the manager reads; goals are those of it and those of none."""

    person_id: UUID
    plan: PlanView | None
    goals_open: int
    goals_at_risk: int
    goals_done: int
    last_check_in_at: datetime | None
    last_assessed_at: datetime | None
    largest_gaps: tuple[GapLineView, ...]
    skills_missing: int
    certificates_expiring: int
    next_due_on: date | None

    @property
    def quiet_days(self) -> int | None:
        """Days since anybody touched the plan, while there is work on it."""
        if self.plan is None or self.plan.state is not PlanState.ACTIVE:
            return None
        return self.plan.quiet_days


@dataclass(frozen=True, slots=True)
class TeamView:
    """The reports in the order of the directory, and how many of them."""

    lines: tuple[TeamLineView, ...]
    with_plan: int
    quiet: int
    expired: int
    certificates_expiring: int
    assessed_past_12_months: int


async def team_development(actor: Actor) -> TeamView | None:
    """The actor's direct reports; None for whoever has none. As many queries for one as for many."""
    if not may_see_team(actor):
        return None
    people = (await report_ids_by_manager(actor, [actor.person_id]))[actor.person_id]
    plans = _shown(await development.team_plans(actor))
    in_plans = await development.goals_of(actor, [plan.id for plan in plans.values()])
    goals: dict[UUID, list[GoalView]] = defaultdict(list)
    for person, plan in plans.items():
        goals[person].extend(in_plans[plan.id])
    for goal in await development.team_goals(actor):
        goals[goal.person_id].append(goal)
    steps = await development.milestones_of(
        actor, [goal.id for some in goals.values() for goal in some]
    )
    profiles = await assessing.profiles(actor, people)
    assessed = {
        person: max((each.compared_at for each in some if each.compared_at), default=None)
        for person, some in (await assessing.assessments_of(actor, people)).items()
    }
    missing = await _skills_missing(actor, people)
    ending = Counter(each.person_id for each in await team_certificates(actor))
    lines = tuple(
        _line(
            person,
            plans.get(person),
            goals[person],
            steps,
            assessed_at=assessed.get(person),
            profile=profiles.get(person),
            skills_missing=missing[person],
            certificates=ending[person],
        )
        for person in people
    )
    since = now() - YEAR
    shown = [line.plan for line in lines if line.plan is not None]
    return TeamView(
        lines=lines,
        with_plan=sum(plan.state is PlanState.ACTIVE for plan in shown),
        quiet=sum(plan.quiet for plan in shown),
        expired=sum(plan.state is PlanState.EXPIRED for plan in shown),
        certificates_expiring=sum(ending[person] for person in people),
        assessed_past_12_months=sum(
            line.last_assessed_at is not None and line.last_assessed_at > since for line in lines
        ),
    )


def _shown(plans: Iterable[PlanView]) -> dict[UUID, PlanView]:
    """One plan of each person: where the work is; of equal ones the first in the list."""
    found: dict[UUID, PlanView] = {}
    for plan in plans:
        if plan.state not in _SHOWN:
            continue
        before = found.get(plan.person_id)
        if before is None or _SHOWN.index(plan.state) < _SHOWN.index(before.state):
            found[plan.person_id] = plan
    return found


def _line(
    person: UUID,
    plan: PlanView | None,
    goals: Sequence[GoalView],
    steps: Mapping[UUID, Sequence[MilestoneView]],
    *,
    assessed_at: datetime | None,
    profile: ProfileView | None,
    skills_missing: int,
    certificates: int,
) -> TeamLineView:
    going_on = [goal for goal in goals if goal.status not in GOALS_OVER]
    due = [goal.due_on for goal in going_on]
    due += [step.due_on for goal in going_on for step in steps[goal.id] if step.done_at is None]
    if plan is not None:
        due.append(plan.ends_on)
    return TeamLineView(
        person_id=person,
        plan=plan,
        goals_open=len(going_on),
        goals_at_risk=sum(goal.status in _AT_RISK for goal in going_on),
        goals_done=sum(goal.status is GoalStatus.DONE for goal in goals),
        last_check_in_at=max(
            (goal.checked_in_at for goal in goals if goal.checked_in_at is not None), default=None
        ),
        last_assessed_at=assessed_at,
        largest_gaps=_largest(profile),
        skills_missing=skills_missing,
        certificates_expiring=certificates,
        next_due_on=min((day for day in due if day is not None), default=None),
    )


def _largest(profile: ProfileView | None) -> tuple[GapLineView, ...]:
    """Where the manager's side sees them furthest below; in the framework's order where equal."""
    lines = () if profile is None else profile.lines
    gaps = [
        GapLineView(line.competency_id, line.manager_gap)
        for line in lines
        if line.manager_gap is not None and line.manager_gap > 0
    ]
    return tuple(sorted(gaps, key=lambda each: -each.gap)[:LARGEST])


async def _skills_missing(actor: Actor, people: Sequence[UUID]) -> Counter[UUID]:
    """How many skills each of them knows less well than their level expects."""
    known = {
        (person, entry.skill_id): entry.level
        for person, some in (await skills_of(actor, people)).items()
        for entry in some
    }
    found: Counter[UUID] = Counter()
    for person, expected in (await expected_of(people)).items():
        for skill, level in expected.items():
            found[person] += known.get((person, skill), 0) < level
    return found
