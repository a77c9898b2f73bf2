"""Quiet pairs of many people, in a few statements for all: for their digests.

What each is told is what :func:`erm.relationships.queries.own_relationships` tells them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.functions import Max

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.one_on_ones import queries as one_on_ones
from erm.people.models import Bond, Person
from erm.people.rules import has_left, holds_on
from erm.relationships.contacts import as_instant
from erm.relationships.models import Touchpoint
from erm.relationships.queries import silence_of
from erm.relationships.rules import RECENT_DAYS, is_quiet, pair_of

Pair = tuple[UUID, UUID]


class QuietPair(NamedTuple):
    """Somebody with whom the actor has been silent for longer than their rhythm, and for how long."""

    person_id: UUID
    silent_days: int


async def quiet_pairs_for(actors: Mapping[UUID, Actor]) -> dict[UUID, list[QuietPair]]:
    """With whom it has gone quiet, for each, the longest silence first.

    Only pairs with one-on-ones can be quiet.
    """
    found: dict[UUID, list[QuietPair]] = {key: [] for key in actors}
    some = {key: actor for key, actor in actors.items() if not actor.is_system}
    series = await one_on_ones.active_series_for(some)
    pairs = {pair_of(key, view.other_id) for key, views in series.items() for view in views}
    if not pairs:
        return found
    last = {
        (low, high): as_instant(at)
        for low, high, at in await Touchpoint.filter(
            low_id__in=list({low for low, _ in pairs}),
            high_id__in=list({high for _, high in pairs}),
        )
        .annotate(last=Max("occurred_at"))
        .group_by("low_id", "high_id")
        .values_list("low_id", "high_id", "last")
    }
    people = list({person for pair in pairs for person in pair})
    bonds = await _bonds(people)
    left: set[UUID] = {
        key
        for key, left_on in await Person.filter(id__in=people).values_list("id", "left_on")
        if has_left(left_on, today())
    }
    since = now().timestamp() - RECENT_DAYS * 86_400
    for key, views in series.items():
        zone = ZoneInfo(actors[key].time_zone)
        day = now().astimezone(zone).date()
        for view in views:
            pair = pair_of(key, view.other_id)
            contact = last.get(pair)
            near = contact is not None and contact.timestamp() >= since
            if view.other_id in left or not (
                near or any(holds_on(starts, ends, day) for starts, ends in bonds[pair])
            ):
                continue
            silent, _ = silence_of(view, contact, day, zone)
            if silent is not None and is_quiet(silent, view.cadence_days):
                found[key].append(QuietPair(view.other_id, silent))
        found[key].sort(key=lambda quiet: (-quiet.silent_days, quiet.person_id))
    return found


async def _bonds(people: list[UUID]) -> dict[Pair, list[tuple[date, date | None]]]:
    """From when until when bonds of any kind hold between two of these people."""
    found: dict[Pair, list[tuple[date, date | None]]] = defaultdict(list)
    for one, other, starts, ends in await Bond.filter(
        subject_id__in=people, other_id__in=people
    ).values_list("subject_id", "other_id", "starts_on", "ends_on"):
        found[pair_of(one, other)].append((starts, ends))
    return found
