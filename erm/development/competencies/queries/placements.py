"""Reads of people's levels, and of where they can go from there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.core.clock import today
from erm.core.localized import UNSAID
from erm.core.remembering import once_each
from erm.development.competencies import policy
from erm.development.competencies.content import FrameworkContent
from erm.development.competencies.models import CareerPlacement
from erm.development.competencies.queries.frameworks import (
    identities_of,
    levels_by_ids,
    published_contents,
)
from erm.development.competencies.views import (
    CareerAskView,
    CareerLevelView,
    CareerPathView,
    CareerStepView,
    IdentitiesView,
    PlacementView,
)
from erm.people.queries import holding, managers_of, people_by_ids


@once_each
async def placements_today(actor: Actor, person_ids: Sequence[UUID]) -> dict[UUID, PlacementView]:
    """At which levels people stand today; missing where none is, or not the actor's to know."""
    return {view.person_id: view for view in await _placements(actor, person_ids, holding(today()))}


async def placement_history(
    actor: Actor, person_ids: Sequence[UUID]
) -> dict[UUID, list[PlacementView]]:
    """People's levels over time, the latest first; people whose levels the actor may not know are
    missing, those without any have an empty list."""
    found: dict[UUID, list[PlacementView]] = defaultdict(list)
    for view in await _placements(actor, person_ids, Q()):
        found[view.person_id].append(view)
    allowed = await readable_people(actor, person_ids)
    return {person: found[person] for person in person_ids if person in allowed}


async def _placements(actor: Actor, person_ids: Sequence[UUID], which: Q) -> list[PlacementView]:
    rows = (
        await CareerPlacement.filter(
            policy.readable_placements(actor), which, person_id__in=list(set(person_ids))
        )
        .order_by("-starts_on")
        .values_list("person_id", "level_id", "starts_on", "ends_on")
    )
    return [PlacementView(*row) for row in rows]


async def readable_people(actor: Actor, person_ids: Sequence[UUID]) -> set[UUID]:
    """Of these people, those whose level the actor may know."""
    people = await people_by_ids(actor, person_ids)
    managers = await managers_of(people)
    return {
        key
        for key, person in people.items()
        if policy.may_read_placement(actor, key, None if person.has_left else managers.get(key))
    }


async def career_paths(actor: Actor, person_ids: Sequence[UUID]) -> dict[UUID, CareerPathView]:
    """Where people stand and what the next levels ask, for those whose level the actor may know."""
    stands = await placements_today(actor, person_ids)
    levels = await levels_by_ids(actor, [view.level_id for view in stands.values()])
    frameworks = {level.framework_id for level in levels.values()}
    contents = await published_contents(frameworks)
    identities = await identities_of(actor, list(frameworks))
    found = {}
    for person, view in stands.items():
        level = levels.get(view.level_id)
        if level is not None and level.framework_id in contents:
            found[person] = _path(
                level, contents[level.framework_id], identities[level.framework_id]
            )
    return found


def _path(
    level: CareerLevelView, content: FrameworkContent, identities: IdentitiesView
) -> CareerPathView:
    steps = []
    for way in content.ways_on(level.place):
        asks = []
        for words in content.asked_at(way.place):
            here, there = words.at(level.place), words.at(way.place)
            asks.append(
                CareerAskView(
                    competency_id=identities.competencies[words.key],
                    now=here or UNSAID,
                    next=there or UNSAID,
                    is_new=here is None,
                    changed=here is not None and here != there,
                )
            )
        steps.append(CareerStepView(identities.levels[way.place], tuple(asks)))
    return CareerPathView(level.id, tuple(steps))
