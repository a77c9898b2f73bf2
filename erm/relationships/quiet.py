"""With whom it has gone quiet, for Home: as ``own_relationships`` tells, and no more than that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID
from zoneinfo import ZoneInfo

from erm.core.actor import Actor
from erm.core.clock import now
from erm.one_on_ones import queries as one_on_ones
from erm.one_on_ones.views import SeriesView
from erm.people.queries import people_by_ids
from erm.people.rules import holds_on
from erm.people.views import PersonView
from erm.relationships.contacts import last_contacts
from erm.relationships.for_many import QuietPair
from erm.relationships.queries import bonds_with, silence_of
from erm.relationships.rules import RECENT_DAYS, is_quiet


@dataclass(frozen=True, slots=True)
class Quiet:
    """Pairs that went quiet, and what was read on the way: the actor's active series, and people."""

    pairs: list[QuietPair] = field(default_factory=list)
    series: dict[UUID, SeriesView] = field(default_factory=dict)
    people: dict[UUID, PersonView] = field(default_factory=dict)


async def quiet_pairs(actor: Actor, also: Iterable[UUID] = ()) -> Quiet:
    """Only pairs with one-on-ones can be quiet: one query without any, two where none is.

    ``also``: others who will be spoken of, and are read together with those who are quiet, if any is.

    Whoever has left is not told of, nor whoever is bound to the actor by nothing any more and had no
    contact for long.
    """
    series = (await one_on_ones.active_series_for({actor.person_id: actor}))[actor.person_id]
    if actor.is_system or not series:
        return Quiet()
    last = await last_contacts(actor, [view.other_id for view in series])
    zone = ZoneInfo(actor.time_zone)
    moment = now()
    day = moment.astimezone(zone).date()
    silent: dict[UUID, int] = {}
    for view in series:
        days, _ = silence_of(view, last.get(view.other_id), day, zone)
        if days is not None and is_quiet(days, view.cadence_days):
            silent[view.other_id] = days
    since = moment.timestamp() - RECENT_DAYS * 86_400
    near = {key for key in silent if key in last and last[key].timestamp() >= since}
    if far := silent.keys() - near:
        near |= {
            bond.person_id
            for bond in await bonds_with(actor, list(far))
            if holds_on(bond.starts_on, bond.ends_on, day)
        }
    people = await people_by_ids(actor, list(near.union(also))) if near else {}
    return Quiet(
        [
            QuietPair(key, silent[key])
            for key, person in people.items()
            if key in near and not person.has_left
        ],
        {view.id: view for view in series},
        people,
    )
