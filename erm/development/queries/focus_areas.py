"""What plans concentrate on, as one actor sees it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.core.clock import today
from erm.core.localized import Localized
from erm.development import policy
from erm.development.competencies.models import CareerLevel, CareerPlacement
from erm.development.models import DevelopmentPlan, FocusArea
from erm.development.queries.plans import plan_views
from erm.development.rules import FocusKind
from erm.development.views import FocusAreaView


async def focus_areas_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, FocusAreaView]:
    """Focus areas by id of plans that the actor may read."""
    rows = await FocusArea.filter(policy.readable_plans(actor, "plan__"), id__in=list(set(ids)))
    return {view.id: view for view in await _views(actor, rows)}


async def focus_areas_of(actor: Actor, plan_ids: Sequence[UUID]) -> dict[UUID, list[FocusAreaView]]:
    """The focus areas of each plan, in order."""
    rows = await FocusArea.filter(
        policy.readable_plans(actor, "plan__"), plan_id__in=list(set(plan_ids))
    ).order_by("position", "id")
    areas: dict[UUID, list[FocusAreaView]] = {plan: [] for plan in plan_ids}
    for view in await _views(actor, rows):
        areas[view.plan_id].append(view)
    return areas


async def target_labels_of(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, str]:
    """What the level is called that each focus area of a competency aims for.

    It is the level of the person's own track, which says nothing of the level that they are at; in
    the actor's language. Focus areas without such a name are missing.
    """
    rows = await FocusArea.filter(
        policy.readable_plans(actor, "plan__"),
        id__in=list(set(ids)),
        kind=FocusKind.COMPETENCY,
        target_rank__isnull=False,
        competency_id__isnull=False,
    ).values("id", "target_rank", "competency__framework_id", "plan__person_id")
    day = today()
    tracks = {
        (row["person_id"], row["level__framework_id"]): row["level__track_key"]
        for row in await CareerPlacement.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gt=day),
            person_id__in=list({row["plan__person_id"] for row in rows}),
            starts_on__lte=day,
        ).values("person_id", "level__framework_id", "level__track_key")
    }
    names = {
        (level.framework_id, level.track_key, level.rank): Localized.from_json(level.names)
        for level in await CareerLevel.filter(
            framework_id__in=list({row["competency__framework_id"] for row in rows}),
            retired_at__isnull=True,
        )
    }
    found = {}
    for row in rows:
        framework = row["competency__framework_id"]
        track = tracks.get((row["plan__person_id"], framework))
        name = names.get((framework, track, row["target_rank"])) if track else None
        if name is not None:
            found[row["id"]] = name.of(actor.locale)
    return found


async def _views(actor: Actor, rows: Sequence[FocusArea]) -> list[FocusAreaView]:
    if not rows:
        return []
    plans = await DevelopmentPlan.filter(id__in=list({row.plan_id for row in rows}))
    views = {view.id: view for view in await plan_views(actor, plans)}
    return [
        FocusAreaView(
            id=row.id,
            plan_id=row.plan_id,
            person_id=views[row.plan_id].person_id,
            kind=row.kind,
            title=row.title,
            why=row.why,
            competency_id=row.competency_id,
            skill_id=row.skill_id,
            target_rank=row.target_rank,
            position=row.position,
            origin=row.origin,
            origin_id=row.origin_id,
            can_edit=views[row.plan_id].can_edit,
            version=row.version,
        )
        for row in rows
    ]
