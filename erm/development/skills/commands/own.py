"""What one says of one's own skills."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from tortoise.exceptions import IntegrityError
from tortoise.expressions import F

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.development.errors import StaleVersion
from erm.development.skills import queries
from erm.development.skills.errors import (
    SkillCannotBeTaught,
    SkillDayUnlikely,
    SkillLevelOutOfRange,
    SkillNotFound,
    SkillRetired,
    SkillSaysNothing,
    TooManySkills,
)
from erm.development.skills.models import PersonSkill, Skill
from erm.development.skills.rules import (
    FIRST_DAY,
    NOT_YET,
    SKILLS_OF_A_PERSON,
    SkillVisibility,
    is_level,
)
from erm.development.skills.views import PersonSkillView, SkillView


async def set_my_skill(
    actor: Actor,
    *,
    skill_id: UUID,
    level: int,
    wants_to_learn: bool,
    can_teach: bool,
    last_used_on: date | None = None,
    visibility: SkillVisibility = SkillVisibility.EVERYONE,
    version: int = 0,
) -> PersonSkillView:
    """Say how well the actor knows a skill, and whether they would learn or teach it.

    ``version`` is 0 for a skill that they did not have. Raises ``SkillLevelOutOfRange``,
    ``SkillSaysNothing``, ``SkillCannotBeTaught``, ``SkillDayUnlikely``, ``SkillNotFound``,
    ``SkillRetired``, ``TooManySkills``, ``StaleVersion``.
    """
    if not is_level(level):
        raise SkillLevelOutOfRange(field="level", least=NOT_YET)
    if level == NOT_YET and can_teach:
        raise SkillCannotBeTaught(field="can_teach")
    if level == NOT_YET and not wants_to_learn:
        raise SkillSaysNothing(field="level")
    if last_used_on is not None and not FIRST_DAY <= last_used_on <= today(actor.time_zone):
        raise SkillDayUnlikely(field="last_used_on")
    skill = await _locked(skill_id)
    values: dict[str, Any] = {
        "level": level,
        "wants_to_learn": wants_to_learn,
        "can_teach": can_teach,
        "last_used_on": last_used_on,
        "visibility": visibility,
        "updated_at": now(),
    }
    if version:
        entry = PersonSkill.filter(person_id=actor.person_id, skill_id=skill.id, version=version)
        if not await entry.update(**values, version=F("version") + 1):
            raise StaleVersion
    else:
        await _add(actor, skill, values)
    entry_now = await queries.entry_of(actor, actor.person_id, skill.id)
    if entry_now is None:
        raise SkillNotFound(field="skill_id")
    return entry_now


async def _add(actor: Actor, skill: Skill, values: dict[str, Any]) -> None:
    if skill.retired_at is not None:
        raise SkillRetired(field="skill_id")
    mine = await PersonSkill.filter(person_id=actor.person_id).values_list("skill_id", flat=True)
    if skill.id in mine:
        raise StaleVersion
    if len(mine) >= SKILLS_OF_A_PERSON:
        raise TooManySkills(maximum=SKILLS_OF_A_PERSON)
    try:
        _ = await PersonSkill.create(person_id=actor.person_id, skill_id=skill.id, **values)
    except IntegrityError as error:  # they said it in another window at the same moment
        raise StaleVersion from error


async def remove_my_skill(actor: Actor, *, skill_id: UUID) -> SkillView:
    """Take a skill off the actor's own list. Raises ``SkillNotFound``."""
    skill = await _locked(skill_id)
    if not await PersonSkill.filter(person_id=actor.person_id, skill_id=skill.id).delete():
        raise SkillNotFound(field="skill_id")
    return (await queries.skills_by_ids(actor, [skill.id]))[skill.id]


async def _locked(skill_id: UUID) -> Skill:
    """The skill that an id stands for, which nobody merges until the end of the unit of work."""
    for _ in range(2):
        standing = (await queries.standing_for([skill_id])).get(skill_id)
        if standing is None:
            break
        skill = await Skill.filter(id=standing).select_for_update(no_key=True).first()
        if skill is not None and skill.merged_into_id is None:
            return skill
        # It was merged while we waited for it: the id stands for another one now.
    raise SkillNotFound(field="skill_id")
