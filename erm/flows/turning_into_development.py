"""Feedback, a promise, a packet or an assessment becomes a focus area or a goal.

In words that the actor chose: nothing of the source goes into the plan by itself, for those who read
the plan are not those who read the source. What is kept is where it came from
(``development_sources``).

One does this with what is one's own; a manager with an assessment of a report, which both have
written.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from erm.core.actor import Actor
from erm.development import assessing
from erm.development import queries as development
from erm.development.commands.focus_areas import add_focus_area
from erm.development.commands.goals import add_goal
from erm.development.competencies.rules import AssessmentState
from erm.development.errors import (
    CompetencyNotAssessed,
    PlanNotFound,
    SourceNotFound,
    SourceOfAnother,
)
from erm.development.rules import FocusKind, Origin
from erm.development.views import FocusAreaView, GoalView
from erm.feedback.commands import link_feedback, own_note
from erm.feedback.cycles.queries.packets import packets_by_ids
from erm.feedback.rules import FeedbackLinkKind
from erm.one_on_ones.commands.action_items import become_goal, own_open_item
from erm.one_on_ones.queries import action_items_by_ids


@dataclass(frozen=True, slots=True)
class _Source:
    """Whose it is, and the rank that it says is expected in the competency, where it says one."""

    person_id: UUID
    expected_rank: int | None = None


async def turn_into_focus_area(
    actor: Actor,
    *,
    plan_id: UUID,
    origin: Origin,
    source_id: UUID,
    title: str,
    why: str = "",
    competency_id: UUID | None = None,
) -> FocusAreaView:
    """Add a focus area to a plan, tied to a competency where one is given, else an aspiration.

    From an assessment it aims at what was expected there. Raises ``PlanNotFound``, ``SourceNotFound``,
    ``SourceOfAnother``, ``CompetencyNotAssessed``, and what :func:`own_note` and
    :func:`add_focus_area` raise.
    """
    source = await _source(actor, plan_id, origin, source_id, competency_id)
    return await add_focus_area(
        actor,
        plan_id=plan_id,
        kind=FocusKind.ASPIRATION if competency_id is None else FocusKind.COMPETENCY,
        title=title,
        why=why,
        competency_id=competency_id,
        target_rank=source.expected_rank,
        origin=origin,
        origin_id=source_id,
    )


async def turn_into_goal(
    actor: Actor,
    *,
    plan_id: UUID,
    origin: Origin,
    source_id: UUID,
    title: str,
    description: str = "",
    due_on: date | None = None,
    competency_id: UUID | None = None,
    focus_area_id: UUID | None = None,
) -> GoalView:
    """Add a goal to a plan, in the focus area given, else in that of the competency if there is one.

    A note keeps what became of it, and an open promise is settled by becoming a goal. Raises as
    :func:`turn_into_focus_area` does, what :func:`own_open_item` and :func:`add_goal` raise, and
    ``AlreadyLinked``.
    """
    await _source(actor, plan_id, origin, source_id, competency_id)
    if origin is Origin.ACTION_ITEM:
        _ = await own_open_item(actor, source_id)
    if focus_area_id is None and competency_id is not None:
        areas = (await development.focus_areas_of(actor, [plan_id]))[plan_id]
        focus_area_id = next(
            (area.id for area in areas if area.competency_id == competency_id), None
        )
    goal = await add_goal(
        actor,
        plan_id=plan_id,
        title=title,
        description=description,
        due_on=due_on,
        focus_area_id=focus_area_id,
        origin=origin,
        origin_id=source_id,
    )
    if origin is Origin.FEEDBACK:
        _ = await link_feedback(
            actor, note_id=source_id, kind=FeedbackLinkKind.GOAL, target_id=goal.id
        )
    elif origin is Origin.ACTION_ITEM:
        _ = await become_goal(actor, action_item_id=source_id, goal_id=goal.id)
    return goal


async def _source(
    actor: Actor, plan_id: UUID, origin: Origin, source_id: UUID, competency_id: UUID | None
) -> _Source:
    """The source, which the actor may use and which is of whoever's plan it is."""
    plan = (await development.plans_by_ids(actor, [plan_id])).get(plan_id)
    if plan is None:
        raise PlanNotFound(field="plan_id")
    source = await _READ[origin](actor, source_id, competency_id)
    if source.person_id != plan.person_id:
        raise SourceOfAnother(field="plan_id")
    return source


async def _feedback(actor: Actor, key: UUID, competency_id: UUID | None) -> _Source:
    return _Source((await own_note(actor, key)).recipient_id)


async def _action_item(actor: Actor, key: UUID, competency_id: UUID | None) -> _Source:
    item = (await action_items_by_ids(actor, [key])).get(key)
    if item is None or item.owner_id != actor.person_id:
        raise SourceNotFound(field="source_id")
    return _Source(item.owner_id)


async def _packet(actor: Actor, key: UUID, competency_id: UUID | None) -> _Source:
    packet = (await packets_by_ids(actor, [key])).get(key)
    if packet is None or packet.person_id != actor.person_id:
        raise SourceNotFound(field="source_id")
    return _Source(packet.person_id)


async def _assessment(actor: Actor, key: UUID, competency_id: UUID | None) -> _Source:
    view = (await assessing.assessments_by_ids(actor, [key])).get(key)
    if view is None or view.state is not AssessmentState.COMPARED:
        raise SourceNotFound(field="source_id")
    if competency_id is None:
        return _Source(view.person_id)
    lines = (await assessing.lines_of(actor, [key])).get(key, [])
    expected = {line.competency_id: line.expected_rank for line in lines}
    if competency_id not in expected:
        raise CompetencyNotAssessed(field="competency_id")
    return _Source(view.person_id, expected[competency_id])


_READ: dict[Origin, Callable[[Actor, UUID, UUID | None], Awaitable[_Source]]] = {
    Origin.FEEDBACK: _feedback,
    Origin.ACTION_ITEM: _action_item,
    Origin.PACKET: _packet,
    Origin.ASSESSMENT: _assessment,
}
