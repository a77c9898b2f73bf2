"""Reading relationships, as one of the two people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.expressions import Q
from tortoise.functions import Max

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.errors import InvalidInput
from erm.core.language import say
from erm.core.paging import Page, PageRequest, page_of, page_of_list
from erm.development import queries as development
from erm.development.views import GoalView, PlanView
from erm.feedback import queries as feedback
from erm.feedback.views import FeedbackNoteView, FeedbackRequestView
from erm.one_on_ones import queries as one_on_ones
from erm.one_on_ones.views import ActionItemView, MeetingView
from erm.people.models import Bond
from erm.people.queries import people_by_ids
from erm.people.rules import BondKind, holds_on
from erm.people.views import PersonView
from erm.recognition import queries as recognition
from erm.recognition.views import KudosView
from erm.relationships.models import Touchpoint
from erm.relationships.policy import readable_touchpoints
from erm.relationships.rules import (
    RECENT_DAYS,
    RelationshipBond,
    SubjectKind,
    TouchpointKind,
    is_quiet,
    pair_of,
    shorten,
    subject_kind,
)
from erm.relationships.views import RelationshipView, TouchpointView


async def pairs_with(actor: Actor, person_ids: Sequence[UUID]) -> dict[UUID, RelationshipView]:
    """The actor's relationship with each person of the directory, in five queries.

    A pair without any contact has one too. With oneself, and for a system actor, there is none.
    """
    if actor.is_system:
        return {}
    wanted = [person for person in dict.fromkeys(person_ids) if person != actor.person_id]
    people = await people_by_ids(actor, wanted)
    last = await _last_contacts(actor, wanted)
    bonds = _bonds(actor, await _bond_rows(actor, wanted))
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
        silent = None
        if rhythm is not None and not person.has_left:
            silent = _days(max(rhythm.created_at, contact or rhythm.created_at), day, zone)
        views[person_id] = RelationshipView(
            person_id=person_id,
            bond=bonds.get(person_id, RelationshipBond.COLLEAGUE),
            last_contact_at=contact,
            days_since_contact=None if contact is None else _days(contact, day, zone),
            cadence_days=cadence,
            silent_days=silent,
            quiet=is_quiet(silent, cadence),
            person=person,
            series=rhythm,
        )
    return views


async def pair(actor: Actor, person_id: UUID) -> RelationshipView | None:
    """The actor's relationship with one person; None with oneself and with nobody."""
    return (await pairs_with(actor, [person_id])).get(person_id)


async def relationships(actor: Actor, request: PageRequest) -> Page[RelationshipView]:
    """The actor's people, quiet pairs first, longest silence first, then by latest contact.

    These are the people to whom a bond holds today and those with a contact in the last 180 days;
    who has left is not among them.
    """
    views = await own_relationships(actor)
    return page_of_list(views, request, lambda view: (str(view.person_id),))


async def own_relationships(actor: Actor) -> list[RelationshipView]:
    """All of :func:`relationships` in one list."""
    if actor.is_system:
        return []
    since = now().timestamp() - RECENT_DAYS * 86_400
    last = await _last_contacts(actor, None)
    wanted = {person for person, at in last.items() if at.timestamp() >= since}
    day = today(actor.time_zone)
    bonds = await _bond_rows(actor, None)
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


PairPage = tuple[UUID, PageRequest]


async def touchpoints_of(
    actor: Actor, wanted: Sequence[PairPage]
) -> dict[PairPage, Page[TouchpointView]]:
    """A page of the contacts with each person, newest first, for a loader.

    Which rows they are is found from keys alone; whole rows are read only for those shown.
    """
    pairs = [pair_of(actor.person_id, person) for person in {person for person, _ in wanted}]
    which = Q(*(Q(low_id=low, high_id=high) for low, high in pairs), join_type=Q.OR)
    keys: dict[UUID, list[tuple[datetime, UUID]]] = defaultdict(list)
    for low, high, at, key in (
        await Touchpoint.filter(readable_touchpoints(actor), which)
        .order_by("-occurred_at", "-id")
        .values_list("low_id", "high_id", "occurred_at", "id")
    ):
        keys[high if low == actor.person_id else low].append((at, key))
    pages = {}
    for person, request in wanted:
        after = _after(request)
        rest = [key for key in keys[person] if after is None or key < after]
        pages[person, request] = page_of(
            rest[: request.first + 1], request, len(keys[person]), _cursor_key
        )
    shown = [key for page in pages.values() for _, key in page.items]
    rows = {row.id: row for row in await Touchpoint.filter(id__in=shown)} if shown else {}
    return {key: page.map(lambda item: _view(rows[item[1]])) for key, page in pages.items()}


