"""Rows of the catalogue, of learning and of certificates, written directly."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from erm.core.clock import now, today
from erm.development.competencies.models import (
    CareerLevel,
    CareerPlacement,
    Competency,
    CompetencyFramework,
    FrameworkVersion,
)
from erm.development.competencies.rules import FrameworkState
from erm.development.learning.models import (
    Certificate,
    LearningRecord,
    LearningResource,
    LearningTarget,
)
from erm.development.learning.rules import LearningState, ResourceKind
from erm.development.skills.models import Skill, SkillName
from erm.development.skills.names import name_key
from erm.people.models import Person
from tests.cast import ZONE


async def framework(name: str = "Engineering", competencies: tuple[str, ...] = ()) -> list[Any]:
    """A published framework of one track with three levels; all is expected at all of them.

    Returns the competencies.
    """
    row = await CompetencyFramework.create(
        names={"en": name, "ru": ""}, descriptions={"en": "", "ru": ""}, created_at=now()
    )
    keys = [f"c{n}" for n in range(len(competencies))]
    levels = ["l1", "l2", "l3"]
    content = {
        "families": [{"key": "f", "names": {"en": "Craft", "ru": ""}}],
        "tracks": [
            {
                "key": "t",
                "names": {"en": "Track", "ru": ""},
                "levels": [
                    {"key": level, "names": {"en": level.upper(), "ru": ""}, "leads_to": []}
                    for level in levels
                ],
            }
        ],
        "competencies": [
            {
                "key": key,
                "family": "f",
                "names": {"en": title, "ru": ""},
                "descriptions": {"en": "", "ru": ""},
                "expectations": [
                    {"track": "t", "level": level, "texts": {"en": f"{title} {level}", "ru": ""}}
                    for level in levels
                ],
            }
            for key, title in zip(keys, competencies, strict=True)
        ],
    }
    await FrameworkVersion.create(
        framework_id=row.id,
        number=1,
        state=FrameworkState.PUBLISHED,
        content=content,
        edited_at=now(),
        published_at=now(),
    )
    for rank, level in enumerate(levels, 1):
        await CareerLevel.create(
            framework_id=row.id,
            track_key="t",
            key=level,
            rank=rank,
            names={"en": level.upper(), "ru": ""},
            track_names={"en": "Track", "ru": ""},
        )
    return [
        await Competency.create(framework_id=row.id, key=key, names={"en": title, "ru": ""})
        for key, title in zip(keys, competencies, strict=True)
    ]


async def place(person: Person, competency: Competency, rank: int) -> CareerLevel:
    """Put somebody at a level of the competency's framework."""
    level = await CareerLevel.get(framework_id=competency.framework_id, rank=rank)
    await CareerPlacement.create(
        person_id=person.id,
        level_id=level.id,
        starts_on=today() - timedelta(days=30),
        created_at=now(),
    )
    return level


async def skill(name: str) -> Skill:
    row = await Skill.create(created_at=now())
    await SkillName.create(skill_id=row.id, name=name, folded=name_key(name), is_main=True)
    return row


async def resource(title: str = "Reviewing code", **values: Any) -> LearningResource:
    """A resource in use; ``competency``, ``rank_from``, ``rank_until`` and ``skill`` are targets."""
    target = {
        "competency_id": getattr(values.pop("competency", None), "id", None),
        "skill_id": getattr(values.pop("skill", None), "id", None),
        "rank_from": values.pop("rank_from", None),
        "rank_until": values.pop("rank_until", None),
    }
    row = await LearningResource.create(
        **{"title": title, "kind": ResourceKind.COURSE, "created_at": now()} | values
    )
    if target["competency_id"] or target["skill_id"]:
        await LearningTarget.create(resource_id=row.id, **target)
    return row


async def learned(
    person: Person, of: LearningResource, state: LearningState = LearningState.DONE, **values: Any
) -> LearningRecord:
    done_on = today() if state is LearningState.DONE else None
    return await LearningRecord.create(
        **{
            "person_id": person.id,
            "resource_id": of.id,
            "state": state,
            "done_on": done_on,
            "created_at": now(),
        }
        | values
    )


async def certificate(
    person: Person, days: int | None = None, name: str = "First aid", **values: Any
) -> Certificate:
    """A certificate that ends so many days from today, or never."""
    expires_on = None if days is None else today(ZONE) + timedelta(days=days)
    return await Certificate.create(
        **{
            "person_id": person.id,
            "name": name,
            "expires_on": expires_on,
            "created_at": now(),
        }
        | values
    )


async def everything() -> list[Any]:
    """All rows of learning: equal before and after a refusal."""
    models = (LearningResource, LearningTarget, LearningRecord, Certificate)
    return [await model.all().order_by("id").values() for model in models]
