"""What cycles are made from, and what makes them by itself."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import strawberry

from erm.feedback.cycles.definitions import CycleDefinition as Definition
from erm.feedback.cycles.definitions import PerspectiveDefinition, QuestionDefinition
from erm.feedback.cycles.queries import programmes as queries
from erm.feedback.cycles.queries.programmes import ProgrammeView
from erm.feedback.cycles.queries.templates import TemplateView, cycle_templates
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.cycle_audience import CycleAudience, CycleAudienceInput
from erm.schema.cycle_enums import (
    Nominator,
    Perspective,
    ProgrammeTrigger,
    QuestionKind,
    ReleasedBy,
)
from erm.schema.cycles import CyclePerspective
from erm.schema.ids import to_global
from erm.schema.node import Node, node_of
from erm.schema.questions import ChoiceOption, LocalizedText, ScalePoint
from erm.schema.refs import CycleRef, PersonRef


@strawberry.type(description="A question as a template holds it.")
class CycleQuestionDraft:
    """A question that belongs to no cycle yet."""

    kind: QuestionKind = strawberry.field(description="How it is answered.")
    texts: LocalizedText = strawberry.field(description="What it asks, in all languages.")
    helps: LocalizedText = strawberry.field(description="What helps, in all languages.")
    scale: list[ScalePoint] = strawberry.field(description="The scale, of scaled kinds.")
    options: list[ChoiceOption] = strawberry.field(description="The options, of choices.")
    competency: str = strawberry.field(description="What it tells about; may be empty.")
    required: bool = strawberry.field(description="Whether a review needs an answer to it.")
    weight: int = strawberry.field(description="Its share in means; 0: none.")
    perspectives: list[Perspective] = strawberry.field(description="Which perspectives are asked.")
    licence: str = strawberry.field(description="Under which terms its wording may be used.")
    source: str = strawberry.field(description="Where its wording comes from.")
    bank_question_id: strawberry.ID | None = strawberry.field(
        description="The question of the bank that it was taken from, if it was."
    )

    @classmethod
    def of(cls, question: QuestionDefinition, language: str) -> CycleQuestionDraft:
        """Dress a question."""
        bank = question.bank_id
        return cls(
            kind=question.kind,
            texts=LocalizedText.of(question.content.text),
            helps=LocalizedText.of(question.content.help),
            scale=[ScalePoint.of(point, language) for point in question.content.scale],
            options=[ChoiceOption.of(point, language) for point in question.content.options],
            competency=question.competency,
            required=question.required,
            weight=question.weight,
            perspectives=list(question.perspectives),
            licence=question.licence,
            source=question.source,
            bank_question_id=None if bank is None else to_global("BankQuestion", bank),
        )


def _perspective(each: PerspectiveDefinition) -> CyclePerspective:
    return CyclePerspective(
        kind=each.kind, anonymous=each.anonymous, minimum=each.minimum, weight=each.weight
    )


@strawberry.type(description="All of a cycle but its days and its people.")
class CycleDefinition:
    """What a template holds."""

    name: str = strawberry.field(description="What it is called.")
    description: str = strawberry.field(description="What it is for.")
    perspectives: list[CyclePerspective] = strawberry.field(description="From where is looked.")
    questions: list[CycleQuestionDraft] = strawberry.field(description="What is asked.")
    nominator: Nominator = strawberry.field(description="Who chooses peers and external raters.")
    nomination_cap: int = strawberry.field(description="How many they may choose at most.")
    nominations_need_approval: bool = strawberry.field(
        description="Whether the choice is approved."
    )
    load_limit: int = strawberry.field(
        description="With more open reviews than this a rater counts as overloaded."
    )
    calibrates: bool = strawberry.field(description="Whether there is a phase of calibration.")
    released_by: ReleasedBy = strawberry.field(description="Who hands out the packets.")
    nomination_days: int = strawberry.field(description="How long raters are chosen; 0: not.")
    writing_days: int = strawberry.field(description="How long reviews are written.")
    calibration_days: int = strawberry.field(description="How long is calibrated; 0: not.")
    packet_days: int = strawberry.field(description="How long packets are prepared.")
    acknowledge_days: int = strawberry.field(description="How long is acknowledged.")
    period_months: int = strawberry.field(description="How many months are looked back on.")

    @classmethod
    def of(cls, view: TemplateView, language: str) -> CycleDefinition:
        """Dress a template's definition."""
        found: Definition = view.definition
        return cls(
            name=view.name,
            description=view.description,
            perspectives=[_perspective(each) for each in found.perspectives],
            questions=[CycleQuestionDraft.of(each, language) for each in found.questions],
            nominator=found.nominator,
            nomination_cap=found.nomination_cap,
            nominations_need_approval=found.nominations_need_approval,
            load_limit=found.load_limit,
            calibrates=found.calibrates,
            released_by=found.released_by,
            nomination_days=found.nomination_days,
            writing_days=found.writing_days,
            calibration_days=found.calibration_days,
            packet_days=found.packet_days,
            acknowledge_days=found.acknowledge_days,
            period_months=found.period_months,
        )


