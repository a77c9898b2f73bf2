"""Packets: what of a cycle's reviews its participant is given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.language import say
from erm.core.paging import PageRequest
from erm.feedback.cycles import packets, results
from erm.feedback.cycles.formula_words import competency_formula, total_formula
from erm.feedback.cycles.formulas import CompetencyResult as Competency
from erm.feedback.cycles.formulas import Part
from erm.feedback.cycles.formulas import TotalResult as Total
from erm.feedback.cycles.packets import Calibrated
from erm.feedback.cycles.queries import packets as queries
from erm.feedback.cycles.queries import questions_by_ids
from erm.feedback.cycles.results import ResultBound
from erm.feedback.cycles.views.cycles import QuestionView
from erm.feedback.cycles.views.packets import PacketView
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.cycle_enums import PacketState, Perspective
from erm.schema.enums import describe
from erm.schema.ids import from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.paging import After, Connection, First
from erm.schema.questions import ChoiceOption
from erm.schema.refs import (
    CycleParticipantRef,
    CycleQuestionRef,
    CycleRef,
    FeedbackNoteRef,
    PersonRef,
)
from erm.schema.review_answers import ReviewAnswer, dress_answers

describe(
    ResultBound,
    "ResultBound",
    "Whether a figure is what it says.",
    {
        ResultBound.EXACT: "It is what it says.",
        ResultBound.AT_MOST: "It is the larger of two that are shown as one.",
        ResultBound.AT_LEAST: "It is the smaller of two that are shown as one.",
    },
)


def figure(tenths: int) -> float:
    """A figure with one decimal."""
    return tenths / 10


def maybe_figure(tenths: int | None) -> float | None:
    """A figure with one decimal, if there is one."""
    return None if tenths is None else figure(tenths)


# ---- results -------------------------------------------------------------------------------------


@strawberry.type(description="How many ratings lie in a part of the scale.")
class ResultBand:
    """A third of the scale."""

    label: str = strawberry.field(description="What its values mean, in the reader's language.")
    first: int = strawberry.field(name="from", description="The smallest value of it.")
    last: int = strawberry.field(name="to", description="The largest value of it.")
    count: int = strawberry.field(description="How many ratings.")


@strawberry.type(description="How many chose an option.")
class ChoiceResult:
    """An option's count."""

    option: ChoiceOption = strawberry.field(description="The option.")
    count: int = strawberry.field(description="How many chose it.")
    bound: ResultBound = strawberry.field(description="Whether that is exact.")


@strawberry.type(description="A rating of the manager's that was changed in a calibration.")
class CalibratedRating:
    """Before and after."""

    before: int = strawberry.field(description="As the manager wrote it.")
    after: int = strawberry.field(description="As it counts.")
    reason: str = strawberry.field(description="Why.")


@strawberry.type(description="What is shown of the answers to one question.")
class QuestionResult:
    """A question in a perspective."""

    result: strawberry.Private[results.QuestionResult]
    shown: bool = strawberry.field(
        description="Whether anything is shown: not where fewer answered than the minimum."
    )
    answered: int | None = strawberry.field(
        description="How many answered; null where it is not shown."
    )
    cannot_judge: int | None = strawberry.field(
        description="How many could not judge; null where it is not shown."
    )
    mean: float | None = strawberry.field(
        description="The mean of the ratings to one decimal; null where there is none."
    )
    bound: ResultBound = strawberry.field(
        description="Whether the mean is exact: at the ends of the scale it is not told whether all "
        "said the same."
    )
    low: float | None = strawberry.field(
        description="Lower limit of the mean's 95 % interval; null where none can be told."
    )
    high: float | None = strawberry.field(
        description="Upper limit of the mean's 95 % interval; null where none can be told."
    )
    comments: list[str] = strawberry.field(description="What was written, in no order.")
    comments_shown: bool = strawberry.field(
        description="Whether it asks for words, and they are shown."
    )
    calibrated: CalibratedRating | None = strawberry.field(
        description="What calibration made of the manager's rating, if it changed it."
    )

    @strawberry.field(description="The question.")
    async def question(self, info: Info) -> CycleQuestionRef:
        """What was asked."""
        return await refs.shown(info, "CycleQuestion", self.result.question_id)

    @strawberry.field(
        description="How the ratings lie, in thirds of the scale; empty where that could tell what "
        "somebody answered."
    )
    async def bands(self, info: Info) -> list[ResultBand]:
        """The distribution."""
        if not self.result.bands:
            return []
        question = await self._question(info)
        labels = {point.value: point.label for point in question.content.scale}
        language = info.context.language

        def label(band: results.Band) -> str:
            first, last = (labels[value].of(language) for value in (band.first, band.last))
            if band.first == band.last:
                return first
            return say(language, "packet.band.several", first=first, last=last)

        return [
            ResultBand(label=label(band), first=band.first, last=band.last, count=band.count)
            for band in self.result.bands
        ]

    @strawberry.field(
        description="How many chose each option; only the first of them where nearly all chose it."
    )
    async def choices(self, info: Info) -> list[ChoiceResult]:
        """The counts of a choice."""
        if not self.result.choices:
            return []
        question = await self._question(info)
        options = {point.value: point for point in question.content.options}
        return [
            ChoiceResult(
                option=ChoiceOption.of(options[choice.option], info.context.language),
                count=choice.count,
                bound=choice.bound,
            )
            for choice in self.result.choices
        ]

    async def _question(self, info: Info) -> QuestionView:
        found = await info.context.loader(questions_by_ids).load(self.result.question_id)
        if found is None:
            raise LookupError("a question of a readable packet that is not readable")
        return found

    @classmethod
    def of(cls, result: results.QuestionResult, calibrated: Calibrated | None) -> QuestionResult:
        """Dress a result."""
        interval = results.interval(result)
        return cls(
            result=result,
            shown=result.shown,
            answered=result.answered,
            cannot_judge=result.cannot_judge,
            mean=maybe_figure(result.mean),
            bound=result.bound,
            low=None if interval is None else figure(interval[0]),
            high=None if interval is None else figure(interval[1]),
            comments=list(result.comments),
            comments_shown=result.comments_shown,
            calibrated=None
            if calibrated is None
            else CalibratedRating(
                before=calibrated.before, after=calibrated.after, reason=calibrated.reason
            ),
        )


