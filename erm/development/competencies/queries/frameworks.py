"""Reads of frameworks, their versions, competencies and levels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from tortoise.expressions import Q
from tortoise.functions import Count

from erm.core.actor import Actor
from erm.core.clock import today
from erm.core.localized import UNSAID, Localized
from erm.core.remembering import once_each
from erm.development.competencies import policy
from erm.development.competencies.content import FrameworkContent
from erm.development.competencies.models import (
    CareerLevel,
    CareerPlacement,
    Competency,
    CompetencyFramework,
    FrameworkVersion,
)
from erm.development.competencies.rules import SMALLEST_COUNT, FrameworkState
from erm.development.competencies.views import (
    CareerLevelView,
    CompetencyView,
    FrameworkView,
    IdentitiesView,
    LevelExpectationView,
    VersionView,
)
from erm.people.queries import holding

SEARCHED = 100
"""How many rows a list of competencies or levels holds at most."""


async def frameworks(actor: Actor, *, retired: bool = False) -> list[FrameworkView]:
    """All frameworks that the actor may read, by name; those out of use instead, if asked for."""
    rows = await CompetencyFramework.filter(
        policy.readable_frameworks(actor), retired_at__isnull=not retired
    )
    views = await _framework_views(actor, rows)
    return sorted(
        views.values(), key=lambda view: (view.names.of(actor.locale).casefold(), str(view.id))
    )


async def frameworks_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, FrameworkView]:
    """Frameworks by id; those that the actor may not read are missing."""
    rows = await CompetencyFramework.filter(
        policy.readable_frameworks(actor), id__in=list(set(ids))
    )
    return await _framework_views(actor, rows)


async def _framework_views(
    actor: Actor, rows: Sequence[CompetencyFramework]
) -> dict[UUID, FrameworkView]:
    if not rows:
        return {}
    ids = [row.id for row in rows]
    published: dict[UUID, UUID] = {}
    drafts: dict[UUID, UUID] = {}
    versions: dict[UUID, list[UUID]] = defaultdict(list)
    for key, framework, state in (
        await FrameworkVersion.filter(policy.readable_versions(actor), framework_id__in=ids)
        .order_by("-number")
        .values_list("id", "framework_id", "state")
    ):
        versions[framework].append(key)
        if state == FrameworkState.DRAFT:
            drafts[framework] = key
        else:
            published.setdefault(framework, key)
    counts = await _people_counts(ids) if policy.may_count_people(actor) else {}
    return {
        row.id: FrameworkView(
            id=row.id,
            names=Localized.from_json(row.names),
            descriptions=Localized.from_json(row.descriptions),
            retired=row.retired_at is not None,
            version=row.version,
            can_manage=policy.may_manage_frameworks(actor),
            published_id=published.get(row.id),
            draft_id=drafts.get(row.id),
            version_ids=tuple(versions[row.id]),
            people_count=counts.get(row.id),
        )
        for row in rows
    }


async def _people_counts(framework_ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many people who are there stand at levels of frameworks today, from 5 on."""
    day = today()
    rows = (
        await CareerPlacement.filter(
            holding(day),
            Q(person__left_on__isnull=True) | Q(person__left_on__gt=day),
            level__framework_id__in=list(framework_ids),
        )
        .annotate(people=Count("id"))
        .group_by("level__framework_id")
        .values_list("level__framework_id", "people")
    )
    return {key: count for key, count in rows if count >= SMALLEST_COUNT}


async def versions_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, VersionView]:
    """Versions by id; drafts are missing for who is not HR."""
    rows = await FrameworkVersion.filter(policy.readable_versions(actor), id__in=list(set(ids)))
    others = (
        await FrameworkVersion.filter(
            framework_id__in=list({row.framework_id for row in rows}),
            state=FrameworkState.PUBLISHED,
        )
        .order_by("number")
        .values_list("id", "framework_id", "number")
    )
    found = {}
    for row in rows:
        before = [
            key
            for key, framework, number in others
            if framework == row.framework_id and number < row.number
        ]
        found[row.id] = VersionView(
            id=row.id,
            framework_id=row.framework_id,
            number=row.number,
            state=row.state,
            note=row.note,
            content=FrameworkContent.from_json(row.content),
            published_at=row.published_at,
            edited_at=row.edited_at,
            edited_by_id=row.edited_by_id,
            version=row.version,
            before_id=before[-1] if before else None,
        )
    return found


