"""What HR decides about recognition: the company's values, and its settings."""

from __future__ import annotations

import strawberry

from erm.recognition import commands, queries
from erm.recognition.choices import settings
from erm.recognition.choices.settings import SettingsEdit, SettingsView
from erm.recognition.rules import EDIT_FOR
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.ids import from_global, maybe_from_global
from erm.schema.recognition_parts import CompanyValue


@strawberry.type(description="What the company decided about recognition.")
class RecognitionSettings:
    """The company's choices."""

    value_required: bool = strawberry.field(
        description="Whether thanks need to name a company value."
    )
    points_enabled: bool = strawberry.field(description="Whether points can be given.")
    allowance: int = strawberry.field(
        description="Points to give in a month, where no rule says another number."
    )
    gift_maximum: int | None = strawberry.field(
        description="Most points with one thank-you; null for no maximum."
    )
    leaderboard_enabled: bool = strawberry.field(
        description="Whether there is a board of who received most thanks."
    )
    celebrations_enabled: bool = strawberry.field(
        description="Whether anniversaries and birthdays are celebrated, as each person wishes."
    )
    blocked_words: list[str] | None = strawberry.field(
        description="Words that writers are warned of, folded; null for all but HR."
    )
    version: int = strawberry.field(description="To be given back when saving.")
    can_edit: bool = strawberry.field(description="Whether the viewer may change them: HR.")
    edit_hours: int = strawberry.field(
        description="For how many hours authors can change their thanks."
    )
    can_schedule: bool = strawberry.field(
        description="Whether the viewer can put thanks off until later."
    )

    @classmethod
    def of(cls, view: SettingsView) -> RecognitionSettings:
        """Dress a view."""
        return cls(
            value_required=view.value_required,
            points_enabled=view.points_enabled,
            allowance=view.allowance,
            gift_maximum=view.gift_maximum,
            leaderboard_enabled=view.leaderboard_enabled,
            celebrations_enabled=view.celebrations_enabled,
            blocked_words=None if view.blocked_words is None else list(view.blocked_words),
            version=view.version,
            can_edit=view.can_edit,
            edit_hours=int(EDIT_FOR.total_seconds() // 3600),
            can_schedule=view.can_schedule,
        )


@strawberry.type
class RecognitionSettingsQuery:
    """What everybody may know of the company's choices."""

    @strawberry.field(description="What the company decided about recognition.")
    async def recognition_settings(self, info: Info) -> RecognitionSettings:
        """The settings."""
        return RecognitionSettings.of(await settings.recognition_settings(info.context.actor))


@strawberry.input(description="A company value.")
class SaveCompanyValueInput:
    """Input of ``saveCompanyValue``."""

    name: str = strawberry.field(description="Its name; at most 120 characters, no other's.")
    description: str = strawberry.field(
        description="What is meant by it; at most 1,000 characters; may be empty."
    )
    color: str = strawberry.field(description="Name of a theme colour.")
    icon: str = strawberry.field(description="Name of a sign, as Tabler calls it.")
    value_id: strawberry.ID | None = strawberry.field(
        default=None, description="Id of the value to change; null for a new one."
    )
    version: int | None = strawberry.field(
        default=None, description="The version that was read, for one that is changed."
    )


@strawberry.type(description="The value was saved.")
class SaveCompanyValueSuccess:
    """Answer of ``saveCompanyValue``."""

    value: CompanyValue = strawberry.field(description="The value.")


@strawberry.input(description="Which value to take out of use or into use again.")
class RetireCompanyValueInput:
    """Input of ``retireCompanyValue``."""

    value_id: strawberry.ID = strawberry.field(description="Id of the value.")
    retired: bool = strawberry.field(description="True to take it out of use.")


@strawberry.type(description="The value is in use, or out of it, as was wished.")
class RetireCompanyValueSuccess:
    """Answer of ``retireCompanyValue``."""

    value: CompanyValue = strawberry.field(description="The value.")


@strawberry.input(description="The order of the values.")
class OrderCompanyValuesInput:
    """Input of ``orderCompanyValues``."""

    value_ids: list[strawberry.ID] = strawberry.field(
        description="Ids of all values in use, in their new order."
    )


@strawberry.type(description="The values stand in their new order.")
class OrderCompanyValuesSuccess:
    """Answer of ``orderCompanyValues``."""

    values: list[CompanyValue] = strawberry.field(description="The values in use, in order.")


@strawberry.input(description="What to change of the company's choices; null leaves it as it is.")
class EditRecognitionSettingsInput:
    """Input of ``editRecognitionSettings``."""

    version: int = strawberry.field(description="The version that was read.")
    value_required: bool | None = strawberry.field(
        default=None, description="Whether thanks need to name a company value."
    )
    points_enabled: bool | None = strawberry.field(
        default=None, description="Whether points can be given."
    )
    allowance: int | None = strawberry.field(
        default=None, description="Points to give in a month, 0 to 10,000."
    )
    gift_maximum: int | None = strawberry.field(
        default=None, description="Most points with one thank-you, 1 to 10,000."
    )
    no_gift_maximum: bool = strawberry.field(default=False, description="To have no such maximum.")
    leaderboard_enabled: bool | None = strawberry.field(
        default=None, description="Whether there is a board of who received most thanks."
    )
    celebrations_enabled: bool | None = strawberry.field(
        default=None, description="Whether anniversaries and birthdays are celebrated."
    )
    blocked_words: list[str] | None = strawberry.field(
        default=None, description="Words to warn writers of, the whole list; at most 500."
    )


@strawberry.type(description="The company's choices were changed.")
class EditRecognitionSettingsSuccess:
    """Answer of ``editRecognitionSettings``."""

    settings: RecognitionSettings = strawberry.field(description="The choices as they are now.")


@strawberry.type
class RecognitionSettingsMutation:
    """What HR decides."""

    @command("As HR, add a company value or change one.")
    async def save_company_value(
        self, info: Info, input: SaveCompanyValueInput
    ) -> SaveCompanyValueSuccess:
        """Save a value."""
        view = await commands.save_company_value(
            info.context.actor,
            commands.ValueDraft(input.name, input.description, input.color, input.icon),
            value_id=maybe_from_global(input.value_id, "CompanyValue", field="value_id"),
            version=input.version,
        )
        return SaveCompanyValueSuccess(value=CompanyValue.of(view))

    @command("As HR, take a company value out of use, or into use again. Kudos under it keep it.")
    async def retire_company_value(
        self, info: Info, input: RetireCompanyValueInput
    ) -> RetireCompanyValueSuccess:
        """Retire a value."""
        view = await commands.retire_company_value(
            info.context.actor,
            value_id=from_global(input.value_id, "CompanyValue", field="value_id"),
            retired=input.retired,
        )
        return RetireCompanyValueSuccess(value=CompanyValue.of(view))

    @command("As HR, say in which order the company values are shown.")
    async def order_company_values(
        self, info: Info, input: OrderCompanyValuesInput
    ) -> OrderCompanyValuesSuccess:
        """Order the values."""
        actor = info.context.actor
        await commands.order_company_values(
            actor,
            value_ids=[
                from_global(each, "CompanyValue", field="value_ids") for each in input.value_ids
            ],
        )
        views = await queries.company_values(actor)
        return OrderCompanyValuesSuccess(values=[CompanyValue.of(view) for view in views])

    @command("As HR, change what the company decided about recognition.")
    async def edit_recognition_settings(
        self, info: Info, input: EditRecognitionSettingsInput
    ) -> EditRecognitionSettingsSuccess:
        """Change the settings."""
        view = await settings.edit_recognition_settings(
            info.context.actor,
            SettingsEdit(
                value_required=input.value_required,
                points_enabled=input.points_enabled,
                allowance=input.allowance,
                gift_maximum=input.gift_maximum,
                no_gift_maximum=input.no_gift_maximum,
                leaderboard_enabled=input.leaderboard_enabled,
                celebrations_enabled=input.celebrations_enabled,
                blocked_words=input.blocked_words,
            ),
            version=input.version,
        )
        return EditRecognitionSettingsSuccess(settings=RecognitionSettings.of(view))
