"""What is done with waves: calling one off, reminding; and one's own choice about mail."""

from __future__ import annotations

import strawberry

from erm.engagement.surveys import settings
from erm.engagement.waves.mails import WaveMails
from erm.flows import survey_waves as flows
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.ids import from_global
from erm.schema.survey_waves import EngagementPreference, SurveyWave


@strawberry.input(description="Which wave to call off, and why.")
class CancelWaveInput:
    """Input of ``cancelWave``."""

    wave_id: strawberry.ID = strawberry.field(description="Id of a planned or open wave.")
    reason: str = strawberry.field(
        description="Why, for those who were invited; at most 500 characters."
    )


@strawberry.type(description="The wave does not take place; its ballots were destroyed unread.")
class CancelWaveSuccess:
    """Answer of ``cancelWave``."""

    wave: SurveyWave = strawberry.field(description="The wave.")


@strawberry.input(description="Which wave to remind of.")
class RemindOfWaveInput:
    """Input of ``remindOfWave``."""

    wave_id: strawberry.ID = strawberry.field(description="Id of an open wave.")


@strawberry.type(
    description="All who have not taken their ballot were reminded; nobody sees who they are."
)
class RemindOfWaveSuccess:
    """Answer of ``remindOfWave``."""

    reminded: int = strawberry.field(description="How many, in steps of five.")


@strawberry.input(description="What to choose about surveys.")
class EditEngagementPreferenceInput:
    """Input of ``editEngagementPreference``."""

    mails: bool = strawberry.field(
        description="Whether invitations, reminders and news of reports are mailed."
    )


@strawberry.type(description="The choice holds.")
class EditEngagementPreferenceSuccess:
    """Answer of ``editEngagementPreference``."""

    preference: EngagementPreference = strawberry.field(description="The choice.")


@strawberry.type
class SurveyWavesMutation:
    """What is done with waves."""

    @command(
        "Call a wave of a survey off; its ballots are destroyed unread.", own_transactions=True
    )
    async def cancel_wave(self, info: Info, input: CancelWaveInput) -> CancelWaveSuccess:
        """Cancel."""
        context = info.context
        view = await flows.cancel_wave(
            context.actor,
            context.settings,
            context.bus,
            wave_id=from_global(input.wave_id, "SurveyWave", field="wave_id"),
            reason=input.reason,
        )
        return CancelWaveSuccess(wave=SurveyWave.of(view, context.language))

    @command("Remind all who have not taken their ballot, at most once a day.")
    async def remind_of_wave(self, info: Info, input: RemindOfWaveInput) -> RemindOfWaveSuccess:
        """Remind."""
        reminded = await WaveMails(info.context.settings).remind(
            info.context.actor,
            wave_id=from_global(input.wave_id, "SurveyWave", field="wave_id"),
        )
        return RemindOfWaveSuccess(reminded=reminded)

    @command("Choose whether surveys are mailed about.")
    async def edit_engagement_preference(
        self, info: Info, input: EditEngagementPreferenceInput
    ) -> EditEngagementPreferenceSuccess:
        """Choose."""
        mails = await settings.set_mails(info.context.actor, mails=input.mails)
        return EditEngagementPreferenceSuccess(preference=EngagementPreference(mails=mails))
