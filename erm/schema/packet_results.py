"""What is shown of a packet's reviews: perspectives, questions, competencies, the total, the trend."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

import strawberry

from erm.core.language import say
from erm.feedback.cycles import packets, results
from erm.feedback.cycles.formula_words import competency_formula, total_formula
from erm.feedback.cycles.formulas import CompetencyResult as Competency
from erm.feedback.cycles.formulas import Part
from erm.feedback.cycles.formulas import TotalResult as Total
from erm.feedback.cycles.packets import Calibrated
from erm.feedback.cycles.queries import questions_by_ids
from erm.feedback.cycles.results import ResultBound
from erm.feedback.cycles.views.cycles import QuestionView
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.cycle_enums import Perspective
from erm.schema.enums import describe
from erm.schema.questions import ChoiceOption
from erm.schema.refs import CycleQuestionRef, CycleRef, PersonRef
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
