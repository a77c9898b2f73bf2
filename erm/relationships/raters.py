"""Who could tell how somebody works: for whoever chooses raters in a feedback cycle.

For oneself out of one's own contacts, which nobody else reads. For somebody else only out of what the
directory tells everybody: the same manager, the same department. It stays a suggestion, and says why.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from tortoise.functions import Count

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.language import say
from erm.people.models import DepartmentMembership
from erm.people.queries import (
    department_ids,
    holding,
    managers_of,
    people_by_ids,
    report_ids_by_manager,
)
from erm.relationships.models import Touchpoint
from erm.relationships.policy import readable_touchpoints

DAYS = 90
MAXIMUM = 20
"""More than are shown: who is asked already, or manages them, is left out by the caller."""


@dataclass(frozen=True, slots=True)
class RaterSuggestion:
    """Somebody who could be asked, and why, in the actor's language."""

    person_id: UUID
    reason: str


async def raters_suggested(
    actor: Actor, subject_ids: Sequence[UUID]
) -> dict[UUID, list[RaterSuggestion]]:
    """Whom to ask about each person, most contact first, then by the directory; for a loader.

    Neither themselves nor their manager, their reports, or anybody who has left.
    """
    if actor.is_system:
        return {}
    subjects = list(dict.fromkeys(subject_ids))
    managers = await managers_of(subjects)
    mates = await report_ids_by_manager(actor, [*managers.values(), *subjects])
    colleagues = await _departments(actor, subjects)
    contacts = await _own_contacts(actor) if actor.person_id in subjects else Counter[UUID]()
    everybody = {p for ids in [*mates.values(), *colleagues.values()] for p in ids} | set(contacts)
    people = await people_by_ids(actor, list(everybody))
    found = {}
    for subject in subjects:
        manager = managers.get(subject)
        left_out = {subject, manager, *mates[subject]}
        reasons: dict[UUID, str] = {}
        if subject == actor.person_id:
            for person, count in contacts.most_common():
                reasons[person] = say(
                    actor.locale, "cycles.suggested.contacts", count=count, days=DAYS
                )
        for person in mates[manager] if manager is not None else ():
            reasons.setdefault(person, say(actor.locale, "cycles.suggested.same_manager"))
        for person in colleagues[subject]:
            reasons.setdefault(person, say(actor.locale, "cycles.suggested.same_department"))
        found[subject] = [
            RaterSuggestion(person, reason)
            for person, reason in reasons.items()
            if person not in left_out and person in people and not people[person].has_left
        ][:MAXIMUM]
    return found


async def _own_contacts(actor: Actor) -> Counter[UUID]:
    rows = (
        await Touchpoint.filter(
            readable_touchpoints(actor), occurred_at__gte=now() - timedelta(days=DAYS)
        )
        .annotate(count=Count("id"))
        .group_by("low_id", "high_id")
        .values_list("low_id", "high_id", "count")
    )
    return Counter({(high if low == actor.person_id else low): count for low, high, count in rows})


async def _departments(actor: Actor, subjects: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """Who works in the same department as each person, in the order of the directory."""
    departments = await department_ids(actor, subjects)
    members: dict[UUID, list[UUID]] = defaultdict(list)
    rows = (
        await DepartmentMembership.filter(
            holding(today()), department_id__in=list(set(departments.values()))
        )
        .order_by("person__sort_key", "person_id")
        .values_list("department_id", "person_id")
    )
    for department, person in rows:
        members[department].append(person)
    return {
        subject: members[departments[subject]] if subject in departments else []
        for subject in subjects
    }
