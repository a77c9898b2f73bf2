"""Writes of plans of action, each within the caller's unit of work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tortoise.expressions import F

from erm.audit import commands as audit
from erm.audit.rules import Action
from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.ids import new_id
from erm.core.text import clean_line, clean_text
from erm.core.work import record
from erm.engagement.actions import policy, queries
from erm.engagement.actions.errors import (
    ActionDepartmentUnknown,
    ActionDriversUnfit,
    ActionDueInThePast,
    ActionEndUnfit,
    ActionPlanEnded,
    ActionPlanNotFound,
    ActionPlanNotYours,
    ActionPlanPlaceFixed,
    ActionPlanStale,
    ActionStepForeign,
    ActionStepNotFound,
    ActionStepNotYours,
    ActionStepsMissing,
    ActionStepStale,
    ActionStepsTooMany,
    ActionWaveNotFound,
    ActionWaveNotTold,
)
from erm.engagement.actions.events import ActionStepGiven
from erm.engagement.actions.models import ActionPlan, ActionStep
from erm.engagement.actions.policy import Reach, reach_of
from erm.engagement.actions.rules import (
    AIM_MAXIMUM,
    DRIVERS_MOST,
    STEP_MAXIMUM,
    STEPS_MOST,
    TITLE_MAXIMUM,
    ActionPlanState,
    ActionStepState,
)
from erm.engagement.actions.views import ActionPlanView
from erm.engagement.surveys.models import Survey
from erm.engagement.surveys.rules import SurveyReaders
from erm.engagement.waves.models import SurveyWave
from erm.engagement.waves.queries import questions_of, waves_by_ids
from erm.people.models import Department
from erm.people.queries import require_all_present


@dataclass(frozen=True, slots=True)
class StepDraft:
    """A step as it was written. ``step_id``: the one that is changed; None for a new one."""

    text: str
    owner_id: UUID
    due_on: date | None = None
    step_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A plan as it was written. ``department_id`` None: the company's."""

    wave_id: UUID
    department_id: UUID | None
    driver_ids: Sequence[UUID]
    title: str
    aim: str
    steps: Sequence[StepDraft]


async def save_action_plan(
    actor: Actor, draft: PlanDraft, *, plan_id: UUID | None = None, version: int | None = None
) -> ActionPlanView:
    """Make a plan about one driver or two of a wave that was told of, or change one that is active.

    Steps stand in the order given; those that are left out are gone. HR plans for anybody, whoever
    leads a department for it. Raises ``ActionPlanNotFound``, ``ActionWaveNotFound``,
    ``ActionDepartmentUnknown``, ``ActionPlanNotYours``, ``ActionWaveNotTold``, ``ActionPlanEnded``,
    ``ActionPlanPlaceFixed``, ``ActionPlanStale`` and the refusals of what was written.
    """
    reach = await reach_of(actor)
    row = None if plan_id is None else await _readable(actor, plan_id, reach)
    if row is not None:
        _check_kept(actor, row, draft, reach)
    wave = await _wave(actor, draft.wave_id)
    if draft.department_id is not None and not await Department.exists(id=draft.department_id):
        raise ActionDepartmentUnknown(field="department_id")
    if not policy.may_plan(actor, draft.department_id, reach):
        raise ActionPlanNotYours
    await _check_told(actor, wave)
    values: dict[str, Any] = {
        "driver_ids": [str(key) for key in await _drivers(wave, draft.driver_ids)],
        "title": clean_line(draft.title, field="title", maximum=TITLE_MAXIMUM),
        "aim": clean_text(draft.aim, field="aim", maximum=AIM_MAXIMUM, required=False),
        "updated_at": now(),
    }
    old = {} if row is None else {step.id: step for step in await ActionStep.filter(plan_id=row.id)}
    steps = await _steps(actor, draft.steps, old)
    if row is None:
        row = await ActionPlan.create(
            wave_id=wave.id,
            department_id=draft.department_id,
            created_by_id=actor.person_id,
            created_at=values["updated_at"],
            **values,
        )
    elif not await ActionPlan.filter(
        id=row.id, version=version, state=ActionPlanState.ACTIVE
    ).update(**values, version=F("version") + 1):
        raise ActionPlanStale
    for step_id, owner_id in await _write_steps(row.id, steps, old):
        record(
            ActionStepGiven(
                at=values["updated_at"],
                plan_id=row.id,
                step_id=step_id,
                owner_id=owner_id,
                by_id=actor.person_id,
            )
        )
    _note(actor, Action.ACTION_PLAN_SAVED, row, steps=len(steps))
    return await _view(actor, row.id)


