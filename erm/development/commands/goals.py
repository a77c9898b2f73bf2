"""Goals: in a plan, or on their own."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from tortoise.expressions import F, Q

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.text import clean_line, clean_text
from erm.development import policy, queries
from erm.development.changes import Change, differences
from erm.development.commands.alignment import checked_parent, public_title
from erm.development.commands.check_ins import check_in
from erm.development.commands.locking import (
    checked_date,
    locked_goal,
    locked_plan,
    note_goal_edit,
)
from erm.development.commands.milestones import (
    add_milestone,
    remove_milestone,
    set_milestone_done,
)
from erm.development.errors import (
    FocusAreaOfAnotherPlan,
    GoalAgreed,
    GoalHasCheckIns,
    GoalIsTheAuthors,
    GoalNotForThisPerson,
    GoalVisibilityIsThePersons,
    StaleVersion,
    TooManyGoals,
    TooManyOwnGoals,
    WeightOutOfRange,
)
from erm.development.models import DevelopmentPlan, FocusArea, Goal
from erm.development.numbers import measured_by, parse_number
from erm.development.progress import FULL
from erm.development.rollup import progress_of_goals
from erm.development.rules import (
    GOALS_MAXIMUM,
    OWN_GOALS_MAXIMUM,
    STEPS,
    TEXT_MAXIMUM,
    TITLE_MAXIMUM,
    WEIGHT_MAXIMUM,
    GoalKind,
    GoalMeasure,
    GoalPart,
    GoalVisibility,
    NumberDirection,
    Origin,
    PlanState,
    Step,
)
from erm.development.views import GoalView
from erm.people.queries import require_present

__all__ = [
    "add_goal",
    "add_milestone",
    "check_in",
    "edit_goal",
    "remove_goal",
    "remove_milestone",
    "set_milestone_done",
]

CODES = {
    "title": "goal_title",
    "description": "goal_description",
    "due_on": "goal_due_on",
    "kind": "goal_kind",
    "measure": "goal_measure",
    "number_start": "goal_start",
    "number_target": "goal_target",
    "unit": "goal_unit",
    "direction": "goal_direction",
    "weight": "goal_weight",
    "visibility": "goal_visibility",
}
"""What is kept of an edit, by column."""


async def add_goal(
    actor: Actor,
    *,
    title: str,
    plan_id: UUID | None = None,
    person_id: UUID | None = None,
    description: str = "",
    due_on: date | None = None,
    kind: GoalKind = GoalKind.GROWTH,
    measure: GoalMeasure = GoalMeasure.PERCENT,
    number_start: str | None = None,
    number_target: str | None = None,
    unit: str = "",
    direction: NumberDirection | None = None,
    visibility: GoalVisibility = GoalVisibility.SHARED,
    focus_area_id: UUID | None = None,
    parent_id: UUID | None = None,
    weight: int = 1,
    origin: Origin | None = None,
    origin_id: UUID | None = None,
) -> GoalView:
    """Add a goal at the end of a plan; without a plan one of the actor's own, or of a report.

    ``origin`` says from what it was made; whoever gives it has checked that it may be told. Raises
    what :func:`locked_plan`, :func:`checked_parent` and :func:`measured_by` raise, ``TooManyGoals``,
    ``TooManyOwnGoals``, ``GoalNotForThisPerson``, ``GoalVisibilityIsThePersons``,
    ``FocusAreaOfAnotherPlan``, ``WeightOutOfRange``, ``PERSON_UNKNOWN``, ``PERSON_HAS_LEFT``,
    ``TEXT_REQUIRED``, ``TEXT_TOO_LONG``, ``DATE_OUT_OF_RANGE``.
    """
    plan = None if plan_id is None else await locked_plan(actor, plan_id, Step.EDIT)
    person = await _person(actor, plan, person_id)
    if not policy.may_set_visibility(actor, person, visibility):
        raise GoalVisibilityIsThePersons(field="visibility")
    columns: dict[str, Any] = {
        "title": clean_line(title, field="title", maximum=TITLE_MAXIMUM),
        "description": clean_text(
            description, field="description", maximum=TEXT_MAXIMUM, required=False
        ),
        "due_on": checked_date(actor, due_on, field="due_on"),
        "weight": _weight(weight),
    } | measured_by(
        measure,
        start=parse_number(number_start, field="number_start"),
        target=parse_number(number_target, field="number_target"),
        unit=unit,
        direction=direction,
    )
    await _checked_focus(plan, focus_area_id)
    if parent_id is not None:
        _ = await checked_parent(actor, parent_id, goal_id=None)
    goal = await Goal.create(
        **columns,
        plan_id=plan_id,
        person_id=person,
        author_id=actor.person_id,
        kind=kind,
        visibility=visibility,
        focus_area_id=focus_area_id,
        parent_id=parent_id,
        origin=origin,
        origin_id=origin_id,
        position=await _next_place(actor, plan, person, visibility),
        created_at=now(),
    )
    if plan is not None:
        await note_goal_edit(actor, goal, plan, [Change("goal_added", after=goal.title)])
    return await _goal(actor, goal.id)


async def edit_goal(
    actor: Actor,
    *,
    goal_id: UUID,
    title: str,
    description: str,
    due_on: date | None,
    version: int,
    kind: GoalKind | None = None,
    measure: GoalMeasure | None = None,
    number_start: str | None = None,
    number_target: str | None = None,
    unit: str | None = None,
    direction: NumberDirection | None = None,
    visibility: GoalVisibility | None = None,
    focus_area_id: UUID | None = None,
    parent_id: UUID | None = None,
    weight: int | None = None,
    clear: Collection[GoalPart] = (),
) -> GoalView:
    """Change what a goal says, how it is measured, who reads it or where it counts.

    What is None stays as it is, but for the date. Raises what :func:`locked_goal` and
    :func:`add_goal` raise, ``StaleVersion``, ``GoalAgreed``.
    """
    goal, plan = await locked_goal(actor, goal_id, Step.EDIT)
    if version != goal.version:
        raise StaleVersion
    if due_on != goal.due_on:
        checked_date(actor, due_on, field="due_on")
    after: dict[str, Any] = {
        "title": clean_line(title, field="title", maximum=TITLE_MAXIMUM),
        "description": clean_text(
            description, field="description", maximum=TEXT_MAXIMUM, required=False
        ),
        "due_on": due_on,
        "kind": kind or goal.kind,
        "weight": goal.weight if weight is None else _weight(weight),
        "visibility": _visibility(actor, goal, plan, visibility),
    }
    after |= _measured(goal, measure, number_start, number_target, unit, direction)
    changes = differences(CODES, goal, after)
    changes += await _moved(actor, goal, plan, after, focus_area_id, parent_id, clear)
    if after["measure"] is not goal.measure:
        after |= {"progress": await _carried(goal, after["measure"]), "number_now": None}
    if not changes and all(getattr(goal, name) == value for name, value in after.items()):
        return await _goal(actor, goal.id)
    if not await Goal.filter(id=goal.id, version=version).update(**after, version=F("version") + 1):
        raise StaleVersion
    await _note_edited(actor, goal, plan, after["visibility"], changes)
    return await _goal(actor, goal.id)


async def remove_goal(actor: Actor, *, goal_id: UUID) -> UUID | None:
    """Take a goal out of a plan that is not agreed yet, or one that stands in none.

    Answers the plan's id. One's own private goal goes in any case. Raises what :func:`locked_goal`
    raises, ``GoalAgreed``, ``GoalIsTheAuthors``, ``GoalHasCheckIns``.
    """
    goal, plan = await locked_goal(actor, goal_id, Step.EDIT)
    if goal.visibility is not GoalVisibility.PRIVATE:
        if plan is not None and Step.REMOVE_GOAL not in STEPS[plan.state]:
            raise GoalAgreed
        if plan is None and not policy.may_remove_own_goal(actor, goal):
            raise GoalIsTheAuthors
        if plan is None and goal.checked_in_at is not None:
            raise GoalHasCheckIns
    if plan is not None:
        changes = [Change("goal_removed", before=goal.title)]
        await note_goal_edit(actor, goal, plan, changes, removed=True)
    await Goal.filter(id=goal.id).delete()
    return goal.plan_id


# ---- what an edit means --------------------------------------------------------------------------


def _visibility(
    actor: Actor,
    goal: Goal,
    plan: DevelopmentPlan | None,
    wanted: GoalVisibility | None,
) -> GoalVisibility:
    """Who is to read the goal. Only the person says; what both agreed is not hidden again."""
    if wanted is None or wanted is goal.visibility:
        return goal.visibility
    if goal.person_id != actor.person_id:
        raise GoalVisibilityIsThePersons(field="visibility")
    if wanted is GoalVisibility.PRIVATE:
        # A private goal is its author's: what the manager set would be the manager's alone.
        if goal.author_id != actor.person_id:
            raise GoalVisibilityIsThePersons(field="visibility")
        if plan is not None and plan.state is PlanState.ACTIVE:
            raise GoalAgreed(field="visibility")
    return wanted


def _measured(
    goal: Goal,
    measure: GoalMeasure | None,
    start: str | None,
    target: str | None,
    unit: str | None,
    direction: NumberDirection | None,
) -> dict[str, Any]:
    """The columns of what the goal is measured by, the old ones where nothing new is given."""
    new = measure or goal.measure
    was = goal if new is GoalMeasure.NUMBER else None
    given_start = parse_number(start, field="number_start")
    given_target = parse_number(target, field="number_target")
    numbers = given_start is not None or given_target is not None
    kept = None if was is None or numbers else was.direction
    return measured_by(
        new,
        start=given_start if given_start is not None or was is None else was.number_start,
        target=given_target if given_target is not None or was is None else was.number_target,
        unit=unit if unit is not None else "" if was is None else was.unit,
        direction=direction or kept,
    )


async def _moved(
    actor: Actor,
    goal: Goal,
    plan: DevelopmentPlan | None,
    after: dict[str, Any],
    focus_area_id: UUID | None,
    parent_id: UUID | None,
    clear: Collection[GoalPart],
) -> list[Change]:
    """Put the new focus area and the new parent into ``after``; answer what is kept of it."""
    changes = []
    focus = None if GoalPart.FOCUS_AREA in clear else focus_area_id or goal.focus_area_id
    if focus != goal.focus_area_id:
        title = await _checked_focus(plan, focus)
        changes.append(Change("goal_focus", await _focus_title(goal.focus_area_id), title))
        after["focus_area_id"] = focus
    parent = None if GoalPart.PARENT in clear else parent_id or goal.parent_id
    if parent != goal.parent_id:
        if parent is not None:
            _ = await checked_parent(actor, parent, goal_id=goal.id)
        changes.append(
            Change("goal_parent", await public_title(goal.parent_id), await public_title(parent))
        )
        after["parent_id"] = parent
    return changes


async def _carried(goal: Goal, measure: GoalMeasure) -> int:
    """What was reached, told in percent, when a goal is measured otherwise from now on."""
    progress = (await progress_of_goals([goal.id])).get(goal.id) or 0
    return progress if measure is not GoalMeasure.YES_NO or progress == FULL else 0


async def _note_edited(
    actor: Actor,
    goal: Goal,
    plan: DevelopmentPlan | None,
    visibility: GoalVisibility,
    changes: list[Change],
) -> None:
    """Tell the plan's readers of it as far as they read the goal, before and after."""
    private = GoalVisibility.PRIVATE
    if visibility is private and goal.visibility is not private:
        if plan is not None:
            gone = [Change("goal_removed", before=goal.title)]
            await note_goal_edit(actor, goal, plan, gone, removed=True)
        return
    shown = await Goal.get(id=goal.id)
    if goal.visibility is private and visibility is not private:
        changes = [] if plan is None else [Change("goal_added", after=shown.title)]
    await note_goal_edit(actor, shown, plan, changes)