async def identities_of(actor: Actor, framework_ids: Sequence[UUID]) -> dict[UUID, IdentitiesView]:
    """The competencies and levels that the keys of frameworks stand for, retired ones too."""
    ids = list(set(framework_ids))
    competencies: dict[UUID, dict[str, UUID]] = defaultdict(dict)
    levels: dict[UUID, dict[str, UUID]] = defaultdict(dict)
    readable = policy.readable_identities(actor)
    for key, framework, name in await Competency.filter(readable, framework_id__in=ids).values_list(
        "id", "framework_id", "key"
    ):
        competencies[framework][name] = key
    for key, framework, track, name in await CareerLevel.filter(
        readable, framework_id__in=ids
    ).values_list("id", "framework_id", "track_key", "key"):
        levels[framework][f"{track}/{name}"] = key
    return {each: IdentitiesView(competencies[each], levels[each]) for each in ids}


async def competencies_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, CompetencyView]:
    """Competencies by id."""
    rows = await Competency.filter(policy.readable_identities(actor), id__in=list(set(ids)))
    contents = await published_contents({row.framework_id for row in rows})
    return {row.id: _competency_view(row, contents) for row in rows}


def _competency_view(row: Competency, contents: dict[UUID, FrameworkContent]) -> CompetencyView:
    content = contents.get(row.framework_id)
    words = None if content is None else content.competency(row.key)
    families = {} if content is None else content.family_names()
    return CompetencyView(
        id=row.id,
        framework_id=row.framework_id,
        key=row.key,
        names=Localized.from_json(row.names),
        family_names=UNSAID if words is None else families.get(words.family, UNSAID),
        descriptions=UNSAID if words is None else words.descriptions,
        retired=row.retired_at is not None,
    )


@once_each
async def levels_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, CareerLevelView]:
    """Levels by id."""
    rows = await CareerLevel.filter(policy.readable_identities(actor), id__in=list(set(ids)))
    return {row.id: view_level(row) for row in rows}


def view_level(row: CareerLevel) -> CareerLevelView:
    """A level, the same for everybody."""
    return CareerLevelView(
        id=row.id,
        framework_id=row.framework_id,
        track_key=row.track_key,
        key=row.key,
        rank=row.rank,
        names=Localized.from_json(row.names),
        track_names=Localized.from_json(row.track_names),
        retired=row.retired_at is not None,
    )


async def expectations_of(
    actor: Actor, level_ids: Sequence[UUID]
) -> dict[UUID, list[LevelExpectationView]]:
    """What is expected at levels by the newest published version, in its order."""
    levels = await levels_by_ids(actor, level_ids)
    frameworks = {level.framework_id for level in levels.values()}
    contents = await published_contents(frameworks)
    identities = await identities_of(actor, list(frameworks))
    found: dict[UUID, list[LevelExpectationView]] = {}
    for key, level in levels.items():
        content = contents.get(level.framework_id)
        found[key] = (
            []
            if content is None
            else expectations_at(content, level.place, identities[level.framework_id])
        )
    return found


def expectations_at(
    content: FrameworkContent, place: str, identities: IdentitiesView
) -> list[LevelExpectationView]:
    """What a content says about a level, in the order of its competencies."""
    families = content.family_names()
    return [
        LevelExpectationView(
            competency_id=identities.competencies[words.key],
            texts=words.at(place) or UNSAID,
            family_names=families.get(words.family, UNSAID),
        )
        for words in content.asked_at(place)
    ]


@once_each
async def published_contents(framework_ids: Iterable[UUID]) -> dict[UUID, FrameworkContent]:
    """The newest published words of frameworks; those without are missing. For everybody."""
    newest = await newest_published(framework_ids)
    rows: list[tuple[UUID, Any]] = await FrameworkVersion.filter(
        id__in=list(newest.values())
    ).values_list("framework_id", "content")
    return {framework: FrameworkContent.from_json(content) for framework, content in rows}


async def newest_published(framework_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """The newest published versions of frameworks."""
    rows = (
        await FrameworkVersion.filter(
            framework_id__in=list(set(framework_ids)), state=FrameworkState.PUBLISHED
        )
        .order_by("number")
        .values_list("framework_id", "id")
    )
    return dict(rows)
