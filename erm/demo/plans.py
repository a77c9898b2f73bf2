"""Rows of development plans: goals, milestones, check-ins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from erm.demo.content import plans_en, plans_ru
from erm.demo.content.growth import SKILLS
from erm.demo.content.kinds import ChangeSpec, FocusSpec, NumberSpec, PlanSpec, SharedGoalSpec
from erm.demo.content.kinds import Goal as GoalSpec
from erm.demo.growth import Frameworks
from erm.demo.rows import Ledger, Rows
from erm.demo.staff import Staff
from erm.demo.timeline import Timeline
from erm.development.competencies.models import Assessment
from erm.development.models import (
    CheckIn,
    DevelopmentChange,
    DevelopmentPlan,
    Evidence,
    FocusArea,
    Goal,
    Milestone,
)
from erm.development.rules import (
    EvidenceKind,
    FocusKind,
    GoalKind,
    GoalMeasure,
    GoalStatus,
    GoalVisibility,
    NumberDirection,
    Origin,
    PlanOutcome,
    PlanState,
)
from erm.development.skills.models import SkillName
from erm.people.models import Person
from erm.relationships.rules import TouchpointKind


def plant_plans(
    timeline: Timeline, rows: Rows, ledger: Ledger, staff: Staff, frameworks: Frameworks
) -> None:
    """Every plan, from the first draft to the closing words, and the goals that everybody shares."""
    # Goals refer to both.
    rows.of(DevelopmentPlan), rows.of(FocusArea)
    shared: dict[str, Goal] = {}
    for goal in plans_en.SHARED_GOALS:
        shared[goal.key] = _shared_goal(timeline, rows, ledger, staff, goal, shared)
    for spec in plans_en.PLANS + plans_ru.PLANS:
        _Plan(timeline, rows, ledger, staff, spec, frameworks, shared).write()


_WITH_REASON = ("at_risk", "off_track")


class _Plan:
    """One plan being written. ``activity`` collects when something happened in it."""

    def __init__(
        self,
        timeline: Timeline,
        rows: Rows,
        ledger: Ledger,
        staff: Staff,
        spec: PlanSpec,
        frameworks: Frameworks,
        shared: Mapping[str, Goal],
    ) -> None:
        self.timeline, self.rows, self.ledger, self.staff = timeline, rows, ledger, staff
        self.frameworks, self.shared = frameworks, shared
        self.spec = spec
        self.person = staff.people[spec.person]
        self.manager = staff.people[staff.manager_on(spec.person, spec.agreed or 0)]
        self.created = timeline.moment(spec.created, self.person.time_zone, "plan", spec.key)
        self.activity = [self.created]

    def _step(self, days: int | None, by: Person, name: str) -> datetime | None:
        """When a step of the plan's life was taken: after everything before it."""
        if days is None:
            return None
        last = self.activity[-1]
        at = self.timeline.moment(days, by.time_zone, name, self.spec.key, after=last)
        self.activity.append(at)
        return at

    def write(self) -> None:
        """Write the plan and all below it."""
        spec = self.spec
        proposed = self._step(spec.proposed, self.person, "proposed")
        agreed = self._step(spec.agreed, self.manager, "agreed")
        plan_id = self.timeline.id(self.created, "plan", spec.key)
        plan = self.rows.kept(
            DevelopmentPlan(
                id=plan_id,
                person_id=self.person.id,
                author_id=self.person.id,
                title=spec.title,
                focus=spec.focus,
                starts_on=self.timeline.day(spec.starts, self.person.time_zone),
                ends_on=self.timeline.day(spec.ends, self.person.time_zone),
                state=PlanState(spec.stage),
                shared_with_hr=spec.with_hr and proposed is not None,
                proposed_by_id=self.person.id if proposed else None,
                proposed_at=proposed,
                agreed_by_person_at=proposed,
                agreed_by_manager_at=agreed,
                agreed_manager_id=self.manager.id if agreed else None,
                last_activity_at=self.created,
                closing_note=spec.closing_note,
                created_at=self.created,
                mentor_id=None if spec.mentor is None else self.staff.people[spec.mentor].id,
                shared_with_mentor=spec.mentor is not None,
                shared_with_managers_manager=False,
                check_in_every=spec.every,
                quiet_after=max(21, spec.every),
                signed_at=agreed,
                outcome=PlanOutcome.COMPLETED if spec.closed is not None else None,
            )
        )
        areas = [self._focus(plan, area, place) for place, area in enumerate(spec.areas)]
        goals = {
            goal.title: self._goal(plan, goal, position, agreed or self.created, areas)
            for position, goal in enumerate(spec.goals)
        }
        for place, change in enumerate(spec.changes):
            self._change(plan, goals[change.goal], change, place)
        self.activity.sort()
        closed = self._step(spec.closed, self.manager, "closed")
        plan.closed_at = closed
        plan.closed_by_id = self.manager.id if closed else None
        plan.last_activity_at = max(self.activity)
        plan.version = 1 + sum(step is not None for step in (proposed, agreed, closed))
        if agreed is not None:
            self.ledger.note(
                TouchpointKind.PLAN_AGREED, agreed, self.manager.id, self.person.id, plan_id
            )

    def _focus(self, plan: DevelopmentPlan, spec: FocusSpec, place: int) -> FocusArea:
        kind, competency, skill = FocusKind.ASPIRATION, None, None
        if spec.competency is not None:
            kind, competency = FocusKind.COMPETENCY, self.frameworks.competency(spec.competency).id
        if spec.skill is not None:
            kind, skill = FocusKind.SKILL, self._skill(spec.skill)
        origin = None
        if spec.from_assessment is not None:
            origin = next(
                row.id
                for row in self.rows.of(Assessment)
                if row.person_id == plan.person_id
                and row.opened_at
                == self.timeline.moment(
                    spec.from_assessment,
                    self.manager.time_zone,
                    *("assessment", self.spec.person, spec.from_assessment),
                )
            )
        return self.rows.kept(
            FocusArea(
                id=self.timeline.id(self.created, "focus", self.spec.key, place),
                plan_id=plan.id,
                kind=kind,
                title=spec.title,
                why=spec.why,
                competency_id=competency,
                skill_id=skill,
                target_rank=spec.target,
                position=place,
                origin=None if origin is None else Origin.ASSESSMENT,
                origin_id=origin,
                created_at=self.created,
            )
        )

    def _skill(self, key: str) -> UUID:
        """A skill by its key: the one whose English name that is."""
        name = next(spec.en for spec in SKILLS if spec.key == key)
        return next(row.skill_id for row in self.rows.of(SkillName) if row.name == name)

    def _change(self, plan: DevelopmentPlan, goal: Goal, spec: ChangeSpec, place: int) -> None:
        author = self.staff.people[spec.by]
        at = self.timeline.moment(spec.days, author.time_zone, "change", self.spec.key, place)
        self.activity.append(at)
        self.rows.add(
            DevelopmentChange(
                id=self.timeline.id(at, "change", self.spec.key, place),
                plan_id=plan.id,
                goal_id=goal.id,
                by_id=author.id,
                at=at,
                subject=goal.title,
                field=spec.field,
                before=spec.before,
                after=spec.after,
                after_signing=True,
            )
        )

    def _goal(
        self,
        plan: DevelopmentPlan,
        spec: GoalSpec,
        position: int,
        begun: datetime,
        areas: Sequence[FocusArea],
    ) -> Goal:
        key = (self.spec.key, position)
        last = spec.checkins[-1] if spec.checkins else None
        number = spec.number
        goal = self.rows.kept(
            Goal(
                id=self.timeline.id(self.created, "goal", *key),
                plan_id=plan.id,
                person_id=plan.person_id,
                author_id=plan.author_id,
                title=spec.title,
                description=spec.why,
                due_on=None
                if spec.due is None
                else self.timeline.day(spec.due, self.person.time_zone),
                progress=last.progress if last else 0,
                status=GoalStatus(last.status) if last else GoalStatus.ON_TRACK,
                position=position,
                created_at=self.created,
                kind=GoalKind.RESULT if spec.result else GoalKind.GROWTH,
                measure=GoalMeasure(spec.measure),
                focus_area_id=None if spec.focus is None else areas[spec.focus].id,
                parent_id=None if spec.parent is None else self.shared[spec.parent].id,
                weight=spec.weight,
                number_start=None if number is None else Decimal(number.start),
                number_target=None if number is None else Decimal(number.target),
                number_now=None if number is None else Decimal(number.now),
                unit="" if number is None else number.unit,
                direction=None if number is None else _direction(number),
                visibility=GoalVisibility.SHARED,
                status_reason=last.comment if last and last.status in _WITH_REASON else None,
            )
        )
        for place, milestone in enumerate(spec.milestones):
            done: datetime | None = None
            if milestone.done is not None:
                done = self.timeline.moment(
                    milestone.done, self.person.time_zone, "reached", *key, place, after=begun
                )
                self.activity.append(done)
            self.rows.add(
                Milestone(
                    id=self.timeline.id(self.created, "milestone", *key, place),
                    goal_id=goal.id,
                    title=milestone.text,
                    due_on=self.timeline.day(milestone.due, self.person.time_zone),
                    done_at=done,
                    position=place,
                    created_at=self.created,
                )
            )
        before = begun
        for place, check_in in enumerate(spec.checkins):
            author = self.staff.people[check_in.by]
            at = self.timeline.moment(
                check_in.days, author.time_zone, "check-in", *key, place, after=before
            )
            before = at
            self.activity.append(at)
            row_id = self.timeline.id(at, "check-in", *key, place)
            self.rows.add(
                CheckIn(
                    id=row_id,
                    goal_id=goal.id,
                    author_id=author.id,
                    progress=check_in.progress,
                    status=GoalStatus(check_in.status),
                    comment=check_in.comment,
                    created_at=at,
                    reason=check_in.comment if check_in.status in _WITH_REASON else None,
                    number=None
                    if number is None
                    else Decimal(number.now)
                    if check_in is last
                    else Decimal(number.start)
                    + (number.target - number.start) * check_in.progress // 100,
                )
            )
            goal.checked_in_at = at
            other = self.manager if author is self.person else self.person
            self.ledger.note(TouchpointKind.CHECK_IN, at, author.id, other.id, row_id, goal.id)
        for place, (title, words) in enumerate(spec.evidence):
            at = self.timeline.settle(before + timedelta(minutes=6), before)
            self.rows.add(
                Evidence(
                    id=self.timeline.id(at, "evidence", *key, place),
                    person_id=plan.person_id,
                    author_id=plan.person_id,
                    goal_id=goal.id,
                    kind=EvidenceKind.NOTE,
                    title=title,
                    body=words,
                    created_at=at,
                )
            )
        return goal


