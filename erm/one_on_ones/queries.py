"""Reads of one-on-ones, as one of the two people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tortoise.expressions import Q
from tortoise.functions import Count

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.paging import Page, PageRequest, page_of_list
from erm.one_on_ones import policy
from erm.one_on_ones.models import (
    ActionItem,
    OneOnOneMeeting,
    OneOnOneSeries,
    PrivateNotes,
    TalkingPoint,
)
from erm.one_on_ones.rules import (
    ActionItemState,
    MeetingState,
    TalkingPointState,
    instant_of,
    is_overdue,
    pair_key,
)
from erm.one_on_ones.views import ActionItemView, MeetingView, SeriesView, TalkingPointView
from erm.people.queries import people_by_ids

SERIES_COLUMNS = ("id", "low_id", "high_id", "cadence", "time_zone", "created_at", "ended_at")
MEETING_COLUMNS = (
    "id",
    "series_id",
    "series__low_id",
    "series__high_id",
    "number",
    "scheduled_at",
    "state",
    "held",
    "closed_at",
    "shared_notes",
    "shared_notes_version",
    "shared_notes_edited_by_id",
)
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
ITEM_COLUMNS = (
    "id",
    "series_id",
    "series__low_id",
    "series__high_id",
    "meeting_id",
    "meeting_number",
    "made_in_number",
    "author_id",
    "owner_id",
    "body",
    "due_on",
    "state",
    "created_at",
    "done_at",
    "version",
)
Row = Mapping[str, Any]


def _series_view(actor: Actor, row: Row) -> SeriesView:
    low, high = row["low_id"], row["high_id"]
    return SeriesView(
        id=row["id"],
        viewer_id=actor.person_id,
        other_id=high if low == actor.person_id else low,
        cadence=row["cadence"],
        time_zone=row["time_zone"],
        created_at=row["created_at"],
        ended_at=row["ended_at"],
    )


def _item_view(actor: Actor, row: Row, day: date) -> ActionItemView:
    low, high, owner = row["series__low_id"], row["series__high_id"], row["owner_id"]
    return ActionItemView(
        id=row["id"],
        series_id=row["series_id"],
        meeting_id=row["meeting_id"],
        author_id=row["author_id"],
        owner_id=owner,
        other_id=high if owner == low else low,
        body=row["body"],
        due_on=row["due_on"],
        state=row["state"],
        overdue=is_overdue(row["state"], row["due_on"], day),
        carried_over=row["meeting_number"] > row["made_in_number"],
        created_at=row["created_at"],
        done_at=row["done_at"],
        version=row["version"],
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


async def _meeting_views(actor: Actor, rows: Sequence[Row]) -> list[MeetingView]:
    """Dress meetings with the actor's own private notes."""
    notes: dict[UUID, tuple[str, int]] = {
        meeting: (text, version)
        for meeting, text, version in await PrivateNotes.filter(
            policy.readable_private_notes(actor), meeting_id__in=[row["id"] for row in rows]
        ).values_list("meeting_id", "text", "version")
    }
    views = []
    for row in rows:
        low, high = row["series__low_id"], row["series__high_id"]
        private_notes, private_version = notes.get(row["id"], ("", 0))
        views.append(
            MeetingView(
                id=row["id"],
                series_id=row["series_id"],
                other_id=high if low == actor.person_id else low,
                number=row["number"],
                scheduled_at=row["scheduled_at"],
                state=row["state"],
                held=row["held"],
                closed_at=row["closed_at"],
                shared_notes=row["shared_notes"],
                shared_notes_version=row["shared_notes_version"],
                shared_notes_edited_by_id=row["shared_notes_edited_by_id"],
                private_notes=private_notes,
                private_notes_version=private_version,
            )
        )
    return views


# ---- by id -------------------------------------------------------------------------------------


async def series_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, SeriesView]:
    """Series by id, of the actor's pairs."""
    rows = await OneOnOneSeries.filter(policy.readable_series(actor), id__in=_unique(ids)).values(
        *SERIES_COLUMNS
    )
    return {row["id"]: _series_view(actor, row) for row in rows}


async def meetings_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, MeetingView]:
    """Meetings by id, of the actor's pairs."""
    rows = await OneOnOneMeeting.filter(
        policy.readable_meetings(actor), id__in=_unique(ids)
    ).values(*MEETING_COLUMNS)
    return {view.id: view for view in await _meeting_views(actor, rows)}


