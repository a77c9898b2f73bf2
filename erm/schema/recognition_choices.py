"""The viewer's own choices about recognition."""

from __future__ import annotations

import strawberry

from erm.recognition.choices import preferences
from erm.recognition.choices.preferences import PreferenceView
from erm.schema.command import command
from erm.schema.context import Info


@strawberry.type(description="What the viewer chose about recognition.")
class RecognitionPreference:
    """One's own switches."""

    on_leaderboard: bool = strawberry.field(
        description="Whether they stand on the leaderboard, where the company has one."
    )
    thanks_nudges: bool = strawberry.field(
        description="Whether they are told when they have thanked nobody for a while."
    )
    mail_received: bool = strawberry.field(
        description="Whether they get mail when somebody thanks or mentions them."
    )
    mail_gathered: bool = strawberry.field(
        description="Whether they get a mail of comments and reactions, at most once a day."
    )

    @classmethod
    def of(cls, view: PreferenceView) -> RecognitionPreference:
        """Dress a view."""
        return cls(
            on_leaderboard=view.on_leaderboard,
            thanks_nudges=view.thanks_nudges,
            mail_received=view.mail_received,
            mail_gathered=view.mail_gathered,
        )


@strawberry.type
class RecognitionChoicesViewer:
    """What is the viewer's own of recognition."""

    @strawberry.field(description="What the viewer chose about recognition.")
    async def recognition_preference(self, info: Info) -> RecognitionPreference:
        """Everything is on until somebody switches it off."""
        return RecognitionPreference.of(await preferences.preference(info.context.actor))


@strawberry.input(description="What to change of one's own choices; what is left out stays.")
class EditRecognitionPreferenceInput:
    """Input of ``editRecognitionPreference``."""

    on_leaderboard: bool | None = strawberry.field(
        default=None, description="Whether to stand on the leaderboard."
    )
    thanks_nudges: bool | None = strawberry.field(
        default=None, description="Whether to be told when one has thanked nobody for a while."
    )
    mail_received: bool | None = strawberry.field(
        default=None, description="Whether to get mail of thanks and mentions."
    )
    mail_gathered: bool | None = strawberry.field(
        default=None, description="Whether to get mail of comments and reactions."
    )


@strawberry.type(description="The choices were changed.")
class EditRecognitionPreferenceSuccess:
    """Answer of ``editRecognitionPreference``."""

    preference: RecognitionPreference = strawberry.field(description="All of them.")


@strawberry.type
class RecognitionChoicesMutation:
    """What one does about one's own."""

    @command("Change one's own choices about recognition.")
    async def edit_recognition_preference(
        self, info: Info, input: EditRecognitionPreferenceInput
    ) -> EditRecognitionPreferenceSuccess:
        """Choose."""
        view = await preferences.edit_preference(
            info.context.actor,
            on_leaderboard=input.on_leaderboard,
            thanks_nudges=input.thanks_nudges,
            mail_received=input.mail_received,
            mail_gathered=input.mail_gathered,
        )
        return EditRecognitionPreferenceSuccess(preference=RecognitionPreference.of(view))
