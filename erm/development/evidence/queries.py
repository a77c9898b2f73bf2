"""Reads of evidence, as one actor."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.development.evidence import policy
from erm.development.evidence.views import EvidenceView
from erm.development.models import Evidence
from erm.development.queries import goals_by_ids
from erm.files.queries import files_by_ids


async def evidence_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, EvidenceView]:
    """Evidence by id that the actor may read."""
    views = await _views(actor, Q(id__in=list(set(ids))))
    return {view.id: view for view in views}


async def evidence_of(actor: Actor, goal_ids: Sequence[UUID]) -> dict[UUID, list[EvidenceView]]:
    """The evidence of each goal, newest first; none where the actor does not follow the goal."""
    found: dict[UUID, list[EvidenceView]] = {goal: [] for goal in goal_ids}
    for view in await _views(actor, Q(goal_id__in=list(found))):
        if view.goal_id is not None:
            found[view.goal_id].append(view)
    return found


async def evidence_counts(actor: Actor, goal_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How much evidence each goal has, for the actor."""
    found = dict.fromkeys(goal_ids, 0)
    for goal_id in await Evidence.filter(
        policy.readable_evidence(actor), goal_id__in=list(found)
    ).values_list("goal_id", flat=True):
        found[goal_id] += 1  # type: ignore[index]
    return found


async def _views(actor: Actor, which: Q) -> list[EvidenceView]:
    rows = await Evidence.filter(policy.readable_evidence(actor), which).order_by(
        "-created_at", "-id"
    )
    if not rows:
        return []
    files = await files_by_ids([row.file_id for row in rows if row.file_id is not None])
    mine = {row.goal_id for row in rows if row.author_id == actor.person_id}
    goals = await goals_by_ids(actor, [key for key in mine if key is not None]) if mine else {}
    views = []
    for row in rows:
        goal = None if row.goal_id is None else goals.get(row.goal_id)
        views.append(
            EvidenceView(
                id=row.id,
                kind=row.kind,
                person_id=row.person_id,
                author_id=row.author_id,
                goal_id=row.goal_id,
                title=row.title,
                body=row.body,
                url=row.url,
                file=None if row.file_id is None else files.get(row.file_id),
                source_id=row.source_id,
                created_at=row.created_at,
                can_remove=row.author_id == actor.person_id
                and goal is not None
                and goal.can_add_evidence,
            )
        )
    return views
