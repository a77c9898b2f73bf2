"""What can be done with the catalogue and with what one learns."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import strawberry

from erm.development.learning.commands import catalogue, records
from erm.development.learning.commands.catalogue import ResourceDraft
from erm.development.learning.importing import import_learning
from erm.development.learning.rules import ResourceKind, Target
from erm.schema import refs
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.csv_reports import CsvReport
from erm.schema.ids import from_global, maybe_from_global
from erm.schema.learning import LearningRecord, LearningResource


@strawberry.input(
    description="A competency, perhaps with the levels towards which it helps; or a skill."
)
class LearningTargetInput:
    """A target of a resource."""

    competency_id: strawberry.ID | None = strawberry.field(
        default=None, description="Which competency."
    )
    rank_from: int | None = strawberry.field(
        default=None, description="Towards which of its levels it helps first, from 1."
    )
    rank_until: int | None = strawberry.field(
        default=None, description="Towards which of its levels it helps last."
    )
    skill_id: strawberry.ID | None = strawberry.field(default=None, description="Which skill.")

    def read(self) -> Target:
        """The target."""
        return Target(
            competency_id=maybe_from_global(self.competency_id, "Competency", field="targets"),
            rank_from=self.rank_from,
            rank_until=self.rank_until,
            skill_id=maybe_from_global(self.skill_id, "Skill", field="targets"),
        )


@strawberry.input(description="A learning resource, new or in new words.")
class SaveLearningResourceInput:
    """Input of ``saveLearningResource``."""

    id: strawberry.ID | None = strawberry.field(
        default=None, description="Which one; a new one is made without it."
    )
    title: str = strawberry.field(description="What it is called; at most 200 characters.")
    kind: ResourceKind = strawberry.field(description="What it is.")
    url: str = strawberry.field(default="", description="Where it is on the web.")
    provider: str = strawberry.field(default="", description="By whom it is.")
    language: str = strawberry.field(
        default="", description="In which language it is: two or three letters."
    )
    minutes: int | None = strawberry.field(default=None, description="How long it takes.")
    description: str = strawberry.field(
        default="", description="More about it; at most 2,000 characters."
    )
    targets: list[LearningTargetInput] = strawberry.field(
        default_factory=list, description="What it helps with; at most twenty."
    )
    version: int = strawberry.field(
        default=0, description="The version that was read; 0 for a new one."
    )


@strawberry.type(description="The resource is in the catalogue.")
class SaveLearningResourceSuccess:
    """Answer of ``saveLearningResource``."""

    resource: LearningResource = strawberry.field(description="The resource.")


@strawberry.input(description="A resource to take out of use, or back.")
class RetireLearningResourceInput:
    """Input of ``retireLearningResource``."""

    id: strawberry.ID = strawberry.field(description="Which one.")
    retired: bool = strawberry.field(description="False takes it back into use.")


@strawberry.type(description="The resource is out of use, or in use again.")
class RetireLearningResourceSuccess:
    """Answer of ``retireLearningResource``."""

    resource: LearningResource = strawberry.field(description="The resource.")


@strawberry.input(description="A CSV file of learning resources, at most 1 MB.")
class ImportLearningInput:
    """Input of ``importLearning``."""

    csv: str = strawberry.field(
        description="The file's text: title, kind, and url, provider, language, minutes, "
        "description, competencies, skills, retired as wished."
    )
    apply: bool = strawberry.field(
        default=False, description="Whether to write it; it is only looked at otherwise."
    )


@strawberry.type(
    description="The file was looked at, and written if that was asked and all is good."
)
class ImportLearningSuccess:
    """Answer of ``importLearning``."""

    report: CsvReport = strawberry.field(description="What it did, or would do.")


@strawberry.input(description="Something to learn from.")
class PlanLearningInput:
    """Input of ``planLearning``."""

    resource_id: strawberry.ID = strawberry.field(description="From what.")


@strawberry.type(description="It is on the viewer's list.")
class PlanLearningSuccess:
    """Answer of ``planLearning``."""

    record: LearningRecord = strawberry.field(
        description="The line; an earlier one stays as it is."
    )


@strawberry.input(description="Something that one has learnt from.")
class MarkLearningDoneInput:
    """Input of ``markLearningDone``."""

    resource_id: strawberry.ID = strawberry.field(description="From what.")
    done_on: date | None = strawberry.field(
        default=None, description="On which day one was done with it; today unless given."
    )
    minutes: int | None = strawberry.field(
        default=None, description="How long it took, if one wants to say so."
    )
    note: str = strawberry.field(
        default="", description="What one says of it; at most 2,000 characters."
    )


@strawberry.type(description="It is marked done.")
class MarkLearningDoneSuccess:
    """Answer of ``markLearningDone``."""

    record: LearningRecord = strawberry.field(description="The line.")


@strawberry.input(description="Something to take off one's list.")
class RemoveLearningInput:
    """Input of ``removeLearning``."""

    resource_id: strawberry.ID = strawberry.field(description="What.")


@strawberry.type(description="It is off the viewer's list.")
class RemoveLearningSuccess:
    """Answer of ``removeLearning``."""

    resource_key: strawberry.Private[UUID]

    @strawberry.field(description="The resource, of which the viewer has no line any more.")
    async def resource(self, info: Info) -> LearningResource:
        """The resource."""
        found: LearningResource = await refs.shown(info, "LearningResource", self.resource_key)
        return found


@strawberry.type
class LearningMutation:
    """What can be done with the catalogue and one's list."""

    @command("Write a learning resource, or change one; HR.")
    async def save_learning_resource(
        self, info: Info, input: SaveLearningResourceInput
    ) -> SaveLearningResourceSuccess:
        """Save."""
        view = await catalogue.save_learning_resource(
            info.context.actor,
            ResourceDraft(
                title=input.title,
                kind=input.kind,
                url=input.url,
                provider=input.provider,
                language=input.language,
                minutes=input.minutes,
                description=input.description,
                targets=tuple(target.read() for target in input.targets),
            ),
            resource_id=maybe_from_global(input.id, "LearningResource", field="id"),
            version=input.version,
        )
        return SaveLearningResourceSuccess(resource=LearningResource.of(view))

    @command("Take a learning resource out of use, or back; HR.")
    async def retire_learning_resource(
        self, info: Info, input: RetireLearningResourceInput
    ) -> RetireLearningResourceSuccess:
        """Retire."""
        view = await catalogue.retire_learning_resource(
            info.context.actor,
            resource_id=from_global(input.id, "LearningResource"),
            retired=input.retired,
        )
        return RetireLearningResourceSuccess(resource=LearningResource.of(view))

    @command("Look at a CSV file of learning resources, or write all of it; HR.")
    async def import_learning(
        self, info: Info, input: ImportLearningInput
    ) -> ImportLearningSuccess:
        """Import."""
        report = await import_learning(info.context.actor, csv=input.csv, apply=input.apply)
        return ImportLearningSuccess(report=CsvReport.of(report, info.context.language))

    @command("Put something to learn from on one's list.")
    async def plan_learning(self, info: Info, input: PlanLearningInput) -> PlanLearningSuccess:
        """Plan."""
        view = await records.plan_learning(
            info.context.actor, resource_id=_resource(input.resource_id)
        )
        return PlanLearningSuccess(record=LearningRecord.of(view))

    @command("Say that one has learnt from something.")
    async def mark_learning_done(
        self, info: Info, input: MarkLearningDoneInput
    ) -> MarkLearningDoneSuccess:
        """Mark done."""
        view = await records.mark_learning_done(
            info.context.actor,
            resource_id=_resource(input.resource_id),
            done_on=input.done_on,
            minutes=input.minutes,
            note=input.note,
        )
        return MarkLearningDoneSuccess(record=LearningRecord.of(view))

    @command("Take something off one's list.")
    async def remove_learning(
        self, info: Info, input: RemoveLearningInput
    ) -> RemoveLearningSuccess:
        """Remove."""
        key = _resource(input.resource_id)
        await records.remove_learning(info.context.actor, resource_id=key)
        return RemoveLearningSuccess(resource_key=key)


def _resource(value: strawberry.ID) -> UUID:
    return from_global(value, "LearningResource", field="resource_id")
