"""Reads of meetings and their notes, as one of the two people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.paging import Page, page_of_list
from erm.one_on_ones import policy
from erm.one_on_ones.holding import rests, to_be_asked
from erm.one_on_ones.models import OneOnOneMeeting, PrivateNotes
from erm.one_on_ones.queries.batches import Row, SeriesPage, unique
from erm.one_on_ones.rules import HeldBy, MeetingState, instant_of
from erm.one_on_ones.sealed import private_text
from erm.one_on_ones.views import MeetingView

MEETING_COLUMNS = (
    "id",
    "series_id",
    "series__low_id",
    "series__high_id",
    "series__paused_from",
    "series__paused_until",
    "number",
    "planned_on",
    "planned_at",
    "scheduled_at",
    "low_active_at",
    "high_active_at",
    "state",
    "held",
    "closed_at",
    "closed_by_id",
    "shared_notes",
    "shared_notes_edited_by_id",
)


async def _meeting_views(actor: Actor, rows: Sequence[Row]) -> list[MeetingView]:
    """Dress meetings with the actor's own private notes."""
    notes: dict[UUID, tuple[str, int]] = {
        meeting: (private_text(key, sealed, text), version)
        for key, meeting, sealed, text, version in await PrivateNotes.filter(
            policy.readable_private_notes(actor), meeting_id__in=[row["id"] for row in rows]
        ).values_list("id", "meeting_id", "sealed", "text", "version")
    }
    return [meeting_view(actor, row, notes.get(row["id"], ("", 0))) for row in rows]


def meeting_view(actor: Actor, row: Row, notes: tuple[str, int] = ("", 0)) -> MeetingView:
    """A meeting of the actor's, with their own private notes and the version of these."""
    low, high = row["series__low_id"], row["series__high_id"]
    private_notes, private_version = notes
    return MeetingView(
        id=row["id"],
        series_id=row["series_id"],
        other_id=high if low == actor.person_id else low,
        number=row["number"],
        planned_at=row["planned_at"] or row["scheduled_at"],
        scheduled_at=row["scheduled_at"],
        state=row["state"],
        asks_whether_held=row["state"] is MeetingState.OPEN and _asks(row, now()),
        held=row["held"],
        held_by=_held_by(row),
        closed_at=row["closed_at"],
        shared_notes=row["shared_notes"],
        shared_notes_edited_by_id=row["shared_notes_edited_by_id"],
        private_notes=private_notes,
        private_notes_version=private_version,
    )


def rests_now(row: Row) -> bool:
    """Whether a meeting rests in a pause of its series."""
    return rests(row["planned_on"], row["series__paused_from"], row["series__paused_until"])


def _asks(row: Row, moment: datetime) -> bool:
    times = row["scheduled_at"], row["low_active_at"], row["high_active_at"]
    return to_be_asked(*times, resting=rests_now(row), moment=moment)


def _held_by(row: Row) -> HeldBy | None:
    if not row["held"]:
        return None
    return HeldBy.ACTIVITY if row["closed_by_id"] is None else HeldBy.CLOSED


async def meetings_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, MeetingView]:
    """Meetings by id, of the actor's pairs."""
    rows = await OneOnOneMeeting.filter(policy.readable_meetings(actor), id__in=unique(ids)).values(
        *MEETING_COLUMNS
    )
    return {view.id: view for view in await _meeting_views(actor, rows)}


async def current_meetings_of(actor: Actor, series_ids: Sequence[UUID]) -> dict[UUID, MeetingView]:
    """The open meeting of each series."""
    rows = await OneOnOneMeeting.filter(
        policy.readable_meetings(actor), open_series_id__in=unique(series_ids)
    ).values(*MEETING_COLUMNS)
    return {view.series_id: view for view in await _meeting_views(actor, rows)}


async def meeting_pages(
    actor: Actor, wanted: Sequence[SeriesPage]
) -> dict[SeriesPage, Page[MeetingView]]:
    """A page of the meetings of each series, newest first, for a loader."""
    numbers: dict[UUID, list[tuple[int, UUID]]] = defaultdict(list)
    for series, number, key in (
        await OneOnOneMeeting.filter(
            policy.readable_meetings(actor), series_id__in=unique(s for s, _ in wanted)
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

    Today is the day in their zone. Without those that rest in a pause.
    """
    rows = (
        await OneOnOneMeeting.filter(
            policy.readable_meetings(actor), scheduled_at__lte=until, state=MeetingState.OPEN
        )
        .order_by("scheduled_at", "id")
        .values(*MEETING_COLUMNS)
    )
    day = instant_of(today(actor.time_zone), 0, actor.time_zone)
    views = await _meeting_views(actor, [row for row in rows if not rests_now(row)])
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
