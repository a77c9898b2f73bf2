"""What is typed of a cycle: its perspectives, its questions, all of a draft."""

from __future__ import annotations

from datetime import date

import strawberry

from erm.feedback.cycles.commands.cycles import CycleEdit
from erm.feedback.cycles.definitions import CycleDates, PerspectiveDefinition, QuestionDefinition
from erm.feedback.cycles.questions import QuestionContent
from erm.schema.cycle_audience import CycleAudienceInput
from erm.schema.cycle_enums import Nominator, Perspective, QuestionKind, ReleasedBy
from erm.schema.ids import maybe_from_global
from erm.schema.questions import LocalizedTextInput, ScalePointInput, read_points, read_text


@strawberry.input(description="A perspective of a cycle.")
class CyclePerspectiveInput:
    """A perspective as it is typed."""

    kind: Perspective = strawberry.field(description="From where is looked.")
    anonymous: bool = strawberry.field(
        description="Whether nobody ever learns who wrote what; never of self and manager."
    )
    minimum: int = strawberry.field(
        default=3, description="How many raters it needs to be shown; at least 3 if anonymous."
    )
    weight: int = strawberry.field(default=1, description="Its share in the total; 0: none.")

    def read(self) -> PerspectiveDefinition:
        """What was typed."""
        return PerspectiveDefinition(self.kind, self.anonymous, self.minimum, self.weight)


@strawberry.input(description="A question of a draft.")
class CycleQuestionInput:
    """A question as it is typed."""

    kind: QuestionKind = strawberry.field(description="How it is answered.")
    texts: LocalizedTextInput = strawberry.field(description="What it asks, in each language.")
    perspectives: list[Perspective] = strawberry.field(description="Which perspectives are asked.")
    id: strawberry.ID | None = strawberry.field(
        default=None, description="Id of the draft's question that this is; none for a new one."
    )
    helps: LocalizedTextInput | None = strawberry.field(
        default=None, description="What helps to answer it."
    )
    scale: list[ScalePointInput] = strawberry.field(
        default_factory=list, description="The scale, of scaled kinds: 2 to 11 points."
    )
    options: list[ScalePointInput] = strawberry.field(
        default_factory=list, description="The options, of choices: 2 to 20."
    )
    competency: str = strawberry.field(default="", description="What it tells about.")
    required: bool = strawberry.field(
        default=True, description="Whether a review needs an answer to it."
    )
    weight: int = strawberry.field(default=1, description="Its share in means; 0: none.")
    licence: str = strawberry.field(
        default="", description="Under which terms its wording may be used."
    )
    source: str = strawberry.field(default="", description="Where its wording comes from.")
    bank_question_id: strawberry.ID | None = strawberry.field(
        default=None, description="The question of the bank that it is taken from."
    )

    def read(self) -> QuestionDefinition:
        """What was typed."""
        return QuestionDefinition(
            kind=self.kind,
            content=QuestionContent(
                text=self.texts.read(),
                help=read_text(self.helps),
                scale=read_points(self.scale),
                options=read_points(self.options),
            ),
            perspectives=tuple(self.perspectives),
            competency=self.competency,
            required=self.required,
            weight=self.weight,
            licence=self.licence,
            source=self.source,
            bank_id=maybe_from_global(self.bank_question_id, "BankQuestion", field="questions"),
            id=maybe_from_global(self.id, "CycleQuestion", field="questions"),
        )


@strawberry.input(description="All of a draft, as it is to be.")
class EditCycleInput:
    """Input of ``editCycle``."""

    id: strawberry.ID = strawberry.field(description="Id of the draft.")
    version: int = strawberry.field(description="Its version as it was read.")
    name: str = strawberry.field(description="What it is called; at most 200 characters.")
    time_zone: str = strawberry.field(description="By whose clocks its days end.")
    period_from: date = strawberry.field(description="The first day that is looked back on.")
    period_until: date = strawberry.field(description="The last day that is looked back on.")
    writing_until: date = strawberry.field(description="The last day to write.")
    packets_until: date = strawberry.field(description="The last day to prepare packets.")
    acknowledge_until: date = strawberry.field(description="The last day to acknowledge.")
    released_by: ReleasedBy = strawberry.field(description="Who hands out the packets.")
    nominator: Nominator = strawberry.field(description="Who chooses peers and external raters.")
    nomination_cap: int = strawberry.field(description="How many they may choose; 1 to 30.")
    nominations_need_approval: bool = strawberry.field(
        description="Whether the choice is approved."
    )
    load_limit: int = strawberry.field(
        description="With more open reviews than this a rater counts as overloaded; 1 to 100."
    )
    audience: CycleAudienceInput = strawberry.field(description="Whom it is for.")
    perspectives: list[CyclePerspectiveInput] = strawberry.field(
        description="From where is looked."
    )
    questions: list[CycleQuestionInput] = strawberry.field(
        description="What is asked, in order; those that are not named are taken out."
    )
    description: str = strawberry.field(
        default="", description="What it is for; at most 5,000 characters."
    )
    nomination_until: date | None = strawberry.field(
        default=None, description="The last day to choose raters; null: there is no such phase."
    )
    calibration_until: date | None = strawberry.field(
        default=None, description="The last day to calibrate; null: there is no such phase."
    )
    release_on: date | None = strawberry.field(
        default=None, description="The day on which packets are released by themselves."
    )

    def read(self) -> CycleEdit:
        """What was typed."""
        return CycleEdit(
            name=self.name,
            description=self.description,
            time_zone=self.time_zone,
            dates=CycleDates(
                period_from=self.period_from,
                period_until=self.period_until,
                nomination_until=self.nomination_until,
                writing_until=self.writing_until,
                calibration_until=self.calibration_until,
                packets_until=self.packets_until,
                acknowledge_until=self.acknowledge_until,
            ),
            released_by=self.released_by,
            release_on=self.release_on,
            nominator=self.nominator,
            nomination_cap=self.nomination_cap,
            nominations_need_approval=self.nominations_need_approval,
            load_limit=self.load_limit,
            audience=self.audience.read(),
            perspectives=[each.read() for each in self.perspectives],
            questions=[each.read() for each in self.questions],
        )
