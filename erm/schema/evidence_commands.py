"""What can be done with evidence."""

from __future__ import annotations

from uuid import UUID

import strawberry

from erm.core.errors import InvalidInput
from erm.development.evidence import commands
from erm.flows.evidence import add_evidence
from erm.schema import refs
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.development_enums import EvidenceKind
from erm.schema.evidence import SOURCE_TYPES, Evidence
from erm.schema.ids import from_global
from erm.schema.refs import GoalRef


@strawberry.input(description="Evidence for a goal: what its kind needs, and words if wished.")
class AddEvidenceInput:
    """Input of ``addEvidence``."""

    goal_id: strawberry.ID = strawberry.field(description="For which goal.")
    kind: EvidenceKind = strawberry.field(description="What it is.")
    title: str = strawberry.field(
        default="", description="What it is called; at most 200 characters."
    )
    body: str = strawberry.field(
        default="", description="Words to it, needed for a note; at most 5,000 characters."
    )
    url: str = strawberry.field(
        default="", description="For a link: an address that begins with https:// or http://."
    )
    file_id: strawberry.ID | None = strawberry.field(
        default=None, description="For a file: the `fileId` that its upload was answered with."
    )
    source_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="For feedback, kudos and promises: which one. The goal's person received it or "
        "kept it, and the viewer may read it.",
    )


@strawberry.type(description="The evidence was added.")
class AddEvidenceSuccess:
    """Answer of ``addEvidence``."""

    evidence: Evidence = strawberry.field(description="The evidence.")
    goal_key: strawberry.Private[UUID]

    @strawberry.field(description="The goal with its evidence.")
    async def goal(self, info: Info) -> GoalRef:
        """Its goal."""
        return await refs.shown(info, "Goal", self.goal_key)


@strawberry.input(description="Which evidence to take away.")
class RemoveEvidenceInput:
    """Input of ``removeEvidence``."""

    id: strawberry.ID = strawberry.field(description="Which evidence; one's own.")


@strawberry.type(description="The evidence is gone, with its file.")
class RemoveEvidenceSuccess:
    """Answer of ``removeEvidence``."""

    goal_key: strawberry.Private[UUID]

    @strawberry.field(description="The goal without it.")
    async def goal(self, info: Info) -> GoalRef:
        """Its goal."""
        return await refs.shown(info, "Goal", self.goal_key)


@strawberry.type
class EvidenceMutation:
    """What can be done with evidence."""

    @command("Show how a goal goes: with words, a link, a file, or something from elsewhere.")
    async def add_evidence(self, info: Info, input: AddEvidenceInput) -> AddEvidenceSuccess:
        """Add evidence."""
        goal_id = from_global(input.goal_id, "Goal", field="goal_id")
        view = await add_evidence(
            info.context.actor,
            goal_id=goal_id,
            kind=input.kind,
            title=input.title,
            body=input.body,
            url=input.url,
            file_id=file_key(input.file_id),
            source_id=source_key(input.kind, input.source_id),
        )
        return AddEvidenceSuccess(evidence=Evidence.of(view), goal_key=goal_id)

    @command("Take away evidence that one added.")
    async def remove_evidence(
        self, info: Info, input: RemoveEvidenceInput
    ) -> RemoveEvidenceSuccess:
        """Remove evidence."""
        goal_id = await commands.remove_evidence(
            info.context.actor, evidence_id=from_global(input.id, "Evidence")
        )
        return RemoveEvidenceSuccess(goal_key=goal_id)


def file_key(value: strawberry.ID | None, *, field: str = "file_id") -> UUID | None:
    """The key of an uploaded file. Raises ``InvalidInput`` (``ID_INVALID``)."""
    if value is None:
        return None
    try:
        return UUID(value)
    except ValueError as error:
        raise InvalidInput("ID_INVALID", field=field) from error


def source_key(
    kind: EvidenceKind, value: strawberry.ID | None, *, field: str = "source_id"
) -> UUID | None:
    """The key of what evidence of a kind points at. Raises ``InvalidInput`` (``ID_INVALID``)."""
    if value is None:
        return None
    if kind not in SOURCE_TYPES:
        raise InvalidInput("ID_INVALID", field=field)
    return from_global(value, SOURCE_TYPES[kind], field=field)
