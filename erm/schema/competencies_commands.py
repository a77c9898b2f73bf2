"""What HR does with competency frameworks."""

from __future__ import annotations

from uuid import UUID

import strawberry

from erm.core.localized import UNSAID
from erm.development.competencies.commands import frameworks as commands
from erm.development.competencies.content import (
    CompetencyWords,
    Expectation,
    Family,
    FrameworkContent,
    LevelWords,
    TrackWords,
)
from erm.schema.command import command
from erm.schema.competencies import CompetencyFramework
from erm.schema.context import Info
from erm.schema.csv_reports import CsvReport
from erm.schema.ids import from_global, maybe_from_global
from erm.schema.questions import LocalizedTextInput, read_text


@strawberry.input(description="A family of competencies.")
class FrameworkFamilyInput:
    """A family."""

    key: str = strawberry.field(
        description="Its key: small Latin letters, digits, single hyphens and underscores."
    )
    names: LocalizedTextInput = strawberry.field(description="What it is called.")


@strawberry.input(description="A level of a track.")
class FrameworkLevelInput:
    """A level."""

    key: str = strawberry.field(description="Its key, unique in its track.")
    names: LocalizedTextInput = strawberry.field(description="What it is called.")
    leads_to: list[str] = strawberry.field(
        default_factory=list,
        description="Levels beyond the next one of its track that it leads to, as `track/level`.",
    )


@strawberry.input(description="A kind of work, with its levels from the first one up.")
class FrameworkTrackInput:
    """A track."""

    key: str = strawberry.field(description="Its key.")
    names: LocalizedTextInput = strawberry.field(description="What it is called.")
    levels: list[FrameworkLevelInput] = strawberry.field(description="Its levels in order.")


@strawberry.input(description="What is expected in a competency at a level.")
class ExpectationInput:
    """A cell of the grid."""

    track_key: str = strawberry.field(description="The key of the track.")
    level_key: str = strawberry.field(description="The key of the level.")
    texts: LocalizedTextInput = strawberry.field(
        description="What is expected; empty in all languages: it is not asked there."
    )


@strawberry.input(description="A competency.")
class FrameworkCompetencyInput:
    """A competency."""

    key: str = strawberry.field(description="Its key; it stays the same competency by it.")
    family_key: str = strawberry.field(description="The key of its family.")
    names: LocalizedTextInput = strawberry.field(description="What it is called.")
    descriptions: LocalizedTextInput = strawberry.field(description="What it is about.")
    expectations: list[ExpectationInput] = strawberry.field(description="What is expected where.")


@strawberry.input(description="All words of a framework.")
class FrameworkContentInput:
    """A draft's content."""

    families: list[FrameworkFamilyInput] = strawberry.field(description="Its families in order.")
    tracks: list[FrameworkTrackInput] = strawberry.field(description="Its tracks in order.")
    competencies: list[FrameworkCompetencyInput] = strawberry.field(
        description="Its competencies in order."
    )

    def read(self) -> FrameworkContent:
        """What was typed."""
        return FrameworkContent(
            families=tuple(Family(each.key, each.names.read()) for each in self.families),
            tracks=tuple(
                TrackWords(
                    track.key,
                    track.names.read(),
                    tuple(
                        LevelWords(level.key, level.names.read(), tuple(level.leads_to))
                        for level in track.levels
                    ),
                )
                for track in self.tracks
            ),
            competencies=tuple(
                CompetencyWords(
                    each.key,
                    each.family_key,
                    each.names.read(),
                    each.descriptions.read(),
                    tuple(
                        Expectation(one.track_key, one.level_key, one.texts.read())
                        for one in each.expectations
                    ),
                )
                for each in self.competencies
            ),
        )


@strawberry.input(description="A framework to begin.")
class CreateFrameworkInput:
    """Input of ``createFramework``."""

    names: LocalizedTextInput = strawberry.field(
        description="What it is called; with an example it may be empty."
    )
    descriptions: LocalizedTextInput | None = strawberry.field(
        default=None, description="What it is for."
    )
    example_key: str | None = strawberry.field(
        default=None, description="The example to begin from; an empty draft without it."
    )


@strawberry.type(description="The framework is there as a draft.")
class CreateFrameworkSuccess:
    """Answer of ``createFramework``."""

    framework: CompetencyFramework = strawberry.field(description="The framework.")


@strawberry.input(description="A framework as a table.")
class ImportFrameworkInput:
    """Input of ``importFramework``."""

    framework_id: strawberry.ID | None = strawberry.field(
        default=None, description="Into whose draft; a new framework without it."
    )
    csv: str = strawberry.field(
        description="The file's text, at most 1 MB; the export has the same columns."
    )
    names: LocalizedTextInput | None = strawberry.field(
        default=None, description="What it is called; needed for a new one."
    )
    apply: bool = strawberry.field(
        default=False, description="Whether to write it, if there is no problem."
    )
    version: int | None = strawberry.field(
        default=None, description="The framework's version that was read, if it is there already."
    )


@strawberry.type(description="What the file says, and whether it was written.")
class ImportFrameworkSuccess:
    """Answer of ``importFramework``."""

    report: CsvReport = strawberry.field(
        description="Its problems; without any, how many descriptions it would change."
    )
    framework: CompetencyFramework | None = strawberry.field(
        description="The framework; null where a new one was not written."
    )


