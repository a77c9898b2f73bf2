"""Goals, their milestones, and check-ins."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from tortoise.expressions import F

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.text import clean_line, clean_text
from erm.core.work import record
from erm.development import queries
from erm.development.commands.locking import (
    checked_date,
    locked_goal,
    locked_milestone,
    locked_plan,
    note_edit,
    touch,
)
from erm.development.errors import (
    GoalAgreed,
    ProgressOutOfRange,
    StaleVersion,
    TooManyGoals,
    TooManyMilestones,
)
from erm.development.events import CheckedIn, MilestoneReached
from erm.development.models import CheckIn, Goal, Milestone
from erm.development.rules import (
    GOALS_MAXIMUM,
    MILESTONES_MAXIMUM,
    STEPS,
    TEXT_MAXIMUM,
    TITLE_MAXIMUM,
    GoalStatus,
    Step,
)
from erm.development.views import CheckInView, GoalView
from erm.people.queries import manager_of


async def add_goal(
    actor: Actor,
    *,
    plan_id: UUID,
    title: str,
    description: str = "",
    due_on: date | None = None,
) -> GoalView:
    """Add a goal at the end of a plan.

    Raises what :func:`locked_plan` raises, ``TooManyGoals``, ``TEXT_REQUIRED``, ``TEXT_TOO_LONG``,
    ``DATE_OUT_OF_RANGE``.
    """
    plan = await locked_plan(actor, plan_id, Step.EDIT)
    positions = [row["position"] for row in await Goal.filter(plan_id=plan.id).values("position")]
    if len(positions) >= GOALS_MAXIMUM:
        raise TooManyGoals(maximum=GOALS_MAXIMUM)
    goal = await Goal.create(
        plan_id=plan.id,
        person_id=plan.person_id,
        author_id=actor.person_id,
        title=clean_line(title, field="title", maximum=TITLE_MAXIMUM),
        description=clean_text(
            description, field="description", maximum=TEXT_MAXIMUM, required=False
        ),
        due_on=checked_date(actor, due_on, field="due_on"),
        position=max(positions, default=-1) + 1,
        created_at=now(),
    )
    await note_edit(actor, plan)
    return await _goal(actor, goal.id)


async def edit_goal(
    actor: Actor,
    *,
    goal_id: UUID,
    title: str,
    description: str,
    due_on: date | None,
    version: int,
) -> GoalView:
    """Change a goal's words or date.

    Raises what :func:`locked_goal` raises, ``StaleVersion``, ``TEXT_REQUIRED``, ``TEXT_TOO_LONG``,
    ``DATE_OUT_OF_RANGE``.
    """
    goal, plan = await locked_goal(actor, goal_id, Step.EDIT)
    if due_on != goal.due_on:
        checked_date(actor, due_on, field="due_on")
    saved = await Goal.filter(id=goal.id, version=version).update(
        title=clean_line(title, field="title", maximum=TITLE_MAXIMUM),
        description=clean_text(
            description, field="description", maximum=TEXT_MAXIMUM, required=False
        ),
        due_on=due_on,
        version=F("version") + 1,
    )
    if not saved:
        raise StaleVersion
    await note_edit(actor, plan)
    return await _goal(actor, goal.id)


async def remove_goal(actor: Actor, *, goal_id: UUID) -> UUID:
    """Take a goal out of a plan that is not agreed yet. Answers the plan's id.

    Raises what :func:`locked_goal` raises, ``GoalAgreed``.
    """
    goal, plan = await locked_goal(actor, goal_id, Step.EDIT)
    if Step.REMOVE_GOAL not in STEPS[plan.state]:
        raise GoalAgreed
    await Goal.filter(id=goal.id).delete()
    await note_edit(actor, plan)
    return plan.id


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
    _ = await Milestone.create(
        goal_id=goal.id,
        title=clean_line(title, field="title", maximum=TITLE_MAXIMUM),
        due_on=checked_date(actor, due_on, field="due_on"),
        position=max(positions, default=-1) + 1,
        created_at=now(),
    )
    await note_edit(actor, plan)
    return await _goal(actor, goal.id)


async def set_milestone_done(actor: Actor, *, milestone_id: UUID, done: bool) -> GoalView:
    """Say that a step was done, or was not after all.

    Raises what :func:`locked_milestone` raises.
    """
    milestone, goal, plan = await locked_milestone(actor, milestone_id, Step.EDIT)
    if done is (milestone.done_at is not None):
        return await _goal(actor, goal.id)
    moment = now()
    await Milestone.filter(id=milestone.id).update(done_at=moment if done else None)
    await touch(plan)
    if done:
        record(
            MilestoneReached(
                at=moment,
                milestone_id=milestone.id,
                goal_id=goal.id,
                plan_id=plan.id,
                person_id=plan.person_id,
                manager_id=await manager_of(plan.person_id),
                by_id=actor.person_id,
            )
        )
    return await _goal(actor, goal.id)


async def remove_milestone(actor: Actor, *, milestone_id: UUID) -> GoalView:
    """Take a step out of a goal. Raises what :func:`locked_milestone` raises."""
    milestone, goal, plan = await locked_milestone(actor, milestone_id, Step.EDIT)
    await Milestone.filter(id=milestone.id).delete()
    await note_edit(actor, plan)
    return await _goal(actor, goal.id)


async def check_in(
    actor: Actor, *, goal_id: UUID, progress: int, status: GoalStatus, comment: str = ""
) -> CheckInView:
    """Tell how a goal goes, in percent and in words; the goal takes both over.

    Raises what :func:`locked_goal` raises, ``ProgressOutOfRange``, ``TEXT_TOO_LONG``.
    """
    goal, plan = await locked_goal(actor, goal_id, Step.CHECK_IN)
    if not 0 <= progress <= 100:
        raise ProgressOutOfRange(field="progress")
    moment = now()
    told = await CheckIn.create(
        goal_id=goal.id,
        author_id=actor.person_id,
        progress=progress,
        status=status,
        comment=clean_text(comment, field="comment", maximum=TEXT_MAXIMUM, required=False),
        created_at=moment,
    )
    # The goal's version is for its words: telling how it goes is no reason to refuse an edit.
    await Goal.filter(id=goal.id).update(progress=progress, status=status)
    await touch(plan)
    record(
        CheckedIn(
            at=moment,
            check_in_id=told.id,
            goal_id=goal.id,
            plan_id=plan.id,
            person_id=plan.person_id,
            manager_id=await manager_of(plan.person_id),
            by_id=actor.person_id,
        )
    )
    return (await queries.check_ins_by_ids(actor, [told.id]))[told.id]


async def _goal(actor: Actor, goal_id: UUID) -> GoalView:
    return (await queries.goals_by_ids(actor, [goal_id]))[goal_id]
