"""What is offered to somebody who thanks: teams, departments, and teams that may see it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from tortoise.expressions import Q
from tortoise.functions import Count
from tortoise.queryset import QuerySet

from erm.core.actor import Actor
from erm.core.clock import today
from erm.core.text import fold
from erm.people.models import Bond
from erm.people.queries import department_ids, departments, holding, people_by_ids
from erm.people.rules import BondKind
from erm.people.views import DepartmentView
from erm.recognition.rules import CHOICES_MAXIMUM, GroupKind
from erm.recognition.views import GroupChoice

_WORDS_MAXIMUM = 8


async def kudos_groups(actor: Actor, search: str = "") -> list[GroupChoice]:
    """Teams and departments with somebody to thank, at most ``CHOICES_MAXIMUM``; one's own first.

    A team is found by the name of whoever leads it. Without a search only one's own teams are
    offered, and departments from the top.
    """
    if actor.is_system:
        return []
    words = fold("".join(c if c.isprintable() else " " for c in search)).split()[:_WORDS_MAXIMUM]
    found = [*await _teams(actor, words), *await _departments(actor, words)]
    return [choice for choice in found if choice.size > 0][:CHOICES_MAXIMUM]


async def group_choices(
    actor: Actor, keys: Sequence[tuple[GroupKind, UUID]]
) -> dict[tuple[GroupKind, UUID], GroupChoice]:
    """Groups by kind and id as they are now; those that are gone are missing."""
    managers = [key for kind, key in keys if kind is GroupKind.TEAM]
    wanted = {key for kind, key in keys if kind is GroupKind.DEPARTMENT}
    found = await _sized_teams(actor, await _counted(_bonds().filter(other_id__in=managers)))
    if wanted:
        found += [each for each in await _departments(actor, []) if each.id in wanted]
    return {(choice.kind, choice.id): choice for choice in found}


async def _teams(actor: Actor, words: Sequence[str]) -> list[GroupChoice]:
    own = [key for key in (actor.person_id, actor.manager_id) if key is not None]
    bonds = _bonds()
    if not words:
        bonds = bonds.filter(other_id__in=own)
    for word in words:
        bonds = bonds.filter(other__search_text__contains=word)
    teams = await _sized_teams(actor, await _counted(bonds))
    return sorted(teams, key=lambda choice: choice.id not in own)


def _bonds() -> QuerySet[Bond]:
    """Who reports to whom now, of people who are there."""
    day = today()
    return Bond.filter(
        holding(day),
        Q(other__left_on__isnull=True) | Q(other__left_on__gt=day),
        Q(subject__left_on__isnull=True) | Q(subject__left_on__gt=day),
        kind=BondKind.MANAGER,
    )


async def _counted(bonds: QuerySet[Bond]) -> dict[UUID, int]:
    """How many report to each of the managers, in the order of the directory."""
    rows = (
        await bonds.annotate(number=Count("id"))
        .group_by("other_id", "other__sort_key")
        .order_by("other__sort_key", "other_id")
        .limit(CHOICES_MAXIMUM)
        .values_list("other_id", "number")
    )
    return dict(rows)


async def _sized_teams(actor: Actor, counts: dict[UUID, int]) -> list[GroupChoice]:
    people = await people_by_ids(actor, list(counts))
    return [
        GroupChoice(
            GroupKind.TEAM,
            key,
            people[key].name,
            count + 1 - int(key in (actor.person_id, actor.manager_id)),
        )
        for key, count in counts.items()
    ]


async def _departments(actor: Actor, words: Sequence[str]) -> list[GroupChoice]:
    tree = await departments(actor)
    own = _with_those_above(
        (await department_ids(actor, [actor.person_id])).get(actor.person_id), tree
    )
    found = [
        GroupChoice(GroupKind.DEPARTMENT, view.id, view.name, view.head_count - (view.id in own))
        for view in tree
        if all(word in fold(view.name) for word in words)
    ]
    return sorted(found, key=lambda choice: choice.id not in own)


def _with_those_above(key: UUID | None, tree: Collection[DepartmentView]) -> set[UUID]:
    parents = {view.id: view.parent_id for view in tree}
    found: set[UUID] = set()
    while key is not None and key not in found:
        found.add(key)
        key = parents.get(key)
    return found
