"""What every report on a survey is made of: groups of people, and figures of them."""

from __future__ import annotations

from uuid import UUID

import strawberry

from erm.engagement.results import views
from erm.engagement.results.rules import (
    EffectSize,
    FigureBound,
    GroupKind,
    HiddenReason,
    Shown,
    SubjectKind,
)
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.enums import describe
from erm.schema.ids import to_global
from erm.schema.refs import DepartmentRef, SurveyDriverRef
from erm.schema.survey_enums import SegmentKind, SurveyQuestionKind

__all__ = [
    "SUBJECT_TYPES",
    "AnswerShare",
    "FigureChange",
    "HiddenReason",
    "ResponseRate",
    "SubjectKind",
    "SurveyFigure",
    "SurveyGroup",
    "SurveyGroupPart",
]

describe(
    GroupKind,
    "SurveyGroupKind",
    "Which people a figure is about.",
    {
        GroupKind.COMPANY: "Everybody who was invited.",
        GroupKind.SEGMENT: "Those with one value of a segment.",
        GroupKind.PAIR: "Those with one value of each of two segments.",
    },
)
describe(
    Shown,
    "SurveyGroupShown",
    "Whether a group is told of.",
    {
        Shown.WHOLLY: "All of its people are counted in it.",
        Shown.PARTLY: "Some of its people are counted in larger groups only.",
        Shown.HIDDEN: "It is not told of; a larger group is, in its stead.",
    },
)
describe(
    HiddenReason,
    "HiddenReason",
    "Why something is not told. It never depends on what was answered.",
    {
        HiddenReason.TOO_FEW_INVITED: "Too few people were asked.",
        HiddenReason.TOO_FEW_ANSWERED: "Too few people answered.",
        HiddenReason.WOULD_TELL_OF_FEW: "Together with other groups it would tell of too few.",
        HiddenReason.NEAR_FORMER_WAVE: "Beside an earlier wave it would tell of too few.",
    },
)
describe(
    FigureBound,
    "FigureBound",
    "Whether a figure is told as it is.",
    {
        FigureBound.EXACT: "As it is.",
        FigureBound.OR_MORE: "It is at least so much.",
        FigureBound.OR_LESS: "It is at most so much.",
    },
)
describe(
    SubjectKind,
    "SurveySubjectKind",
    "What a figure is of.",
    {
        SubjectKind.QUESTION: "A question.",
        SubjectKind.DRIVER: "A driver: the mean of each person's answers to its questions.",
        SubjectKind.OUTCOME: "The outcome that drivers are held against.",
    },
)
describe(
    EffectSize,
    "EffectSize",
    "How large a difference is beside how far people are apart (Cohen's d).",
    {
        EffectSize.NONE: "Under 0.2 standard deviations.",
        EffectSize.SMALL: "From 0.2 on.",
        EffectSize.MEDIUM: "From 0.5 on.",
        EffectSize.LARGE: "From 0.8 on.",
    },
)


@strawberry.type(description="Which share of those who were asked answered.")
class ResponseRate:
    """A rate."""

    text: str = strawberry.field(description="In words of the viewer's language.")
    from_: float = strawberry.field(
        name="from", description="0 to 1; under 10 people the lower end of a band."
    )
    until: float = strawberry.field(description="The same, or the upper end of the band.")


@strawberry.type(description="One segment of a group.")
class SurveyGroupPart:
    """A part."""

    kind: SegmentKind = strawberry.field(description="Which segment.")
    label: str = strawberry.field(description="Its value, in the viewer's language.")