@strawberry.type(description="What one rater of a named perspective answered.")
class NamedReview:
    """A review with its name."""

    rater_key: strawberry.Private[UUID | None]
    guest_name: str | None = strawberry.field(description="The name of a guest, if it was one.")
    answers: list[ReviewAnswer] = strawberry.field(description="The answers.")

    @strawberry.field(description="Who wrote it; null for a guest.")
    async def rater(self, info: Info) -> PersonRef | None:
        """The rater."""
        return await refs.maybe_person(info, self.rater_key)


@strawberry.type(
    description="What is shown of one perspective; the same to all who see the packet."
)
class PerspectiveResult:
    """A perspective."""

    perspective: Perspective = strawberry.field(description="From where was looked.")
    anonymous: bool = strawberry.field(description="Whether nobody is told who wrote what.")
    minimum: int = strawberry.field(
        description="With fewer raters than this an anonymous perspective is left out whole."
    )
    shown: bool = strawberry.field(description="Whether anything of it is shown.")
    raters: int | None = strawberry.field(
        description="How many have written; null where it is not shown."
    )
    why: str | None = strawberry.field(
        description="Why it is not shown, or not all of it, in the reader's language."
    )
    questions: list[QuestionResult] = strawberry.field(description="Question by question.")
    reviews: list[NamedReview] = strawberry.field(
        description="Each rater's answers in a named perspective; empty in an anonymous one."
    )

    @classmethod
    def of(
        cls,
        result: results.PerspectiveResult,
        calibrated: Mapping[UUID, Calibrated],
        language: str,
    ) -> PerspectiveResult:
        """Dress a result."""
        changed = calibrated if result.perspective is Perspective.MANAGER else {}
        order = [one.question_id for one in result.questions]
        return cls(
            perspective=result.perspective,
            anonymous=result.anonymous,
            minimum=result.minimum,
            shown=result.shown,
            raters=result.raters if result.shown else None,
            why=_why(result, language),
            questions=[
                QuestionResult.of(one, changed.get(one.question_id)) for one in result.questions
            ],
            reviews=[
                NamedReview(
                    rater_key=one.rater_id,
                    guest_name=one.guest_name,
                    answers=dress_answers(dict(one.answers), order),
                )
                for one in result.reviews
            ],
        )


def _why(result: results.PerspectiveResult, language: str) -> str | None:
    if not result.shown:
        if not result.anonymous:
            return say(language, "packet.why.nobody")
        return say(language, "packet.why.too_few", count=result.minimum)
    if all(one.shown for one in result.questions):
        return None
    return say(language, "packet.why.partly", count=result.minimum)


