"""Reads of talking points, as one of the two people."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from tortoise.functions import Count

from erm.core.actor import Actor
from erm.one_on_ones import policy
from erm.one_on_ones.models import TalkingPoint
from erm.one_on_ones.queries.batches import Row, unique
from erm.one_on_ones.rules import TalkingPointState
from erm.one_on_ones.views import TalkingPointView

POINT_COLUMNS = (
    "id",
    "series_id",
    "meeting_id",
    "author_id",
    "body",
    "visibility",
    "state",
    "carried_from_id",
    "created_at",
    "version",
)


def _point_view(row: Row, position: int) -> TalkingPointView:
    return TalkingPointView(
        id=row["id"],
        series_id=row["series_id"],
        meeting_id=row["meeting_id"],
        author_id=row["author_id"],
        body=row["body"],
        visibility=row["visibility"],
        state=row["state"],
        position=position,
        carried_over=row["carried_from_id"] is not None,
        created_at=row["created_at"],
        version=row["version"],
    )


async def talking_points_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, TalkingPointView]:
    """Talking points by id: shared ones of the actor's pairs and their own private ones."""
    wanted = set(ids)
    found = await TalkingPoint.filter(
        policy.readable_talking_points(actor), id__in=list(wanted)
    ).values("meeting_id")
    points = await talking_points_of(actor, unique(row["meeting_id"] for row in found))
    return {p.id: p for group in points.values() for p in group if p.id in wanted}


async def talking_points_of(
    actor: Actor, meeting_ids: Sequence[UUID]
) -> dict[UUID, list[TalkingPointView]]:
    """The talking points of each meeting, in order, that the actor may read."""
    rows = (
        await TalkingPoint.filter(
            policy.readable_talking_points(actor), meeting_id__in=unique(meeting_ids)
        )
        .order_by("position", "id")
        .values(*POINT_COLUMNS)
    )
    points: dict[UUID, list[TalkingPointView]] = {meeting: [] for meeting in meeting_ids}
    for row in rows:
        group = points[row["meeting_id"]]
        group.append(_point_view(row, len(group)))
    return points


async def open_points_of(
    actor: Actor, meeting_ids: Sequence[UUID]
) -> dict[UUID, list[TalkingPointView]]:
    """Like :func:`talking_points_of`, without those that were discussed."""
    points = await talking_points_of(actor, meeting_ids)
    return {
        meeting: [point for point in group if point.state is TalkingPointState.OPEN]
        for meeting, group in points.items()
    }


async def open_point_counts(actor: Actor, meeting_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many open talking points of each meeting the actor may read."""
    rows = (
        await TalkingPoint.filter(
            policy.readable_talking_points(actor),
            meeting_id__in=unique(meeting_ids),
            state=TalkingPointState.OPEN,
        )
        .annotate(count=Count("id"))
        .group_by("meeting_id")
        .values("meeting_id", "count")
    )
    return dict.fromkeys(meeting_ids, 0) | {row["meeting_id"]: row["count"] for row in rows}
