"""Rows of development plans: goals, milestones, check-ins."""

from __future__ import annotations

from datetime import datetime

from erm.demo.content import plans_en, plans_ru
from erm.demo.content.kinds import Goal as GoalSpec
from erm.demo.content.kinds import PlanSpec
from erm.demo.rows import Ledger, Rows
from erm.demo.staff import Staff
from erm.demo.timeline import Timeline
from erm.development.models import CheckIn, DevelopmentPlan, Goal, Milestone
from erm.development.rules import GoalStatus, PlanState
from erm.people.models import Person
from erm.relationships.rules import TouchpointKind


def plant_plans(timeline: Timeline, rows: Rows, ledger: Ledger, staff: Staff) -> None:
    """Every plan, from the first draft to the closing words."""
    for spec in plans_en.PLANS + plans_ru.PLANS:
        _Plan(timeline, rows, ledger, staff, spec).write()


class _Plan:
    """One plan being written. ``activity`` collects when something happened in it."""

    def __init__(
        self, timeline: Timeline, rows: Rows, ledger: Ledger, staff: Staff, spec: PlanSpec
    ) -> None:
        self.timeline, self.rows, self.ledger, self.staff = timeline, rows, ledger, staff
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
            )
        )
        for position, goal in enumerate(spec.goals):
            self._goal(plan, goal, position, agreed or self.created)
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

    def _goal(self, plan: DevelopmentPlan, spec: GoalSpec, position: int, begun: datetime) -> None:
        key = (self.spec.key, position)
        last = spec.checkins[-1] if spec.checkins else None
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
                )
            )
            other = self.manager if author is self.person else self.person
            self.ledger.note(TouchpointKind.CHECK_IN, at, author.id, other.id, row_id, goal.id)
