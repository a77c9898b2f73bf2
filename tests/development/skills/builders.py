"""Rows of skills, written directly."""

from __future__ import annotations

from typing import Any

from erm.core.clock import now
from erm.development.competencies.models import (
    CareerLevel,
    CareerPlacement,
    CompetencyFramework,
)
from erm.development.skills.models import (
    Mentorship,
    PersonSkill,
    Skill,
    SkillExpectation,
    SkillName,
)
from erm.development.skills.names import name_key
from erm.development.skills.rules import OPEN, MentorshipState, open_pair
from erm.people.models import Person
from tests.cast import LONG_AGO


async def skill(name: str, *synonyms: str, ru: str = "", **values: Any) -> Skill:
    row = await Skill.create(**{"created_at": now()} | values)
    names = [(name, "", True), *((each, "", False) for each in synonyms)]
    if ru:
        names.append((ru, "ru", True))
    await SkillName.bulk_create(
        [
            SkillName(skill_id=row.id, name=each, folded=name_key(each), locale=locale, is_main=m)
            for each, locale, m in names
        ]
    )
    return row


async def knows(person: Person, of: Skill, level: int = 2, **values: Any) -> PersonSkill:
    return await PersonSkill.create(
        **{"person_id": person.id, "skill_id": of.id, "level": level, "updated_at": now()} | values
    )


async def level(name: str = "Senior") -> CareerLevel:
    """A level of a track of a framework of its own."""
    framework = await CompetencyFramework.create(
        names={"en": name}, descriptions={}, created_at=now()
    )
    return await CareerLevel.create(
        framework_id=framework.id,
        track_key="engineer",
        key=name.lower(),
        rank=3,
        names={"en": name},
        track_names={"en": "Engineer"},
    )


async def expects(of: CareerLevel, what: Skill, how_well: int) -> SkillExpectation:
    return await SkillExpectation.create(career_level_id=of.id, skill_id=what.id, level=how_well)


async def placed(person: Person, at: CareerLevel, **values: Any) -> CareerPlacement:
    return await CareerPlacement.create(
        **{
            "person_id": person.id,
            "level_id": at.id,
            "starts_on": LONG_AGO,
            "created_at": now(),
        }
        | values
    )


async def mentorship(
    mentor: Person, mentee: Person, about: Skill | None = None, **values: Any
) -> Mentorship:
    """One that the mentee proposed, unless told otherwise."""
    state = values.get("state", MentorshipState.PROPOSED)
    about_id = None if about is None else about.id
    return await Mentorship.create(
        **{
            "mentor_id": mentor.id,
            "mentee_id": mentee.id,
            "skill_id": about_id,
            "proposed_by_id": mentee.id,
            "mentee_accepted_at": now(),
            "mentor_accepted_at": now() if state is MentorshipState.ACCEPTED else None,
            "created_at": now(),
            "ended_at": None if state in OPEN else now(),
            "open_pair": open_pair(mentor.id, mentee.id, about_id) if state in OPEN else None,
        }
        | values
    )
