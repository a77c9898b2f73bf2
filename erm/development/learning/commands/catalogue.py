"""What HR does with the catalogue of learning resources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tortoise.expressions import F

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.ids import new_id
from erm.core.text import clean_line, clean_text
from erm.development.competencies.models import Competency
from erm.development.learning import policy
from erm.development.learning.errors import (
    CatalogueIsHrs,
    LanguageUnknown,
    LearningStale,
    MinutesOutOfRange,
    ResourceNotFound,
    TargetDoesNotFit,
    TooManyTargets,
)
from erm.development.learning.models import LearningResource, LearningTarget
from erm.development.learning.queries import resources_by_ids
from erm.development.learning.rules import (
    DESCRIPTION_MAXIMUM,
    MINUTES_MAXIMUM,
    PROVIDER_MAXIMUM,
    TARGETS_MAXIMUM,
    TITLE_MAXIMUM,
    ResourceKind,
    Target,
)
from erm.development.learning.views import ResourceView
from erm.development.links import checked_link
from erm.development.skills.queries import standing_for


@dataclass(frozen=True, slots=True)
class ResourceDraft:
    """A resource as HR wrote it. ``language``: two or three letters, or empty for none."""

    title: str
    kind: ResourceKind
    url: str = ""
    provider: str = ""
    language: str = ""
    minutes: int | None = None
    description: str = ""
    targets: tuple[Target, ...] = ()


async def save_learning_resource(
    actor: Actor,
    draft: ResourceDraft,
    *,
    resource_id: UUID | None = None,
    version: int = 0,
) -> ResourceView:
    """Write a resource, or change one.

    Raises ``CatalogueIsHrs``, ``ResourceNotFound``, ``STALE_VERSION``, and what its parts raise.
    """
    if resource_id is not None:
        await _check_readable(actor, resource_id)
    if not policy.may_keep_catalogue(actor):
        raise CatalogueIsHrs
    values = _clean(draft)
    targets = await _checked_targets(draft.targets)
    if resource_id is None:
        resource_id = new_id()
        _ = await LearningResource.create(
            id=resource_id, created_by_id=actor.person_id, created_at=now(), **values
        )
    elif not await LearningResource.filter(id=resource_id, version=version).update(
        **values, version=F("version") + 1
    ):
        raise LearningStale
    await store_targets(resource_id, targets)
    return (await resources_by_ids(actor, [resource_id]))[resource_id]


async def retire_learning_resource(
    actor: Actor, *, resource_id: UUID, retired: bool
) -> ResourceView:
    """Take a resource out of use, or back. What people learnt from it stays.

    Raises ``CatalogueIsHrs``, ``ResourceNotFound``.
    """
    await _check_readable(actor, resource_id)
    if not policy.may_keep_catalogue(actor):
        raise CatalogueIsHrs
    await LearningResource.filter(id=resource_id, retired_at__isnull=retired).update(
        retired_at=now() if retired else None, version=F("version") + 1
    )
    return (await resources_by_ids(actor, [resource_id]))[resource_id]


async def _check_readable(actor: Actor, resource_id: UUID) -> None:
    readable = policy.readable_resources(actor)
    if not await LearningResource.filter(readable, id=resource_id).exists():
        raise ResourceNotFound


async def store_targets(resource_id: UUID, targets: Sequence[Target]) -> None:
    """Let a resource help with exactly these."""
    await LearningTarget.filter(resource_id=resource_id).delete()
    await LearningTarget.bulk_create(
        [
            LearningTarget(
                id=new_id(),
                resource_id=resource_id,
                competency_id=each.competency_id,
                rank_from=each.rank_from,
                rank_until=each.rank_until,
                skill_id=each.skill_id,
            )
            for each in targets
        ]
    )


def _clean(draft: ResourceDraft) -> dict[str, Any]:
    def line(value: str, field: str, maximum: int) -> str:
        return clean_line(value, field=field, maximum=maximum, required=field == "title")

    language = draft.language.strip().lower()
    if language and not is_language(language):
        raise LanguageUnknown(field="language")
    return {
        "title": line(draft.title, "title", TITLE_MAXIMUM),
        "kind": draft.kind,
        "url": checked_link(draft.url, field="url"),
        "provider": line(draft.provider, "provider", PROVIDER_MAXIMUM),
        "language": language,
        "minutes": checked_minutes(draft.minutes),
        "description": clean_text(
            draft.description, field="description", maximum=DESCRIPTION_MAXIMUM, required=False
        ),
    }


def is_language(code: str) -> bool:
    """Whether it may be the code of a language (ISO 639)."""
    return len(code) in (2, 3) and code.isascii() and code.isalpha()


def checked_minutes(minutes: int | None) -> int | None:
    """A time, or none. Raises ``MinutesOutOfRange``."""
    if minutes is not None and not 1 <= minutes <= MINUTES_MAXIMUM:
        raise MinutesOutOfRange(field="minutes", maximum=MINUTES_MAXIMUM)
    return minutes


async def _checked_targets(targets: Sequence[Target]) -> list[Target]:
    if len(targets) > TARGETS_MAXIMUM:
        raise TooManyTargets(field="targets", maximum=TARGETS_MAXIMUM)
    kept = list(dict.fromkeys(targets))
    skills = await standing_for([each.skill_id for each in kept if each.skill_id is not None])
    competencies = set(
        await Competency.filter(
            id__in=[each.competency_id for each in kept if each.competency_id is not None]
        ).values_list("id", flat=True)
    )
    found = []
    for each in kept:
        known = each.skill_id in skills or each.competency_id in competencies
        if not each.fits() or not known:
            raise TargetDoesNotFit(field="targets")
        skill = None if each.skill_id is None else skills[each.skill_id]
        found.append(Target(each.competency_id, each.rank_from, each.rank_until, skill))
    return list(dict.fromkeys(found))
