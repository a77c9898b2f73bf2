"""Making templates, retiring them, and beginning a plan from one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.ids import new_id
from erm.core.text import clean_line, clean_text
from erm.development import queries as development
from erm.development.competencies.models import Competency
from erm.development.errors import PlanNotFound
from erm.development.models import DevelopmentPlan, FocusArea, Goal, Milestone, PlanTemplate
from erm.development.plan_templates.definitions import (
    PlanDefinition,
    TemplateFocus,
    TemplateGoal,
    built_ins,
)
from erm.development.plan_templates.errors import (
    NothingForATemplate,
    PlanTemplateNotFound,
    PlanTemplateNotYours,
    TemplatesAreSavedByManagers,
    TooManyPlanTemplates,
)
from erm.development.plan_templates.policy import may_retire_template, may_save_template
from erm.development.plan_templates.queries import (
    PlanTemplateView,
    company_template,
    plan_template,
    view_row,
)
from erm.development.rules import FocusKind, GoalMeasure, GoalVisibility
from erm.development.skills.models import Skill

NAME_MAXIMUM = 200
DESCRIPTION_MAXIMUM = 2_000
TEMPLATES_MAXIMUM = 100
_MONTH = 30.4
_MONTHS = (1, 24)
_MEASURES = frozenset({GoalMeasure.PERCENT, GoalMeasure.MILESTONES, GoalMeasure.YES_NO})
"""What a goal of a template can be measured by: numbers and other goals are each plan's own."""


async def save_plan_template(
    actor: Actor, *, plan_id: UUID, name: str, description: str = ""
) -> PlanTemplateView:
    """Make a template of a plan that one reads: its titles and its steps, nothing else of it.

    Raises ``TemplatesAreSavedByManagers``, ``PlanNotFound``, ``NothingForATemplate``,
    ``TooManyPlanTemplates``, ``TEXT_REQUIRED``, ``TEXT_TOO_LONG``.
    """
    if plan_id not in await development.plans_by_ids(actor, [plan_id]):
        raise PlanNotFound(field="plan_id")
    if not may_save_template(actor):
        raise TemplatesAreSavedByManagers
    plan = await DevelopmentPlan.get(id=plan_id)
    words: dict[str, Any] = {
        "name": clean_line(name, field="name", maximum=NAME_MAXIMUM),
        "description": clean_text(
            description, field="description", maximum=DESCRIPTION_MAXIMUM, required=False
        ),
    }
    areas = await FocusArea.filter(plan_id=plan_id).order_by("position", "id")
    goals = (
        await Goal.filter(plan_id=plan_id)
        .exclude(visibility=GoalVisibility.PRIVATE)
        .order_by("position", "id")
    )
    if not areas and not goals:
        raise NothingForATemplate(field="plan_id")
    steps: dict[UUID, list[str]] = {goal.id: [] for goal in goals}
    for goal_id, title in (
        await Milestone.filter(goal_id__in=list(steps))
        .order_by("position", "id")
        .values_list("goal_id", "title")
    ):
        steps[goal_id].append(title)
    if await PlanTemplate.filter(retired_at__isnull=True).count() >= TEMPLATES_MAXIMUM:
        raise TooManyPlanTemplates(maximum=TEMPLATES_MAXIMUM)
    place = {area.id: index for index, area in enumerate(areas)}
    least, most = _MONTHS
    definition = PlanDefinition(
        months=min(max(round((plan.ends_on - plan.starts_on).days / _MONTH), least), most),
        check_in_every=plan.check_in_every,
        focus_areas=tuple(
            TemplateFocus(
                title=area.title,
                why="",
                kind=area.kind,
                competency_id=area.competency_id,
                skill_id=area.skill_id,
                target_rank=area.target_rank,
            )
            for area in areas
        ),
        goals=tuple(
            TemplateGoal(
                title=goal.title,
                description="",
                measure=goal.measure if goal.measure in _MEASURES else GoalMeasure.PERCENT,
                milestones=tuple(steps[goal.id]),
                focus=None if goal.focus_area_id is None else place.get(goal.focus_area_id),
            )
            for goal in goals
        ),
    )
    row = await PlanTemplate.create(
        **words,
        definition=definition.to_json(),
        created_by_id=actor.person_id,
        created_at=now(),
    )
    return view_row(actor, row)


async def retire_plan_template(actor: Actor, *, key: str) -> str:
    """Offer a template no more; plans that were drafted from it stay as they are.

    Raises ``PlanTemplateNotFound``, ``PlanTemplateNotYours``.
    """
    if key in built_ins():
        raise PlanTemplateNotYours(field="key")
    row = await company_template(key)
    if not may_retire_template(actor, row):
        raise PlanTemplateNotYours(field="key")
    if not await PlanTemplate.filter(id=row.id, retired_at__isnull=True).update(retired_at=now()):
        raise PlanTemplateNotFound(field="key")
    return key


async def fill_from_template(
    actor: Actor, *, plan_id: UUID, person_id: UUID, template_key: str
) -> None:
    """Give a plan that was just drafted what a template holds, in the actor's language.

    A competency or a skill that is not in use any more leaves its focus area an aspiration. Raises
    ``PlanTemplateNotFound``.
    """
    definition = (await plan_template(actor, template_key)).definition
    moment = now()
    areas = [
        FocusArea(plan_id=plan_id, position=index, created_at=moment, **values)
        for index, values in enumerate(await _linked(definition.focus_areas))
    ]
    goals: list[Goal] = []
    steps: list[Milestone] = []
    for index, each in enumerate(definition.goals):
        goal = Goal(
            id=new_id(),
            plan_id=plan_id,
            person_id=person_id,
            author_id=actor.person_id,
            title=each.title,
            description=each.description,
            measure=each.measure,
            focus_area_id=None if each.focus is None else areas[each.focus].id,
            position=index,
            created_at=moment,
        )
        goals.append(goal)
        steps.extend(
            Milestone(goal_id=goal.id, title=title, position=place, created_at=moment)
            for place, title in enumerate(each.milestones)
        )
    await FocusArea.bulk_create(areas)
    await Goal.bulk_create(goals)
    await Milestone.bulk_create(steps)


async def _linked(areas: tuple[TemplateFocus, ...]) -> list[dict[str, Any]]:
    """The columns of the focus areas, tied to what is still in use."""
    competencies = await _in_use(Competency, {area.competency_id for area in areas})
    skills = await _in_use(Skill, {area.skill_id for area in areas})
    rows: list[dict[str, Any]] = []
    for area in areas:
        tied = {
            FocusKind.COMPETENCY: area.competency_id in competencies,
            FocusKind.SKILL: area.skill_id in skills,
            FocusKind.ASPIRATION: False,
        }[area.kind]
        rows.append(
            {
                "title": area.title,
                "why": area.why,
                "kind": area.kind if tied else FocusKind.ASPIRATION,
                "competency_id": area.competency_id if tied else None,
                "skill_id": area.skill_id if tied else None,
                "target_rank": area.target_rank if tied else None,
            }
        )
    return rows


async def _in_use(model: type[Competency] | type[Skill], ids: set[UUID | None]) -> set[UUID]:
    wanted = [key for key in ids if key is not None]
    if not wanted:
        return set()
    found = model.filter(id__in=wanted, retired_at__isnull=True)
    if model is Skill:
        found = found.filter(merged_into_id__isnull=True)
    return set(await found.values_list("id", flat=True))  # type: ignore[arg-type]
