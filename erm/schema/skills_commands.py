"""What can be done with skills: the inputs, the successes and the mutations."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import strawberry

from erm.development.skills import rules
from erm.development.skills.commands import catalogue, own
from erm.development.skills.importing import import_skills
from erm.development.skills.views import SkillExpectationView, SkillNameView
from erm.schema import refs
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.csv_reports import CsvReport
from erm.schema.ids import from_global, maybe_from_global
from erm.schema.refs import CareerLevelRef
from erm.schema.skills import Skill
from erm.schema.skills_people import PersonSkill, SkillVisibility


@strawberry.input(description="A name of a skill.")
class SkillNameInput:
    """A main name or a synonym."""

    name: str = strawberry.field(description="The name.")
    locale: str = strawberry.field(
        default="", description="Its language, en or ru; empty for a name in every language."
    )
    is_main: bool = strawberry.field(
        default=False, description="Whether it is shown; at most one per language."
    )


@strawberry.input(description="A skill as it is to be. HR edits; everybody may add one.")
class SaveSkillInput:
    """Input of ``saveSkill``."""

    names: list[SkillNameInput] = strawberry.field(
        description="All its names; one, for all but HR."
    )
    id: strawberry.ID | None = strawberry.field(
        default=None, description="Which one is edited; without it one is added."
    )
    category: str = strawberry.field(default="", description="What it belongs to; may be empty.")
    description: str = strawberry.field(default="", description="What it means; may be empty.")
    version: int = strawberry.field(default=0, description="The version that was edited.")


@strawberry.type(description="The skill is saved.")
class SaveSkillSuccess:
    """Success of ``saveSkill``."""

    skill: Skill = strawberry.field(description="The skill.")


@strawberry.input(description="Skills that are one.")
class MergeSkillsInput:
    """Input of ``mergeSkills``."""

    into_id: strawberry.ID = strawberry.field(description="The skill that stays.")
    from_ids: list[strawberry.ID] = strawberry.field(
        description="Those that become part of it: their names become its synonyms."
    )


@strawberry.type(description="The skills are one.")
class MergeSkillsSuccess:
    """Success of ``mergeSkills``."""

    skill: Skill = strawberry.field(description="What they are now.")
    moved: int = strawberry.field(description="How many people's entries moved or were joined.")


@strawberry.input(description="A skill that goes out of use, or comes back.")
class RetireSkillInput:
    """Input of ``retireSkill``."""

    id: strawberry.ID = strawberry.field(description="The skill.")
    retired: bool = strawberry.field(description="Whether it is out of use.")


@strawberry.type(description="The skill is in use, or is not.")
class RetireSkillSuccess:
    """Success of ``retireSkill``."""

    skill: Skill = strawberry.field(description="The skill.")


@strawberry.input(description="Skills from a file.")
class ImportSkillsInput:
    """Input of ``importSkills``."""

    csv: str = strawberry.field(
        description="The file: name, and if wished name_en, name_ru, category, description, "
        "synonyms (with | between them). At most 1 MB."
    )
    apply: bool = strawberry.field(
        default=False, description="Whether to write it, if nothing is wrong with it."
    )


@strawberry.type(description="What the file does, or would do.")
class ImportSkillsSuccess:
    """Success of ``importSkills``."""

    report: CsvReport = strawberry.field(description="The report.")


@strawberry.input(description="What one says of a skill of one's own.")
class SetMySkillInput:
    """Input of ``setMySkill``."""

    skill_id: strawberry.ID = strawberry.field(description="The skill.")
    level: int = strawberry.field(
        description="0 not yet, 1 beginner, 2 practising, 3 advanced, 4 expert."
    )
    wants_to_learn: bool = strawberry.field(description="Whether one wants to learn more of it.")
    can_teach: bool = strawberry.field(description="Whether one would teach it; not at level 0.")
    last_used_on: date | None = strawberry.field(
        default=None, description="When one used it last, if one wishes to say that."
    )
    visibility: SkillVisibility = strawberry.field(
        default=SkillVisibility.EVERYONE, description="Who sees this."
    )
    version: int = strawberry.field(
        default=0, description="The version that was edited; 0 for a skill that one had not."
    )


@strawberry.type(description="It is noted.")
class SetMySkillSuccess:
    """Success of ``setMySkill``."""

    person_skill: PersonSkill = strawberry.field(description="The entry.")


@strawberry.input(description="A skill to be taken off one's list.")
class RemoveMySkillInput:
    """Input of ``removeMySkill``."""

    skill_id: strawberry.ID = strawberry.field(description="The skill.")


@strawberry.type(description="It is off the list.")
class RemoveMySkillSuccess:
    """Success of ``removeMySkill``."""

    skill: Skill = strawberry.field(description="The skill.")


@strawberry.input(description="How well a skill is to be known.")
class SkillExpectationInput:
    """A line of what a level expects."""

    skill_id: strawberry.ID = strawberry.field(description="The skill.")
    level: int = strawberry.field(description="1 beginner to 4 expert.")


@strawberry.input(description="What a level of a track expects of skills.")
class SetSkillExpectationsInput:
    """Input of ``setSkillExpectations``."""

    level_id: strawberry.ID = strawberry.field(description="The level.")
    expectations: list[SkillExpectationInput] = strawberry.field(
        description="All of them; what is not here is expected no more."
    )


@strawberry.type(description="The level expects these skills.")
class SetSkillExpectationsSuccess:
    """Success of ``setSkillExpectations``."""

    level_key: strawberry.Private[UUID]

    @strawberry.field(description="The level.")
    async def level(self, info: Info) -> CareerLevelRef:
        """The level with what it expects now."""
        return await refs.shown(info, "CareerLevel", self.level_key)


@strawberry.type
class SkillsMutation:
    """Mutations of skills."""

    @command("Add a skill to the catalogue, or edit one.")
    async def save_skill(self, info: Info, input: SaveSkillInput) -> SaveSkillSuccess:
        """Save a skill."""
        view = await catalogue.save_skill(
            info.context.actor,
            skill_id=maybe_from_global(input.id, "Skill", field="id"),
            names=[SkillNameView(n.name, n.locale, n.is_main) for n in input.names],
            category=input.category,
            description=input.description,
            version=input.version,
        )
        return SaveSkillSuccess(skill=Skill.of(view))

    @command("Make duplicates one skill: names become synonyms, people's entries join.")
    async def merge_skills(self, info: Info, input: MergeSkillsInput) -> MergeSkillsSuccess:
        """Merge."""
        view, moved = await catalogue.merge_skills(
            info.context.actor,
            into_id=from_global(input.into_id, "Skill", field="into_id"),
            from_ids=[from_global(i, "Skill", field="from_ids") for i in input.from_ids],
        )
        return MergeSkillsSuccess(skill=Skill.of(view), moved=moved)

    @command("Take a skill out of use, or back into it.")
    async def retire_skill(self, info: Info, input: RetireSkillInput) -> RetireSkillSuccess:
        """Retire or bring back."""
        view = await catalogue.retire_skill(
            info.context.actor, skill_id=from_global(input.id, "Skill"), retired=input.retired
        )
        return RetireSkillSuccess(skill=Skill.of(view))

    @command("Say what a file would do to the catalogue of skills, and do it.")
    async def import_skills(self, info: Info, input: ImportSkillsInput) -> ImportSkillsSuccess:
        """Import."""
        report = await import_skills(info.context.actor, csv=input.csv, apply=input.apply)
        return ImportSkillsSuccess(report=CsvReport.of(report, info.context.language))

    @command("Say how well one knows a skill, and whether one would learn or teach it.")
    async def set_my_skill(self, info: Info, input: SetMySkillInput) -> SetMySkillSuccess:
        """Note one's own skill."""
        view = await own.set_my_skill(
            info.context.actor,
            skill_id=from_global(input.skill_id, "Skill", field="skill_id"),
            level=input.level,
            wants_to_learn=input.wants_to_learn,
            can_teach=input.can_teach,
            last_used_on=input.last_used_on,
            visibility=rules.SkillVisibility[input.visibility.name],
            version=input.version,
        )
        return SetMySkillSuccess(person_skill=PersonSkill.of(view))

    @command("Take a skill off one's own list.")
    async def remove_my_skill(self, info: Info, input: RemoveMySkillInput) -> RemoveMySkillSuccess:
        """Forget one's own skill."""
        view = await own.remove_my_skill(
            info.context.actor, skill_id=from_global(input.skill_id, "Skill", field="skill_id")
        )
        return RemoveMySkillSuccess(skill=Skill.of(view))

    @command("Say which skills a level of a track expects, and how well.")
    async def set_skill_expectations(
        self, info: Info, input: SetSkillExpectationsInput
    ) -> SetSkillExpectationsSuccess:
        """Set what a level expects."""
        level = from_global(input.level_id, "CareerLevel", field="level_id")
        await catalogue.set_skill_expectations(
            info.context.actor,
            level_id=level,
            expectations=[
                SkillExpectationView(
                    from_global(each.skill_id, "Skill", field="expectations"), each.level
                )
                for each in input.expectations
            ],
        )
        return SetSkillExpectationsSuccess(level_key=level)
