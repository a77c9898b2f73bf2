"""Reads of talking points, as one of the two people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from tortoise.functions import Count

from erm.core.actor import Actor
from erm.core.errors import InvalidInput
from erm.core.paging import Page, PageRequest, page_of
from erm.one_on_ones import policy
from erm.one_on_ones.models import DismissedSuggestion, OneOnOneMeeting, TalkingPoint
from erm.one_on_ones.queries.batches import Row, SeriesPage, unique
from erm.one_on_ones.rules import SuggestionKind, TalkingPointState
from erm.one_on_ones.sealed import point_body
from erm.one_on_ones.views import TalkingPointView

POINT_COLUMNS = (
    "id",
    "series_id",
    "meeting_id",
    "author_id",
    "body",
    "sealed",
    "visibility",
    "state",
    "carried_from_id",
    "recurring",
    "discussed_at",
    "source_kind",
    "created_at",
    "version",
)


def point_view(actor: Actor, row: Row, position: int) -> TalkingPointView:
    """A talking point that the actor may read."""
    # What a point was suggested for is its author's: they may have shared it afterwards in words
    # of their own, though the other one may not read what it was about.
    mine = row["author_id"] == actor.person_id
    return TalkingPointView(
        id=row["id"],
        series_id=row["series_id"],
        meeting_id=row["meeting_id"],
        author_id=row["author_id"],
        body=point_body(row["id"], row["sealed"], row["body"]),
        visibility=row["visibility"],
        state=row["state"],
        position=position,
        carried_over=row["carried_from_id"] is not None,
        created_at=row["created_at"],
        version=row["version"],
        recurring=row["recurring"],
        discussed_at=row["discussed_at"],
        from_suggestion=row["source_kind"] if mine else None,
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
        group.append(point_view(actor, row, len(group)))
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


async def discussed_pages(
    actor: Actor, wanted: Sequence[SeriesPage]
) -> dict[SeriesPage, Page[TalkingPointView]]:
    """A page of what was talked about in each series, newest first, for a loader.

    Which points they are is found from keys alone; words are read (and decrypted) only for those
    shown.
    """
    keys: dict[UUID, list[tuple[datetime, UUID]]] = defaultdict(list)
    for series, at, key in (
        await TalkingPoint.filter(
            policy.readable_talking_points(actor),
            series_id__in=unique(series for series, _ in wanted),
            state=TalkingPointState.DISCUSSED,
            discussed_at__isnull=False,
        )
        .order_by("-discussed_at", "-id")
        .values_list("series_id", "discussed_at", "id")
    ):
        keys[series].append((at, key))
    pages = {}
    for series, request in wanted:
        after = _after(request)
        rest = [key for key in keys[series] if after is None or key < after]
        pages[series, request] = page_of(
            rest[: request.first + 1], request, len(keys[series]), _cursor_key
        )
    views = await talking_points_by_ids(
        actor, [k for page in pages.values() for _, k in page.items]
    )
    return {key: page.map(lambda row: views[row[1]]) for key, page in pages.items()}


def _cursor_key(item: tuple[datetime, UUID]) -> tuple[str, str]:
    return item[0].isoformat(), str(item[1])


def _after(request: PageRequest) -> tuple[datetime, UUID] | None:
    if request.after is None:
        return None
    try:
        at, key = request.after
        return datetime.fromisoformat(str(at)).astimezone(UTC), UUID(str(key))
    except ValueError as error:
        raise InvalidInput("CURSOR_INVALID", field="after") from error


# ---- what suggestions are made of --------------------------------------------------------------

Source = tuple[SuggestionKind, UUID]


async def sources_settled(actor: Actor, series_ids: Sequence[UUID]) -> dict[UUID, set[Source]]:
    """What is not suggested to the actor in a series: on a list that they read, or dismissed."""
    settled: dict[UUID, set[Source]] = {series: set() for series in series_ids}
    wanted = unique(series_ids)
    for series, kind, key in await TalkingPoint.filter(
        policy.readable_talking_points(actor), series_id__in=wanted, source_kind__isnull=False
    ).values_list("series_id", "source_kind", "source_id"):
        settled[series].add((SuggestionKind(kind), key))
    for series, kind, key in await DismissedSuggestion.filter(
        policy.readable_dismissals(actor), series_id__in=wanted
    ).values_list("series_id", "source_kind", "source_id"):
        settled[series].add((SuggestionKind(kind), key))
    return settled


async def last_held(actor: Actor, series_ids: Sequence[UUID]) -> dict[UUID, datetime]:
    """When the two of each series last met; missing where they have not yet."""
    rows: list[tuple[UUID, datetime]] = (
        await OneOnOneMeeting.filter(
            policy.readable_meetings(actor), series_id__in=unique(series_ids), held=True
        )
        .order_by("number")
        .values_list("series_id", "scheduled_at")
    )
    return dict(rows)
