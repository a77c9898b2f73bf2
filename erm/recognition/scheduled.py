"""Reads of thanks that are to be said later: their author's alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from erm.core.actor import Actor
from erm.recognition import policy
from erm.recognition.models import ScheduledKudos
from erm.recognition.offers import group_choices
from erm.recognition.rules import GroupKind, KudosVisibility, ScheduleState
from erm.recognition.sealed import open_content
from erm.recognition.views import GroupChoice, ScheduledKudosView


async def scheduled_kudos(actor: Actor) -> list[ScheduledKudosView]:
    """The actor's own that wait, and those that could not be said; the next one first."""
    rows = await ScheduledKudos.filter(
        policy.readable_scheduled(actor),
        state__in=[ScheduleState.WAITING, ScheduleState.FAILED],
    ).order_by("due_at", "id")
    return await _views(actor, rows)


async def scheduled_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, ScheduledKudosView]:
    """Thanks for later by id; those of others are missing."""
    rows = await ScheduledKudos.filter(policy.readable_scheduled(actor), id__in=list(set(ids)))
    return {view.id: view for view in await _views(actor, rows)}


async def _views(actor: Actor, rows: Sequence[ScheduledKudos]) -> list[ScheduledKudosView]:
    contents = {row.id: open_content(row.content_sealed, row.id) for row in rows}
    keys = {_key(each) for content in contents.values() for each in content["groups"]}
    groups = await group_choices(actor, sorted(keys)) if keys else {}
    return [_view(row, contents[row.id], groups) for row in rows]


def _key(group: Sequence[str]) -> tuple[GroupKind, UUID]:
    return GroupKind(group[0]), UUID(group[1])


def _view(
    row: ScheduledKudos,
    content: dict[str, Any],
    groups: dict[tuple[GroupKind, UUID], GroupChoice],
) -> ScheduledKudosView:
    value, audience = content["company_value_id"], content["audience_id"]
    return ScheduledKudosView(
        id=row.id,
        due_at=row.due_at,
        receiver_ids=tuple(UUID(each) for each in content["receiver_ids"]),
        groups=tuple(groups[_key(each)] for each in content["groups"] if _key(each) in groups),
        message=content["message"],
        company_value_id=None if value is None else UUID(value),
        visibility=KudosVisibility(content["visibility"]),
        audience_id=None if audience is None else UUID(audience),
        mention_ids=tuple(UUID(each) for each in content["mention_ids"]),
        picture_id=row.picture_id,
        picture_alt=content["picture_alt"],
        points=content["points"],
        state=row.state,
        problem=row.problem,
        problem_params=content.get("problem_params", {}),
    )