def _direction(number: NumberSpec) -> NumberDirection:
    return NumberDirection.UP if number.target > number.start else NumberDirection.DOWN


def _shared_goal(
    timeline: Timeline,
    rows: Rows,
    ledger: Ledger,
    staff: Staff,
    spec: SharedGoalSpec,
    shared: Mapping[str, Goal],
) -> Goal:
    """A goal of its own that everybody reads."""
    who, number = staff.people[spec.person], spec.number
    at = timeline.moment(spec.created, who.time_zone, "shared goal", spec.key)
    goal = rows.kept(
        Goal(
            id=timeline.id(at, "shared goal", spec.key),
            person_id=who.id,
            author_id=who.id,
            title=spec.title,
            description=spec.why,
            due_on=timeline.day(spec.due, who.time_zone),
            position=0,
            created_at=at,
            kind=GoalKind.RESULT,
            measure=GoalMeasure.GOALS if number is None else GoalMeasure.NUMBER,
            parent_id=None if spec.parent is None else shared[spec.parent].id,
            weight=spec.weight,
            number_start=None if number is None else Decimal(number.start),
            number_target=None if number is None else Decimal(number.target),
            number_now=None if number is None else Decimal(number.now),
            unit="" if number is None else number.unit,
            direction=None if number is None else _direction(number),
            visibility=GoalVisibility.EVERYONE,
        )
    )
    if number is not None:
        told = timeline.moment(12, who.time_zone, "shared goal told", spec.key)
        progress = 100 * (number.now - number.start) // (number.target - number.start)
        goal.progress, goal.checked_in_at = progress, told
        row_id = timeline.id(told, "shared goal told", spec.key)
        manager = staff.people[staff.manager_on(spec.person, 12)]
        ledger.note(TouchpointKind.CHECK_IN, told, who.id, manager.id, row_id, goal.id)
        rows.add(
            CheckIn(
                id=row_id,
                goal_id=goal.id,
                author_id=who.id,
                progress=progress,
                status=GoalStatus.ON_TRACK,
                comment="Counted on the first of the month, as always.",
                created_at=told,
                number=Decimal(number.now),
            )
        )
    return goal