async def settle_action_step(
    actor: Actor, *, step_id: UUID, state: ActionStepState, version: int
) -> ActionPlanView:
    """Say that a step of an active plan is done or dropped, or open again.

    Raises ``ActionStepNotFound``, ``ActionStepNotYours``, ``ActionPlanEnded``, ``ActionStepStale``.
    """
    step = await ActionStep.get_or_none(id=step_id)
    reach = await reach_of(actor)
    plan = None if step is None else await ActionPlan.get(id=step.plan_id)
    if step is None or plan is None or not await _reads(actor, plan, reach):
        raise ActionStepNotFound
    if not policy.may_settle(actor, plan, step, reach):
        raise ActionStepNotYours
    # The plan's row is locked first, as it is where the plan is saved or ended.
    if not await ActionPlan.filter(id=plan.id, state=ActionPlanState.ACTIVE).update(
        updated_at=now()
    ):
        raise ActionPlanEnded
    if not await ActionStep.filter(id=step_id, version=version).update(
        state=state,
        settled_at=None if state is ActionStepState.OPEN else now(),
        version=F("version") + 1,
    ):
        raise ActionStepStale
    return await _view(actor, plan.id)


async def end_action_plan(
    actor: Actor, *, plan_id: UUID, state: ActionPlanState, version: int
) -> ActionPlanView:
    """End a plan, done or dropped. Its steps stay as they are.

    Raises ``ActionPlanNotFound``, ``ActionPlanNotYours``, ``ActionEndUnfit``, ``ActionPlanEnded``,
    ``ActionPlanStale``.
    """
    reach = await reach_of(actor)
    row = await _readable(actor, plan_id, reach)
    if not policy.may_plan(actor, row.department_id, reach):
        raise ActionPlanNotYours
    if state is ActionPlanState.ACTIVE:
        raise ActionEndUnfit(field="state")
    if row.state is not ActionPlanState.ACTIVE:
        raise ActionPlanEnded
    moment = now()
    if not await ActionPlan.filter(
        id=plan_id, version=version, state=ActionPlanState.ACTIVE
    ).update(state=state, ended_at=moment, updated_at=moment, version=F("version") + 1):
        raise ActionPlanStale
    _note(actor, Action.ACTION_PLAN_ENDED, row, state=state)
    return await _view(actor, plan_id)


async def _readable(actor: Actor, plan_id: UUID, reach: Reach) -> ActionPlan:
    row = await ActionPlan.get_or_none(id=plan_id)
    if row is None or not await _reads(actor, row, reach):
        raise ActionPlanNotFound
    return row


async def _reads(actor: Actor, plan: ActionPlan, reach: Reach) -> bool:
    owns = await ActionStep.exists(plan_id=plan.id, owner_id=actor.person_id)
    return policy.may_read_plan(actor, plan, reach, owns_step=owns)


def _check_kept(actor: Actor, row: ActionPlan, draft: PlanDraft, reach: Reach) -> None:
    """An active plan stays with its wave and its department."""
    if not policy.may_plan(actor, row.department_id, reach):
        raise ActionPlanNotYours
    if row.state is not ActionPlanState.ACTIVE:
        raise ActionPlanEnded
    if row.wave_id != draft.wave_id:
        raise ActionPlanPlaceFixed(field="wave_id")
    if row.department_id != draft.department_id:
        raise ActionPlanPlaceFixed(field="department_id")


async def _wave(actor: Actor, wave_id: UUID) -> SurveyWave:
    """A wave that the actor may know of."""
    if wave_id not in await waves_by_ids(actor, [wave_id]):
        raise ActionWaveNotFound
    return await SurveyWave.get(id=wave_id)


