"""Skills and mentorships for counting queries: everything many times, about Mo and his reports."""

from __future__ import annotations

from erm.core.clock import now
from erm.development.skills.models import Mentorship, PersonSkill, Skill, SkillName
from erm.development.skills.names import name_key
from erm.development.skills.rules import MentorshipState
from erm.people.models import Person
from tests.cast import Cast
from tests.development.skills.builders import skill


class SkillRows:
    """``begin`` once, then ``grow``."""

    skill: Skill

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    async def begin(self) -> None:
        """One of each, and two skills that look like one."""
        self.skill = await skill("Sailing")
        await skill("Navigation")
        await skill("Navigatoin")
        await self.grow([self.cast.ann], ["begin"])

    async def grow(self, crowd: list[Person], names: list[str]) -> None:
        """As many more skills as there are names, each Mo's; one that everybody of the crowd knows."""
        moment, mo = now(), self.cast.mo
        made = [Skill(category="Crowd", created_at=moment) for _ in names]
        await Skill.bulk_create(made)
        titles = [f"Crowd knowledge {name}" for name in names]
        await SkillName.bulk_create(
            [
                SkillName(skill_id=each.id, name=title, folded=name_key(title), is_main=True)
                for each, title in zip(made, titles, strict=True)
            ]
        )
        own = [(mo, each, {"level": 1, "wants_to_learn": True}) for each in made]
        theirs = [(each, self.skill, {"level": 4, "can_teach": True}) for each in crowd]
        taught = [
            (person, each, {"level": 4, "can_teach": True})
            for person, each in zip(crowd, made, strict=True)
        ]
        await PersonSkill.bulk_create(
            [
                PersonSkill(
                    **{"level": 0, "wants_to_learn": False, "can_teach": False} | said,
                    person_id=person.id,
                    skill_id=each.id,
                    updated_at=moment,
                )
                for person, each, said in (*own, *theirs, *taught)
            ]
        )
        await Mentorship.bulk_create(
            [
                Mentorship(
                    mentor_id=mo.id,
                    mentee_id=each.id,
                    skill_id=self.skill.id,
                    proposed_by_id=each.id,
                    state=MentorshipState.ENDED,
                    created_at=moment,
                    ended_at=moment,
                )
                for each in crowd
            ]
        )
