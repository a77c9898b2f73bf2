"""Learning: the catalogue, what people learn, and what they might learn from next."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.language import say
from erm.core.paging import PageRequest
from erm.development import learning_needs
from erm.development.learning import queries
from erm.development.learning.rules import LearningState, ResourceKind, Target
from erm.development.learning.suggesting import Suggestion
from erm.development.learning.views import RecordView, ResourceView
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.enums import describe
from erm.schema.ids import maybe_from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.paging import After, Connection, First
from erm.schema.refs import CompetencyRef, PersonRef, SkillRef

describe(
    ResourceKind,
    "ResourceKind",
    "What a learning resource is.",
    {
        ResourceKind.COURSE: "A course, with or without others.",
        ResourceKind.BOOK: "A book.",
        ResourceKind.ARTICLE: "Something to read at one go.",
        ResourceKind.VIDEO: "Something to watch.",
        ResourceKind.PRACTICE: "Something to do in one's work.",
    },
)
describe(
    LearningState,
    "LearningState",
    "Where somebody stands with a learning resource.",
    {
        LearningState.PLANNED: "They want to learn from it.",
        LearningState.DONE: "They have learnt from it.",
    },
)


@strawberry.type(description="What a learning resource helps with: a competency or a skill.")
class LearningTarget:
    """A target of a resource."""

    competency_key: strawberry.Private[UUID | None]
    skill_key: strawberry.Private[UUID | None]
    rank_from: int | None = strawberry.field(
        description="Towards which level of the competency it helps first; null: from the beginning."
    )
    rank_until: int | None = strawberry.field(
        description="Towards which level it helps last; null: up to the highest."
    )

    @strawberry.field(description="The competency, if it is one.")
    async def competency(self, info: Info) -> CompetencyRef | None:
        """Its competency."""
        return await refs.load(info, "Competency", self.competency_key)

    @strawberry.field(description="The skill, if it is one.")
    async def skill(self, info: Info) -> SkillRef | None:
        """Its skill."""
        return await refs.load(info, "Skill", self.skill_key)

    @classmethod
    def of(cls, target: Target) -> LearningTarget:
        """Dress a target."""
        return cls(
            competency_key=target.competency_id,
            skill_key=target.skill_id,
            rank_from=target.rank_from,
            rank_until=target.rank_until,
        )


@strawberry.type(description="Something to learn from, in the company's own catalogue.")
class LearningResource(Node):
    """A resource as the viewer sees it."""

    key: strawberry.Private[UUID]
    title: str = strawberry.field(description="What it is called.")
    kind: ResourceKind = strawberry.field(description="What it is.")
    url: str = strawberry.field(description="Where it is on the web; may be empty.")
    provider: str = strawberry.field(description="By whom it is; may be empty.")
    language: str = strawberry.field(
        description="In which language it is, two or three letters; may be empty."
    )
    minutes: int | None = strawberry.field(description="How long it takes, if that is known.")
    description: str = strawberry.field(description="More about it; may be empty.")
    targets: list[LearningTarget] = strawberry.field(description="What it helps with.")
    done_count: int | None = strawberry.field(
        description="How many people have learnt from it; null below five."
    )
    retired: bool = strawberry.field(description="Whether it was taken out of use.")
    version: int = strawberry.field(description="To be given back when saving.")
    can_edit: bool = strawberry.field(description="Whether the viewer may change it: HR.")

    @strawberry.field(description="What the viewer plans with it or did; null for neither.")
    async def my_record(self, info: Info) -> LearningRecord | None:
        """The viewer's own line."""
        view = await info.context.loader(queries.own_records_of).load(self.key)
        return None if view is None else LearningRecord.of(view)

    @classmethod
    def of(cls, view: ResourceView) -> LearningResource:
        """Dress a view."""
        return cls(
            id=to_global("LearningResource", view.id),
            key=view.id,
            title=view.title,
            kind=view.kind,
            url=view.url,
            provider=view.provider,
            language=view.language,
            minutes=view.minutes,
            description=view.description,
            targets=[LearningTarget.of(target) for target in view.targets],
            done_count=view.done_count,
            retired=view.retired,
            version=view.version,
            can_edit=view.can_edit,
        )


