"""The catalogue of skills as one actor reads it."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.functions import Count

from erm.core.actor import Actor
from erm.core.paging import Page, PageRequest, page_of_list
from erm.core.remembering import once_each
from erm.core.text import fold
from erm.development.skills import policy
from erm.development.skills.models import PersonSkill, Skill, SkillExpectation, SkillName
from erm.development.skills.names import alike, matches, pairs_alike
from erm.development.skills.rules import BEGINNER, NAME_MAXIMUM
from erm.development.skills.views import (
    DuplicateView,
    SkillCounts,
    SkillExpectationView,
    SkillNameView,
    SkillView,
)

SIMILAR = 5
DUPLICATES = 50

SKILL_COLUMNS = ("id", "category", "description", "retired_at", "merged_into_id", "version")


@once_each
async def skills_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, SkillView]:
    """Skills by id. One that was merged is the one that it became part of."""
    asked = list(set(ids))
    merged = Skill.filter(id__in=asked, merged_into_id__isnull=False).values("merged_into_id")
    rows = {
        row["id"]: row
        for row in await Skill.filter(Q(id__in=asked) | Q(id__in=Subquery(merged))).values(
            *SKILL_COLUMNS
        )
    }
    targets = {key: rows[key]["merged_into_id"] or key for key in asked if key in rows}
    shown = [rows[key] for key in set(targets.values())]
    views = {view.id: view for view in await _dressed(actor, shown)}
    return {key: views[target] for key, target in targets.items()}


async def standing_for(ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Which skill of the catalogue each id stands for now; ids of none are missing.

    What was merged points at what is there, however often that was merged in turn.
    """
    rows = await Skill.filter(id__in=list(set(ids))).values_list("id", "merged_into_id")
    return {key: merged or key for key, merged in rows}


async def skills(
    actor: Actor, page: PageRequest, *, search: str | None = None, category: str | None = None
) -> Page[SkillView]:
    """Skills in use: by name, or those that a search finds, the nearest first.

    A search forgives a wrong letter and knows every name of a skill.
    """
    names = await _names_in_use(category)
    order = sorted(names, key=lambda key: (fold(name_for(names[key], actor.locale)), key))
    if search is not None and search.strip():
        wanted = search[:NAME_MAXIMUM]
        found = {key: matches(wanted, (n.name for n in names[key])) for key in order}
        order = sorted((key for key in order if found[key]), key=lambda key: -found[key])
    shown = page_of_list(order, page, lambda key: (str(key),))
    views = await skills_by_ids(actor, shown.items)
    return shown.map(lambda key: views[key])


async def skill_categories(actor: Actor) -> list[str]:
    """The categories of skills in use, in the order of the alphabet."""
    rows = (
        await Skill.filter(_standing(), retired_at__isnull=True)
        .exclude(category="")
        .distinct()
        .values_list("category", flat=True)
    )
    return sorted(map(str, rows), key=fold)


async def similar_skills(actor: Actor, name: str) -> list[SkillView]:
    """Skills whose names look like this one, the likest first; those out of use too."""
    names = await _names(_standing("skill__"))
    likest = alike(name[:NAME_MAXIMUM], _texts(names), SIMILAR)
    views = await skills_by_ids(actor, likest)
    return [views[key] for key in likest]


async def skill_duplicates(actor: Actor) -> list[DuplicateView]:
    """For HR: pairs of skills in use that look like one, the likest first; nothing for others."""
    if not policy.may_manage_skills(actor):
        return []
    names = _texts(await _names_in_use())
    # Comparing all names takes a while where they are thousands: not in everybody's way.
    pairs = await asyncio.to_thread(pairs_alike, names, DUPLICATES)
    return [DuplicateView(one, other, like.reason) for one, other, like in pairs]


