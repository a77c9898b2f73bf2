"""What a plan concentrates on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise.expressions import F

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.text import clean_line, clean_text
from erm.development import policy, queries
from erm.development.changes import Change
from erm.development.commands.locking import locked_plan, note_edit
from erm.development.competencies.models import CareerLevel, Competency
from erm.development.errors import (
    FocusAreaNotFound,
    FocusDoesNotFit,
    FocusTargetOutOfRange,
    StaleVersion,
    TooManyFocusAreas,
)
from erm.development.models import DevelopmentPlan, FocusArea
from erm.development.rules import (
    FOCUS_AREAS_MAXIMUM,
    SKILL_LEVELS,
    TEXT_MAXIMUM,
    TITLE_MAXIMUM,
    FocusKind,
    Origin,
    Step,
)
from erm.development.skills.models import Skill
from erm.development.views import FocusAreaView


async def add_focus_area(
    actor: Actor,
    *,
    plan_id: UUID,
    kind: FocusKind,
    title: str,
    why: str = "",
    competency_id: UUID | None = None,
    skill_id: UUID | None = None,
    target_rank: int | None = None,
    origin: Origin | None = None,
    origin_id: UUID | None = None,
) -> FocusAreaView:
    """Add a focus area at the end of a plan's.

    ``target_rank`` is the level wanted, from 1. ``origin`` says from what it was made; whoever gives
    it has checked that it may be told. Raises what :func:`locked_plan` raises, ``TooManyFocusAreas``,
    ``FocusDoesNotFit``, ``FocusTargetOutOfRange``, ``TEXT_REQUIRED``, ``TEXT_TOO_LONG``.
    """
    plan = await locked_plan(actor, plan_id, Step.EDIT)
    places = await FocusArea.filter(plan_id=plan.id).values_list("position", flat=True)
    if len(places) >= FOCUS_AREAS_MAXIMUM:
        raise TooManyFocusAreas(maximum=FOCUS_AREAS_MAXIMUM)
    await _checked_subject(kind, competency_id, skill_id)
    area = await FocusArea.create(
        plan_id=plan.id,
        kind=kind,
        competency_id=competency_id,
        skill_id=skill_id,
        **await _words(title, why, target_rank, competency_id, kind),
        position=max(places, default=-1) + 1,  # type: ignore[operator]
        origin=origin,
        origin_id=origin_id,
        created_at=now(),
    )
    await note_edit(actor, plan, [Change("focus_added", after=area.title, subject=area.title)])
    return await _view(actor, area.id)


async def edit_focus_area(
    actor: Actor,
    *,
    focus_area_id: UUID,
    title: str,
    why: str,
    target_rank: int | None,
    version: int,
) -> FocusAreaView:
    """Change a focus area's words or its target.

    Raises ``FocusAreaNotFound``, ``StaleVersion``, and as :func:`add_focus_area`.
    """
    area, plan = await _locked(actor, focus_area_id)
    if version != area.version:
        raise StaleVersion
    after = await _words(title, why, target_rank, area.competency_id, area.kind)
    if all(getattr(area, name) == value for name, value in after.items()):
        return await _view(actor, area.id)
    if not await FocusArea.filter(id=area.id, version=version).update(
        **after, version=F("version") + 1
    ):
        raise StaleVersion
    change = Change(
        "focus_edited",
        _told(area.title, area.target_rank, area.why),
        _told(after["title"], target_rank, after["why"]),
        subject=after["title"],
    )
    await note_edit(actor, plan, [change])
    return await _view(actor, area.id)


async def remove_focus_area(actor: Actor, *, focus_area_id: UUID) -> UUID:
    """Take a focus area out of its plan; its goals stay. Answers the plan's id.

    Raises ``FocusAreaNotFound`` and what :func:`locked_plan` raises.
    """
    area, plan = await _locked(actor, focus_area_id)
    await FocusArea.filter(id=area.id).delete()
    await note_edit(actor, plan, [Change("focus_removed", before=area.title, subject=area.title)])
    return plan.id


async def _locked(actor: Actor, focus_area_id: UUID) -> tuple[FocusArea, DevelopmentPlan]:
    seen = await FocusArea.get_or_none(policy.readable_plans(actor, "plan__"), id=focus_area_id)
    if seen is None:
        raise FocusAreaNotFound
    plan = await locked_plan(actor, seen.plan_id, Step.EDIT)
    area = await FocusArea.get_or_none(id=focus_area_id)
    if area is None:
        raise FocusAreaNotFound
    return area, plan


async def _checked_subject(
    kind: FocusKind, competency_id: UUID | None, skill_id: UUID | None
) -> None:
    given = {
        FocusKind.COMPETENCY: (competency_id, skill_id),
        FocusKind.SKILL: (skill_id, competency_id),
        FocusKind.ASPIRATION: (None, competency_id or skill_id),
    }
    own, other = given[kind]
    if other is not None or (own is None) is not (kind is FocusKind.ASPIRATION):
        raise FocusDoesNotFit(field="kind")
    if (
        kind is FocusKind.COMPETENCY
        and not await Competency.filter(id=competency_id, retired_at__isnull=True).exists()
    ):
        raise FocusDoesNotFit(field="competency_id")
    if (
        kind is FocusKind.SKILL
        and not await Skill.filter(
            id=skill_id, retired_at__isnull=True, merged_into_id__isnull=True
        ).exists()
    ):
        raise FocusDoesNotFit(field="skill_id")


async def _words(
    title: str, why: str, target_rank: int | None, competency_id: UUID | None, kind: FocusKind
) -> dict[str, Any]:
    if target_rank is not None:
        maximum = await _levels(kind, competency_id)
        if not 1 <= target_rank <= maximum:
            raise FocusTargetOutOfRange(field="target_rank", maximum=maximum)
    return {
        "title": clean_line(title, field="title", maximum=TITLE_MAXIMUM),
        "why": clean_text(why, field="why", maximum=TEXT_MAXIMUM, required=False),
        "target_rank": target_rank,
    }


async def _levels(kind: FocusKind, competency_id: UUID | None) -> int:
    """How many levels there are to aim for; none for an aspiration."""
    if kind is FocusKind.SKILL:
        return SKILL_LEVELS
    if kind is FocusKind.ASPIRATION or competency_id is None:
        return 0
    competency = await Competency.get_or_none(id=competency_id)
    if competency is None:
        return 0
    ranks = await CareerLevel.filter(
        framework_id=competency.framework_id, retired_at__isnull=True
    ).values_list("rank", flat=True)
    return int(max(ranks, default=0))  # type: ignore[arg-type]


def _told(title: str, target_rank: int | None, why: str) -> str:
    """All of a focus area in a few lines, as it is kept in the history."""
    target = "" if target_rank is None else f" → {target_rank}"
    return f"{title}{target}\n{why}".strip()


async def _view(actor: Actor, focus_area_id: UUID) -> FocusAreaView:
    return (await queries.focus_areas_by_ids(actor, [focus_area_id]))[focus_area_id]
