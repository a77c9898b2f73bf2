"""Reads of promises, as one of the two people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.core.clock import today
from erm.core.errors import InvalidInput
from erm.core.paging import Page, PageRequest, page_of
from erm.one_on_ones import policy
from erm.one_on_ones.models import ActionItem, OneOnOneMeeting
from erm.one_on_ones.queries.batches import Row, unique
from erm.one_on_ones.rules import ActionItemState, PromiseFilter, is_overdue
from erm.one_on_ones.views import ActionItemView

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
    "origin_point_id",
    "goal_id",
)


def item_view(actor: Actor, row: Row, day: date) -> ActionItemView:
    """A promise in one of the actor's series."""
    low, high, owner = row["series__low_id"], row["series__high_id"], row["owner_id"]
    return ActionItemView(
        id=row["id"],
        series_id=row["series_id"],
        meeting_id=row["meeting_id"],
        made_in_number=row["made_in_number"],
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
        origin_point_id=row["origin_point_id"],
        goal_id=row["goal_id"],
    )


async def action_items_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, ActionItemView]:
    """Action items by id, of the actor's pairs."""
    return {item.id: item for item in await _items(actor, Q(id__in=unique(ids)))}


async def action_items_of(
    actor: Actor, meeting_ids: Sequence[UUID]
) -> dict[UUID, list[ActionItemView]]:
    """The action items made in or carried into each meeting, oldest first."""
    meetings = await OneOnOneMeeting.filter(
        policy.readable_meetings(actor), id__in=unique(meeting_ids)
    ).values_list("id", "series_id", "number")
    found = (
        await ActionItem.filter(
            policy.readable_action_items(actor),
            series_id__in=unique(series for _, series, _ in meetings),
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
            item_view(actor, row, day)
            for row in of_series[series]
            if row["made_in_number"] <= number <= row["meeting_number"]
        ]
    return items


MadeIn = tuple[UUID, int]
"""A series and the number of one of its meetings."""


async def made_in_ids(actor: Actor, wanted: Sequence[MadeIn]) -> dict[MadeIn, UUID]:
    """The ids of meetings by series and number, for a loader."""
    rows = await OneOnOneMeeting.filter(
        policy.readable_meetings(actor),
        series_id__in=unique(series for series, _ in wanted),
        number__in=list({number for _, number in wanted}),
    ).values_list("series_id", "number", "id")
    return {(series, number): key for series, number, key in rows}


async def open_action_items_of(
    actor: Actor, series_ids: Sequence[UUID]
) -> dict[UUID, list[ActionItemView]]:
    """The open promises of each series, both directions, first due first."""
    items: dict[UUID, list[ActionItemView]] = {series: [] for series in series_ids}
    for item in await _open_items(actor, Q(series_id__in=unique(series_ids))):
        items[item.series_id].append(item)
    return items


async def promises(actor: Actor) -> list[ActionItemView]:
    """What the actor promised and has not done yet, first due first, without a date last."""
    return await _open_items(actor, Q(owner_id=actor.person_id))


async def promised_to(actor: Actor) -> list[ActionItemView]:
    """What others promised the actor and have not done yet, first due first."""
    return await _open_items(actor, ~Q(owner_id=actor.person_id))


_WHICH = {
    PromiseFilter.OPEN: Q(state=ActionItemState.OPEN),
    PromiseFilter.SETTLED: ~Q(state=ActionItemState.OPEN),
    PromiseFilter.ALL: Q(),
}


async def promises_made(
    actor: Actor, which: PromiseFilter, request: PageRequest
) -> Page[ActionItemView]:
    """A page of what the actor promised, in all series; first due first, without a date last."""
    return await _promises(actor, _WHICH[which] & Q(owner_id=actor.person_id), request)


async def promises_received(
    actor: Actor, which: PromiseFilter, request: PageRequest
) -> Page[ActionItemView]:
    """A page of what others promised the actor, in the same order."""
    return await _promises(actor, _WHICH[which] & ~Q(owner_id=actor.person_id), request)


async def _promises(actor: Actor, which: Q, request: PageRequest) -> Page[ActionItemView]:
    """Which promises they are is found from keys alone; whole rows are read only for those shown."""
    after = _after(request)
    keys: list[tuple[date, UUID]] = [
        (due_on or date.max, key)
        for due_on, key in await ActionItem.filter(
            policy.readable_action_items(actor), which
        ).values_list("due_on", "id")
    ]
    keys.sort()
    rest = [key for key in keys if after is None or key > after]
    page = page_of(
        rest[: request.first + 1],
        request,
        len(keys),
        lambda item: (item[0].isoformat(), str(item[1])),
    )
    views = await action_items_by_ids(actor, [key for _, key in page.items])
    return page.map(lambda item: views[item[1]])


def _after(request: PageRequest) -> tuple[date, UUID] | None:
    if request.after is None:
        return None
    try:
        due_on, key = request.after
        return date.fromisoformat(str(due_on)), UUID(str(key))
    except ValueError as error:
        raise InvalidInput("CURSOR_INVALID", field="after") from error


async def open_promises_with(
    actor: Actor, person_ids: Sequence[UUID]
) -> dict[UUID, list[ActionItemView]]:
    """Open promises between the actor and each person, both directions, first due first."""
    others = unique(person_ids)
    items: dict[UUID, list[ActionItemView]] = {person: [] for person in person_ids}
    pair = Q(series__low_id__in=others) | Q(series__high_id__in=others)
    for item in await _open_items(actor, pair):
        other = item.other_id if item.owner_id == actor.person_id else item.owner_id
        if other in items:
            items[other].append(item)
    return items


async def _open_items(actor: Actor, which: Q) -> list[ActionItemView]:
    return in_order_of_due(await _items(actor, which & Q(state=ActionItemState.OPEN)))


def in_order_of_due(items: Sequence[ActionItemView]) -> list[ActionItemView]:
    """First due first, without a date last."""
    return sorted(items, key=lambda i: (i.due_on is None, i.due_on or date.max, i.id))


async def _items(actor: Actor, which: Q) -> list[ActionItemView]:
    rows = await ActionItem.filter(policy.readable_action_items(actor), which).values(*ITEM_COLUMNS)
    day = today(actor.time_zone)
    return [item_view(actor, row, day) for row in rows]