async def _check_told(actor: Actor, wave: SurveyWave) -> None:
    """A plan follows from what was told, to HR or, where leaders read it, to them."""
    if wave.released_at is None:
        raise ActionWaveNotTold
    if not actor.is_hr and (await Survey.get(id=wave.survey_id)).readers is SurveyReaders.HR:
        raise ActionPlanNotYours


async def _drivers(wave: SurveyWave, wanted: Sequence[UUID]) -> list[UUID]:
    """The drivers in the order given. What was asked of something that was planned is no new theme."""
    asked = {each.driver_id for each in await questions_of(wave) if not each.echo}
    if not 1 <= len(wanted) <= DRIVERS_MOST or len(set(wanted)) < len(wanted):
        raise ActionDriversUnfit(field="driver_ids", maximum=DRIVERS_MOST)
    if not asked.issuperset(wanted):
        raise ActionDriversUnfit(field="driver_ids", maximum=DRIVERS_MOST)
    return list(wanted)


async def _steps(
    actor: Actor, drafts: Sequence[StepDraft], old: dict[UUID, ActionStep]
) -> list[StepDraft]:
    """Steps fit to be stored. Who owns a step anew is still there; who owned it may have left."""
    if not drafts:
        raise ActionStepsMissing(field="steps")
    if len(drafts) > STEPS_MOST:
        raise ActionStepsTooMany(field="steps", maximum=STEPS_MOST)
    named = [each.step_id for each in drafts if each.step_id is not None]
    if len(set(named)) < len(named) or not old.keys() >= set(named):
        raise ActionStepForeign(field="steps")
    day = today(actor.time_zone)
    cleaned, new_owners = [], []
    for draft in drafts:
        former = None if draft.step_id is None else old[draft.step_id]
        if former is None or former.owner_id != draft.owner_id:
            new_owners.append(draft.owner_id)
        if (
            draft.due_on is not None
            and draft.due_on < day
            and (former is None or former.due_on != draft.due_on)
        ):
            raise ActionDueInThePast(field="steps")
        text = clean_line(draft.text, field="steps", maximum=STEP_MAXIMUM)
        cleaned.append(StepDraft(text, draft.owner_id, draft.due_on, draft.step_id))
    await require_all_present(actor, list(dict.fromkeys(new_owners)), field="steps")
    return cleaned


async def _write_steps(
    plan_id: UUID, steps: Sequence[StepDraft], old: dict[UUID, ActionStep]
) -> list[tuple[UUID, UUID]]:
    """Steps as they shall be. One whose words, owner or day changed gets another version.

    Answers the steps that somebody owns anew, with who it is.
    """
    kept = {step.step_id for step in steps}
    gone = [key for key in old if key not in kept]
    if gone:
        await ActionStep.filter(id__in=gone).delete()
    new, given = [], []
    for position, step in enumerate(steps):
        if step.step_id is None:
            new.append(
                ActionStep(
                    id=new_id(),
                    plan_id=plan_id,
                    position=position,
                    text=step.text,
                    owner_id=step.owner_id,
                    due_on=step.due_on,
                )
            )
            continue
        former = old[step.step_id]
        if (former.text, former.owner_id, former.due_on) != (step.text, step.owner_id, step.due_on):
            await ActionStep.filter(id=former.id).update(
                text=step.text,
                owner_id=step.owner_id,
                due_on=step.due_on,
                position=position,
                version=F("version") + 1,
            )
            if former.owner_id != step.owner_id:
                given.append((former.id, step.owner_id))
        elif former.position != position:
            await ActionStep.filter(id=former.id).update(position=position)
    await ActionStep.bulk_create(new)
    return given + [(row.id, row.owner_id) for row in new]


async def _view(actor: Actor, plan_id: UUID) -> ActionPlanView:
    return (await queries.plans_by_ids(actor, [plan_id]))[plan_id]


def _note(actor: Actor, action: Action, row: ActionPlan, **details: Any) -> None:
    audit.append(
        action,
        actor_id=actor.person_id,
        subject_kind="ActionPlan",
        subject_id=row.id,
        details={"wave": row.wave_id, "department": row.department_id, **details},
    )