async def talking_points_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, TalkingPointView]:
    """Talking points by id: shared ones of the actor's pairs and their own private ones."""
    wanted = set(ids)
    found = await TalkingPoint.filter(
        policy.readable_talking_points(actor), id__in=list(wanted)
    ).values("meeting_id")
    points = await talking_points_of(actor, _unique(row["meeting_id"] for row in found))
    return {p.id: p for group in points.values() for p in group if p.id in wanted}


async def action_items_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, ActionItemView]:
    """Action items by id, of the actor's pairs."""
    return {item.id: item for item in await _items(actor, Q(id__in=_unique(ids)))}


# ---- series ------------------------------------------------------------------------------------


async def own_series(actor: Actor) -> list[SeriesView]:
    """All series of the actor: active ones by their next meeting, then ended ones, last ended first."""
    rows = await OneOnOneSeries.filter(policy.readable_series(actor)).values(*SERIES_COLUMNS)
    views = [_series_view(actor, row) for row in rows]
    active = [view for view in views if view.ended_at is None]
    when: dict[Any, Any] = dict(
        await OneOnOneMeeting.filter(open_series_id__in=[view.id for view in active]).values_list(
            "series_id", "scheduled_at"
        )
    )
    active.sort(key=lambda view: (when.get(view.id, view.created_at), view.id))
    ended = [(view.ended_at, view.id, view) for view in views if view.ended_at is not None]
    return [*active, *(view for *_, view in sorted(ended, key=lambda e: e[:2], reverse=True))]


async def series_with(actor: Actor, person_ids: Sequence[UUID]) -> dict[UUID, SeriesView]:
    """The actor's active series by the other person."""
    pairs = [pair_key(actor.person_id, person) for person in set(person_ids)]
    rows = await OneOnOneSeries.filter(policy.readable_series(actor), active_pair__in=pairs).values(
        *SERIES_COLUMNS
    )
    return {view.other_id: view for view in (_series_view(actor, row) for row in rows)}


async def startable_with(actor: Actor, person_ids: Sequence[UUID]) -> dict[UUID, bool]:
    """Whether the actor may begin a series with each of these people now."""
    allowed = [person for person in set(person_ids) if policy.may_start_series(actor, person)]
    people = await people_by_ids(actor, allowed) if allowed else {}
    there = [key for key, person in people.items() if not person.has_left]
    taken = await series_with(actor, there) if there else {}
    return {person: person in there and person not in taken for person in person_ids}


# ---- meetings ----------------------------------------------------------------------------------


async def current_meetings_of(actor: Actor, series_ids: Sequence[UUID]) -> dict[UUID, MeetingView]:
    """The open meeting of each series."""
    rows = await OneOnOneMeeting.filter(
        policy.readable_meetings(actor), open_series_id__in=_unique(series_ids)
    ).values(*MEETING_COLUMNS)
    return {view.series_id: view for view in await _meeting_views(actor, rows)}


SeriesPage = tuple[UUID, PageRequest]


async def meeting_pages(
    actor: Actor, wanted: Sequence[SeriesPage]
) -> dict[SeriesPage, Page[MeetingView]]:
    """A page of the meetings of each series, newest first, for a loader."""
    numbers: dict[UUID, list[tuple[int, UUID]]] = defaultdict(list)
    for series, number, key in (
        await OneOnOneMeeting.filter(
            policy.readable_meetings(actor), series_id__in=_unique(s for s, _ in wanted)
        )
        .order_by("-number")
        .values_list("series_id", "number", "id")
    ):
        numbers[series].append((number, key))
    pages = {
        (series, request): page_of_list(numbers[series], request, lambda row: (row[0],))
        for series, request in wanted
    }
    views = await meetings_by_ids(actor, [k for page in pages.values() for _, k in page.items])
    return {key: page.map(lambda row: views[row[1]]) for key, page in pages.items()}


async def meetings_due(
    actor: Actor, until: datetime
) -> tuple[list[MeetingView], list[MeetingView]]:
    """The actor's open meetings until an instant, soonest first: from before today, and from today.

    Today is the day in their zone.
    """
    rows = (
        await OneOnOneMeeting.filter(
            policy.readable_meetings(actor), scheduled_at__lte=until, state=MeetingState.OPEN
        )
        .order_by("scheduled_at", "id")
        .values(*MEETING_COLUMNS)
    )
    day = instant_of(today(actor.time_zone), 0, actor.time_zone)
    views = await _meeting_views(actor, rows)
    return (
        [view for view in views if view.scheduled_at < day],
        [view for view in views if view.scheduled_at >= day],
    )