# ---- checks --------------------------------------------------------------------------------------


async def _person(actor: Actor, plan: DevelopmentPlan | None, person_id: UUID | None) -> UUID:
    if plan is not None:
        if person_id not in (None, plan.person_id):
            raise GoalNotForThisPerson(field="person_id")
        return plan.person_id
    person = actor.person_id if person_id is None else person_id
    await require_present(actor, person, field="person_id")
    if not policy.may_draft_plan(actor, person):
        raise GoalNotForThisPerson(field="person_id")
    return person


def _weight(weight: int) -> int:
    if not 1 <= weight <= WEIGHT_MAXIMUM:
        raise WeightOutOfRange(field="weight", minimum=1, maximum=WEIGHT_MAXIMUM)
    return weight


async def _checked_focus(plan: DevelopmentPlan | None, focus_area_id: UUID | None) -> str:
    """The title of a focus area of this plan. Raises ``FocusAreaOfAnotherPlan``."""
    if focus_area_id is None:
        return ""
    area = None if plan is None else await FocusArea.get_or_none(id=focus_area_id, plan_id=plan.id)
    if area is None:
        raise FocusAreaOfAnotherPlan(field="focus_area_id")
    return area.title


async def _focus_title(focus_area_id: UUID | None) -> str:
    area = None if focus_area_id is None else await FocusArea.get_or_none(id=focus_area_id)
    return "" if area is None else area.title


async def _next_place(
    actor: Actor, plan: DevelopmentPlan | None, person_id: UUID, visibility: GoalVisibility
) -> int:
    """The place behind the last one, if there is room.

    Others' private goals take no room, for nobody may conclude that they are there.
    """
    where = Q(plan_id__isnull=True, person_id=person_id) if plan is None else Q(plan_id=plan.id)
    rows = await Goal.filter(where).values_list("position", "visibility")
    private = visibility is GoalVisibility.PRIVATE
    there = sum((each == GoalVisibility.PRIVATE) is private for _, each in rows)
    if plan is not None and there >= GOALS_MAXIMUM:
        raise TooManyGoals(maximum=GOALS_MAXIMUM)
    if there >= OWN_GOALS_MAXIMUM:
        raise TooManyOwnGoals(maximum=OWN_GOALS_MAXIMUM)
    return max((position for position, _ in rows), default=-1) + 1


async def _goal(actor: Actor, goal_id: UUID) -> GoalView:
    return (await queries.goals_by_ids(actor, [goal_id]))[goal_id]