@strawberry.input(description="A draft in other words.")
class SaveFrameworkDraftInput:
    """Input of ``saveFrameworkDraft``."""

    framework_id: strawberry.ID = strawberry.field(description="Which framework.")
    version: int = strawberry.field(description="The framework's version that was read.")
    names: LocalizedTextInput = strawberry.field(description="What it is called, at once.")
    descriptions: LocalizedTextInput | None = strawberry.field(
        default=None, description="What it is for, at once; null: unchanged."
    )
    content: FrameworkContentInput = strawberry.field(
        description="All its words; they may be unfinished."
    )


@strawberry.type(description="The draft is saved.")
class SaveFrameworkDraftSuccess:
    """Answer of ``saveFrameworkDraft``."""

    framework: CompetencyFramework = strawberry.field(description="The framework.")


@strawberry.input(description="A draft that should hold from now on.")
class PublishFrameworkInput:
    """Input of ``publishFramework``."""

    framework_id: strawberry.ID = strawberry.field(description="Whose draft.")
    version: int = strawberry.field(description="The framework's version that was read.")
    note: str = strawberry.field(default="", description="What is new, for everybody.")


@strawberry.type(description="The new version holds.")
class PublishFrameworkSuccess:
    """Answer of ``publishFramework``."""

    framework: CompetencyFramework = strawberry.field(description="The framework.")


@strawberry.input(description="A draft to throw away.")
class DiscardFrameworkDraftInput:
    """Input of ``discardFrameworkDraft``."""

    framework_id: strawberry.ID = strawberry.field(description="Whose draft.")


@strawberry.type(description="The draft is gone.")
class DiscardFrameworkDraftSuccess:
    """Answer of ``discardFrameworkDraft``."""

    framework: CompetencyFramework | None = strawberry.field(
        description="The framework; null where it had never been published and is gone too."
    )


@strawberry.input(description="A framework to take out of use, or back.")
class RetireFrameworkInput:
    """Input of ``retireFramework``."""

    framework_id: strawberry.ID = strawberry.field(description="Which framework.")
    retired: bool = strawberry.field(description="False takes it back into use.")


@strawberry.type(description="The framework is out of use, or in use again.")
class RetireFrameworkSuccess:
    """Answer of ``retireFramework``."""

    framework: CompetencyFramework = strawberry.field(description="The framework.")


@strawberry.type
class CompetenciesMutation:
    """What HR does with frameworks."""

    @command("Begin a competency framework, empty or from an example; HR's.")
    async def create_framework(
        self, info: Info, input: CreateFrameworkInput
    ) -> CreateFrameworkSuccess:
        """Begin."""
        view = await commands.create_framework(
            info.context.actor,
            names=input.names.read(),
            descriptions=read_text(input.descriptions),
            example_key=input.example_key,
        )
        return CreateFrameworkSuccess(framework=CompetencyFramework.of(view, info.context.language))

    @command("Read a framework from a file into its draft, all of it or nothing; HR's.")
    async def import_framework(
        self, info: Info, input: ImportFrameworkInput
    ) -> ImportFrameworkSuccess:
        """Import."""
        report, view = await commands.import_framework(
            info.context.actor,
            framework_id=maybe_from_global(
                input.framework_id, "CompetencyFramework", field="framework_id"
            ),
            csv=input.csv,
            names=UNSAID if input.names is None else input.names.read(),
            apply=input.apply,
            version=input.version,
        )
        language = info.context.language
        return ImportFrameworkSuccess(
            report=CsvReport.of(report, language),
            framework=None if view is None else CompetencyFramework.of(view, language),
        )

    @command("Write the draft of a framework anew; HR's.")
    async def save_framework_draft(
        self, info: Info, input: SaveFrameworkDraftInput
    ) -> SaveFrameworkDraftSuccess:
        """Save."""
        view = await commands.save_framework_draft(
            info.context.actor,
            framework_id=_framework(input.framework_id),
            version=input.version,
            names=input.names.read(),
            descriptions=None if input.descriptions is None else input.descriptions.read(),
            content=input.content.read(),
        )
        return SaveFrameworkDraftSuccess(
            framework=CompetencyFramework.of(view, info.context.language)
        )

    @command("Let the draft of a framework hold; HR's. People stay at their levels.")
    async def publish_framework(
        self, info: Info, input: PublishFrameworkInput
    ) -> PublishFrameworkSuccess:
        """Publish."""
        view = await commands.publish_framework(
            info.context.actor,
            framework_id=_framework(input.framework_id),
            version=input.version,
            note=input.note,
        )
        return PublishFrameworkSuccess(
            framework=CompetencyFramework.of(view, info.context.language)
        )

    @command("Throw the draft of a framework away; HR's.")
    async def discard_framework_draft(
        self, info: Info, input: DiscardFrameworkDraftInput
    ) -> DiscardFrameworkDraftSuccess:
        """Discard."""
        view = await commands.discard_framework_draft(
            info.context.actor, framework_id=_framework(input.framework_id)
        )
        return DiscardFrameworkDraftSuccess(
            framework=None if view is None else CompetencyFramework.of(view, info.context.language)
        )

    @command(
        "Take a framework out of use, or back; HR's. Refused while people stand at its levels."
    )
    async def retire_framework(
        self, info: Info, input: RetireFrameworkInput
    ) -> RetireFrameworkSuccess:
        """Retire."""
        view = await commands.retire_framework(
            info.context.actor,
            framework_id=_framework(input.framework_id),
            retired=input.retired,
        )
        return RetireFrameworkSuccess(framework=CompetencyFramework.of(view, info.context.language))


def _framework(value: strawberry.ID) -> UUID:
    return from_global(value, "CompetencyFramework", field="framework_id")
