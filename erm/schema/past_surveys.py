"""Past surveys from a table, for HR: what its columns seem to be, and the import."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.language import say
from erm.engagement.past import uploads
from erm.engagement.past.errors import PastUploadNotFound
from erm.engagement.past.guessing import ColumnGuess
from erm.engagement.past.importing import PastSurvey, import_past_survey
from erm.engagement.past.parsing import PastColumn
from erm.engagement.past.rules import PastColumnUse
from erm.schema import refs
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.csv_reports import CsvReport
from erm.schema.enums import describe
from erm.schema.ids import maybe_from_global
from erm.schema.questions import LocalizedTextInput
from erm.schema.refs import SurveyWaveRef
from erm.schema.survey_enums import SegmentKind, SurveyQuestionKind
from erm.schema.survey_waves import SegmentLoss

describe(
    PastColumnUse,
    "PastColumnUse",
    "What a column of a table of answers is taken for.",
    {
        PastColumnUse.QUESTION: "Answers to a question.",
        PastColumnUse.OUTCOME: "Answers to the question that drivers are held against.",
        PastColumnUse.SEGMENT: "A segment to tell people of by.",
        PastColumnUse.LEAVE_OUT: "Nothing: it is not read.",
    },
)


@strawberry.type(description="A column of an uploaded table, and what it seems to be.")
class PastSurveyColumn:
    """A column."""

    name: str = strawberry.field(description="Its header.")
    kind: SurveyQuestionKind | None = strawberry.field(
        description="How the question seems to be answered; null where it seems to be none."
    )
    segment: SegmentKind | None = strawberry.field(description="Which segment it seems to be.")
    use: PastColumnUse = strawberry.field(description="What it is taken for unless told otherwise.")
    values: int = strawberry.field(description="How many different values it has.")
    examples: list[str] = strawberry.field(description="Up to three of its values.")
    lowest: int | None = strawberry.field(description="Lowest point of its scale.")
    highest: int | None = strawberry.field(description="Highest point of its scale.")
    note: str | None = strawberry.field(description="Why, in the viewer's language.")

    @classmethod
    def of(cls, guess: ColumnGuess, language: str) -> PastSurveyColumn:
        """Dress a guess."""
        return cls(
            name=guess.name,
            kind=guess.kind,
            segment=guess.segment,
            use=guess.use,
            values=guess.values,
            examples=list(guess.examples),
            lowest=guess.lowest,
            highest=guess.highest,
            note=say(language, f"past_survey.note.{guess.note}") if guess.note else None,
        )


@strawberry.type(description="An uploaded table of a past survey's answers, one row for a person.")
class PastSurveyDraft:
    """A table."""

    upload_id: strawberry.ID = strawberry.field(description="Id of the upload.")
    file_name: str = strawberry.field(description="Name of the file.")
    rows: int = strawberry.field(description="How many rows there are under the header.")
    columns: list[PastSurveyColumn] = strawberry.field(description="Its columns, in order.")


@strawberry.type
class PastSurveysQuery:
    """Root fields of the import of past surveys."""

    @strawberry.field(
        description="A table that the viewer uploaded within a day and has not imported. HR only; null "
        "for others, and when there is no such upload."
    )
    async def past_survey_draft(
        self,
        info: Info,
        upload_id: Annotated[
            strawberry.ID, strawberry.argument(description="Id that the upload was answered with.")
        ],
    ) -> PastSurveyDraft | None:
        """A table and what its columns seem to be."""
        key = _upload_key(upload_id)
        draft = key and await uploads.past_survey_draft(info.context.actor, key)
        if not draft:
            return None
        return PastSurveyDraft(
            upload_id=strawberry.ID(str(draft.upload_id)),
            file_name=draft.file_name,
            rows=draft.rows,
            columns=[PastSurveyColumn.of(each, info.context.language) for each in draft.columns],
        )


@strawberry.input(description="What a column is. Segments go in the order of their worth.")
class PastColumnInput:
    """A column."""

    name: str = strawberry.field(description="Its header.")
    use: PastColumnUse = strawberry.field(description="What it is taken for.")
    kind: SurveyQuestionKind | None = strawberry.field(
        default=None, description="How the question is answered."
    )
    segment: SegmentKind | None = strawberry.field(default=None, description="Which segment it is.")
    driver_id: strawberry.ID | None = strawberry.field(
        default=None, description="The driver that the question belongs to."
    )
    driver_name: str = strawberry.field(
        default="", description="The driver by name, made if there is none; where no id is given."
    )
    text: str = strawberry.field(default="", description="The question; its header unless given.")
    reversed: bool = strawberry.field(
        default=False, description="Whether a high answer is unfavourable."
    )
    lowest: int | None = strawberry.field(
        default=None, description="Lowest point, of a scale of its own."
    )
    highest: int | None = strawberry.field(
        default=None, description="Highest point, of a scale of its own."
    )


@strawberry.input(description="A past survey, of an uploaded table.")
class ImportPastSurveyInput:
    """Input of ``importPastSurvey``."""

    upload_id: strawberry.ID = strawberry.field(description="Id of the upload.")
    titles: LocalizedTextInput = strawberry.field(description="What it is called.")
    day: date = strawberry.field(description="When it took place.")
    invited: int | None = strawberry.field(
        default=None, description="How many people were asked, where that is known."
    )
    columns: list[PastColumnInput] = strawberry.field(
        description="What its columns are; a column that is not named is left out."
    )
    apply: bool = strawberry.field(
        default=False, description="False: only say what it would come to."
    )
    score_group: int = strawberry.field(
        default=5, description="Fewest people of a group whose scores are told."
    )
    word_group: int = strawberry.field(
        default=10, description="Fewest people of a group whose comments are told."
    )


@strawberry.type(description="The table was read.")
class ImportPastSurveySuccess:
    """Success of ``importPastSurvey``."""

    wave_key: strawberry.Private[UUID | None]
    report: CsvReport = strawberry.field(description="What it did, or would do.")
    losses: list[SegmentLoss] = strawberry.field(
        description="What is given up so that no combination of segments is too small."
    )

    @strawberry.field(description="The wave, once it is imported.")
    async def wave(self, info: Info) -> SurveyWaveRef | None:
        """The wave."""
        return await refs.load(info, "SurveyWave", self.wave_key)


@strawberry.type
class PastSurveysMutation:
    """Mutations of the import of past surveys."""

    @command(
        "Import a past survey: all of its table, or nothing. The table is destroyed with it.",
        own_transactions=True,
    )
    async def import_past_survey(
        self, info: Info, input: ImportPastSurveyInput
    ) -> ImportPastSurveySuccess:
        """Import a table."""
        key = _upload_key(input.upload_id)
        if key is None:
            raise PastUploadNotFound(field="upload_id")
        done = await import_past_survey(
            info.context.actor,
            upload_id=key,
            past=PastSurvey(
                titles=input.titles.read(),
                day=input.day,
                columns=[_column(each) for each in input.columns],
                invited=input.invited,
                score_group=input.score_group,
                word_group=input.word_group,
            ),
            apply=input.apply,
            bus=info.context.bus,
        )
        return ImportPastSurveySuccess(
            wave_key=done.wave_id,
            report=CsvReport.of(done.report, info.context.language),
            losses=[SegmentLoss.of(each) for each in done.losses],
        )


def _column(given: PastColumnInput) -> PastColumn:
    return PastColumn(
        name=given.name,
        use=given.use,
        kind=given.kind,
        segment=given.segment,
        driver_id=maybe_from_global(given.driver_id, "SurveyDriver", field="columns"),
        driver_name=given.driver_name,
        text=given.text,
        reversed=given.reversed,
        lowest=given.lowest,
        highest=given.highest,
    )


def _upload_key(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None
