"""What people know: of one person, of everybody with a skill, of a team."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.paging import PageRequest
from erm.development.skills import queries
from erm.development.skills.views import MatrixView, PersonSkillView
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.ids import from_global, maybe_from_global
from erm.schema.paging import After, Connection, First
from erm.schema.refs import PersonRef
from erm.schema.skills import Skill, SkillId, shown_skill


@strawberry.enum(description="Who sees that a person has a skill, besides themselves.")
class SkillVisibility(Enum):
    """The two ways."""

    EVERYONE = strawberry.enum_value("everyone", description="Everybody who is signed in.")
    MANAGER = strawberry.enum_value("manager", description="Their present manager alone.")


@strawberry.type(description="How well a person knows a skill, and what they want with it.")
class PersonSkill:
    """An entry that the viewer may see."""

    person_key: strawberry.Private[UUID]
    skill_key: strawberry.Private[UUID]
    level: int = strawberry.field(
        description="0 not yet, 1 beginner, 2 practising, 3 advanced, 4 expert."
    )
    wants_to_learn: bool = strawberry.field(description="Whether they want to learn more of it.")
    can_teach: bool = strawberry.field(description="Whether they would teach it.")
    last_used_on: date | None = strawberry.field(
        description="When they used it last, if they said that."
    )
    visibility: SkillVisibility = strawberry.field(description="Who sees this.")
    expected_level: int | None = strawberry.field(
        description="What their level in their track expects: for them and their manager; null for "
        "others, and where nothing is expected."
    )
    updated_at: datetime = strawberry.field(description="When it was last said.")
    version: int = strawberry.field(description="To be given back when editing.")

    @strawberry.field(description="Who knows it.")
    async def person(self, info: Info) -> PersonRef:
        """Whose entry it is."""
        return await refs.person(info, self.person_key)

    @strawberry.field(description="What they know.")
    async def skill(self, info: Info) -> Skill:
        """The skill."""
        return await shown_skill(info, self.skill_key)

    @classmethod
    def of(cls, view: PersonSkillView) -> PersonSkill:
        """Dress a view."""
        return cls(
            person_key=view.person_id,
            skill_key=view.skill_id,
            level=view.level,
            wants_to_learn=view.wants_to_learn,
            can_teach=view.can_teach,
            last_used_on=view.last_used_on,
            visibility=SkillVisibility[view.visibility.name],
            expected_level=view.expected_level,
            updated_at=view.updated_at,
            version=view.version,
        )


@strawberry.type(description="What one person has of one skill in a matrix.")
class SkillCell:
    """A cell that says something."""

    person_index: int = strawberry.field(description="Which of the matrix's people, from 0.")
    skill_index: int = strawberry.field(description="Which of the matrix's skills, from 0.")
    level: int = strawberry.field(description="0 not yet to 4 expert.")
    expected: int | None = strawberry.field(
        description="What the person's level expects; null where it expects nothing."
    )
    gap: int | None = strawberry.field(
        description="Expected level less level: positive is below what is expected."
    )
    wants_to_learn: bool = strawberry.field(description="Whether they want to learn more of it.")
    can_teach: bool = strawberry.field(description="Whether they would teach it.")


@strawberry.type(description="A skill of a matrix in numbers of people.")
class SkillTotal:
    """A column summed up."""

    skill_index: int = strawberry.field(description="Which of the matrix's skills, from 0.")
    known: int = strawberry.field(description="Who knows it, at least as a beginner.")
    advanced: int = strawberry.field(description="Who is advanced or an expert.")
    wanting: int = strawberry.field(description="Who wants to learn more of it.")
    missing: int = strawberry.field(description="Who is below what their level expects.")


@strawberry.type(description="People by skills.")
class SkillMatrix:
    """The matrix of a team, for its manager."""

    person_keys: strawberry.Private[tuple[UUID, ...]]
    skill_keys: strawberry.Private[tuple[UUID, ...]]
    cells: list[SkillCell] = strawberry.field(
        description="By person and skill; only those that say something."
    )
    totals: list[SkillTotal] = strawberry.field(description="One for each skill, in order.")

    @strawberry.field(description="The reports, in the order of the directory.")
    async def people(self, info: Info) -> list[PersonRef]:
        """The rows."""
        return await refs.people(info, self.person_keys)

    @strawberry.field(description="The skills, by category and name.")
    async def skills(self, info: Info) -> list[Skill]:
        """The columns."""
        return await refs.load_all(info, "Skill", self.skill_keys)

    @classmethod
    def of(cls, view: MatrixView) -> SkillMatrix:
        """Dress a view."""
        return cls(
            person_keys=view.person_ids,
            skill_keys=view.skill_ids,
            cells=[
                SkillCell(
                    person_index=cell.person,
                    skill_index=cell.skill,
                    level=cell.level,
                    expected=cell.expected,
                    gap=cell.gap,
                    wants_to_learn=cell.wants_to_learn,
                    can_teach=cell.can_teach,
                )
                for cell in view.cells
            ],
            totals=[
                SkillTotal(
                    skill_index=total.skill,
                    known=total.known,
                    advanced=total.advanced,
                    wanting=total.wanting,
                    missing=total.missing,
                )
                for total in view.totals
            ],
        )


@strawberry.type
class PeopleWithSkillQuery:
    """Finding people by what they know."""

    @strawberry.field(
        description="Present people of whom the viewer sees that they know a skill: the best first, "
        "then by name."
    )
    async def people_with_skill(
        self,
        info: Info,
        skill_id: SkillId,
        from_level: Annotated[
            int,
            strawberry.argument(
                description="The least level, 0 to 4; with 0 those who only want to learn it too."
            ),
        ] = 1,
        can_teach: Annotated[
            bool | None, strawberry.argument(description="Only those who would teach it, or not.")
        ] = None,
        department_id: Annotated[
            strawberry.ID | None,
            strawberry.argument(description="Only people in this department and those below it."),
        ] = None,
        location: Annotated[
            str | None, strawberry.argument(description="Only people who work here.")
        ] = None,
        after: After = None,
        first: First = None,
    ) -> Connection[PersonSkill]:
        """A page of people."""
        page = await queries.people_with_skill(
            info.context.actor,
            PageRequest.of(first, after),
            skill_id=from_global(skill_id, "Skill", field="skill_id"),
            from_level=from_level,
            can_teach=can_teach,
            department_id=maybe_from_global(department_id, "Department", field="department_id"),
            location=location,
        )
        return Connection[PersonSkill].of(page, PersonSkill.of)


@strawberry.type
class SkillsViewer:
    """Skills of the viewer's team."""

    @strawberry.field(
        description="The viewer's reports by skills; null for whoever has none. Without a choice "
        "the skills of which there is anything to tell, at most 100."
    )
    async def team_skill_matrix(
        self,
        info: Info,
        skill_ids: Annotated[
            list[strawberry.ID] | None, strawberry.argument(description="Only these skills.")
        ] = None,
    ) -> SkillMatrix | None:
        """The matrix."""
        chosen = (
            None
            if skill_ids is None
            else [from_global(each, "Skill", field="skill_ids") for each in skill_ids]
        )
        view = await queries.team_matrix(info.context.actor, chosen)
        return None if view is None else SkillMatrix.of(view)


@strawberry.type
class PersonSkills:
    """What a person's page shows of skills (``self.key`` is the person's)."""

    key: strawberry.Private[UUID]

    @strawberry.field(
        description="What of this person's skills the viewer sees: the best known first, then by "
        "name. Empty for who has left."
    )
    async def skills(self, info: Info) -> list[PersonSkill]:
        """Their skills, for this viewer."""
        views = await info.context.loader(queries.skills_of).load(self.key)
        return [PersonSkill.of(view) for view in views or ()]
