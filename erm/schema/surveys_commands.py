"""What HR does with surveys: drafts, copies, launch, end; and settings."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import strawberry

from erm.engagement.surveys import commands, settings
from erm.engagement.surveys.commands import QuestionDraft, SurveyDraft
from erm.engagement.waves import commands as launching
from erm.people.audience import Audience
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.ids import from_global, maybe_from_global, to_global
from erm.schema.questions import LocalizedTextInput
from erm.schema.survey_enums import SegmentKind, SurveyReaders, SurveyRhythm
from erm.schema.surveys import EngagementSettings, Survey


def _keys(values: list[strawberry.ID], kind: str, *, field: str) -> tuple[UUID, ...]:
    return tuple(from_global(value, kind, field=field) for value in values)


@strawberry.input(
    description="Whom a survey is for. Criteria of different sorts all have to hold; people named are "
    "added, people excluded are taken out."
)
class SurveyAudienceInput:
    """A rule as it is typed."""

    everyone: bool = strawberry.field(
        default=False, description="Everybody, where there is no criterion."
    )
    department_ids: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="In one of these departments."
    )
    with_subdepartments: bool = strawberry.field(
        default=True, description="Whether departments below count too."
    )
    locations: list[str] = strawberry.field(
        default_factory=list, description="At one of these locations, word for word."
    )
    hired_from: date | None = strawberry.field(
        default=None, description="Hired on this day or later."
    )
    hired_until: date | None = strawberry.field(
        default=None, description="Hired on this day or earlier."
    )
    manager_ids: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="Reporting to one of these."
    )
    titles: list[str] = strawberry.field(
        default_factory=list, description="With one of these titles, word for word."
    )
    person_ids: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="These people besides."
    )
    excluded_ids: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="Not these people."
    )

    def read(self) -> Audience:
        """What was typed."""
        return Audience(
            everyone=self.everyone,
            departments=_keys(self.department_ids, "Department", field="department_ids"),
            with_subdepartments=self.with_subdepartments,
            locations=tuple(self.locations),
            hired_from=self.hired_from,
            hired_until=self.hired_until,
            managers=_keys(self.manager_ids, "Person", field="manager_ids"),
            titles=tuple(self.titles),
            people=_keys(self.person_ids, "Person", field="person_ids"),
            excluded=_keys(self.excluded_ids, "Person", field="excluded_ids"),
        )


@strawberry.input(
    description="A question of a draft: one that it has, or one of the bank; its words come from there."
)
class SurveyQuestionInput:
    """One of the two ids."""

    question_id: strawberry.ID | None = strawberry.field(
        default=None, description="A question that the draft has; its words stay."
    )
    item_id: strawberry.ID | None = strawberry.field(
        default=None, description="A question of the bank, in its words of now."
    )
    always: bool = strawberry.field(default=True, description="Whether every wave asks it.")
    outcome: bool = strawberry.field(
        default=False, description="Whether it asks for the outcome; then it has no driver."
    )

    def read(self) -> QuestionDraft:
        """What was typed."""
        return QuestionDraft(
            question_id=maybe_from_global(self.question_id, "SurveyQuestion", field="questions"),
            item_id=maybe_from_global(self.item_id, "SurveyItem", field="questions"),
            always=self.always,
            outcome=self.outcome,
        )


@strawberry.input(description="A draft of a survey.")
class SaveSurveyInput:
    """Input of ``saveSurvey``."""

    survey_id: strawberry.ID | None = strawberry.field(
        default=None, description="Which draft to change; a new one is made without it."
    )
    titles: LocalizedTextInput = strawberry.field(description="Its title.")
    intros: LocalizedTextInput = strawberry.field(description="What it is about.")
    rhythm: SurveyRhythm = strawberry.field(description="How often it is asked.")
    readers: SurveyReaders = strawberry.field(description="Who reads what is told.")
    audience: SurveyAudienceInput = strawberry.field(description="Whom it is for.")
    segments: list[SegmentKind] = strawberry.field(
        description="What people are told of by, in order of worth; at most four."
    )
    score_group: int = strawberry.field(
        default=5, description="Fewest people of a group whose scores are told, 5 to 100."
    )
    word_group: int = strawberry.field(
        default=10,
        description="Fewest people of a group whose comments and distributions are told, 10 to 100.",
    )
    keep_days: int = strawberry.field(
        default=30, description="Destroy ballots so many days after the close: 0, 30 or 90."
    )
    starts_on: date = strawberry.field(description="The first day, on each person's clock.")
    open_days: int = strawberry.field(default=14, description="How many days a wave is open.")
    remind_days: list[int] = strawberry.field(
        default_factory=lambda: [3, 1],
        description="How many days before the end reminders go out.",
    )
    wave_questions: int | None = strawberry.field(
        default=None, description="How many questions a wave of a pulse asks in turn; null: all."
    )
    questions: list[SurveyQuestionInput] = strawberry.field(description="What it asks, in order.")
    version: int | None = strawberry.field(
        default=None, description="The version that was read, for one that is changed."
    )


@strawberry.type(description="The draft was saved.")
class SaveSurveySuccess:
    """Answer of ``saveSurvey``."""

    survey: Survey = strawberry.field(description="The draft.")


@strawberry.input(description="Which survey to make a draft of.")
class CopySurveyInput:
    """Input of ``copySurvey``."""

    survey_id: strawberry.ID = strawberry.field(description="Id of the survey.")


@strawberry.type(description="There is a draft like it.")
class CopySurveySuccess:
    """Answer of ``copySurvey``."""

    survey: Survey = strawberry.field(description="The draft.")


@strawberry.input(description="Which draft to delete.")
class DeleteSurveyDraftInput:
    """Input of ``deleteSurveyDraft``."""

    survey_id: strawberry.ID = strawberry.field(description="Id of the draft.")
    version: int = strawberry.field(description="The version that was read.")


@strawberry.type(description="The draft is gone.")
class DeleteSurveyDraftSuccess:
    """Answer of ``deleteSurveyDraft``."""

    deleted_id: strawberry.ID = strawberry.field(description="Its former id.")


@strawberry.input(description="Which draft to launch.")
class LaunchSurveyInput:
    """Input of ``launchSurvey``."""

    survey_id: strawberry.ID = strawberry.field(description="Id of the draft.")
    version: int = strawberry.field(description="The version that was read.")


@strawberry.type(description="The promise is given, and the first wave is planned.")
class LaunchSurveySuccess:
    """Answer of ``launchSurvey``."""

    survey: Survey = strawberry.field(description="The survey.")


@strawberry.input(description="Which survey to end.")
class EndSurveyInput:
    """Input of ``endSurvey``."""

    survey_id: strawberry.ID = strawberry.field(description="Id of the survey.")
    version: int = strawberry.field(description="The version that was read.")


@strawberry.type(description="No further wave begins; one that is open goes on to its end.")
class EndSurveySuccess:
    """Answer of ``endSurvey``."""

    survey: Survey = strawberry.field(description="The survey.")


@strawberry.input(description="What the company decides about surveys.")
class EditEngagementSettingsInput:
    """Input of ``editEngagementSettings``."""

    monthly_questions: int = strawberry.field(
        description="Most questions to one person in 30 days, 1 to 200."
    )
    version: int = strawberry.field(description="The version that was read.")


@strawberry.type(description="The settings hold from the next wave on.")
class EditEngagementSettingsSuccess:
    """Answer of ``editEngagementSettings``."""

    settings: EngagementSettings = strawberry.field(description="The settings.")


@strawberry.type
class SurveysMutation:
    """What HR does with surveys."""

    @command("Make a draft of a survey, or change one.")
    async def save_survey(self, info: Info, input: SaveSurveyInput) -> SaveSurveySuccess:
        """Save."""
        view = await commands.save_survey(
            info.context.actor,
            SurveyDraft(
                titles=input.titles.read(),
                intros=input.intros.read(),
                rhythm=input.rhythm,
                readers=input.readers,
                audience=input.audience.read(),
                segments=input.segments,
                starts_on=input.starts_on,
                questions=[each.read() for each in input.questions],
                score_group=input.score_group,
                word_group=input.word_group,
                keep_days=input.keep_days,
                open_days=input.open_days,
                remind_days=input.remind_days,
                wave_questions=input.wave_questions,
            ),
            survey_id=maybe_from_global(input.survey_id, "Survey", field="survey_id"),
            version=input.version,
        )
        return SaveSurveySuccess(survey=Survey.of(view, info.context.language))

    @command("Make a draft of a survey that there is.")
    async def copy_survey(self, info: Info, input: CopySurveyInput) -> CopySurveySuccess:
        """Copy."""
        key = from_global(input.survey_id, "Survey", field="survey_id")
        await launching.require_managed(info.context.actor, key)
        view = await commands.copy_survey(info.context.actor, survey_id=key)
        return CopySurveySuccess(survey=Survey.of(view, info.context.language))

    @command("Delete a draft of a survey.")
    async def delete_survey_draft(
        self, info: Info, input: DeleteSurveyDraftInput
    ) -> DeleteSurveyDraftSuccess:
        """Delete."""
        key = await commands.delete_draft(
            info.context.actor,
            survey_id=from_global(input.survey_id, "Survey", field="survey_id"),
            version=input.version,
        )
        return DeleteSurveyDraftSuccess(deleted_id=to_global("Survey", key))

    @command("Freeze what a draft asks and promises, and plan its first wave.")
    async def launch_survey(self, info: Info, input: LaunchSurveyInput) -> LaunchSurveySuccess:
        """Launch."""
        view = await launching.launch_survey(
            info.context.actor,
            survey_id=from_global(input.survey_id, "Survey", field="survey_id"),
            version=input.version,
        )
        return LaunchSurveySuccess(survey=Survey.of(view, info.context.language))

    @command("Let no further wave of a survey begin.")
    async def end_survey(self, info: Info, input: EndSurveyInput) -> EndSurveySuccess:
        """End."""
        view = await launching.end_survey(
            info.context.actor,
            survey_id=from_global(input.survey_id, "Survey", field="survey_id"),
            version=input.version,
        )
        return EndSurveySuccess(survey=Survey.of(view, info.context.language))

    @command("Decide how much one person may be asked.")
    async def edit_engagement_settings(
        self, info: Info, input: EditEngagementSettingsInput
    ) -> EditEngagementSettingsSuccess:
        """Edit."""
        view = await settings.edit_engagement_settings(
            info.context.actor,
            monthly_questions=input.monthly_questions,
            version=input.version,
        )
        return EditEngagementSettingsSuccess(settings=EngagementSettings.of(view))
