"""What happened in the company lately, for HR: coarse numbers that are nobody's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from tortoise.functions import Count

from erm.core.actor import Actor
from erm.relationships.models import Touchpoint
from erm.relationships.policy import may_see_departments
from erm.relationships.rules import TouchpointKind
from erm.relationships.ties import coarse

PEOPLE_MINIMUM = 5
"""Fewest people who did something for it to be told."""
TOLD = (
    TouchpointKind.ONE_ON_ONE_HELD,
    TouchpointKind.KUDOS_GIVEN,
    TouchpointKind.FEEDBACK_GIVEN,
    TouchpointKind.PROMISE_KEPT,
)


async def company_contacts(actor: Actor, since: datetime) -> Mapping[TouchpointKind, int]:
    """How often each kind of contact happened from ``since`` on, about; empty for everybody but HR.

    A kind that fewer than five people on either side took part in is left out, as if nothing had
    happened.
    """
    return (await company_contacts_for({actor.person_id: actor}, since))[actor.person_id]


async def company_contacts_for(
    actors: Mapping[UUID, Actor], since: datetime
) -> dict[UUID, Mapping[TouchpointKind, int]]:
    """The same for each of many people: HR reads the same numbers, so they are counted once."""
    told = await _counted(since) if any(map(may_see_departments, actors.values())) else {}
    return {key: told if may_see_departments(actor) else {} for key, actor in actors.items()}


async def _counted(since: datetime) -> Mapping[TouchpointKind, int]:
    rows = (
        await Touchpoint.filter(kind__in=list(TOLD), occurred_at__gte=since)
        .annotate(
            facts=Count("source_id", distinct=True),
            doers=Count("by_id", distinct=True),
            lower=Count("low_id", distinct=True),
            higher=Count("high_id", distinct=True),
        )
        .group_by("kind")
        .values("kind", "facts", "doers", "lower", "higher")
    )
    told = {
        row["kind"]: coarse(row["facts"])
        for row in rows
        if min(row["facts"], row["doers"], row["lower"], row["higher"]) >= PEOPLE_MINIMUM
    }
    return {kind: told[kind] for kind in TOLD if kind in told}
