"""Telling how a goal goes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.text import clean_text
from erm.core.work import record
from erm.development import queries
from erm.development.commands.locking import locked_goal, touch
from erm.development.errors import (
    NotMeasuredByNumber,
    ProgressIsCounted,
    ProgressIsYesOrNo,
    ProgressNeeded,
    ProgressOutOfRange,
    ReasonNeeded,
    StaleVersion,
)
from erm.development.events import CheckedIn
from erm.development.models import CheckIn, Goal
from erm.development.numbers import parse_number
from erm.development.progress import FULL
from erm.development.rollup import progress_of_goals
from erm.development.rules import (
    NEEDS_REASON,
    TEXT_MAXIMUM,
    TOLD,
    Confidence,
    GoalMeasure,
    GoalStatus,
    GoalVisibility,
    Step,
)
from erm.development.views import CheckInView
from erm.people.queries import manager_of


async def check_in(
    actor: Actor,
    *,
    goal_id: UUID,
    status: GoalStatus,
    progress: int | None = None,
    number: str | None = None,
    comment: str = "",
    reason: str = "",
    confidence: Confidence | None = None,
    version: int | None = None,
) -> CheckInView:
    """Tell how a goal goes, by what it is measured and in words; the goal takes it over.

    ``version`` is the goal that was read: whoever tells how far they are from a target wants to know
    when it was moved. A number that is not given stays. Raises what :func:`locked_goal` raises,
    ``StaleVersion``, ``ProgressNeeded``, ``ProgressOutOfRange``, ``ProgressIsYesOrNo``,
    ``ProgressIsCounted``, ``NotMeasuredByNumber``, ``NumberInvalid``, ``ReasonNeeded``,
    ``TEXT_TOO_LONG``.
    """
    goal, plan = await locked_goal(actor, goal_id, Step.CHECK_IN)
    if version is not None and version != goal.version:
        raise StaleVersion
    why = clean_text(reason, field="reason", maximum=TEXT_MAXIMUM, required=False)
    if status in NEEDS_REASON and not why:
        raise ReasonNeeded(field="reason")
    moment = now()
    # The goal's version is for its words: telling how it goes is no reason to refuse an edit.
    await Goal.filter(id=goal.id).update(
        **_told(goal, progress, number),
        status=status,
        status_reason=why,
        confidence=confidence,
        checked_in_at=moment,
    )
    reached = (await progress_of_goals([goal.id]))[goal.id] or 0
    told = await CheckIn.create(
        goal_id=goal.id,
        author_id=actor.person_id,
        progress=reached,
        status=status,
        comment=clean_text(comment, field="comment", maximum=TEXT_MAXIMUM, required=False),
        reason=why,
        confidence=confidence,
        number=parse_number(number, field="number"),
        created_at=moment,
    )
    if goal.measure is not GoalMeasure.PERCENT:
        await Goal.filter(id=goal.id).update(progress=reached)
    await touch(plan, goal)
    if goal.visibility is not GoalVisibility.PRIVATE:
        record(
            CheckedIn(
                at=moment,
                check_in_id=told.id,
                goal_id=goal.id,
                plan_id=goal.plan_id,
                person_id=goal.person_id,
                manager_id=await manager_of(goal.person_id),
                by_id=actor.person_id,
            )
        )
    return (await queries.check_ins_by_ids(actor, [told.id]))[told.id]


def _told(goal: Goal, progress: int | None, number: str | None) -> dict[str, Any]:
    """The columns that a check-in changes, by what the goal is measured."""
    if number is not None and goal.measure is not GoalMeasure.NUMBER:
        raise NotMeasuredByNumber(field="number")
    if goal.measure in TOLD:
        if progress is None:
            raise ProgressNeeded(field="progress")
        if not 0 <= progress <= FULL:
            raise ProgressOutOfRange(field="progress")
        if goal.measure is GoalMeasure.YES_NO and progress not in (0, FULL):
            raise ProgressIsYesOrNo(field="progress")
        return {"progress": progress}
    if progress is not None:
        raise ProgressIsCounted(field="progress")
    told = parse_number(number, field="number")
    return {} if told is None else {"number_now": told}
