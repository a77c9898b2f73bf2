"""The catalogue of skills, and what people know of it."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.language import say
from erm.core.paging import PageRequest
from erm.development.skills import queries
from erm.development.skills.views import SkillExpectationView, SkillView
from erm.schema.context import Info
from erm.schema.ids import from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.paging import After, Connection, First


@strawberry.type(description="One of the names of a skill.")
class SkillName:
    """A main name or a synonym."""

    name: str = strawberry.field(description="The name.")
    locale: str = strawberry.field(
        description="Its language, en or ru; empty where it is the same in every language."
    )
    is_main: bool = strawberry.field(description="Whether it is shown; the others only find it.")


@strawberry.type(description="A skill of the company's catalogue.")
class Skill(Node):
    """A skill. An id of one that was merged leads to the one that it became part of."""

    key: strawberry.Private[UUID]
    name: str = strawberry.field(description="Its main name in the reader's language.")
    names: list[SkillName] = strawberry.field(description="All its names, main ones first.")
    category: str = strawberry.field(description="What it belongs to; may be empty.")
    description: str = strawberry.field(description="What it means here; may be empty.")
    retired: bool = strawberry.field(
        description="Whether it was taken out of use; whoever has it keeps it."
    )
    version: int = strawberry.field(description="To be given back when editing.")
    can_edit: bool = strawberry.field(description="Whether the viewer may edit it: HR.")

    @strawberry.field(
        description="How many present people know it, of those of whom the viewer sees that."
    )
    async def people_count(self, info: Info) -> int | None:
        """Who knows it."""
        counts = await info.context.loader(queries.counts_of).load(self.key)
        return None if counts is None else counts.people

    @strawberry.field(
        description="How many present people would teach it, of those of whom the viewer sees that."
    )
    async def teachers_count(self, info: Info) -> int | None:
        """Who would teach it."""
        counts = await info.context.loader(queries.counts_of).load(self.key)
        return None if counts is None else counts.teachers

    @classmethod
    def of(cls, view: SkillView) -> Skill:
        """Dress a view."""
        return cls(
            id=to_global("Skill", view.id),
            key=view.id,
            name=view.name,
            names=[
                SkillName(name=each.name, locale=each.locale, is_main=each.is_main)
                for each in view.names
            ],
            category=view.category,
            description=view.description,
            retired=view.retired,
            version=view.version,
            can_edit=view.can_edit,
        )


@node_of("Skill")
async def load_skill(info: Info, key: UUID) -> Skill | None:
    """A skill by key."""
    view = await info.context.loader(queries.skills_by_ids).load(key)
    return None if view is None else Skill.of(view)


async def shown_skill(info: Info, key: UUID) -> Skill:
    """The skill that something refers to: everybody reads the catalogue."""
    found = await load_skill(info, key)
    if found is None:
        raise LookupError("a skill that something refers to is not in the catalogue")
    return found


@strawberry.type(description="How well a level of a track expects a skill to be known.")
class SkillExpectation:
    """A line of what a level expects."""

    skill_key: strawberry.Private[UUID]
    level: int = strawberry.field(description="1 beginner, 2 practising, 3 advanced, 4 expert.")

    @strawberry.field(description="The skill.")
    async def skill(self, info: Info) -> Skill:
        """Its skill."""
        return await shown_skill(info, self.skill_key)

    @classmethod
    def of(cls, view: SkillExpectationView) -> SkillExpectation:
        """Dress a view."""
        return cls(skill_key=view.skill_id, level=view.level)


@strawberry.type
class CareerLevelSkills:
    """What skills add to a level of a track (``self.key`` is the level's)."""

    key: strawberry.Private[UUID]

    @strawberry.field(description="Which skills it expects, and how well; by name.")
    async def skill_expectations(self, info: Info) -> list[SkillExpectation]:
        """What it expects."""
        views = await info.context.loader(queries.expectations_of).load(self.key)
        return [SkillExpectation.of(view) for view in views or ()]


@strawberry.type(description="Two skills that look like one.")
class SkillDuplicate:
    """A pair for HR to look at."""

    one: Skill = strawberry.field(description="The one.")
    other: Skill = strawberry.field(description="The other.")
    reason: str = strawberry.field(description="Why they look alike, in the viewer's language.")


SkillId = Annotated[strawberry.ID, strawberry.argument(description="Id of the skill.")]


@strawberry.type
class SkillsQuery:
    """Root fields of the catalogue."""

    @strawberry.field(description="A skill by id.")
    async def skill(self, info: Info, id: SkillId) -> Skill | None:
        """A skill."""
        return await load_skill(info, from_global(id, "Skill"))

    @strawberry.field(
        description="Skills in use, by name; with a search the nearest first: synonyms and small "
        "misspellings are found."
    )
    async def skills(
        self,
        info: Info,
        search: Annotated[
            str | None, strawberry.argument(description="What a name is like.")
        ] = None,
        category: Annotated[
            str | None, strawberry.argument(description="Only those of this category.")
        ] = None,
        after: After = None,
        first: First = None,
    ) -> Connection[Skill]:
        """A page of the catalogue."""
        page = await queries.skills(
            info.context.actor, PageRequest.of(first, after), search=search, category=category
        )
        return Connection[Skill].of(page, Skill.of)

    @strawberry.field(description="The categories of skills in use, by name.")
    async def skill_categories(self, info: Info) -> list[str]:
        """All categories."""
        return await queries.skill_categories(info.context.actor)

    @strawberry.field(
        description="Skills whose names look like this one, the likest first: to be shown before one "
        "adds the same again."
    )
    async def similar_skills(
        self,
        info: Info,
        name: Annotated[str, strawberry.argument(description="The name of a skill to be added.")],
    ) -> list[Skill]:
        """What may be meant."""
        return [Skill.of(view) for view in await queries.similar_skills(info.context.actor, name)]

    @strawberry.field(
        description="Pairs of skills that look like one, the likest first, at most 50: for HR; "
        "empty for others."
    )
    async def skill_duplicates(self, info: Info) -> list[SkillDuplicate]:
        """What may be merged."""
        return [
            SkillDuplicate(
                one=await shown_skill(info, view.one_id),
                other=await shown_skill(info, view.other_id),
                reason=say(info.context.language, f"skills.likeness.{view.reason.name}"),
            )
            for view in await queries.skill_duplicates(info.context.actor)
        ]