@strawberry.type(description="What somebody plans to learn from, or did.")
class LearningRecord(Node):
    """A line of a person's learning."""

    person_key: strawberry.Private[UUID]
    resource_key: strawberry.Private[UUID]
    state: LearningState = strawberry.field(description="Where they stand with it.")
    done_on: date | None = strawberry.field(description="On which day they were done with it.")
    minutes: int | None = strawberry.field(description="How long they took, if they said so.")
    note: str = strawberry.field(description="What they say of it; may be empty.")
    created_at: datetime = strawberry.field(description="When it came onto their list.")
    version: int = strawberry.field(description="Counts its changes.")

    @strawberry.field(description="Whose it is.")
    async def person(self, info: Info) -> PersonRef:
        """Who learns."""
        return await refs.person(info, self.person_key)

    @strawberry.field(description="What they learn from.")
    async def resource(self, info: Info) -> LearningResource:
        """Its resource."""
        found: LearningResource = await refs.shown(info, "LearningResource", self.resource_key)
        return found

    @classmethod
    def of(cls, view: RecordView) -> LearningRecord:
        """Dress a view."""
        return cls(
            id=to_global("LearningRecord", view.id),
            person_key=view.person_id,
            resource_key=view.resource_id,
            state=view.state,
            done_on=view.done_on,
            minutes=view.minutes,
            note=view.note,
            created_at=view.created_at,
            version=view.version,
        )


@node_of("LearningResource")
async def load_resource(info: Info, key: UUID) -> LearningResource | None:
    """A resource by key."""
    view = await info.context.loader(queries.resources_by_ids).load(key)
    return None if view is None else LearningResource.of(view)


@node_of("LearningRecord")
async def load_record(info: Info, key: UUID) -> LearningRecord | None:
    """A line by key, if the viewer may read it."""
    view = await info.context.loader(queries.records_by_ids).load(key)
    return None if view is None else LearningRecord.of(view)


@strawberry.type(description="Something that the viewer might learn from next, and why.")
class LearningSuggestion:
    """A suggestion."""

    resource: LearningResource = strawberry.field(description="What to learn from.")
    reason: str = strawberry.field(description="For what, in the viewer's language.")

    @classmethod
    def of(cls, suggestion: Suggestion, language: str) -> LearningSuggestion:
        """Dress a suggestion in a language."""
        need = suggestion.need
        return cls(
            resource=LearningResource.of(suggestion.resource),
            reason=say(language, f"learning.reason.{need.why.name}", name=need.name),
        )


@strawberry.type
class LearningQuery:
    """Root fields of learning."""

    @strawberry.field(
        description="The catalogue in the order of the alphabet: what is in use; for HR what is out "
        "of use after it."
    )
    async def learning_resources(
        self,
        info: Info,
        search: Annotated[
            str | None,
            strawberry.argument(description="Words of the title, the provider or the description."),
        ] = None,
        competency_id: Annotated[
            strawberry.ID | None, strawberry.argument(description="What helps with it.")
        ] = None,
        rank: Annotated[
            int | None,
            strawberry.argument(description="Towards this level of the competency."),
        ] = None,
        skill_id: Annotated[
            strawberry.ID | None, strawberry.argument(description="What helps with it.")
        ] = None,
        after: After = None,
        first: First = None,
    ) -> Connection[LearningResource]:
        """A page of the catalogue."""
        page = await queries.resources(
            info.context.actor,
            PageRequest.of(first, after),
            search=search,
            competency_id=maybe_from_global(competency_id, "Competency", field="competency_id"),
            rank=rank,
            skill_id=maybe_from_global(skill_id, "Skill", field="skill_id"),
        )
        return Connection[LearningResource].of(page, LearningResource.of)


@strawberry.type
class LearningViewer:
    """What the viewer learns."""

    @strawberry.field(
        description="What the viewer plans to learn from, newest first; then what they did, latest "
        "first."
    )
    async def learning(self, info: Info) -> list[LearningRecord]:
        """My list."""
        return [LearningRecord.of(view) for view in await queries.own_learning(info.context.actor)]

    @strawberry.field(
        description="At most twelve resources for the viewer's focus areas, gaps, wishes and next "
        "level, without those on their list."
    )
    async def learning_suggested(self, info: Info) -> list[LearningSuggestion]:
        """What I might learn from next."""
        found = await learning_needs.learning_suggested(info.context.actor)
        return [LearningSuggestion.of(each, info.context.language) for each in found]


@strawberry.type
class PersonLearning:
    """What a person's page shows of learning."""

    key: strawberry.Private[UUID]

    @strawberry.field(
        description="What they plan to learn from and did; null for all but themselves and their "
        "manager."
    )
    async def learning(self, info: Info) -> list[LearningRecord] | None:
        """Their list."""
        views = await info.context.loader(queries.learning_of).load(self.key)
        return None if views is None else [LearningRecord.of(view) for view in views]
