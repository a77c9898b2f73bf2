"""What needs attention among one's relationships: the facts for the rule in ``health``.

Only ever about pairs of the actor, and for the actor: nobody has a query for anybody else's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.core.clock import today
from erm.core.language import say
from erm.core.paging import Page, PageRequest, page_of_list
from erm.feedback import policy as feedback
from erm.feedback.models import FeedbackRequest
from erm.feedback.rules import RequestState
from erm.handovers import policy as handovers
from erm.handovers.models import HandoverLine
from erm.handovers.rules import LineState
from erm.one_on_ones import queries as one_on_ones
from erm.one_on_ones.views import ActionItemView
from erm.relationships import health
from erm.relationships.contacts import last_contacts
from erm.relationships.health import Attention, Facts, Reason, ReasonKind, Waiting
from erm.relationships.queries import own_relationships
from erm.relationships.rules import TouchpointKind, shorten
from erm.relationships.views import RelationshipView

TITLE_MAXIMUM = 60
_LONGEST_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ReasonView:
    """One line, in the language of the reader."""

    kind: ReasonKind
    text: str
    days: int | None


@dataclass(frozen=True, slots=True)
class StandingView:
    """Where a relationship stands, and why."""

    attention: Attention
    reasons: tuple[ReasonView, ...]


class Standing(NamedTuple):
    """A relationship and where it stands."""

    relationship: RelationshipView
    standing: StandingView


async def relationships(actor: Actor, request: PageRequest) -> Page[Standing]:
    """The actor's people, those first that need attention.

    By attention, then by the first reason, the longest first; then by the latest contact.
    """
    views = await own_relationships(actor)
    lines = await _reasons(actor, views)
    views.sort(key=lambda view: view.person_id)
    views.sort(key=lambda view: view.last_contact_at or _LONGEST_AGO, reverse=True)
    views.sort(key=lambda view: health.order(lines[view.person_id]))
    page = page_of_list(views, request, lambda view: (str(view.person_id),))
    return page.map(lambda view: Standing(view, _view(actor, lines[view.person_id])))


async def standings(
    actor: Actor, views: Sequence[RelationshipView]
) -> dict[RelationshipView, StandingView]:
    """Where each of these relationships of the actor stands, for a loader."""
    lines = await _reasons(actor, views)
    return {view: _view(actor, lines[view.person_id]) for view in views}


def _view(actor: Actor, found: Sequence[Reason]) -> StandingView:
    return StandingView(
        health.attention(found),
        tuple(
            ReasonView(
                reason.kind,
                say(actor.locale, f"relationships.reason.{reason.sentence}", **reason.words),
                reason.days,
            )
            for reason in found
        ),
    )


async def _reasons(actor: Actor, views: Sequence[RelationshipView]) -> dict[UUID, list[Reason]]:
    """The lines of each pair, in four queries whatever their number."""
    if not views:
        return {}
    day = today(actor.time_zone)
    people = [view.person_id for view in views]
    promises = await one_on_ones.open_promises_with(actor, people)
    requests = await _pending(actor, people)
    handed = await _handed_over(actor, people, day)
    meeting = [view.person_id for view in views if view.series is not None]
    met = await last_contacts(actor, meeting, TouchpointKind.ONE_ON_ONE_HELD)
    facts = {}
    for view in views:
        mine, theirs = _overdue(actor, promises[view.person_id], day)
        owed, waited_for = requests.get(view.person_id, (None, None))
        facts[view.person_id] = replace(
            _facts(actor, view, met.get(view.person_id)),
            my_overdue=mine,
            their_overdue=theirs,
            feedback_i_owe=owed,
            feedback_they_owe=waited_for,
            handover=handed.get(view.person_id),
        )
    return {person: health.reasons(known) for person, known in facts.items()}


def _facts(actor: Actor, view: RelationshipView, met_at: datetime | None) -> Facts:
    """What the relationship itself tells, and when the two last met if they have a series."""
    series = view.series
    return Facts(
        bond=view.bond,
        has_left=view.person.has_left,
        cadence=None if series is None else series.cadence,
        cadence_days=view.cadence_days,
        paused=view.paused,
        silent_days=view.silent_days,
        quiet=view.quiet,
        begun=series is not None and series.created_at > (view.last_contact_at or _LONGEST_AGO),
        days_since_contact=view.days_since_contact,
        days_since_met=_days_since(actor, met_at),
        met_last=met_at is not None and met_at == view.last_contact_at,
    )


def _days_since(actor: Actor, instant: datetime | None) -> int | None:
    if instant is None:
        return None
    day = instant.astimezone(ZoneInfo(actor.time_zone)).date()
    return max(0, (today(actor.time_zone) - day).days)


def _overdue(
    actor: Actor, items: Iterable[ActionItemView], day: date
) -> tuple[Waiting | None, Waiting | None]:
    """Overdue promises of the actor, and of the other one."""
    late: dict[bool, list[tuple[int, str]]] = defaultdict(list)
    for item in items:
        if item.overdue and item.due_on is not None:
            mine = item.owner_id == actor.person_id
            late[mine].append(((day - item.due_on).days, shorten(item.body, TITLE_MAXIMUM)))
    return _longest(late[True]), _longest(late[False])


def _longest(found: Sequence[tuple[int, str]]) -> Waiting | None:
    if not found:
        return None
    days, title = max(found, key=lambda each: each[0])
    return Waiting(len(found), days, title)


async def _pending(
    actor: Actor, people: Sequence[UUID]
) -> Mapping[UUID, tuple[Waiting | None, Waiting | None]]:
    """Late requests for feedback with each person: what the actor owes, and what they are owed."""
    if actor.is_system:
        return {}
    rows = await FeedbackRequest.filter(
        feedback.readable_requests(actor),
        # Not what a manager asks a third person about the actor: nobody owes the actor anything there.
        Q(requester_id__in=people, asked_id=actor.person_id)
        | Q(asked_id__in=people, requester_id=actor.person_id),
        state=RequestState.PENDING,
    ).values_list("requester_id", "asked_id", "due_on", "created_at")
    zone, day = ZoneInfo(actor.time_zone), today(actor.time_zone)
    late: dict[tuple[UUID, bool], list[tuple[int, str]]] = defaultdict(list)
    for requester, asked, due_on, created_at in rows:
        asked_on = created_at.astimezone(zone).date()
        if health.is_owed(due_on, asked_on, day):
            mine = asked == actor.person_id
            late[requester if mine else asked, mine].append(((day - asked_on).days, ""))

    def owed(person: UUID, mine: bool) -> Waiting | None:
        return _longest(late.get((person, mine), ()))

    return {person: (owed(person, True), owed(person, False)) for person in people}


async def _handed_over(
    actor: Actor, people: Sequence[UUID], day: date
) -> Mapping[UUID, Waiting | None]:
    """What each person handed over to the actor, who has not answered yet."""
    rows = await HandoverLine.filter(
        handovers.readable_lines(actor),
        handover__receiver_id=actor.person_id,
        handover__author_id__in=people,
        state=LineState.OFFERED,
    ).values_list("handover__author_id", "handover__shared_at")
    zone = ZoneInfo(actor.time_zone)
    waiting: dict[UUID, list[tuple[int, str]]] = defaultdict(list)
    for author, shared_at in rows:
        waiting[author].append((max(0, (day - shared_at.astimezone(zone).date()).days), ""))
    return {person: _longest(found) for person, found in waiting.items()}