async def meetings_upcoming(actor: Actor, until: datetime) -> list[MeetingView]:
    """The actor's open meetings from today (in their zone) until an instant, soonest first."""
    return (await meetings_due(actor, until))[1]


async def overdue_meetings(actor: Actor) -> list[MeetingView]:
    """The actor's meetings that were before today (in their zone) and are still open."""
    return (await meetings_due(actor, now()))[0]


# ---- talking points ----------------------------------------------------------------------------


async def talking_points_of(
    actor: Actor, meeting_ids: Sequence[UUID]
) -> dict[UUID, list[TalkingPointView]]:
    """The talking points of each meeting, in order, that the actor may read."""
    rows = (
        await TalkingPoint.filter(
            policy.readable_talking_points(actor), meeting_id__in=_unique(meeting_ids)
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
            meeting_id__in=_unique(meeting_ids),
            state=TalkingPointState.OPEN,
        )
        .annotate(count=Count("id"))
        .group_by("meeting_id")
        .values("meeting_id", "count")
    )
    return dict.fromkeys(meeting_ids, 0) | {row["meeting_id"]: row["count"] for row in rows}


# ---- action items ------------------------------------------------------------------------------


async def action_items_of(
    actor: Actor, meeting_ids: Sequence[UUID]
) -> dict[UUID, list[ActionItemView]]:
    """The action items made in or carried into each meeting, oldest first."""
    meetings = await OneOnOneMeeting.filter(
        policy.readable_meetings(actor), id__in=_unique(meeting_ids)
    ).values_list("id", "series_id", "number")
    found = (
        await ActionItem.filter(
            policy.readable_action_items(actor),
            series_id__in=_unique(series for _, series, _ in meetings),
            made_in_number__lte=max((number for *_, number in meetings), default=0),
            meeting_number__gte=min((number for *_, number in meetings), default=0),
        )
        .order_by("id")
        .values(*ITEM_COLUMNS)
    )
    of_series: dict[UUID, list[Row]] = defaultdict(list)
    for row in found:
        of_series[row["series_id"]].append(row)
    day = today(actor.time_zone)
    items: dict[UUID, list[ActionItemView]] = {meeting: [] for meeting in meeting_ids}
    for meeting, series, number in meetings:
        items[meeting] = [
            _item_view(actor, row, day)
            for row in of_series[series]
            if row["made_in_number"] <= number <= row["meeting_number"]
        ]
    return items


async def open_action_items_of(
    actor: Actor, series_ids: Sequence[UUID]
) -> dict[UUID, list[ActionItemView]]:
    """The open promises of each series, both directions, first due first."""
    items: dict[UUID, list[ActionItemView]] = {series: [] for series in series_ids}
    for item in await _open_items(actor, Q(series_id__in=_unique(series_ids))):
        items[item.series_id].append(item)
    return items


async def promises(actor: Actor) -> list[ActionItemView]:
    """What the actor promised and has not done yet, first due first, without a date last."""
    return await _open_items(actor, Q(owner_id=actor.person_id))


async def promised_to(actor: Actor) -> list[ActionItemView]:
    """What others promised the actor and have not done yet, first due first."""
    return await _open_items(actor, ~Q(owner_id=actor.person_id))


async def open_promises_with(
    actor: Actor, person_ids: Sequence[UUID]
) -> dict[UUID, list[ActionItemView]]:
    """Open promises between the actor and each person, both directions, first due first."""
    others = _unique(person_ids)
    items: dict[UUID, list[ActionItemView]] = {person: [] for person in person_ids}
    pair = Q(series__low_id__in=others) | Q(series__high_id__in=others)
    for item in await _open_items(actor, pair):
        other = item.other_id if item.owner_id == actor.person_id else item.owner_id
        if other in items:
            items[other].append(item)
    return items


async def _open_items(actor: Actor, which: Q) -> list[ActionItemView]:
    items = await _items(actor, which & Q(state=ActionItemState.OPEN))
    return sorted(items, key=lambda i: (i.due_on is None, i.due_on or date.max, i.id))


async def _items(actor: Actor, which: Q) -> list[ActionItemView]:
    rows = await ActionItem.filter(policy.readable_action_items(actor), which).values(*ITEM_COLUMNS)
    day = today(actor.time_zone)
    return [_item_view(actor, row, day) for row in rows]


def _unique(ids: Iterable[UUID]) -> list[UUID]:
    return list(set(ids))