@strawberry.type(description="A way to hold cycles: one that comes with erm, or the company's own.")
class CycleTemplate:
    """A template for HR."""

    key: str = strawberry.field(description="Names it.")
    name: str = strawberry.field(description="What it is called.")
    description: str = strawberry.field(description="What it is for.")
    built_in: bool = strawberry.field(description="Whether it comes with erm and cannot change.")
    definition: CycleDefinition = strawberry.field(description="What cycles are made from.")

    @classmethod
    def of(cls, view: TemplateView, language: str) -> CycleTemplate:
        """Dress a view."""
        return cls(
            key=view.key,
            name=view.name,
            description=view.description,
            built_in=view.built_in,
            definition=CycleDefinition.of(view, language),
        )


@strawberry.type(description="What makes cycles by itself.")
class CycleProgramme(Node):
    """A programme for HR."""

    view: strawberry.Private[ProgrammeView]
    name: str = strawberry.field(description="What its cycles are called, with their day.")
    trigger: ProgrammeTrigger = strawberry.field(description="What makes the next cycle.")
    months: int | None = strawberry.field(description="Every how many months, if so.")
    days: int | None = strawberry.field(description="How many days after hiring, if so.")
    starts_on: date = strawberry.field(
        description="The first day; who was hired before it is not enrolled."
    )
    next_on: date | None = strawberry.field(description="The day of the next cycle, if known.")
    launches_itself: bool = strawberry.field(
        description="Whether its cycles are launched at once and not left as drafts."
    )
    ended_at: datetime | None = strawberry.field(description="When it was ended, if it was.")
    version: int = strawberry.field(description="Changes with every edit.")

    @strawberry.field(description="Whom its cycles are for.")
    async def audience(self) -> CycleAudience | None:
        """The rule."""
        return CycleAudience.of(self.view.audience)

    @strawberry.field(description="Who made it: the owner of its cycles.")
    async def owner(self, info: Info) -> PersonRef:
        """Its owner, of HR."""
        return await refs.person(info, self.view.owner_id)

    @strawberry.field(description="The cycles that it has made, newest first.")
    async def cycles(self, info: Info) -> list[CycleRef]:
        """Its cycles."""
        keys = await info.context.loader(queries.cycles_of_programmes).load(self.view.id)
        return await refs.load_all(info, "Cycle", keys or [])

    @classmethod
    def of(cls, view: ProgrammeView) -> CycleProgramme:
        """Dress a view."""
        return cls(
            id=to_global("CycleProgramme", view.id),
            view=view,
            name=view.name,
            trigger=view.trigger,
            months=view.months,
            days=view.days,
            starts_on=view.starts_on,
            next_on=view.next_on,
            launches_itself=view.launches_itself,
            ended_at=view.ended_at,
            version=view.version,
        )


@node_of("CycleProgramme")
async def load_programme(info: Info, key: UUID) -> CycleProgramme | None:
    """A programme by key, for HR."""
    view = await info.context.loader(queries.programmes_by_ids).load(key)
    return None if view is None else CycleProgramme.of(view)


@strawberry.type
class CycleTemplatesQuery:
    """Root fields of templates and programmes."""

    @strawberry.field(
        description="What cycles can be made from: those that come with erm, then the company's own; "
        "for HR, none for others."
    )
    async def cycle_templates(self, info: Info) -> list[CycleTemplate]:
        """All templates."""
        found = await cycle_templates(info.context.actor)
        return [CycleTemplate.of(view, info.context.language) for view in found]

    @strawberry.field(description="Whom a rule names today; null for who is not HR.")
    async def cycle_audience_preview(
        self,
        info: Info,
        audience: Annotated[CycleAudienceInput, strawberry.argument(description="The rule.")],
    ) -> CycleAudience | None:
        """Try a rule."""
        found = await queries.preview_audience(info.context.actor, audience.read())
        return None if found is None else CycleAudience.of(found.audience)

    @strawberry.field(
        description="All programmes, those that have ended last; for HR, none for others."
    )
    async def cycle_programmes(self, info: Info) -> list[CycleProgramme]:
        """What makes cycles."""
        found = await queries.programmes(info.context.actor)
        return [CycleProgramme.of(view) for view in found]
