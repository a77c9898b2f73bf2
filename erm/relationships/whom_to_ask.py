"""Whom one could ask for feedback: a suggestion out of real contact, and never more than that.

For a question about oneself: with whom one had most contact. For one about a report: who works beside
them, as the directory tells everybody, first of all those whom the asker knows. With whom the report
has contact is nobody's business but the two's, so it is not looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tortoise.expressions import Q
from tortoise.functions import Count, Max

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.language import say
from erm.feedback import policy as feedback
from erm.feedback.models import FeedbackRequest
from erm.feedback.rules import RequestState
from erm.people.queries import people_by_ids
from erm.relationships.contacts import as_instant
from erm.relationships.models import Touchpoint
from erm.relationships.policy import readable_touchpoints
from erm.relationships.raters import raters_suggested

CONTACT_DAYS = 90
ASKED_WITHIN_DAYS = 60
MAXIMUM = 6


@dataclass(frozen=True, slots=True)
class WhomToAsk:
    """Somebody who could be asked. ``contacts`` are the actor's own with them, in 90 days."""

    person_id: UUID
    contacts: int
    last_contact_at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class _Contact:
    count: int
    last_at: datetime


async def whom_to_ask(actor: Actor, about_id: UUID | None = None) -> list[WhomToAsk]:
    """At most six people, most contact first; nobody whom the actor asked the last 60 days.

    Empty when the actor may not ask about ``about_id``. A number of queries that does not grow.
    """
    subject_id = about_id or actor.person_id
    if not feedback.may_ask_about(actor, subject_id):
        return []
    contacts = await _contacts(actor)
    reasons: Mapping[UUID, str] = {}
    candidates: Iterable[UUID] = contacts
    if subject_id != actor.person_id:
        found = (await raters_suggested(actor, [subject_id])).get(subject_id, [])
        reasons = {each.person_id: each.reason for each in found}
        candidates = reasons
    asked = await _asked(actor, subject_id)
    left_out = {actor.person_id, subject_id, *asked}
    people = await people_by_ids(actor, [key for key in candidates if key not in left_out])
    present = [
        key
        for key in candidates
        if key in people and not people[key].has_left and key not in left_out
    ]
    return [
        WhomToAsk(
            person_id=key,
            contacts=contacts[key].count if key in contacts else 0,
            last_contact_at=contacts[key].last_at if key in contacts else None,
            reason=reasons.get(key) or _reason(actor, contacts[key].count),
        )
        for key in _most_contact_first(present, contacts)[:MAXIMUM]
    ]


def _most_contact_first(people: list[UUID], contacts: Mapping[UUID, _Contact]) -> list[UUID]:
    """Sorted by contacts, then by the last one; the others stay in their order."""

    def place(key: UUID) -> tuple[int, float]:
        contact = contacts.get(key)
        return (0, 0.0) if contact is None else (-contact.count, -contact.last_at.timestamp())

    return sorted(people, key=place)


def _reason(actor: Actor, count: int) -> str:
    return say(actor.locale, "relationships.whom_to_ask", count=count, days=CONTACT_DAYS)


async def _contacts(actor: Actor) -> dict[UUID, _Contact]:
    rows = (
        await Touchpoint.filter(
            readable_touchpoints(actor), occurred_at__gte=now() - timedelta(days=CONTACT_DAYS)
        )
        .annotate(count=Count("id"), last=Max("occurred_at"))
        .group_by("low_id", "high_id")
        .values_list("low_id", "high_id", "count", "last")
    )
    return {
        (high if low == actor.person_id else low): _Contact(count, as_instant(last))
        for low, high, count, last in rows
    }


async def _asked(actor: Actor, subject_id: UUID) -> Collection[UUID]:
    """Whom the actor asked about that person lately, and who might still answer or did."""
    about = Q(subject_id=subject_id)
    if subject_id == actor.person_id:
        about = Q(subject_id__isnull=True)
    rows = await FeedbackRequest.filter(
        feedback.readable_requests(actor),
        about,
        requester_id=actor.person_id,
        created_at__gte=now() - timedelta(days=ASKED_WITHIN_DAYS),
        state__not=RequestState.WITHDRAWN,
    ).values_list("asked_id", flat=True)
    return set(rows)  # type: ignore[arg-type]