async def counts_of(actor: Actor, skill_ids: Sequence[UUID]) -> dict[UUID, SkillCounts]:
    """Of how many people the actor sees that they know, or would teach, each skill."""
    rows = (
        await PersonSkill.filter(
            policy.readable_person_skills(actor), skill_id__in=list(set(skill_ids))
        )
        .annotate(
            people=Count("skill_id", _filter=Q(level__gte=BEGINNER)),
            teachers=Count("skill_id", _filter=Q(can_teach=True)),
        )
        .group_by("skill_id")
        .values_list("skill_id", "people", "teachers")
    )
    counts = {key: SkillCounts(people, teachers) for key, people, teachers in rows}
    return {key: counts.get(key, SkillCounts(0, 0)) for key in skill_ids}


async def expectations_of(
    actor: Actor, level_ids: Sequence[UUID]
) -> dict[UUID, list[SkillExpectationView]]:
    """Which skills each level of a track expects, and how well, by the skill's name."""
    found: dict[UUID, list[SkillExpectationView]] = {level: [] for level in level_ids}
    rows = await SkillExpectation.filter(career_level_id__in=list(found)).values_list(
        "career_level_id", "skill_id", "level"
    )
    named = await skills_by_ids(actor, [skill for _, skill, _ in rows])
    for level_id, skill, level in sorted(rows, key=lambda row: fold(named[row[1]].name)):
        found[level_id].append(SkillExpectationView(skill, level))
    return found


def _standing(path: str = "") -> Q:
    merged: dict[str, Any] = {f"{path}merged_into_id__isnull": True}
    return Q(**merged)


def _texts(names: Mapping[UUID, Sequence[SkillNameView]]) -> dict[UUID, list[str]]:
    return {key: [name.name for name in theirs] for key, theirs in names.items()}


async def _names_in_use(category: str | None = None) -> dict[UUID, list[SkillNameView]]:
    """The names of all skills in use, or of those of a category, by skill."""
    names = await _names(_standing("skill__") & Q(skill__retired_at__isnull=True))
    if category is None:
        return names
    rows = await Skill.filter(retired_at__isnull=True).values_list("id", "category")
    wanted = fold(category)
    return {key: names[key] for key, theirs in rows if key in names and fold(theirs) == wanted}


async def _names(which: Q) -> dict[UUID, list[SkillNameView]]:
    """Names by skill, main ones first."""
    names: dict[UUID, list[SkillNameView]] = defaultdict(list)
    for skill, name, locale, is_main in (
        await SkillName.filter(which)
        .order_by("-is_main", "locale", "name", "id")
        .values_list("skill_id", "name", "locale", "is_main")
    ):
        names[skill].append(SkillNameView(name, locale, is_main))
    return names


async def _views(actor: Actor, which: Q) -> list[SkillView]:
    """Skills by name, in two queries."""
    return await _dressed(actor, await Skill.filter(which).values(*SKILL_COLUMNS))


async def _dressed(actor: Actor, rows: Sequence[dict[str, Any]]) -> list[SkillView]:
    names = await _names(Q(skill_id__in=[row["id"] for row in rows]))
    may_edit = policy.may_manage_skills(actor)
    views = [_view(actor, row, names[row["id"]], may_edit) for row in rows]
    return sorted(views, key=lambda view: (fold(view.name), view.id))


def _view(
    actor: Actor, row: dict[str, Any], names: Sequence[SkillNameView], may_edit: bool
) -> SkillView:
    return SkillView(
        id=row["id"],
        name=name_for(names, actor.locale),
        names=tuple(names),
        category=row["category"],
        description=row["description"],
        retired=row["retired_at"] is not None,
        version=row["version"],
        can_edit=may_edit,
    )


def name_for(names: Sequence[SkillNameView], locale: str) -> str:
    """The main name for a reader: in their language, or in every one, or whichever there is."""

    def order(name: SkillNameView) -> tuple[bool, int]:
        place = 0 if name.locale == locale else 1 if not name.locale else 2
        return not name.is_main, place

    return min(names, key=order).name