@strawberry.type(description="Self, manager and others in one competency.")
class CompetencyResult:
    """A competency."""

    competency: str = strawberry.field(description="What it is called.")
    own: float | None = strawberry.field(name="self", description="How one sees oneself.")
    manager: float | None = strawberry.field(description="How the manager sees it.")
    others: float | None = strawberry.field(
        description="The weighted mean of all other perspectives that are shown."
    )
    gap: float | None = strawberry.field(description="Self less others.")
    others_from: list[Perspective] = strawberry.field(
        description="The perspectives that count among the others."
    )
    formula: str = strawberry.field(
        description="How all of it was counted, with its numbers; a line for each step."
    )
    scale_maximum: int = strawberry.field(description="The largest value of the scale.")

    @classmethod
    def of(cls, result: Competency, language: str) -> CompetencyResult:
        """Dress a result."""

        def mean(part: Part | None) -> float | None:
            return None if part is None else figure(part.mean)

        return cls(
            competency=result.competency,
            own=mean(result.own),
            manager=mean(result.manager),
            others=maybe_figure(result.others),
            gap=maybe_figure(result.gap),
            others_from=[part.perspective for part in result.parts if part.weight],
            formula=competency_formula(language, result),
            scale_maximum=result.scale,
        )


@strawberry.type(description="A perspective in the total.")
class TotalPart:
    """What counts in the total."""

    perspective: Perspective = strawberry.field(description="From where was looked.")
    mean: float = strawberry.field(description="The mean of its ratings.")
    weight: int = strawberry.field(description="How much it counts.")


@strawberry.type(description="The weighted mean of all perspectives but one's own.")
class TotalResult:
    """The total."""

    mean: float = strawberry.field(description="The mean.")
    formula: str = strawberry.field(
        description="How it was counted, with its numbers; a line for each step."
    )
    parts: list[TotalPart] = strawberry.field(description="What counts in it.")
    missing: list[Perspective] = strawberry.field(
        description="What would count, were anything of it shown. It is missing, and no zero."
    )
    scale_maximum: int = strawberry.field(description="The largest value of the scale.")

    @classmethod
    def of(cls, result: Total, language: str) -> TotalResult:
        """Dress a result."""
        return cls(
            mean=figure(result.mean),
            formula=total_formula(language, result),
            parts=[
                TotalPart(perspective=one.perspective, mean=figure(one.mean), weight=one.weight)
                for one in result.parts
            ],
            missing=list(result.missing),
            scale_maximum=result.scale,
        )


@strawberry.type(description="A competency in an earlier cycle, on the same scale.")
class TrendPoint:
    """A point of a line."""

    cycle_key: strawberry.Private[UUID]
    competency: str = strawberry.field(description="What it is called.")
    own: float | None = strawberry.field(name="self", description="How one saw oneself then.")
    others: float | None = strawberry.field(description="How the others saw it then.")
    released_on: date = strawberry.field(description="The day on which that packet was released.")

    @strawberry.field(description="The cycle.")
    async def cycle(self, info: Info) -> CycleRef:
        """Which cycle."""
        return await refs.shown(info, "Cycle", self.cycle_key)

    @classmethod
    def of(cls, point: packets.TrendPoint) -> TrendPoint:
        """Dress a point."""
        return cls(
            cycle_key=point.cycle_id,
            competency=point.competency,
            own=maybe_figure(point.own),
            others=maybe_figure(point.others),
            released_on=point.released_on,
        )


# ---- packets -------------------------------------------------------------------------------------


