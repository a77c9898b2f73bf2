"""Advice becomes a development goal of whoever received it, or belongs to one that they have."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from erm.core.actor import Actor
from erm.development import queries as development
from erm.development.commands.goals import add_goal
from erm.development.errors import GoalNotFound, PlanNotFound
from erm.development.rules import Origin
from erm.development.views import GoalView
from erm.feedback.commands import link_feedback, own_note
from erm.feedback.errors import GoalOfAnother
from erm.feedback.rules import FeedbackLinkKind
from erm.feedback.views import FeedbackNoteView


async def turn_feedback_into_goal(
    actor: Actor,
    *,
    note_id: UUID,
    plan_id: UUID,
    title: str,
    description: str = "",
    due_on: date | None = None,
) -> tuple[FeedbackNoteView, GoalView]:
    """Add a goal to a plan of the actor's, in words that they chose, and keep where it came from.

    Nothing of the note goes into the goal by itself: those who read the plan are not those who read
    the note. Raises what :func:`own_note` and :func:`add_goal` raise, ``PlanNotFound``,
    ``GoalOfAnother``.
    """
    _ = await own_note(actor, note_id)
    plan = (await development.plans_by_ids(actor, [plan_id])).get(plan_id)
    if plan is None:
        raise PlanNotFound(field="plan_id")
    if plan.person_id != actor.person_id:
        raise GoalOfAnother(field="plan_id")
    goal = await add_goal(
        actor,
        plan_id=plan_id,
        title=title,
        description=description,
        due_on=due_on,
        origin=Origin.FEEDBACK,
        origin_id=note_id,
    )
    note = await link_feedback(
        actor, note_id=note_id, kind=FeedbackLinkKind.GOAL, target_id=goal.id
    )
    return note, goal


async def link_feedback_to_goal(actor: Actor, *, note_id: UUID, goal_id: UUID) -> FeedbackNoteView:
    """Keep with a note to the actor to which goal of theirs it belongs.

    Raises what :func:`own_note` raises, ``GoalNotFound``, ``GoalOfAnother``, ``AlreadyLinked``.
    """
    _ = await own_note(actor, note_id)
    goal = (await development.goals_by_ids(actor, [goal_id])).get(goal_id)
    if goal is None:
        raise GoalNotFound(field="goal_id")
    if goal.person_id != actor.person_id:
        raise GoalOfAnother(field="goal_id")
    return await link_feedback(
        actor, note_id=note_id, kind=FeedbackLinkKind.GOAL, target_id=goal.id
    )
