"""Evidence of goals and assessments, and the files that belong to it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from erm.development.evidence import queries
from erm.development.evidence.rules import SOURCES
from erm.development.evidence.views import EvidenceView
from erm.files.views import FileView
from erm.flows import evidence as flows
from erm.flows.evidence import EvidenceSourceView
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.development_enums import EvidenceKind
from erm.schema.ids import to_global
from erm.schema.node import Node, node_of
from erm.schema.refs import GoalRef, PersonRef

SOURCE_TYPES = {
    EvidenceKind.FEEDBACK: "FeedbackNote",
    EvidenceKind.KUDOS: "Kudos",
    EvidenceKind.ACTION_ITEM: "ActionItem",
}
"""What each kind that points elsewhere points at."""


@strawberry.type(description="A file that somebody uploaded and the viewer may download.")
class StoredFile:
    """A file, without its bytes."""

    id: strawberry.ID = strawberry.field(description="Its name for the inputs of mutations.")
    file_name: str = strawberry.field(description="What it is called.")
    media_type: str = strawberry.field(description="What it is, by its content.")
    size: int = strawberry.field(description="How large it is, in bytes.")
    url: str = strawberry.field(
        description="Where it is downloaded, with the session of a browser."
    )

    @classmethod
    def of(cls, view: FileView) -> StoredFile:
        """Dress a view."""
        return cls(
            id=strawberry.ID(str(view.id)),
            file_name=view.file_name,
            media_type=view.media_type,
            size=view.size,
            url=f"/files/{view.id}",
        )

    @classmethod
    def maybe(cls, view: FileView | None) -> StoredFile | None:
        """Dress a view, if there is one."""
        return None if view is None else cls.of(view)


@strawberry.type(description="What evidence points at, for whoever may read it there.")
class EvidenceSource:
    """A link to it; nothing of it is kept with the evidence."""

    by_key: strawberry.Private[UUID | None]
    title: str = strawberry.field(description="How it begins.")
    path: str = strawberry.field(description="Its address in the product.")
    at: datetime | None = strawberry.field(description="When it was written or done.")

    @strawberry.field(description="Who wrote it, or to whom it was promised.")
    async def by(self, info: Info) -> PersonRef | None:
        """From whom it is."""
        return await refs.maybe_person(info, self.by_key)

    @classmethod
    def of(cls, view: EvidenceSourceView) -> EvidenceSource:
        """Dress a view."""
        return cls(by_key=view.by_id, title=view.title, path=view.path, at=view.at)


@strawberry.type(
    description="Something that shows how a goal goes, or why somebody is seen at a level."
)
class Evidence(Node):
    """Evidence as the viewer sees it."""

    person_key: strawberry.Private[UUID]
    author_key: strawberry.Private[UUID]
    goal_key: strawberry.Private[UUID | None]
    source_key: strawberry.Private[UUID | None]
    kind: EvidenceKind = strawberry.field(description="What it is.")
    title: str = strawberry.field(description="What it is called; may be empty.")
    body: str = strawberry.field(description="Words to it; may be empty.")
    url: str = strawberry.field(description="The address of a link, else empty.")
    file: StoredFile | None = strawberry.field(description="The file, if it is one.")
    created_at: datetime = strawberry.field(description="When it was added.")
    can_remove: bool = strawberry.field(description="Whether the viewer may take it away now.")

    @strawberry.field(description="About whom it is.")
    async def person(self, info: Info) -> PersonRef:
        """Whose goal or assessment it belongs to."""
        return await refs.person(info, self.person_key)

    @strawberry.field(description="Who added it.")
    async def author(self, info: Info) -> PersonRef:
        """Its author."""
        return await refs.person(info, self.author_key)

    @strawberry.field(
        description="What it points at; null where it points at nothing, and where the viewer may "
        "not read that."
    )
    async def source(self, info: Info) -> EvidenceSource | None:
        """The feedback, kudos or promise."""
        if self.source_key is None or self.kind not in SOURCES:
            return None
        key = (self.kind, self.source_key)
        found = await info.context.loader(flows.sources_by_keys).load(key)
        return None if found is None else EvidenceSource.of(found)

    @strawberry.field(
        description="The global id of what it points at; null for all but who added it."
    )
    async def source_id(self, info: Info) -> strawberry.ID | None:
        """For an answer that is sent again as a whole."""
        own = self.author_key == info.context.actor.person_id
        if not own or self.source_key is None or self.kind not in SOURCES:
            return None
        return to_global(SOURCE_TYPES[self.kind], self.source_key)

    @strawberry.field(description="The goal that it belongs to; null for that of an assessment.")
    async def goal(self, info: Info) -> GoalRef | None:
        """Its goal."""
        return await refs.load(info, "Goal", self.goal_key)

    @classmethod
    def of(cls, view: EvidenceView) -> Evidence:
        """Dress a view."""
        return cls(
            id=to_global("Evidence", view.id),
            person_key=view.person_id,
            author_key=view.author_id,
            goal_key=view.goal_id,
            source_key=view.source_id,
            kind=view.kind,
            title=view.title,
            body=view.body,
            url=view.url,
            file=StoredFile.maybe(view.file),
            created_at=view.created_at,
            can_remove=view.can_remove,
        )


@node_of("Evidence")
async def load_evidence(info: Info, key: UUID) -> Evidence | None:
    """Evidence by key, if the viewer may read it."""
    view = await info.context.loader(queries.evidence_by_ids).load(key)
    return None if view is None else Evidence.of(view)


@strawberry.type
class GoalEvidence:
    """What a goal shows of its evidence."""

    key: strawberry.Private[UUID]

    @strawberry.field(
        description="What shows how it goes, newest first; empty for whoever reads the goal only "
        "because it is for everyone."
    )
    async def evidence(self, info: Info) -> list[Evidence]:
        """Its evidence."""
        views = await info.context.loader(queries.evidence_of).load(self.key)
        return [Evidence.of(view) for view in views or ()]


@strawberry.type(description="Something that evidence can point at.")
class EvidenceChoice:
    """One of the viewer's own."""

    by_key: strawberry.Private[UUID | None]
    source_id: strawberry.ID = strawberry.field(description="Its global id, for `addEvidence`.")
    title: str = strawberry.field(description="How it begins.")
    at: datetime = strawberry.field(description="When it was written or done.")

    @strawberry.field(description="Who wrote it, or to whom it was promised.")
    async def by(self, info: Info) -> PersonRef | None:
        """From whom it is."""
        return await refs.maybe_person(info, self.by_key)


@strawberry.type
class EvidenceViewer:
    """What the viewer can choose from."""

    @strawberry.field(
        description="Feedback or kudos that the viewer received, or promises that they kept; newest "
        "first, at most twenty. Empty for kinds that point at nothing."
    )
    async def evidence_to_choose(
        self,
        info: Info,
        kind: Annotated[EvidenceKind, strawberry.argument(description="Of which kind.")],
        search: Annotated[
            str | None, strawberry.argument(description="Words that it holds.")
        ] = None,
    ) -> list[EvidenceChoice]:
        """What may be pointed at."""
        return [
            EvidenceChoice(
                by_key=view.by_id,
                source_id=to_global(SOURCE_TYPES[kind], view.id),
                title=view.title,
                at=view.at,
            )
            for view in await flows.evidence_to_choose(info.context.actor, kind, search)
        ]
