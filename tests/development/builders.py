"""Rows written directly."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from erm.core.clock import now, today
from erm.development.models import CheckIn, DevelopmentPlan, Goal, Milestone
from erm.development.rules import (
    GoalKind,
    GoalMeasure,
    GoalStatus,
    GoalVisibility,
    PlanState,
)
from erm.people.models import Person


def plan_row(person: Person, **values: Any) -> DevelopmentPlan:
    """A plan that its person drafted; anything but a draft was proposed."""
    state = values.get("state", PlanState.DRAFT)
    return DevelopmentPlan(
        **{
            "person_id": person.id,
            "author_id": person.id,
            "title": "Grow",
            "starts_on": today(),
            "ends_on": today() + timedelta(days=90),
            "state": state,
            "proposed_at": None if state is PlanState.DRAFT else now(),
            "last_activity_at": now(),
            "created_at": now(),
            # Written out, for rows with and without them cannot be made together.
            "shared_with_mentor": False,
            "shared_with_managers_manager": False,
            "check_in_every": 14,
            "quiet_after": 21,
        }
        | values
    )


def goal_row(person: Person, **values: Any) -> Goal:
    """A goal of its own, unless a plan is given."""
    return Goal(
        **{
            "person_id": person.id,
            "author_id": person.id,
            "title": "Speak",
            "position": 0,
            "created_at": now(),
            "weight": 1,
            "kind": GoalKind.GROWTH,
            "measure": GoalMeasure.PERCENT,
            "unit": "",
            "visibility": GoalVisibility.SHARED,
        }
        | values
    )


async def goal(person: Person, **values: Any) -> Goal:
    row = goal_row(person, **values)
    await row.save(force_create=True)
    return row


async def plan(person: Person, **values: Any) -> DevelopmentPlan:
    row = plan_row(person, **values)
    await row.save(force_create=True)
    return row


async def filled(people: list[Person], author: Person, **values: Any) -> list[DevelopmentPlan]:
    """A plan for each, with two goals, each with a milestone and a check-in."""
    plans = [plan_row(person, **values) for person in people]
    goals = [
        Goal(
            plan_id=each.id,
            person_id=each.person_id,
            author_id=each.author_id,
            title="Speak",
            position=n,
            progress=n * 50,
            created_at=now(),
        )
        for each in plans
        for n in range(2)
    ]
    await DevelopmentPlan.bulk_create(plans)
    await Goal.bulk_create(goals)
    await Milestone.bulk_create(
        [Milestone(goal_id=g.id, title="Once", position=0, created_at=now()) for g in goals]
    )
    await CheckIn.bulk_create(
        [
            CheckIn(
                goal_id=goal.id,
                author_id=author.id,
                progress=10,
                status=GoalStatus.ON_TRACK,
                created_at=now(),
            )
            for goal in goals
        ]
    )
    return plans
