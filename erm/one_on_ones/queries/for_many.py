"""What many people would each ask for themselves, in one statement for all: for their digests.

Rows are given to each by the policies' predicates, in the order in which their own query gives them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.core.clock import today
from erm.one_on_ones.models import ActionItem, OneOnOneMeeting, OneOnOneSeries, TalkingPoint
from erm.one_on_ones.queries.action_items import ITEM_COLUMNS, in_order_of_due, item_view
from erm.one_on_ones.queries.agenda import POINT_COLUMNS, point_view
from erm.one_on_ones.queries.batches import Row
from erm.one_on_ones.queries.meetings import MEETING_COLUMNS, meeting_view, rests_now
from erm.one_on_ones.queries.series import SERIES_COLUMNS, series_view
from erm.one_on_ones.rules import (
    ActionItemState,
    MeetingState,
    TalkingPointState,
    Visibility,
    instant_of,
)
from erm.one_on_ones.views import ActionItemView, MeetingView, SeriesView, TalkingPointView

DueMeetings = tuple[list[MeetingView], list[MeetingView]]
Promises = tuple[list[ActionItemView], list[ActionItemView]]


def _pair_of(ids: Sequence[UUID]) -> Q:
    return Q(series__low_id__in=list(ids)) | Q(series__high_id__in=list(ids))


def _by_person(rows: Sequence[Row], actors: Mapping[UUID, Actor]) -> dict[UUID, list[Row]]:
    """Rows of pairs by each of the two that is among the actors: these and nobody else read them."""
    found: dict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        for person in {row["series__low_id"], row["series__high_id"]} & actors.keys():
            found[person].append(row)
    return found


async def meetings_due_for(
    actors: Mapping[UUID, Actor], until: Mapping[UUID, datetime]
) -> dict[UUID, DueMeetings]:
    """Like :func:`meetings_due` for each, without their private notes, which no mail tells of."""
    rows = (
        await OneOnOneMeeting.filter(
            _pair_of(list(actors)), state=MeetingState.OPEN, scheduled_at__lte=max(until.values())
        )
        .order_by("scheduled_at", "id")
        .values(*MEETING_COLUMNS)
    )
    mine = _by_person([row for row in rows if not rests_now(row)], actors)
    found = {}
    for key, actor in actors.items():
        day = instant_of(today(actor.time_zone), 0, actor.time_zone)
        views = [
            meeting_view(actor, row)
            for row in mine.get(key, ())
            if row["scheduled_at"] <= until[key]
        ]
        found[key] = (
            [view for view in views if view.scheduled_at < day],
            [view for view in views if view.scheduled_at >= day],
        )
    return found


async def open_points_for(
    actors: Mapping[UUID, Actor], meetings: Mapping[UUID, Sequence[MeetingView]]
) -> dict[UUID, dict[UUID, list[TalkingPointView]]]:
    """Like :func:`open_points_of` for each and their own meetings: of the other's private ones none."""
    wanted = {meeting.id for some in meetings.values() for meeting in some}
    rows: dict[UUID, list[Row]] = defaultdict(list)
    for row in (
        await TalkingPoint.filter(meeting_id__in=list(wanted), state=TalkingPointState.OPEN)
        .order_by("position", "id")
        .values(*POINT_COLUMNS)
        if wanted
        else ()
    ):
        rows[row["meeting_id"]].append(row)
    return {
        key: {
            meeting.id: [
                point_view(actor, row, position)
                for position, row in enumerate(_readable(rows[meeting.id], key))
            ]
            for meeting in meetings.get(key, ())
        }
        for key, actor in actors.items()
    }


def _readable(points: Sequence[Row], person: UUID) -> list[Row]:
    """Of the points of a person's own meeting those that are not the other's private ones."""
    return [
        row
        for row in points
        if row["visibility"] is Visibility.SHARED or row["author_id"] == person
    ]


async def active_series_for(actors: Mapping[UUID, Actor]) -> dict[UUID, list[SeriesView]]:
    """Each one's active series."""
    ids = list(actors)
    found: dict[UUID, list[SeriesView]] = {key: [] for key in actors}
    for row in await OneOnOneSeries.filter(
        Q(low_id__in=ids) | Q(high_id__in=ids), active_pair__isnull=False
    ).values(*SERIES_COLUMNS):
        for person in {row["low_id"], row["high_id"]} & actors.keys():
            found[person].append(series_view(actors[person], row))
    return found


async def promises_for(actors: Mapping[UUID, Actor], until: date) -> dict[UUID, Promises]:
    """What each promised, and what others promised each, that is open and due until a day."""
    rows = await ActionItem.filter(
        _pair_of(list(actors)), state=ActionItemState.OPEN, due_on__lte=until
    ).values(*ITEM_COLUMNS)
    mine = _by_person(rows, actors)
    found = {}
    for key, actor in actors.items():
        day = today(actor.time_zone)
        views = in_order_of_due([item_view(actor, row, day) for row in mine.get(key, ())])
        found[key] = (
            [view for view in views if view.owner_id == key],
            [view for view in views if view.owner_id != key],
        )
    return found
