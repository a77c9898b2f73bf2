"""Reading relationships, as one of the two people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.expressions import Q
from tortoise.functions import Max

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.one_on_ones import queries as one_on_ones
from erm.one_on_ones.views import SeriesView
from erm.people.models import Bond
from erm.people.queries import people_by_ids
from erm.people.rules import BondKind, holds_on
from erm.people.views import PersonView
from erm.relationships.contacts import as_instant, last_contacts
from erm.relationships.models import Touchpoint
from erm.relationships.policy import readable_touchpoints
from erm.relationships.rules import RECENT_DAYS, RelationshipBond, is_quiet
from erm.relationships.views import RelationshipView


async def pairs_with(actor: Actor, person_ids: Sequence[UUID]) -> dict[UUID, RelationshipView]:
    """The actor's relationship with each person of the directory, in four queries.

    A pair without any contact has one too. With oneself, and for a system actor, there is none.
    """
    if actor.is_system:
        return {}
    wanted = [person for person in dict.fromkeys(person_ids) if person != actor.person_id]
    people = await people_by_ids(actor, wanted)
    last = await last_contacts(actor, wanted)
    bonds = _bonds(actor, await bonds_with(actor, wanted))
    return await _views(actor, [people[each] for each in wanted if each in people], last, bonds)


async def _views(
    actor: Actor,
    people: Sequence[PersonView],
    last: Mapping[UUID, datetime],
    bonds: Mapping[UUID, RelationshipBond],
) -> dict[UUID, RelationshipView]:
    series = await one_on_ones.series_with(actor, [person.id for person in people])
    zone = ZoneInfo(actor.time_zone)
    day = now().astimezone(zone).date()
    views = {}
    for person in people:
        person_id = person.id
        contact = last.get(person_id)
        rhythm = series.get(person_id)
        cadence = None if rhythm is None else rhythm.cadence_days
        silent, paused = (None, False) if rhythm is None else silence_of(rhythm, contact, day, zone)
        if person.has_left:
            silent = None
        views[person_id] = RelationshipView(
            person_id=person_id,
            bond=bonds.get(person_id, RelationshipBond.COLLEAGUE),
            last_contact_at=contact,
            days_since_contact=None if contact is None else _days(contact, day, zone),
            cadence_days=cadence,
            silent_days=silent,
            quiet=is_quiet(silent, cadence),
            paused=paused,
            person=person,
            series=rhythm,
        )
    return views


async def pair(actor: Actor, person_id: UUID) -> RelationshipView | None:
    """The actor's relationship with one person; None with oneself and with nobody."""
    return (await pairs_with(actor, [person_id])).get(person_id)


async def own_relationships(actor: Actor) -> list[RelationshipView]:
    """The actor's people, quiet pairs first, longest silence first, then by latest contact.

    These are the people to whom a bond holds today and those with a contact in the last 180 days;
    who has left is not among them.
    """
    if actor.is_system:
        return []
    since = now().timestamp() - RECENT_DAYS * 86_400
    last = await _all_last_contacts(actor)
    wanted = {person for person, at in last.items() if at.timestamp() >= since}
    day = today(actor.time_zone)
    bonds = await bonds_with(actor, None)
    for bond in bonds:
        if holds_on(bond.starts_on, bond.ends_on, day):
            wanted.add(bond.person_id)
    people = await people_by_ids(actor, list(wanted))
    there = [p for p in people.values() if not p.has_left and p.id != actor.person_id]
    views = list((await _views(actor, there, last, _bonds(actor, bonds))).values())
    longest_ago = datetime.min.replace(tzinfo=UTC)
    views.sort(key=lambda view: view.person_id)
    views.sort(key=lambda view: view.last_contact_at or longest_ago, reverse=True)
    views.sort(key=lambda view: (not view.quiet, -(view.silent_days or 0) if view.quiet else 0))
    return views


async def series_ids_with(actor: Actor, person_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """The actor's active series with each person, for a loader."""
    return {p: view.id for p, view in (await one_on_ones.series_with(actor, person_ids)).items()}


async def open_promise_ids_with(actor: Actor, person_ids: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """Open promises between the actor and each person, first due first, for a loader."""
    found = await one_on_ones.open_promises_with(actor, person_ids)
    return {person: [item.id for item in items] for person, items in found.items()}


async def _all_last_contacts(actor: Actor) -> dict[UUID, datetime]:
    """The last contact with everybody with whom the actor ever had one."""
    rows = (
        await Touchpoint.filter(readable_touchpoints(actor))
        .annotate(last=Max("occurred_at"))
        .group_by("low_id", "high_id")
        .values_list("low_id", "high_id", "last")
    )
    return {(high if low == actor.person_id else low): as_instant(last) for low, high, last in rows}


class BondWith(NamedTuple):
    """One of the actor's bonds, with somebody."""

    kind: BondKind
    person_id: UUID
    is_above: bool
    starts_on: date
    ends_on: date | None


async def bonds_with(actor: Actor, person_ids: Sequence[UUID] | None) -> list[BondWith]:
    """The actor's bonds; ``is_above`` when the other one is the manager, mentor or buddy."""
    me = actor.person_id
    found = Bond.filter(Q(subject_id=me) | Q(other_id=me))
    if person_ids is not None:
        found = found.filter(Q(subject_id__in=person_ids) | Q(other_id__in=person_ids))
    rows: list[Any] = await found.values_list(
        "kind", "subject_id", "other_id", "starts_on", "ends_on"
    )
    return [
        BondWith(BondKind(kind), other if subject == me else subject, subject == me, starts, ends)
        for kind, subject, other, starts, ends in rows
    ]


def _bonds(actor: Actor, found: Sequence[BondWith]) -> dict[UUID, RelationshipBond]:
    """What each person is to the actor by bonds between managers and reports; today's win."""
    day = today(actor.time_zone)
    bonds: dict[UUID, RelationshipBond] = {}
    rows = [b for b in found if b.kind is BondKind.MANAGER]
    rows.sort(key=lambda b: (holds_on(b.starts_on, b.ends_on, day), b.starts_on))
    for bond in rows:
        if bond.starts_on > day:
            continue
        holds = holds_on(bond.starts_on, bond.ends_on, day)
        if bond.is_above:
            kind = RelationshipBond.MY_MANAGER if holds else RelationshipBond.FORMER_MANAGER
        else:
            kind = RelationshipBond.MY_REPORT if holds else RelationshipBond.FORMER_REPORT
        bonds[bond.person_id] = kind
    return bonds


def silence_of(
    series: SeriesView, contact: datetime | None, day: date, zone: ZoneInfo
) -> tuple[int | None, bool]:
    """For how many days two with one-on-ones have been silent, and whether these pause.

    ``contact`` is their last one. While they pause nobody counts.
    """
    if _is_paused(series, day):
        return None, True
    return _days(max(series.created_at, contact or series.created_at), day, zone), False


def _is_paused(series: SeriesView, day: date) -> bool:
    if series.paused_from is None or day < series.paused_from:
        return False
    return series.paused_until is None or day < series.paused_until


def _days(instant: datetime, day: date, zone: ZoneInfo) -> int:
    return max(0, (day - instant.astimezone(zone).date()).days)
