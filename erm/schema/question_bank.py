"""The bank of questions: what anybody can ask, and what HR makes cycles of."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from erm.feedback.cycles import bank
from erm.feedback.cycles.bank import BankQuestionDraft, BankQuestionView
from erm.feedback.cycles.questions import QuestionContent
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.cycle_enums import QuestionKind
from erm.schema.ids import from_global, maybe_from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.questions import (
    ChoiceOption,
    LocalizedText,
    LocalizedTextInput,
    QuestionWording,
    ScalePoint,
    ScalePointInput,
    read_points,
    read_text,
)


@strawberry.type(description="A question that can be asked again.")
class BankQuestion(Node):
    """A question of the bank."""

    key: str | None = strawberry.field(
        description="Its short name, if it comes with erm; null for the company's own."
    )
    kind: QuestionKind = strawberry.field(description="How it is answered.")
    text: str = strawberry.field(description="What it asks, in the reader's language.")
    help: str = strawberry.field(description="A hint for whoever answers; may be empty.")
    texts: LocalizedText = strawberry.field(description="What it asks, in all languages.")
    helps: LocalizedText = strawberry.field(description="The hint, in all languages.")
    scale: list[ScalePoint] = strawberry.field(description="The described scale, if it has one.")
    options: list[ChoiceOption] = strawberry.field(description="The options, if it is a choice.")
    competency: str = strawberry.field(description="What it asks about; may be empty.")
    for_asking: bool = strawberry.field(description="Whether it suits a request for feedback.")
    for_cycles: bool = strawberry.field(description="Whether it suits a feedback cycle.")
    licence: str = strawberry.field(description="Under which licence its words may be used.")
    source: str = strawberry.field(description="Where its words come from.")
    version: int = strawberry.field(description="Counts its changes.")
    retired_at: datetime | None = strawberry.field(
        description="When it was taken out of use; null while it is in use."
    )
    can_edit: bool = strawberry.field(
        description="Whether the viewer may reword it: HR, if it is the company's own."
    )
    wordings: list[QuestionWording] = strawberry.field(
        description="How it was worded before, latest first; empty for all but HR."
    )

    @classmethod
    def of(cls, view: BankQuestionView, language: str) -> BankQuestion:
        """Dress a view."""
        content = view.content
        return cls(
            id=to_global("BankQuestion", view.id),
            key=view.key,
            kind=view.kind,
            text=content.text.of(language),
            help=content.help.of(language),
            texts=LocalizedText.of(content.text),
            helps=LocalizedText.of(content.help),
            scale=[ScalePoint.of(point, language) for point in content.scale],
            options=[ChoiceOption.of(point, language) for point in content.options],
            competency=view.competency,
            for_asking=view.for_asking,
            for_cycles=view.for_cycles,
            licence=view.licence,
            source=view.source,
            version=view.version,
            retired_at=view.retired_at,
            can_edit=view.can_edit,
            wordings=[
                QuestionWording.of(number=each.number, text=each.text, by_id=each.by_id, at=each.at)
                for each in view.wordings
            ],
        )


@node_of("BankQuestion")
async def load_bank_question(info: Info, key: UUID) -> BankQuestion | None:
    """A question by key, if the viewer may read it."""
    view = await info.context.loader(bank.questions_by_ids).load(key)
    return None if view is None else BankQuestion.of(view, info.context.language)


@strawberry.type
class BankQuery:
    """Root fields of the bank."""

    @strawberry.field(
        description="The questions of the bank that the viewer may read: HR all, others those that "
        "suit a request for feedback. Those of erm first."
    )
    async def question_bank(
        self,
        info: Info,
        for_asking: Annotated[
            bool | None,
            strawberry.argument(description="Only those that suit a request, or do not."),
        ] = None,
        for_cycles: Annotated[
            bool | None,
            strawberry.argument(description="Only those that suit a cycle, or do not."),
        ] = None,
        retired: Annotated[
            bool,
            strawberry.argument(description="Those out of use instead of those in use; for HR."),
        ] = False,
    ) -> list[BankQuestion]:
        """All questions."""
        views = await bank.question_bank(
            info.context.actor, for_asking=for_asking, for_cycles=for_cycles, retired=retired
        )
        return [BankQuestion.of(view, info.context.language) for view in views]


@strawberry.input(description="A question for the bank, or one of the company's in new words.")
class SaveBankQuestionInput:
    """Input of ``saveBankQuestion``."""

    id: strawberry.ID | None = strawberry.field(
        default=None, description="Which to reword; a new one is made without it."
    )
    kind: QuestionKind = strawberry.field(description="How it is answered.")
    texts: LocalizedTextInput = strawberry.field(description="What it asks.")
    help: LocalizedTextInput | None = strawberry.field(
        default=None, description="A hint for whoever answers."
    )
    scale: list[ScalePointInput] = strawberry.field(
        default_factory=list, description="The described scale, for kinds that have one."
    )
    options: list[ScalePointInput] = strawberry.field(
        default_factory=list, description="The options, for choices."
    )
    competency: str = strawberry.field(default="", description="What it asks about.")
    for_asking: bool = strawberry.field(
        default=False, description="Whether it suits a request: only one answered in words does."
    )
    for_cycles: bool = strawberry.field(default=True, description="Whether it suits a cycle.")
    licence: str = strawberry.field(default="", description="Under which licence.")
    source: str = strawberry.field(default="", description="From where.")
    version: int = strawberry.field(
        default=0, description="The version that was read; 0 for a new one."
    )


@strawberry.type(description="The question is in the bank.")
class SaveBankQuestionSuccess:
    """Answer of ``saveBankQuestion``."""

    question: BankQuestion = strawberry.field(description="The question.")


@strawberry.input(description="A question to take out of use, or back.")
class RetireBankQuestionInput:
    """Input of ``retireBankQuestion``."""

    id: strawberry.ID = strawberry.field(description="Which question.")
    retired: bool = strawberry.field(description="False takes it back into use.")


@strawberry.type(description="The question is out of use, or in use again.")
class RetireBankQuestionSuccess:
    """Answer of ``retireBankQuestion``."""

    question: BankQuestion = strawberry.field(description="The question.")


@strawberry.type
class BankMutation:
    """What HR does with the bank."""

    @command("Write a question for the bank, or reword one of the company's own.")
    async def save_bank_question(
        self, info: Info, input: SaveBankQuestionInput
    ) -> SaveBankQuestionSuccess:
        """Save."""
        view = await bank.save_bank_question(
            info.context.actor,
            BankQuestionDraft(
                kind=input.kind,
                content=QuestionContent(
                    text=input.texts.read(),
                    help=read_text(input.help),
                    scale=read_points(input.scale),
                    options=read_points(input.options),
                ),
                competency=input.competency,
                for_asking=input.for_asking,
                for_cycles=input.for_cycles,
                licence=input.licence,
                source=input.source,
            ),
            question_id=maybe_from_global(input.id, "BankQuestion", field="id"),
            version=input.version,
        )
        return SaveBankQuestionSuccess(question=BankQuestion.of(view, info.context.language))

    @command("Take a question of the bank out of use, or back.")
    async def retire_bank_question(
        self, info: Info, input: RetireBankQuestionInput
    ) -> RetireBankQuestionSuccess:
        """Retire."""
        view = await bank.retire_bank_question(
            info.context.actor,
            question_id=from_global(input.id, "BankQuestion"),
            retired=input.retired,
        )
        return RetireBankQuestionSuccess(question=BankQuestion.of(view, info.context.language))