@strawberry.type(description="A group of people who were asked, as the release plan has it.")
class SurveyGroup:
    """A group."""

    department_key: strawberry.Private[UUID | None]
    key: str = strawberry.field(description="Its name within the wave.")
    kind: GroupKind = strawberry.field(description="Which people it is made of.")
    label: str = strawberry.field(description="What it is called, in the viewer's language.")
    parts: list[SurveyGroupPart] = strawberry.field(
        description="The segments it is made by; none for everybody."
    )
    depth: int = strawberry.field(description="In how many departments its department lies.")
    shown: Shown = strawberry.field(description="Whether it is told of.")
    reason: HiddenReason | None = strawberry.field(description="Why it is not, or not wholly.")
    reason_text: str | None = strawberry.field(
        description="The same in words; null without a reason."
    )
    shown_in: str | None = strawberry.field(
        description="Key of the smallest larger group that is told of, where it is hidden."
    )
    shown_in_label: str | None = strawberry.field(description="What that one is called; else null.")
    invited: int = strawberry.field(description="How many were asked, of whom it is told.")
    answered: int | None = strawberry.field(
        description="How many of them answered; null where it is hidden, and under 10 people."
    )
    rate: ResponseRate | None = strawberry.field(
        description="Which share that is; null where it is hidden or nobody knows how many were asked."
    )
    words: bool = strawberry.field(
        description="Whether it is large enough for distributions and comments."
    )

    @strawberry.field(description="The department, where it is one that is there today.")
    async def department(self, info: Info) -> DepartmentRef | None:
        """The department."""
        return await refs.load(info, "Department", self.department_key)

    @classmethod
    def of(cls, view: views.GroupView) -> SurveyGroup:
        """Dress a view."""
        rate = view.rate
        return cls(
            department_key=view.department_id,
            key=view.key,
            kind=view.kind,
            label=view.label,
            parts=[SurveyGroupPart(kind=each.kind, label=each.label) for each in view.parts],
            depth=view.depth,
            shown=view.shown,
            reason=view.reason,
            reason_text=view.reason_text or None,
            shown_in=view.shown_in,
            shown_in_label=view.shown_in_label or None,
            invited=view.invited,
            answered=view.answered,
            rate=None
            if rate is None
            else ResponseRate(text=rate.text, from_=rate.low, until=rate.high),
            words=view.words,
        )


@strawberry.type(description="How large a share gave an answer.")
class AnswerShare:
    """A share."""

    label: str = strawberry.field(description="The answer, in the viewer's language.")
    share: float = strawberry.field(
        description="0 to 1, in steps of 0.01; of 0.05 under 20 answers."
    )


@strawberry.type(
    description="What became of a mean since an earlier wave in which the same group was asked the same. "
    "It is told only where its people are the same as then, or differ by as many as the promise says."
)
class FigureChange:
    """A change."""

    wave_number: int = strawberry.field(description="Since which wave.")
    difference: float = strawberry.field(
        description="The mean minus the former one, both as they are told."
    )
    band: float = strawberry.field(
        description="Differences within plus or minus so much are left to chance (95 %)."
    )
    changed: bool = strawberry.field(description="Whether it is outside of that band.")
    effect: EffectSize = strawberry.field(
        description="How large it is beside how far people are apart."
    )
    direction: int = strawberry.field(description="-1 or 1 where it changed, else 0.")
    note: str = strawberry.field(description="The same in words, in the viewer's language.")

    @classmethod
    def of(cls, view: views.ChangeView) -> FigureChange:
        """Dress a view."""
        change = view.change
        return cls(
            wave_number=change.wave,
            difference=change.difference,
            band=change.band,
            changed=change.changed,
            effect=change.effect,
            direction=change.direction,
            note=view.note,
        )


