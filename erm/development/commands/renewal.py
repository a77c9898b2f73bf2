"""How a plan ends: closed, extended a little, or renewed by the next one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tortoise.expressions import F, Q

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.text import check_period, clean_line, clean_text
from erm.core.work import record
from erm.development import policy, queries
from erm.development.changes import Change, words
from erm.development.commands.locking import checked_date, locked_plan, note_edit
from erm.development.errors import (
    ExtensionNotLater,
    ExtensionTooLong,
    FocusAreaNotFound,
    GoalIsOver,
    GoalNotFound,
    OutcomeNotPossible,
    StaleVersion,
)
from erm.development.events import PlanClosed, PlanDrafted
from erm.development.models import DevelopmentChange, DevelopmentPlan, FocusArea, Goal, Milestone
from erm.development.rollup import progress_of_goals
from erm.development.rules import (
    EXTENSION_MAXIMUM,
    GOALS_OVER,
    TEXT_MAXIMUM,
    TITLE_MAXIMUM,
    GoalMeasure,
    GoalVisibility,
    PlanOutcome,
    PlanState,
    Step,
)
from erm.development.views import PlanView
from erm.people.queries import manager_of

BY_PEOPLE = frozenset({PlanOutcome.COMPLETED, PlanOutcome.GIVEN_UP})


async def close_plan(
    actor: Actor, *, plan_id: UUID, note: str = "", outcome: PlanOutcome | None = None
) -> PlanView:
    """Close a plan: it is over, or it was given up. It does not change any more.

    Without an outcome it was completed if both had agreed, else given up. Raises what
    :func:`locked_plan` raises, ``OutcomeNotPossible``, ``TEXT_TOO_LONG``.
    """
    plan = await locked_plan(actor, plan_id, Step.CLOSE)
    signed = plan.signed_at is not None
    if outcome is not None and outcome not in (BY_PEOPLE if signed else {PlanOutcome.GIVEN_UP}):
        raise OutcomeNotPossible(field="outcome")
    usual = PlanOutcome.COMPLETED if signed else PlanOutcome.GIVEN_UP
    await end_plan(plan, outcome or usual, by_id=actor.person_id, note=_note(note))
    await _tell_closed(actor, plan)
    return await _view(actor, plan.id)


async def extend_plan(actor: Actor, *, plan_id: UUID, ends_on: date, version: int) -> PlanView:
    """Move the end of a plan that both agreed, or that has expired, a little further.

    It is a change after the agreement and kept as one. Raises what :func:`locked_plan` raises,
    ``StaleVersion``, ``ExtensionNotLater``, ``ExtensionTooLong``.
    """
    plan = await locked_plan(actor, plan_id, Step.EXTEND)
    if version != plan.version:
        raise StaleVersion
    if ends_on <= plan.ends_on or ends_on < await queries.day_of(plan.person_id):
        raise ExtensionNotLater(field="ends_on")
    await checked_end(plan, ends_on)
    change = Change("extended", words(plan.ends_on), words(ends_on))
    await note_edit(actor, plan, [change], ends_on=ends_on)
    return await _view(actor, plan.id)


async def checked_end(plan: DevelopmentPlan, ends_on: date) -> None:
    """Refuse an end too far beyond the one that both agreed. Raises ``ExtensionTooLong``."""
    if plan.signed_at is None:
        return
    moved = (
        await DevelopmentChange.filter(
            plan_id=plan.id, after_signing=True, field__in=["ends_on", "extended"]
        )
        .order_by("at", "id")
        .first()
    )
    agreed = plan.ends_on if moved is None else date.fromisoformat(moved.before)
    if ends_on > agreed + timedelta(days=EXTENSION_MAXIMUM):
        raise ExtensionTooLong(field="ends_on", maximum=EXTENSION_MAXIMUM)


async def renew_plan(
    actor: Actor,
    *,
    plan_id: UUID,
    title: str,
    starts_on: date,
    ends_on: date,
    version: int,
    keep_goal_ids: Sequence[UUID] = (),
    keep_focus_area_ids: Sequence[UUID] = (),
    note: str = "",
) -> tuple[PlanView, PlanView]:
    """Close a plan and draft the next one, with copies of what goes on; both plans, the new one first.

    Open goals are carried as far as they are, with their steps; goals that counted in one of them
    count in its copy from now on. The copy is the old author's. Raises what :func:`locked_plan`
    raises, ``StaleVersion``, ``GoalNotFound``, ``GoalIsOver``, ``FocusAreaNotFound``,
    ``ENDS_BEFORE_START``, ``DATE_OUT_OF_RANGE``, ``TEXT_REQUIRED``, ``TEXT_TOO_LONG``.
    """
    plan = await locked_plan(actor, plan_id, Step.RENEW)
    if version != plan.version:
        raise StaleVersion
    name = clean_line(title, field="title", maximum=TITLE_MAXIMUM)
    checked_date(actor, starts_on, field="starts_on")
    checked_date(actor, ends_on, field="ends_on")
    check_period(starts_on, ends_on)
    goals = await _kept_goals(actor, plan, keep_goal_ids)
    areas = await _kept_areas(plan, keep_focus_area_ids)
    await end_plan(plan, PlanOutcome.RENEWED, by_id=actor.person_id, note=_note(note))
    moment = now()
    # Only the person says who else reads it, and of this plan a manager's draft does not know yet.
    own = actor.person_id == plan.person_id
    following = await DevelopmentPlan.create(
        person_id=plan.person_id,
        author_id=actor.person_id,
        title=name,
        focus=plan.focus,
        starts_on=starts_on,
        ends_on=ends_on,
        mentor_id=plan.mentor_id,
        shared_with_hr=own and plan.shared_with_hr,
        shared_with_mentor=own and plan.shared_with_mentor,
        shared_with_managers_manager=own and plan.shared_with_managers_manager,
        check_in_every=plan.check_in_every,
        quiet_after=plan.quiet_after,
        renewed_from_id=plan.id,
        last_activity_at=moment,
        created_at=moment,
    )
    copied = await _copy_areas(areas, following)
    await _copy_goals(goals, following, copied)
    await _tell_closed(actor, plan)
    record(
        PlanDrafted(
            at=moment, plan_id=following.id, person_id=plan.person_id, by_id=actor.person_id
        )
    )
    return await _view(actor, following.id), await _view(actor, plan.id)


async def end_plan(
    plan: DevelopmentPlan, outcome: PlanOutcome, *, by_id: UUID | None, note: str = ""
) -> None:
    """Put a locked plan away, and with it how far its goals were: a closed plan stands still.

    Private goals are no part of what is put away: they stay with their author, outside the plan.
    """
    await Goal.filter(plan_id=plan.id, visibility=GoalVisibility.PRIVATE).update(
        plan_id=None, focus_area_id=None
    )
    counted = await Goal.filter(plan_id=plan.id, measure=GoalMeasure.GOALS).values_list(
        "id", flat=True
    )
    for key, progress in (await progress_of_goals(counted)).items():  # type: ignore[arg-type]
        await Goal.filter(id=key).update(progress=progress or 0)
    moment = now()
    await DevelopmentPlan.filter(id=plan.id).update(
        state=PlanState.CLOSED,
        outcome=outcome,
        closed_at=moment,
        closed_by_id=by_id,
        closed_manager_id=await manager_of(plan.person_id),
        closing_note=note,
        last_activity_at=moment,
        version=F("version") + 1,
    )


def _note(note: str) -> str:
    return clean_text(note, field="note", maximum=TEXT_MAXIMUM, required=False)


async def _tell_closed(actor: Actor, plan: DevelopmentPlan) -> None:
    record(
        PlanClosed(
            at=now(),
            plan_id=plan.id,
            person_id=plan.person_id,
            manager_id=await manager_of(plan.person_id),
            by_id=actor.person_id,
        )
    )


async def _kept_goals(actor: Actor, plan: DevelopmentPlan, ids: Sequence[UUID]) -> list[Goal]:
    goals = await Goal.filter(
        policy.followed_goals(actor), id__in=list(set(ids)), plan_id=plan.id
    ).order_by("position", "id")
    if len(goals) != len(set(ids)):
        raise GoalNotFound(field="keep_goal_ids")
    if any(goal.status in GOALS_OVER for goal in goals):
        raise GoalIsOver(field="keep_goal_ids")
    return goals


async def _kept_areas(plan: DevelopmentPlan, ids: Sequence[UUID]) -> list[FocusArea]:
    areas = await FocusArea.filter(id__in=list(set(ids)), plan_id=plan.id).order_by(
        "position", "id"
    )
    if len(areas) != len(set(ids)):
        raise FocusAreaNotFound(field="keep_focus_area_ids")
    return areas


async def _copy_areas(areas: Sequence[FocusArea], plan: DevelopmentPlan) -> dict[UUID, UUID]:
    """Copies in a new plan; the new id of each old one."""
    copied = {}
    for position, area in enumerate(areas):
        copy = await FocusArea.create(
            plan_id=plan.id,
            kind=area.kind,
            title=area.title,
            why=area.why,
            competency_id=area.competency_id,
            skill_id=area.skill_id,
            target_rank=area.target_rank,
            position=position,
            origin=area.origin,
            origin_id=area.origin_id,
            created_at=now(),
        )
        copied[area.id] = copy.id
    return copied


_CARRIED = (
    "person_id",
    "author_id",
    "title",
    "description",
    "due_on",
    "progress",
    "status",
    "parent_id",
    "weight",
    "kind",
    "measure",
    "number_start",
    "number_target",
    "number_now",
    "unit",
    "direction",
    "visibility",
    "status_reason",
    "confidence",
    "origin",
    "origin_id",
)


async def _copy_goals(
    goals: Sequence[Goal], plan: DevelopmentPlan, areas: dict[UUID, UUID]
) -> None:
    copies: dict[UUID, UUID] = {}
    for position, goal in enumerate(goals):
        place: dict[str, Any] = {
            "plan_id": plan.id,
            "focus_area_id": areas.get(goal.focus_area_id) if goal.focus_area_id else None,
            "position": position,
        }
        if goal.visibility is GoalVisibility.PRIVATE:
            await Goal.filter(id=goal.id).update(**place)
            continue
        values = {name: getattr(goal, name) for name in _CARRIED}
        copy = await Goal.create(**values, **place, created_at=now())
        copies[goal.id] = copy.id
        steps = await Milestone.filter(goal_id=goal.id).order_by("position", "id")
        await Milestone.bulk_create(
            [
                Milestone(
                    goal_id=copy.id,
                    title=step.title,
                    due_on=step.due_on,
                    done_at=step.done_at,
                    position=step.position,
                    created_at=step.created_at,
                )
                for step in steps
            ]
        )
    for old, new in copies.items():
        # Those in the plan that is closed now stay where they are: it does not change any more.
        elsewhere = Q(plan_id__isnull=True) | ~Q(plan_id=goals[0].plan_id)
        await Goal.filter(elsewhere, parent_id=old).update(parent_id=new)


async def _view(actor: Actor, plan_id: UUID) -> PlanView:
    return (await queries.plans_by_ids(actor, [plan_id]))[plan_id]
