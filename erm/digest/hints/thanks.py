"""Hints about thanks, celebrations and surveys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from erm.digest.celebrations import DAYS_AHEAD
from erm.digest.hints.batch import EARTH, Batch, keys
from erm.digest.home import Part
from erm.engagement.waves.models import RollEntry
from erm.engagement.waves.rules import WaveState
from erm.recognition.celebrations.models import Celebration
from erm.recognition.celebrations.planning import celebrations_enabled
from erm.recognition.celebrations.rules import OWN_BACK, CelebrationAudience, CelebrationState
from erm.recognition.choices.models import ThanksNudge
from erm.recognition.models import KudosReceiver

Teams = Mapping[UUID, Collection[UUID]]


async def received(batch: Batch) -> None:
    """Thanks to the people themselves."""
    rows = await KudosReceiver.filter(
        person_id__in=batch.ids, kudos__created_at__gte=batch.since
    ).values_list("person_id", "kudos__author_id")
    for receiver, author in rows:
        batch.mark(Part.TOLD, [receiver], [author])


async def around(batch: Batch, teams: Teams) -> None:
    """Thanks to those around the people."""
    near: dict[UUID, list[UUID]] = defaultdict(list)
    for person, team in teams.items():
        for each in team:
            near[each].append(person)
    rows = await KudosReceiver.filter(
        person_id__in=list(near), kudos__created_at__gte=batch.since
    ).values_list("person_id", "kudos__author_id")
    for receiver, author in rows:
        batch.mark(Part.TEAM_TOLD, near[receiver], (receiver, author))


async def nudges(batch: Batch) -> None:
    """Hints whom one could thank."""
    rows = await ThanksNudge.filter(
        person_id__in=batch.ids, dismissed_at__isnull=True, ends_at__gt=batch.at
    ).values_list("person_id", flat=True)
    batch.mark(Part.NUDGE, keys(rows))


async def celebrations(batch: Batch, teams: Teams, *, many: bool) -> None:
    """Days ahead of those around the people, or of anybody where few celebrate; cards of their own."""
    if not await celebrations_enabled():
        return
    near: dict[UUID, list[UUID]] = defaultdict(list)
    for actor in batch.actors:
        person = actor.person_id
        near[person].append(person)
        if actor.manager_id is not None:
            near[actor.manager_id].append(person)
        for each in teams[person]:
            near[each].append(person)
    found = Celebration.filter(
        day__gte=batch.today - OWN_BACK - EARTH,
        day__lte=batch.today + DAYS_AHEAD * EARTH + EARTH,
    ).exclude(state=CelebrationState.CANCELLED)
    if many:
        found = found.filter(person_id__in=list(near))
    for person, audience in await found.values_list("person_id", "audience"):
        batch.people.add(person)
        if audience == CelebrationAudience.EVERYONE and not many:
            batch.mark_all(Part.CELEBRATIONS)
        batch.mark(Part.CELEBRATIONS, near[person])


async def surveys(batch: Batch) -> None:
    """Open waves."""
    rows = await RollEntry.filter(person_id__in=batch.ids, wave__state=WaveState.OPEN).values_list(
        "person_id", flat=True
    )
    batch.mark(Part.SURVEY, keys(rows))