@strawberry.type(
    description="What a participant of a cycle is given: the results, and their manager's summary."
)
class Packet(Node):
    """A packet as the viewer sees it."""

    key: strawberry.Private[UUID]
    cycle_key: strawberry.Private[UUID]
    person_key: strawberry.Private[UUID]
    summary_by_key: strawberry.Private[UUID | None]
    released_by_key: strawberry.Private[UUID | None]
    state: PacketState = strawberry.field(description="How far it is.")
    summary: str = strawberry.field(description="What the manager sums up; may be empty.")
    summary_version: int = strawberry.field(description="Changes with every save of the summary.")
    terms_hash: str = strawberry.field(
        description="SHA-256 of the terms that the raters were promised."
    )
    released_at: datetime | None = strawberry.field(description="When it was released, if it was.")
    released_on: date | None = strawberry.field(
        description="The day of its release, or the day on which it will be released by itself."
    )
    answer: str | None = strawberry.field(description="What the participant answered, if they did.")
    acknowledged_at: datetime | None = strawberry.field(
        description="When the participant said that they have read it, if they did."
    )
    can_write_summary: bool = strawberry.field(
        description="Whether the viewer may write the summary now."
    )
    can_release: bool = strawberry.field(description="Whether the viewer may release it now.")
    can_acknowledge: bool = strawberry.field(
        description="Whether the viewer may answer and acknowledge it now."
    )
    is_preview: bool = strawberry.field(
        description="Whether the participant does not see it yet: they will see it like this."
    )

    @strawberry.field(description="Whose packet it is, in which cycle.")
    async def participant(self, info: Info) -> CycleParticipantRef:
        """The participant."""
        return await refs.shown(info, "CycleParticipant", self.key)

    @strawberry.field(description="The cycle.")
    async def cycle(self, info: Info) -> CycleRef:
        """In which cycle."""
        return await refs.shown(info, "Cycle", self.cycle_key)

    @strawberry.field(description="Whom it is about.")
    async def subject(self, info: Info) -> PersonRef:
        """The participant's person."""
        return await refs.person(info, self.person_key)

    @strawberry.field(description="Who wrote the summary last.")
    async def summary_by(self, info: Info) -> PersonRef | None:
        """Its author."""
        return await refs.maybe_person(info, self.summary_by_key)

    @strawberry.field(description="Who released it; null where the day did, or nobody yet.")
    async def released_by(self, info: Info) -> PersonRef | None:
        """Who handed it out."""
        return await refs.maybe_person(info, self.released_by_key)

    @strawberry.field(description="What is shown of each perspective.")
    async def results(self, info: Info) -> list[PerspectiveResult]:
        """The results."""
        content = await self._content(info)
        language = info.context.language
        return [PerspectiveResult.of(one, content.calibrated, language) for one in content.results]

    @strawberry.field(description="Self against others, competency by competency.")
    async def competencies(self, info: Info) -> list[CompetencyResult]:
        """The competencies."""
        content = await self._content(info)
        return [CompetencyResult.of(one, info.context.language) for one in content.competencies]

    @strawberry.field(description="The total; null where nothing counts.")
    async def total(self, info: Info) -> TotalResult | None:
        """The weighted mean."""
        content = await self._content(info)
        return (
            None if content.total is None else TotalResult.of(content.total, info.context.language)
        )

    @strawberry.field(
        description="Its competencies in packets released before, as far as the viewer may read "
        "those; oldest first."
    )
    async def trend(self, info: Info) -> list[TrendPoint]:
        """How it was before."""
        found = await info.context.loader(queries.trends_of).load(self.key)
        return [TrendPoint.of(point) for point in found or ()]

    @strawberry.field(
        description="Feedback to the participant from the period that is looked back on, which the "
        "viewer may read anyway; newest first, at most 100. It is no part of what is released."
    )
    async def evidence(self, info: Info) -> list[FeedbackNoteRef]:
        """What else was written."""
        keys = await info.context.loader(queries.evidence_of).load(self.key)
        return await refs.load_all(info, "FeedbackNote", keys or [])

    async def _content(self, info: Info) -> packets.PacketContent:
        content = await info.context.loader(queries.packet_contents).load(self.key)
        if content is None:
            raise LookupError("a readable packet without contents")
        return content

    @classmethod
    def of(cls, view: PacketView) -> Packet:
        """Dress a view."""
        return cls(
            id=to_global("Packet", view.id),
            key=view.id,
            cycle_key=view.cycle_id,
            person_key=view.person_id,
            summary_by_key=view.summary_by_id,
            released_by_key=view.released_by_id,
            state=view.state,
            summary=view.summary,
            summary_version=view.summary_version,
            terms_hash=view.terms_hash,
            released_at=view.released_at,
            released_on=view.released_on,
            answer=view.answer,
            acknowledged_at=view.acknowledged_at,
            can_write_summary=view.can_write_summary,
            can_release=view.can_release,
            can_acknowledge=view.can_acknowledge,
            is_preview=view.is_preview,
        )


@node_of("Packet")
async def load_packet(info: Info, key: UUID) -> Packet | None:
    """A packet by key, if the viewer may read it."""
    view = await info.context.loader(queries.packets_by_ids).load(key)
    return None if view is None else Packet.of(view)


@strawberry.type
class PacketsQuery:
    """Root fields of packets."""

    @strawberry.field(
        description="The packet of a participant: for them once it is released, for their manager "
        "and HR once there are results; else null."
    )
    async def packet(
        self,
        info: Info,
        participant_id: Annotated[
            strawberry.ID, strawberry.argument(description="Id of the participant.")
        ],
    ) -> Packet | None:
        """A packet by its participant's id."""
        key = from_global(participant_id, "CycleParticipant", field="participant_id")
        return await load_packet(info, key)


@strawberry.type
class PacketsViewer:
    """What of packets concerns the viewer."""

    @strawberry.field(description="The viewer's own packets that were released, newest first.")
    async def packets(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[Packet]:
        """Mine."""
        page = await queries.packets_received(info.context.actor, PageRequest.of(first, after))
        return Connection[Packet].of(page, Packet.of)

    @strawberry.field(
        description="The packets that the viewer prepares in cycles that go on; those not yet "
        "released first."
    )
    async def team_packets(self, info: Info) -> list[Packet]:
        """Those of my reports; for HR, of people without a manager."""
        return [Packet.of(view) for view in await queries.packets_to_prepare(info.context.actor)]
