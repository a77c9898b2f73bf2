"""Steps on the way to a goal."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.text import clean_line
from erm.core.work import record
from erm.development import queries
from erm.development.changes import Change
from erm.development.commands.locking import (
    checked_date,
    locked_goal,
    locked_milestone,
    note_goal_edit,
    touch,
)
from erm.development.errors import TooManyMilestones
from erm.development.events import MilestoneReached
from erm.development.models import Milestone
from erm.development.rules import MILESTONES_MAXIMUM, TITLE_MAXIMUM, GoalVisibility, Step
from erm.development.views import GoalView
from erm.people.queries import manager_of


async def add_milestone(
    actor: Actor, *, goal_id: UUID, title: str, due_on: date | None = None
) -> GoalView:
    """Add a step at the end of a goal's.

    Raises what :func:`locked_goal` raises, ``TooManyMilestones``, ``TEXT_REQUIRED``,
    ``TEXT_TOO_LONG``, ``DATE_OUT_OF_RANGE``.
    """
    goal, plan = await locked_goal(actor, goal_id, Step.EDIT)
    positions = [
        row["position"] for row in await Milestone.filter(goal_id=goal.id).values("position")
    ]
    if len(positions) >= MILESTONES_MAXIMUM:
        raise TooManyMilestones(maximum=MILESTONES_MAXIMUM)
    step = await Milestone.create(
        goal_id=goal.id,
        title=clean_line(title, field="title", maximum=TITLE_MAXIMUM),
        due_on=checked_date(actor, due_on, field="due_on"),
        position=max(positions, default=-1) + 1,
        created_at=now(),
    )
    await note_goal_edit(actor, goal, plan, [Change("milestone_added", after=step.title)])
    return await _goal(actor, goal.id)


async def set_milestone_done(actor: Actor, *, milestone_id: UUID, done: bool) -> GoalView:
    """Say that a step was done, or was not after all.

    Raises what :func:`locked_milestone` raises.
    """
    milestone, goal, plan = await locked_milestone(actor, milestone_id, Step.TICK)
    if done is (milestone.done_at is not None):
        return await _goal(actor, goal.id)
    moment = now()
    await Milestone.filter(id=milestone.id).update(done_at=moment if done else None)
    await touch(plan, goal)
    if done and goal.visibility is not GoalVisibility.PRIVATE:
        record(
            MilestoneReached(
                at=moment,
                milestone_id=milestone.id,
                goal_id=goal.id,
                plan_id=goal.plan_id,
                person_id=goal.person_id,
                manager_id=await manager_of(goal.person_id),
                by_id=actor.person_id,
            )
        )
    return await _goal(actor, goal.id)


async def remove_milestone(actor: Actor, *, milestone_id: UUID) -> GoalView:
    """Take a step out of a goal. Raises what :func:`locked_milestone` raises."""
    milestone, goal, plan = await locked_milestone(actor, milestone_id, Step.EDIT)
    await Milestone.filter(id=milestone.id).delete()
    await note_goal_edit(actor, goal, plan, [Change("milestone_removed", before=milestone.title)])
    return await _goal(actor, goal.id)


async def _goal(actor: Actor, goal_id: UUID) -> GoalView:
    return (await queries.goals_by_ids(actor, [goal_id]))[goal_id]
