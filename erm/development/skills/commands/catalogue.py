"""Adding, editing, merging and retiring skills, and what a level expects of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from tortoise.expressions import F, Subquery

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.text import clean_line, clean_text
from erm.core.work import record
from erm.development.competencies.models import CareerLevel
from erm.development.errors import StaleVersion
from erm.development.skills import policy, queries
from erm.development.skills.commands.naming import clean_names, store_names
from erm.development.skills.errors import (
    LevelNotFound,
    OneNameOnly,
    SkillLevelOutOfRange,
    SkillNotFound,
    SkillRetired,
    SkillsAreForHr,
    SkillsNotMerged,
    SkillTwice,
    TooManySkills,
)
from erm.development.skills.events import SkillsMerged
from erm.development.skills.models import (
    Mentorship,
    PersonSkill,
    Skill,
    SkillExpectation,
    SkillName,
)
from erm.development.skills.rules import (
    BEGINNER,
    CATEGORY_MAXIMUM,
    DESCRIPTION_MAXIMUM,
    SKILLS_MAXIMUM,
    is_level,
    joined_visibility,
    open_pair,
)
from erm.development.skills.views import SkillExpectationView, SkillNameView, SkillView


async def save_skill(
    actor: Actor,
    *,
    names: Sequence[SkillNameView],
    category: str = "",
    description: str = "",
    skill_id: UUID | None = None,
    version: int = 0,
) -> SkillView:
    """Add a skill, as everybody may with one name, or edit one, as HR may.

    Raises ``SkillNotFound``, ``SkillsAreForHr``, ``StaleVersion``, ``OneNameOnly``,
    ``TooManySkills``, ``SkillExists``, and what :func:`clean_names` raises.
    """
    manages = policy.may_manage_skills(actor)
    if skill_id is not None and not manages:
        raise SkillsAreForHr
    if len(names) > 1 and not manages:
        raise OneNameOnly(field="names")
    cleaned = clean_names(names)
    words: dict[str, Any] = {
        "category": clean_line(
            category, field="category", maximum=CATEGORY_MAXIMUM, required=False
        ),
        "description": clean_text(
            description, field="description", maximum=DESCRIPTION_MAXIMUM, required=False
        ),
    }
    if skill_id is None:
        if await Skill.filter(merged_into_id__isnull=True).count() >= SKILLS_MAXIMUM:
            raise TooManySkills(maximum=SKILLS_MAXIMUM)
        skill = await Skill.create(**words, created_by_id=actor.person_id, created_at=now())
        key = skill.id
    else:
        key = await _standing(skill_id)
        if not await Skill.filter(id=key, version=version).update(
            **words, version=F("version") + 1
        ):
            raise StaleVersion
    await store_names(key, cleaned)
    return await _view(actor, key)


async def retire_skill(actor: Actor, *, skill_id: UUID, retired: bool) -> SkillView:
    """Take a skill out of use, or back into it. Whoever has it keeps it.

    Raises ``SkillsAreForHr``, ``SkillNotFound``.
    """
    _require_hr(actor)
    key = await _standing(skill_id)
    changed = Skill.filter(id=key, retired_at__isnull=retired)
    await changed.update(retired_at=now() if retired else None, version=F("version") + 1)
    return await _view(actor, key)


async def merge_skills(
    actor: Actor, *, into_id: UUID, from_ids: Sequence[UUID]
) -> tuple[SkillView, int]:
    """Make skills part of another; answers that, and how many people's entries moved or were joined.

    Their names become its synonyms. Of a person who has several the higher level stays, the newest
    day, either interest and the narrower visibility. Raises ``SkillsAreForHr``, ``SkillNotFound``,
    ``SkillsNotMerged``.
    """
    _require_hr(actor)
    into = await _standing(into_id)
    gone = {await _standing(each, field="from_ids") for each in from_ids}
    if not gone or into in gone:
        raise SkillsNotMerged(field="from_ids")
    # Entries are written under a lock of their skill, so none comes behind our back.
    locked = (
        await Skill.filter(id__in=[into, *gone], merged_into_id__isnull=True)
        .order_by("id")
        .select_for_update()
    )
    if len(locked) != len(gone) + 1:
        raise SkillNotFound(field="from_ids")
    moved = await _join_entries(into, sorted(gone))
    await _join_expectations(into, gone)
    await _join_mentorships(into, gone)
    await SkillName.filter(skill_id__in=list(gone)).update(skill_id=into, is_main=False)
    await Skill.filter(id__in=list(gone)).update(merged_into_id=into, version=F("version") + 1)
    await Skill.filter(merged_into_id__in=list(gone)).update(merged_into_id=into)
    await Skill.filter(id=into).update(version=F("version") + 1)
    record(
        SkillsMerged(at=now(), into_id=into, from_ids=tuple(sorted(gone)), by_id=actor.person_id)
    )
    return await _view(actor, into), moved


async def _join_entries(into: UUID, gone: Iterable[UUID]) -> int:
    moved = 0
    for skill in gone:
        moved += await _join_those_of_both(into, skill)
        moved += await PersonSkill.filter(skill_id=skill).update(
            skill_id=into, updated_at=now(), version=F("version") + 1
        )
    return moved


async def _join_those_of_both(into: UUID, gone: UUID) -> int:
    both = PersonSkill.filter(skill_id=into).values("person_id")
    rows = await PersonSkill.filter(skill_id=gone, person_id__in=Subquery(both)).order_by("id")
    stay = {
        row.person_id: row
        for row in await PersonSkill.filter(
            skill_id=into, person_id__in=[row.person_id for row in rows]
        )
    }
    for row in rows:
        stays = stay[row.person_id]
        days = [day for day in (stays.last_used_on, row.last_used_on) if day is not None]
        await PersonSkill.filter(id=stays.id).update(
            level=max(stays.level, row.level),
            wants_to_learn=stays.wants_to_learn or row.wants_to_learn,
            can_teach=stays.can_teach or row.can_teach,
            last_used_on=max(days, default=None),
            visibility=joined_visibility(stays.visibility, row.visibility),
            updated_at=now(),
            version=F("version") + 1,
        )
    return await PersonSkill.filter(id__in=[row.id for row in rows]).delete()


async def _join_mentorships(into: UUID, gone: Collection[UUID]) -> None:
    """What is open is the same as one of the other skill now, and is not proposed beside it."""
    for row in await Mentorship.filter(skill_id__in=list(gone)).order_by("id"):
        pair = None if row.open_pair is None else open_pair(row.mentor_id, row.mentee_id, into)
        if pair is not None and await Mentorship.filter(open_pair=pair).exists():
            pair = row.open_pair
        await Mentorship.filter(id=row.id).update(skill_id=into, open_pair=pair)


async def _join_expectations(into: UUID, gone: set[UUID]) -> None:
    kept = {row.career_level_id: row for row in await SkillExpectation.filter(skill_id=into)}
    for row in await SkillExpectation.filter(skill_id__in=list(gone)).order_by("id"):
        stays = kept.get(row.career_level_id)
        if stays is None:
            await SkillExpectation.filter(id=row.id).update(skill_id=into)
            kept[row.career_level_id] = row
            continue
        await SkillExpectation.filter(id=row.id).delete()
        if row.level > stays.level:
            stays.level = row.level
            await SkillExpectation.filter(id=stays.id).update(level=row.level)


async def set_skill_expectations(
    actor: Actor, *, level_id: UUID, expectations: Sequence[SkillExpectationView]
) -> None:
    """Say anew which skills a level of a track expects, and how well, 1 to 4.

    Raises ``SkillsAreForHr``, ``LevelNotFound``, ``SkillNotFound``, ``SkillRetired``,
    ``SkillLevelOutOfRange``, ``SkillTwice``.
    """
    _require_hr(actor)
    if await CareerLevel.filter(id=level_id).select_for_update(no_key=True).first() is None:
        raise LevelNotFound(field="level_id")
    standing = await queries.standing_for(each.skill_id for each in expectations)
    wanted: dict[UUID, int] = {}
    for each in expectations:
        if not is_level(each.level, least=BEGINNER):
            raise SkillLevelOutOfRange(field="expectations", least=BEGINNER)
        if each.skill_id not in standing:
            raise SkillNotFound(field="expectations")
        if standing[each.skill_id] in wanted:
            raise SkillTwice(field="expectations")
        wanted[standing[each.skill_id]] = each.level
    there = {row.skill_id: row for row in await SkillExpectation.filter(career_level_id=level_id)}
    new = wanted.keys() - there.keys()
    if await Skill.filter(id__in=list(new), retired_at__isnull=False).exists():
        raise SkillRetired(field="expectations")
    gone = [row.id for skill, row in there.items() if skill not in wanted]
    await SkillExpectation.filter(id__in=gone).delete()
    for skill, level in wanted.items():
        if skill not in there:
            _ = await SkillExpectation.create(career_level_id=level_id, skill_id=skill, level=level)
        elif there[skill].level != level:
            await SkillExpectation.filter(id=there[skill].id).update(level=level)


async def _standing(skill_id: UUID, *, field: str = "id") -> UUID:
    found = (await queries.standing_for([skill_id])).get(skill_id)
    if found is None:
        raise SkillNotFound(field=field)
    return found


def _require_hr(actor: Actor) -> None:
    if not policy.may_manage_skills(actor):
        raise SkillsAreForHr


async def _view(actor: Actor, skill_id: UUID) -> SkillView:
    return (await queries.skills_by_ids(actor, [skill_id]))[skill_id]
