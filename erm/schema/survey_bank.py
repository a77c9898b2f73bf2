"""The question bank of surveys: drivers and questions, and what HR does with them."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.localized import Localized
from erm.engagement.bank import commands, queries
from erm.engagement.bank.commands import ItemDraft
from erm.engagement.bank.content import ItemContent
from erm.engagement.bank.views import DriverView, ItemView
from erm.schema import refs
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.ids import from_global, maybe_from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.questions import LocalizedText, LocalizedTextInput, read_text
from erm.schema.survey_enums import SurveyQuestionKind


@strawberry.type(description="A theme that questions of surveys belong to, and that is told of.")
class SurveyDriver(Node):
    """A driver."""

    key: str | None = strawberry.field(
        description="Its short name, if it comes with erm; null for the company's own."
    )
    name: str = strawberry.field(description="What it is called, in the viewer's language.")
    names: LocalizedText = strawberry.field(description="What it is called, in all languages.")
    description: str = strawberry.field(description="What it is about, in the viewer's language.")
    descriptions: LocalizedText = strawberry.field(
        description="What it is about, in all languages."
    )
    position: int = strawberry.field(description="Its place among the drivers.")
    retired: bool = strawberry.field(description="Whether it is out of use.")
    items: int = strawberry.field(
        description="How many questions of the bank that are in use belong to it."
    )
    version: int = strawberry.field(description="To be given back when saving.")
    can_edit: bool = strawberry.field(description="Whether the viewer may change it: HR.")

    @classmethod
    def of(cls, view: DriverView, language: str) -> SurveyDriver:
        """Dress a view."""
        return cls(
            id=to_global("SurveyDriver", view.id),
            key=view.key,
            name=view.names.of(language),
            names=LocalizedText.of(view.names),
            description=view.descriptions.of(language),
            descriptions=LocalizedText.of(view.descriptions),
            position=view.position,
            retired=view.retired,
            items=view.items,
            version=view.version,
            can_edit=view.can_edit,
        )


@strawberry.type(description="A question that surveys can ask.")
class SurveyItem(Node):
    """A question of the bank."""

    driver_key: strawberry.Private[UUID | None]
    key: str | None = strawberry.field(
        description="Its short name, if it comes with erm; null for the company's own."
    )
    kind: SurveyQuestionKind = strawberry.field(description="How it is answered.")
    text: str = strawberry.field(description="What it asks, in the viewer's language.")
    texts: LocalizedText = strawberry.field(description="What it asks, in all languages.")
    help: str = strawberry.field(description="A hint for whoever answers; may be empty.")
    helps: LocalizedText = strawberry.field(description="The hint, in all languages.")
    labels: list[str] = strawberry.field(
        description="What the two ends of the scale mean, or each of its points."
    )
    label_texts: list[LocalizedText] = strawberry.field(description="The same, in all languages.")
    options: list[str] = strawberry.field(description="The options, if it is a choice.")
    option_texts: list[LocalizedText] = strawberry.field(
        description="The options, in all languages."
    )
    outcome: bool = strawberry.field(
        description="Whether it asks for the outcome that drivers are held against."
    )
    reversed: bool = strawberry.field(description="Whether a high answer is unfavourable.")
    licence: str = strawberry.field(description="Under which licence its words may be used.")
    source: str = strawberry.field(description="Where its words come from.")
    languages: list[str] = strawberry.field(description="The languages in which all of it is said.")
    retired: bool = strawberry.field(description="Whether it is out of use.")
    version: int = strawberry.field(description="To be given back when saving.")
    can_edit: bool = strawberry.field(
        description="Whether the viewer may reword it: HR, if it is the company's own."
    )

    @strawberry.field(description="The driver that it belongs to, if any.")
    async def driver(self, info: Info) -> SurveyDriver | None:
        """Its theme."""
        found: SurveyDriver | None = await refs.load(info, "SurveyDriver", self.driver_key)
        return found

    @classmethod
    def of(cls, view: ItemView, language: str) -> SurveyItem:
        """Dress a view."""
        content = view.content
        return cls(
            id=to_global("SurveyItem", view.id),
            driver_key=view.driver_id,
            key=view.key,
            kind=view.kind,
            text=content.text.of(language),
            texts=LocalizedText.of(content.text),
            help=content.help.of(language),
            helps=LocalizedText.of(content.help),
            labels=[each.of(language) for each in content.labels],
            label_texts=[LocalizedText.of(each) for each in content.labels],
            options=[each.of(language) for each in content.options],
            option_texts=[LocalizedText.of(each) for each in content.options],
            outcome=view.outcome,
            reversed=view.reversed,
            licence=view.licence,
            source=view.source,
            languages=list(view.languages),
            retired=view.retired,
            version=view.version,
            can_edit=view.can_edit,
        )


@node_of("SurveyDriver")
async def load_survey_driver(info: Info, key: UUID) -> SurveyDriver | None:
    """A driver by key."""
    view = await info.context.loader(queries.drivers_by_ids).load(key)
    return None if view is None else SurveyDriver.of(view, info.context.language)


@node_of("SurveyItem")
async def load_survey_item(info: Info, key: UUID) -> SurveyItem | None:
    """A question of the bank by key, if the viewer may read it."""
    view = await info.context.loader(queries.items_by_ids).load(key)
    return None if view is None else SurveyItem.of(view, info.context.language)


Retired = Annotated[
    bool, strawberry.argument(description="Those out of use instead of those in use.")
]


@strawberry.type
class SurveyBankQuery:
    """Root fields of the bank."""

    @strawberry.field(
        description="The questions that surveys can ask, erm's own first; empty for all but HR."
    )
    async def survey_items(
        self,
        info: Info,
        search: Annotated[
            str | None, strawberry.argument(description="Words that occur in the question.")
        ] = "",
        driver_id: Annotated[
            strawberry.ID | None, strawberry.argument(description="Only those of this driver.")
        ] = None,
        retired: Retired = False,
    ) -> list[SurveyItem]:
        """The bank."""
        views = await queries.survey_items(
            info.context.actor,
            search=search or "",
            driver_id=maybe_from_global(driver_id, "SurveyDriver", field="driver_id"),
            retired=retired,
        )
        return [SurveyItem.of(view, info.context.language) for view in views]

    @strawberry.field(description="The drivers in their order; empty for all but HR.")
    async def survey_drivers(self, info: Info, retired: Retired = False) -> list[SurveyDriver]:
        """All drivers."""
        views = await queries.survey_drivers(info.context.actor, retired=retired)
        return [SurveyDriver.of(view, info.context.language) for view in views]


@strawberry.input(description="A driver to make or to change.")
class SaveSurveyDriverInput:
    """Input of ``saveSurveyDriver``."""

    driver_id: strawberry.ID | None = strawberry.field(
        default=None, description="Which to change; a new one is made without it."
    )
    names: LocalizedTextInput = strawberry.field(description="What it is called.")
    descriptions: LocalizedTextInput = strawberry.field(description="What it is about.")
    retired: bool = strawberry.field(default=False, description="Whether it is out of use.")
    version: int | None = strawberry.field(
        default=None, description="The version that was read, for one that is changed."
    )


@strawberry.type(description="The driver was saved.")
class SaveSurveyDriverSuccess:
    """Answer of ``saveSurveyDriver``."""

    driver: SurveyDriver = strawberry.field(description="The driver.")


@strawberry.input(description="A question for the bank, or one of the company's in new words.")
class SaveSurveyItemInput:
    """Input of ``saveSurveyItem``."""

    item_id: strawberry.ID | None = strawberry.field(
        default=None, description="Which to reword; a new one is made without it."
    )
    kind: SurveyQuestionKind = strawberry.field(description="How it is answered.")
    texts: LocalizedTextInput = strawberry.field(description="What it asks.")
    helps: LocalizedTextInput | None = strawberry.field(
        default=None, description="A hint for whoever answers."
    )
    labels: list[LocalizedTextInput] = strawberry.field(
        default_factory=list, description="Words at the two ends of the scale, or at each point."
    )
    options: list[LocalizedTextInput] = strawberry.field(
        default_factory=list, description="The options of a choice, 2 to 20."
    )
    driver_id: strawberry.ID | None = strawberry.field(
        default=None, description="The driver that it belongs to."
    )
    outcome: bool = strawberry.field(
        default=False, description="Whether it asks for the outcome; then it has no driver."
    )
    reversed: bool = strawberry.field(
        default=False, description="Whether a high answer is unfavourable."
    )
    licence: str = strawberry.field(description="Under which licence its words may be used.")
    source: str = strawberry.field(description="Where its words come from.")
    version: int | None = strawberry.field(
        default=None, description="The version that was read, for one that is changed."
    )


@strawberry.type(description="The question is in the bank.")
class SaveSurveyItemSuccess:
    """Answer of ``saveSurveyItem``."""

    item: SurveyItem = strawberry.field(description="The question.")


@strawberry.input(description="A question to take out of use, or back.")
class RetireSurveyItemInput:
    """Input of ``retireSurveyItem``."""

    item_id: strawberry.ID = strawberry.field(description="Which question.")
    retired: bool = strawberry.field(description="False takes it back into use.")


@strawberry.type(description="The question is out of use, or in use again.")
class RetireSurveyItemSuccess:
    """Answer of ``retireSurveyItem``."""

    item: SurveyItem = strawberry.field(description="The question.")


def _texts(values: list[LocalizedTextInput]) -> tuple[Localized, ...]:
    return tuple(value.read() for value in values)


@strawberry.type
class SurveyBankMutation:
    """What HR does with the bank."""

    @command("Make a driver, or change one.")
    async def save_survey_driver(
        self, info: Info, input: SaveSurveyDriverInput
    ) -> SaveSurveyDriverSuccess:
        """Save."""
        view = await commands.save_driver(
            info.context.actor,
            names=input.names.read(),
            descriptions=input.descriptions.read(),
            retired=input.retired,
            driver_id=maybe_from_global(input.driver_id, "SurveyDriver", field="driver_id"),
            version=input.version,
        )
        return SaveSurveyDriverSuccess(driver=SurveyDriver.of(view, info.context.language))

    @command("Write a question for the bank of surveys, or reword one of the company's own.")
    async def save_survey_item(
        self, info: Info, input: SaveSurveyItemInput
    ) -> SaveSurveyItemSuccess:
        """Save."""
        view = await commands.save_item(
            info.context.actor,
            ItemDraft(
                kind=input.kind,
                content=ItemContent(
                    text=input.texts.read(),
                    help=read_text(input.helps),
                    labels=_texts(input.labels),
                    options=_texts(input.options),
                ),
                licence=input.licence,
                source=input.source,
                driver_id=maybe_from_global(input.driver_id, "SurveyDriver", field="driver_id"),
                outcome=input.outcome,
                reversed=input.reversed,
            ),
            item_id=maybe_from_global(input.item_id, "SurveyItem", field="item_id"),
            version=input.version,
        )
        return SaveSurveyItemSuccess(item=SurveyItem.of(view, info.context.language))

    @command("Take a question of the bank of surveys out of use, or back.")
    async def retire_survey_item(
        self, info: Info, input: RetireSurveyItemInput
    ) -> RetireSurveyItemSuccess:
        """Retire."""
        view = await commands.retire_item(
            info.context.actor,
            item_id=from_global(input.item_id, "SurveyItem", field="item_id"),
            retired=input.retired,
        )
        return RetireSurveyItemSuccess(item=SurveyItem.of(view, info.context.language))