def _cursor_key(item: tuple[datetime, UUID]) -> tuple[str, str]:
    return item[0].isoformat(), str(item[1])


def _after(request: PageRequest) -> tuple[datetime, UUID] | None:
    if request.after is None:
        return None
    try:
        at, key = request.after
        instant = datetime.fromisoformat(str(at))
        return instant.astimezone(UTC), UUID(str(key))
    except ValueError as error:
        raise InvalidInput("CURSOR_INVALID", field="after") from error


Subject = tuple[TouchpointKind, UUID]


SUBJECTS: dict[SubjectKind, Callable[[Actor, Sequence[UUID]], Awaitable[Mapping[UUID, Any]]]] = {
    SubjectKind.MEETING: one_on_ones.meetings_by_ids,
    SubjectKind.ACTION_ITEM: one_on_ones.action_items_by_ids,
    SubjectKind.FEEDBACK_REQUEST: feedback.requests_by_ids,
    SubjectKind.FEEDBACK_NOTE: feedback.notes_by_ids,
    SubjectKind.KUDOS: recognition.kudos_by_ids,
    SubjectKind.PLAN: development.plans_by_ids,
    SubjectKind.GOAL: development.goals_by_ids,
}
"""Which query of its own domain reads what a contact was about."""


def subject_title(actor: Actor, subject: Any) -> str | None:
    """A short line for what a contact was about, given as the view of one of ``SUBJECTS``."""
    match subject:
        case MeetingView():
            title = say(actor.locale, "relationships.meeting_title", number=subject.number)
        case ActionItemView():
            title = subject.body
        case FeedbackRequestView():
            title = subject.question
        case FeedbackNoteView():
            title = subject.behaviour
        case KudosView():
            title = subject.message
        case PlanView() | GoalView():
            title = subject.title
        case _:
            raise TypeError(f"no contact is about a {type(subject).__name__}")
    return shorten(title) if title else None


async def subject_titles(actor: Actor, subjects: Sequence[Subject]) -> dict[Subject, str]:
    """A short line for what each contact was about; missing where the actor may not read it (now).

    Every kind asks the queries of its own domain, so a title cannot show what the page hides.
    """
    ids: dict[SubjectKind, list[UUID]] = defaultdict(list)
    for kind, key in subjects:
        ids[subject_kind(kind)].append(key)
    found: dict[UUID, Any] = {}
    for each, wanted in ids.items():
        found |= await SUBJECTS[each](actor, wanted)
    titles = {key: subject_title(actor, view) for key, view in found.items()}
    return {(kind, key): title for kind, key in subjects if (title := titles.get(key))}


def _view(row: Touchpoint) -> TouchpointView:
    return TouchpointView(
        id=row.id,
        kind=row.kind,
        subject_id=row.subject_id,
        occurred_at=row.occurred_at,
        by_id=row.by_id,
    )


async def _last_contacts(actor: Actor, person_ids: Sequence[UUID] | None) -> dict[UUID, datetime]:
    """The last contact with each person, or with everybody for None."""
    found = Touchpoint.filter(readable_touchpoints(actor))
    if person_ids is not None:
        found = found.filter(Q(low_id__in=person_ids) | Q(high_id__in=person_ids))
    rows = await (
        found.annotate(last=Max("occurred_at"))
        .group_by("low_id", "high_id")
        .values_list("low_id", "high_id", "last")
    )
    return {(high if low == actor.person_id else low): _aware(last) for low, high, last in rows}


def _aware(value: datetime | str) -> datetime:
    # SQLite gives the result of a function as it is stored: text.
    instant = datetime.fromisoformat(value) if isinstance(value, str) else value
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


class _Bond(NamedTuple):
    kind: BondKind
    person_id: UUID
    is_above: bool
    starts_on: date
    ends_on: date | None


async def _bond_rows(actor: Actor, person_ids: Sequence[UUID] | None) -> list[_Bond]:
    """The actor's bonds; ``is_above`` when the other one is the manager, mentor or buddy."""
    me = actor.person_id
    found = Bond.filter(Q(subject_id=me) | Q(other_id=me))
    if person_ids is not None:
        found = found.filter(Q(subject_id__in=person_ids) | Q(other_id__in=person_ids))
    rows: list[Any] = await found.values_list(
        "kind", "subject_id", "other_id", "starts_on", "ends_on"
    )
    return [
        _Bond(BondKind(kind), other if subject == me else subject, subject == me, starts, ends)
        for kind, subject, other, starts, ends in rows
    ]


def _bonds(actor: Actor, found: Sequence[_Bond]) -> dict[UUID, RelationshipBond]:
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


def _days(instant: datetime, day: date, zone: ZoneInfo) -> int:
    return max(0, (day - instant.astimezone(zone).date()).days)
