"""Reads of series, as one of the two people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.remembering import once_each
from erm.one_on_ones import policy
from erm.one_on_ones.models import OneOnOneMeeting, OneOnOneSeries
from erm.one_on_ones.queries.batches import Row, unique
from erm.one_on_ones.recurrence import rule_of
from erm.one_on_ones.rules import SeriesKind, pair_key, wall_clock
from erm.one_on_ones.views import SeriesView
from erm.people.queries import people_by_ids

SERIES_COLUMNS = (
    "id",
    "low_id",
    "high_id",
    "kind",
    "cadence",
    "rrule",
    "rhythm_from",
    "wall_minutes",
    "time_zone",
    "paused_from",
    "paused_until",
    "created_at",
    "ended_at",
)


def series_view(actor: Actor, row: Row) -> SeriesView:
    """A row of ``SERIES_COLUMNS`` as one of its two people sees it."""
    low, high = row["low_id"], row["high_id"]
    until = row["paused_until"]
    paused = until is None or until > wall_clock(now(), row["time_zone"])[0]
    return SeriesView(
        id=row["id"],
        viewer_id=actor.person_id,
        other_id=high if low == actor.person_id else low,
        kind=row["kind"],
        cadence=row["cadence"],
        rrule=rule_of(row["cadence"], row["rhythm_from"], row["rrule"]),
        rhythm_from=row["rhythm_from"],
        wall_minutes=row["wall_minutes"],
        time_zone=row["time_zone"],
        paused_from=row["paused_from"] if paused else None,
        paused_until=until if paused else None,
        created_at=row["created_at"],
        ended_at=row["ended_at"],
    )


async def series_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, SeriesView]:
    """Series by id, of the actor's pairs."""
    rows = await OneOnOneSeries.filter(policy.readable_series(actor), id__in=unique(ids)).values(
        *SERIES_COLUMNS
    )
    return {row["id"]: series_view(actor, row) for row in rows}


async def own_series(actor: Actor) -> list[SeriesView]:
    """All series of the actor: active ones by their next meeting, then ended ones, last ended first."""
    rows = await OneOnOneSeries.filter(policy.readable_series(actor)).values(*SERIES_COLUMNS)
    views = [series_view(actor, row) for row in rows]
    active = [view for view in views if view.ended_at is None]
    when: dict[Any, Any] = dict(
        await OneOnOneMeeting.filter(open_series_id__in=[view.id for view in active]).values_list(
            "series_id", "scheduled_at"
        )
    )
    active.sort(key=lambda view: (when.get(view.id, view.created_at), view.id))
    ended = [(view.ended_at, view.id, view) for view in views if view.ended_at is not None]
    return [*active, *(view for *_, view in sorted(ended, key=lambda e: e[:2], reverse=True))]


@once_each
async def series_with(actor: Actor, person_ids: Sequence[UUID]) -> dict[UUID, SeriesView]:
    """The actor's active series by the other person."""
    pairs = [pair_key(actor.person_id, person) for person in set(person_ids)]
    rows = await OneOnOneSeries.filter(policy.readable_series(actor), active_pair__in=pairs).values(
        *SERIES_COLUMNS
    )
    return {view.other_id: view for view in (series_view(actor, row) for row in rows)}


async def manager_pairs() -> list[tuple[UUID, UUID]]:
    """The two of every active series of a manager and a report: for the job that ends old ones."""
    return await OneOnOneSeries.filter(
        kind=SeriesKind.MANAGER, active_pair__isnull=False
    ).values_list("low_id", "high_id")


async def startable_with(actor: Actor, person_ids: Sequence[UUID]) -> dict[UUID, bool]:
    """Whether the actor may begin a series with each of these people now."""
    allowed = [person for person in set(person_ids) if policy.may_start_series(actor, person)]
    people = await people_by_ids(actor, allowed) if allowed else {}
    there = [key for key, person in people.items() if not person.has_left]
    taken = await series_with(actor, there) if there else {}
    return {person: person in there and person not in taken for person in person_ids}