@strawberry.type(
    description="A question, a driver or the outcome in one group. Numbers that are not told are null."
)
class SurveyFigure:
    """A figure."""

    driver_key: strawberry.Private[UUID | None]
    subject_kind: SubjectKind = strawberry.field(description="What it is of.")
    subject_id: strawberry.ID = strawberry.field(
        description="Id of the question or driver; of the survey for the outcome."
    )
    label: str = strawberry.field(description="What that is called, in the viewer's language.")
    kind: SurveyQuestionKind | None = strawberry.field(
        description="How the question is answered; null for drivers."
    )
    n: int | None = strawberry.field(
        description="How many answers it is made of; null where it is hidden, and where fewer than 10 "
        "people were asked: then the group's rate says it as a band."
    )
    reason: HiddenReason | None = strawberry.field(
        description="Why it is hidden; null if it is not."
    )
    reason_text: str | None = strawberry.field(
        description="The same in words; null without a reason."
    )
    mean: float | None = strawberry.field(description="0 to 100, to one decimal.")
    mean_from: float | None = strawberry.field(description="Lower end of its 95 % interval.")
    mean_until: float | None = strawberry.field(description="Upper end.")
    mean_bound: FigureBound = strawberry.field(
        description="Whether the mean is told as it is, or as at least or at most so much."
    )
    favourable: float | None = strawberry.field(
        description="Which share is at least two thirds of the way up, 0 to 1."
    )
    favourable_from: float | None = strawberry.field(description="Lower end of its interval.")
    favourable_until: float | None = strawberry.field(description="Upper end.")
    favourable_bound: FigureBound = strawberry.field(description="Like `meanBound`.")
    neutral: float | None = strawberry.field(description="Share in between; large groups only.")
    unfavourable: float | None = strawberry.field(
        description="Share at most one third of the way up; large groups only."
    )
    shares: list[AnswerShare] | None = strawberry.field(
        description="How answers are spread; null where the group is too small for that."
    )
    shares_of: int | None = strawberry.field(
        description="How many answers `neutral`, `unfavourable`, `shares` and `enps` are made of: "
        "where some of the group are in no part that is large enough, fewer than `n`."
    )
    enps: float | None = strawberry.field(
        description="Of a scale from 0 to 10: share of 9 and 10 minus share of 0 to 6, -100 to 100."
    )
    enps_from: float | None = strawberry.field(description="Lower end of its interval.")
    enps_until: float | None = strawberry.field(description="Upper end.")
    correction: float | None = strawberry.field(
        description="The finite-population correction that intervals are made with: 0 where all "
        "answered, 1 where it is not known how many were asked; null where `n` is."
    )
    change: FigureChange | None = strawberry.field(
        description="Since the last time; null where there is none that may be told."
    )
    company: float | None = strawberry.field(description="The mean of everybody.")
    company_different: bool = strawberry.field(
        description="Whether that is outside of the interval of this group's mean."
    )

    @strawberry.field(description="The driver that it is, or that the question belongs to.")
    async def driver(self, info: Info) -> SurveyDriverRef | None:
        """The driver."""
        return await refs.load(info, "SurveyDriver", self.driver_key)

    @classmethod
    def of(cls, view: views.FigureView) -> SurveyFigure:
        """Dress a view."""
        shares = view.shares
        return cls(
            driver_key=view.driver_id,
            subject_kind=view.subject_kind,
            subject_id=to_global(SUBJECT_TYPES[view.subject_kind], view.subject_id),
            label=view.label,
            kind=view.kind,
            n=view.n,
            reason=view.reason,
            reason_text=view.reason_text or None,
            mean=view.mean,
            mean_from=view.mean_from,
            mean_until=view.mean_until,
            mean_bound=view.bound,
            favourable=view.favourable,
            favourable_from=view.favourable_from,
            favourable_until=view.favourable_until,
            favourable_bound=view.bound,
            neutral=view.neutral,
            unfavourable=view.unfavourable,
            shares=None
            if shares is None
            else [AnswerShare(label=each.label, share=each.share) for each in shares],
            shares_of=view.shares_of,
            enps=view.enps,
            enps_from=view.enps_from,
            enps_until=view.enps_until,
            correction=view.correction,
            change=None if view.change is None else FigureChange.of(view.change),
            company=view.company,
            company_different=view.company_different,
        )


SUBJECT_TYPES = {
    SubjectKind.QUESTION: "SurveyQuestion",
    SubjectKind.DRIVER: "SurveyDriver",
    SubjectKind.OUTCOME: "Survey",
}
"""Of which type the id of a figure's subject is."""
